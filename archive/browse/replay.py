"""What is shown of one capture: its page made inert, a text, an image; and the parts that a page asks for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from archive.browse.asking import Gone
from archive.browse.inert_page import LONGEST, Inert, inert_page
from archive.browse.inert_style import inert_sheet
from archive.browse.led_addresses import Led, Places
from archive.browse.mementos import DIGITS, Memento
from archive.browse.raster import raster_type
from archive.browse.site import Site
from archive.citation_links import uri_in_path
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.rows import read_row
from archive.schema import sqlite3
from archive.stored_answers import StoredAnswer, StoredAnswers
from archive.withdrawals import told_of
from extractors.charset import decode
from extractors.urls import UrlError, url_key

CAPTURE = "SELECT record_id, url, captured_at, status, kind, reading FROM captures WHERE record_id = ?"
HELD = (
    "SELECT 1 FROM captures WHERE url_key = ? AND kind IN ('response', 'revisit')"
    " AND (status BETWEEN 200 AND 399) LIMIT 1"
)
PAGES = frozenset(("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"))
TEXTS = frozenset(("application/json", "application/xml", "application/ld+json", "application/javascript"))
LONGEST_TEXT = 2 << 20  # bytes
SHEET = "text/css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a browser is given: `kind` is page, sheet, text or image; for a page `parts` and `left_out` as
    `Inert` has them."""

    kind: str
    media: str
    content: bytes
    parts: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


class NotShown(Exception):
    """The answer is none that is shown here; `code` says why: redirect, failed, unreadable, long or other."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def memento_of(db: sqlite3.Connection, record_id: str) -> Memento:
    """The capture. Raises UnknownArticle, Gone; NotShown when nothing came or it is no answer."""
    told = told_of(db, record_id)
    if told is not None:
        raise Gone(told)
    row = read_row(db, CAPTURE, (record_id,))
    if row is None:
        raise UnknownArticle(f"no capture {record_id} in this archive")
    if row["kind"] not in ("response", "revisit") or row["status"] is None:
        raise NotShown("failed" if row["kind"] == "failure" else "other")
    return Memento(**{name: row[name] for name in ("record_id", "url", "captured_at", "status")})


@contextmanager
def answers(site: Site, db: sqlite3.Connection) -> Iterator[StoredAnswers]:
    """What the archive holds, as long as the block takes."""
    stored = StoredAnswers(site.archive, db)
    try:
        yield stored
    finally:
        stored.close()


def show(site: Site, db: sqlite3.Connection, memento: Memento, url: Callable[[str], str]) -> Shown:
    """The capture as it is shown; `url` makes an address of a path of ours. Raises NotShown."""
    with answers(site, db) as stored:
        answer = read_answer(stored, memento)
    image = raster_type(answer.body)
    if image is not None:
        return Shown(kind="image", media=image, content=answer.body)
    if answer.media_type in PAGES or (not answer.media_type and answer.body.lstrip()[:1] == b"<"):
        page = inert(db, answer, memento, url)
        if page is None:
            raise NotShown("long" if len(answer.body) > LONGEST else "other")
        return Shown(
            kind="page",
            media="text/html; charset=utf-8",
            content=page.html.encode("utf-8", "replace"),
            parts=page.parts,
            left_out=page.left_out,
        )
    if (
        answer.media_type.startswith("text/")
        or answer.media_type in TEXTS
        or answer.media_type.endswith("xml")
    ):
        if len(answer.body) > LONGEST_TEXT:
            raise NotShown("long")
        text = decode(answer.body, _content_type(answer)).text
        return Shown(kind="text", media="text/plain; charset=utf-8", content=text.encode("utf-8", "replace"))
    raise NotShown("other")


def show_part(
    site: Site, db: sqlite3.Connection, memento: Memento, wanted: str, url: Callable[[str], str]
) -> Shown | None:
    """The image or style sheet `wanted`, as it was captured nearest to the page; None for anything else."""
    with answers(site, db) as stored:
        answer = stored.near(wanted, memento.captured_at)
    if answer is None or not 200 <= answer.status < 300:
        return None
    image = raster_type(answer.body)
    if image is not None:
        return Shown(kind="image", media=image, content=answer.body)
    if answer.media_type != SHEET:
        return None
    lead = Led(answer.url, places(db, memento, url)).part
    return Shown(
        kind="sheet",
        media="text/css; charset=utf-8",
        content=inert_sheet(answer.body, _content_type(answer), lead),
    )


def read_answer(stored: StoredAnswers, memento: Memento) -> StoredAnswer:
    """The answer in a capture's record. Raises NotShown when it cannot be read, or leads elsewhere."""
    try:
        answer = stored.of_record(memento.record_id)
    except ArchiveError as error:
        raise NotShown("unreadable") from error
    if 300 <= answer.status < 400:
        raise NotShown("redirect")
    return answer


def inert(
    db: sqlite3.Connection, answer: StoredAnswer, memento: Memento, url: Callable[[str], str]
) -> Inert | None:
    """The page in an answer, made inert; see `inert_page`."""
    return inert_page(answer.body, _content_type(answer), answer.url, places(db, memento, url))


def part_path(record_id: str) -> str:
    """Where the parts of a page are asked for."""
    return f"/replay/{record_id}/part"


def places(db: sqlite3.Connection, memento: Memento, url: Callable[[str], str]) -> Places:
    """Where a page is led: its parts to this archive, its links to what this archive holds near that time."""
    part = url(part_path(memento.record_id))
    linked = url(f"/memento/{memento.at:{DIGITS}}/")

    def held(address: str) -> bool:
        try:
            return read_row(db, HELD, (url_key(address),)) is not None
        except UrlError:
            return False

    return Places(
        part=lambda address: f"{part}{'&' if '?' in part else '?'}url={quote(address, safe='')}",
        link=lambda address: linked + uri_in_path(address),
        held=held,
    )


def _content_type(answer: StoredAnswer) -> str | None:
    return next((value for name, value in answer.headers if name.lower() == "content-type"), None)
