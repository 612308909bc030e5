"""An Egyptian daily: «كتب فلان», «الأحد 14/مايو/2023 - 03:22 م», boxes of prices, numbered addresses."""

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, arabic_indic, half_day, iso, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("fustat", "جريدة الفسطاط", "Al Fustat Daily", "EG", "Africa/Cairo")
_FIRST = ("هيثم", "مروة", "عماد الدين", "آية", "رمضان", "دعاء", "السيد", "نورهان", "مصطفى", "سماح")
_WOMEN = ("مروة", "آية", "دعاء", "نورهان", "سماح")
_LAST = ("عبد الجواد", "الشناوي", "رزق", "حجازي", "البنا", "عبد المنعم", "سرحان", "الدمرداش")


def article(posting: Posting) -> Printed:
    """Give a report with its signature above the text or under it."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    schema = posting.maybe(0.5)
    if moment:
        precision = "minute" if posting.with_time or schema else "day"
        day = f'<div class="publish">{posting.one(("", "", "نشر في: ", "تحريرا في "))}<time>{_shown(posting, moment)}</time></div>'
    by = ""
    if people:
        verb = "كتبت" if len(people) == 1 and people[0].startswith(_WOMEN) else "كتب"
        by = posting.one(
            (
                f"{verb} {' و'.join(people)}",
                f"{verb} – {' و'.join(people)}",
                f"{verb}: {' - '.join(people)}",
                " و".join(people),
            )
        )
    elif office := wordings.agency(posting):
        by = posting.one((f"{office}", f"القاهرة – {office}", "كتب: محرر الفسطاط"))
    line = f'<div class="writtenBy"><a href="/editor/{posting.number}">{by}</a></div>' if by else ""
    topics, photo, deck = wordings.topics(posting), wordings.photo(posting), wordings.deck(posting)
    section = posting.one(wordings.SECTIONS)
    label = posting.one(("الكلمات المفتاحية", "كلمات البحث", ""))
    tags = (
        f'<div class="keywords"><h4>{label}</h4>{"".join(f"<a href=/tags/{n}>{topic}</a>" for n, topic in enumerate(topics))}</div>'
        if topics
        else ""
    )
    order = "".join((line, day) if posting.maybe(0.6) else (day, line))
    main = f"""<article class="cont" id="article"><a class="cat" href="/list/1">{section}</a>{f'<h3 class="subtitle">{deck}</h3>' if deck else ""}<h1>{escape(posting.title)}</h1>{order}
