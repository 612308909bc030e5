"""The history of one article: its versions with what changed in each, its captures with what each shows,
and what became of it. The keys of `warraq history --json`.

A version that seems emptied by mistake stays listed, as doubtful; it is no edit, and none is held against it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from archive.capture_steps import target_of
from archive.change_sides import Change
from archive.changes import Text, changes
from archive.credits import Credit
from archive.disappearance import Check, Course, Event, Rule, counted, course_of
from archive.grades import GRADES, Seen, grade_of
from archive.lookup import UnknownArticle, locate
from archive.place import Archive
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from archive.terms import terms_of
from extractors.charged_terms import Terms
from extractors.outlets import Outlet

ARTICLE = "SELECT article_id, outlet, url, title, state FROM articles WHERE article_id = ?"
VERSIONS = (
    "SELECT version_key, version, record_id, captured_at, url, title, subtitle, authors, published_at,"
    " byline, modified_at, body, body_digest, text_digest, words, reader_digest FROM versions"
    " WHERE article_id = ? ORDER BY captured_at, record_id"
)
CREDITS = (
    "SELECT source, printed, start, end FROM attributions WHERE version_key = ? AND printed IS NOT NULL"
    " ORDER BY seq"
)
DOUBTS = (
    "SELECT record_id, detail FROM problems WHERE code = 'needs-review' AND record_id IN"
    " (SELECT record_id FROM versions WHERE article_id = ?)"
)
CAPTURES = (
    "SELECT c.record_id, c.captured_at, c.url, c.url_key, c.kind, c.status, c.outcome, c.truncated,"
    " c.reading, c.text_digest, c.refers_to, c.warc, c.offset, w.origin, a.target_url FROM captures c"
    " JOIN warcs w ON w.name = c.warc"
    " LEFT JOIN aliases a ON a.record_id = c.record_id AND a.kind = 'redirect'"
    " WHERE c.article_id = ? AND c.kind NOT IN ('resource', 'conversion') ORDER BY c.captured_at, c.record_id"
)


def history(archive: Archive, db: sqlite3.Connection, id_or_url: str) -> dict[str, Any]:
    """The history of the article with this id or URL, found as `archive.lookup.locate` finds it.

    `start` and `end` of a place are code points of that version's field. Raises UnknownArticle when the
    archive has no such article, ArchiveError when its own list of terms cannot be read.
    """
    located = locate(db, id_or_url)
    article = read_row(db, ARTICLE, (located.article_id,))
    if article is None:
        raise UnknownArticle(f"the article {located.article_id} has no text: `warraq why` says why")
    doubts = {row["record_id"]: row["detail"] for row in read_rows(db, DOUBTS, (article["article_id"],))}
    versions = list(read_rows(db, VERSIONS, (article["article_id"],)))
    rows = list(read_rows(db, CAPTURES, (article["article_id"],)))
    checks = _checks(archive, article["outlet"], rows, versions, doubts)
    wanted = archive.settings.history
    rule = Rule(checks=wanted.removed_after_checks, days=wanted.removed_after_days)
    course = course_of(_own_or_all(rows, checks), rule)
    return {
        "article_id": article["article_id"],
        "outlet": article["outlet"],
        "url": article["url"],
        "title": article["title"],
        "state": course.state,
        "since": course.since,
        "reason": course.reason,
        "removal": _removal(course, rule),
        "alias": located.alias,
        "versions": _versions(db, versions, doubts, terms_of(archive.root)),
        "captures": [_capture(row, check) for row, check in zip(rows, checks, strict=True)],
        "events": [_event(event) for event in course.events],
    }


def _own_or_all(rows: Sequence[Row], checks: Sequence[Check]) -> list[Check]:
    """The checks of our own captures, where there are any: others' files leave out what they please."""
    own = [check for row, check in zip(rows, checks, strict=True) if row["origin"] == "own"]
    return own or list(checks)


def _checks(
    archive: Archive,
    slug: str,
    rows: Sequence[Row],
    versions: Sequence[Row],
    doubts: Mapping[str, str],
) -> list[Check]:
    outlet = next((one for one in archive.outlets() if one.slug == slug), None)
    numbers = {version["text_digest"]: version["version"] for version in versions}
    emptied = {version["text_digest"] for version in versions if version["record_id"] in doubts}
    seen = {row["record_id"]: _seen(archive, row, emptied) for row in rows}
    digests = {row["record_id"]: row["text_digest"] for row in rows}
    return [_check(row, seen, digests, numbers, outlet) for row in rows]


def _check(
    row: Row,
    seen: Mapping[str, Seen],
    digests: Mapping[str, str | None],
    numbers: Mapping[str, int],
    outlet: Outlet | None,
) -> Check:
    grade = grade_of(seen[row["record_id"]], outlet, seen.get(row["refers_to"] or ""))
    digest = row["text_digest"] or (digests.get(row["refers_to"] or "") if grade == "unchanged" else None)
    return Check(
        record_id=row["record_id"],
        captured_at=row["captured_at"],
        url_key=row["url_key"],
        grade=grade,
        version=numbers.get(digest) if digest and grade in ("shown", "unchanged") else None,
    )


def _seen(archive: Archive, row: Row, emptied: set[str]) -> Seen:
    redirects = 300 <= (row["status"] or 0) < 400 and row["status"] != 304
    return Seen(
        url=row["url"],
        status=row["status"],
        kind=row["kind"],
        outcome=row["outcome"],
        truncated=row["truncated"],
        reading=row["reading"],
        target=(row["target_url"] or target_of(archive, row)) if redirects else None,
        emptied=row["text_digest"] in emptied,
    )


def _capture(row: Row, check: Check) -> Row:
    told = {key: row[key] for key in ("record_id", "captured_at", "kind", "status", "url", "warc", "offset")}
    detail = GRADES[check.grade][1].in_english()
    return {**told, "grade": check.grade, "detail": detail, "version": check.version}


def _removal(course: Course, rule: Rule) -> Row | None:
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
        text = _text(db, row)
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
                "changes": [_change(change) for change in found],
            }
        )
        if doubt is None:
            last = text, row
    return told


def _text(db: sqlite3.Connection, row: Row) -> Text:
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


def _change(change: Change) -> Row:
    return {
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "before_place": asdict(change.before_place) if change.before_place else None,
        "after_place": asdict(change.after_place) if change.after_place else None,
        "words": [{"before": asdict(old), "after": asdict(new)} for old, new in change.words],
    }
