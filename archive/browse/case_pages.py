"""Case files, to be read: what each holds, with its notes and citations. Nothing is written here.

Cases are what people typed for themselves: no other page shows any of it, and addresses name a case by
its id.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from archive.browse.cite_page import context_of
from archive.browse.passage_links import cite_path
from archive.browse.site import Asked, Site
from archive.case_work import all_cases, case_document, cited_again
from archive.cases import Case, Item
from archive.citation_links import origin_in
from archive.citation_notes import Line
from archive.cite import Names
from archive.guard import Guard
from archive.lookup import UnknownArticle
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.watches import watch_in

MOST_ITEMS = 200  # of a case that are compared with the index for its page; the command compares all
_NOTHING: Mapping[str, Any] = MappingProxyType({"finding": None, "context": None, "path": None})
NAMES = "SELECT slug, name, name_en FROM outlets"


def cases_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The cases in the order in which they were made; `damaged` is how many lines could not be read."""
    damaged: list[Line] = []
    cases = all_cases(site.archive, damaged.append)
    return {
        "cases": [
            {
                "id": one.id,
                "case": one.name,
                "title": one.title,
                "created_at": one.created_at,
                "items": len(one.items),
            }
            for one in cases
        ],
        "damaged": len(damaged),
    }


def case_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq case show --json` tells of the case, with its `id` and the `names` of outlets.

    Each item that cites something has its `finding`, as `warraq watch check` would tell it (None behind the
    first MOST_ITEMS), the `context` of its passage in the text that was cited, and `path`, where its citation
    is. Raises UnknownArticle when there is no such case.
    """
    case = find_case_by_id(site, asked.parts["case"])
    names = Names(origin=origin_in(site.archive.settings))
    told = case_document(site.archive, db, case, names)
    guard = Guard(site.archive, db)
    items = []
    for number, (item, document) in enumerate(zip(case.items, told["items"], strict=True)):
        beside = _beside(site, db, guard, item, names) if number < MOST_ITEMS else _NOTHING
        items.append({**document, **beside})
    return {
        "id": case.id,
        **told,
        "items": items,
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
    }


def _beside(site: Site, db: sqlite3.Connection, guard: Guard, item: Item, names: Names) -> Mapping[str, Any]:
    watch = watch_in(item.id, item.citation, None) if item.citation is not None else None
    if watch is None:
        return _NOTHING
    found = cited_again(site.archive, db, item, names)
    return {
        "finding": guard.finding(watch),
        "context": context_of(found["article"], found["quote"]) if found is not None else None,
        "path": cite_path(found["article"], found["quote"]) if found is not None else None,
    }


def find_case_by_id(site: Site, wanted: str) -> Case:
    """The case with this id. Raises UnknownArticle."""
    case = next((one for one in all_cases(site.archive, lambda line: None) if one.id == wanted), None)
    if case is None:
        raise UnknownArticle(f"no case {wanted} in this archive")
    return case
