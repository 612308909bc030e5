"""What is known of an outlet's last weeks, plainly, and what an alarm is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, overload
from zoneinfo import ZoneInfo

from archive.error_language import ErrorSaying
from archive.health_texts import WORDS
from archive.language import Saying, joined, listed, saying, speaks_arabic
from extractors.country_names import NAMES
from extractors.urls import decoded

if TYPE_CHECKING:
    from archive.health_seen import Seen

HISTORY = timedelta(weeks=9)  # so much of the past is wanted
SHOWN = 60  # characters of a field's value that are shown
SEEDS = frozenset({"feed", "sitemap", "home", "section", "listing"})
REPORTS = frozenset({"article", "page"})
GONE = ("http-404", "http-410")
OTHER_HOST = "redirect-to-other-host"
# What became of a request, by the alarm it belongs to. The rest is none of an alarm's.
CAUSES: Mapping[str, str] = {
    **dict.fromkeys(("dns", "timeout", "disconnect", "connection-refused", "proxy"), "unreachable"),
    "tls": "certificate",
    **dict.fromkeys(("http-401", "http-402", "http-403", "http-406", "http-429", "http-451"), "blocked"),
    **dict.fromkeys(("bot-challenge", "access-denied", "geo-block", "consent-wall"), "blocked"),
    **dict.fromkeys(("login-wall", "paywall"), "blocked"),
    **dict.fromkeys(("server-error", "maintenance-page"), "server-errors"),
    **dict.fromkeys((*GONE, "not-found-page"), "not-found"),
    **dict.fromkeys(("no-body", "too-short", "script-only", "unreadable"), "bodies-missing"),
    **dict.fromkeys(("reading-memory", "reading-timeout"), "reading-limits"),
    "no-title": "titles-missing",
    "robots": "robots",
    OTHER_HOST: "moved",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """One crawl: when it began, whether it ended and read any seed, and why not, as its captures tell.

    `ours` says that this machine was offline: the crawl tells nothing of the outlet. `out_of_memory` says
    that it was ended since it took too much. `seen` is what it noticed beside pages, None when it noted
    nothing.
    """

    at: datetime
    ended: bool
    read: bool
    cause: str | None = None
    ours: bool = False
    out_of_memory: bool = False
    seen: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """The last answer of one crawl for one URL; `cause` says what was wrong, None: nothing."""

    at: datetime
    url: str
    role: str
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report as it was first read; `seed` is where its URL was found."""

    at: datetime
    article: str
    titled: bool = True
    dated: bool = True
    signed: bool = True
    words: int | None = None
    digest: str | None = None
    seed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A URL as it was first discovered, and whether robots.txt forbids it."""

    at: datetime
    forbidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something is the matter: its code, since when, and the figures that show it."""

    code: str
    since: datetime
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> Saying:
        """What is the matter, in words."""
        return Saying(WORDS[self.code].what.english, _values(self.figures))

    @property
    def cause(self) -> Saying:
        """What is likely behind it."""
        told = WORDS[self.code].cause
        return Saying(told.english, _values(self.figures)) if "{" in told.english else told

    @property
    def next(self) -> Saying:
        """What to do."""
        return WORDS[self.code].next


class Memory:
    """What rules that hang on a history alone, and not on the clock, found in it before: here nothing.

    `name` is the rule's, with whatever else it was given. What is remembered is what it would find.
    """

    def alarms(self, name: str, find: Callable[[], Iterable[Alarm | None]]) -> list[Alarm]:
        """The alarms that `find` finds."""
        return [alarm for alarm in find() if alarm is not None]

    def figures(self, name: str, count: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """The figures that `count` counts, as JSON can hold them."""
        return count()


NO_MEMORY = Memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What HISTORY holds of an outlet, each part in order of time; `ever_read`: whether anything ever was.

    `drift` are alarms that the look after the last crawl left standing (see `archive.drift`).
    """

    slug: str
    zone: ZoneInfo
    crawls: Sequence[Crawl] = ()
    fetches: Sequence[Fetch] = ()
    texts: Sequence[Text] = ()
    sightings: Sequence[Sighting] = ()
    next_due_at: datetime | None = None
    ever_read: bool = False
    drift: Sequence[Alarm] = ()
    memory: Memory = NO_MEMORY


def moments_of(things: Sequence[Fetch] | Sequence[Text] | Sequence[Sighting]) -> Sequence[datetime]:
    """The times of things, without the things where these are not made yet (see `archive.health_columns`)."""
    at: Sequence[datetime] | None = getattr(things, "at", None)
    return _Times(things) if at is None else at


class _Times(Sequence[datetime]):
    """The times of things in a list, each taken when it is asked for: a search asks for few."""

    __slots__ = ("_things",)

    def __init__(self, things: Sequence[Fetch] | Sequence[Text] | Sequence[Sighting]) -> None:
        self._things = things

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, index: int) -> datetime: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[datetime]: ...
    def __getitem__(self, index: int | slice) -> datetime | Sequence[datetime]:
        if isinstance(index, slice):
            return [one.at for one in self._things[index]]
        return self._things[index].at


def code_of(cause: str | None) -> str | None:
    """The alarm that what became of a request belongs to; None when it was well, or is none of an alarm's."""
    if cause is None:
        return None
    if cause.startswith("http-5"):
        return "server-errors"
    return CAUSES.get(cause)


class Land(Saying):
    """A country's name in the language of the reader, its code where the catalogue has no name of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code, {})

    def __str__(self) -> str:
        return self.in_arabic() if speaks_arabic() else self.in_english()

    def in_english(self) -> str:
        return NAMES[self.english][1] if self.english in NAMES else self.english

    def in_arabic(self) -> str:
        return NAMES[self.english][0] if self.english in NAMES else self.english


DECLARED = saying("it was declared")
FORWARD, BACK = saying("forward"), saying("back")


def _values(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures as a text takes them: names of fields are words of a language."""
    values = dict(figures)
    if values.get("fields"):
        values["fields"] = listed(map(saying, values["fields"]))
    if values.get("countries"):
        values["countries"] = listed(map(Land, values["countries"]))
        values["outlets"] = listed(map(saying, values["outlets"]))  # slugs, the same in every language
    if "problem" in values:
        values["problem"] = ErrorSaying(values["problem"], {})
    if "last" in values and values["last"] is None:
        values["last"] = DECLARED
    if values.get("to"):
        values["to"] = FORWARD if values["to"] == "forward" else BACK
    return values


def _in_words(lost: Mapping[str, Any]) -> Saying:
    """How one field read before and now, each shown by its beginning."""
    values = {"field": saying(lost["field"]), "before": _short(lost["before"])}
    if lost["now"] is None:
        return saying("{field}: «{before}» before, nothing now", **values)
    return saying("{field}: «{before}» before, «{now}» now", **values, now=_short(lost["now"]))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def figures_in_words(alarm: Alarm) -> Saying | None:
    """The share that fell, or how fields read before and now, in words; None for an alarm of neither."""
    told = alarm.figures
    if "lost" in told:
        page = saying("page {url}", url=decoded(told["url"]))
        return joined([page, *(_in_words(one) for one in told["lost"])])
    if "share" not in told:
        return None
    return saying(
        "{good} of the last {of} are well; before it was {before} %",
        good=told["good"],
        of=told["of"],
        before=round(100 * told["before"]),
    )
