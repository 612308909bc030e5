"""A layout is learnt from reports that are known, for each new design of each make of site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from archive.page_fields import SAME_DESIGN, compare, likeness, plain
from crawlers.relearning import Seen, reading_of, relearn, with_layout
from extractors.article import Article, Page
from extractors.outlets import Outlet, parse_outlet
from extractors.reader import read_article
from newsroom import Newsroom
from newsroom.makes import Gold
from newsroom.outlets import OUTLETS
from newsroom.redesigns import REDESIGNS
from newsroom.variants import VARIANTS
from tests.crawlers.test_doctor_variants import plain_fetch

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
LEARNT_FROM = 8
# Each takes fields from almost every report; with the others the reader copes on most makes by itself.
LOSING = [
    ("titled-apart", "almithal"),
    ("dated-below", "waha"),
    ("text-in-chunks", "barid"),
    ("redesign", "sada"),
]
ALL = [
    (name, outlet.slug)
    for name in (*REDESIGNS, "redesign", "bare", "date-moved")
    for outlet in OUTLETS
    if (name, outlet.slug) not in LOSING
]


@dataclass(frozen=True)
class Redesigned:
    """An outlet's pages before and after, by address, and what they print."""

    outlet: Outlet
    before: Mapping[str, Page]
    after: Mapping[str, Page]
    gold: Mapping[str, Gold]

    def seen(self, count: int = LEARNT_FROM) -> list[Seen]:
        return [Seen(before=self.before[url], after=self.after[url]) for url in list(self.gold)[:count]]


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(faulty=False, remember=False) as room:
        yield room


def redesigned(room: Newsroom, slug: str, name: str) -> Redesigned:
    outlet, gold = parse_outlet(room.declaration(slug), slug, slug), room.gold(slug)
    before = pages_at(gold)
    room.break_outlet(slug, name)
    after = pages_at(gold)
    room.restore_outlet(slug)
    return Redesigned(outlet=outlet, before=before, after=after, gold=gold)


def pages_at(urls: Mapping[str, Gold]) -> dict[str, Page]:
    fetch = plain_fetch()
    answers = {url: fetch(url) for url in urls}
    return {
        url: Page(
            url=one.url, captured_at=NOW, status=one.status, content_type=one.content_type, body=one.body
        )
        for url, one in answers.items()
    }


def misread(case: Redesigned, pages: Mapping[str, Page], outlet: Outlet) -> dict[str, list[str]]:
    """The reports read otherwise than they were, or than they print, by field."""
    wrong: dict[str, list[str]] = {}
    for url, gold in case.gold.items():
        read, was = read_article(pages[url], outlet), read_article(case.before[url], case.outlet)
        assert isinstance(was, Article)
        if not isinstance(read, Article):
            wrong.setdefault("refused", []).append(url)
            continue
        right = {
            "title": plain(read.title) == plain(gold.title),
            "body": plain(read.body) == plain(" ".join(gold.body)),
            "date": read.published is not None and read.published.day == gold.published.date().isoformat(),
            "byline": read.authors == was.authors,
            "dateline": read.dateline == was.dateline,
        }
        for field, good in right.items():
            if not good:
                wrong.setdefault(field, []).append(url)
    return wrong


def check(room: Newsroom, name: str, slug: str) -> None:
    case = redesigned(room, slug, name)
    learnt = relearn(case.seen(), case.outlet)
    if learnt is None:
        pairs = [(one.before, one.after) for one in case.seen()]
        read = [compare(reading_of(was, case.outlet), reading_of(now, case.outlet)) for was, now in pairs]
        assert "layout" not in {one.verdict for one in read}
        return
    assert learnt.left == ()
    assert learnt.parts
    outlet = with_layout(case.outlet, learnt.parts, learnt.since)
    for field, urls in misread(case, case.after, outlet).items():
        # A report or two that no page of those learnt from was like.
        assert len(urls) <= 0.1 * len(case.gold), (field, learnt.parts, urls)
    assert misread(case, case.before, outlet) == misread(case, case.before, case.outlet)


@pytest.mark.parametrize(("name", "slug"), LOSING)
def test_all_fields_read_right_again_with_the_layout_that_is_learnt(
    room: Newsroom, name: str, slug: str
) -> None:
    case = redesigned(room, slug, name)
    assert misread(case, case.after, case.outlet)
    learnt = relearn(case.seen(), case.outlet)
    assert learnt is not None
    assert learnt.bad > LEARNT_FROM / 2
    assert learnt.left == ()
    outlet = with_layout(case.outlet, learnt.parts, learnt.since)
    assert misread(case, case.after, outlet) == {}
    assert misread(case, case.before, outlet) == {}


@pytest.mark.soak
@pytest.mark.parametrize(("name", "slug"), ALL)
def test_every_new_design_of_every_make_is_learnt(room: Newsroom, name: str, slug: str) -> None:
    check(room, name, slug)


@pytest.mark.parametrize("slug", ["almithal", "waha", "sadd"])
def test_two_reports_of_one_design_are_alike_and_two_designs_are_not(room: Newsroom, slug: str) -> None:
    case = redesigned(room, slug, "titled-apart")
    first, *others = case.seen(5)
    own = reading_of(first.before, case.outlet).design
    assert own is not None
    for one in others:
        same, new = (reading_of(page, case.outlet).design for page in (one.before, one.after))
        assert same is not None
        assert new is not None
        assert likeness(own, new) < SAME_DESIGN / 2 < SAME_DESIGN < likeness(own, same)


def test_one_report_that_is_known_is_enough(room: Newsroom) -> None:
    case = redesigned(room, "almithal", "titled-apart")
    learnt = relearn(case.seen(1), case.outlet)
    assert learnt is not None
    outlet = with_layout(case.outlet, learnt.parts, learnt.since)
    assert misread(case, case.after, outlet) == {}


def test_pages_that_read_as_before_teach_nothing(room: Newsroom) -> None:
    case = redesigned(room, "almithal", "charset")
    same = [Seen(before=one.before, after=one.before) for one in case.seen()]
    assert relearn(same, case.outlet) is None


def test_the_newsroom_knows_these_designs_apart_from_the_ways_to_break() -> None:
    assert not REDESIGNS.keys() & VARIANTS.keys()
