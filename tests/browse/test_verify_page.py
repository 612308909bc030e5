"""One capture checked: what holds on an untouched archive; what was changed is named with its place."""

import json
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.attest import attest
from archive.checkpoints import checkpoint_path, checkpoint_sizes
from archive.imports import ingest_paths
from archive.leaf_proof import verify_record
from archive.lookup import UnknownArticle
from archive.place import Archive, init_archive
from archive.rows import reading_index
from archive.schema import connect
from archive.warc import current_path, read_record
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked
from archive.withdrawal_stubs import cut_member
from tests.archive.conftest import _make_authority as _make_authority  # a fixture
from tests.archive.conftest import trust as trust  # a fixture
from tests.browse.conftest import Served

CHECKS = {"record", "block-digest", "payload-digest", "row", "leaf", "inclusion", "signature", "stamp"}
RESPONSE = "SELECT * FROM captures WHERE kind = 'response' AND reading = 'article' ORDER BY record_id LIMIT 1"


@pytest.fixture
def archive(served: Served, tmp_path: Path) -> Archive:
    """A copy of the served archive, to be tampered with."""
    shutil.copytree(served.archive.root, tmp_path / "copy")
    return Archive(tmp_path / "copy")


@pytest.fixture
def row(archive: Archive) -> dict[str, Any]:
    """The capture of a report."""
    with reading_index(archive) as db:
        return dict(db.execute(RESPONSE).fetchone())


def looked_at(archive: Archive, record_id: str) -> dict[str, Any]:
    with reading_index(archive) as db:
        return verify_record(archive, db, record_id)


