"""`warraq crawl`: options in, `crawlers.crawl` called, one line an outlet out."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.declared import remember
from archive.error_language import error_told
from archive.errors import OutOfSpace
from archive.finding_commands import Day
from archive.forgotten import crawled_elsewhere
from archive.language import tr
from archive.left_out import note_begun
from archive.locks import locked
from archive.log_commands import attest_and_tell
from archive.moments import stamp
from archive.moved import require_here
from archive.reader_limits import new_beyond_limits
from archive.reasons import seed_problem_in_words
from archive.renderings import new_shells
from archive.watch_commands import tell_watches

if TYPE_CHECKING:
    from archive.declared import Declared
    from archive.place import Archive
    from crawlers import render
    from crawlers.shot_crawl import Taken
    from extractors.outlets import Outlet

HELD = 5  # how a crawl ends whose outlet another run holds


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option("--due", is_flag=True, help="Only outlets that are due, longest overdue first.")
@click.option("--since", type=Day(), metavar="DAY", help="Leave out reports dated before this day.")
@click.option("--until", type=Day(), metavar="DAY", help="Leave out reports dated after this day.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N articles an outlet.")
@as_json
def crawl(
    slugs: tuple[str, ...],
    due: bool,
    since: date | None,
    until: date | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Crawl the outlets named, or all: capture what is new, read it, index it.

    Days are those of the outlet's own calendar; reports whose feed or sitemap gives no date are captured in
    any case. What a killed crawl left is taken up by the next one. With --due an outlet's crawl ends after
    [schedule] crawl_minutes, and the next one goes on where it was.
    """
    from crawlers import crawl as crawling
    from crawlers.crawl_course import course_shown
    from crawlers.round_begin import due_outlets, require_settings
    from crawlers.round_end import end_round
    from crawlers.schedule import note_attempts
    from crawlers.unchecked import is_unchecked
    from crawlers.wall_retries import note_walls

    archive = current_archive()
    require_here(archive.root)
    begun = stamp(datetime.now(UTC))
    held = ExitStack()
    if due:
        held.enter_context(locked(archive.state / "due.lock", what="`warraq crawl --due`"))
        (archive.state / "due.lock").touch()  # when the round began: `warraq schedule check`
    require_settings(archive, in_round=due)
    found, outlets = _wanted_outlets(archive, slugs)
    if (other := crawled_elsewhere(archive)) is not None:
        say(
            "This archive was crawled in {other} before, and there it still is. Let one of the two crawl, and"
            " only one: their logs would contradict each other for good. `warraq backup FOLDER --move` moves"
            " an archive so that the old one stays as it is. This is told once.",
            other=other,
        )
    if due:
        outlets = due_outlets(archive, outlets, datetime.now(UTC))
    if outlets:
        _require_room(archive, due=due)
    if any(map(is_unchecked, outlets)):
        from crawlers.first_look import looked_at

        outlets = looked_at(archive, outlets, _tell_look)
    wanted = crawling.Wanted(
        since=since.isoformat() if since else None, until=until.isoformat() if until else None, limit=limit
    )

    def tell(ended: crawling.OutletCrawl) -> None:
        if ended.exit_code != HELD:
            note_begun(archive, ended.slug, ended.error if ended.exit_code == 1 else None, datetime.now(UTC))
        if due and ended.exit_code != HELD:
            note_attempts(
                archive,
                {ended.slug: ended.exit_code == 0},
                datetime.now(UTC),
                cut_short=(ended.slug,) if ended.cut_short else (),
            )
        if ended.error is None:
            say("{slug}: {counts}", slug=ended.slug, counts=_counts(ended.result))
        else:
            log = f"{archive.state / ended.slug}.log"
            say("{slug}: {error} (log: {log})", slug=ended.slug, error=error_told(ended.error), log=log)
        if ended.day_full:
            say(
                "{slug}: it was sent all the requests that `requests_per_day` allows; what is left waits, and"
                " is fetched from midnight (UTC) on",
                slug=ended.slug,
            )
        elif ended.error is None and not ended.yielded:
            say("{slug}: no report so far; `warraq outlet doctor {slug}` says why", slug=ended.slug)
        jump = ended.result.get("clock_jump_seconds")
        if jump is not None:
            say(
                "{slug}: the clock of this machine was set by {seconds} seconds since the last crawl; its"
                " captures are marked. Look whether it is right now.",
                slug=ended.slug,
                seconds=f"{jump:+d}",
            )
        for problem in ended.seed_problems:
            say("{slug}: {problem}", slug=ended.slug, problem=seed_problem_in_words(problem))

    limits = archive.settings.schedule
    with course_shown() as on_course:
        crawls, ingested = crawling.crawl_outlets(
            archive,
            [outlet.slug for outlet in outlets],
            wanted,
            at_once=limits.at_once or None,
            seconds=limits.crawl_minutes * 60 if due else None,
            on_ended=tell,
            on_course=on_course,
        )
    rendered = _rendered(archive, [outlet for outlet in outlets if outlet.render], begun)
    for outlet in outlets:
        if not outlet.render and (count := new_shells(archive, outlet.slug, begun)):
            say(
                "{slug}: {count:new page is an empty shell|new pages are empty shells} that only a browser"
                " fills; `warraq outlet doctor {slug}` tries one",
                slug=outlet.slug,
                count=count,
            )
    for outlet in outlets:
        if count := new_beyond_limits(archive, outlet.slug, begun):
            say(
                "{slug}: {count:page was|pages were} not read: reading took more memory or time than"
                " [readers] in warraq.toml allows (memory_mb, seconds). Kept all the same; raise these limits"
                " if the machine has room, then `warraq rebuild`",
                slug=outlet.slug,
                count=count,
            )
    walls = {outlet.slug: note_walls(archive, outlet.slug) for outlet in outlets}
    pictures = _pictured(archive, [outlet for outlet in outlets if outlet.shot], begun)
    attest_and_tell(archive)
    document = {
        "outlets": [{"slug": c.slug, "exit_code": c.exit_code, "error": c.error, **c.result} for c in crawls],
        "indexed": {
            "exchanges": ingested.exchanges,
            "articles": ingested.articles,
            "problems": ingested.problems,
        },
        "rendered": {slug: asdict(taken) for slug, taken in rendered.items()},
        "left_out": [
            {"slug": one.slug, "problems": list(one.problems)} for one in (() if slugs else found.left_out)
        ],
        "walled": {slug: count for slug, count in walls.items() if count},
        "pictured": {
            slug: {"pages": taken.pages, "failed": taken.failed} for slug, taken in pictures.items()
        },
    }
    if as_json:
        print_json(document | {"watches": tell_watches(archive, quiet=True)})
    else:
        print_field("outlets crawled", len(crawls))
        print_field("exchanges indexed", ingested.exchanges)
        print_field("texts read", ingested.articles)
        print_field("problems noted", ingested.problems)
        if any(walls.values()):
            print_field("pages behind walls", sum(walls.values()))
        if rendered:
            print_field("pages rendered", sum(taken.pages for taken in rendered.values()))
        if pictures:
            print_field("pages pictured", sum(taken.pages for taken in pictures.values()))
        tell_watches(archive, quiet=False)
    if due:
        end_round(archive, [ended.exit_code for ended in crawls] if found.outlets else [1])
    held.close()
    sys.exit(crawling.exit_code_of(crawls, None if slugs else found))


