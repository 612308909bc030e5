"""No response is handed on without its bytes on the disk, whatever keeps them from it."""

from pathlib import Path

from archive.place import locked
from archive.warcfile import OPEN, day_of
from newsroom import Newsroom
from tests.crawlers.capture.conftest import Crawl


def pages(room: Newsroom, count: int, fault: str = "plain") -> list[dict[str, str]]:
    base = room.outlets["almithal"].homepage
    return [{"url": f"{base}faults/{fault}?n={number}"} for number in range(count)]


def test_a_response_whose_bytes_were_not_recorded_is_an_error(crawl: Crawl, room: Newsroom) -> None:
    crawled = crawl(room, pages(room, 5), capture="blind", stop=False)
    assert [row["end"].split(":")[0] for row in crawled.rows] == ["CaptureError"] * 5
    assert "without its bytes being recorded" in crawled.rows[0]["end"]
    assert [record["WARC-Type"] for record in crawled.records] == ["warcinfo"]


def test_a_full_disk_ends_the_crawl_and_nothing_unwritten_was_handed_on(crawl: Crawl, room: Newsroom) -> None:
    crawled = crawl(room, pages(room, 300), file_limit=150_000)
    ends = [row["end"].split(":")[0] for row in crawled.rows]
    assert {"handed on", "CaptureError"} <= set(ends)
    assert ends.count("handed on") < 200
    assert "File too large" in next(row["end"] for row in crawled.rows if "CaptureError" in row["end"])
    written = {record.id for record in crawled.records}
    for row in crawled.rows:
        if row["end"] == "handed on":
            assert f"<urn:uuid:{row['captured']['record_id']}>" in written
        else:
            assert row["captured"] is None
    assert len(crawled.groups) == ends.count("handed on")


def test_what_a_crawl_cut_short_left_is_read_on_by_the_next(crawl: Crawl, room: Newsroom) -> None:
    before = crawl(room, pages(room, 300), file_limit=150_000)
    after = crawl(room, pages(room, 3))
    (name,) = (path.name.removesuffix(OPEN) for path in before.warcs)
    # Once midnight (UTC) has passed, a crawl closes the file and begins one of its own day.
    same_day = [path.name.removesuffix(OPEN) for path in after.warcs if day_of(path.name) == day_of(name)]
    assert same_day == [name]
    assert len(after.groups) == len(before.groups) + 3


def test_a_second_crawl_of_an_outlet_fetches_nothing(crawl: Crawl, room: Newsroom) -> None:
    first = crawl(room, pages(room, 1))
    with locked(first.archive.state / "tests.crawl.lock"):
        second = crawl(room, pages(room, 3))
    assert second.exchanges == []
    assert second.exit_code != 0
    assert "another run holds" in second.log


def test_the_temporary_files_of_large_bodies_are_gone_with_the_crawl(crawl: Crawl, room: Newsroom) -> None:
    base = room.outlets["almithal"].homepage
    crawled = crawl(room, [{"url": f"{base}faults/big?mb=3&n={number}"} for number in range(3)])
    assert [len(group.got) > 3 << 20 for group in crawled.groups] == [True] * 3
    assert list(Path(crawled.archive.state, "spool").iterdir()) == []
