"""The Arabic of every text that commands say; the key is the English text. One row a text."""

from archive.arabic_api import API
from archive.arabic_articles import ARTICLES
from archive.arabic_backup import BACKUP
from archive.arabic_browse import BROWSE
from archive.arabic_bundle import BUNDLE
from archive.arabic_cite_page import CITE_PAGE
from archive.arabic_citing import CITING
from archive.arabic_coverage import COVERAGE
from archive.arabic_drift import DRIFT
from archive.arabic_export import EXPORT
from archive.arabic_fates import FATES
from archive.arabic_health import HEALTH
from archive.arabic_history import HISTORY
from archive.arabic_ledger import LEDGER
from archive.arabic_left_out import LEFT_OUT
from archive.arabic_lexicon import LEXICON
from archive.arabic_lineage import LINEAGE
from archive.arabic_log import LOG
from archive.arabic_outlets import OUTLETS
from archive.arabic_pages import PAGE_TEXTS
from archive.arabic_pictures import PICTURES
from archive.arabic_player import PLAYER_TEXTS
from archive.arabic_progress import PROGRESS
from archive.arabic_reading import READING
from archive.arabic_rendering import RENDERING
from archive.arabic_schedule import SCHEDULE
from archive.arabic_search import SEARCHING
from archive.arabic_searching import SEARCH_PAGE_TEXTS
from archive.arabic_serving import SERVING_TEXTS
from archive.arabic_watches import WATCHES
from archive.arabic_withdraw import WITHDRAW
from archive.doctor_texts import DOCTOR_ARABIC

