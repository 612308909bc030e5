"""RFC 3161: what a time-stamping authority is asked about a checkpoint's note, and whether its answer holds.

Nothing here talks to anybody. The request is of one fixed form, so that its nonce can be read back from the
bytes that were kept. Root certificates come from the operator; those in a token only complete the chain.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import TimeStampResponse, VerificationError, VerifierBuilder, decode_timestamp_response

from archive.errors import ArchiveError

SHA256 = "2.16.840.1.101.3.4.2.1"
GRANTED = 0
# TimeStampReq in DER: version 1, SHA-256 of the note, a nonce of eight bytes, and the wish for certificates.
HEAD = bytes.fromhex("30430201013031300d060960864801650304020105000420")
NONCE, CERTIFICATES = bytes.fromhex("0208"), bytes.fromhex("0101ff")
NONCE_BYTES = 8
CLOCKS = timedelta(minutes=5)  # how far an authority's clock and ours may be apart


class StampError(ValueError):
    """An answer that is no stamp of the note it was asked for; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a token says that was checked: when it was made, and the number its authority gave it."""

    at: datetime
    serial: int


def request_of(note: bytes) -> bytes:
    """A request to stamp a note, with a nonce of its own: DER, as it is sent and kept."""
    # The first byte from 1 to 127: a positive number that needs all eight bytes.
    nonce = bytes([1 + secrets.randbelow(127)]) + secrets.token_bytes(NONCE_BYTES - 1)
    return HEAD + hashlib.sha256(note).digest() + NONCE + nonce + CERTIFICATES


def nonce_in(request: bytes, note: bytes) -> int:
    """The nonce of a request to stamp this note. Raises StampError when the bytes are no such request."""
    start = HEAD + hashlib.sha256(note).digest() + NONCE
    nonce = request[len(start) : len(start) + NONCE_BYTES]
    if request != start + nonce + CERTIFICATES or len(nonce) != NONCE_BYTES:
        raise StampError("what was asked is not a stamp of this checkpoint")
    return int.from_bytes(nonce)


def load_roots(path: Path) -> list[Certificate]:
    """The certificates in a PEM file that an operator trusts. Raises ArchiveError when there are none."""
    try:
        return roots_in(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{path} has no root certificates that can be read: {error}") from error


def roots_in(pem: bytes) -> list[Certificate]:
    """The certificates in PEM text, each once. Raises ValueError when there are none."""
    return list(dict.fromkeys(load_pem_x509_certificates(pem)))


def check_token(
    token: bytes,
    request: bytes,
    note: bytes,
    roots: Sequence[Certificate] | None,
    *,
    received: datetime | None = None,
) -> Stamp:
    """The stamp that an answer is, when it is one of this note, made for this request. Raises StampError.

    Checked are status, digest, nonce, signature and the chain from one of `roots`, each certificate at the
    token's own time. `received` (when it came, by our clock) must be within five minutes of that time;
    without it the time must not be ahead of now. With `roots` None nothing vouches for signature and time.
    """
    try:
        answer = decode_timestamp_response(token)
        if answer.status != GRANTED:
            reasons = "; ".join(answer.status_string) or "no reason given"
            raise StampError(f"the authority refused: status {answer.status} ({reasons})")
        stamp = _claim(answer, nonce_in(request, note), note)
        if roots is not None:
            _check_signature(answer, note, roots)
    except StampError:
        raise
    except ValueError as error:
        raise StampError(f"it is no timestamp answer: {error}") from error
    if answer.as_bytes() != token:
        raise StampError("it holds more than a timestamp answer")
    now = received or datetime.now(UTC)
    if stamp.at > now + CLOCKS or (received is not None and stamp.at < now - CLOCKS):
        raise StampError(
            f"its time is {stamp.at:%Y-%m-%dT%H:%M:%SZ}, this machine's {now:%Y-%m-%dT%H:%M:%SZ}"
        )
    return stamp


def _claim(answer: TimeStampResponse, nonce: int, note: bytes) -> Stamp:
    info = answer.tst_info
    imprint = info.message_imprint
    if imprint.hash_algorithm.dotted_string != SHA256:
        raise StampError("it stamps a digest that is not SHA-256")
    if imprint.message != hashlib.sha256(note).digest():
        raise StampError("it stamps something else: its digest is not that of the checkpoint")
    if info.nonce != nonce:
        raise StampError("it answers another request: its nonce is not the one that was sent")
    at = info.gen_time
    return Stamp(at=at if at.tzinfo else at.replace(tzinfo=UTC), serial=info.serial_number)


def _check_signature(answer: TimeStampResponse, note: bytes, roots: Sequence[Certificate]) -> None:
    try:
        VerifierBuilder(roots=list(roots)).build().verify(answer, hashlib.sha256(note).digest())
    except VerificationError as error:
        raise StampError(f"its signature or certificates do not hold: {error}") from error
