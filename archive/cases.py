"""Case files: named collections of passages, articles and notes, folded from the lines of citations.jsonl.

Nothing in a case is overwritten: a line adds an item or takes one out of what is shown. Names are compared
folded, so that «أحداث حماة» and «احداث حماه» are one case; no file is ever named after a case.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from archive.citation_notes import Note, citation_note
from archive.errors import ArchiveError
from archive.moments import stamp
from archive.watches import what_was_seen
from extractors.arabic import fold, tidy

CASE, CASE_NOTE, ITEM_REMOVED = "case", "case-note", "case-item-removed"
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


def cases_of(notes: Iterable[Note]) -> dict[str, Case]:
    """The cases by folded name, in the order in which they were made."""
    found: dict[str, Case] = {}
    for note in notes:
        name = note.get("case")
        if not isinstance(name, str):
            continue
        key, kind = fold(name), note.get("kind")
        case = found.get(key)
        if kind == CASE and case is None:
            title, at = (
                value if isinstance(value := note.get(one), str) else None for one in ("title", "at")
            )
            found[key] = Case(name=name, title=title, created_at=at)
        elif case is not None:
            found[key] = replace(case, items=_with(case.items, kind, note))
    return found


def find_case(notes: Iterable[Note], typed: str) -> Case:
    """The case of this name. Raises ArchiveError, which lists those there are, when there is none."""
    cases = cases_of(notes)
    case = cases.get(fold(case_name(typed)))
    if case is None:
        known = "، ".join(one.name for one in cases.values()) or "none yet"
        raise ArchiveError(f"there is no case {typed!r} ({known}); `warraq case new` makes one")
    return case


def case_note(name: str, title: str | None, at: datetime) -> Note:
    """The line that makes a case."""
    return {"kind": CASE, "case": name, "title": title, "at": stamp(at)}


def item_note(
    case: str, item: str, typed: str, document: Mapping[str, Any], at: datetime, text: str | None
) -> Note:
    """The line that cites something for a case."""
    beside = {"case": case, "item": item, "note": text}
    return {**citation_note(typed, document, at), **what_was_seen(document), **beside}


def remark_note(case: str, item: str, text: str, at: datetime) -> Note:
    """The line that adds a note to a case."""
    return {"kind": CASE_NOTE, "case": case, "item": item, "note": text, "at": stamp(at)}


def removal_note(case: str, item: str, at: datetime) -> Note:
    """The line that takes an item out of what a case shows."""
    return {"kind": ITEM_REMOVED, "case": case, "item": item, "at": stamp(at)}


def _with(items: tuple[Item, ...], kind: object, note: Note) -> tuple[Item, ...]:
    name = note.get("item")
    if not isinstance(name, str):
        return items
    if kind == ITEM_REMOVED:
        return tuple(item for item in items if item.id != name)
    text = note.get("note")
    said = text if isinstance(text, str) else None
    if kind == CASE_NOTE:
        return (*items, Item(id=name, kind=NOTE, added_at=str(note.get("at")), text=said, citation=None))
    if kind is None and isinstance(note.get("record_id"), str):
        what = PASSAGE if note.get("field") is not None else ARTICLE
        at = str(note.get("cited_at"))
        return (*items, Item(id=name, kind=what, added_at=at, text=said, citation=note))
    return items
