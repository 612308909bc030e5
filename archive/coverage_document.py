"""What `archive.coverage` counts in the keys of `warraq coverage --json`, and as the lines of `--csv`."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from archive.coverage import Coverage
from archive.coverage_counts import CAUSES, NUMBERS, Day
from archive.coverage_gaps import Gap
from archive.coverage_looks import Looked


def coverage_document(found: Coverage) -> dict[str, Any]:
    """Counts by outlet and day, their sums by outlet, the looks of each day, and the gaps."""
    return {
        "days": [counts_of(day) for day in found.days],
        "totals": [counts_of(total) for total in found.totals],
        "looks": [look_of(looked) for looked in found.looks],
        "gaps": [gap_of(gap) for gap in found.gaps],
    }


def counts_of(day: Day) -> dict[str, Any]:
    """What was counted of one outlet and day; `day` is None for a sum."""
    counts = {name: getattr(day, name) for name in NUMBERS}
    causes = {name: dict(sorted(getattr(day, name).items())) for name in (*CAUSES, "day_from")}
    return {"outlet": day.outlet, "day": day.day.isoformat() if day.day else None, **counts, **causes}


def look_of(looked: Looked) -> dict[str, Any]:
    """The crawls of one outlet and day: how many, how many ended by themselves, how many read a seed."""
    return {
        "outlet": looked.outlet,
        "day": looked.day.isoformat(),
        "crawls": looked.crawls,
        "ended": looked.ended,
        "read": looked.read,
        "causes": dict(sorted(looked.causes.items())),
    }


def gap_of(gap: Gap) -> dict[str, Any]:
    """One gap, with the code of its reason."""
    return {
        "outlet": gap.outlet,
        "what": gap.what,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "days": gap.days,
        "reason": gap.reason,
        "cause": gap.cause,
        "seed": gap.seed,
        "named": gap.named,
    }


def csv_lines(found: Coverage) -> Iterable[str]:
    """A line a day and outlet, its crawls beside its counts, a column for each cause that occurs; first the
    names of the columns. A day that was looked at and has no URL has a line too."""
    columns = sorted(
        {f"{name}: {cause}" for day in found.days for name in CAUSES for cause in getattr(day, name)}
    )
    looks = {(one.outlet, one.day): one for one in found.looks}
    days = {(day.outlet, day.day): day for day in found.days if day.day is not None}
    yield _line(["outlet", "day", "crawls", "crawls_read", *NUMBERS, *("refused", "failed"), *columns])
    for key in sorted(looks.keys() | days.keys()):
        outlet, one = key
        day, look = days.get(key) or Day(outlet=outlet, day=one), looks.get(key)
        causes = {f"{name}: {cause}": count for name in CAUSES for cause, count in getattr(day, name).items()}
        yield _line(
            [
                *(outlet, one.isoformat(), look.crawls if look else 0, look.read if look else 0),
                *(getattr(day, name) for name in NUMBERS),
                *(day.refused.total(), day.failed.total()),
                *(causes.get(column, 0) for column in columns),
            ]
        )


def _line(cells: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
