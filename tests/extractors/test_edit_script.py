"""The way from one sequence to another."""

import random
from collections.abc import Sequence

import pytest

from extractors.edit_script import hunks
from extractors.sentences import sentences, words


def applied(before: Sequence[str], after: Sequence[str], most: int) -> list[str]:
    made: list[str] = []
    at = 0
    for hunk in hunks(before, after, most):
        assert before[hunk.before_start : hunk.before_end] != after[hunk.after_start : hunk.after_end]
        made += [*before[at : hunk.before_start], *after[hunk.after_start : hunk.after_end]]
        at = hunk.before_end
    return [*made, *before[at:]]


@pytest.mark.parametrize("most", [0, 2, 400])
def test_the_hunks_lead_from_one_to_the_other(most: int) -> None:
    dice = random.Random(7)
    for _ in range(400):
        before, after = (dice.choices("ابت", k=dice.randrange(14)) for _ in range(2))
        assert applied(before, after, most) == list(after)
        assert hunks(before, before, most) == ()


def test_the_way_is_the_shortest() -> None:
    (hunk,) = hunks(["قال", "الوزير", "اليوم", "إن"], ["قال", "الوزير", "أمس", "إن"])
    assert tuple(hunk) == (2, 3, 2, 3)
    found = hunks(["ا", "ب", "ت", "ث"], ["ب", "ت", "ج", "ث"])
    assert [tuple(hunk) for hunk in found] == [(0, 1, 0, 0), (3, 3, 2, 3)]


def test_sentences_keep_their_places_and_paragraphs() -> None:
    text = "قال. ثم «ذهب!» بعيداً، 3.5 مرات\n\nفقرة ثانية؟ نعم"
    found = sentences(text)
    assert [one.printed for one in found] == ["قال.", "ثم «ذهب!»", "بعيداً، 3.5 مرات", "فقرة ثانية؟", "نعم"]
    assert [one.paragraph for one in found] == [0, 0, 0, 1, 1]
    assert all(text[one.start : one.end] == one.printed for one in found)
    cut = " ".join(word.printed for word in words("قُتـــل «12»، 1,234."))
    assert cut == "قُتـــل « 12 » ، 1,234 ."
