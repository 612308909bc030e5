"""Whether an article is still there, from its captures in time's order: missing, removed, returned.

One answer that it is not there makes it missing. It is removed once so many checks, spread over so many days,
agree; a wall or a broken answer in between neither counts as a check nor takes one back. No clock is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from archive.grades import ABSENT, BARRED, SHOWN, SILENT, presence
from archive.moments import moment

APART = timedelta(hours=1)  # what comes sooner after a check is the same check tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How many checks over how many days (the first day not counted) it takes to call a report removed."""

    checks: int = 3
    days: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One capture with its grade; `version` is the number of the version it shows, None for none."""

    record_id: str
    captured_at: str
    url_key: str
    grade: str
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to an article; the records show it.

    `what` is "captured" (first seen), "edited" (a text not seen before), "reverted" (to a text seen before),
    "missing", "removed", "returned", "barred" or "silent"; the last two may hold several captures in a row,
    `grades` says what they were.
    """

    at: str
    what: str
    record_ids: tuple[str, ...]
    version: int | None = None
    grades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of an article: its state, since when and by what grade, and all that happened.

    `checks` are those of the present absence; empty for an article that is there.
    """

    state: str
    since: str | None
    reason: str | None
    checks: tuple[Check, ...]
    events: tuple[Event, ...]


@dataclass(slots=True)
class _Walk:
    rule: Rule
    there: dict[str, bool] = field(default_factory=dict)  # by address: an article may have several
    absent: list[Check] = field(default_factory=list)
    removed: bool = False
    shown: Check | None = None
    versions: set[int] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)


def course_of(checks: Sequence[Check], rule: Rule) -> Course:
    """The course of an article whose checks are given in time's order."""
    walk = _Walk(rule)
    for check in checks:
        kind = presence(check.grade)
        if kind == SHOWN:
            _show(walk, check)
        elif kind == ABSENT:
            _miss(walk, check)
        else:
            _pass_by(walk, check, kind)
    state, deciding = _state(walk, checks)
    return Course(
        state=state,
        since=walk.absent[0].captured_at if walk.absent else deciding.captured_at if deciding else None,
        reason=deciding.grade if deciding else None,
        checks=tuple(walk.absent),
        events=tuple(walk.events),
    )


def counted(checks: Iterable[Check]) -> list[Check]:
    """The checks that count: each at least an hour after the one before."""
    found: list[Check] = []
    for check in checks:
        if not found or moment(check.captured_at) - moment(found[-1].captured_at) >= APART:
            found.append(check)
    return found


def _is_removed(checks: Sequence[Check], rule: Rule) -> bool:
    found = counted(checks)
    if len(found) < rule.checks:
        return False
    days = moment(found[-1].captured_at).date() - moment(found[0].captured_at).date()
    return days.days >= rule.days


def _show(walk: _Walk, check: Check) -> None:
    walk.there[check.url_key] = True
    if walk.absent:
        walk.events.append(_event("returned", check))
        walk.absent, walk.removed = [], False
    version = check.version
    before = walk.shown.version if walk.shown else None
    if walk.shown is None:
        walk.events.append(_event("captured", check))
    elif version is not None and version != before:
        walk.events.append(_event("reverted" if version in walk.versions else "edited", check))
    if version is not None:
        walk.versions.add(version)
    if walk.shown is None or version is not None:
        walk.shown = check


def _miss(walk: _Walk, check: Check) -> None:
    walk.there[check.url_key] = False
    if any(walk.there.values()):
        return
    if not walk.absent and walk.shown is not None:
        walk.events.append(_event("missing", check))
    walk.absent.append(check)
    if not walk.removed and _is_removed(walk.absent, walk.rule):
        walk.removed = True
        record_ids = tuple(one.record_id for one in counted(walk.absent))
        grades = tuple(dict.fromkeys(one.grade for one in walk.absent))
        walk.events.append(Event(at=check.captured_at, what="removed", record_ids=record_ids, grades=grades))


def _pass_by(walk: _Walk, check: Check, kind: str) -> None:
    last = walk.events[-1] if walk.events else None
    if last is None or last.what != kind:
        walk.events.append(_event(kind, check))
        return
    walk.events[-1] = Event(
        at=last.at,
        what=kind,
        record_ids=(*last.record_ids, check.record_id),
        grades=tuple(dict.fromkeys((*last.grades, check.grade))),
    )


def _event(what: str, check: Check) -> Event:
    return Event(
        at=check.captured_at,
        what=what,
        record_ids=(check.record_id,),
        version=check.version,
        grades=(check.grade,),
    )


def _state(walk: _Walk, checks: Sequence[Check]) -> tuple[str, Check | None]:
    """The state and the check that decided it; what was no answer at all says nothing."""
    if walk.removed:
        return "removed", walk.absent[-1]
    answered = [check for check in checks if check.grade not in ("no-answer", "cut", "emptied")]
    if not answered:
        return "unknown", checks[-1] if checks else None
    last = answered[-1]
    if presence(last.grade) == BARRED:
        return "blocked", last
    if walk.absent:
        return "missing", walk.absent[-1]
    if walk.shown is None or presence(last.grade) == SILENT:
        return "unknown", last
    # Another address says that it is not there: what shows it decides.
    deciding = walk.shown if presence(last.grade) == ABSENT else last
    return ("changed" if len(walk.versions) > 1 else "live"), deciding
