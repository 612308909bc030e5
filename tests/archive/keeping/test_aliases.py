"""Redirects and canonical links make aliases; a link that its page bears out makes two addresses one."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from archive import why as asking
from archive.cite import cite
from archive.dump import dump
from archive.imports import ingest_paths
from archive.ingest import Ingest
from archive.lookup import UnknownArticle
from archive.rebuild import rebuild
from archive.schema import connect
from archive.show import show
from archive.verify import verify
from extractors.urls import article_id, normalise

SITE = "https://almithal.example"
TITLE = "الجسر القديم يفتح أمام المشاة"
REPORT = normalise(f"{SITE}/2026/الجسر-القديم-يفتح-أمام-المشاة/")
NODE = "/2026/4321/"


@pytest.fixture
def kept(archive, ingest_all, write_warc, warc_name):
    """Keeps groups of records as one WARC file each and brings them into the index."""

    def keep(*groups):
        number = len(list(archive.warcs.rglob("*.warc.gz")))
        write_warc(archive, warc_name(number), groups)
        return ingest_all(archive)

    return keep


@pytest.fixture
def asked(archive):
    """Asks the index."""

    def ask(function, *arguments):
        with closing(connect(archive.index, readonly=True)) as db:
            return function(db, *arguments)

    return ask


def test_a_canonical_link_borne_out_makes_two_addresses_one_article(kept, asked, rows, wire, page) -> None:
    kept(
        wire.exchange(NODE, page(TITLE, 1, canonical=REPORT), at="2026-11-20T08:00:00.000001Z"),
        wire.exchange(REPORT, page(TITLE, 2, canonical=REPORT), at="2026-11-21T08:00:00.000001Z"),
    )
    assert [row["article_id"] for row in rows("SELECT * FROM articles")] == [article_id("almithal", REPORT)]
    assert asked(show, SITE + NODE)["version_count"] == 2
    alias = asked(show, SITE + NODE)["alias"]
    assert (alias["kind"], alias["url"], alias["target_url"]) == ("canonical", SITE + NODE, REPORT)
    assert asked(show, REPORT)["alias"] is None
    assert asked(cite, SITE + NODE)["alias"]["kind"] == "canonical"


def test_the_canonical_address_finds_an_article_captured_under_another_one_alone(
    kept, asked, archive, wire, page
) -> None:
    kept(wire.exchange(NODE, page(TITLE, 1, canonical=REPORT)))
    document = asked(show, REPORT)
    assert document["article_id"] == article_id("almithal", REPORT)
    assert document["url"] == SITE + NODE
    assert document["alias"]["target_url"] == REPORT
    steps = asking.why(archive, REPORT).document()["steps"]
    assert any(step["what"] == "alias, canonical" for step in steps)
    assert any(step["what"] == "never discovered" for step in steps)


@pytest.mark.parametrize(
    "broken", ["/", "http://52.16.95.170/2026/4321/", "/2026/9999/", "/2026/انتخابات-المجلس-المحلي/"]
)
def test_one_link_printed_on_every_page_joins_no_reports(kept, asked, rows, wire, page, broken: str) -> None:
    reports = {
        "/2026/5001/": "قصف السوق القديم",
        "/2026/5002/": "زيتون الشمال",
        "/2026/5003/": "خبر ثالث عن المدينة",
    }
    kept(
        *(
            wire.exchange(path, page(title, n, canonical=broken))
            for n, (path, title) in enumerate(reports.items())
        )
    )
    assert {row["article_id"] for row in rows("SELECT * FROM articles")} == {
        article_id("almithal", SITE + path) for path in reports
    }
    assert not any(row["merges"] for row in rows("SELECT * FROM aliases"))
    with pytest.raises(UnknownArticle):
        asked(show, f"{SITE}/")


def test_a_redirect_leads_to_the_article_and_says_so(kept, asked, archive, wire, page) -> None:
    kept(
        wire.exchange("/?p=7", status=301, location="/2026/r7/", at="2026-11-20T08:00:00.000001Z"),
        wire.exchange("/2026/r7/", status=302, location=REPORT, at="2026-11-20T08:00:01.000001Z"),
        wire.exchange(REPORT, page(TITLE, 1), at="2026-11-20T08:00:02.000001Z"),
    )
    document = asked(show, f"{SITE}/?p=7")
    assert document["article_id"] == article_id("almithal", REPORT)
    assert (document["alias"]["kind"], document["alias"]["target_url"]) == ("redirect", f"{SITE}/2026/r7/")
    assert any(
        step["what"] == "alias, redirect" for step in asking.why(archive, f"{SITE}/?p=7").document()["steps"]
    )


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.example/2026/x/",
        "javascript:alert(1)",
        "http://[",
        "/2026/same/?utm_source=x",
        None,
    ],
)
def test_a_redirect_out_of_the_outlet_or_to_itself_is_no_alias(
    kept, rows, wire, location: str | None
) -> None:
    kept(wire.exchange("/2026/same/", status=301, location=location))
    assert rows("SELECT * FROM aliases") == []


def test_a_location_in_bare_arabic_is_understood(kept, rows, wire) -> None:
    kept(wire.exchange(NODE, status=301, location="/2026/الجسر-القديم-يفتح-أمام-المشاة/"))
    assert [row["target_url"] for row in rows("SELECT * FROM aliases")] == [REPORT]


def test_links_are_followed_as_far_as_they_go(kept, asked, rows, wire, page) -> None:
    last = normalise(f"{SITE}/syria/2026/الجسر-القديم-يفتح/")
    kept(
        wire.exchange(NODE, page(TITLE, 1, canonical=REPORT), at="2026-11-20T08:00:00.000001Z"),
        wire.exchange(last, page(TITLE, 1), at="2026-11-20T09:00:00.000001Z"),
    )
    assert len(rows("SELECT * FROM articles")) == 2
    kept(wire.exchange(REPORT, page(TITLE, 1, canonical=last), at="2026-11-21T08:00:00.000001Z"))
    assert [row["article_id"] for row in rows("SELECT * FROM articles")] == [article_id("almithal", last)]
    assert asked(show, SITE + NODE)["version_count"] == 1


def test_addresses_that_name_each_other_are_one_article(kept, rows, wire, page) -> None:
    other = normalise(f"{SITE}/2026/الجسر-القديم-يفتح/")
    kept(
        wire.exchange(REPORT, page(TITLE, 1, canonical=other), at="2026-11-20T08:00:00.000001Z"),
        wire.exchange(other, page(TITLE, 2, canonical=REPORT), at="2026-11-21T08:00:00.000001Z"),
    )
    (article,) = rows("SELECT * FROM articles")
    assert article["article_id"] in {article_id("almithal", REPORT), article_id("almithal", other)}
    assert article["version_count"] == 2


def test_an_article_is_removed_only_when_no_address_shows_it(kept, rows, wire, page) -> None:
    kept(
        wire.exchange(NODE, page(TITLE, 1, canonical=REPORT), at="2026-11-20T08:00:00.000001Z"),
        wire.exchange(REPORT, page(TITLE, 1), at="2026-11-21T08:00:00.000001Z"),
        wire.exchange(NODE, status=404, at="2026-11-22T08:00:00.000001Z"),
    )
    assert [row["state"] for row in rows("SELECT * FROM articles")] == ["live"]
    kept(wire.exchange(REPORT, status=410, at="2026-11-23T08:00:00.000001Z"))
    assert [row["state"] for row in rows("SELECT * FROM articles")] == ["removed"]


def test_a_text_moves_when_an_earlier_capture_turns_up_with_a_link(
    kept, asked, rows, archive, wire, page
) -> None:
    kept(wire.exchange(NODE, page(TITLE, 1), at="2026-11-22T08:00:00.000001Z"))
    assert asked(show, SITE + NODE)["article_id"] == article_id("almithal", SITE + NODE)
    kept(wire.exchange(NODE, page(TITLE, 2, canonical=REPORT), at="2026-11-20T08:00:00.000001Z"))
    assert [row["article_id"] for row in rows("SELECT * FROM articles")] == [article_id("almithal", REPORT)]
    assert asked(show, SITE + NODE)["version_count"] == 2
    assert verify(archive).failures == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE captures SET article_id = 'ffffffffffffffff'", "captures"),
        ("UPDATE aliases SET merges = 1 WHERE kind = 'redirect'", "aliases"),
        ("UPDATE aliases SET target_url = 'https://almithal.example/2026/other/'", "aliases"),
        (
            "UPDATE aliases SET url = 'https://almithal.example/2026/other/' WHERE kind = 'canonical'",
            "aliases",
        ),
        ("DELETE FROM aliases WHERE kind = 'redirect'", "aliases"),
        ("DELETE FROM aliases WHERE kind = 'canonical'", "captures"),
        ("UPDATE aliases SET kind = 'redirect' WHERE kind = 'canonical'", "aliases"),
    ],
)
def test_an_altered_alias_is_found_by_verify(kept, archive, wire, page, change: str, what: str) -> None:
    kept(
        wire.exchange(NODE, page(TITLE, 1, canonical=REPORT)),
        wire.exchange("/2026/77/", status=301, location=REPORT),
    )
    assert verify(archive).failures == []
    with closing(connect(archive.index)) as db:
        db.execute(change)
    assert any(failure.where.startswith(what) for failure in verify(archive).failures)


def story(wire, page, rng: random.Random, files: int = 3) -> list[list]:
    """Groups of files that tell of three reports under two addresses each, linked now and then."""
    told: list[list] = [[wire.warcinfo()] for _ in range(files)]
    for n in range(24):
        at = f"2026-11-{rng.randint(1, 20):02d}T{rng.randint(0, 23):02d}:00:00.{n:06d}Z"
        letter = rng.choice("abc")
        node, report = f"/2026/{letter}/", normalise(f"{SITE}/2026/عنوان-الخبر-{letter}/")
        other = normalise(f"{SITE}/2026/عنوان-الخبر-نفسه-{letter}/")
        title = f"عنوان الخبر نفسه {letter}"
        kind = rng.randrange(6)
        if kind == 0:
            group = wire.exchange(node, status=301, location=report, at=at)
        elif kind == 1:
            group = wire.exchange(node, status=rng.choice([404, 403]), at=at)
        elif kind == 2:
            here, link = rng.choice([(report, other), (report, None), (other, report), (other, None)])
            group = wire.exchange(here, page(title, rng.randint(1, 2), canonical=link), at=at)
        else:
            link = rng.choice([report, other, None, f"{SITE}/"])
            group = wire.exchange(node, page(title, rng.randint(1, 2), canonical=link), at=at)
        rng.choice(told).append(group)
    return told


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_ingest_shows_in_articles_and_aliases(
    seed: int,
    tmp_path: Path,
    readers,
    make_archive,
    make_wire,
    page,
    member,
    write_warc,
    warc_name,
    monkeypatch,
) -> None:
    rng = random.Random(seed)
    files = story(make_wire(), page, rng)
    foreign = tmp_path / "foreign.warc.gz"
    stranger = make_wire(prefix=7)
    link = normalise(f"{SITE}/2026/عنوان-الخبر-a/")
    groups = [
        stranger.exchange("/2026/a/", page("عنوان الخبر a", 1, canonical=link), at="2026-11-02T00:00:00Z")
    ]
    foreign.write_bytes(b"".join(member(record) for group in groups for record in group))
    straight, tangled = make_archive(tmp_path / "straight"), make_archive(tmp_path / "tangled")
    for number, told in enumerate(files):
        write_warc(straight, warc_name(number), told)
    with Ingest(straight, readers=readers) as ingest:
        ingest_paths(straight, [foreign], ingest)
        ingest.catch_up_all()
    monkeypatch.setattr("archive.batches.BATCH_EXCHANGES", 1 + seed % 3)
    order = [number for number, told in enumerate(files) for _ in told]
    rng.shuffle(order)
    left = {number: list(told) for number, told in enumerate(files)}
    with Ingest(tangled, readers=readers) as ingest:
        for number in order:
            write_warc(tangled, warc_name(number), [left[number].pop(0)], close=not left[number])
            ingest.catch_up(tangled.warcs / warc_name(number))
        ingest_paths(tangled, [foreign], ingest)
        ingest.catch_up_all()
    wanted = list(dump(straight.index))
    assert any('"table": "aliases"' in line and '"merges": 1' in line for line in wanted)
    assert list(dump(tangled.index)) == wanted
    for archive in (straight, tangled):
        assert verify(archive).failures == []
        rebuild(archive, readers)
        assert list(dump(archive.index)) == wanted
        assert verify(archive).failures == []
