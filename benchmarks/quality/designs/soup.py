"""A portal of nested <div>s with a pubdate meta: nothing says which of them holds the report."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import placed
from benchmarks.quality.clocks import half_day
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("shatt", "شبكة الشط", "Shatt Network", "IQ", "Asia/Baghdad")


def article(posting: Posting) -> Printed:
    """Give paragraphs as <div>s or as lines within one."""
    line, persons = placed(posting)
    moment, metas, day = posting.moment, "", ""
    if moment:
        value = f"{moment:%Y-%m-%d %H:%M:%S}" if posting.maybe(0.5) else moment.isoformat(timespec="seconds")
        metas = f'<meta name="pubdate" content="{value}">'
        day = (
            f'<div class="d2">{moment:%Y/%m/%d}{" - " + half_day(moment) if posting.with_time else ""}</div>'
        )
    texts = [escape(text) for text in posting.paragraphs]
    if posting.maybe(0.5):
        body = furniture.each(texts, '<div class="t">', "</div>")
    else:
        body = "<br>\n<br>\n".join(
            furniture.with_pauses(posting, texts, lambda n: furniture.read_also(posting, n), 0.08)
        )
    caption = (
        f'<div class="img"><img src="/i/{posting.number}.jpg"><span>{escape(posting.caption)}</span></div>'
        if posting.caption
        else ""
    )
    main = f"""<div class="c1"><div class="crumb"><a href="/">الرئيسية</a> &raquo; <a href="/s">{posting.section}</a></div>
<div class="hd"><div class="sup">{posting.one(phrases.KICKERS)}</div><h1>{escape(posting.title)}</h1></div>
<div class="inf">{day}<div class="vw"><i></i>{furniture.views(posting)}</div><div class="fs">{furniture.fonts()}</div></div>
{f'<div class="au">{line}</div>' if line else ""}{caption}
<div class="tx"><div class="in">{body}</div></div>
<div class="sh">{" ".join(furniture.shares(posting))}</div>
<div class="tg">{furniture.each(posting.tags, '<a href="/t">#', "</a>")}</div></div>
<div class="c2">{_boxes(posting)}</div>"""
    path = f"/ar/details/{posting.number + 70120}/{posting.random.randrange(10**7, 10**8)}"
    html = _page(
        posting, posting.title, main, metas + f'<meta property="og:title" content="{escape(posting.title)}">'
    )
    return Printed(
        path=path,
        html=html,
        precision="minute" if moment else None,
        persons=persons,
        asides=told(posting, "section", "tags", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "")


def _boxes(posting: Posting) -> str:
    return furniture.each(
        (
            f'<div class="bt">{furniture.link(one)}</div><div class="bd">{one.moment:%Y/%m/%d}</div><div class="bx">{escape(one.teaser)}</div>'
            for one in posting.neighbours[: posting.random.randint(3, 7)]
        ),
        '<div class="b">',
        "</div>",
    )


def _page(posting: Posting, title: str, main: str, metas: str) -> str:
    ticker = " ** ".join(map(furniture.link, posting.neighbours[9:13]))
    hidden = f'<div style="display:none">{posting.one(phrases.HIDDEN)}</div>' if posting.maybe(0.5) else ""
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"/>{metas}
<title>{escape(title)} | {posting.outlet.name}</title></head><body><div class="all">{hidden}
<div class="top"><div class="lg"><a href="/">{posting.outlet.name}</a></div><div class="mn">{" ".join(furniture.menu(posting, 10))}</div></div>
<div class="tick">عاجل: {ticker}</div><div class="mid">{main}</div>
<div class="ft"><div>{posting.one(phrases.NEWSLETTERS)}</div><div>{furniture.rights(posting)}</div><div>{posting.one(phrases.ADDRESSES)}</div></div>
</div></body></html>"""


DESIGN = Design(outlet=OUTLET, habit="div soup, pubdate meta", article=article, shell=shell)
