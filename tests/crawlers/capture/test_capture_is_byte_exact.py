"""What the newsroom read and wrote is what stands in the WARC, byte for byte, over every kind of exchange."""

import hashlib
from collections import Counter
from urllib.parse import urlsplit

from newsroom import Exchange
from newsroom.faults import FAULTS

CUT_BEFORE = {"no-length-cut", "gzip-cut"}  # the newsroom sent all that it had: a part of a page
CUT_ON_PURPOSE = {"drop", "drop-chunked", "drop-head", "length-long", "reset", "stall", "bad-status"}


def fault_of(exchange: Exchange) -> str | None:
    path = urlsplit(exchange.target).path
    return path.removeprefix("/faults/") if path.startswith("/faults/") else None


def is_whole(group, exchange: Exchange) -> bool:
    return hashlib.sha256(group.got).hexdigest() == exchange.response_sha256


def head_length(answer: bytes) -> int:
    """Bytes up to the end of the final head (the newsroom's bare-LF heads are not asked for twice)."""
    end = answer.index(b"\r\n\r\n") + 4
    return end + head_length(answer[end:]) if answer.startswith(b"HTTP/1.1 103") else end


def entity(answer: bytes) -> bytes:
    """The body of an answer without chunked framing, by the shortest reading of RFC 9112 section 7.1."""
    end = head_length(answer)
    head, body = answer[:end].lower(), answer[end:]
    if b"transfer-encoding: chunked" not in head:
        return body
    found = b""
    while True:
        line, _, body = body.partition(b"\r\n")
        size = int(line.split(b";")[0], 16)
        if not size:
            return found
        found, body = found + body[:size], body[size + 2 :]


def test_the_crawl_met_every_kind_of_exchange_on_every_site(big_crawl) -> None:
    assert big_crawl.exit_code == 0, big_crawl.log
    assert len(big_crawl.exchanges) >= 1000
    met = {(exchange.outlet, fault_of(exchange)) for exchange in big_crawl.exchanges}
    assert met >= {(slug, name) for slug in big_crawl.ports for name in FAULTS}
    assert Counter(exchange.tls for exchange in big_crawl.exchanges)[True] >= 200
    assert {exchange.method for exchange in big_crawl.exchanges} >= {"GET", "HEAD"}


def test_no_exchange_of_the_newsroom_is_missing_and_every_request_is_byte_identical(big_crawl) -> None:
    pairs, missing, _ = big_crawl.joined()
    assert [(one.outlet, one.target, one.note) for one in missing] == []
    assert len(pairs) == len(big_crawl.exchanges)


def test_nothing_is_in_the_warc_that_the_newsroom_did_not_see(big_crawl) -> None:
    """Requests put on a connection that the newsroom had closed already are there, as what they are."""
    _, _, unseen = big_crawl.joined()
    for group in unseen:
        assert group.got == b""
        assert group.outcome in ("resent", "disconnect")
        assert "Connection" in group.about.says["connectionLost"]
    assert all(group.request for group in big_crawl.groups)


def test_every_finished_answer_is_byte_identical(big_crawl) -> None:
    pairs, _, _ = big_crawl.joined()
    exact = 0
    for exchange, group in pairs:
        if not exchange.finished or group.answer is None or group.answer["WARC-Type"] == "revisit":
            continue
        if is_whole(group, exchange):
            exact += 1
            assert group.truncated is None or fault_of(exchange) in CUT_BEFORE, exchange.target
        else:  # whole on the newsroom's side: then it was the crawl that ended it, and says so
            assert group.truncated in ("length", "time", "disconnect"), exchange.target
            assert fault_of(exchange) in ("big", "bigchunked", "big-head") or group.truncated == "time"
    assert exact >= 800


def test_no_finished_answer_comes_without_a_record_of_it(big_crawl) -> None:
    pairs, _, _ = big_crawl.joined()
    without = {fault_of(e) for e, g in pairs if e.finished and g.answer is None and g.outcome != "timeout"}
    assert without == set()


