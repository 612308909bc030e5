"""The Arabic of coverage: its table, its picture, its gaps; the key is the English text. One row a text."""

COVERAGE: dict[str, str] = {
    "digest": "البصمة",
    "--from {first} lies after --to {last}: exchange them": "--from {first} يقع بعد --to {last}: بدّل أحدهما بالآخر",
    "{slug}: nothing was looked at or discovered in these days": "{slug}: لم يُنظر إلى شيء ولم يُكتشف شيء في هذه الأيام",
    "no seed read": "لم تُقرأ بذرة",
    "feed overran": "فاضت الخلاصة",
    "requests used up": "نفد عدد الطلبات",
    "the outlet was sent all the requests of a day: what was left was fetched later, or waits": (
        "أُرسل إلى المنفذ كل ما يُسمح به من طلبات في اليوم: جُلب الباقي بعد ذلك أو ما زال ينتظر"
    ),
    "clock set": "ضُبطت الساعة",
    "nobody looked: no outlet was crawled; the machine was off, or the schedule did not run": (
        "لم ينظر أحد: لم يُزَر أي منفذ؛ كانت الآلة متوقفة أو لم تعمل الجدولة"
    ),
    "this outlet was not crawled, while others were": "لم يُزَر هذا المنفذ وزيرت منافذ أخرى",
    "the outlet is no longer declared, so that nobody looked": "لم يعد المنفذ معلناً، فلم ينظر أحد",
    "this archive never crawled; what it holds was brought in from elsewhere": (
        "لم يقم هذا الأرشيف بأي زيارة؛ وما فيه جُلب من مكان آخر"
    ),
    "before this archive first looked at the outlet": "قبل أول نظرة لهذا الأرشيف إلى المنفذ",
    "looked at, and no seed named a report of this day": "نُظر إليه ولم تذكر أي بذرة خبراً من هذا اليوم",
    "looked at, but the outlet could not be reached": "نُظر إليه لكن تعذّر الوصول إلى المنفذ",
    "looked at, but the outlet refused us": "نُظر إليه لكن المنفذ رفضنا",
    "looked at, but robots.txt could not be had, so that nothing was fetched": (
        "نُظر إليه لكن تعذّر الحصول على robots.txt فلم يُجلب شيء"
    ),
    "looked at, but robots.txt forbids the seeds": "نُظر إليه لكن robots.txt يمنع البذور",
    "looked at, but the outlet's server failed": "نُظر إليه لكن خادم المنفذ تعطّل",
    "looked at, but no seed could be read": "نُظر إليه لكن لم تُقرأ أي بذرة",
    "the crawl was stopped or killed before it had read a seed": "أُوقفت الزيارة أو قُتلت قبل أن تقرأ بذرة",
    "a crawl began, and asked for no seed": "بدأت زيارة ولم تطلب أي بذرة",
    "looked at, but this archive's own rules refused the seeds": (
        "نُظر إليه لكن قواعد هذا الأرشيف نفسه رفضت البذور"
    ),
    (
        "the feed named {named} new addresses at once, as many as it ever had: what came and went between"
        " two readings was not seen, and how many that were nobody knows"
    ): (
        "ذكرت الخلاصة {named} من العناوين الجديدة دفعة واحدة، وهو أكثر ما ذكرت: ما جاء وذهب بين قراءتين لم يُرَ،"
        " ولا أحد يعلم عدده"
    ),
    "this machine's clock had been set: times of captures are doubtful": (
        "كانت ساعة هذه الآلة قد ضُبطت: أوقات الالتقاط موضع شك"
    ),
    "{reason} ({detail})": "{reason} ({detail})",
    "{what}: {span} ({days:day|days}): {why}": "{what}: {span} ({days:يوم واحد|يومان|أيام|يوماً|يوم}): {why}",
    "crawls": "زيارات",
    "Print a line a day and outlet, separated by commas.": "اطبع سطراً لكل يوم ومنفذ تفصل بين خاناته فواصل.",
    "--csv and --json are two forms of the same: choose one": "--csv و--json صورتان لشيء واحد: اختر إحداهما",
    "texts": "نصوص",
    "unchanged": "بلا تغيير",
    # The picture.
    "As a picture": "في صورة",
    "Draw the days as a picture, too.": "ارسم الأيام صورةً أيضاً.",
    "{path}: the picture": "{path}: الصورة",
    "Coverage from {first} to {last}": "التغطية من {first} إلى {last}",
    (
        "Of each outlet a bar a day, as high as many addresses of that day are known, and below it a mark"
        " that says whether the outlet was looked at. The tables tell the same."
    ): (
        "لكل منفذ عمود في اليوم بقدر ما يُعرف من عناوين ذلك اليوم، وتحته علامة تقول هل نُظر إلى المنفذ."
        " والجداول تقول الشيء نفسه."
    ),
    "read as articles": "قُرئ مقالات",
    "held, no article": "محفوظ وليس مقالاً",
    "not had, or gone": "تعذّر أو زال",
    "looked at": "نُظر إليه",
    "looked at, nothing could be read": "نُظر إليه ولم يُقرأ شيء",
    "not looked at": "لم يُنظر إليه",
    "a feed may have dropped reports": "ربما أسقطت خلاصة أخباراً",
    "at most {count:address|addresses} a day": "أقصاها {count:عنوان واحد|عنوانان|عناوين|عنواناً|عنوان} في اليوم",
    # The statement of completeness.
    "Write a signed statement of completeness instead, printable, with its numbers inside.": (
        "اكتب بدلاً من ذلك بيان اكتمال موقّعاً قابلاً للطباعة وأرقامه فيه."
    ),
    "--statement holds table and picture: leave --csv and --picture out": (
        "في --statement الجدول والصورة: اترك --csv و--picture"
    ),
    "not signed: the archive's private key was not at hand": "غير موقّع: لم يكن مفتاح الأرشيف الخاص في المتناول",
    "statement of {count:outlet|outlets}, numbers sha256 {digest}: {path}": (
        "بيان عن {count:منفذ واحد|منفذين|منافذ|منفذاً|منفذ}، بصمة الأرقام sha256 {digest}: {path}"
    ),
    "signed at": "وُقّع في",
    "Statement of completeness": "بيان اكتمال",
    (
        "This states what this archive looked at, what it holds and what it knows to be missing. It does not"
        " state what an outlet published."
    ): "يقول هذا البيان ما نظر إليه هذا الأرشيف وما فيه وما يعلم أنه ينقصه. ولا يقول ما نشره منفذ.",
    "Days": "الأيام",
    "Archive": "الأرشيف",
    "Counted over the checkpoint": "عُدّ على نقطة التثبيت",
    "Captures in the index": "الالتقاطات في الفهرس",
    "WARC files": "ملفات WARC",
    "Readers of the texts": "قارئات النصوص",
    "Software": "البرنامج",
    "Digest of the numbers": "بصمة الأرقام",
    "Signed": "التوقيع",
    "Key": "المفتاح",
    "What was looked at, and how often": "إلامَ نُظر، وكم مرة",
    "What is there": "ما هو موجود",
    "What is missing, and why": "ما ينقص، ولماذا",
    "What cannot be known": "ما لا يمكن أن يُعلم",
    "How to make and check it again": "كيف يُصنع ثانية ويُفحص",
    "Day by day": "يوماً بيوم",
    (
        "How much an outlet published that no feed, sitemap or page named while this archive looked: it is in"
        " no count, and no share of it can be given."
    ): (
        "كم نشر المنفذ مما لم تذكره خلاصة ولا خريطة موقع ولا صفحة حين نظر هذا الأرشيف: ليس ذلك في أي عدد،"
        " ولا يمكن أن تُعطى له نسبة."
    ),
    (
        "What came and went between two looks. A feed shows its newest entries alone; where it named only new"
        " ones, how many came before them is unknown."
    ): (
        "ما جاء وذهب بين نظرتين. لا تعرض الخلاصة غير أحدث بنودها؛ وحيث لم تذكر إلا جديداً فعدد ما سبقه مجهول."
    ),
    (
        "That an outlet published nothing on a day without reports. It is known that the seeds that were read"
        " named none."
    ): "أنّ منفذاً لم ينشر شيئاً في يوم بلا أخبار. المعلوم أنّ البذور التي قُرئت لم تذكر شيئاً منه.",
    (
        "What stood behind a wall, a block or a refusal: others may have been shown it. What is said is what"
        " this archive was shown, from where it looked."
    ): ("ما وراء حاجز أو حجب أو رفض: ربما عُرض على غيرنا. والمذكور ما عُرض على هذا الأرشيف من حيث نظر."),
    (
        "That the days of reports are right: they are those that the report or a seed printed, else the day"
        " of first sight. How many are of which kind is counted."
    ): ("أنّ أيام الأخبار صحيحة: هي ما طبعه الخبر أو بذرة، وإلا فيوم الرؤية الأولى. وعدد كل صنف منها مذكور."),
    (
        "That this machine's clock was right. A checkpoint that authorities stamped was made no later than"
        " the stamp."
    ): "أنّ ساعة هذه الآلة كانت صحيحة. ونقطة التثبيت التي ختمتها جهات صُنعت في وقت لا يتأخر عن الختم.",
    "`warraq verify FILE` checks numbers, words and signature of this file.": (
        "يفحص `warraq verify FILE` أرقام هذا الملف وكلماته وتوقيعه."
    ),
    (
        "`warraq coverage --statement OTHER` with the same outlets and days makes it again of the same"
        " archive: all but the time of signing is then equal, byte by byte. An archive that has grown since"
        " gives more."
    ): (
        "يصنعه `warraq coverage --statement OTHER` ثانية من الأرشيف نفسه بالمنافذ والأيام نفسها: فيتساوى كل ما"
        " عدا وقت التوقيع بايتاً بايتاً. والأرشيف الذي نما بعد ذلك يعطي أكثر."
    ),
    "`warraq verify`, within the archive, reads every record and holds the log and the index against it.": (
        "ويقرأ `warraq verify` داخل الأرشيف كل سجل ويقابل به سجل الالتقاط والفهرس."
    ),
    "{count:leaf|leaves}, root {root}": "{count:ورقة واحدة|ورقتان|ورقات|ورقة|ورقة}، جذرها {root}",
    "{count:capture|captures}, of them {withdrawn} withdrawn": (
        "{count:التقاط واحد|التقاطان|التقاطات|التقاطاً|التقاط}، والمسحوب منها {withdrawn}"
    ),
    "{count:file|files}, {records:record|records}, {bytes:byte|bytes}": (
        "{count:ملف واحد|ملفان|ملفات|ملفاً|ملف}، {records:سجل واحد|سجلان|سجلات|سجلاً|سجل}،"
        " {bytes:بايت واحد|بايتان|بايتات|بايتاً|بايت}"
    ),
    "No address is known of these days.": "لا يُعرف من هذه الأيام أي عنوان.",
    "{crawls:crawl|crawls} on {days:day|days}; {read} read a seed, {ended} came to their own end.": (
        "{crawls:زيارة واحدة|زيارتان|زيارات|زيارة|زيارة} في {days:يوم واحد|يومين|أيام|يوماً|يوم}؛ قرأت بذرة منها {read}،"
        " وتمّت {ended}."
    ),
    "The outlet is no longer declared.": "لم يعد المنفذ معلناً.",
    "No gap is known of these days.": "لا تُعلم فجوة في هذه الأيام.",
    "{requests:request|requests}, {unchanged} unchanged, {failed} failed": (
        "{requests:طلب واحد|طلبان|طلبات|طلباً|طلب}، بلا تغيير {unchanged}، متعذّر {failed}"
    ),
    "Its sitemaps named {count:address|addresses} of any day; {held} are held, {left} are not{why}.": (
        "ذكرت خرائط موقعه {count:عنواناً واحداً|عنوانين|عناوين|عنواناً|عنوان} من أي يوم؛ المحفوظ منها {held}،"
        " وغير المحفوظ {left}{why}."
    ),
}
