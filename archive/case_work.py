"""Working on case files: what a person asks for, from and to citations.jsonl, and a case's bibliography."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from archive.cases import (
    NOTE,
    Case,
    Item,
    case_name,
    case_note,
    cases_of,
    find_case,
    item_note,
    remark_note,
    removal_note,
)
from archive.citation_notes import Line, Note, append_note, new_ids, read_notes
from archive.cite import Names, styled
from archive.errors import ArchiveError
from archive.place import Archive
from archive.rows import read_row, reading_index
from archive.schema import sqlite3
from archive.show import show_version
from archive.watching import cited
from extractors.arabic import fold

# The version that a cited capture shows: the one that was cited, or what another reader makes of it now.
VERSION = """
SELECT v.version_key FROM captures c
JOIN versions v ON v.article_id = c.article_id AND v.text_digest = c.text_digest
WHERE c.record_id = ? ORDER BY v.body_digest = ? DESC, v.record_id = c.record_id DESC, v.version_key LIMIT 1
"""
_CITED = (
    "typed", "match", "article_id", "record_id", "body_digest", "field", "start", "end",
    "quote", "url", "outlet", "title", "captured_at",
)  # fmt: skip


def make_case(archive: Archive, name: str, title: str | None) -> Case:
    """Make a case file. Raises ArchiveError for what is no name, and for the name of one that is there."""
    name, notes = case_name(name), list(read_notes(archive))
    for same in cases_of(notes):
        if fold(same.name) == fold(name):
            raise ArchiveError(f"there is a case {same.name!r} already; `warraq case show` shows it")
    (case_id,) = new_ids(notes, 1)
    note = case_note(case_id, name, title, datetime.now(UTC))
    append_note(archive, note)
    return Case(id=case_id, name=name, title=title, created_at=note["made_at"])


def add_to_case(archive: Archive, name: str, typed: str, text: str | None) -> tuple[str, dict[str, Any]]:
    """Cite a quote, a URL or an article for a case: the item's id, and what `cite` found.

    Raises ArchiveError, UnknownArticle when the archive holds no such thing, or no such case.
    """
    notes = list(read_notes(archive))
    case = find_case(notes, name)
    with reading_index(archive) as db:
        document = cited(db, typed)
    (item,) = new_ids(notes, 1)
    append_note(archive, item_note(case.id, item, typed, document, datetime.now(UTC), text))
    return item, document


def note_in_case(archive: Archive, name: str, text: str) -> str:
    """Add a note to a case; gives its id. Raises ArchiveError when there is no such case."""
    notes = list(read_notes(archive))
    case, (item,) = find_case(notes, name), new_ids(notes, 1)
    append_note(archive, remark_note(case.id, item, text, datetime.now(UTC)))
    return item


def remove_from_case(archive: Archive, name: str, item: str) -> Item:
    """Take an item out of what a case shows. Raises ArchiveError when the case has no such item."""
    case = find_case(read_notes(archive), name)
    found = next((one for one in case.items if one.id == item), None)
    if found is None:
        raise ArchiveError(f"the case {case.name!r} has no item {item!r}: `warraq case show` lists them")
    append_note(archive, removal_note(case.id, item, datetime.now(UTC)))
    return found


def all_cases(archive: Archive, on_damage: Callable[[Line], None]) -> list[Case]:
    """Every case, in the order in which they were made."""
    return cases_of(read_notes(archive, on_damage))


def case_document(case: Case, db: sqlite3.Connection | None, names: Names) -> dict[str, Any]:
    """A case in the keys of `warraq case show --json`; `citation` is None for what the index cannot show."""
    return {
        "case": case.name,
        "title": case.title,
        "created_at": case.created_at,
        "items": [_item(item, db, names) for item in case.items],
    }


def bibliography(case: Case, db: sqlite3.Connection, style: str, names: Names) -> tuple[str, list[Item]]:
    """What a case cites, each text once, in one of STYLES; and the items that the index cannot show."""
    texts: dict[str, str] = {}
    lost: list[Item] = []
    for item in case.items:
        key = version_of(db, item.citation)
        if key is not None:
            texts.setdefault(key, styled(db, cited_again(db, key, item.citation), names, style))
        elif item.kind != NOTE:
            lost.append(item)
    if style == "csl":
        entries = [json.loads(text) for text in texts.values()]
        return json.dumps(entries, ensure_ascii=False, indent=2), lost
    return ("\n\n" if style == "bibtex" else "\n").join(texts.values()), lost


def version_of(db: sqlite3.Connection, citation: Note | None) -> str | None:
    """The key of the version that a citation's capture shows; None when the index has none."""
    if citation is None:
        return None
    row = read_row(db, VERSION, (citation["record_id"], citation.get("body_digest")))
    return str(row["version_key"]) if row is not None else None


def cited_again(db: sqlite3.Connection, key: str, citation: Note | None) -> dict[str, Any]:
    """The version of this key as `styled` takes it; with the quote, unless another reader moved it."""
    article = show_version(db, key)
    quote = citation.get("quote") if citation is not None else None
    same = citation is not None and citation.get("body_digest") == article["body_digest"]
    return {"article": article, "quote": quote if same else None}


def _item(item: Item, db: sqlite3.Connection | None, names: Names) -> dict[str, Any]:
    cited_as = {key: (item.citation or {}).get(key) for key in _CITED}
    key = version_of(db, item.citation) if db is not None else None
    found = cited_again(db, key, item.citation) if db is not None and key is not None else None
    styles = dict(_styles(db, found, names)) if db is not None and found is not None else None
    told = {"item": item.id, "kind": item.kind, "added_at": item.added_at, "note": item.text}
    return {**told, **cited_as, "citation": styles}


def _styles(db: sqlite3.Connection, document: dict[str, Any], names: Names) -> Iterator[tuple[str, Any]]:
    for style in ("ar", "en", "csl"):
        text = styled(db, document, names, style)
        yield style, json.loads(text) if style == "csl" else text
