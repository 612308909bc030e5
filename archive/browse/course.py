"""What became of a report, as a page draws it: states in time, with what changed and what was seen."""

from collections import Counter
from itertools import pairwise
from typing import Any

from archive.browse.kept import kept_here
from archive.browse.site import Site
from archive.changes import changes
from archive.disappearance import Event
from archive.following import Followed, Follower
from archive.history import removal_of, text_of
from archive.rows import Row
from archive.schema import sqlite3
from archive.terms import terms_of
from extractors.charged_terms import Terms

Kinds = dict[int, dict[str, int]]
COMPARED = 8  # versions, the newest ones, that a page holds against the one before
REMEMBERED = 500  # pairs of versions
_known: dict[tuple[str, str], tuple[Terms, dict[str, int]]] = {}  # with the terms that they were told by


def course_of_article(site: Site, db: sqlite3.Connection, article_id: str) -> dict[str, Any] | None:
    """The article's `state`, `since`, `reason` and `removal` as `warraq history` tells them, and its `steps`.

    A step is an event with `kinds` (how many changes of each kind an edit made) and `same` (how many captures
    between it and the next one showed no change). None when the index holds no text of the article.
    """
    follower = kept_here(db, "follower", lambda: Follower(site.archive, db))
    followed = follower.follow(article_id)
    if followed is None:
        return None
    kinds = _kinds(site, db, followed)
    events = followed.course.events
    ends = [event.at for event in events[1:]] + [None]
    return {
        "state": followed.course.state,
        "since": followed.course.since,
        "reason": followed.course.reason,
        "removal": removal_of(followed.course, follower.rule),
        "captures": len(followed.captures),
        "last_at": followed.captures[-1]["captured_at"] if followed.captures else None,
        "steps": [_step(event, end, followed, kinds) for event, end in zip(events, ends, strict=True)],
    }


def _step(
    event: Event, end: str | None, followed: Followed, kinds: dict[int, dict[str, int]]
) -> dict[str, Any]:
    own = set(event.record_ids)
    between = [
        check
        for check in followed.weighed
        if event.at <= check.captured_at and (end is None or check.captured_at < end)
    ]
    return {
        "at": event.at,
        "what": event.what,
        "version": event.version,
        "record_ids": list(event.record_ids),
        "grades": list(event.grades),
        "kinds": kinds.get(event.version, {}) if event.version and event.what == "edited" else {},
        "same": sum(check.record_id not in own for check in between),
    }


def _kinds(site: Site, db: sqlite3.Connection, followed: Followed) -> Kinds:
    """By version how many changes of each kind it made to the one before; doubted versions stand aside."""
    told = [row for row in followed.versions if row["record_id"] not in followed.doubts]
    if len(told) < 2:
        return {}
    terms = terms_of(site.archive.root)
    return {
        after["version"]: _counted(db, before, after, terms) for before, after in pairwise(told[-COMPARED:])
    }


def _counted(db: sqlite3.Connection, before: Row, after: Row, terms: Terms) -> dict[str, int]:
    """How many changes of each kind. A version's key names record and reader: what was counted stays true."""
    key = (before["version_key"], after["version_key"])
    known = _known.get(key)
    if known is None or known[0] != terms:
        made = changes(text_of(db, before), text_of(db, after), terms)
        known = _known[key] = (terms, dict(Counter(change.kind for change in made)))
        for old in list(_known)[: len(_known) - REMEMBERED]:  # other threads do the same meanwhile
            _known.pop(old, None)
    return known[1]
