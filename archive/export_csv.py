"""Export as CSV: a table that Excel opens right, and `doc_id,text` for packages that analyse texts."""

import csv
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any, BinaryIO

from archive.export_jsonl import documents
from archive.schema import sqlite3

LONGEST = 32_000  # characters of a cell: Excel keeps 32,767 and drops the rest
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # the wide ones where keyboards have them
MARK = "'"  # before what a spreadsheet would take for a formula
COLUMNS = (
    "article_id", "version", "outlet", "url", "title", "subtitle", "authors", "published_at",
    "published_date", "published_precision", "published_source", "modified_at", "dateline_place",
    "dateline_agency", "section", "tags", "language", "genre", "words", "sources", "state", "captured_at",
    "record_id", "payload_digest", "body_digest", "body_cut", "body",
)  # fmt: skip


def write_csv(
    db: sqlite3.Connection, articles: Iterable[str], out: BinaryIO, as_of: int | None = None
) -> int:
    """Write one article a row in COLUMNS, UTF-8 with a byte order mark, CRLF; how many there were.

    A cell that a spreadsheet would take for a formula has an apostrophe before it; a body longer than LONGEST
    is cut, and `body_cut` is then 1.
    """
    return _write(out, "utf-8-sig", COLUMNS, map(_row, documents(db, articles, as_of)))


def write_texts(
    db: sqlite3.Connection, articles: Iterable[str], out: BinaryIO, as_of: int | None = None
) -> int:
    """Write `doc_id,text` rows, plain UTF-8: article id and version, title and body as they are."""
    rows = (
        (f"{one['article_id']}-v{one['version']}", "\n\n".join(filter(None, (one["title"], one["body"]))))
        for one in documents(db, articles, as_of)
    )
    return _write(out, "utf-8", ("doc_id", "text"), rows)


def safe_cell(value: Any) -> str:
    """The value as a cell that no spreadsheet reckons with: formulas are what begins with = + - @."""
    text = "" if value is None else str(value)
    begins = text.lstrip()  # LibreOffice and Excel pass over white space
    return MARK + text if begins.startswith(FORMULA) else text


def _row(document: dict[str, Any]) -> list[str]:
    dateline, capture, body = document["dateline"] or {}, document["capture"], document["body"] or ""
    sources = dict.fromkeys(one["source"] for one in document["attributions"] if one["source"])
    values = document | {
        "authors": "; ".join(document["authors"]),
        "tags": "; ".join(document["tags"]),
        "dateline_place": dateline.get("place"),
        "dateline_agency": dateline.get("agency"),
        "sources": "; ".join(sources),
        "captured_at": capture["captured_at"],
        "record_id": capture["record_id"],
        "payload_digest": capture["payload_digest"],
        "body_cut": int(len(body) > LONGEST),
        "body": body[:LONGEST],
    }
    return [safe_cell(values[column]) for column in COLUMNS]


def _write(out: BinaryIO, encoding: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    text = TextIOWrapper(out, encoding=encoding, errors="backslashreplace", newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(head)
    count = 0
    for row in rows:
        table.writerow(row)
        count += 1
    text.flush()
    text.detach()  # the file is its owner's to close
    return count
