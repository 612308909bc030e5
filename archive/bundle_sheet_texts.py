"""What the cover sheet of an evidence bundle says, each statement in Arabic and English, and how it looks."""

from archive.bundle_records import CONTACT_IN_AGENT, CONTACT_IN_IT, CUT, REPEATED

STYLE = """
@page { size: A4; margin: 16mm 15mm }
* { box-sizing: border-box }
body { font: 16px/1.7 "Noto Naskh Arabic", Amiri, "Traditional Arabic", "Times New Roman", serif; color: #1b1b1b;
  max-width: 50rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.35rem; line-height: 1.4; margin: .2rem 0 }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #999; break-after: avoid }
[lang=en] { direction: ltr; text-align: left; font: .92em/1.5 "Noto Serif", Georgia, "Times New Roman", serif }
h1 [lang=en], h2 [lang=en], th [lang=en] { color: #555; font-weight: normal; margin-inline-start: .5em }
p { margin: .35rem 0 }
blockquote { margin: .6rem 0; padding: .5rem .9rem; border-inline-start: 4px solid #8a6d1f; background: #faf6ea;
  break-inside: avoid; white-space: pre-line; overflow-wrap: anywhere }
mark { background: #ffe58a; color: inherit; print-color-adjust: exact; -webkit-print-color-adjust: exact }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .2rem .3rem; border-bottom: 1px solid #ddd }
th { font-weight: normal; color: #333; width: 34% }
tr, li { break-inside: avoid }
td { overflow-wrap: anywhere }
td > [lang=en] { display: block; text-align: right }
li > [lang=en] { margin-bottom: .5rem }
code, .data { font: .82em/1.5 "Noto Sans Mono", "DejaVu Sans Mono", monospace; direction: ltr; unicode-bidi: isolate }
pre { direction: ltr; text-align: left; background: #f3f3f3; padding: .5rem .7rem; white-space: pre-wrap;
  overflow-wrap: anywhere; margin: .4rem 0; font: .82em/1.5 "Noto Sans Mono", "DejaVu Sans Mono", monospace }
ul { padding-inline-start: 1.3rem; margin: .3rem 0 }
@media (max-width: 34rem) { body { font-size: 15px; padding: .6rem } th, td { display: block; width: auto }
  th { border: 0; padding-bottom: 0 } td { padding-top: 0 } }
@media print { body { font-size: 11pt; padding: 0; max-width: none } }
"""

Pair = tuple[str, str]

TITLE: Pair = ("حزمة أدلة", "Evidence bundle")
QUOTE: Pair = ("الاقتباس وما حوله", "The quote and what surrounds it")
CITATION: Pair = ("التوثيق", "Citation")
CAPTURE: Pair = ("الالتقاط", "The capture")
MADE: dict[str, Pair] = {
    "conversion": ("النص كما وُثّق، وهو قراءة ورّاق", "The text as it was cited, as Warraq read it"),
    "resource": ("صورة الصفحة", "A picture of the page"),
}
RENDERED_PAGE: Pair = ("الصفحة كما عرضها لنا متصفح", "The page as a browser showed it to us")
AS_SHOWN: Pair = (
    "ليست هذه بايتات أرسلها المنفذ: هي ما صارت إليه الصفحة في {browser} بعد تشغيل نصوصها البرمجية. والمنفذ أرسل الأجزاء، وهي مذكورة هنا.",
    "These are no bytes that the outlet sent: they are the page as {browser} showed it to us once its scripts had run. The outlet sent the parts, listed here.",
)
PROVEN: Pair = ("ما يثبت", "What is proven")
NOT_PROVEN: Pair = ("ما لا يثبت", "What is not proven")
CHECKING: Pair = ("كيف تفحص الحزمة", "How to check it")
ENVIRONMENT: Pair = ("ظروف الالتقاط", "How it was captured")
LEFT_OUT: Pair = ("ما ليس في الحزمة", "What is left out")
NOTE: Pair = ("ملاحظة من أعدّ الحزمة", "Note of whoever made the bundle")

