"""What is remembered of an outlet's design: state/SLUG.drift.json. Losing it costs one request a crawl later.

Texts are kept only as long as an alarm tells them; a withdrawal removes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from archive.page_fields import Lost
from archive.place import Archive
from archive.replaced import replace_text

ENDING = ".drift.json"
LONGEST = 300  # characters of a value that are kept
CANARY, NEW_REPORT = "canary", "new-report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A report captured again at each crawl. `record_id` is the capture that was read well, `reason` why
    this report was chosen, `last_id` the capture last compared with it."""

    url: str
    article_id: str
    record_id: str
    chosen_at: str
    reason: str
    last_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesign:
    """A design that is read wrongly: since which capture, on which page, which fields.

    `found_by` is the canary, or a new report (then `before_id` is one of the reports before it).
    """

    since: str
    found_by: str
    url: str
    before_id: str | None
    after_id: str
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What is known of one outlet. `left` are articles that serve no more as canaries, newest last;
    `looked_at` is the moment up to which new reports were looked at."""

    canary: Canary | None = None
    redesign: Redesign | None = None
    left: tuple[str, ...] = ()
    looked_at: str | None = None


def read_drift(archive: Archive, slug: str) -> Drift:
    """What is remembered; nothing when the file is lost, torn or of another form."""
    try:
        told = json.loads((archive.state / f"{slug}{ENDING}").read_text("utf-8"))
        return Drift(
            canary=Canary(**told["canary"]) if told["canary"] else None,
            redesign=_redesign(told["redesign"]),
            left=tuple(told["left"]),
            looked_at=told["looked_at"],
        )
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return Drift()


def shortened(lost: Iterable[Lost]) -> tuple[Lost, ...]:
    """Fields as an alarm tells them: of a body only its beginning."""
    return tuple(
        replace(one, before=one.before[:LONGEST], now=one.now[:LONGEST] if one.now is not None else None)
        for one in lost
    )


def keep_drift(archive: Archive, slug: str, drift: Drift) -> None:
    """Put it in the place of what was remembered."""
    text = json.dumps(asdict(drift), ensure_ascii=False, indent=1)
    replace_text(archive.state / f"{slug}{ENDING}", text + "\n")


def with_canary_read(drift: Drift, record_id: str) -> Drift:
    """The same with the canary's newest capture noted as compared."""
    assert drift.canary is not None
    return replace(drift, canary=replace(drift.canary, last_id=record_id))


def _redesign(told: Mapping[str, Any] | None) -> Redesign | None:
    if not told:
        return None
    return Redesign(**{**told, "lost": tuple(Lost(**one) for one in told["lost"])})
