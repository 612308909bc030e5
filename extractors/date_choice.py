"""Which of a page's dates counts, when they differ.

The rule for the publication date, in order; each step has its reason in how Arab newsrooms' pages are made.

1. What cannot be read with certainty, lies after the capture, or is a database's empty value (1970-01-01,
   0001-01-01, 1900-01-01) never counts. A machine's midnight, 00:00 as written or in the outlet's zone, is
   a filler: it says a day and no time.
2. A time in UTC with the same clock reading as the printed line, or as another claim in the outlet's own
   offset, is local time under a wrong label: the other one counts.
3. The outlet's declared layout decides the day.
4. Otherwise places vote for a day, each by its weight: JSON-LD of the article and the date printed at its
   title 4; meta, microdata, RDFa, hAtom and <time> 3; attributes and loose lines 2; what any page of the site
   may say of itself 1. Different places that agree add up. A metadata date that equals the date of the last
   change gives way to an earlier one.
5. When the printed date stands alone against all metadata: an earlier one counts, because metadata is stamped
   anew by migrations and edits while the page goes on showing readers the old day; a later one does not, for
   it is as a rule the day of an edit, unless nothing but weak claims says otherwise.
6. Within the day a moment that two places share to the minute counts, with seconds if one of them has any.
   Between metadata and a printed time that differ, metadata with its own offset counts; the printed time
   counts against metadata without an offset, of a weak place, or stamped with the last change. Where all
   that counts tells no time, one of that day in JSON-LD of the page does: the day bears it out.

A date said relative to the capture («منذ يومين») is rounded: it counts only alone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from extractors.article import Stamp

LAYOUT, STRONG, MARKED, LOOSE, WEAK, UNHEARD = 9, 4, 3, 2, 1, 0
_EMPTY = ("1970-01-01", "1969-12-31", "1900-01-01", "1899-12-30", "1899-12-31", "0001-01-01")
_EMPTY_WITH_MIDNIGHT = ("2000-01-01", "1980-01-01", "1999-11-30", "1999-12-31")
_YEAR = re.compile(r"\d{4}|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}")
_OFFSET = re.compile(r"(?:z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})\s*\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One claim as read, its place's weight, whether readers see it, and what is odd about it."""

    stamp: Stamp
    weight: int
    printed: bool
    mislabelled: bool = False
    filler: bool = False
    detail: str | None = None

    @property
    def family(self) -> str:
        """The kind of place: two of different kinds bear each other out."""
        return self.stamp.source.partition(":")[0]

    @property
    def timed(self) -> bool:
        """Whether it has a time of day that may count."""
        return "T" in self.stamp.value and not self.mislabelled

    @property
    def relative(self) -> bool:
        """Whether it was said relative to the capture."""
        return self.printed and not _YEAR.search(self.stamp.raw)

    @property
    def at(self) -> datetime:
        """The moment, for a timed one."""
        return datetime.fromisoformat(self.stamp.value)


def is_empty(stamp: Stamp) -> bool:
    """Say whether a date is what a database holds where there is none."""
    if stamp.value[:10] in _EMPTY:
        return True
    return stamp.value[:10] in _EMPTY_WITH_MIDNIGHT and "T00:00" in stamp.value


def without_filler(reading: Reading, zone: tzinfo) -> Reading:
    """Give a machine's midnight as the day it stands for; anything else as it is."""
    stamp = reading.stamp
    if reading.printed or "T" not in stamp.value:
        return reading
    at = reading.at
    local = at.astimezone(zone)
    own = next(
        (moment for moment in (at, local) if not (moment.hour or moment.minute or moment.second)), None
    )
    if own is None:
        return reading
    day = own.date().isoformat()
    detail = "a midnight that stands for no time"
    return replace(
        reading, stamp=replace(stamp, value=day, precision="day", day=day), filler=True, detail=detail
    )


def with_labels(readings: list[Reading], zone: tzinfo) -> list[Reading]:
    """Give the readings with every wrongly labelled one marked, and moved to the day it was printed with."""
    shown = _shown(readings)
    local = [other for other in readings if other.timed and (other is shown or _is_local(other, zone))]
    return [_labelled(reading, shown, local) for reading in readings]


def _labelled(reading: Reading, shown: Reading | None, local: list[Reading]) -> Reading:
    if reading.printed or "T" not in reading.stamp.value or reading.at.utcoffset() != timedelta(0):
        return reading
    for other in local:
        same_clock = _clock(other.at) == _clock(reading.at)
        if same_clock and other.at.utcoffset() != timedelta(0) and not other.relative:
            return replace(
                reading,
                stamp=replace(reading.stamp, day=other.stamp.day),
                mislabelled=True,
                detail=f"the clock time of {other.stamp.source} under another offset",
            )
    written = reading.at.date().isoformat()
    untimed = shown is not None and not shown.timed and shown.stamp.day == written
    if untimed and reading.stamp.day != written:
        # The outlet prints the day of the UTC time: that is its own day.
        return replace(reading, stamp=replace(reading.stamp, day=written), detail="its day as printed")
    return reading


