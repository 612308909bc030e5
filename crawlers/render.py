"""The outlet setting `render`: pages that were captured without a text are shown in a browser and read there.

The browser shows the page as it was captured, byte for byte, runs its scripts, and has what it asks for
captured now, by the same rules as any other exchange. What the page has become is kept beside its capture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.captures import NOT_RENDERED, RENDERED
from archive.day_requests import most_of, requests_of
from archive.errors import ArchiveError
from archive.ingest import Ingest, outcome_of
from archive.own_records import OwnRecord, keep_records
from archive.place import Archive
from archive.rendering_notes import note_waiting
from archive.renderings import shells
from archive.rows import reading_index
from archive.stored_answers import StoredAnswer, StoredAnswers
from crawlers.browser import BrowserMissing, find_chromium, render
from crawlers.live_answers import LiveAnswers
from crawlers.look import PictureError, Rendered, RenderLook
from crawlers.manners import user_agent
from crawlers.shown_parts import ShownParts, made_of, made_with, served
from crawlers.stopped import interruptible
from extractors.outlets import Outlet

MOST = 200  # pages of one outlet in one crawl; the next one goes on
AT_ONCE = 8  # pages that are held in memory until they are kept
SETTLING = 2 / 3  # of a page's time: what is left is for its DOM
HTML = "text/html; charset=utf-8"
Tell = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many pages were rendered and how many of them gave an article; how many could not be, or wait.

    `missing` says what is to be installed where no browser could be started at all.
    """

    pages: int = 0
    articles: int = 0
    failed: int = 0
    waiting: int = 0
    missing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of the page in the capture `shell_id`: its record, and what reading gave, or the problem.

    `reading` is "article" or the code of a refusal.
    """

    shell_id: str
    url: str
    record_id: str
    problem: str | None
    reading: str | None


class DayFull(ArchiveError):
    """An outlet was sent as many requests as it may be on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What became of one page: what the browser had, or why there is nothing; and what it was made of."""

    page: StoredAnswer
    parts: tuple[StoredAnswer, ...]
    rendered: Rendered | None
    error: str | None


def render_new(
    archive: Archive, outlet: Outlet, begun: str, tell: Tell, *, now: datetime | None = None
) -> Taken:
    """Render the outlet's pages that were captured without a text, newest first, and read what came of them.

    A part that was captured since `begun` (as the index writes times) is used as it is. What goes wrong is
    told, and ends nothing but the rendering; without a browser the pages wait for a crawl that has one.
    """
    now = now or datetime.now(UTC)
    with reading_index(archive) as db:
        found = shells(db, outlet.slug, now)
    due = [one for one in found if one.due]
    if not due:
        note_waiting(archive, outlet.slug, 0, now)
        return Taken(waiting=len(found))
    try:
        program = find_chromium()
    except BrowserMissing as error:
        tell(
            "{slug}: {count:page was|pages were} captured that must be read in a browser, and none can be"
            " started here: {problem}. Nothing is lost: a crawl reads them once it is there.",
            slug=outlet.slug,
            count=len(found),
            problem=error,
        )
        note_waiting(archive, outlet.slug, len(found), now)
        return Taken(waiting=len(found), missing=str(error))
    note_waiting(archive, outlet.slug, 0, now)
    pages = articles = failed = 0
    try:
        some = [one.record_id for one in due[:MOST]]
        for made in _rendered(archive, outlet, program, some, begun):
            pages += made.problem is None
            articles += made.reading == "article"
            if made.problem is not None:
                failed += 1
                problem = f"{made.url}: {made.problem}"
                tell("{slug}: not rendered: {problem}", slug=outlet.slug, problem=problem)
    except ArchiveError as error:
        tell("{slug}: no more pages are rendered: {problem}", slug=outlet.slug, problem=error)
    left = len(found) - pages - failed
    return Taken(pages=pages, articles=articles, failed=failed, waiting=left)


def render_these(archive: Archive, outlet: Outlet, record_ids: Sequence[str], begun: str) -> Iterator[Made]:
    """Render the pages in these captures of an outlet, whatever was tried before, and read what came of them.

    A part that was captured since `begun` (as the index writes times) is used as it is. Raises BrowserMissing
    before anything else, ArchiveError when nothing more can be captured or kept.
    """
    yield from _rendered(archive, outlet, find_chromium(), record_ids, begun)


def _rendered(
    archive: Archive, outlet: Outlet, program: str, due: Sequence[str], begun: str
) -> Iterator[Made]:
    for start in range(0, len(due), AT_ONCE):
        if requests_of(archive, outlet.slug, datetime.now(UTC)) >= most_of(archive.settings, outlet):
            raise DayFull("its requests of the day are used up (requests_per_day); the next day goes on")
        some = due[start : start + AT_ONCE]
        with reading_index(archive) as db, closing(StoredAnswers(archive, db)) as stored:
            shown = interruptible(_show_all(archive, outlet, program, stored, some, begun))
        made: list[Made] = []
        with Ingest(archive) as ingest:
            ingest.catch_up_all()  # what was captured for the pages
            for one in shown:
                (record_id,) = keep_records(
                    archive, outlet.slug, [_record(archive, outlet, one)], ingest=ingest
                )
                made.append(
                    Made(
                        shell_id=one.page.record_id,
                        url=one.page.url,
                        record_id=record_id,
                        problem=one.error,
                        reading=None if one.error else outcome_of(ingest.index.db, record_id).reading,
                    )
                )
        yield from made


async def _show_all(
    archive: Archive,
    outlet: Outlet,
    program: str,
    stored: StoredAnswers,
    some: Sequence[str],
    begun: str,
) -> list[_Shown]:
    look = look_of(archive, outlet)
    async with LiveAnswers(archive, stored) as live:
        return [await _show(program, stored, live, stored.of_record(one), look, begun) for one in some]


def look_of(archive: Archive, outlet: Outlet) -> RenderLook:
    """How the outlet's pages are shown: as anybody's, with its own time zone and our own User-Agent."""
    seconds = archive.settings.limits.render_seconds
    return RenderLook(
        user_agent=user_agent(archive.settings.operator.contact),
        timezone=outlet.timezone,
        images=outlet.requisites != "none",
        seconds=seconds,
        settle=seconds * SETTLING,
        may_post=outlet.owns,
    )


async def _show(
    program: str,
    stored: StoredAnswers,
    live: LiveAnswers,
    page: StoredAnswer,
    look: RenderLook,
    begun: str,
) -> _Shown:
    shown = ShownParts(page, stored, live, begun, sends=True)
    rendered, error = None, None
    try:
        rendered = await render(program, page.url, served(page), shown.answer, look)
    except PictureError as failure:
        error = str(failure)
    if shown.broken:
        raise shown.broken
    return _Shown(page=page, parts=shown.parts, rendered=rendered, error=error)


def _record(archive: Archive, outlet: Outlet, shown: _Shown) -> OwnRecord:
    look, page, rendered = look_of(archive, outlet), shown.page, shown.rendered
    facts: list[tuple[str, str | int | None]] = [("rendered", "live"), ("scripts", "run")]
    if rendered is not None:
        facts += [*made_with(rendered), *(("ledTo", url) for url in rendered.led_to)]
    facts += [
        ("viewport", f"{look.width}x{rendered.window_height}" if rendered else None),
        ("language", look.language),
        ("timezone", look.timezone),
        ("failure", shown.error),
        *made_of(shown.parts),
    ]
    return OwnRecord(
        type="resource",
        role=RENDERED if rendered else NOT_RENDERED,
        url=page.url,
        content_type=HTML if rendered else "text/plain; charset=utf-8",
        block=rendered.dom if rendered else f"{shown.error}\n".encode(),
        refers_to=page.record_id,
        date=rendered.taken_at if rendered else None,
        facts=tuple(facts),
    )
