"""A Jordanian local site in PHP: tables in divs, «تم نشره في», the hour with AM and PM, remarks in boxes."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import LEVANTINE, weekday
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("jalaad", "جلعاد نيوز", "Jalaad News", "JO", "Asia/Amman")
_FIRST = ("محمود", "رهام", "عاهد", "سهى", "زيد", "نسرين", "أنس", "ديما")
_LAST = ("العبادي", "الشوابكة", "خريسات", "النسور", "أبو رمان", "الحياري", "بني حمد", "الطراونة")
_CITIES = ("عمان", "إربد", "الزرقاء", "الكرك", "السلط", "معان")


def article(posting: Posting) -> Printed:
    """Give a report that opens with the site's name, at times with the city or the writer after it."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<div class="newsdate">{_shown(posting, moment)}</div>'
    city, mark = posting.one(_CITIES), posting.outlet.name
    inside = bool(people) and posting.maybe(0.4)
    place = None if inside or posting.maybe(0.5) else city
    middle = " و".join(people) if inside else place
    opening = f"{mark} - {middle} - " if middle else f"{mark} - "
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    by = ""
    if people and not inside:
        by = f'<div class="writer">{posting.one(("كتب : ", "بقلم: ", "كتب - ", ""))}{" و".join(people)}</div>'
    elif not people and posting.maybe(0.2):
        by = f'<div class="writer">{posting.one(("كتب محرر الشؤون المحلية", "خاص", "رصد"))}</div>'
    photo, section = wordings.photo(posting), posting.one(wordings.SECTIONS)
    parts = [day, by, f'<div class="visits">عدد القراءات : {posting.random.randrange(90, 30000)}</div>']
    if posting.maybe(0.4):
        parts[:2] = [by, day]
    main = f"""<div class="path"><a href="index.php">الرئيسية</a> &raquo; <a href="section.php?id=4">{section}</a></div><div class="maintitle"><h1>{escape(posting.title)}</h1></div>{"".join(parts)}
<div class="newsimg"><img src="/image.php?token={posting.number}&size=large" border="0">{f'<div class="imgtext">{photo}</div>' if photo else ""}</div><div class="fontsize"><a>تكبير</a> | <a>تصغير</a> | <a>طباعة</a></div>
<div class="details" id="details">{_text(posting, texts)}</div>{_after(posting)}"""
    return Printed(
        path=posting.one(
            (
                f"/article/{posting.random.randrange(10**4, 10**6)}",
                f"/index.php?page=article&id={posting.random.randrange(10**4, 10**6)}",
                f"/post.php?id={posting.random.randrange(10**4, 10**6)}",
            )
        ),
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(section=section, caption=photo, place=place, agency=mark),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    word = posting.one(("تم نشره في : ", "تم نشره في: ", "نشر بتاريخ : ", "التاريخ : ", ""))
    day, clock = posting.random.choice(
        (
            (f"{moment:%d-%m-%Y}", f" {moment:%I:%M %p}"),
            (f"{moment:%d-%m-%Y}", f" {moment:%I:%M %p}"),
            (f"{weekday(moment)} {moment:%d-%m-%Y}", f" {moment:%I:%M %p}"),
            (f"{moment:%d/%m/%Y}", f" - {moment:%H:%M}"),
            (
                f"{weekday(moment)} ، {moment.day} {LEVANTINE[moment.month - 1]} ، {moment.year}",
                f" | {moment:%I:%M} {'مساءً' if moment.hour >= 12 else 'صباحاً'}",
            ),
        )
    )
    return word + day + (clock if posting.with_time else "")


def _text(posting: Posting, texts: Sequence[str]) -> str:
    lines = [escape(text) for text in texts]
    if len(lines) > 2 and posting.maybe(0.4):
        one = posting.neighbours[2]
        lines.insert(
            2,
            posting.one(
                (
                    f'<div class="inread"><b>{posting.one(wordings.MORE)}</b> <a href="{one.path}">{escape(one.title)}</a></div>',
                    f'<div class="adv"><small>{posting.one(wordings.PROMOTED)}</small><iframe src="about:blank"></iframe></div>',
                )
            ),
        )
    kind = posting.random.randrange(3)
    if kind == 0:
        return "<br /><br />\n".join(lines)
    if kind == 1:
        return "\n".join(f'<p style="text-align:justify" dir="RTL">{line}</p>' for line in lines)
    return "\n".join(f"<div>{line}</div><div>&nbsp;</div>" for line in lines)


def _after(posting: Posting) -> str:
    said = "".join(
        f'<table class="comment" width="100%"><tr><td>{number}</td><td><b>{who}</b></td><td dir="ltr">{when:%d-%m-%Y %I:%M %p}</td></tr><tr><td colspan="3">{what}</td></tr></table>'
        for number, (who, when, what) in enumerate(wordings.remarks(posting, 4), 1)
    )
    more = "".join(
        f'<tr><td><img src="/t.jpg"></td><td><a href="{one.path}">{escape(one.title)}</a><br><span>{one.moment:%d-%m-%Y}</span></td></tr>'
        for one in posting.neighbours[4:9]
    )
    return f"""<table class="related"><tr><th colspan="2">{posting.one(wordings.BOXES)}</th></tr>{more}</table><div class="comments"><h3>تعليقات القراء</h3>{said}<p>لا يتحمل الموقع مسؤولية ما يكتبه القراء، وتحذف كل مشاركة تتضمن إساءة أو خروجاً عن الموضوع.</p><form><label>الاسم : *</label><input><label>البريد الالكتروني :</label><input><label>اظهار البريد الالكتروني</label><label>التعليق : *</label><textarea></textarea></form></div>"""


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    urgent = " *** ".join(f'<a href="{one.path}">{escape(one.title)}</a>' for one in posting.neighbours[9:13])
    top = "".join(
        f'<div class="mostitem"><a href="{one.path}">{escape(one.title)}</a></div>'
        for one in posting.neighbours[:6]
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{escape(title)} | جلعاد نيوز</title><meta property="og:title" content="{escape(title)}" /><meta name="description" content="جلعاد نيوز موقع إخباري أردني مستقل" /></head><body><div id="wrap"><div class="topbar">{weekday(posting.clock)} , {posting.clock.day} {LEVANTINE[posting.clock.month - 1]} {posting.clock.year} {posting.clock:%I:%M %p}</div><table class="menu"><tr>{"".join(f"<td>{one}</td>" for one in wordings.bar(posting, 11))}</tr></table><marquee direction="right">{urgent}</marquee>
<table width="980"><tr><td valign="top" width="640">{main}</td><td valign="top" width="320"><div class="box"><h4>{posting.one(wordings.TOP)}</h4>{top}</div><div class="box"><h4>وفيات اليوم</h4><p>وفيات {weekday(posting.clock)} {posting.clock:%d-%m-%Y}</p></div><div class="box">{posting.one(wordings.FOLLOW)}</div></td></tr></table>
<div class="footer">جميع الحقوق محفوظة لموقع جلعاد نيوز &copy; {posting.clock.year}<br>يمكن اقتباس الأخبار شريطة ذكر المصدر<br>تصميم وتطوير شركة أفق</div></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    rows = "".join(
        f'<table class="newsrow"><tr><td><a href="{one.path}"><b>{escape(one.title)}</b></a><br><small>{one.moment:%d-%m-%Y %I:%M %p}</small><div>{escape(one.teaser)}</div></td></tr></table>'
        for one in posting.neighbours
    )
    return f'<div class="sectiontitle"><h1>{heading or "آخر الأخبار"}</h1></div>{rows}<div class="pager">[1] <a>[2]</a> <a>[3]</a></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="maintitle"><h1>{escape(title)}</h1></div><div class="details">{"<br /><br />".join(map(escape, paragraphs))}</div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="PHP and tables, 14-05-2023 03:22 PM",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("تنبيه", "عذراً .. المادة المطلوبة غير موجودة أو تم إلغاؤها من قبل الإدارة"),
            ("جلعاد نيوز", "الخبر المطلوب غير موجود !"),
        ),
    ),
)
