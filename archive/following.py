"""One article followed through its captures: what each shows, and the course that they tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.capture_steps import target_of
from archive.captures import RENDERED
from archive.declared import declared
from archive.disappearance import Check, Course, Rule, course_of
from archive.grades import Seen, grade_of
from archive.place import Archive
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from extractors.outlets import Outlet

ARTICLE = "SELECT article_id, outlet, url, title, state FROM articles WHERE article_id = ?"
VERSIONS = (
    "SELECT version_key, version, record_id, captured_at, url, title, subtitle, authors, published_at,"
    " byline, modified_at, body, body_digest, text_digest, words, reader_digest FROM versions"
    " WHERE article_id = ? ORDER BY captured_at, record_id"
)
DOUBTS = (
    "SELECT record_id, detail FROM problems WHERE code = 'needs-review' AND record_id IN"
    " (SELECT record_id FROM versions WHERE article_id = ?)"
)
CAPTURES = (
    "SELECT c.record_id, c.captured_at, c.url, c.url_key, c.kind, c.role,"
    " CASE WHEN c.role = 'rendered-page' THEN 200 ELSE c.status END AS status,"
    " c.outcome, c.truncated,"
    " c.reading, c.text_digest, c.refers_to, c.warc, c.offset, w.origin, a.target_url FROM captures c"
    " JOIN warcs w ON w.name = c.warc"
    " LEFT JOIN aliases a ON a.record_id = c.record_id AND a.kind = 'redirect'"
    " WHERE c.article_id = ? AND (c.kind NOT IN ('resource', 'conversion') OR c.role = 'rendered-page')"
    " ORDER BY c.captured_at, c.record_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One article as its captures tell it: rows of the index in time's order, a check for each capture.

    `doubts` has a version's record id and why its text is doubted. `course` is made of `weighed`: the checks
    of our own captures, where there are any, since others' files leave out what they please.
    """

    article: Row
    versions: tuple[Row, ...]
    captures: tuple[Row, ...]
    doubts: Mapping[str, str]
    checks: tuple[Check, ...]
    weighed: tuple[Check, ...]
    course: Course


class Follower:
    """Follows one article after another; outlets and settings are read once."""

    def __init__(self, archive: Archive, db: sqlite3.Connection) -> None:
        self.archive, self.db = archive, db
        wanted = archive.settings.history
        self.rule = Rule(checks=wanted.removed_after_checks, days=wanted.removed_after_days)
        self.outlets = {outlet.slug: outlet for outlet in declared(archive).known}

    def follow(self, article_id: str) -> Followed | None:
        """The article of this id; None when the index holds no text of it."""
        article = read_row(self.db, ARTICLE, (article_id,))
        if article is None:
            return None
        doubts = {row["record_id"]: row["detail"] for row in read_rows(self.db, DOUBTS, (article_id,))}
        versions = tuple(read_rows(self.db, VERSIONS, (article_id,)))
        rows = tuple(read_rows(self.db, CAPTURES, (article_id,)))
        outlet = self.outlets.get(article["outlet"])
        checks = tuple(_checks(self.archive, outlet, rows, versions, doubts))
        # An empty shell says nothing of the report that a browser showed of it.
        shells = {row["refers_to"] for row in rows if row["role"] == RENDERED}
        own = (
            check
            for row, check in zip(rows, checks, strict=True)
            if row["origin"] == "own" and row["record_id"] not in shells
        )
        weighed = tuple(own) or checks
        return Followed(
            article=article,
            versions=versions,
            captures=rows,
            doubts=doubts,
            checks=checks,
            weighed=weighed,
            course=course_of(weighed, self.rule),
        )


def _checks(
    archive: Archive,
    outlet: Outlet | None,
    rows: Sequence[Row],
    versions: Sequence[Row],
    doubts: Mapping[str, str],
) -> list[Check]:
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
