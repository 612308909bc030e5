"""Long work shows how far it has come on a terminal, and there alone; stdout holds its answer only."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from archive.backup import back_up
from archive.place import Archive
from archive.progress import LRM, PDI, RLI, Counted, FilesDone
from tests.terminal import on_a_terminal

PAGES = 6


@pytest.fixture
def filled(fill: Callable[[int], Archive]) -> Archive:
    return fill(PAGES)


def shown(archive: Archive, *arguments: str | Path, language: str = "en") -> tuple[str, str]:
    """What a command writes to stdout, a pipe, and to a terminal as its stderr, without colours and moves."""
    environment = {**os.environ, "WARRAQ_LANG": language, "TERM": "xterm-256color", "COLUMNS": "100"}
    code, out, told = on_a_terminal(archive.root, *arguments, environment=environment)
    assert code == 0, told
    return out, told


def foreign(tmp_path: Path, make_archive, make_wire, page, write_warc, warc_name) -> Path:
    wire, other = make_wire(prefix=2), make_archive(tmp_path / "other")
    return write_warc(other, warc_name(1), [wire.warcinfo(), wire.exchange("/2026/f/", page("خبر", 9))])


COMMANDS: tuple[tuple[Sequence[str], str], ...] = (
    (("rebuild", "--json"), "reading the WARC files"),
    (("verify", "--json"), "comparing the index with them"),
    (("export", "jsonl", "-"), f"exporting.*{PAGES}/{PAGES}"),
    (("checkpoint", "--json"), "signing, and asking for time stamps"),
)


def test_a_terminal_is_shown_what_is_done_and_stdout_is_the_answer_alone(filled: Archive) -> None:
    for arguments, wanted in COMMANDS:
        out, told = shown(filled, *arguments)
        assert re.search(wanted, told, re.DOTALL), told
        assert "━" in told  # a bar
        assert "\x1b" not in out
        if "--json" in arguments:
            json.loads(out)
        else:
            assert len(out.splitlines()) == PAGES


def test_ingest_and_restore_show_their_parts(
    filled: Archive, tmp_path: Path, make_archive, make_wire, page, write_warc, warc_name
) -> None:
    file = foreign(tmp_path, make_archive, make_wire, page, write_warc, warc_name)
    out, told = shown(make_archive(tmp_path / "mine"), "ingest", file, "--json")
    size = file.stat().st_size
    assert json.loads(out)["exchanges"] == 1
    assert re.search(f"reading the files.*{size}/{size}", told, re.DOTALL), told
    back_up(filled, tmp_path / "copy", with_index=False)
    out, told = shown(filled, "restore", tmp_path / "copy", tmp_path / "again", "--json")
    assert json.loads(out)["ok"]
    parts = ("copying the archive", "reading the copy", "reading the WARC files", "comparing the index")
    places = [told.index(part) for part in parts]
    assert places == sorted(places)


def test_without_a_terminal_nothing_is_shown(filled: Archive) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "crawlers.cli", "-C", str(filled.root), "export", "jsonl", "-"],
        env={**os.environ, "WARRAQ_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == f"{PAGES} rows exported.\n"


def test_in_arabic_bar_and_digits_keep_their_places(filled: Archive) -> None:
    _, told = shown(filled, "export", "cdxj", "-", language="ar")
    lines = [line for line in re.split(r"[\r\n]+", told) if "━" in line]
    assert lines
    assert all(line.lstrip().startswith(f"{LRM}{RLI}التصدير{PDI} ") for line in lines)
    assert re.search(f"━ {PAGES}/{PAGES}", lines[-1])


def test_what_is_done_only_grows_and_ends_at_all_of_it() -> None:
    told: list[tuple[int, int]] = []
    done = FilesDone(30, lambda now, total: told.append((now, total)))
    for name, position in (("a", 4), ("a", 4), ("b#one", 9), ("b#two", 3), ("b", 20), ("a", 10), ("a", 99)):
        done.reach(name, position)
    assert told == [(4, 30), (13, 30), (24, 30), (30, 30), (30, 30)]
    told.clear()
    assert list(Counted("abc", lambda now, total: told.append((now, total)))) == ["a", "b", "c"]
    assert told == [(1, 3), (2, 3), (3, 3)]
