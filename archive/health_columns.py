"""The rows of one outlet's history as columns: small to keep, and made into things only where a rule looks.

Times are microseconds since 1970; what is printed or named stands once in `words`, and -1 is None.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, overload

from archive.health_history import Crawl, Fetch, Sighting, Text
from archive.health_seen import read_seen

T = TypeVar("T")
Micros = int
EPOCH, MICRO = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
NONE = -1
TITLED, DATED, SIGNED = 1, 2, 4
# The columns beside each column of times, and which of them hold places in `words`.
BESIDE = {
    "fetch_at": ("fetch_url", "fetch_role", "fetch_cause"),
    "text_at": ("text_article", "text_has", "text_words", "text_digest", "text_seed"),
    "seen_at": ("seen_forbidden",),
}
NAMED = frozenset({"fetch_url", "fetch_role", "fetch_cause", "text_article", "text_digest", "text_seed"})


def micros(at: datetime) -> Micros:
    """Microseconds since 1970."""
    return (at - EPOCH) // MICRO


def at_micros(value: Micros) -> datetime:
    """The moment that `micros` counted."""
    return EPOCH + timedelta(microseconds=value)


class Moments(Sequence[datetime]):
    """Some of a column of times, as moments."""

    __slots__ = ("_begin", "_column", "_end")

    def __init__(self, column: Sequence[Micros], begin: int, end: int) -> None:
        self._column, self._begin, self._end = column, begin, end

    def __len__(self) -> int:
        return self._end - self._begin

    @overload
    def __getitem__(self, index: int) -> datetime: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[datetime]: ...
    def __getitem__(self, index: int | slice) -> datetime | Sequence[datetime]:
        if isinstance(index, slice):
            begin, end, step = index.indices(len(self))
            if step != 1:
                return list(self)[index]
            return Moments(self._column, self._begin + begin, self._begin + max(begin, end))
        return at_micros(self._column[_place(index, self._begin, self._end)])

    def __iter__(self) -> Iterator[datetime]:
        return map(at_micros, self._column[self._begin : self._end])


class Part(Sequence[T], Generic[T]):
    """Things `begin` to `end` of columns in order of time, made by `make` when one is asked for."""

    __slots__ = ("_all", "_begin", "_column", "_end", "_make")

    def __init__(
        self, column: Sequence[Micros], begin: int, end: int, make: Callable[[int, int], list[T]]
    ) -> None:
        self._column, self._begin, self._end, self._make = column, begin, end, make
        self._all: list[T] | None = None

    @property
    def at(self) -> Sequence[datetime]:
        """The times of all, without the things."""
        return Moments(self._column, self._begin, self._end)

    def __len__(self) -> int:
        return self._end - self._begin

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if self._all is not None:
            return self._all[index]
        if isinstance(index, slice):
            begin, end, step = index.indices(len(self))
            if step != 1:
                return self._things()[index]
            return Part(self._column, self._begin + begin, self._begin + max(begin, end), self._make)
        place = _place(index, self._begin, self._end)
        return self._make(place, place + 1)[0]

    def __iter__(self) -> Iterator[T]:
        return iter(self._things())

    def _things(self) -> list[T]:
        if self._all is None:
            self._all = self._make(self._begin, self._end)
        return self._all


def _place(index: int, begin: int, end: int) -> int:
    place = begin + index if index >= 0 else end + index
    if not begin <= place < end:
        raise IndexError(index)
    return place


@dataclass(slots=True, kw_only=True)
class Told:
    """What the captures of one crawl tell: the first and the last, whether a seed was read, and why not."""

    first: Micros
    last: Micros
    read: bool
    cause: str | None


@dataclass(slots=True, kw_only=True)
class Columns:
    """Everything an outlet's History is made of. Each part is in the order in which the index gave it.

    `crawls` are rows of id, time, whether it ended, whether for want of memory, and what it noticed (JSON).
    """

    crawls: list[list[Any]] = field(default_factory=list)
    told: dict[str, Told] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    fetch_at: array[int] = field(default_factory=lambda: array("q"))
    fetch_url: array[int] = field(default_factory=lambda: array("i"))
    fetch_role: array[int] = field(default_factory=lambda: array("i"))
    fetch_cause: array[int] = field(default_factory=lambda: array("i"))
    text_at: array[int] = field(default_factory=lambda: array("q"))
    text_article: array[int] = field(default_factory=lambda: array("i"))
    text_has: array[int] = field(default_factory=lambda: array("i"))
    text_words: array[int] = field(default_factory=lambda: array("i"))
    text_digest: array[int] = field(default_factory=lambda: array("i"))
    text_seed: array[int] = field(default_factory=lambda: array("i"))
    seen_at: array[int] = field(default_factory=lambda: array("q"))
    seen_forbidden: array[int] = field(default_factory=lambda: array("i"))

    def extend(self, other: Columns, since: Micros, until: Micros) -> None:
        """Add what another holds from `since` to before `until`; no crawl of its may be cut by either."""
        self.crawls += [row for row in other.crawls if since <= row[1] < until]
        self.told |= {
            crawl: told for crawl, told in other.told.items() if since <= told.first and told.last < until
        }
        places: dict[int, int] = {NONE: NONE}
        index = {word: place for place, word in enumerate(self.words)}
        for times, beside in BESIDE.items():
            column = getattr(other, times)
            begin, end = bisect_left(column, since), bisect_left(column, until)
            getattr(self, times).extend(column[begin:end])
            for name in beside:
                part = getattr(other, name)[begin:end]
                if name in NAMED:
                    for place in set(part) - places.keys():
                        word = other.words[place]
                        places[place] = index.setdefault(word, len(self.words))
                        if places[place] == len(self.words):
                            self.words.append(word)
                    part = array("i", map(places.__getitem__, part))
                getattr(self, name).extend(part)

    def fetches(self, begin: int, end: int) -> list[Fetch]:
        """Fetches `begin` to `end`."""
        at, words = map(at_micros, self.fetch_at[begin:end]), [*self.words, None]
        of = zip(
            at,
            self.fetch_url[begin:end],
            self.fetch_role[begin:end],
            self.fetch_cause[begin:end],
            strict=True,
        )
        return [
            Fetch(at=at, url=self.words[url], role=self.words[role], cause=words[cause])
            for at, url, role, cause in of
        ]

    def texts(self, begin: int, end: int) -> list[Text]:
        """Texts `begin` to `end`."""
        words = [*self.words, None]
        of = zip(
            map(at_micros, self.text_at[begin:end]),
            self.text_article[begin:end],
            self.text_has[begin:end],
            self.text_words[begin:end],
            self.text_digest[begin:end],
            self.text_seed[begin:end],
            strict=True,
        )
        return [
            Text(
                at=at,
                article=self.words[article],
                titled=bool(has & TITLED),
                dated=bool(has & DATED),
                signed=bool(has & SIGNED),
                words=None if count == NONE else count,
                digest=words[digest],
                seed=words[seed],
            )
            for at, article, has, count, digest, seed in of
        ]

    def sightings(self, begin: int, end: int) -> list[Sighting]:
        """Sightings `begin` to `end`."""
        of = zip(map(at_micros, self.seen_at[begin:end]), self.seen_forbidden[begin:end], strict=True)
        return [Sighting(at=at, forbidden=bool(forbidden)) for at, forbidden in of]

    def crawls_made(self, begin: int, end: int) -> list[Crawl]:
        """Crawls `begin` to `end`."""
        made = []
        for crawl, at, ended, out_of_memory, noticed in self.crawls[begin:end]:
            told = self.told.get(crawl)
            read = told is not None and told.read
            made.append(
                Crawl(
                    at=at_micros(at),
                    ended=ended,
                    read=read,
                    cause=told.cause if told is not None and ended and not read else None,
                    out_of_memory=out_of_memory,
                    seen=read_seen(noticed),
                )
            )
        return made
