"""Case files, to be read: what each holds, with its notes and citations. Nothing is written here.

Cases are what people typed for themselves: no other page shows any of it, and addresses name a case by
its id.
"""

from typing import Any

from archive.browse.site import Asked, Site
from archive.case_work import all_cases, case_document
from archive.cases import Case
from archive.citation_links import origin_in
from archive.citation_notes import Line
from archive.cite import Names
from archive.lookup import UnknownArticle
from archive.rows import read_rows
from archive.schema import sqlite3

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

    Raises UnknownArticle when there is no such case.
    """
    case = find_case_by_id(site, asked.parts["case"])
    names = Names(origin=origin_in(site.archive.settings))
    return {
        "id": case.id,
        **case_document(site.archive, db, case, names),
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
    }


def find_case_by_id(site: Site, wanted: str) -> Case:
    """The case with this id. Raises UnknownArticle."""
    case = next((one for one in all_cases(site.archive, lambda line: None) if one.id == wanted), None)
    if case is None:
        raise UnknownArticle(f"no case {wanted} in this archive")
    return case
