"""The Arabic of what is said of an outlet's design: canaries, redesigns, changes of the reader."""

DRIFT = {
    "its pages are made otherwise: {fields} read otherwise than before": (
        "تغيّر تصميم صفحاته: لم تعد تُقرأ كما كانت: {fields}"
    ),
    "page {url}": "الصفحة {url}",
    "a redesign: the parts stand elsewhere on the page, or are written otherwise": (
        "تصميم جديد: أجزاء الخبر في موضع آخر من الصفحة، أو مكتوبة على نحو آخر"
    ),
    "run `warraq outlet doctor SLUG`; it proposes the new layout": (
        "شغّل `warraq outlet doctor SLUG`؛ فهو يقترح التخطيط الجديد"
    ),
    "{field}: «{before}» before, nothing now": "{field}: كان «{before}» ولا شيء الآن",
    "{field}: «{before}» before, «{now}» now": "{field}: كان «{before}» وهو الآن «{now}»",
    "{count} of {pages} kept pages give less since the reader was changed: {fields}": (
        "منذ تغيّر القارئ يُقرأ أقلّ مما كان في {count} من {pages} من الصفحات المحفوظة: {fields}"
    ),
    "a new version of Warraq or of a parser, or a changed declaration, reads these pages worse": (
        "نسخة جديدة من ورّاق أو من محلّل، أو تعريف معدَّل، تقرأ هذه الصفحات قراءة أسوأ"
    ),
    "if you changed outlets/SLUG.toml, take that back; else report the page, and stay with the version before": (
        "إن كنت قد عدّلت outlets/SLUG.toml فتراجع عنه؛ وإلا فأبلغ عن الصفحة وابقَ على النسخة السابقة"
    ),
    "the reader was changed: {count} of {pages} kept pages now give more or other words: {fields}": (
        "تغيّر القارئ: صارت {count} من {pages} من الصفحات المحفوظة تعطي أكثر أو كلاماً آخر: {fields}"
    ),
    "{slug}: its design could not be looked at: {error}": "{slug}: تعذّر النظر في تصميم صفحاته: {error}",
}
