"""Quotes that were changed on their way are found: the benchmark on our own reports, with floors."""

from random import Random

import pytest

from benchmarks import quotes
from benchmarks.quote_changes import CHANGES


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[quotes.Answer]:
    folder = tmp_path_factory.mktemp("quotes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_SHARED", str(folder / "none"))
        return quotes.measure(folder / "archive", 300, 15 * len(CHANGES))


def test_nearly_every_quote_leads_to_a_report_that_holds_it(answers: list[quotes.Answer]) -> None:
    held = [one for one in answers if one.asked.printed is not None]
    missed = [(one.asked.kind, one.asked.typed, one.shown) for one in held if not one.right]
    assert len(missed) <= len(held) // 100, missed


def test_nothing_is_called_verbatim_that_is_not(answers: list[quotes.Answer]) -> None:
    assert [one.asked.typed for one in answers if one.wrongly_verbatim] == []


@pytest.mark.parametrize("kind", [kind for kind in quotes.ABSENT if kind != "kept out"])
def test_what_no_report_holds_is_not_found(answers: list[quotes.Answer], kind: str) -> None:
    asked = [one for one in answers if one.asked.kind == kind]
    assert len(asked) > 20
    assert [(one.asked.typed, one.shown) for one in asked if one.match != "none"] == []


def test_what_was_only_spelt_otherwise_is_normalised(answers: list[quotes.Answer]) -> None:
    for kind in ("hamza", "tashkeel", "tatweel", "digits", "spacing", "ellipsis", "insertion"):
        told = [one for one in answers if one.asked.kind == kind]
        assert told
        assert {one.match for one in told} == {"normalised"}, kind


def test_every_change_changes_something() -> None:
    passage = "قالت الوزارة، أمس: «سُجِّلت 120 إصابة و3 وفيات في المدينة» وأضافت أن العدد تراجع كثيرا"
    random = Random(1)
    assert {kind for kind, change in CHANGES.items() if change(passage, random) == passage} == {"as printed"}


def test_the_figures_name_every_kind(answers: list[quotes.Answer]) -> None:
    text = quotes.summary(answers)
    assert all(kind in text for kind in (*CHANGES, *quotes.ABSENT))
    assert "median" in text
