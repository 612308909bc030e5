"""Whether an outlet's pages are read as before: looked at after each crawl, remembered in state/.

The canary, a report that was read well, is captured again at each crawl. What it gives now is compared
field by field with what it gave, both read by today's reader: a new reader is no difference, a new design is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from archive.canary import choose_canary, newest_capture
from archive.drift_news import look_at_news
from archive.drift_state import (
    CANARY,
    Canary,
    Drift,
    Redesign,
    keep_drift,
    read_drift,
    shortened,
    with_canary_read,
)
from archive.moments import moment
from archive.page_fields import Comparison, compare, fields_of
from archive.place import Archive
from archive.reader_changes import look_at_reader
from archive.readers import Reading
from archive.rows import Row, read_row
from archive.schema import sqlite3
from extractors.outlets import Outlet

LASTS = timedelta(weeks=4)  # what has stood so long is the outlet's way
REMEMBERED = 20  # articles that served as canaries
SHOWN = (
    "SELECT 1 AS shown FROM captures WHERE refers_to = ? AND kind = 'resource' AND role = 'rendered-page'"
    " AND reading = 'article' LIMIT 1"
)
WHERE = "SELECT warc, offset, url, captured_at, outlet, payload_digest FROM captures WHERE record_id = ?"
Read = Callable[[Sequence[Row]], list[Reading]]  # reads captures (rows of WHERE) with their designs


def look_for_drift(
    archive: Archive, db: sqlite3.Connection, outlet: Outlet, read: Read, now: datetime
) -> Drift:
    """What is known of an outlet's design once its newest captures are indexed; kept for `status`."""
    slug = outlet.slug
    known = read_drift(archive, slug)
    drift = look_at_reader(known, db, outlet, read, now)
    drift = _ended(drift, db, read, now)
    drift = _with_canary(drift, db, slug, read, now)
    drift = look_at_news(drift, db, slug, read, now)
    if drift.canary is None:
        before = drift.redesign.since if drift.redesign else None
        reason = "the first" if known.canary is None else "the one before serves no more"
        drift = replace(drift, canary=choose_canary(db, slug, now, drift.left, before=before, reason=reason))
    if drift != known:
        keep_drift(archive, slug, drift)
    return drift


def place_of(db: sqlite3.Connection, record_id: str | None) -> Row | None:
    """Where a capture is, for `Read`; None for one that the index does not hold (any more)."""
    return read_row(db, WHERE, (record_id,)) if record_id else None


def _ended(drift: Drift, db: sqlite3.Connection, read: Read, now: datetime) -> Drift:
    """Without the redesign, when its pages are read right by now (its outlet's layout was declared), or when
    it has lasted so long that it is the outlet's way."""
    found = drift.redesign
    if found is None:
        return drift
    if now - moment(found.since) > LASTS:
        return replace(drift, redesign=None, canary=None)
    if _is_rendered(db, found.after_id):
        return replace(drift, redesign=None, canary=None)
    known = (place_of(db, found.before_id), place_of(db, found.after_id))
    places = [place for place in known if place is not None]
    if len(places) < len(known):
        return replace(drift, redesign=None)
    if found.found_by != CANARY:
        (after,) = read(places[1:])
        return replace(drift, redesign=None) if _is_mended(found, after) else drift
    before, after = read(places)
    if compare(before, after).verdict not in ("same", "edited"):
        return drift
    canary = drift.canary
    if canary is not None and canary.record_id == found.before_id:
        canary = replace(canary, record_id=found.after_id, last_id=found.after_id)
    return replace(drift, redesign=None, canary=canary)


def _is_mended(found: Redesign, after: Reading) -> bool:
    """Whether a new report is read by now with every field that it lacked."""
    if after.article is None:
        return False
    now = fields_of(after.article)
    return all(now[one.field] is not None and now[one.field] != one.now for one in found.lost)


def _with_canary(drift: Drift, db: sqlite3.Connection, slug: str, read: Read, now: datetime) -> Drift:
    """After comparing the canary's newest capture, unless that was done already."""
    canary = drift.canary
    if canary is None:
        return drift
    newest, before = newest_capture(db, canary.article_id), place_of(db, canary.record_id)
    if newest is None or before is None:
        return replace(drift, canary=None)
    if newest["record_id"] in (canary.last_id, canary.record_id):
        return drift
    drift = with_canary_read(drift, newest["record_id"])
    status = newest["status"]
    if status in (404, 410) or (status is not None and 300 <= status < 400 and newest["kind"] == "response"):
        return _left(drift, canary)
    if newest["outcome"] not in (None, "ok") or status is None or (status >= 400):
        return drift  # other alarms tell of answers that fail
    shown_id = newest["refers_to"] if newest["kind"] == "revisit" else newest["record_id"]
    shown = place_of(db, shown_id)
    if shown is None:
        return drift
    if shown["payload_digest"] == before["payload_digest"]:
        return _as_before(drift)
    was, now_read = read([before, shown])
    if was.article is None or _is_rendered(db, shown_id):
        return _left(drift, canary)
    return _judged(drift, canary, shown_id, shown, compare(was, now_read))


def _is_rendered(db: sqlite3.Connection, record_id: str) -> bool:
    """Whether a browser read the report of a page that scripts fill: then its plain form tells nothing."""
    return read_row(db, SHOWN, (record_id,)) is not None


def _judged(drift: Drift, canary: Canary, shown_id: str, shown: Row, found: Comparison) -> Drift:
    match found.verdict:
        case "same":
            return _as_before(replace(drift, canary=replace(canary, record_id=shown_id, last_id=shown_id)))
        case "edited" | "gone":
            return _left(drift, canary)
        case "layout":
            known = drift.redesign
            since = known.since if known is not None else shown["captured_at"]
            redesign = Redesign(
                since=since,
                found_by=CANARY,
                url=canary.url,
                before_id=canary.record_id,
                after_id=shown_id,
                lost=shortened(found.lost),
            )
            return replace(drift, redesign=redesign)
    return drift


def _as_before(drift: Drift) -> Drift:
    """The canary's page is read as before: what a canary had found is over."""
    over = drift.redesign is not None and drift.redesign.found_by == CANARY
    return replace(drift, redesign=None) if over else drift


def _left(drift: Drift, canary: Canary) -> Drift:
    left = (*drift.left, canary.article_id)[-REMEMBERED:]
    return replace(drift, canary=None, left=left)
