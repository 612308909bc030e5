"""An index with rows put in one by one, for the modules that only read it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.articles import update_articles
from archive.place import Archive, init_archive
from archive.schema import connect
from archive.versions import Version, put_version
from extractors.article import body_digest
from extractors.urls import article_id, url_key

OUTLET = """
name = "المثال"
name_en = "Al-Mithal"
country = "SY"
timezone = "Asia/Damascus"
homepage = "https://almithal.example/"
domains = ["almithal.example"]
article_url = '/\\d{4}/\\d{2}/[^/]+/$'
not_article = ["/video/"]
"""


class Shelf:
    """An archive whose index is filled row by row, as ingest would fill it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        (archive.outlets_dir / "almithal.toml").write_text(OUTLET, encoding="utf-8")
        self.db = connect(archive.index)
        self._sequence = 0
        self.insert(
            "outlets",
            slug="almithal",
            name="المثال",
            name_en="Al-Mithal",
            country="SY",
            language="ar",
            timezone="Asia/Damascus",
            homepage="https://almithal.example/",
        )
        self.insert("warcs", name="almithal/2026/a.warc.gz", origin="own")

    def insert(self, table: str, **values: Any) -> None:
        """Put one row into a table."""
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        self.db.execute(
            f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", tuple(values.values())
        )

    def capture(self, url: str, captured_at: str, **values: Any) -> str:
        """Put in one capture and return its record id."""
        self._sequence += 1
        record_id = f"00000000-0000-4000-8000-{self._sequence:012d}"
        row: dict[str, Any] = {
            "record_id": record_id,
            "url": url,
            "url_key": url_key(url),
            "captured_at": captured_at,
            "status": 200,
            "kind": "response",
            "role": "article",
            "outcome": "ok",
            "outlet": "almithal",
            "warc": "almithal/2026/a.warc.gz",
            "offset": self._sequence * 1000,
            "length": 900,
            "payload_digest": "sha256:" + hashlib.sha256(record_id.encode()).hexdigest(),
        }
        self.insert("captures", **(row | values))
        return record_id

    def version(
        self,
        slug: str,
        body: str,
        *,
        title: str = "عنوان",
        published: str | None = "2026-11-20",
        captured_at: str = "2026-11-22T10:31:07.123456Z",
        outlet: str = "almithal",
        authors: tuple[str, ...] = (),
        published_at: str | None = None,
        section: str | None = None,
    ) -> str:
        """Put in one version of the article at /2026/11/SLUG/ and return the article's id."""
        url = f"https://almithal.example/2026/11/{slug}/"
        name = article_id(outlet, url)
        digest = hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()
        record_id = self.capture(
            url, captured_at, article_id=name, outlet=outlet, reading="article", text_digest=digest
        )
        self.db.execute("INSERT OR IGNORE INTO articles (article_id, outlet) VALUES (?, ?)", (name, outlet))
        at = published_at or published
        put_version(
            self.db,
            Version(
                version_key=hashlib.sha256(record_id.encode()).hexdigest(),
                article_id=name,
                record_id=record_id,
                captured_at=captured_at,
                url=url,
                title=title,
                subtitle=None,
                authors=json.dumps(authors, ensure_ascii=False),
                published_at=at,
                published_date=published,
                published_precision="day" if published else None,
                published_raw=None,
                published_source=None,
                modified_at=None,
                modified_raw=None,
                modified_source=None,
                dateline_place=None,
                dateline_agency=None,
                section=section,
                tags="[]",
                language="ar",
                genre=None,
                byline=None,
                body=body,
                body_digest=body_digest(body),
                text_digest=digest,
                words=len(body.split()),
                confidence=1.0,
                reader_digest="r",
            ),
        )
        update_articles(self.db, [name])
        return name

    def credit(self, slug: str, source: str, kind: str = "organisation") -> None:
        """Have the newest version of the article at /2026/11/SLUG/ credit a source."""
        key, count = self.db.execute(
            "SELECT v.version_key, (SELECT count(*) FROM attributions c WHERE c.version_key = v.version_key)"
            " FROM versions v WHERE v.url LIKE ? ORDER BY v.version DESC",
            (f"%/{slug}/",),
        ).fetchone()
        self.insert(
            "attributions", version_key=key, seq=count, source=source, source_kind=kind, printed=source
        )


@pytest.fixture(scope="module")
def stocked_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """One shelf for all tests of a module that fill it once and then only read."""
    shelf = Shelf(init_archive(tmp_path_factory.mktemp("shelf") / "archive"))
    yield shelf
    shelf.db.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An archive with one outlet and an empty index, ready to be filled."""
    shelf = Shelf(init_archive(tmp_path / "archive"))
    yield shelf
    shelf.db.close()
