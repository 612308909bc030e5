"""What happened to watched citations as an Atom feed (RFC 4287): one entry an event, in Arabic and English.

Entries are made from the index alone, and their ids from what happened, so that a feed that is written anew
has the same entries. Texts are plain, never markup: what a page printed stays text in every reader.
"""

import glob
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from archive.atom import ATOM, LANG, add, as_xml, clean, new_feed, urn_of
from archive.errors import ArchiveError
from archive.language import Saying, saying
from archive.lookup import is_url
from archive.moments import stamp
from archive.place import Archive
from archive.watch_texts import name_of, told_of

MOST = 200  # entries, the newest
_PART = ".part"

Document = Mapping[str, Any]  # a finding of `archive.guard`


def feed_of(archive_id: str, findings: Iterable[Document], now: datetime) -> bytes:
    """The feed of these findings as XML in UTF-8; `now` dates one that has no entries yet."""
    entries = sorted(
        ((event["at"], one["watch"], event, one) for one in findings for event in one["events"]),
        key=lambda entry: entry[:2],
        reverse=True,
    )[:MOST]
    feed = new_feed(
        _urn(archive_id, "feed"),
        saying("Warraq: what became of what you cited"),
        entries[0][0] if entries else stamp(now),
    )
    for _, _, event, finding in entries:
        _entry(ElementTree.SubElement(feed, "entry"), archive_id, event, finding)
    return as_xml(feed)


def write_feed(
    archive: Archive,
    path: Path,
    findings: Iterable[Document],
    before_replacing: Callable[[Path], None] = lambda path: None,
) -> None:
    """Write the feed to a file, whole or not at all, over an earlier feed but over nothing else.

    `before_replacing` is given the earlier one once the new one is on the disk. Raises ArchiveError when
    something else is in that place, OSError when the feed cannot be written.
    """
    content = feed_of(archive.settings.archive.id, findings, datetime.now(UTC))
    kept = (archive.warcs, archive.log)
    if any(path.resolve().is_relative_to(one.resolve()) for one in kept):
        raise ArchiveError(f"{path} lies where the archive keeps what it captured; give another place")
    if path.exists() and not is_feed(path):
        raise ArchiveError(f"{path} is there already and is no Atom feed: give another file")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PART}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            before_replacing(path)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def is_feed(path: Path) -> bool:
    """Whether a feed may be written over this file: it is one, or empty, or was overwritten with zeros."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(200)
    return f'<feed xmlns="{ATOM}"'.encode() in head or not head.strip(b"\0")


def left_over(path: Path) -> list[Path]:
    """What killed runs left of feeds that they were writing to this file."""
    return sorted(path.parent.glob(f".{glob.escape(path.name)}.*{_PART}"))


def _entry(entry: ElementTree.Element, archive_id: str, event: Document, finding: Document) -> None:
    name = name_of(event)
    add(entry, "id", _urn(archive_id, finding["watch"], event["what"], event["record_ids"][0]))
    title = saying("{what}: {title}", what=name, title=finding["title"] or finding["article_id"])
    add(entry, "title", title.in_arabic())
    add(entry, "updated", event["at"])
    if finding["url"] and is_url(finding["url"]):
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": clean(finding["url"])})
    ElementTree.SubElement(entry, "category", {"term": event["what"], "label": name.in_english()})
    lines = list(_lines(event, finding))
    add(entry, "summary", "\n".join(line.in_english() for line in lines), {"type": "text", LANG: "en"})
    add(entry, "content", "\n".join(line.in_arabic() for line in lines), {"type": "text", LANG: "ar"})


def _lines(event: Document, finding: Document) -> Iterator[Saying]:
    yield name_of(event)
    yield from told_of(event)
    for name, value in (
        ("quote", finding["quote"] if event["before"] is None else None),
        ("note", finding["note"]),
        ("case", finding["case"]),
        ("outlet", finding["outlet"]),
        ("url", finding["url"]),
        ("article", finding["article_id"]),
        ("cited record", finding["record_id"]),
        ("record", " ".join(event["record_ids"][:MOST])),
        ("watch", finding["watch"]),
    ):
        if value is not None:
            yield saying("{name}: {value}", name=saying(name), value=value)


def _urn(archive_id: str, *parts: str) -> str:
    return urn_of(archive_id, "watch", *parts)
