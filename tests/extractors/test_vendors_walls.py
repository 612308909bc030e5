"""Walls of vendors as they are known in public are never read; reports about them, in their words, always."""

import csv
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.article import Article, NotAnArticle, Page
from extractors.outlets import host_outlet
from extractors.reader import read_article

HERE = Path(__file__).parent
WALLS = HERE / "walls_of_vendors"  # pages as servers send them, and a table of how
ROWS = tuple(csv.DictReader((WALLS / "walls.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
REPORTS = tomllib.loads((HERE / "reports_about_walls.toml").read_text("utf-8"))
HTML = "text/html; charset=utf-8"
OUTLET = host_outlet("almithal.example")
TIME = '<time datetime="2026-11-20T10:00:00+03:00">20 تشرين الثاني 2026</time>'


def read(body: str, status: int = 200) -> Article | NotAnArticle:
    page = Page(
        url="https://almithal.example/2026/port-deal/",
        captured_at=datetime(2026, 11, 27, tzinfo=UTC),
        status=status,
        content_type=HTML,
        body=body.encode(),
    )
    return read_article(page, OUTLET)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_no_wall_is_an_article_and_each_is_known_for_what_it_is(row: dict[str, str]) -> None:
    markup = (WALLS / f"{row['name']}.html").read_text("utf-8")
    found = read(markup)
    assert isinstance(found, NotAnArticle)
    assert found.code == row["refused_as"]
    as_sent = read(markup, int(row["status"]))
    assert isinstance(as_sent, NotAnArticle)
    assert as_sent.code == ("http-status" if row["status"] != "200" else row["refused_as"])


def printed(title: str, paragraphs: list[str], form: str) -> str:
    """A report's page: "described" by JSON-LD too, "dated" for readers alone, or "undated"."""
    told = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title}
    told["datePublished"] = "2026-11-20T10:00:00+03:00"
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>' if form == "described" else ""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    date = "" if form == "undated" else TIME
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">{head}'
        f'<title>{title} | المثال</title></head><body><header><a href="/">المثال</a>'
        f'<nav><a href="/sport">رياضة</a></nav></header><main><article><h1>{title}</h1>{date}{text}'
        "</article></main><footer><p>جميع الحقوق محفوظة © المثال</p></footer></body></html>"
    )


@pytest.mark.parametrize("form", ["described", "dated", "undated", "short"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_in_the_words_of_walls_is_an_article(name: str, form: str) -> None:
    report = REPORTS[name]
    paragraphs = report["text"].strip().split("\n\n")
    paragraphs = paragraphs[:2] if form == "short" else paragraphs
    found = read(printed(report["title"], paragraphs, form))
    assert isinstance(found, Article), found
    assert found.title == report["title"]
    assert all(one in found.body for one in paragraphs)