def choose_published(readings: list[Reading], changes: Iterable[Reading]) -> Reading | None:
    """Give the reading that counts as the publication; None without any."""
    heard = [reading for reading in readings if reading.weight > UNHEARD]
    exact = [reading for reading in heard if not reading.relative]
    if not exact:
        return max(heard, key=lambda reading: reading.weight, default=None)
    changed = {_minute(change) for change in changes if change.timed}
    voting = [_demoted(reading, exact, changed) for reading in exact]
    day = _day(voting)
    same = [reading for reading in exact if reading.stamp.day == day]
    counts = _within(same, changed)
    return counts if counts.timed else _borne_out(readings, day) or counts


def _borne_out(readings: list[Reading], day: str) -> Reading | None:
    """Give the one moment that JSON-LD claims for the page, which has no vote, where the day is known."""
    unheard = [
        reading
        for reading in readings
        if reading.weight <= UNHEARD
        and reading.family == "json-ld"
        and reading.timed
        and reading.stamp.day == day
    ]
    return unheard[0] if len({_minute(reading) for reading in unheard}) == 1 else None


def choose_modified(readings: list[Reading]) -> Reading | None:
    """Give the reading that counts as the last change: of the heaviest day, its heaviest moment."""
    heard = [reading for reading in readings if reading.weight > UNHEARD]
    exact = [reading for reading in heard if not reading.relative] or heard
    if not exact:
        return None
    day = _heaviest(exact, lambda reading: reading.stamp.day)
    same = [reading for reading in exact if reading.stamp.day == day]
    return _heaviest_moment([reading for reading in same if reading.timed]) or _first(same)


def _demoted(reading: Reading, others: list[Reading], changed: set[datetime]) -> Reading:
    if reading.printed or not reading.timed or _minute(reading) not in changed:
        return reading
    earlier = any(
        other.weight >= MARKED and other.stamp.day < reading.stamp.day and not other.printed
        for other in others
    )
    return replace(reading, weight=WEAK) if earlier else reading


def _day(readings: list[Reading]) -> str:
    declared = next((reading for reading in readings if reading.weight == LAYOUT), None)
    if declared:
        return declared.stamp.day
    shown, machine = _shown(readings), [reading for reading in readings if not reading.printed]
    if shown is None or not machine or any(reading.stamp.day == shown.stamp.day for reading in machine):
        return _heaviest(readings, lambda reading: reading.stamp.day)
    day = _heaviest(machine, lambda reading: reading.stamp.day)
    weight = max(reading.weight for reading in machine if reading.stamp.day == day)
    return shown.stamp.day if shown.stamp.day < day or weight <= WEAK else day


def _within(same: list[Reading], changed: set[datetime]) -> Reading:
    timed = [reading for reading in same if reading.timed]
    shown = next((reading for reading in timed if reading.printed and reading.weight >= STRONG), None)
    machine = [reading for reading in timed if not reading.printed]
    best = _heaviest_moment(machine)
    if shown is None:
        return best or _heaviest_moment(timed) or _first(same)
    shared = [
        reading
        for reading in machine
        if _minute(reading) == _minute(shown)
        or (_names_offset(reading) and _clock(reading.at) == _clock(shown.at))
    ]
    if shared:
        return max(shared, key=_rank)
    if best is None or best.weight <= LOOSE or not _OFFSET.search(best.stamp.raw):
        return shown
    return shown if _minute(best) in changed and shown.at < best.at else best


def _shown(readings: Iterable[Reading]) -> Reading | None:
    """Give the date printed at the title."""
    return next(
        (
            reading
            for reading in readings
            if reading.printed and reading.weight >= STRONG and not reading.relative
        ),
        None,
    )


def _heaviest(readings: list[Reading], key: Callable[[Reading], str]) -> str:
    """Give the day that most weight stands behind; of equals the one named first."""
    weights: dict[str, dict[str, int]] = {}
    for reading in readings:
        families = weights.setdefault(key(reading), {})
        families[reading.family] = max(families.get(reading.family, 0), reading.weight)
    return max(weights, key=lambda name: sum(weights[name].values()))


def _heaviest_moment(timed: list[Reading]) -> Reading | None:
    if not timed:
        return None
    minute = _heaviest(timed, lambda reading: _minute(reading).isoformat())
    return max((reading for reading in timed if _minute(reading).isoformat() == minute), key=_rank)


def _first(same: list[Reading]) -> Reading:
    return max(same, key=lambda reading: reading.weight)


def _rank(reading: Reading) -> tuple[bool, int]:
    return reading.stamp.precision == "second", reading.weight


def _is_local(reading: Reading, zone: tzinfo) -> bool:
    """Say whether a machine's time names the outlet's own offset, and one that is not UTC's."""
    offset = reading.at.utcoffset()
    own = reading.at.replace(tzinfo=zone).utcoffset()
    return not reading.printed and offset == own and _names_offset(reading)


def _names_offset(reading: Reading) -> bool:
    """Say whether a time was written with an offset of its own, and one that is not UTC's."""
    return bool(reading.at.utcoffset()) and bool(_OFFSET.search(reading.stamp.raw))


def _minute(reading: Reading) -> datetime:
    return reading.at.astimezone(UTC).replace(second=0)


def _clock(at: datetime) -> tuple[date, int, int]:
    return at.date(), at.hour, at.minute
