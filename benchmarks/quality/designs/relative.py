"""A site that tells how long ago a report appeared, so that only the capture's clock gives the day."""

from datetime import datetime, timedelta
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.bylines import after_word
from benchmarks.quality.clocks import arabic_indic
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("mina24", "ميناء ٢٤", "Mina 24", "LY", "Africa/Tripoli")


def article(posting: Posting) -> Printed:
    """Give a report with «منذ ٣ ساعات» or an absolute day under its title."""
    line, persons = after_word(posting)
    moment = posting.moment
    precision, day = None, ""
    if moment:
        shown, precision = _ago(posting, moment)
        shown = arabic_indic(shown) if posting.maybe(0.5) else shown
        day = f'<span class="ago"><i class="far fa-clock"></i> {shown}</span>'
    paragraphs = furniture.with_pauses(
        posting,
        furniture.blocks(posting, posting.paragraphs),
        lambda n: f"<p>{furniture.read_also(posting, n)}</p>",
        0.1,
    )
    main = f"""<div class="post"><h1 class="post-title">{escape(posting.title)}</h1><div class="post-info">{day}{f'<span class="post-author">{line}</span>' if line else ""}<span>{furniture.views(posting)}</span></div>
<div class="post-body">{chr(10).join(paragraphs)}</div><div class="post-share">{" ".join(furniture.shares(posting))}</div></div>{_comments(posting)}{_more(posting)}"""
    return Printed(
        path=f"/post/{posting.number + 400}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} | {posting.outlet.name}</title></head><body>
<header><a class="logo" href="/">{posting.outlet.name}</a><nav>{"".join(furniture.menu(posting))}</nav></header><main>{main}</main>
<footer><p>{furniture.rights(posting)}</p></footer></body></html>"""


def _ago(posting: Posting, moment: datetime) -> tuple[str, str]:
    """Give what is printed, and how precisely it tells the day."""
    gap = posting.captured_at - moment
    hours = int(gap.total_seconds() // 3600)
    local = posting.clock
    if hours < 1:
        minutes = max(2, int(gap.total_seconds() // 60))
        words = f"{minutes} دقائق" if minutes <= 10 else f"{minutes} دقيقة"
        earliest = local - timedelta(minutes=minutes + 1)
        return (
            f"{posting.one(('منذ', 'قبل'))} {words}",
            "around" if earliest.date() == local.date() else "unsure",
        )
    if hours < 24:
        words = (
            "ساعة"
            if hours == 1
            else "ساعتين"
            if hours == 2
            else f"{hours} ساعات"
            if hours <= 10
            else f"{hours} ساعة"
        )
        sure = (
            (local - timedelta(hours=hours)).date()
            == (local - timedelta(hours=hours + 1)).date()
            == moment.date()
        )
        return f"{posting.one(('منذ', 'قبل'))} {words}", "around" if sure else "unsure"
    return f"{moment:%Y-%m-%d}", "day"


def _comments(posting: Posting) -> str:
    said = furniture.comments(posting, lambda moment: f"منذ {moment.minute + 2} دقيقة", 4)
    return furniture.each(
        (f"<b>{who}</b> <small>{when}</small><p>{what}</p>" for who, when, what in said),
        '<div class="comment">',
        "</div>",
    )


def _more(posting: Posting) -> str:
    cards = furniture.each(
        (
            f"<h3>{furniture.link(one)}</h3><small>منذ {posting.random.randrange(2, 11)} {posting.one(('أيام', 'ساعات', 'أشهر'))}</small><p>{escape(one.teaser)}</p>"
            for one in posting.neighbours[:4]
        ),
        '<div class="more-card">',
        "</div>",
    )
    return f'<div class="more-posts"><h2>{posting.one(phrases.RELATED)}</h2>{cards}</div>'


DESIGN = Design(outlet=OUTLET, habit="relative dates", article=article, shell=shell)
