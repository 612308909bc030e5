"""Requests by POST: which of them only ask, and what names them in the index and for players."""

import json
from contextlib import closing
from io import BytesIO
from typing import Any

import pytest

from archive.dump import dump
from archive.export import Selection
from archive.export_captures import select_captures
from archive.export_cdxj import write_cdxj
from archive.history import history
from archive.place import Archive
from archive.posts import MOST_BODY, Post, as_query, is_posted, only_asks, post_in, posted_key
from archive.rebuild import rebuild
from archive.rows import read_rows, reading_index
from archive.stored_answers import StoredAnswers
from archive.verify import verify
from extractors.urls import normalise, url_key

JSON = "application/json"


def post(body: bytes | str, content_type: str = JSON) -> Post:
    return Post(
        content_type=content_type, accept="*/*", body=body.encode() if isinstance(body, str) else body
    )


def asked(query: str) -> Post:
    return post(json.dumps({"query": query, "variables": {"id": 1}}))


@pytest.mark.parametrize(
    "question",
    [
        asked("query Article($id: ID!) { article(id: $id) { title body } }"),
        asked("{ article(id: 1) { mutation } }"),
        asked("# mutation Old { x }\nquery New { x }"),
        post(json.dumps([{"query": "{ a }"}, {"query": "{ b }"}]), "application/json; charset=utf-8"),
        post("id=1&part=%D8%AE%D8%A8%D8%B1", "application/x-www-form-urlencoded;charset=UTF-8"),
        post("{ article { title } }", "application/graphql"),
        post('{"persisted": "sha"}', "application/vnd.api+json"),
        post("", "text/plain;charset=UTF-8"),
        post("[not json"),
    ],
    ids=repr,
)
def test_a_question_may_be_asked(question: Post) -> None:
    assert only_asks(question)


@pytest.mark.parametrize(
    "refused",
    [
        asked("mutation Like($id: ID!) { like(id: $id) { count } }"),
        asked("query A { a } mutation B { b }"),
        asked("fragment F on X { y }\nmutation { b }"),
        asked("subscription News { added }"),
        post(json.dumps([{"query": "{ a }"}, {"query": "mutation { b }"}])),
        post("query=mutation+%7B+like+%7D", "application/x-www-form-urlencoded"),
        post("mutation { like }", "application/graphql"),
        post("--x\r\n", "multipart/form-data; boundary=x"),
        post(b"\0", "application/octet-stream"),
        post("x", ""),
        post("x" * (MOST_BODY + 1)),
    ],
    ids=lambda one: one.content_type + one.body[:40].decode(),
)
def test_what_changes_something_or_is_no_question_is_refused(refused: Post) -> None:
    assert not only_asks(refused)


@pytest.mark.parametrize(
    ("sent", "query"),
    [
        # As wabac.js and pywb write them; their own tests have the same.
        (post('{"abc": "def", "a": 4}'), "abc=def&a=4"),
        (post('{"abc": "def", "a": 4, "foo": {"bar": "123", "a": "5"}}'), "abc=def&a=4&bar=123&a.2_=5"),
        (
            post('{"id": 44.0, "f": 35.7, "v": [true, false, null]}'),
            "id=44&f=35.7&v=true&v.2_=false&v.3_=null",
        ),
        (post('{"id": "a+b&c= d"}'), "id=a%2Bb%26c%3D+d"),
        (post("a=1&b=%D8%A8+c", "application/x-www-form-urlencoded"), "a=1&b=ب c"),
        (post(b"\x01\x02\x03\x04\x05\x06", "application/octet-stream"), "__wb_post_data=AQIDBAUG"),
        (post("no json"), "__wb_post_data=bm8ganNvbg=="),
        (post(b"\xff=1", "application/x-www-form-urlencoded"), "__wb_post_data=/z0x"),
        (post("[" * 5000), "__wb_post_data=" + "W1tb" * 1666 + "W1s="),
    ],
    ids=lambda one: one[:40] if isinstance(one, str) else None,
)
def test_players_are_told_the_body_as_a_query(sent: Post, query: str) -> None:
    assert as_query(sent) == query


def test_no_address_has_the_key_of_a_post() -> None:
    """Whatever an outlet writes into its links."""
    digest = post("{}").digest
    forged = f"https://almithal.example/graphql POST {digest}"
    key = posted_key(url_key("https://almithal.example/graphql"), digest)
    assert is_posted(key)
    for url in (forged, normalise(forged), forged.replace(" ", "+"), forged.replace(" ", "%20")):
        assert not is_posted(url_key(url))


def test_a_request_record_tells_what_was_sent() -> None:
    head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: */*\r\n\r\n"
    assert post_in(head + b'{"a": 1}') == post('{"a": 1}')
    assert post_in(head.replace(b"POST", b"GET", 1)) is None
    assert post_in(head[:-2]) is None


def test_what_was_asked_by_post_stands_beside_the_page_of_its_address(
    archive: Archive, wire: Any, page: Any, write_warc: Any, warc_name: Any, ingest_all: Any
) -> None:
    """Indexed, looked up, verified and rebuilt, as it is sent, answered the same, unanswered or unsent."""
    url, at = "/2026/bridge/", "2026-11-21T09:00:00.000001Z"
    data = {"role": "requisite", "content_type": "application/json", "at": at}
    groups = [
        wire.exchange(url, page("افتتاح الجسر القديم", 1)),
        wire.exchange(url, b'{"n": 1}', post=b'{"id": 1}', **data),
        wire.exchange(url, b'{"n": 1}', post=b'{"id": 2}', **data),
        wire.exchange(url, post=b'{"id": 3}', answered=False, outcome="timeout", **data),
        wire.exchange(url, post=b'{"id": 4}', answered=False, sent=False, outcome="dns", **data),
    ]
    write_warc(archive, warc_name(1), [wire.warcinfo(), *groups])
    ingest_all(archive)
    address = f"https://almithal.example{url}"
    with reading_index(archive) as db, closing(StoredAnswers(archive, db)) as stored:
        keys = [(row["kind"], row["url_key"]) for row in read_rows(db, "SELECT * FROM captures")]
        plain = {key for _, key in keys if not is_posted(key)}
        assert plain == {url_key(address)}
        assert len(set(keys)) == 5
        newest = stored.near(address, at)
        assert newest is not None
        assert newest.media_type == "text/html"
        for body, given in ((b'{"id": 1}', b'{"n": 1}'), (b'{"id": 2}', b'{"n": 1}'), (b'{"id": 3}', None)):
            found = stored.near(address, at, post=post(body))
            assert (found and found.body) == given
        (article,) = read_rows(db, "SELECT * FROM articles")
        assert article["state"] == "live"
        shown = history(archive, db, address)
        assert [one["kind"] for one in shown["captures"]] == ["response"]
    assert verify(archive).failures == []
    before = list(dump(archive.index))
    rebuild(archive)
    assert list(dump(archive.index)) == before
    out = BytesIO()
    with reading_index(archive) as db:
        write_cdxj(archive, select_captures(archive, db, Selection()), out)
    lines = [line.split(" ", 2) for line in out.getvalue().decode().splitlines()]
    key = "example,almithal)/2026/bridge"
    assert [line[0] for line in lines] == [
        key,
        f"{key}?__wb_method=post&id=1",
        f"{key}?__wb_method=post&id=2",
    ]
    assert [json.loads(line[2]).get("requestBody") for line in lines] == [None, "id=1", "id=2"]
