"""Verification of withdrawals: who edits a record and calls it withdrawn is found out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive.key_changes import origin_of
from archive.notes import sign_note
from archive.place import Archive
from archive.verify import verify
from archive.warc import read_record
from archive.withdraw import withdraw
from archive.withdrawal_notes import parse_withdrawal, withdrawal_path
from archive.withdrawal_plan import Asked
from archive.withdrawal_stubs import Stub, stub_member


@pytest.fixture
def gone(full: Archive, readers, id_of) -> Archive:
    """An archive with one withdrawal."""
    withdraw(full, Asked(record_ids=(id_of(full),)), "by order", "court", readers=readers)
    return full


def found(archive: Archive) -> set[str]:
    return {failure.what for failure in verify(archive).failures}


def write_at(path: Path, offset: int, data: bytes) -> None:
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def first_of(archive: Archive):
    """The first record that the archive's withdrawal replaced by a stub, and its file."""
    withdrawal, _ = parse_withdrawal(withdrawal_path(archive, 1).read_bytes())
    one = next(one for one in withdrawal.records if one.becomes == "stub")
    return one, archive.warcs / one.warc


def test_an_archive_with_a_withdrawal_is_ok(gone: Archive) -> None:
    report = verify(gone)
    assert report.ok
    assert {one["code"] for one in report.withdrawn} == {"court"}


def test_a_stub_that_no_withdrawal_tells_of_is_found(full: Archive, id_of, other, warc_name, rows) -> None:
    (row,) = rows("SELECT record_id, offset, length FROM captures WHERE url = ?", other)
    path = full.warcs / warc_name(1)
    record = read_record(path, row["offset"])
    stub = Stub(
        record_id=record.record_id,
        type="response",
        date=record.date,
        main=record.record_id,
        at="2026-11-22T00:00:00Z",
        code="court",
        number=1,
    )
    write_at(path, row["offset"], stub_member(stub, row["length"]))
    assert "stub-without-withdrawal" in found(full)


def test_every_byte_of_a_stub_counts(gone: Archive) -> None:
    one, path = first_of(gone)
    whole = path.read_bytes()
    for at in range(one.offset, one.offset + one.length, 37):
        write_at(path, at, bytes([whole[at] ^ 1]))
        assert found(gone), at
        write_at(path, at, whole[at : at + 1])
    assert found(gone) == set()


def test_a_stub_that_says_something_else_is_found(gone: Archive) -> None:
    one, path = first_of(gone)
    stub = Stub(
        record_id=one.id,
        type=one.type,
        date=one.date,
        main=one.main,
        at="2020-01-01T00:00:00Z",
        code="rights",
        number=1,
    )
    write_at(path, one.offset, stub_member(stub, one.length))
    assert "changed-stub" in found(gone)


def test_a_record_that_is_still_there_is_found(full: Archive, readers, id_of, warc_name) -> None:
    path = full.warcs / warc_name(1)
    before = path.read_bytes()
    withdraw(full, Asked(record_ids=(id_of(full),)), "by order", readers=readers)
    write_at(path, 0, before)
    assert "withdrawal-not-done" in found(full)


Forge = Callable[[Archive, bytes], bytes]


def resigned(archive: Archive, data: bytes) -> bytes:
    """The note signed with a key that is not the archive's."""
    text = parse_withdrawal(data)[1].text
    return sign_note(text, origin_of(archive), Ed25519PrivateKey.generate())


def reworded(archive: Archive, data: bytes) -> bytes:
    return data.replace(b"by order", b"by Order")


@pytest.mark.parametrize(
    ("forge", "what"), [(resigned, "withdrawal-signature"), (reworded, "withdrawal-signature")]
)
def test_a_note_that_the_archive_has_not_signed_is_found(gone: Archive, forge: Forge, what: str) -> None:
    path = withdrawal_path(gone, 1)
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(forge(gone, data))
    assert {what, "changed-log-file"} <= found(gone)


def test_a_note_that_is_gone_is_found(gone: Archive) -> None:
    withdrawal_path(gone, 1).unlink()
    assert {"missing-log-file", "stub-without-withdrawal"} <= found(gone)


def test_a_note_without_its_leaf_is_found(gone: Archive) -> None:
    path = withdrawal_path(gone, 2)
    path.write_bytes(withdrawal_path(gone, 1).read_bytes())
    assert "log-file-without-leaf" in found(gone)


def test_a_leaf_of_a_withdrawal_that_was_changed_is_found(gone: Archive) -> None:
    path = gone.log / "leaves.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if json.loads(line)["kind"] == "withdrawn")
    lines[number] = lines[number].replace(b"court", b"other")
    path.write_bytes(b"".join(lines))
    assert "changed-log-file" in found(gone)


def test_a_cut_record_that_was_changed_is_found(gone: Archive) -> None:
    withdrawal, _ = parse_withdrawal(withdrawal_path(gone, 1).read_bytes())
    one = next(one for one in withdrawal.records if one.becomes == "cut")
    path = gone.warcs / one.warc
    write_at(path, one.offset + one.length - 12, b"\x00")
    assert found(gone)
