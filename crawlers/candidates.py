"""Candidates (URLs that a seed pointed at) and the problems met while a seed was read."""

import re
from collections import Counter
from dataclasses import dataclass

from archive.terminal import one_line
from extractors.urls import UrlError, normalise

KEPT_PER_CODE = 20  # a broken seed repeats one fault thousands of times: the first few explain it
ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)  # joining with a base costs as much as all the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A normalised absolute URL with what the seed said of it; dates are the strings as printed."""

    url: str
    published_raw: str | None = None
    modified_raw: str | None = None
    title: str | None = None
    author: str | None = None


class Problems:
    """Collects `code: detail` strings, KEPT_PER_CODE of a code, then how many more there were."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._counts: Counter[str] = Counter()

    def add(self, code: str, detail: str = "") -> None:
        """Notes one problem; the detail may be hostile, it is kept printable and short."""
        self._counts[code] += 1
        if self._counts[code] <= KEPT_PER_CODE:
            self._kept.append(f"{code}: {printable(detail)}" if detail else code)

    def as_tuple(self) -> tuple[str, ...]:
        """All problems so far in the order met, the uncounted rest of each code at the end."""
        more = {code: count - KEPT_PER_CODE for code, count in self._counts.items() if count > KEPT_PER_CODE}
        return (*self._kept, *(f"{code}: and {count} more" for code, count in more.items()))


def printable(text: str, limit: int = 200) -> str:
    """`text` with control and direction characters as escapes, cut at `limit` characters."""
    return one_line(text if len(text) <= limit else text[:limit] + "…")


def web_url(url: str, base: str, problems: Problems) -> str | None:
    """The normalised http(s) URL, or None after noting `bad-url` with the offending value."""
    try:
        url = url.strip()
        return normalise(url) if ABSOLUTE.match(url) else normalise(url, base)
    except UrlError as error:
        problems.add("bad-url", f"{printable(url)} ({error})")
        return None