ARABIC: dict[str, str] = {
    **API,
    **ARTICLES,
    **BACKUP,
    **BROWSE,
    **BUNDLE,
    **CITING,
    **CITE_PAGE,
    **DOCTOR_ARABIC,
    **DRIFT,
    **EXPORT,
    **FATES,
    **HEALTH,
    **PROGRESS,
    **HISTORY,
    **LEDGER,
    **COVERAGE,
    **LEFT_OUT,
    **LEXICON,
    **LINEAGE,
    **LOG,
    **OUTLETS,
    **PAGE_TEXTS,
    **PICTURES,
    **PLAYER_TEXTS,
    **READING,
    **RENDERING,
    **SCHEDULE,
    **SEARCHING,
    **SEARCH_PAGE_TEXTS,
    **SERVING_TEXTS,
    **WATCHES,
    **WITHDRAW,
    "a further page of a section, feed or archive": "صفحة تالية من قسم أو خلاصة أو أرشيف",
    "a page looked at to find out about the outlet": "صفحة اطُّلع عليها لمعرفة المنفذ",
    "title": "العنوان",
    "subtitle": "العنوان الفرعي",
    "authors": "الكاتب",
    "outlet": "المنفذ",
    "published": "نُشر",
    "modified": "عُدّل",
    "section": "القسم",
    "url": "الرابط",
    "article": "المقال",
    "alias": "رابط بديل",
    "{url} redirected to {target}": "{url} حوّل إلى {target}",
    "{url} names {target} as its canonical address": "{url} يسمّي {target} رابطه المعتمد",
    "{version} of {count}": "{version} من {count}",
    "version": "النسخة",
    "captured": "حُفظ",
    "record": "السجل",
    "warc": "ملف WARC",
    "offset": "الموضع بالبايت",
    "length": "الطول بالبايت",
    "payload digest": "بصمة الحمولة",
    "body digest": "بصمة المتن",
    "PWID": "المعرّف PWID",
    "replay": "عرضه المنشور",
    "passage": "موضعه في الصفحة",
    "match": "المطابقة",
    "quote": "الاقتباس",
    "{field}, characters {start} to {end}": "{field}، من الحرف {start} إلى {end}",
    "found in": "موضعه",
    "state": "الحالة",
    "Nothing found.": "لا نتائج.",
    "version {version} holds it, the newest version no longer does": "هو في النسخة {version}، ولم يعد في أحدث نسخة",
    "cited first on {at}; as its page is read now, no text of this archive holds it": (
        "اقتُبس أول مرة في {at}؛ ولا يحمله نص في هذا الأرشيف على ما تُقرأ صفحته الآن"
    ),
    "cited text": "النص المقتبس منه",
    "bytes of the page": "بايتات الصفحة",
    "note": "ملاحظة",
    "also in": "وكذلك في",
    "no date printed": "لم يُطبع تاريخ",
    "No report in this archive holds this quote.": "ليس في هذا الأرشيف خبر فيه هذا الاقتباس.",
    "now": "الآن",
    "Next: warraq outlet add URL, then warraq crawl": "التالي: warraq outlet add URL ثم warraq crawl",
    (
        "Before crawling the Internet, give your contact in warraq.toml: [operator] contact = …"
    ): "قبل زيارة الإنترنت اكتب عنوان الاتصال بك في warraq.toml: [operator] contact = …",
    "failed": "خلل",
    "{count} more that are not listed": "و{count} غيرها لم تُذكر",
    "ok": "سليم",
    "FAILED": "غير سليم",
    "stopped": "أُوقف",
    "outlets crawled": "المنافذ التي زيرت",
    "captures": "الالتقاطات",
    "articles": "المقالات",
    "{count} (pages refused, answers cut: the newsroom is hostile)": "{count} (صفحات مرفوضة وأجوبة مقطوعة: غرفة الأخبار هذه عدائية)",
    "problems noted": "المشكلات المسجّلة",
    "A newsroom of five outlets serves on this machine, with faults that real ones have:": "غرفة أخبار من خمسة منافذ تعمل على هذا الجهاز، وفيها ما في المواقع الحقيقية من عيوب:",
    "A report is edited; the next crawl captures it again.": "عُدّل خبر؛ والزيارة التالية تحفظه من جديد.",
    "{articles} in {versions} versions": "{articles} في {versions} نسخة",
    "The archive is in {place}. What to try next:": "الأرشيف في {place}. مما يمكنك تجربته:",
    "{count} requests; ledger: {told}": "عدد الطلبات {count}؛ دفتر العناوين: {told}",
    "exchanges indexed": "التبادلات المفهرسة",
    "texts read": "النصوص المقروءة",
    "{slug}: {counts}": "{slug}: {counts}",
    "{slug}: {problem}": "{slug}: {problem}",
    "{slug}: {error} (log: {log})": "{slug}: {error} (السجل: {log})",
    ", ": "، ",
    "No outlets yet: add one with `warraq outlet add URL`.": "لا منافذ بعد: أضف واحداً بالأمر `warraq outlet add URL`.",
    "The catalogue is empty (no declarations in {place}): add outlets by URL.": "الدليل فارغ (لا ملفات في {place}): أضف المنافذ بروابطها.",
    "Next: warraq crawl {slug}": "التالي: warraq crawl {slug}",
    "read {url}: no article ({why})": "قُرئت {url}: ليست مقالاً ({why})",
    "read {url}: «{title}», {date}, {authors}, {words:word|words}: {begins} …": "قُرئت {url}: «{title}»، {date}، {authors}، {words:كلمة واحدة|كلمتان|كلمات|كلمة}: {begins} …",
    "no date": "بلا تاريخ",
    "no byline": "بلا اسم كاتب",
    "{path} is there already and was left as it is.": "الملف {path} موجود من قبل، وتُرك كما هو.",
    "The patch above is a proposal: apply it by hand, as far as it is right.": "التعديل أعلاه اقتراح: طبّقه بيدك بقدر ما يصحّ منه.",
    "What was found says the same.": "وما عُثر عليه يقول الشيء نفسه.",
    "{slug}: nobody had looked at it yet; looked at now: {found}": "{slug}: لم يطّلع عليه أحد بعد؛ اطُّلع عليه الآن: {found}",
    "None of the catalogue's {count} outlets matches.": "لا يطابق أيٌّ من منافذ الدليل، وعددها {count}.",
    "{key}: {found} ({why})": "{key}: {found} ({why})",
    (
        "Archive Arabic news: capture it as WARC, find any sentence, cite it down to "
        "its record.\n"
        "\n"
        "The archive is found upwards from the working directory, or named by -C or "
        "$WARRAQ_ARCHIVE."
    ): (
        "أرشفة الأخبار العربية: احفظها في ملفات WARC، وجِد أي جملة، ووثّقها حتى "
        "سجلّها.\n"
        "\n"
        "يُبحث عن الأرشيف من مجلد العمل صعوداً، أو يُسمّى بالخيار -C أو بالمتغيّر "
        "$WARRAQ_ARCHIVE."
    ),
    "Work on the archive at DIR instead of the one around the working directory.": "اعمل على الأرشيف الذي في DIR بدلاً من أرشيف مجلد العمل.",
    "Show the version and exit.": "اعرض رقم الإصدار.",
    "Make an archive.": "أنشئ أرشيفاً.",
    "Make an archive in DIR (by default here), with the keys that will sign its log.": "أنشئ أرشيفاً في DIR (هنا إن لم يُذكر) ومعه المفاتيح التي ستوقّع سجلّه.",
    "E-mail address or URL that newsrooms see in the User-Agent.": "بريد أو رابط تراه الصحف في سطر User-Agent.",
    "Name or pseudonym of whoever runs the archive; goes into its WARCs.": "اسم صاحب الأرشيف أو اسم مستعار؛ يُكتب في ملفات WARC.",
    "Crawl a newsroom on this machine; search it, cite from it, verify it.": "زُر غرفة أخبار على هذا الجهاز، وابحث فيها ووثّق منها وتحقّق.",
    (
        "Crawl a newsroom on this machine; search it, cite from it, verify it.\n"
        "\n"
        "Everything goes into DIR (by default demo-archive in the working directory), "
        "which must not exist yet;\n"
        "nothing beyond this machine is contacted."
    ): (
        "زُر غرفة أخبار على هذا الجهاز، وابحث فيها ووثّق منها وتحقّق.\n"
        "\n"
        "يوضع كل شيء في DIR (وإلا ففي demo-archive داخل مجلد العمل)، ويجب ألا يكون "
        "موجوداً؛\n"
        "ولا يُتّصل بأي جهاز آخر."
    ),
    "Add and list the outlets to follow.": "أضف المنافذ التي تتابعها واعرضها.",
    (
        "Follow an outlet, found from its home page, a feed or an article, or named in "
        "the catalogue.\n"
        "\n"
        "Writes outlets/SLUG.toml and shows what told each line of it. A file that is "
        "there is never overwritten:\n"
        "what differs is printed, and a patch proposed."
    ): (
        "تابع منفذاً من صفحته الأولى أو خلاصته أو أحد مقالاته، أو باسمه في الدليل.\n"
        "\n"
        "يكتب outlets/SLUG.toml ويبيّن ما دلّ على كل سطر فيه. ولا يُستبدل ملف موجود:\n"
        "تُطبع الفروق ويُقترح تعديل."
    ),
    "Short name for files: a-z, 0-9, _ and -; by default from the host.": "اسم قصير للملفات: a-z و0-9 و_ و-؛ يؤخذ من اسم الموقع إن لم يُذكر.",
    "Country (ISO 3166-1), for hosts that do not tell it.": "البلد (ISO 3166-1) إن لم يدلّ عليه اسم الموقع.",
    "Accept a certificate that does not verify, and declare so.": "اقبل شهادة لا يمكن التحقق منها، واذكر ذلك في الملف.",
    "Print one JSON document.": "اطبع وثيقة JSON واحدة.",
    (
        "List the outlets that `outlet add SLUG` knows, those only that WORD occurs in "
        "if given.\n"
        "\n"
        "WORD is looked for in slug, names, country (code or name), kind, domains and notes; hamza and letter case\n"
        "do not count."
    ): (
        "اعرض المنافذ التي يعرفها `outlet add SLUG`، أو ما وردت فيه WORD منها.\n"
        "\n"
        "يُبحث عن WORD في المعرّف والأسماء والبلد (رمزه أو اسمه) والنوع والنطاقات والملاحظات؛\n"
        "ولا فرق بين الهمزات ولا بين الحروف الكبيرة والصغيرة."
    ),
    "Crawl outlets: capture, read, index.": "زُر المنافذ: احفظ واقرأ وفهرس.",
    (
        "Crawl the outlets named, or all: capture what is new, read it, index it.\n"
        "\n"
        "Days are those of the outlet's own calendar; reports whose feed or sitemap "
        "gives no date are captured in\n"
        "any case. What a killed crawl left is taken up by the next one. With --due an "
        "outlet's crawl ends after\n"
        "[schedule] crawl_minutes, and the next one goes on where it was."
    ): (
        "زُر المنافذ المذكورة أو كلها: احفظ الجديد واقرأه وفهرسه.\n"
        "\n"
        "الأيام أيام المنفذ نفسه؛ وما لا تاريخ له في الخلاصة أو خريطة الموقع يُحفظ على "
        "كل حال.\n"
        "وما قُطعت زيارته تُكمله الزيارة التالية. ومع --due تنتهي زيارة المنفذ بعد "
        "crawl_minutes من [schedule]، وتتابع التالية من حيث وقفت."
    ),
    "Only outlets that are due, longest overdue first.": "المنافذ التي حان موعد زيارتها فقط، أقدمها موعداً أولاً.",
    "Leave out reports dated before this day.": "دع ما تاريخه قبل هذا اليوم.",
    "Leave out reports dated after this day.": "دع ما تاريخه بعد هذا اليوم.",
    "At most N articles an outlet.": "ما لا يزيد على N مقالاً لكل منفذ.",
    "Index WARC, ARC and WACZ files made by others.": "فهرس ملفات WARC وARC وWACZ من صنع غيرك.",
    (
        "Index WARC, ARC and WACZ files made by others, or all such files in folders.\n"
        "\n"
        "The files stay where they are and are never changed; imports.jsonl notes their "
        "paths and digests."
    ): (
        "فهرس ملفات WARC وARC وWACZ من صنع غيرك، أو كل ما في المجلدات منها.\n"
        "\n"
        "تبقى الملفات في مكانها ولا تُغيَّر أبداً؛ وتُسجَّل مساراتها وبصماتها في "
        "imports.jsonl."
    ),
    "Make the index again from the WARCs alone.": "أعد بناء الفهرس من ملفات WARC وحدها.",
    "Browse the archive in a web browser.": "تصفَّح الأرشيف في متصفح الويب.",
    "Open {url} in a browser; Ctrl-C ends this.": "افتح {url} في المتصفح؛ ويُنهي Ctrl-C الخدمة.",
    ("Make the index again from the WARCs alone, beside the old one, which serves until the swap."): (
        "أعد بناء الفهرس من ملفات WARC وحدها إلى جانب القديم الذي يبقى في الخدمة حتى التبديل."
    ),
    "Only analyse the stored texts anew, for search.": "حلّل النصوص المخزونة من جديد للبحث فقط.",
    "Show one article and its capture.": "اعرض مقالاً والتقاطه.",
    "Show the newest version of one article, and the capture it was read from.": "اعرض أحدث نسخة من مقال والالتقاط الذي قُرئت منه.",
    "Find where a quote comes from, and cite it.": "جِد مصدر اقتباس ووثّقه.",
    "Print the citation alone, in this style.": "اطبع صيغة التوثيق وحدها بهذا الأسلوب.",
    "The title in English, as you give it; used by the English style.": "العنوان بالإنكليزية كما تكتبه؛ للأسلوب الإنكليزي.",
    "An author's name as you spell it; repeatable.": "اسم كاتب كما تكتبه؛ ويتكرر.",
    "Re-read every record and compare every digest.": "أعد قراءة كل سجل وقارن كل بصمة.",
    (
        "Re-read every record and row and compare every digest; exit 4 when anything disagrees."
    ): "أعد قراءة كل سجل وصف وقارن كل بصمة؛ ورمز الخروج 4 إن اختلف شيء.",
    "Read every page again, too, and compare what that gives.": "اقرأ كل صفحة من جديد أيضاً وقارن ما تعطيه القراءة.",
    "Say what became of a URL, from discovery to index.": "اشرح مصير رابط من اكتشافه إلى فهرسته.",
    "Say what became of a URL, from discovery to index, also when it was never seen.": "اشرح مصير رابط من اكتشافه إلى فهرسته، ولو لم يُرَ قط.",
    "waiting": "بانتظار الجلب",
    "revisit": "لم يتغيّر",
    "refused": "مرفوض",
    "gone": "محذوف",
    "unknown": "غير معروف",
    "verbatim": "حرفي",
    "normalised": "بعد التطبيع",
    "none": "غير موجود",
    "body": "المتن",
    "warcs": "ملفات WARC",
    "records": "السجلات",
    "rows": "الصفوف",
    "leaves": "أوراق السجل",
    "checkpoints": "نقاط التثبيت",
    "exchanges": "التبادلات",
    "problems": "المشكلات",
    "texts": "النصوص",
    "commands find the archive from there": "تجد الأوامر الأرشيف من هناك",
    "a phrase; hamza, vowel signs and digits may differ": "عبارة؛ ولا فرق بين الهمزات والتشكيل والأرقام",
    "an article that a search found": "مقال وجده البحث",
    "what became of any URL, also one never seen": "مصير أي رابط، ولو لم يُرَ قط",
    "the index is made again from the WARCs alone": "يُعاد بناء الفهرس من ملفات WARC وحدها",
    "follow a real outlet (first: your contact in warraq.toml)": "تابع منفذاً حقيقياً (وقبله: عنوانك في warraq.toml)",
    "agency": "وكالة أنباء",
    "newspaper": "صحيفة",
    "magazine": "مجلة",
    "broadcaster": "إذاعة أو تلفزيون",
    "website": "موقع إخباري",
    "documentation": "جهة توثيق",
    "official": "جهة رسمية",
    "{country}, from {other}": "{country}، من {other}",
}
