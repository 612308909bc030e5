"""The Arabic of what the commands say that search: see `archive.arabic_texts`."""

SEARCHING: dict[str, str] = {
    "Find reports by Arabic words.": "ابحث عن الأخبار بكلمات عربية.",
    "Find reports like one of them.": "جِد أخباراً تشبه خبراً منها.",
    "Show which share of reports answers a query, over time.": "اعرض نصيب ما يجيب عن بحث من الأخبار مع الزمن.",
    (
        "Find reports by Arabic words, in whatever form they are printed.\n"
        "\n"
        'Words must all occur. OR, -word, "phrase", «phrase», word*, title:word and parentheses work too.'
        " Days are\n"
        "those of the outlet's own calendar; with --from or --to, reports without a printed date are left out."
        " Of\n"
        "very many reports the newest are ranked. --json prints the list of hits; --answer, or --json with\n"
        "--facets, prints an object: hits, matches, exact, ranked, cursor, facets and more."
    ): (
        "ابحث عن الأخبار بكلمات عربية على أي صورة طُبعت.\n"
        "\n"
        'يجب أن ترد الكلمات كلها. وتصحّ OR و-كلمة و"عبارة" و«عبارة» وكلمة* وعنوان:كلمة والأقواس. والأيام\n'
        "أيام المنفذ نفسه؛ ومع --from أو --to تُترك الأخبار التي لم يُطبع تاريخها. وإذا كثرت الأخبار جداً\n"
        "رُتّب أحدثها. يطبع --json قائمة النتائج؛ ويطبع --answer، أو --json مع --facets، كائناً فيه hits\n"
        "وmatches وexact وranked وcursor وfacets وغيرها."
    ),
    "Only reports of this outlet; repeatable.": "أخبار هذا المنفذ فقط؛ ويجوز تكراره.",
    "Only reports of this country's outlets.": "أخبار منافذ هذا البلد فقط.",
    "Only reports of this country's outlets; repeatable.": "أخبار منافذ هذا البلد فقط؛ ويجوز تكراره.",
    "Only reports of this section; repeatable.": "أخبار هذا القسم فقط؛ ويجوز تكراره.",
    "Only reports that credit this source; repeatable.": "الأخبار التي تسند إلى هذا المصدر فقط؛ ويجوز تكراره.",
    (
        "Only reports that are still shown, were changed, removed and so on; repeatable."
    ): "ما زال معروضاً من الأخبار، أو عُدّل، أو حُذف، ونحو ذلك؛ ويجوز تكراره.",
    "Published on this day or later.": "ما نُشر في هذا اليوم أو بعده.",
    "Published on this day or earlier.": "ما نُشر في هذا اليوم أو قبله.",
    (
        "Best first, newest first, oldest first, or best with newer ones before older ones."
    ): "الأفضل أولاً، أو الأحدث أولاً، أو الأقدم أولاً، أو الأفضل مع تقديم الأحدث.",
    "The page after the one that ended with this cursor.": "الصفحة التي تلي ما انتهى بهذا المؤشر.",
    (
        "Count what was found by outlet, section, month, source and more."
    ): "عُدّ ما وُجد بحسب المنفذ والقسم والشهر والمصدر وغيرها.",
    "Print one JSON document with all that is known.": "اطبع وثيقة JSON واحدة فيها كل ما يُعرف.",
    (
        "Find reports like this one: those that share the words that tell it from others."
    ): "جِد أخباراً تشبه هذا الخبر: ما يشاركه الكلمات التي تميّزه من غيره.",
    (
        "Show which share of the reports of each month or year answers a query, and of each outlet's.\n"
        "\n"
        "Outlets and days narrow what is counted and what it is a share of alike. Reports without a date are"
        " left\n"
        "out."
    ): (
        "اعرض نصيب ما يجيب عن بحث من أخبار كل شهر أو سنة، ومن أخبار كل منفذ.\n"
        "\n"
        "تضيّق المنافذ والأيام ما يُعدّ وما يُنسب إليه معاً. وتُترك الأخبار التي لا تاريخ لها."
    ),
    "country": "البلد",
    "month": "الشهر",
    "year": "السنة",
    "all outlets": "كل المنافذ",
    (
        "Of sources and states, the newest {count:report is|reports are} counted."
    ): "وعُدّ في المصادر والحالات أحدث {count:خبر|خبرين|أخبار|خبراً|خبر} فقط.",
    "There is no outlet {value} in this archive.": "لا منفذ في هذا الأرشيف اسمه {value}.",
    (
        "There is no country {value}; countries are two letters, as SY."
    ): "لا بلد رمزه {value}؛ ورمز البلد حرفان مثل SY.",
    "There is no state {value} of an article.": "ليس في حالات الخبر {value}.",
    "No report credits {value}.": "لا خبر يسند إلى {value}.",
    "{problem} Near to it: {names}": "{problem} قريب منه: {names}",
    "Also looked for: {members}": "وبُحث أيضاً عن: {members}",
    "Did you mean: {query}": "لعلك تقصد: {query}",
    "{count:report|reports} found in {milliseconds} ms.": (
        "وُجد {count:خبر واحد|خبران|أخبار|خبراً|خبر} خلال {milliseconds} ملّي ثانية."
    ),
    "At least {count:report|reports} found in {milliseconds} ms.": (
        "وُجد ما لا يقل عن {count:خبر واحد|خبرين|أخبار|خبراً|خبر} خلال {milliseconds} ملّي ثانية."
    ),
    "The newest {count:report is|reports are} ranked.": (
        "رُتّب الأحدث منها: {count:خبر واحد|خبران|أخبار|خبراً|خبر}."
    ),
    (
        "So many words are not ranked: the newest reports come first."
    ): "لا تُرتَّب النتائج لهذا العدد من الكلمات: أحدث الأخبار أولاً.",
    "Next page: --after {cursor}": "الصفحة التالية: --after {cursor}",
    "{count:report has|reports have} no date.": ("بلا تاريخ: {count:خبر واحد|خبران|أخبار|خبراً|خبر}."),
    "Only the newest {count:report is|reports are} counted here.": (
        "عُدّ هنا الأحدث فقط: {count:خبر واحد|خبران|أخبار|خبراً|خبر}."
    ),
    "{percent} % ({matches} of {total})": "{percent}٪ ({matches} من {total})",
}
