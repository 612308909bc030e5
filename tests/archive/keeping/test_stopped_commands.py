"""Commands that work on an archive, stopped at work: one line, nothing half-written, and they can run again.

Where they are stopped is counted in files that they open below a folder, or named as a function, not timed.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.backup import back_up
from archive.place import Archive
from archive.verify import verify
from crawlers.cli import main
from crawlers.stopped import NOTHING_LOST, STOPPED

PAGES = 4
NOTHING_CHANGED = STOPPED["verify"]
# Ctrl-C comes when the command opens the file of this number below the folder, or calls FILE:FUNCTION.
STOPPED_AT = """
import os, signal, sys
from crawlers.cli import main

at, below = sys.argv.pop(1), sys.argv.pop(1)
number = int(at) if at.isdecimal() else 0
def stop(event, arguments):
    global number
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(below):
        number -= 1
        if number == 0:
            os.kill(os.getpid(), signal.SIGINT)
def look(frame, event, argument):
    code = frame.f_code
    if event == "call" and code.co_name == function and code.co_filename.endswith(file):
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
if number:
    sys.addaudithook(stop)
else:
    file, _, function = at.partition(":")
    sys.setprofile(look)
sys.exit(main())
"""


@pytest.fixture
def filled(fill: Callable[[int], Archive]) -> Archive:
    """An archive with some pages, a word list and a case file."""
    archive = fill(PAGES)
    assert main(["-C", str(archive.root), "case", "new", "file"]) == 0
    assert main(["-C", str(archive.root), "case", "add", "file", URL]) == 0
    assert main(["-C", str(archive.root), "watch", "add", URL]) == 0
    return archive


URL = "https://almithal.example/2026/1/"
OTHER = "https://almithal.example/2026/2/"
# Each with the files that it is stopped at, and what is said of it.
COMMANDS = {
    "lineage": (["lineage", URL], "rows.py:read_rows", NOTHING_LOST),
    "cite": (["cite", OTHER], "9", NOTHING_LOST),
    "bundle": (["cite", OTHER, "--bundle", "OUT"], "bundle.py:_check", NOTHING_LOST),
    "watch add": (["watch", "add", OTHER], "9", NOTHING_LOST),
    "watch check": (["watch", "check"], "3", NOTHING_LOST),
    "case add": (["case", "add", "file", OTHER], "5", NOTHING_LOST),
    "case export": (["case", "export", "file", "OUT"], "bundle.py:_zip", NOTHING_LOST),
    "lexicon": (["lexicon", "explain", "وبالمدارس"], "lexicon_commands.py:_explained", STOPPED["lexicon"]),
    "checkpoint": (["checkpoint"], "8", NOTHING_LOST),
    "statement": (["coverage", "--statement", "OUT"], "coverage_sheet.py:sheet", NOTHING_LOST),
    "ingest": (["ingest", "WACZ"], "12", STOPPED["ingest"]),
    "backup --check": (["backup", "COPY", "--check"], "4", NOTHING_CHANGED),
    "rehearse": (["restore", "COPY", "--rehearse", "SCRATCH"], "verify.py:verify", NOTHING_CHANGED),
}


SOAK = ("case export", "watch add", "rehearse")  # others stand for them where time is short


def left_over(folder: Path) -> list[str]:
    """Files that no command leaves: parts of others, scratch folders."""
    names = [path.name for path in folder.rglob("*")]
    return [name for name in names if name.endswith((".part", ".new", ".restoring")) or "rehearsal" in name]


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.soak if one in SOAK else ()) for one in COMMANDS]
)
def test_a_command_that_is_stopped_leaves_nothing_half_done_and_runs_again(
    filled: Archive, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    words, at, line = COMMANDS[name]
    places = {key: tmp_path / key.lower() for key in ("OUT", "WACZ", "COPY", "SCRATCH")}
    root = str(filled.root)
    if "WACZ" in words:
        places["WACZ"] = tmp_path / "other.wacz"
        assert main(["-C", root, "export", "wacz", str(places["WACZ"])]) == 0
    if "COPY" in words:
        back_up(filled, places["COPY"])
        places["SCRATCH"].mkdir()
    command = [str(places.get(word, word)) for word in words]
    run = subprocess.run(
        [sys.executable, "-c", STOPPED_AT, at, f"{tmp_path}/", "-C", root, *command],
        env={**os.environ, "WARRAQ_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (run.returncode, run.stderr.splitlines()[-1:]) == (130, [f"warraq: {line}"]), run.stderr
    assert "Traceback" not in run.stderr
    assert left_over(tmp_path) == []
    assert not places["OUT"].exists()
    capfd.readouterr()
    assert main(["-C", root, *command]) == 0, capfd.readouterr().err
    assert verify(filled).failures == []
