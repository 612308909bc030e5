"""Evidence bundles: passages and all that proves them in one zip file, which anybody can check by themselves.

What is in it and how it is checked: docs/bundle.md. Every byte of the file follows from its members; the
manifest lists these, and the archive's key signs the manifest.
"""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from archive.attest import Attested, attest
from archive.bundle_check import check_bundle
from archive.bundle_documents import (
    Files,
    Passage,
    article_document,
    attested,
    bundle_document,
    environments,
    key_files,
    passage_document,
    proof_name,
    text_of,
    with_plain_bytes,
)
from archive.bundle_records import CAPTURED, Kept, captures_for, keep
from archive.bundle_script import MAIN, enclosed_script
from archive.bundle_sheet import sheet
from archive.bundle_verifier import (
    DEFLATED,
    FORMAT,
    MANIFEST,
    MAX_FILE,
    RECORDS,
    SIGNATURE,
    STORED,
    Member,
    local_part,
    whole_zip,
)  # fmt: skip
from archive.checkpoints import newest_checkpoint
from archive.cite import Names
from archive.errors import ArchiveError
from archive.export import require_room_for, writing
from archive.key_changes import origin_of
from archive.keys import load_private
from archive.notes import sign_note
from archive.place import Archive
from archive.rows import read_row
from archive.schema import sqlite3

