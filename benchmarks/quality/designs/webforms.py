"""A portal on web forms: labels in spans with long ids, a view state, dates as numbers with ص and م."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import placed, written_by
from benchmarks.quality.clocks import GREGORIAN, half_day, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("qilaa", "القلاع", "Al Qilaa", "BH", "Asia/Bahrain")
_ID = "ctl00_ContentPlaceHolder1_"


def article(posting: Posting) -> Printed:
    """Give the report of a form."""
    line, persons = placed(posting) if posting.maybe(0.5) else written_by(posting)
    moment, day, head = posting.moment, "", ""
    precision = None
    if moment:
        precision = "minute" if posting.with_time else "day"
        number = f"{moment:%d/%m/%Y}"
        shown = posting.one(
            (
                number,
                f"{moment.day}/{moment.month}/{moment.year}",
                f"{weekday(moment)} {number}",
                f"{weekday(moment)} {written(moment, GREGORIAN)}",
            )
        )
        shown += f" {half_day(moment)}" if posting.with_time else ""
        day = f'<span id="{_ID}lblDate">{shown}</span>'
        if posting.maybe(0.25):
            head = f'<meta name="DC.date.issued" content="{moment:%Y-%m-%d}">'
    text = (
        "<br /><br />".join(map(escape, posting.paragraphs))
        if posting.maybe(0.6)
        else furniture.each(map(escape, posting.paragraphs), "<p>", "</p>")
    )
    main = f"""<div id="{_ID}pnlNews"><span id="{_ID}lblCat" class="cat">{posting.section}</span><h1><span id="{_ID}lblTitle">{escape(posting.title)}</span></h1>
{f'<span id="{_ID}lblWriter">{line}</span>' if line else ""} {day}<table class="pic"><tr><td><img id="{_ID}imgMain" src="/i.jpg"/></td></tr><tr><td><span id="{_ID}lblCaption">{escape(posting.caption or "")}</span></td></tr></table>
<div id="{_ID}divDetails" class="details">{text}</div><span id="{_ID}lblViews">{furniture.views(posting)}</span>
<div id="{_ID}divFont">{furniture.fonts()}</div></div>{_grid(posting)}"""
    return Printed(
        path=f"/NewsDetails.aspx?id={posting.random.randrange(2009, 2026)}{posting.number:05}",
        html=_page(posting, posting.title, main, head),
        precision=precision,
        persons=persons,
        asides=told(posting, "section", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "")


def _grid(posting: Posting) -> str:
    rows = "".join(
        f"<tr><td>{furniture.link(one)}</td><td>{one.moment:%d/%m/%Y}</td></tr><tr><td colspan='2'>{escape(one.teaser)}</td></tr>"
        for one in posting.neighbours[:4]
    )
    said = furniture.comments(posting, lambda moment: f"{moment:%d/%m/%Y} {half_day(moment)}", 4)
    talk = "".join(
        f"<tr><td>{who}</td><td>{when}</td></tr><tr><td colspan='2'>{what}</td></tr>"
        for who, when, what in said
    )
    return f'<h3>{posting.one(phrases.RELATED)}</h3><table id="{_ID}gvRelated">{rows}</table><table id="{_ID}gvComments">{talk}</table>'


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    ticker = " | ".join(map(furniture.link, posting.neighbours[8:12]))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html xmlns="http://www.w3.org/1999/xhtml" dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>{head}<title>
	{escape(title)} - {posting.outlet.name}
</title></head><body><form id="aspnetForm" method="post"><input type="hidden" id="__VIEWSTATE" value="/wEPDwULLTE2MTY2ODcyMjkPZBYC"/>
<div id="top"><span id="ctl00_lblNow">{weekday(posting.clock)} {posting.clock:%d/%m/%Y} {half_day(posting.clock)}</span><div id="menu">{" ".join(furniture.menu(posting, 10))}</div><marquee>{ticker}</marquee></div>
<div id="middle">{main}</div><div id="left"><h3>{posting.one(phrases.MOST_READ)}</h3>{furniture.each(map(furniture.link, posting.neighbours[4:8]), "<p>", "</p>")}</div>
<div id="bottom"><span>{furniture.rights(posting)}</span><span>{posting.one(phrases.ADDRESSES)}</span></div></form></body></html>"""


DESIGN = Design(outlet=OUTLET, habit="web forms", article=article, shell=shell)
