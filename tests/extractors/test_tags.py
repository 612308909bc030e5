"""Section and tags are what the page says they are: never the home page, the outlet or the title."""

import pytest

from extractors.article import Article
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
P = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم {n}.</p>"
    for n in range(9)
)
BODY = f"<article><h1>{TITLE}</h1>{P}</article>"
HOME = '<a href="/">الرئيسية</a>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


SECTIONS = [
    (meta("article:section", "سياسة"), "", "سياسة"),
    (
        meta("article:section", "المثال"),
        f'<nav class="breadcrumb">{HOME}<a href="/s">محليات</a></nav>',
        "محليات",
    ),
    (
        "",
        f'<div class="breadcrumbs">{HOME} / <a href="/s">محليات</a> / <a href="/s/x">دمشق</a></div>',
        "دمشق",
    ),
    (
        "",
        f'<nav aria-label="breadcrumb">{HOME}<a href="/s">محليات</a><a href="#">{TITLE}</a></nav>',
        "محليات",
    ),
    (
        "",
        f'<ol itemtype="https://schema.org/BreadcrumbList"><li>{HOME}<li><a href="/s">رأي</a></ol>',
        "رأي",
    ),
    ("", f'<div class="breadcrumb">{HOME}</div>', None),
    ("", '<a itemprop="articleSection" href="/s">اقتصاد</a>', "اقتصاد"),
    ("", f'<div class="breadcrumbs">{HOME} <span>منوعات</span></div>', "منوعات"),
    ("", '<div class="path"><a href="/">الصفحة الرئيسية</a> > <a href="/s">منوعات</a></div>', "منوعات"),
    ("", '<span class="category-name">القسم: <a href="/s">منوعات</a></span>', "منوعات"),
    ("", '<span class="cat">شؤون عربية</span>', "شؤون عربية"),
    ("", '<div class="latest"><span class="cat">رياضة</span></div>', None),
    (meta("article:section", "شؤون &amp;amp; آراء"), "", "شؤون & آراء"),
    (meta("article:section", "12"), "", None),
    ("", "", None),
]
TAGS = [
    (meta("article:tag", "صحة") + meta("article:tag", "أدوية"), "", ("صحة", "أدوية")),
    (meta("article:tag", "صحة, أدوية ،دواء"), "", ("صحة", "أدوية", "دواء")),
    (meta("article:tag", "صحة") + meta("article:tag", "صحه"), "", ("صحة",)),
    (
        "",
        '<div class="tags"><a href="/tag/1">#الجسر القديم</a><a href="/tag/2">بلديات</a></div>',
        ("الجسر القديم", "بلديات"),
    ),
    ("", '<p><a rel="tag" href="/t/1">بلديات</a></p>', ("بلديات",)),
    ("", '<p><a rel="category tag" href="/c/1">محليات</a></p>', ()),
    ("", '<div class="tgs"><a href="/t/1">#الجسر_القديم</a></div>', ("الجسر_القديم",)),
    ("", '<aside class="tags"><a href="/tag/1">الأكثر تداولاً</a></aside>', ()),
    (meta("keywords", "الجسر, بلديات"), "", ("الجسر", "بلديات")),
    (meta("keywords", TITLE.replace(" ", ",")), "", ()),
    (meta("keywords", TITLE), "", ()),
    ("", "", ()),
]


def read(head: str, more: str, make_page, make_outlet) -> Article:
    html = f'<html lang="ar"><head><title>{TITLE}</title>{head}</head><body>{more}{BODY}</body></html>'
    if "tag" in more:
        html = html.replace("</article>", f"{more}</article>").replace(f"<body>{more}", "<body>")
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(("head", "more", "section"), SECTIONS)
def test_the_section_is_the_printed_one(
    head: str, more: str, section: str | None, make_page, make_outlet
) -> None:
    assert read(head, more, make_page, make_outlet).section == section


@pytest.mark.parametrize(("head", "more", "tags"), TAGS)
def test_the_tags_are_the_printed_ones(
    head: str, more: str, tags: tuple[str, ...], make_page, make_outlet
) -> None:
    assert read(head, more, make_page, make_outlet).tags == tags
