"""Withdrawal: what was named is in no file any more, all else is as it was, and everybody says so."""

import json
import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from archive.bundle import write_bundle
from archive.bundle_verifier import check
from archive.citation_notes import note_citation
from archive.cite import cite
from archive.dump import dump
from archive.errors import AlreadyRunning, ArchiveError
from archive.export import Selection
from archive.export_captures import count_withdrawn, select_captures
from archive.history import history
from archive.imports import ingest_paths
from archive.ingest import Ingest
from archive.log import Log, leaf_id
from archive.lookup import UnknownArticle
from archive.own_records import OwnRecord, keep_records
from archive.place import Archive
from archive.proofs import prove_inclusion
from archive.rebuild import rebuild
from archive.schema import connect
from archive.show import show
from archive.signing import change_key, make_checkpoint
from archive.verify import verify
from archive.warc import walk
from archive.warcfile import WarcFile
from archive.why import why
from archive.withdraw import look, withdraw
from archive.withdrawal_plan import Asked
from archive.withdrawals import telling_withdrawn, withdrawn

REASON = "أمر محكمة رقم ٤"


def asked(*record_ids: str, article: bool = False, everything: bool = False) -> Asked:
    return Asked(record_ids=record_ids, article=article, everything=everything)


def members_of(archive: Archive) -> dict[tuple[str, int], bytes]:
    found = {}
    for path in sorted(archive.warcs.rglob("*.warc.gz*")):
        data = path.read_bytes()
        name = path.relative_to(archive.warcs).as_posix().removesuffix(".open")
        for record in walk(path):
            found[name, record.offset] = data[record.offset : record.offset + record.length]
    return found


def as_rebuilt(archive: Archive, readers) -> bool:
    """Whether a rebuild says what the index says, and verification agrees with both."""
    assert verify(archive).failures == []
    now = list(dump(archive.index))
    rebuild(archive, readers)
    assert verify(archive, reread=True, readers=readers).failures == []
    return list(dump(archive.index)) == now


