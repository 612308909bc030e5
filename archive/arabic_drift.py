"""The Arabic of what is said of an outlet's design: canaries, redesigns, changes of the reader."""

DRIFT = {
    "its pages are made otherwise: {fields} read otherwise than before ({url})": (
        "تغيّر تصميم صفحاته: لم تعد تُقرأ كما كانت: {fields} ({url})"
    ),
    "a redesign: the parts stand elsewhere on the page, or are written otherwise": (
        "تصميم جديد: أجزاء الخبر في موضع آخر من الصفحة، أو مكتوبة على نحو آخر"
    ),
    "run `warraq outlet doctor SLUG`; it proposes the new layout": (
        "شغّل `warraq outlet doctor SLUG`؛ فهو يقترح التخطيط الجديد"
    ),
    "{field}: «{before}» before, nothing now": "{field}: كان «{before}» ولا شيء الآن",
    "{field}: «{before}» before, «{now}» now": "{field}: كان «{before}» وهو الآن «{now}»",
    "{slug}: its design could not be looked at: {error}": "{slug}: تعذّر النظر في تصميم صفحاته: {error}",
}
