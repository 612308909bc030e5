"""Places of datelines are known however they are spelled; words that are also names are handled with care."""

import pytest

from extractors.arabic import fold
from extractors.places import AMBIGUOUS, PLACES, is_place


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "دمشق",
            "عمّان",
            "رام الله",
            "القدس المحتلة",
            "أبو ظبي",
            "أبوظبي",
            "(الرياض)",
            "دمشق، سوريا",
            "صنعاء",
        ),
        *("الدارالبيضاء", "إسطنبول", "اسطنبول", "بوينس آيرس", "واشنطن", "نواكشوط", "الجزائر العاصمة"),
    ],
)
def test_a_place_is_known(printed: str) -> None:
    assert is_place(printed)


@pytest.mark.parametrize("printed", ["", "ا", "الرئيس", "قال", "دمشق أمس", "سامر العلي", "دمشق، سامر"])
def test_what_is_no_place_is_none(printed: str) -> None:
    assert not is_place(printed)


@pytest.mark.parametrize("printed", ["الخبر", "الباب", "صور", "منى", "معسكر", "المدينة"])
def test_a_word_of_the_language_is_a_place_only_where_one_is_expected(printed: str) -> None:
    assert is_place(printed)
    assert not is_place(printed, alone=True)


def test_places_are_folded() -> None:
    assert all(place == fold(place) for place in PLACES)
    assert PLACES.keys() >= AMBIGUOUS
