"""Which of a page's dates counts: one small page for every place of a date and every way dates differ."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from extractors.article import Article, DateClaim
from extractors.reader import read_article

TITLE = "مجلس بلدية النهرين يقر خطة لترميم الجسور القديمة"
TEXT = "".join(
    f"<p>قال رئيس المجلس في الجلسة رقم {number} إن الأعمال تبدأ خلال أسابيع وتنتهي قبل حلول الشتاء المقبل،"
    " وإن الكلفة موزعة على ثلاث سنوات مالية متتالية بعد موافقة وزارة النقل.</p>"
    for number in ("الأولى", "الثانية", "الثالثة")
)


def article_ld(published: str, more: str = "") -> str:
    return ld(f'{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"{published}"{more}}}')


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def meta(published: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{published}">'


def line(text: str) -> str:
    return f'<div class="d">{text}</div>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page's head, what stands above and below its title and after its text; and what must be read."""

    value: str | None
    source: str | None = None
    precision: str | None = None
    day: str | None = None
    head: str = ""
    above: str = ""
    below: str = ""
    after: str = ""
    verdicts: tuple[str, ...] | None = None
    doubts: tuple[str, ...] = ()


def html(case: Case) -> str:
    return (
        f"<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>{TITLE}</title>{case.head}</head>"
        f"<body><nav><a href=/>الرئيسية</a></nav><div id=story>{case.above}<h1>{TITLE}</h1>{case.below}"
        f"<div class=text>{TEXT}</div>{case.after}</div><footer>© 2025 صحيفة النهرين</footer></body></html>"
    )


