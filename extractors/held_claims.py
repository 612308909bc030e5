"""Claims of a date held against the clock: which can be read, and as what; why the others cannot."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from extractors.article import Stamp
from extractors.date_choice import LOOSE, STRONG, WEAK, Reading, is_empty, without_filler
from extractors.date_claims import Claimed
from extractors.date_marks import PUBLISHED
from extractors.dates import HIJRI_ONLY, DateError, is_ahead, is_date_line, printed_stamp, read_stamp
from extractors.printed_lines import plain, stands_alone

LONGEST = 300  # characters of one claim kept
_SENTENCE = "a date in a sentence"
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/.-])")
_JUST_MADE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a claim is held against: the moment of the capture, and the outlet's time zone."""

    captured_at: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim held against the clock: its reading, or why there is none."""

    claimed: Claimed
    reading: Reading | None
    verdict: str = ""
    detail: str | None = None


def hold_claims(claimed: list[Claimed], clock: Clock) -> list[Held]:
    """Give what each claim says, without lines by the title that turned out to print no date."""
    held = [held for claim in claimed if not _is_prose(held := _hold(claim, clock))]
    return _with_one_shown([_hold_again(one, held, clock) for one in _one_of_a_block(held)])


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


def _hold_again(one: Held, others: list[Held], clock: Clock) -> Held:
    """Read a printed day whose figures nothing tells apart («5/3/2026») as the day that metadata gives."""
    line = one.claimed.line
    figures = _FIGURES.search(one.claimed.raw) if line and one.verdict == "unread" else None
    if line is None or figures is None:
        return one
    first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
    orders = {f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"}
    told = {
        other.reading.stamp.day
        for other in others
        if other.reading and not other.reading.printed and other.reading.weight >= LOOSE
    }
    if len(orders & told) != 1:
        return one
    (day,) = orders & told
    text = f"{line.text[: figures.start()]}{day}{line.text[figures.end() :]}"
    again = _hold(replace(one.claimed, raw=text, line=replace(line, text=text)), clock)
    if again.reading is None:
        return one
    stamp = replace(again.reading.stamp, raw=one.claimed.raw)
    detail = "day and month in the order of the metadata's day"
    return Held(claimed=one.claimed, reading=replace(again.reading, stamp=stamp, detail=detail))


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
