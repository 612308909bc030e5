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


def report(number: int, *, new: bool = False) -> str:
    """A report's page, of the old design or of the new one, whose title nobody finds."""
    title, text = f"البلدية تعلن خطة الطريق رقم {number} في المدينة", TEXT.format(n=number)
    if new:
        return (
            "<html lang=ar><head><title>موقع الطريق</title></head><body><div class=shell><h1>موقع الطريق</h1>"
            f"<section class=sheet><div class=hed>{title}</div><div class=copy><p>{text}</p>"
            f"<p>{text[:200]}</p></div></section></div>"
            f"<div class=endline>حُرّر <b class=stamp>{number} مارس 2026 10:00</b></div></body></html>"
        )
    return (
        f"<html lang=ar><head><title>{title}</title></head><body><article class=story><h1>{title}</h1>"
        f"<time datetime='2026-03-{number:02}T10:00:00+03:00'>آذار</time>"
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


def test_a_design_of_new_reports_alone_is_noticed_at_the_first_and_learnt_from_three(
    desk: Any, site: Any
) -> None:
    desk.declare("one", homepage=site.url(), domains=[site.host], feeds=[site.url("/feed")])
    for number in range(1, 13):
        site.put(f"/report/{number}", report(number))
    feed(site, 12)
    crawl(desk)
    site.put("/report/13", report(13, new=True))
    feed(site, 13)
    crawl(desk)
    found = read_drift(desk.archive, "one").redesign
    assert found is not None
    assert found.url == site.url("/report/13")
    assert [(one.field, one.now) for one in found.lost] == [("title", "موقع الطريق")]
    assert codes(desk, "one") == ["redesign"]

    for number in (14, 15):
        site.put(f"/report/{number}", report(number, new=True))
    feed(site, 15)
    doctor = desk.warraq("outlet", "doctor", "one", "--apply", "--json").document
    assert doctor["applied"], doctor["findings"]
    crawl(desk)
    assert codes(desk, "one") == []
    rows = desk.rows("SELECT url, title, published_date FROM versions WHERE url LIKE '%/report/15'")
    assert [(row["title"], row["published_date"]) for row in rows] == [
        ("البلدية تعلن خطة الطريق رقم 15 في المدينة", "2026-03-15")
    ]


@pytest.mark.soak
def test_every_outlets_redesign_is_noticed_and_nothing_before_it(desk: Any) -> None:
    with Newsroom(slow=0.05, remember=False) as room:
        for slug in room.outlets:
            (desk.archive.outlets_dir / f"{slug}.toml").write_text(room.declaration(slug), encoding="utf-8")
        for edit in (1, 2):
            crawl(desk)
            room.edit(edit)
        crawl(desk)
        assert [slug for slug in room.outlets if read_drift(desk.archive, slug).redesign] == []
        for slug in room.outlets:
            room.break_outlet(slug, "redesign")
        crawl(desk)
        for slug in room.outlets:
            found = read_drift(desk.archive, slug).redesign
            assert found is not None, slug
            assert {"title", "body", "byline"} <= {one.field for one in found.lost}


def test_what_is_remembered_may_be_lost_or_torn(desk: Any) -> None:
    path = desk.archive.state / "one.drift.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    for text in ("", "{", "[]", '{"canary": 3}', json.dumps({"canary": {"url": "x"}})):
        path.write_text(text, encoding="utf-8")
        assert read_drift(desk.archive, "one") == read_drift(desk.archive, "two")
