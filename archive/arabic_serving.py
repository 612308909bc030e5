"""The Arabic of what `warraq serve` says: its options, and its answers to those it refuses. One row a text."""

SERVING_TEXTS: dict[str, str] = {
    "For everybody: without SQL, downloads of the index, case files.": "للجميع: بلا SQL ولا تنزيل للفهرس ولا ملفات.",
    "For those who know the password in $WARRAQ_PASSWORD.": "لمن يعرف كلمة السر التي في $WARRAQ_PASSWORD.",
    "Read the password from this file instead.": "اقرأ كلمة السر من هذا الملف بدلاً من ذلك.",
    "Answer at this address of the machine.": "أجب عند هذا العنوان من عناوين الجهاز.",
    "A name that the server is asked for, beside this machine's own; repeatable.": "اسم يُطلب به الخادم، إلى جانب أسماء هذا الجهاز؛ ويتكرر.",
    "Believe the proxy at this address, or in this network, about who asks; repeatable.": "صدِّق الخادم الوسيط عند هذا العنوان، أو في هذه الشبكة، في مَن يَطلب؛ ويتكرر.",
    (
        "Browse the archive in a web browser, from this machine only.\n"
        "\n"
        "Pages are in Arabic and English. Beside them Datasette shows every table; `articles` and `versions` have a\n"
        "search box that finds what `warraq search` finds. With --public or --private others may be answered, too."
    ): (
        "تصفَّح الأرشيف في متصفح الويب، من هذا الجهاز وحده.\n"
        "\n"
        "الصفحات بالعربية والإنكليزية، وإلى جانبها يعرض Datasette كل جدول؛ وللجدولين `articles` و`versions`\n"
        "مربع بحث يجد ما يجده `warraq search`. ومع --public أو --private يمكن أن يُجاب غيرك أيضاً."
    ),
    "This address is not served here.": "هذا العنوان لا يُقدَّم هنا.",
    "Pages are only read here.": "الصفحات هنا للقراءة فقط.",
    "There is no such page here.": "لا صفحة كهذه هنا.",
    "A page of another site may not ask for this.": "لا يحق لصفحة من موقع آخر أن تطلب هذا.",
    "Queries of one's own and endless answers are not offered to everybody.": "الاستعلامات الحرة والأجوبة بلا نهاية ليست متاحة للجميع.",
    "The password is only asked for over https.": "لا تُطلب كلمة السر إلا عبر https.",
    "This archive asks for its password.": "هذا الأرشيف يطلب كلمة سره.",
    "This was asked too often; ask again in {seconds:second|seconds}.": "كثر هذا الطلب؛ أعد المحاولة بعد {seconds:ثانية واحدة|ثانيتين|ثوانٍ|ثانية}.",
    "Too many are asking for this at once; ask again in a few seconds.": "كثير يطلبون هذا في آن واحد؛ أعد المحاولة بعد ثوانٍ.",
    "Only the proxy before this server is answered.": "لا يُجاب إلا الخادم الوسيط الذي أمام هذا الخادم.",
    "This statement needs more memory than one may take.": "تحتاج هذه العبارة إلى ذاكرة أكثر من المسموح.",
    "This statement takes longer than one may.": "تحتاج هذه العبارة إلى وقت أطول من المسموح.",
    "The answer is larger than {size} MB: ask for fewer rows or columns, or for parts of texts.": "الجواب أكبر من {size} ميغابايت: اطلب صفوفاً أو أعمدة أقل، أو أجزاء من النصوص.",
    "This page takes longer than one may.": "تحتاج هذه الصفحة إلى وقت أطول من المسموح.",
    "Something failed here; the operator's log says what.": "تعطّل شيء هنا، وسجل المشغّل يبيّن ما هو.",
    "This table or query is not shown to everybody.": "هذا الجدول أو الاستعلام لا يُعرض للجميع.",
    "This is not understood, or not answered here.": "هذا غير مفهوم، أو لا يُجاب عنه هنا.",
}
