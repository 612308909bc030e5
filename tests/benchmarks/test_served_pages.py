"""What the measured crawls are given: archives with strict declarations, invented reports, options."""

import argparse
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import letters
from benchmarks.archives import WATCHED_SPIDER, as_toml, home_page_alone, make_archive, without_images
from benchmarks.serving import SLUG, corpus_zips, invented_zip
from extractors.outlets import parse_outlet
from newsroom import Newsroom, corpus_site

DECLARATION: dict[str, Any] = {
    "name": "الأرشيف",
    "country": "SA",
    "timezone": "Asia/Riyadh",
    "homepage": "http://127.0.0.1:8080/",
    "domains": ["127.0.0.1:8080"],
    "feeds": ["http://127.0.0.1:8080/feed/"],
    "sitemaps": ["http://127.0.0.1:8080/wp-sitemap.xml"],
    "article_url": r"/\d{4}/\d{2}/[^/]+/$",
    "cadence": "1h",
    "delay": 0.0,
}


def test_a_declaration_survives_being_written_as_toml() -> None:
    outlet = parse_outlet(as_toml(DECLARATION), SLUG, "corpus.toml")
    assert outlet.name == "الأرشيف"
    assert outlet.article_url == DECLARATION["article_url"]
    assert outlet.sitemaps == tuple(DECLARATION["sitemaps"])


def test_a_measured_archive_asks_for_sixteen_requests_at_once_without_delay(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive", DECLARATION, max_bytes=64 << 20)
    settings = archive.settings
    assert (settings.politeness.concurrency, settings.politeness.delay) == (16, 0.0)
    assert settings.limits.max_bytes == 64 << 20
    assert archive.outlet(SLUG).spider == WATCHED_SPIDER


def test_the_crawl_that_only_starts_and_ends_has_no_articles() -> None:
    outlet = parse_outlet(as_toml(home_page_alone(DECLARATION)), SLUG, "corpus.toml")
    assert outlet.seeds == (DECLARATION["homepage"],)
    assert not outlet.is_article_url("http://127.0.0.1:8080/2015/07/report-1/")


def test_without_images_nothing_but_pages_is_asked_for() -> None:
    assert parse_outlet(as_toml(without_images(DECLARATION)), SLUG, "corpus.toml").requisites == "none"


def test_invented_reports_have_an_address_each(tmp_path: Path) -> None:
    corpus = corpus_site([invented_zip(tmp_path / "invented.zip", 60)], 60)
    with Newsroom(outlets=(), corpus=corpus, faulty=False) as newsroom:
        assert len(set(newsroom.outlets["corpus"].article_urls)) == 60


def test_an_absent_corpus_is_no_zips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_SHARED", str(tmp_path))
    assert corpus_zips() == []


def test_measurements_are_named_by_letters_in_any_case_and_order() -> None:
    assert letters("e, a") == ("A", "E")
    with pytest.raises(argparse.ArgumentTypeError, match="'X' is none of"):
        letters("A,X")