MATCHES: dict[str, Pair] = {
    "verbatim": ("حرفي: النص يضم الاقتباس حرفاً حرفاً", "verbatim: the text holds the quote letter for letter"),
    "normalised": (
        "بعد التطبيع: يطابق حين لا تُعدّ الهمزات والحركات والتطويل والأرقام وعلامات الاقتباس والمسافات؛ والمعروض هو المطبوع",
        "normalised: it agrees once hamza, vowel signs, tatweel, digits, quotation marks and spacing do not count; shown as printed",
    ),
    "fuzzy": (
        "تقريبي: ما طُلب ليس ما في النص تماماً؛ والمعروض هو المطبوع",
        "fuzzy: what was asked for is not quite what the text says; shown as printed",
    ),
    "none": ("لم يُطلب اقتباس: الخبر كله", "no quote was asked for: the report as a whole"),
}

SHOWN: tuple[Pair, ...] = (
    (
        "كل ملف في هذه الحزمة هو كما أصدره حائز مفتاح الأرشيف، لم يتغير فيه بايت. وهذا قول عن المُصدر، لا عن صحة ما أُصدر.",
        "Every file of this bundle is as the holder of the archive’s key issued it, to the byte. That is a statement about who issued it, not about whether it is right.",
    ),
    (
        "السجلات في records.warc.gz هي بايتاتها التي دخلت سجل الالتقاط: بصماتها في ورقة، والورقة تحت نقطة تثبيت وقّعها الأرشيف.",
        "The records in records.warc.gz are the bytes that entered the capture log: their digests stand in a leaf, and the leaf lies under a checkpoint that the archive signed.",
    ),
    (
        "حيث يوجد ختم زمني: كانت هذه البايتات موجودة في الوقت الذي تذكره جهة الختم، ولم تتغير منذ ذلك الوقت.",
        "Where there is a timestamp: these bytes existed at the time that the authority states, and are unaltered since.",
    ),
)
NOT_SHOWN: tuple[Pair, ...] = (
    (
        "لا يثبت أن المنفذ أرسل هذه البايتات: من حاز الأرشيف كان يستطيع قبل الختم أن يلتقط صفحة من خادم له. كيف وصلت موصوف أدناه.",
        "Not that the outlet sent these bytes: before the timestamp, whoever holds the archive could have captured a page from a server of their own. How they were received is described below.",
    ),
    (
        "لا يثبت أن الالتقاط كان في وقته المذكور: ذلك قول ساعة الأرشيف. والختم يثبت أنه لم يكن بعد وقت الختم.",
        "Not that the capture took place when it says: that is the word of the archive’s clock. A timestamp shows that it was not later than the time stamped.",
    ),
    ("لا يثبت أن ما يقوله الخبر صحيح.", "Not that what the report says is true."),
    (
        "النص والعنوان والتاريخ قراءة برنامج ورّاق للصفحة؛ والصفحة نفسها في السجل.",
        "Text, title and date are Warraq’s reading of the page; the page itself is in the record.",
    ),
    (
        "من يكون صاحب المفتاح لا يُعرف من هذه الحزمة: قارن المفتاح بما نشره الأرشيف.",
        "Whose the key is cannot be known from this bundle: compare it with what the archive has published.",
    ),
)
HOW: tuple[Pair, ...] = (
    (
        "يلزم Python 3.8 أو أحدث وOpenSSL 3، دون شبكة. رمز الخروج 0: ثبت كل ما فُحص، و1: لم يثبت، و2: تعذّر الفحص.",
        "Needed are Python 3.8 or newer and OpenSSL 3, and no network. Exit code 0: all that was checked holds; 1: it does not; 2: it could not be checked.",
    ),
    (
        "جذور الشهادات (roots.pem) خذها من جهات الختم نفسها، والمفتاح (key.pub) من حيث نشره الأرشيف: لا من هذه الحزمة ولا ممن سلّمك إياها. ودون الجذور تكون النتيجة: «السلامة ثابتة، وجذر الختم الزمني لم يُفحص».",
        "Take the root certificates (roots.pem) from the authorities themselves and the key (key.pub) from where the archive published it: not from this bundle, nor from whoever handed it to you. Without roots the verdict is “integrity ok, timestamp root unchecked”.",
    ),
    (
        "الفاحص المرفق للتيسير وليس مستقلاً: من يصنع حزمة يستطيع أن يغيّره. لحكم مستقل خذ verify.py من مشروع ورّاق، أو نفّذ `warraq verify FILE.zip`، أو اتبع خطوات docs/bundle.md بأدوات أخرى.",
        "The enclosed verifier is a convenience and not independent: whoever makes a bundle could change it. For a judgement of your own take verify.py from the Warraq project, run `warraq verify FILE.zip`, or follow the steps of docs/bundle.md with other tools.",
    ),
)
WHY: dict[str, str] = {
    CONTACT_IN_AGENT: "في User-Agent منه عنوان المشغّل",
    CONTACT_IN_IT: "فيه عنوان المشغّل",
    REPEATED: "يقول ما تقوله وثيقة المقال",
    CUT: "تغيّر منذ ذلك: قُطع منه ما يسمّي رابطاً مسحوباً",
}
COMMANDS = "python3 FILE.zip\npython3 FILE.zip --roots roots.pem --key key.pub"
NOTHING: Pair = ("لا شيء من سجلات الالتقاط.", "Nothing of the capture’s records.")
REMAINS: Pair = ("بصمته في الورقة باقية.", "Its digest stays in the leaf.")
NO_STAMP: Pair = (
    "لا ختم زمنياً بعد: نقطة التثبيت تثبت الترتيب ولا تثبت الوقت.",
    "No timestamp yet: the checkpoint proves order, and no time.",
)
NO_LEAF: Pair = (
    "مستورد: لم يشهد هذا الأرشيف التقاطه، فلا ورقة له ولا برهان. لا يثبت له وقت.",
    "Imported: this archive did not see it being captured, so there is no leaf and no proof, and no time is proven.",
)

