"""A fault in one outlet's file stops that outlet alone; one in warraq.toml stops all, and is told."""

import errno
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import declared as declarations
from archive.alarms import is_time, tell_alarms, tell_of_settings
from archive.declared import FILE, SETTLED, declared, remember
from archive.errors import SettingsError
from archive.ingest import Ingest
from archive.metrics_text import metrics_text
from archive.place import Archive, init_archive
from archive.rebuild import rebuild
from archive.settings import alarms_alone
from archive.status import status, status_document
from crawlers.crawl import OutletCrawl, exit_code_of, followed
from crawlers.spiderloader import SpiderCodeError, spider_class
from extractors.outlets import OutletError

LONG_AGO = 1_700_000_000.0
GOOD = """\
name = "الورقة"
country = "SY"
timezone = "Asia/Damascus"
homepage = "https://paper.example/"
domains = ["paper.example"]
"""
KEEP = "import sys; open('told', 'a').write(sys.stdin.read() + '\\n')"


def settled(path: Path, text: str | bytes) -> Path:
    """A file as it was written long ago: whether a test is slow does not count."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def hears(archive: Archive) -> Callable[[], list[tuple[list[str], list[str]]]]:
    """Have alarms told to a program; the codes that began and ended in each document it was given."""
    (archive.root / "keep.py").write_text(KEEP)
    with (archive.root / "warraq.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[alarms]\ncommand = '\"{sys.executable}\" keep.py'\n")

    def told() -> list[tuple[list[str], list[str]]]:
        path = archive.root / "told"
        lines = path.read_text().splitlines() if path.exists() else []
        documents = map(json.loads, lines)
        return [([one["code"] for one in d["begun"]], [one["code"] for one in d["over"]]) for d in documents]

    return told


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with a good outlet and an index."""
    found = init_archive(tmp_path / "archive")
    settled(found.outlets_dir / "paper.toml", GOOD)
    with Ingest(found):
        pass
    return found


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("other.toml", b'name = "x\n', "outlets/other.toml: line 1: name: "),
        ("other.toml", GOOD[:-30].encode(), "outlets/other.toml: "),
        ("other.toml", GOOD.encode("windows-1256"), "windows-1256"),
        ("other.toml", GOOD.encode() + b"feedz = []\n", "outlets/other.toml: feedz: unknown key"),
        ("other.toml", b"", "outlets/other.toml: name: missing"),
        ("Other Paper.toml", GOOD.encode(), "is no slug"),
        ("other.toml", None, "found a folder"),
        ("other.toml", "nowhere", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_the_others(
    archive: Archive, name: str, data: bytes | str | None, said: str
) -> None:
    path = archive.outlets_dir / name
    if data is None:
        path.mkdir()
    elif isinstance(data, str):
        path.symlink_to(data)
    else:
        settled(path, data)
    found = declared(archive)
    assert [outlet.slug for outlet in found.outlets] == ["paper"]
    (left_out,) = found.left_out
    assert left_out.slug == path.stem
    assert said in left_out.problem
    with pytest.raises(OutletError):
        found.require_all()


def test_a_file_that_may_not_be_read_leaves_the_others(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = settled(archive.outlets_dir / "other.toml", GOOD)
    read = Path.read_bytes

    def read_bytes(path: Path) -> bytes:  # rights alone would not keep root from it
        if path == refused:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    found = declared(archive)
    assert [outlet.slug for outlet in found.outlets] == ["paper"]
    assert "cannot be read: Permission denied" in found.left_out[0].problem


def test_what_editors_hide_beside_a_file_is_none_of_an_outlet(archive: Archive) -> None:
    (archive.outlets_dir / ".#paper.toml").symlink_to("somebody@desk.4711")
    (archive.outlets_dir / ".paper.toml").write_text("half")
    assert [one.slug for one in archive.outlets()] == ["paper"]
    assert declared(archive).left_out == ()


def test_what_is_half_written_is_left_out_and_told_once_it_has_stood(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = hears(archive)
    path = settled(archive.outlets_dir / "other.toml", 'name = "x')
    now = datetime.now(UTC)
    monkeypatch.setattr(declarations.time, "time", lambda: LONG_AGO + SETTLED / 2)
    tell_alarms(archive, status(archive, now))
    assert told() == []
    assert "declaration" in {alarm.code for _, alarm in status(archive, now).named}
    assert not is_time(archive, now)
    monkeypatch.setattr(declarations.time, "time", lambda: LONG_AGO + SETTLED)
    for _ in range(2):
        assert is_time(archive, now) == (not told())
        tell_alarms(archive, status(archive, now))
    assert told() == [(["declaration"], [])]
    settled(path, GOOD.replace("paper", "other"))
    assert is_time(archive, now)
    tell_alarms(archive, status(archive, now))
    assert told() == [(["declaration"], []), ([], ["declaration"])]
    assert not is_time(archive, now)


def test_a_file_that_is_gone_is_missed_for_a_week(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    remember(archive, declared(archive), now)
    settled(archive.outlets_dir / "other.toml", GOOD.replace("paper", "other"))
    (archive.outlets_dir / "paper.toml").unlink()
    os.utime(archive.outlets_dir, (LONG_AGO, LONG_AGO))
    found = declared(archive)
    assert [(one.slug, one.code, one.fresh) for one in found.left_out] == [
        ("paper", "declaration-gone", False)
    ]
    assert "paper" not in {outlet.slug for outlet in found.known}
    (alarm,) = [alarm for slug, alarm in status(archive, now).named if slug == "paper"]
    assert alarm.what.in_english() == (
        "not crawled since it was declared, because its file outlets/paper.toml is gone"
    )
    remember(archive, found, now - timedelta(days=8))
    assert declared(archive).left_out == ()
    remember(archive, declared(archive), now)
    assert set(json.loads((archive.state / FILE).read_text())) == {"other"}


def test_an_exit_code_tells_whether_others_went_on(archive: Archive) -> None:
    well = OutletCrawl(slug="paper", exit_code=0)
    assert exit_code_of([well], declared(archive)) == 0
    remember(archive, declared(archive), datetime.now(UTC))
    other = settled(archive.outlets_dir / "other.toml", "name = ")
    assert exit_code_of([well], declared(archive)) == 3
    (archive.outlets_dir / "paper.toml").unlink()
    assert exit_code_of([], declared(archive)) == 1
    other.unlink()
    assert [one.code for one in followed(archive).left_out] == ["declaration-gone"]
    assert exit_code_of([], declared(archive)) == 1


def test_what_is_known_of_an_outlet_stays_while_its_file_cannot_be_used(archive: Archive) -> None:
    remember(archive, declared(archive), datetime.now(UTC))
    path = settled(archive.outlets_dir / "paper.toml", "name = ")

    def names() -> list[str]:
        with Ingest(archive) as ingest:
            return [row[0] for row in ingest.index.db.execute("SELECT name FROM outlets")]

    assert [outlet.name for outlet in declared(archive).known] == ["الورقة"]
    assert declared(archive).texts["paper"] == GOOD
    assert names() == ["الورقة"]
    (archive.state / FILE).write_text("torn")
    assert declared(archive).unknown == {"paper"}
    assert names() == ["الورقة"]
    assert status(archive, datetime.now(UTC)).outlets[0].alarms[0].code == "declaration"
    with pytest.raises(OutletError):
        rebuild(archive)
    settled(path, GOOD)
    rebuild(archive)
    assert names() == ["الورقة"]


def test_code_that_fails_as_it_is_imported_is_named(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "failing_spider.py").write_text("raise RuntimeError('no such thing')\n")
    monkeypatch.syspath_prepend(tmp_path)
    settled(archive.outlets_dir / "paper.toml", GOOD + 'spider = "failing_spider:Spider"\n')
    with pytest.raises(SpiderCodeError, match="cannot be loaded: no such thing"):
        spider_class(archive, archive.outlet("paper"))


def test_a_round_goes_on_with_the_others_and_tells(desk: Any, site: Any) -> None:
    told = hears(desk.archive)
    site.sitemap("/sitemap.xml", [site.put("/report/1", "<html></html>")])
    place = {"homepage": site.url(), "domains": [site.host], "sitemaps": [site.url("/sitemap.xml")]}
    desk.declare("paper", **place)
    desk.declare("scripted", **place, spider="no_such_module:Spider")
    desk.declare("wrong", **place)
    wrong = desk.archive.outlets_dir / "wrong.toml"
    right = wrong.read_text("utf-8")
    settled(wrong, right + 'cadense = "1h"\n')
    run = desk.warraq("crawl", "--due", "--json")
    assert run.code == 3
    assert "wrong: left out: outlets/wrong.toml: cadense: unknown key" in run.err
    assert [one["slug"] for one in run.document["left_out"]] == ["wrong"]
    assert {one["slug"]: one["exit_code"] for one in run.document["outlets"]} == {"paper": 0, "scripted": 1}
    assert len(desk.rows("SELECT * FROM articles")) + len(desk.rows("SELECT * FROM problems")) > 0
    assert told() == [(["not-begun", "declaration"], [])]
    found = status(desk.archive, datetime.now(UTC))
    document = {one["slug"]: one for one in status_document(found)["outlets"]}
    (alarm,) = document["wrong"]["alarms"]
    reason = "its declaration cannot be used: outlets/wrong.toml: cadense: unknown key"
    assert alarm["what"].startswith(f"not crawled since it was declared, because {reason}")
    assert "مفتاح غير معروف" in alarm["arabic"]["what"]
    assert 'warraq_alarm{outlet="wrong",code="declaration"} 1.0' in metrics_text(found)
    settled(wrong, right)
    desk.declare("scripted", **place)
    again = desk.warraq("crawl", "scripted")
    assert again.code == 0, again.err
    tell_alarms(desk.archive, status(desk.archive, datetime.now(UTC)))
    assert told()[1:] == [([], ["not-begun", "declaration"])]


def test_settings_that_cannot_be_used_stop_a_round_and_are_told_once(desk: Any, site: Any) -> None:
    told = hears(desk.archive)
    desk.declare("paper", homepage=site.url(), domains=[site.host])
    path = desk.archive.root / "warraq.toml"
    right = path.read_text("utf-8")
    settled(path, right + "\n[politeness]\ndelay = 1.0.0\n")
    run = desk.warraq("crawl", "--due")
    assert run.code == 1
    assert f"warraq: {path} is not TOML" in run.err
    tell_of_settings(desk.archive, "it is still wrong", datetime.now(UTC))
    assert told() == [(["settings"], [])]
    assert site.paths() == []
    settled(path, right)
    assert is_time(desk.archive, datetime.now(UTC))
    with Ingest(desk.archive):
        pass
    tell_alarms(desk.archive, status(desk.archive, datetime.now(UTC)))
    assert told() == [(["settings"], []), ([], ["settings"])]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ('[limits]\ntimeout = "no"\n[alarms]\ncommand = "tell"\n[log]\npublish = 3\n', "tell"),
        ('[alarms]\ncommand = "tell"\n[limits\n', "tell"),
        ('[alarms]\ncommand = "tell"\nwebook = "https://x.example"\n', None),
        ('[alarms]\ncommand = "tell\n', None),
        ("[limits\n", None),
    ],
)
def test_alarms_are_read_of_settings_with_a_mistake_elsewhere(
    archive: Archive, text: str, command: str | None
) -> None:
    path = archive.root / "warraq.toml"
    path.write_text('[archive]\nid = "0123abcd"\n' + text)
    with pytest.raises(SettingsError):
        _ = archive.settings
    assert alarms_alone(path).command == command
