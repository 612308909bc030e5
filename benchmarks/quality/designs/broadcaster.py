"""A Libyan broadcaster on a page builder: widgets within sections, the month before the day, the hour apart."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, half_day, iso, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("sirtetv", "قناة خليج سرت", "Sirte Gulf TV", "LY", "Africa/Tripoli")
_FIRST = ("عبدالسلام", "نجلاء", "المهدي", "أسماء", "فرج", "خيرية", "معتز", "انتصار")
_LAST = ("الورفلي", "القماطي", "بن غزي", "الزنتاني", "المسماري", "الترهوني", "بوخريص", "الفيتوري")


def article(posting: Posting) -> Printed:
    """Give a report made of widgets."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, items, precision = posting.moment, [], None
    if moment:
        precision = "minute" if posting.with_time else "day"
        shown = posting.one(
            (
                f"{GREGORIAN[moment.month - 1]} {moment.day}, {moment.year}",
                f"{GREGORIAN[moment.month - 1]} {moment.day}, {moment.year}",
                written(moment, GREGORIAN),
                f"{moment:%Y/%m/%d}",
            )
        )
        items.append(
            f'<li class="elementor-icon-list-item"><a href="/{moment:%Y/%m/%d}/"><span class="elementor-post-info__item--type-date"><time>{shown}</time></span></a></li>'
            if posting.maybe(0.5)
            else f'<li class="elementor-icon-list-item"><span class="elementor-post-info__item--type-date">{shown}</span></li>'
        )
        if posting.with_time:
            items.append(
                f'<li class="elementor-icon-list-item"><span class="elementor-post-info__item--type-time">{posting.one((half_day(moment), f"{moment:%I}".lstrip("0") + f":{moment:%M} " + ("صباحًا" if moment.hour < 12 else "مساءً"), f"{moment:%H:%M}"))}</span></li>'
            )
    desk = posting.one(("غرفة الأخبار", "admin", "ليبيا – قناة خليج سرت"))
    who = " - ".join(people) or desk
    items.insert(
        posting.random.randint(0, len(items)),
        f'<li class="elementor-icon-list-item"><span class="elementor-post-info__item--type-author">{posting.one(("", "كتب بواسطة ", "بواسطة ")) if people else ""}{who}</span></li>',
    )
    items.append(
        f'<li class="elementor-icon-list-item"><span class="elementor-post-info__item--type-comments">{posting.one(("لا توجد تعليقات", "3 تعليقات"))}</span></li>'
    )
    photo, topics, section = wordings.photo(posting), wordings.topics(posting), posting.one(wordings.SECTIONS)
    city = posting.one(("طرابلس", "بنغازي", "مصراتة", "سبها"))
    opening = posting.one((f"{city} – ", f"خليج سرت – {city} | ", "", ""))
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    lines = [f"<p>{escape(text)}</p>" for text in texts]
    if len(lines) > 2 and posting.maybe(0.5):
        one = posting.neighbours[3]
        lines.insert(
            2,
            posting.one(
                (
                    f'<div class="elementor-shortcode rp4wp-related-posts"><h3>{posting.one(wordings.MORE)}</h3><ul><li><a href="{one.path}">{escape(one.title)}</a><p>{escape(one.teaser)}</p></li></ul></div>',
                    f'<figure class="wp-block-embed"><div><blockquote class="twitter-tweet"><p lang="ar" dir="rtl">{posting.one(wordings.FOLLOW)}</p>&mdash; {posting.outlet.name} (@sirte) <a href="https://t.example/1">{GREGORIAN[one.moment.month - 1]} {one.moment.day}, {one.moment.year}</a></blockquote></div></figure>',
                )
            ),
        )
    head = ""
    if moment and posting.maybe(0.2):
        head, precision = f'<meta property="article:published_time" content="{iso(moment)}" />', "minute"
    main = f"""{_widget("theme-post-title", f'<h1 class="elementor-heading-title elementor-size-default">{escape(posting.title)}</h1>')}{_widget("post-info", f'<ul class="elementor-inline-items">{"".join(items)}</ul>')}{_widget("post-terms", f'<a href="/c/">{section}</a>')}
{_widget("theme-post-featured-image", f'<figure class="wp-caption"><img src="/w.jpg" alt=""/>{f"<figcaption class=widget-image-caption>{photo}</figcaption>" if photo else ""}</figure>')}
{_widget("theme-post-content", chr(10).join(lines))}{_widget("share-buttons", "<div>Facebook</div><div>WhatsApp</div>")}{_widget("tags", "".join(f'<a rel="tag" href="/t">{topic}</a>' for topic in topics)) if topics else ""}
{_widget("post-navigation", f'<a href="{posting.neighbours[0].path}"><span>السابق</span><span>{escape(posting.neighbours[0].title)}</span></a><a href="{posting.neighbours[1].path}"><span>التالي</span><span>{escape(posting.neighbours[1].title)}</span></a>')}{_grid(posting, 4)}"""
    return Printed(
        path=f"/{posting.random.randrange(2012, 2025)}/{posting.random.randrange(1, 13):02}/khabar-{posting.number}/"
        if not moment
        else f"/{moment:%Y/%m/%d}/{posting.number}/",
        html=_page(posting, posting.title, main, head),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(section=section, tags=topics, caption=photo),
    )


