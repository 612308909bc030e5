"""Watches: citations under guard. What each keeps of what it saw, folded from the lines of citations.jsonl.

A watch holds its citation, so that the passage as it was printed is known when the index is gone. Its id, and
that of its case, stay when a withdrawal takes the words out of its line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.citation_notes import Note, citation_note

CASE, WATCH, WATCH_REMOVED = "case", "watch", "watch-removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stretch of a passage: code points of its field as the watch saw it, and what was printed there."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One watch. `pieces` are empty for an article that is watched as a whole; `field` is then None.

    `typed` is what was typed, `exact` what was printed and `match` how they agree, `case` the name of its
    case file. What a withdrawal took out of the note is None.
    """

    id: str
    added_at: str
    typed: str | None
    match: str | None
    exact: str | None
    note: str | None
    case: str | None
    article_id: str
    record_id: str
    body_digest: str | None
    captured_at: str | None
    field: str | None
    pieces: tuple[Piece, ...]
    url: str | None
    outlet: str | None
    title: str | None


def what_was_seen(document: Mapping[str, Any]) -> Note:
    """What a note keeps of a cited text (in the keys of `cite --json`), beside the citation itself.

    `conversion` is the record that keeps the text.
    """
    article = document["article"]
    return {
        "quote": document["quote"],
        "url": article["url"],
        "outlet": article["outlet"],
        "title": article["title"],
        "captured_at": article["capture"]["captured_at"],
        "conversion": document["conversion"],
    }


def watch_note(
    name: str,
    typed: str,
    document: Mapping[str, Any],
    at: datetime,
    *,
    note: str | None = None,
    case_id: str | None = None,
) -> Note:
    """The line that puts a citation under guard."""
    return {
        "kind": WATCH,
        "watch_id": name,
        **citation_note(typed, document, at),
        **what_was_seen(document),
        "note": note,
        "case_id": case_id,
    }


def watches_of(notes: Iterable[Note]) -> dict[str, Watch]:
    """The watches that hold, by id, in the order in which they were added.

    A line that lacks what a watch cannot be without (made by hand, or by a later version) is none.
    """
    found: dict[str, Watch] = {}
    cases: dict[str, str] = {}
    for note in notes:
        name, kind, case_id = (_text(note, key) for key in ("watch_id", "kind", "case_id"))
        if kind == CASE and case_id is not None:
            cases[case_id] = _text(note, "name") or case_id
        elif kind == WATCH_REMOVED and name is not None:
            found.pop(name, None)
        elif kind == WATCH and name is not None:
            watch = watch_in(name, note, cases.get(case_id or ""))
            if watch is not None:
                found[name] = watch
    return found


def watch_in(name: str, note: Note, case: str | None) -> Watch | None:
    """A note of a citation as a watch, of a case's item too; None when it lacks what a watch needs."""
    needed = [_text(note, key) for key in ("cited_at", "article_id", "record_id")]
    added_at, article_id, record_id = needed
    if added_at is None or article_id is None or record_id is None:
        return None
    pieces = _pieces(note.get("quote"))
    quote = note.get("quote")
    return Watch(
        id=name,
        added_at=added_at,
        typed=_text(note, "typed"),
        match=_text(note, "match") if pieces else None,
        exact=_text(quote, "exact") if isinstance(quote, dict) else None,
        note=_text(note, "note"),
        case=case,
        article_id=article_id,
        record_id=record_id,
        body_digest=_text(note, "body_digest"),
        captured_at=_text(note, "captured_at"),
        field=_text(note, "field") if pieces else None,
        pieces=pieces,
        url=_text(note, "url"),
        outlet=_text(note, "outlet"),
        title=_text(note, "title"),
    )


def _text(note: Note, key: str) -> str | None:
    value = note.get(key)
    return value if isinstance(value, str) else None


def _pieces(quote: object) -> tuple[Piece, ...]:
    """The stretches of a quote: between its ellipses, where it has any, else the whole of it."""
    if not isinstance(quote, dict):
        return ()
    parts = [_piece(part) for part in quote.get("parts") or [quote]]
    return tuple(part for part in parts if part is not None)


def _piece(part: object) -> Piece | None:
    if not isinstance(part, dict):
        return None
    start, end, exact = part.get("start"), part.get("end"), part.get("exact")
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(exact, str)):
        return None
    return Piece(start=start, end=end, exact=exact)
