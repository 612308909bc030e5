"""The capture log: one leaf an exchange, appended and never changed.

A leaf is RFC 8785 JSON on one line of log/leaves.jsonl. It commits to the records of one exchange and to a
salted hash of its URL: when the salt (in the metadata record) is withdrawn, the leaf names nobody. A closed
WARC file has a leaf of its own, and so has each file that the log keeps about itself: a checkpoint, a stamp,
a change of keys, a withdrawal. So none of these can be changed or dropped unnoticed.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archive.crashpoints import reach
from archive.exchanges import Exchange
from archive.http import split_interim, status_of
from archive.locks import locked
from archive.log_tail import cut_torn_tail
from archive.merkle import Tree
from archive.moved import require_here
from archive.records import Record
from archive.replaced import sync_directory

VERSION = 1
OWN_KINDS = ("checkpoint", "stamp", "key", "withdrawn")
Json = str | int | None | list["Json"] | tuple["Json", ...] | dict[str, "Json"]


def leaf(exchange: Exchange, before: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The leaf of one exchange: the same bytes whenever it is made from the same records.

    `before` gives digests (hex) that records had before a withdrawal cut them, by record id.
    """
    salt = exchange.fields.get("leafSalt")
    url = exchange.url or ""
    return canonical(
        {
            "v": VERSION,
            "kind": "exchange",
            "captured_at": exchange.captured_at,
            "status": _status(exchange.answer),
            "response": _commit(exchange.answer, before),
            "request": _commit(exchange.request, before),
            "metadata": _commit(exchange.metadata, before),
            "url_sha256": hashlib.sha256((salt + url).encode()).hexdigest() if salt else None,
        }
    )


def warc_leaf(name: str, sha256: str, size: int, records: int) -> bytes:
    """The leaf of a closed WARC file: its name below warcs/, digest, bytes and count of records."""
    return canonical(
        {"v": VERSION, "kind": "warc", "name": name, "sha256": sha256, "bytes": size, "records": records}
    )


def checkpoint_leaf(size: int, note: bytes) -> bytes:
    """The leaf of the checkpoint over the first `size` leaves, with the digest of its note."""
    return canonical({"v": VERSION, "kind": "checkpoint", "size": size, "sha256": _sha256(note)})


def stamp_leaf(size: int, authority: str, request: bytes, token: bytes) -> bytes:
    """The leaf of a stamp: whose it is, of which checkpoint, digests of what was asked and answered."""
    return canonical(
        {
            "v": VERSION,
            "kind": "stamp",
            "size": size,
            "authority": authority,
            "request_sha256": _sha256(request),
            "token_sha256": _sha256(token),
        }
    )


def key_leaf(number: int, note: bytes) -> bytes:
    """The leaf of the archive's `number`th change of keys (from 1), with the digest of its note."""
    return canonical({"v": VERSION, "kind": "key", "number": number, "sha256": _sha256(note)})


def own_kind(line: bytes) -> str | None:
    """Of a leaf of the log itself its kind, one of OWN_KINDS; else None."""
    return next((kind for kind in OWN_KINDS if b'"kind":"%s"' % kind.encode() in line), None)


def leaf_id(line: bytes) -> str:
    """What a leaf is about: the id of its exchange, "warc:NAME", or the log's own file (see `own_id`).

    Raises ValueError, KeyError, TypeError or StopIteration for other bytes.
    """
    document = json.loads(line)
    if document["kind"] == "warc":
        return f"warc:{document['name']}"
    if document["kind"] in OWN_KINDS:
        return own_id(document)
    parts = (document[part] for part in ("response", "metadata", "request"))
    return next(str(part["id"]) for part in parts if part)


def own_id(document: dict[str, Any]) -> str:
    """The id of a leaf of the log's own.

    It is "checkpoint:SIZE", "stamp:SIZE:AUTHORITY", "key:NUMBER" or "withdrawn:NUMBER".
    """
    kind = document["kind"]
    if kind in ("key", "withdrawn"):
        return f"{kind}:{document['number']}"
    whose = f":{document['authority']}" if kind == "stamp" else ""
    return f"{kind}:{document['size']}{whose}"


def canonical(document: dict[str, Json]) -> bytes:
    """RFC 8785 JSON of texts, whole numbers, lists and objects with ASCII keys."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Log:
    """log/leaves.jsonl of an archive. Read by anyone; appended to under a lock."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "leaves.jsonl"
        self._lock = directory / "leaves.lock"
        self._whole = 0  # up to which byte nothing was torn

    def read(self, start: int = 0) -> Iterator[tuple[int, bytes]]:
        """The whole lines from byte `start` on, without their line ends, each with the byte after it."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            file.seek(start)
            end = start
            for line in file:
                if not line.endswith(b"\n"):
                    return  # torn, or being written: its rest may come now, and is no line of its own
                end += len(line)
                yield end, line[:-1]

    def root(self) -> tuple[int, bytes]:
        """How many leaves there are, and the root of the tree over them."""
        tree = Tree()
        for _, line in self.read():
            tree.append(line)
        return tree.size, tree.root()

    @contextmanager
    def writing(self) -> Iterator["Appender"]:
        """Hold the log's lock; what a crash tore at the end is cut first."""
        with locked(self._lock, wait=True):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            try:
                if not os.fstat(handle).st_size:  # new: its name has to be on the disk before its first leaf
                    sync_directory(self.path.parent)
                whole = cut_torn_tail(
                    handle, self._whole, self.path.parent, lambda line: own_kind(line) is not None
                )
                appender = Appender(handle, whole, self.path.parents[1])
                yield appender
                self._whole = appender.size
            finally:
                os.close(handle)


class Appender:
    """The log while its lock is held; `size` is its length in bytes."""

    def __init__(self, handle: int, size: int, root: Path) -> None:
        self._root = root
        self._handle = handle
        self.size = size

    def append(self, lines: Sequence[bytes]) -> None:
        """Add leaves, wait until they are on the disk. Raises OSError or Moved: then the log is as it was."""
        require_here(self._root)
        data = b"".join(line + b"\n" for line in lines)
        reach("before-leaves")
        try:
            half = len(data) // 2
            _write(self._handle, data[:half])
            reach("leaves-half-written")
            _write(self._handle, data[half:])
            os.fdatasync(self._handle)
        except OSError:
            os.ftruncate(self._handle, self.size)
            raise
        self.size += len(data)
        reach("leaves-appended")


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _commit(record: Record | None, before: Mapping[str, str]) -> Json:
    if record is None:
        return None
    digest = before.get(record.record_id) or record.record_digest.removeprefix("sha256:")
    return {"id": record.record_id, "sha256": digest}


def _status(answer: Record | None) -> int | None:
    if answer is None or answer.type not in ("response", "revisit"):
        return None
    return status_of(answer.block, split_interim(answer.block)[1])
