"""Thirty real crawls of the quarter: `warraq crawl --due` in processes that live in it, on loopback.

What is told comes through the channel of [alarms], as on a server.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.quarter.real import APART, CLONED, Front, Machine, age

BEGIN = datetime(2026, 2, 2, 6, tzinfo=UTC)
ROUNDS = 15
# From the round of the first number on, up to that of the second, on the outlet named.
TROUBLE = {
    "redesign": ("first", 2, 4),
    "captcha": ("second", 3, 5),
    "feed gone": ("first", 7, 9),
    "robots": ("second", 7, 8),
    "feed is a page": ("second", 10, 13),
    "moved": ("first", 12, 13),
}
CLOCK_SET = 13
# By round: (over, outlet, alarm). A page in a feed's place is told at the second; all else at the first.
TOLD: dict[int, set[tuple[bool, str | None, str]]] = {
    2: {(False, "first", "redesign")},
    3: {(False, "second", "blocked")},
    4: {(True, "first", "redesign")},
    5: {(True, "second", "blocked")},
    7: {(False, "first", "dead-feed"), (False, "second", "robots")},
    8: {(True, "second", "robots")},
    9: {(True, "first", "dead-feed")},
    11: {(False, "second", "dead-feed")},
    12: {(False, "first", "moved")},
    13: {(True, "first", "moved"), (True, "second", "dead-feed"), (False, None, "clock")},
    14: {(True, None, "clock")},
}


def test_thirty_real_crawls_tell_what_is_planted_at_the_first_that_shows_it(
    new_desk: Callable[..., Any], new_site: Callable[[], Any]
) -> None:
    machine = Machine(desk=new_desk())
    machine.listen()
    fronts = {slug: Front(slug=slug, site=new_site()) for slug in ("first", "second")}
    for slug, front in fronts.items():
        site = front.site
        machine.desk.declare(
            slug, homepage=site.url(), domains=[site.host], feeds=[site.url("/feed")], cadence="12h"
        )
    for number in range(ROUNDS):
        now = BEGIN + number * APART
        for slug, front in fronts.items():
            front.trouble = {
                kind
                for kind, (where, begin, end) in TROUBLE.items()
                if where == slug and begin <= number < end
            }
            front.print_more(now)
        machine.round(now, timedelta(days=1) if number == CLOCK_SET else timedelta(0))
        if number == 0:
            age(machine.archive, CLONED, APART)
        print(number, machine.crawled[-1], machine.told[-1], flush=True)
    assert machine.crawled == [["first", "second"]] * ROUNDS
    assert {number: set(told) for number, told in enumerate(machine.told) if told} == TOLD
    assert sum(map(len, machine.told)) == sum(map(len, TOLD.values()))  # each once
