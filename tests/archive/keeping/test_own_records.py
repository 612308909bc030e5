"""Records that no crawl fetched are kept beside the captures: on disk, in the log, in the index, for good."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from archive.dump import dump
from archive.errors import ArchiveError
from archive.export import Selection
from archive.export_captures import select_captures
from archive.export_cdxj import answered
from archive.ingest import Ingest
from archive.log import Log, leaf_id
from archive.own_records import OwnRecord, keep_records, made_of
from archive.place import Archive
from archive.proofs import prove_inclusion
from archive.rebuild import rebuild
from archive.rows import reading_index
from archive.verify import verify
from archive.warc import current_path, read_record
from archive.warcfile import OPEN, WarcFile, open_for_append, purpose_of

PAGE = "https://almithal.example/2026/1/"
CAPTURE = "00000000-0000-0001-0000-000000000002"  # the first response that `wire` makes
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def text(body: str = "نص التقرير كما قُرئ.", **changes: object) -> OwnRecord:
    wanted = {
        "type": "conversion",
        "role": "cited-text",
        "url": PAGE,
        "content_type": "text/plain;charset=utf-8",
        "block": body.encode(),
        "refers_to": CAPTURE,
        "facts": (("readerDigest", "sha256:00"),),
    }
    return OwnRecord(**wanted | changes)  # type: ignore[arg-type]


def picture(**changes: object) -> OwnRecord:
    wanted = {
        "type": "resource",
        "role": "screenshot",
        "url": PAGE,
        "content_type": "image/png",
        "block": PICTURE,
        "refers_to": CAPTURE,
        "date": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        "facts": (("tool", "Chromium 150"), ("note", "the page had not settled")),
        "level": 0,
    }
    return OwnRecord(**wanted | changes)  # type: ignore[arg-type]


@pytest.fixture
def crawled(archive: Archive, wire, page, write_warc, warc_name, ingest_all) -> Archive:
    """An archive with one report, whose capture has the id CAPTURE."""
    write_warc(archive, warc_name(1), [wire.warcinfo(), wire.exchange("/2026/1/", page("عنوان الخبر", 1))])
    ingest_all(archive)
    return archive


def own_file(archive: Archive, slug: str = "almithal") -> Path:
    """The one file of records that is still open."""
    (found,) = (archive.warcs / slug).glob(f"*/*{OPEN}")
    return found


def test_kept_records_are_found_from_the_article_and_checked(crawled: Archive, rows) -> None:
    ids = keep_records(crawled, "almithal", [picture(), text()])
    (article,) = rows("SELECT * FROM articles")
    found = {row["record_id"]: row for row in rows("SELECT * FROM captures WHERE kind != 'response'")}
    assert list(found) == ids or set(found) == set(ids)
    shot, kept = (found[record_id] for record_id in ids)
    assert (shot["kind"], shot["role"], shot["url"]) == ("resource", "screenshot", PAGE)
    assert (kept["kind"], kept["role"], kept["url"]) == ("conversion", "cited-text", PAGE)
    assert shot["captured_at"] == "2026-11-22T09:30:00.000000Z"
    assert {row["article_id"] for row in found.values()} == {article["article_id"]}
    assert {row["refers_to"] for row in found.values()} == {CAPTURE}
    assert {row["outlet"] for row in found.values()} == {"almithal"}
    assert shot["content_type"] == "image/png"
    assert kept["payload_digest"] == "sha256:" + sha256("نص التقرير كما قُرئ.".encode()).hexdigest()
    assert [row["detail"] for row in rows("SELECT detail FROM problems WHERE record_id = ?", ids[0])] == [
        "the page had not settled"
    ]
    with reading_index(crawled) as db:
        assert made_of(db, CAPTURE) == ids
    report = verify(crawled)
    assert report.failures == []
    assert report.checked["warcs"] == 2


def test_an_article_is_the_same_whatever_was_made_of_it(crawled: Archive, rows) -> None:
    tables = ("articles", "versions", "ledger", "aliases", "outlets")
    before = {table: rows(f"SELECT * FROM {table}") for table in tables}
    keep_records(crawled, "almithal", [picture(date=datetime.now(UTC) + timedelta(days=1)), text()])
    assert {table: rows(f"SELECT * FROM {table}") for table in tables} == before


def test_history_why_and_cite_tell_of_captures_only(crawled: Archive) -> None:
    from archive.cite import cite
    from archive.history import history
    from archive.why import why

    def told() -> list[object]:
        with reading_index(crawled) as db:
            return [cite(db, PAGE)["captures"], history(crawled, db, PAGE), why(crawled, PAGE)]

    before = told()
    keep_records(crawled, "almithal", [picture(), text()])
    assert told() == before


def test_a_rebuild_gives_the_same_index(crawled: Archive, readers) -> None:
    keep_records(crawled, "almithal", [picture(), text()])
    keep_records(crawled, "almithal", [text("نص ثانٍ")])
    before = list(dump(crawled.index))
    rebuild(crawled, readers)
    assert list(dump(crawled.index)) == before
    crawled.index.unlink()
    rebuild(crawled, readers)
    assert list(dump(crawled.index)) == before
    assert verify(crawled).failures == []


def test_each_record_has_its_leaf_and_a_proof(crawled: Archive) -> None:
    from archive.attest import attest

    ids = keep_records(crawled, "almithal", [picture(), text()])
    leaves = {leaf_id(line): line for _, line in Log(crawled.log).read()}
    assert set(ids) <= set(leaves)
    assert b'"status":null' in leaves[ids[1]]
    assert b'"url_sha256":null' not in leaves[ids[1]]
    attest(crawled)
    for record_id in ids:
        assert record_id.encode() in prove_inclusion(crawled, record_id).leaf


def test_a_text_that_looks_like_an_answer_has_no_status(crawled: Archive, rows) -> None:
    (record_id,) = keep_records(crawled, "almithal", [text("HTTP/1.1 404 Not Found\r\n\r\nنص")])
    assert rows("SELECT status FROM captures WHERE record_id = ?", record_id) == [{"status": None}]
    leaf = next(line for _, line in Log(crawled.log).read() if leaf_id(line) == record_id)
    assert b'"status":null' in leaf


def set_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Let records be kept at that moment, also when midnight passes meanwhile."""

    class Then(datetime):
        @classmethod
        def now(cls, tz=None):
            return at

    monkeypatch.setattr("archive.own_records.datetime", Then)


