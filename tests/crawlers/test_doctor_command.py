"""`warraq outlet doctor` live and from WARCs, its patch in the file, saved pages, `warraq outlet check`."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.warc import Record, walk
from newsroom import Newsroom

COMMENT = "# كتبه شخص بيده\n"


@dataclass(frozen=True)
class Visited:
    """An archive with one broken outlet of the newsroom, and how the doctor's runs on it ended, in turn."""

    desk: Any
    room: Newsroom
    slug: str
    before: str
    live: Any
    offline: Any
    applied: Any
    after: Any

    @property
    def path(self) -> Path:
        return self.desk.archive.outlets_dir / f"{self.slug}.toml"


@pytest.fixture(scope="module")
def visited(new_desk: Callable[..., Any]) -> Iterator[Visited]:
    slug, desk = "barid", new_desk()
    desk.set(politeness={"delay": 0.0})
    with Newsroom(outlets=(slug,), faulty=False) as room:
        before = COMMENT + room.declaration(slug)
        path = desk.archive.outlets_dir / f"{slug}.toml"
        path.write_text(before, encoding="utf-8")
        room.break_outlet(slug, "redesign")
        live = desk.warraq("outlet", "doctor", slug, "--json")
        offline = desk.warraq("outlet", "doctor", slug, "--offline", "--json")
        applied = desk.warraq("outlet", "doctor", slug, "--offline", "--apply")
        after = desk.warraq("outlet", "doctor", slug, "--json", "--save")
        yield Visited(desk, room, slug, before, live, offline, applied, after)


def test_a_fault_is_an_alarm_and_stands_in_the_document(visited: Visited) -> None:
    assert visited.live.code == 6, visited.live.err
    document = json.loads(visited.live.out)
    assert document["healthy"] is False
    finding = document["findings"][0]
    assert (finding["code"], finding["severity"], finding["mendable"]) == ("redesign", "fault", True)
    assert {"what", "cause", "remedy", "example", "bad", "count"} <= finding.keys()
    body = document["scores"]["body"]
    assert (body["value"], body["after"], body["of"]) == (0.0, 1.0, 10)
    assert document["patch"]["remaining"] == []
    assert document["patch"]["diff"].startswith("--- outlets/barid.toml (now)\n")
    assert len(document["sampled"]) == 10


def test_everything_that_was_looked_at_is_captured(visited: Visited) -> None:
    captured = {record.target_uri for record in visited.desk.records() if record.type == "response"}
    home = visited.room.outlets["barid"].homepage
    looked_at = {home, f"{home}robots.txt", f"{home}rss.xml", f"{home}sitemap.xml"}
    assert looked_at | set(visited.room.outlets["barid"].article_urls) <= captured


def test_from_warcs_the_same_is_found(visited: Visited) -> None:
    live, offline = json.loads(visited.live.out), json.loads(visited.offline.out)
    assert visited.offline.code == 6, visited.offline.err
    assert [one["code"] for one in offline["findings"]] == [one["code"] for one in live["findings"]]
    assert offline["patch"]["declaration"] == live["patch"]["declaration"]


def test_the_patch_is_shown_and_written_with_what_a_person_wrote(visited: Visited) -> None:
    assert visited.applied.code == 6, visited.applied.err
    assert "[redesign]" in visited.applied.out
    assert "+[[layout]]" in visited.applied.out
    assert f"{visited.path} was changed." in visited.applied.err
    text = visited.path.read_text("utf-8")
    assert text.startswith(visited.before + "\n[[layout]]\nsince = ")
    assert sorted(path.name for path in visited.path.parent.iterdir()) == ["barid.pages", "barid.toml"]


def test_the_patched_outlet_is_healthy(visited: Visited) -> None:
    assert visited.after.code == 0, visited.after.out
    assert json.loads(visited.after.out)["findings"] == []


def test_a_saved_page_is_the_record_byte_for_byte(visited: Visited) -> None:
    draft = Path(json.loads(visited.after.out)["saved"])
    saved = draft.with_name(f"{draft.stem}.warc.gz")
    (record,) = walk(saved)
    assert isinstance(record, Record)
    assert any(saved.read_bytes() in path.read_bytes() for path in visited.desk.warcs())
    assert record.target_uri in visited.room.outlets["barid"].article_urls


