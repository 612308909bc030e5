"""An archive whose log holds what a test puts there, and the checks of the log's own files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.checkpoint_check import CheckpointCheck
from archive.leaf_check import LeafCheck
from archive.log import Log, warc_leaf
from archive.place import Archive, init_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with an empty log."""
    return init_archive(tmp_path / "archive", contact="test@example.org")


@pytest.fixture
def grow(archive: Archive) -> Callable[..., None]:
    """Appends leaves of that many invented WARC files to the log."""
    count = 0

    def run(leaves: int = 1) -> None:
        nonlocal count
        lines = [warc_leaf(f"a/{count + n}.warc.gz", "0" * 64, n, 1) for n in range(leaves)]
        count += leaves
        with Log(archive.log).writing() as appender:
            appender.append(lines)

    return run


@pytest.fixture
def failures(archive: Archive) -> Callable[..., list[tuple[str, str, str]]]:
    """What is wrong with the log's own files: what, where, detail."""

    def run(known: int = 0) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []

        def fail(what: str, where: str, detail: str) -> None:
            found.append((what, where, detail))

        check = CheckpointCheck(fail, archive)
        with LeafCheck(fail) as leaves:
            leaves.load(archive.log, check.see)
        check.finish(known)
        return found

    return run
