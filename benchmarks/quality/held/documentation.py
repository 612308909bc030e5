"""A Syrian documentation group on Elementor: post info in a list, statements of the group, a user as author."""

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, LEVANTINE, half_day, iso, utc, weekday, written
from benchmarks.quality.designs import newest_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("shahed-sy", "مركز شاهد للتوثيق", "Shahed Documentation Centre", "SY", "Asia/Damascus")
_FIRST = ("أغيد", "رزان", "غياث", "لبنى", "مصعب", "يارا", "عبد الهادي", "سناء")
_LAST = ("الصباغ", "الحلاق", "درويش", "قطان", "العاسمي", "الجندلي", "شيخاني", "عرنوس")
_USERS = ("admin", "shahed-editor", "فريق التوثيق", "مركز شاهد للتوثيق")


def article(posting: Posting) -> Printed:
    """Give a report or statement; half of the dated ones also tell machines their minute."""
    people = wordings.names(posting, _FIRST, _LAST) if posting.maybe(0.6) else ()
    moment, items, precision, head = posting.moment, [], None, ""
    user = posting.one(_USERS)
    if moment:
        precision = "minute" if posting.with_time else "day"
        items = _info(posting, moment)
        if posting.maybe(0.5):
            head, precision = _graph(posting, moment, people[0] if people else user), "minute"
    shown = posting.one((" و", "، ")).join(people) or (posting.one(_USERS[2:]) if posting.maybe(0.5) else "")
    if shown:
        items.insert(
            posting.random.randrange(len(items) + 1),
            _item("author", posting.one(("", "إعداد: ", "بقلم ") if people else ("",)) + shown),
        )
    topics, photo, section = wordings.topics(posting), wordings.photo(posting), posting.one(wordings.SECTIONS)
    if topics and posting.maybe(0.5):
        tags = ", ".join(
            f'<a href="/tag/{n}/" class="elementor-post-info__terms-list-item">{one}</a>'
            for n, one in enumerate(topics)
        )
        after = _widget(
            "post-info", f'<ul class="elementor-inline-items">{_item("terms", f"الوسوم: {tags}")}</ul>'
        )
    else:
        topics, after = (), ""
    download = '<a class="elementor-button" href="/r.pdf"><span>تحميل التقرير كاملاً بصيغة PDF</span></a>'
    parts = [
        _widget("post-info", _item("terms", f'<a href="/category/{posting.number % 5}/">{section}</a>')),
        _widget(
            "theme-post-title",
            f'<h1 class="elementor-heading-title elementor-size-default">{escape(posting.title)}</h1>',
        ),
        _widget(
            "post-info",
            f'<ul class="elementor-inline-items elementor-icon-list-items elementor-post-info">{"".join(items)}</ul>',
        ),
        _widget(
            "theme-post-featured-image",
            f'<figure class="wp-caption"><img src="/wp-content/{posting.number}.jpg" alt="">{f"<figcaption class=widget-image-caption>{photo}</figcaption>" if photo else ""}</figure>',
        ),
        _widget("theme-post-content", _text(posting)),
        _widget("button", download) if posting.maybe(0.5) else "",
        after,
        _widget("share-buttons", "<span>مشاركة على فيسبوك</span><span>مشاركة على تيليغرام</span>"),
        _posts(posting, 4),
    ]
    return Printed(
        path=f"/{posting.one(('reports', 'statements', 'news'))}/{posting.random.randrange(10**3, 10**5)}/",
        html=_page(posting, posting.title, "".join(parts), head),
        precision=precision,
        persons=people,
        asides=printed(section=section, tags=topics, caption=photo),
    )


def _widget(kind: str, inside: str) -> str:
    return f'<div class="elementor-element elementor-widget elementor-widget-{kind}" data-widget_type="{kind}.default"><div class="elementor-widget-container">{inside}</div></div>'


