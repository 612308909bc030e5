"""What is remembered of an outlet's design: state/SLUG.drift.json. Losing it costs one request a crawl later.

Texts are kept only as long as an alarm tells them; a withdrawal empties the file.
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
class Value:
    """A field as it was read: digest and length (in characters) of its `plain` text, and how it begins."""

    digest: str
    length: int
    begins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A captured page that every new reader reads again, and what was read of it."""

    record_id: str
    url: str
    captured_at: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """A field of a kept page that a new reader reads otherwise: "lost", "shorter", "gained" or "other"."""

    url: str
    record_id: str
    field: str
    what: str
    before: str | None
    now: str | None

    @property
    def is_worse(self) -> bool:
        """Whether something is read no more."""
        return self.what in ("lost", "shorter")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderChange:
    """What the last change of the reader changed on `pages` kept pages; `at` is when they were read again."""

    at: str
    reader: str
    pages: int
    changes: tuple[PageChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What is known of one outlet. `left` are articles that serve no more as canaries, newest last;
    `looked_at` is the moment up to which new reports were looked at. `reader` is the digest of the reader
    that read the pages `kept`.
    """

    canary: Canary | None = None
    redesign: Redesign | None = None
    left: tuple[str, ...] = ()
    looked_at: str | None = None
    reader: str | None = None
    kept: tuple[Kept, ...] = ()
    reader_change: ReaderChange | None = None


def read_drift(archive: Archive, slug: str) -> Drift:
    """What is remembered; nothing when the file is lost, torn or of another form."""
    try:
        told = json.loads((archive.state / f"{slug}{ENDING}").read_text("utf-8"))
        return Drift(
            canary=Canary(**told["canary"]) if told["canary"] else None,
            redesign=_redesign(told["redesign"]),
            left=tuple(told["left"]),
            looked_at=told["looked_at"],
            reader=told["reader"],
            kept=tuple(map(_kept, told["kept"])),
            reader_change=_reader_change(told["reader_change"]),
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


def _kept(told: Mapping[str, Any]) -> Kept:
    values = {field: Value(**value) for field, value in told["values"].items()}
    return Kept(**{**told, "values": values})


def _reader_change(told: Mapping[str, Any] | None) -> ReaderChange | None:
    if not told:
        return None
    return ReaderChange(**{**told, "changes": tuple(PageChange(**one) for one in told["changes"])})