def _widget(name: str, inner: str) -> str:
    return f'<div class="elementor-element elementor-widget elementor-widget-{name}" data-element_type="widget"><div class="elementor-widget-container">{inner}</div></div>'


def _grid(posting: Posting, count: int) -> str:
    cards = "".join(
        f'<article class="elementor-post elementor-grid-item"><div class="elementor-post__text"><h3 class="elementor-post__title"><a href="{one.path}">{escape(one.title)}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{GREGORIAN[one.moment.month - 1]} {one.moment.day}, {one.moment.year}</span></div><div class="elementor-post__excerpt"><p>{escape(one.teaser)}</p></div><a class="elementor-post__read-more">اقرأ المزيد »</a></div></article>'
        for one in posting.neighbours[-count:]
    )
    return _widget("heading", f"<h2>{posting.one(wordings.BOXES)}</h2>") + _widget(
        "posts", f'<div class="elementor-posts-container">{cards}</div>'
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    return f"""<!doctype html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{escape(title)} &#8211; {posting.outlet.name}</title>{head}</head><body class="elementor-default elementor-page"><div data-elementor-type="header" class="elementor-location-header"><section class="elementor-section">{_widget("nav-menu", "".join(wordings.bar(posting, 9)))}{_widget("text-editor", f"<p>{weekday(posting.clock)} {GREGORIAN[posting.clock.month - 1]} {posting.clock.day}, {posting.clock.year}</p><p>البث المباشر | التردد 11334 H نايل سات</p>")}</section></div>
<div data-elementor-type="single-post" class="elementor-location-single"><section class="elementor-section"><div class="elementor-column elementor-col-66">{main}</div><div class="elementor-column elementor-col-33">{_widget("sidebar", f"<h5>{posting.one(wordings.TOP)}</h5>" + "".join(f'<li><a href="{one.path}">{escape(one.title)}</a></li>' for one in posting.neighbours[2:7]))}{_widget("form", f"<label>{posting.one(wordings.FOLLOW)}</label>")}</div></section></div>
<div data-elementor-type="footer" class="elementor-location-footer">{_widget("text-editor", f"<p>قناة خليج سرت {posting.clock.year} ©</p>")}</div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return _widget(
        "theme-archive-title",
        f'<h1 class="elementor-heading-title">{"التصنيف: " + heading if heading else posting.outlet.name}</h1>',
    ) + _grid(posting, 14)


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return _widget("theme-post-title", f'<h1 class="elementor-heading-title">{escape(title)}</h1>') + _widget(
        "theme-post-content", "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    )


DESIGN = Design(
    outlet=OUTLET,
    habit="a page builder's widgets, مارس 12, 2023",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("هذه الصفحة غير موجودة.", "يبدو أن الرابط الذي يشير إلى هنا معطوب. هل تود تجربة البحث؟"),
            ("لا يمكن العثور على الصفحة.", "يبدو أنه لم يتم العثور على شيء في هذا الموقع."),
        ),
        consent=(
            '<!doctype html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>NAME</title></head><body><div class="cmplz-cookiebanner cmplz-show"><div class="cmplz-title">إدارة الموافقة على ملفات تعريف الارتباط</div><div class="cmplz-message">لتقديم أفضل التجارب نستخدم تقنيات مثل ملفات الارتباط لتخزين معلومات الجهاز والوصول إليها. عدم الموافقة أو سحبها قد يؤثر سلباً في بعض الميزات.</div><button>قبول</button><button>رفض</button><button>عرض التفضيلات</button></div></body></html>',
        ),
    ),
)
