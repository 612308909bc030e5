"""Rows of `outlets`: each newsroom that is declared, and each that has captures."""

from collections.abc import Collection, Iterable

from archive.captures import Outlets
from archive.row_digests import note_row
from archive.schema import sqlite3
from archive.search_rows import refile_outlet
from extractors.outlets import Outlet

PUT_OUTLET = (
    "INSERT INTO outlets (slug, name, name_en, country, language, timezone, homepage)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET name=excluded.name,"
    " name_en=excluded.name_en, country=excluded.country, language=excluded.language,"
    " timezone=excluded.timezone, homepage=excluded.homepage"
)


def put_outlets(db: sqlite3.Connection, outlets: Iterable[Outlet]) -> None:
    """Make or renew the rows of these outlets, and what their reports are filed under in the search index."""
    countries = dict(db.execute("SELECT slug, country FROM outlets").fetchall())
    for o in outlets:
        db.execute(PUT_OUTLET, (o.slug, o.name, o.name_en, o.country, o.language, o.timezone, o.homepage))
        note_row(db, "outlets", o.slug)
        if countries.get(o.slug) != o.country:
            refile_outlet(db, o.slug)


def put_stand_ins(db: sqlite3.Connection, slugs: Iterable[str], outlets: Outlets) -> None:
    """Make the rows of outlets that nobody declared anew, from the first URL (by key) captured of each."""
    for slug in slugs:
        row = db.execute(
            "SELECT url FROM captures WHERE outlet = ? AND url != '' ORDER BY url_key, url LIMIT 1", (slug,)
        ).fetchone()
        if row is None:
            db.execute("DELETE FROM outlets WHERE slug = ?", (slug,))
            note_row(db, "outlets", slug)
        else:
            put_outlets(db, [outlets.of(slug, row[0])])


def sync_outlets(db: sqlite3.Connection, outlets: Outlets, unknown: Collection[str] = ()) -> None:
    """Have a row for each declared outlet and each outlet with captures, and for no other.

    The rows of those `unknown` stay: they are declared, and nobody can tell how.
    """
    known = {row[0] for row in db.execute("SELECT slug FROM outlets")} - set(unknown)
    put_stand_ins(db, known - set(outlets.declared), outlets)
    put_outlets(db, outlets.declared.values())
