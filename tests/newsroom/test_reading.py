"""The reader finds on the newer makes' pages what their gold says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from extractors.article import Article, NotAnArticle, Page
from extractors.outlets import parse_outlet
from extractors.reader import read_article
from newsroom import Newsroom
from newsroom.outlets import FAULTY, OUTLETS

Visits = Callable[[str], Any]
NEW = tuple(outlet.slug for outlet in OUTLETS if outlet.slug not in FAULTY)


def page_of(url: str, found: Any) -> Page:
    """What was answered, as a page about to be read."""
    return Page(
        url=url,
        captured_at=datetime.now(UTC),
        status=found.status,
        content_type=found.media_type,
        body=found.body,
    )


@pytest.mark.parametrize("slug", NEW)
def test_title_text_and_day_are_read_from_every_report(room: Newsroom, visit: Visits, slug: str) -> None:
    outlet = parse_outlet(room.declaration(slug), slug, f"{slug}.toml")
    for url, gold in room.gold(slug).items():
        found = visit(url)
        article = read_article(page_of(url, found), outlet)
        assert isinstance(article, Article), url
        assert (article.title, article.subtitle) == (gold.title, gold.subtitle), url
        assert "\n\n".join(gold.body) in article.body, url
        assert article.published is not None, url
        assert article.published.day == gold.published.date().isoformat(), url


@pytest.mark.parametrize("slug", [outlet.slug for outlet in OUTLETS])
def test_what_is_no_report_is_refused_on_every_make(room: Newsroom, visit: Visits, slug: str) -> None:
    outlet = parse_outlet(room.declaration(slug), slug, f"{slug}.toml")
    undeclared = replace(outlet, sections=())
    site = room.outlets[slug]
    for url in dict.fromkeys((*site.sections, *site.others)):
        found = visit(url)
        assert isinstance(read_article(replace(page_of(url, found), status=200), undeclared), NotAnArticle), (
            url
        )


@pytest.mark.parametrize("slug", FAULTY)
def test_no_report_of_the_older_makes_is_refused(room: Newsroom, visit: Visits, slug: str) -> None:
    outlet = parse_outlet(room.declaration(slug), slug, f"{slug}.toml")
    for url, gold in room.gold(slug).items():
        found = visit(url)
        article = read_article(page_of(url, found), outlet)
        assert isinstance(article, Article), url
        assert article.title == gold.title
