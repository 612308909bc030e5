"""Export as WACZ 1.1.1: one zip with records, their index and a list of pages, which players open as it is.

https://specs.webrecorder.net/wacz/1.1.1/

    archive/data.warc.gz     as `export warc` writes it
    indexes/index.cdxj       as `export cdxj`, over that file
    pages/pages.jsonl        titles as they were read
    datapackage.json         the digest of each of these
    datapackage-digest.json  the digest of datapackage.json, and a signature when one is asked for
"""

import hashlib
import json
import shutil
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from archive.export import Selection, folder_of
from archive.export_captures import Taken
from archive.export_cdxj import answered, line, write_lines
from archive.export_posts import sent_for
from archive.export_warc import Copied, write_warc
from archive.place import Archive
from archive.room import kept_for_crawls, require_room
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.wacz_signature import sign, signing_key

WARC = "data.warc.gz"
PIECE = 1 << 20
NOT_MODIFIED = 304
PAGES = """
SELECT v.record_id, c.url, c.captured_at, v.title, v.article_id, v.version
FROM json_each(?) taken JOIN versions v ON v.record_id = taken.value
JOIN captures c ON c.record_id = v.record_id ORDER BY c.captured_at, v.record_id
"""


def write_wacz(
    archive: Archive,
    db: sqlite3.Connection,
    captures: Sequence[Taken],
    out: BinaryIO,
    *,
    selection: Selection,
    requests: bool = False,
    signed: bool = False,
) -> Copied:
    """Write the WACZ of these captures, `signed` by the archive if wished; raises like `write_warc`."""
    if not out.seekable():  # a pipe: the zip is made beside and passed on
        with _scratch(archive, out) as whole:
            copied = write_wacz(
                archive, db, captures, whole, selection=selection, requests=requests, signed=signed
            )
            whole.seek(0)
            shutil.copyfileobj(whole, out, PIECE)
        return copied
    with _scratch(archive, out) as warc, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        copied = write_warc(archive, captures, warc, name=WARC, selection=selection, requests=requests)
        resources = [
            _add(package, f"archive/{WARC}", warc),
            _add(package, "indexes/index.cdxj", _index(archive, captures, copied)),
            _add(package, "pages/pages.jsonl", _pages(db, copied)),
        ]
        about = _datapackage(resources, selection)
        document = _json(about)
        _add(package, "datapackage.json", BytesIO(document))
        digest = "sha256:" + hashlib.sha256(document).hexdigest()
        told: dict[str, Any] = {"path": "datapackage.json", "hash": digest}
        if signed:
            moment = {"created": about["created"], "software": about["software"]}  # `wacz validate` compares
            told["signedData"] = sign(signing_key(archive.log), digest, **moment)
        _add(package, "datapackage-digest.json", BytesIO(_json(told)))
    return copied


def require_room_for_wacz(archive: Archive, out: BinaryIO, size: int) -> None:
    """Raise OutOfSpace when there is no room for a WACZ of so many bytes of records, and its WARC before."""
    place = _beside(archive, out)
    require_room(place, 2 * size, "the export", keep=kept_for_crawls(archive, place))


def _scratch(archive: Archive, out: BinaryIO) -> Any:
    """A nameless file that is gone when it is closed."""
    return tempfile.TemporaryFile(dir=_beside(archive, out))


def _beside(archive: Archive, out: BinaryIO) -> Path:
    """Where a WACZ is made: in the folder that it goes to; of one for a pipe, in state/."""
    archive.state.mkdir(exist_ok=True)
    return folder_of(out) or archive.state


def _add(package: zipfile.ZipFile, path: str, file: BinaryIO) -> dict[str, str | int]:
    """Store a file in the zip as it is; its entry for datapackage.json."""
    info = zipfile.ZipInfo(path, time.gmtime()[:6])
    info.external_attr = 0o644 << 16
    info.file_size = file.seek(0, 2)  # known before, so that a large member gets the large header
    file.seek(0)
    digest = hashlib.sha256()
    with package.open(info, "w") as member:
        while data := file.read(PIECE):
            digest.update(data)
            member.write(data)
    name = path.rpartition("/")[2]
    return {"name": name, "path": path, "hash": "sha256:" + digest.hexdigest(), "bytes": info.file_size}


def _index(archive: Archive, captures: Sequence[Taken], copied: Copied) -> BinaryIO:
    index, places = BytesIO(), copied.places
    responses = {one.record_id: one for one in captures}
    found = (_played(one, responses) for one in answered(captures) if one.record_id in places)
    lines = (line(one, WARC, *places[one.record_id], sent_for(archive, one)) for one in found)
    write_lines(lines, index)
    return index


def _played(capture: Taken, responses: Mapping[str, Taken]) -> Taken:
    """The capture with the status of what a player has to show.

    Of a page that the server called unchanged (304) that is the response referred to: players go by the index
    and would show an empty page.
    """
    referred = responses.get(capture.refers_to or "")
    if capture.status != NOT_MODIFIED or referred is None:
        return capture
    return replace(capture, status=referred.status)


def _pages(db: sqlite3.Connection, copied: Copied) -> BinaryIO:
    pages = BytesIO()
    pages.write(_json({"format": "json-pages-1.0", "id": "pages", "title": "Reports"}))
    for row in read_rows(db, PAGES, (json.dumps(list(copied.places)),)):
        page = {
            "id": f"{row['article_id']}-v{row['version']}",
            "url": row["url"],
            "ts": row["captured_at"],
            "title": row["title"],
        }
        pages.write(_json(page))
    return pages


def _datapackage(resources: Sequence[dict[str, str | int]], selection: Selection) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": f"Reports: {selection}",
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "software": f"Warraq/{version('warraq')}",
        "resources": list(resources),
    }


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
