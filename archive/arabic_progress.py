"""The Arabic of what long work says of its course, and when it is stopped; the key is the English text."""

PROGRESS: dict[str, str] = {
    "reading the files": "قراءة الملفات",
    "reading the WARC files": "قراءة ملفات WARC",
    "comparing the index with them": "مقابلة الفهرس بها",
    "exporting": "التصدير",
    "capturing": "التقاط الصفحات",
    "picturing pages": "تصوير الصفحات",
    "signing, and asking for time stamps": "التوقيع وطلب الأختام الزمنية",
    "comparing the texts": "مقابلة النصوص",
    "reading the saved pages": "قراءة الصفحات المحفوظة",
    "looking at the outlet": "فحص المنفذ",
    "comparing what is watched": "مقابلة ما هو تحت المراقبة",
    "read": "قُرئ",
    "time": "الوقت",
    "{ended} of {total} ended": "انتهى {ended} من {total}",
    "stopped; what was captured is kept: run it again, it goes on where it was": (
        "أُوقف؛ وما التُقط محفوظ: أعد الأمر فيواصل من حيث وقف"
    ),
    "stopped; what was captured is kept: run it again for the pages that are left": (
        "أُوقف؛ وما التُقط محفوظ: أعد الأمر لما بقي من الصفحات"
    ),
    "stopped; what was indexed is kept: run it again, it goes on where it was": (
        "أُوقف؛ وما فُهرس محفوظ: أعد الأمر فيواصل من حيث وقف"
    ),
    "stopped; the index is the old one or the new one, whole: run it again, it begins anew": (
        "أُوقف؛ والفهرس هو القديم أو الجديد كاملاً: أعد الأمر فيبدأ من جديد"
    ),
    "stopped; what was copied is kept: run it again, it goes on where it was": (
        "أُوقف؛ وما نُسخ محفوظ: أعد الأمر فيواصل من حيث وقف"
    ),
    "stopped; what was copied is kept: run it again with the same folders; if it says that there is an archive"
    " already, all was done": (
        "أُوقف؛ وما نُسخ محفوظ: أعد الأمر بالمجلدين نفسيهما؛ فإن قال إن فيه أرشيفاً فقد تم كل شيء"
    ),
    "stopped; a file is written whole or not at all: run it again": "أُوقف؛ والملف يُكتب كاملاً أو لا يُكتب: أعد الأمر",
    "stopped; nothing was changed: run it again": "أُوقف؛ ولم يتغير شيء: أعد الأمر",
    "stopped; the words are the old ones or the new ones: run it again": "أُوقف؛ والكلمات هي القديمة أو الجديدة: أعد الأمر",
    "stopped; a withdrawal that had begun is finished by the same command": (
        "أُوقف؛ وما بدأ من سحب يتمه الأمر نفسه"
    ),
}
