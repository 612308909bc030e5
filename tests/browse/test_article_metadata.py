"""What an article's page tells to machines: read by Zotero's own translator, by parsers, and by Chromium."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import lxml.html
import pytest

from archive.browse.article_metadata import linked_data, metadata_of
from tests.browse.conftest import Served
from tests.conftest import IN_CI, ROOT

TRANSLATORS = ROOT / ".ztractor" / "package" / "dist"
READ = """async ([url, html]) => {
  const { extractMetadata } = await import("/index.js");
  return await extractMetadata({ url, html, network: "deny", timeout: 30000 });
}"""
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \u202e \"'"
ARTICLE: dict[str, Any] = {
    "article_id": "0123456789abcdef",
    "outlet": "almithal",
    "title": "عنوان",
    "subtitle": None,
    "authors": [],
    "published_at": None,
    "published_date": None,
    "modified_at": None,
    "dateline": None,
    "section": None,
    "tags": [],
    "language": "ar",
    "url": "https://almithal.example/1",
    "capture": {"record_id": "00000000-0000-4000-8000-000000000000"},
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def zotero(chromium: Any) -> Iterator[Callable[[str, str], dict[str, Any]]]:
    """What Zotero makes of a page (address, HTML), by its translators of November 2026."""
    if not TRANSLATORS.is_dir():
        message = "Zotero's translators are not there: `make zotero` fetches them (npm)"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(TRANSLATORS)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    page = chromium.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/index.js")

    def read(url: str, html: str) -> dict[str, Any]:
        told = page.evaluate(READ, [url, html])
        assert told["success"], told
        assert told["translator"] == "Embedded Metadata"
        (item,) = told["items"]
        return item

    yield read
    page.close()
    server.shutdown()
    server.server_close()


def articles(served: Served) -> list[dict[str, Any]]:
    """Some articles of the archive with what their pages tell."""
    front = json.loads(served.get("/.json")[1])
    ids = [served.edited, *(one["article_id"] for one in front["newest"])][:6]
    return [json.loads(served.get(f"/article/{one}.json")[1]) for one in ids]


def test_zotero_gets_a_newspaper_article(served: Served, zotero: Callable[..., dict[str, Any]]) -> None:
    signed = 0
    for told in articles(served):
        article = told["article"]
        path = f"/article/{article['article_id']}"
        item = zotero(served.url(path), served.get(path)[1])
        assert item["itemType"] == "newspaperArticle"
        assert item["title"] == article["title"]
        assert item["publicationTitle"] == told["outlet"]["name"]
        assert item.get("date") == article["published_date"]
        assert item["url"] == article["url"]
        assert item["language"] == article["language"]
        assert item.get("section") == article["section"]
        assert item["archive"] == "Warraq"
        assert item["archiveLocation"] == served.url(f"/capture/{article['capture']['record_id']}")
        assert not item.get("abstractNote")
        names = [" ".join(filter(None, (one.get("firstName"), one["lastName"]))) for one in item["creators"]]
        assert names == article["authors"]
        signed += bool(names)
    assert signed


def test_zotero_gets_no_date_that_was_not_printed(zotero: Callable[..., dict[str, Any]]) -> None:
    tags = metadata_of(ARTICLE, None, "http://127.0.0.1/capture/x")
    head = "".join(f'<meta name="{name}" content="{content}">' for name, content in tags)
    item = zotero(
        "http://127.0.0.1/article/x", f"<!doctype html><html><head>{head}</head><body></body></html>"
    )
    assert item["itemType"] == "newspaperArticle"
    assert "date" not in item
    assert item["creators"] == []
    assert item["publicationTitle"] == "almithal"


def test_what_is_absent_is_left_out() -> None:
    tags = metadata_of(ARTICLE, None, "http://127.0.0.1/capture/x")
    assert all(content for _, content in tags)
    assert not {"citation_publication_date", "DC.date", "citation_author", "z:section"} & {
        one for one, _ in tags
    }
    told = json.loads(linked_data(ARTICLE, None, "http://127.0.0.1/capture/x"))
    assert not {"datePublished", "author", "dateline", "keywords", "articleSection"} & set(told)


def test_no_text_of_an_archive_ends_the_element_it_stands_in() -> None:
    hostile = {**ARTICLE, "title": HOSTILE, "authors": [HOSTILE], "tags": [HOSTILE], "section": HOSTILE}
    text = linked_data(hostile, {"name": HOSTILE, "homepage": HOSTILE}, HOSTILE)
    assert not set(text) & set("<>&\u2028\u2029\u202e")
    told = json.loads(text)
    assert told["headline"] == told["keywords"][0] == told["author"][0]["name"] == HOSTILE
    assert told["publisher"]["name"] == HOSTILE


def test_a_page_tells_of_the_text_that_it_shows(served: Served) -> None:
    page = lxml.html.fromstring(served.get(f"/article/{served.edited}?version=1")[1])
    first = json.loads(served.get(f"/article/{served.edited}.json?version=1")[1])["article"]
    (title,) = page.xpath('//meta[@name="citation_title"]/@content')
    assert title == first["title"]
    (data,) = page.xpath('//head/script[@type="application/ld+json"]/text()')
    told = json.loads(data)
    assert (told["@type"], told["headline"]) == ("NewsArticle", first["title"])
    assert told["identifier"] == f"urn:uuid:{first['capture']['record_id']}"
    assert told["datePublished"] == first["published_at"]
    links = page.xpath('//link[@rel="alternate"][@type]')
    assert len(links) == 4
    for link in links:
        answer, body = served.get(link.get("href"))
        assert answer.status == 200
        assert (answer.getheader("content-type") or "").partition(";")[0] == link.get("type")
        assert first["capture"]["record_id"] in body


def test_the_policy_lets_the_data_stand_and_chromium_has_nothing_to_say(
    served: Served, chromium: Any
) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(served.url(f"/article/{served.edited}"), wait_until="networkidle")
    text = page.locator('script[type="application/ld+json"]').text_content()
    page.close()
    assert said == []
    assert json.loads(text)["@type"] == "NewsArticle"
    assert not re.search("[<>&]", text)
