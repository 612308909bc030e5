"""One step of a URL's story, and the steps that the ledger tells: where it was found, what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.judgement import judged
from archive.language import Saying, joined, saying
from archive.moments import stamp
from archive.origins import ASKED
from archive.place import Archive
from archive.printed_days import printed_day
from archive.reasons import in_words, status_in_words
from archive.robots_line import forbidding_line, last_robots
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from extractors.outlets import Outlet
from extractors.zones import zone

ORIGINS = (
    "SELECT via, role, first_seen_at, published_raw, modified_raw, title FROM origins"
    " WHERE outlet = ? AND url_key = ? ORDER BY first_seen_at, via"
)
ROLES = {
    "feed": saying("feed"),
    "sitemap": saying("sitemap"),
    "home": saying("home page"),
    "section": saying("section page"),
    "listing": saying("page of a list"),
}
LAST_CRAWL = (
    "SELECT started_at, finished_at, reason, asked FROM crawls WHERE outlet = ? AND started_at IS NOT NULL"
    " ORDER BY started_at DESC, crawl_id LIMIT 1"
)
BY_PATTERN = ("not-an-article-url", "other-host")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a URL, or one thing that is true of it; `at` is UTC, None for the latter.

    `what` is a word or two for machines and people, `detail` the rest.
    """

    at: str | None
    what: str
    detail: Saying


def origins_of(db: sqlite3.Connection, row: Row) -> list[Row]:
    """The origins of a row of the ledger, earliest first."""
    return list(read_rows(db, ORIGINS, (row["outlet"], row["url_key"])))


def origin_steps(row: Row, origins: list[Row]) -> Iterator[Step]:
    """Where a URL of the ledger was found, one step an origin."""
    yield from (_origin(row, origin) for origin in origins)
    if not origins:
        yield _first_seen(row)


def outcome_steps(
    archive: Archive, db: sqlite3.Connection, row: Row, origins: list[Row], outlet: Outlet | None
) -> Iterator[Step]:
    """What became of a URL of the ledger: state and reason, the rule behind it, why it still waits."""
    reason = in_words(row["reason"]) if row["reason"] else saying("in the ledger")
    told = [reason]
    if (row["tries"] or 0) > 1:
        told.append(saying("after {tries:try|tries}", tries=row["tries"]))
    yield Step(at=row["last_at"], what=str(row["state"]), detail=joined(told))
    if row["state"] in ("refused", "failed"):
        yield from _rule(archive, db, row, outlet)
    if row["state"] == "waiting":
        yield from _waits(db, row, origins, outlet)


def _origin(row: Row, origin: Row) -> Step:
    at = origin["first_seen_at"]
    if origin["role"] == ASKED:
        detail = saying("by a person, with `warraq capture`, for {outlet}", outlet=row["outlet"])
        return Step(at=at, what="asked for", detail=detail)
    if origin["role"] == "redirect":
        detail = saying("{via} redirects here", via=origin["via"])
        return Step(at=at, what="redirected to", detail=detail)
    told = [
        saying(
            "by the {role} {via}, as {url} of {outlet}",
            role=ROLES.get(origin["role"]) or origin["role"] or "seed",
            via=origin["via"],
            url=row["url"],
            outlet=row["outlet"],
        )
    ]
    if origin["published_raw"] is not None:
        told.append(saying("dated «{raw}» there", raw=origin["published_raw"]))
    if origin["modified_raw"] is not None:
        told.append(saying("modified «{raw}» according to it", raw=origin["modified_raw"]))
    if origin["title"] is not None:
        told.append(saying("with the title «{title}»", title=origin["title"]))
    return Step(at=at, what="discovered", detail=joined(told))


