"""Stubs: of any length, readable, and silent about what was there."""

import gzip
import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Record, RecordReader
from archive.withdrawal_names import Names, cut_event, cut_fields
from archive.withdrawal_stubs import NoRoom, Stub, padded_member, read_stub, stub_member

LEAST = 330  # bytes that a stub with its number always fits into


def a_stub(**changes: object) -> Stub:
    values = {
        "record_id": "0d1e2f3a-4b5c-4d6e-8f70-8192a3b4c5d6",
        "type": "response",
        "date": "2026-11-21T08:00:00.123456Z",
        "main": "f0e1d2c3-b4a5-4687-9788-a9bacbdcedfe",
        "at": "2026-11-27T00:00:00Z",
        "code": "court",
        "number": 12,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "payload_digest": "sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    }
    return Stub(**(values | changes))


def record_in(member: bytes) -> Record:
    reader = RecordReader(1 << 20)
    reader.feed(gzip.decompress(member))
    found = reader.finish(0, len(member))
    assert isinstance(found, Record)
    return found


@given(st.integers(LEAST, 3000) | st.integers(65_000, 67_000) | st.integers(131_000, 132_500), st.uuids())
def test_a_stub_is_exactly_as_long_as_what_stood_there(length: int, identity: UUID) -> None:
    stub = a_stub(record_id=str(identity))
    member = stub_member(stub, length)
    assert len(member) == length
    told = read_stub(record_in(member))
    assert told is not None
    assert (told.record_id, told.main, told.at, told.code) == (stub.record_id, stub.main, stub.at, stub.code)
    assert told.number == 12


def test_a_long_stub_says_all_digests() -> None:
    assert read_stub(record_in(stub_member(a_stub(), 5000))) == a_stub()


def test_a_stub_that_does_not_fit_is_refused() -> None:
    with pytest.raises(NoRoom):
        stub_member(a_stub(), 100)


@given(st.binary(max_size=300).map(bytes.hex), st.integers(0, 400))
def test_a_block_keeps_its_content_before_the_filler(content: str, room: int) -> None:
    head = (("WARC-Type", "metadata"), ("WARC-Record-ID", "<urn:uuid:x>"))
    shortest = _least(head, content.encode())
    member = padded_member(head, content.encode(), shortest + room)
    assert len(member) == shortest + room
    assert record_in(member).block.rstrip(b" ") == content.encode()


def _least(head: tuple[tuple[str, str], ...], content: bytes) -> int:
    """The least length that the content fits into."""
    for length in range(60, 2000):
        try:
            padded_member(head, content, length)
        except NoRoom:
            continue
        return length
    raise AssertionError("it fits nowhere")


ADDRESS = "https://almithal.example/2026/a-visit-to-the-village/"
NAMES = Names(urls=frozenset({ADDRESS}), titles=frozenset({"زيارة إلى القرية الشمالية"}))


@pytest.mark.parametrize(
    "text",
    [
        ADDRESS,
        "http://www.almithal.example/2026/a-visit-to-the-village",
        '<a href="/2026/a-visit-to-the-village/">',
        r"https:\/\/almithal.example\/2026\/a-visit-to-the-village\/",
        "https://almithal.example/2026/A-Visit-to-the-%76illage/?utm=1",
        "<title>زيارة إلى القرية\n الشمالية</title>",
        "\\u0632\\u064a\\u0627\\u0631\\u0629 إلى القرية الشمالية",
    ],
)
def test_a_report_is_found_in_any_spelling(text: str) -> None:
    assert NAMES.named_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://almithal.example/2026/a-visit-to-the-village-2/",
        "https://almithal.example/2025/a-visit-to-the-village/",
        "https://other.example/2026/a-visit-to-the-village/",
        "زيارة إلى القرية",
    ],
)
def test_other_reports_are_not_taken_for_it(text: str) -> None:
    assert not NAMES.named_in(text)


def test_the_telling_end_of_an_address_is_a_hint_wherever_it_stands() -> None:
    assert NAMES.hinted_in("/uploads/a-visit-to-the-village.jpg")
    assert not NAMES.hinted_in("/uploads/a-visit-to-the-village-square.jpg")


def test_no_names_are_found_nowhere() -> None:
    assert not Names().named_in("anything at all")
    assert not Names(urls=frozenset({"https://almithal.example/"})).named_in("https://almithal.example/")


def test_an_event_keeps_what_it_says_of_other_reports() -> None:
    other = {"url": "https://almithal.example/2026/other/", "state": "waiting", "title": "خبر آخر"}
    same_title = {"url": "https://almithal.example/2026/third/", "title": "زيارة إلى القرية الشمالية"}
    event = {
        "event": "discovered",
        "page": ADDRESS,
        "problems": [f"{ADDRESS} listed twice", "no dates"],
        "items": [{"url": ADDRESS, "state": "waiting"}, other, same_title],
    }
    block = cut_event(json.dumps(event).encode(), NAMES, 7)
    assert block is not None
    assert json.loads(block) == {
        "event": "discovered",
        "page": None,
        "problems": ["no dates"],
        "items": [other, {**same_title, "title": None}],
        "withdrawn": 7,
    }


def test_an_event_of_the_report_alone_goes_altogether() -> None:
    assert cut_event(json.dumps({"event": "fate", "url": ADDRESS}).encode(), NAMES, 7) is None


def test_metadata_keeps_its_other_fields() -> None:
    block = f"outlet: almithal\r\nvia: {ADDRESS}\r\nleafSalt: 00ff\r\n".encode()
    assert cut_fields(block, NAMES, 7) == b"outlet: almithal\r\nleafSalt: 00ff\r\nwithdrawn: 7\r\n"
