"""A pan-Arab broadcaster: server-rendered components, a NewsArticle in JSON, «آخر تحديث» beside the publication."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, half_day, utc, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("madar", "شبكة المدار", "Al Madar Network", "QA", "Asia/Qatar")
_FIRST = ("أسامة", "فاطمة الزهراء", "معاذ", "سندس", "عبد الحكيم", "زينب", "يونس", "إسراء")
_LAST = ("الكواري", "بن عمار", "السعدني", "الحمداني", "ولد سيدي", "المجذوب", "العلوي", "قاسم")
_MECCA = ("(توقيت مكة)", "(بتوقيت مكة المكرمة)", "بتوقيت مكة المكرمة")


def article(posting: Posting) -> Printed:
    """Give a report with its breadcrumbs, its two dates and the network's own lists within the text."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, section = posting.moment, posting.one(wordings.SECTIONS)
    topics, deck, photo = wordings.topics(posting), wordings.deck(posting), wordings.photo(posting)
    later = moment + timedelta(minutes=posting.random.randrange(1, 19)) if moment else None
    schema = posting.maybe(0.8)
    head = _schema(posting, people, section, topics, later) if schema else ""
    dates, precision = _dates(posting, later) if moment and later else ("", None)
    if moment and schema:
        precision = "minute"
    by = ""
    if people:
        links = posting.one((" و", "، ")).join(
            f'<a class="author-link" href="/author/1">{one}</a>' for one in people
        )
        by = f'<div class="article-b-l"><span class="article-author-name">{links}</span></div>'
    figure = (
        f'<figure class="article-featured-image"><div class="responsive-image"><img src="/wp-content/{posting.number}.jpg?resize=770" alt="{photo}"/></div><figcaption>{photo} ({posting.one(("رويترز", "غيتي", "الفرنسية", "المدار"))})</figcaption></figure>'
        if photo
        else ""
    )
    source = f'<div class="article-source"><span class="article-source__label">المصدر : </span><span>{posting.one(("المدار", "المدار + وكالات", "وكالات", "الصحافة البريطانية", "مواقع إلكترونية"))}</span></div>'
    tags = (
        f'<div class="article-more-topics"><h3>حول هذه القصة</h3><ul>{"".join(f"<li><a href=/tag/{n}/>{topic}</a></li>" for n, topic in enumerate(topics))}</ul></div>'
        if topics
        else ""
    )
    main = f"""<main id="main-content-area" class="l-col l-col--8"><div class="breadcrumbs"><a href="/">الرئيسية</a><span aria-hidden="true">|</span><a href="/s/">{section}</a></div><header class="article-header"><h1>{escape(posting.title)}</h1>{f'<p class="article__subhead"><em>{deck}</em></p>' if deck else ""}</header>{figure}
<div class="article-info-block">{by}<div class="article-dates">{dates}</div><div class="article__social-share"><span class="screen-reader-text">شارِك عبر مواقع التواصل</span><button>حفظ المادة</button></div></div><div class="wysiwyg wysiwyg--all-content" aria-live="polite">{_text(posting)}</div>{source}{tags}{_stories(posting, 4)}</main>"""
    return Printed(
        path=f"/{posting.one(('news', 'politics', 'ebusiness'))}/{moment:%Y}/{moment.month}/{moment.day}/khabar-{posting.number}"
        if moment
        else f"/news/khabar-{posting.number}",
        html=_page(posting, posting.title, main, head),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _dates(posting: Posting, later: datetime) -> tuple[str, str]:
    """Give the line of dates, and how closely its publication is told."""
    moment = later if posting.moment is None else posting.moment
    slashed = f"{moment.day}/{moment.month}/{moment.year}"
    updated = f"{later.day}/{later.month}/{later.year}"
    greenwich, renewed = moment.astimezone(UTC), later.astimezone(UTC)
    clock = posting.one(_MECCA)
    by_day = f'<div class="date-simple"><span class="screen-reader-text">Published On {slashed}</span><span aria-hidden="true">{slashed}</span></div><div class="date-updated">آخر تحديث: {updated} {half_day(later)} {clock}</div>'
    forms = (
        (by_day, "day"),
        (
            f'<span>نُشر في: {written(moment, GREGORIAN)} {moment:%H:%M} {clock}</span><span class="sep">|</span><span>آخر تحديث: {written(later, GREGORIAN)} {later:%H:%M} {clock}</span>',
            "minute",
        ),
        (
            f"<span>تاريخ النشر: {written(greenwich, GREGORIAN)} - {greenwich:%H:%M} GMT</span><span>آخر تحديث: {written(renewed, GREGORIAN)} - {renewed:%H:%M} GMT</span>",
            "minute",
        ),
        (f'<div class="date-simple">{weekday(moment)} {slashed}</div>', "day"),
    )
    return posting.random.choice(forms)


def _schema(
    posting: Posting, people: Sequence[str], section: str, topics: Sequence[str], later: datetime | None
) -> str:
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{posting.outlet.homepage}news/khabar-{posting.number}",
        "headline": posting.title,
        "articleSection": section,
        "author": [{"@type": "Person", "name": one} for one in people]
        or {"@type": "Organization", "name": posting.outlet.name},
        "publisher": {"@type": "Organization", "name": posting.outlet.name},
    }
    if posting.moment and later:
        said["datePublished"], said["dateModified"] = utc(posting.moment), utc(later)
    if topics:
        said["keywords"] = ", ".join(topics)
    crumbs = {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "الرئيسية"},
            {"@type": "ListItem", "position": 2, "name": section},
        ],
    }
    return "".join(
        f'<script data-schema="{name}" type="application/ld+json">{json.dumps(one, ensure_ascii=False)}</script>'
        for name, one in (("article", said), ("crumbs", crumbs))
    )


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        near = posting.neighbours[number % 8 : number % 8 + 3]
        return posting.one(
            (
                f'<section class="more-on"><h2 class="more-on__heading">{posting.one(wordings.MORE)}</h2><ul class="more-on__list">{"".join(f"<li><span>list {n} of 3</span>{furniture.link(one)}</li>" for n, one in enumerate(near, 1))}</ul><span class="end-of-list">end of list</span></section>',
                f'<div class="container--ads"><div class="ad__label">{posting.one(wordings.PROMOTED)}</div></div>',
                f'<div class="newsletter-slice"><h4>{posting.one(wordings.FOLLOW)}</h4><button>اشترك</button></div>',
            )
        )

    return "".join(furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.15))