def test_an_unfinished_answer_is_an_exact_prefix_that_says_why_it_ends(big_crawl) -> None:
    pairs, _, _ = big_crawl.joined()
    cut = Counter()
    for exchange, group in pairs:
        if group.answer is not None and group.answer["WARC-Type"] == "revisit":
            continue
        if is_whole(group, exchange) and exchange.finished:
            continue
        assert exchange.response.startswith(group.got), exchange.target
        if group.got and fault_of(exchange) != "length-short":  # by its own framing that one is whole
            assert group.truncated is not None, exchange.target
            cut[fault_of(exchange)] += 1
    assert set(cut) >= CUT_ON_PURPOSE | {"big", "bigchunked"}


def test_a_head_that_nobody_can_parse_is_a_metadata_record(big_crawl) -> None:
    kinds = {
        fault_of(exchange): group.answer["WARC-Type"]
        for exchange, group in big_crawl.joined()[0]
        if group.answer is not None
    }
    assert {name for name, kind in kinds.items() if kind == "metadata"} == {
        "bad-status",
        "big-head",
        "drop-head",
    }


def test_early_hints_stand_in_records_of_their_own_before_the_metadata(big_crawl) -> None:
    pairs = [(e, g) for e, g in big_crawl.joined()[0] if fault_of(e) == "early-hints"]
    assert len(pairs) >= 15
    for exchange, group in pairs:
        (hint,) = group.interim
        assert hint.block.startswith(b"HTTP/1.1 103 ")
        assert hint["WARC-Target-URI"].startswith("urn:")
        assert exchange.response.startswith(hint.block)
        assert group.answer is not None
        assert group.answer.block.startswith(b"HTTP/1.1 200 ")


def test_a_revisit_keeps_its_head_and_leads_to_the_payload(big_crawl) -> None:
    by_id = {record.id: record for record in big_crawl.records}
    profiles = Counter()
    for exchange, group in big_crawl.joined()[0]:
        answer = group.answer
        if answer is None or answer["WARC-Type"] != "revisit":
            continue
        assert group.got == exchange.response[: head_length(exchange.response)]
        referred = by_id[answer["WARC-Refers-To"]]
        assert referred["WARC-Type"] == "response"
        assert referred["WARC-Target-URI"] == answer["WARC-Refers-To-Target-URI"]
        assert referred["WARC-Date"] == answer["WARC-Refers-To-Date"]
        assert referred["WARC-Payload-Digest"] == answer["WARC-Payload-Digest"]
        profile = answer["WARC-Profile"].rpartition("/")[2]
        profiles[profile] += 1
        if profile == "server-not-modified":
            assert answer.block.startswith(b"HTTP/1.1 304 ")
            assert answer.get("WARC-Truncated") is None
        else:
            assert entity(referred.block) == entity(exchange.response)
            assert answer.get("WARC-Truncated") == "length"
    assert profiles["server-not-modified"] >= 20
    assert profiles["identical-payload-digest"] >= 50


def test_what_was_handed_on_is_what_stands_in_the_warc(big_crawl) -> None:
    places = {record.offset: record for record in big_crawl.records}
    handed_on = [row for row in big_crawl.rows if row["end"] == "handed on"]
    assert len(handed_on) >= 900
    for row in handed_on:
        captured = row["captured"]
        record = places[captured["offset"]]
        assert record.id == f"<urn:uuid:{captured['record_id']}>"
        assert record["WARC-Type"] == captured["kind"]
        assert record["WARC-Target-URI"] == row["url"]
        assert record.length == captured["length"]
        if captured["status"] != 304 and not captured["truncated"] and not captured["notes"]:
            assert record["WARC-Payload-Digest"] == f"sha256:{row['body_sha256']}"


def test_a_body_that_is_not_what_the_parser_made_of_it_is_noted(big_crawl) -> None:
    differs = "payload-differs-from-parsed-body"
    noted = [row for row in big_crawl.rows if differs in row["captured"]["notes"]]
    assert {urlsplit(row["url"]).path for row in noted} == {"/faults/length-short"}


def test_no_request_carries_a_cookie_though_the_newsroom_sets_some(big_crawl) -> None:
    requests = [record.block.lower() for record in big_crawl.records if record["WARC-Type"] == "request"]
    assert not [block for block in requests if b"\r\ncookie:" in block or b"secret123" in block]
    assert not [block for block in requests if b"authorization:" in block]
