"""When a report was published and changed: every claim of the page, what became of it, what is doubtful."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from extractors.article import DateClaim, Problem, Stamp
from extractors.date_choice import MARKED, Reading, choose_modified, choose_published, with_labels
from extractors.date_claims import Claimed, end_claims, page_claims
from extractors.date_marks import MODIFIED, PUBLISHED
from extractors.dates import HIJRI_ONLY, weekday_disagrees
from extractors.document import Block
from extractors.held_claims import (
    DAY_BEFORE_MONTH,
    LONGEST,
    MONTH_BEFORE_DAY,
    Clock,
    Held,
    cannot_tell,
    hold_claims,
)
from extractors.jsonld import Claims
from extractors.metadata import Heading

_MOST = 40  # claims kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The claim that counts, None without one; every claim with what became of it; and what is doubtful."""

    stamp: Stamp | None
    doubts: tuple[Problem, ...]
    claims: tuple[DateClaim, ...] = ()


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
    claimed = list(dict.fromkeys(page_claims(tree, seen, heading, said, chosen)))
    page = [block.text for block in seen]
    held = hold_claims(claimed[:_MOST], clock, page)
    counted = any(one.reading and one.reading.weight for one in held if one.claimed.kind == PUBLISHED)
    if not counted and not any(map(cannot_tell, held)):
        held += hold_claims(list(end_claims(seen, heading)), clock, page)
    published = [one for one in held if one.claimed.kind == PUBLISHED]
    modified = [one for one in held if one.claimed.kind == MODIFIED]
    changes = with_labels([one.reading for one in modified if one.reading], clock.zone)
    labelled = with_labels([one.reading for one in published if one.reading], clock.zone)
    counts = choose_published(labelled, changes)
    changed = choose_modified(changes)
    dropped = _dropped(len(claimed))
    return (
        _dated(published, labelled, counts, dropped, differ=True),
        _dated(modified, changes, changed, (), differ=False),
    )


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
        if claim.verdict == "chosen" and weekday_disagrees(one.claimed.raw[:LONGEST]):
            doubts.append(Problem(code="weekday-differs", detail=f"{claim.source} {one.claimed.raw[:80]!r}"))
    stamp = counts.stamp if counts else None
    if counts and counts.detail in (DAY_BEFORE_MONTH, MONTH_BEFORE_DAY):
        doubts.append(Problem(code="day-order", detail=f"{counts.stamp.raw!r}: {counts.detail}"))
    if stamp and stamp.source.endswith(HIJRI_ONLY):
        doubts.append(Problem(code="hijri-only", detail=f"{stamp.raw!r} is a Hijri date, a day either way"))
    return Dated(stamp=stamp, doubts=tuple(doubts), claims=tuple(claims))


def _claim(one: Held, reading: Reading | None, counts: Reading | None) -> DateClaim:
    claimed, stamp = one.claimed, reading.stamp if reading else None
    verdict, detail = one.verdict, one.detail
    if reading is not None:
        verdict, detail = _verdict(reading, counts), reading.detail
        timed = counts is not None and reading.timed and counts.timed
        if verdict == "agrees" and counts and timed and not _same_minute(reading, counts):
            detail = detail or "the same day at another time"
    return DateClaim(
        kind=claimed.kind,
        raw=stamp.raw if stamp else claimed.raw[:LONGEST],
        source=stamp.source if stamp else claimed.source,
        value=stamp.value if stamp else None,
        precision=stamp.precision if stamp else None,
        day=stamp.day if stamp else None,
        verdict=verdict,
        detail=detail,
    )


def _same_minute(one: Reading, two: Reading) -> bool:
    return one.at.replace(second=0) == two.at.replace(second=0)


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
