"""What is remembered of an outlet's design, as alarms."""

from __future__ import annotations

from dataclasses import asdict

from archive.drift_state import Drift
from archive.health_history import Alarm
from archive.moments import moment


def drift_alarms(drift: Drift) -> list[Alarm]:
    """The alarms that stand: `redesign`, with the page that showed it and each field before and now."""
    found = drift.redesign
    if found is None:
        return []
    return [
        Alarm(
            code="redesign",
            since=moment(found.since),
            figures={
                "found_by": found.found_by,
                "url": found.url,
                "before_id": found.before_id,
                "after_id": found.after_id,
                "fields": [one.field for one in found.lost],
                "lost": [asdict(one) for one in found.lost],
            },
        )
    ]
