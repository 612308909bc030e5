"""Case files: named collections of passages, articles and notes, folded from the lines of citations.jsonl.

Nothing in a case is overwritten: a line adds an item or takes one out of what is shown. Names are compared
folded, so that «أحداث حماة» and «احداث حماه» are one case; no file is ever named after a case. Lines name
their case by its id, which stays when a withdrawal takes the words out of them.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from archive.citation_notes import Note, citation_note
from archive.errors import ArchiveError
from archive.moments import stamp
from archive.watches import CASE, what_was_seen
from extractors.arabic import fold, tidy

CASE_NOTE, ITEM_REMOVED = "case-note", "case-item-removed"
PASSAGE, ARTICLE, NOTE = "passage", "article", "note"

MAX_NAME = 64
_OTHERS = frozenset(" _-.،:/()'’")  # beside letters, marks and digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: `kind` is "passage", "article" or "note"; `text` is a note's, or what was noted with it.

    `citation` is the line that cites it, None for a note.
    """

    id: str
    kind: str
    added_at: str
    text: str | None
    citation: Note | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case file with its items in the order in which they were added."""

    id: str
    name: str
    title: str | None
    created_at: str | None
    items: tuple[Item, ...] = ()


def case_name(typed: str) -> str:
    """The name of a case as it is kept. Raises ArchiveError for what is no name."""
    name = " ".join(tidy(typed).split())
    fits = all(unicodedata.category(one)[0] in "LMN" or one in _OTHERS for one in name)
    if not name or len(name) > MAX_NAME or not fits or not name[0].isalnum() or not fold(name):
        raise ArchiveError(
            f"{typed!r} is no name for a case: give 1 to {MAX_NAME} letters (Arabic or other), digits and"
            f" spaces, such as {'أحداث حماة'!r} or 'hama-2026'"
        )
    return name


def cases_of(notes: Iterable[Note]) -> list[Case]:
    """The cases, in the order in which they were made.

    One whose name was withdrawn, or whose first line is damaged, goes by its id.
    """
    found: dict[str, Case] = {}
    for note in notes:
        case_id, kind = note.get("case_id"), note.get("kind")
        if not isinstance(case_id, str):
            continue
        if kind == CASE:
            name, title, at = (_text(note, key) for key in ("name", "title", "made_at"))
            found.setdefault(case_id, Case(id=case_id, name=name or case_id, title=title, created_at=at))
        elif "item_id" in note:
            case = found.get(case_id) or Case(id=case_id, name=case_id, title=None, created_at=None)
            found[case_id] = replace(case, items=_with(case.items, kind, note))
    return list(found.values())


def find_case(notes: Iterable[Note], typed: str) -> Case:
    """The case of this name. Raises ArchiveError, which lists those there are, when there is none."""
    cases, wanted = cases_of(notes), fold(case_name(typed))
    for case in cases:
        if fold(case.name) == wanted:
            return case
    known = "، ".join(one.name for one in cases) or "none yet"
    raise ArchiveError(f"there is no case {typed!r} ({known}); `warraq case new` makes one")


def case_note(case_id: str, name: str, title: str | None, at: datetime) -> Note:
    """The line that makes a case."""
    return {"kind": CASE, "case_id": case_id, "name": name, "title": title, "made_at": stamp(at)}


def item_note(
    case_id: str, item_id: str, typed: str, document: Mapping[str, Any], at: datetime, text: str | None
) -> Note:
    """The line that cites something for a case."""
    beside = {"case_id": case_id, "item_id": item_id, "note": text}
    return {**citation_note(typed, document, at), **what_was_seen(document), **beside}


def remark_note(case_id: str, item_id: str, text: str, at: datetime) -> Note:
    """The line that adds a note to a case."""
    return {"kind": CASE_NOTE, "case_id": case_id, "item_id": item_id, "note": text, "noted_at": stamp(at)}


def removal_note(case_id: str, item_id: str, at: datetime) -> Note:
    """The line that takes an item out of what a case shows."""
    return {"kind": ITEM_REMOVED, "case_id": case_id, "item_id": item_id, "removed_at": stamp(at)}


def _text(note: Note, key: str) -> str | None:
    value = note.get(key)
    return value if isinstance(value, str) else None


def _with(items: tuple[Item, ...], kind: object, note: Note) -> tuple[Item, ...]:
    name, text = _text(note, "item_id"), _text(note, "note")
    if name is None:
        return items
    if kind == ITEM_REMOVED:
        return tuple(item for item in items if item.id != name)
    if kind == CASE_NOTE:
        at = str(note.get("noted_at"))
        return (*items, Item(id=name, kind=NOTE, added_at=at, text=text, citation=None))
    if kind is None and _text(note, "record_id") is not None:
        what = PASSAGE if note.get("field") is not None else ARTICLE
        at = str(note.get("cited_at"))
        return (*items, Item(id=name, kind=what, added_at=at, text=text, citation=note))
    return items
