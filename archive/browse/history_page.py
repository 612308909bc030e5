"""How an article changed: events in their order, and versions held against one another."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from archive.browse.asking import BadRequest
from archive.browse.inline_diff import inline_diff, word_diff
from archive.browse.kept import kept
from archive.browse.paragraph_diff import paragraph_diff
from archive.browse.site import Asked, Site
from archive.changes import changes
from archive.history import change_document, history, text_of
from archive.rows import Row, read_row, read_rows, read_tuples
from archive.schema import sqlite3
from archive.terms import terms_of

TEXTS = (
    "SELECT version, version_key, title, subtitle, published_at, byline, authors, body FROM versions"
    " WHERE article_id = ? ORDER BY version"
)
OUTLET = "SELECT slug, name, name_en FROM outlets WHERE slug = ?"
# A withdrawn capture keeps no address, so that it is known of the outlet alone.
WITHDRAWN = (
    "SELECT count(*) AS captures FROM problems JOIN captures USING (record_id)"
    " WHERE code = 'withdrawn' AND outlet = ?"
)
VIEWS = ("inline", "side")
MOST = 8  # versions, the newest ones, that a page holds against the one before


def history_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq history` tells, the row of its outlet, and `diffs`: the newest versions but the first.

    Each is held against the version before it; with the parameters from and to there is one, of these two. A
    diff has `changes`, pieces of `title`, `subtitle` and `body` (a piece is same, lost, added or cut: what
    both have, left out), and `rows`, paragraph beside paragraph. `view` is inline or side. `withdrawn` counts
    the outlet's withdrawn captures: of which reports they were is not kept. Raises UnknownArticle,
    BadRequest.
    """
    told = history(site.archive, db, asked.parts["article"])
    texts = {row["version"]: row for row in read_rows(db, TEXTS, (told["article_id"],))}
    view = asked.one("view") or "inline"
    if view not in VIEWS:
        raise BadRequest("view", view, " ".join(VIEWS))
    pairs, chosen = _pairs(asked, sorted(texts))
    known = {
        (version["compared_with"], version["version"]): version["changes"] for version in told["versions"]
    }
    return {
        **told,
        "outlet_row": read_row(db, OUTLET, (told["outlet"],)),
        "withdrawn": kept(db, f"withdrawn of {told['outlet']}", lambda: _withdrawn(db, told["outlet"])),
        "view": view,
        "chosen": {"from": pairs[0][0], "to": pairs[0][1]} if chosen else None,
        "more": 0 if chosen else max(0, len(texts) - 1 - len(pairs)),
        "diffs": [
            {
                **_diff(texts[old], texts[new]),
                "changes": known[old, new] if (old, new) in known else _changes(site, db, texts, old, new),
            }
            for old, new in pairs
        ],
    }


def _withdrawn(db: sqlite3.Connection, outlet: str) -> int:
    return int(read_tuples(db, WITHDRAWN, (outlet,))[0][0])


def _pairs(asked: Asked, numbers: Sequence[int]) -> tuple[list[tuple[int, int]], bool]:
    """Which versions are held against which, and whether the reader chose them. Raises BadRequest."""
    old, new = _number(asked, "from", numbers), _number(asked, "to", numbers)
    if old is None and new is None:
        return list(pairwise(numbers))[-MOST:], False
    if old is None:
        old = max((one for one in numbers if new is not None and one < new), default=numbers[0])
    return [(old, numbers[-1] if new is None else new)], True


def _number(asked: Asked, name: str, numbers: Sequence[int]) -> int | None:
    typed = asked.one(name)
    if typed is None:
        return None
    known = {str(number): number for number in numbers}
    if typed not in known:
        raise BadRequest(name, typed, " ".join(list(known)[-MOST:]))
    return known[typed]


def _diff(old: Row, new: Row) -> dict[str, Any]:
    return {
        "before": old["version"],
        "after": new["version"],
        "title": [asdict(piece) for piece in word_diff(old["title"] or "", new["title"] or "")],
        "subtitle": [asdict(piece) for piece in word_diff(old["subtitle"] or "", new["subtitle"] or "")],
        "body": [asdict(piece) for piece in inline_diff(old["body"] or "", new["body"] or "")],
        "rows": [asdict(row) for row in paragraph_diff(old["body"] or "", new["body"] or "")],
    }


def _changes(site: Site, db: sqlite3.Connection, texts: Mapping[int, Row], old: int, new: int) -> list[Row]:
    if old == new:
        return []
    made = changes(text_of(db, texts[old]), text_of(db, texts[new]), terms_of(site.archive.root))
    return [change_document(change) for change in made]