def failing(told: dict[str, Any]) -> list[tuple[str, str]]:
    """What fails, and where."""
    assert told["ok"] == all(one["state"] != "fails" for one in told["checks"])
    return [(one["what"], one["where"]) for one in told["checks"] if one["state"] == "fails"]


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change a file that is read-only."""
    path.chmod(path.stat().st_mode | stat.S_IWUSR)
    path.write_bytes(change(path.read_bytes()))


def file_of(archive: Archive, row: dict[str, Any]) -> Path:
    return current_path(archive.warcs / row["warc"])


def place_of(row: dict[str, Any]) -> str:
    return f"{row['warc']} at byte {row['offset']}"


def test_every_capture_of_an_untouched_archive_holds(served: Served) -> None:
    with reading_index(served.archive) as db:
        for (record_id,) in db.execute("SELECT record_id FROM captures").fetchall():
            told = verify_record(served.archive, db, record_id)
            assert failing(told) == []
            states = {one["what"]: one["state"] for one in told["checks"]}
            assert states["record"] == states["block-digest"] == "holds"
            if told["kind"] == "conversion":  # a text that was cited since: no checkpoint is over it yet
                assert states["inclusion"] == "unchecked"
                continue
            assert set(states) == CHECKS
            assert states["leaf"] == states["inclusion"] == states["signature"] == "holds"
            assert states["stamp"] == "unchecked"
            if told["kind"] == "response":
                assert states["payload-digest"] == states["row"] == "holds"


def test_the_page_says_so_in_both_languages_and_the_capture_leads_to_it(served: Served) -> None:
    article = json.loads(served.get(f"/article/{served.edited}.json")[1])["article"]
    record = article["capture"]["record_id"]
    english = served.get(f"/capture/{record}/verify", Accept_Language="en")[1]
    assert "Nothing failed." in english
    assert "It does not show that the outlet sent them." in english
    arabic = served.get(f"/capture/{record}/verify", Accept_Language="ar")[1]
    assert "لم يُخفق شيء." in arabic
    assert "لم تختم جهة بعد نقطة تثبيت فوقها" in arabic
    assert f'href="/capture/{record}/verify"' in served.get(f"/capture/{record}")[1]
    assert served.get("/capture/00000000-0000-4000-8000-000000000000/verify.json")[0].status == 404


def test_a_flipped_byte_of_the_record_is_found_in_its_place(archive: Archive, row: dict[str, Any]) -> None:
    middle = row["offset"] + row["length"] // 2

    def flip(data: bytes) -> bytes:
        return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]

    rewrite(file_of(archive, row), flip)
    found = failing(looked_at(archive, row["record_id"]))
    assert ("record", place_of(row)) in found or ("block-digest", place_of(row)) in found


def test_a_record_that_was_written_anew_is_not_what_its_leaf_says(
    archive: Archive, row: dict[str, Any]
) -> None:
    path = file_of(archive, row)
    record = read_record(path, row["offset"])
    forged = cut_member(record, record.block[: len(record.block) // 2])
    rewrite(path, lambda data: data[: row["offset"]] + forged + data[row["offset"] + len(forged) :])
    told = looked_at(archive, row["record_id"])
    found = failing(told)
    assert ("record", place_of(row)) not in found
    assert ("row", f"captures {row['record_id']}") in found
    assert "leaf" in [what for what, _ in found]
    assert next(where for what, where in found if what == "leaf").startswith("log/leaves.jsonl, line ")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE captures SET status = 404 WHERE record_id = :id", "row"),
        ("UPDATE captures SET reading = 'no-body' WHERE record_id = :id", "row"),
        ("UPDATE captures SET payload_digest = 'sha256:' || hex(zeroblob(32)) WHERE record_id = :id", "row"),
        ("UPDATE captures SET offset = offset + 1 WHERE record_id = :id", "record"),
        ("UPDATE captures SET length = length - 1 WHERE record_id = :id", "record"),
    ],
)
def test_a_changed_row_is_found(archive: Archive, row: dict[str, Any], change: str, what: str) -> None:
    with closing(connect(archive.index)) as db:
        db.execute(change, {"id": row["record_id"]})
        db.commit()
    assert what in [one for one, _ in failing(looked_at(archive, row["record_id"]))]


def test_a_changed_leaf_is_found(archive: Archive, row: dict[str, Any]) -> None:
    digest = read_record(file_of(archive, row), row["offset"]).record_digest[7:].encode()
    rewrite(archive.log / "leaves.jsonl", lambda data: data.replace(digest, digest[::-1]))
    (found,) = failing(looked_at(archive, row["record_id"]))
    assert found == ("inclusion", "log/leaves.jsonl")


def test_a_checkpoint_with_another_signature_is_found(archive: Archive, row: dict[str, Any]) -> None:
    path = checkpoint_path(archive, checkpoint_sizes(archive)[-1])

    before = path.read_bytes()
    rewrite(path, lambda data: data[:-12] + (b"AAAA" if data[-12:-8] != b"AAAA" else b"BBBB") + data[-8:])
    assert path.read_bytes() != before
    found = failing(looked_at(archive, row["record_id"]))
    assert [what for what, _ in found] == ["signature"]
    assert found[0][1] == path.relative_to(archive.root).as_posix()


def test_a_missing_file_is_said(archive: Archive, row: dict[str, Any]) -> None:
    (file_of(archive, row)).unlink()
    told = looked_at(archive, row["record_id"])
    assert failing(told) == [("record", place_of(row))]
    states = {one["what"]: one["state"] for one in told["checks"]}
    assert states["payload-digest"] == states["leaf"] == "unchecked"
    assert states["inclusion"] == "holds"


def test_what_was_withdrawn_says_so_and_its_stub_is_checked(archive: Archive, row: dict[str, Any]) -> None:
    withdraw(archive, Asked(record_ids=(row["record_id"],)), "by order", "court")
    told = looked_at(archive, row["record_id"])
    assert failing(told) == []
    assert "was withdrawn" in told["withdrawn"]["en"]
    states = {one["what"]: one["state"] for one in told["checks"]}
    assert states["withdrawal"] == "holds"
    assert states["leaf"] == "unchecked"
    assert "payload-digest" not in states
    with reading_index(archive) as db:
        (offset,) = db.execute(
            "SELECT offset FROM captures WHERE record_id = ?", (row["record_id"],)
        ).fetchone()
    path = file_of(archive, row)
    stub = read_record(path, offset)
    forged = cut_member(stub, b"nothing was here")
    rewrite(path, lambda data: data[:offset] + forged + data[offset + len(forged) :])
    assert failing(looked_at(archive, row["record_id"])) != []


def test_an_imported_record_has_its_digests_and_no_leaf(
    archive: Archive, row: dict[str, Any], tmp_path: Path
) -> None:
    other = init_archive(tmp_path / "other")
    ingest_paths(other, [file_of(archive, row)])
    told = looked_at(other, row["record_id"])
    assert failing(told) == []
    states = {one["what"]: one["state"] for one in told["checks"]}
    assert states["record"] == states["payload-digest"] == states["row"] == "holds"
    assert states["leaf"] == states["inclusion"] == "unchecked"
    assert told["checkpoint"] is None


def test_a_stamp_holds_with_its_roots_and_is_no_more_than_a_claim_without(
    archive: Archive, row: dict[str, Any], make_authority: Any, trust: Any, tmp_path: Path
) -> None:
    authority = make_authority()
    with authority.serving():
        trust(authority)
        assert [one.state for one in attest(archive).stamps] == ["stamped"]
    told = looked_at(archive, row["record_id"])
    (stamp,) = told["stamps"]
    assert (stamp["authority"], stamp["state"]) == ("first", "holds")
    assert stamp["at"].endswith("Z")
    trust()
    told = looked_at(archive, row["record_id"])
    assert [one["state"] for one in told["stamps"]] == ["unchecked"]
    assert told["ok"]
    token = archive.root / told["checkpoint"]["stamps"][0]["token"]
    rewrite(token, lambda data: data[:-1])
    assert [what for what, _ in failing(looked_at(archive, row["record_id"]))] == ["stamp"]


def test_a_record_that_is_not_there_is_unknown(served: Served) -> None:
    with pytest.raises(UnknownArticle):
        looked_at(served.archive, "00000000-0000-4000-8000-000000000000")
