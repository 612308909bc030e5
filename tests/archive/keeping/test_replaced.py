"""Small files are replaced whole, whenever the process is killed and whatever the power does."""

import ast
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archive.replaced import replace_bytes, replace_text

ROOT = Path(__file__).resolve().parents[3]
# What rounds remember: outlets' attempts, what was told, when outlets are due. Killed at each of its writes.
REMEMBERS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from archive.place import Archive
from archive.status import note_due
from crawlers.clock import ClockWatch
from crawlers.schedule import note_attempts
archive, now = Archive(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[2])
note_attempts(archive, {"one": False}, now)
note_due(archive, {"one": now})
ClockWatch(archive.state).note()
"""
STEPS = [f"replacement-{step}:{n}" for n in (1, 2, 3) for step in ("written", "placed")]


def remember(place: Path, at: str, crash: str | None = None) -> int:
    environment = {**os.environ, **({"WARRAQ_CRASH_AT": crash} if crash else {})}
    command = [sys.executable, "-c", REMEMBERS, str(place), at]
    return subprocess.run(command, env=environment, check=False).returncode


def test_what_a_round_remembers_is_whole_whenever_it_is_killed(tmp_path: Path) -> None:
    assert remember(tmp_path, "2026-03-01T00:00:00+00:00") == 0
    names = {"schedule.json", "due.json", "clock.json"}
    for hour, step in enumerate(STEPS):
        assert remember(tmp_path, f"2026-03-02T{hour:02d}:00:00+00:00", step) == -signal.SIGKILL
        for name in names:
            assert json.loads((tmp_path / "state" / name).read_text())
    assert remember(tmp_path, "2026-03-03T00:00:00+00:00") == 0
    assert {path.name for path in (tmp_path / "state").iterdir()} == names
    assert json.loads((tmp_path / "state" / "due.json").read_text())["one"].startswith("2026-03-03")


def test_a_text_is_on_the_disk_before_it_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power may fail between any two of these steps: what was not synced is then lost."""
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        steps.append(
            f"sync {Path(os.readlink(f'/proc/self/fd/{handle}')).name} {os.fstat(handle).st_size > 0}"
        )
        fsync(handle)

    def replaced(old: Path, new: Path) -> None:
        steps.append("replace")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    replace_text(tmp_path / "file", "text")
    assert steps == ["sync .file.new True", "replace", f"sync {tmp_path.name} True"]


def test_writers_side_by_side_leave_one_of_their_texts(tmp_path: Path) -> None:
    texts = [str(n).encode() * 10_000 for n in range(8)]
    writers = [
        threading.Thread(target=replace_bytes, args=(tmp_path / "file", text))
        for text in texts
        for _ in "123"
    ]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert (tmp_path / "file").read_bytes() in texts
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def renaming() -> list[tuple[str, bool]]:
    """Each function that puts a file in another's place, and whether it syncs, or leaves that to a helper."""
    found = []
    for package in ("archive", "crawlers"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    text = ast.unparse(node)
                    names = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
                    if "os.replace(" in text or "beside.replace(" in text or "os.rename(" in text:
                        name = f"{path.relative_to(ROOT)}:{node.name}"
                        found.append((name, bool(names & {"fsync", "fdatasync"}) or "_sync(" in text))
    return found


# Files that were synced as they were written, by whoever gives them to these.
WRITTEN_BEFORE = {
    "archive/backup_log.py:place",  # archive.backup_target.Target.put
    "archive/keys.py:take_next_key",  # archive.keys.write_key
    "archive/withdrawal_redo.py:drop_redo",  # a name to be removed under
    "crawlers/outlet_files.py:write_over",  # _beside
}


def test_no_file_takes_a_name_before_it_is_on_the_disk() -> None:
    found = renaming()
    assert found
    assert {name for name, syncs in found if not syncs} <= WRITTEN_BEFORE
