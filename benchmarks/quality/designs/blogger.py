"""A Sudanese paper that lives on a free blog: the day above the post, the hour below it, lines ended by <br />."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, half_day, iso, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("toti", "جزيرة توتي", "Tuti Island", "SD", "Africa/Khartoum")
_FIRST = ("محمد عثمان", "أماني", "عبدالباقي", "إخلاص", "الفاتح", "سهام حسن", "بكري", "تيسير")
_LAST = ("الطيب", "إدريس", "ود الأمين", "الحاج موسى", "خوجلي", "عبد الرحيم", "أبشر", "الزين")


def article(posting: Posting) -> Printed:
    """Give a post; who wrote it stands in its first line, who posted it is the paper itself."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, above, below, precision = posting.moment, "", "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        above = f"<h2 class='date-header'><span>{posting.one((f'{weekday(moment)}، {written(moment, GREGORIAN)}', written(moment, GREGORIAN), f'{weekday(moment)}, {GREGORIAN[moment.month - 1]} {moment.day:02}, {moment.year}'))}</span></h2>"
        if posting.with_time:
            title = f" itemprop='datePublished' title='{iso(moment)}'" if posting.maybe(0.5) else ""
            below = f" في <a class='timestamp-link' href='/x.html' rel='bookmark' title='permanent link'><abbr class='published'{title}>{half_day(moment)}</abbr></a>"
    line = ""
    if people:
        line = posting.one(("بقلم/ ", "كتب: ", "الخرطوم: ", "تقرير: ")) + posting.one((" و", " - ")).join(
            people
        )
    elif posting.signature:
        line = posting.one((f"الخرطوم: {posting.outlet.name}", f"وكالات: {wordings.agency(posting)}"))
    opening = (
        posting.one((f"<b>{line}</b><br /><br />", f'<span style="color: #990000;">{line}</span><br />'))
        if line
        else ""
    )
    joint = posting.one(("<br /><br />", "<br />\n<br />\n", "<br />\n"))
    photo, topics = wordings.photo(posting), wordings.topics(posting)
    picture = (
        f'<table align="center" cellpadding="0" cellspacing="0" class="tr-caption-container"><tbody><tr><td><a href="//1.bp.example/s1600/a.jpg" imageanchor="1"><img border="0" src="//1.bp.example/s320/a.jpg" /></a></td></tr><tr><td class="tr-caption">{photo}</td></tr></tbody></table>'
        if photo
        else ""
    )
    body = joint.join(map(escape, posting.paragraphs))
    if posting.maybe(0.3):
        body = "".join(
            f'<div style="text-align: justify;"><span style="font-size: large;">{escape(text)}</span></div><div><br /></div>'
            for text in posting.paragraphs
        )
    labels = " , ".join(f"<a href='/search/label/x' rel='tag'>{topic}</a>" for topic in topics)
    main = f"""<div class='blog-posts hfeed'><div class="date-outer">{above}<div class="date-posts"><div class='post-outer'><div class='post hentry'><a name='{posting.number}'></a>
<h3 class='post-title entry-title'>{escape(posting.title)}</h3><div class='post-header'></div><div class='post-body entry-content' id='post-body-{posting.random.randrange(10**17, 10**18)}'><div dir="rtl" style="text-align: right;" trbidi="on">{picture}{opening}{body}</div><div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line-1'><span class='post-author vcard'>مرسلة بواسطة <span class='fn'>{posting.outlet.name}</span></span><span class='post-timestamp'>{below}</span></div><div class='post-footer-line-2'><a>إرسال بالبريد الإلكتروني</a><a>كتابة مدونة حول هذه المشاركة</a><a>‏المشاركة على X</a></div><div class='post-footer-line-3'><span class='post-labels'>{f"التسميات: {labels}" if topics else ""}</span></div></div></div>{_comments(posting)}</div></div></div></div>"""
    main = main.replace("\u200f", "")
    return Printed(
        path=f"/{posting.random.randrange(2009, 2025)}/{posting.random.randrange(1, 13):02}/blog-post_{posting.random.randrange(1000)}.html"
        if not moment
        else f"/{moment:%Y/%m}/blog-post_{posting.random.randrange(1000)}.html",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(tags=topics, caption=photo),
    )


