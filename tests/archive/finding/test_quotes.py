"""Whether a text holds a quote, and how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quotes import CONTEXT, bare_quote, match_quote

BODY = (
    "دمشق - قالَ رئيسُ البلدية، أحمد الإدلبي: «إنّ أعمال الترميم ستنتهي في ٢٠ آذار»،\n\n"
    "وأضاف أن الكلفة بلغت ٣٫٥ مليون، وأن المســـتشفى سيفتح أبوابه."
)


def test_a_substring_is_verbatim_with_exact_span_and_context() -> None:
    quote = "إنّ أعمال الترميم ستنتهي"
    match = match_quote(quote, BODY)
    assert match is not None
    assert match.agreement == "verbatim"
    assert BODY[match.start : match.end] == match.exact == quote
    assert BODY[: match.start].endswith(match.prefix)
    assert BODY[match.end :].startswith(match.suffix)
    assert len(match.prefix) == len(match.suffix) == CONTEXT


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("احمد الادلبي", "أحمد الإدلبي"),
        ("قال رئيس البلدية", "قالَ رئيسُ البلدية"),
        ("قَالَ رَئِيسُ البلدية", "قالَ رئيسُ البلدية"),
        ("المستشفى سيفتح", "المســـتشفى سيفتح"),
        ("في 20 آذار", "في ٢٠ آذار"),
        ('الإدلبي: "إنّ أعمال', "الإدلبي: «إنّ أعمال"),
        ("الإدلبي : « إنّ أعمال", "الإدلبي: «إنّ أعمال"),
        ("آذار»، وأضاف", "آذار»،\n\nوأضاف"),
        ("أعمال   الترميم", "أعمال الترميم"),
    ],
)
def test_what_a_keyboard_leaves_out_is_normalised_and_gives_what_is_printed(typed: str, printed: str) -> None:
    match = match_quote(typed, BODY)
    assert match is not None
    assert match.agreement == "normalised"
    assert match.exact == printed
    assert BODY[match.start : match.end] == printed


@pytest.mark.parametrize(
    "typed", ["ءـء", "قال رئيس الحكومة", "ستنتهي في 21 آذار", "أعمال ترميم", "", "   ", "«»"]
)
def test_other_words_do_not_agree(typed: str) -> None:
    assert match_quote(bare_quote(typed), BODY) is None


def test_the_span_takes_in_the_last_letters_vowel_sign() -> None:
    match = match_quote("قال رئيس", "قالَ رئيسُ البلدية")
    assert match is not None
    assert match.exact == "قالَ رئيسُ"


def test_a_whole_word_comes_before_part_of_one() -> None:
    text = "العلم نور، وعلم الدولة مرفوع، علم."
    match = match_quote("علم", text)
    assert match is not None
    assert match.start == text.rindex("علم")
    assert match.occurrences == 3


def test_the_typists_own_marks_are_not_part_of_the_quote() -> None:
    for typed in ('"نعم"', " «نعم» ", "“نعم”", "نعم"):
        assert bare_quote(typed) == "نعم"
    assert bare_quote("«نعم» و«لا»") == "«نعم» و«لا»"
    assert bare_quote('"') == '"'


@given(st.text(alphabet='اأإبتةه َُّـ ١1٢2«»"،. \nAa', max_size=60), st.data())
def test_every_substring_is_found_verbatim(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    match = match_quote(quote, text)
    assert (match is None) == (not quote)
    if match is not None:
        assert (match.agreement, match.exact) == ("verbatim", quote)


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(quote: str, text: str) -> None:
    match = match_quote(quote, text)
    if match is not None:
        assert text[match.start : match.end] == match.exact
        assert (match.agreement == "verbatim") == (quote in text)
