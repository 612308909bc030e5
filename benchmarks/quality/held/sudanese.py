"""A Sudanese paper on an old Joomla with K2: «نشرت في», «قراءة 1243 مرات», «الخرطوم: فلان» over the text."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import doubled, weekday
from benchmarks.quality.designs import newest_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("butana", "صحيفة البطانة", "Al Butana", "SD", "Africa/Khartoum")
_FIRST = ("الصادق", "إخلاص", "الطيب", "سهام", "عوض", "تهاني", "التجاني", "رشا")
_LAST = ("الأمين", "ود الفكي", "عثمان", "البشير", "الخليفة", "أبو سن", "إدريس", "حمد النيل")
_CITIES = ("الخرطوم", "أم درمان", "مدني", "بورتسودان", "كسلا", "الأبيض")
_USERS = ("المحرر", "admin", "Super User", "صحيفة البطانة", "butana")


def article(posting: Posting) -> Printed:
    """Give an item; its author field holds a person or the site's user, others sign in the text."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, changed, precision = posting.moment, "", "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<span class="itemDateCreated">{_shown(posting, moment)}</span>'
        if posting.maybe(0.5):
            later = moment + timedelta(minutes=posting.random.randrange(3, 18))
            changed = f'<span class="itemDateModified">آخر تعديل على {_shown(posting, later)}</span>'
    city, office = posting.one(_CITIES), wordings.agency(posting)
    inside = posting.maybe(0.5)
    joined = posting.one((" - ", " و")).join(people)
    user = posting.one(_USERS) if inside or not people else joined
    author = f'<span class="itemAuthor">{posting.one(("كتبه ", "كتب بواسطة: ", "كتبه: "))}<a rel="author" href="/itemlist/user/{posting.number % 90}">{user}</a></span>'
    over = posting.one((f"{city}: {joined}", f"{city}- {joined}", f"تقرير: {joined}", f"كتب: {joined}"))
    if not people:
        over = posting.one(("", f"{city}: البطانة", f"{city}: {office or 'سونا'}"))
    first = f"<p><strong>{over}</strong></p>" if over and (inside or not people) else ""
    topics, photo, section = wordings.topics(posting), wordings.photo(posting), posting.one(wordings.SECTIONS)
    tags = "".join(f"<li><a href='/itemlist/tag/{n}'>{one}</a></li>" for n, one in enumerate(topics))
    lines = furniture.blocks(posting, posting.paragraphs)
    main = f"""<div id="k2Container" class="itemView"><div class="itemHeader">{day}<h2 class="itemTitle">{escape(posting.title)}</h2>{author}</div><div class="itemToolbar"><ul><li><span>حجم الخط</span> <a>تصغير حجم الخط</a> <a>زيادة حجم الخط</a></li><li><a>طباعة</a></li><li><a>كن أول من يعلق!</a></li></ul></div><div class="itemRatingBlock"><span>قيم الموضوع</span> (0 أصوات)</div>
<div class="itemBody"><div class="itemImageBlock"><img src="/media/k2/{posting.number}_L.jpg" alt="">{f'<span class="itemImageCaption">{photo}</span>' if photo else ""}</div><div class="itemFullText">{first}{"".join(lines)}</div><div class="itemContentFooter"><span class="itemHits">قراءة <b>{posting.random.randrange(40, 9000)}</b> مرات</span>{changed}</div></div>
<div class="itemLinks"><div class="itemCategory"><span>نشرت في</span> <a href="/itemlist/category/{posting.number % 8}">{section}</a></div>{f'<div class="itemTagsBlock"><span>موسومة تحت</span><ul class="itemTags">{tags}</ul></div>' if tags else ""}</div>{_latest(posting, 5)}<div class="itemCommentsLoginFirst">سجل الدخول لتتمكن من نشر تعليقات</div></div>"""
    return Printed(
        path=f"/index.php/{posting.one(('news', 'reports'))}/item/{posting.random.randrange(100, 10**5)}-2",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    day = f"{weekday(moment)}, {moment.day:02} {doubled(moment).split(' ', 1)[1]}"
    return f"{day} {moment:%H:%M}" if posting.with_time else day


def _latest(posting: Posting, count: int) -> str:
    rows = "".join(
        f'<li><a class="itemRelTitle" href="{one.path}">{escape(one.title)}</a><div class="introtext">{escape(one.teaser)}</div><span>{weekday(one.moment)}, {doubled(one.moment)}</span></li>'
        for one in posting.neighbours[:count]
    )
    return f'<div class="itemRelated"><h3>{posting.one(wordings.BOXES)}</h3><ul>{rows}</ul></div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the paper."""
    now = posting.clock
    top = "".join(f"<li>{furniture.link(one)}</li>" for one in posting.neighbours[7:13])
    said = "".join(f"<li><b>{who}</b>: {what}</li>" for who, what in wordings.remarks(posting, 3))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar-aa" lang="ar-aa" dir="rtl"><head><meta http-equiv="content-type" content="text/html; charset=utf-8" /><meta name="generator" content="Joomla! 1.5 - Open Source Content Management" /><title>{escape(title)}</title></head><body><div id="ja-header"><h1 class="logo"><a href="/">{posting.outlet.name}</a></h1><p>{weekday(now)}, {doubled(now)}</p></div><ul id="ja-nav">{wordings.bar(10)}</ul>
<table width="100%"><tr><td id="ja-main" valign="top">{main}</td><td id="ja-right" valign="top"><div class="module"><h3>{posting.one(wordings.TOP)}</h3><ul>{top}</ul></div><div class="module"><h3>آخر التعليقات</h3><ul>{said}</ul></div><div class="module"><h3>المتواجدون الآن</h3><p>يوجد {posting.random.randrange(3, 400)} زائر حالياً بالموقع</p></div></td></tr></table><div id="ja-footer">جميع الحقوق محفوظة © {now.year} صحيفة البطانة. {posting.one(wordings.FOLLOW)}</div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return f'<div class="itemListView"><h2>{heading or "الأخبار"}</h2>{_latest(posting, 14)}<div class="k2Pagination">صفحة 1 من 44 <a>التالي</a> <a>النهاية</a></div></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div id="k2Container" class="itemView"><h2 class="itemTitle">{escape(title)}</h2><div class="itemFullText">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="Joomla with K2, «الخرطوم: فلان» over the text",
    article=article,
    shell=shell,
    held=True,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("404", "المادة المطلوبة غير موجودة"),
            ("لا يمكن عرض هذه الصفحة", "قد يكون الرابط قديماً أو أن العنوان كُتب خطأ."),
        ),
    ),
)
