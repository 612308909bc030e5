"""Quotes with words changed, left out or put in, and what is said of the difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quotation import read_quotation
from archive.quote_places import ONE_IN
from archive.quotes import match_quote

BODY = (
    "قال رئيس البلدية في مؤتمر صحفي عقده مساء الثلاثاء: «إنّ أعمال الترميم في الجسر القديم ستنتهي في ٢٠ آذار»"
    "، وأضاف أن الكلفة بلغت ثلاثة ملايين.\n\n"
    "وحضر الاجتماع عدد من المهندسين، وغاب عنه مندوبو الوزارة (انظر ...) لأسباب لم تُذكر.\n"
    "وقال الرئيس إن المدينة ستحتفل بذلك في الصيف المقبل بحضور أهلها."
)
SENTENCE = "أعمال الترميم في الجسر القديم ستنتهي في ٢٠ آذار"


def told(quote: str, text: str = BODY) -> list[tuple[str, str, str]]:
    match = match_quote(quote, text)
    assert match is not None
    assert match.agreement == "fuzzy"
    for one in match.differences:
        assert text[one.start : one.end] == one.printed
    assert match.exact == text[match.start : match.end]
    return [(one.kind, one.typed, one.printed) for one in match.differences]


def test_a_changed_word_is_told_with_what_is_printed() -> None:
    typed = SENTENCE.replace("القديم", "الجديد")
    assert told(typed) == [("changed", "الجديد", "القديم")]
    match = match_quote(typed, BODY)
    assert match is not None
    assert match.exact == SENTENCE


def test_a_missing_word_is_told() -> None:
    assert told(SENTENCE.replace("القديم ", "")) == [("missing", "", "القديم")]


def test_a_word_that_is_not_printed_is_told_where_it_would_stand() -> None:
    typed = SENTENCE.replace("الجسر ", "الجسر الحجري ")
    assert told(typed) == [("added", "الحجري", "")]
    match = match_quote(typed, BODY)
    assert match is not None
    (one,) = match.differences
    assert BODY[: one.start].endswith("الجسر")


@pytest.mark.parametrize(
    ("typed", "difference"),
    [
        ("تقدم أعمال الترميم في الجسر القديم ستنتهي", ("changed", "تقدم", "إنّ")),
        ("أعمال الترميم في الجسر القديم تنتهي", ("changed", "تنتهي", "ستنتهي")),
    ],
)
def test_a_changed_word_at_an_end_is_set_against_the_one_in_its_place(typed: str, difference) -> None:
    assert told(typed) == [difference]


def test_a_word_added_at_the_end_of_a_sentence_is_not_set_against_the_next_one() -> None:
    assert told("وأضاف أن الكلفة بلغت ثلاثة ملايين ليرة") == [("added", "ليرة", "")]
    assert told("ليرة وحضر الاجتماع عدد من المهندسين") == [("added", "ليرة", "")]


def test_marks_that_differ_are_told_though_no_word_does() -> None:
    assert told("وحضر الاجتماع عدد من المهندسين وغاب عنه مندوبو الوزارة") == [("missing", "", "،")]
    assert told("وأضاف أن الكلفة بلغت ثلاثة ملايين!") == [("changed", "!", ".")]


def test_quotation_marks_left_out_are_no_difference() -> None:
    match = match_quote("مساء الثلاثاء: إن أعمال الترميم", BODY)
    assert match is not None
    assert (match.agreement, match.differences) == ("normalised", ())
    assert match.exact == "مساء الثلاثاء: «إنّ أعمال الترميم"


@pytest.mark.parametrize(
    "typed",
    [
        "ستنتهي في ٢٥ آذار",  # of four words none may differ
        "أعمال الصيانة في الجسر الجديد ستنتهي في ٢٠ آذار",  # two of nine
        "القديم الجسر في الترميم أعمال آذار ٢٠ في ستنتهي",
        "أعمال الترميم في الجسر بحضور أهلها في الصيف المقبل",
    ],
)
def test_too_many_differences_are_no_match(typed: str) -> None:
    assert match_quote(typed, BODY) is None


def test_a_quote_across_paragraphs_is_found_where_the_break_became_a_space() -> None:
    match = match_quote("ثلاثة ملايين. وحضر الاجتماع", BODY)
    assert match is not None
    assert (match.agreement, match.exact) == ("normalised", "ثلاثة ملايين.\n\nوحضر الاجتماع")


@pytest.mark.parametrize("dots", ["…", " ... ", "(…)", " [...] ", " […] ", " «...» ", " .. ", " . . . "])
def test_an_ellipsis_stands_for_words_left_out(dots: str) -> None:
    match = match_quote(f"إنّ أعمال الترميم{dots}ستنتهي في ٢٠ آذار", BODY)
    assert match is not None
    assert (match.agreement, match.differences) == ("normalised", ())
    assert [part.exact for part in match.parts] == ["إنّ أعمال الترميم", "ستنتهي في ٢٠ آذار"]
    assert [BODY[part.start : part.end] for part in match.parts] == [part.exact for part in match.parts]
    assert (match.start, match.end) == (match.parts[0].start, match.parts[1].end)


def test_an_ellipsis_at_an_end_leaves_one_part_that_is_not_verbatim() -> None:
    match = match_quote(f"…{SENTENCE}...", BODY)
    assert match is not None
    assert (match.agreement, match.exact, len(match.parts)) == ("normalised", SENTENCE, 1)


def test_an_ellipsis_and_brackets_that_are_printed_are_words_of_the_report() -> None:
    match = match_quote("مندوبو الوزارة (انظر ...) لأسباب", BODY)
    assert match is not None
    assert (match.agreement, len(match.parts)) == ("verbatim", 1)
    brackets = match_quote("قال [الوزير] أمس", "ثم قال [الوزير] أمس كذا")
    assert brackets is not None
    assert (brackets.agreement, brackets.insertions) == ("verbatim", ())


def test_parts_are_found_in_their_order_alone() -> None:
    assert match_quote("ستنتهي في ٢٠ آذار … إنّ أعمال الترميم", BODY) is None


def test_of_a_part_that_stands_twice_the_place_that_fits_is_taken() -> None:
    text = "جاء الوفد إلى المدينة. ثم قال الوزير شيئا. جاء الوفد إلى المدينة مرة أخرى ثم غادر."
    match = match_quote("قال الوزير شيئا … جاء الوفد إلى المدينة", text)
    assert match is not None
    assert match.parts[1].start == text.rindex("جاء")


def test_a_short_part_does_not_reach_across_a_long_text() -> None:
    text = "قال الوزير كلمة. " + "وتحدث آخرون عن شؤون كثيرة. " * 40 + "غادر."
    assert match_quote("قال الوزير كلمة … غادر", text) is None


def test_each_part_may_differ_and_the_agreement_is_the_worst() -> None:
    assert told("قال رئيس البلدية في مؤتمر شعبي … وأضاف أن الكلفة بلغت") == [("changed", "شعبي", "صحفي")]


@pytest.mark.parametrize(
    ("typed", "insertions"),
    [
        ("وأضاف [رئيس البلدية] أن الكلفة بلغت", ("[رئيس البلدية]",)),
        ("وأضاف أن الكلفة [كذا] بلغت ثلاثة [ملايين ليرة] ملايين", ("[كذا]", "[ملايين ليرة]")),
        ("[أي البلدية] وأضاف أن … ثلاثة ملايين [كذا]", ("[أي البلدية]", "[كذا]")),
    ],
)
def test_what_stands_in_square_brackets_is_the_quoters(typed: str, insertions: tuple[str, ...]) -> None:
    match = match_quote(typed, BODY)
    assert match is not None
    assert (match.agreement, match.differences, match.insertions) == ("normalised", (), insertions)


def test_a_quote_all_in_brackets_is_not_taken_for_nothing() -> None:
    assert read_quotation("[قال الوزير]").parts[0].keys == ("قال", "الوزير")
    assert read_quotation("… [...]").parts == ()


def test_all_places_are_given() -> None:
    match = match_quote("نور على نور", "نور على نور، ثم قيل: نورٌ على نور. وقيل نور على نور")
    assert match is not None
    assert (match.agreement, match.occurrences) == ("verbatim", 2)
    assert [place.exact for place in match.places] == ["نور على نور"] * 2


def test_a_whole_article_with_a_word_changed_is_found() -> None:
    words = [f"كلمة{number}" for number in range(900)]
    text = " ".join(words)
    assert told(text.replace("كلمة450 ", "غيرها "), text) == [("changed", "غيرها", "كلمة450")]


WORDS = st.lists(st.sampled_from(["قال", "في", "الوزير", "أمس", "المدينة", "نور"]), min_size=1, max_size=14)


@given(WORDS, WORDS, st.data())
def test_one_word_in_five_is_the_bound(before: list[str], sentence: list[str], data: st.DataObject) -> None:
    text = " ".join([*before, *sentence, "انتهى"])
    at = data.draw(st.integers(0, len(sentence) - 1))
    match = match_quote(" ".join([*sentence[:at], "سواه", *sentence[at + 1 :]]), text)
    assert (match is not None) == (len(sentence) >= ONE_IN)
    if match is not None:
        assert match.agreement == "fuzzy"
        assert "سواه" in [one.typed.split()[0] for one in match.differences if one.typed] or match.edits == 1


@given(st.text(alphabet='اأةبُـ1٢«»"،.…[]() \n', max_size=80), st.text(max_size=80))
def test_whatever_was_typed_can_be_compared(quote: str, text: str) -> None:
    for body in (text, f"{text}{quote}{text}", quote[::-1]):
        match = match_quote(quote, body)
        if match is None:
            continue
        assert (match.agreement == "verbatim") == (quote in body)
        assert (match.agreement == "fuzzy") == bool(match.differences)
        assert body[match.start : match.end] == match.exact
        assert all(body[part.start : part.end] == part.exact for part in (*match.parts, *match.places))
        assert all(body[one.start : one.end] == one.printed for one in match.differences)
        assert [*match.parts] == sorted(match.parts, key=lambda part: part.start)
