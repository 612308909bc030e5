"""What became of every URL that discovery found."""

import itertools

import pytest

from archive.ledger import Word, settle, word_of
from archive.place import Archive

A = "https://almithal.example/2026/a/"
DAYS = [f"2026-11-{day:02d}T08:00:00.000000Z" for day in range(1, 29)]


@pytest.fixture
def ledger(archive: Archive, wire, write_warc, warc_name, ingest_all, rows):
    """Ingests groups, one file each in the order given; gives the ledger's rows."""
    numbers = itertools.count(1)

    def run(*groups):
        for group in groups:
            write_warc(archive, warc_name(next(numbers)), [group])
            ingest_all(archive)
        return rows(
            "SELECT url, state, reason, tries, via, first_seen_at, last_at FROM ledger ORDER BY url_key"
        )

    return run


FEED, SITEMAP = "https://almithal.example/feed/", "https://almithal.example/sitemap.xml"


def discovered(wire, at: str = DAYS[0], seed: str = FEED, **item: object):
    entry = {"url": A, "state": "waiting", "reason": None} | item
    role = "sitemap" if seed == SITEMAP else "feed"
    return wire.event(
        event="discovered", at=at, seed=seed, seed_role=role, seed_record=f"seed of {at}", items=[entry]
    )


def test_a_discovered_url_waits(ledger, wire) -> None:
    (row,) = ledger(discovered(wire))
    assert (row["state"], row["tries"], row["first_seen_at"]) == ("waiting", 0, DAYS[0])


@pytest.mark.parametrize(
    ("exchange", "state", "reason"),
    [
        ({}, "captured", "no-body"),
        ({"status": 404}, "gone", "http-404"),
        ({"status": 410}, "gone", "http-410"),
        ({"status": 503}, "failed", "http-503"),
        ({"status": 403}, "failed", "http-403"),
        ({"status": 301}, "captured", "redirect"),
        ({"status": 304, "refers_to": "1"}, "revisit", None),
        ({"answered": False, "sent": False, "outcome": "dns"}, "failed", "dns"),
        ({"outcome": "disconnect", "truncated": "disconnect"}, "failed", "disconnect"),
    ],
)
def test_a_capture_settles_the_state(ledger, wire, exchange, state, reason) -> None:
    (row,) = ledger(discovered(wire), wire.exchange("/2026/a/", at=DAYS[1], **exchange))
    assert (row["state"], row["tries"]) == (state, 1)
    assert (row["reason"] == reason) or (state == "captured" and row["reason"] is not None)


def test_seen_again_in_a_feed_a_captured_url_stays_captured(ledger, wire) -> None:
    (row,) = ledger(
        discovered(wire), wire.exchange("/2026/a/", status=301, at=DAYS[1]), discovered(wire, DAYS[2])
    )
    assert (row["state"], row["first_seen_at"]) == ("captured", DAYS[0])


def test_the_earliest_sighting_names_the_seed(ledger, wire) -> None:
    (row,) = ledger(
        discovered(wire, DAYS[3], seed="https://almithal.example/sitemap.xml"), discovered(wire, DAYS[1])
    )
    assert row["via"] == "https://almithal.example/feed/"


