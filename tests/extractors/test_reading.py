"""One page of every make of site, written here: what it prints is what is read."""

from dataclasses import dataclass, field

import pytest

from extractors.article import Article, NotAnArticle
from extractors.reader import read_article

PARAGRAPHS = (
    "أعلنت وزارة الصحة، أمس، عن وصول دفعة جديدة من الأدوية إلى المستشفيات الحكومية في العاصمة.",
    "وقال المتحدث باسم الوزارة إن التوزيع سيبدأ خلال يومين، موضحاً: «لن تُترك بلدة من دون دواء».",
    "وتشير تقديرات الوزارة إلى أن الكمية تكفي نحو 120 ألف مريض لثلاثة أشهر، بحسب بيانها المنشور أمس.",
)
TITLE = "وصول دفعة جديدة من الأدوية إلى المستشفيات الحكومية"
P = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
DECLARED = "هذا هو النص الذي تعلنه الواجهة الجديدة، وهو الذي يُقرأ منذ ذلك اليوم."
BODY = "\n\n".join(PARAGRAPHS)
MENU = '<nav><ul><li><a href="/a">سياسة</a></li><li><a href="/b">اقتصاد</a></li></ul></nav>'
RELATED = "<aside>" + '<a href="/r">عنوان خبر آخر طويل لا علاقة له بهذا التقرير</a><br>' * 6 + "</aside>"

WORDPRESS = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head>
<meta charset="utf-8"><title>{TITLE} - المثال</title>
<meta property="og:title" content="{TITLE} - المثال"><meta property="og:site_name" content="المثال">
<meta property="article:section" content="محليات"><meta property="article:tag" content="صحة">
<meta property="article:tag" content="أدوية">
<meta property="article:modified_time" content="2026-03-01T12:00:00+03:00">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[
{{"@type":"WebPage","datePublished":"2020-01-01T00:00:00+00:00"}},
{{"@type":["NewsArticle"],"headline":"{TITLE}","datePublished":"2026-03-01T10:30:00+03:00",
"dateModified":"2026-03-01T11:00:00+03:00","author":[{{"@type":"Person","name":"ليلى حداد"}}],
"keywords":["لا تُقرأ"]}}]}}</script></head><body>{MENU}<article><h1>{TITLE}</h1>
<figure><img src="a.jpg" alt="">
<figcaption>مستودع للأدوية في ضاحية العاصمة صباح أمس (المثال)</figcaption></figure>
<div class="entry-content">{P}</div></article>{RELATED}<footer>© 2025 المثال</footer></body></html>"""

TABLES = f"""<html dir="rtl"><head><title>صدى الفراتين | {TITLE}</title></head><body><table width="900">
<tr><td colspan="2">{MENU}</td></tr><tr><td valign="top"><table>
<tr><td align="center"><font size="5"><b>{TITLE}</b></font></td></tr>
<tr><td><font size="2">الأحد 1 آذار 2026 - 22:05 | كتب: سامر العلي</font></td></tr>
<tr><td>{P.replace("<p>", '<p><font size="4">').replace("</p>", "</font></p>")}</td></tr></table></td>
<td><a href="/x">عنوان خبر آخر طويل لا علاقة له</a></td></tr>
<tr><td colspan="2"><font size="1">جميع الحقوق محفوظة 2003 - 2026</font></td></tr></table></body></html>"""

INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SOUP = f"""<html><head><title>{TITLE} | الواحة اليوم</title>
<meta http-equiv="content-type" content="text/html; charset=utf-8">
<meta name="pubdate" content="2026-03-01T10:30:00+03:00">
</head><body><div class="top"><a href="/s">سياسة</a></div><div class="c"><div class="t">{TITLE}</div>
<div class="d">الأحد ١ مارس ٢٠٢٦م - الساعة ١٠:٣٠</div>
<div class="x">{"<br><br>".join(PARAGRAPHS).translate(INDIC)}</div>
<div class="m">اقرأ أيضًا</div><div class="r"><a href="/1">عنوان خبر آخر طويل لا علاقة له</a></div></div>
<div class="f">جميع الحقوق محفوظة ١٤٤٧هـ</div></body></html>"""

MAGHREBI = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>بريد الساحل</title></head>
<body dir="rtl">
<div id="tete"><ul><li><a href="/1">جهات</a></li></ul></div><div id="corps">
<h2>{TITLE}</h2>
<h4>الدفعة تكفي ثلاثة أشهر</h4>
<div id="jour">تونس في الجمعة 14 أوت 2026</div>{P}<div class="signature">منى بن صالح</div></div>
<div id="pied">بريد الساحل - تونس - كل الحقوق محفوظة</div></body></html>"""

