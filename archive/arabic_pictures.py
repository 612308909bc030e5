"""The Arabic of `warraq shot` and of pictures after a crawl; the key is the English text. One row a text."""

PICTURES: dict[str, str] = {
    "Picture whole pages, and keep the pictures beside them.": "صوّر الصفحات كاملة واحفظ الصور بجانبها.",
    (
        "Picture whole pages (PNG and PDF) and keep the pictures beside their captures.\n"
        "\n"
        "A URL is captured now and shown live; the id of an article or a record is shown from the archive, for its\n"
        "page may be gone. The record of each picture says which. The id of a picture is pictured no more: --output\n"
        "writes it. A picture is this archive's rendering of a page, not what the outlet sent."
    ): (
        "صوّر الصفحات كاملة (PNG وPDF) واحفظ الصور بجانب التقاطاتها.\n"
        "\n"
        "الرابط يُلتقط الآن ويُعرض حياً؛ ومعرّف المقال أو السجل يُعرض من الأرشيف، فقد تكون صفحته قد زالت.\n"
        "وسجل كل صورة يقول أيهما كان. ومعرّف الصورة لا يُصوَّر من جديد: يكتبها --output في ملف.\n"
        "والصورة عرض هذا الأرشيف للصفحة، لا ما أرسله المنفذ."
    ),
    "Capture the page now and run its scripts; or show what the archive holds, without scripts.": "التقط الصفحة الآن وشغّل نصوصها البرمجية؛ أو اعرض ما في الأرشيف بلا نصوص برمجية.",
    "One of the two pictures, not both.": "إحدى الصورتين لا كلتاهما.",
    "Width of the window; 390 is a telephone's.": "عرض النافذة؛ و390 عرض هاتف.",
    "Write the picture there too; the name ends in .png or .pdf.": "اكتب الصورة هناك أيضاً؛ وينتهي الاسم بـ .png أو .pdf.",
    "--output takes the picture of one page: name one": "الخيار --output لصورة صفحة واحدة: سمّ صفحة واحدة",
    "{path} must end in .png or .pdf": "يجب أن ينتهي {path} بـ .png أو .pdf",
    "{path} is not the picture that --only asks for": "{path} ليس الصورة التي يطلبها --only",
    "live: scripts were run, and what the page asked for was captured": "حياً: شُغّلت النصوص البرمجية، والتُقط ما طلبته الصفحة",
    "from the archive: without scripts and without the network": "من الأرشيف: بلا نصوص برمجية وبلا شبكة",
    "shown": "طريقة العرض",
    "browser": "المتصفح",
    "picture": "الصورة",
    "taken": "صُوّرت",
    "error": "خطأ",
    "status": "رمز الجواب",
    "{media}, {bytes} bytes, record {record}": "{media}، {bytes} بايت، السجل {record}",
    "{path} written": "كُتب {path}",
    "the page goes on below the picture; the PDF has all of it": "الصفحة أطول من الصورة؛ وملف PDF فيه كلها",
    "the page was still asking for more when it was pictured": "كانت الصفحة ما تزال تطلب المزيد حين صُوّرت",
    "{count:part|parts} of the page had no answer": "{count:جزء واحد من الصفحة|جزآن من الصفحة|أجزاء من الصفحة|جزءاً من الصفحة} بلا جواب",
    "{slug}: no picture: {problem}": "{slug}: لا صورة: {problem}",
    "{slug}: no more pictures: {problem}": "{slug}: توقّف التصوير: {problem}",
    "{slug}: {count} new pages were not pictured, as no crawl pictures more than {most}": "{slug}: {count:صفحة جديدة واحدة لم تُصوَّر|صفحتان جديدتان لم تُصوَّرا|صفحات جديدة لم تُصوَّر|صفحة جديدة لم تُصوَّر}، فلا يُصوَّر في زيارة واحدة أكثر من {most}",
    "pages pictured": "الصفحات المصوَّرة",
    "pictures": "الصور",
    "{media}, {rendered}, {at}, record {record}": "{media}، {rendered}، {at}، السجل {record}",
    "live page": "الصفحة حيةً",
    "archived page": "الصفحة من الأرشيف",
}
