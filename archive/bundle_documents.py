"""The JSON documents of an evidence bundle: what it holds, its passages and articles, how captures were made.

Formats: docs/bundle.md and archive/schemas. Selectors are those of the W3C Web Annotation Data Model
(https://www.w3.org/TR/annotation-model/), sections 4.2.4 and 4.2.5; positions are code points of the text.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from archive.bundle_records import Kept
from archive.bundle_verifier import FORMAT, Fault, Record, decoded, is_at_bytes, payload_of, read_stamp
from archive.checkpoints import REQUEST, TOKEN, checkpoint_path, stamp_path
from archive.citation_styles import STYLES
from archive.cite import Names, styled
from archive.errors import ArchiveError
from archive.exchanges import page_uri
from archive.export import file_name
from archive.key_changes import change_path, keys_of, origin_of
from archive.keys import load_public, public_pem
from archive.once import read_once
from archive.place import Archive
from archive.proofs import stamped_by
from archive.records import Record as WarcRecord
from archive.schema import sqlite3

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
# Of a citation's document what a bundle repeats; the article has a file of its own.
PASSAGE_KEYS = (
    "match", "found_by", "alias", "conversion", "quote", "in_newest_version", "versions_with_quote",
    "citation",
)  # fmt: skip
OTHERWISE = "reads-otherwise"  # `html_reason`, beside those of archive/quote_bytes.py
Files = dict[str, bytes]
Passage = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """The checkpoints over a bundle's captures as bundle.json lists them, and the files that go with them."""

    checkpoints: tuple[dict[str, Any], ...]
    files: Files


def text_of(document: Any) -> bytes:
    """A document as its file holds it: UTF-8, Arabic not escaped."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def attested(archive: Archive, kept: Sequence[Kept]) -> Attested:
    """Each checkpoint that the proofs lead to, once, with its stamps; ArchiveError for a broken one.

    The time of a text that the archive made itself proves nothing of the outlet: a checkpoint that only such
    texts are under goes without its stamps.
    """
    timed = {
        one.inclusion.checkpoint.size for one in kept if one.inclusion and one.taken.kind != "conversion"
    }
    files: Files = {}
    listed = []
    for proof in {one.inclusion.checkpoint.size: one.inclusion for one in kept if one.inclusion}.values():
        size = proof.checkpoint.size
        note = f"checkpoints/{checkpoint_path(archive, size).name}"
        files[note] = proof.note
        stamps = []
        for authority in stamped_by(archive, size) if size in timed else ():
            paths = [stamp_path(archive, size, authority, suffix) for suffix in (REQUEST, TOKEN)]
            request, token = (read_once(path) or b"" for path in paths)
            request_name, token_name = (f"checkpoints/{path.name}" for path in paths)
            try:
                at = read_stamp(token, request, proof.note, str(paths[1])).at
            except Fault as fault:
                raise ArchiveError(f"{paths[1]}: {fault.args[-1]}; `warraq verify` says more") from fault
            files[request_name], files[token_name] = request, token
            stamps.append({"authority": authority, "at": at, "request": request_name, "token": token_name})
        listed.append({"size": size, "root": proof.checkpoint.root.hex(), "note": note, "stamps": stamps})
    return Attested(checkpoints=tuple(listed), files=files)


def key_files(archive: Archive) -> Files:
    """The archive's public key, and the notes in which each key names the next."""
    files = {"key.pub": public_pem(load_public(archive.log))}
    for number in range(1, len(keys_of(archive))):
        files[f"keys/{number:04d}.note"] = read_once(change_path(archive, number)) or b""
    return files


def proof_name(number: int) -> str:
    """The file of the proof of a bundle's capture `number`, from 1."""
    return f"proofs/{number}.txt"


def bundle_document(
    archive: Archive,
    kept: Sequence[Kept],
    checkpoints: Sequence[dict[str, Any]],
    passages: Sequence[str],
    *,
    title: str | None,
    software: str,
) -> dict[str, Any]:
    """bundle.json: how the files hang together."""
    return {
        "format": FORMAT,
        "title": title,
        "created_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "software": software,
        "origin": origin_of(archive),
        "keys": [str(key) for key in keys_of(archive)],
        "passages": list(passages),
        "captures": [_capture(one, number) for number, one in enumerate(kept, 1)],
        "checkpoints": list(checkpoints),
    }


