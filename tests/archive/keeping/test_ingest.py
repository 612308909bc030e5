"""From the records of a crawl to the rows of the index."""

import os
import threading
from pathlib import Path

import pytest

from archive.dump import dump
from archive.errors import OutOfSpace
from archive.ingest import Ingest, Outcome
from archive.log import Log, leaf_id
from archive.place import Archive
from archive.schema import sqlite3
from extractors.outlets import OutletError

DAYS = [f"2026-11-{day:02d}T08:00:00.000000Z" for day in range(1, 29)]
TITLE = "بدء أعمال ترميم السوق القديم في المدينة"


@pytest.fixture
def captured(archive: Archive, wire, write_warc, warc_name, ingest_all):
    """Writes groups into a closed file of the archive and ingests it."""

    def run(*groups, number: int = 1):
        write_warc(archive, warc_name(number), groups)
        return ingest_all(archive)

    return run


def test_a_captured_report_is_indexed_down_to_its_record(captured, wire, page, rows) -> None:
    group = wire.exchange("/2026/a/", page(TITLE, 1))
    captured(wire.warcinfo(), group)
    (capture,) = rows("SELECT * FROM captures")
    assert capture["record_id"] == group[0].record_id
    assert capture["request_id"] == group[1].record_id
    assert capture["metadata_id"] == group[2].record_id
    assert (capture["role"], capture["robots"], capture["outcome"]) == ("article", "allowed", "ok")
    (version,) = rows("SELECT * FROM versions")
    assert version["record_id"] == capture["record_id"]
    assert version["title"] == TITLE
    assert version["published_date"] == "2026-11-20"
    (article,) = rows("SELECT * FROM articles")
    assert (article["title"], article["state"], article["version_count"]) == (TITLE, "live", 1)
    assert rows("SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH 'title_exact : \"ترميم\"'")[
        0
    ]["n"]


def test_the_offset_and_length_in_a_row_cut_the_record_out_of_its_file(
    archive: Archive, captured, wire, page, rows, member
) -> None:
    group = wire.exchange("/2026/a/", page(TITLE, 1))
    captured(wire.warcinfo(), group)
    (capture,) = rows("SELECT warc, offset, length FROM captures")
    data = (archive.warcs / capture["warc"]).read_bytes()
    assert data[capture["offset"] : capture["offset"] + capture["length"]] == member(group[0])


def test_a_changed_text_is_a_new_version_and_a_return_to_the_old_one_is_none(
    captured, wire, page, rows
) -> None:
    captured(
        wire.exchange("/2026/a/", page(TITLE, 1), at=DAYS[0]),
        wire.exchange("/2026/a/", page("عنوان جديد للخبر نفسه", 2), at=DAYS[1]),
        wire.exchange("/2026/a/", page(TITLE, 1), at=DAYS[2]),
    )
    assert [row["version"] for row in rows("SELECT version FROM versions ORDER BY captured_at")] == [1, 2]
    (article,) = rows("SELECT * FROM articles")
    assert article["title"] == TITLE  # what the page shows now
    assert (article["first_captured_at"], article["last_seen_at"]) == (DAYS[0], DAYS[2])
    assert article["state"] == "changed"


def test_five_edits_give_five_versions_and_an_unchanged_fetch_gives_none(captured, wire, page, rows) -> None:
    groups = [wire.exchange("/2026/a/", page(TITLE, n), at=DAYS[n]) for n in range(5)]
    again = wire.exchange("/2026/a/", at=DAYS[6], refers_to=groups[-1][0].record_id)
    captured(*groups, again)
    assert rows("SELECT count(*) AS n FROM versions")[0]["n"] == 5
    assert rows("SELECT count(*) AS n FROM captures")[0]["n"] == 6
    assert rows("SELECT last_seen_at FROM articles")[0]["last_seen_at"] == DAYS[6]


def test_an_emptied_page_is_doubted_and_the_full_version_stays_on_top(captured, wire, page, rows) -> None:
    full = wire.exchange("/2026/a/", page(TITLE, 1, sentences=60), at=DAYS[0])
    empty = wire.exchange("/2026/a/", page("عنوان الصفحة المفرغة من نصها", 1, sentences=4), at=DAYS[1])
    captured(full, empty)
    (article,) = rows("SELECT title, version_count FROM articles")
    assert article == {"title": TITLE, "version_count": 2}
    (problem,) = rows("SELECT * FROM problems WHERE code = 'needs-review'")
    assert problem["record_id"] == empty[0].record_id