def _item(kind: str, inside: str) -> str:
    return f'<li class="elementor-icon-list-item"><span class="elementor-icon-list-text elementor-post-info__item elementor-post-info__item--type-{kind}">{inside}</span></li>'


def _info(posting: Posting, moment: datetime) -> list[str]:
    day = posting.one(
        (
            f"{GREGORIAN[moment.month - 1]} {moment.day}, {moment.year}",
            written(moment, LEVANTINE),
            f"{moment.day} {GREGORIAN[moment.month - 1]}، {moment.year}",
            f"{weekday(moment)} {written(moment, LEVANTINE)}",
        )
    )
    wrapped = f"<time>{day}</time>" if posting.maybe(0.5) else day
    items = [_item("date", posting.one(("", "تاريخ النشر: ")) + wrapped)]
    if posting.with_time:
        items.append(
            _item(
                "time",
                posting.one((f"{moment:%H:%M}", half_day(moment), half_day(moment, ("صباحًا", "مساءً")))),
            )
        )
    return items


def _graph(posting: Posting, moment: datetime, author: str) -> str:
    page = {
        "@type": "Article",
        "headline": posting.title,
        "datePublished": utc(moment, "+00:00"),
        "author": {"name": author},
    }
    if posting.maybe(0.5):
        return f'<meta property="article:published_time" content="{iso(moment)}">'
    whole = {
        "@context": "https://schema.org",
        "@graph": [page, {"@type": "Organization", "name": posting.outlet.name}],
    }
    return f'<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(whole, ensure_ascii=False)}</script>'


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 6]
        return posting.one(
            (
                f"<p><strong>{posting.one(wordings.MORE)}</strong> {furniture.link(one)}</p>",
                f'<blockquote class="wp-embedded-content"><a href="{one.path}">{escape(one.title)}</a></blockquote>',
            )
        )

    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.08)
    )


def _posts(posting: Posting, count: int) -> str:
    cards = "".join(
        f'<article class="elementor-post elementor-grid-item"><h3 class="elementor-post__title">{furniture.link(one)}</h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{written(one.moment, LEVANTINE)}</span></div><div class="elementor-post__excerpt"><p>{escape(one.teaser)}</p></div><a class="elementor-post__read-more">اقرأ التقرير »</a></article>'
        for one in posting.neighbours[:count]
    )
    return _widget(
        "heading", f'<h2 class="elementor-heading-title">{posting.one(wordings.BOXES)}</h2>'
    ) + _widget("posts", cards)


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the group."""
    return _page(posting, title, main, "")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    return f"""<!doctype html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{escape(title)} - {posting.outlet.name}</title>{head}</head><body class="elementor-default"><header class="elementor elementor-location-header"><ul>{wordings.bar(8)}</ul><a>تبرّع</a></header>
<div class="elementor elementor-location-single"><section class="elementor-section"><div class="elementor-container">{main}</div></section></div>
<footer class="elementor elementor-location-footer">{_widget("text-editor", f"<p>مركز شاهد منظمة مستقلة غير ربحية توثق الانتهاكات وتحفظ الشهادات.</p><p>{posting.one(wordings.FOLLOW)}</p>")}{_widget("heading", f"<p>© {posting.clock.year} مركز شاهد للتوثيق</p>")}</footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (
        _widget("heading", f"<h1>{heading or 'أحدث التقارير'}</h1>")
        + _posts(posting, 14)
        + "<nav><a>« السابق</a> <a>2</a> <a>التالي »</a></nav>"
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    text = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return _widget("theme-post-title", f"<h1>{escape(title)}</h1>") + _widget("theme-post-content", text)


DESIGN = Design(
    outlet=OUTLET,
    habit="Elementor's post info, a group's statements",
    article=article,
    shell=shell,
    held=True,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("لم يتم العثور على الصفحة", "يبدو أنه لا يوجد شيء في هذا الموقع."),
            ("404", "الوثيقة التي تبحث عنها نُقلت أو أزيلت حفاظاً على سلامة الشهود."),
        ),
    ),
)
