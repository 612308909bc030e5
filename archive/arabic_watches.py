"""The Arabic of what `warraq watch` and `warraq case` say; the key is the English text."""

WATCHES: dict[str, str] = {
    "Keep citations under guard: tell when they change.": "راقب ما وثّقته: يُخبر حين يتغيّر.",
    "Keep citations under guard: tell when a passage changes, when its article is removed or comes back.": "راقب ما وثّقته: يُخبر حين يتغيّر المقتبَس، وحين يُحذف مقاله أو يعود.",
    (
        "Watch a quote where it was found, or a whole article named by its URL or id.\n"
        "\n"
        "The watch keeps what it saw in citations.jsonl: the record, the digest of the text, the passage as typed\n"
        "and as printed. `watch check` and the reports of crawls compare it with the index."
    ): (
        "راقب اقتباساً حيث وُجد، أو مقالاً كاملاً برابطه أو معرّفه.\n"
        "\n"
        "تحفظ المراقبة ما رأته في citations.jsonl: السجل وبصمة النص والمقتبَس كما كُتب وكما طُبع.\n"
        "ويقارنه `watch check` وتقارير الزيارات بالفهرس."
    ),
    "What you want to remember with it.": "ما تريد أن تتذكّره معه.",
    "Put the citation into this case file as well.": "ضع التوثيق في ملف القضية هذا أيضاً.",
    "List what is watched, as it was when it was added.": "اعرض ما تراقبه كما كان حين أُضيف.",
    "Nothing is watched yet: `warraq watch add` puts a quote or an article under guard.": "لا تراقب شيئاً بعد: يضع `warraq watch add` اقتباساً أو مقالاً تحت المراقبة.",
    "Watch this no longer. What it saw stays in citations.jsonl.": "لا تراقب هذا بعد الآن. ويبقى ما رأته المراقبة في citations.jsonl.",
    "{id} is no longer watched.": "لم تعد المراقبة {id} قائمة.",
    "Only what was not told by an earlier check.": "ما لم يُخبر به فحص سابق فقط.",
    "Exit with code 6 when there is anything new.": "رمز الخروج 6 إن كان ثمة جديد.",
    (
        "Compare every watch with the index as it is now: passage, article, and which captures show it.\n"
        "\n"
        "Nothing is fetched: crawls and captures bring what is new. A wall or a failed server is neither an edit\n"
        'nor a removal, and "removed" takes as many checks as `warraq history` asks for. What was told is\n'
        "remembered, so that --new tells each thing once."
    ): (
        "قارن كل مراقبة بالفهرس كما هو الآن: المقتبَس والمقال، وأي الالتقاطات يُظهر ذلك.\n"
        "\n"
        "لا يُجلب شيء: الزيارات والالتقاطات تأتي بالجديد. والحجب أو تعطّل الخادم ليس تعديلاً ولا حذفاً،\n"
        "ولا يقال «محذوف» إلا بعد الفحوص التي يطلبها `warraq history`. ويُحفظ ما أُخبرت به،\n"
        "فلا يذكر الخيار --new الأمر إلا مرة واحدة."
    ),
    "Nothing new.": "لا جديد.",
    (
        "Write what happened to all watches as an Atom feed, to FILE or, for -, to stdout.\n"
        "\n"
        'With `feed = "watch.xml"` under [watch] in warraq.toml every crawl writes it anew.'
    ): (
        "اكتب ما جرى لكل ما تراقبه خلاصةَ Atom في FILE، أو على المخرج إن كان -.\n"
        "\n"
        'ومع السطر `feed = "watch.xml"` تحت [watch] في warraq.toml تكتبها كل زيارة من جديد.'
    ),
    "watches with news": "مراقبات فيها جديد",
    "the watches could not be checked: {problem}": "تعذّر فحص المراقبات: {problem}",
    "line {number} of {path} is damaged and was left as it is": "السطر {number} من {path} تالف، وتُرك كما هو",
    "new": "جديد",
    "last seen": "آخر ظهور",
    "cited record": "السجل الموثَّق",
    "watch": "المراقبة",
    "case": "ملف القضية",
    "Warraq: what became of what you cited": "ورّاق: ما جرى لما وثّقته",
    "{what}: {title}": "{what}: {title}",
    "{name}: {value}": "{name}: {value}",
    # What became of it
    "as it was cited": "كما وُثّق",
    "the passage stands, the article changed elsewhere": "المقتبَس كما هو، وتغيّر المقال في غير موضعه",
    "the passage changed": "تغيّر المقتبَس",
    "the passage is gone": "لم يعد المقتبَس موجوداً",
    "the article changed": "تغيّر المقال",
    "the text is again as it was cited": "عاد النص كما وُثّق",
    "another reader does not find the passage in the cited capture": "لا يجد قارئ آخر المقتبَس في الالتقاط الموثَّق",
    "the article is missing": "المقال مفقود",
    "the article was removed": "حُذف المقال",
    "the article is back": "عاد المقال",
    "the article is not shown to us": "لا يُعرض علينا المقال",
    "the article's address leads elsewhere": "يقود رابط المقال إلى مكان آخر",
    "at {at}, since: {reason}": "في {at}، والسبب: {reason}",
    "the cited capture was withdrawn": "سُحب الالتقاط الموثَّق",
    "the index does not hold the cited capture as a report": "ليس الالتقاط الموثَّق في الفهرس خبراً",
    "cited: “{text}”": "كما وُثّق: «{text}»",
    "now: “{text}”": "والآن: «{text}»",
    "{count:other change|other changes} in the article": "{count:تغيير آخر|تغييران آخران|تغييرات أخرى|تغييراً آخر} في المقال",
    "its address leads to {url}": "يقود رابطه إلى {url}",
    "read by another reader than the cited text: some of this may be the reader's": "قرأه قارئ غير الذي قرأ النص الموثَّق: فقد يكون بعض هذا من القارئ",
    # Case files
    "Collect passages, articles and notes in case files.": "اجمع مقتبسات ومقالات وملاحظات في ملفات قضايا.",
    (
        "Collect passages, articles and notes in case files, kept in citations.jsonl.\n"
        "\n"
        "A NAME may be Arabic: hamza, vowel signs, spacing and letter case do not count. Nothing is overwritten;\n"
        "what is removed from a case stays in the file."
    ): (
        "اجمع مقتبسات ومقالات وملاحظات في ملفات قضايا تُحفظ في citations.jsonl.\n"
        "\n"
        "الاسم NAME عربي إن شئت: لا فرق بين الهمزات ولا التشكيل ولا المسافات. ولا يُستبدل شيء،\n"
        "وما أُخرج من القضية يبقى في الملف."
    ),
    "Make a case file.": "أنشئ ملف قضية.",
    "What the case is about, in a line.": "موضوع القضية في سطر.",
    "Cite a quote, a URL or an article, and put the citation into the case.": "وثّق اقتباساً أو رابطاً أو مقالاً، وضع التوثيق في القضية.",
    "Add a note to the case.": "أضف ملاحظة إلى القضية.",
    "Print what the case cites in this style, and nothing else.": "اطبع ما توثّقه القضية بهذا الأسلوب وحده.",
    "Show what is in a case, in the order in which it was added.": "اعرض ما في القضية بترتيب إضافته.",
    "List the cases of this archive.": "اعرض قضايا هذا الأرشيف.",
    "There are no cases yet: `warraq case new` makes one.": "لا قضايا بعد: ينشئ `warraq case new` واحدة.",
    "Take an item out of a case. Its line stays in citations.jsonl.": "أخرج بنداً من القضية. ويبقى سطره في citations.jsonl.",
    "{item} is no longer in the case.": "لم يعد البند {item} في القضية.",
    "{item}: what it cites is not in this archive any more": "{item}: لم يعد ما يوثّقه في هذا الأرشيف",
    (
        "Write the case as one evidence bundle: what it cites, in its order and with your notes, and all proofs.\n"
        "\n"
        "Notes that stand by themselves go with the passage before them."
    ): (
        "اكتب القضية حزمة أدلة واحدة: ما توثّقه بترتيبه ومع ملاحظاتك، والبراهين كلها.\n"
        "\n"
        "وتُلحق الملاحظات القائمة بذاتها بالمقتبَس الذي قبلها."
    ),
    "{count:item|items}": "{count:بند واحد|بندان|بنود|بنداً|بند}",
    "item": "البند",
    "made": "أُنشئ",
}
