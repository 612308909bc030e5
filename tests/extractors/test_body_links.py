"""The links of a report are those of its text, absolute, as printed."""

import pytest

from extractors.article import Article, Link
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
P = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم {n}.</p>"
    for n in range(9)
)
SITE = "https://almithal.example"
PATH = "/2026/03/report/"
LINE = "<p>وقالت {} في بيان نشرته أمس إن الجسر سيبقى مفتوحاً أمام المشاة طوال أيام الأسبوع.</p>"


def a(href: str, text: str = "وزارة النقل") -> str:
    return f'<a href="{href}">{text}</a>'


TEXTS = [
    (a("/n/1"), [("/n/1", "وزارة النقل")]),
    (a("https://almithal.example/n/1"), [("/n/1", "وزارة النقل")]),
    (a("../next/"), [("/2026/03/next/", "وزارة النقل")]),
    (a("/n/1", "وزارة <b>النقل</b>"), [("/n/1", "وزارة النقل")]),
    (a("/n/1") + " و" + a("/n/2", "البلدية"), [("/n/1", "وزارة النقل"), ("/n/2", "البلدية")]),
    (a("/n/1") + " ثم " + a("/n/2"), [("/n/1", "وزارة النقل"), ("/n/2", "وزارة النقل")]),
    (a("mailto:a@b.example"), []),
    (a("javascript:void(0)"), []),
    (a("JAVASCRIPT:void(0)"), []),
    (a("#note"), []),
    (a(PATH + "#note"), []),
    (a("tel:123"), []),
    (a(""), []),
    (a("http://["), []),
    (a("data:text/html,x"), []),
    (a("/n/1", ""), []),
    (a("/n/1", "*"), []),
    (a("/n/a b"), [("/n/a%20b", "وزارة النقل")]),
]


def read(html: str, make_page, make_outlet) -> tuple[Link, ...]:
    article = read_article(make_page(f"<title>{TITLE}</title>{html}", url=SITE + PATH), make_outlet())
    assert isinstance(article, Article), article
    assert all(link.text in article.body for link in article.links)
    return article.links


@pytest.mark.parametrize(("text", "links"), TEXTS)
def test_a_link_of_the_text_is_given_as_printed(
    text: str, links: list[tuple[str, str]], make_page, make_outlet
) -> None:
    html = f"<article><h1>{TITLE}</h1><div>{P}{LINE.format(text)}{P}</div></article>"
    found = read(html, make_page, make_outlet)
    assert [(link.url.removeprefix(SITE), link.text) for link in found] == links


def test_links_about_the_text_are_left_out(make_page, make_outlet) -> None:
    menu = f"<nav>{a('/m', 'الجسر القديم')}</nav>"
    tags = f'<div class="tags">{a("/t", "الجسر القديم")}</div>'
    more = f'<div class="related">{a("/r", "الجسر القديم أمام المشاة")}</div>'
    html = f"{menu}<article><h1>{TITLE}</h1><div>{P}{LINE.format(a('/n/1'))}{more}{P}</div>{tags}</article>"
    assert read(html, make_page, make_outlet) == (Link(url=f"{SITE}/n/1", text="وزارة النقل"),)


def test_a_base_counts(make_page, make_outlet) -> None:
    html = (
        f'<base href="https://www.almithal.example/x/"><article><h1>{TITLE}</h1>'
        f"<div>{P}{LINE.format(a('y'))}</div></article>"
    )
    assert [link.url for link in read(html, make_page, make_outlet)] == ["https://www.almithal.example/x/y"]


def test_lines_parted_by_breaks_keep_their_links(make_page, make_outlet) -> None:
    lines = "<br><br>".join(
        f"وقالت {a(f'/n/{n}', f'الجهة رقم {n}')} في بيان نشرته أمس إن الجسر سيبقى مفتوحاً أمام المشاة."
        for n in range(5)
    )
    found = read(f"<article><h1>{TITLE}</h1><div>{lines}</div></article>", make_page, make_outlet)
    assert [link.url for link in found] == [f"{SITE}/n/{n}" for n in range(5)]


def test_links_are_bounded(make_page, make_outlet) -> None:
    text = "".join(LINE.format(a(f"/n/{n}", f"الوزارة رقم {n}")) for n in range(700))
    assert len(read(f"<article><h1>{TITLE}</h1><div>{text}</div></article>", make_page, make_outlet)) == 500
