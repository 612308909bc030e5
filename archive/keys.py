"""The archive's signing key: an Ed25519 pair made at `init`, before the first capture."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from archive.errors import ArchiveError


def make_keys(directory: Path) -> None:
    """Write key.pem (readable by its owner alone) and key.pub into `directory`; a pair that is there is kept.

    The private key is never overwritten: a checkpoint signed with a lost key could not be continued.
    """
    directory.mkdir(parents=True, exist_ok=True)
    private_path = directory / "key.pem"
    if not private_path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _write(private_path, pem, 0o600)
    public_path = directory / "key.pub"
    if not public_path.exists():
        public = load_private(directory).public_key()
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        _write(public_path, pem, 0o644)


def load_private(directory: Path) -> Ed25519PrivateKey:
    """The private key in `directory`. Raises ArchiveError when there is none or it is no Ed25519 key."""
    path = directory / "key.pem"
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise ArchiveError(
            f"{path} cannot be used as a signing key: {error}; restore it from a backup"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ArchiveError(f"{path} is not an Ed25519 key; restore it from a backup")
    return key


def load_public(directory: Path) -> Ed25519PublicKey:
    """The public key in `directory`. Raises ArchiveError when there is none or it is no Ed25519 key."""
    path = directory / "key.pub"
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ArchiveError(
            f"{path} cannot be used as a public key: {error}; restore it from a backup"
        ) from error
    if not isinstance(key, Ed25519PublicKey):
        raise ArchiveError(f"{path} is not an Ed25519 key; restore it from a backup")
    return key


def _write(path: Path, content: bytes, mode: int) -> None:
    """The whole file or none of it: written beside, synced, then linked to its name (never over another)."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.link(beside, path)
    beside.unlink()