LABELS: dict[str, Pair] = {
    "outlet": ("المنفذ", "outlet"),
    "title": ("العنوان", "title"),
    "published": ("تاريخ النشر كما طُبع", "date as printed"),
    "read_as": ("وقُرئ", "read as"),
    "captured": ("وقت الالتقاط بتوقيت المنفذ", "captured, outlet’s time"),
    "captured_utc": ("وقت الالتقاط (UTC)", "captured, UTC"),
    "shown_with": ("عُرضت في", "shown with"),
    "part": ("جزء أرسله المنفذ", "part that the outlet sent"),
    "made": ("وقت إعداده (UTC)", "made, UTC"),
    "url": ("الرابط", "address"),
    "record": ("السجل", "record"),
    "digest": ("بصمة السجل sha256", "record’s sha256"),
    "payload": ("بصمة الحمولة", "payload digest"),
    "body": ("بصمة المتن", "body digest"),
    "leaf": ("الورقة ونقطة التثبيت", "leaf, checkpoint"),
    "root": ("الجذر", "root"),
    "stamp": ("الختم الزمني", "timestamp"),
    "key": ("مفتاح الأرشيف", "archive’s key"),
    "match": ("المطابقة", "match"),
    "place": ("موضعه", "place"),
    "software": ("البرنامج", "software"),
    "request": ("الطلب", "request"),
    "robots": ("قرار robots.txt", "robots.txt decision"),
    "via": ("عُرف الرابط من", "found through"),
    "server": ("عنوان الخادم", "server’s address"),
    "dns": ("جواب DNS", "DNS answer"),
    "tls": ("TLS", "TLS"),
    "certificates": ("شهادات الخادم sha256", "server’s certificates, sha256"),
    "clock": ("ساعة الخادم (Date)", "server’s clock (Date)"),
    "outcome": ("نتيجة الجلب", "outcome"),
}
UNKNOWN: Pair = ("غير مسجّل", "not recorded")
NO_DATE: Pair = ("لم يُطبع تاريخ", "no date printed")
