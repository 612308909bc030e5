"""The body of a frame of the year 2000: fonts within fonts, <center>, no heading element, lines ended by <br>."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import placed
from benchmarks.quality.clocks import LEVANTINE, doubled, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("zaytun", "حقول الزيتون", "Olive Fields", "PS", "Asia/Hebron")


def article(posting: Posting) -> Printed:
    """Give text between <br>s below a headline in a large font."""
    line, persons = placed(posting)
    moment, day = posting.moment, ""
    precision = ("minute" if posting.with_time else "day") if moment else None
    if moment:
        shown = posting.one(
            (
                f"{weekday(moment)} {moment:%d/%m/%Y}",
                f"{weekday(moment)} {written(moment, LEVANTINE)}",
                doubled(moment),
                f"{moment:%Y-%m-%d}",
            )
        )
        clock = (
            posting.one((f"  الساعة: {moment:%H:%M}", f" ({moment:%H:%M})", f" - {moment:%H:%M}"))
            if posting.with_time
            else ""
        )
        day = f"<font size=2 color=navy>{posting.one(('تاريخ النشر: ', '', 'نشر يوم '))}{shown}{clock}</font><br>"
    who = f"<font size=3 color=green><b>{line}</b></font><br>" if line else ""
    text = "<br><br>\n".join(escape(paragraph) for paragraph in posting.paragraphs)
    if posting.maybe(0.4):
        text = "\n".join(f"<p dir=rtl align=justify>{escape(paragraph)}" for paragraph in posting.paragraphs)
    picture = (
        f'<table align=left width=200><tr><td><img src="/p.jpg" width=200><br><font size=1>{escape(posting.caption)}</font></td></tr></table>'
        if posting.caption
        else ""
    )
    main = f"""<center><font face="Arabic Transparent" size=6 color=#003366><b>{escape(posting.title)}</b></font></center><br>
{f"<center><font size=4>{posting.subtitle}</font></center>" if posting.subtitle else ""}{(day + who) if posting.maybe(0.5) else (who + day)}{picture}
<font face="Simplified Arabic" size=4>{text}</font><br><hr width="60%">
<center><font size=2><a href="javascript:print()">اطبع</a> | <a href="mail.asp">أرسل</a> | {furniture.views(posting)} | {" | ".join(furniture.shares(posting))}</font></center>{_guests(posting)}"""
    return Printed(
        path=f"/arabic/show.asp?nid={posting.number + 11000}&y={posting.random.randrange(2001, 2024)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        charset="windows-1256",
        content_type="text/html",
        asides=told(posting, "subtitle", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    links = "<br>\n".join(f"<font size=2>- {furniture.link(one)}</font>" for one in posting.neighbours[:7])
    teasers = "".join(
        f"<p><font size=2><b>{furniture.link(one)}</b><br>{escape(one.teaser)}</font>"
        for one in posting.neighbours[7:9]
    )
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1256"><TITLE>{posting.outlet.name} - {escape(title)}</TITLE></HEAD>
<BODY BGCOLOR=#FFFFF0 dir=rtl><CENTER><IMG SRC="/banner.gif" ALT="{posting.outlet.name}"><BR><FONT SIZE=2>{weekday(posting.clock)} {posting.clock:%d/%m/%Y}</FONT><BR>{" :: ".join(furniture.menu(posting))}</CENTER><HR>
<TABLE WIDTH=780 BORDER=0><TR><TD WIDTH=560 VALIGN=TOP>{main}</TD><TD WIDTH=200 VALIGN=TOP BGCOLOR=#E8E8D0><FONT SIZE=3><B>{posting.one(phrases.MOST_READ)}</B></FONT><BR>{links}<BR>{teasers}</TD></TR></TABLE>
<HR><CENTER><FONT SIZE=1>{furniture.rights(posting)}<BR>{posting.one(phrases.ADDRESSES)}</FONT></CENTER></BODY></HTML>"""


def _guests(posting: Posting) -> str:
    said = furniture.comments(posting, lambda moment: f"{moment:%d/%m/%Y %H:%M}", 3)
    rows = "".join(
        f"<tr><td><font size=2><b>{who}</b> {when}<br>{what}</font></td></tr>" for who, when, what in said
    )
    return f"<table width=90% border=1>{rows}</table>" if rows else ""


DESIGN = Design(
    outlet=OUTLET, habit="fonts and <br>, windows-1256", article=article, shell=shell, charset="windows-1256"
)