def test_every_seed_that_names_a_url_is_one_of_its_origins(ledger, wire, rows) -> None:
    ledger(
        discovered(wire, DAYS[1], published="Fri, 20 Nov 2026 10:00:00 +0300", title="عنوان الخلاصة"),
        discovered(wire, DAYS[0], seed=SITEMAP, modified="2026-11-19"),
    )
    found = rows(
        "SELECT via, role, first_seen_at, published_raw, modified_raw, title, seed_record FROM origins"
        " ORDER BY via"
    )
    assert [tuple(row.values()) for row in found] == [
        (
            FEED,
            "feed",
            DAYS[1],
            "Fri, 20 Nov 2026 10:00:00 +0300",
            None,
            "عنوان الخلاصة",
            f"seed of {DAYS[1]}",
        ),
        (SITEMAP, "sitemap", DAYS[0], None, "2026-11-19", None, f"seed of {DAYS[0]}"),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_a_seed_printed_first_stays(ledger, wire, rows, order) -> None:
    told = [
        discovered(wire, DAYS[1], published="2026-11-20", title="الأول"),
        discovered(wire, DAYS[5], published="2026-11-25", title="الثاني"),
    ]
    ledger(*(told[n] for n in order))
    (row,) = rows("SELECT first_seen_at, published_raw, title FROM origins")
    assert tuple(row.values()) == (DAYS[1], "2026-11-20", "الأول")


@pytest.mark.parametrize("state", ["refused", "failed", "gone"])
def test_a_seed_that_names_a_known_url_again_changes_no_fate(ledger, wire, state: str) -> None:
    (row,) = ledger(
        discovered(wire),
        wire.event(event="fate", at=DAYS[1], url=A, state=state, reason="why"),
        discovered(wire, DAYS[2], seed=SITEMAP),
        discovered(wire, DAYS[0], seed=SITEMAP, state="refused", reason="other-host"),
    )
    assert (row["state"], row["reason"], row["via"]) == (state, "why", FEED)


def test_giving_up_is_a_failure_with_its_reason_and_the_number_of_tries(ledger, wire) -> None:
    tries = [wire.exchange("/2026/a/", status=503, at=DAYS[n]) for n in (1, 2, 3)]
    (row,) = ledger(
        discovered(wire),
        *tries,
        wire.event(event="fate", at=DAYS[4], url=A, state="failed", reason="gave-up"),
    )
    assert (row["state"], row["reason"], row["tries"]) == ("failed", "gave-up", 3)


def test_a_refusal_ends_the_wait(ledger, wire) -> None:
    (row,) = ledger(
        discovered(wire), wire.event(event="fate", at=DAYS[1], url=A, state="refused", reason="robots")
    )
    assert (row["state"], row["reason"]) == ("refused", "robots")


def test_an_address_that_is_no_web_address_has_its_row_too(ledger, wire) -> None:
    (row,) = ledger(discovered(wire, url="file:///etc/hostname", state="refused", reason="scheme"))
    assert (row["url"], row["state"]) == ("file:///etc/hostname", "refused")


def test_a_lone_surrogate_in_a_url_does_not_stop_the_ingest(ledger, wire) -> None:
    (row,) = ledger(
        discovered(wire, url="https://almithal.example/\ud800", state="refused", reason="bad-url")
    )
    assert row["state"] == "refused"


def test_what_is_no_article_page_has_no_row_unless_it_was_discovered(ledger, wire) -> None:
    assert ledger(wire.exchange("/style.css", b"x", role="requisite")) == []


def test_every_order_of_ingest_gives_the_same_ledger(
    make_archive, tmp_path, readers, make_wire, write_warc, warc_name
) -> None:
    from archive.dump import dump
    from archive.ingest import Ingest

    def groups(wire):
        return [
            discovered(wire, DAYS[2]),
            discovered(wire, DAYS[1], seed=SITEMAP, published="2026-11-20"),
            discovered(wire, DAYS[1], seed=SITEMAP, published="2026-11-21", title="عنوان"),
            wire.exchange("/2026/a/", status=404, at=DAYS[4]),
            wire.event(event="fate", at=DAYS[3], url=A, state="refused", reason="robots"),
            wire.event(event="fate", at=DAYS[5], url=A, state="failed", reason="gave-up"),
        ]

    seen = set()
    for order in itertools.islice(itertools.permutations(range(6)), 0, None, 47):
        archive = make_archive(tmp_path / "".join(map(str, order)))
        for number, group in enumerate(groups(make_wire())):
            write_warc(archive, warc_name(number), [group])
        with Ingest(archive, readers=readers) as ingest:
            for number in order:
                ingest.catch_up(archive.warcs / warc_name(number))
        seen.add("\n".join(dump(archive.index)))
    assert len(seen) == 1


def word(at: str, state: str) -> Word:
    return Word(at=at, record_id="x", state=state, reason=None)


@pytest.mark.parametrize(
    ("event", "capture", "wanted"),
    [
        (None, None, None),
        (None, word("1", "captured"), "captured"),
        (word("1", "refused"), None, "refused"),
        (word("2", "refused"), word("1", "captured"), "captured"),
        (word("2", "refused"), word("1", "failed"), "refused"),
        (word("2", "failed"), word("1", "captured"), "failed"),
        (word("1", "failed"), word("2", "captured"), "captured"),
        (word("1", "failed"), word("1", "failed"), "failed"),
        (word("2", "waiting"), word("1", "gone"), "gone"),
    ],
)
def test_the_later_word_holds_unless_it_only_says_that_we_did_not_fetch(event, capture, wanted) -> None:
    settled = settle(event, capture)
    assert (settled.state if settled else None) == wanted


def test_a_response_without_a_readable_status_is_a_failure() -> None:
    assert word_of("response", None, "ok", None, None) == ("failed", "no-http-head")