def _stories(posting: Posting, count: int) -> str:
    cards = "".join(
        f'<article class="gc gc--type-post"><div class="gc__content"><h3 class="gc__title"><a href="{one.path}"><span>{escape(one.title)}</span></a></h3><div class="gc__excerpt"><p>{escape(one.teaser)}</p></div><div class="gc__date__date"><span class="screen-reader-text">Published On {one.moment.day}/{one.moment.month}/{one.moment.year}</span></div></div></article>'
        for one in posting.neighbours[-count:]
    )
    return f'<div class="article-related"><h2>{posting.one(wordings.BOXES)}</h2>{cards}</div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the network."""
    return _page(posting, title, f'<main id="main-content-area">{main}</main>', "")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    state = json.dumps(
        {"trending": [{"title": one.title, "date": utc(one.moment)} for one in posting.neighbours[:5]]},
        ensure_ascii=False,
    )
    top = "".join(f'<li class="trending__item">{furniture.link(one)}</li>' for one in posting.neighbours[:5])
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"/><title data-rh="true">{escape(title)} | أخبار | {posting.outlet.name}</title><meta data-rh="true" property="og:title" content="{escape(title)}"/><meta data-rh="true" property="og:site_name" content="{posting.outlet.name}"/><meta data-rh="true" name="twitter:card" content="summary_large_image"/>{head}</head><body><div id="root"><a class="skip-links__link" href="#main">تخطَّ إلى المحتوى</a><header class="site-header"><span class="screen-reader-text">البث الحي</span><ul class="menu header-menu">{"".join(f"<li>{one}</li>" for one in wordings.bar(posting, 9))}</ul></header>
<div class="container__inner">{main}<aside class="sidebar-sticky"><h2>{posting.one(wordings.TOP)}</h2><ol>{top}</ol></aside></div><footer class="site-footer"><p>{posting.one(wordings.FOLLOW)}</p><p>حقوق البث والنشر © {posting.clock.year} شبكة المدار الإعلامية</p></footer></div><script>window.__APOLLO_STATE__={state.replace("</", "<" + chr(92) + "/")};</script></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (
        f'<header class="feed-header"><h1>{heading or posting.outlet.name}</h1></header>'
        + _stories(posting, 14)
        + '<button class="show-more-button">عرض المزيد</button>'
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<header class="article-header"><h1>{escape(title)}</h1></header><div class="wysiwyg wysiwyg--all-content">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a broadcaster's components, GMT and Mecca",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("404", "عذراً! الصفحة التي طلبتها ليست هنا. جرّب البحث في الموقع أو تصفح أبرز العناوين."),
            ("لم نعثر على الصفحة", "ربما تغيّر رابط المادة أو أزيلت من الموقع."),
        ),
        consent=(
            '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"/><title>NAME</title></head><body><div id="onetrust-consent-sdk"><h2>أنت من يقرر</h2><p>تسمح لنا ملفات الارتباط ولشركائنا بحفظ تفضيلاتك وقياس عدد القراء وعرض إعلانات ملائمة. اقبل أو اضبط خياراتك قبل الدخول.</p><button>اقبل الكل</button><button>ارفض الكل</button><button>إعدادات ملفات الارتباط</button></div></body></html>',
        ),
    ),
)
