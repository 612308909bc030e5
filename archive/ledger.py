"""Rows of `ledger`: what became of every URL that discovery found.

Events are merged into a row in any order: the earliest sighting stays, the latest word on its fate stays. The
state is then made from that word and from the captures of the URL.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.captures import ARTICLE_ROLES, Capture
from archive.exchanges import Event
from archive.moments import stamp
from archive.origins import Origin, put_origins
from archive.problems import storable
from archive.schema import sqlite3
from extractors.urls import UrlError, url_key

Key = tuple[str, str]  # outlet, url_key
DECIDED = frozenset({"captured", "revisit", "gone"})
REDIRECT = "redirect"
DISBELIEVED = "dates-not-believed: "  # begins what a crawl notes of a seed whose dates it does not rely on
PUT = (
    "INSERT INTO ledger (outlet, url_key, url, first_seen_at, last_at, via, state, reason, tries, seen_id,"
    " event_at, event_id, event_state, event_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (outlet, url_key) DO UPDATE SET url=excluded.url, first_seen_at=excluded.first_seen_at,"
    " last_at=excluded.last_at, via=excluded.via, state=excluded.state, reason=excluded.reason,"
    " tries=excluded.tries, seen_id=excluded.seen_id, event_at=excluded.event_at,"
    " event_id=excluded.event_id, event_state=excluded.event_state, event_reason=excluded.event_reason"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One time a URL was seen: `record_id` is the record that tells it, `via` the URL that pointed at it."""

    at: str
    record_id: str
    url: str
    via: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What was said of a URL's fate, by an event or by a capture."""

    at: str
    record_id: str
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What events say of one URL: seen, perhaps through a seed, and perhaps a word on its fate."""

    key: Key
    sighting: Sighting
    word: Word | None
    origin: Origin | None = None


def told_by(event: Event) -> list[Told]:
    """What a `discovered` or `fate` event says; nothing for other events.

    Raises ValueError, KeyError or TypeError when the event lacks what it must have.
    """
    document = event.document
    if document["event"] == "discovered":
        return [_discovered(event, item) for item in document["items"]]
    if document["event"] == "fate":
        at, url = stamp(datetime.fromisoformat(document["at"])), storable(str(document["url"]))
        word = Word(
            at=at,
            record_id=event.record_id,
            state=str(document["state"]),
            reason=_text(document.get("reason")),
        )
        seen = Sighting(at=at, record_id=event.record_id, url=url, via=_text(document.get("via")))
        return [Told(key=(str(document["outlet"]), _key(url)), sighting=seen, word=word)]
    return []


def _discovered(event: Event, item: Mapping[str, Any]) -> Told:
    document = event.document
    at, url = stamp(datetime.fromisoformat(document["at"])), storable(str(item["url"]))
    state, reason = str(item["state"]), _text(item.get("reason"))
    key = (str(document["outlet"]), _key(url))
    via = _text(document.get("seed"))
    return Told(
        key=key,
        sighting=Sighting(at=at, record_id=event.record_id, url=url, via=via),
        # "waiting" says only that a seed names it: what became of it before stands.
        word=None
        if state == "waiting"
        else Word(at=at, record_id=event.record_id, state=state, reason=reason),
        origin=None if via is None else _origin(event, item, key, at, via),
    )


def _origin(event: Event, item: Mapping[str, Any], key: Key, at: str, via: str) -> Origin:
    return Origin(
        outlet=key[0],
        url_key=key[1],
        via=via,
        role=_text(event.document.get("seed_role")),
        first_seen_at=at,
        published_raw=_text(item.get("published")),
        published_doubt=_doubt(event.document.get("problems") or ()),
        modified_raw=_text(item.get("modified")),
        title=_text(item.get("title")),
        record_id=event.record_id,
        seed_record=_text(event.document.get("seed_record")),
    )


def _doubt(problems: Iterable[object]) -> str | None:
    """Why the crawl did not believe the seed's dates of publication, if it did not."""
    said = (str(problem).partition(DISBELIEVED) for problem in problems)
    return next((storable(reason) for before, found, reason in said if found and not before), None)


def update_ledger(db: sqlite3.Connection, told: Iterable[Told], captured: Iterable[Capture]) -> set[Key]:
    """Merge what events told into ledger and origins, and make the rows anew that it or captures touch.

    Returns the keys of URLs of which a seed told something new.
    """
    news: set[Key] = set()
    by_key: dict[Key, list[Told]] = {}
    for one in told:
        by_key.setdefault(one.key, []).append(one)
        if one.origin is not None:
            news |= put_origins(db, [one.origin])
    touched = {(capture.outlet, capture.url_key) for capture in captured}
    for key in sorted(by_key.keys() | touched):
        _update(db, key, by_key.get(key, []), captured=key in touched)
    return news


