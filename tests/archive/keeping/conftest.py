"""An archive made by hand: WARC files written record by record, as a crawl writes them."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from archive.ingest import Ingest, Ingested
from archive.place import Archive, init_archive
from archive.readers import ReaderPool
from archive.records import HTTP_REQUEST, HTTP_RESPONSE, WARC_FIELDS, NewRecord, new_record, urn, warc_fields
from archive.schema import connect
from archive.settings import Readers

DECLARATION = """
name = "المثال"
name_en = "Al-Mithal"
country = "SY"
timezone = "Asia/Damascus"
homepage = "https://almithal.example/"
domains = ["almithal.example"]
article_url = '/\\d{4}/[^/]+/$'
"""
SITE = "https://almithal.example"
WORDS = [
    "أعلنت",
    "بلدية",
    "المدينة",
    "صباح",
    "اليوم",
    "بدء",
    "أعمال",
    "ترميم",
    "السوق",
    "القديم",
    "بعد",
    "توقف",
    "دام",
    "عامين",
    "بسبب",
    "نقص",
    "التمويل",
]


def text_of(seed: int, sentences: int = 12) -> str:
    """Paragraphs of Arabic that differ with the seed."""
    lines = []
    for n in range(sentences):
        turn = (seed * 7 + n * 3) % len(WORDS)
        lines.append(" ".join([*WORDS[turn:], *WORDS[:turn], f"رقم {seed} {n}"]) + ".")
    return "\n".join(f"<p>{line}</p>" for line in lines)


def page(
    title: str, seed: int, day: str = "2026-11-20", sentences: int = 12, canonical: str | None = None
) -> bytes:
    """A page that reads as an article with this title and date."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    markup = (
        '<!doctype html><html lang="ar"><head><meta charset="utf-8">'
        f"<title>{title}</title>{link}"
        f'<meta property="article:published_time" content="{day}T10:00:00+03:00">'
        f"</head><body><article><h1>{title}</h1>{text_of(seed, sentences)}</article></body></html>"
    )
    return markup.encode()


@dataclass
class Wire:
    """Builds the groups of records that captures are. Ids and salts are counted, not random."""

    prefix: int = 1
    made: int = field(default=0)

    def id(self) -> str:
        self.made += 1
        return str(UUID(int=(self.prefix << 64) + self.made))

    def exchange(
        self,
        path: str,
        body: bytes = b"",
        *,
        status: int = 200,
        at: str = "2026-11-21T08:00:00.000001Z",
        role: str = "article",
        content_type: str = "text/html; charset=utf-8",
        outcome: str = "ok",
        refers_to: str | None = None,
        truncated: str | None = None,
        outlet: str = "almithal",
        sent: bool = True,
        answered: bool = True,
        location: str | None = None,
        via: str = SITE + "/feed/",
        post: bytes | None = None,
    ) -> list[NewRecord]:
        url = path if path.startswith("http") else SITE + path
        common = [("WARC-Target-URI", url)]
        records: list[NewRecord] = []
        if answered:
            to = f"Location: {location}\r\n" if location else ""
            head = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\n{to}\r\n".encode()
            digest = "sha256:" + sha256(body).hexdigest()
            fields = [*common, ("WARC-Payload-Digest", digest), ("WARC-Truncated", truncated)]
            kind = "revisit" if refers_to else "response"
            if refers_to:
                fields.append(("WARC-Refers-To", urn(refers_to)))
            records.append(
                new_record(
                    kind,
                    head if refers_to else head + body,
                    date=at,
                    content_type=HTTP_RESPONSE,
                    fields=fields,
                    record_id=self.id(),
                )
            )
        if sent:
            concurrent = urn(records[0].record_id) if records else None
            block = b"GET / HTTP/1.1\r\nHost: almithal.example\r\n\r\n"
            if post is not None:
                block = b"POST" + block[3:-2] + b"Content-Type: application/json\r\n\r\n" + post
            records.append(
                new_record(
                    "request",
                    block,
                    date=at,
                    content_type=HTTP_REQUEST,
                    fields=[*common, ("WARC-Concurrent-To", concurrent)],
                    record_id=self.id(),
                )
            )
        lines = [("outlet", outlet), ("crawlId", "c1"), ("role", role), ("via", via)]
        if post is not None:
            lines += [("method", "POST"), ("sentDigest", f"sha256:{sha256(post).hexdigest()}")]
        lines += [("robots", "allowed"), ("outcome", outcome), ("leafSalt", f"{self.made:032x}")]
        concurrent = urn(records[0].record_id) if records else None
        records.append(
            new_record(
                "metadata",
                warc_fields(lines),
                date=at,
                content_type=WARC_FIELDS,
                fields=[*common, ("WARC-Concurrent-To", concurrent)],
                record_id=self.id(),
            )
        )
        return records

    def event(self, **document: object) -> list[NewRecord]:
        full = {"crawl_id": "c1", "outlet": "almithal", "at": "2026-11-21T07:00:00+00:00"} | document
        return [
            new_record(
                "metadata",
                json.dumps(full).encode(),
                date="2026-11-21T07:00:00Z",
                content_type="application/json",
                fields=[("WARC-Target-URI", "urn:warraq:event")],
                record_id=self.id(),
            )
        ]

    def warcinfo(self) -> list[NewRecord]:
        return [
            new_record(
                "warcinfo",
                b"software: test\r\n",
                date="2026-11-21T07:00:00Z",
                content_type=WARC_FIELDS,
                record_id=self.id(),
            )
        ]