TIME_IN_UTC = f"""<!doctype html><html lang="ar"><meta charset="utf-8"><title>{TITLE} – المثال</title>
<nav><a href="/">الرئيسية</a></nav><main><article><header><h1>{TITLE}</h1>
<p class="deck">الدفعة تكفي ثلاثة أشهر</p>
<address rel="author">رنا قاسم</address>
<time datetime="2026-03-01T22:30:00Z">قبل ساعتين</time></header>
<section>{P}</section></article></main>
<ul><li><time datetime="2026-02-01">1 شباط</time></li></ul></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    html: str
    value: str
    day: str
    precision: str
    source: str
    outlet: str = "المثال"
    encoding: str = "utf-8"
    header: str | None = "text/html; charset=utf-8"
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    body: str = field(default=BODY)


CASES = {
    "wordpress": Case(
        html=WORDPRESS,
        value="2026-03-01T10:30:00+03:00",
        day="2026-03-01",
        precision="second",
        source="json-ld:datePublished",
        authors=("ليلى حداد",),
    ),
    "tables in windows-1256": Case(
        html=TABLES,
        value="2026-03-01T22:05+03:00",
        day="2026-03-01",
        precision="minute",
        source="text",
        outlet="صدى الفراتين",
        encoding="windows-1256",
        header="text/html",
        authors=("سامر العلي",),
    ),
    "soup": Case(
        html=SOUP,
        value="2026-03-01T10:30:00+03:00",
        day="2026-03-01",
        precision="second",
        source="meta:pubdate",
        outlet="الواحة اليوم",
        body=BODY.translate(INDIC),
    ),
    "maghrebi": Case(
        html=MAGHREBI,
        value="2026-08-14",
        day="2026-08-14",
        precision="day",
        source="text",
        outlet="بريد الساحل",
        subtitle="الدفعة تكفي ثلاثة أشهر",
        authors=("منى بن صالح",),
    ),
    "time in UTC": Case(
        html=TIME_IN_UTC,
        value="2026-03-01T22:30:00+00:00",
        day="2026-03-02",
        precision="second",
        source="time",
        subtitle="الدفعة تكفي ثلاثة أشهر",
        authors=("رنا قاسم",),
    ),
}


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def case(request) -> Case:
    return request.param


def read(case: Case, make_page, make_outlet) -> Article:
    page = make_page(case.html.encode(case.encoding, "xmlcharrefreplace"), content_type=case.header)
    article = read_article(page, make_outlet(name=case.outlet))
    assert isinstance(article, Article), article
    return article


def test_the_title_is_the_printed_one(case: Case, make_page, make_outlet) -> None:
    assert read(case, make_page, make_outlet).title == TITLE


def test_the_body_is_the_text_and_nothing_else(case: Case, make_page, make_outlet) -> None:
    body = read(case, make_page, make_outlet).body
    if case.authors and body.endswith(case.authors[0]):
        body = body.removesuffix("\n\n" + case.authors[0])
    assert body == case.body


def test_the_date_is_as_precise_as_printed(case: Case, make_page, make_outlet) -> None:
    published = read(case, make_page, make_outlet).published
    assert published is not None
    assert (published.value, published.day, published.precision, published.source) == (
        *(case.value, case.day, case.precision, case.source),
    )


def test_subtitle_and_authors_are_the_printed_ones(case: Case, make_page, make_outlet) -> None:
    article = read(case, make_page, make_outlet)
    assert (article.subtitle, article.authors) == (case.subtitle, case.authors)


def test_the_charset_is_the_one_that_was_used(case: Case, make_page, make_outlet) -> None:
    assert read(case, make_page, make_outlet).charset == case.encoding


def test_metadata_of_wordpress_is_read(make_page, make_outlet) -> None:
    article = read(CASES["wordpress"], make_page, make_outlet)
    assert article.section == "محليات"
    assert article.tags == ("صحة", "أدوية")
    assert article.modified is not None
    assert article.modified.value == "2026-03-01T11:00:00+03:00"
    assert (article.language, article.doubts, article.confidence) == ("ar", (), 1.0)


def test_a_page_without_a_date_has_none(make_page, make_outlet) -> None:
    html = WORDPRESS.replace("datePublished", "x").replace("modified_time", "y").replace("dateModified", "z")
    article = read_article(make_page(html, url="https://almithal.example/2018/02/2-slug"), make_outlet())
    assert isinstance(article, Article)
    assert article.published is None
    assert [doubt.code for doubt in article.doubts] == ["no-date"]


def test_a_date_after_the_capture_is_not_used(make_page, make_outlet) -> None:
    html = WORDPRESS.replace("2026-03-01T10:30", "2027-03-01T10:30")
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article)
    assert article.published is None
    assert "future-date" in {doubt.code for doubt in article.doubts}


def test_broken_json_ld_still_gives_its_date(make_page, make_outlet) -> None:
    article = read_article(make_page(WORDPRESS.replace('"keywords":[', '"keywords":[,,')), make_outlet())
    assert isinstance(article, Article)
    assert article.published is not None
    assert article.published.source == "json-ld:datePublished"
    assert "broken-json-ld" in {doubt.code for doubt in article.doubts}


def test_modified_before_published_is_a_doubt(make_page, make_outlet) -> None:
    html = WORDPRESS.replace('"dateModified":"2026-03-01T11', '"dateModified":"2025-11-01T11')
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article)
    assert "modified-before-published" in {doubt.code for doubt in article.doubts}


def test_entities_escaped_twice_are_read_once(make_page, make_outlet) -> None:
    title = "الوزير: &amp;quot;لن نتراجع&amp;quot; عن قرار توزيع الأدوية"
    html = WORDPRESS.replace(f"<h1>{TITLE}</h1>", "").replace(TITLE, title)
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article)
    assert article.title == 'الوزير: "لن نتراجع" عن قرار توزيع الأدوية'


def test_a_layout_is_used_from_its_day_on(make_page, make_outlet) -> None:
    html = TIME_IN_UTC.replace("<section>", '<section class="old">').replace(
        "</section>",
        f'</section><div class="text"><p>{DECLARED}</p></div>',
    )
    more = '\n[[layout]]\nsince = {}\nbody = "div.text"\ndate = "time"\n'
    new = read_article(make_page(html), make_outlet(more=more.format("2026-01-01")))
    old = read_article(make_page(html), make_outlet(more=more.format("2026-12-01")))
    assert isinstance(new, Article)
    assert isinstance(old, Article)
    assert new.body == DECLARED
    assert PARAGRAPHS[0] in old.body


def test_a_short_item_with_title_and_date_is_an_article(make_page, make_outlet) -> None:
    html = WORDPRESS.replace(P, f"<p>{PARAGRAPHS[0]}</p>")
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article)
    assert article.body == PARAGRAPHS[0]


def test_half_a_page_is_read_as_far_as_it_goes(make_page, make_outlet) -> None:
    html = WORDPRESS.encode()
    for end in range(0, len(html), 97):
        answer = read_article(make_page(html[:end]), make_outlet())
        assert isinstance(answer, Article | NotAnArticle)
        if isinstance(answer, Article):
            assert answer.title
            assert answer.body
