"""A statement of completeness is made again byte by byte, and every change of it shows."""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.coverage_check import check_statement, is_statement
from archive.coverage_sheet import parts_of, sheet
from archive.coverage_statement import Statement, digest_of, make_statement
from archive.errors import ArchiveError
from archive.log import Log
from archive.rows import reading_index
from crawlers.cli import main

AT = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
LEAF = b'{"kind":"exchange","id":"a"}'
URL = "https://almithal.example/2026/11/</script>/"


@pytest.fixture
def stocked(shelf: Any) -> Any:
    at = "2026-11-02T12:00:00.000000Z"
    shelf.insert("crawls", crawl_id="c", outlet="almithal", started_at=at, finished_at=at, reason="finished")
    shelf.version("bridge", "نص التقرير.", published="2026-11-01")
    for url, state, reason in ((URL, "refused", "other-host"), (f"{URL}x", "waiting", None)):
        shelf.insert(
            "ledger", outlet="almithal", url_key=url, url=url, first_seen_at=at, last_at=at, state=state,
            reason=reason, tries=0,
        )  # fmt: skip
    with Log(shelf.archive.log).writing() as appender:
        appender.append([LEAF])
    return shelf


def state(shelf: Any, *slugs: str, at: datetime = AT, **asked: Any) -> Statement:
    with reading_index(shelf.archive) as db:
        return make_statement(shelf.archive, db, slugs, now=at, **asked)


def written(path: Path, made: Statement) -> Path:
    path.write_bytes(sheet(made.document, made.note))
    return path


def test_an_outlet_that_was_never_looked_at_is_not_stated(stocked: Any) -> None:
    declared = stocked.archive.outlets_dir / "almithal.toml"
    declared.with_name("tomorrow.toml").write_text(declared.read_text("utf-8"), "utf-8")
    with pytest.raises(ArchiveError, match="nothing to state of tomorrow"):
        state(stocked, "almithal", "tomorrow")


def test_the_same_archive_gives_the_same_bytes_but_for_the_time_of_signing(stocked: Any) -> None:
    first, again = state(stocked), state(stocked)
    assert sheet(first.document, first.note) == sheet(again.document, again.note)
    later = state(stocked, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert later.document == first.document
    assert later.note != first.note


def test_it_is_tied_to_the_checkpoint_over_which_it_was_counted(stocked: Any) -> None:
    before = state(stocked).document
    assert before["checkpoint"]["size"] == 1
    with Log(stocked.archive.log).writing() as appender:
        appender.append([LEAF.replace(b'"a"', b'"b"')])
    after = state(stocked).document
    assert after["checkpoint"]["size"] == 3  # the first checkpoint has a leaf of its own
    assert digest_of(after) != digest_of(before)
    assert len(before["files"]["list"]) == before["files"]["count"] > 0


def test_days_and_outlets_that_are_asked_about_are_named(stocked: Any) -> None:
    made = state(stocked, "almithal", from_=date(2026, 11, 2), to=date(2026, 11, 4)).document
    assert made["asked"] == {"outlets": ["almithal"], "from": "2026-11-02", "to": "2026-11-04"}
    [outlet] = made["outlets"]
    assert [day["day"] for day in outlet["days"]] == ["2026-11-02"]
    assert outlet["totals"]["discovered"] == 2
    assert ("no crawl", "2026-11-03", "2026-11-04", "nobody-looked") in [
        (gap["what"], gap["first"], gap["last"], gap["reason"]) for gap in outlet["gaps"]
    ]
    with pytest.raises(ArchiveError, match="'nobody'"):
        state(stocked, "nobody")


@pytest.mark.parametrize("first", [date.min, date(500, 1, 1), date(1900, 1, 2)])
def test_days_before_all_captures_leave_none_out(stocked: Any, first: date) -> None:
    stocked.capture("https://almithal.example/feed/", "2026-11-02T12:00:01.000000Z", role="feed")
    whole = state(stocked, "almithal", to=date.max).document["outlets"]
    assert [one["requests"] for one in whole[0]["seeds"]] == [1]
    assert state(stocked, "almithal", from_=first, to=date.max).document["outlets"] == whole


def test_what_was_written_holds_and_is_known_as_a_statement(stocked: Any, tmp_path: Path) -> None:
    made = state(stocked)
    path = written(tmp_path / "s.html", made)
    assert is_statement(path)
    assert not is_statement(Path(__file__))
    report = check_statement(path, stocked.archive.log / "key.pub")
    assert (report.ok, report.failures, report.signed_at) == (True, [], "2026-11-27T07:00:00Z")
    assert report.digest == made.digest
    assert parts_of(path.read_bytes()) == (made.document, made.note)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"discovered": 2', '"discovered": 3', "signs another document"),
        ("What cannot be known", "What is known", "does not follow from its numbers"),
        ("2026-11-27T07:00:00Z\\n", "2026-11-26T07:00:00Z\\n", "not signed by"),
    ],
)
def test_a_change_of_numbers_words_or_time_is_found(
    stocked: Any, tmp_path: Path, old: str, new: str, why: str
) -> None:
    path = written(tmp_path / "s.html", state(stocked))
    old, new = (text.replace("\\n", "\n") for text in (old, new))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    report = check_statement(path)
    assert not report.ok
    assert why in report.failures[0]


def test_another_key_is_no_match_and_no_key_at_all_is_said(stocked: Any, tmp_path: Path) -> None:
    from archive.keys import make_keys

    path = written(tmp_path / "s.html", state(stocked))
    make_keys(tmp_path / "other")
    report = check_statement(path, tmp_path / "other" / "key.pub")
    assert report.failures == ["it was signed with another key than the one given"]
    (stocked.archive.log / "key.pem").unlink()
    unsigned = state(stocked)
    assert unsigned.note is None
    report = check_statement(written(path, unsigned))
    assert report.ok
    assert "not signed" in report.unchecked[0]
    assert not check_statement(path, stocked.archive.log / "key.pub").ok


def test_nothing_of_the_operator_and_no_markup_of_others_is_in_it(stocked: Any) -> None:
    settings = stocked.archive.root / "warraq.toml"
    told = settings.read_text("utf-8").replace('# name = "…"', 'name = "Zaynab Q"')
    settings.write_text(told.replace('# contact = "…"', 'contact = "zq@example.org"'), "utf-8")
    assert stocked.archive.settings.operator.name == "Zaynab Q"
    stocked.insert("warcs", name="/home/zq/import.warc.gz", origin="import", sha256="ab", bytes=1, records=1)
    made = state(stocked)
    text = sheet(made.document, made.note).decode()
    assert "Zaynab" not in text
    assert "zq@example.org" not in text
    assert str(stocked.archive.root) not in text
    assert "/home/zq" not in text
    assert os.uname().nodename not in text
    assert text.count("<script") == 2  # numbers and note, neither of which runs
    assert 'type="application/json"' in text
    assert "الأيام" in text
    assert "Days" in text


def test_the_command_writes_it_and_verify_checks_it(stocked: Any, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "s.html"
    root = str(stocked.archive.root)
    assert main(["-C", root, "coverage", "almithal", "--statement", str(path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document == parts_of(path.read_bytes())[0]
    assert main(["-C", root, "verify", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["ok"], report["own_key"], report["digest"]) == (True, True, digest_of(document))
    path.write_bytes(path.read_bytes().replace(b'"waiting": 1', b'"waiting": 0'))
    assert main(["-C", root, "verify", str(path)]) == 4
    assert "signs another document" in capsys.readouterr().out
    assert main(["-C", root, "coverage", "--statement", str(path), "--csv"]) == 2
