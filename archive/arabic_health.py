"""The Arabic of what `warraq status` and its alarms tell; the key is the English text. One row a text."""

OPEN_DOCTOR = "شغّل `warraq outlet doctor SLUG`"

HEALTH: dict[str, str] = {
    "run `warraq outlet doctor SLUG`": OPEN_DOCTOR,
    "none of {crawls:crawl|crawls} could read anything of it": (
        "لم يُقرأ منه شيء في {crawls:زيارة واحدة|زيارتين|زيارات|زيارة}"
    ),
    "its addresses are wrong, or it does not let this machine in": (
        "عناوينه خاطئة، أو أنه لا يسمح لهذا الجهاز بالدخول"
    ),
    "most of its pages take more memory or time to read than a reader may take ({cause})": (
        "معظم صفحاته تحتاج قراءتها إلى ذاكرة أو وقت فوق المسموح للقارئ ({cause})"
    ),
    "its pages have grown very large, or the limits are low: it is no fault of its text": (
        "كبرت صفحاته كثيراً، أو أن الحدود منخفضة؛ والعيب ليس في نصها"
    ),
    "raise memory_mb or seconds under [readers] in warraq.toml if the machine has room; then"
    " `warraq rebuild` reads the kept pages": (
        "ارفع memory_mb أو seconds تحت [readers] في warraq.toml إن كان في الجهاز متسع؛ ثم يقرأ"
        " `warraq rebuild` الصفحات المحفوظة"
    ),
    "{slug}: {count:page was|pages were} not read: reading took more memory or time than [readers] in"
    " warraq.toml allows (memory_mb, seconds). Kept all the same; raise these limits if the machine has"
    " room, then `warraq rebuild`": (
        "{slug}: لم تُقرأ {count:صفحة واحدة|صفحتان|صفحات|صفحة}: احتاجت القراءة إلى ذاكرة أو وقت فوق ما تسمح به"
        " [readers] في warraq.toml (memory_mb وseconds). وهي محفوظة على كل حال؛ ارفع الحدّين إن كان في الجهاز"
        " متسع، ثم نفّذ `warraq rebuild`"
    ),
    "{crawls:a crawl of it|crawls of it in a row} took too much memory and had to be ended": (
        "أُنهيت {crawls:زيارة|زيارتان متتاليتان|زيارات متتالية|زيارة متتالية} له لأنها طلبت ذاكرة فوق الحد"
    ),
    "a page, feed or sitemap of it is far larger than usual": (
        "صفحة أو خلاصة أو خريطة موقع عنده أكبر من المعتاد كثيراً"
    ),
    "look into state/SLUG.log; raise crawl_memory_mb in warraq.toml if the machine has room": (
        "انظر في state/SLUG.log؛ وارفع crawl_memory_mb في warraq.toml إن كانت ذاكرة الجهاز تسع"
    ),
    "it was due {hours:hour|hours} ago and has not been crawled": (
        "حان موعده قبل {hours:ساعة|ساعتين|ساعات|ساعة} ولم يُزر"
    ),
    "the timer or loop that crawls is not running, or a round hangs": (
        "الموقّت أو الحلقة التي تزور المنافذ لا تعمل، أو أن جولة علقت"
    ),
    "look at `systemctl --user status warraq.timer`, or at what runs `warraq crawl --due`": (
        "انظر في `systemctl --user status warraq.timer` أو فيما يشغّل `warraq crawl --due`"
    ),
    "it could not be reached ({cause})": "تعذّر الوصول إليه ({cause})",
    "its server is down, its name has moved, or the way to it is blocked": (
        "خادمه متوقف، أو انتقل اسمه، أو أن الطريق إليه محجوب"
    ),
    "open it in a browser; if that works, run `warraq outlet doctor SLUG`": (
        "افتحه في متصفح؛ فإن فُتح فشغّل `warraq outlet doctor SLUG`"
    ),
    "no secure connection to it could be made": "تعذّر إنشاء اتصال آمن به",
    "its certificate has expired or does not fit, or somebody stands in between": (
        "انتهت شهادته أو لا توافق اسمه، أو أن أحداً يعترض الاتصال"
    ),
    "look at its certificate in a browser; wait for the outlet to renew it": (
        "انظر في شهادته في متصفح؛ وانتظر أن يجددها المنفذ"
    ),
    "all its addresses lead to another domain": "كل عناوينه تحيل إلى نطاق آخر",
    "the outlet has moved, or its name belongs to somebody else now": ("انتقل المنفذ، أو صار اسمه لغيره"),
    "open it in a browser; if it has moved, add the new domain to its `domains`": (
        "افتحه في متصفح؛ فإن كان قد انتقل فأضف النطاق الجديد إلى `domains` في تعريفه"
    ),
    "the certificate of {host} runs out on {day}, in {days:day|days}": (
        "تنتهي شهادة {host} في {day}، بعد {days:يوم واحد|يومين|أيام|يوماً|يوم}"
    ),
    "it is renewed later than usual, or nobody renews it": "تأخر تجديدها عن المعتاد، أو لا أحد يجددها",
    "tell the outlet; once it has run out nothing of it can be fetched": (
        "أبلغ المنفذ؛ فمتى انتهت لم يمكن جلب شيء منه"
    ),
    "the certificate of {host} is issued by {issuer} now; before it was {before}": (
        "شهادة {host} صادرة الآن عن {issuer}؛ وكانت من قبل عن {before}"
    ),
    "the outlet changed its hosting, or somebody stands in between": "غيّر المنفذ استضافته، أو أن أحداً يعترض الاتصال",
    "look at its certificate in a browser, from another network as well": (
        "انظر في شهادته في متصفح، ومن شبكة أخرى أيضاً"
    ),
    "the robots.txt of {host} has other rules for us than before": "في ملف robots.txt عند {host} قواعد لنا غير ما كان",
    "read its robots.txt; what it forbids is not fetched": "اقرأ ملف robots.txt؛ وما يمنعه لا يُجلب",
    "the clock of this machine was set {to} by {seconds:second|seconds} between two crawls": (
        "ضُبطت ساعة هذا الجهاز {to} بمقدار {seconds:ثانية واحدة|ثانيتين|ثوانٍ|ثانية} بين زيارتين"
    ),
    "forward": "إلى الأمام",
    "back": "إلى الوراء",
    "no time server sets it, or somebody set it by hand": "لا يضبطها خادم وقت، أو ضبطها أحد بيده",
    "look whether it is right now, and have it set by NTP (`timedatectl set-ntp true`)": (
        "انظر هل هي صحيحة الآن، واجعل NTP يضبطها (`timedatectl set-ntp true`)"
    ),
    "the clock of this machine is behind the newest capture, of {newest}": (
        "ساعة هذا الجهاز متأخرة عن أحدث التقاط، وهو في {newest}"
    ),
    "it lost its time when it was off, or was ahead before": "فقدت وقتها حين أُطفئ الجهاز، أو كانت متقدمة من قبل",
    "no alarm": "ليس إنذاراً",
    "{slug}, the last {days:day|days}": "{slug}، آخر {days:يوم واحد|يومين|أيام|يوماً|يوم}",
    "  requests": "  الطلبات",
    "  failed": "  ما أخفق",
    "  pages of reports": "  صفحات الأخبار",
    "  without a report": "  ما لا خبر فيه",
    "  reports with": "  أخبار فيها",
    "  words": "  الكلمات",
    "{words}; before {usual}": "{words}؛ ومن قبل {usual}",
    "  most addresses with one text": "  أكثر العناوين على نص واحد",
    "  certificate until": "  الشهادة حتى",
    "The last seven days": "آخر سبعة أيام",
    "requests that failed": "طلبات أخفقت",
    "pages without a report": "صفحات بلا خبر",
    "words, and before": "الكلمات، ومن قبل",
    "one same text": "نص واحد بعينه",
    "certificate until": "الشهادة حتى",
    "Changed this week": "ما تغير هذا الأسبوع",
    "its server fails on most requests ({cause})": "يخفق خادمه في معظم الطلبات ({cause})",
    "the outlet has trouble of its own": "لدى المنفذ عطل عنده",
    "wait; it is tried again by itself": "انتظر؛ تُعاد المحاولة من تلقاء نفسها",
    "it refuses us or shows walls instead of reports ({cause})": (
        "يرفضنا أو يعرض حواجز مكان الأخبار ({cause})"
    ),
    "it takes this machine for a robot, or asks visitors for consent, a password or money": (
        "يحسب هذا الجهاز آلة، أو يطلب من زواره موافقة أو كلمة سر أو مالاً"
    ),
    "raise its delay, give your contact in warraq.toml, write to the outlet; walls are not evaded": (
        "زد المهلة بين طلباته، واكتب عنوانك في warraq.toml، وراسل المنفذ؛ فالحواجز لا يُلتف عليها"
    ),
    "its robots.txt forbids what was allowed before": "ملف robots.txt عنده يمنع ما كان مسموحاً",
    "the outlet changed its robots.txt": "غيّر المنفذ ملف robots.txt",
    "read its robots.txt; ask the outlet for leave: Warraq keeps to it": (
        "اقرأ ملف robots.txt؛ واستأذن المنفذ: فورّاق يلتزم به"
    ),
    "one of its seeds gives nothing any more: {seed}": "أحد مصادر روابطه لم يعد يعطي شيئاً: {seed}",
    "the feed, sitemap or section was moved or given up": "نُقلت الخلاصة أو خريطة الموقع أو القسم، أو تُركت",
    "run `warraq outlet doctor SLUG`; it looks for the new address": (
        "شغّل `warraq outlet doctor SLUG`؛ فهو يبحث عن العنوان الجديد"
    ),
    "most of the addresses it announces are not there ({cause})": "معظم ما يعلنه من عناوين غير موجود ({cause})",
    "it moved its reports, or its feed is wrong": "نقل أخباره، أو أن خلاصته خاطئة",
    "most of its pages give no report ({cause})": "معظم صفحاته لا يُقرأ منها خبر ({cause})",
    "a redesign: the text stands elsewhere on the page, or only scripts fill it": (
        "تصميم جديد: النص في موضع آخر من الصفحة، أو أن البرامج وحدها تملؤها"
    ),
    "its reports are read without a title": "تُقرأ أخباره بلا عنوان",
    "a redesign: the title stands elsewhere on the page": "تصميم جديد: العنوان في موضع آخر من الصفحة",
    "its reports are read without a date": "تُقرأ أخباره بلا تاريخ",
    "a redesign: the date stands elsewhere or is written otherwise": (
        "تصميم جديد: التاريخ في موضع آخر أو مكتوب على نحو آخر"
    ),
    "its reports are read without a byline": "تُقرأ أخباره بلا اسم كاتب",
    "a redesign: the byline stands elsewhere, or is no longer printed": (
        "تصميم جديد: اسم الكاتب في موضع آخر، أو لم يعد يُنشر"
    ),
    "its texts are far longer or shorter than before": "نصوصه أطول كثيراً أو أقصر كثيراً مما كانت",
    "a redesign: too little or too much of the page is taken for the text": (
        "تصميم جديد: يؤخذ من الصفحة أقل من النص أو أكثر منه"
    ),
    "{articles:address gives|addresses give} one and the same text": (
        "{articles:عنوان واحد يعطي|عنوانان يعطيان|عناوين تعطي|عنواناً تعطي|عنوان تعطي} نصاً واحداً بعينه"
    ),
    "a consent page, a bot wall or an error is read as a report": (
        "تُقرأ صفحة موافقة أو حاجز آلات أو خطأ على أنها خبر"
    ),
    "open one of its newest reports; run `warraq outlet doctor SLUG`": (
        "افتح أحد أحدث أخباره؛ وشغّل `warraq outlet doctor SLUG`"
    ),
    "nothing new for {hours:hour|hours}; its own long gap is {usual:hour|hours}": (
        "لا جديد منذ {hours:ساعة|ساعتين|ساعات|ساعة}؛ وأطول انقطاع معتاد عنده {usual:ساعة|ساعتان|ساعات|ساعة}"
    ),
    "it prints nothing, or prints it where nobody looks": "لا ينشر شيئاً، أو ينشره حيث لا ينظر أحد",
    "open its home page; if there is news, run `warraq outlet doctor SLUG`": (
        "افتح صفحته الرئيسية؛ فإن كان فيها جديد فشغّل `warraq outlet doctor SLUG`"
    ),
    "{new:new report|new reports} in 24 hours; {typical} are usual on this weekday": (
        "{new:خبر جديد واحد|خبران جديدان|أخبار جديدة|خبراً جديداً|خبر جديد} في 24 ساعة؛"
        " والمعتاد في مثل هذا اليوم {typical}"
    ),
    "part of it is printed where nobody looks, or it prints less": "يُنشر بعضه حيث لا ينظر أحد، أو أنه ينشر أقل",
    "open its home page; if there is more, run `warraq outlet doctor SLUG`": (
        "افتح صفحته الرئيسية؛ فإن كان فيها أكثر فشغّل `warraq outlet doctor SLUG`"
    ),
    "no outlet can be reached": "تعذّر الوصول إلى أي منفذ",
    "this machine's connection, name server or proxy": "اتصال هذا الجهاز أو خادم الأسماء أو الوكيل",
    "look at the network of this machine; what was missed is fetched by itself afterwards": (
        "انظر في شبكة هذا الجهاز؛ وما فات يُجلب بعدها من تلقاء نفسه"
    ),
    "nothing new from any outlet of {countries}: {outlets}": "لا جديد من أي منفذ في {countries}: {outlets}",
    "the internet there is shut down, the way to it is blocked, or all its newsrooms are closed": (
        "شبكة الإنترنت مقطوعة هناك، أو الطريق إليها محجوب، أو غرف الأخبار كلها مغلقة"
    ),
    "open some of them from another network, ask somebody there; what was missed is fetched by itself"
    " afterwards": "افتح بعضها من شبكة أخرى واسأل من هناك؛ وما فات يُجلب بعدها من تلقاء نفسه",
    "the disk has {free} MB free; at this pace that lasts {days:day|days}": (
        "في القرص {free} ميغابايت خالية؛ تكفي بهذا المعدل {days:يوماً واحداً|يومين|أيام|يوماً|يوم}"
    ),
    "the archive grows by {daily} MB a day": "يكبر الأرشيف {daily} ميغابايت في اليوم",
    "make room, or move the archive to a larger disk": "أفسح مكاناً، أو انقل الأرشيف إلى قرص أكبر",
    "the disk has {free} MB free": "في القرص {free} ميغابايت خالية",
    "the archive, or something else on it, has grown": "كبر الأرشيف أو شيء غيره على القرص",
    "index.db-wal, beside the index, has grown to {size} MB": "بلغ index.db-wal إلى جانب الفهرس {size} ميغابايت",
    "who reads an old state of the index keeps it from being cut: {who}": (
        "من يقرأ حالة قديمة من الفهرس يمنع تقصيره: {who}"
    ),
    "end that program, or what it reads; the next crawl then cuts the file": (
        "أنهِ هذا البرنامج أو قراءته؛ ثم تقصّر الزيارة التالية الملف"
    ),
    "a program reads an old state of the index, or did when it was last written": (
        "برنامج يقرأ حالة قديمة من الفهرس، أو كان يقرؤها حين كُتب فيه آخر مرة"
    ),
    "see who has it open with `fuser -v index.db`; the next crawl cuts the file once nobody reads": (
        "انظر من يفتحه بالأمر `fuser -v index.db`؛ تقصّره الزيارة التالية حين لا يقرأ أحد"
    ),
    "captures since {since} stand under no checkpoint": "الالتقاطات منذ {since} ليست تحت أي نقطة تثبيت",
    "the log could not be signed after a crawl": "تعذّر توقيع السجل بعد زيارة",
    "run `warraq checkpoint`; it says why": "شغّل `warraq checkpoint`؛ فهو يذكر السبب",
    "no authority has stamped a checkpoint since {since}": "لم تختم أي جهة نقطة تثبيت منذ {since}",
    "the authorities in [timestamps] do not answer, or refuse": "الجهات المذكورة في [timestamps] لا تجيب، أو ترفض",
    "run `warraq checkpoint`; it says what each answered": "شغّل `warraq checkpoint`؛ فهو يذكر جواب كل منها",
    "{good} of the last {of} are well; before it was {before} %": (
        "السليم {good} من آخر {of}؛ وكان من قبل {before} %"
    ),
    "Tell how outlets, disk and log fare.": "اذكر حال المنافذ والقرص والسجل.",
    "End with exit code 6 when there is an alarm.": "اختم برمز الخروج 6 إن كان هناك إنذار.",
    (
        "Tell how each outlet fares against its own past, what is the matter, and what to do about it.\n\nFor each"
        " outlet: its last crawl, when it is due next, new reports of 24 hours beside those usual on this\nweekday."
        " Also how long the disk will do, and whether what was captured is signed and stamped.\n\nWith"
        " SLUG the figures of these outlets as well: which requests and pages failed, and how whole their\nreports"
        " are read."
    ): (
        "اذكر حال كل منفذ بالقياس إلى ماضيه، وما الخلل، وما يُفعل فيه.\n\nلكل منفذ: آخر زيارة، وموعد التالية،"
        " والجديد في 24 ساعة إلى جانب المعتاد في مثل هذا اليوم.\nومعه كم يكفي القرص، وهل ما حُفظ موقَّع ومختوم.\n\nومع SLUG"
        " أرقام هذه المنافذ أيضاً: ما أخفق من الطلبات والصفحات، وكم تُقرأ أخبارها كاملة."
    ),
    "last crawl": "آخر زيارة",
    "due next": "الموعد التالي",
    "new in 24 h": "الجديد في 24 ساعة",
    "usual": "المعتاد",
    "alarms": "الإنذارات",
    "disk free": "الخالي في القرص",
    "disk lasts": "يكفي القرص",
    "{days:day|days} at this pace": "{days:يوماً واحداً|يومين|أيام|يوماً|يوم} بهذا المعدل",
    "last checkpoint": "آخر نقطة تثبيت",
    "stamps pending": "أختام منتظرة",
    "no alarms": "لا إنذارات",
    "Usage": "الاستعمال",
    "Options": "الخيارات",
    "Commands": "الأوامر",
    "Show this message and exit.": "اعرض هذه الرسالة وأنهِ.",
    "`{command} --help` tells more.": "التفصيل بالأمر `{command} --help`.",
    "no outlet is followed yet: `warraq outlet add URL` adds one": (
        "لا منفذ متابَعاً بعد: الأمر `warraq outlet add URL` يضيف منفذاً"
    ),
    "archive": "الأرشيف",
    "  since": "  منذ",
    "  figures": "  الأرقام",
    "  likely cause": "  السبب الأرجح",
    "  next step": "  الخطوة التالية",
    "now": "الآن",
    "Status": "الحال",
    "since": "منذ",
    "figures": "الأرقام",
    "likely cause": "السبب الأرجح",
    "next step": "الخطوة التالية",
    "Each outlet against its own past, as it was at {at}.": "كل منفذ بالقياس إلى ماضيه، كما كان في {at}.",
    "Alarms": "الإنذارات",
    "Archive": "الأرشيف",
    "last new report": "آخر خبر جديد",
    "alarms could not be looked for: {error}": "تعذّر النظر في الإنذارات: {error}",
    "alarm: {outlet}: {what}": "إنذار: {outlet}: {what}",
    "over: {outlet}: {what}": "انتهى: {outlet}: {what}",
    "{channel} could not be told: {why}; tried again after the next round": (
        "تعذّر إبلاغ {channel}: {why}؛ وتُعاد المحاولة بعد الجولة التالية"
    ),
}
