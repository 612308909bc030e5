"""When a walk through a listing's pages ends."""

import pytest

from crawlers.found import Brought
from crawlers.walk import MOST_COVERED, Stretch, dry_after

NEW = Brought(listed=5, new=2, new_here=3)
COVERED = Brought(listed=5, new=0, new_here=5)
KNOWN = Brought(listed=5, new=0, new_here=0)
NOTHING = Brought()


@pytest.mark.parametrize(
    ("brought", "dry", "then"),
    [
        (NEW, 0, 0),
        (NEW, 2, 0),
        (COVERED, 0, 1),
        (COVERED, MOST_COVERED - 1, MOST_COVERED),
        (COVERED, MOST_COVERED, None),
        (KNOWN, 0, None),
        (NOTHING, 0, None),
    ],
)
def test_a_walk_goes_on_while_there_is_something_new(brought: Brought, dry: int, then: int | None) -> None:
    assert dry_after(Stretch(brought=brought, dry=dry), since=None) == then


def test_an_archive_by_date_may_have_empty_days_but_not_for_ever() -> None:
    assert dry_after(Stretch(brought=NOTHING, dry=30), since=None, most_empty=31) == 31
    assert dry_after(Stretch(brought=NOTHING, dry=31), since=None, most_empty=31) is None
    assert dry_after(Stretch(brought=NOTHING, dry=400), since="2020-01-01", most_empty=31) == 400


def test_a_day_with_nothing_but_the_box_of_every_page_is_an_empty_one() -> None:
    box = Stretch(brought=KNOWN, dry=3, own=0, again=True)
    assert dry_after(box, since=None, most_empty=31) == 4
    assert dry_after(Stretch(brought=KNOWN, dry=0, own=5), since=None, most_empty=31) is None
    assert dry_after(Stretch(brought=KNOWN, dry=0), since=None, most_empty=31) == 1  # the first page
    assert dry_after(Stretch(brought=COVERED, dry=30, own=5), since=None, most_empty=31) == 0
    assert dry_after(Stretch(brought=KNOWN, dry=0, own=0, again=True), since=None) is None


def test_a_crawl_from_a_day_on_passes_what_is_known_and_ends_where_all_is_older() -> None:
    def then(brought: Brought, newest: str | None, again: bool = False) -> int | None:
        return dry_after(Stretch(brought=brought, newest=newest, again=again), since="2026-03-01")

    assert then(KNOWN, "2026-03-01") == 0
    assert then(KNOWN, None) == 0
    assert then(NEW, "2026-02-28") is None
    assert then(KNOWN, "2026-05-01", again=True) is None
    assert then(NOTHING, None) is None
