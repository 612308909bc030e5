"""The Arabic of `warraq capture` and `warraq coverage`; the key is the English text. One row a text."""

LEDGER: dict[str, str] = {
    "Capture single pages now, of any outlet.": "احفظ صفحات بعينها الآن من أي منفذ.",
    (
        "Capture pages now, with their images and stylesheets; index them and print their citations.\n"
        "\n"
        "The outlet need not be followed. Redirects are followed, robots.txt is obeyed. A URL given twice is\n"
        "captured once; - reads URLs from stdin. A page that scripts fill is shown in a browser and read there, if\n"
        "Chromium and the extra `browser` are installed. Exit code 0 when every page was captured whole, 3 when\n"
        "some were not, 1 when none was."
    ): (
        "احفظ صفحات الآن مع صورها وملفات تنسيقها، وفهرسها واطبع توثيقها.\n"
        "\n"
        "لا يلزم أن يكون المنفذ متابَعاً. تُتبع الإحالات ويُطاع robots.txt. والرابط المكرر يُحفظ مرة واحدة؛\n"
        "و- تقرأ الروابط من الدخل القياسي. والصفحة التي تملؤها نصوص برمجية تُعرض في متصفح وتُقرأ فيه إن كان\n"
        "Chromium والإضافة `browser` مثبّتين. رمز الخروج 0 إن حُفظت كل الصفحات تامة، و3 إن تعذّر بعضها، و1 إن\n"
        "تعذّرت كلها."
    ),
    "Put the pages to this outlet, whatever their hosts.": "انسب الصفحات إلى هذا المنفذ أياً كانت مواقعها.",
    "A file with one URL a line, or - for stdin; lines that begin with # are left out.": (
        "ملف في كل سطر منه رابط، أو - للدخل القياسي؛ وتُترك السطور التي تبدأ بـ #."
    ),
    "no URL is given: name one, or a list of them with --file": "لم يُذكر رابط: اذكر رابطاً، أو قائمة روابط بالخيار --file",
    "{count} of {all} pages captured.": "حُفظ {count} من {all} من الصفحات.",
    "reason": "السبب",
    "images and stylesheets": "الصور وملفات التنسيق",
    "{captured} captured, {failed} not": "حُفظ منها {captured} وتعذّر {failed}",
    "no article": "ليس مقالاً",
    "the page was not read": "لم تُقرأ الصفحة",
    "Count by outlet and day what was found, captured and read.": "عُدّ ما اكتُشف وحُفظ وقُرئ حسب المنفذ واليوم.",
    (
        "Count what was discovered, captured and read, by outlet and day; name refusals, failures and gaps.\n"
        "\n"
        "Every discovered URL is counted once. Its day is the outlet's own: that of the article, else the date\n"
        "that a feed or sitemap printed, else the day it was first seen (the last column counts which)."
    ): (
        "عُدّ ما اكتُشف وحُفظ وقُرئ حسب المنفذ واليوم، واذكر ما رُفض وما تعذّر والفجوات.\n"
        "\n"
        "يُعدّ كل رابط مكتشف مرة واحدة. ويومه يوم المنفذ نفسه: يوم المقال، وإلا فالتاريخ الذي طبعته خلاصة\n"
        "أو خريطة موقع، وإلا فيوم رؤيته الأولى (والعمود الأخير يعدّ أيّها كان)."
    ),
    "From this day on.": "من هذا اليوم فصاعداً.",
    "Up to this day.": "حتى هذا اليوم.",
    "Nothing was discovered in these days.": "لم يُكتشف شيء في هذه الأيام.",
    "day": "اليوم",
    "held": "محفوظ",
    "not had": "تعذّر",
    "day from": "مصدر اليوم",
    "total": "المجموع",
    "refused because": "سبب الرفض",
    "failed because": "سبب التعذّر",
    "captured, no article": "محفوظ وليس مقالاً",
    "{what}: {span} ({days:day|days})": "{what}: {span} ({days:يوم واحد|يومان|أيام|يوماً|يوم})",
    "no discovery": "بلا اكتشاف",
    "no crawl": "بلا زيارة",
    "first sight": "أول رؤية",
}
