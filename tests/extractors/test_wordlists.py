"""The lists of plurals, variants and synonyms: their form, and that no word stands in two places at once."""

import re
from collections import Counter
from pathlib import Path

import pytest

import extractors
from extractors.arabic import fold

LISTS = Path(extractors.__file__).parent / "wordlists"
WORD = re.compile(r"[ء-ي]{2,}")  # letters alone: no tashkeel, no tatweel, no digit


def entries(name: str) -> list[tuple[str, list[str]]]:
    """Give the head of each line with its forms, comments taken off."""
    found = []
    for line in (LISTS / name).read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text:
            head, colon, forms = text.partition(": ")
            assert colon, line
            found.append((head, forms.split(" ")))
    return found


def groups() -> list[list[str]]:
    lines = (LISTS / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return [text.split(" = ") for line in lines if (text := line.partition("#")[0].strip())]


def twice(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


@pytest.mark.parametrize("name", ["plurals.txt", "variants.txt"])
def test_every_line_is_a_head_and_its_forms(name: str) -> None:
    for head, forms in entries(name):
        assert forms, head
        assert all(WORD.fullmatch(word) for word in [head, *forms]), (head, forms)


@pytest.mark.parametrize("name", ["plurals.txt", "variants.txt"])
def test_no_form_stands_under_two_heads_even_when_folded(name: str) -> None:
    listed = entries(name)
    assert not twice([fold(head) for head, _ in listed])
    assert not twice([fold(form) for _, forms in listed for form in forms])


@pytest.mark.parametrize("name", ["plurals.txt", "variants.txt"])
def test_no_head_is_the_form_of_another(name: str) -> None:
    """A chain would give a word two singulars, or a spelling of a spelling."""
    listed = entries(name)
    forms = {form: head for head, forms in listed for form in forms}
    assert not [(head, forms[head]) for head, _ in listed if head in forms]


def test_a_variant_is_more_than_folding_gives() -> None:
    for head, forms in entries("variants.txt"):
        assert fold(head) not in [fold(form) for form in forms], head


def test_a_variant_of_a_listed_plural_is_not_itself_listed_as_one() -> None:
    """A word with two ways to its stem would have two stems."""
    plurals = {form for _, forms in entries("plurals.txt") for form in forms}
    singulars = {head for head, _ in entries("plurals.txt")}
    variants = {form for _, forms in entries("variants.txt") for form in forms}
    assert not variants & plurals
    assert not variants & singulars


def test_a_folded_plural_is_no_other_singular() -> None:
    """Folded, `قوى` is `قوي`: were both listed, a text without its dots would have two readings."""
    listed = entries("plurals.txt")
    heads = {fold(head): head for head, _ in listed}
    assert not [
        (head, form) for head, forms in listed for form in forms if heads.get(fold(form), head) != head
    ]


def test_the_lists_are_large_enough_for_news() -> None:
    assert len(entries("plurals.txt")) >= 1300
    assert len(entries("variants.txt")) >= 450
    assert len(groups()) >= 250


def test_a_synonym_stands_in_one_group_and_not_alone() -> None:
    listed = groups()
    assert not [group for group in listed if len(group) < 2]
    assert not twice([fold(member).casefold() for group in listed for member in group])


def test_no_member_of_a_group_is_empty_or_spaced_oddly() -> None:
    for group in groups():
        for member in group:
            assert member == " ".join(member.split()) != "", group
            assert "=" not in member


@pytest.mark.parametrize(
    ("singular", "plural"),
    [("كتاب", "كتب"), ("سنة", "سنوات"), ("كردي", "أكراد"), ("قناة", "قنوات"), ("ماء", "مياه")],
)
def test_words_of_every_kind_are_there(singular: str, plural: str) -> None:
    assert plural in dict(entries("plurals.txt"))[singular]


@pytest.mark.parametrize("word", ["أعلام", "حزم", "قبل", "جزائر", "حماة", "إخوان", "محافظ", "علماء"])
def test_a_plural_that_would_swallow_another_word_is_left_out(word: str) -> None:
    assert word not in {form for _, forms in entries("plurals.txt") for form in forms}


@pytest.mark.parametrize("word", ["فلم", "كيف", "كورية", "كرم"])
def test_a_variant_that_is_another_word_is_left_out(word: str) -> None:
    assert word not in {form for _, forms in entries("variants.txt") for form in forms}
