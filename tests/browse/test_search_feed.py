"""A search as an Atom feed, read by a reader of feeds."""

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import feedparser

from tests.browse.conftest import Served

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
QUERY = f"q={quote('السوق')}"


def test_a_search_is_a_feed_of_the_newest_that_answer(served: Served) -> None:
    answer, body = served.get(f"/search.atom?{QUERY}")
    assert answer.status == 200
    assert answer.getheader("content-type") == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(body.encode())
    assert not feed.bozo
    hits = json.loads(served.get(f"/search.json?{QUERY}&sort=date")[1])["answer"]["hits"]
    assert [entry.title for entry in feed.entries] == [hit["title"] for hit in hits]
    assert [entry.link for entry in feed.entries] == [
        served.url(f"/article/{hit['article_id']}") for hit in hits
    ]
    assert [entry.author for entry in feed.entries] == ["المثال"] * len(hits)
    assert all(entry.id.startswith("urn:uuid:") and entry.updated_parsed for entry in feed.entries)
    assert len({entry.id for entry in feed.entries}) == len(hits)


def test_ids_stay_and_texts_name_their_language(served: Served) -> None:
    first, again = (ElementTree.fromstring(served.get(f"/search.atom?{QUERY}")[1]) for _ in range(2))
    assert [one.text for one in first.iter(f"{ATOM}id")] == [one.text for one in again.iter(f"{ATOM}id")]
    narrowed = ElementTree.fromstring(served.get(f"/search.atom?{QUERY}&outlet=almithal")[1])
    assert narrowed.findtext(f"{ATOM}id") != first.findtext(f"{ATOM}id")
    assert {one.text for one in narrowed.iterfind(f"{ATOM}entry/{ATOM}id")} == {
        one.text for one in first.iterfind(f"{ATOM}entry/{ATOM}id")
    }
    for entry in first.iterfind(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}title").get(LANG) == "ar"
        assert entry.find(f"{ATOM}summary").get(LANG) == "ar"


def test_a_feed_of_nothing_is_a_feed_and_one_that_asks_nothing_is_not_understood(served: Served) -> None:
    feed = feedparser.parse(served.get(f"/search.atom?q={quote('لاشيءكهذا')}")[1].encode())
    assert not feed.bozo
    assert feed.feed.updated_parsed
    assert not feed.entries
    assert served.get("/search.atom")[0].status == 400
    assert served.get(f"/search.atom?{QUERY}&from=yesterday")[0].status == 400


def test_the_page_that_searches_names_its_feed(served: Served) -> None:
    page = served.get(f"/search?{QUERY}&outlet=almithal")[1]
    link = page.partition('<link rel="alternate" type="application/atom+xml"')[2].partition(">")[0]
    path = link.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert path.startswith("/search.atom?")
    assert "outlet=almithal" in path
    assert served.get(path)[0].status == 200


def test_a_reader_that_holds_a_feed_is_not_sent_it_again(served: Served) -> None:
    first, body = served.get(f"/search.atom?{QUERY}&state=live&month=2026-11")
    tag = first.getheader("etag") or ""
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again, nothing = served.get(f"/search.atom?{QUERY}&state=live&month=2026-11", If_None_Match=held)
        assert (again.status, nothing, again.getheader("etag")) == (304, "", tag)
    other, whole = served.get(f"/search.atom?{QUERY}&state=live&month=2026-11", If_None_Match='"other"')
    assert (other.status, whole) == (200, body)


def test_a_feed_of_nothing_stays_as_it_is(served: Served) -> None:
    bodies = {served.get(f"/search.atom?q={quote('لاشيءكهذا')}")[1] for _ in range(2)}
    assert len(bodies) == 1


def test_a_feed_is_narrowed_as_the_page_is(served: Served) -> None:
    for narrowing in ("state=changed", "source=%D9%84%D8%A7%20%D8%A3%D8%AD%D8%AF", "month=2026-11"):
        feed = feedparser.parse(served.get(f"/search.atom?{QUERY}&{narrowing}")[1].encode())
        hits = json.loads(served.get(f"/search.json?{QUERY}&{narrowing}&sort=date")[1])["answer"]["hits"]
        assert [entry.title for entry in feed.entries] == [hit["title"] for hit in hits], narrowing
        (own,) = [link.href for link in feed.feed.links if link.rel == "self"]
        assert narrowing in own.replace("+", "%20")
