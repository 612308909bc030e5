"""The figures of an outlet's last days: which requests and pages fail, and how whole its reports are."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import TypeVar

from archive.health_history import OTHER_HOST, REPORTS, Fetch, History, Text, moments_of

T = TypeVar("T", Fetch, Text)
DAYS = 7
# What keeps an answer away; whatever else was wrong, was wrong with the page that came.
FETCHING = frozenset(
    {"address-refused", "connection-refused", "disconnect", "dns", "failed", "no-http-head", "proxy"}
    | {"resent", "scheme", "timeout", "tls", "too-large", "unparsable-head", OTHER_HOST}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of the last DAYS: requests `asked` for and `failed` by cause, `pages` of reports that came and those of
    them that are `unread` by cause; of `new` reports the shares (0 to 1) with title, date and byline, their
    median length in `words` beside that of the weeks before, and how many addresses gave one same text.

    None is what too little is there to tell of.
    """

    asked: int
    failed: Mapping[str, int]
    pages: int
    unread: Mapping[str, int]
    new: int
    title: float | None
    body: float | None
    date: float | None
    byline: float | None
    words: int | None
    usual_words: int | None
    same_text: int


def figures(history: History, now: datetime) -> Figures:
    """The figures at `now`."""
    since = now - timedelta(days=DAYS)
    asked, new = _span(history.fetches, since, now), _span(history.texts, since, now)
    named = f"figures {asked.start} {asked.stop} {new.start} {new.stop}"
    return Figures(**history.memory.figures(named, lambda: asdict(_figures(history, asked, new))))


def _figures(history: History, asked: slice, new: slice) -> Figures:
    fetches, texts = history.fetches[asked], history.texts[new]
    failed = Counter(one.cause for one in fetches if one.cause is not None and is_fetching(one.cause))
    pages = [
        one for one in fetches if one.role in REPORTS and (one.cause is None or not is_fetching(one.cause))
    ]
    unread = Counter(one.cause for one in pages if one.cause is not None)
    digests = Counter(digest for digest, _ in {(one.digest, one.article) for one in texts if one.digest})
    return Figures(
        asked=len(fetches),
        failed=_in_order(failed),
        pages=len(pages),
        unread=_in_order(unread),
        new=len(texts),
        title=_share(sum(one.titled for one in texts), len(texts)),
        body=_share(len(pages) - unread.total(), len(pages)),
        date=_share(sum(one.dated for one in texts), len(texts)),
        byline=_share(sum(one.signed for one in texts), len(texts)),
        words=_median(texts),
        usual_words=_median(history.texts[: new.start]),
        same_text=max(digests.values(), default=0),
    )


def is_fetching(cause: str) -> bool:
    """Whether the cause is one of fetching rather than of reading."""
    return cause.startswith("http-") or cause in FETCHING


def _span(things: Sequence[T], after: datetime, until: datetime) -> slice:
    at = moments_of(things)
    return slice(bisect_right(at, after), bisect_right(at, until))


def _in_order(causes: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(((str(cause), n) for cause, n in causes.items()), key=lambda one: (-one[1], one[0])))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _median(texts: Sequence[Text]) -> int | None:
    words = [one.words for one in texts if one.words is not None]
    return round(median(words)) if words else None
