"""`python -m benchmarks.bundle_size`: how large are bundles of one quote, and how long does checking take?

Measured on an archive (`--archive DIR`, by default one that a crawl of the newsroom makes), or on HTML files
of a folder (`--pages DIR`), put into a new archive as a server with gzip sends them. From each article the
longest line is quoted. Each bundle is checked by its own script in an empty environment.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from archive.attest import attest
from archive.bundle import write_bundle
from archive.cite import cite
from archive.cited_texts import issue
from archive.ingest import Ingest
from archive.place import Archive, init_archive
from archive.quote_bytes import with_bytes
from archive.records import HTTP_RESPONSE, WARC_FIELDS, new_record, sha256_digest, urn, warc_fields
from archive.rows import read_rows
from archive.schema import connect
from archive.warc import write_record

SLUG = "pages"
DECLARATION = """
name = "صفحات"
country = "SY"
timezone = "Asia/Damascus"
homepage = "https://pages.example/"
domains = ["pages.example"]
article_url = '/\\d+/$'
"""
NEWEST = (
    "SELECT article_id, title, body, max(captured_at) FROM versions GROUP BY article_id ORDER BY article_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One bundle: bytes of it all, of the page's record, of the script; seconds that checking took."""

    total: int
    page: int
    script: int
    seconds: float
    found: bool
    at_bytes: bool


def demo(folder: Path) -> Archive:
    """The archive of a crawl of the newsroom."""
    command = [sys.executable, "-m", "crawlers.cli", "demo", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return Archive(folder)


def of_pages(folder: Path, pages: Path) -> Archive:
    """An archive of the HTML files in a folder, each as the answer of a server that compresses."""
    archive = init_archive(folder, contact="https://benchmarks.invalid/")
    (archive.outlets_dir / f"{SLUG}.toml").write_text(DECLARATION, encoding="utf-8")
    path = archive.warcs / SLUG / "2026" / f"{SLUG}-20261121080000000-00001-0123abcd.warc.gz"
    path.parent.mkdir(parents=True)
    files = sorted(one for one in pages.rglob("*") if one.name.endswith((".html", ".htm", ".html.gz")))
    with path.open("wb") as out:
        for number, file in enumerate(files):
            content = file.read_bytes()
            page = gzip.decompress(content) if file.suffix == ".gz" else content
            for record in _exchange(f"https://pages.example/{number}/", gzip.compress(page, 6)):
                write_record(record, out)
    with Ingest(archive) as ingest:
        ingest.catch_up_all()
    return archive


def _exchange(url: str, body: bytes) -> list[Any]:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    target = ("WARC-Target-URI", url)
    fields = [target, ("WARC-Payload-Digest", sha256_digest(body))]
    answer = new_record(
        "response", head.encode() + body, date=date, content_type=HTTP_RESPONSE, fields=fields, level=0
    )
    facts = (("outlet", SLUG), ("role", "article"), ("outcome", "ok"), ("leafSalt", "0" * 32))
    beside = [target, ("WARC-Concurrent-To", urn(answer.record_id))]
    block = warc_fields(facts)
    return [answer, new_record("metadata", block, date=date, content_type=WARC_FIELDS, fields=beside)]


def measure(archive: Archive, limit: int, folder: Path) -> list[Measured]:
    """Bundles of the longest lines of the first `limit` articles."""
    attest(archive)
    measured = []
    with closing(connect(archive.index, readonly=True)) as db:
        articles = list(read_rows(db, NEWEST))[:limit]
    for number, article in enumerate(articles):
        line = max((article["body"] or article["title"]).split("\n"), key=len)[:120]
        with closing(connect(archive.index, readonly=True)) as db:
            document = cite(db, line)
            if document["article"] is None:
                continue
            document = with_bytes(archive, db, document)
            document = issue(archive, db, line, document, datetime.now(UTC))
        with closing(connect(archive.index, readonly=True)) as db:
            path = folder / f"{number}.zip"
            write_bundle(archive, db, path, [document])
        measured.append(_measured(path))
    return measured


def _measured(path: Path) -> Measured:
    begun = time.monotonic()
    command = ["env", "-i", sys.executable, "-I", "-S", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    seconds = time.monotonic() - begun
    if done.returncode:
        raise SystemExit(f"{path} does not hold:\n{done.stdout.decode()}{done.stderr.decode()}")
    said = done.stdout.decode()
    with zipfile.ZipFile(path) as file:
        sizes = {one.filename: one.compress_size for one in file.infolist()}
    return Measured(
        total=path.stat().st_size,
        page=sizes["records.warc.gz"],
        script=sizes["verify.py"],
        seconds=seconds,
        found="the quote stands" in said,
        at_bytes="the quote stands at bytes" in said,
    )


def main(words: Sequence[str] | None = None) -> None:
    """Print the sizes, and how long checking took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bundle_size", description=__doc__)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--limit", type=int, default=40)
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.archive:
            archive = Archive(given.archive)
        else:
            archive = of_pages(folder / "archive", given.pages) if given.pages else demo(folder / "archive")
        found = measure(archive, given.limit, folder)
    if not found:
        raise SystemExit("no article to quote from")
    for name, values in (
        ("bundle, bytes", sorted(one.total for one in found)),
        ("its records", sorted(one.page for one in found)),
        ("the rest", sorted(one.total - one.page for one in found)),
        ("the script", sorted(one.script for one in found)),
    ):
        print(f"{name:14} smallest {values[0]:7,} median {median(values):9,.0f} largest {values[-1]:7,}")
    seconds = sorted(one.seconds for one in found)
    shown = f"smallest {seconds[0]:7.2f} median {median(seconds):9.2f} largest {seconds[-1]:7.2f}"
    print(f"{'check, s':14} {shown}")
    small = sum(one.total < 40_000 for one in found)
    in_page, at_bytes = sum(one.found for one in found), sum(one.at_bytes for one in found)
    print(f"{small} of {len(found)} under 40,000 bytes")
    print(f"the quote is shown in the page of {in_page}, at its bytes in {at_bytes}")


if __name__ == "__main__":
    main()
