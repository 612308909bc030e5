"""Ctrl-C and SIGTERM at the moments that are hard: while a command starts, ends, and lets go of things."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.place import init_archive

SIGNALS = [signal.SIGINT, signal.SIGTERM]
LINE = "warraq: stopped\n"
# A command whose work is what stands below; `signalled` sends the process its signal.
COMMAND = """
import os, signal, sys, time
import archive.why, crawlers.cli

number = signal.Signals(int(sys.argv.pop(1)))
def signalled():
    os.kill(os.getpid(), number)

{work}

archive.why.why = work
sys.exit(crawlers.cli.main())
"""


def ended(
    program: str, *arguments: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "WARRAQ_LANG": "en", **(env or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def worked(work: str, number: signal.Signals, place: Path) -> subprocess.CompletedProcess[str]:
    archive = init_archive(place)
    return ended(COMMAND.format(work=work), str(int(number)), "-C", str(archive.root), "why", "x")


@pytest.mark.parametrize("number", SIGNALS)
def test_who_signals_twice_means_it_once(number: signal.Signals, tmp_path: Path) -> None:
    work = """
import crawlers.stopped
crawlers.stopped.AGAIN = 1000.0  # however busy the machine is
def work(*_, **__):
    try:
        signalled()
        time.sleep(60)
    finally:
        signalled()  # while it lets go of what it holds
        print("let go", file=sys.stderr)
"""
    run = worked(work, number, tmp_path / "archive")
    assert (run.returncode, run.stderr) == (130, f"let go\n{LINE}")


@pytest.mark.parametrize("number", SIGNALS)
def test_who_would_not_wait_is_heard_again(number: signal.Signals, tmp_path: Path) -> None:
    work = """
import crawlers.stopped
crawlers.stopped.AGAIN = -1.0
def work(*_, **__):
    try:
        signalled()
        time.sleep(60)
    finally:
        signalled()
        time.sleep(60)
"""
    run = worked(work, number, tmp_path / "archive")
    assert (run.returncode, run.stderr) == (130, LINE)


@pytest.mark.parametrize("number", SIGNALS[:1])
def test_a_signal_that_sqlite_makes_another_error_of_is_told_as_what_it_is(
    number: signal.Signals, tmp_path: Path
) -> None:
    work = """
from archive.schema import sqlite3
def work(*_, **__):
    db = sqlite3.connect(":memory:")
    def slow():
        signalled()
        time.sleep(60)
    db.create_function("slow", 0, slow)
    db.execute("SELECT slow()").fetchall()
"""
    run = worked(work, number, tmp_path / "archive")
    assert (run.returncode, run.stderr) == (130, LINE)


@pytest.mark.parametrize("number", SIGNALS[:1])
def test_a_signal_that_python_would_only_print_is_raised_again(
    number: signal.Signals, tmp_path: Path
) -> None:
    work = """
class Held:
    def __del__(self):
        signalled()
        time.sleep(60)
def work(*_, **__):
    held = Held()
    del held
    time.sleep(60)
"""
    run = worked(work, number, tmp_path / "archive")
    assert (run.returncode, run.stderr) == (130, LINE)


@pytest.mark.parametrize("number", SIGNALS[1:])
def test_a_signal_that_comes_when_all_is_done_changes_nothing(number: signal.Signals, tmp_path: Path) -> None:
    work = """
import atexit
atexit.register(signalled)
def work(*_, **__):
    raise SystemExit(0)
"""
    run = worked(work, number, tmp_path / "archive")
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("module", ["click", "archive.language", "crawlers.stopped"])
def test_ctrl_c_while_a_command_starts_is_no_traceback(module: str) -> None:
    program = f"""
import os, signal, sys
class Sends:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Sends())
from crawlers.cli import main
sys.exit(main())
"""
    run = ended(program, "--version")
    assert (run.returncode, run.stdout, run.stderr) == (130, "", LINE)


@pytest.mark.parametrize("number", SIGNALS)
def test_what_runs_in_a_loop_lets_go_first_and_is_stopped_then(number: signal.Signals) -> None:
    program = f"""
import asyncio, os, signal, sys
import crawlers.stopped
from crawlers.stopped import ended_by_signals, interruptible
crawlers.stopped.AGAIN = 1000.0  # however busy the machine is
async def work(swallow):
    try:
        os.kill(os.getpid(), {int(number)})
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        os.kill(os.getpid(), {int(number)})
        await asyncio.sleep(0.01)
        print("let go")
        if not swallow:
            raise
for swallow in (False, True):
    with ended_by_signals() as wish:
        try:
            interruptible(work(swallow))
        except KeyboardInterrupt:
            print("stopped", wish.heard)
"""
    run = ended(program)
    assert (run.returncode, run.stdout, run.stderr) == (0, "let go\nstopped True\n" * 2, "")