@pytest.mark.parametrize(
    ("last", "state"),
    [
        ({"status": 404}, "removed"),
        ({"status": 410}, "removed"),
        ({"status": 403}, "blocked"),
        ({"status": 429}, "blocked"),
        ({"status": 451}, "blocked"),
        ({"status": 500}, "unknown"),
        ({"status": 301}, "unknown"),
        ({"status": 304, "refers_to": "0"}, "live"),
        ({"answered": False, "outcome": "timeout"}, "live"),  # no answer says nothing about the report
    ],
)
def test_the_state_of_an_article_is_what_its_newsroom_answered_last(
    captured, wire, page, rows, last: dict[str, object], state: str
) -> None:
    captured(
        wire.exchange("/2026/a/", page(TITLE, 1), at=DAYS[0]), wire.exchange("/2026/a/", at=DAYS[1], **last)
    )
    assert rows("SELECT state FROM articles")[0]["state"] == state


def test_a_page_that_is_no_article_keeps_its_capture_and_becomes_a_problem(captured, wire, rows) -> None:
    captured(wire.exchange("/2026/a/", b"<html><body><p>x</p></body></html>"))
    (capture,) = rows("SELECT record_id, reading FROM captures")
    (problem,) = rows("SELECT record_id, code FROM problems")
    assert problem["code"] == capture["reading"]
    assert problem["record_id"] == capture["record_id"]
    assert rows("SELECT * FROM articles") == []


@pytest.mark.parametrize(
    "exchange",
    [
        {"role": "requisite"},
        {"role": "feed"},
        {"status": 404},
        {"truncated": "disconnect", "outcome": "disconnect"},
        {"outcome": "too-large"},
    ],
)
def test_what_is_no_whole_article_page_is_not_read(captured, wire, page, rows, exchange) -> None:
    captured(wire.exchange("/2026/a/", page(TITLE, 1), **exchange))
    assert rows("SELECT reading FROM captures") == [{"reading": None}]
    assert rows("SELECT * FROM versions") == []


def test_a_cut_answer_and_a_note_of_the_crawl_are_problems(captured, wire, page, rows) -> None:
    captured(wire.exchange("/2026/a/", page(TITLE, 1), truncated="disconnect", outcome="disconnect"))
    assert [row["code"] for row in rows("SELECT code FROM problems")] == ["truncated"]


def test_an_outlet_whose_declaration_is_gone_is_read_all_the_same(
    archive: Archive, captured, wire, page, rows
) -> None:
    (archive.outlets_dir / "almithal.toml").unlink()
    captured(wire.exchange("/2026/a/", page(TITLE, 1)))
    assert rows("SELECT outlet, title FROM articles") == [{"outlet": "almithal", "title": TITLE}]
    assert rows("SELECT slug FROM outlets") == [{"slug": "almithal"}]


def test_a_crawl_that_was_killed_has_no_end(captured, wire, rows) -> None:
    captured(
        wire.event(event="crawl-started"),
        wire.event(event="crawl-started", crawl_id="c2", at="2026-11-22T07:00:00+00:00"),
        wire.event(
            event="crawl-finished", at="2026-11-21T09:00:00+02:00", reason="finished", counts={"a": 1}
        ),
    )
    first, second = rows("SELECT * FROM crawls ORDER BY crawl_id")
    assert (first["started_at"], first["finished_at"]) == (
        "2026-11-21T07:00:00.000000Z",
        "2026-11-21T07:00:00.000000Z",
    )
    assert first["counts"] == '{"a": 1}'
    assert second["finished_at"] is second["reason"] is None


def test_an_event_without_what_it_must_have_is_a_problem_and_the_rest_goes_on(
    captured, wire, page, rows
) -> None:
    captured(
        wire.event(event="discovered", items=[{"state": "waiting"}]),
        wire.event(event="fate", url="https://almithal.example/2026/b/", at="yesterday", state="failed"),
        wire.event(event="discovered", items=7),
        wire.exchange("/2026/a/", page(TITLE, 1)),
    )
    assert [row["code"] for row in rows("SELECT code FROM problems")] == ["bad-event"] * 3
    assert rows("SELECT count(*) AS n FROM articles") == [{"n": 1}]