def test_without_a_report_that_was_read_none_is_saved(new_desk: Callable[..., Any]) -> None:
    desk = new_desk()
    desk.set(politeness={"delay": 0.0})
    with Newsroom(outlets=("waha",), faulty=False) as room:
        path = desk.archive.outlets_dir / "waha.toml"
        path.write_text(room.declaration("waha"), encoding="utf-8")
        room.break_outlet("waha", "robots")
        found = desk.warraq("outlet", "doctor", "waha", "--save")
        assert found.code == 1
        assert "no report was read that could be saved" in found.err
        forbidden = desk.warraq("outlet", "doctor", "waha", "--json")
    assert forbidden.code == 6
    finding = json.loads(forbidden.out)["findings"][0]
    assert (finding["code"], finding["detail"]) == ("robots-forbid", "Disallow: /")


def sign(path: Path, **values: str) -> None:
    """Signs a draft as a person would, after changing some of its fields."""
    text = path.read_text("utf-8").replace('signed_by = ""', 'signed_by = "م. ح."')
    text = text.replace('signed_on = ""', 'signed_on = "2026-11-26"')
    for field, value in values.items():
        text = re.sub(f"(?m)^{field} = .*$", f'{field} = "{value}"', text)
    path.write_text(text, encoding="utf-8")


def test_drafts_and_signed_pages_are_checked_and_only_the_signed_fail(visited: Visited) -> None:
    draft = Path(json.loads(visited.after.out)["saved"])
    whole = draft.read_text("utf-8")
    run = visited.desk.warraq("outlet", "check", "--json")
    assert (run.code, json.loads(run.out)) == (0, {"pages": 1, "signed": 0, "differences": []})
    draft.write_text(re.sub("(?m)^title = .*$", 'title = "عنوان آخر"', whole), encoding="utf-8")
    unsigned = visited.desk.warraq("outlet", "check", "barid")
    assert unsigned.code == 0
    assert "(a draft): title: expected «عنوان آخر»" in unsigned.out
    sign(draft)
    signed = visited.desk.warraq("outlet", "check", "barid", "--json")
    assert signed.code == 4
    (difference,) = json.loads(signed.out)["differences"]
    assert (difference["field"], difference["signed"]) == ("title", True)
    draft.write_text(whole, encoding="utf-8")
    sign(draft)
    assert visited.desk.warraq("outlet", "check").code == 0


def test_a_field_that_no_page_has_is_an_error_that_names_those_it_has(visited: Visited) -> None:
    draft = Path(json.loads(visited.after.out)["saved"])
    whole = draft.read_text("utf-8")
    draft.write_text(whole + 'headline = "x"\n', encoding="utf-8")
    run = visited.desk.warraq("outlet", "check")
    draft.write_text(whole, encoding="utf-8")
    assert run.code == 1
    assert "unknown fields headline; known are refused, title" in run.err


def test_nothing_answers_nothing_is_known(desk: Any) -> None:
    desk.declare("nowhere", homepage="http://127.0.0.1:9/", domains=["127.0.0.1:9"])
    run = desk.warraq("outlet", "doctor", "nowhere", "--json")
    assert run.code == 1, run.out
    assert json.loads(run.out)["findings"][0]["code"] == "unreachable"
    offline = desk.warraq("outlet", "doctor", "nowhere", "--offline")
    assert offline.code == 1
    assert "no captured response" in offline.err


def test_a_page_that_is_named_is_captured_and_saved(new_desk: Callable[..., Any]) -> None:
    desk = new_desk()
    with Newsroom(outlets=("waha",), faulty=False) as room:
        desk.set(politeness={"delay": 0.0})
        (desk.archive.outlets_dir / "waha.toml").write_text(room.declaration("waha"), encoding="utf-8")
        site = room.outlets["waha"]
        oldest = min(site.gold, key=lambda url: site.gold[url].published)
        kept = desk.warraq("outlet", "doctor", "waha", "--articles", "1", "--json", "--save", oldest)
        draft = Path(json.loads(kept.out)["saved"])
        assert f'url = "{oldest}"' in draft.read_text("utf-8")
        nowhere = f"{site.homepage}nowhere"
        room.spoil(nowhere, "reset")
        missed = desk.warraq("outlet", "doctor", "waha", "--articles", "1", "--save", nowhere)
        assert missed.code == 1
        assert "cannot be saved" in missed.err


def test_a_day_still_to_come_is_named_and_refuses_nothing(visited: Visited) -> None:
    text = visited.path.read_text(encoding="utf-8")
    visited.path.write_text(f"checked_on = 2099-01-01\n{text}", encoding="utf-8")
    try:
        again = visited.desk.warraq("outlet", "doctor", visited.slug, "--offline", "--json")
    finally:
        visited.path.write_text(text, encoding="utf-8")
    assert json.loads(again.out)["findings"] is not None
    assert "2099-01-01, which is still to come" in again.err
