"""Digests that a record claims, recomputed."""

import base64
import hashlib
from collections.abc import Iterator

from archive.http import parse_response
from archive.records import Record

ALGORITHMS = {"sha256": "sha256", "sha-256": "sha256", "sha1": "sha1", "sha-1": "sha1", "md5": "md5"}


def broken_digests(record: Record) -> Iterator[tuple[str, str]]:
    """("block-digest" or "payload-digest", what was found and wanted) for each claim of `record` that fails.

    The record's block must be whole, but for a block digest in sha256. A claim in an unknown algorithm fails.
    """
    block = record.header("WARC-Block-Digest")
    if block is not None:
        known = record.block_digest if block.startswith("sha256:") else None
        found = known or digest_like(block, record.block)
        if not same_digest(block, found):
            yield "block-digest", f"the record claims {block}, its block has {found or 'another'}"
    payload = record.header("WARC-Payload-Digest")
    if payload is not None and record.type in ("response", "resource", "conversion"):
        found = digest_like(payload, payload_of(record))
        if not same_digest(payload, found):
            yield (
                "payload-digest",
                f"the record claims {payload}, its payload has {found or 'another'}",
            )


def payload_of(record: Record) -> bytes:
    """What a record carries: of an HTTP answer the body without transfer coding, else its block."""
    return parse_response(record.block).payload if record.type == "response" else record.block


def digest_like(claim: str, data: bytes) -> str | None:
    """The digest of `data` in the algorithm and alphabet of `claim`; None when they are unknown."""
    label, _, value = claim.partition(":")
    name = ALGORITHMS.get(label.lower())
    if name is None:
        return None
    engine = hashlib.new(name, data, usedforsecurity=False)
    if len(value) == 2 * engine.digest_size:
        return f"{label}:{engine.hexdigest()}"
    return f"{label}:{base64.b32encode(engine.digest()).decode()}"


def same_digest(claim: str, found: str | None) -> bool:
    """Whether two digests are the same, in whatever letter case."""
    return found is not None and claim.lower() == found.lower()
