"""Sentences that were read from whole pages lead back to their bytes: on the newsroom's and on real ones."""

import gzip
import html
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractors.arabic import fold, tidy
from extractors.article import Article, Page
from extractors.byte_ranges import locate
from extractors.outlets import host_outlet
from extractors.reader import read_article
from extractors.text_nodes import PageText
from newsroom import Newsroom, corpus_site
from newsroom.outlets import MAKES

SENTENCE = re.compile(r"[^.؟!\n]{25,}[.؟!]?")
FLOOR = 0.99  # of sentences whose bytes are found
EACH = 6  # sentences of a page


def saved(page: Page) -> tuple[Article, PageText] | None:
    article = read_article(page, host_outlet(urlsplit(page.url).netloc))
    return (article, PageText(page.body, page.content_type)) if isinstance(article, Article) else None


def page_of(url: str, body: bytes, content_type: str | None) -> Page:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    return Page(url=url, captured_at=moment, status=200, content_type=content_type, body=body)


def visited(url: str) -> Page:
    parts = urlsplit(url)
    client = HTTPConnection(parts.netloc, timeout=60)
    try:
        client.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
        answer = client.getresponse()
        body = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return page_of(url, body, answer.headers.get("Content-Type"))
    finally:
        client.close()


def shown(text: str) -> str:
    """A text as it is compared: folded, without white space."""
    return re.sub(r"\s", "", fold(tidy(text)))


def share_found(pages: Iterator[Page]) -> tuple[float, int]:
    """How many of random sentences are found, and of how many; each that is found must read back."""
    rng = random.Random(20260301)
    tried, got = 0, 0
    for page in pages:
        read = saved(page)
        if read is None:
            continue
        article, text = read
        spans = [match.span() for match in SENTENCE.finditer(article.body)]
        chosen = rng.sample(spans, min(EACH, len(spans)))
        wanted = [(article.body, span, False) for span in chosen]
        wanted.append((article.title, (0, len(article.title)), True))
        for field, span, heading in wanted:
            tried += 1
            located = locate(text, field, [span], heading=heading)
            if located is None:
                continue
            got += 1
            bytes_there = [page.body[one.start : one.end] for one in located.ranges]
            again = " ".join(html.unescape(piece.decode(text.charset)) for piece in bytes_there)
            assert shown(again) == shown(field[slice(*span)]), (page.url, field[slice(*span)])
    return got / tried, tried


def test_sentences_of_the_newsrooms_pages_are_found_in_their_bytes() -> None:
    with Newsroom() as room:
        urls = [url for slug in room.outlets for url in list(room.gold(slug))[:8]]
        share, tried = share_found(visited(url) for url in urls if url.startswith("http:"))
    assert tried > 200
    assert share >= FLOOR


def test_sentences_of_saved_pages_are_found_in_their_bytes(shared_data: Path) -> None:
    paths = sorted((shared_data / "pages").rglob("*.html"))
    pages = (
        page_of(f"https://host{number}.example/1", p.read_bytes(), None) for number, p in enumerate(paths)
    )
    share, tried = share_found(pages)
    assert tried > 40
    assert share >= FLOOR


@pytest.mark.parametrize("make", sorted(set(MAKES) - {"scripted"}))
def test_sentences_of_real_reports_are_found_in_the_pages_of_every_make(shared_data: Path, make: str) -> None:
    corpus = corpus_site(sorted((shared_data / "corpus").glob("*.zip")), 15, make)
    with Newsroom(outlets=(), corpus=corpus) as room:
        share, tried = share_found(visited(url) for url in room.outlets["corpus"].gold)
    assert tried > 60
    assert share >= FLOOR
