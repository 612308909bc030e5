"""What a reader of running text is given, and what it gives back: one expression, and where it stands."""

import re
from dataclasses import dataclass
from datetime import date

from extractors.calendars import spaced
from extractors.day_words import ORDINALS
from extractors.folded import Folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A date at text[start:end]; `relative` when the day of publication had, or would have, a part in it.

    `year` is the year that was told outright.
    """

    start: int
    end: int
    value: str | None
    precision: str | None
    relative: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an expression stands: the text, the day of publication, and the last year told near it."""

    folded: Folded
    published: date | None
    year_near: int | None

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text


def entry(
    match: re.Match[str],
    value: str | None,
    precision: str | None,
    relative: bool,
    year: int | None = None,
    start: int | None = None,
) -> Said:
    """Give what a match says, as precise as told; no precision where there is no value."""
    return Said(
        start=match.start() if start is None else start,
        end=match.end(),
        value=value,
        precision=precision if value is not None else None,
        relative=relative,
        year=year,
    )


def which_one(match: re.Match[str]) -> int | None:
    """Give -2 for «قبل الماضي», -1 for «الماضي», 0 for «الجاري», 1 for «المقبل», None for none of them."""
    for name, which in (("beforelast", -2), ("last", -1), ("this", 0), ("next", 1)):
        if match[name]:
            return which
    return None


def day_number(match: re.Match[str]) -> int:
    """Give the day of the month in figures or words."""
    printed = match["day"]
    return int(printed) if printed.isdigit() else ORDINALS[spaced(printed)]