PLACES = {
    "JSON-LD": Case(
        head=article_ld("2026-03-01T10:30:15+03:00"),
        value="2026-03-01T10:30:15+03:00",
        source="json-ld:datePublished",
        precision="second",
    ),
    "JSON-LD in an array": Case(
        head=ld(f'[{{"@type":"Organization","name":"x"}},{{"@type":"ReportageNewsArticle","headline":"{TITLE}",'
        '"datePublished":"2026-03-01T10:30+03:00"}]'),
        value="2026-03-01T10:30+03:00",
        source="json-ld:datePublished",
    ),
    "JSON-LD of a page whose main entity is the report": Case(
        head=ld('{"@type":"WebPage","datePublished":"2019-05-05T08:00:00+03:00","mainEntity":{"@type":"NewsArticle",'
        f'"headline":"{TITLE}","datePublished":"2026-03-01T10:30+03:00"}}}}'),
        value="2026-03-01T10:30+03:00",
        source="json-ld:datePublished",
        verdicts=("chosen", "differs"),
    ),
    "JSON-LD with trailing commas": Case(
        head=ld('{"@type":"NewsArticle","datePublished":"2026-03-01T10:30+03:00",}'),
        value="2026-03-01T10:30+03:00",
        source="json-ld:datePublished",
    ),
    "JSON-LD in a comment": Case(
        head=ld('<!-- {"@type":"NewsArticle","datePublished":"2026-03-01T10:30+03:00"} -->'),
        value="2026-03-01T10:30+03:00",
        source="json-ld:datePublished",
    ),
    "JSON-LD in CDATA": Case(
        head=ld('//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2026-03-01T10:30+03:00"}\n//]]>'),
        value="2026-03-01T10:30+03:00",
        source="json-ld:datePublished",
    ),
    "JSON-LD with a line break in a text": Case(
        head=ld('{"@type":"NewsArticle","description":"سطر\nثان","datePublished":"2026-03-01T10:30+03:00"}'),
        value="2026-03-01T10:30+03:00",
        source="json-ld:datePublished",
    ),
    "JSON-LD escaped as HTML": Case(
        head=ld("{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2026-03-01&quot;}"),
        value="2026-03-01",
        source="json-ld:datePublished",
    ),
    "JSON-LD with a quotation mark too many": Case(
        head=ld('{"@type":"NewsArticle","headline":"قال "نعم"","datePublished":"2026-03-01T10:30+03:00"}'),
        value="2026-03-01T10:30+03:00",
        source="json-ld:datePublished",
    ),
    "two documents in one script": Case(
        head=ld('{"@type":"WebSite","name":"x"}\n{"@type":"NewsArticle","datePublished":"2026-03-01"}'),
        value="2026-03-01",
        source="json-ld:datePublished",
    ),
    "JSON-LD of the report and of a teaser": Case(
        head=ld('[{"@type":"NewsArticle","headline":"خبر آخر عن موضوع بعيد","datePublished":"2025-01-01"},'
        f'{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2026-03-01"}}]'),
        value="2026-03-01",
        source="json-ld:datePublished",
    ),
    "a live blog's updates": Case(
        head=ld(f'{{"@type":"LiveBlogPosting","headline":"{TITLE}","datePublished":"2026-03-01T09:00+03:00",'
        '"liveBlogUpdate":[{"@type":"BlogPosting","datePublished":"2026-03-01T12:00+03:00"}]}'),
        value="2026-03-01T09:00+03:00",
        source="json-ld:datePublished",
        verdicts=("chosen",),
    ),
    "meta": Case(
        head=meta("2026-03-01T10:30:00+03:00"),
        value="2026-03-01T10:30:00+03:00",
        source="meta:article:published_time",
    ),
    "meta with a number of seconds": Case(
        head=meta("1772350200"), value="2026-03-01T07:30:00+00:00", source="meta:article:published_time"
    ),
    "microdata": Case(
        above='<div itemscope itemtype="https://schema.org/NewsArticle">',
        below='<span itemprop="datePublished" content="2026-03-01T10:30+03:00">أمس</span>',
        value="2026-03-01T10:30+03:00",
        source="microdata:datePublished",
    ),
    "microdata as printed": Case(
        below='<span itemprop="datePublished">١ آذار ٢٠٢٦</span>', value="2026-03-01", source="text"
    ),
    "microdata in a <meta> of the report's item": Case(
        above='<div itemscope itemtype="https://schema.org/NewsArticle">',
        below='<meta itemprop="datePublished" content="2026-03-01T10:30+03:00">',
        value="2026-03-01T10:30+03:00",
        source="microdata:datePublished",
    ),
    "microdata of a comment": Case(
        after='<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
        '<time itemprop="datePublished" datetime="2026-03-04T10:30+03:00">قبل يوم</time></div>',
        value=None,
        doubts=("no-date",),
    ),
    "microdata of a related list": Case(
        after='<div class="related"><div itemscope itemtype="https://schema.org/NewsArticle">'
        '<meta itemprop="datePublished" content="2026-02-01T10:30+03:00"></div></div>',
        value=None,
        doubts=("no-date",),
    ),
    "microdata of a video": Case(
        after='<div itemscope itemtype="https://schema.org/VideoObject">'
        '<meta itemprop="datePublished" content="2026-02-01T10:30+03:00"></div>',
        value=None,
        doubts=("no-date",),
    ),
    "RDFa": Case(
        below='<span property="schema:datePublished" content="2026-03-01T10:30:00+03:00">الأحد</span>',
        value="2026-03-01T10:30:00+03:00",
        source="rdfa:schema:datePublished",
    ),
    "RDFa of Drupal": Case(
        below='<span property="dc:date dc:created" content="2026-03-01T10:30:00+03:00">الأحد</span>',
        value="2026-03-01T10:30:00+03:00",
        source="rdfa:dc:date",
    ),
    "hAtom": Case(
        below='<abbr class="published" title="2026-03-01T10:30:00+03:00">الأحد</abbr>',
        value="2026-03-01T10:30:00+03:00",
        source="hatom:published",
    ),
    "an abbreviation with a property": Case(
        below='<abbr class="published" itemprop="datePublished" title="2026-03-01T10:30+03:00">الأحد</abbr>',
        value="2026-03-01T10:30+03:00",
        source="microdata:datePublished",
    ),
    "an accelerated page's element": Case(
        below='<amp-timeago datetime="2026-03-01T10:30:00+03:00">الأحد</amp-timeago>',
        value="2026-03-01T10:30:00+03:00",
        source="time",
    ),
    "an insertion and a caption": Case(
        below="<figure><img src=a.jpg><figcaption>3 شباط 2020</figcaption></figure>",
        after='<ins datetime="2026-03-07T08:00:00+03:00">أضيفت فقرة.</ins>',
        value=None,
        doubts=("no-date",),
    ),
    "a list of terms": Case(
        below="<dl><dt>التاريخ</dt><dd>1 آذار 2026</dd></dl>", value="2026-03-01", source="text"
    ),
    "the time before the day": Case(
        below=line("نشر: 10:30 - 2026/03/01"), value="2026-03-01T10:30+03:00", source="text"
    ),
    "a time": Case(
        below='<time datetime="2026-03-01T10:30:00+03:00">الأحد</time>',
        value="2026-03-01T10:30:00+03:00",
        source="time",
    ),
    "a time in a permanent link": Case(
        below='<a href="/p" rel="bookmark"><time class="published" datetime="2026-03-01T10:30:00+03:00">'
        "الأحد</time></a>",
        value="2026-03-01T10:30:00+03:00",
        source="time",
    ),
    "a time in a list of facts": Case(
        below='<ul class="facts"><li>هدى سالم</li><li>'
        '<time datetime="2026-03-01T10:30+03:00">الأحد</time></li></ul>',
        value="2026-03-01T10:30+03:00",
        source="time",
    ),
    "times in an aside, a teaser and a comment": Case(
        after='<aside><time datetime="2026-02-01">شباط</time></aside><ul><li><a href=/x>'
        'خبر آخر عن موضوع بعيد جداً</a><time datetime="2026-02-02">شباط</time></li></ul>'
        '<div class="comments"><time datetime="2026-02-03">شباط</time></div>',
        value=None,
        doubts=("no-date",),
    ),
    "an attribute with seconds": Case(
        below='<span class="when" data-timestamp="1772350200">الأحد</span>',
        value="2026-03-01T07:30:00+00:00",
        source="attribute:data-timestamp",
    ),
    "the title of the date's element": Case(
        below='<span class="post-date" title="2026-03-01 10:30">الأحد</span>',
        value="2026-03-01T10:30+03:00",
        source="attribute:title",
    ),
    "the state of a script beside the title": Case(
        head=f'<script>window.page={{"article":{{"id":7,"title":"{TITLE}","publishDate":"2026-03-01T10:30:00+03:00"}}}}</script>',
        value="2026-03-01T10:30:00+03:00",
        source="script:publishDate",
    ),
    "the state of a script about another report": Case(
        head='<script>var page={"next":{"title":"خبر آخر","publishDate":"2026-03-05T10:30:00Z"}}</script>',
        value=None,
        doubts=("no-date",),
    ),
    "a printed line": Case(
        below=line("الأحد 1 آذار 2026 - 10:30"), value="2026-03-01T10:30+03:00", source="text"
    ),
    "day and hour in two boxes": Case(
        below="<div>1 آذار 2026</div><div>الساعة 10:30</div>", value="2026-03-01T10:30+03:00", source="text"
    ),
    "a printed line above the title": Case(
        above=line("الأحد 1 آذار 2026 - 10:30"), value="2026-03-01T10:30+03:00", source="text"
    ),
    "published and changed in one line": Case(
        below=line("نشر في 1 آذار 2026 10:30 | آخر تحديث 2 آذار 2026 11:00"),
        value="2026-03-01T10:30+03:00",
        source="text",
    ),
    "a date at the end of the text": Case(
        after="<p>1 آذار 2026</p>", value="2026-03-01", source="text:end", precision="day"
    ),
    "a date at the end of the text, beside a name of three words": Case(
        after="<div><span>هالة عبد الباقي</span> <span>الأحد 1 آذار 2026 - 10:30</span></div>",
        value="2026-03-01T10:30+03:00",
        source="text:end",
    ),
    "a date in bold in a sentence at the end": Case(
        after="<p>وتصدر المجلة في حلتها الجديدة منذ <b>1 آذار 2026</b></p>", value=None, doubts=("no-date",)
    ),
    "a link to the archive of the day": Case(
        below='<a href="/2026/03/01/">1 آذار 2026</a>', value="2026-03-01", source="text"
    ),
    "times in one permanent link": Case(
        below='<span>نشر في <a href="/p" rel="bookmark">'
        '<time class="published" datetime="2026-03-01T10:30+03:00">1 آذار/مارس 2026</time>'
        '<time class="updated" datetime="2026-03-05T08:00+03:00">5 آذار/مارس 2026</time></a></span>',
        value="2026-03-01T10:30+03:00",
        source="time",
    ),
    "a time in a sentence": Case(
        after='<p>وكانت الجسور قد تضررت في <time datetime="2011-03-15">15 آذار 2011</time> حين فاض النهر'
        " وأغرق الأحياء القريبة منه وقطع الطرق المؤدية إليها أياماً.</p>",
        value=None,
        doubts=("no-date",),
    ),
    "a countdown beside the text": Case(
        after='<div class="box"><div><div><b data-date="2026-05-01">باقي</b></div></div></div>',
        value=None,
        doubts=("no-date",),
    ),
    "two reports in JSON-LD, neither of them this one": Case(
        head=ld('[{"@type":"NewsArticle","headline":"خبر عن موضوع بعيد","datePublished":"2025-01-01"},'
        '{"@type":"NewsArticle","headline":"خبر عن موضوع أبعد","datePublished":"2025-02-02"}]'),
        below=line("1 آذار 2026"),
        value="2026-03-01",
        source="text",
    ),
    "a date in the standfirst": Case(
        below="<h2>الجسور تضررت في فيضان 12 كانون الثاني 2025 وأغلقت</h2>", value=None, doubts=("no-date",)
    ),
    "only the date of a change": Case(
        below=line("آخر تحديث: 2 آذار 2026"), value=None, doubts=("no-date",)
    ),
}  # fmt: skip
CONFLICTS = {
    "the site's page beside the report": Case(
        head=ld('{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01T08:00:00+00:00"},'
        f'{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2026-03-01T10:30:00+03:00"}}]}}'),
        value="2026-03-01T10:30:00+03:00",
        source="json-ld:datePublished",
        verdicts=("chosen", "differs"),
    ),
    "a site's page alone": Case(
        head=ld('{"@type":"WebPage","name":"صحيفة النهرين","datePublished":"2020-01-01T08:00:00+00:00"}'),
        value=None,
        verdicts=("differs",),
        doubts=("no-date",),
    ),
    "UTC of another day than the outlet's": Case(
        head=article_ld("2026-02-28T23:30:10+00:00"),
        below=line("1 آذار 2026"),
        value="2026-02-28T23:30:10+00:00",
        day="2026-03-01",
        source="json-ld:datePublished",
        verdicts=("chosen", "agrees"),
    ),
    "an outlet that prints the day of UTC": Case(
        head=article_ld("2026-03-01T22:30:10Z"),
        below=line("1 آذار 2026"),
        value="2026-03-01T22:30:10+00:00",
        day="2026-03-01",
        source="json-ld:datePublished",
        verdicts=("chosen", "agrees"),
    ),
    "a zone that only readers see": Case(
        below='<time datetime="2026-03-01T22:30"><span>GMT</span> 22:30 01.03.2026</time>',
        value="2026-03-01T22:30+00:00",
        day="2026-03-02",
        source="time",
    ),
    "the era's sign before the clock": Case(
        below=line("الأحد 12 رمضان 1447هـ الموافق 1 آذار 2026 م 03:47"),
        value="2026-03-01T03:47+03:00",
        source="text",
    ),
    "local time called UTC": Case(
        head=article_ld("2026-03-01T10:30:15Z"),
        below=line("1 آذار 2026 - 10:30"),
        value="2026-03-01T10:30+03:00",
        source="text",
        verdicts=("agrees", "chosen"),
    ),
    "local time called UTC, late in the evening": Case(
        head=article_ld("2026-03-01T22:30:15Z"),
        below=line("1 آذار 2026 - 22:30"),
        value="2026-03-01T22:30+03:00",
        day="2026-03-01",
        source="text",
        verdicts=("agrees", "chosen"),
    ),
    "local time called UTC beside the same with its offset": Case(
        head=article_ld("2026-03-01T22:30:15Z") + meta("2026-03-01T22:30:15+03:00"),
        value="2026-03-01T22:30:15+03:00",
        day="2026-03-01",
        source="meta:article:published_time",
        verdicts=("agrees", "chosen"),
    ),
    "UTC and its local time": Case(
        head=article_ld("2026-03-01T07:30:15+00:00"),
        below=line("1 آذار 2026 - 10:30"),
        value="2026-03-01T07:30:15+00:00",
        source="json-ld:datePublished",
        verdicts=("chosen", "agrees"),
    ),
    "metadata stamped anew by a migration": Case(
        head=article_ld("2020-07-09T03:11:45+03:00") + meta("2020-07-09T03:11:45+03:00"),
        below=line("12 نيسان 2015"),
        value="2015-04-12",
        source="text",
        precision="day",
        verdicts=("differs", "differs", "chosen"),
        doubts=("dates-differ",),
    ),
    "metadata stamped anew by an edit": Case(
        head=article_ld("2026-03-04T09:00:00+03:00", ',"dateModified":"2026-03-04T09:00:00+03:00"'),
        below=line("1 آذار 2026 - 10:30"),
        value="2026-03-01T10:30+03:00",
        source="text",
        verdicts=("differs", "chosen"),
        doubts=("dates-differ",),
    ),
    "a printed date after the metadata's": Case(
        head=article_ld("2026-03-01T09:00:00+03:00"),
        below=line("5 آذار 2026"),
        value="2026-03-01T09:00:00+03:00",
        source="json-ld:datePublished",
        verdicts=("chosen", "differs"),
        doubts=("dates-differ",),
    ),
    "two places against one": Case(
        head=article_ld("2026-03-05T09:00:00+03:00") + meta("2026-03-01T10:30:00+03:00"),
        below='<time datetime="2026-03-01T10:30:00+03:00">الأحد</time>',
        value="2026-03-01T10:30:00+03:00",
        source="meta:article:published_time",
        verdicts=("differs", "chosen", "agrees"),
        doubts=("dates-differ",),
    ),
    "an empty value of a database": Case(
        head=article_ld("1970-01-01T00:00:00+00:00") + meta("0001-01-01T00:00:00Z"),
        below=line("1 آذار 2026"),
        value="2026-03-01",
        source="text",
        verdicts=("unread", "unread", "chosen"),
        doubts=("unread-date",),
    ),
    "a turn of the century that stands for nothing": Case(
        head=meta("2000-01-01T00:00:00"), value=None, verdicts=("unread",), doubts=("unread-date", "no-date")
    ),
    "a date after the capture": Case(
        head=article_ld("2027-03-01T10:00:00+03:00") + meta("2026-03-01T10:30:00+03:00"),
        value="2026-03-01T10:30:00+03:00",
        source="meta:article:published_time",
        verdicts=("ahead", "chosen"),
        doubts=("future-date",),
    ),
    "a time whose text is older": Case(
        below='<time datetime="2026-03-05T08:00:00+03:00">1 آذار 2026</time>',
        value="2026-03-01",
        source="text",
        verdicts=("chosen", "differs"),
        doubts=("dates-differ",),
    ),
    "a midnight and a printed time": Case(
        head=article_ld("2026-03-01T00:00:00+03:00"),
        below=line("1 آذار 2026 - 14:35"),
        value="2026-03-01T14:35+03:00",
        source="text",
        verdicts=("agrees", "chosen"),
    ),
    "a midnight of UTC and no time": Case(
        head=article_ld("2026-03-01T00:00:00Z"),
        value="2026-03-01",
        precision="day",
        source="json-ld:datePublished",
    ),
    "the outlet's midnight in UTC": Case(
        head=article_ld("2026-02-28T21:00:00.000Z"), value="2026-03-01", precision="day", day="2026-03-01"
    ),
    "a finer time of the same day": Case(
        head=article_ld("2026-03-01") + meta("2026-03-01T10:30:00+03:00"),
        below=line("1 آذار 2026"),
        value="2026-03-01T10:30:00+03:00",
        source="meta:article:published_time",
        verdicts=("agrees", "chosen", "agrees"),
    ),
    "the day of the capture in the masthead": Case(
        above='</div><div class="topbar">الأحد 22 تشرين الثاني 2026</div><div>',
        value=None,
        doubts=("no-date",),
    ),
    "a masthead's date that is not the capture's": Case(
        above='</div><header class="site"><b>الجمعة 20 تشرين الثاني 2026</b></header><div>',
        value=None,
        doubts=("no-date",),
    ),
    "a generic meta that holds the moment of the capture": Case(
        head='<meta name="date" content="2026-11-22T12:00:20Z">',
        value=None,
        verdicts=("unread",),
        doubts=("unread-date", "no-date"),
    ),
    "figures whose order the metadata tells": Case(
        head=article_ld("2026-03-05T00:00:00+03:00"),
        below=line("05/03/2026 14:35"),
        value="2026-03-05T14:35+03:00",
        source="text",
        verdicts=("agrees", "chosen"),
    ),
    "metadata without an offset beside a printed time": Case(
        head=meta("2026-03-01 07:30:00"),
        below=line("1 آذار 2026 - 10:30"),
        value="2026-03-01T10:30+03:00",
        source="text",
        verdicts=("agrees", "chosen"),
    ),
}  # fmt: skip
APART = {
    "a time in the next box": Case(
        below="<ul><li>1 آذار 2026</li><li>10:30 ص</li></ul>", value="2026-03-01T10:30+03:00", source="text"
    ),
    "a time before its day": Case(
        below="<ul><li>الساعة 10:30</li><li>1 آذار 2026</li></ul>", value="2026-03-01T10:30+03:00"
    ),
    "the author between day and time": Case(
        below="<ul><li>1 آذار 2026</li><li>كتبت ليلى الحمصي</li><li>2:36 مساءً</li></ul>",
        value="2026-03-01T14:36+03:00",
    ),
    "the author between time and day": Case(
        below="<ul><li>14:36</li><li>كتبت ليلى الحمصي</li><li>1 آذار 2026</li></ul>",
        value="2026-03-01T14:36+03:00",
    ),
    "a time as Algeria writes it in a box of its own": Case(
        below="<ul><li>1 مارس 2026</li><li>14سا36</li></ul>", value="2026-03-01T14:36+03:00"
    ),
    "a time marked up below the text": Case(
        above="<h2><span>الأحد، 1 مارس 2026</span></h2>",
        after="<div class=post-footer><span class=post-timestamp>في <abbr class=published>02:36 م</abbr>"
        "</span></div>",
        value="2026-03-01T14:36+03:00",
        source="text",
    ),
    "a moment marked up in the foot of the report": Case(
        above="<h2><span>الأحد، 1 مارس 2026</span></h2>",
        after='<div class=post-footer><abbr class=published title="2026-03-01T14:36:00+03:00">02:36 م</abbr>'
        "</div>",
        value="2026-03-01T14:36:00+03:00",
        source="hatom:published",
    ),
    "a time that a <time> marks up beside its day": Case(
        below="<div><span>1 آذار 2026</span> <time>14:36</time></div>", value="2026-03-01T14:36+03:00"
    ),
    "a time in a tooltip": Case(
        below='<div><span class="date" title="14:36">1 آذار 2026</span></div>', value="2026-03-01T14:36+03:00"
    ),
    "a moment of the page in JSON-LD on the day that is printed": Case(
        head=ld('{"@type":"WebPage","datePublished":"2026-03-01T11:36:00+00:00"}'),
        below=line("الأحد، 1 آذار 2026"),
        value="2026-03-01T11:36:00+00:00",
        source="json-ld:WebPage:datePublished",
        day="2026-03-01",
    ),
    "two moments of pages in JSON-LD on that day": Case(
        head=ld('[{"@type":"WebPage","datePublished":"2026-03-01T11:36:00+00:00"},'
        '{"@type":"WebPage","datePublished":"2026-03-01T12:40:00+00:00"}]'),
        below=line("الأحد، 1 آذار 2026"),
        value="2026-03-01",
    ),
    "how long a film lasts": Case(
        below='<ul><li>1 آذار 2026</li><li class="video-duration">14:36</li></ul>', value="2026-03-01"
    ),
    "a player's picture before a time": Case(
        below="<ul><li>1 آذار 2026</li><li>▶ 14:36</li></ul>", value="2026-03-01"
    ),
    "how long a reading lasts": Case(
        below="<ul><li>1 آذار 2026</li><li>مدة القراءة 03:36</li></ul>", value="2026-03-01"
    ),
    "opening hours": Case(below="<ul><li>1 آذار 2026</li><li>08:00 - 14:30</li></ul>", value="2026-03-01"),
    "a score": Case(below="<ul><li>1 آذار 2026</li><li>3-2</li></ul>", value="2026-03-01"),
    "the time of a match in a box of its own": Case(
        below="<div>1 آذار 2026</div><div class=match><div class=kickoff>20:00</div></div>",
        value="2026-03-01",
    ),
    "a time before and another after": Case(
        below="<ul><li>09:10</li><li>1 آذار 2026</li><li>14:36</li></ul>", value="2026-03-01"
    ),
    "the time of an update in a box of its own": Case(
        below="<ul><li>1 آذار 2026</li><li>آخر تحديث</li><li>14:36</li></ul>", value="2026-03-01"
    ),
    "the time of another report": Case(
        below="<ul><li>1 آذار 2026</li><li><a href=/2>وزارة الزراعة تعلن أسعار شراء القمح</a></li>"
        "<li>14:36</li></ul>",
        value="2026-03-01",
    ),
    "a clock at the page's head": Case(
        above="<div class=clock>14:36</div>", below="<div>1 آذار 2026</div>", value="2026-03-01"
    ),
    "a reader's comment below a text without a date": Case(
        after="<div class=reply><b>سامر</b><em>منذ 33 دقيقة</em><p>أحسنتم في نقل الخبر.</p></div>",
        value=None,
        doubts=("no-date",),
    ),
    "the day of the visit beside a menu": Case(
        above="<div><span>الخميس 26/11/2026</span> الرئيسية | سورية | العالم | اقتصاد | رياضة | ثقافة</div>",
        value=None,
        doubts=("no-date",),
    ),
    "a Hijri day that its weekday bears out, with a time": Case(
        below=line("الخميس 16 رمضان 1447 هـ - 14:36"), value="2026-03-05T14:36+03:00", source="text"
    ),
    "figures in two orders before an agency and its author": Case(
        below=line("07/12/2025 / النهرين برس - حلب - خاص - فؤاد القدسي"),
        value="2025-12-07",
        doubts=("day-order",),
    ),
    "a match whose time is all that a line dates": Case(
        below=line("تنطلق المباراة 1 آذار 2026 الساعة 20:00 بتوقيت دمشق"), value=None, doubts=("no-date",)
    ),
}  # fmt: skip
CASES = PLACES | CONFLICTS | APART


