"""The history of one article: its versions with what changed in each, its captures with what each shows,
and what became of it. The keys of `warraq history --json`.

A version that seems emptied by mistake stays listed, as doubtful; it is no edit, and none is held against it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from archive.change_sides import Change
from archive.changes import Text, changes
from archive.credits import Credit
from archive.disappearance import Check, Course, Event, Rule, counted
from archive.following import Follower
from archive.grades import GRADES
from archive.lookup import UnknownArticle, locate
from archive.pictures import pictures_of_article
from archive.place import Archive
from archive.rows import Row, read_rows
from archive.schema import sqlite3
from archive.terms import terms_of
from extractors.charged_terms import Terms

CREDITS = (
    "SELECT source, printed, start, end FROM attributions WHERE version_key = ? AND printed IS NOT NULL"
    " ORDER BY seq"
)


def history(archive: Archive, db: sqlite3.Connection, id_or_url: str) -> dict[str, Any]:
    """The history of the article with this id or URL, found as `archive.lookup.locate` finds it.

    `start` and `end` of a place are code points of that version's field. Raises UnknownArticle when the
    archive has no such article, ArchiveError when its own list of terms cannot be read.
    """
    located = locate(db, id_or_url)
    follower = Follower(archive, db)
    followed = follower.follow(located.article_id)
    if followed is None:
        raise UnknownArticle(f"the article {located.article_id} has no text: `warraq why` says why")
    article, course = followed.article, followed.course
    return {
        "article_id": article["article_id"],
        "outlet": article["outlet"],
        "url": article["url"],
        "title": article["title"],
        "state": course.state,
        "since": course.since,
        "reason": course.reason,
        "removal": removal_of(course, follower.rule),
        "alias": located.alias,
        "versions": _versions(db, followed.versions, followed.doubts, terms_of(archive.root)),
        "captures": [
            _capture(row, check) for row, check in zip(followed.captures, followed.checks, strict=True)
        ],
        "events": [_event(event) for event in course.events],
        "pictures": pictures_of_article(db, article["article_id"]),
    }


def _capture(row: Row, check: Check) -> Row:
    told = {key: row[key] for key in ("record_id", "captured_at", "kind", "status", "url", "warc", "offset")}
    detail = GRADES[check.grade][1].in_english()
    return {**told, "grade": check.grade, "detail": detail, "version": check.version}


def removal_of(course: Course, rule: Rule) -> Row | None:
    """What shows that the article is not there, and what is asked for to call it removed."""
    if not course.checks:
        return None
    return {
        "checks": len(counted(course.checks)),
        "checks_wanted": rule.checks,
        "first_at": course.checks[0].captured_at,
        "last_at": course.checks[-1].captured_at,
        "days_wanted": rule.days,
        "record_ids": [check.record_id for check in course.checks],
    }


def _event(event: Event) -> Row:
    return {
        "at": event.at,
        "what": event.what,
        "version": event.version,
        "record_ids": list(event.record_ids),
        "grades": list(event.grades),
    }


def _versions(
    db: sqlite3.Connection, rows: Sequence[Row], doubts: Mapping[str, str], terms: Terms
) -> list[Row]:
    told: list[Row] = []
    last: tuple[Text, Row] | None = None
    for row in rows:
        doubt = doubts.get(row["record_id"])
        text = text_of(db, row)
        found: Sequence[Change] = ()
        if last is not None and doubt is None:
            found = changes(last[0], text, terms)
        told.append(
            {
                "version": row["version"],
                "captured_at": row["captured_at"],
                "record_id": row["record_id"],
                "title": row["title"],
                "modified_at": row["modified_at"],
                "words": row["words"],
                "body_digest": row["body_digest"],
                "doubt": doubt,
                # Texts that two readers read may differ although the page did not.
                "other_reader": last is not None and row["reader_digest"] != last[1]["reader_digest"],
                "compared_with": last[1]["version"] if last is not None and doubt is None else None,
                "changes": [change_document(change) for change in found],
            }
        )
        if doubt is None:
            last = text, row
    return told


def text_of(db: sqlite3.Connection, row: Row) -> Text:
    """The text of a version (a row of Followed.versions) with what changes are told by."""
    byline = json.loads(row["byline"])["printed"] if row["byline"] else None
    authors = "، ".join(json.loads(row["authors"] or "[]"))
    return Text(
        title=row["title"],
        body=row["body"],
        subtitle=row["subtitle"],
        published_at=row["published_at"],
        byline=byline or authors or None,
        credits=tuple(Credit(**credit) for credit in read_rows(db, CREDITS, (row["version_key"],))),
    )


def change_document(change: Change) -> Row:
    """A change in the keys of `warraq history --json`."""
    return {
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "before_place": asdict(change.before_place) if change.before_place else None,
        "after_place": asdict(change.after_place) if change.after_place else None,
        "words": [{"before": asdict(old), "after": asdict(new)} for old, new in change.words],
    }
