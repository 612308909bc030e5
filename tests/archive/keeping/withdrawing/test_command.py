"""`warraq withdraw` on the command line: what it asks for, prints and ends with."""

import json
from typing import Any

import pytest

from archive.errors import ArchiveError
from archive.own_records import OwnRecord, keep_records
from archive.place import Archive
from archive.withdrawal_redo import Redo, require_finished, write_redo
from archive.withdrawal_stubs import CODES
from archive.withdrawals import CODES as IN_WORDS
from crawlers.cli import main


@pytest.fixture
def warraq(full: Archive, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command on the archive: exit code, stdout, stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["-C", str(full.root), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def left_over(archive: Archive) -> None:
    """What a run that was killed before its leaf leaves behind."""
    write_redo(archive, Redo(number=1, places=(), urls=(), titles=(), keys=(), articles=(), cut=()))


def test_a_withdrawal_prints_what_went_and_signs_the_log(full: Archive, warraq: Any, id_of: Any) -> None:
    first = id_of(full)
    code, out, err = warraq("withdraw", first, "--reason", "order 4", "--code", "court")
    assert (code, f"withdrawn: {first} response" in out) == (0, True)
    assert "stays: " in out
    assert "leaves signed" in err
    assert "not reached" in err
    code, out, _ = warraq("verify")
    assert (code, f"withdrawn: {first} · " in out, out.endswith("ok\n")) == (0, True, True)
    code, out, err = warraq("show", first)
    assert (code, out) == (1, "")
    assert "was withdrawn" in err


def test_a_dry_run_is_one_json_document(full: Archive, warraq: Any, id_of: Any) -> None:
    code, out, _ = warraq("withdraw", id_of(full), "--dry-run", "--json")
    document = json.loads(out)
    assert (code, document["dry_run"], document["number"]) == (0, True, None)
    assert {"record_id", "kind", "captured_at", "url", "why"} == set(document["withdrawn"][0])
    assert [one["why"] for one in document["kept"]] == ["names-it"]


def test_a_reason_must_be_given(full: Archive, warraq: Any, id_of: Any) -> None:
    code, _, err = warraq("withdraw", id_of(full))
    assert (code, "--reason" in err) == (2, True)


def test_without_a_record_there_must_be_something_to_finish(full: Archive, warraq: Any) -> None:
    assert warraq("withdraw")[0] == 2
    left_over(full)
    assert warraq("withdraw", "--json")[:2] == (0, '{\n  "finished": 0\n}\n')
    assert warraq("withdraw")[0] == 2


def test_an_unknown_record_ends_with_1(warraq: Any) -> None:
    code, _, err = warraq("withdraw", "00000000-0000-0000-0000-00000000ffff", "--reason", "x")
    assert (code, "no capture of this archive" in err) == (1, True)


def test_nothing_is_appended_while_a_withdrawal_is_unfinished(full: Archive, url: str, id_of: Any) -> None:
    left_over(full)
    with pytest.raises(ArchiveError, match="finish it with `warraq withdraw`"):
        require_finished(full)
    record = OwnRecord(
        type="conversion", role="text", url=url, content_type="text/plain", block=b"x", refers_to=id_of(full)
    )
    with pytest.raises(ArchiveError, match="finish it with"):
        keep_records(full, "almithal", [record])


def test_every_code_has_its_words() -> None:
    assert set(CODES) == set(IN_WORDS)