def read(case: Case, make_page, make_outlet) -> Article:
    page = make_page(html(case), url="https://almithal.example/2018/02/2-slug-20170504")
    article = read_article(page, make_outlet())
    assert isinstance(article, Article), article
    return article


def of_kind(article: Article, kind: str) -> list[DateClaim]:
    return [claim for claim in article.date_claims if claim.kind == kind]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_date_that_counts_is_the_right_one(case: Case, make_page, make_outlet) -> None:
    article = read(case, make_page, make_outlet)
    published = article.published
    assert (published.value if published else None) == case.value, article.date_claims
    if published is None:
        return
    assert published.source == (case.source or published.source)
    assert published.precision == (case.precision or published.precision)
    assert published.day == (case.day or "".join((case.value or "")[:10]))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_claim_has_its_verdict(case: Case, make_page, make_outlet) -> None:
    article = read(case, make_page, make_outlet)
    claims = of_kind(article, "published")
    assert [claim.verdict for claim in claims].count("chosen") == (case.value is not None)
    if case.verdicts is not None:
        assert tuple(claim.verdict for claim in claims) == case.verdicts, claims


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_doubts_about_dates_are_those_expected(case: Case, make_page, make_outlet) -> None:
    codes = {doubt.code for doubt in read(case, make_page, make_outlet).doubts}
    assert codes - {"own-reading", "broken-json-ld"} == set(case.doubts)


