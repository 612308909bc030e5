"""A Lebanese site drawn by a script's server side: names of classes that mean nothing, data attributes, its state."""

import json
from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import LEVANTINE, arabic_indic, iso, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("arzati", "أرزتي", "Arzati", "LB", "Asia/Beirut")
_FIRST = ("إيلي", "ماريا", "حسين", "غنوة", "جوزيف", "رلى", "طوني", "فرح", "وسام")
_LAST = ("أبي خليل", "الحاج", "فرنجي", "شمس الدين", "خوري", "صعب", "مطر", "الأسمر", "نصر الله")


def article(posting: Posting) -> Printed:
    """Give a report as it comes from the server, with the state that the script goes on with."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, when, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = posting.one(
            (
                written(moment, LEVANTINE),
                f"{moment.day:02} {LEVANTINE[moment.month - 1]} {moment.year}",
                f"{weekday(moment)} {moment.day} {LEVANTINE[moment.month - 1]} {moment.year}",
                f"{moment:%d-%m-%Y}",
            )
        )
        clock = (
            posting.one((f" | {moment:%H:%M}", f"<!-- --> <!-- -->{moment:%H:%M}", f" الساعة {moment:%H:%M}"))
            if posting.with_time
            else ""
        )
        shown = (
            arabic_indic(day) + (arabic_indic(clock) if "<" not in clock else clock)
            if posting.maybe(0.2)
            else day + clock
        )
        when = f'<div class="css-1q9x2" dir="rtl"><span data-testid="stamp">{shown}</span></div>'
    line = posting.one((" - ", "، ")).join(people) or wordings.agency(posting) or ""
    prefix = posting.one(("", "المصدر: ")) if posting.signature and not people else ""
    who = (
        f'<div class="css-8ab1z"><a data-author-id="{posting.number}" href="/a">{prefix}{line}</a></div>'
        if line
        else ""
    )
    deck, photo, topics = wordings.deck(posting), wordings.photo(posting), wordings.topics(posting)
    section = posting.one(wordings.SECTIONS)
    main = f"""<div class="css-0" data-article-id="{posting.random.randrange(10**5, 10**6)}"><div class="css-77fx1"><a href="/s/1" data-cat="1">{section}</a></div>
