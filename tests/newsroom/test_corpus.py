"""Real reports in the design of any make; absent data is a reason to skip."""

import gzip
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from newsroom import Newsroom, corpus_site
from newsroom.outlets import MAKES

Fetch = Callable[..., bytes]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def invented_zip(directory: Path, count: int) -> Path:
    """A zip as the corpus has them, of invented rows: every third text twice."""
    rows = [
        {
            "source": "x",
            "url": "http://x.example/",
            "title": f"عنوان {number}",
            "author": "",
            "date_extracted": "2015-07-21 02:51:32",
            "content": f"الفقرة {number - number % 3} الأولى\n" + "كلمة أخرى " * 60,
        }
        for number in range(count)
    ]
    path = directory / "invented.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("invented.json", json.dumps(rows))
    return path


def unpacked(answer: bytes) -> str:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Content-Encoding: gzip" in head
    return gzip.decompress(body).decode(
        "windows-1256" if b"windows-1256" in gzip.decompress(body) else "utf-8"
    )


@pytest.mark.parametrize("make", sorted(set(MAKES) - {"scripted"}))
def test_every_make_can_print_a_corpus(tmp_path: Path, fetch: Fetch, make: str) -> None:
    corpus = corpus_site([invented_zip(tmp_path, 9)], 3, make)
    with Newsroom(outlets=(), corpus=corpus) as room:
        site = room.outlets["corpus"]
        assert list(room.outlets) == ["corpus"]
        assert len(site.gold) == 3
        for url, gold in site.gold.items():
            answer = fetch(url, headers="Accept-Encoding: gzip\r\n")
            assert answer.startswith(b"HTTP/1.1 200 OK")
            assert b"Content-Encoding: gzip" in answer.partition(b"\r\n\r\n")[0]
            body = gzip.decompress(answer.partition(b"\r\n\r\n")[2])
            text = body.decode("windows-1256" if make == "tables" else "utf-8")
            assert all(paragraph in text for paragraph in gold.text)


def test_equal_texts_of_a_corpus_are_served_once(tmp_path: Path) -> None:
    path = invented_zip(tmp_path, 9)
    assert [report.title for report in corpus_site([path], 3).reports] == ["عنوان 0", "عنوان 3", "عنوان 6"]
    with pytest.raises(LookupError, match="hold 3 reports"):
        corpus_site([path], 4)


def test_six_hundred_real_reports_are_all_in_the_sitemaps(corpus_zips: list[Path], fetch: Fetch) -> None:
    corpus = corpus_site(corpus_zips, 600)
    with Newsroom(outlets=(), corpus=corpus) as room:
        site = room.outlets["corpus"]
        asked = "Accept-Encoding: gzip\r\n"
        index = ElementTree.fromstring(unpacked(fetch(site.homepage + "wp-sitemap.xml", headers=asked)))
        parts = [node.text or "" for node in index.iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc")]
        assert len(parts) == 2
        found = set()
        for part in parts:
            tree = ElementTree.fromstring(unpacked(fetch(part, headers=asked)))
            found |= {node.text for node in tree.iterfind(f"{SITEMAP}url/{SITEMAP}loc")}
        assert found == set(site.article_urls)
        feed = ElementTree.fromstring(unpacked(fetch(site.homepage + "feed/", headers=asked)))
        assert {item.findtext("link") for item in feed.iterfind("channel/item")} == found
        for url in site.article_urls[::60]:
            text = unpacked(fetch(url, headers=asked))
            assert all(re.sub("[&<>\"']", "", one)[:5] in text for one in site.gold[url].text)
