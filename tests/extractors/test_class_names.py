"""Answers about classes are those of the pattern, however many were asked before."""

import re

from extractors.class_names import _MOST, found_in


def test_an_answer_is_the_pattern_s_the_first_time_and_again() -> None:
    is_date = found_in(r"(?:^|\s)date(?:\s|$)", re.IGNORECASE)
    asked = ["post DATE", "update", "", "date"]
    assert [is_date(names) for names in asked * 2] == [True, False, False, True] * 2


def test_answers_kept_are_bounded_in_number_and_length() -> None:
    is_even = found_in(r"[02468]$")
    kept = is_even.__self__  # type: ignore[attr-defined]
    assert all(is_even(f"post-{number}") == (number % 2 == 0) for number in range(_MOST + 100))
    assert is_even("x" * 10_000 + "2")
    assert len(kept) <= _MOST
    assert max(map(len, kept)) < 10_000
