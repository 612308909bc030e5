"""A Syrian site from abroad on a magazine theme: posts' graph in JSON, relative addresses, «مايو 14, 2023» in a link."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, LEVANTINE, half_day, iso, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("jisrhalab", "جسر حلب", "Jisr Halab", "DE", "Europe/Berlin")
_FIRST = ("عبيدة", "لجين", "ملهم", "نور الهدى", "مازن", "سلام", "هبة الله", "قتيبة")
_LAST = ("كيالي", "الحلاق", "مدراتي", "سرميني", "الجاسم", "عقاد", "الخطيب", "دندشي")
_DESKS = ("فريق التحرير", "جسر حلب", "admin", "هيئة التحرير", "خاص – جسر حلب")


def article(posting: Posting) -> Printed:
    """Give a post with the theme's line of writer, day, section and reading time."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    graph = posting.maybe(0.6)
    section, topics = posting.one(wordings.SECTIONS), wordings.topics(posting)
    if moment:
        precision = "minute" if posting.with_time or graph else "day"
        day = f'<div class="jeg_meta_date"><a href="#">{_shown(posting, moment)}</a></div>'
    desk = posting.one(_DESKS)
    who = (
        posting.one((" و", ", ")).join(f'<a href="/author/a/">{one}</a>' for one in people)
        or f'<a href="/author/d/">{desk}</a>'
    )
    author = f'<div class="jeg_meta_author"><span class="meta_text">{posting.one(("بواسطة", "by", "كتبه"))}</span> {who}</div>'
    deck, photo = wordings.deck(posting), wordings.photo(posting)
    opening = posting.one(("", "", "جسر حلب – خاص | ", "جسر حلب: "))
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    tags = (
        f'<div class="jeg_post_tags"><span>الوسوم: </span>{"".join(f"<a rel=tag href=/tag/{n}/>{topic}</a>" for n, topic in enumerate(topics))}</div>'
        if topics
        else ""
    )
    main = f"""<div class="jeg_breadcrumbs"><span><a href="/">Home</a></span><i></i><span><a href="/category/x/">{section}</a></span></div><div class="entry-header"><h1 class="jeg_post_title">{escape(posting.title)}</h1>{f'<h2 class="jeg_post_subtitle">{deck}</h2>' if deck else ""}<div class="jeg_post_meta"><div class="meta_left">{author}{day}<div class="jeg_meta_category"><span class="meta_text">in</span> <a href="/category/x/">{section}</a></div><div class="jeg_meta_reading_time">مدة القراءة: {posting.random.randrange(2, 9)} دقائق</div></div><div class="meta_right"><div class="jeg_meta_comment">0</div></div></div></div>
<div class="jeg_featured"><img class="wp-post-image" src="/wp-content/uploads/{posting.number}.jpg" alt=""/>{f"<p class=wp-caption-text>{photo}</p>" if photo else ""}</div><div class="jeg_share_top_container"><div class="jeg_sharecount">{posting.random.randrange(9, 900)} <span>SHARES</span></div><a>Share on Facebook</a></div><div class="entry-content no-share"><div class="content-inner">{_text(posting, texts)}{tags}</div></div>{_after(posting)}"""
    return Printed(
        path=f"/{moment:%Y/%m/%d}/khabar-{posting.number}/"
        if moment and posting.maybe(0.4)
        else f"/archives/{posting.random.randrange(10**3, 10**5)}",
        html=_page(posting, posting.title, main, _graph(posting, people, desk) if graph else ""),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    month = GREGORIAN[moment.month - 1]
    day = posting.one(
        (
            f"{month} {moment.day}, {moment.year}",
            f"{moment.day} {month}، {moment.year}",
            f"{written(moment, GREGORIAN)}",
            f"{moment.day} {LEVANTINE[moment.month - 1]}، {moment.year}",
            f"{moment:%d/%m/%Y}",
        )
    )
    clock = posting.one((f" - {moment:%H:%M}", f" {half_day(moment)}", f" at {moment:%H:%M}"))
    return day + (clock if posting.with_time else "")


def _graph(posting: Posting, people: Sequence[str], desk: str) -> str:
    name = people[0] if people else desk
    webpage: dict[str, object] = {"@type": "WebPage", "name": f"{posting.title} - {posting.outlet.name}"}
    if posting.moment:
        later = posting.moment + timedelta(minutes=posting.random.randrange(1, 19))
        webpage["datePublished"], webpage["dateModified"] = iso(posting.moment), iso(later)
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Home"}],
    }
    nodes = [
        webpage,
        crumbs,
        {"@type": "WebSite", "name": posting.outlet.name},
        {"@type": "Person", "name": name},
    ]
    said = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    stamp = (
        f'<meta property="article:published_time" content="{iso(posting.moment)}" />'
        if posting.moment
        else ""
    )
    return f'{stamp}<script type="application/ld+json" class="yoast-schema-graph">{said}</script>'


