"""A Lebanese agency's dispatches: «أهلية - بيروت -», the hour before the section, a rule and letters at the end."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import LEVANTINE, iso, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("ahliya", "الوكالة الأهلية للأنباء", "Ahliya News Agency", "LB", "Asia/Beirut")
_MARK = "أهلية"
_FIRST = ("جويل", "علي", "ريما", "شربل", "زينة", "مارون", "سحر", "فؤاد")
_LAST = ("بو ضاهر", "عساف", "المقداد", "كرم", "حيدر", "معوض", "الديراني", "سلوم")
_CITIES = ("بيروت", "صيدا", "طرابلس", "زحلة", "بعلبك", "صور", "النبطية")


def article(posting: Posting) -> Printed:
    """Give a dispatch; a writer is named only over what the agency calls an inquiry."""
    people = wordings.names(posting, _FIRST, _LAST) if posting.maybe(0.35) else ()
    moment, day, precision, head = posting.moment, "", None, ""
    section = posting.one(wordings.SECTIONS)
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = _shown(posting, moment, section)
        if posting.maybe(0.25):
            head, precision = f'<meta itemprop="datePublished" content="{iso(moment)}">', "minute"
    city = posting.one(_CITIES)
    opening = posting.one(
        (f"{_MARK} - {city} - ", f"{_MARK} - {city} - ", f"{_MARK} – {city} – ", f"{_MARK} - ")
    )
    place = city if city in opening else None
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    by = (
        f'<div class="ReporterName">{posting.one(("تحقيق ", "كتبت: " if people[0].startswith(("جويل", "ريما", "زينة", "سحر")) and len(people) == 1 else "كتب: ", "تحقيق: ", ""))}{" و".join(people)}</div>'
        if people
        else ""
    )
    end = posting.one(("", "===========ر.ح.", "=======م.ع", '<span dir="rtl">============== ل.خ</span>'))
    photo = wordings.photo(posting)
    joint = posting.one(("p", "p", "br", "div"))
    lines = [escape(text) for text in (*texts, "") if text]
    if end:
        lines.append(end)
    body = (
        "<br/>&nbsp;<br/>".join(lines)
        if joint == "br"
        else "".join(f"<{joint} style='direction:rtl'>{line}</{joint}>" for line in lines)
    )
    main = f"""<div class="NewsDetails" itemscope itemtype="http://schema.org/NewsArticle">{head}<h1 class="NewsTitle" itemprop="headline">{escape(posting.title)}</h1><div class="NewsDate">{day}</div>{by}<div class="NewsPhoto"><img src="/photos/{posting.number}.jpg"/>{f'<div class="PhotoCaption">{photo}</div>' if photo else ""}</div><div class="Tools"><a>إرسال إلى صديق</a><a>طباعة</a><a>تكبير الخط</a></div>
<div class="NewsBody" itemprop="articleBody">{body}</div><div class="Follow"><p>تابعوا أخبار {posting.outlet.name} عبر إذاعة الأهلية على الموجات 98.5 و98.1 FM</p></div></div>{_after(posting)}"""
    return Printed(
        path=f"/ar/{posting.one(('politics', 'miscellaneous', 'economy'))}/{posting.random.randrange(10**5, 10**6)}/khabar",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(section=section, caption=photo, place=place, agency=_MARK),
    )


def _shown(posting: Posting, moment: datetime, section: str) -> str:
    day = f"{weekday(moment)} {written(moment, LEVANTINE)}"
    clock = f"{moment:%H:%M}" if posting.with_time else ""
    forms = (
        f"{day} الساعة {clock} {section}" if clock else f"{day} {section}",
        f"<span>{day}</span> <span>{clock}</span> <a href='/c'>{section}</a>",
        f"{day} | {clock} | {section}" if clock else f"{day} | {section}",
        f"{weekday(moment)}، {written(moment, LEVANTINE)} {clock}<br/>القسم: {section}",
    )
    return posting.one(forms)


def _after(posting: Posting) -> str:
    cards = "".join(
        f'<div class="RelatedItem"><a href="{one.path}">{escape(one.title)}</a><div class="RelatedDate">{weekday(one.moment)} {written(one.moment, LEVANTINE)} | {one.moment:%H:%M}</div><div class="RelatedBrief">{escape(one.teaser)}</div></div>'
        for one in posting.neighbours[:5]
    )
    return f'<div class="Related"><h3>{posting.one(wordings.BOXES)}</h3>{cards}</div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the agency."""
    now = posting.clock
    wire = "".join(
        f'<div class="WireItem"><span>{one.moment:%H:%M}</span><a href="{one.path}">{_MARK} - {escape(one.title)}</a></div>'
        for one in posting.neighbours[5:13]
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{posting.outlet.name} - {escape(title)}</title><meta name="keywords" content="لبنان، أنباء، وكالة"></head><body><div class="Top"><div class="Ministry">الجمهورية اللبنانية - مؤسسة الأهلية للإعلام</div><div class="Now">{weekday(now)} {written(now, LEVANTINE)} - آخر تحديث {now:%H:%M}</div><ul class="Nav">{"".join(f"<li>{one}</li>" for one in wordings.bar(posting, 10))}</ul><div class="Lang"><a>English</a><a>Français</a></div></div>
<div class="Main"><div class="Center">{main}</div><div class="Wire"><h4>النشرة على مدار الساعة</h4>{wire}</div><div class="Side"><h4>{posting.one(wordings.TOP)}</h4><p>{posting.one(wordings.FOLLOW)}</p><p>بيروت 22° الأرز 9°</p></div></div>
<div class="Bottom"><p>© {now.year} الوكالة الأهلية للأنباء - بيروت، شارع الحمراء</p><p>مديرة الوكالة وداد صوايا</p></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    rows = "".join(
        f'<div class="ListItem"><span>{weekday(one.moment)} {written(one.moment, LEVANTINE)} | {one.moment:%H:%M}</span><a href="{one.path}">{escape(one.title)}</a><div>{_MARK} - {escape(one.teaser)}</div></div>'
        for one in posting.neighbours
    )
    return f'<h1 class="ListTitle">{heading or "نشرة اليوم"}</h1>{rows}<div class="Pages"><a>1</a><a>2</a><a>3</a></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="NewsDetails"><h1 class="NewsTitle">{escape(title)}</h1><div class="NewsBody">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="an agency's mark, الساعة 15:22 before the section",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("غير موجود", "عذراً، هذا الخبر غير موجود في أرشيف الوكالة."),
            ("404", "الصفحة التي تحاولون فتحها غير متوافرة."),
        ),
    ),
)