def word_of(
    kind: str, status: int | None, outcome: str | None, reading: str | None, truncated: str | None
) -> tuple[str, str | None]:
    """State and reason that one capture gives its URL."""
    if outcome not in (None, "ok") or status is None:
        return "failed", outcome if outcome not in (None, "ok") else "no-http-head"
    if kind == "revisit" or status == 304:
        return "revisit", None
    if status in (404, 410):
        return "gone", f"http-{status}"
    if 200 <= status < 300:
        if truncated is not None:
            return "captured", f"truncated-{truncated}"
        return "captured", None if reading in (None, "article") else reading
    if 300 <= status < 400:
        return "captured", REDIRECT
    return "failed", f"http-{status}"


def settle(event: Word | None, capture: Word | None) -> Word | None:
    """Which of the two latest words holds.

    The later one; but a URL that was captured, or found gone, stays so when we merely decided afterwards not
    to fetch it again. A redirect is captured too, and refusing to follow it is what became of its URL.
    """
    if event is None or capture is None:
        return event or capture
    if event.state in ("refused", "waiting") and capture.state in DECIDED and capture.reason != REDIRECT:
        return capture
    return event if event.at >= capture.at else capture


def _update(db: sqlite3.Connection, key: Key, told: list[Told], *, captured: bool) -> None:
    row = db.execute("SELECT * FROM ledger WHERE outlet = ? AND url_key = ?", key).fetchone()
    if row is not None and not captured and _is_old_news(told, row["first_seen_at"]):
        return
    captures = db.execute(
        "SELECT c.record_id, c.url, c.captured_at, c.kind,"
        " CASE WHEN c.role = 'rendered-page' THEN 200 ELSE c.status END AS status,"
        " c.outcome, c.reading, c.role, c.via,"
        " c.truncated"
        " FROM captures c JOIN warcs w ON w.name = c.warc"
        # What was looked at to find out about the outlet is no try to fetch a report.
        " WHERE c.outlet = ? AND c.url_key = ? AND w.origin = 'own' AND c.role IS NOT 'look'"
        " AND (c.kind NOT IN ('resource', 'conversion') OR c.role = 'rendered-page')"
        " ORDER BY c.captured_at, c.record_id",
        key,
    ).fetchall()
    if row is None and not told and not any(c["role"] in ARTICLE_ROLES for c in captures):
        return
    sightings = [one.sighting for one in told]
    words = [one.word for one in told if one.word is not None]
    if row is not None:
        sightings.append(
            Sighting(at=row["first_seen_at"], record_id=row["seen_id"], url=row["url"], via=row["via"])
        )
        if row["event_at"] is not None:
            words.append(
                Word(
                    at=row["event_at"],
                    record_id=row["event_id"],
                    state=row["event_state"],
                    reason=row["event_reason"],
                )
            )
    sightings += [
        Sighting(at=c["captured_at"], record_id=c["record_id"], url=c["url"], via=c["via"])
        for c in captures[:1]
    ]
    first = min(sightings, key=lambda seen: (seen.at, seen.record_id, seen.url, seen.via or ""))
    event = max(words, key=lambda w: (w.at, w.record_id, w.state, w.reason or ""), default=None)
    capture = _last_word(captures)
    settled = settle(event, capture) or Word(at=first.at, record_id="", state="waiting", reason=None)
    told_last = event or Word(at="", record_id="", state="", reason=None)
    last_at = max(first.at, told_last.at, capture.at if capture else "")
    event_columns = (event.at, event.record_id, event.state, event.reason) if event else (None,) * 4
    db.execute(
        PUT,
        (
            *key,
            first.url,
            first.at,
            last_at,
            first.via,
            settled.state,
            settled.reason,
            sum(
                c["kind"] != "resource" for c in captures
            ),  # a page that was rendered was not asked for again
            first.record_id,
            *event_columns,
        ),
    )


def _is_old_news(told: list[Told], first_seen_at: str) -> bool:
    """Whether events only name a URL once more, later than it was first seen: most of what seeds tell."""
    return all(one.word is None and one.sighting.at > first_seen_at for one in told)


def _last_word(captures: list[sqlite3.Row]) -> Word | None:
    if not captures:
        return None
    last = captures[-1]
    state, reason = word_of(last["kind"], last["status"], last["outcome"], last["reading"], last["truncated"])
    return Word(at=last["captured_at"], record_id=last["record_id"], state=state, reason=reason)


def _key(url: str) -> str:
    """The URL's key; what is no http or https URL is its own key, so that it too ends in one row."""
    try:
        return url_key(url)
    except UrlError:
        return url


def _text(value: object) -> str | None:
    return None if value is None else storable(str(value))