<div class="css-h1xx0" role="heading" aria-level="1">{escape(posting.title)}</div>{f'<div class="css-d3ck">{deck}</div>' if deck else ""}<div class="css-row">{who}{when}</div>
<div class="css-imgw"><span style="box-sizing:border-box"><img alt="{escape(posting.title)}" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP"/><noscript><img alt="" src="/img/a.jpg"/></noscript></span>{f'<div class="css-c4p">{photo}</div>' if photo else ""}</div>
<div data-testid="body" class="css-b0dy">{_blocks(posting)}</div>{f'<div class="css-t4gs">{"".join(f"<span><a href=/k>{topic}</a></span>" for topic in topics)}</div>' if topics else ""}</div>{_feed(posting)}"""
    return Printed(
        path=f"/{posting.one(('lebanon', 'regional', 'business'))}/{posting.random.randrange(1, 29):02}{posting.random.randrange(1, 13):02}{posting.random.randrange(2012, 2025)}{posting.random.randrange(10**6, 10**7)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _blocks(posting: Posting) -> str:
    lines = []
    for number, text in enumerate(posting.paragraphs):
        lines.append(
            f'<div data-block="true" data-offset-key="{number}a-0-0"><div class="public-DraftStyleDefault-block"><span data-offset-key="{number}a-0-0"><span data-text="true">{escape(text)}</span></span></div></div>'
        )
        if number + 1 < len(posting.paragraphs) and posting.maybe(0.15):
            one = posting.neighbours[number % 7]
            lines.append(
                posting.one(
                    (
                        f'<div class="css-adx" data-slot="mid"><div>{posting.one(wordings.PROMOTED)}</div></div>',
                        f'<div class="css-ra1"><div>{posting.one(wordings.MORE)}</div><a href="{one.path}"><div>{escape(one.title)}</div></a></div>',
                        f'<div class="css-wapp"><a href="#"><div>{posting.one(wordings.FOLLOW)}</div></a></div>',
                    )
                )
            )
    return "".join(lines)


def _feed(posting: Posting) -> str:
    cards = "".join(
        f'<div class="css-crd9" data-article-id="{n}"><a href="{one.path}"><div class="css-h3">{escape(one.title)}</div></a><div class="css-1q9x2">{written(one.moment, LEVANTINE)} | {one.moment:%H:%M}</div><div class="css-d3ck">{escape(one.teaser)}</div></div>'
        for n, one in enumerate(posting.neighbours[:6])
    )
    return f'<div class="css-feed"><div class="css-fh">{posting.one(wordings.BOXES)}</div>{cards}</div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    state = {
        "feed": [
            {
                "id": n,
                "headline": one.title,
                "publishDate": iso(one.moment),
                "body": " ".join(one.paragraphs[:2]),
            }
            for n, one in enumerate(posting.neighbours[6:10])
        ]
    }
    said = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    wire = "".join(
        f'<a href="{one.path}"><div><span>{one.moment:%H:%M}</span><span>{escape(one.title)}</span></div></a>'
        for one in posting.neighbours[9:]
    )
    return f"""<!doctype html><html lang="ar" dir="rtl" data-theme="light"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><title data-rh="true">{escape(title)}</title><meta data-rh="true" property="og:site_name" content="{posting.outlet.name}"/><style data-emotion="css 0">.css-0{{margin:0}}</style></head><body><noscript>لعرض هذا التطبيق فعّل جافاسكربت</noscript><div id="root"><div class="css-hdr">{"".join(f"<div>{item}</div>" for item in wordings.bar(posting, 11))}<div class="css-now">{weekday(posting.clock)} {written(posting.clock, LEVANTINE)}</div></div>
<div class="css-grid"><div class="css-main">{main}</div><div class="css-side"><div class="css-fh">{posting.one(("شريط الأخبار", *wordings.TOP))}</div>{wire}<div>{posting.one(wordings.FOLLOW)}</div></div></div><div class="css-ftr"><div>{posting.outlet.name} ليست مسؤولة عن محتوى الروابط الخارجية</div><div>Arzati © {posting.clock.year}</div></div></div>
<script>window.__STATE__={said}</script><script src="/static/js/main.8f2a.js"></script></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (
        f'<div role="heading" aria-level="1" class="css-h1xx0">{heading or "الصفحة الأولى"}</div>'
        + "".join(
            f'<div class="css-crd9"><a href="{one.path}"><div class="css-h3">{escape(one.title)}</div></a><div>{written(one.moment, LEVANTINE)}</div><div>{escape(one.teaser)}</div></div>'
            for one in posting.neighbours
        )
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    blocks = "".join(
        f'<div data-block="true"><span data-text="true">{escape(text)}</span></div>' for text in paragraphs
    )
    return f'<div class="css-h1xx0" role="heading" aria-level="1">{escape(title)}</div><div data-testid="body">{blocks}</div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="rendered by a script, headings by role",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("ضعنا!", "الصفحة يلي عم تفتش عليها مش موجودة. ارجع على الصفحة الأولى."),
            ("404", "عذراً، لم نعثر على الصفحة التي تريدها."),
        ),
        consent=(
            '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"/><title>NAME</title></head><body><div id="root"><div role="dialog" aria-modal="true"><div>ملفات الارتباط والخصوصية</div><div>يستخدم الموقع وشركاؤه الـ٨٤٧ ملفات تعريف الارتباط لأغراض القياس والإعلان المخصص. بالضغط على «موافق» تقبلون بمعالجة بياناتكم.</div><button>موافق</button><button>لا أوافق</button><a>لائحة الشركاء</a></div></div></body></html>',
        ),
    ),
)
