"""The Arabic of what `warraq why` tells; the key is the English text. One row a text."""

FATES: dict[str, str] = {
    # Headings of steps.
    "discovered": "اكتُشف",
    "redirected to": "أُحيل إليه",
    "asked for": "طُلب",
    "rule": "القاعدة",
    "not fetched yet": "لم يُجلب بعد",
    "next": "التالي",
    "due again": "الموعد القادم",
    "captured again, unchanged": "حُفظ مجدداً بلا تغيير",
    "redirected": "محال إلى غيره",
    "requisite of": "من لوازم صفحة",
    "truncated": "مقطوع",
    "not an article": "ليس مقالاً",
    "not read": "لم يُقرأ",
    "problem {code}": "مشكلة {code}",
    "indexed": "فُهرس",
    "text known": "نص معروف",
    "leads to": "يؤدي إلى",
    "alias, redirect": "عنوان آخر بالإحالة",
    "alias, canonical": "عنوان آخر بالرابط القانوني",
    "seed": "بذرة",
    "private address": "عنوان خاص",
    "of no outlet followed": "ليس من منفذ متابَع",
    "in the catalogue": "في الدليل",
    "would be accepted": "كان سيُقبل",
    "would be refused": "كان سيُرفض",
    "never discovered": "لم يُكتشف قط",
    "looks like": "يشبه",
    "not a web address": "ليس عنواناً على الويب",
    "not a web address: {error}": "ليس عنواناً على الويب: {error}",
    "article live": "المقال معروض",
    "article changed": "المقال معدَّل",
    "article removed": "المقال محذوف",
    "article blocked": "المقال محجوب",
    "article unknown": "المقال غير معروف الحال",
    # How parts are put together.
    "{a}; {b}": "{a}؛ {b}",
    "{code}: {words}": "{code}: {words}",
    "{url}: {words}": "{url}: {words}",
    "{words} (HTTP {status})": "{words} (الحالة HTTP {status})",
    "{text}": "{text}",
    "HTTP {status}": "الحالة HTTP {status}",
    # Discovery.
    "feed": "خلاصة",
    "sitemap": "خريطة الموقع",
    "home page": "الصفحة الأولى",
    "section page": "صفحة القسم",
    "page of a list": "صفحة قائمة",
    "by the {role} {via}, as {url} of {outlet}": "في {role} {via} بالرابط {url}، والمنفذ {outlet}",
    "by {via}, as {url} of {outlet}": "عبر {via} بالرابط {url}، والمنفذ {outlet}",
    "by no recorded seed, as {url} of {outlet}": "بلا بذرة مسجّلة بالرابط {url}، والمنفذ {outlet}",
    "by a person, with `warraq capture`, for {outlet}": "طلبه شخص بالأمر `warraq capture`، والمنفذ {outlet}",
    "{via} redirects here": "{via} يحيل إليه",
    "dated «{raw}» there": "وتاريخه هناك «{raw}»",
    "modified «{raw}» according to it": "وتاريخ تعديله عندها «{raw}»",
    "with the title «{title}»": "وعنوانه «{title}»",
    "the {role} of {slug}, which crawls read to find reports": "{role} المنفذ {slug}، ومنها تعرف الزيارات الأخبار",
    # States and rules.
    "in the ledger": "في دفتر العناوين",
    "after {tries:try|tries}": "بعد {tries:محاولة واحدة|محاولتين|محاولات|محاولة}",
    "line {number} of robots.txt, “{text}”, as captured at {at} in record {record}": (
        "السطر {number} من robots.txt «{text}» كما حُفظ في {at} في السجل {record}"
    ),
    "robots.txt was asked for at {at}: {answer}; record {record}": (
        "طُلب robots.txt في {at}: {answer}؛ السجل {record}"
    ),
    "outlets/{slug}.toml has been changed since: today it would be accepted": (
        "عُدّل outlets/{slug}.toml منذ ذلك الحين، ولو جاء اليوم لقُبل"
    ),
    "its host is none of domains = {domains} in {file}": "موقعه ليس من domains = {domains} في {file}",
    "not_article = '{pattern}' in {file} matches it": "يطابقه not_article = '{pattern}' في {file}",
    "{slug} would take it for an article's address": "يعدّه {slug} عنوان مقال",
    "{file} names it as a seed, and so it is no article": "يذكره {file} بذرةً، فليس مقالاً",
    "article_url = '{pattern}' in {file} does not match it": "لا يطابقه article_url = '{pattern}' في {file}",
    # Waiting.
    "the crawl begun at {at} has not said how it ended: it still runs, or was killed": (
        "الزيارة التي بدأت في {at} لم تقل كيف انتهت: ما زالت جارية أو قُتلت"
    ),
    "the last crawl stopped before its end: {reason}": "توقفت الزيارة الأخيرة قبل تمامها: {reason}",
    "the last crawl stopped at its limit of {limit} articles": "وقفت الزيارة الأخيرة عند حدّها وهو {limit} مقالاً",
    "its printed day {day} lies before {since}, where the last crawl began (--since)": (
        "يومه المطبوع {day} قبل {since} وهو أول ما شملته الزيارة الأخيرة (--since)"
    ),
    "its printed day {day} lies after {until}, where the last crawl ended (--until)": (
        "يومه المطبوع {day} بعد {until} وهو آخر ما شملته الزيارة الأخيرة (--until)"
    ),
    "the next `warraq crawl {slug}` fetches it; --due includes the outlet from {due} on": (
        "يجلبه `warraq crawl {slug}` القادم؛ ويشمل --due هذا المنفذ منذ {due}"
    ),
    "tried {tries:time|times} in this round; not before {at}": "جُرّب {tries:مرة واحدة|مرتين|مرات|مرة} في هذه الجولة؛ ولا يُعاد قبل {at}",
    "crawls try it again for {days:day|days} from its discovery on": "تعيد الزيارات المحاولة {days:يوماً واحداً|يومين|أيام|يوماً|يوم} منذ اكتشافه",
    "a crawl looks again after {at}": "تعود إليه زيارة بعد {at}",
    # Captures.
    "HTTP {status}, the same bytes as before": "HTTP {status}، والبايتات كما كانت",
    "no HTTP head": "لا ترويسة HTTP",
    "HTTP {status}, without saying where to": "HTTP {status} بلا ذكر الوجهة",
    "HTTP {status}, to {target}": "HTTP {status} إلى {target}",
    "asked for as {role}": "طُلب بصفة {role}",
    "robots.txt: {verdict}": "حكم robots.txt: {verdict}",
    "an article": "مقال",
    "a page": "صفحة",
    "a requisite": "لازمة صفحة",
    "allowed": "مسموح",
    "disallowed": "ممنوع",
    "unavailable": "متعذّر",
    "exempt": "لا يشمله",
    "pointed at by {via}": "دلّ عليه {via}",
    "from a file of a third party": "من ملف جهة أخرى",
    "record {record} in {warc} at byte {offset}": "السجل {record} في {warc} عند البايت {offset}",
    "an image or stylesheet of {page}": "صورة أو ملف تنسيق لصفحة {page}",
    "a text that may be cut short is not read": "لا يُقرأ نص ربما كان مقطوعاً",
    "version {version} of article {article}, {words:word|words}: {title}": (
        "النسخة {version} من المقال {article}، {words:كلمة واحدة|كلمتان|كلمات|كلمة}: {title}"
    ),
    "the text of version {version} of article {article}, captured earlier": (
        "نص النسخة {version} من المقال {article} وقد حُفظت من قبل"
    ),
    "{article} has {versions:version|versions}, last seen {at}": "{article} له {versions:نسخة واحدة|نسختان|نسخ|نسخة}، وآخر رؤية له {at}",
    "{url} redirected to {target}": "حوّل {url} إلى {target}",
    "{url} names as its canonical address {target}": "يسمي {url} عنوانه المعتمد {target}",
    "the page does not bear it out, so they stay two articles": "ولا تشهد الصفحة بذلك فيبقيان مقالين",
    "both are article {article}": "وكلاهما المقال {article}",
    "{url}, article {article}": "{url}، المقال {article}",
    # Never seen.
    "{error}; wanted http:// or https:// and a host": "{error}؛ والمطلوب http:// أو https:// واسم موقع",
    "{address} is not a public address: it is never connected to": "{address} ليس عنواناً عاماً: لا يُتصل به أبداً",
    "{url}, which the ledger holds": "{url} وهو في دفتر العناوين",
    "{name} is in the catalogue: `warraq outlet add {slug}` follows it": (
        "{name} في الدليل: تتابعه بالأمر `warraq outlet add {slug}`"
    ),
    "{slug} was never crawled so far: run `warraq crawl {slug}`": (
        "لم يُزَر {slug} قط: زُره بالأمر `warraq crawl {slug}`"
    ),
    "no seed of {slug} captured so far points at it; {slug} was last crawled {at}": (
        "لم تدلّ عليه أي بذرة محفوظة من {slug}؛ وآخر زيارة له {at}"
    ),
    "{host} belongs to no outlet: this archive follows none yet; `warraq outlet add` adds one": (
        "{host} ليس من منفذ: لا يتابع هذا الأرشيف منفذاً بعد؛ يُضاف بالأمر `warraq outlet add`"
    ),
    "{host} belongs to no outlet of this archive; the nearest domain is {domain} of {slug}": (
        "{host} ليس من منفذ في هذا الأرشيف؛ وأقرب نطاق إليه {domain} للمنفذ {slug}"
    ),
    # Reasons.
    "the answer's status is not 200": "حالة الجواب ليست 200",
    "the answer is no HTML page": "الجواب ليس صفحة HTML",
    "its bytes are no text in any charset we know": "بايتاته ليست نصاً في أي ترميز نعرفه",
    "the page broke the parser": "الصفحة كسرت المحلّل",
    "it is a home page, a list of headlines or a page of figures, not a report": "هي صفحة أولى أو قائمة عناوين أو صفحة أرقام لا خبر",
    "a page that tests whether the visitor is a machine stood in its place": (
        "قامت مقامه صفحة تختبر هل الزائر آلة"
    ),
    "the page says that there is nothing here, though its status is 200": (
        "تقول الصفحة إن لا شيء هنا مع أن حالتها 200"
    ),
    "a page about the outlet itself: who it is, how to reach it, its terms": (
        "صفحة عن المنفذ نفسه: من هو وكيف يُراسَل وما شروطه"
    ),
    "a page that is shown in other countries only stood in its place": (
        "قامت مقامه صفحة لا تُعرض إلا في بلدان أخرى"
    ),
    "the page says that access is denied, though its status is 200": (
        "تقول الصفحة إن الوصول ممنوع مع أن حالتها 200"
    ),
    "the page says that the site is closed for works": "تقول الصفحة إن الموقع مغلق للصيانة",
    "the message of a server that failed stood in its place, with status 200": (
        "قامت مقامه رسالة خادم تعطّل، وحالتها 200"
    ),
    "a page that asks for a password stood in its place": "قامت مقامه صفحة تطلب كلمة مرور",
    "a page that only leads to another address": "صفحة لا تفعل غير الإحالة إلى عنوان آخر",
    "an empty page that scripts fill: it needs a browser (`warraq outlet doctor SLUG` tries one, `render = true` has crawls use it)": "صفحة فارغة تملؤها البرامج: تحتاج إلى متصفح (يجرّبه `warraq outlet doctor SLUG`، وتستعمله الزيارات مع `render = true`)",
    "filler text, a parked domain or a server's default page": "نص حشو أو نطاق معروض للبيع أو صفحة خادم أصلية",
    "a page that asks for consent to cookies stood in its place": "قامت مقامه صفحة تطلب قبول ملفات الارتباط",
    "only subscribers are shown more than the beginning": "لا يُعرض غير أوله إلا للمشتركين",
    "the text is not in the outlet's language": "النص ليس بلغة المنفذ",
    "no text was found on the page": "لم يُعثر في الصفحة على نص",
    "there is a heading with next to no text": "عنوان يكاد لا يكون تحته نص",
    "the text has no title": "النص بلا عنوان",
    "reading the page took longer than a reader may take": "طالت قراءة الصفحة فوق المسموح",
    "reading the page took more memory than may be used for it": "احتاجت قراءة الصفحة ذاكرة فوق المسموح",
    "the page made the reader crash": "أسقطت الصفحة القارئ",
    "its record in the WARC could not be read": "تعذّرت قراءة سجلّه في ملف WARC",
    "it is to be read again: the next crawl or rebuild does so": "ستُعاد قراءته في الزيارة أو إعادة البناء القادمة",
    "its host is none of the outlet's domains": "موقعه ليس من نطاقات المنفذ",
    "it has not the form of an article's address": "ليست له صورة عنوان مقال",
    "robots.txt of its host forbids it": "يمنعه robots.txt في موقعه",
    "robots.txt of its host could not be had, so nothing of that host may be fetched (RFC 9309)": (
        "تعذّر الحصول على robots.txt من موقعه، فلا يُجلب من ذلك الموقع شيء (RFC 9309)"
    ),
    "its host is, or resolves to, an address that is not public": "موقعه عنوان غير عام أو يُردّ إلى عنوان كهذا",
    "the outlet's proxy opened no way to it, and nothing goes around the proxy": (
        "لم يفتح وسيط المنفذ طريقاً إليه، ولا يُلتفّ على الوسيط بحال"
    ),
    "the request was to carry a cookie or a password, which would stand in the archive: it was not sent": (
        "كان الطلب سيحمل ملف تعريف ارتباط أو كلمة سر فيبقى في الأرشيف، فلم يُرسل"
    ),
    "it is no http or https address": "ليس عنوان http ولا https",
    "the answer is larger than the limit, [limits] max_bytes in warraq.toml": (
        "الجواب أكبر من الحد، وهو [limits] max_bytes في warraq.toml"
    ),
    "the answer leads to another address": "الجواب يحيل إلى عنوان آخر",
    "its redirects run in a circle": "إحالاته تدور في حلقة",
    "it redirects to itself": "يحيل إلى نفسه",
    "more redirects in a row than [limits] redirects in warraq.toml allows": (
        "إحالات متتالية أكثر مما يسمح به [limits] redirects في warraq.toml"
    ),
    "it redirects to a host that is none of the outlet's": "يحيل إلى موقع ليس من مواقع المنفذ",
    "it redirects to what is no web address": "يحيل إلى ما ليس عنواناً على الويب",
    "it redirects without saying where to": "يحيل بلا ذكر الوجهة",
    "the sitemap stands below too many indexes of sitemaps": "خريطة الموقع تحت فهارس كثيرة متداخلة",
    "the outlet lists more sitemaps than are followed": "يعدّد المنفذ من خرائط الموقع أكثر مما يُتبع",
    "its host's name could not be resolved": "تعذّر العثور على اسم موقعه",
    "no whole answer came in time ([limits] timeout in warraq.toml)": (
        "لم يصل جواب تام في الوقت المحدد ([limits] timeout في warraq.toml)"
    ),
    "the connection ended before the answer did": "انقطع الاتصال قبل تمام الجواب",
    "its host refused the connection": "رفض موقعه الاتصال",
    "the secure connection failed: certificate or protocol": "فشل الاتصال الآمن: الشهادة أو البروتوكول",
    "what came is no HTTP answer": "ما وصل ليس جواب HTTP",
    "the exchange was not recorded to its end: a crawl was killed": "لم يُسجَّل التبادل إلى آخره: قُتلت زيارة",
    "the connection ended unanswered, and the request was sent again": "انقطع الاتصال بلا جواب فأُعيد الطلب",
    "the request failed": "فشل الطلب",
    "the server wants a password": "يطلب الخادم كلمة سر",
    "the server refuses us": "يرفضنا الخادم",
    "the server says that it is not there": "يقول الخادم إنه غير موجود",
    "the server says that it has been removed": "يقول الخادم إنه أُزيل",
    "the server says that we ask too often": "يقول الخادم إننا نكثر الطلب",
    "the server may not show it for legal reasons": "لا يجوز للخادم عرضه لأسباب قانونية",
    "the server failed (HTTP {status})": "عطل في الخادم (HTTP {status})",
    "the server answered with HTTP {status}": "أجاب الخادم بحالة HTTP {status}",
    "the page is not whole: {why}": "الصفحة ناقصة: {why}",
}
