"""Claims of a date held against the clock: which can be read, and as what; why the others cannot."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from extractors.article import Stamp
from extractors.date_choice import LOOSE, STRONG, WEAK, Reading, is_empty, without_filler
from extractors.date_claims import Claimed
from extractors.date_marks import PUBLISHED
from extractors.dates import (
    HIJRI_ONLY,
    DateError,
    is_ahead,
    is_date_line,
    printed_stamp,
    read_stamp,
    weekday_disagrees,
)
from extractors.day_order import is_day_first, orders_shown
from extractors.printed_lines import plain, stands_alone

LONGEST = 300  # characters of one claim kept
# How day and month of figures were told apart, where neither they nor the metadata do.
DAY_BEFORE_MONTH = "figures read with the day before the month"
MONTH_BEFORE_DAY = "figures read with the month before the day"
_SENTENCE = "a date in a sentence"
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/.-])")
_JUST_MADE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a claim is held against: the moment of the capture, the outlet's time zone and country."""

    captured_at: datetime
    zone: tzinfo
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim held against the clock: its reading, or why there is none."""

    claimed: Claimed
    reading: Reading | None
    verdict: str = ""
    detail: str | None = None


def hold_claims(claimed: list[Claimed], clock: Clock, page: Iterable[str] = ()) -> list[Held]:
    """Give what each claim says, without lines by the title that turned out to print no date.

    `page` are the page's lines, which may show in which order it writes day and month.
    """
    held = [held for claim in claimed if not _is_prose(held := _hold(claim, clock))]
    kept = _one_of_a_block(held)
    if any(map(cannot_tell, kept)):
        shown = orders_shown(page)
        kept = [_hold_again(one, held, shown, clock) for one in kept]
        if any(map(cannot_tell, kept)):
            kept = [_without_reading(one) if _is_weak_line(one) else one for one in kept]
    return _with_one_shown(kept)


def _hold(claimed: Claimed, clock: Clock) -> Held:
    try:
        stamp = _read(claimed, clock)
    except DateError as error:
        return Held(claimed=claimed, reading=None, verdict="unread", detail=str(error))
    if is_empty(stamp):
        return Held(claimed=claimed, reading=None, verdict="unread", detail="the empty value of a database")
    if is_ahead(stamp, clock.captured_at, clock.zone):
        return Held(claimed=claimed, reading=None, verdict="ahead", detail="lies after the capture")
    own_day = clock.captured_at.astimezone(clock.zone).date().isoformat()
    if claimed.line and claimed.line.above and claimed.weight == WEAK and stamp.day == own_day:
        detail = "the day of the capture, printed above the title: the page's own calendar"
        return Held(claimed=claimed, reading=None, verdict="unread", detail=detail)
    weight = claimed.weight
    if claimed.line and not stands_alone(claimed.line, stamp.raw):
        if not claimed.line.loose:
            return Held(claimed=claimed, reading=None, verdict="unread", detail=_SENTENCE)
        weight = WEAK
    if weight <= LOOSE and not claimed.printed and _is_moment_of(stamp, clock.captured_at):
        detail = "the moment of the capture: when the page was made"
        return Held(claimed=claimed, reading=None, verdict="unread", detail=detail)
    reading = Reading(stamp=stamp, weight=weight, printed=claimed.printed)
    if reading.relative or stamp.source.endswith(HIJRI_ONLY):
        reading = replace(reading, weight=min(weight, LOOSE))
    return Held(claimed=claimed, reading=without_filler(reading, clock.zone))


def _is_moment_of(stamp: Stamp, captured_at: datetime) -> bool:
    if stamp.precision == "day":
        return False
    return abs(datetime.fromisoformat(stamp.value) - captured_at) < _JUST_MADE


def _is_prose(held: Held) -> bool:
    """Say whether a line by the title turned out to print no date at all."""
    line = held.claimed.line
    if line is None or held.verdict != "unread":
        return False
    figures = cannot_tell(held)
    if figures and stands_alone(line, figures[0]):
        return False  # its order of day and month may yet be told
    return held.detail == _SENTENCE or not is_date_line(line.text)


def _one_of_a_block(held: list[Held]) -> list[Held]:
    """Of the readings that the parts of one line gave, keep the weightiest, and of equals the finest."""
    best: dict[tuple[int, str], Held] = {}
    for one in held:
        line = one.claimed.line
        if line is None or line.block < 0:
            continue
        place = (line.block, one.claimed.kind)
        if place not in best or _worth(one) > _worth(best[place]):
            best[place] = one
    kept = set(map(id, best.values()))
    return [one for one in held if one.claimed.line is None or one.claimed.line.block < 0 or id(one) in kept]


def _worth(held: Held) -> tuple[int, bool]:
    reading = held.reading
    return (-1, False) if reading is None else (reading.weight, "T" in reading.stamp.value)


def _with_one_shown(held: list[Held]) -> list[Held]:
    """Let only the first line at the title weigh as the report's date; a second one is rarely that."""
    lines = [
        one
        for one in held
        if one.reading and one.claimed.line and one.claimed.kind == PUBLISHED and one.reading.weight == STRONG
    ]
    later = set(map(id, lines[1:]))
    return [
        replace(one, reading=replace(one.reading, weight=LOOSE)) if one.reading and id(one) in later else one
        for one in held
    ]


