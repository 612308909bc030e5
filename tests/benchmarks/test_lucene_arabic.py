"""The port gives what Lucene's own analyser is known to give."""

import pytest

from benchmarks.search.lucene_arabic import analyse, normalise, stem, words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *[(f"{prefix}حسن", "حسن") for prefix in ("ال", "وال", "بال", "كال", "فال", "لل", "و")],
        *[(f"كاتب{suffix}", "كاتب") for suffix in ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")],
    ],
)
def test_each_prefix_and_each_suffix_goes(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("word", "expected", "why"),
    [
        ("الو", "الو", "one letter would be left after the article"),
        ("ولد", "ولد", "waw goes only when three letters are left"),
        ("وولد", "ولد", "which they are here"),
        ("والو", "الو", "the longer prefix leaves too little, the shorter one does not"),
        ("بوزير", "بوزير", "b alone is no prefix"),
        ("والحسن", "حسن", "one prefix, the first that fits"),
        ("ووالي", "وال", "and no second one; then the yeh"),
        ("يه", "يه", "nothing would be left"),
        ("عليه", "عل", "two letters are enough"),
        ("كاتبهات", "كاتب", "ات goes, then ه: later suffixes go on from what is left"),
        ("كاتباتها", "كاتب", "ها goes, then ات"),
        ("كاتبتين", "كاتبت", "the t of a dual stays"),
        ("لبنان", "لبن", "light10 merges these two"),
    ],
)
def test_one_prefix_goes_and_every_suffix_in_turn(word: str, expected: str, why: str) -> None:
    assert stem(word) == expected, why


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("آجن", "اجن"),
        ("أحمد", "احمد"),
        ("إعاذ", "اعاذ"),
        ("بنى", "بني"),
        ("فاطمة", "فاطمه"),
        ("روبرـــت", "روبرت"),
        ("مُبْنًىٌٍَِّ", "مبني"),
        ("مسؤول", "مسؤول"),
        ("هٰذا", "هٰذا"),
    ],
)
def test_the_normaliser_folds_alef_yeh_and_teh_marbuta_and_drops_eight_marks(
    word: str, expected: str
) -> None:
    assert normalise(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كبيرة the QUICK", ("كبير", "the", "quick")),
        ("English text.", ("english", "text")),
        ("١٢٣٤", ("1234",)),
        ("والجامعات العراقية،", ("جامع", "عراق")),
        ("covid-19", ("covid", "19")),
        ("", ()),
    ],
)
def test_a_text_is_cut_lowered_its_digits_made_ascii_and_stemmed(
    text: str, expected: tuple[str, ...]
) -> None:
    assert analyse(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,000 و2.5", ["12,000", "و2.5"]),
        ("أ.ف.ب.", ["أ.ف.ب"]),
        ("«حماس»: قال", ["حماس", "قال"]),
        ("الدُّوَل", ["الدُّوَل"]),
        ("٢٫٥", ["٢٫٥"]),
        ("1, 2", ["1", "2"]),
        ("کتاب\u200cها", ["کتاب\u200cها"]),
    ],
)
def test_words_are_bounded_as_the_standard_tokenizer_bounds_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected
