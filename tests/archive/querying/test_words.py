"""Words, quotations and operators: what a query finds in a few reports."""

import pytest

from archive.query import parse_query
from extractors.arabic import tokens


@pytest.fixture
def stocked(desk):
    desk.add("رئيس الوزراء في بغداد", "زار رئيس الوزراء العاصمة بغداد اليوم")
    desk.add("وزير المالية", "قال الوزير إن رئيس مجلس الوزراء غائب عن دمشق")
    desk.add("لقاح covid-19", "وصل اللقاح إلى بغداد ودمشق")
    desk.add("19 إصابة", "ارتفع عدد الإصابات بمرض covid في الموصل")
    return desk


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("بغداد", [1, 3]),
        ("بغداد دمشق", [3]),
        ("بغداد AND دمشق", [3]),
        ("بغداد OR دمشق", [1, 2, 3]),
        ("بغداد|دمشق", [1, 2, 3]),
        ("بغداد أو دمشق", [3]),  # a word like any other, and a common one
        ("رئيس بغداد | دمشق", [1, 2]),
        ("بغداد -دمشق", [1]),
        ("بغداد −دمشق", [1]),
        ("بغداد \u200f-دمشق", [1]),
        ("بغداد NOT دمشق", [1]),
        ("بغداد بدون:دمشق", [1]),
        ("بغداد بدون: دمشق", [1]),
        ("بغداد -(دمشق | العاصمة)", []),
        ("-بغداد", []),
        ("(بغداد | الموصل) -دمشق", [1, 4]),
        ("الوزيران", [1, 2]),
        ('"رئيس الوزراء"', [1]),
        ("«رئيس الوزراء»", [1]),
        ("“رئيس الوزراء”", [1]),
        ("„رئيس الوزراء“", [1]),
        ("”رئيس الوزراء“", [1]),
        ("‹رئيس الوزراء›", [1]),
        ("'رئيس الوزراء'", [1]),
        ("‘رئيس الوزراء’", [1]),
        ("＂رئيس الوزراء＂", [1]),
        ('"رئيس الوزراء', [1]),
        ('"رئيس الوزراء"~3', [1, 2]),
        ('"الوزراء رئيس"~٣', [1, 2]),
        ('"رئيس الوزراء"~0', [1]),
        ('-"رئيس الوزراء" دمشق', [2, 3]),
        ("covid-19", [3]),
        ("covid 19", [3, 4]),
        ("بغدا*", [1, 3]),
        ("الوزر*", [1, 2]),
        ("وزر*", [1, 2]),
        ('"رئيس الوزر"*', [1]),
        ("(بغداد", [1, 3]),
        ("بغداد)", [1, 3]),
        ("((((((((((بغداد)))))))))) دمشق", [3]),
        ("it's", []),
        ("بغداد،دمشق", [3]),
        ("دمشق؟بغداد!", [3]),
        ("الموصل OR بغداد،دمشق", [3]),
        ("بغداد - دمشق", [3]),
    ],
)
def test_a_query_finds(stocked, typed: str, found: list[int]) -> None:
    assert stocked.find(typed) == found


def test_apostrophes_within_and_after_words_quote_nothing() -> None:
    assert parse_query("it's the dogs' day's").match == parse_query("it's the dogs day's").match


def test_an_unfinished_beginning_keeps_the_letters_that_a_word_would_lose(desk) -> None:
    desk.add("وزارة الخارجية")
    desk.add("زارع القمح")
    assert desk.find("وزار*") == [1]


def test_a_beginning_of_too_few_letters_is_a_word(desk) -> None:
    desk.add("مصر")
    desk.add("مص الدماء")
    assert desk.find("مص*") == [2]
    assert desk.find("مصر*") == [1]


def test_a_stop_word_counts_within_a_quotation_and_beside_or(desk) -> None:
    desk.add("رجل في المدينة")
    desk.add("رجل المدينة")
    assert desk.find('"رجل في المدينة"') == [1]
    assert desk.find("رجل في المدينة") == [1, 2]
    assert desk.find("في OR قطار") == [1]


def test_a_word_said_twice_is_looked_for_once() -> None:
    assert parse_query("حرب حرب -سلم -سلم").match == parse_query("حرب -سلم").match


def test_the_words_sought_stand_where_they_were_typed() -> None:
    query = parse_query('title:الحكومة \u200f-سلم "رئيس الوزراء" covid-19 -(حرب | نار) outlet:x دمش*')
    said = [(query.text[word.start : word.end], word.exact, word.place) for word in query.sought]
    assert said == [
        ("الحكومة", False, "title"),
        ("رئيس", True, None),
        ("الوزراء", True, None),
        ("covid", False, None),
        ("19", False, None),
    ]
    assert query.text[slice(*query.sought[1].chunk)] == '"رئيس الوزراء"'


def test_the_analyser_that_is_given_reads_the_query() -> None:
    class Shouting:
        version = "shouting"

        def tokens(self, text: str):
            for token in tokens(text):
                yield type(token)(token.start, token.end, f"{token.exact}!", f"{token.stem}!")

        def terms(self, word: str):
            return tuple(token.stem for token in self.tokens(word))

    assert '"حرب!"' in parse_query("حرب", analyser=Shouting()).match
    assert '"حرب! باردة!"' not in parse_query('"حرب باردة"').match
