"""The fate of a URL."""

import pytest

from archive.place import init_archive
from archive.why import why as fate_of
from extractors.outlets import host_outlet
from extractors.urls import normalise, url_key

URL = "https://almithal.example/2026/11/bridge/"


def why(archive, url: str):
    return fate_of(archive, url).document()


def said(document) -> str:
    return "\n".join(f"{step['what']}: {step['detail']}" for step in document["steps"])


def test_an_indexed_url_is_followed_from_discovery_to_its_version(shelf) -> None:
    shelf.insert(
        "ledger",
        outlet="almithal",
        url_key="example,almithal)/2026/11/bridge",
        url=URL,
        first_seen_at="2026-11-22T10:00:00.000000Z",
        last_at="2026-11-22T10:40:00.000000Z",
        via="https://almithal.example/feed/",
        state="captured",
        tries=2,
    )
    name = shelf.version("bridge", "نص التقرير.", title="افتتاح الجسر")
    document = why(shelf.archive, "http://www.almithal.example/2026/11/bridge/?utm_source=x")
    assert document["state"] == "captured"
    whats = [step["what"] for step in document["steps"]]
    assert whats == ["discovered", "captured", "indexed", "captured", "article live"]
    assert "https://almithal.example/feed/" in said(document)
    assert f"version 1 of article {name}" in said(document)
    assert "2 tries" in said(document)


def test_a_page_that_gave_no_article_says_why(shelf) -> None:
    record = shelf.capture(URL, "2026-11-22T10:31:07.123456Z", status=404)
    shelf.insert(
        "problems", problem_key="k", record_id=record, code="http-status", detail="404 is no article"
    )
    document = why(shelf.archive, URL)
    assert document["state"] == "captured"
    assert "gone: the server says that it is not there (HTTP 404)" in said(document)
    assert "problem http-status: the answer's status is not 200; 404 is no article" in said(document)


def test_a_failure_is_told_with_its_outcome(shelf) -> None:
    shelf.capture(URL, "2026-11-22T10:31:07.123456Z", status=None, kind="failure", outcome="timeout")
    assert "failed: timeout: no whole answer came in time" in said(why(shelf.archive, URL))


def test_a_refusal_in_the_ledger_is_the_state(shelf) -> None:
    shelf.insert(
        "ledger", outlet="almithal", url_key="example,almithal)/2026/11/bridge", url=URL,
        first_seen_at="2026-11-22T10:00:00Z", last_at="2026-11-22T10:00:00Z", via="https://almithal.example/",
        state="refused", reason="robots.txt disallows it",
    )  # fmt: skip
    document = why(shelf.archive, URL)
    assert document["state"] == "refused"
    assert "robots.txt disallows it" in said(document)


def test_a_url_of_a_followed_outlet_that_no_seed_points_at(shelf) -> None:
    shelf.insert(
        "crawls",
        crawl_id="c",
        outlet="almithal",
        started_at="2026-11-22T08:00:00.000000Z",
        finished_at="2026-11-22T09:00:00.000000Z",
    )
    document = why(shelf.archive, "https://almithal.example/2026/11/never/")
    assert document["state"] == "unknown"
    assert [step["what"] for step in document["steps"]] == ["would be accepted", "never discovered"]
    assert "last crawled 2026-11-22T09:00:00.000000Z" in said(document)


def test_a_url_that_the_outlets_patterns_refuse(shelf) -> None:
    for url, rule in (
        ("https://almithal.example/about/", r"article_url = '/\d{4}/\d{2}/[^/]+/$' in outlets/almithal.toml"),
        ("https://almithal.example/video/2026/11/x/", "not_article = '/video/' in outlets/almithal.toml"),
    ):
        document = why(shelf.archive, url)
        assert document["steps"][0]["what"] == "would be refused"
        assert rule in document["steps"][0]["detail"]
        assert "never crawled so far" in said(document)


def test_a_url_of_no_outlet_names_the_nearest_domain(shelf) -> None:
    document = why(shelf.archive, "https://almithal.exemple/x")
    assert [step["what"] for step in document["steps"]] == ["of no outlet followed"]
    assert "almithal.example of almithal" in said(document)


