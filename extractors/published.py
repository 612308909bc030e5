"""When a report was published and changed: every claim of the page, what became of it, what is doubtful."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from lxml.html import HtmlElement

from extractors.article import DateClaim, Problem, Stamp
from extractors.date_choice import (
    LAYOUT,
    LOOSE,
    MARKED,
    STRONG,
    WEAK,
    Reading,
    choose_modified,
    choose_published,
    is_empty,
    with_labels,
    without_filler,
)
from extractors.date_marks import MODIFIED, PUBLISHED, Surroundings, read_marks
from extractors.date_metas import meta_claims
from extractors.dates import (
    HIJRI_ONLY,
    DateError,
    is_ahead,
    is_date_line,
    printed_stamp,
    read_stamp,
    weekday_disagrees,
)
from extractors.document import Block
from extractors.jsonld import Claims
from extractors.metadata import Heading
from extractors.printed_lines import Line, elements_near, last_line, lines_near, stands_alone
from extractors.script_dates import script_claims

_MOST = 40  # claims kept
_SENTENCE = "a date in a sentence"
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/.-])")
_JUST_MADE = timedelta(seconds=90)
_LONGEST = 300  # characters of one claim kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The claim that counts, None without one; every claim with what became of it; and what is doubtful."""

    stamp: Stamp | None
    doubts: tuple[Problem, ...]
    claims: tuple[DateClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a claim is held against: the moment of the capture, and the outlet's time zone."""

    captured_at: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claim as it stands on the page: where, how much weight the place has, whether readers see it."""

    kind: str
    raw: str
    source: str
    weight: int
    printed: bool = False
    line: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim held against the clock: its reading, or why there is none."""

    claimed: Claimed
    reading: Reading | None
    verdict: str = ""
    detail: str | None = None


def read_dates(
    tree: HtmlElement,
    seen: tuple[Block, ...],
    heading: Heading | None,
    said: Claims,
    chosen: Iterable[str],
    clock: Clock,
) -> tuple[Dated, Dated]:
    """Give the publication and the last change; `chosen` are the texts the outlet's layout points at.

    The rule for claims that differ is in `date_choice`.
    """
    claimed = list(dict.fromkeys(_claims(tree, seen, heading, said, chosen)))
    held = [held for claim in claimed[:_MOST] if not _is_prose(held := _hold(claim, clock))]
    held = _one_of_a_block(held)
    held = _with_one_shown([_hold_again(one, held, clock) for one in held])
    if not any(one.reading and one.reading.weight for one in held if one.claimed.kind == PUBLISHED):
        held += [_hold(claim, clock) for claim in _last_resort(seen, heading)]
    published = [one for one in held if one.claimed.kind == PUBLISHED]
    modified = [one for one in held if one.claimed.kind == MODIFIED]
    changes = [one.reading for one in modified if one.reading]
    labelled = with_labels([one.reading for one in published if one.reading], clock.zone)
    counts = choose_published(labelled, changes)
    changed = choose_modified(with_labels(changes, clock.zone))
    dropped = _dropped(len(claimed))
    return (
        _dated(published, labelled, counts, dropped, differ=True),
        _dated(modified, with_labels(changes, clock.zone), changed, (), differ=False),
    )


def _claims(
    tree: HtmlElement,
    seen: tuple[Block, ...],
    heading: Heading | None,
    said: Claims,
    chosen: Iterable[str],
) -> Iterator[Claimed]:
    """Give every claim, the likeliest places first."""
    for text in chosen:
        yield Claimed(kind=PUBLISHED, raw=text, source="layout:date", weight=LAYOUT, printed=True)
    for kind, source, raw, weight in said.dates:
        yield Claimed(kind=kind, raw=raw, source=source, weight=weight)
    for kind, source, raw, weight in meta_claims(tree):
        yield Claimed(kind=kind, raw=raw, source=source, weight=weight)
    title = heading.element if heading else None
    around = Surroundings(title)
    if heading is not None:
        for line in lines_near(seen, heading.text, title, around):
            yield _printed(line, STRONG if line.firm else WEAK)
    near = elements_near(seen, heading.text, title) if heading else frozenset()
    for mark in read_marks(tree, around, near):
        yield Claimed(kind=mark.kind, raw=mark.raw, source=mark.source, weight=mark.weight)
    if heading is not None:
        for name, raw in script_claims(tree, heading.text):
            yield Claimed(kind=PUBLISHED, raw=raw, source=f"script:{name}", weight=WEAK)


def _last_resort(seen: tuple[Block, ...], heading: Heading | None) -> Iterator[Claimed]:
    if heading is None:
        return
    line = last_line(seen, heading.text, heading.element, Surroundings(heading.element))
    if line is not None:
        yield _printed(line, WEAK, "text:end")


def _printed(line: Line, weight: int, source: str = "text") -> Claimed:
    kind = MODIFIED if line.change else PUBLISHED
    return Claimed(kind=kind, raw=line.text, source=source, weight=weight, printed=True, line=line)


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
        if other.reading and not other.reading.printed and other.reading.weight >= MARKED
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
    raw, source = claimed.raw[:_LONGEST], claimed.source
    if claimed.line is None:
        return read_stamp(raw, source, clock.zone, captured_at=clock.captured_at)
    stamp = printed_stamp(raw, source, clock.zone, captured_at=clock.captured_at)
    if stamp.precision == "day" and claimed.line.after:
        try:
            whole = printed_stamp(
                f"{stamp.raw} {claimed.line.after}", source, clock.zone, captured_at=clock.captured_at
            )
        except DateError:
            return stamp
        return whole if whole.day == stamp.day else stamp
    return stamp


def _dated(
    held: list[Held],
    labelled: list[Reading],
    counts: Reading | None,
    dropped: tuple[Problem, ...],
    *,
    differ: bool,
) -> Dated:
    readings = iter(labelled)
    claims: list[DateClaim] = []
    doubts = list(dropped)
    for one in held:
        reading = next(readings) if one.reading else None
        claim = _claim(one, reading, counts)
        claims.append(claim)
        if doubt := _doubt(claim, one.claimed, reading, counts, differ=differ):
            doubts.append(doubt)
        if claim.verdict == "chosen" and weekday_disagrees(one.claimed.raw[:_LONGEST]):
            doubts.append(Problem(code="weekday-differs", detail=f"{claim.source} {one.claimed.raw[:80]!r}"))
    stamp = counts.stamp if counts else None
    if stamp and stamp.source.endswith(HIJRI_ONLY):
        doubts.append(Problem(code="hijri-only", detail=f"{stamp.raw!r} is a Hijri date, a day either way"))
    return Dated(stamp=stamp, doubts=tuple(doubts), claims=tuple(claims))


def _claim(one: Held, reading: Reading | None, counts: Reading | None) -> DateClaim:
    claimed, stamp = one.claimed, reading.stamp if reading else None
    verdict, detail = one.verdict, one.detail
    if reading is not None:
        verdict, detail = _verdict(reading, counts), reading.detail
        if verdict == "agrees" and counts and reading.timed and counts.timed and reading.at != counts.at:
            detail = detail or "the same day at another time"
    return DateClaim(
        kind=claimed.kind,
        raw=stamp.raw if stamp else claimed.raw[:_LONGEST],
        source=stamp.source if stamp else claimed.source,
        value=stamp.value if stamp else None,
        precision=stamp.precision if stamp else None,
        day=stamp.day if stamp else None,
        verdict=verdict,
        detail=detail,
    )


def _verdict(reading: Reading, counts: Reading | None) -> str:
    if reading is counts:
        return "chosen"
    return "agrees" if counts and reading.stamp.day == counts.stamp.day else "differs"


def _doubt(
    claim: DateClaim, claimed: Claimed, reading: Reading | None, counts: Reading | None, *, differ: bool
) -> Problem | None:
    told = (reading.weight if reading else claimed.weight) >= MARKED or counts is None
    where = f"{claim.source} {claim.raw[:60]!r}"
    if claim.verdict == "ahead" and told:
        return Problem(code="future-date", detail=f"{where} lies after the capture")
    if claim.verdict == "unread" and told and claimed.line is None:
        return Problem(code="unread-date", detail=f"{where}: {claim.detail}")
    if claim.verdict == "differs" and differ and told and counts:
        stands = f"{counts.stamp.source} {counts.stamp.value}"
        return Problem(code="dates-differ", detail=f"{where} says {claim.day}, {stands} counts")
    return None


def _dropped(count: int) -> tuple[Problem, ...]:
    if count <= _MOST:
        return ()
    return (Problem(code="many-dates", detail=f"{count} claims of a date, {_MOST} kept"),)
