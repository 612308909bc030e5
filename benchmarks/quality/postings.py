"""What a story is given before it is printed: who signs it, when it appeared, what stands around it.

Everything follows from the names of design and number, so the same page is printed in every run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from benchmarks.quality import phrases
from benchmarks.quality.material import Story
from extractors.outlets import Outlet
from extractors.zones import zone

_FIRST, _LAST = datetime(2009, 1, 1), datetime(2026, 11, 1)  # noqa: DTZ001 - any outlet's own clock
_TELLING_CLOCKS = ((0, 0), (23, 59), (0, 5), (12, 0), (12, 30), (1, 10), (23, 30))
NEIGHBOURS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: persons, or an agency, or the outlet's own desk; a place where one is printed."""

    persons: tuple[str, ...] = ()
    place: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another report that the page points to."""

    title: str
    teaser: str
    paragraphs: tuple[str, ...]
    path: str
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """All that one page prints. `moment` is in the outlet's zone, None on a page that prints no date."""

    number: int
    outlet: Outlet
    title: str
    subtitle: str | None
    paragraphs: tuple[str, ...]
    signature: Signature | None
    moment: datetime | None
    with_time: bool
    captured_at: datetime
    section: str
    tags: tuple[str, ...]
    caption: str | None
    credit: str
    neighbours: tuple[Neighbour, ...]
    random: Random

    @property
    def clock(self) -> datetime:
        """The capture's moment in the outlet's zone: what a page's own clock shows."""
        return self.captured_at.astimezone(zone(self.outlet.timezone))

    def maybe(self, share: float) -> bool:
        """Say yes in this share of the cases."""
        return self.random.random() < share

    def one(self, choices: Sequence[str]) -> str:
        """Give one of the choices."""
        return self.random.choice(choices)


def person(random: Random) -> str:
    """Give an invented name."""
    return f"{random.choice((*phrases.MEN, *phrases.WOMEN))} {random.choice(phrases.FAMILIES)}"


def make_posting(outlet: Outlet, number: int, stories: Sequence[Story], purpose: str = "report") -> Posting:
    """Give the posting of that number: it prints one of the stories, with others beside it."""
    random = Random(f"{outlet.slug}/{purpose}/{number}")
    start = Random(outlet.slug).randrange(len(stories))
    story = stories[(start + number) % len(stories)]
    moment = _moment(random, outlet)
    captured_at = moment + _gap(random)
    neighbours = tuple(
        _neighbour(
            random, stories[(start + number + random.randrange(1, len(stories))) % len(stories)], moment
        )
        for _ in range(NEIGHBOURS)
    )
    return Posting(
        number=number,
        outlet=outlet,
        title=story.title,
        subtitle=random.choice(phrases.SUBTITLES) if random.random() < 0.3 else None,
        paragraphs=story.paragraphs,
        signature=_signature(random),
        moment=None if random.random() < 0.05 else moment,
        with_time=random.random() < 0.7,
        captured_at=captured_at,
        section=random.choice(phrases.SECTIONS),
        tags=tuple(random.sample(phrases.TAGS, random.randint(0, 5))),
        caption=random.choice(phrases.CAPTIONS) if random.random() < 0.7 else None,
        credit=random.choice(phrases.CREDITS),
        neighbours=neighbours,
        random=random,
    )


def _moment(random: Random, outlet: Outlet) -> datetime:
    minutes = int((_LAST - _FIRST).total_seconds() // 60)
    moment = _FIRST + timedelta(minutes=random.randrange(minutes))
    if random.random() < 0.15:
        hour, minute = random.choice(_TELLING_CLOCKS)
        moment = moment.replace(hour=hour, minute=minute)
    if random.random() < 0.08:
        moment = moment.replace(month=random.choice((1, 12)), day=random.choice((1, 31)))
    return moment.replace(tzinfo=zone(outlet.timezone))


def _gap(random: Random) -> timedelta:
    if random.random() < 0.6:
        return timedelta(minutes=random.randrange(20, 60 * 24))
    return timedelta(days=random.randrange(1, 20))


def _neighbour(random: Random, story: Story, near: datetime) -> Neighbour:
    number = random.randrange(10_000, 999_999)
    moment = near + timedelta(minutes=random.randrange(-60 * 24 * 30, 60 * 12))
    teaser = story.paragraphs[0]
    return Neighbour(
        title=story.title,
        paragraphs=story.paragraphs,
        teaser=teaser
        if len(teaser) < 240
        else teaser[:220].rsplit(" ", 1)[0] + random.choice(("...", "…", " [...]")),
        path=f"/{random.choice(('news', 'article', 'story'))}/{number}",
        moment=moment,
    )


def _signature(random: Random) -> Signature | None:
    kind = random.random()
    place = random.choice(phrases.PLACES)
    if kind < 0.5:
        return Signature(persons=(person(random),), place=place if random.random() < 0.4 else None)
    if kind < 0.6:
        return Signature(persons=(person(random), person(random)))
    if kind < 0.75:
        return Signature(
            agency=random.choice(phrases.AGENCIES), place=place if random.random() < 0.5 else None
        )
    return None
