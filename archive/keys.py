"""The archive's signing key: an Ed25519 pair made at `init`, before the first capture, and its followers."""

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from archive.errors import ArchiveError
from archive.replaced import make_folder, sync_directory

NEXT = "key.next.pem"


def make_keys(directory: Path) -> None:
    """Write key.pem (readable by its owner alone) and key.pub into `directory`; a pair that is there is kept.

    The private key is never overwritten: a checkpoint signed with a lost key could not be continued.
    """
    make_folder(directory)
    private_path = directory / "key.pem"
    if not private_path.exists():
        write_key(private_path, _private_pem(Ed25519PrivateKey.generate()), 0o600)
    public_path = directory / "key.pub"
    if not public_path.exists():
        write_key(public_path, public_pem(load_private(directory).public_key()), 0o644)


def make_next_key(directory: Path) -> Ed25519PrivateKey:
    """Write a new private key as key.next.pem: it waits there until the old key has named it."""
    drop_next_key(directory)
    key = Ed25519PrivateKey.generate()
    write_key(directory / NEXT, _private_pem(key), 0o600)
    return key


def public_of_next_key(directory: Path) -> Ed25519PublicKey | None:
    """The public half of the key that waits in key.next.pem; None when none does."""
    return _private_in(directory / NEXT).public_key() if (directory / NEXT).exists() else None


def take_next_key(directory: Path) -> None:
    """Put the waiting key and its public half in the place of the old ones, which are gone then."""
    public = _private_in(directory / NEXT).public_key()
    beside = directory / "key.next.pub"
    beside.unlink(missing_ok=True)
    write_key(beside, public_pem(public), 0o644)
    os.replace(beside, directory / "key.pub")
    sync_directory(directory)
    # Last: until then a crash is mended by doing all of it again.
    os.replace(directory / NEXT, directory / "key.pem")
    sync_directory(directory)


def drop_next_key(directory: Path) -> None:
    """Remove a waiting key that nothing names."""
    (directory / NEXT).unlink(missing_ok=True)
    (directory / f"{NEXT}.new").unlink(missing_ok=True)


def load_private(directory: Path) -> Ed25519PrivateKey:
    """The private key in `directory`. Raises ArchiveError when there is none or it is no Ed25519 key."""
    return _private_in(directory / "key.pem")


def _private_in(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
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
        data = path.read_bytes()
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be used as a public key: {error}; restore it from a backup"
        ) from error
    return public_in(data, path)


def public_in(data: bytes, path: Path) -> Ed25519PublicKey:
    """The public key that `data` is, read from `path`. Raises ArchiveError when it is none of Ed25519."""
    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ArchiveError(
            f"{path} cannot be used as a public key: {error}; restore it from a backup"
        ) from error
    if not isinstance(key, Ed25519PublicKey):
        raise ArchiveError(f"{path} is not an Ed25519 key; restore it from a backup")
    return key


def _private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_pem(key: Ed25519PublicKey) -> bytes:
    """A public key as key.pub holds it."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def write_key(path: Path, content: bytes, mode: int) -> None:
    """The whole file or none of it: written beside, synced, then linked to its name (never over another)."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
        sync_directory(path.parent)
    finally:
        beside.unlink()
