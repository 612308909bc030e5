"""A Gulf daily on Adobe's content manager: grids of components, the text cut in several of them, a data layer."""

import json
from collections.abc import Sequence
from datetime import timedelta
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, half_day, utc, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("dhafra", "صحيفة الظفرة", "Al Dhafra", "AE", "Asia/Dubai")
_FIRST = ("حمد", "موزة", "سلطان", "عبدالله", "شمّا", "راشد", "ناهد", "عماد", "محمد", "أمل")
_LAST = ("الظاهري", "المنصوري", "عبد الحميد", "النعيمي", "الكتبي", "خلف", "الزرعوني", "آل علي")
_CITIES = ("أبوظبي", "دبي", "الشارقة", "العين", "الفجيرة", "رأس الخيمة")


def article(posting: Posting) -> Printed:
    """Give a report whose source names city and reporter, as Emirati dailies do."""
    people = wordings.names(posting, _FIRST, _LAST)
    city, day, precision = posting.one(_CITIES), "", None
    moment = posting.moment
    if moment:
        precision = "minute" if posting.with_time else "day"
        clock = (
            posting.one((f" {half_day(moment, ('صباحاً', 'مساءً'))}", f" {moment:%H:%M}"))
            if precision == "minute"
            else ""
        )
        shown = posting.one(
            (
                f"{moment.day:02} {GREGORIAN[moment.month - 1]} {moment.year}",
                f"{weekday(moment)} {written(moment, GREGORIAN)}",
            )
        )
        day = f'<div class="articledate cmp-container"><span class="cmp-date__label">التاريخ:</span><span>{shown}{clock}</span></div>'
        if posting.maybe(0.3):
            later = moment + timedelta(minutes=posting.random.randrange(1, 15))
            day += f'<div class="cmp-updated">آخر تحديث: {written(later, GREGORIAN)}</div>'
    who = " و".join(people) or wordings.agency(posting) or posting.outlet.name.removeprefix("صحيفة ")
    source = posting.one((f"{city} - {who}", f"{who} - {city}", f"{city} – {who}", who))
    deck, photo, topics = wordings.deck(posting), wordings.photo(posting), wordings.topics(posting)
    section = posting.one(wordings.SECTIONS)
    main = f"""{_component("breadcrumb", f'<ol class="cmp-breadcrumb__list"><li>{posting.one(("البداية", "الرئيسية"))}</li><li>{section}</li></ol>')}
{_component("title", f'<h1 class="cmp-title__text">{escape(posting.title)}</h1>')}{_component("text", f'<h2 class="cmp-text__deck">{deck}</h2>') if deck else ""}
{_component("source", f'<span class="cmp-source__label">المصدر:</span> <span class="cmp-source__value">{source}</span>') if posting.signature else ""}{_component("date", day) if day else ""}
{_component("image", f'<div data-cmp-is="image" class="cmp-image"><img src="/content/dam/dhafra/{posting.random.randrange(2015, 2026)}/3/1/p.jpeg" class="cmp-image__image" alt=""/>{f"<span class=cmp-image__title itemprop=caption>{photo}</span>" if photo else ""}</div>')}
{_text(posting)}{_component("tags", "".join(f'<a class="cmp-tag" href="/t/{n}">{topic}</a>' for n, topic in enumerate(topics))) if topics else ""}{_teasers(posting)}"""
    layer = {
        "page-1f": {
            "@type": "dhafra/components/page",
            "repo:modifyDate": utc(posting.captured_at),
            "dc:title": posting.title,
        }
    }
    head = f"<meta name=template content=article-page><script>window.adobeDataLayer=[{json.dumps(layer)}]</script>"
    if moment and posting.maybe(0.3):
        head += f'<meta property="article:published_time" content="{utc(moment)}"/>'
        precision = "minute"
    return Printed(
        path=f"/ar/{posting.one(('local', 'economy', 'world'))}/{posting.random.randrange(2012, 2026)}-{posting.random.randrange(1, 13):02}-{posting.random.randrange(1, 29):02}-1.{posting.number + 4_400_000}",
        html=_page(posting, posting.title, main, head),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _component(name: str, inner: str) -> str:
    return f'<div class="{name} aem-GridColumn aem-GridColumn--default--12"><div class="cmp-{name}">{inner}</div></div>'


def _text(posting: Posting) -> str:
    """Give the text in components of one to four paragraphs, with others between them."""
    parts, left = [], list(posting.paragraphs)
    while left:
        count = posting.random.randint(1, 4)
        parts.append(_component("text", "\n".join(f"<p>{escape(text)}</p>" for text in left[:count])))
        left = left[count:]
        if left and posting.maybe(0.4):
            one = posting.neighbours[len(left) % 9]
            parts.append(
                posting.one(
                    (
                        _component("ad", f"<p>{posting.one(wordings.PROMOTED)}</p>"),
                        _component(
                            "teaser",
                            f'<p class="cmp-teaser__pretitle">{posting.one(wordings.MORE)}</p><a class="cmp-teaser__link" href="{one.path}">{escape(one.title)}</a>',
                        ),
                        _component("experiencefragment", f"<p>{posting.one(wordings.FOLLOW)}</p>"),
                    )
                )
            )
    return "\n".join(parts)


def _teasers(posting: Posting) -> str:
    return _component(
        "list",
        f'<h3 class="cmp-list__title">{posting.one(wordings.BOXES)}</h3>'
        + "".join(
            f'<div class="cmp-teaser"><h2 class="cmp-teaser__title"><a href="{one.path}">{escape(one.title)}</a></h2><div class="cmp-teaser__description"><p>{escape(one.teaser)}</p></div><span>{written(one.moment, GREGORIAN)}</span></div>'
            for one in posting.neighbours[:4]
        ),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "<meta name=template content=landing-page>")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    top = "".join(
        f'<li class="cmp-rank"><a href="{one.path}">{escape(one.title)}</a></li>'
        for one in posting.neighbours[8:13]
    )
    return f"""<!DOCTYPE HTML><html lang="ar-AE" dir="rtl"><head><meta charset="UTF-8"/><title>{escape(title)} | {posting.outlet.name}</title>{head}<meta property="og:title" content="{escape(title)} | {posting.outlet.name}"/></head>
<body class="page basicpage"><div class="root responsivegrid"><div class="aem-Grid aem-Grid--12"><div class="experiencefragment"><div class="cmp-experiencefragment--header"><p>{weekday(posting.clock)} {written(posting.clock, GREGORIAN)}</p><p>مواقيت الصلاة الفجر 05:12</p><ul>{"".join(f"<li>{item}</li>" for item in wordings.bar(posting, 10))}</ul></div></div>
<div class="responsivegrid aem-GridColumn--default--8"><div class="cmp-container">{main}</div></div><div class="responsivegrid aem-GridColumn--default--4"><div class="cmp-container"><h4>{posting.one(wordings.TOP)}</h4><ol>{top}</ol><p>{posting.one(wordings.FOLLOW)}</p></div></div>
<div class="experiencefragment"><footer class="cmp-experiencefragment--footer"><p>© {posting.clock.year} {posting.outlet.name} - شركة الظفرة للإعلام ش.ذ.م.م</p></footer></div></div></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    rows = "".join(
        f'<article class="cmp-contentfragment"><h3><a href="{one.path}">{escape(one.title)}</a></h3><span>{written(one.moment, GREGORIAN)}</span><p>{escape(one.teaser)}</p></article>'
        for one in posting.neighbours
    )
    return _component(
        "title", f'<h1 class="cmp-title__text">{heading or posting.outlet.name}</h1>'
    ) + _component("list", rows)


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return _component("title", f'<h1 class="cmp-title__text">{escape(title)}</h1>') + _component(
        "text", "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    )


DESIGN = Design(
    outlet=OUTLET,
    habit="Adobe's components, «المصدر: دبي - فلان»",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("لم نجد ما تبحث عنه", "قد تكون الصفحة نُقلت أو أُلغيت، استخدم البحث أو عُد إلى البداية."),
            ("404 - الصفحة غير متاحة", "تأكد من صحة العنوان الذي كتبته."),
        ),
        consent=(
            '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>NAME</title></head><body><div id="onetrust-banner-sdk" role="dialog"><h2>خصوصيتك تهمنا</h2><p>عند زيارتك موقعنا فإننا وشركاءنا نخزن ملفات تعريف الارتباط على جهازك لتحسين الأداء وعرض محتوى مخصص. اختر ما يناسبك قبل المتابعة.</p><button id="onetrust-accept-btn-handler">قبول الجميع</button><button>تخصيص الإعدادات</button></div></body></html>',
        ),
    ),
)
