"""The text of a citation is kept as a record, so that neither a newer reader nor a rebuild moves it."""

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.cited_texts import cited_texts, read_cited
from archive.dump import dump
from archive.place import Archive
from archive.rebuild import rebuild
from archive.rows import reading_index
from archive.verify import verify
from archive.warc import current_path
from archive.warcfile import WarcWriteError
from crawlers.cli import main
from extractors.article import body_digest

LINE = "صباح اليوم بدء أعمال رقم 1 0"  # of the first paragraph alone
QUOTE = "أعمال ترميم السوق القديم بعد توقف"
PAGE = "https://almithal.example/2026/1/"


@pytest.fixture
def crawled(archive: Archive, wire, page, write_warc, warc_name, ingest_all) -> Archive:
    """An archive with one report of one capture."""
    write_warc(archive, warc_name(1), [wire.warcinfo(), wire.exchange("/2026/1/", page("عنوان الخبر", 1))])
    ingest_all(archive)
    return archive


@pytest.fixture
def run_in(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """Runs a command of an archive; the JSON that it prints."""

    def call(archive: Archive, *words: str) -> dict[str, Any]:
        capsys.readouterr()
        assert main(["-C", str(archive.root), *words, "--json"]) == 0
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    return call


@pytest.fixture
def run(crawled: Archive, run_in) -> Callable[..., dict[str, Any]]:
    """Runs a command of the archive `crawled`."""
    return partial(run_in, crawled)


def notes(archive: Archive) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.citations.read_text("utf-8").splitlines()]


def read_otherwise(archive: Archive, readers, selector: str) -> None:
    """Make the index anew with a declaration under which these parts of pages are not read."""
    path = archive.outlets_dir / "almithal.toml"
    text = path.read_text("utf-8")
    path.write_text(f'{text}\n[[layout]]\nprune = ["{selector}"]\n', encoding="utf-8")
    rebuild(archive, readers)


def test_a_citation_keeps_its_text_and_notes_the_record(crawled: Archive, run, rows) -> None:
    document = run("cite", QUOTE)
    (row,) = rows("SELECT * FROM captures WHERE kind = 'conversion'")
    assert document["conversion"] == row["record_id"] == notes(crawled)[0]["conversion"]
    assert row["refers_to"] == document["article"]["capture"]["record_id"]
    assert row["article_id"] == document["article"]["article_id"]
    assert row["payload_digest"] == document["article"]["body_digest"]
    assert verify(crawled).failures == []


def test_the_kept_block_is_the_body_and_its_digest_the_one_cited(crawled: Archive, run) -> None:
    article = run("cite", QUOTE)["article"]
    with reading_index(crawled) as db:
        (warc,) = db.execute("SELECT warc FROM captures WHERE kind = 'conversion'").fetchone()
    with current_path(crawled.warcs / warc).open("rb") as stream:
        (block,) = [
            one.content_stream().read() for one in ArchiveIterator(stream) if one.rec_type == "conversion"
        ]
    assert block.decode() == article["body"]
    assert "sha256:" + sha256(block).hexdigest() == article["body_digest"] == body_digest(article["body"])


def test_what_was_shown_with_the_text_is_read_back_as_it_was(crawled: Archive, run) -> None:
    document = run("cite", PAGE)
    with reading_index(crawled) as db:
        kept = read_cited(crawled, db, document["conversion"])
    assert kept is not None
    assert kept.article == document["article"]
    assert kept.reader_digest == document["article"]["reader_digest"]


def test_one_text_is_kept_once(crawled: Archive, run, rows) -> None:
    first = run("cite", QUOTE)["conversion"]
    assert run("cite", QUOTE)["conversion"] == first
    assert run("cite", PAGE)["conversion"] == first
    assert len(rows("SELECT * FROM captures WHERE kind = 'conversion'")) == 1
    assert [note["conversion"] for note in notes(crawled)] == [first] * 3


def test_a_citation_stands_when_the_page_is_read_otherwise(crawled: Archive, run, readers, rows) -> None:
    before = run("cite", LINE)
    read_otherwise(crawled, readers, "p:first-of-type")
    assert LINE not in rows("SELECT body FROM versions")[0]["body"]
    after = run("cite", LINE)
    assert (after["match"], after["found_by"]) == ("verbatim", "citation")
    assert after["conversion"] == before["conversion"]
    assert (
        after["cited_first_at"] == rows("SELECT * FROM captures WHERE kind = 'conversion'")[0]["captured_at"]
    )
    assert after["quote"] == before["quote"]
    assert after["article"]["body"] == before["article"]["body"]
    assert after["article"]["capture"] == before["article"]["capture"]
    assert after["citation"] == before["citation"]
    assert after["in_newest_version"] is False
    assert [note["conversion"] for note in notes(crawled)] == [before["conversion"]] * 2
    assert verify(crawled).failures == []


