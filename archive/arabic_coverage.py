"""The Arabic of coverage: its table, its picture, its gaps; the key is the English text. One row a text."""

COVERAGE: dict[str, str] = {
    "no seed read": "لم تُقرأ بذرة",
    "feed overran": "فاضت الخلاصة",
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
}