def test_the_last_change_is_read_from_metadata_and_from_a_printed_line(make_page, make_outlet) -> None:
    said = Case(value=None, head=article_ld("2026-03-01", ',"dateModified":"2026-03-02T08:00:00+03:00"'))
    printed = Case(value=None, below=line("نشر في 1 آذار 2026 | آخر تحديث 2 آذار 2026 11:00"))
    hour = Case(value=None, below=line("الأحد، 1 آذار 2026، آخر تحديث 14:00 (GMT+0400)"))
    read_ = [read(case, make_page, make_outlet).modified for case in (said, printed, hour)]
    assert [(stamp.value, stamp.source) for stamp in read_ if stamp] == [
        ("2026-03-02T08:00:00+03:00", "json-ld:dateModified"),
        ("2026-03-02T11:00+03:00", "text"),
        ("2026-03-01T14:00+04:00", "text"),
    ]


def test_a_page_with_no_end_of_dates_keeps_forty_and_says_so(make_page, make_outlet) -> None:
    many = "".join(ld(f'{{"@type":"WebPage","datePublished":"2026-01-{day:02}"}}') for day in range(1, 29))
    times = (
        "".join(
            f'<span itemprop="datePublished dateModified" content="2026-02-{d:02}">x</span>'
            for d in range(1, 29)
        )
        * 2
    )
    names = ("pubdate", "date", "dc.date", "created", "lastmod", "pubdate")
    metas = "".join(meta(f"2026-03-{n:02}", name) for n, name in enumerate(names, 1))
    case = Case(value=None, head=article_ld("2026-03-01T10:30+03:00") + metas + many, below=times)
    article = read(case, make_page, make_outlet)
    assert article.published is not None
    assert article.published.value == "2026-03-01T10:30+03:00"
    assert len(article.date_claims) == 40
    assert "many-dates" in {doubt.code for doubt in article.doubts}


