"""The coverage ledger: what became of every URL that was discovered, by outlet and day."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate
from operator import itemgetter
from typing import Any

from archive.browse.asking import read_day
from archive.browse.kept import kept
from archive.browse.site import Asked, Site
from archive.coverage import Counted, among, declared, gaps, looks_in
from archive.coverage_counts import Day, read_date
from archive.coverage_document import counts_of, gap_of, look_of
from archive.coverage_gaps import Gap, Window
from archive.coverage_kept import kept_coverage
from archive.coverage_looks import UTC
from archive.coverage_parts import counted_by_parts
from archive.coverage_picture import strips_of, told_as
from archive.coverage_texts import reason_in_words, what_in_words
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.marks import COUNTED, marks_together
from archive.rows import read_rows
from archive.schema import sqlite3

DAYS = 100  # rows of days that a page shows, and gaps of which it tells
DRAWN, MOST = 92, 12  # days and outlets of the picture
SPAN, LEAST = 365, 31  # days before the newest one, of which gaps are looked for: fewer of very many outlets
OUTLET_DAYS = 20_000  # gone over for that
NAMES = "SELECT slug, name, name_en FROM outlets"


def coverage_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq coverage --json` tells: `totals`, and the newest `days` and `gaps`, about DAYS of each.

    `picture` has the numbers of what is drawn; `looks` are of the days shown; `gaps` reach back up to SPAN.
    Parameters: outlet (repeatable), from, to. `more` gives the parameters that show the days before these,
    None when these are all. Raises UnknownArticle for an outlet there is not, BadRequest for what is no day.
    """
    slugs, from_, to = (
        asked.all("outlet"),
        read_day("from", asked.one("from")),
        read_day("to", asked.one("to")),
    )
    wanted = {"outlet": list(slugs), "from": asked.one("from"), "to": asked.one("to")}

    def tell() -> dict[str, Any]:
        followed = declared(site.archive)

        def counted() -> tuple[dict[str, Any], str | None]:
            # All outlets are counted in one pass; every choice of outlets and days is then shown from it.
            marks, found = kept(db, "coverage", lambda: _counted(site, db))
            return _newest(among(found, slugs, followed), Window(from_=from_, to=to), followed), marks

        if slugs or from_ or to:
            return counted()[0]
        return kept_coverage(site.archive, db, followed, counted)

    try:
        told = kept(db, f"coverage {sorted(slugs)} {from_} {to}", tell)
    except ArchiveError as error:
        raise UnknownArticle(str(error)) from error
    return {"asked": wanted, "names": {row["slug"]: row for row in read_rows(db, NAMES)}, **told}


def _counted(site: Site, db: sqlite3.Connection) -> tuple[str | None, Counted]:
    """What is counted, and the marks of the index before that: a commit meanwhile draws others."""
    return marks_together(db, COUNTED), counted_by_parts(site.archive, db)


def _newest(counted: Counted, window: Window, followed: Collection[str] | None) -> dict[str, Any]:
    # A day is not cut through: days are shown whole until there are DAYS rows.
    rows = Counter(map(itemgetter(1), counted.counts.places(window)))
    days = sorted(rows, reverse=True)
    sums = enumerate(accumulate(rows[day] for day in days), 1)
    end = next((number for number, so_far in sums if so_far >= DAYS), len(days))
    newest = Window(from_=read_date(days[end - 1]), to=window.to) if days else window
    near = _near(window, read_date(days[0]) if days else None, len(counted.known))
    recent = replace(counted, counts=counted.counts.within(_wider(near, newest)))
    shown = sorted(recent.counts.days(newest), key=lambda one: one.day or date.min, reverse=True)
    found = sorted(gaps(counted, near, followed), key=lambda gap: gap.last, reverse=True)[:DAYS]
    return {
        "totals": [counts_of(total) for total in counted.counts.totals(window)],
        "days": [counts_of(day) for day in shown],
        "picture": _picture(recent, near, shown),
        "looks": [look_of(look) for look in looks_in(counted, newest)],
        "gaps": [gap_of(gap) | _in_words(gap) for gap in found],
        "more": {"to": days[end]} if end < len(days) else None,
    }


def _picture(counted: Counted, near: Window, shown: Sequence[Day]) -> dict[str, Any] | None:
    """DRAWN days up to the last look, or to the newest day shown, of the MOST outlets with most addresses."""
    looked, newest = counted.looks.anybody, shown[0].day if shown else None
    # A report may print a day that is still to come: the picture ends where looking ended.
    last = max(looked, default=newest)
    if last is None:
        return None
    last = min(last, near.to or last)
    window = Window(from_=date.fromordinal(max(1, last.toordinal() - DRAWN + 1)), to=last)
    totals = sorted(counted.counts.totals(window), key=lambda total: (-total.discovered, total.outlet))
    slugs = [total.outlet for total in totals][:MOST] or sorted(counted.known)[:MOST]
    overran = [
        (slug, one.at.astimezone(counted.zones.get(slug) or UTC).date())
        for slug in slugs
        for one in counted.looks.overruns.get(slug, ())
    ]
    strips = strips_of(slugs, counted.counts.days(window, slugs), looks_in(counted, window), overran)
    return told_as(strips, window.from_ or last, last)


def _near(window: Window, newest: date | None, outlets: int) -> Window:
    """The part of the window that a page tells gaps of: up to SPAN before the newest day with any URL."""
    if newest is None:
        return window
    span = min(SPAN, max(LEAST, OUTLET_DAYS // max(1, outlets)))
    earliest = date.fromordinal(max(1, newest.toordinal() - span))
    return Window(from_=max(earliest, window.from_ or earliest), to=window.to)


def _wider(one: Window, other: Window) -> Window:
    """From the earlier begin of both on."""
    begins = [begin for begin in (one.from_, other.from_) if begin is not None]
    return Window(from_=min(begins) if len(begins) == 2 else None, to=one.to)


def _in_words(gap: Gap) -> dict[str, Any]:
    what, why = what_in_words(gap), reason_in_words(gap)
    return {
        "why": why.in_english(),
        "arabic": {"what": what.in_arabic(), "why": why.in_arabic()},
    }
