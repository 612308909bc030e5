"""What became of each watch, from the index as it is now. The keys of `warraq watch check --json`.

Two things are told apart: the passage (`text`), by the newest text that a capture shows, and whether the
article is still shown (`presence`), as its history tells it. A wall or a failed server changes neither text
nor removes anything.
"""

from collections.abc import Iterator, Sequence

from archive.capture_steps import target_of
from archive.following import Followed, Follower
from archive.grades import GRADES, SHOWN, presence
from archive.history import removal_of, text_of
from archive.lookup import UnknownArticle, locate
from archive.passages import SAME, Fate, Span, fate_of
from archive.place import Archive
from archive.quotes import match_quote
from archive.rows import Row, read_row
from archive.schema import sqlite3
from archive.terms import terms_of
from archive.watch_findings import (
    REDIRECTED,
    SILENT,
    UNREADABLE,
    Finding,
    capture_of,
    difference_of,
    event_of,
    nothing_of,
    state_of,
    text_state_of,
    withdrawn_of,
)
from archive.watches import Watch
from archive.withdrawals import withdrawn

REDIRECTS = frozenset({"moved", "redirect-elsewhere", "redirected"})

_CAPTURE = "SELECT record_id, article_id, captured_at, reading, text_digest FROM captures WHERE record_id = ?"
_EVENTS = {"missing": "missing", "removed": "removed", "returned": "returned", "barred": "blocked"}


class Guard:
    """Judges watches one after another against one state of the index."""

    def __init__(self, archive: Archive, db: sqlite3.Connection) -> None:
        self.archive, self.db = archive, db
        self.follower = Follower(archive, db)
        self.terms = terms_of(archive.root)
        self.withdrawn = withdrawn(archive)
        self._followed: dict[str, Followed | None] = {}
        self._fates: dict[tuple[object, ...], Fate] = {}

    def finding(self, watch: Watch) -> Finding:
        """What became of one watch; `state` is the one word for it."""
        if watch.record_id in self.withdrawn:
            return withdrawn_of(watch, *self.withdrawn[watch.record_id])
        followed, base, why = self._base(watch)
        if followed is None or base is None:
            return {**nothing_of(watch), "detail": why}
        spans = _spans(watch, base)
        now = _now(followed) or base
        fate = self._fate(watch, spans, base, now)
        events = list(self._events(watch, followed, base, spans))
        standing = _standing(followed)
        state = state_of(watch, fate.what, standing, events)
        reason = followed.course.reason
        told = {
            **nothing_of(watch),
            "article_id": followed.article["article_id"],
            "url": followed.article["url"],
            "outlet": followed.article["outlet"],
            "title": followed.article["title"],
            "state": state,
            "text": fate.what,
            "presence": standing,
            "reason": reason,
            "detail": GRADES[reason][1].in_english() if reason in GRADES else None,
            **difference_of(fate),
            "version": now["version"],
            "text_record": now["record_id"],
            "other_reader": (
                base["reader_digest"] != now["reader_digest"] or base["body_digest"] != watch.body_digest
            ),
            "removal": removal_of(followed.course, self.follower.rule),
            "seen_at": _seen_at(followed),
            "events": events,
        }
        return {**told, **self._shown_by(followed, state, now, events)}

    def _base(self, watch: Watch) -> tuple[Followed | None, Row | None, str | None]:
        """The article and the version that the cited capture shows, or why there is none."""
        capture = read_row(self.db, _CAPTURE, (watch.record_id,))
        if capture is None:
            return None, None, "the index does not hold the cited capture"
        followed = self._follow(capture["article_id"] or self._article_of(watch))
        if followed is None:
            return None, None, f"no report is read from the cited capture now ({capture['reading']})"
        versions = followed.versions
        own = [one for one in versions if one["record_id"] == watch.record_id]
        alike = [one for one in versions if one["text_digest"] == capture["text_digest"]]
        for version in (*(one for one in own if one["body_digest"] == watch.body_digest), *own, *alike):
            return followed, version, None
        return None, None, f"no report is read from the cited capture now ({capture['reading']})"

    def _article_of(self, watch: Watch) -> str:
        try:
            return locate(self.db, watch.url or watch.article_id).article_id
        except UnknownArticle:
            return watch.article_id

    def _follow(self, article_id: str) -> Followed | None:
        if article_id not in self._followed:
            self._followed[article_id] = self.follower.follow(article_id)
        return self._followed[article_id]

    def _fate(self, watch: Watch, spans: Sequence[Span] | None, base: Row, now: Row) -> Fate:
        if spans is None:
            return Fate(what=UNREADABLE)
        if now["version_key"] == base["version_key"]:
            return Fate(what=SAME)
        key = (base["version_key"], now["version_key"], watch.field, tuple(spans))
        if key not in self._fates:
            before, after = text_of(self.db, base), text_of(self.db, now)
            self._fates[key] = fate_of(before, after, watch.field, spans, self.terms)
        return self._fates[key]

    def _events(
        self, watch: Watch, followed: Followed, base: Row, spans: Sequence[Span] | None
    ) -> Iterator[Finding]:
        """What happened since the cited capture, in time's order."""
        versions = {version["version"]: version for version in followed.versions}
        since = watch.captured_at or base["captured_at"]
        for event in followed.course.events:
            version = versions.get(event.version)
            if event.at <= since:
                continue
            if event.what in ("edited", "reverted") and version is not None:
                fate = self._fate(watch, spans, base, version)
                what = "restored" if fate.what == SAME else text_state_of(fate.what, watch)
                yield {**event_of(event, what), "version": event.version, **difference_of(fate)}
            elif event.what in _EVENTS:
                yield event_of(event, _EVENTS[event.what])
            elif REDIRECTS & set(event.grades):
                yield event_of(event, REDIRECTED)

    def _shown_by(self, followed: Followed, state: str, now: Row, events: Sequence[Finding]) -> Finding:
        """The captures that show the state, since when they do, and where a redirect leads."""
        course = followed.course
        target = None
        happened = [event for event in events if event["what"] == state and event["version"] is None]
        if state in ("missing", "removed"):
            record_ids = [check.record_id for check in course.checks]
        elif happened:
            record_ids = happened[-1]["record_ids"]
        else:
            record_ids = _showing(followed, now)
        rows = {row["record_id"]: row for row in followed.captures}
        checks = {check.record_id: check for check in followed.checks}
        if state == REDIRECTED:
            row = rows[record_ids[-1]]
            target = row["target_url"] or target_of(self.archive, row)
        told = [capture_of(rows[name], checks[name].grade) for name in record_ids if name in rows]
        at = told[0]["captured_at"] if told else now["captured_at"]
        return {"at": at, "target": target, "captures": told}


