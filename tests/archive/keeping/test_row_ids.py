"""Row ids run in the order of dates, whatever comes when."""

from contextlib import closing
from datetime import date

import pytest

from archive.errors import IndexUnusable
from archive.place import Archive
from archive.row_ids import (
    DAY_SLOTS,
    EPOCH,
    MINUTE_SLOTS,
    TIMED_SLOTS,
    UNTIMED_SLOTS,
    free_row_id,
    home_of,
    is_in_place,
    next_row_id,
)
from archive.schema import DAY_BITS, connect

CAPTURED = "2026-11-22T10:31:07.123456Z"
DAY = (date(2026, 11, 20) - EPOCH).days << DAY_BITS


@pytest.fixture
def db(archive: Archive):
    with closing(connect(archive.index)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        yield db


def take(db, *row_ids: int) -> None:
    db.executemany(
        "INSERT INTO versions (version_key, doc_id) VALUES (?, ?)", [(str(one), one) for one in row_ids]
    )


def test_homes_run_in_the_order_of_moments_within_the_outlets_own_day() -> None:
    in_order = [
        (None, "2026-11-19"),
        ("2026-11-19T23:59:00+03:00", "2026-11-19"),
        ("2026-11-20", "2026-11-20"),  # days without a time come first
        ("2026-11-20T00:00:00+14:00", "2026-11-20"),
        ("2026-11-19T22:30:00+00:00", "2026-11-20"),  # the outlet's own day is the later one
        ("2026-11-20T10:00:00+03:00", "2026-11-20"),
        ("2026-11-20T07:01:00Z", "2026-11-20"),
        ("2026-11-20T08:02:00+01:00", "2026-11-20"),
        ("2026-11-20T23:59:59-12:00", "2026-11-20"),
        ("2026-11-21T00:01+03:00", "2026-11-21"),
    ]
    homes = [home_of(at, day, CAPTURED) for at, day in in_order]
    assert homes == sorted(set(homes))
    assert [home >> DAY_BITS for home in homes] == [
        (date.fromisoformat(day) - EPOCH).days for _, day in in_order
    ]


def test_one_moment_has_one_home_whatever_offset_it_was_printed_with() -> None:
    printed = ("2026-11-20T10:00:00+03:00", "2026-11-20T07:00Z", "2026-11-20T08:00:59+01:00")
    assert len({home_of(at, "2026-11-20", CAPTURED) for at in printed}) == 1


@pytest.mark.parametrize(
    ("at", "day", "wanted"),
    [
        (None, None, "2026-11-22"),  # undated: the day of the capture
        ("2026-11-20T10:00:00+03:00", None, "2026-11-22"),
        ("2026-11", "2026-11", "2026-11-22"),
        ("2026-11-20T10:00:00", "2026-11-20", "2026-11-20"),  # no offset, no minute
        ("2026-11-20Tnoon", "2026-11-20", "2026-11-20"),
        ("1899-01-01", "1899-01-01", "1970-01-01"),
    ],
)
def test_what_says_no_moment_stands_first_in_its_day(at: str | None, day: str | None, wanted: str) -> None:
    assert home_of(at, day, CAPTURED) == (date.fromisoformat(wanted) - EPOCH).days << DAY_BITS


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+03:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_far_from_its_day_stays_within_the_day(at: str) -> None:
    assert home_of(at, "2026-11-20", CAPTURED) >> DAY_BITS == DAY >> DAY_BITS


def test_a_stretch_is_filled_in_order_and_then_spills_into_the_next(db) -> None:
    home = home_of("2026-11-20T10:00:00+03:00", "2026-11-20", CAPTURED)
    given = []
    for _ in range(MINUTE_SLOTS + 2):
        given.append(free_row_id(db, home))
        take(db, given[-1])
    assert given == list(range(home, home + MINUTE_SLOTS + 2))
    assert all(is_in_place(db, one, home) for one in given)
    db.execute("DELETE FROM versions WHERE doc_id = ?", (home + MINUTE_SLOTS - 1,))
    assert not is_in_place(db, given[-1], home)
    assert free_row_id(db, home) == home + MINUTE_SLOTS - 1


def test_another_minute_or_day_is_not_its_place(db) -> None:
    home = home_of("2026-11-20T10:00:00+03:00", "2026-11-20", CAPTURED)
    take(db, home, home + DAY_SLOTS)
    assert is_in_place(db, home, home)
    assert not is_in_place(db, home - 1, home)
    assert not is_in_place(db, home + MINUTE_SLOTS, home)
    assert not is_in_place(db, home + DAY_SLOTS, home)
    assert not is_in_place(db, home, DAY)


def test_days_without_times_spill_into_minutes_and_those_into_the_rest_of_the_day(db) -> None:
    take(db, DAY + UNTIMED_SLOTS - 1)
    assert free_row_id(db, DAY) == DAY + UNTIMED_SLOTS
    late = home_of("2026-11-20T23:59:00-14:00", "2026-11-20", CAPTURED)
    rest = DAY + UNTIMED_SLOTS + TIMED_SLOTS
    assert late == rest - MINUTE_SLOTS
    take(db, rest - 1)
    assert free_row_id(db, late) == rest
    take(db, rest)
    assert free_row_id(db, late) == rest + 1


def test_a_full_day_is_refused_in_words(db) -> None:
    late = home_of("2026-11-20T23:59:00-14:00", "2026-11-20", CAPTURED)
    take(db, DAY + UNTIMED_SLOTS + TIMED_SLOTS - 1, DAY + DAY_SLOTS - 1)
    with pytest.raises(IndexUnusable, match=r"2026-11-20.*16,777,216"):
        free_row_id(db, late)
    assert is_in_place(db, DAY + DAY_SLOTS - 1, late)
    with pytest.raises(IndexUnusable, match="2026-11-20"):
        next_row_id(DAY + DAY_SLOTS - 1, late)
    assert next_row_id(DAY + DAY_SLOTS - 1, DAY + DAY_SLOTS) == DAY + DAY_SLOTS
