"""An Iraqi agency's portal: a table of labels and values, the whole text in one <span>, days in two traditions."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, LEVANTINE, arabic_indic, half_day, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("sumer", "وكالة سومر للأنباء", "Sumer News Agency", "IQ", "Asia/Baghdad")
_FIRST = ("حيدر", "زينب", "علي", "مصطفى", "كرار", "شهد", "عمر", "ئارام", "نور")
_LAST = ("الساعدي", "الجبوري", "عبد الزهرة", "الموسوي", "الدليمي", "كاظم", "العبيدي", "الربيعي")
_CITIES = ("بغداد", "البصرة", "أربيل", "النجف الأشرف", "الموصل", "ذي قار", "كركوك")


def article(posting: Posting) -> Printed:
    """Give a dispatch: the agency and a city open it, «انتهى» closes it."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, precision, rows = posting.moment, None, []
    section, photo = posting.one(wordings.SECTIONS), wordings.photo(posting)
    if moment:
        precision = "minute" if posting.with_time else "day"
        shown = posting.one(
            (
                f"{moment.day}-{LEVANTINE[moment.month - 1]}-{moment.year}",
                f"{moment:%Y/%m/%d}",
                f"{weekday(moment)} {written(moment, LEVANTINE)}",
                f"{weekday(moment)}، {moment.day} {LEVANTINE[moment.month - 1]} / {GREGORIAN[moment.month - 1]} {moment.year}",
            )
        )
        if posting.with_time:
            shown += posting.one(
                (f" | {half_day(moment, ('صباحاً', 'مساءً'))}", f" {moment:%H:%M}", f" - {moment:%H:%M}")
            )
        rows.append(("التاريخ", arabic_indic(shown) if posting.maybe(0.3) else shown, "Date"))
    rows.insert(posting.random.randint(0, len(rows)), ("القسم", section, "Cat"))
    if people:
        rows.insert(
            posting.random.randint(0, len(rows)),
            (posting.one(("الكاتب", "بقلم", "مراسل")), "، ".join(people), "Author"),
        )
    rows.append(("عدد القراءات", str(posting.random.randrange(90, 8000)), "Hits"))
    city, mark = posting.one(_CITIES), posting.one(("سومر", "وكالة سومر للأنباء"))
    opening = posting.one(
        (f"{mark}/ {city}", f"{mark} / {city} /", f"{city}/ {mark}:", f"{mark}- {city}", "")
    )
    first = f"{opening} {posting.paragraphs[0]}".strip()
    texts = (first, *posting.paragraphs[1:])
    end = posting.one(("", "", f"انتهى {posting.random.randrange(20, 60)}/ح", "انتهى.س.ع", "/انتهى/"))
    joint = posting.one(("<br />", "<br /><br />", "<br/>&nbsp;<br/>"))
    table = "".join(
        f'<tr><td class="k" width="90">{key} :</td><td><span id="ctl00_CPH_lbl{name}">{value}</span></td></tr>'
        for key, value, name in rows
    )
    picture = (
        f'<tr><td align="center"><img id="ctl00_CPH_img" src="Pics/{posting.random.randrange(10**8)}.jpg" width="480" /><br /><span id="ctl00_CPH_lblPicText" style="font-size:8pt">{photo}</span></td></tr>'
        if photo
        else ""
    )
    main = f"""<table id="ctl00_CPH_dlNews" cellspacing="0" width="100%"><tr><td class="ttl"><span id="ctl00_CPH_dlNews_ctl00_lblHead" style="font-size:16pt;font-weight:bold;">{escape(posting.title)}</span></td></tr>
<tr><td><table class="inf" width="100%">{table}</table></td></tr>{picture}<tr><td><span id="ctl00_CPH_dlNews_ctl00_lblText" style="display:inline-block;width:98%;">{joint.join(map(escape, texts))}{joint + end if end else ""}</span></td></tr>
<tr><td><input type="submit" value="طباعة الخبر" /><input type="submit" value="ارسل الى صديق" /></td></tr></table>{_grid(posting)}"""
    return Printed(
        path=f"/ViewNews.aspx?NID={posting.random.randrange(2005, 2025)}{posting.random.randrange(1000):04}&C={posting.random.randrange(1, 30)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(
            section=section, caption=photo, place=city if opening else None, agency=mark if opening else None
        ),
    )


def _grid(posting: Posting) -> str:
    rows = "".join(
        f'<tr><td valign="top"><span>{one.moment.day}-{LEVANTINE[one.moment.month - 1]}-{one.moment.year}</span></td><td><a id="ctl00_gv_ctl{n:02}_hl" href="{one.path}">{escape(one.title)}</a><br /><span>{escape(one.teaser)}</span></td></tr>'
        for n, one in enumerate(posting.neighbours[:5])
    )
    return f'<div class="bar"><span>{posting.one(wordings.BOXES)}</span></div><table id="ctl00_gv" border="1">{rows}</table>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    side = "".join(
        f'<tr><td><a href="{one.path}">{escape(one.title)}</a></td></tr>' for one in posting.neighbours[5:11]
    )
    news = " *** ".join(escape(one.title) for one in posting.neighbours[11:])
    return f"""<html xmlns="http://www.w3.org/1999/xhtml"><head id="ctl00_Head1"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>
	{posting.outlet.name}
</title><meta name="description" content="وكالة سومر للأنباء وكالة مستقلة تعنى بالشأن العراقي" /></head><body dir="rtl"><form name="aspnetForm" method="post" action="ViewNews.aspx" id="aspnetForm"><div><input type="hidden" name="__EVENTVALIDATION" value="/wEWAwKz" /></div>
<table width="1000" align="center"><tr><td colspan="2"><span id="ctl00_lblToday">{arabic_indic(f"{weekday(posting.clock)} {posting.clock.day}/{posting.clock.month}/{posting.clock.year}")}</span> {" | ".join(wordings.bar(posting, 8))}</td></tr><tr><td colspan="2" bgcolor="#900"><marquee direction="right">عاجل: {news}</marquee></td></tr>
<tr><td valign="top" width="70%">{main}</td><td valign="top"><table class="side"><tr><th>{posting.one(wordings.TOP)}</th></tr>{side}<tr><td>استفتاء: هل تؤيد تعديل قانون الانتخابات؟ <label>نعم</label> <label>كلا</label></td></tr></table></td></tr>
<tr><td colspan="2" align="center">وكالة سومر للأنباء {posting.clock.year} - تصميم وبرمجة شركة أور</td></tr></table></form></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    rows = "".join(
        f'<tr><td><img src="s.jpg"/></td><td><a href="{one.path}">{escape(one.title)}</a><br/>{one.moment:%Y/%m/%d} | {half_day(one.moment)}<br/>{escape(one.teaser)}</td></tr>'
        for one in posting.neighbours
    )
    return f'<table id="ctl00_CPH_dlAll"><tr><td><b>{heading or "اخر الاخبار"}</b></td></tr>{rows}<tr><td>1 <a>2</a> <a>3</a> <a>...</a></td></tr></table>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<table id="ctl00_CPH_dlNews"><tr><td class="ttl"><span style="font-size:16pt">{escape(title)}</span></td></tr><tr><td><span>{"<br /><br />".join(map(escape, paragraphs))}</span></td></tr></table>'


DESIGN = Design(
    outlet=OUTLET,
    habit="labels in a table, text in a <span>",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("", "الخبر المطلوب غير موجود في قاعدة البيانات"),
            ("خطأ", "عذرا لا يمكن عرض الخبر، قد يكون تم حذفه من قبل الادارة"),
        ),
    ),
)