def _capture(kept: Kept, number: int) -> dict[str, Any]:
    taken, proof = kept.taken, kept.inclusion
    return {
        "record_id": taken.record_id,
        "url": page_uri(kept.records[0][0]),
        "captured_at": taken.captured_at,
        "kind": taken.kind,
        "outlet": taken.outlet,
        "warc": file_name(taken.warc, taken.origin),
        "refers_to": taken.refers_to,
        "proof": None if proof is None else proof_name(number),
        "no_proof": kept.no_proof,
        "leaf_index": None if proof is None else proof.index,
        "checkpoint": None if proof is None else proof.checkpoint.size,
        "leaf_salt": kept.salt,
        "records": [_record(record) for record, _ in kept.records],
        "left_out": [{"id": one.record_id, "type": one.type, "why": one.why} for one in kept.left_out],
    }


def _record(record: WarcRecord) -> dict[str, Any]:
    digest = record.record_digest.removeprefix("sha256:")
    return {"id": record.record_id, "type": record.type, "sha256": digest}


def environments(kept: Sequence[Kept]) -> dict[str, Any]:
    """provenance.json: how each capture was made, by the id of its record."""
    return {one.taken.record_id: one.environment for one in kept}


def article_document(article: Mapping[str, Any], kept: Sequence[Kept]) -> dict[str, Any]:
    """articles/N.json: the keys of `show`, without the folders of an imported file."""
    capture = dict(article["capture"])
    origin = next(one.taken.origin for one in kept if one.taken.record_id == capture["record_id"])
    return {**article, "capture": capture | {"warc": file_name(capture["warc"], origin)}}


def passage_document(
    db: sqlite3.Connection, passage: Passage, article_name: str, names: Names
) -> dict[str, Any]:
    """passages/N.json: what was cited, as `cite --json` gives it, as an annotation, and in all styles."""
    return {
        "article": article_name,
        **{key: passage.get(key) for key in PASSAGE_KEYS},
        "styles": {
            style: styled(db, passage, names, style) for style in STYLES if style not in passage["citation"]
        },
        "note": passage.get("note"),
        "annotation": annotation(passage),
    }


def with_plain_bytes(passage: Passage, kept: Sequence[Kept]) -> Passage:
    """The passage, without its bytes in the page where a plain reading makes another text of them.

    Our reader forgives more than the standard library can: pages that were encoded twice, other spellings.
    """
    quote = passage.get("quote")
    if quote is None or not quote.get("html"):
        return passage
    for record in (record for one in kept for record, _ in one.records):
        if record.record_id == quote["html"]["record_id"]:
            fields = {name.lower(): value for name, value in record.headers}
            page = decoded(*payload_of(Record(fields, record.block, "")))
            if page is not None and is_at_bytes(quote, page):
                return passage
    return {**passage, "quote": {**quote, "html": None, "html_reason": OTHERWISE}}


def annotation(passage: Passage) -> dict[str, Any]:
    """The passage as a Web Annotation: its quote selected in the report as it was captured."""
    article, quote = passage["article"], passage.get("quote")
    capture = article["capture"]
    selectors = []
    if quote is not None:
        selectors = [
            {"type": "TextQuoteSelector", **{key: quote[key] for key in ("exact", "prefix", "suffix")}},
            {"type": "TextPositionSelector", "start": quote["start"], "end": quote["end"]},
        ]
    place = f"{capture['record_id']} {article['body_digest']} {quote and (quote['start'], quote['end'])}"
    return {
        "@context": ANNOTATION,
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, place)}",
        "type": "Annotation",
        "motivation": "bookmarking",
        "target": {
            "type": "SpecificResource",
            "source": article["url"],
            "state": {
                "type": "TimeState",
                "sourceDate": capture["captured_at"],
                "cached": f"urn:uuid:{capture['record_id']}",
            },
            "selector": selectors,
        },
    }
