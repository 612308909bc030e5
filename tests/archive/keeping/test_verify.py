"""Verification notices what was changed, dropped or made up, anywhere."""

import json
from contextlib import closing

import pytest

from archive.analysers import analyser_for
from archive.errors import IndexUnusable
from archive.fixity import digest_like
from archive.imports import ingest_paths
from archive.ingest import Ingest
from archive.place import Archive
from archive.rebuild import rebuild
from archive.refill import refill_search
from archive.row_digests import note_captures, note_version, reader_in
from archive.schema import connect, connect_scratch
from archive.search_rows import TextRow, index_row
from archive.verify import verify
from archive.versions import text_digest
from extractors.article import body_digest

TITLE = "بدء أعمال ترميم السوق القديم في المدينة"


@pytest.fixture
def crawled(archive: Archive, wire, page, write_warc, warc_name, ingest_all) -> Archive:
    """An archive with a closed and an open file, a version history, a failure and a requisite."""
    first = wire.exchange("/2026/a/", page(TITLE, 1), at="2026-11-21T08:00:00Z")
    write_warc(
        archive,
        warc_name(1),
        [
            wire.warcinfo(),
            wire.event(event="crawl-started"),
            first,
            wire.exchange("/2026/a/", page(f"{TITLE} بعد التعديل", 2), at="2026-11-22T08:00:00Z"),
            wire.exchange("/2026/a/", refers_to=first[0].record_id, status=304, at="2026-11-23T08:00:00Z"),
            wire.exchange("/2026/b/", answered=False, outcome="timeout"),
        ],
    )
    write_warc(archive, warc_name(2), [wire.exchange("/x.css", b"x", role="requisite")], close=False)
    ingest_all(archive)
    return archive


def failures(archive: Archive) -> set[str]:
    report = verify(archive)
    assert report.ok == (not report.failures)
    return {failure.what for failure in report.failures}


def edit(archive: Archive, statement: str, *values: object) -> None:
    with closing(connect(archive.index)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        changed = db.execute(statement, values)
        assert changed.rowcount > 0


def test_an_untouched_archive_is_ok_and_everything_was_counted(crawled: Archive) -> None:
    report = verify(crawled)
    assert report.ok
    assert report.checked == {
        "warcs": 2,
        "records": 16,
        "rows": 54,
        "leaves": 6,
        "checkpoints": 0,
        "stamps": 0,
    }


def test_verify_changes_nothing(crawled: Archive) -> None:
    before = {path: path.read_bytes() for path in crawled.root.rglob("*") if path.is_file()}
    verify(crawled)
    after = {path: path.read_bytes() for path in crawled.root.rglob("*") if path.is_file()}
    assert {path for path in before if before[path] != after.get(path)} == set()


def test_without_an_index_it_says_what_to_run(archive: Archive) -> None:
    with pytest.raises(IndexUnusable, match="warraq rebuild"):
        verify(archive)


def test_every_flipped_byte_of_a_closed_file_is_noticed(crawled: Archive, warc_name) -> None:
    path = crawled.warcs / warc_name(1)
    whole = path.read_bytes()
    for position in range(0, len(whole), 211):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0x41]) + whole[position + 1 :])
        assert "warc-digest" in failures(crawled), position
    path.write_bytes(whole)
    assert verify(crawled).ok


def test_a_flipped_byte_in_an_open_file_is_noticed(crawled: Archive, warc_name) -> None:
    path = crawled.warcs / f"{warc_name(2)}.open"
    whole = path.read_bytes()
    for position in range(60, len(whole) - 10, 97):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0x41]) + whole[position + 1 :])
        assert failures(crawled), position


def test_a_record_rewritten_with_fitting_digests_is_noticed(
    crawled: Archive, warc_name, make_wire, page, member
) -> None:
    # The forger knows ids, dates and digests, and even rebuilds the index; the log is what gives them away.
    path = crawled.warcs / f"{warc_name(2)}.open"
    forger = make_wire()
    forger.made = 13
    forged = forger.exchange("/x.css", b"y", role="requisite")
    path.write_bytes(b"".join(map(member, forged)))
    assert "changed-leaf" in failures(crawled)


def test_a_rewritten_archive_is_noticed_even_after_a_rebuild(
    crawled: Archive, warc_name, readers, wire, page, write_warc
) -> None:
    (crawled.warcs / warc_name(1)).unlink()
    write_warc(crawled, warc_name(1), [wire.exchange("/2026/a/", page("عنوان مزور للخبر نفسه", 3))])
    rebuild(crawled, readers)
    assert "leaf-without-exchange" in failures(crawled)


def test_a_dropped_record_is_noticed(crawled: Archive, warc_name) -> None:
    path = crawled.warcs / f"{warc_name(2)}.open"
    path.write_bytes(b"")
    assert {"row-without-record", "leaf-without-exchange", "warc-bytes"} <= failures(crawled)


def test_a_missing_file_is_noticed(crawled: Archive, warc_name) -> None:
    (crawled.warcs / warc_name(1)).unlink()
    assert {"missing-warc", "leaf-without-exchange"} <= failures(crawled)


