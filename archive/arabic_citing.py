"""The Arabic of what `warraq cite` says of a quote; the key is the English text. One row a text."""

CITING: dict[str, str] = {
    "fuzzy": "مع اختلاف كلمات",
    "occurrences": "مرات وروده",
    "put in by the quoter": "من زيادة المقتبِس",
    "difference": "اختلاف",
    "the report prints “{printed}”, typed was “{typed}”": "المطبوع «{printed}»، والمكتوب «{typed}»",
    "the report prints “{printed}”, which was not typed": "المطبوع «{printed}»، ولم يُكتب",
    "typed was “{typed}”, which the report does not print": "المكتوب «{typed}»، وليس مطبوعاً في الخبر",
    "later": "لاحقاً",
    "gone in version {version}, captured {at}": "حُذف في النسخة {version} المحفوظة في {at}",
    "version {version}, captured {at}, prints “{became}”": "في النسخة {version} المحفوظة في {at}: «{became}»",
    "the newest version prints “{now}”": "في أحدث نسخة: «{now}»",
    "nothing is left of it in the newest version": "لم يبق منه شيء في أحدث نسخة",
    "there may be more: not every report with these words was compared": "قد تكون هناك أخبار أخرى: لم تُقارن كل الأخبار التي فيها هذه الكلمات",
    (
        "Find where a quote comes from and cite it down to its record; or cite a URL or an article.\n"
        "\n"
        '"verbatim" means that the report holds the quote letter for letter; "normalised", that it does once hamza,\n'
        'vowel signs, tatweel, digits, quotation marks and spacing do not count; "fuzzy", that one word in five at\n'
        "most differs, and which. An ellipsis stands for words left out, [square brackets] hold words put in. The\n"
        "citation is noted in citations.jsonl. A quote that begins with http:// or looks like an id cannot be\n"
        "looked up as a quote."
    ): (
        "جِد مصدر اقتباس ووثّقه حتى سجلّه؛ أو وثّق رابطاً أو مقالاً.\n"
        "\n"
        "«حرفي» يعني أن الخبر يحوي الاقتباس حرفاً حرفاً؛ و«بعد التطبيع» أنه يحويه إذا "
        "لم تُحسب الهمزات\n"
        "والتشكيل والتطويل والأرقام وعلامات الاقتباس والمسافات؛ و«مع اختلاف كلمات» أن كلمة من خمس على "
        "الأكثر\n"
        "تختلف، وأيّها. وعلامة الحذف تنوب عن كلمات محذوفة، و[القوسان المعقوفان] فيهما كلمات مزيدة. "
        "ويُسجَّل التوثيق\n"
        "في citations.jsonl. ولا يُبحث عن اقتباس يبدأ بـ http:// أو يشبه معرّف مقال."
    ),
}