def test_an_outlet_of_the_catalogue_is_named_with_the_command_that_follows_it(shelf) -> None:
    known = host_outlet("barid.example")
    steps = fate_of(shelf.archive, "https://barid.example/1", lambda: (known,)).document()["steps"]
    assert [step["what"] for step in steps] == ["of no outlet followed", "in the catalogue"]
    assert f"`warraq outlet add {known.slug}`" in steps[1]["detail"]


def test_the_catalogue_is_not_read_for_an_outlet_that_is_followed(shelf) -> None:
    def fail() -> tuple[()]:
        raise AssertionError("the catalogue was read")

    fate_of(shelf.archive, "https://almithal.example/2026/11/never/", fail)


def test_a_capture_of_a_third_party_says_so(shelf) -> None:
    shelf.insert("warcs", name="/elsewhere/x.warc.gz", origin="import")
    shelf.capture(URL, "2019-11-22T10:31:07Z", role=None, outcome=None, warc="/elsewhere/x.warc.gz")
    document = why(shelf.archive, URL)
    assert document["state"] == "captured"
    assert "captured: HTTP 200; from a file of a third party; record" in said(document)


def test_a_text_captured_before_is_named_as_known(shelf) -> None:
    name = shelf.version("bridge", "نص التقرير.")
    (digest,) = shelf.db.execute("SELECT text_digest FROM versions").fetchone()
    shelf.capture(URL, "2026-11-25T10:00:00Z", article_id=name, reading="article", text_digest=digest)
    assert f"text known: the text of version 1 of article {name}" in said(why(shelf.archive, URL))


def test_a_crawl_that_never_said_how_it_ended_is_why_a_url_waits(shelf) -> None:
    at = "2026-11-22T10:00:00.000000Z"
    shelf.insert("crawls", crawl_id="c", outlet="almithal", started_at=at, asked="all")
    shelf.insert(
        "ledger",
        outlet="almithal",
        url_key=url_key(URL),
        url=URL,
        first_seen_at=at,
        last_at=at,
        state="waiting",
    )
    document = why(shelf.archive, URL)
    assert f"not fetched yet: the crawl begun at {at} has not said how it ended" in said(document)
    assert "--due includes the outlet from 2026-11-22T11:00:00.000000Z on" in said(document)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("/2026/11/12345/opening-of-the-bridge/", "/2026/11/12399/opening-of-the-bridge/"),
        ("/2026/11/98765-new-slug/", "/2025/01/98765-old-slug/"),
        ("/2026/11/brigde/", "/2026/11/bridge/"),
        ("/2026/11/افتتاح-الجسر-الكبير/", "/2026/10/افتتاح-الجسر-الكبير/"),
        ("/2026/11/4/", None),
        ("/2026/11/harvest/", None),
    ],
)
def test_a_url_that_was_never_seen_names_those_it_may_be_meant_for(
    shelf, asked: str, held: str | None
) -> None:
    paths = [held or "/2026/11/5/", "/2026/11/election/", "/2026/11/7/"]
    for path in paths:
        url = normalise(f"https://almithal.example{path}")
        shelf.insert("ledger", outlet="almithal", url_key=url_key(url), url=url, state="captured")
    steps = why(shelf.archive, f"https://almithal.example{asked}")["steps"]
    near = [step["detail"].partition(",")[0] for step in steps if step["what"] == "looks like"]
    assert near == ([normalise(f"https://almithal.example{held}")] if held else [])


@pytest.mark.parametrize(
    "text", ["كلمة", "ftp://almithal.example/", "https://", "", "\x00", "\ud800", "http://[::1"]
)
def test_what_is_no_url_is_told_so(shelf, text: str) -> None:
    document = why(shelf.archive, text)
    assert (document["state"], [step["what"] for step in document["steps"]]) == (
        "unknown",
        ["not a web address"],
    )


def test_an_archive_that_has_captured_nothing_can_be_asked(tmp_path) -> None:
    archive = init_archive(tmp_path / "archive")
    assert "follows none yet" in said(why(archive, URL))
    assert not archive.index.exists()
