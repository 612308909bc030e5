"""A citation names the bytes of the captured page that hold its quote."""

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive.http import decode_content, parse_response
from archive.place import Archive
from archive.records import HTTP_RESPONSE
from archive.warc import current_path, read_record
from crawlers.cli import main

LINE = "صباح اليوم بدء أعمال رقم 1 0"
PAGE = "https://almithal.example/2026/1/"
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(archive: Archive, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command of the archive; the JSON that it prints."""

    def call(*words: str) -> dict[str, Any]:
        capsys.readouterr()
        assert main(["-C", str(archive.root), *words, "--json"]) == 0
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    return call


@pytest.fixture
def crawl(archive: Archive, wire, write_warc, warc_name, ingest_all) -> Callable[..., None]:
    """Puts groups of records into the archive and its index."""

    def put(*groups: Any, number: int = 1) -> None:
        write_warc(archive, warc_name(number), [wire.warcinfo(), *groups])
        ingest_all(archive)

    return put


def payload(archive: Archive, document: dict[str, Any]) -> bytes:
    """The payload, without coding, of the record that a quote's ranges are of."""
    capture = document["article"]["capture"]
    path = Path(capture["warc"])
    record = read_record(
        path if path.is_absolute() else current_path(archive.warcs / path), capture["offset"]
    )
    assert record.record_id == document["quote"]["html"]["record_id"]
    body = decode_content(parse_response(record.block))[0]
    assert "sha256:" + sha256(body).hexdigest() == document["quote"]["html"]["sha256"]
    return body


def cut(archive: Archive, document: dict[str, Any]) -> list[str]:
    body, quoted = payload(archive, document), document["quote"]["html"]
    return [body[one["start"] : one["end"]].decode(quoted["charset"]) for one in quoted["ranges"]]


def test_a_quote_names_the_bytes_of_its_record(archive: Archive, run: Run, crawl, wire, page) -> None:
    crawl(wire.exchange("/2026/1/", page("عنوان الخبر", 1)))
    document = run("cite", LINE)
    assert cut(archive, document) == [LINE]
    assert document["quote"]["html"]["where"] == "text"
    assert "html_reason" not in document["quote"]


def test_content_and_transfer_coding_are_taken_off_first(
    archive: Archive, run: Run, crawl, wire, page, new_record
) -> None:
    squeezed = gzip.compress(page("عنوان الخبر", 1))
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(squeezed), squeezed)
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    group = wire.exchange("/2026/1/", b"x")
    first = new_record(
        "response",
        head + chunks,
        date="2026-11-21T08:00:00.000001Z",
        content_type=HTTP_RESPONSE,
        fields=[("WARC-Target-URI", PAGE)],
        record_id=group[0].record_id,
    )
    crawl([first, *group[1:]])
    assert cut(archive, run("cite", LINE)) == [LINE]


def test_a_quote_with_something_left_out_has_ranges_for_each_part(
    archive: Archive, run: Run, crawl, wire, page
) -> None:
    crawl(wire.exchange("/2026/1/", page("عنوان الخبر", 1)))
    document = run("cite", "ترميم السوق القديم بعد توقف … صباح اليوم بدء أعمال رقم 1 0")
    assert cut(archive, document) == [part["exact"] for part in document["quote"]["parts"]]
    assert len(document["quote"]["html"]["ranges"]) == 2


def test_a_quote_of_the_title_is_found_in_the_heading(archive: Archive, run: Run, crawl, wire, page) -> None:
    title = "عنوان لا يشبه غيره أبداً"
    crawl(wire.exchange("/2026/1/", page(title, 1)))
    document = run("cite", title)
    assert cut(archive, document) == [title]
    before = payload(archive, document)[: document["quote"]["html"]["ranges"][0]["start"]]
    assert before.endswith(b"<h1>")


def test_a_capture_of_an_imported_file_has_ranges_too(
    archive: Archive, run: Run, tmp_path: Path, wire, page, member
) -> None:
    path = tmp_path / "found.warc.gz"
    path.write_bytes(member(wire.exchange("https://other.example/1/", page("خبر", 1))[0]))
    assert main(["-C", str(archive.root), "ingest", str(path)]) == 0
    assert cut(archive, run("cite", LINE)) == [LINE]


def test_a_text_that_came_back_as_a_revisit_is_found_in_the_record_it_refers_to(
    archive: Archive, run: Run, crawl, wire, page
) -> None:
    first = wire.exchange("/2026/1/", page("عنوان الخبر", 1))
    again = wire.exchange("/2026/1/", refers_to=first[0].record_id, at="2026-11-22T08:00:00.000001Z")
    crawl(first, again)
    document = run("cite", LINE)
    assert document["quote"]["html"]["record_id"] == first[0].record_id
    assert cut(archive, document) == [LINE]


def test_without_its_record_a_quote_says_why_there_are_no_bytes(
    archive: Archive, run: Run, crawl, wire, page, warc_name
) -> None:
    crawl(wire.exchange("/2026/1/", page("عنوان الخبر", 1)))
    (archive.warcs / warc_name(1)).rename(archive.root / "elsewhere")
    quote = run("cite", LINE)["quote"]
    assert (quote["html"], quote["html_reason"]) == (None, "unreadable-record")


def test_a_cited_article_has_no_quote_and_no_bytes(run: Run, crawl, wire, page) -> None:
    crawl(wire.exchange("/2026/1/", page("عنوان الخبر", 1)))
    assert run("cite", PAGE)["quote"] is None


def test_the_command_prints_the_bytes(
    archive: Archive, crawl, wire, page, capsys: pytest.CaptureFixture[str]
) -> None:
    crawl(wire.exchange("/2026/1/", page("عنوان الخبر", 1)))
    assert main(["-C", str(archive.root), "cite", LINE]) == 0
    out = capsys.readouterr().out
    assert "bytes of the page: " in out
    assert "(text)" in out


@pytest.mark.parametrize(
    "typed", [LINE, "ترميم السوق القديم بعد توقف … صباح اليوم بدء أعمال رقم 1 0", "عنوان لا يشبه غيره أبداً"]
)
def test_a_bundle_bears_the_bytes_out(
    archive: Archive,
    run: Run,
    crawl,
    wire,
    page,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    typed: str,
) -> None:
    markup = page("عنوان لا يشبه غيره أبداً", 1).decode().replace("utf-8", "windows-1256")
    crawl(wire.exchange("/2026/1/", markup.encode("cp1256"), content_type="text/html"))
    bundle = tmp_path / "quote.zip"
    document = run("cite", typed, "--bundle", str(bundle))
    assert document["quote"]["html"]["charset"] == "windows-1256"
    assert main(["-C", str(archive.root), "verify", str(bundle)]) == 0
    assert "the quote stands at bytes" in capsys.readouterr().out
