"""Articles shown by id and by every URL they were captured under."""

import pytest

from archive.lookup import UnknownArticle, find_article
from archive.show import show

CONTRACT = {
    "article_id", "outlet", "url", "title", "subtitle", "authors", "published_at", "published_date",
    "published_precision", "published_raw", "published_source", "modified_at", "dateline", "section", "tags",
    "language", "body", "body_digest", "words", "version", "version_count", "attributions", "dates", "images",
    "genre", "byline", "date_claims", "links",
    "capture",
}  # fmt: skip


def test_an_article_has_every_key_of_the_contract(shelf) -> None:
    name = shelf.version("report", "نص التقرير.", authors=("سلمى الحلبي",))
    document = show(shelf.db, name)
    assert set(document) >= CONTRACT
    assert document["authors"] == ["سلمى الحلبي"]
    assert document["dateline"] is None
    assert set(document["capture"]) == {
        "record_id", "captured_at", "status", "warc", "offset", "length", "payload_digest",
    }  # fmt: skip


def test_the_newest_version_is_shown_with_its_own_capture(shelf) -> None:
    shelf.version("report", "نص أول.", captured_at="2026-11-20T08:00:00.000000Z")
    name = shelf.version("report", "نص ثان.", captured_at="2026-11-21T08:00:00.000000Z")
    document = show(shelf.db, name)
    assert (document["body"], document["version"], document["version_count"]) == ("نص ثان.", 2, 2)
    assert document["capture"]["captured_at"] == "2026-11-21T08:00:00.000000Z"


def test_a_text_that_came_back_is_shown_again(shelf) -> None:
    name = shelf.version("report", "نص أول.", captured_at="2026-11-20T08:00:00.000000Z")
    shelf.version("report", "نص ثان.", captured_at="2026-11-21T08:00:00.000000Z")
    (digest,) = shelf.db.execute("SELECT text_digest FROM versions WHERE version = 1").fetchone()
    url = "https://almithal.example/2026/11/report/"
    shelf.capture(url, "2026-11-22T08:00:00.000000Z", article_id=name, text_digest=digest)
    assert show(shelf.db, name)["body"] == "نص أول."


def test_a_version_that_seems_emptied_stands_back(shelf) -> None:
    shelf.version("report", "نص أول.", captured_at="2026-11-20T08:00:00.000000Z")
    name = shelf.version("report", "ن", captured_at="2026-11-21T08:00:00.000000Z")
    (record_id,) = shelf.db.execute("SELECT record_id FROM versions WHERE version = 2").fetchone()
    shelf.insert("problems", problem_key="k", record_id=record_id, code="needs-review")
    assert show(shelf.db, name)["body"] == "نص أول."


def test_what_readers_found_in_the_text_is_nested_as_the_contract_says(shelf) -> None:
    name = shelf.version("report", "قال الوزير إن الجسر مغلق.")
    key = shelf.db.execute("SELECT version_key FROM versions").fetchone()[0]
    shelf.insert(
        "attributions", version_key=key, seq=1, source="الوزير", source_kind="person", printed="الوزير",
        cue="قال", claim_start=11, claim_end=24, start=0, end=24,
    )  # fmt: skip
    shelf.insert("dates", version_key=key, seq=1, raw="أمس", value="2026-11-21", start=1, end=4)
    shelf.insert("images", version_key=key, seq=1, url="https://almithal.example/a.jpg", caption="جسر")
    document = show(shelf.db, name)
    (attribution,) = document["attributions"]
    assert attribution["claim"] == {"start": 11, "end": 24}
    assert (attribution["start"], attribution["end"]) == (0, 24)
    assert document["dates"][0]["raw"] == "أمس"
    assert document["images"] == [{"url": "https://almithal.example/a.jpg", "caption": "جسر", "credit": None}]


@pytest.mark.parametrize(
    "url",
    [
        "https://almithal.example/2026/11/report/",
        "http://www.almithal.example/2026/11/report/?utm_source=x#top",
        "HTTPS://ALMITHAL.example/2026/11/report",
        "  https://almithal.example/2026/11/report/  ",
    ],
)
def test_a_url_finds_its_article_in_any_spelling(shelf, url: str) -> None:
    name = shelf.version("report", "نص.")
    assert find_article(shelf.db, url) == name


def test_a_url_that_redirected_leads_to_the_article(shelf) -> None:
    name = shelf.version("report", "نص.")
    old, middle = "https://almithal.example/?p=7", "https://almithal.example/r/7"
    shelf.capture(old, "2026-11-22T10:00:00.000000Z", status=301)
    shelf.capture(middle, "2026-11-22T10:00:01.000000Z", status=302, via=old)
    shelf.db.execute("UPDATE captures SET via = ? WHERE article_id = ?", (middle, name))
    assert find_article(shelf.db, old) == name


def test_redirects_in_a_circle_end(shelf) -> None:
    one, two = "https://almithal.example/1", "https://almithal.example/2"
    shelf.capture(one, "2026-11-22T10:00:00.000000Z", status=301, via=two)
    shelf.capture(two, "2026-11-22T10:00:01.000000Z", status=301, via=one)
    with pytest.raises(UnknownArticle):
        find_article(shelf.db, one)


@pytest.mark.parametrize(
    "unknown",
    [
        "0123456789abcdef",
        "https://almithal.example/none/",
        "https://",
        "http://[",
        "كلمة",
        "",
        "\ud800",
        "\x00",
    ],
)
def test_what_the_archive_does_not_hold_is_a_lookup_error_that_names_it(shelf, unknown: str) -> None:
    with pytest.raises(LookupError, match="no article in this archive"):
        show(shelf.db, unknown)
