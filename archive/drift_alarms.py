"""What is remembered of an outlet's design, as alarms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from archive.drift_state import Drift, ReaderChange, Redesign
from archive.health_history import Alarm
from archive.language import Saying, listed, saying
from archive.moments import moment
from archive.page_fields import FIELDS

TOLD = 5  # fields of kept pages that an alarm shows


def drift_alarms(drift: Drift) -> list[Alarm]:
    """The alarms that stand: `redesign`, with the page that showed it and each field before and now;
    `reader-changed`, with the kept pages that a new reader reads less of."""
    return [*_redesign(drift.redesign), *_reader(drift.reader_change)]


def reader_note(drift: Drift) -> Saying | None:
    """What the last change of the reader changed for the better, or otherwise without loss; None: nothing."""
    change = drift.reader_change
    better = [one for one in change.changes if not one.is_worse] if change else []
    if change is None or not better:
        return None
    fields = [field for field in FIELDS if any(one.field == field for one in better)]
    return saying(
        "the reader was changed: {count} of {pages} kept pages now give more or other words: {fields}",
        count=len({one.record_id for one in better}),
        pages=change.pages,
        fields=listed(map(saying, fields)),
    )


def _redesign(found: Redesign | None) -> Iterator[Alarm]:
    if found is None:
        return
    figures = {
        "found_by": found.found_by,
        "url": found.url,
        "before_id": found.before_id,
        "after_id": found.after_id,
        "fields": [one.field for one in found.lost],
        "lost": [asdict(one) for one in found.lost],
    }
    yield Alarm(code="redesign", since=moment(found.since), figures=figures)


def _reader(change: ReaderChange | None) -> Iterator[Alarm]:
    worse = [one for one in change.changes if one.is_worse] if change else []
    if change is None or not worse:
        return
    figures = {
        "pages": change.pages,
        "count": len({one.record_id for one in worse}),
        "url": worse[0].url,
        "fields": [field for field in FIELDS if any(one.field == field for one in worse)],
        "lost": [asdict(one) for one in worse[:TOLD]],
    }
    yield Alarm(code="reader-changed", since=moment(change.at), figures=figures)
