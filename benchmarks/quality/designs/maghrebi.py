"""A Tunisian weekly: the months of the Maghreb, printed near the title, and no metadata."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.clocks import ALGERIAN, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("zaytouna", "الزيتونة الأسبوعية", "Zaytouna Weekly", "TN", "Africa/Tunis")


def article(posting: Posting) -> Printed:
    """Give a report with its day under the title, in one of the ways weeklies write it."""
    line, persons = bare(posting)
    precision, day = None, ""
    moment = posting.moment
    if moment:
        precision = "minute" if posting.with_time else "day"
        written_day = f"{weekday(moment)}{posting.one(('، ', ' '))}{written(moment, ALGERIAN)}"
        clock = posting.one(
            (
                f" - {moment:%H:%M}",
                f" على الساعة {moment:%H:%M}",
                f" | {moment:%H:%M}",
                f"، {moment.hour}:{moment:%M}",
            )
        )
        label = posting.one(("نشر في: ", "", "تاريخ النشر: ", "تونس في "))
        day = f'<div class="publie">{label}{written_day}{clock if posting.with_time else ""}</div>'
    who = f'<div class="signature">{line}</div>' if line else ""
    order = (day + who) if posting.maybe(0.5) else (who + day)
    paragraphs = furniture.blocks(posting, posting.paragraphs)
    paragraphs = furniture.with_pauses(
        posting, paragraphs, lambda n: f'<p class="lire">{furniture.read_also(posting, n)}</p>', 0.1
    )
    main = f"""<div class="fil"><a href="/">الصفحة الأولى</a> / <a href="/r">{posting.section}</a></div>
<h1 class="titre">{escape(posting.title)}</h1>
{f'<h2 class="chapeau">{posting.subtitle}</h2>' if posting.subtitle else ""}{order}
<div class="texte">{chr(10).join(paragraphs)}</div>
<div class="bas">{" ".join(furniture.shares(posting))}</div>{_comments(posting)}{_same(posting)}"""
    return Printed(
        path=f"/portal/{posting.number}-{posting.random.randrange(1, 30)}-{posting.random.randrange(1, 12)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        asides=told(posting, "section", "subtitle"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} - {posting.outlet.name}</title></head>
<body><div id="entete"><a href="/"><img src="/logo.png" alt="{posting.outlet.name}"></a> <span class="jour">{weekday(posting.clock)} {written(posting.clock, ALGERIAN)}</span>
<ul class="menu">{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></div>
<div id="contenu">{main}</div>
<div id="colonne"><h3>{posting.one(phrases.MOST_READ)}</h3><ol>{furniture.each(map(furniture.link, posting.neighbours[:5]), "<li>", "</li>")}</ol></div>
<div id="pied"><p>{furniture.rights(posting)}</p><p>{posting.one(phrases.DISCLAIMERS)}</p></div></body></html>"""


def _comments(posting: Posting) -> str:
    said = furniture.comments(posting, lambda moment: f"{written(moment, ALGERIAN)} {moment:%H:%M}", 3)
    return (
        '<div class="commentaires">'
        + furniture.each(
            (f"<h5>{who} - {when}</h5><p>{what}</p>" for who, when, what in said), "<div>", "</div>"
        )
        + "</div>"
    )


def _same(posting: Posting) -> str:
    cards = furniture.each(
        (
            f'<h4>{furniture.link(one)}</h4><span class="d">{written(one.moment, ALGERIAN)}</span><p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[5:9]
        ),
        '<div class="carte">',
        "</div>",
    )
    return f'<div class="suite"><h3>{posting.one(phrases.RELATED)}</h3>{cards}</div>'


DESIGN = Design(outlet=OUTLET, habit="Maghrebi months, no metadata", article=article, shell=shell)
