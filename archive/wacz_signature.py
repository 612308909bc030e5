"""The signature of a WACZ: https://specs.webrecorder.net/wacz-auth/0.1.0/, "anonymous signature".

    {"path": "datapackage.json", "hash": "sha256:…",
     "signedData": {"hash", "created", "software", "version", "signature", "publicKey"}}

The specification asks for ECDSA, and those who read it for the curve P-384 with SHA-256 over the text of the
hash ("sha256:…"), the signature as r and s one behind the other. So the archive's Ed25519 key cannot make it,
and a pair of its own stands beside: log/wacz.pem and log/wacz.pub, made when first asked for.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from archive.errors import ArchiveError
from archive.keys import write_key

PRIVATE, PUBLIC = "wacz.pem", "wacz.pub"
VERSION = "0.1.0"
FIELDS = frozenset({"hash", "created", "software", "version", "signature", "publicKey"})
BY_DOMAIN = frozenset({"domain", "domainCert"})
ALGORITHM = ec.ECDSA(hashes.SHA256())
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


class SignatureError(Exception):
    """The signature is none, or not of this digest; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature that holds: when and by what it says it was made, and the fingerprint of its key."""

    created: str
    software: str
    key: str


def signing_key(directory: Path) -> ec.EllipticCurvePrivateKey:
    """The key in `directory` that signs WACZ files; made when there is none yet, with its public half.

    Raises ArchiveError when it cannot be used.
    """
    path = directory / PRIVATE
    if not path.exists():
        key = ec.generate_private_key(ec.SECP384R1())
        write_key(path, key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ), 0o600)  # fmt: skip
    try:
        found = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ArchiveError(f"{path} cannot be used to sign: {error}; restore it from a backup") from error
    if not isinstance(found, ec.EllipticCurvePrivateKey) or not isinstance(found.curve, ec.SECP384R1):
        raise ArchiveError(f"{path} is no key of the curve P-384; restore it from a backup")
    if not (directory / PUBLIC).exists():
        write_key(directory / PUBLIC, found.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ), 0o644)  # fmt: skip
    return found


def sign(key: ec.EllipticCurvePrivateKey, digest: str, *, created: str, software: str) -> dict[str, str]:
    """The `signedData` of the digest of a datapackage.json ("sha256:…"), made by `key`."""
    size = key.curve.key_size // 8
    numbers = decode_dss_signature(key.sign(digest.encode(), ALGORITHM))
    return {
        "hash": digest,
        "created": created,
        "software": software,
        "version": VERSION,
        "signature": _base64(b"".join(number.to_bytes(size, "big") for number in numbers)),
        "publicKey": _base64(_spki(key.public_key())),
    }


def check_signature(data: Any, digest: str) -> Signed:
    """What an anonymous signature of this digest says. Raises SignatureError when it does not hold."""
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise SignatureError("signedData is no object of texts")
    if unknown := sorted(set(data) - FIELDS):
        raise SignatureError(f"signedData has {unknown[0]!r}, which the specification does not know")
    if missing := sorted(FIELDS - set(data)):
        raise SignatureError(f"signedData lacks {missing[0]}")
    if not _HASH.fullmatch(data["hash"]) or data["hash"] != digest:
        raise SignatureError("what is signed is the digest of another datapackage.json")
    try:
        written = base64.b64decode(data["publicKey"], validate=True)
        key = serialization.load_der_public_key(written)
        signature = base64.b64decode(data["signature"], validate=True)
    except (binascii.Error, ValueError, UnsupportedAlgorithm) as error:
        raise SignatureError(f"publicKey or signature cannot be read: {error}") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise SignatureError("publicKey is no ECDSA key")
    half = key.curve.key_size // 8
    if len(signature) == 2 * half:  # as browsers write it; others write DER
        r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        signature = encode_dss_signature(r, s)
    try:
        key.verify(signature, digest.encode(), ALGORITHM)
    except InvalidSignature as error:
        raise SignatureError("the signature is not of this key and this digest") from error
    return Signed(created=data["created"], software=data["software"], key=fingerprint(key))


def fingerprint_in(path: Path) -> str:
    """The fingerprint of the public key in a PEM file. Raises ArchiveError when it holds none of ECDSA."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise ArchiveError(f"{path} cannot be used as a public key: {error}") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ArchiveError(f"{path} is no ECDSA key; WACZ files are signed with that of {PUBLIC}")
    return fingerprint(key)


def fingerprint(key: ec.EllipticCurvePublicKey) -> str:
    """The sha256 of a public key as X.509 writes it: `openssl pkey -pubin -outform DER | sha256sum`."""
    return "sha256:" + hashlib.sha256(_spki(key)).hexdigest()


def _spki(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
