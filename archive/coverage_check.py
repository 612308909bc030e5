"""A statement of completeness checked: its signature, and that its words follow from its numbers."""

from dataclasses import dataclass, field
from pathlib import Path

from archive.console import current_archive
from archive.coverage_sheet import BEGIN, parts_of, sheet
from archive.coverage_statement import FORMAT, digest_of, signed_at, software
from archive.errors import ArchiveError
from archive.key_changes import keys_of
from archive.notes import NoteError, VerifyKey

LARGEST = 256 << 20  # bytes: a statement is read whole


@dataclass(slots=True, kw_only=True)
class StatementReport:
    """The verdict: `ok` when nothing failed; `own_key`: whether the key is that of the archive at hand."""

    ok: bool = True
    format: str = FORMAT
    archive: str | None = None
    digest: str | None = None
    signed_at: str | None = None
    key: str | None = None
    own_key: bool | None = None
    failures: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def fail(self, detail: str) -> None:
        """Note a failure."""
        self.ok = False
        self.failures.append(detail)


def is_statement(path: Path) -> bool:
    """Whether the file is a statement of completeness."""
    try:
        with path.open("rb") as file:
            return file.read(9) == b"<!doctype" and BEGIN.encode() in file.read(LARGEST)
    except OSError:
        return False


def check_statement(path: Path, key: Path | None = None) -> StatementReport:
    """Check the statement at `path`; `key` is a file with the public key that must have signed it.

    Raises ArchiveError when the file is no statement or cannot be read.
    """
    if path.stat().st_size > LARGEST:
        raise ArchiveError(f"{path} is larger than {LARGEST >> 20} MB: no statement is")
    data = path.read_bytes()
    document, note = parts_of(data)
    if document.get("format") != FORMAT:
        raise ArchiveError(f"{path} is a statement of format {document.get('format')!r}, not {FORMAT!r}")
    report = StatementReport(archive=str(document.get("archive")), key=str(document.get("key")))
    report.digest = digest_of(document)
    if note is None:
        report.unchecked.append("it is not signed: whoever has it may have changed it")
        if key is not None:
            report.fail("it is not signed")
    else:
        try:
            report.signed_at, found = signed_at(note, document)
        except NoteError as error:
            report.fail(f"signature: {error}")
        else:
            _compare_key(report, found, key)
    try:
        same = report.ok and sheet(document, note) == data
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        report.fail(f"its numbers are not those of a statement: {type(error).__name__}: {error}")
        return report
    if report.ok and not same:
        if document.get("software") == software():
            report.fail("what people read in it does not follow from its numbers: it was changed")
        else:
            report.unchecked.append(f"its words: they were written by {document.get('software')}")
    return report


def _compare_key(report: StatementReport, found: VerifyKey, key: Path | None) -> None:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if key is not None:
        try:
            public = load_pem_public_key(key.read_bytes()).public_bytes_raw()  # type: ignore[union-attr]
        except (ValueError, AttributeError, UnsupportedAlgorithm) as error:
            raise ArchiveError(f"{key} is no Ed25519 public key: {error}") from error
        if public != found.public:
            report.fail("it was signed with another key than the one given")
        return
    try:
        report.own_key = found in keys_of(current_archive())
    except ArchiveError:
        report.own_key = None
    if not report.own_key:
        report.unchecked.append(
            "whose key it is: compare it with the key as the archive published it (--key)"
        )
