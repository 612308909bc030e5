"""An Emirati newspaper's system: microdata with two times, «آخر تحديث», city and source before the name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, half_day, iso, weekday, written
from benchmarks.quality.designs import newest_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("liwa24", "صحيفة ليوا اليوم", "Liwa Today", "AE", "Asia/Dubai")
_FIRST = ("راشد", "موزة", "سيف", "عفراء", "خلفان", "ميثاء", "سلطان", "شمسة")
_LAST = ("الكتبي", "المزروعي", "الشامسي", "النقبي", "الظاهري", "بن ثالث", "الحوسني", "المنصوري")
_CITIES = ("دبي", "أبوظبي", "الشارقة", "العين", "الفجيرة", "رأس الخيمة")


def article(posting: Posting) -> Printed:
    """Give a report whose time and update are both told to machines and readers, or to readers only."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = _dates(posting, moment)
    city, office = posting.one(_CITIES), wordings.agency(posting)
    if people:
        named = posting.one((" - ", "، ", " و")).join(
            f'<a href="/author/{n}" itemprop="name">{one}</a>' for n, one in enumerate(people)
        )
        before = posting.one(("المصدر: ", f"{city}: ", f"{city} - ", ""))
        by = f'<div class="author" itemprop="author" itemscope itemtype="https://schema.org/Person">{before}{named}</div>'
    else:
        source = posting.one((office or "وام", f"{city} - ليوا اليوم", f"{city} - {office or 'وام'}"))
        by = f'<div class="author">{posting.one(("المصدر: ", "", ""))}{source}</div>'
    deck, photo, topics = wordings.deck(posting), wordings.photo(posting), wordings.topics(posting)
    section = posting.one(wordings.SECTIONS)
    tags = "".join(f'<a href="/tags/{n}" rel="tag">{one}</a>' for n, one in enumerate(topics))
    figure = f'<figure class="main-media"><img src="/image/{posting.number}.jpg" alt="">{f"<figcaption>{photo}</figcaption>" if photo else ""}</figure>'
    main = f"""<ol class="breadcrumbs"><li><a href="/">الرئيسية</a></li><li><a href="/{posting.number % 7}">{section}</a></li></ol>
<article class="article-page" itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{escape(posting.title)}</h1>{f'<h2 class="sub" itemprop="alternativeHeadline">{deck}</h2>' if deck else ""}{figure}<div class="meta">{by}{day}</div><ul class="tools"><li>استمع</li><li>حفظ</li><li>حجم النص</li></ul>
<div class="article-text" itemprop="articleBody">{_text(posting)}</div>{f'<div class="keywords"><strong>كلمات دالة</strong>{tags}</div>' if tags else ""}</article>{_cards(posting, 5)}"""
    return Printed(
        path=f"/{posting.one(('uae', 'economy', 'sports'))}/{posting.random.randrange(10**5, 10**7)}-1.{posting.random.randrange(10**6, 10**7)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _dates(posting: Posting, moment: datetime) -> str:
    later = moment + timedelta(minutes=posting.random.randrange(2, 18))
    machine = iso if posting.with_time else _plain_day
    both = [
        f'<span class="published">{posting.one(("التاريخ: ", "نشر في: ", ""))}<time itemprop="datePublished" datetime="{machine(moment)}">{_shown(posting, moment)}</time></span>'
    ]
    if posting.maybe(0.6):
        changed = f'<span class="updated">آخر تحديث: <time itemprop="dateModified" datetime="{machine(later)}">{_shown(posting, later)}</time></span>'
        both.insert(posting.random.randrange(2), changed)
    text = "".join(both)
    if posting.maybe(0.35):
        for machine_word in (' itemprop="datePublished"', ' itemprop="dateModified"'):
            text = text.replace(machine_word, "")
    return f'<div class="dates">{text}</div>'


def _plain_day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _shown(posting: Posting, moment: datetime) -> str:
    day = posting.one(
        (written(moment, GREGORIAN), f"{weekday(moment)} {written(moment, GREGORIAN)}", f"{moment:%d-%m-%Y}")
    )
    clock = posting.one(
        (f" {moment:%H:%M}", f" - {half_day(moment)}", f" | {half_day(moment, ('صباحاً', 'مساءً'))}")
    )
    return day + (clock if posting.with_time else "")


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 7]
        return posting.one(
            (
                f'<div class="inline-related"><span>{posting.one(wordings.MORE)}</span> {furniture.link(one)}</div>',
                f'<div class="ad-slot"><span>{posting.one(wordings.PROMOTED)}</span></div>',
                f'<div class="cta"><p>{posting.one(wordings.FOLLOW)}</p></div>',
            )
        )

    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.12)
    )


def _cards(posting: Posting, count: int) -> str:
    cards = "".join(
        f'<div class="card"><a href="{one.path}"><h3>{escape(one.title)}</h3></a><time datetime="{iso(one.moment)}">{written(one.moment, GREGORIAN)}</time><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours[:count]
    )
    return f'<section class="more"><h4>{posting.one(wordings.BOXES)}</h4>{cards}</section>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the paper."""
    now = posting.clock
    top = "".join(f"<li>{furniture.link(one)}</li>" for one in posting.neighbours[8:13])
    return f"""<!DOCTYPE html><html lang="ar-ae" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} - {posting.outlet.name}</title><meta property="og:title" content="{escape(title)}"><meta property="og:site_name" content="{posting.outlet.name}"></head><body><header><div class="today">{weekday(now)} {written(now, GREGORIAN)} | دبي 34° | الفجر 04:51</div><ul class="nav">{wordings.bar(11)}</ul></header>
<div class="layout"><div class="col-main">{main}</div><div class="col-side"><h4>{posting.one(wordings.TOP)}</h4><ol>{top}</ol><p>{posting.one(wordings.FOLLOW)}</p></div></div><footer><p>جميع حقوق النشر محفوظة {now.year} © مؤسسة ليوا للإعلام</p></footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return f'<h1>{heading or "آخر الأخبار"}</h1>{_cards(posting, 14)}<a class="load">حمّل المزيد</a>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<article class="article-page"><h1>{escape(title)}</h1><div class="article-text">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></article>'


DESIGN = Design(
    outlet=OUTLET,
    habit="two times in microdata, «آخر تحديث»",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عذراً", "يبدو أن هذه المادة لم تعد منشورة، يمكنك تصفح الأقسام من القائمة."),
            ("الصفحة غير متاحة", "العنوان الذي أدخلته لا يقود إلى أي مادة على موقعنا."),
        ),
    ),
)
