"""A report whose passages are hard to cite: signs beyond 16 bits, repeated sentences, many paragraphs."""

from typing import Any

TITLE = "عودة الحركة إلى مرفأ الصيادين بعد أسبوع من التوقف"
REPEATED = "وأكد رئيس الجمعية أن القوارب كلها سليمة."
FIRST = (
    f"🚢🚢 عادت الحركة صباح السبت إلى مرفأ الصيادين في البلدة. {REPEATED} ولم تُسجَّل أي إصابات بين العاملين."
)
LONG = "قال شهود إن الطريق الساحلي أُغلق ساعات عدة بعد انهيار جزء من الرصيف القديم، ثم أعادت البلدية فتحه. "
SECOND = LONG * 3
THIRD = f"وقالت نقابة البحارة إن التعويضات ستُصرف خلال شهر. {REPEATED} وتوقعت النقابة عودة الأسعار."
LAST = "وختم بالقول إن الموسم المقبل سيكون أفضل من المواسم السابقة كلها."
BETWEEN = tuple(f"{number}: {LONG * 2}" for number in ("أولاً", "ثانياً", "ثالثاً"))
PARAGRAPHS = (FIRST, SECOND, *BETWEEN, THIRD, LAST)


def page() -> str:
    """The page of the report."""
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE}</title>
    <meta property="og:type" content="article">
    <meta property="article:published_time" content="2026-11-20T10:00:00+03:00"></head>
    <body><article><h1>{TITLE}</h1>{body}</article></body></html>"""


def put(site: Any) -> str:
    """Put the page on a server; its URL."""
    return str(site.put("/report/1", page()))
