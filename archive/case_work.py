"""Working on case files: what a person asks for, from and to citations.jsonl, and a case's bibliography."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from archive.captures import WITHDRAWN
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
from archive.citation_notes import Line, append_note, new_ids, read_notes
from archive.cite import Names, describe, styled
from archive.cited_lookup import as_it_stands
from archive.cited_texts import read_cited
from archive.errors import ArchiveError
from archive.place import Archive
from archive.quotes import match_quote
from archive.rows import read_row, reading_index
from archive.schema import sqlite3
from archive.show import HEAD, show_version
from archive.watching import cited
from extractors.arabic import fold

# The version that a cited capture shows: the one that was cited, or what another reader makes of it now.
VERSION = """
SELECT v.version_key FROM captures c
JOIN versions v ON v.article_id = c.article_id AND v.text_digest = c.text_digest
WHERE c.record_id = ? ORDER BY v.body_digest = ? DESC, v.record_id = c.record_id DESC, v.version_key LIMIT 1
"""
KIND = "SELECT kind FROM captures WHERE record_id = ?"
_CITED = (
    "typed", "match", "article_id", "record_id", "body_digest", "field", "start", "end",
    "quote", "url", "outlet", "title", "captured_at", "conversion",
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


def add_to_case(
    archive: Archive, name: str, typed: str, text: str | None, names: Names
) -> tuple[str, dict[str, Any]]:
    """Cite a quote, a URL or an article for a case: the item's id, and what `cite` found.

    Raises ArchiveError, UnknownArticle when the archive holds no such thing, or no such case.
    """
    notes = list(read_notes(archive))
    case = find_case(notes, name)
    with reading_index(archive) as db:
        document = cited(archive, db, typed, names)
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


def case_document(
    archive: Archive, db: sqlite3.Connection | None, case: Case, names: Names
) -> dict[str, Any]:
    """A case in the keys of `warraq case show --json`; `citation` is None for what the index cannot show."""
    items = []
    for item in case.items:
        cited_as = {key: (item.citation or {}).get(key) for key in _CITED}
        found = cited_again(archive, db, item, names) if db is not None else None
        told = {"item": item.id, "kind": item.kind, "added_at": item.added_at, "note": item.text}
        items.append({**told, **cited_as, "citation": found["citation"] if found is not None else None})
    return {"case": case.name, "title": case.title, "created_at": case.created_at, "items": items}


def bibliography(
    archive: Archive, db: sqlite3.Connection, case: Case, style: str, names: Names
) -> tuple[str, list[Item]]:
    """What a case cites, each text once, in one of STYLES; and the items that the archive cannot show."""
    found, lost = passages_of(archive, db, case, names)
    texts: dict[tuple[str, str], str] = {}
    for one in found:
        key = one["article"]["capture"]["record_id"], one["article"]["body_digest"]
        texts.setdefault(key, styled(db, {**one, "quote": None}, names, style))
    entries = list(texts.values())
    if style == "csl":
        return json.dumps(list(map(json.loads, entries)), ensure_ascii=False, indent=2), lost
    return ("\n\n" if style == "bibtex" else "\n").join(entries), lost


def passages_of(
    archive: Archive, db: sqlite3.Connection, case: Case, names: Names
) -> tuple[list[dict[str, Any]], list[Item]]:
    """What a case cites, in its order, in the keys of `cite --json` and with `note`; and what is lost.

    A note of the case stands with the passage before it, or with the first. Lost are items whose text neither
    the index nor a kept record has, such as those that were withdrawn.
    """
    found: list[dict[str, Any]] = []
    lost: list[Item] = []
    waiting: list[str] = []
    for item in case.items:
        texts = [item.text] if item.text else []
        if item.kind == NOTE and found:
            found[-1]["note"] = _together([found[-1]["note"], *texts])
        elif item.kind == NOTE:
            waiting += texts
        elif (document := cited_again(archive, db, item, names)) is not None:
            found.append({**document, "note": _together([*texts, *waiting])})
            waiting = []
        else:
            lost.append(item)
    return found, lost


def _together(texts: Sequence[str | None]) -> str | None:
    return "\n\n".join(filter(None, texts)) or None


def cited_again(archive: Archive, db: sqlite3.Connection, item: Item, names: Names) -> dict[str, Any] | None:
    """What an item cites, in the keys of `cite --json`, as it was cited; None when its text is lost.

    The text is that of the index when it still reads so, else the one kept with the citation, else what
    another reader makes of the capture; then the quote, which may stand elsewhere in it, is left out.
    """
    note = item.citation
    if note is None:
        return None
    capture = read_row(db, KIND, (note["record_id"],))
    if capture is not None and capture["kind"] == WITHDRAWN:
        return None
    quote = note["quote"] if isinstance(note.get("quote"), dict) else None
    row = read_row(db, VERSION, (note["record_id"], note.get("body_digest")))
    article = show_version(db, str(row["version_key"])) if row is not None else None
    if article is None or article["body_digest"] != note.get("body_digest"):
        kept = (
            read_cited(archive, db, note["conversion"]) if isinstance(note.get("conversion"), str) else None
        )
        if kept is not None:
            article = as_it_stands(db, kept)
        else:
            quote = None
    if article is None:
        return None
    return {
        "match": note.get("match") if quote else "none",
        "found_by": "quote" if quote else "id",
        "alias": None,
        "quote": quote,
        "in_newest_version": _in_newest(db, article["article_id"], quote) if quote else None,
        **describe(db, article, names, quote),
        "conversion": note.get("conversion"),
    }


def _in_newest(db: sqlite3.Connection, article_id: str, quote: Mapping[str, Any]) -> bool:
    """Whether the newest version holds what was printed, but for spelling."""
    head = read_row(db, HEAD, (article_id,))
    if head is None:
        return False
    newest = show_version(db, str(head["version_key"]))
    text = newest["title"] if quote.get("field") == "title" else newest["body"]
    found = match_quote(quote["exact"], text or "")
    return found is not None and found.agreement != "fuzzy"
