"""Scores are what they say: each verdict on an answer, and the figures made of them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from benchmarks.quality.figures import figures
from benchmarks.quality.peers import answer_of
from benchmarks.quality.printing import Gold
from benchmarks.quality.scoring import Answer, Outcome, score, token_f1
from extractors.zones import zone

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=3)))
GOLD = Gold(
    title="لجنة البلدة تقر خطة",
    paragraphs=("قالت اللجنة إن العمل بدأ.", "وأضافت أن المال متوفر."),
    moment=MOMENT,
    precision="minute",
    persons=("رنا حداد",),
)
RIGHT = Answer(
    title=GOLD.title,
    body="\n\n".join(GOLD.paragraphs),
    day="2026-03-02",
    moment=MOMENT.astimezone(UTC),
    persons=("رنا حداد",),
)


def verdict(answer: Answer, gold: Gold = GOLD) -> Outcome:
    return score("design", 0, "report", gold, answer)


def test_a_right_answer_is_right_in_everything() -> None:
    outcome = verdict(RIGHT)
    assert (outcome.body, outcome.title, outcome.day, outcome.minute, outcome.byline, outcome.refusal) == (
        1.0,
        True,
        "right",
        "right",
        "right",
        "right",
    )


def test_a_refused_report_is_wrong_in_everything() -> None:
    outcome = verdict(Answer(refused="section-page"))
    assert (outcome.body, outcome.title, outcome.day, outcome.minute, outcome.byline, outcome.refusal) == (
        0.0,
        False,
        "none",
        "none",
        "none",
        "wrong",
    )


@pytest.mark.parametrize(
    ("wanted", "given", "f1"),
    [("أ ب ج د", "أ ب ج د", 1.0), ("أ ب ج د", "أ ب", 2 / 3), ("أ أ ب", "أ ب ب", 2 / 3), ("أ", "", 0.0)],
)
def test_words_count_as_often_as_they_stand_there(wanted: str, given: str, f1: float) -> None:
    assert token_f1(wanted, given) == pytest.approx(f1)


def test_a_day_that_is_not_printed_is_wrong_and_its_absence_right() -> None:
    undated = Gold(title="عنوان", paragraphs=("نص",))
    assert verdict(Answer(day="2026-03-02"), undated).day == "wrong"
    assert verdict(Answer(), undated).day == "right"


def test_an_unsure_day_may_be_left_out_but_not_be_wrong() -> None:
    unsure = Gold(title="عنوان", paragraphs=("نص",), moment=MOMENT, precision="unsure")
    assert verdict(Answer(), unsure).day == "right"
    assert verdict(Answer(day="2026-03-02"), unsure).day == "right"
    assert verdict(Answer(day="2026-03-01"), unsure).day == "wrong"


def test_a_time_where_only_a_day_is_printed_is_made_up() -> None:
    gold = Gold(title="عنوان", paragraphs=("نص",), moment=MOMENT, precision="day")
    assert verdict(RIGHT, gold).made_up_time is True
    assert verdict(Answer(day="2026-03-02"), gold).made_up_time is False


def test_a_name_where_none_is_printed_is_invented() -> None:
    unsigned = Gold(title="عنوان", paragraphs=("نص",))
    assert verdict(Answer(persons=("رويترز",)), unsigned).invented is True
    assert verdict(Answer(), unsigned).invented is False


def test_a_page_that_is_no_report_wants_its_code() -> None:
    gold = Gold(codes=frozenset(("not-found-page",)))
    verdicts = [
        verdict(answer, gold).refusal
        for answer in (Answer(refused="not-found-page"), Answer(refused="x"), RIGHT)
    ]
    assert verdicts == ["right", "wrong", "none"]


def test_figures_are_shares_of_the_pages_that_ask_for_them() -> None:
    row = figures([verdict(RIGHT), verdict(Answer(refused="x"))])
    assert (row.pages, row.body, row.title, row.byline, row.invented, row.read) == (
        2,
        0.5,
        0.5,
        0.5,
        None,
        0.5,
    )


@pytest.mark.parametrize(
    ("date", "day", "timed"),
    [
        ("2026-03-01T22:30:00+00:00", "2026-03-02", True),
        ("2026-03-02", "2026-03-02", False),
        ("2026-03-02T00:00:00", "2026-03-02", False),
        ("2 آذار", None, False),
    ],
)
def test_a_peers_date_is_taken_in_the_outlets_zone(date: str, day: str | None, timed: bool) -> None:
    answer = answer_of({"title": "عنوان", "date": date}, zone("Asia/Riyadh"))
    assert answer.day == day
    assert (answer.moment is not None) is timed


def test_a_peer_that_failed_is_told_as_such() -> None:
    assert answer_of({"failed": "TooLong: more"}, zone("Asia/Riyadh")).refused == "failed"


def test_midnight_may_be_answered_by_its_day() -> None:
    midnight = Gold(
        title="عنوان", paragraphs=("نص",), moment=MOMENT.replace(hour=0, minute=0), precision="minute"
    )
    assert verdict(Answer(day="2026-03-02"), midnight).minute is None
    assert verdict(RIGHT, midnight).minute == "wrong"
    assert verdict(Answer(), midnight).minute == "none"
