"""Tools that know nothing of us read the WARC of a crawl over every kind of exchange."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from tests.conftest import needed

FAILED = re.compile(r"WARC-Record-ID (<urn:uuid:[0-9a-f-]+>) \w+\n((?:    .*\n)+)")


@pytest.fixture(scope="module")
def warc(big_crawl, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crawl's file under the name that it will have when it is closed."""
    (path,) = big_crawl.warcs
    copy = tmp_path_factory.mktemp("second") / path.name.removesuffix(".open")
    shutil.copy(path, copy)
    return copy


def run(*command: str | Path) -> tuple[int, str]:
    ended = subprocess.run([str(one) for one in command], check=False, capture_output=True, timeout=120)
    return ended.returncode, (ended.stdout + ended.stderr).decode()


def beside_python(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def is_chunked(record) -> bool:
    """Whether chunked framing stands in the block (an answer to HEAD announces it and has none)."""
    head, _, body = record.block.partition(b"\r\n\r\n")
    chunked = b"transfer-encoding: chunked" in head.lower() and body
    return record["WARC-Type"] == "response" and bool(chunked)


def test_fastwarc_finds_every_block_digest_right(big_crawl, warc: Path, tmp_path: Path) -> None:
    details = tmp_path / "details.txt"
    code, said = run(beside_python("fastwarc"), "check", "-q", "-o", details, warc)
    assert code == 0, said
    verdicts = dict(line.rsplit(": ", 1) for line in details.read_text("utf-8").splitlines())
    assert verdicts == {record.id: "OK" for record in big_crawl.records}


def test_warcio_finds_fault_with_the_payload_digests_of_chunked_answers_only(big_crawl, warc: Path) -> None:
    """warcio takes the chunked framing for payload; WARC/1.1 section 5.9 does not."""
    _, said = run(beside_python("warcio"), "check", warc)
    failed = dict(FAILED.findall(said))
    assert "exception" not in said
    assert set(failed) == {record.id for record in big_crawl.records if is_chunked(record)}
    for problems in failed.values():
        assert problems.startswith("    payload digest failed")
        assert "block digest" not in problems


def test_warcio_and_fastwarc_read_every_record_with_every_byte(big_crawl, warc: Path) -> None:
    wanted = [(record.id, len(record.block)) for record in big_crawl.records]
    with warc.open("rb") as stream:
        read = [
            (one.rec_headers.get_header("WARC-Record-ID"), len(one.raw_stream.read()))
            for one in ArchiveIterator(stream, no_record_parse=True)
        ]
    assert read == wanted
    with warc.open("rb") as stream:
        fast = [
            (one.headers["WARC-Record-ID"], len(one.reader.read()))
            for one in FastIterator(stream, parse_http=False, auto_decode="none")
        ]
    assert fast == wanted


def test_cdxj_indexer_lists_every_response_and_nothing_that_is_none(big_crawl, warc: Path) -> None:
    code, said = run(needed("cdxj-indexer", "cdxj_indexer"), "--sort", warc)
    assert code == 0, said
    lines = [json.loads(line.split(" ", 2)[2]) for line in said.splitlines()]
    of_type = {record.offset: record for record in big_crawl.records}
    listed = {of_type[int(line["offset"])].id for line in lines}
    wanted = {r.id for r in big_crawl.records if r["WARC-Type"] in ("response", "revisit")}
    assert wanted <= listed
    pages = {line["url"] for line in lines if not line["url"].startswith("urn:")}
    assert pages == {r["WARC-Target-URI"] for r in big_crawl.records if r["WARC-Type"] == "response"}
