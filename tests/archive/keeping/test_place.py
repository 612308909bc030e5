"""Where an archive is, what its operator decided, and who holds its locks."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from archive.citation_links import Origin, origin_in
from archive.errors import NoArchive, SettingsError
from archive.keys import load_private, load_public, make_keys
from archive.place import AlreadyRunning, Archive, ArchiveError, find_archive, init_archive, locked
from archive.settings import parse_settings
from extractors.outlets import OutletError

ID = '[archive]\nid = "0123abcd"\n'


def test_an_archive_is_found_from_a_folder_deep_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARRAQ_ARCHIVE", raising=False)
    made = init_archive(tmp_path / "a")
    deep = made.warcs / "x" / "2026"
    deep.mkdir(parents=True)
    assert find_archive(deep) == made


def test_a_named_archive_wins_over_the_environment_and_that_over_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there, named = (init_archive(tmp_path / name) for name in ("here", "there", "named"))
    monkeypatch.setenv("WARRAQ_ARCHIVE", str(there.root))
    assert find_archive(here.root, named.root) == named
    assert find_archive(here.root) == there


def test_without_an_archive_the_message_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARRAQ_ARCHIVE", raising=False)
    with pytest.raises(NoArchive, match="warraq init"):
        find_archive(tmp_path)
    with pytest.raises(NoArchive, match="is no archive"):
        find_archive(explicit=tmp_path)


def test_init_writes_what_the_operator_gave_and_reads_it_back(tmp_path: Path) -> None:
    made = init_archive(tmp_path / "a", contact='x"y@example.org', operator="باحث")
    assert made.settings.operator.contact == 'x"y@example.org'
    assert made.settings.operator.name == "باحث"
    assert (made.root / "scrapy.cfg").read_text() == "[settings]\ndefault = crawlers.settings\n"


def test_two_archives_have_different_ids(tmp_path: Path) -> None:
    ids = {init_archive(tmp_path / name).settings.archive.id for name in "ab"}
    assert len(ids) == 2


def test_init_refuses_an_archive_that_is_there_and_leaves_it_alone(tmp_path: Path) -> None:
    made = init_archive(tmp_path / "a")
    before = (made.root / "warraq.toml").read_bytes()
    with pytest.raises(ArchiveError, match="already"):
        init_archive(made.root)
    assert (made.root / "warraq.toml").read_bytes() == before


def test_init_keeps_keys_that_an_interrupted_init_made(tmp_path: Path) -> None:
    make_keys(tmp_path / "a" / "log")
    key = (tmp_path / "a" / "log" / "key.pem").read_bytes()
    init_archive(tmp_path / "a")
    assert (tmp_path / "a" / "log" / "key.pem").read_bytes() == key


def test_init_refuses_a_contact_of_two_lines_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="one line"):
        init_archive(tmp_path / "a", contact="a@example.org\nX-Injected: 1")
    assert not (tmp_path / "a").exists()


def test_init_in_the_place_of_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="no archive can be made"):
        init_archive(tmp_path / "file")


def test_the_private_key_is_readable_by_its_owner_alone_and_fits_the_public_one(archive: Archive) -> None:
    assert stat.S_IMODE((archive.log / "key.pem").stat().st_mode) == 0o600
    signature = load_private(archive.log).sign(b"checkpoint")
    load_public(archive.log).verify(signature, b"checkpoint")


def test_a_damaged_key_is_named(archive: Archive) -> None:
    (archive.log / "key.pub").write_text("no key")
    with pytest.raises(ArchiveError, match=r"key\.pub"):
        load_public(archive.log)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "lacks id"),
        ("[archive]\nid = 'xyz'", "eight hexadecimal"),
        (ID + "[politeness]\ndelya = 2", "unknown key delya"),
        (ID + "[speed]\n", r"unknown section \[speed\]"),
        (ID + "[limits]\ntimeout = '60'", "timeout in .* must be a number"),
        (ID + "[limits]\nmax_bytes = 1.5", "must be a whole number"),
        (ID + "[limits]\nmax_bytes = true", "must be a whole number"),
        (ID + "[limits]\nmax_bytes = 0", "above 0"),
        (ID + "[politeness]\ndelay = -1", "at least 0"),
        (ID + "[politeness]\ndelay = inf", "must be a number"),
        (ID + '[operator]\ncontact = "a\\nb"', "on one line"),
        (ID + "operator = 1", "unknown key operator"),
        ("operator = 1\n" + ID, "must be a table"),
        ("[archive", "not TOML"),
    ],
)
def test_settings_that_are_not_understood_name_file_and_key(text: str, wanted: str) -> None:
    with pytest.raises(SettingsError, match=wanted) as caught:
        parse_settings(text, "warraq.toml")
    assert "warraq.toml" in str(caught.value)


def test_settings_have_the_documented_defaults() -> None:
    settings = parse_settings(ID, "warraq.toml")
    assert (settings.politeness.delay, settings.politeness.concurrency) == (1.0, 2)
    assert settings.limits.max_bytes == 16 << 20
    assert parse_settings(ID + "[politeness]\ndelay = 0", "x").politeness.delay == 0


def test_outlets_are_listed_by_slug_and_an_unknown_one_is_named(archive: Archive) -> None:
    assert [outlet.slug for outlet in archive.outlets()] == ["almithal"]
    assert archive.outlet("almithal").name_en == "Al-Mithal"
    with pytest.raises(ArchiveError, match=r"'nobody'.*almithal"):
        archive.outlet("nobody")
    with pytest.raises(ArchiveError, match=r"'\.\./almithal'"):
        archive.outlet("../almithal")


def test_a_declaration_with_a_bad_name_or_bad_content_is_an_error(archive: Archive) -> None:
    (archive.outlets_dir / "Bad Name.toml").write_text("")
    with pytest.raises(ArchiveError, match="no slug"):
        archive.outlets()
    (archive.outlets_dir / "Bad Name.toml").rename(archive.outlets_dir / "bad.toml")
    with pytest.raises(OutletError, match=r"bad\.toml"):
        archive.outlets()


def test_a_lock_held_by_another_process_is_refused_with_exit_code_5(tmp_path: Path) -> None:
    lock = tmp_path / "state" / "x.lock"
    code = (
        "import sys; from pathlib import Path; from archive.place import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(AlreadyRunning, match="the crawl of x") as caught,
            locked(lock, what="the crawl of x"),
        ):
            pass
        assert caught.value.exit_code == 5
        other.kill()  # however the holder dies, the lock is free
    with locked(lock):
        assert os.path.exists(lock)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('archive = "ورّاق"', "archive = "),
        ('archive = "a:b"', "archive = "),
        ('memento = "archive.example"', "https://"),
        ('memento = "https://archive.example/a b"', "https://"),
        ("memento = 7", "a text"),
        ('style = "ar"', "archive, memento"),
    ],
)
def test_what_a_citation_cannot_name_is_refused(line: str, wanted: str) -> None:
    with pytest.raises(SettingsError, match=r"in \[cite\]") as raised:
        parse_settings(f"{ID}[cite]\n{line}\n", "warraq.toml")
    assert wanted in str(raised.value)


def test_an_archive_is_cited_by_its_name_or_by_that_in_its_warcs() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "citing.md").read_text("utf-8")
    (block,) = [one for one in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "[cite]" in one]
    told = origin_in(parse_settings(ID + block, "docs"))
    assert told == Origin(archive_id="archive.example", memento="https://archive.example/memento/")
    assert origin_in(parse_settings(ID, "x")) == Origin(archive_id="warraq-0123abcd")
