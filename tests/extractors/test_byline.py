"""Who signed a page: the printed line about the report, and never a commenter, a photographer, a widget."""

from dataclasses import dataclass

import pytest

from extractors.article import Article, Byline
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
P = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم {n}.</p>"
    for n in range(9)
)
H = f"<h1>{TITLE}</h1>"
LINES = P.replace("<p>", "").replace("</p>", "<br><br>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    body: str
    head: str = ""
    byline: Byline | None = None


def person(*names: str, printed: str | None = None) -> Byline:
    return Byline(printed=printed or "، ".join(names), persons=names)


def ld(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + TITLE
        + '","author":'
        + author
        + "}</script>"
    )


SAMER = person("سامر العلي")
CASES = {
    "class": Case(body=f'<article>{H}<span class="author">سامر العلي</span>{P}</article>', byline=SAMER),
    "class with a date beside": Case(
        body=(
            f'<article>{H}<div class="post-info"><span class="author">سامر العلي</span>'
            f" | 1 آذار 2026</div>{P}</article>"
        ),
        byline=SAMER,
    ),
    "wrapper with a date": Case(
        body=(
            f'<article>{H}<div class="byline">بقلم: <a href="/a/7">سامر العلي</a>'
            f" - الأحد 1 آذار 2026</div>{P}</article>"
        ),
        byline=person("سامر العلي", printed="بقلم: سامر العلي"),
    ),
    "line that says so": Case(
        body=f"<article>{H}<div>كتب: سامر العلي</div>{P}</article>",
        byline=person("سامر العلي", printed="كتب: سامر العلي"),
    ),
    "line after a date": Case(
        body=f"<article>{H}<div>الأحد 1 آذار 2026 - 22:05 | كتب: سامر العلي</div>{P}</article>",
        byline=person("سامر العلي", printed="كتب: سامر العلي"),
    ),
    "place and name": Case(
        body=f"<article>{H}<p>لندن: رنيم حنوش</p>{P}</article>",
        byline=Byline(printed="لندن: رنيم حنوش", persons=("رنيم حنوش",), places=("لندن",)),
    ),
    "place and agency": Case(
        body=f"<article>{H}<p>عدن : (ا ف ب)</p>{P}</article>",
        byline=Byline(printed="عدن : (ا ف ب)", places=("عدن",), agency="ا ف ب"),
    ),
    "link to an author's page": Case(
        body=f'<article>{H}<div><a href="/author/samer">سامر العلي</a></div>{P}</article>', byline=SAMER
    ),
    "rel author": Case(
        body=f'<article>{H}{P}<a rel="author" href="/x">سامر العلي</a></article>', byline=SAMER
    ),
    "microdata": Case(
        body=(
            f'<article>{H}<span itemprop="author" itemscope><b itemprop="name">سامر العلي</b></span>'
            f"{P}</article>"
        ),
        byline=SAMER,
    ),
    "two authors in two elements": Case(
        body=f'<article>{H}<ul class="authors"><li>سامر العلي</li><li>منى صالح</li></ul>{P}</article>',
        byline=person("سامر العلي", "منى صالح"),
    ),
    "two authors in two links": Case(
        body=(
            f'<article>{H}<p><a href="/author/1">سامر العلي</a> و<a href="/author/2">منى صالح</a></p>'
            f"{P}</article>"
        ),
        byline=person("سامر العلي", "منى صالح", printed="سامر العلي ومنى صالح"),
    ),
    "above the title": Case(
        body=f'<article><div class="writer">سامر العلي</div>{H}{P}</article>', byline=SAMER
    ),
    "signature": Case(
        body=f'<article>{H}<div>{P}</div><div class="signature">سامر العلي</div></article>', byline=SAMER
    ),
    "bold in the last line": Case(
        body=f"<article>{H}<div>{P}<p><b>سامر العلي</b></p></div></article>", byline=SAMER
    ),
    "JSON-LD": Case(
        body=f"<article>{H}{P}</article>", head=ld('{"@type":"Person","name":"سامر العلي"}'), byline=SAMER
    ),
    "JSON-LD with a place": Case(
        body=f"<article>{H}{P}</article>",
        head=ld('[{"@type":"Person","name":"سامر العلي - دمشق"}]'),
        byline=Byline(printed="سامر العلي - دمشق", persons=("سامر العلي",), places=("دمشق",)),
    ),
    "JSON-LD of an agency": Case(
        body=f"<article>{H}{P}</article>",
        head=ld('{"@type":"Organization","name":"رويترز"}'),
        byline=Byline(printed="رويترز", agency="رويترز"),
    ),
    "JSON-LD of the outlet": Case(
        body=f"<article>{H}{P}</article>", head=ld('{"@type":"Person","name":"المثال"}')
    ),
    "JSON-LD of an account": Case(
        body=f"<article>{H}{P}</article>", head=ld('{"@type":"Person","name":"admin"}')
    ),
    "meta": Case(
        body=f"<article>{H}{P}</article>", head='<meta name="author" content="سامر العلي">', byline=SAMER
    ),
    "meta of a login": Case(
        body=f"<article>{H}{P}</article>", head='<meta name="author" content="samer.ali">'
    ),
    "meta of an address": Case(
        body=f"<article>{H}{P}</article>", head='<meta name="author" content="a@b.example">'
    ),
    "the page's line counts before an account": Case(
        body=f'<article>{H}<div class="writer">منى صالح</div>{P}</article>',
        head=ld('{"@type":"Person","name":"سامر العلي"}'),
        byline=person("منى صالح"),
    ),
    "staff": Case(
        body=f'<article>{H}<div class="author">فريق التحرير</div>{P}</article>',
        byline=Byline(printed="فريق التحرير"),
    ),
    "source": Case(
        body=f'<article>{H}<div class="source">المصدر: رويترز</div>{P}</article>',
        byline=Byline(printed="المصدر: رويترز", agency="رويترز"),
    ),
    "photographer in a caption": Case(
        body=(
            f'<article>{H}<figure><img src="/a.jpg"><figcaption>الجسر. تصوير: سامر العلي</figcaption>'
            f"</figure>{P}</article>"
        )
    ),
    "photo author": Case(body=f'<article>{H}<div class="photo-author">سامر العلي</div>{P}</article>'),
    "comments": Case(
        body=(
            f'<article>{H}{P}</article><div class="comments"><div class="author">سامر العلي</div><p>'
            f"نص</p></div>"
        )
    ),
    "related reports": Case(
        body=(
            f'<article>{H}{P}</article><div class="related"><a href="/1">خبر</a><span class="author">'
            f"سامر العلي</span></div>"
        )
    ),
    "widget of a columnist": Case(
        body=(
            f'<aside class="widget"><h3>مقالات</h3><div class="author">سامر العلي</div></aside><article>'
            f"{H}{P}</article>"
        )
    ),
    "next report on the same page": Case(
        body=f"<div><h1>{TITLE}</h1><div>{P}</div></div><div><h1>خبر آخر لا علاقة له بالجسر</h1>"
        '<div class="author">سامر العلي</div><a rel="author" href="/x">سامر العلي</a><p>نص</p></div>'
    ),
    "long next report on the same page": Case(
        body=f'<div class="art"><h1>{TITLE}</h1><div>{P[: len(P) // 9 * 2]}</div></div><div class="art">'
        f'<h1>خبر آخر لا علاقة له بالجسر</h1><div class="author">سامر العلي</div><div>{P * 3}</div></div>'
    ),
    "lines of an old page": Case(
        body=f'<img src="/logo.gif"><center><h3>{TITLE}</h3></center><p align="right">الأحد 1 آذار 2026<br>'
        f"سامر العلي<br><br>{LINES}</p>",
        byline=SAMER,
    ),
    "line that signs an old page": Case(
        body=f'<img src="/logo.gif"><h3>{TITLE}</h3><p align="right">{LINES}<br>سامر العلي - طرابلس</p>',
        byline=Byline(printed="سامر العلي - طرابلس", persons=("سامر العلي",), places=("طرابلس",)),
    ),
    "name that signs an old page": Case(
        body=f'<img src="/logo.gif"><h3>{TITLE}</h3><div>{LINES}<br><br>سامر العلي<br></div>', byline=SAMER
    ),
    "name that signs among paragraphs": Case(
        body=f"<h3>{TITLE}</h3><div>{P}<p>سامر العلي</p></div><div>طباعة</div>", byline=SAMER
    ),
    "nobody": Case(body=f"<article>{H}{P}</article>"),
    "subtitle is no name": Case(body=f"<article>{H}<h3>الدفعة تكفي ثلاثة أشهر</h3>{P}</article>"),
    "author box with a life": Case(
        body=(
            f'<article>{H}<div>{P}</div><div class="author-box"><h4>سامر العلي</h4><p>'
            f"كاتب وصحفي سوري</p></div></article>"
        ),
        byline=SAMER,
    ),
    "opens the text in bold": Case(
        body=f"<article>{H}<div>{P.replace('<p>', '<p><b>عمان - سامر العلي</b> - ', 1)}</div></article>",
        byline=Byline(printed="عمان - سامر العلي", persons=("سامر العلي",), places=("عمان",)),
    ),
    "house editor's name in the masthead": Case(
        body=f"<header><h2>رئيس التحرير: سامر العلي</h2></header><main><article>{H}{P}</article></main>"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_byline_is_the_printed_one(case: Case, make_page, make_outlet) -> None:
    html = f'<html lang="ar"><head><title>{TITLE}</title>{case.head}</head><body>{case.body}</body></html>'
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article), article
    assert article.byline == case.byline
    assert article.authors == (case.byline.persons if case.byline else ())
    assert article.title == TITLE