def test_a_long_event_is_read_whole(captured, wire, rows) -> None:
    items = [{"url": f"https://almithal.example/2026/{n}/", "state": "waiting"} for n in range(3000)]
    captured(wire.event(event="discovered", seed="https://almithal.example/feed/", items=items))
    assert rows("SELECT count(*) AS n FROM ledger WHERE state = 'waiting'") == [{"n": 3000}]


def test_damage_is_a_problem_with_its_place_and_the_rest_is_indexed(
    archive: Archive, ingest_all, wire, page, rows, write_warc, warc_name
) -> None:
    path = write_warc(archive, warc_name(1), [wire.exchange(f"/2026/{n}/", page(TITLE, n)) for n in range(3)])
    data = bytearray(path.read_bytes())
    second = rows_offset(archive, ingest_all, rows)
    archive.index.unlink()
    data[second + 40] ^= 0x10
    path.write_bytes(data)
    ingest_all(archive)
    codes = {row["code"]: row["offset"] for row in rows("SELECT code, offset FROM problems")}
    assert codes["damaged-member"] == second
    assert rows("SELECT count(*) AS n FROM articles") == [{"n": 2}]


def rows_offset(archive: Archive, ingest_all, rows) -> int:
    ingest_all(archive)
    offset: int = rows("SELECT offset FROM captures ORDER BY offset LIMIT 1 OFFSET 1")[0]["offset"]
    return offset


def test_a_growing_file_is_indexed_exchange_by_exchange_and_each_is_told_once(
    archive: Archive, readers, wire, page, write_warc, warc_name, member
) -> None:
    told: list[tuple[str, str | None]] = []

    def note(record_id: str, outcome: Outcome) -> None:
        told.append((record_id, outcome.reading))

    name = warc_name(1)
    groups = [wire.warcinfo(), *(wire.exchange(f"/2026/{n}/", page(TITLE, n)) for n in range(3))]
    stream = b"".join(member(record) for group in groups for record in group)
    growing = archive.warcs / f"{name}.open"
    growing.parent.mkdir(parents=True)
    with Ingest(archive, readers=readers, on_exchange=note) as ingest:
        for cut in range(0, len(stream), 97):
            growing.write_bytes(stream[:cut])
            ingest.catch_up(archive.warcs / name)
        growing.write_bytes(stream)
        ingest.catch_up(growing)  # by either name
        assert told == [(group[0].record_id, "article") for group in groups[1:]]
        growing.rename(archive.warcs / name)
        ingest.catch_up(archive.warcs / name)
        grown = list(dump(archive.index))
    assert len(told) == 3
    archive.index.unlink()
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    assert list(dump(archive.index)) == grown
    assert [leaf_id(line) for _, line in Log(archive.log).read()] == [
        *(group[0].record_id for group in groups[1:]),
        f"warc:{name}",
    ]


def test_what_another_process_indexed_is_told_too(
    archive: Archive, readers, ingest_all, wire, page, write_warc, warc_name
) -> None:
    told: list[str] = []
    name = warc_name(1)
    with Ingest(archive, readers=readers, on_exchange=lambda record_id, _: told.append(record_id)) as ingest:
        first = wire.exchange("/2026/a/", page(TITLE, 1))
        ingest.catch_up(write_warc(archive, name, [first], close=False))
        second = wire.exchange("/2026/b/", page(TITLE, 2))
        write_warc(archive, name, [second], close=False)
        ingest_all(archive)  # somebody runs `warraq ingest` meanwhile
        third = wire.exchange("/2026/c/", page(TITLE, 3))
        ingest.catch_up(write_warc(archive, name, [third], close=False))
    assert told == [first[0].record_id, second[0].record_id, third[0].record_id]


