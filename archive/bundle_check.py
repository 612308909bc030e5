"""A bundle checked by the archive's own libraries: what the enclosed script checks, without openssl."""

from collections.abc import Sequence
from pathlib import Path

from archive.bundle_verifier import Key, Report, Stamp, Unable, check, named_roots
from archive.errors import ArchiveError
from archive.notes import VerifyKey
from archive.stamps import check_token, roots_in

ZIP_MARKS = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")  # a member, the directory, its end (APPNOTE, 4.3)

NAMES = (".zip", ".wacz")  # what is called so is judged as such, however little of it is left


class Libraries:
    """Signatures by cryptography, timestamps by rfc3161-client: stands in for the script's openssl."""

    def signed(self, key: Key, text: bytes, signature: bytes) -> bool:
        """Whether this is the key's signature of the text."""
        return VerifyKey(key.name, key.public).verifies(signature, text.decode())

    def stamped(self, stamp: Stamp, roots: bytes | None) -> str | None:
        """Why a token does not hold, None when it does."""
        try:
            trusted = None if roots is None else roots_in(roots)
            check_token(stamp.token, stamp.request, stamp.note, trusted)
        except ValueError as error:
            return str(error)
        return None


def check_bundle(path: Path, *, roots: Sequence[str] = (), key: Path | None = None) -> Report:
    """The report on the bundle at `path`.

    `roots` are PEM files of the authorities' certificates (NAME=FILE for those of one authority), `key` is
    the archive's public key, all got from elsewhere. Raises ArchiveError when a file cannot be read.
    """
    if path.suffix.lower() not in NAMES and not _may_be_zip(path):
        raise ArchiveError(
            f"{path} is no evidence bundle, WACZ or statement of completeness; `warraq verify` without a file"
            " checks the archive itself"
        )
    try:
        return check(
            str(path),
            roots=dict(map(named_roots, roots)),
            key=None if key is None else key.read_text("utf-8"),
            backend=Libraries(),
        )
    except (Unable, OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path} cannot be checked: {error}") from error


def _may_be_zip(path: Path) -> bool:
    """Whether anything of a zip file is there; a damaged bundle must not pass for something else."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{path} cannot be checked: {error}") from error
    return any(mark in data for mark in ZIP_MARKS)