PURPOSE = "/bundle"  # after the archive's origin: what a bundle's signature is of
LEAF = "SELECT leaf_index FROM leaves WHERE record_id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """A bundle that was written: its size and digest, and what whoever hands it on should know.

    `unproven` are captures without a leaf, each with the reason; `unstamped` the sizes of checkpoints that
    no authority has stamped yet; `attested` what came of making a checkpoint, when one was needed.
    """

    bytes: int
    sha256: str
    captures: int
    unproven: tuple[tuple[str, str], ...]
    unstamped: tuple[int, ...]
    attested: Attested | None


def write_bundle(
    archive: Archive,
    db: sqlite3.Connection,
    path: Path,
    passages: Sequence[Passage],
    *,
    title: str | None = None,
    names: Names | None = None,
    pictures: bool = False,
    requests: bool = False,
    force: bool = False,
    reading_only: bool = False,
    most_bytes: int = MAX_FILE,
) -> Bundled:
    """Write passages (documents of `cite`, each with a `note` if wished) and their proofs to a zip file.

    `pictures` takes in pictures of the pages that the archive has, `requests` the requests and whatever else
    holds the operator's contact. A checkpoint is made first when a capture is under none yet, unless the
    archive is to be `reading_only`. The file is there whole or not at all, and was checked before it got its
    name. Raises ArchiveError when there is no passage, a record cannot be handed on, the archive's key is not
    there to sign, the records have more than `most_bytes`, or there is no checkpoint and none may be made.
    """
    if not passages or any(passage.get("article") is None for passage in passages):
        raise ArchiveError("there is no passage to bundle: no report of this archive holds it")
    record_ids = [passage["article"]["capture"]["record_id"] for passage in passages]
    texts = [str(passage["conversion"]) for passage in passages if passage.get("conversion")]
    wanted = captures_for(archive, db, record_ids, texts, pictures=pictures)
    size = sum(one.length for one in wanted)
    if size > most_bytes:
        raise ArchiveError(f"the records have {size} bytes, more than {most_bytes}: bundle less")
    own = [one.record_id for one in wanted if one.origin == "own"]
    made = None if is_attested(archive, db, own) else _attest(archive, reading_only=reading_only)
    kept = [keep(archive, db, one, requests=requests) for one in wanted]
    passages = [with_plain_bytes(passage, kept) for passage in passages]
    files, listed = _files(archive, db, kept, passages, title, names or Names())
    content = _zip(archive, files)
    if len(content) > MAX_FILE:
        raise ArchiveError(f"the bundle would have {len(content)} bytes, more than {MAX_FILE}: bundle less")
    with writing(archive, str(path), force=force) as out:
        require_room_for(archive, out, len(content), "the bundle")
        out.write(content)
        out.flush()
        _check(Path(getattr(out, "name", path)), content)
    return Bundled(
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        captures=sum(one.taken.kind in CAPTURED for one in kept),
        unproven=tuple((one.taken.record_id, one.no_proof) for one in kept if one.no_proof is not None),
        unstamped=_unstamped(kept, listed),
        attested=made,
    )


def _unstamped(kept: Sequence[Kept], checkpoints: Sequence[dict[str, Any]]) -> tuple[int, ...]:
    """The checkpoints without a stamp that a capture is under: texts of ours alone need none."""
    sizes = {
        one.inclusion.checkpoint.size
        for one in kept
        if one.inclusion is not None and one.taken.kind != "conversion"
    }
    return tuple(one["size"] for one in checkpoints if one["size"] in sizes and not one["stamps"])


def is_attested(archive: Archive, db: sqlite3.Connection, record_ids: Sequence[str]) -> bool:
    """Whether the newest checkpoint is over all these captures."""
    newest = newest_checkpoint(archive)
    size = 0 if newest is None else newest[0].size
    rows = (read_row(db, LEAF, (record_id,)) for record_id in record_ids)
    return all(row is not None and row["leaf_index"] < size for row in rows)


def _attest(archive: Archive, *, reading_only: bool) -> Attested:
    """Make a checkpoint, as `warraq checkpoint` does."""
    if reading_only:
        raise ArchiveError("no checkpoint is over this capture yet: `warraq checkpoint` makes one")
    return attest(archive)


def _files(
    archive: Archive,
    db: sqlite3.Connection,
    kept: Sequence[Kept],
    passages: Sequence[Passage],
    title: str | None,
    names: Names,
) -> tuple[Files, Sequence[dict[str, Any]]]:
    """Every file of the bundle but manifest and signature, in their order; and its checkpoints."""
    articles: dict[tuple[str, str], str] = {}
    documents: Files = {}
    for number, passage in enumerate(passages, 1):
        article = passage["article"]
        key = (article["capture"]["record_id"], article["body_digest"])
        if key not in articles:
            articles[key] = f"articles/{len(articles) + 1}.json"
            documents[articles[key]] = text_of(article_document(article, kept))
        documents[f"passages/{number}.json"] = text_of(passage_document(db, passage, articles[key], names))
    listed = [name for name in documents if name.startswith("passages/")]
    proven = attested(archive, kept)
    document = bundle_document(
        archive, kept, proven.checkpoints, listed, title=title, software=f"Warraq/{version('warraq')}"
    )
    proofs = {
        proof_name(number): str(one.inclusion).encode()
        for number, one in enumerate(kept, 1)
        if one.inclusion is not None
    }
    provenance = environments(kept)
    return {
        "index.html": sheet(db, document, passages, provenance),
        "bundle.json": text_of(document),
        **documents,
        "provenance.json": text_of(provenance),
        RECORDS: b"".join(member for one in kept for _, member in one.records),
        **proofs,
        **proven.files,
        **key_files(archive),
        "verify.py": enclosed_script(),
        "__main__.py": MAIN,
    }, proven.checkpoints


def _zip(archive: Archive, files: Files) -> bytes:
    """The zip file of these files, with the manifest of them and the archive's signature of that."""
    members = [pack(name, content) for name, content in files.items()]
    before = local_part(members)
    manifest = {
        "format": FORMAT,
        "before": [len(before), hashlib.sha256(before).hexdigest()],
        "members": [
            [name, len(content), hashlib.sha256(content).hexdigest()] for name, content in files.items()
        ],
    }
    data = json.dumps(manifest, separators=(",", ":")).encode()
    origin = origin_of(archive)
    text = f"{origin}{PURPOSE}\n{FORMAT}\n{hashlib.sha256(data).hexdigest()}\n"
    note = sign_note(text, origin, load_private(archive.log))
    members += [pack(MANIFEST, data), pack(SIGNATURE, note)]
    return whole_zip(members)


def pack(name: str, content: bytes) -> Member:
    """The member of a content: deflated where that is shorter; manifest and signature as they are."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = engine.compress(content) + engine.flush()
    if len(packed) >= len(content) or name in (MANIFEST, SIGNATURE):
        return Member(name, STORED, content, zlib.crc32(content), len(content))
    return Member(name, DEFLATED, packed, zlib.crc32(content), len(content))


def _check(path: Path, content: bytes) -> None:
    """Check a bundle before it is handed out."""
    report = check_bundle(path)
    if not report.ok:
        first = report.failures[0]
        raise ArchiveError(
            f"the bundle would not hold ({first['where']}: {first['detail']}); `warraq verify` says more"
        )
