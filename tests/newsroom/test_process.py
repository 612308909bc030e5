"""The newsroom as a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom import read_recording

ROOT = Path(__file__).resolve().parents[2]
Fetch = Callable[..., bytes]


class Process:
    """A running `python -m newsroom` and its lines."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "newsroom", *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ready = self.read()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        line: dict[str, Any] = json.loads(self.process.stdout.readline())
        return line

    def ask(self, **command: object) -> dict[str, Any]:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self.read()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Process]:
    process = Process("--record", str(tmp_path / "record"), "--outlets", "almithal,mirsad")
    with process.process:
        yield process
        process.process.kill()


def test_it_says_where_it_serves_and_obeys(served: Process, fetch: Fetch, tmp_path: Path) -> None:
    assert served.ready["ready"] is True
    assert served.ready["pid"] == served.process.pid
    assert list(served.ready["outlets"]) == ["almithal", "mirsad"]
    assert "verify_tls = false" in served.ready["declarations"]["mirsad"]
    (url, *_) = served.ask(do="articles", slug="mirsad")["urls"]
    assert fetch(url).startswith(b"HTTP/1.1 200")
    assert served.ask(do="delete", url=url, how="missing") == {"done": "delete", "url": url}
    assert fetch(url).startswith(b"HTTP/1.1 404")
    served.ask(do="restore", url=url)
    served.ask(do="spoil", url=url, fault="forbidden")
    assert fetch(url).startswith(b"HTTP/1.1 403")
    served.ask(do="mend", url=url)
    last = fetch(url)
    assert last.startswith(b"HTTP/1.1 200")
    assert served.ask(do="edit", n=1)["url"].startswith(served.ready["outlets"]["almithal"])
    assert served.ask(do="cpu")["seconds"] > 0
    assert served.ask(do="stop") == {"done": "stop"}
    assert served.process.wait(60) == 0
    exchanges = read_recording(tmp_path / "record")
    assert len(exchanges) == 4
    assert exchanges[-1].response == last


@pytest.mark.parametrize(
    ("command", "error"),
    [
        ({"do": "edit", "n": 99}, "LookupError"),
        ({"do": "delete", "url": "http://nowhere.example/"}, "LookupError"),
        ({"do": "delete", "url": "x", "how": "slowly"}, "ValueError"),
        ({"do": "dance"}, "KeyError"),
        ({}, "KeyError"),
    ],
)
def test_a_wrong_command_is_answered_with_an_error_and_the_next_one_is_heard(
    served: Process, command: dict[str, object], error: str
) -> None:
    assert served.ask(**command)["error"].startswith(error)
    assert served.ask(do="stop") == {"done": "stop"}


def test_the_end_of_stdin_stops_it(served: Process) -> None:
    assert served.process.stdin
    served.process.stdin.close()
    assert served.process.wait(60) == 0