def test_two_ingests_of_one_file_at_once_give_what_one_gives(
    archive: Archive, readers, wire, page, write_warc, warc_name, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.batches.BATCH_EXCHANGES", 2)
    groups = [wire.exchange(f"/2026/{n}/", page(TITLE, n)) for n in range(12)]
    write_warc(archive, warc_name(1), groups)
    told: list[list[str]] = [[], []]

    def run(number: int) -> None:
        with Ingest(archive, readers=readers, on_exchange=lambda key, _: told[number].append(key)) as ingest:
            ingest.catch_up_all()

    with Ingest(archive, readers=readers):
        threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    both = list(dump(archive.index))
    keys = [leaf_id(line) for _, line in Log(archive.log).read()]
    assert len(keys) == len(set(keys)) == 13
    archive.index.unlink()
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    assert list(dump(archive.index)) == both
    assert [group[0].record_id for group in groups] in told


def test_an_index_deleted_under_a_running_ingest_is_filled_again(
    archive: Archive, readers, wire, page, rows, write_warc, warc_name
) -> None:
    told: list[str] = []
    name = warc_name(1)
    with Ingest(archive, readers=readers, on_exchange=lambda record_id, _: told.append(record_id)) as ingest:
        ingest.catch_up(write_warc(archive, name, [wire.exchange("/2026/a/", page(TITLE, 1))], close=False))
        for path in archive.root.glob("index.db*"):
            path.unlink()
        ingest.catch_up(write_warc(archive, name, [wire.exchange("/2026/b/", page(TITLE, 2))], close=False))
    assert rows("SELECT count(*) AS n FROM articles") == [{"n": 2}]
    assert len(told) == 2


def test_a_full_disk_says_so_and_leaves_nothing_half_written(
    archive: Archive, readers, wire, page, rows, write_warc, warc_name, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_warc(archive, warc_name(1), [wire.exchange("/2026/a/", page(TITLE, 1))])

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with Ingest(archive, readers=readers) as ingest:
        with monkeypatch.context() as patch:
            patch.setattr("archive.store.update_articles", full)
            with pytest.raises(OutOfSpace, match="free some space"):
                ingest.catch_up_all()
        assert rows("SELECT * FROM captures") == rows("SELECT * FROM warcs") == []
        ingest.catch_up_all()
    assert len(rows("SELECT * FROM articles")) == 1
    assert len(list(Log(archive.log).read())) == 2  # the exchange and the closed file, once each


def test_a_disk_that_is_full_for_the_log_says_so(
    archive: Archive, readers, wire, write_warc, warc_name, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_warc(archive, warc_name(1), [wire.exchange("/x.css", b"x", role="requisite")])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with Ingest(archive, readers=readers) as ingest:
        monkeypatch.setattr("archive.log._write", full)
        with pytest.raises(OutOfSpace, match="No space left"):
            ingest.catch_up_all()
    assert (archive.log / "leaves.jsonl").read_bytes() == b""


def test_a_broken_declaration_stops_a_strict_ingest_before_it_starts(archive: Archive, readers) -> None:
    (archive.outlets_dir / "almithal.toml").write_text("name = 1")
    with pytest.raises(OutletError, match="almithal"):
        Ingest(archive, readers=readers, strict=True)


def test_captures_wait_for_a_declaration_that_nobody_understands(
    archive: Archive, captured, wire, page, ingest_all
) -> None:
    path = archive.outlets_dir / "almithal.toml"
    right = path.read_bytes()
    path.write_text("name = 1")
    assert captured(wire.exchange("/2026/a/", page(TITLE, 1))).exchanges == 0
    path.write_bytes(right)
    assert ingest_all(archive).articles == 1


def test_a_torn_tail_kept_aside_is_not_ingested(archive: Archive, ingest_all) -> None:
    (archive.warcs / "torn").mkdir()
    (archive.warcs / "torn" / "almithal-20261121080000000-00001-0123abcd.warc.gz.10-20").write_bytes(b"torn")
    assert ingest_all(archive).exchanges == 0


def test_two_captures_with_one_id_in_our_files_leave_the_first(captured, wire, make_wire, page, rows) -> None:
    captured(wire.exchange("/2026/a/", page(TITLE, 1)), number=2)
    captured(make_wire().exchange("/2026/b/", page(TITLE, 2)), number=1)
    (capture,) = rows("SELECT url, warc FROM captures")
    assert capture["url"].endswith("/2026/b/")
    (problem,) = rows("SELECT warc, code FROM problems")
    assert problem["code"] == "duplicate-record"
    assert problem["warc"] != capture["warc"]


def test_nothing_is_written_outside_the_archive(
    archive: Archive, captured, wire, page, tmp_path: Path
) -> None:
    before = set(os.listdir(tmp_path))
    captured(wire.exchange("/2026/a/", page(TITLE, 1)))
    assert set(os.listdir(tmp_path)) == before
