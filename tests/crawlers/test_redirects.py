"""Redirects: each is a capture, its target a URL of its own, and every one ends in one state."""

import json
from typing import Any

import pytest


def fate(faulted: Any, url: str) -> tuple[str, str | None]:
    """State and reason of a URL in the index; what the frontier says must be the same state."""
    row = faulted.desk.ledger("faults")[url]
    rows = faulted.desk.frontier("faults")
    assert rows[url]["state"] == row["state"]
    return row["state"], row["reason"]


def record_ids(faulted: Any, url: str) -> list[tuple[str, int]]:
    query = "SELECT kind, status FROM captures WHERE url = ? ORDER BY captured_at"
    return [(row["kind"], row["status"]) for row in faulted.desk.rows(query, url)]


def test_a_redirect_and_its_target_are_both_captured_and_both_in_the_ledger(faulted: Any) -> None:
    url = faulted.urls["redirect"]
    target = faulted.urls["plain"]
    assert fate(faulted, url) == ("captured", "redirect")
    assert fate(faulted, target) == ("captured", None)
    assert record_ids(faulted, url) == [("response", 301)]
    assert record_ids(faulted, target) == [("response", 200)]


def test_a_relative_target_is_resolved_against_the_redirect(faulted: Any) -> None:
    assert fate(faulted, faulted.urls["redirect-relative"]) == ("captured", "redirect")
    reason = faulted.desk.frontier("faults")[faulted.urls["redirect-relative"]]["reason"]
    assert reason == f"redirect to {faulted.urls['plain']}"


def test_a_target_that_was_seen_before_is_not_fetched_again(faulted: Any) -> None:
    assert fate(faulted, faulted.urls["redirect-seen"]) == ("captured", "redirect")
    assert faulted.targets.count("/faults/plain?n=1") == 1, "three redirects and the sitemap point at it"


def test_a_chain_is_followed_to_its_end(faulted: Any) -> None:
    base = faulted.urls["redirect-chain"]
    assert fate(faulted, base) == ("captured", "redirect")
    for hops, reason in ((2, "redirect"), (1, "redirect"), (0, None)):
        assert fate(faulted, f"{base}&hops={hops}") == ("captured", reason)
    via = faulted.desk.ledger("faults")[f"{base}&hops=2"]["via"]
    assert via == base, "each hop is known by the one before it"


def test_a_chain_that_is_too_long_ends_refused(faulted: Any) -> None:
    assert faulted.desk.archive.settings.limits.redirects == 10
    base = faulted.urls["redirect-long"].partition("&")[0]
    assert fate(faulted, f"{base}&hops=3") == ("captured", "redirect")
    assert fate(faulted, f"{base}&hops=2") == ("refused", "too-many-redirects")
    assert f"{base}&hops=1" not in faulted.desk.ledger("faults")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("redirect-self", "redirect-to-itself"),
        ("redirect-offsite", "redirect-to-other-host"),
        ("redirect-file", "redirect-to-no-web-address"),
    ],
)
def test_a_redirect_that_is_not_followed_is_refused_with_its_reason(
    faulted: Any, fault: str, reason: str
) -> None:
    url = faulted.urls[fault]
    assert fate(faulted, url) == ("refused", reason)
    assert [kind for kind, _status in record_ids(faulted, url)] == ["response"], "it is captured all the same"


def test_nothing_but_the_outlets_hosts_was_asked(faulted: Any) -> None:
    # Of an attempt that never got a connection there is a metadata record as well.
    hosts = {url.split("/")[2] for url, _fields in faulted.desk.exchanges()}
    assert hosts == {faulted.home.host, faulted.urls["plain"].split("/")[2]}


def test_a_redirect_without_a_target_is_an_answer_like_any_other(faulted: Any) -> None:
    assert fate(faulted, faulted.urls["redirect-nowhere"]) == ("captured", "redirect")


def test_urls_that_point_at_each_other_are_refused_as_a_loop(faulted: Any) -> None:
    url = faulted.urls["redirect-loop"]
    for member in (url, f"{url}&side=a", f"{url}&side=b"):
        assert fate(faulted, member) == ("refused", "redirect-loop")
        assert record_ids(faulted, member) == [("response", 302)], "each is asked once"


def test_a_loop_is_refused_with_all_that_lead_into_it(faulted: Any) -> None:
    for name in ("circle/0", "circle/1", "circle/2", "entry"):
        assert fate(faulted, faulted.home.url(f"/report/{name}")) == ("refused", "redirect-loop")


@pytest.mark.parametrize(("before", "after"), [("slash", "slash/"), ("Case", "case")])
def test_a_target_with_the_same_key_is_fetched_and_captured(faulted: Any, before: str, after: str) -> None:
    first, last = faulted.home.url(f"/report/{before}"), faulted.home.url(f"/report/{after}")
    assert record_ids(faulted, first) == [("response", 301)]
    assert record_ids(faulted, last) == [("response", 200)]
    assert faulted.desk.frontier("faults")[last]["state"] == "captured"
    assert faulted.desk.ledger("faults")[first]["state"] == "captured"


def test_a_swing_between_two_spellings_ends_refused(faulted: Any) -> None:
    swing = faulted.home.url("/report/swing")
    assert faulted.desk.ledger("faults")[swing]["state"] == "refused"
    assert faulted.desk.ledger("faults")[swing]["reason"] == "too-many-redirects"


def test_why_explains_a_refused_redirect(faulted: Any) -> None:
    run = faulted.desk.warraq("why", faulted.urls["redirect-file"], "--json")
    assert run.code == 0
    said = json.loads(run.out)
    assert said["state"] == "refused"
    assert any("no web address" in step["detail"] for step in said["steps"])
    assert any(step["what"] == "redirected" for step in said["steps"])


def test_redirects_of_seeds_are_followed_further_than_sitemaps_are_deep(desk: Any, site: Any) -> None:
    for hop in range(6):
        site.put(f"/moved/{hop}", "", 302, Location=f"/moved/{hop + 1}")
    url = site.put("/report/1", "<html></html>")
    site.sitemap("/moved/6", [url])
    desk.declare("seeds", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/moved/0")])
    assert desk.crawl("seeds").code == 0
    assert desk.frontier("seeds")[url]["state"] == "captured"


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("/moved", "too many redirects"),
        ("http://elsewhere.invalid/feed", "redirects to another host, http://elsewhere.invalid/feed"),
        ("file:///etc/hostname", "redirects to no web address"),
    ],
)
def test_a_seed_that_leads_nowhere_is_reported(desk: Any, site: Any, target: str, problem: str) -> None:
    site.put("/moved", "", 302, Location=target)
    desk.declare("seeds", homepage=site.url(), domains=[site.host], feeds=[site.url("/moved")])
    run = desk.crawl("seeds")
    assert run.document["seeds_failed"] == 1
    (finished,) = desk.events("crawl-finished")
    (said,) = finished["seeds_failed"]
    assert said.endswith(problem)
