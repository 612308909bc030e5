"""Export as CDXJ: where each capture's record is, a line each, for players and other tools of web archives.

A line is a key, 14 digits of time and a JSON object: https://specs.webrecorder.net/cdxj/0.1.0/. The key is
the one that players look up, an address turned round and in small letters. It is not our `url_key`, which
also holds addresses equal that differ in other ways. What was asked by POST has what was sent in its key, as
pywb, cdxj-indexer and wabac.js have it (`archive.posts.as_query`): no player takes it for the address's page.
"""

import json
import re
from collections.abc import Iterable
from typing import BinaryIO
from urllib.parse import urlsplit

from archive.exchanges import MADE
from archive.export import file_name
from archive.export_captures import Taken
from archive.export_posts import sent_for
from archive.place import Archive
from archive.posts import Post, as_query

DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"www\d*\.")


def write_cdxj(archive: Archive, captures: Iterable[Taken], out: BinaryIO) -> int:
    """Write a line for each capture that has an answer, sorted by bytes; how many there were.

    Offsets and lengths are those in the archive's own files, named below its warcs/. Raises ArchiveError.
    """
    return write_lines((line_in_archive(archive, one) for one in answered(captures)), out)


def line_in_archive(archive: Archive, capture: Taken) -> bytes:
    """The line of a capture whose record is in the archive's own files. Raises ArchiveError."""
    name = file_name(capture.warc, capture.origin)
    return line(capture, name, capture.offset, capture.length, sent_for(archive, capture))


def answered(captures: Iterable[Taken]) -> Iterable[Taken]:
    """The captures that something came back for: what a player may show under their addresses.

    What the archive made of a page (see `archive/own_records.py`) is not what its address answered.
    """
    return (
        one for one in captures if one.kind != "failure" and not (one.kind in MADE and one.origin == "own")
    )


def write_lines(lines: Iterable[bytes], out: BinaryIO) -> int:
    """Write lines in the order of their bytes; how many there were."""
    ordered = sorted(lines)
    out.writelines(ordered)
    return len(ordered)


def line(capture: Taken, name: str, offset: int, length: int, post: Post | None = None) -> bytes:
    """The line of a capture whose record is in the file `name`; `post` is what was sent for it by POST.

    Numbers are strings, as other tools write.
    """
    sent = None if post is None else as_query(post)
    fields = {
        "url": capture.url,
        "mime": _mime(capture),
        "status": None if capture.status is None else str(capture.status),
        "digest": capture.payload_digest,
        "length": str(length),
        "offset": str(offset),
        "filename": name,
        "record_id": capture.record_id,
        "method": None if post is None else "POST",
        "requestBody": sent,
    }
    told = {key: value for key, value in fields.items() if value is not None}
    time = re.sub(r"\D", "", capture.captured_at)[:14]
    mark = "&" if "?" in capture.url else "?"
    key = surt(capture.url if sent is None else f"{capture.url}{mark}__wb_method=POST&{sent}")
    text = f"{key} {time} {json.dumps(told, ensure_ascii=False)}\n"
    return text.encode("utf-8", "backslashreplace")


def surt(url: str) -> str:
    """The key of an address as players make it: "com,example)/path?a=1&b=2", all in small letters.

    Scheme, a leading www, a default port and a last slash go, parameters are put in order. What is no http(s)
    address stays, without spaces.
    """
    try:
        parts = urlsplit(url.lower())
        port = parts.port
    except ValueError:
        return url.replace(" ", "%20")
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return url.replace(" ", "%20")
    labels = _WWW.sub("", parts.hostname, count=1) if _WWW.match(parts.hostname) else parts.hostname
    host = ",".join(reversed(labels.split(".")))
    if port is not None and port != DEFAULT_PORTS[parts.scheme]:
        host += f":{port}"
    query = "&".join(sorted(parts.query.split("&"), key=lambda pair: pair.partition("=")[0]))
    path = re.sub("/+", "/", parts.path).rstrip("/") or "/"
    return f"{host}){path}{'?' + query if query else ''}".replace(" ", "%20")


def _mime(capture: Taken) -> str | None:
    if capture.kind == "revisit":
        return "warc/revisit"
    kind = (capture.content_type or "").partition(";")[0].strip()
    return kind or None