def test_a_citation_stands_when_its_page_is_no_report_any_more(crawled: Archive, run, readers, rows) -> None:
    before = run("cite", LINE)
    read_otherwise(crawled, readers, "article")
    assert rows("SELECT * FROM versions") == []
    after = run("cite", LINE)
    assert after["found_by"] == "citation"
    assert after["article"]["body"] == before["article"]["body"]
    assert (after["article"]["state"], after["article"]["version_count"]) == ("unknown", 0)
    assert verify(crawled).failures == []


def test_what_the_newer_text_has_instead_is_told_beside_it(crawled: Archive, run, readers) -> None:
    whole = "دام عامين بسبب نقص التمويل أعلنت بلدية المدينة صباح اليوم بدء أعمال رقم 1 0"
    run("cite", whole)
    read_otherwise(crawled, readers, "p:first-of-type")
    after = run("cite", whole)
    assert (after["match"], after["found_by"]) == ("verbatim", "citation")
    (other,) = after["alternatives"]
    assert (other["match"], other["article_id"]) == ("fuzzy", after["article"]["article_id"])


def test_the_command_says_since_when_it_was_cited(
    crawled: Archive, run, readers, capsys: pytest.CaptureFixture[str]
) -> None:
    run("cite", LINE)
    read_otherwise(crawled, readers, "p:first-of-type")
    assert main(["-C", str(crawled.root), "cite", LINE]) == 0
    out = capsys.readouterr().out
    assert "note: cited first on 20" in out
    assert "cited text: " in out


def test_another_reader_of_the_same_capture_has_a_record_of_its_own(
    crawled: Archive, run, readers, rows
) -> None:
    first = run("cite", PAGE)["conversion"]
    read_otherwise(crawled, readers, "p:first-of-type")
    second = run("cite", PAGE)
    assert second["found_by"] == "url"
    assert second["conversion"] != first
    assert LINE not in second["article"]["body"]
    assert len(rows("SELECT * FROM captures WHERE kind = 'conversion'")) == 2


def test_a_quote_that_was_never_cited_is_not_found_in_kept_texts(crawled: Archive, run) -> None:
    run("cite", LINE)
    assert run("cite", "كلام لم يقله أحد في أي خبر قط")["match"] == "none"


def test_a_capture_of_an_imported_file_is_cited_as_it_is(
    archive: Archive, tmp_path: Path, wire, page, member, run_in
) -> None:
    response = wire.exchange("https://other.example/2026/1/", page("خبر مستورد", 3))[0]
    path = tmp_path / "found.warc.gz"
    path.write_bytes(member(response))
    assert main(["-C", str(archive.root), "ingest", str(path)]) == 0
    document = run_in(archive, "cite", "https://other.example/2026/1/")
    with reading_index(archive) as db:
        (text,) = cited_texts(archive, db)
    assert text.refers_to == response.record_id
    assert text.article == document["article"]
    assert list((archive.warcs / "other_example").glob("*/*.warc.gz.open"))
    assert verify(archive).failures == []


def test_verify_misses_a_text_that_is_gone_or_another(crawled: Archive, run) -> None:
    run("cite", LINE)
    (note,) = notes(crawled)
    lines = [
        note,
        note | {"conversion": "00000000-0000-4000-8000-000000000000"},
        note | {"body_digest": "sha256:" + "0" * 64},
        note | {"record_id": note["conversion"]},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + '\n{"torn'
    crawled.citations.write_text(text, encoding="utf-8")
    found = [(failure.what, failure.where) for failure in verify(crawled).failures]
    assert found == [
        ("missing-conversion", "citations.jsonl, line 2"),
        ("changed-citation", "citations.jsonl, line 3"),
        ("changed-citation", "citations.jsonl, line 4"),
    ]


def test_without_its_text_kept_a_citation_is_not_issued(
    crawled: Archive, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise WarcWriteError("No space left on device; nothing of the exchange was kept")

    monkeypatch.setattr("archive.warcfile.WarcFile.append_group", refuse)
    assert main(["-C", str(crawled.root), "cite", LINE]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "the citation is not issued, since its text cannot be kept" in said.err
    assert not crawled.citations.exists()


def test_a_missing_key_hinders_no_citation(crawled: Archive, run) -> None:
    for path in crawled.log.glob("*key*"):
        path.unlink()
    assert run("cite", LINE)["conversion"]


def test_a_rebuild_keeps_the_record(crawled: Archive, run, readers) -> None:
    run("cite", QUOTE)
    before = list(dump(crawled.index))
    crawled.index.unlink()
    rebuild(crawled, readers)
    assert list(dump(crawled.index)) == before
    assert verify(crawled).failures == []
