"""From captured pages to their pictures, kept beside them.

live      scripts run; what the page asks for is captured now, unless it was since the page was
archive   no scripts and no network: what the archive holds, each part as captured nearest to the page

Either way the page itself is the one that was captured, byte for byte, and every part comes from a record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from typing import Any

from archive.declared import declared
from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.moments import stamp
from archive.own_records import OwnRecord, keep_records
from archive.pictures import ROLES
from archive.place import Archive
from archive.records import sha256_digest
from archive.rows import reading_index
from archive.stored_answers import StoredAnswer, StoredAnswers
from crawlers.browser import find_chromium, picture
from crawlers.live_answers import LiveAnswers
from crawlers.look import Look, Picture, Pictured
from crawlers.manners import user_agent
from crawlers.shown_parts import ShownParts, made_of, made_with, served
from crawlers.stopped import interruptible
from extractors.outlets import Outlet

AT_ONCE = 8  # pages whose pictures are held in memory until they are kept
HTML = frozenset({"text/html", "application/xhtml+xml", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which pictures, how wide (CSS pixels), and whether `live` or from the archive alone."""

    live: bool
    png: bool = True
    pdf: bool = True
    width: int = 1280


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What became of one page, `asked` for by its record: its pictures and their records, or the `error`."""

    asked: str
    page: StoredAnswer
    live: bool
    pictured: Pictured | None = None
    record_ids: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    asked: str
    page: StoredAnswer
    parts: tuple[StoredAnswer, ...]
    pictured: Pictured | None
    error: str | None


def shoot(
    archive: Archive, record_ids: Sequence[str], wish: Wish, *, since: str | None = None
) -> Iterator[Shot]:
    """Picture the pages in these records and keep the pictures; what became of each, in order.

    Live, a part captured since `since` (as the index writes times; without, since its page) is used as it is.
    Raises BrowserMissing before anything else, ArchiveError when a record is unknown, nothing more can be
    captured or the pictures cannot be kept.
    """
    program = find_chromium()
    for start in range(0, len(record_ids), AT_ONCE):
        some = record_ids[start : start + AT_ONCE]
        with reading_index(archive) as db, closing(StoredAnswers(archive, db)) as stored:
            looked = interruptible(_look_at(archive, program, stored, some, wish, since))
        with Ingest(archive) as ingest:
            if wish.live:
                ingest.catch_up_all()  # what was captured for the pages
            for one in looked:
                yield _kept(archive, one, wish, ingest)


async def _look_at(
    archive: Archive,
    program: str,
    stored: StoredAnswers,
    record_ids: Sequence[str],
    wish: Wish,
    since: str | None,
) -> list[_Looked]:
    pages = [(asked, stored.of_record(asked)) for asked in record_ids]
    outlets = {outlet.slug: outlet for outlet in declared(archive).known}
    contact = archive.settings.operator.contact
    async with AsyncExitStack() as stack:
        live = await stack.enter_async_context(LiveAnswers(archive, stored)) if wish.live else None
        return [
            await _look(
                program,
                stored,
                live,
                asked,
                page,
                _look_of(wish, contact, outlets.get(page.outlet), page),
                since or page.captured_at,
            )
            for asked, page in pages
        ]


def _look_of(wish: Wish, contact: str | None, outlet: Outlet | None, page: StoredAnswer) -> Look:
    shown = "live" if wish.live else "from the archive, without scripts"
    return Look(
        foot=f"capture {page.record_id} of {page.captured_at}, shown {shown}, pictured",
        png=wish.png,
        pdf=wish.pdf,
        scripts=wish.live,
        user_agent=user_agent(contact),
        timezone=outlet.timezone if outlet else "UTC",
        width=wish.width,
        may_post=lambda url: True,  # none is sent: what a crawl was answered is shown
    )


async def _look(
    program: str,
    stored: StoredAnswers,
    live: LiveAnswers | None,
    asked: str,
    page: StoredAnswer,
    look: Look,
    since: str,
) -> _Looked:
    shown = ShownParts(page, stored, live, since)

    def looked(pictured: Pictured | None, error: str | None) -> _Looked:
        return _Looked(asked=asked, page=page, parts=shown.parts, pictured=pictured, error=error)

    if page.media_type not in HTML:
        return looked(None, f"{page.url} is {page.media_type}, no page: its record is its picture")
    try:
        pictured = await picture(program, page.url, served(page), shown.answer, look)
    except ArchiveError as error:
        return looked(None, str(shown.broken or error))
    return looked(None, str(shown.broken)) if shown.broken else looked(pictured, None)


def _kept(archive: Archive, looked: _Looked, wish: Wish, ingest: Ingest) -> Shot:
    pictured, page = looked.pictured, looked.page
    if pictured is None:
        return Shot(asked=looked.asked, page=page, live=wish.live, error=looked.error)
    records = [_record(looked, pictured, one, wish, archive) for one in pictured.pictures]
    record_ids = keep_records(archive, page.outlet, records, ingest=ingest)
    return Shot(
        asked=looked.asked, page=page, live=wish.live, pictured=pictured, record_ids=tuple(record_ids)
    )


def _record(looked: _Looked, pictured: Pictured, one: Picture, wish: Wish, archive: Archive) -> OwnRecord:
    page = looked.page
    facts: list[tuple[str, str | int | None]] = [
        ("rendered", "live" if wish.live else "archive"),
        ("scripts", "run" if wish.live else "off"),
        *made_with(pictured),
        ("viewport", f"{wish.width}x{pictured.window_height}"),
        ("language", pictured.language),
        ("timezone", pictured.timezone),
        ("http-header-user-agent", user_agent(archive.settings.operator.contact)),
        ("pageHeight", pictured.page_height),
        ("pictureSize", f"{one.width}x{one.height}" if one.width else None),
        ("cut", f"the page goes on below {one.height} pixels" if one.cut else None),
        *made_of(looked.parts),
    ]
    return OwnRecord(
        type="resource",
        role=ROLES["live" if wish.live else "archive"],
        url=page.url,
        content_type=one.media,
        block=one.data,
        refers_to=page.record_id,
        date=one.taken_at,
        facts=tuple(facts),
        level=0 if one.media == "image/png" else 6,
    )


KEYS = (
    "url",
    "record_id",
    "page_captured_at",
    "status",
    "rendered",
    "error",
    "browser",
    "settled",
    "unanswered",
)
NOTHING: dict[str, Any] = {**dict.fromkeys(("named", *KEYS, "reading")), "pictures": []}


def described(shot: Shot) -> dict[str, Any]:
    """A shot in the keys of `warraq shot --json`."""
    page, pictured = shot.page, shot.pictured
    pictures = zip(shot.record_ids, pictured.pictures if pictured else (), strict=True)
    return {
        "url": page.url,
        "record_id": page.record_id,
        "page_captured_at": page.captured_at,
        "status": page.status,
        "rendered": "live" if shot.live else "archive",
        "error": shot.error,
        "browser": pictured.browser if pictured else None,
        "settled": pictured.settled if pictured else None,
        "unanswered": pictured.unanswered if pictured else None,
        "pictures": [
            {
                "record_id": record_id,
                "media": one.media,
                "captured_at": stamp(one.taken_at),
                "bytes": len(one.data),
                "width": one.width,
                "height": one.height,
                "cut": one.cut,
                "payload_digest": sha256_digest(one.data),
            }
            for record_id, one in pictures
        ],
    }
