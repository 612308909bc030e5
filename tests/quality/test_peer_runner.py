"""The peers' side of the comparison: failures are answers; nobody reaches the network or takes for ever."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.quality.peers import RUNNER

STUB = """
import importlib.util, socket, sys, time
spec = importlib.util.spec_from_file_location("peer_runner", sys.argv[1])
runner = importlib.util.module_from_spec(spec)
spec.loader.exec_module(runner)
def stub(page):
    text = runner._text(page)
    if "connect" in text:
        socket.create_connection(("127.0.0.1", 9))
    if "sleep" in text:
        time.sleep(600)
    return {"title": text, "date": None}
runner.PEERS["stub"] = stub
runner.LIMIT = 3
runner.main("stub", *sys.argv[2:])
"""


@pytest.fixture
def answers(tmp_path: Path) -> list[dict[str, object]]:
    texts = ("خبر", "connect", "sleep", "آخر")
    lines = (
        json.dumps(
            {
                "url": "https://a.example/",
                "html": base64.b64encode(text.encode()).decode(),
                "charset": "utf-8",
            }
        )
        for text in texts
    )
    (tmp_path / "pages.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "stub.py").write_text(STUB, "utf-8")
    command = [sys.executable, "stub.py", str(RUNNER), "pages.jsonl", "answers.jsonl"]
    subprocess.run(command, cwd=tmp_path, check=True)
    return [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text("utf-8").splitlines()]


def test_every_page_has_its_answer_in_order(answers: list[dict[str, object]]) -> None:
    assert [answer.get("title") for answer in answers] == ["خبر", None, None, "آخر"]


def test_who_reaches_for_the_network_fails(answers: list[dict[str, object]]) -> None:
    assert str(answers[1]["failed"]).startswith("Unreachable")


def test_who_takes_too_long_fails(answers: list[dict[str, object]]) -> None:
    assert str(answers[2]["failed"]).startswith("TooLong")