<div class="mainImg"><figure><img src="https://img.fustat.example/large/{posting.number}.jpg" alt="{photo or ""}" title="{photo or ""}">{f"<figcaption>{photo}</figcaption>" if photo else ""}</figure></div><div class="share"><a>شارك</a><a>غرد</a><a>واتس آب</a></div><div class="paragraph-list" id="body">{_text(posting)}</div>{tags}</article>{_after(posting)}"""
    return Printed(
        path=f"/story/{moment.year}/{moment.month}/{moment.day}/khabar/{posting.random.randrange(10**6, 10**7)}"
        if moment and posting.maybe(0.5)
        else f"/{posting.random.randrange(10**6, 10**7)}",
        html=_page(posting, posting.title, main, _schema(posting, people, section) if schema else ""),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    month = GREGORIAN[moment.month - 1]
    day, joint = posting.random.choice(
        (
            (f"{weekday(moment)}، {moment.day:02} {month} {moment.year}", " "),
            (f"{weekday(moment)} {moment.day}/{month}/{moment.year}", " - "),
            (f"{weekday(moment)} {written(moment, GREGORIAN)}", " | "),
            (f"{weekday(moment)} {moment.day} - {moment.month} - {moment.year}", " - "),
        )
    )
    words = posting.random.choice((("ص", "م"), ("ص", "م"), ("صباحاً", "مساءً")))
    shown = day + (joint + half_day(moment, words) if posting.with_time else "")
    return arabic_indic(shown) if posting.maybe(0.15) else shown


def _schema(posting: Posting, people: Sequence[str], section: str) -> str:
    said: dict[str, object] = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": posting.title,
        "articleSection": section,
        "author": {"@type": "Person", "name": people[0] if len(people) == 1 else posting.outlet.name},
        "publisher": {"@type": "Organization", "name": posting.outlet.name},
    }
    if len(people) > 1:
        said["author"] = [{"@type": "Person", "name": one} for one in people]
    if posting.moment:
        said["datePublished"] = iso(posting.moment)
    return f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>'


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 9]
        return posting.one(
            (
                f'<p><span style="color:#ff0000"><strong>{posting.one(wordings.MORE)}</strong></span></p><p><a href="{one.path}"><strong>{escape(one.title)}</strong></a></p>',
                f'<div class="ads300"><span>{posting.one(wordings.PROMOTED)}</span></div>',
                f'<a class="inner-link" href="{one.path}"><img src="/s.jpg"><b>{escape(one.title)}</b></a>',
            )
        )

    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.12)
    )


def _after(posting: Posting) -> str:
    cards = "".join(
        f'<div class="card"><a href="{one.path}"><h3>{escape(one.title)}</h3></a><p>{escape(one.teaser)}</p><span>{weekday(one.moment)} {one.moment.day}/{GREGORIAN[one.moment.month - 1]}/{one.moment.year} - {half_day(one.moment)}</span></div>'
        for one in posting.neighbours[3:9]
    )
    return f'<section class="relatedNews"><h2>{posting.one(wordings.BOXES)}</h2>{cards}</section>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the paper."""
    return _page(posting, title, main, "")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    now = posting.clock
    top = "".join(
        f"<li><a href='{one.path}'>{escape(one.title)}</a></li>" for one in posting.neighbours[9:14]
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} - {posting.outlet.name}</title><meta property="og:title" content="{escape(title)}"><meta property="og:type" content="article">{head}</head><body><header><div class="today">{weekday(now)} {written(now, GREGORIAN)} {half_day(now)}</div><div class="editor">رئيس مجلس الإدارة منير الجبالي | رئيس التحرير عفاف راغب</div><nav><ul>{"".join(f"<li>{one}</li>" for one in wordings.bar(posting, 12))}</ul></nav><div class="pray">الفجر 4:21 الظهر 11:58 العصر 3:31 المغرب 6:39</div></header>
<div class="row"><div class="col-8">{main}</div><div class="col-4"><h4>{posting.one(wordings.TOP)}</h4><ul>{top}</ul><table><caption>أسعار العملات</caption><tr><td>دولار أمريكى</td><td>30.84</td><td>30.93</td></tr><tr><td>ذهب عيار 21</td><td>2250</td></tr></table><div class="voting"><h4>هل تتوقع تحسن الأحوال قريباً؟</h4><label>نعم</label><label>لا</label><button>صوّت</button></div><p>{posting.one(wordings.FOLLOW)}</p></div></div>
<footer><p>مؤسسة الفسطاط للصحافة والطباعة © {now.year}</p><p>يُحظر إعادة النشر من دون إذن مكتوب</p></footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    cards = "".join(
        f'<div class="bigOneSec"><a href="{one.path}"><h3>{escape(one.title)}</h3></a><span class="newsDate">{weekday(one.moment)}، {written(one.moment, GREGORIAN)} {half_day(one.moment)}</span><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours
    )
    return f'<div class="secHeader"><h1>{heading or posting.outlet.name}</h1></div>{cards}<ul class="pagination"><li>1</li><li><a>2</a></li><li><a>التالى</a></li></ul>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<article class="cont"><h1>{escape(title)}</h1><div class="paragraph-list">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></article>'


DESIGN = Design(
    outlet=OUTLET,
    habit="كتب فلان, 14/مايو/2023 - 03:22 م",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عفوا", "هذه الصفحة غير موجودة، من فضلك تأكد من الرابط أو ارجع للصفحة الرئيسية"),
            ("404", "الموضوع الذى تبحث عنه تم حذفه أو نقله"),
        ),
    ),
)
