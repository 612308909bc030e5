"""Filters that the search index has no tags for: the state of an article, and whom a version credits.

States change with every crawl and sources are very many, so neither is a term of the expression. Where few
versions match, or where many fulfil the filter, it is looked up for each match: that ends soon, since only so
many are wanted. Else those that fulfil it are listed once, and matches are held against the list.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from archive.rows import read_tuples
from archive.schema import sqlite3
from archive.search_scope import Condition, Filters, Scope
from archive.source_names import spellings_of

LISTED = 50_000  # versions; of more there is no list
FEW = 5_000  # matches that are looked up each

FEW_MATCH = """
SELECT count(*) FROM (
    SELECT 1 FROM articles_fts WHERE articles_fts MATCH :match AND rowid BETWEEN :first_row AND :last_row
    LIMIT :bound
)
"""

LIVE = "live"  # what most articles are
IN_STATES = """
SELECT v.doc_id FROM (
    SELECT article_id FROM articles WHERE state {which} (SELECT value FROM json_each(:wanted)) LIMIT :bound
) a CROSS JOIN versions v ON v.article_id = a.article_id LIMIT :bound
"""
CREDITING = """
SELECT v.doc_id FROM (
    SELECT DISTINCT version_key FROM attributions
    WHERE source IN (SELECT value FROM json_each(:wanted)) LIMIT :bound
) c CROSS JOIN versions v ON v.version_key = c.version_key
"""
STATE_OF = """EXISTS (
    SELECT 1 FROM search_rows placed CROSS JOIN articles stated ON stated.article_id = placed.article_id
    WHERE placed.doc_id = {row} AND stated.state IN (SELECT value FROM json_each(:states))
)"""
CREDITS_OF = """EXISTS (
    SELECT 1 FROM versions text CROSS JOIN attributions credit ON credit.version_key = text.version_key
    WHERE text.doc_id = {row} AND credit.source IN (SELECT value FROM json_each(:sources))
)"""
ON_LIST = "+{{row}} {which} (SELECT value FROM json_each(:{name}))"


Lists = dict[str, Condition | None]


def narrowed(db: sqlite3.Connection, scope: Scope, filters: Filters, lists: Lists | None = None) -> Scope:
    """The scope with what its filters ask of states and sources; names of sources count as they are folded.

    `lists` keeps what was listed, for other scopes of the same index with any of these states and sources.
    """
    if not (filters.states or filters.sources):
        return scope
    lists = {} if lists is None else lists
    (matches,) = db.execute(FEW_MATCH, {**scope.parameters, "bound": FEW + 1}).fetchone()
    conditions = []
    if filters.states:
        ways = ("NOT IN", "IN") if LIVE in filters.states else ("IN", "NOT IN")
        listings = [(which, IN_STATES.format(which=which)) for which in ways]
        listed = None if matches <= FEW else _listed(db, "states", filters.states, listings, lists)
        conditions.append(listed or _looked_up("states", STATE_OF, filters.states, matches))
    if filters.sources:
        spellings = [one for name in filters.sources for one in spellings_of(db, name)]
        listed = None if matches <= FEW else _listed(db, "sources", spellings, [("IN", CREDITING)], lists)
        conditions.append(listed or _looked_up("sources", CREDITS_OF, spellings, matches))
    return replace(scope, conditions=(*scope.conditions, *conditions))


def _looked_up(name: str, statement: str, wanted: Sequence[str], matches: int) -> Condition:
    return Condition(statement, name, json.dumps(list(wanted)), looks_up=matches > FEW)


def _listed(
    db: sqlite3.Connection,
    name: str,
    wanted: Sequence[str],
    listings: Sequence[tuple[str, str]],
    lists: Lists,
) -> Condition | None:
    """The condition by a list: of what fulfils it, or of all else; None when neither list is short."""
    asked = f"{name} {sorted(wanted)}"
    if asked not in lists:
        lists[asked] = None
        for which, listing in listings:
            found = read_tuples(db, listing, {"wanted": json.dumps(list(wanted)), "bound": LISTED + 1})
            if len(found) <= LISTED:
                doc_ids = json.dumps([doc_id for (doc_id,) in found if doc_id is not None])
                lists[asked] = Condition(ON_LIST.format(name=name, which=which), name, doc_ids)
                break
    return lists[asked]
