"""What `archive.coverage` counts in the keys of `warraq coverage --json`."""

from typing import Any

from archive.coverage import Coverage, Day


def coverage_document(found: Coverage) -> dict[str, Any]:
    """Counts by outlet and day, their sums by outlet, and the gaps."""
    return {
        "days": [counts_of(day) for day in found.days],
        "totals": [counts_of(total) for total in found.totals],
        "gaps": [
            {
                "outlet": gap.outlet,
                "what": gap.what,
                "first": gap.first.isoformat(),
                "last": gap.last.isoformat(),
                "days": gap.days,
            }
            for gap in found.gaps
        ],
    }


def counts_of(day: Day) -> dict[str, Any]:
    """What was counted of one outlet and day; `day` is None for a sum."""
    counts = {name: getattr(day, name) for name in ("discovered", "captured", "articles", "gone", "waiting")}
    causes = {
        name: dict(sorted(getattr(day, name).items()))
        for name in ("refused", "failed", "not_articles", "day_from")
    }
    return {"outlet": day.outlet, "day": day.day.isoformat() if day.day else None, **counts, **causes}
