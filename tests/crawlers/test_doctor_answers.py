"""Saved answers are the latest of each URL, redirects followed; what was not saved is not known."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.records import new_record
from archive.warc import write_record
from crawlers.doctor_answers import Answers, NotSaved, SavedAnswers
from crawlers.fetched import Fetched, FetchError

HOME = "https://almithal.example/"


@pytest.fixture
def warc(tmp_path: Path) -> Callable[..., Path]:
    """Writes responses (URL, second, head line, body) into a file."""

    def write(*answers: tuple[str, int, str, str], name: str = "one.warc.gz") -> Path:
        path = tmp_path / name
        with path.open("wb") as file:
            for url, second, head, body in answers:
                block = f"HTTP/1.1 {head}\r\nContent-Type: text/html\r\n\r\n{body}".encode()
                record = new_record(
                    "response",
                    block,
                    date=f"2026-11-26T12:00:{second:02}Z",
                    content_type="application/http; msgtype=response",
                    fields=[("WARC-Target-URI", url)],
                )
                write_record(record, file)
        return path

    return write


def test_the_latest_answer_counts_whatever_the_order(warc: Callable[..., Path]) -> None:
    late, early = (HOME, 9, "200 OK", "late"), (HOME, 1, "200 OK", "early")
    assert SavedAnswers([warc(late, early)]).fetch(HOME).body == b"late"
    assert SavedAnswers([warc(early, late)]).fetch(HOME).body == b"late"
    saved = SavedAnswers([warc(early, late)])
    assert saved.newest == saved.captured_at(HOME) == datetime(2026, 11, 26, 12, 0, 9, tzinfo=UTC)


def test_saved_redirects_are_followed_and_circles_end(warc: Callable[..., Path]) -> None:
    saved = SavedAnswers(
        [
            warc(
                (f"{HOME}old", 1, "301 Moved\r\nLocation: /new", ""),
                (f"{HOME}new", 2, "404 Not Found", "gone"),
                (f"{HOME}a", 3, "302 Found\r\nLocation: /b", ""),
                (f"{HOME}b", 4, "302 Found\r\nLocation: /a", ""),
                (f"{HOME}c", 5, "302 Found\r\nLocation: /lost", ""),
            )
        ]
    )
    answer = saved.fetch(f"{HOME}old")
    assert (answer.url, answer.status, answer.body) == (f"{HOME}new", 404, b"gone")
    assert saved.fetch(f"{HOME}a").status == 302
    with pytest.raises(NotSaved):
        saved.fetch(f"{HOME}c")


def test_what_was_not_saved_is_an_error_of_its_own(warc: Callable[..., Path], tmp_path: Path) -> None:
    saved = SavedAnswers([warc((HOME, 1, "200 OK", "x"))])
    with pytest.raises(NotSaved, match="not among the saved answers"):
        saved.fetch(f"{HOME}other")
    with pytest.raises(ArchiveError, match="no such file"):
        SavedAnswers([tmp_path / "nowhere"])
    with pytest.raises(ArchiveError, match="no captured response"):
        SavedAnswers([warc(name="empty.warc.gz")])


def test_folders_are_searched(warc: Callable[..., Path], tmp_path: Path) -> None:
    warc((HOME, 1, "200 OK", "x"))
    warc((f"{HOME}y", 2, "200 OK", "y"), name="two.warc.gz")
    assert SavedAnswers([tmp_path]).urls == (f"{HOME}y", HOME)


def test_each_url_is_asked_for_once_and_no_more_than_allowed() -> None:
    asked = []

    def fetch(url: str) -> Fetched:
        asked.append(url)
        if url == "bad":
            raise FetchError("no answer")
        return Fetched(url=url, status=200, content_type=None, body=b"")

    answers = Answers(fetch, most=2)
    for _ in range(2):
        assert answers.fetch("good").ok
        with pytest.raises(FetchError, match="no answer"):
            answers.fetch("bad")
        with pytest.raises(FetchError, match="2 fetches were made already"):
            answers.fetch("third")
    assert (asked, answers.count) == (["good", "bad"], 2)
