"""A redesign is noticed at the next crawl, and mended by the layout that the doctor proposes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from archive.drift_state import read_drift
from archive.moments import stamp
from archive.page_fields import plain
from crawlers.doctor_recall import recalling
from extractors.article import Article, Page
from extractors.reader import read_article
from extractors.urls import normalise
from newsroom import Newsroom
from tests.crawlers.test_doctor_variants import plain_fetch

SLUG = "almithal"
TEXT = "قال مسؤول في البلدية إن العمل في الطريق رقم {n} يستمر حتى نهاية الشهر، وإن السكان أُبلغوا بذلك. " * 6


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(outlets=(SLUG,), faulty=False) as room:
        yield room


def codes(desk: Any, slug: str = SLUG) -> list[str]:
    """The outlet's alarms, as `warraq status` has them."""
    document = desk.warraq("status", "--json").document
    return [alarm["code"] for one in document["outlets"] if one["slug"] == slug for alarm in one["alarms"]]


def crawl(desk: Any) -> None:
    run = desk.warraq("crawl")
    assert run.code == 0, run.err


def test_a_redesign_is_noticed_at_the_next_crawl_and_mended_by_the_doctors_layout(
    desk: Any, room: Newsroom
) -> None:
    declaration = desk.archive.outlets_dir / f"{SLUG}.toml"
    declaration.write_text(room.declaration(SLUG), encoding="utf-8")
    crawl(desk)
    canary = read_drift(desk.archive, SLUG).canary
    assert canary is not None
    crawl(desk)
    query = "SELECT kind FROM captures WHERE article_id = ? ORDER BY captured_at"
    kinds = desk.rows(query, canary.article_id)
    assert [row["kind"] for row in kinds] == ["response", "revisit"]
    assert codes(desk) == []

    begun = stamp(datetime.now(UTC))
    room.break_outlet(SLUG, "redesign")
    crawl(desk)
    run = desk.warraq("status", "--check", "--json")
    assert run.code == 6
    (alarm,) = run.document["outlets"][0]["alarms"]
    assert alarm["code"] == "redesign"
    assert alarm["figures"]["url"] == canary.url
    assert {"title", "body", "byline"} <= set(alarm["figures"]["fields"])
    assert "warraq outlet doctor" in alarm["next"]
    titles = {normalise(url): one.title for url, one in room.gold(SLUG).items()}
    assert titles[canary.url][:40] in alarm["share"]
    assert "العنوان" in alarm["arabic"]["what"]

    doctor = desk.warraq("outlet", "doctor", SLUG, "--apply", "--json")
    assert doctor.document["findings"][0]["code"] == "redesign"
    assert doctor.document["patch"]["remaining"] == []
    assert doctor.document["applied"]
    crawl(desk)
    assert codes(desk) == []

    rows = desk.rows("SELECT url, authors FROM versions WHERE captured_at < ?", begun)
    signed = {row["url"]: tuple(json.loads(row["authors"])) for row in rows}
    assert sum(map(bool, signed.values())) > len(signed) / 2
    outlet, fetch = desk.archive.outlet(SLUG), plain_fetch()
    with recalling(desk.archive, SLUG) as (recall, found):
        assert found is None
        assert recall is not None
        for url, gold in room.gold(SLUG).items():
            answer, old = fetch(url), recall(url)
            assert old is not None
            new = Page(
                url=url,
                captured_at=datetime.now(UTC),
                status=200,
                content_type=answer.content_type,
                body=answer.body,
            )
            for page in (old, new):
                read = read_article(page, outlet)
                assert isinstance(read, Article)
                assert plain(read.title) == plain(gold.title)
                assert plain(read.body) == plain(" ".join(gold.body))
                assert read.published is not None
                assert read.published.day == gold.published.date().isoformat()
                assert read.authors == signed[normalise(url)]

    # A layout that reads what was captured before worse is told as well, until it is taken back.
    taken = declaration.read_text("utf-8")
    spoilt = taken.replace('body = ["div.txt"]', 'body = ["p:nth-of-type(2)"]')
    declaration.write_text(spoilt, encoding="utf-8")
    crawl(desk)
    assert codes(desk) == ["reader-changed"]
    declaration.write_text(taken, encoding="utf-8")
    crawl(desk)
    assert codes(desk) == []


def report(number: int, *, new: bool = False, dated: bool = True) -> str:
    title, text = f"البلدية تعلن خطة الطريق رقم {number} في المدينة", TEXT.format(n=number)
    if new:
        return (
            f"<html lang=ar><head><title>موقع الطريق</title></head><body><div class=shell>"
            f"<h1>موقع الطريق</h1><section class=sheet><div class=hed>{title}</div><div class=copy>"
            f"<p>{text}</p><p>{text[:200]}</p></div><div class=when>آخر الأسبوع</div></section></div>"
            "</body></html>"
        )
    day = f"<time datetime='2026-03-{number % 27 + 1:02}T10:00:00+03:00'>آذار</time>" if dated else ""
    return (
        f"<html lang=ar><head><title>{title}</title></head><body><article class=story><h1>{title}</h1>{day}"
        f"<div class=text><p>{text}</p><p>{text[:200]}</p></div></article></body></html>"
    )


def feed(site: Any, count: int) -> None:
    """A feed of the reports 1 to `count`."""
    items = "".join(
        f"<item><title>البلدية تعلن خطة الطريق رقم {n} في المدينة</title>"
        f"<link>{site.url(f'/report/{n}')}</link></item>"
        for n in range(1, count + 1)
    )
    document = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
    site.put("/feed", document, Content_Type="text/xml")


def test_a_design_that_new_reports_alone_have_is_noticed_at_the_first_of_them(desk: Any, site: Any) -> None:
    desk.declare("one", homepage=site.url(), domains=[site.host], feeds=[site.url("/feed")])
    for number in range(1, 13):
        site.put(f"/report/{number}", report(number))
    feed(site, 12)
    crawl(desk)
    site.put("/report/13", report(13))
    feed(site, 13)
    crawl(desk)
    assert codes(desk, "one") == []
    site.put("/report/14", report(14, new=True))
    feed(site, 14)
    crawl(desk)
    found = read_drift(desk.archive, "one").redesign
    assert found is not None
    assert found.url == site.url("/report/14")
    assert {"title", "date"} <= {one.field for one in found.lost}
    assert codes(desk, "one") == ["redesign"]
    site.put("/report/15", report(15))
    feed(site, 15)
    crawl(desk)
    assert codes(desk, "one") == []


def test_what_is_remembered_may_be_lost_or_torn(desk: Any) -> None:
    path = desk.archive.state / "one.drift.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    for text in ("", "{", "[]", '{"canary": 3}', json.dumps({"canary": {"url": "x"}})):
        path.write_text(text, encoding="utf-8")
        assert read_drift(desk.archive, "one") == read_drift(desk.archive, "two")