def member(record: NewRecord) -> bytes:
    """The gzip member of a record."""
    head = "".join(f"{name}: {value}\r\n" for name, value in record.headers)
    block = b"".join(record.block.chunks())
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n", mtime=0)


def write_warc(archive: Archive, name: str, groups: Sequence[list[NewRecord]], *, close: bool = True) -> Path:
    """Append groups to the file `name` below warcs/ (made when missing); its path, without `.open`."""
    final = archive.warcs / name
    growing = final.with_name(final.name + ".open")
    final.parent.mkdir(parents=True, exist_ok=True)
    with growing.open("ab") as file:
        for group in groups:
            file.write(b"".join(member(record) for record in group))
    if close:
        growing.rename(final)
    return final


def warc_name(number: int, slug: str = "almithal") -> str:
    """A file name as crawls give them."""
    return f"{slug}/2026/{slug}-20261121080000000-{number:05d}-0123abcd.warc.gz"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive that follows one outlet and has captured nothing."""
    return make_archive(tmp_path / "archive")


def make_archive(path: Path) -> Archive:
    """An archive in `path` that follows one outlet."""
    made = init_archive(path, contact="test@example.org")
    (made.outlets_dir / "almithal.toml").write_text(DECLARATION, encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def readers() -> Iterator[ReaderPool]:
    """Two reader children for all tests."""
    with ReaderPool(Readers(processes=2)) as pool:
        yield pool


@pytest.fixture
def wire() -> Wire:
    """A builder of captures."""
    return Wire()


@pytest.fixture
def ingest_all(readers: ReaderPool) -> Callable[[Archive], Ingested]:
    """Brings everything that an archive captured into its index."""

    def run(archive: Archive) -> Ingested:
        with Ingest(archive, readers=readers) as ingest:
            return ingest.catch_up_all()

    return run


@pytest.fixture
def fill(archive: Archive, wire, page, write_warc, warc_name, ingest_all) -> Callable[[int], Archive]:
    """Makes an archive with an index, and so many pages in one closed file."""

    def make(pages: int) -> Archive:
        groups = [wire.exchange(f"/2026/{n}/", page(f"خبر {n}", n)) for n in range(pages)]
        write_warc(archive, warc_name(1), [wire.warcinfo(), *groups]).chmod(0o444)
        ingest_all(archive)
        return archive

    return make


@pytest.fixture
def rows(archive: Archive) -> Callable[..., list[dict[str, Any]]]:
    """Runs a query on the archive's index."""

    def run(query: str, *values: object) -> list[dict[str, Any]]:
        with closing(connect(archive.index, readonly=True)) as db:
            return [dict(row) for row in db.execute(query, values)]

    return run


# Helpers that tests call as functions: modules of tests cannot import one another.


@pytest.fixture(name="write_warc")
def _write_warc() -> Callable[..., Any]:
    """Writes a WARC file of an archive."""
    return write_warc


@pytest.fixture(name="warc_name")
def _warc_name() -> Callable[..., Any]:
    """Names a WARC file."""
    return warc_name


@pytest.fixture(name="make_archive")
def _make_archive() -> Callable[..., Any]:
    """Makes an archive."""
    return make_archive


@pytest.fixture(name="make_wire")
def _make_wire() -> Callable[..., Any]:
    """Makes a builder of captures."""
    return Wire


@pytest.fixture(name="page")
def _page() -> Callable[..., Any]:
    """Makes an article's page."""
    return page


@pytest.fixture(name="member")
def _member() -> Callable[..., Any]:
    """Makes a record's gzip member."""
    return member


@pytest.fixture(name="new_record")
def _new_record() -> Callable[..., Any]:
    """Makes a record."""
    return new_record