def rows_of(archive: Archive, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(connect(archive.index, readonly=True)) as db:
        return [tuple(row) for row in db.execute(query, values)]


def test_nothing_of_a_withdrawn_report_is_left(full: Archive, readers, holders, id_of) -> None:
    named_in = holders(full)
    assert len([name for name in named_in if name.startswith("warcs/")]) == 2
    assert {name for name in named_in if not name.startswith("warcs/")} == {
        *("index.db", "state/alarms.json", "state/almithal.drift.json", "state/.almithal.drift.json.new")
    }
    before, named = members_of(full), id_of(full)
    done = withdraw(full, asked(named, everything=True), REASON, "court", readers=readers)
    assert holders(full) == set()
    after = members_of(full)
    replaced = {(one.warc, one.offset) for one in done.withdrawal.records}
    assert {place for place in before if after[place] != before[place]} == replaced
    assert {place: len(member) for place, member in after.items()} == {
        place: len(member) for place, member in before.items()
    }
    report = verify(full)
    assert report.ok
    assert (named, "court", REASON) in {
        (one["record_id"], one["code"], one["reason"]) for one in report.withdrawn
    }
    assert as_rebuilt(full, readers)
    assert holders(full) == set()


def test_a_feed_that_names_the_report_stays_and_is_listed(full: Archive, readers, holders, id_of) -> None:
    feed = id_of(full, "https://almithal.example/feed/")
    done = withdraw(full, asked(id_of(full)), REASON, readers=readers)
    assert [(one.record_id, one.why) for one in done.plan.kept] == [(feed, "names-it")]
    assert {Path(name).name for name in holders(full)} == {
        "almithal-20261121080000000-00001-0123abcd.warc.gz"
    }
    later = withdraw(full, asked(feed), REASON, readers=readers)
    assert later.withdrawal.number == 2
    assert holders(full) == set()
    assert as_rebuilt(full, readers)


def test_looking_changes_nothing(full: Archive, id_of) -> None:
    def bytes_of() -> dict[Path, bytes]:
        files = (path for path in full.root.rglob("*") if path.is_file() and path.suffix != ".db-shm")
        return {path: content for path in files if (content := path.read_bytes())}

    before = bytes_of()
    plan = look(full, asked(id_of(full), everything=True))
    assert {plan.why[group.record_id] for group in plan.going} == {
        *("asked", "depends", "requisite", "address", "names-it")
    }
    assert bytes_of() == before


def test_with_another_text_of_it_the_address_stays(
    full: Archive, readers, page, wire, write_warc, warc_name, id_of, url, title
) -> None:
    edited = wire.exchange(url, page("عنوان مصحح للخبر عن القرية", 3), at="2026-11-23T08:00:00.000001Z")
    write_warc(full, warc_name(3), [edited])
    first = id_of(full)
    done = withdraw(full, asked(first), REASON, readers=readers)
    assert edited[0].record_id in {one.record_id for one in done.plan.kept}
    (row,) = rows_of(full, "SELECT title, version_count FROM articles WHERE url = ?", url)
    assert row == ("عنوان مصحح للخبر عن القرية", 1)
    assert rows_of(full, "SELECT count(*) FROM ledger WHERE url = ?", url) == [(1,)]
    assert as_rebuilt(full, readers)
    withdraw(full, asked(edited[0].record_id, article=True), REASON, readers=readers)
    assert rows_of(full, "SELECT count(*) FROM captures WHERE url = ?", url) == [(0,)]
    assert as_rebuilt(full, readers)


def test_a_text_that_another_capture_shows_stays_through_it(
    full: Archive, readers, report_page, wire, write_warc, warc_name, id_of, url
) -> None:
    again = wire.exchange(url, report_page, at="2026-11-23T08:00:00.000001Z")
    write_warc(full, warc_name(3), [again])
    with Ingest(full, readers=readers) as ingest:
        ingest.catch_up_all()
    (article,) = rows_of(full, "SELECT article_id FROM articles WHERE url = ?", url)
    done = withdraw(full, asked(id_of(full)), REASON, readers=readers)
    assert done.plan.remains == article
    assert rows_of(full, "SELECT record_id FROM versions WHERE url = ?", url) == [(again[0].record_id,)]
    assert as_rebuilt(full, readers)


def test_what_the_archive_made_of_a_capture_goes_with_it(
    full: Archive, readers, holders, id_of, url, sentence
) -> None:
    first = id_of(full)
    with Ingest(full, readers=readers) as ingest:
        made = keep_records(
            full,
            "almithal",
            [
                OwnRecord(
                    type="conversion",
                    role="text",
                    url=url,
                    content_type="text/plain",
                    block=sentence.encode(),
                    refers_to=first,
                ),
                OwnRecord(
                    type="resource",
                    role="picture",
                    url=url,
                    content_type="image/png",
                    block=b"\x89PNG of the page",
                    refers_to=first,
                ),
            ],
            ingest=ingest,
        )
    assert verify(full).failures == []
    done = withdraw(full, asked(first, everything=True), REASON, readers=readers)
    assert set(made) <= {group.record_id for group in done.plan.going}
    assert holders(full) == set()
    assert set(
        rows_of(full, "SELECT kind, reading FROM captures WHERE kind IN ('conversion', 'resource')")
    ) == {
        ("conversion", "withdrawn"),
        ("resource", "withdrawn"),
    }
    assert as_rebuilt(full, readers)


def test_a_record_that_the_archive_made_can_go_alone(full: Archive, readers, id_of, url, sentence) -> None:
    record = OwnRecord(
        type="conversion",
        role="text",
        url=url,
        content_type="text/plain",
        block=sentence.encode(),
        refers_to=id_of(full),
    )
    with Ingest(full, readers=readers) as ingest:
        (made,) = keep_records(full, "almithal", [record], ingest=ingest)
    done = withdraw(full, asked(f"urn:uuid:{made}"), REASON, readers=readers)
    assert [group.record_id for group in done.plan.going] == [made]
    assert rows_of(full, "SELECT count(*) FROM articles WHERE url = ?", url) == [(1,)]
    assert as_rebuilt(full, readers)


def test_a_picture_that_another_page_shows_stays(
    archive: Archive, readers, page, wire, write_warc, warc_name, id_of, url, other, title
) -> None:
    shared = '<img src="https://almithal.example/p/shared.jpg" width="640" height="480" alt="صورة السوق">'
    pages = [
        page(one, n).replace(b"</h1>", f"</h1><p>{shared}</p>".encode())
        for n, one in enumerate([title, "خبر آخر"])
    ]
    groups = [wire.exchange(url, pages[0]), wire.exchange(other, pages[1])]
    groups.append(
        wire.exchange("/p/shared.jpg", b"jpeg", role="requisite", content_type="image/jpeg", via=url)
    )
    write_warc(archive, warc_name(1), groups)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    assert len(rows_of(archive, "SELECT * FROM images")) == 2
    withdraw(archive, asked(id_of(archive)), REASON, readers=readers)
    (row,) = rows_of(archive, "SELECT reading, via FROM captures WHERE role = 'requisite'")
    assert row == (None, None)
    assert as_rebuilt(archive, readers)


def test_an_event_can_be_cut_twice(full: Archive, readers, id_of, other) -> None:
    first, second = id_of(full), id_of(full, other)
    withdraw(full, asked(first), REASON, readers=readers)
    withdraw(full, asked(second), REASON, readers=readers)
    assert rows_of(full, "SELECT count(*) FROM ledger") == [(0,)]
    assert as_rebuilt(full, readers)


def test_a_file_that_is_closed_later_is_verified(full: Archive, readers, id_of, warc_name) -> None:
    withdraw(full, asked(id_of(full)), REASON, readers=readers)
    file, torn = WarcFile.reopen(full.warcs, warc_name(2))
    file.close()
    with Ingest(full, readers=readers) as ingest:
        ingest.catch_up_all()
    assert torn is None
    assert as_rebuilt(full, readers)


def test_files_keep_their_mode_and_time_of_change(full: Archive, readers, id_of, warc_name) -> None:
    path = full.warcs / warc_name(1)
    os.utime(path, ns=(10**18, 10**18))
    withdraw(full, asked(id_of(full)), REASON, readers=readers)
    status = path.stat()
    assert (status.st_mode & 0o777, status.st_mtime_ns) == (0o444, 10**18)


def test_other_readers_read_a_file_with_stubs(full: Archive, readers, id_of, warc_name) -> None:
    path = full.warcs / warc_name(1)
    ids = [record.record_id for record in walk(path)]
    withdraw(full, asked(id_of(full), everything=True), REASON, readers=readers)
    with path.open("rb") as file:
        read = [
            (one.rec_headers.get_header("WARC-Record-ID"), one.raw_stream.read())
            for one in ArchiveIterator(file, no_record_parse=True)
        ]
    assert [one.removeprefix("<urn:uuid:").removesuffix(">") for one, _ in read] == ids
    with path.open("rb") as file:
        fast = [(one.record_id, one.reader.read()) for one in FastIterator(file, parse_http=False)]
    assert [block for _, block in fast] == [block for _, block in read]


def test_whoever_asks_is_told(full: Archive, readers, id_of, url) -> None:
    first = id_of(full)
    (article,) = rows_of(full, "SELECT article_id FROM articles WHERE url = ?", url)
    withdraw(full, asked(first), REASON, "safety", readers=readers)
    assert withdrawn(full)[first][1] == REASON
    with closing(connect(full.index, readonly=True)) as db:
        assert withdrawn(db)[first][1] == "safety"
        for call in (show, cite, lambda db, named: history(full, db, named)):
            with pytest.raises(UnknownArticle, match=r"was withdrawn at .* for somebody's safety"):
                call(db, first)
            for named in (url, str(article[0])):
                with (
                    pytest.raises(UnknownArticle, match="every capture of it was withdrawn"),
                    telling_withdrawn(full, named),
                ):
                    call(db, named)
    for named in (first, url):
        fate = why(full, named)
        assert fate.state == "withdrawn"
        assert any("withdrawn" in str(step.detail) for step in fate.steps)
    assert why(full, "https://almithal.example/2026/never-seen/").state == "unknown"


def test_whoever_asks_is_told_in_arabic(
    full: Archive, readers, id_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = id_of(full)
    withdraw(full, asked(first), REASON, "court", readers=readers)
    monkeypatch.setenv("WARRAQ_LANG", "ar")
    with (
        closing(connect(full.index, readonly=True)) as db,
        pytest.raises(UnknownArticle, match=r"سُحب سجل WARC .* بأمر محكمة"),
    ):
        show(db, first)


def test_the_leaf_of_a_withdrawn_capture_is_still_proven(full: Archive, readers, id_of) -> None:
    first = id_of(full)
    make_checkpoint(full)
    before = prove_inclusion(full, first)
    withdraw(full, asked(first), REASON, readers=readers)
    make_checkpoint(full)
    after = prove_inclusion(full, f"<urn:uuid:{first}>")
    assert (after.leaf, after.index) == (before.leaf, before.index)
    last = json.loads([line for _, line in Log(full.log).read()][-2])
    assert last["kind"] == "withdrawn"
    assert first in {one["id"] for one in last["records"]}
    assert leaf_id(json.dumps(last).encode()) == "withdrawn:1"


def test_a_change_of_keys_before_and_after_is_followed(full: Archive, readers, id_of, other) -> None:
    change_key(full)
    withdraw(full, asked(id_of(full)), REASON, readers=readers)
    change_key(full)
    withdraw(full, asked(id_of(full, other)), REASON, readers=readers)
    assert verify(full).failures == []


def test_exports_leave_withdrawn_captures_out(full: Archive, readers, id_of) -> None:
    first = id_of(full)
    withdraw(full, asked(first), REASON, readers=readers)
    with closing(connect(full.index, readonly=True)) as db:
        taken = select_captures(full, db, Selection())
        assert first not in {one.record_id for one in taken}
        assert all(one.url for one in taken)
        assert count_withdrawn(db, Selection()) == 4


def test_a_bundle_of_a_report_whose_metadata_was_cut_is_proven(
    full: Archive, readers, id_of, other, tmp_path: Path
) -> None:
    withdraw(full, asked(id_of(full)), REASON, readers=readers)
    with closing(connect(full.index, readonly=True)) as db:
        write_bundle(full, db, tmp_path / "bundle.zip", [cite(db, other)])
    report = check(str(tmp_path / "bundle.zip"))
    assert report.failures == []


def test_citations_lose_what_was_typed_and_keep_what_names_the_record(
    full: Archive, readers, id_of, sentence, url
) -> None:
    with closing(connect(full.index, readonly=True)) as db:
        document = cite(db, sentence)
        other = cite(db, "خبر آخر من ذلك اليوم")
    note_citation(full, sentence, document, datetime.now(UTC))
    note_citation(full, "خبر آخر", other, datetime.now(UTC))
    before = full.citations.read_bytes().splitlines()
    first = id_of(full)
    withdraw(full, asked(first), REASON, readers=readers)
    lines = full.citations.read_bytes().splitlines()
    note = json.loads(lines[0])
    assert (note["record_id"], note["body_digest"]) == (first, document["article"]["body_digest"])
    assert (note["typed"], note["withdrawn"]) == (None, 1)
    assert lines[1:] == before[1:]


def test_records_of_others_are_refused(
    full: Archive, readers, wire, page, write_warc, warc_name, make_archive, tmp_path: Path
) -> None:
    foreign = make_archive(tmp_path / "foreign")
    group = wire.exchange("/2026/foreign-report/", page("خبر من أرشيف غيرنا", 9))
    path = write_warc(foreign, warc_name(9), [group])
    with Ingest(full, readers=readers) as ingest:
        ingest_paths(full, [path], ingest)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"never changed.*imports.jsonl"):
        withdraw(full, asked(group[0].record_id), REASON, readers=readers)
    assert path.read_bytes() == before


def test_a_copy_in_an_imported_file_is_told(full: Archive, readers, id_of, warc_name, tmp_path: Path) -> None:
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes((full.warcs / warc_name(1)).read_bytes())
    with Ingest(full, readers=readers) as ingest:
        ingest_paths(full, [copy], ingest)
    before, first = copy.read_bytes(), id_of(full)
    done = withdraw(full, asked(first), REASON, readers=readers)
    assert (first, str(copy), False) in {(one.record_id, one.url, one.own) for one in done.plan.kept}
    assert copy.read_bytes() == before
    assert as_rebuilt(full, readers)


def test_an_unknown_record_is_refused(full: Archive, readers) -> None:
    with pytest.raises(ArchiveError, match="no capture of this archive has the record id"):
        withdraw(full, asked("00000000-0000-0000-0000-00000000ffff"), REASON, readers=readers)


def test_withdrawing_again_does_nothing(full: Archive, readers, id_of) -> None:
    first = id_of(full)
    withdraw(full, asked(first), REASON, readers=readers)
    before = members_of(full)
    done = withdraw(full, asked(first), REASON, readers=readers)
    assert (done.withdrawal, done.plan.known) == (None, (first,))
    assert members_of(full) == before


@pytest.mark.parametrize("reason", ["", "سطر\nوسطر", "x" * 301])
def test_a_reason_is_one_line(full: Archive, readers, id_of, reason: str) -> None:
    with pytest.raises(ArchiveError, match="on one line"):
        withdraw(full, asked(id_of(full)), reason, readers=readers)


def test_a_reason_that_names_the_report_is_refused(
    full: Archive, readers, id_of, title: str, url: str
) -> None:
    for reason in (f"remove «{title}»", f"remove {url}"):
        with pytest.raises(ArchiveError, match="stays in the log for good"):
            withdraw(full, asked(id_of(full)), reason, readers=readers)
    assert verify(full).withdrawn == []


def test_a_file_that_a_crawl_writes_is_left_alone(full: Archive, readers, id_of, warc_name) -> None:
    before = members_of(full)
    file, _ = WarcFile.reopen(full.warcs, warc_name(2))
    try:
        with pytest.raises(AlreadyRunning, match="a crawl is writing"):
            withdraw(full, asked(id_of(full)), REASON, readers=readers)
    finally:
        file.release()
    assert members_of(full) == before
    assert verify(full).failures == []
