"""What a page asks for when its scripts run, as far as the archive holds it: more than the script-free view.

A page's own markup and style sheets name much of it. What scripts alone ask for is known where a picture was
made live (`warraq shot`): its metadata names the record of everything that the browser was handed.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

from archive.browse.image_choices import image_choices
from archive.browse.inert_page import LONGEST
from archive.browse.mementos import Memento
from archive.browse.replay import PAGES, SHEET, NotShown, answers, memento_of, read_answer
from archive.browse.site import Site
from archive.own_warcs import read_current
from archive.pictures import pictures_of
from archive.records import Record, RecordError, read_warc_fields
from archive.renderings import renderings_of
from archive.rows import read_row
from archive.schema import sqlite3
from archive.stored_answers import StoredAnswer, StoredAnswers
from archive.warc import current_path, walk
from extractors.charset import decode
from extractors.document import parse_page
from extractors.urls import UrlError, normalise

MOST = 1000  # addresses that are looked up for one page
DEPTH = 2  # a frame's or a style sheet's own parts, and theirs
HELD = "SELECT 1 FROM captures WHERE record_id = ? AND reading IS NOT 'withdrawn'"
_NAMING = (("script", "src"), ("iframe", "src"), ("frame", "src"), ("embed", "src"), ("object", "data"),
           ("video", "src"), ("video", "poster"), ("audio", "src"), ("source", "src"), ("track", "src"),
           ("input", "src"), ("body", "background"))  # fmt: skip
_LINKS = frozenset(("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"))
_IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]{1,2000})""", re.IGNORECASE)


def all_parts(site: Site, db: sqlite3.Connection, record_id: str) -> list[str]:
    """The record ids of what the page of this capture asks for, each nearest in time; none without a page.

    Raises UnknownArticle, Gone.
    """
    found: dict[str, None] = {}
    try:
        memento = memento_of(db, record_id)
        with answers(site, db) as stored:
            for answer in _asked_for(stored, read_answer(stored, memento), memento):
                found[answer.record_id] = None
    except NotShown:
        return []
    for one in _pictured(site, db, record_id):
        if read_row(db, HELD, (one,)) is not None:
            found[one] = None
    return list(found)


def _asked_for(stored: StoredAnswers, page: StoredAnswer, memento: Memento) -> Iterator[StoredAnswer]:
    """What the page names, and what that names in turn."""
    seen, waiting = {page.url}, [(page, DEPTH)]
    while waiting:
        document, deeper = waiting.pop(0)
        for url in _named_in(document):
            if url in seen or len(seen) > MOST:
                continue
            seen.add(url)
            answer = stored.near(url, memento.captured_at)
            if answer is not None:
                yield answer
                if deeper:
                    waiting.append((answer, deeper - 1))


def _named_in(answer: StoredAnswer) -> Iterator[str]:
    """The addresses that a page or a style sheet asks its browser to load, normalised."""
    if len(answer.body) > LONGEST or answer.media_type not in PAGES | {SHEET}:
        return
    content_type = next((value for name, value in answer.headers if name.lower() == "content-type"), None)
    text = decode(answer.body, content_type).text
    base, written = answer.url, _in_style(text)
    if answer.media_type in PAGES:
        tree, _ = parse_page(text)
        if tree is None:
            return
        base = urljoin(base, next((one.get("href") for one in tree.iter("base") if one.get("href")), ""))
        written = _in_markup(tree)
    for one in written:
        try:
            yield normalise(one, base)
        except UrlError:
            continue


def _in_markup(tree: HtmlElement) -> Iterator[str]:
    for tag, name in _NAMING:
        yield from (value for one in tree.iter(tag) if (value := one.get(name)))
    for link in tree.iter("link"):
        if _LINKS & set((link.get("rel") or "").lower().split()) and (href := link.get("href")):
            yield href
    for image in tree.iter("img"):
        yield from image_choices(image)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from _in_style(element.get("style") or "")
            if element.tag == "style":
                yield from _in_style(element.text or "")


def _in_style(style: str) -> Iterable[str]:
    return _IN_STYLE.findall(style)


def _pictured(site: Site, db: sqlite3.Connection, record_id: str) -> Iterator[str]:
    """The records that browsers were handed when this capture was pictured live, or rendered."""
    live = [one for one in pictures_of(db, record_id) if one["rendered"] == "live"]
    for picture in [*live, *renderings_of(db, record_id)]:
        path = site.archive.warcs / picture["warc"]
        try:
            main = read_current(path, picture["offset"])
            beside = next(iter(walk(current_path(path), main.offset + main.length)), None)
        except (OSError, RecordError):
            continue  # such a file is told of by `warraq verify`; the page itself may still be there
        if isinstance(beside, Record) and beside.type == "metadata":
            fields = read_warc_fields(beside.block)
            yield from (value.removeprefix("urn:uuid:") for name, value in fields if name == "part")
