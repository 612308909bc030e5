"""The Arabic of `warraq lexicon` and `warraq rebuild --search`; the key is the English text. One row a text."""

LEXICON: dict[str, str] = {
    "Learn and explain how words are analysed.": "تعلّم كيف تُحلَّل الكلمات واشرحه.",
    (
        "Learn how often the archive's words are written, and see how words are analysed."
    ): "تعلّم كم تُكتب كلمات الأرشيف، وانظر كيف تُحلَّل الكلمات.",
    (
        "Learn word counts from the archive's own reports, onto those that come with Warraq.\n"
        "\n"
        "They decide which letters of a word are its own and which an article, a conjunction or an ending. They are\n"
        "frozen in word_counts.tsv.gz; the search leans on them once `warraq rebuild --search` has run."
    ): (
        "تعلّم تعداد الكلمات من أخبار الأرشيف نفسها، زيادةً على ما يأتي مع ورّاق.\n"
        "\n"
        "به يُعرف أيّ حروف الكلمة منها، وأيّها أداة تعريف أو حرف عطف أو لاحقة. ويُثبَّت في word_counts.tsv.gz؛\n"
        "ويعتمد عليه البحث بعد تشغيل `warraq rebuild --search`."
    ),
    (
        "Show how words are analysed: each with the exact form that phrases match, its stem, and its terms."
    ): "اعرض كيف تُحلَّل الكلمات: لكل منها صورتها التي تطابقها العبارات، وجذعها، ومفرداتها في البحث.",
    "counting the words of the reports": "تُعدّ كلمات الأخبار",
    "analysing the texts": "تُحلَّل النصوص",
    "words": "الكلمات",
    "reports": "الأخبار",
    "file": "الملف",
    "Next: warraq rebuild --search, so that the search leans on these counts": (
        "التالي: warraq rebuild --search كي يعتمد البحث على هذا التعداد"
    ),
    "word": "الكلمة",
    "in the index": "في الفهرس",
    "{printed}: exact form {exact}, stem {stem}": "{printed}: صورتها {exact}، وجذعها {stem}",
    "terms of a query": "مفردات البحث",
    "analyser": "المحلّل",
}