def _spans(watch: Watch, base: Row) -> list[Span] | None:
    """Where the passage stands in the version; None when it does not, as another reader read it."""
    text: str = (base["title"] if watch.field == "title" else base["body"]) or ""
    if all(text[piece.start : piece.end] == piece.exact for piece in watch.pieces):
        return [(piece.start, piece.end) for piece in watch.pieces]
    found = [match_quote(piece.exact, text) for piece in watch.pieces]
    spans = [(one.start, one.end) for one in found if one is not None and one.agreement != "fuzzy"]
    return spans if len(spans) == len(watch.pieces) else None


def _now(followed: Followed) -> Row | None:
    """The version that the newest capture of the report shows; doubted ones show none."""
    shown = [check.version for check in followed.weighed if check.version is not None]
    return next((one for one in followed.versions if shown and one["version"] == shown[-1]), None)


def _seen_at(followed: Followed) -> str | None:
    shown = [check.captured_at for check in followed.weighed if presence(check.grade) == SHOWN]
    return shown[-1] if shown else None


def _showing(followed: Followed, now: Row) -> list[str]:
    """The capture from which on the present text was shown."""
    since = [event for event in followed.course.events if event.version == now["version"]]
    texts = [event for event in since if event.what in ("captured", "edited", "reverted")]
    return list(texts[-1].record_ids) if texts else [now["record_id"]]


def _standing(followed: Followed) -> str:
    """Whether the article is shown: shown, missing, removed, blocked, redirected, or silent."""
    course = followed.course
    if course.state in ("live", "changed"):
        return SHOWN
    if course.state == "unknown":
        return REDIRECTED if course.reason in REDIRECTS else SILENT
    return course.state
