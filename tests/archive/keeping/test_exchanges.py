"""Records become exchanges, events and findings."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.exchanges import Event, Exchange, Finding, Item, read_exchanges, read_singles
from archive.moments import read_warc_date
from archive.place import Archive
from archive.records import Damage, NewRecord
from archive.warc import Record, current_path, walk


@pytest.fixture
def records(archive: Archive, write_warc, warc_name):
    """Writes groups and reads their records back."""

    def write_and_walk(groups: Iterable[list[NewRecord]], number: int = 1) -> list[Record | Damage]:
        path: Path = write_warc(archive, warc_name(number), list(groups))
        return list(walk(current_path(path)))

    return write_and_walk


def items(steps: Iterable[Record | Damage], *, closed: bool = True) -> list[Item | None]:
    return [step.item for step in read_exchanges(steps, closed=closed)]


def test_a_group_is_one_exchange_with_its_metadata(records, wire) -> None:
    (exchange,) = items(records([wire.exchange("/a", b"x")]))
    assert isinstance(exchange, Exchange)
    assert exchange.kind == "response"
    assert exchange.complete
    assert exchange.fields["robots"] == "allowed"
    assert exchange.request is not None


def test_a_failure_is_named_after_its_metadata_record(records, wire) -> None:
    unsent = wire.exchange("/a", sent=False, answered=False, outcome="dns")
    unanswered = wire.exchange("/b", answered=False, outcome="timeout")
    found = items(records([unsent, unanswered]))
    assert [item.kind for item in found] == ["failure", "failure"]
    assert [item.record_id for item in found] == [unsent[0].record_id, unanswered[-1].record_id]


def test_positions_are_the_ends_of_groups(records, wire) -> None:
    steps = records([wire.warcinfo(), wire.exchange("/a", b"x"), wire.exchange("/b", b"y")])
    ends = [step.end for step in read_exchanges(steps, closed=True)]
    assert ends == [steps[0].length, steps[4].offset, steps[6].offset + steps[6].length]


def test_every_place_to_resume_gives_the_rest(records, wire) -> None:
    steps = records([wire.warcinfo(), *(wire.exchange(f"/{n}", b"x") for n in range(3))])
    whole = list(read_exchanges(steps, closed=True))
    for n, step in enumerate(whole):
        rest = [record for record in steps if record.offset >= step.end]
        assert list(read_exchanges(rest, closed=True)) == whole[n + 1 :]


def test_an_incomplete_last_group_waits_while_the_file_is_open(records, wire) -> None:
    steps = records([wire.exchange("/a", b"x"), wire.exchange("/b", b"y")])
    for missing in (1, 2):
        assert len(items(steps[:-missing], closed=False)) == 1


def test_an_incomplete_group_of_a_closed_file_is_an_incomplete_exchange(records, wire) -> None:
    steps = records([wire.exchange("/a", b"x"), wire.exchange("/b", b"y")])
    last = items(steps[:-1], closed=True)[-1]
    assert isinstance(last, Exchange)
    assert not last.complete


def test_a_group_that_a_crash_left_without_metadata_does_not_swallow_the_next(records, wire) -> None:
    torn = wire.exchange("/a", b"x")[:-1]
    found = items(records([torn, wire.warcinfo(), wire.exchange("/b", b"y")]), closed=False)
    assert [isinstance(item, Exchange) and item.complete for item in found] == [False, False, True]
    found = items(records([torn, wire.exchange("/b", b"y")], 2), closed=False)
    assert [item.complete for item in found] == [False, True]


def test_damage_inside_a_group_leaves_the_answer_in_and_names_the_rest(records, wire) -> None:
    first, request, metadata, *rest = records([wire.exchange("/a", b"x"), wire.exchange("/b", b"y")])
    damage = Damage(offset=request.offset, length=request.length, code="damaged-member", detail="bit flip")
    found = items([first, damage, metadata, *rest])
    assert isinstance(found[0], Exchange)
    assert not found[0].complete
    assert [item.code for item in found[1:3]] == ["damaged-member", "orphan-metadata"]
    assert isinstance(found[3], Exchange)


def test_a_torn_tail_is_passed_over_while_open_and_a_finding_when_closed(records, wire) -> None:
    steps = records([wire.exchange("/a", b"x")])
    tail = Damage(offset=steps[-1].offset + steps[-1].length, length=9, code="torn-tail", detail="torn")
    assert len(items([*steps, tail], closed=False)) == 1
    last = items([*steps, tail], closed=True)[-1]
    assert isinstance(last, Finding)


def test_events_are_read_and_a_broken_one_is_a_finding(records, wire, new_record) -> None:
    (broken,) = wire.event(event="fate")
    whole = wire.event(event="discovered", items=[])
    damaged = new_record(
        "metadata",
        json.dumps([1]).encode(),
        date="2026-11-21T07:00:00Z",
        content_type="application/json",
        fields=[("WARC-Target-URI", "urn:warraq:event")],
    )
    found = items(records([whole, [broken], [damaged]]))
    assert [type(item) for item in found] == [Event, Event, Finding]
    assert found[0].document["event"] == "discovered"


def test_asides_of_a_group_belong_to_it(records, wire, new_record) -> None:
    response, request, metadata = wire.exchange("/a", b"x")
    hint = new_record(
        "metadata",
        b"HTTP/1.1 103 Early Hints\r\n\r\n",
        date="2026-11-21T07:00:00Z",
        content_type="application/http;msgtype=response",
        fields=[("WARC-Target-URI", "urn:warraq:interim:https://almithal.example/a")],
    )
    (step,) = read_exchanges(records([[response, request, hint, metadata]]), closed=False)
    assert isinstance(step.item, Exchange)
    assert step.records == 4


def test_in_a_foreign_file_each_answer_stands_alone(records, wire, new_record) -> None:
    screenshot = new_record(
        "resource",
        b"png",
        date="2026-11-21T07:00:00Z",
        content_type="image/png",
        fields=[("WARC-Target-URI", "urn:view:https://almithal.example/a")],
    )
    steps = list(read_singles(records([wire.warcinfo(), wire.exchange("/a", b"x"), [screenshot]])))
    kinds = [type(step.item) for step in steps]
    assert kinds == [type(None), Exchange, type(None), type(None), Finding]
    assert steps[-1].item.code == "not-web"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-22T10:31:07.123456Z", "2026-11-22T10:31:07.123456Z"),
        ("2026-11-22T10:31:07Z", "2026-11-22T10:31:07.000000Z"),
        ("2026-11-22T10:31:07.123456789Z", "2026-11-22T10:31:07.123456Z"),
        ("2026-11-22T13:31:07+03:00", "2026-11-22T10:31:07.000000Z"),
        ("20150709141534", "2015-07-09T14:15:34.000000Z"),
        ("2026", "2026-01-01T00:00:00.000000Z"),
        ("2026-11", "2026-11-01T00:00:00.000000Z"),
        ("2026-02-30T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_of_records_are_read_in_every_permitted_precision(text: str, wanted: str | None) -> None:
    assert read_warc_date(text) == wanted
