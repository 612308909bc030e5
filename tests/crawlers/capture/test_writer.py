"""The writing thread: groups in order, on the disk before anyone is told, errors told to all."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.records import NewRecord, RecordError, new_record
from archive.warc import walk
from archive.warcfile import OPEN, Location, WarcBusyError, WarcFile, WarcWriteError
from crawlers.capture.writer import Place, WarcWriter

DATE = "2026-11-22T10:31:07.123456Z"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def record(text: str, type_: str = "resource") -> NewRecord:
    return new_record(type_, text.encode(), date=DATE, content_type="text/plain")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., WarcWriter]]:
    writers = []

    def make(max_bytes: int = 1_000_000) -> WarcWriter:
        place = Place(
            warcs=tmp_path,
            slug="tests",
            archive_id="0a1b2c3d",
            warcinfo=lambda name: record(name, "warcinfo"),
            clock=lambda: NOON,
            max_bytes=max_bytes,
        )
        writers.append(WarcWriter(place))
        return writers[-1]

    yield make
    for writer in writers:
        writer.stop()


Result = tuple[list[Location], ...] | BaseException


def ask(writer: WarcWriter, build: Callable[[str | None], tuple[Sequence[NewRecord], ...]]) -> Result:
    """Submit and wait for the answer."""
    answers: list[Any] = []
    answered = threading.Event()

    def done(result: Result) -> None:
        answers.append(result)
        answered.set()

    writer.submit(build, done)
    assert answered.wait(30)
    return answers[0]


def texts(path: Path) -> list[bytes]:
    return [step.block for step in walk(path)]


def test_what_was_answered_stands_at_its_place_in_the_file(start, tmp_path: Path) -> None:
    writer = start()
    ((first, second),) = ask(writer, lambda _: ((record("one"), record("two")),))
    steps = list(walk(tmp_path / f"{first.warc}{OPEN}"))
    assert [step.block for step in steps[1:]] == [b"one", b"two"]
    assert [(step.offset, step.length) for step in steps[1:]] == [
        (place.offset, place.length) for place in (first, second)
    ]


def test_jobs_are_written_in_order_and_share_their_syncs(start, tmp_path: Path) -> None:
    writer = start()
    answered, blocked = [], threading.Event()

    def build(number: int) -> Callable[[str | None], tuple[Sequence[NewRecord], ...]]:
        def made(_: str | None) -> tuple[Sequence[NewRecord], ...]:
            if not number:
                blocked.wait(30)
            return ((record(str(number)),),)

        return made

    for number in range(200):
        writer.submit(build(number), lambda result: answered.append(result))
    blocked.set()
    writer.stop()
    assert len(answered) == 200
    (path,) = tmp_path.glob(f"tests/2026/*{OPEN}")
    assert texts(path)[1:] == [str(number).encode() for number in range(200)]
    assert writer.groups == 200
    assert writer.syncs < 20


def test_every_record_is_told_the_warcinfo_of_its_own_file(start, tmp_path: Path) -> None:
    """Every job fills its file here, so that the next begins a new one."""
    writer = start(max_bytes=1)
    told = []
    for number in range(3):
        ((place,),) = ask(writer, lambda info, n=number: (told.append(info), ((record(str(n)),),))[1])
        info = next(walk(tmp_path / f"{place.warc}{OPEN}"))
        assert told[-1] == f"<urn:uuid:{info.record_id}>"
    assert len(set(told)) == 3
    assert len(list(tmp_path.glob("tests/2026/*.warc.gz"))) >= 2


def test_a_group_that_cannot_be_built_is_told_and_harms_no_other(start, tmp_path: Path) -> None:
    writer = start()

    def broken(_: str | None) -> tuple[Sequence[NewRecord], ...]:
        raise RecordError("a control character")

    assert isinstance(ask(writer, broken), RecordError)
    ((place,),) = ask(writer, lambda _: ((record("after"),),))
    assert texts(tmp_path / f"{place.warc}{OPEN}")[1:] == [b"after"]


def test_after_a_write_error_nothing_more_is_written(start, tmp_path: Path, monkeypatch) -> None:
    writer = start()
    ask(writer, lambda _: ((record("before"),),))
    with monkeypatch.context() as patched:
        patched.setattr(WarcFile, "append_group", refuse)
        assert isinstance(ask(writer, lambda _: ((record("x"),),)), WarcWriteError)
    later = ask(writer, lambda _: ((record("later"),),))
    assert isinstance(later, WarcWriteError)
    assert "writing stopped after: no space" in str(later)
    writer.stop()
    (path,) = tmp_path.glob(f"tests/2026/*{OPEN}")
    assert texts(path)[1:] == [b"before"]


def refuse(*_: object) -> None:
    raise WarcWriteError("no space")


def test_what_was_not_synced_is_not_called_written(start, monkeypatch) -> None:
    writer = start()
    monkeypatch.setattr(WarcFile, "sync", refuse)
    assert isinstance(ask(writer, lambda _: ((record("x"),),)), WarcWriteError)
    assert isinstance(ask(writer, lambda _: ((record("y"),),)), WarcWriteError)


def test_a_file_that_cannot_be_begun_stops_the_writing_for_good(start, tmp_path: Path, monkeypatch) -> None:
    writer = start(max_bytes=1)
    with monkeypatch.context() as patched:
        patched.setattr("crawlers.capture.writer.open_for_append", occupied)
        assert isinstance(ask(writer, lambda _: ((record("x"),),)), WarcBusyError)
    assert isinstance(ask(writer, lambda _: ((record("y"),),)), WarcWriteError)


def occupied(*_: object, **__: object) -> None:
    raise WarcBusyError("being written by another process")


def test_a_second_writer_of_the_same_outlet_is_refused(start) -> None:
    start()
    with pytest.raises(WarcBusyError):
        start()


def test_stopping_writes_what_is_waiting_and_leaves_the_file_open_or_closed(start, tmp_path: Path) -> None:
    for for_good, name in ((False, f"*{OPEN}"), (True, "*.warc.gz")):
        writer = start()
        answers: list[Result] = []
        for number in range(50):
            writer.submit(lambda _, n=number: ((record(str(n)),),), answers.append)
        writer.stop(for_good=for_good)
        assert len(answers) == 50
        assert not any(isinstance(answer, BaseException) for answer in answers)
        (path,) = tmp_path.glob(f"tests/2026/{name}")
        assert texts(path)[-50:] == [str(number).encode() for number in range(50)]