def _comments(posting: Posting) -> str:
    rows = "".join(
        f"<dt class='comment-author'>{who} يقول...</dt><dd class='comment-body'><p>{what}</p></dd><dd class='comment-footer'><span class='comment-timestamp'>{when.day} {GREGORIAN[when.month - 1]} {when.year} في {half_day(when)}</span></dd>"
        for who, when, what in wordings.remarks(posting, 4)
    )
    return f"<div class='comments' id='comments'><h4>{rows.count('<dt') or 'لا توجد'} تعليقات:</h4><dl>{rows}</dl><p class='comment-footer'><a>إرسال تعليق</a></p></div><div class='blog-pager'><a>رسالة أحدث</a><a>رسالة أقدم</a><a href='/'>الصفحة الرئيسية</a></div><div class='post-feeds'>الاشتراك في: تعليقات الرسالة (Atom)</div>"


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the blog."""
    months = "".join(
        f"<ul class='hierarchy'><li><a class='post-count-link'>{month}</a> <span>({posting.random.randrange(1, 40)})</span></li></ul>"
        for month in GREGORIAN[: posting.clock.month][::-1]
    )
    posts = "".join(
        f"<li><div class='item-title'><a href='{one.path}'>{escape(one.title)}</a></div><div class='item-snippet'>{escape(one.teaser)}</div></li>"
        for one in posting.neighbours[:5]
    )
    return f"""<!DOCTYPE html><html dir='rtl' xmlns='http://www.w3.org/1999/xhtml'><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><meta content='blogger' name='generator'/><title>{posting.outlet.name}: {escape(title)}</title></head><body class='loading'><div class='navbar section' id='navbar'></div><div class='header-inner'><div class='titlewrapper'><h1 class='title'><a href='/'>{posting.outlet.name}</a></h1></div><p class='description'><span>صحيفة إلكترونية سودانية مستقلة، صوت من لا صوت له</span></p></div>
<div class='tabs'><ul>{"".join(f"<li>{item}</li>" for item in wordings.bar(posting, 7))}</ul></div><div class='main-inner'><div class='column-center-inner'><div class='main section' id='main'>{main}</div></div><div class='column-right-inner'><div class='widget PopularPosts'><h2>المشاركات الشائعة</h2><ul>{posts}</ul></div>
<div class='widget BlogArchive'><h2>أرشيف المدونة</h2><div id='ArchiveList'><span class='zippy'>▼</span> {posting.clock.year} {months}</div></div><div class='widget Stats'><h2>إجمالي مرات مشاهدة الصفحة</h2><span>{posting.random.randrange(10**5, 10**6)}</span></div></div></div><div class='footer'>المظهر: بسيط. يتم التشغيل بواسطة <a>Blogger</a>.</div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    head = (
        f"<div class='status-msg-body'>عرض الرسائل ذات التسمية <b>{heading}</b>. <a>عرض كافة الرسائل</a></div>"
        if heading
        else ""
    )
    return head + "".join(
        f"<div class='date-outer'><h2 class='date-header'><span>{weekday(one.moment)}، {written(one.moment, GREGORIAN)}</span></h2><div class='post hentry'><h3 class='post-title entry-title'><a href='{one.path}'>{escape(one.title)}</a></h3><div class='post-body'>{escape(one.teaser)}</div><div class='jump-link'><a href='{one.path}'>قراءة المزيد »</a></div></div></div>"
        for one in posting.neighbours
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f"<div class='post hentry'><h3 class='post-title entry-title'>{escape(title)}</h3><div class='post-body entry-content'>{'<br /><br />'.join(map(escape, paragraphs))}</div></div>"


DESIGN = Design(
    outlet=OUTLET,
    habit="a blog: day above, hour below",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("", "عذرًا، الصفحة التي تبحث عنها في هذه المدونة ليست موجودة."),
            ("", "ليست هناك رسائل مطابقة لطلب البحث. عرض كافة الرسائل"),
        ),
    ),
)
