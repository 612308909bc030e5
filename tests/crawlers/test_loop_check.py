"""`warraq schedule check`: whether rounds of due crawls go on, whatever becomes of outlets."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.place import Archive, init_archive, locked
from crawlers.loop_check import rounds_stopped
from crawlers.schedule_commands import schedule

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
LONGEST = timedelta(minutes=30)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "a")


def ended(archive: Archive, name: str, minutes_ago: float) -> None:
    path = archive.state / name
    path.touch()
    at = NOW.timestamp() - minutes_ago * 60
    os.utime(path, (at, at))


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, None), (30, None), (31, "the last round ended 31 minutes ago")]
)
def test_a_round_that_ended_lately_is_enough(archive: Archive, minutes: int, said: str | None) -> None:
    ended(archive, "due.json", minutes)
    assert rounds_stopped(archive, NOW, LONGEST) == said


def test_what_ended_before_the_clock_was_set_back_says_nothing(archive: Archive) -> None:
    said = "the clock was set back since, and no round has ended"
    ended(archive, "due.json", -30)
    assert rounds_stopped(archive, NOW, LONGEST) is None
    ended(archive, "due.json", -31)
    assert rounds_stopped(archive, NOW, LONGEST) == said
    with locked(archive.state / "due.lock"):
        ended(archive, "due.json", -900)
        ended(archive, "due.lock", -900)  # held since before that: stuck, as far as anybody can tell
        assert rounds_stopped(archive, NOW, LONGEST) == said
        ended(archive, "due.lock", 179)
        assert rounds_stopped(archive, NOW, LONGEST) is None
    ended(archive, "due.json", 0)
    assert rounds_stopped(archive, NOW, LONGEST) is None


def test_no_round_at_all_is_none(archive: Archive) -> None:
    assert rounds_stopped(archive, NOW, LONGEST) == "no round has ended yet"
    assert not list(archive.state.iterdir())  # asking leaves nothing


@pytest.mark.parametrize("name", ["due.lock", "schedule.json"])
def test_a_round_under_way_may_last_as_long_as_something_ends_in_it(archive: Archive, name: str) -> None:
    ended(archive, "due.json", 900)
    with locked(archive.state / "due.lock"):
        ended(archive, "due.lock", 900)
        ended(archive, name, 179)
        assert rounds_stopped(archive, NOW, LONGEST) is None
        ended(archive, name, 181)
        stuck = "in the round under way no crawl has ended for 181 minutes"
        assert rounds_stopped(archive, NOW, LONGEST) == stuck


def test_two_may_ask_at_once(archive: Archive) -> None:
    """One who asks does not hold the lock for the other."""
    ended(archive, "due.json", 1)
    ended(archive, "due.lock", 900)
    found: list[str | None] = []
    ask = [
        threading.Thread(target=lambda: found.append(rounds_stopped(archive, NOW, LONGEST))) for _ in range(8)
    ]
    for one in ask:
        one.start()
    for one in ask:
        one.join()
    assert found == [None] * 8


def test_the_command_ends_with_six_when_rounds_have_stopped(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_ARCHIVE", str(archive.root))
    before = CliRunner().invoke(schedule, ["check"])
    (archive.state / "due.json").touch()
    after = CliRunner().invoke(schedule, ["check", "--minutes", "5"])
    assert (before.exit_code, before.output) == (6, "no round has ended yet\n")
    assert (after.exit_code, after.output) == (0, "rounds go on\n")