def test_later_records_of_the_day_go_into_the_same_file(crawled: Archive, rows, monkeypatch) -> None:
    set_clock(monkeypatch, datetime.now(UTC))
    first = keep_records(crawled, "almithal", [text()])
    second = keep_records(crawled, "almithal", [picture()])
    warcs = rows("SELECT DISTINCT warc FROM captures WHERE record_id IN (?, ?)", first[0], second[0])
    assert len(warcs) == 1
    assert current_path(crawled.warcs / warcs[0]["warc"]) == own_file(crawled)
    with own_file(crawled).open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "conversion", "metadata", "resource", "metadata"]


def test_other_programs_read_the_file(crawled: Archive) -> None:
    keep_records(crawled, "almithal", [picture(), text()])
    path = own_file(crawled)
    with path.open("rb") as stream:
        read = [
            (record.rec_headers.get_header("WARC-Type"), record.content_stream().read())
            for record in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [kind for kind, _ in read] == ["warcinfo", "resource", "metadata", "conversion", "metadata"]
    assert read[1][1] == PICTURE
    assert read[3][1].decode() == "نص التقرير كما قُرئ."
    with path.open("rb") as stream:
        fast = [
            record.headers["WARC-Target-URI"]
            for record in FastIterator(stream, parse_http=False)
            if (record.verify_block_digest() and record.headers.get("WARC-Target-URI"))
        ]
    assert fast == [f"urn:warraq:screenshot:{PAGE}", PAGE, PAGE, PAGE]


def test_fields_are_those_that_the_format_gives_each_type(crawled: Archive, rows) -> None:
    shot, kept = keep_records(crawled, "almithal", [picture(), text()])
    path = own_file(crawled)
    offsets = {row["record_id"]: row["offset"] for row in rows("SELECT record_id, offset FROM captures")}
    resource, conversion = (read_record(path, offsets[one]) for one in (shot, kept))
    assert resource.header("WARC-Concurrent-To") == f"<urn:uuid:{CAPTURE}>"
    assert resource.header("WARC-Refers-To") is None
    assert conversion.header("WARC-Refers-To") == f"<urn:uuid:{CAPTURE}>"
    assert conversion.header("WARC-Concurrent-To") is None
    assert resource.header("WARC-Warcinfo-ID") == f"<urn:uuid:{read_record(path, 0).record_id}>"


def test_a_foreign_record_id_is_named_as_it_is(crawled: Archive, rows) -> None:
    (record_id,) = keep_records(crawled, "almithal", [text(refers_to="https://other.example/id/7")])
    (row,) = rows("SELECT refers_to, offset FROM captures WHERE record_id = ?", record_id)
    assert row["refers_to"] == "https://other.example/id/7"
    record = read_record(own_file(crawled), row["offset"])
    assert record.header("WARC-Refers-To") == "<https://other.example/id/7>"


def test_an_outlet_that_nobody_declared_has_a_file_of_its_own(crawled: Archive, readers, rows) -> None:
    keep_records(crawled, "other_example", [text(url="https://other.example/a")])
    assert own_file(crawled, "other_example").parent.parent.name == "other_example"
    assert {"slug": "other_example"} in rows("SELECT slug FROM outlets")
    before = list(dump(crawled.index))
    rebuild(crawled, readers)
    assert list(dump(crawled.index)) == before


def test_a_running_crawl_and_kept_records_do_not_meet(crawled: Archive, new_record) -> None:
    def begin(name: str):
        return new_record("warcinfo", b"software: crawl\r\n", date="2026-11-22T10:00:00Z", content_type=None)

    now = datetime.now(UTC)
    crawl, _ = open_for_append(crawled.warcs, "almithal", "0123abcd", now, begin)
    before = (crawled.warcs / f"{crawl.name}{OPEN}").read_bytes()
    keep_records(crawled, "almithal", [text()])
    assert (crawled.warcs / f"{crawl.name}{OPEN}").read_bytes() == before
    crawl.release()
    keep_records(crawled, "almithal", [text()])
    assert (crawled.warcs / f"{crawl.name}{OPEN}").read_bytes() == before
    again, _ = open_for_append(crawled.warcs, "almithal", "0123abcd", now, begin)
    assert again.name == crawl.name
    again.release()
    purposes = [
        purpose_of(crawled.warcs, p.relative_to(crawled.warcs).as_posix().removesuffix(OPEN))
        for p in sorted(own_file_all(crawled))
    ]
    assert sorted(purposes, key=str) == [None, "records"]


def own_file_all(archive: Archive) -> list[Path]:
    return list((archive.warcs / "almithal").glob(f"*/*{OPEN}"))


def test_a_crawl_begins_a_file_of_its_own_while_records_are_written(crawled: Archive, new_record) -> None:
    def begin(name: str):
        return new_record("warcinfo", b"software: crawl\r\n", date="2026-11-22T10:00:00Z", content_type=None)

    keep_records(crawled, "almithal", [text()])
    name = own_file(crawled).relative_to(crawled.warcs).as_posix().removesuffix(OPEN)
    held, _ = WarcFile.reopen(crawled.warcs, name)
    crawl, _ = open_for_append(crawled.warcs, "almithal", "0123abcd", datetime.now(UTC), begin)
    assert crawl.name != name
    crawl.release()
    held.release()


def test_a_file_of_an_earlier_day_is_closed_and_noted(crawled: Archive, rows, monkeypatch) -> None:
    keep_records(crawled, "almithal", [text()])
    path = own_file(crawled)
    set_clock(monkeypatch, datetime.now(UTC) + timedelta(days=1))
    keep_records(crawled, "almithal", [text("نص اليوم التالي")])
    final = path.with_name(path.name.removesuffix(OPEN))
    assert final.exists()
    assert not path.exists()
    name = final.relative_to(crawled.warcs).as_posix()
    assert rows("SELECT closed FROM warcs WHERE name = ?", name) == [{"closed": 1}]
    assert verify(crawled).failures == []


def test_exports_take_pictures_but_no_cited_texts(crawled: Archive) -> None:
    shot, kept = keep_records(crawled, "almithal", [picture(), text()])
    with reading_index(crawled) as db:
        taken = select_captures(crawled, db, Selection(outlets=("almithal",)))
    ids = {one.record_id for one in taken}
    assert shot in ids
    assert kept not in ids
    assert shot not in {one.record_id for one in answered(taken)}


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"url": "https://almithal.example/a\r\nWARC-Type: response"}, "control character"),
        ({"url": "ftp://almithal.example/"}, "ftp"),
        ({"role": "two words"}, "role"),
        ({"refers_to": "https://x.example/\n"}, "control character"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is(
    crawled: Archive, change: dict[str, object], wanted: str
) -> None:
    before = sorted(crawled.warcs.rglob("*"))
    with pytest.raises(ArchiveError, match=wanted):
        keep_records(crawled, "almithal", [text(), text(**change)])
    with pytest.raises(ArchiveError, match="slug"):
        keep_records(crawled, "../almithal", [text()])
    assert sorted(crawled.warcs.rglob("*")) == before


def test_an_archive_that_cannot_be_written_keeps_nothing(crawled: Archive, monkeypatch) -> None:
    real = os.open

    def read_only(path, flags: int, *more: int, **names: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *more, **names)

    monkeypatch.setattr("os.open", read_only)
    before = sorted(crawled.warcs.rglob("*"))
    with pytest.raises(ArchiveError, match=r"no records can be kept in .*Permission denied"):
        keep_records(crawled, "almithal", [text()])
    assert sorted(crawled.warcs.rglob("*")) == before


PROGRAM = """
import sys
from pathlib import Path
from archive.own_records import OwnRecord, keep_records
from archive.place import Archive
for number in range(2):
    ids = keep_records(Archive(Path(sys.argv[1])), "almithal", [OwnRecord(
        type="conversion", role="cited-text", url="https://almithal.example/2026/1/",
        content_type="text/plain;charset=utf-8", block=f"text {number}".encode() * 50,
        refers_to="00000000-0000-0001-0000-000000000002")])
    print(*ids, flush=True)
"""


@pytest.mark.parametrize(
    "point",
    [
        "records-written",
        "records-written:2",
        "records-synced",
        "before-index:2",
        "before-leaves",
        "leaves-half-written:2",
        "leaves-appended",
        "index-written:2",
        "index-committed",
        "index-committed:2",
    ],
)
def test_a_kill_loses_nothing_acknowledged_and_tears_nothing(crawled: Archive, readers, point: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(crawled.root)],
        env=os.environ | {"WARRAQ_CRASH_AT": point},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    with reading_index(crawled) as db:
        assert set(run.stdout.split()) <= set(made_of(db, CAPTURE))
    keep_records(crawled, "almithal", [text()])
    assert verify(crawled).failures == []
    before = list(dump(crawled.index))
    keys = [leaf_id(line) for _, line in Log(crawled.log).read()]
    assert len(keys) == len(set(keys))
    rebuild(crawled, readers)
    assert list(dump(crawled.index)) == before
    assert [leaf_id(line) for _, line in Log(crawled.log).read()] == keys


def test_a_tail_torn_at_any_byte_is_cut_and_the_rest_goes_on(crawled: Archive, readers) -> None:
    first = keep_records(crawled, "almithal", [text()])
    path = own_file(crawled)
    whole = path.read_bytes()
    keep_records(crawled, "almithal", [picture(block=b"x" * 40)])
    longer = path.read_bytes()
    for cut in range(len(whole) + 1, len(longer), 97):
        path.write_bytes(longer[:cut])
        crawled.index.unlink()
        rebuild(crawled, readers)
        (record_id,) = keep_records(crawled, "almithal", [text("بعد القطع")])
        with reading_index(crawled) as db:
            assert {first[0], record_id} <= set(made_of(db, CAPTURE))
        assert [f.what for f in verify(crawled).failures if f.what == "damaged-record"] == []


def test_two_processes_at_once_keep_all(crawled: Archive) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "WARRAQ_CRASH_AT"}
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(crawled.root)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = [run.communicate(timeout=120)[0].split() for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    with reading_index(crawled) as db:
        assert set(made_of(db, CAPTURE)) == {one for ids in said for one in ids}
    assert verify(crawled).failures == []


def test_ids_of_an_index_behind_are_caught_up(crawled: Archive, readers) -> None:
    keep_records(crawled, "almithal", [text()])
    with Ingest(crawled, readers=readers) as ingest:
        assert ingest.catch_up_all().exchanges == 0
        ids = keep_records(crawled, "almithal", [text("بفهرس مفتوح")], ingest=ingest)
    with reading_index(crawled) as db:
        assert ids[0] in made_of(db, CAPTURE)
