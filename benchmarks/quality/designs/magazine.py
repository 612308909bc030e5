"""A monthly's site: headings of its own order, the author and the day below the text, paragraphs as sections."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import after_word
from benchmarks.quality.clocks import GREGORIAN, arabic_indic, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("sidra", "مجلة السدرة", "Sidra Magazine", "OM", "Asia/Muscat")


def article(posting: Posting) -> Printed:
    """Give an essay signed at its end."""
    line, persons = after_word(posting, ("بقلم: ", "بقلم/ ", "كتبها: ", "إعداد وتقديم: ", "حاوره: "))
    moment, day = posting.moment, ""
    precision = ("minute" if posting.with_time else "day") if moment else None
    if moment:
        shown = posting.one(
            (
                f"{weekday(moment)}، {written(moment, GREGORIAN)}",
                f"{moment:%d-%m-%Y}",
                f"{moment.day} من {GREGORIAN[moment.month - 1]} {moment.year}م",
            )
        )
        shown += posting.one((f" في {moment:%H:%M}", f" - {moment:%H:%M}")) if posting.with_time else ""
        day = f'<div class="issue">{posting.one(("نُشر في ", "تاريخ النشر: ", ""))}{arabic_indic(shown) if posting.maybe(0.5) else shown}</div>'
    below = posting.maybe(0.5)
    who = f'<div class="pen">{line}</div>' if line else ""
    text = furniture.each(
        (f"<p>{escape(paragraph)}</p>" for paragraph in posting.paragraphs), "<section>", "</section>"
    )
    if posting.maybe(0.4):
        text = furniture.each(
            map(escape, posting.paragraphs), '<div dir="rtl" style="text-align:right"><span>', "</span></div>"
        )
    top, bottom = (day, who) if below else (who + day, "")
    main = f"""<div class="essay"><div class="file">{posting.section}</div><h2 class="essay-name">{escape(posting.title)}</h2>{f"<h3>{posting.subtitle}</h3>" if posting.subtitle else ""}{top}
<div class="essay-text">{text}</div>{bottom}<div class="tell">{" - ".join(furniture.shares(posting))}</div></div>
<div class="also"><h4>{posting.one(phrases.RELATED)}</h4>{_rows(posting)}</div>"""
    return Printed(
        path=f"/issues/{posting.random.randrange(1, 200)}/{posting.number}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        asides=told(posting, "section", "subtitle"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{escape(title)} :: {posting.outlet.name}</title><meta name="description" content="{posting.outlet.name} مجلة شهرية"></head><body dir="rtl">
<div class="mast"><h1><a href="/">{posting.outlet.name}</a></h1><p>مجلة شهرية جامعة - العدد {posting.random.randrange(1, 300)} - {written(posting.clock, GREGORIAN)}</p><ul>{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></div>
<div class="two"><div class="a">{main}</div><div class="b"><h4>{posting.one(phrases.MOST_READ)}</h4><ul>{furniture.each(map(furniture.link, posting.neighbours[5:10]), "<li>", "</li>")}</ul><p>{posting.one(phrases.NEWSLETTERS)}</p></div></div>
<div class="end"><p>{furniture.rights(posting)}</p><p>{posting.one(phrases.DISCLAIMERS)}</p></div></body></html>"""


def _rows(posting: Posting) -> str:
    return furniture.each(
        (
            f"<h5>{furniture.link(one)}</h5><p>{escape(one.teaser)}</p><i>{written(one.moment, GREGORIAN)}</i>"
            for one in posting.neighbours[:4]
        ),
        '<div class="also-row">',
        "</div>",
    )


DESIGN = Design(outlet=OUTLET, habit="a magazine, signed below", article=article, shell=shell)