def test_a_file_that_nobody_ingested_is_noticed(crawled: Archive, warc_name, wire, write_warc) -> None:
    write_warc(crawled, warc_name(3), [wire.exchange("/y.css", b"y", role="requisite")])
    assert failures(crawled) == {"not-ingested"}


def test_what_an_ongoing_crawl_has_just_written_is_no_failure(
    crawled: Archive, warc_name, wire, write_warc, member
) -> None:
    path = write_warc(crawled, warc_name(2), [wire.exchange("/y.css", b"y", role="requisite")], close=False)
    with path.with_name(path.name + ".open").open("ab") as file:
        file.write(member(wire.exchange("/z.css", b"z")[0])[:50])
    assert failures(crawled) == set()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE versions SET body = body || ' زيادة'", "body-digest"),
        ("UPDATE versions SET title = 'عنوان آخر'", "text-digest"),
        (
            "UPDATE versions SET record_id = (SELECT record_id FROM captures WHERE kind = 'revisit')",
            "changed-row",
        ),
        ("UPDATE versions SET captured_at = '2020-01-01T00:00:00.000000Z' WHERE version = 2", "changed-row"),
        ("DELETE FROM versions WHERE version = 2", "missing-row"),
        (
            "UPDATE captures SET url = 'https://almithal.example/2026/z/' WHERE kind = 'revisit'",
            "changed-row",
        ),
        (
            "UPDATE captures SET captured_at = '2020-01-01T00:00:00.000000Z' WHERE kind = 'revisit'",
            "changed-row",
        ),
        ("UPDATE captures SET payload_digest = 'sha256:00' WHERE role = 'requisite'", "changed-row"),
        ("UPDATE captures SET status = 200 WHERE status = 304", "changed-row"),
        ("UPDATE captures SET offset = offset + 1 WHERE kind = 'revisit'", "changed-row"),
        ("UPDATE captures SET reading = NULL, text_digest = NULL WHERE reading = 'article'", "changed-row"),
        ("DELETE FROM captures WHERE kind = 'failure'", "missing-row"),
        ("DELETE FROM captures WHERE role = 'requisite'", "missing-row"),
        ("UPDATE articles SET title = 'عنوان آخر'", "changed-row"),
        ("UPDATE articles SET state = 'removed'", "changed-row"),
        ("UPDATE articles SET published_date = '2020-01-01'", "changed-row"),
        ("UPDATE warcs SET sha256 = 'ab' WHERE closed = 1", "warc-digest"),
        ("DELETE FROM warcs WHERE closed = 0", "missing-row"),
    ],
)
def test_an_edit_of_the_index_is_noticed(crawled: Archive, statement: str, what: str) -> None:
    edit(crawled, statement)
    if statement.startswith("DELETE FROM warcs"):
        # Without its row a file counts as not ingested yet, and has no captures: its digest is what is left.
        edit(crawled, "DELETE FROM captures WHERE role = 'requisite'")
        assert failures(crawled) == {what}
        return
    assert what in failures(crawled)


def test_a_body_edited_with_its_digest_is_noticed(crawled: Archive) -> None:
    edit(
        crawled,
        "UPDATE versions SET body = ?, body_digest = ? WHERE version = 1",
        "نص مزور",
        body_digest("نص مزور"),
    )
    assert "text-digest" in failures(crawled)


MADE_UP = (
    "INSERT INTO problems SELECT 'k', warc, offset, record_id, 'made-up', 'by hand' FROM captures"
    " WHERE reading = 'article' LIMIT 1"
)


def forge(archive: Archive, statement: str, *values: object) -> None:
    """Change rows with every digest beside them, as whoever knows this program can."""
    edit(archive, statement, *values)
    with closing(connect(archive.index)) as db:
        for key, title, body, record_id in db.execute(
            "SELECT version_key, title, body, record_id FROM versions"
        ).fetchall():
            digests = (body_digest(body), text_digest(title, body))
            db.execute(
                "UPDATE versions SET body_digest = ?, text_digest = ? WHERE version_key = ?", (*digests, key)
            )
            db.execute("UPDATE captures SET text_digest = ? WHERE record_id = ?", (digests[1], record_id))
            note_version(db, key)
        kept = db.execute("SELECT key, digest FROM row_digests WHERE name = 'captures'").fetchall()
        note_captures(db, [(record_id, reader_in(digest)) for record_id, digest in kept])
        refill_search(db, analyser_for(db))


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE versions SET body = body || ' زيادة' WHERE version = 1", "versions "),
        ("UPDATE versions SET subtitle = 'عنوان فرعي' WHERE version = 2", "versions "),
        ("DELETE FROM date_claims", "date_claims "),
        (MADE_UP, "captures "),
    ],
)
def test_rows_forged_with_their_digests_are_found_when_pages_are_read_again(
    crawled: Archive, readers, statement: str, where: str
) -> None:
    assert verify(crawled, reread=True, readers=readers).failures == []
    forge(crawled, statement)
    found = verify(crawled, reread=True, readers=readers).failures
    assert {failure.what for failure in found} >= {"read-differently"}
    assert any(failure.where.startswith(where) for failure in found), found
    if "problems" not in statement:
        assert verify(crawled).failures == []  # which is why there is --reread