def _first_seen(row: Row) -> Step:
    """For what no seed named: fetched for itself, or of an archive whose event records are lost."""
    as_url = {"url": row["url"], "outlet": row["outlet"]}
    if row["via"] is None:
        detail = saying("by no recorded seed, as {url} of {outlet}", **as_url)
    else:
        detail = saying("by {via}, as {url} of {outlet}", via=row["via"], **as_url)
    return Step(at=row["first_seen_at"], what="discovered", detail=detail)


def _rule(archive: Archive, db: sqlite3.Connection, row: Row, outlet: Outlet | None) -> Iterator[Step]:
    if row["reason"] == "robots: disallowed":
        line = forbidding_line(archive, db, row["url"], row["last_at"])
        if line is not None:
            yield Step(
                at=None,
                what="rule",
                detail=saying(
                    "line {number} of robots.txt, “{text}”, as captured at {at} in record {record}",
                    number=line.number,
                    text=line.text,
                    at=line.captured_at,
                    record=line.record_id,
                ),
            )
    elif row["reason"] == "robots: unavailable":
        robots = last_robots(db, row["url"], row["last_at"])
        if robots is not None:
            came = robots["outcome"] in (None, "ok") and robots["status"] is not None
            yield Step(
                at=None,
                what="rule",
                detail=saying(
                    "robots.txt was asked for at {at}: {answer}; record {record}",
                    at=robots["captured_at"],
                    answer=status_in_words(robots["status"]) if came else in_words(robots["outcome"]),
                    record=robots["record_id"],
                ),
            )
    elif row["reason"] in BY_PATTERN and outlet is not None:
        admitted, why = judged(outlet, row["url"])
        if admitted:
            why = saying(
                "outlets/{slug}.toml has been changed since: today it would be accepted", slug=outlet.slug
            )
        yield Step(at=None, what="rule", detail=why)


def _waits(db: sqlite3.Connection, row: Row, origins: list[Row], outlet: Outlet | None) -> Iterator[Step]:
    """Why a URL has not been fetched yet, and when it will be."""
    last = read_row(db, LAST_CRAWL, (row["outlet"],))
    if last is None:
        return
    asked = dict(part.partition("=")[::2] for part in (last["asked"] or "").split() if "=" in part)
    if last["finished_at"] is None:
        detail = saying(
            "the crawl begun at {at} has not said how it ended: it still runs, or was killed",
            at=last["started_at"],
        )
        yield Step(at=None, what="not fetched yet", detail=detail)
    elif last["reason"] != "finished":
        detail = saying("the last crawl stopped before its end: {reason}", reason=last["reason"])
        yield Step(at=None, what="not fetched yet", detail=detail)
    elif outside := _outside(asked, origins, outlet):
        yield Step(at=None, what="not fetched yet", detail=outside)
    elif "limit" in asked:
        detail = saying("the last crawl stopped at its limit of {limit} articles", limit=asked["limit"])
        yield Step(at=None, what="not fetched yet", detail=detail)
    if outlet is not None:
        due = stamp(datetime.fromisoformat(last["started_at"]) + outlet.cadence)
        detail = saying(
            "the next `warraq crawl {slug}` fetches it; --due includes the outlet from {due} on",
            slug=outlet.slug,
            due=due,
        )
        yield Step(at=None, what="next", detail=detail)


def _outside(asked: dict[str, str], origins: list[Row], outlet: Outlet | None) -> Saying | None:
    """In words, that the date a seed printed lies outside of what the last crawl was asked for."""
    own = zone(outlet.timezone if outlet else "UTC")
    raws = (raw for origin in origins for raw in (origin["published_raw"], origin["modified_raw"]))
    day = next(filter(None, (printed_day(raw, own) for raw in raws)), None)
    if day is None:
        return None
    if day < asked.get("since", day):
        return saying(
            "its printed day {day} lies before {since}, where the last crawl began (--since)",
            day=day,
            since=asked["since"],
        )
    if day > asked.get("until", day):
        return saying(
            "its printed day {day} lies after {until}, where the last crawl ended (--until)",
            day=day,
            until=asked["until"],
        )
    return None
