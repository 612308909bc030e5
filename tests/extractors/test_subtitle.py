"""The subtitle is the line printed under a title as such; captions, dates and first paragraphs are none."""

from dataclasses import dataclass

import pytest

from extractors.article import Article
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
P = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم {n}.</p>"
    for n in range(9)
)
H = f"<h1>{TITLE}</h1>"
DECK = "أعمال الترميم دامت عامين وكلفت ثلاثة ملايين"
LONG_DECK = (
    "أعمال الترميم التي دامت عامين وكلفت ثلاثة ملايين انتهت قبل موعدها بشهر كامل بفضل تعاون المهندسين والعمال"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    body: str
    subtitle: str | None = None


CASES = {
    "h2": Case(body=f"<article>{H}<h2>{DECK}</h2>{P}</article>", subtitle=DECK),
    "deck": Case(body=f'<article>{H}<p class="deck">{DECK}</p>{P}</article>', subtitle=DECK),
    "long deck": Case(
        body=f'<article>{H}<p class="standfirst">{LONG_DECK}</p>{P}</article>', subtitle=LONG_DECK
    ),
    "microdata": Case(
        body=f'<article>{H}<p itemprop="alternativeHeadline">{DECK}</p>{P}</article>', subtitle=DECK
    ),
    "after the date": Case(
        body=f'<article>{H}<time>1 آذار 2026</time><div class="subtitle">{DECK}</div>{P}</article>',
        subtitle=DECK,
    ),
    "highlights": Case(
        body=(
            f'<article>{H}<ul class="highlights"><li>ترميم دام عامين</li><li>كلفة ثلاثة ملايين</li></ul>'
            f"{P}</article>"
        ),
        subtitle="ترميم دام عامين كلفة ثلاثة ملايين",
    ),
    "within the heading": Case(
        body=f'<article><h1>{TITLE} <small class="subtitle">{DECK}</small></h1>{P}</article>', subtitle=DECK
    ),
    "excerpt": Case(body=f'<article>{H}<div class="excerpt">{DECK}</div>{P}</article>', subtitle=DECK),
    "first paragraph in a lead's class": Case(
        body=f'<article>{H}<div class="lead"><p>{LONG_DECK}، وقال رئيس البلدية إن الجسر سيفتح.</p></div>'
        f"<div>{P}</div></article>"
    ),
    "caption": Case(
        body=f'<article>{H}<figure><img src="/a.jpg"><figcaption>{DECK}</figcaption></figure>{P}</article>'
    ),
    "date": Case(body=f"<article>{H}<h3>الأحد 1 آذار 2026</h3>{P}</article>"),
    "byline": Case(body=f"<article>{H}<h3>كتب: سامر العلي</h3>{P}</article>"),
    "title again": Case(body=f"<article>{H}<h2>{TITLE}</h2>{P}</article>"),
    "subheading of the text": Case(body=f"<article>{H}{P}<h2>{DECK}</h2>{P}</article>"),
    "related reports": Case(body=f'<article>{H}<div class="related"><h3>{DECK}</h3></div>{P}</article>'),
    "linked heading": Case(body=f'<article>{H}<h3><a href="/x">{DECK}</a></h3>{P}</article>'),
    "none": Case(body=f"<article>{H}{P}</article>"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_subtitle_is_the_printed_one(case: Case, make_page, make_outlet) -> None:
    html = f'<html lang="ar"><head><title>{TITLE}</title></head><body>{case.body}</body></html>'
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article), article
    assert article.subtitle == case.subtitle
    assert article.title == TITLE
