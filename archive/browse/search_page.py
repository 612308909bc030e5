"""The page that searches: hits with what matches in them, and what they are filed under."""

from dataclasses import asdict
from typing import Any, TypeGuard, get_args

from archive.browse.asking import BadRequest, read_day
from archive.browse.site import Asked, Site
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.search import find
from archive.search_cursors import BadCursor
from archive.search_ranking import Sort

PAGE = 20
SORTS = get_args(Sort)
NAMES = "SELECT slug, name, name_en FROM outlets"


def search_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq search --answer --facets` tells, with `asked` and the `names` of outlets.

    Parameters: q, outlet (repeatable), country, section, from, to, sort, after. Without q `answer` is None.
    Raises BadRequest for a day that is none, a sort there is not, and a cursor of another search.
    """
    typed, sort = asked.one("q"), asked.one("sort") or "rank"
    wanted = {
        "q": typed,
        "outlet": list(asked.all("outlet")),
        "country": asked.one("country"),
        "section": asked.one("section"),
        "from": asked.one("from"),
        "to": asked.one("to"),
        "sort": sort,
    }
    if not _is_sort(sort):
        raise BadRequest("sort", sort, " ".join(SORTS))
    names = {row["slug"]: row for row in read_rows(db, NAMES)}
    from_, to = read_day("from", asked.one("from")), read_day("to", asked.one("to"))
    if typed is None:
        return {"asked": wanted, "answer": None, "names": names}
    try:
        answer = find(
            db,
            typed,
            outlets=asked.all("outlet"),
            countries=asked.all("country"),
            sections=asked.all("section"),
            from_=from_,
            to=to,
            sort=sort,
            limit=PAGE,
            after=asked.one("after"),
            facets=True,
        )
    except BadCursor as error:
        raise BadRequest("after", asked.one("after") or "", str(error)) from error
    return {"asked": wanted, "answer": asdict(answer), "names": names}


def _is_sort(name: str) -> TypeGuard[Sort]:
    return name in SORTS
