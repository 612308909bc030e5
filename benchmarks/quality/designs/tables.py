"""A paper of 2003 in nested tables and windows-1256: Levantine months, no metadata at all."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import after_word
from benchmarks.quality.clocks import LEVANTINE, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("sahifa", "صحيفة الساحل", "Sahel Paper", "LB", "Asia/Beirut")
_CELL = '<td align="right" valign="top">'


def article(posting: Posting) -> Printed:
    """Give a cell within a table within a table."""
    line, persons = after_word(posting)
    rows = (
        [f'<font size="2" color="#666666">{posting.one(phrases.KICKERS)}</font>']
        if posting.maybe(0.3)
        else []
    )
    rows.append(
        f'<font size="5" color="#990000" face="Simplified Arabic"><b>{escape(posting.title)}</b></font>'
    )
    if posting.subtitle:
        rows.append(f'<font size="4">{posting.subtitle}</font>')
    precision = None
    if posting.moment:
        precision = "minute" if posting.with_time else "day"
        day = f"{weekday(posting.moment)} {written(posting.moment, LEVANTINE)}"
        clock = posting.one(
            (f" - {posting.moment:%H:%M}", f" الساعة {posting.moment:%H:%M}", f" | {posting.moment:%H:%M}")
        )
        rows.append(f'<font size="2" color="gray">{day}{clock if posting.with_time else ""}</font>')
    if line:
        rows.append(f'<font size="3"><b>{line}</b></font>')
    if posting.caption:
        rows.append(
            f'<img src="/pic/{posting.number}.jpg" width="300"><br><font size="1">{escape(posting.caption)}</font>'
        )
    style = posting.random.randrange(3)
    if style == 0:
        text = furniture.each(
            map(escape, posting.paragraphs), '<p align="justify"><font size="4">', "</font></p>"
        )
    elif style == 1:
        text = '<font size="4">' + "<br><br>\n".join(map(escape, posting.paragraphs)) + "</font>"
    else:
        text = (
            '<div align="justify">'
            + furniture.each(map(escape, posting.paragraphs), "<div>", "</div>")
            + "</div>"
        )
    rows.append(text)
    rows.append(
        f'<a href="/print.php?id={posting.number}">نسخة للطباعة</a> | <a href="#">أرسل لصديق</a> | {furniture.views(posting)}'
    )
    main = f'<table width="100%" cellpadding="4">{furniture.each(rows, f"<tr>{_CELL}", "</td></tr>")}</table>{_others(posting)}'
    return Printed(
        path=f"/news.php?id={20120305 + posting.number}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        charset="windows-1256",
        content_type=posting.one(("text/html", "text/html; charset=windows-1256")),
        asides=told(posting, "subtitle", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    side = furniture.each(
        (
            f'{furniture.link(one)}<br><font size="1">{one.moment:%d/%m/%Y}</font>'
            for one in posting.neighbours[:6]
        ),
        f'<tr bgcolor="#EEEEEE">{_CELL}',
        "</td></tr>",
    )
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
<title>{posting.outlet.name} | {escape(title)}</title></head>
<body bgcolor="#FFFFFF" topmargin="0"><table width="950" align="center" border="0"><tr><td colspan="3">
<img src="/logo.gif" alt="{posting.outlet.name}"> <font size="2">{weekday(posting.clock)} {written(posting.clock, LEVANTINE)}</font><br>{" | ".join(furniture.menu(posting))}</td></tr>
<tr><td width="160" valign="top"><table>{furniture.each(furniture.menu(posting, 12), "<tr><td>", "</td></tr>")}</table></td>
<td width="560" valign="top">{main}</td>
<td width="230" valign="top"><table><tr><td><b>{posting.one(phrases.MOST_READ)}</b></td></tr>{side}</table></td></tr>
<tr><td colspan="3" align="center"><font size="1">{furniture.rights(posting)}<br>{posting.one(phrases.ADDRESSES)}</font></td></tr></table></body></html>"""


def _others(posting: Posting) -> str:
    if posting.maybe(0.3):
        return ""
    rows = furniture.each(
        (f"<b>{furniture.link(one)}</b><br>{escape(one.teaser)}" for one in posting.neighbours[6:9]),
        f'<tr>{_CELL}<font size="2">',
        "</font></td></tr>",
    )
    return f'<hr><table width="100%"><tr><td><b>{posting.one(phrases.RELATED)}</b></td></tr>{rows}</table>'


DESIGN = Design(
    outlet=OUTLET,
    habit="windows-1256 tables, Levantine months",
    article=article,
    shell=shell,
    charset="windows-1256",
)
