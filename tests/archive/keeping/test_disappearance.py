"""When an article is missing, removed and back, from grades alone."""

from collections.abc import Sequence

import pytest

from archive.change_texts import EVENT_NAMES, KIND_NAMES, STATE_NAMES
from archive.changes import KINDS
from archive.disappearance import Check, Course, Rule, counted, course_of
from archive.grades import GRADES, presence

RULE = Rule(checks=3, days=2)


def check(at: str, grade: str, version: int | None = None, key: str = "a") -> Check:
    """One capture; `at` is day and hour, such as "3 12"."""
    day, hour = at.split()
    stamp = f"2026-11-{int(day):02d}T{int(hour):02d}:00:00.000000Z"
    return Check(record_id=at, captured_at=stamp, url_key=key, grade=grade, version=version)


def course(*checks: Check) -> Course:
    return course_of(checks, RULE)


def whats(found: Course) -> list[str]:
    return [event.what for event in found.events]


SHOWN = check("1 8", "shown", 1)


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ([], "live"),
        ([check("2 8", "shown", 2)], "changed"),
        ([check("2 8", "unchanged")], "live"),
        ([check("2 8", "no-answer")], "live"),
        ([check("2 8", "server-down")], "unknown"),
        ([check("2 8", "bot-wall")], "blocked"),
        ([check("2 8", "not-found")], "missing"),
        ([check("2 8", "not-found"), check("3 8", "no-answer")], "missing"),
        ([check("2 8", "not-found"), check("3 8", "refused")], "blocked"),
        ([check("2 8", "not-found"), check("2 18", "gone"), check("3 8", "gone")], "missing"),
        ([check("2 8", "not-found"), check("3 18", "gone"), check("4 8", "redirect-home")], "removed"),
        ([check("2 8", "gone"), check("9 8", "gone")], "missing"),
        ([check("2 8", "gone"), check("3 8", "bot-wall"), check("9 8", "gone")], "missing"),
    ],
)
def test_the_state_follows_the_answers(later: Sequence[Check], state: str) -> None:
    assert course(SHOWN, *later).state == state


def test_what_came_within_an_hour_is_one_check() -> None:
    first = check("2 8", "gone")
    tried = [Check(record_id=str(n), captured_at=f"2026-11-02T08:{n}:00.000000Z", url_key="a", grade="gone")
             for n in (10, 30, 50)]  # fmt: skip
    assert counted([first, *tried, check("2 9", "gone")]) == [first, check("2 9", "gone")]


def test_a_removal_holds_until_the_report_is_shown_again() -> None:
    gone = [check(f"{day} 8", "gone") for day in (2, 3, 4)]
    hidden = course(SHOWN, *gone, check("5 8", "refused"), check("6 8", "server-down"))
    assert (hidden.state, hidden.since) == ("removed", gone[0].captured_at)
    back = course(SHOWN, *gone, check("7 8", "unchanged"), check("8 8", "gone"))
    assert whats(back) == ["captured", "missing", "removed", "returned", "missing"]
    assert (back.state, [one.record_id for one in back.checks]) == ("missing", ["8 8"])


def test_an_article_is_there_while_one_of_its_addresses_shows_it() -> None:
    there, moved = SHOWN, check("1 9", "shown", 1, key="b")
    found = course(there, moved, *(check(f"{day} 8", "gone") for day in (2, 3, 4)))
    assert (found.state, found.checks) == ("live", ())
    found = course(there, moved, check("2 8", "gone"), check("2 9", "gone", key="b"))
    assert (found.state, whats(found)) == ("missing", ["captured", "missing"])


def test_walls_in_a_row_are_one_event_with_all_their_records() -> None:
    found = course(SHOWN, check("2 8", "bot-wall"), check("3 8", "refused"), check("4 8", "shown", 1))
    assert whats(found) == ["captured", "barred"]
    assert found.events[1].record_ids == ("2 8", "3 8")
    assert found.events[1].grades == ("bot-wall", "refused")


def test_every_word_of_a_history_has_its_text() -> None:
    assert set(KIND_NAMES) == set(KINDS)
    assert {presence(grade) for grade in GRADES} == {"shown", "absent", "barred", "silent"}
    assert {"captured", "edited", "reverted", "missing", "removed", "returned"} <= set(EVENT_NAMES)
    assert set(STATE_NAMES) == {"live", "changed", "missing", "removed", "blocked", "unknown"}