def _text(posting: Posting, texts: Sequence[str]) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 9]
        return posting.one(
            (
                f'<div class="jnews_inline_related_post_wrapper left"><div class="jeg_postblock_heading"><h3>{posting.one(wordings.BOXES)}</h3></div><article class="jeg_post"><h3><a href="{one.path}">{escape(one.title)}</a></h3><div class="jeg_meta_date">{GREGORIAN[one.moment.month - 1]} {one.moment.day}, {one.moment.year}</div></article></div>',
                f'<div class="jeg_ad jeg_ad_article"><div class="ads-text">{posting.one(wordings.PROMOTED)}</div></div>',
                f'<p><strong>{posting.one(wordings.MORE)} <a href="{one.path}">{escape(one.title)}</a></strong></p>',
            )
        )

    return "\n".join(furniture.with_pauses(posting, furniture.blocks(posting, texts), pause, 0.12))


def _after(posting: Posting) -> str:
    one, other = posting.neighbours[10:12]
    return f"""<div class="jnews_prev_next_container"><a class="prev-post" href="{one.path}"><span class="caption">Previous Post</span><h3>{escape(one.title)}</h3></a><a class="next-post" href="{other.path}"><span class="caption">Next Post</span><h3>{escape(other.title)}</h3></a></div><div class="jnews_author_box_container"><h3>عن الموقع</h3><p>منصة إعلامية مستقلة تأسست في برلين عام 2015 وتُعنى بأخبار السوريين أينما كانوا.</p></div><div class="jeg_postblock"><h3>{posting.one(wordings.BOXES)}</h3>{_cards(posting, 5)}</div><div id="comments" class="jnews_comment_container"><h3>اترك تعليقاً <small>إلغاء الرد</small></h3><p>لن يُعرض عنوان بريدك للعموم. الخانات الضرورية معلّمة بنجمة</p></div>"""


def _cards(posting: Posting, count: int) -> str:
    return "".join(
        f'<article class="jeg_post jeg_pl_md_2"><h3 class="jeg_post_title"><a href="{one.path}">{escape(one.title)}</a></h3><div class="jeg_meta_date"><a>{GREGORIAN[one.moment.month - 1]} {one.moment.day}, {one.moment.year}</a></div><div class="jeg_post_excerpt"><p>{escape(one.teaser)}</p><a class="jeg_readmore">Read more</a></div></article>'
        for one in posting.neighbours[:count]
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    now = posting.clock
    top = "".join(
        f'<div class="jeg_post jeg_pl_xs"><a href="{one.path}">{escape(one.title)}</a></div>'
        for one in posting.neighbours[5:10]
    )
    return f"""<!doctype html><!--[if gt IE 8]><!--><html class="no-js" dir="rtl" lang="ar"><head><meta charset="UTF-8"/><title>{escape(title)} - جسر حلب</title><meta property="og:site_name" content="جسر حلب"/><meta property="og:title" content="{escape(title)} - جسر حلب"/>{head}</head><body class="rtl single jeg_single_tpl_1 jnews"><div class="jeg_viewport"><div class="jeg_header"><div class="jeg_top_date">{weekday(now)}, {GREGORIAN[now.month - 1]} {now.day}, {now.year}</div><ul class="jeg_menu">{"".join(f"<li class=menu-item>{one}</li>" for one in wordings.bar(posting, 9))}</ul><div class="jeg_search_no_result">No Result</div><div>View All Result</div></div>
<div class="jeg_main"><div class="jeg_content"><div class="jeg_inner_content col-md-8">{main}</div><div class="jeg_sidebar col-md-4"><h3>{posting.one(wordings.TOP)}</h3>{top}<div class="widget_mc4wp"><p>{posting.one(wordings.FOLLOW)}</p></div></div></div></div><div class="jeg_footer"><p>© {now.year} جسر حلب - Jisr Halab e.V. Berlin</p><a>Impressum</a><a>Datenschutz</a></div></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return f'<h1 class="jeg_archive_title">{heading or "جسر حلب"}</h1><div class="jeg_postblock">{_cards(posting, 14)}</div><div class="jeg_pagination"><span>Page 1 of 40</span></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="entry-header"><h1 class="jeg_post_title">{escape(title)}</h1></div><div class="entry-content"><div class="content-inner">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a magazine theme from abroad, مايو 14, 2023",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("404", "Error: عذراً، الصفحة التي تقصدها لم تعد موجودة أو تغيّر عنوانها."),
            ("صفحة مفقودة", "لم نتمكن من إيجاد ما تريد، جرّب كلمة أخرى في خانة البحث."),
        ),
        consent=(
            '<!doctype html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"/><title>NAME</title></head><body><div id="BorlabsCookieBox" role="dialog"><h3>إعدادات الخصوصية</h3><p>نستعمل الكوكيز على موقعنا، بعضها ضروري وبعضها يساعدنا على تحسين الموقع. من كان دون السادسة عشرة فليطلب إذن ولي أمره قبل الموافقة على الخدمات الاختيارية.</p><a>أقبل الكل</a><a>حفظ</a><a>الضروري فقط</a><a>Impressum</a></div></body></html>',
        ),
    ),
)
