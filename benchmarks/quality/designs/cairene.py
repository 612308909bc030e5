"""A Cairo portal: «كتب - فلان» above a second line for the photographer, «السبت 12/مارس/2022 - 02:35 م»."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, arabic_indic, half_day, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("falaka", "فلوكة", "Falouka", "EG", "Africa/Cairo")
_MEN = ("محمود", "إسلام", "مصطفى", "أحمد", "عمرو", "كيرلس")
_WOMEN = ("دينا", "أسماء", "هاجر", "مارينا", "نورهان")
_LAST = ("عبد المنعم", "السيد", "الشناوي", "فتحي", "أبو العلا", "جمال", "عاطف", "رمضان", "حلمي")


def article(posting: Posting) -> Printed:
    """Give a report as Cairo's portals print it."""
    people = wordings.names(posting, (*_MEN, *_WOMEN), _LAST)
    line = ""
    if people:
        verb = "كتبت" if people[0].startswith(_WOMEN) else "كتب"
        line = posting.one(
            (
                f"{verb} - {'، '.join(people)}",
                f"{verb}: {' و'.join(people)}",
                f"{verb} {' - '.join(people)}",
                " ".join((verb + " /", " و".join(people))),
                " - ".join(people),
            )
        )
    elif posting.signature:
        line = posting.one(("أ ش أ", wordings.agency(posting) or "كتب: فلوكة", "وكالات"))
    moment, when, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        clock = f" - {half_day(moment)}" if posting.with_time else ""
        when = posting.one(
            (
                f"{weekday(moment)} {moment.day:02}/{GREGORIAN[moment.month - 1]}/{moment.year}{clock}",
                f"{weekday(moment)} {moment.day:02}/{GREGORIAN[moment.month - 1]}/{moment.year}{clock}",
                f"{weekday(moment)}, {moment.day} {GREGORIAN[moment.month - 1]}, {moment.year}{clock.replace(' - ', ' , ')}",
                arabic_indic(f"{moment.day} {GREGORIAN[moment.month - 1]} {moment.year}{clock}"),
            )
        )
    deck, photo, topics = wordings.deck(posting), wordings.photo(posting), wordings.topics(posting)
    section = posting.one(wordings.SECTIONS)
    shooter = (
        f'<div class="pht">تصوير - {posting.one(_MEN)} {posting.one(_LAST)}</div>'
        if posting.maybe(0.2)
        else ""
    )
    main = f"""<div id="pst"><nav class="bcr"><span>{section}</span></nav><h1 class="ttl0">{escape(posting.title)}</h1>{f'<h2 class="ttl1">{deck}</h2>' if deck else ""}<div class="imgx"><img data-src="/UploadCache/libfiles/{posting.random.randrange(900)}/8/600x338o/{posting.random.randrange(900)}.jpg"><p class="imgt">{photo or ""}</p></div>
<div class="toolz"><div class="wrt">{line}</div>{shooter}<div class="dte"><i class="fa fa-clock"></i>{when}</div><div class="shr"><a class="fb"></a><a class="tw"></a><a>نسخ</a></div></div>
<div class="prg">{_text(posting)}</div><div class="kwd">{"".join(f'<a href="/list/tag"><h3>{topic}</h3></a>' for topic in topics)}</div></div>{_wide(posting)}"""
    return Printed(
        path=f"/{posting.random.randrange(10**6, 10**7)}"
        if posting.maybe(0.5)
        else f"/News/{posting.random.randrange(1, 29)}/{posting.random.randrange(1, 13)}/{posting.random.randrange(2011, 2025)}/{posting.number}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _text(posting: Posting) -> str:
    lines = []
    for number, text in enumerate(posting.paragraphs):
        lines.append(
            f"<p>{escape(text)}</p>"
            if posting.maybe(0.8)
            else f'<p style="text-align:justify"><span style="font-size:16px">{escape(text)}</span></p>\n<p>&nbsp;</p>'
        )
        if number + 1 < len(posting.paragraphs) and posting.maybe(0.2):
            one = posting.neighbours[number % 8]
            lines.append(
                posting.one(
                    (
                        f'<p><span style="color:#e74c3c"><strong>{posting.one(wordings.MORE)}</strong></span></p><p><a href="{one.path}"><strong>{escape(one.title)}</strong></a></p>',
                        f'<p><strong>{posting.one(wordings.MORE)} <a href="{one.path}">{escape(one.title)}</a></strong></p>',
                        f'<div class="ad-in"><span>{posting.one(wordings.PROMOTED)}</span></div>',
                        f'<div class="rlt"><a href="{one.path}"><img src="/r.jpg"><h4>{escape(one.title)}</h4></a></div>',
                    )
                )
            )
    return "\n".join(lines)


def _wide(posting: Posting) -> str:
    return (
        f'<div class="sec-more"><h2>{posting.one(wordings.BOXES)}</h2>'
        + "".join(
            f'<div class="itm"><a href="{one.path}"><h3>{escape(one.title)}</h3></a><div class="dte">{weekday(one.moment)} {one.moment.day:02}/{GREGORIAN[one.moment.month - 1]}/{one.moment.year} - {half_day(one.moment)}</div><p>{escape(one.teaser)}</p></div>'
            for one in posting.neighbours[:6]
        )
        + f'</div><div class="wa"><a>{posting.one(wordings.FOLLOW)}</a></div>'
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    fresh = "".join(
        f'<a class="nw" href="{one.path}"><span>{escape(one.title)}</span><time>{half_day(one.moment)}</time></a>'
        for one in posting.neighbours[6:12]
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="utf-8"/><title>{escape(title)}</title><meta property="og:title" content="{escape(title)}"/><meta property="og:description" content="{escape(title)}, موقع فلوكة الإخباري"/></head><body><header id="hdr"><div class="dte">{weekday(posting.clock)} {posting.clock.day:02}/{GREGORIAN[posting.clock.month - 1]}/{posting.clock.year} - {half_day(posting.clock)}</div><div>رئيس مجلس الإدارة<br>شريف أنور<br>رئيس التحرير<br>منى الغمري</div><ul>{"".join(f"<li>{item}</li>" for item in wordings.bar(posting, 12))}</ul></header>
<div class="cnt"><div class="rgt">{main}</div><div class="lft"><h2>{posting.one(wordings.TOP)}</h2>{fresh}<div class="gold">سعر الذهب عيار 21 اليوم 3,150 جنيه</div></div></div><footer id="ftr">{written(posting.clock, GREGORIAN)} | فلوكة - شركة النيل للإعلام الرقمي</footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (f'<div class="cat-h"><h1>{heading}</h1></div>' if heading else "") + "".join(
        f'<div class="item-li"><a href="{one.path}"><div class="txt-cont"><h3>{escape(one.title)}</h3><p class="dte">{weekday(one.moment)} {one.moment.day:02}/{GREGORIAN[one.moment.month - 1]}/{one.moment.year} - {half_day(one.moment)}</p><p>{escape(one.teaser)}</p></div></a></div>'
        for one in posting.neighbours
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div id="pst"><h1 class="ttl0">{escape(title)}</h1><div class="prg">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="كتب - فلان, 12/مارس/2022 - 02:35 م",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("نأسف لعدم وجود هذه الصفحة", "يمكنك متابعة أحدث الأخبار من الصفحة الرئيسية"),
            ("404", "عفوا.. هذه الصفحة غير موجودة"),
        ),
    ),
)
