"""An Algerian daily on a bought WordPress theme: no schema, French-born months, desks that sign with letters."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import ALGERIAN, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("awras", "يومية الأوراس", "El Aures", "DZ", "Africa/Algiers")
_FIRST = ("نسيمة", "عبد القادر", "مراد", "حسيبة", "سفيان", "ب. رابح", "فتيحة", "بلال", "ز. كمال")
_LAST = ("بن يحيى", "بوزيدي", "قاسمي", "حداد", "زروقي", "بلعباس", "عمراني", "شريف", "بوعلام")
_DESKS = ("ق. و", "ق.إ", "و. أ. ج", "ق.م/وكالات", "القسم الوطني")


def article(posting: Posting) -> Printed:
    """Give a report in the theme's rows; the desk signs with letters where nobody does."""
    people = wordings.names(posting, _FIRST, _LAST)
    line = ""
    if people:
        line = posting.one(("بقلم ", "", "من إعداد: ", "ـ ")) + posting.one((" / ", " و")).join(people)
    elif posting.signature:
        line = posting.one(_DESKS)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        clock = (
            posting.one((f" على الساعة {moment:%H:%M}", f" - {moment:%H:%M}", f" ({moment:%H}سا{moment:%M})"))
            if posting.with_time
            else ""
        )
        day = f"""<span class="td-post-date">{posting.one(("", "نشر في: ", "يوم "))}{posting.one((written(moment, ALGERIAN), f"{weekday(moment)} {written(moment, ALGERIAN)}", f"{moment.day:02} {ALGERIAN[moment.month - 1]} {moment.year}"))}{clock}</span>"""
    deck, photo, topics = wordings.deck(posting), wordings.photo(posting), wordings.topics(posting)
    section = posting.one(wordings.SECTIONS)
    above = posting.maybe(0.5)
    who = f'<div class="td-post-author-name">{line}</div>' if line and above else ""
    under = f'<p style="text-align: left;"><strong>{line}</strong></p>' if line and not above else ""
    body = "\n".join(_paragraph(posting, text, number) for number, text in enumerate(posting.paragraphs))
    main = f"""<div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="/cat">{section}</a></li></ul><header class="td-post-title"><h1 class="tdb-title-text">{escape(posting.title)}</h1>{f'<p class="td-post-sub-title">{deck}</p>' if deck else ""}<div class="td-module-meta-info">{who}{day}<div class="td-post-views"><i></i><span>{posting.random.randrange(30, 9000)}</span></div></div></header></div>
<div class="td-post-featured-image"><a data-caption="{photo or ""}"><img class="entry-thumb" src="/u.jpg"/></a>{f"<div class=wp-caption-text>{photo}</div>" if photo else ""}</div>
<div class="tdb-block-inner td-fix-index">{body}{under}</div>{_after(posting, topics)}"""
    return Printed(
        path=f"/{posting.random.randrange(10**5, 10**6)}/%d8%ae%d8%a8%d8%b1-{posting.number}/",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _paragraph(posting: Posting, text: str, number: int) -> str:
    more = ""
    if number and number + 1 < len(posting.paragraphs) and posting.maybe(0.15):
        one = posting.neighbours[number % 6]
        more = posting.one(
            (
                f'<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">{posting.one(wordings.PROMOTED)}</span></div>',
                f'<div class="jannah-inline"><div class="inline-related-header">{posting.one(wordings.MORE)}</div><div class="inline-post"><a href="{one.path}">{escape(one.title)}</a></div></div>',
                f'<blockquote class="td_quote_box"><p>{posting.one(wordings.MORE)} <a href="{one.path}">{escape(one.title)}</a></p></blockquote>',
            )
        )
    style = posting.one(("", ' style="text-align: justify;"', ' dir="rtl"'))
    return f"{more}<p{style}>{escape(text)}</p>"


def _after(posting: Posting, topics: Sequence[str]) -> str:
    cards = "".join(
        f'<div class="td_module_related"><h3 class="td-module-title"><a href="{one.path}">{escape(one.title)}</a></h3><span>{written(one.moment, ALGERIAN)}</span><div class="td-excerpt">{escape(one.teaser)}</div></div>'
        for one in posting.neighbours[3:9]
    )
    replies = "".join(
        f'<li class="td-comment"><cite>{who}</cite> <a>{written(when, ALGERIAN)} {when:%H:%M}</a><div>{what}</div><a>رد</a></li>'
        for who, when, what in wordings.remarks(posting, 4)
    )
    tags = "".join(f'<li><a href="/t/">{topic}</a></li>' for topic in topics)
    tail = f'<ul class="td-tags"><li><span>كلمات دلالية</span></li>{tags}</ul>' if topics else ""
    return f"""{tail}<div class="td-post-sharing"><a>Facebook</a><a>Viber</a></div><div class="td-post-next-prev"><span>المقال السابق</span><a href="{posting.neighbours[12].path}">{escape(posting.neighbours[12].title)}</a><span>المقال القادم</span><a href="{posting.neighbours[13].path}">{escape(posting.neighbours[13].title)}</a></div>
<div class="td_block_related_posts"><h4>{posting.one(("مقالات ذات صلة", "المزيد عن الكاتب", *wordings.BOXES))}</h4>{cards}</div><div id="comments"><h4>{posting.random.randrange(9)} تعليقات</h4><ol>{replies}</ol><h3>اترك رد</h3><form><textarea></textarea><p>احفظ اسمي، بريدي الإلكتروني، والموقع الإلكتروني في هذا المتصفح للمرة القادمة التي سأعلق فيها.</p></form></div>"""


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    strip = "".join(
        f'<div class="td-trending-now-post"><a href="{one.path}">{escape(one.title)}</a></div>'
        for one in posting.neighbours[:4]
    )
    return f"""<!doctype html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"/><title>{escape(title)} - {posting.outlet.name}</title><meta name="generator" content="WordPress 5.8"/></head><body class="post-template-default single td-standard-pack">
<div class="td-header-sp-top-menu"><div class="td_data_time">{weekday(posting.clock)}, {written(posting.clock, ALGERIAN)}</div><ul>{"".join(f"<li class=menu-item>{item}</li>" for item in wordings.bar(posting, 9))}</ul></div><div class="td-trending-now-title">{posting.one(wordings.TOP)}</div>{strip}
<div class="td-container tdc-content-wrap"><div class="td-pb-span8 td-main-content"><div class="td-ss-main-content">{main}</div></div><div class="td-pb-span4 td-main-sidebar"><aside class="widget"><h4>{posting.one(wordings.BOXES)}</h4>{"".join(f'<p><a href="{one.path}">{escape(one.title)}</a></p>' for one in posting.neighbours[9:12])}</aside><aside><p>{posting.one(wordings.FOLLOW)}</p></aside></div></div>
<div class="td-sub-footer-copy">&copy; يومية الأوراس {posting.clock.year} - تصدر عن مؤسسة الأوراس للنشر، السجل التجاري 05/00</div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return f"<h1 class='entry-title td-page-title'>{heading or 'آخر المقالات'}</h1>" + "".join(
        f'<div class="td_module_10 td-animation-stack"><h3 class="entry-title td-module-title"><a rel="bookmark" href="{one.path}">{escape(one.title)}</a></h3><span class="td-post-date">{written(one.moment, ALGERIAN)}</span><div class="td-excerpt">{escape(one.teaser)}</div></div>'
        for one in posting.neighbours
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<header class="td-post-title"><h1 class="tdb-title-text">{escape(title)}</h1></header><div class="tdb-block-inner">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a bought theme, no schema, جانفي",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            (
                "أوبس... خطأ 404",
                "عذرا، لكن الصفحة التي تبحث عنها غير موجودة. يمكنكم الذهاب إلى الصفحة الرئيسية.",
            ),
            ("لا توجد مقالات", "لم يتم العثور على ما تبحثون عنه."),
        ),
    ),
)
