"""What the versions of the cited report make of a quote: which hold it, which one dropped or changed it.

A version holds it when it agrees with it as well as the cited one does; that spelling differs does not count.
"""

from dataclasses import asdict, dataclass
from typing import Any

from archive.changes import Text
from archive.history import change_document
from archive.holders import Holder, holder
from archive.passages import Fate, fate_of
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from archive.show import HEAD
from extractors.charged_terms import shipped_terms

VERSIONS = (
    "SELECT version_key, version, record_id, captured_at, title, body FROM versions"
    " WHERE article_id = ? ORDER BY captured_at, version"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The version that no longer holds the quote, and the capture that showed it first.

    `became` is what stands in the quote's place in that version, `now` what stands there in the newest; None
    where nothing does. `changes` are those from the cited version to the newest, within the quote.
    """

    version: int
    record_id: str
    captured_at: str
    became: str | None
    now: str | None
    changes: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`versions` are the numbers of those that hold the quote; `changed_in` is None when the newest does."""

    in_newest: bool
    versions: tuple[int, ...]
    changed_in: Change | None

    def document(self) -> dict[str, Any]:
        """It in the keys of `warraq cite --json`."""
        return {
            "in_newest_version": self.in_newest,
            "versions_with_quote": list(self.versions),
            "changed_in": asdict(self.changed_in) if self.changed_in else None,
        }


def standing(db: sqlite3.Connection, cited: Holder, quote: str) -> Standing:
    """How the quote stands in all versions of the report that is cited with it."""
    article_id = cited.version["article_id"]
    rows = list(read_rows(db, VERSIONS, (article_id,)))
    head = read_row(db, HEAD, (article_id,))
    newest = next((row for row in rows if head and row["version_key"] == head["version_key"]), rows[-1])
    holding = [row for row in rows if _holds(row, cited, quote)]
    in_newest = newest in holding
    return Standing(
        in_newest=in_newest,
        versions=tuple(sorted(row["version"] for row in holding)),
        changed_in=None if in_newest else _change(cited, _after(rows, holding, newest), newest),
    )


def _holds(row: Row, cited: Holder, quote: str) -> bool:
    if row["version_key"] == cited.version["version_key"]:
        return True
    found = holder(row, quote)
    return found is not None and _worth(found) <= _worth(cited)


def _worth(found: Holder) -> tuple[bool, int, int]:
    match = found.match
    return match.agreement == "fuzzy", match.edits, match.unprinted


def _after(rows: list[Row], holding: list[Row], newest: Row) -> Row:
    """The first version behind the last one that holds the quote; the newest when an older text came back."""
    last = rows.index(holding[-1])
    return rows[last + 1] if last + 1 < len(rows) else newest


def _change(cited: Holder, changed: Row, newest: Row) -> Change:
    became, now = _fate(cited, changed), _fate(cited, newest)
    return Change(
        version=changed["version"],
        record_id=changed["record_id"],
        captured_at=changed["captured_at"],
        became=became.after,
        now=now.after,
        changes=tuple(change_document(change) for change in now.changes),
    )


def _fate(cited: Holder, other: Row) -> Fate:
    spans = [(part.start, part.end) for part in cited.match.parts]
    return fate_of(_text(cited.version), _text(other), cited.field, spans, shipped_terms())


def _text(row: Row) -> Text:
    return Text(title=row["title"] or "", body=row["body"] or "")