def _wanted_outlets(archive: Archive, slugs: tuple[str, ...]) -> tuple[Declared, list[Outlet]]:
    """What is declared, which is remembered, and of it the outlets named, or all that can be read; those left
    out are told.

    Raises ArchiveError for an unknown one or when there is none at all, OutletError for one named that is not
    understood.
    """
    from archive.declared_told import tell_left_out
    from crawlers.crawl import followed

    named = [archive.outlet(slug) for slug in dict.fromkeys(slugs)]
    found = followed(archive)
    remember(archive, found, datetime.now(UTC))
    if not named:
        tell_left_out(found)
    return found, named or list(found.outlets)


def _require_room(archive: Archive, *, due: bool) -> None:
    """Raise OutOfSpace when nothing should be crawled for want of room; alarms of a round are told before."""
    from crawlers.manners import check_room
    from crawlers.round_end import end_round

    try:
        check_room(archive)
    except OutOfSpace as error:
        if due:
            end_round(archive, [error.exit_code])
        raise


def _rendered(archive: Archive, outlets: list[Outlet], begun: str) -> dict[str, render.Taken]:
    if not outlets:
        return {}
    from crawlers.render import render_new

    return {outlet.slug: render_new(archive, outlet, begun, say) for outlet in outlets}


def _pictured(archive: Archive, outlets: list[Outlet], begun: str) -> dict[str, Taken]:
    if not outlets:
        return {}
    from crawlers.shot_crawl import shoot_new

    return {outlet.slug: shoot_new(archive, outlet, begun, say) for outlet in outlets}


def _tell_look(slug: str, found: str) -> None:
    say("{slug}: nobody had looked at it yet; looked at now: {found}", slug=slug, found=error_told(found))


def _counts(result: dict[str, object]) -> str:
    ledger = result.get("ledger")
    states = ledger if isinstance(ledger, dict) else {}
    told = tr(", ").join(f"{tr(state)} {count}" for state, count in sorted(states.items()))
    return tr("{count} requests; ledger: {told}", count=result.get("requests", 0), told=told or "-")