def test_words_forged_with_their_sum_are_found_when_texts_are_analysed_again(
    crawled: Archive, readers
) -> None:
    with closing(connect(crawled.index)) as db:
        (doc_id,) = db.execute("SELECT max(doc_id) FROM versions").fetchone()
        db.execute("DELETE FROM articles_fts WHERE rowid = ?", (doc_id,))
        index_row(db, TextRow(doc_id, "كلمه", "كلمات اخرى", "كلمه", "كلمات اخرى", "x"))
    assert verify(crawled).failures == []
    (found,) = verify(crawled, reread=True, readers=readers).failures
    assert found.where == f"articles_fts {doc_id}"


def test_pages_that_another_reader_read_are_not_compared(crawled: Archive, readers) -> None:
    declaration = crawled.outlets_dir / "almithal.toml"
    declaration.write_text(declaration.read_text() + "notes = 'changed since'\n")
    report = verify(crawled, reread=True, readers=readers)
    assert report.failures == []
    assert [told.partition(" ")[0] for told in report.unchecked] == ["2"]


def test_what_is_not_in_the_index_yet_is_told(crawled: Archive, warc_name, wire, write_warc) -> None:
    size = (crawled.warcs / f"{warc_name(2)}.open").stat().st_size
    write_warc(crawled, warc_name(2), [wire.exchange("/y.css", b"y", role="requisite")], close=False)
    report = verify(crawled)
    assert report.ok
    assert report.unchecked == [f"{warc_name(2)} from byte {size} on, which is not in the index yet"]


def test_the_temporary_index_has_no_name_that_a_kill_could_leave(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    with closing(connect_scratch()) as db:
        rows = ((f"{n}", "x" * 1000) for n in range(20_000))
        db.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda lines: [lines[0].replace('"status":200', '"status":404'), *lines[1:]], "changed-leaf"),
        (lambda lines: lines[1:], "missing-leaf"),
        (lambda lines: [*lines, lines[0]], "second-leaf"),
        (lambda lines: [*lines, "{}"], "changed-leaf"),
        (lambda lines: [*lines, json.dumps({"kind": "warc", "name": "gone"})], "leaf-without-exchange"),
        (lambda lines: [line for line in lines if '"kind":"warc"' not in line], "missing-leaf"),
    ],
)
def test_an_edit_of_the_log_is_noticed(crawled: Archive, change, what: str) -> None:
    path = crawled.log / "leaves.jsonl"
    path.write_text("".join(f"{line}\n" for line in change(path.read_text().splitlines())))
    assert what in failures(crawled)


def test_an_import_that_changed_or_is_gone_is_noticed(
    crawled: Archive, readers, make_wire, page, member, tmp_path
) -> None:
    path = tmp_path / "foreign.warc.gz"
    records = make_wire(prefix=5).exchange("http://elsewhere.example/x", page(TITLE, 4))
    path.write_bytes(b"".join(map(member, records)))
    with Ingest(crawled, readers=readers) as ingest:
        ingest_paths(crawled, [path], ingest)
    assert verify(crawled).ok
    edit(crawled, "UPDATE captures SET status = 201 WHERE warc = ?", str(path))
    assert failures(crawled) == {"changed-row"}
    edit(crawled, "UPDATE captures SET status = 200 WHERE warc = ?", str(path))
    path.write_bytes(path.read_bytes() + member(records[1]))
    assert failures(crawled) == {"warc-digest"}
    path.unlink()
    assert failures(crawled) == {"missing-warc"}


def test_a_record_that_claims_a_wrong_digest_is_noticed(
    archive: Archive, ingest_all, wire, write_warc, warc_name, new_record
) -> None:
    response, request, metadata = wire.exchange("/x.css", b"x", role="requisite")
    for field, what in (("WARC-Payload-Digest", "payload-digest"), ("WARC-Block-Digest", "block-digest")):
        wrong = tuple((n, "sha256:" + "0" * 64 if n == field else v) for n, v in response.headers)
        number = len(what)
        forged = type(response)(
            record_id=response.record_id, type=response.type, headers=wrong, block=response.block
        )
        write_warc(archive, warc_name(number), [[forged, request, metadata]])
        ingest_all(archive)
        assert what in failures(archive)


def test_too_many_failures_are_counted_not_listed(crawled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.report.MAX_FAILURES", 1)
    edit(crawled, "UPDATE captures SET robots = 'exempt'")
    report = verify(crawled)
    assert len(report.failures) == 1
    assert report.unlisted == 4


@pytest.mark.parametrize(
    ("claim", "data"),
    [
        ("sha1:B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A", b""),
        ("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", b""),
        ("md5:d41d8cd98f00b204e9800998ecf8427e", b""),
        ("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", b""),
    ],
)
def test_digests_of_other_tools_are_understood(claim: str, data: bytes) -> None:
    found = digest_like(claim, data)
    assert found is not None
    if claim.startswith("sha1:B"):
        assert found == "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    else:
        assert found == claim
    assert digest_like("crc:00", data) is None
