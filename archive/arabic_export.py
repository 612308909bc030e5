"""The Arabic of `warraq export`; the key is the English text. One row a text."""

_CAPTURES = "{count:التقاط واحد|التقاطان|التقاطات|التقاطاً|التقاط}"

EXPORT: dict[str, str] = {
    "Hand over what the archive holds, in the formats of others.": "سلّم ما في الأرشيف بصيغ يقرؤها غيرك.",
    (
        "Hand over what the archive holds, in the formats of others.\n"
        "\n"
        "FILE - is stdout. A file is there whole or not at all. No export holds keys, the operator's contact or\n"
        "the folders of imported files, unless --requests asks for requests."
    ): (
        "سلّم ما في الأرشيف بصيغ يقرؤها غيرك.\n"
        "\n"
        "الملف - هو المخرج القياسي. يوجد الملف كاملاً أو لا يوجد. ولا يُصدَّر عنوان المشغّل ولا مفاتيحه ولا مجلدات\n"
        "الملفات المستوردة، إلا إذا طُلبت سجلات الطلبات بالخيار --requests."
    ),
    "Write over a file that is there.": "اكتب فوق الملف إن كان موجوداً.",
    "Only reports that answer it, as in a search.": "الأخبار التي تطابقه فقط، كما في البحث.",
    "Only captures that the checkpoint over SIZE leaves is over.": "الالتقاطات التي تشملها نقطة التثبيت ذات SIZE ورقة فقط.",
    "Copy requests as well; they, and some answers, hold the operator's contact.": "انسخ سجلات الطلبات أيضاً؛ فيها وفي بعض الأجوبة عنوان المشغّل.",
    "Export articles, one JSON object a line with the keys of `show --json`.": "صدّر المقالات: كائن JSON في كل سطر بمفاتيح `show --json`.",
    "Export articles as a CSV table that spreadsheets open right.": "صدّر المقالات جدول CSV تفتحه برامج الجداول فتحاً صحيحاً.",
    'Export articles as Parquet, with types; needs pyarrow: pip install "warraq[parquet]".': 'صدّر المقالات جدول Parquet بأنواع أعمدته؛ يحتاج إلى pyarrow: pip install "warraq[parquet]".',
    "Export texts as CSV with the columns doc_id and text, for packages that analyse texts.": "صدّر النصوص جدول CSV بعمودين doc_id وtext لبرامج تحليل النصوص.",
    "Export ids, URLs, dates and digests of all versions, without their text: a corpus to be made again.": "صدّر معرّفات النسخ كلها وروابطها وتواريخها وبصماتها دون نصوصها: مدوّنة يُعاد تكوينها.",
    "A file that `export digests` wrote, here or elsewhere.": "ملف كتبه `export digests` هنا أو في أرشيف آخر.",
    "Make a corpus again from its digests: the texts of RELEASE that this archive holds the same.": "أعد تكوين مدوّنة من بصماتها: نصوص RELEASE التي في هذا الأرشيف مثلها.",
    (
        "Make a corpus again from its digests: the texts of RELEASE that this archive holds the same.\n"
        "\n"
        'A line for each version of RELEASE says what agrees: "text" (title and text), "body" (the text), "page"\n'
        '(the page, read otherwise), "other" (only other texts of its address are here) or "missing".'
    ): (
        "أعد تكوين مدوّنة من بصماتها: نصوص RELEASE التي في هذا الأرشيف مثلها.\n"
        "\n"
        'في الملف سطر لكل نسخة في RELEASE يقول ما الذي يطابق: "text" (العنوان والنص)، "body" (النص)، "page"\n'
        '(الصفحة نفسها مقروءة قراءة أخرى)، "other" (ليس هنا إلا نصوص أخرى من رابطها)، "missing" (ليست هنا).'
    ),
    "{match}: {count:version|versions}": "{match}: {count:نسخة واحدة|نسختان|نسخ|نسخة|نسخة}",
    "Export an index of captures as CDXJ, with the places of their records in the archive's files.": "صدّر فهرس الالتقاطات بصيغة CDXJ مع مواضع سجلاتها في ملفات الأرشيف.",
    "Export captures as one WARC file, their records copied byte for byte.": "صدّر الالتقاطات ملف WARC واحداً تُنسخ سجلاته بايتاً بايتاً.",
    "Export captures as a WACZ: records, index and pages in one file that players of web archives open.": "صدّر الالتقاطات ملف WACZ: السجلات وفهرسها وصفحاتها في ملف واحد تفتحه برامج عرض أراشيف الويب.",
    "Sign it with the archive's key for WACZ files, log/wacz.pem.": "وقّعه بمفتاح الأرشيف لملفات WACZ: log/wacz.pem.",
    "signed by the key {key}; publish {path}": "وُقّع بالمفتاح {key}؛ انشر {path}",
    "bytes": "البايتات",
    "signature": "التوقيع",
    "signed": "وُقّع في",
    "software": "البرنامج",
    "key": "المفتاح",
    "(the key of this archive)": "(مفتاح هذا الأرشيف)",
    "{count:row|rows} exported.": "صُدّر {count:سطر واحد|سطران|أسطر|سطراً|سطر}.",
    "{count:capture|captures} exported.": f"صُدّر {_CAPTURES}.",
    "{count:capture|captures} left out: the operator's contact stands in them.": f"تُرك {_CAPTURES}: فيها عنوان المشغّل.",
    "{count:capture|captures} left out: they are in ARC files.": f"تُرك {_CAPTURES}: هي في ملفات ARC.",
}