def cannot_tell(one: Held) -> re.Match[str] | None:
    """Give the figures of a printed day that could not be read."""
    return _FIGURES.search(one.claimed.raw) if one.claimed.line and one.verdict == "unread" else None


def _is_weak_line(one: Held) -> bool:
    return one.claimed.line is not None and one.reading is not None and one.reading.weight <= WEAK


def _without_reading(one: Held) -> Held:
    detail = "a line away from the title, where a date at the title cannot be read"
    return Held(claimed=one.claimed, reading=None, verdict="unread", detail=detail)


def _hold_again(one: Held, others: list[Held], shown: frozenset[bool], clock: Clock) -> Held:
    """Read a printed day whose figures do not tell it («5/3/2026») in the order that the page tells."""
    line, figures = one.claimed.line, cannot_tell(one)
    if line is None or figures is None:
        return one
    first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
    by_day, by_month = f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
    told = {
        other.reading.stamp.day
        for other in others
        if other.reading and not other.reading.printed and other.reading.weight >= LOOSE
    } & {by_day, by_month}
    day, detail = next(iter(told), ""), "day and month in the order of the metadata's day"
    if len(told) != 1:
        day_first = is_day_first(line.text, shown, clock.country)
        if told or day_first is None:
            return one
        day, detail = (by_day, DAY_BEFORE_MONTH) if day_first else (by_month, MONTH_BEFORE_DAY)
    text = f"{line.text[: figures.start()]}{day}{line.text[figures.end() :]}"
    again = _hold(replace(one.claimed, raw=text, line=replace(line, text=text)), clock)
    if again.reading is None or weekday_disagrees(text):
        return one
    weight = again.reading.weight if told or shown else min(again.reading.weight, LOOSE)
    stamp = replace(again.reading.stamp, raw=one.claimed.raw)
    return Held(
        claimed=one.claimed, reading=replace(again.reading, stamp=stamp, weight=weight, detail=detail)
    )


def _read(claimed: Claimed, clock: Clock) -> Stamp:
    raw, source = claimed.raw[:LONGEST], claimed.source
    if claimed.utc:
        return replace(read_stamp(f"{raw}Z", source, clock.zone), raw=raw)
    if claimed.line is None:
        return read_stamp(raw, source, clock.zone, captured_at=clock.captured_at)
    text = plain(raw)
    stamp = printed_stamp(text, source, clock.zone, captured_at=clock.captured_at)
    if text != raw:
        return replace(stamp, raw=raw.strip())
    if stamp.precision == "day" and claimed.line.after:
        try:
            whole = printed_stamp(
                f"{stamp.raw} {claimed.line.after}", source, clock.zone, captured_at=clock.captured_at
            )
        except DateError:
            return stamp
        return whole if whole.day == stamp.day else stamp
    return stamp
