"""What ingest would write of an article: its capture and the version that was read in it."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from uuid import UUID

from archive.batches import Entry, Warc
from archive.captures import Capture
from archive.versions import version_of
from benchmarks.search.corpus import Article
from extractors.urls import article_id, url_key

READER = "bench"  # the reader's digest: no reader was at work
WARC = Warc(name="mixed/mixed-00001.warc.gz", origin="own")
EXCHANGE = 40_000  # bytes that an exchange would take in the WARC


def entry_of(article: Article, finds: Mapping[str, Any] = MappingProxyType({})) -> Entry:
    """Give the capture of an article, made on the day it appeared, and its version.

    `finds` is what else a reader found in it: attributions, images.
    """
    capture = _capture(article)
    version = version_of(capture, {**_read(article), **finds}, READER)
    return Entry(capture=replace(capture, text_digest=version.text_digest), version=version)


def _capture(article: Article) -> Capture:
    return Capture(
        record_id=_record_id(article),
        url=article.url,
        url_key=url_key(article.url),
        article_id=article_id(article.outlet, article.url),
        captured_at=f"{article.published_date}T23:30:00Z",
        status=200,
        content_type="text/html; charset=utf-8",
        kind="response",
        role="article",
        outcome="ok",
        payload_digest=None,
        refers_to=None,
        outlet=article.outlet,
        via=None,
        crawl_id=None,
        robots=None,
        warc=WARC.name,
        offset=article.number * EXCHANGE,
        length=EXCHANGE,
        request_id=None,
        metadata_id=None,
        truncated=None,
        reading="article",
    )


def _record_id(article: Article) -> str:
    """An id like a drawn one: record ids lie scattered in their index."""
    return str(UUID(bytes=sha256(str(article.number).encode()).digest()[:16], version=4))


def _read(article: Article) -> Mapping[str, Any]:
    """Give the article in the words of a reader."""
    published = {
        "value": article.published_at,
        "day": article.published_date,
        "precision": "minute",
        "raw": article.published_at,
        "source": "meta",
    }
    return {
        "url": article.url,
        "title": article.title,
        "subtitle": None,
        "authors": [],
        "published": published,
        "modified": None,
        "section": article.section,
        "tags": [],
        "language": "ar",
        "body": article.body,
        "confidence": 1.0,
    }
