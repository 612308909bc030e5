"""The Arabic of what `warraq history` says; the key is the English text."""

HISTORY: dict[str, str] = {
    "Tell what became of an article: its versions, changes and removal.": "اروِ ما جرى لمقال: نسخه وما تغيّر فيه وهل حُذف.",
    (
        "Tell what became of one article: its versions, what changed in each, whether it is still there.\n"
        "\n"
        "Changes are told class by class, with what stood there before and after: numbers, names, terms, headline,\n"
        'sources, paragraphs. A wall or a broken answer is no edit and no removal; "removed" needs several answers\n'
        "over several days ([history] in warraq.toml)."
    ): (
        "اروِ ما جرى لمقال: نسخه، وما تغيّر في كل منها، وهل ما زال معروضاً.\n"
        "\n"
        "تُذكر التغييرات صنفاً صنفاً مع ما كان قبلها وما صار بعدها: الأرقام والأسماء والمصطلحات والعنوان والمصادر\n"
        "والفقرات. والحجب أو الجواب المعطوب ليس تعديلاً ولا حذفاً؛ ولا يقال «محذوف» إلا بعد أجوبة عدة\n"
        "في أيام عدة ([history] في warraq.toml)."
    ),
    # Kinds of changes
    "headline": "العنوان",
    "date of publication": "تاريخ النشر",
    "rewritten from beginning to end": "كُتب من جديد كله",
    "paragraph added": "فقرة مضافة",
    "paragraph lost": "فقرة محذوفة",
    "paragraph moved": "فقرة نُقلت",
    "sentence added": "جملة مضافة",
    "sentence lost": "جملة محذوفة",
    "sentence moved": "جملة نُقلت",
    "sentence changed": "جملة عُدّلت",
    "source credited that was not before": "مصدر لم يكن مذكوراً",
    "source no longer credited": "مصدر لم يعد مذكوراً",
    "number": "رقم",
    "name or place": "اسم أو مكان",
    "term": "مصطلح",
    "spelling only": "إملاء فقط",
    "punctuation or spacing only": "ترقيم أو مسافات فقط",
    "{kind}: “{text}”": "{kind}: «{text}»",
    "{kind}, added: “{after}”": "{kind}، أُضيف: «{after}»",
    "{kind}, gone: “{before}”": "{kind}، حُذف: «{before}»",
    "{kind}: “{before}” became “{after}”": "{kind}: «{before}» صار «{after}»",
    # Events
    "captured first": "أول التقاط",
    "edited": "عُدّل",
    "an earlier text came back": "عاد نص سابق",
    "missing": "مفقود",
    "removed": "محذوف",
    "returned": "عاد",
    "not shown to us": "لم يُعرض علينا",
    "no usable answer": "لا جواب يُعتدّ به",
    "{event}, version {version}": "{event}، النسخة {version}",
    "{event}: {grades}": "{event}: {grades}",
    "{event} ({count:capture|captures})": "{event} ({count:التقاط واحد|التقاطان|التقاطات|التقاطاً})",
    # States
    "live": "معروض",
    "changed": "معدَّل",
    "blocked": "محجوب",
    "{state}: {reason}": "{state}: {reason}",
    "{checks:check|checks} so far; it counts as removed after {wanted:check|checks} over {days:day|days}": "{checks:فحص واحد|فحصان|فحوص|فحصاً} حتى الآن؛ ويُعدّ محذوفاً بعد {wanted:فحص واحد|فحصين|فحوص|فحصاً} خلال {days:يوم واحد|يومين|أيام|يوماً}",
    # What a capture shows
    "the page shows the report": "تعرض الصفحة الخبر",
    "the page is as it was before": "الصفحة كما كانت",
    "the server says that it is not there (404)": "يقول الخادم إنه غير موجود (404)",
    "the server says that it was removed (410)": "يقول الخادم إنه حُذف (410)",
    "a page that says that there is nothing here stood in its place": "كانت مكانه صفحة تقول إنه لا شيء هنا",
    "its address leads to the home page": "يقود رابطه إلى الصفحة الأولى",
    "its address leads to a section or another page that is no report": "يقود رابطه إلى قسم أو صفحة أخرى ليست خبراً",
    "the server refuses us": "يرفضنا الخادم",
    "the server says that we ask too often (429)": "يقول الخادم إننا نكثر الطلب (429)",
    "a test for machines stood in its place": "كان مكانه اختبار للآلات",
    "a page that asks for a password stood in its place": "كانت مكانه صفحة تطلب كلمة مرور",
    "a page that asks for consent to cookies stood in its place": "كانت مكانه صفحة تطلب الموافقة على ملفات تعريف الارتباط",
    "only subscribers are shown more than the beginning": "لا يُعرض على غير المشتركين إلا أوله",
    "it is shown in other countries only": "لا يُعرض إلا في بلدان أخرى",
    "the server may not show it for legal reasons (451)": "لا يُسمح للخادم بعرضه لأسباب قانونية (451)",
    "the server failed, or is closed for works": "تعطّل الخادم، أو هو مغلق للصيانة",
    "no answer came": "لم يأتِ جواب",
    "the answer is not whole": "الجواب غير تام",
    "the page had lost most of its text, as pages do that broke": "فقدت الصفحة معظم نصها كما يحدث للصفحات المعطوبة",
    "the page holds no report that could be read": "ليس في الصفحة خبر يمكن قراءته",
    "its address leads to another report's": "يقود رابطه إلى خبر آخر",
    "its address leads to another site": "يقود رابطه إلى موقع آخر",
    "its address leads elsewhere": "يقود رابطه إلى مكان آخر",
    "the page has not been read yet": "لم تُقرأ الصفحة بعد",
    "doubtful": "مشكوك فيه",
    "read by another reader than the version before, so some changes may be the reader's": "قرأه قارئ غير الذي قرأ النسخة السابقة: فقد تكون بعض التغييرات من القارئ",
}
