"""An archive of invented pages for measuring fixity: 30 to 100 KB each, two of three gzip-encoded.

Written record by record with the archive's own writer: sizes, heads and compression are those of crawls.
"""

import gzip
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from archive.ingest import Ingest
from archive.place import Archive, init_archive
from archive.records import HTTP_REQUEST, HTTP_RESPONSE, WARC_FIELDS, NewRecord, new_record, urn, warc_fields
from archive.warc import write_record
from benchmarks.archives import as_toml

SEED = 20261121
SMALLEST, LARGEST = 30_000, 100_000  # bytes of a page's HTML
PLAIN_EVERY = 3  # of so many pages one comes as it is, the others gzip-encoded
PER_FILE = 500
CHUNK = 16384
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
SITE = "https://almithal.example"
OUTLET = {
    "name": "المثال",
    "name_en": "Al-Mithal",
    "country": "SY",
    "timezone": "Asia/Damascus",
    "homepage": f"{SITE}/",
    "domains": ["almithal.example"],
    "article_url": r"/\d{4}/[^/]+/$",
}
HEAD = (
    "HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\nContent-Type: text/html; charset=UTF-8\r\n"
    "{coding}Server: nginx\r\nVary: Accept-Encoding\r\nCache-Control: max-age=60\r\n"
    "Transfer-Encoding: chunked\r\n\r\n"
)
REQUEST = (
    b"GET /2026/ HTTP/1.1\r\nHost: almithal.example\r\nAccept: text/html\r\n"
    b"User-Agent: Warraq/1 (+https://benchmarks.invalid/)\r\nAccept-Encoding: gzip, deflate\r\n\r\n"
)


def make_pages_archive(path: Path, pages: int) -> Archive:
    """An archive with so many captured pages in closed files, all of them in the index."""
    archive = init_archive(path, contact="https://benchmarks.invalid/")
    (archive.outlets_dir / "almithal.toml").write_text(as_toml(OUTLET), encoding="utf-8")
    invented = _Invented(random.Random(SEED))
    folder = archive.warcs / "almithal" / "2026"
    folder.mkdir(parents=True)
    for number, start in enumerate(range(0, pages, PER_FILE), 1):
        name = f"almithal-20261121080000000-{number:05d}-0123abcd.warc.gz"
        with (folder / name).open("wb") as file:
            for page in range(start, min(pages, start + PER_FILE)):
                for record in invented.exchange(page):
                    write_record(record, file)
    with Ingest(archive) as ingest:
        ingest.catch_up_all()
    return archive


class _Invented:
    """Pages of words that nobody wrote, and the records that capturing them leaves."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 8))) for _ in range(8000)]
        self._menu = "".join(self._item() for _ in range(120))
        self._script = "".join(self._variable() for _ in range(90))

    def exchange(self, number: int) -> Iterator[NewRecord]:
        """The response, request and metadata records of one page."""
        url = f"{SITE}/2026/{number}/"
        at = (datetime(2026, 11, 21, tzinfo=UTC) + timedelta(seconds=number)).strftime(
            "%Y-%m-%dT%H:%M:%S.000001Z"
        )
        body = self._page(number)
        coded = number % PLAIN_EVERY != 0
        if coded:
            body = gzip.compress(body, 6)
        chunks = (body[at : at + CHUNK] for at in range(0, len(body), CHUNK))
        framed = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
        head = HEAD.format(coding="Content-Encoding: gzip\r\n" if coded else "").encode()
        answer = new_record(
            "response",
            head + framed,
            date=at,
            content_type=HTTP_RESPONSE,
            fields=[
                ("WARC-Target-URI", url),
                ("WARC-Payload-Digest", f"sha256:{sha256(body).hexdigest()}"),
                ("WARC-IP-Address", "127.0.0.1"),
                ("WARC-Protocol", "http/1.1"),
            ],
            record_id=self._id(),
            level=0 if coded else 6,
        )
        yield answer
        common = [("WARC-Target-URI", url), ("WARC-Concurrent-To", urn(answer.record_id))]
        notes = [("outlet", "almithal"), ("crawlId", "c1"), ("role", "article"), ("via", f"{SITE}/feed/")]
        notes += [
            ("robots", "allowed"),
            ("outcome", "ok"),
            ("fetchTimeMs", "120"),
            ("leafSalt", self._hex(128)),
        ]
        for kind, block, media in (
            ("request", REQUEST, HTTP_REQUEST),
            ("metadata", warc_fields(notes), WARC_FIELDS),
        ):
            yield new_record(kind, block, date=at, content_type=media, fields=common, record_id=self._id())

    def _page(self, number: int) -> bytes:
        title = f"{self._words[number % len(self._words)]} {self._text(8)}"
        day = f"2026-11-{1 + number % 20:02d}T10:00:00+03:00"
        parts = [
            '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">',
            f'<title>{title}</title><meta property="article:published_time" content="{day}">',
            f"<script>{self._script}</script></head><body><nav><ul>{self._menu}</ul></nav>",
            f"<article><h1>{title}</h1>",
            *(f"<p>{self._text(40)}.</p>\n" for _ in range(8)),
            "</article>",
        ]
        size, wanted = sum(len(part.encode()) for part in parts), self._chance.randint(SMALLEST, LARGEST)
        while size < wanted:
            parts.append(self._teaser())
            size += len(parts[-1].encode())
        return "".join((*parts, "</body></html>")).encode()

    def _text(self, words: int) -> str:
        """Words of which some are common and most are rare."""
        last = len(self._words) - 1
        return " ".join(self._words[min(int(self._chance.expovariate(1 / 900)), last)] for _ in range(words))

    def _item(self) -> str:
        link = f'<a href="/section/{self._hex(24)}/">{self._text(2)}</a>'
        return f'<li class="menu-item menu-item-{self._hex(20)}">{link}</li>\n'

    def _variable(self) -> str:
        return (
            f'var a{self._hex(16)}={{"k":"{self._hex(64)}","u":"https://cdn.example/x/{self._hex(40)}.js"}};'
        )

    def _teaser(self) -> str:
        return (
            f'<div class="related post-{self._hex(16)} type-post has-post-thumbnail">'
            f'<a href="/2026/{self._hex(32)}/"><img src="{SITE}/uploads/{self._hex(48)}.jpg" width="300"'
            f' height="200" alt="{self._text(6)}"></a><h3>{self._text(9)}</h3></div>\n'
        )

    def _hex(self, bits: int) -> str:
        return f"{self._chance.getrandbits(bits):0{bits // 4}x}"

    def _id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128)))
