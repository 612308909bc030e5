"""What every test shares: no address but loopback is reached, and missing tools skip here but fail in CI."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"
settings.register_profile("untimed", deadline=None)  # what is slow beside other work is no fault
settings.load_profile("untimed")

MEMORY, ROOM = Path("/dev/shm"), 4 << 30


def pytest_configure(config: pytest.Config) -> None:
    """Keep the folders of tests in memory where that has room: archives wait for the disk at every turn.

    What a shell starts in the background (`make test` does) ignores Ctrl-C, and so would all that it starts.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    named = config.option.basetemp or os.environ.get("PYTEST_DEBUG_TEMPROOT")
    if not named and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


class AddressRefused(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection of this process but those to loopback (and to files: Unix sockets)."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(family: int, address: Any) -> None:
        if family == socket.AF_UNIX:
            return
        host = str(address[0])
        if not (host.startswith("127.") or host in ("::1", "localhost")):
            raise AddressRefused(f"a test tried to reach {address}")

    def guarded(self: socket.socket, address: Any) -> None:
        check(self.family, address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        check(self.family, address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


@pytest.fixture(autouse=True)
def no_archive_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds the archive of whoever runs it."""
    monkeypatch.delenv("WARRAQ_ARCHIVE", raising=False)
    monkeypatch.delenv("WARRAQ_ALLOW_PRIVATE", raising=False)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak English in tests, whatever the terminal's locale; tests of Arabic say so."""
    monkeypatch.setenv("WARRAQ_LANG", "en")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real material beside the project (see docs/decisions.md); tests that use it skip where it is absent."""
    place = (Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared")) / "data").resolve()
    if not place.is_dir():
        pytest.skip(f"no shared material in {place}")
    return place


def needed(program: str, package: str) -> str:
    """The path of a program; a test that lacks it skips, and fails in CI, where .ci/run installs it."""
    found = shutil.which(program) or str(ROOT / ".venv-tools" / "bin" / program)
    if Path(found).exists():
        return found
    message = f"{program} is not installed (Debian or PyPI package {package})"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless Chromium (a Playwright `Browser`) for the tests of one module; see tests/browser.py."""
    from tests.browser import running_chromium

    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def chromium_program() -> str:
    """The path of Chromium, for commands that start it themselves; skips or fails where it is missing."""
    from tests.browser import chromium_path

    return chromium_path()