def test_forty_thousand_dates_are_no_burden(make_page, make_outlet) -> None:
    time = '<time datetime="2026-02-01T10:00:00Z">شباط</time>'
    for times in (time * 40_000, f"<p>{time * 40_000}</p>", f"<ul>{f'<li>{time}</li>' * 40_000}</ul>"):
        article = read(Case(value=None, head=meta("2026-03-01"), after=times), make_page, make_outlet)
        assert article.published is not None
        assert len(article.date_claims) <= 40


def test_the_same_page_reads_the_same_under_another_capture(make_page, make_outlet) -> None:
    case = CONFLICTS["a midnight and a printed time"]
    readings = {
        read_article(
            make_page(html(case), captured_at=datetime(year, 12, 31, 23, 59, tzinfo=UTC)), make_outlet()
        ).published
        for year in (2026, 2031)
    }
    assert len(readings) == 1


def test_a_weekday_of_another_day_and_a_hijri_day_are_doubts(make_page, make_outlet) -> None:
    weekday = read(Case(value=None, below=line("الجمعة 1 آذار 2026")), make_page, make_outlet)
    hijri = read(Case(value=None, below=line("12 رمضان 1447 هـ")), make_page, make_outlet)
    assert {doubt.code for doubt in weekday.doubts} == {"weekday-differs"}
    assert {doubt.code for doubt in hijri.doubts} == {"hijri-only"}
    assert hijri.published is not None
    assert hijri.published.source == "text:hijri"


def test_one_change_is_chosen_also_where_another_is_wrongly_labelled(make_page, make_outlet) -> None:
    case = Case(
        value=None,
        head=article_ld("2026-03-01", ',"dateModified":"2026-03-02T11:00:00Z"')
        + meta("2026-03-02T11:00:00+03:00", "article:modified_time"),
    )
    article = read(case, make_page, make_outlet)
    assert article.modified is not None
    assert article.modified.value == "2026-03-02T11:00:00+03:00"
    assert [claim.verdict for claim in of_kind(article, "modified")] == ["agrees", "chosen"]
