"""Shingles: what copies share, and what set phrases do not make a copy."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.shingles import (
    FEWEST,
    IN_COMMON,
    RUN,
    WINDOW,
    WORDS,
    chosen,
    groups,
    near_pairs,
    share,
    shingled,
    shingles,
    tells_the_same,
)

WORD = st.text(alphabet="ابتثجحخ", min_size=3, max_size=6)
TEXT = st.lists(WORD, min_size=RUN, max_size=60, unique=True)


def text(prefix: str, count: int) -> str:
    return " ".join(f"{prefix}{number}" for number in range(count))


def test_a_shingle_is_a_row_of_words_however_they_are_spelt_and_marked() -> None:
    assert len(shingles(text("كلمة", 10))) == 10 - WORDS + 1
    assert shingles("أعلنتِ الوزارة، اليوم: قرارًا") == shingles("اعلنت الوزارة اليوم قرارا")
    assert shingles("بناء جسر جديد هنا") != shingles("جسر بناء جديد هنا")


def test_a_text_shorter_than_a_shingle_is_one_and_an_empty_one_none() -> None:
    assert len(shingles("خبر عاجل")) == 1
    assert shingles(" … ") == []
    assert chosen([]) == set()


def test_shingles_are_the_same_on_every_machine() -> None:
    assert shingles("قال رئيس بلدية المدينة") == [1702484697778648191]


@given(TEXT, TEXT, TEXT)
def test_a_run_of_words_in_common_is_never_unseen(
    run: list[str], before: list[str], after: list[str]
) -> None:
    shared = run[:RUN]
    one = chosen(shingles(" ".join([*before, *shared])))
    other = chosen(shingles(" ".join([*shared, *after])))
    assert one & other


@given(st.lists(st.integers(0, 1 << 64), max_size=80))
def test_the_least_of_every_window_is_chosen_and_no_other(numbers: list[int]) -> None:
    windows = [numbers[at : at + WINDOW] for at in range(max(1, len(numbers) - WINDOW + 1))]
    assert chosen(numbers) == {min(window) for window in windows if window}


def test_a_share_is_of_the_first() -> None:
    assert share([1, 2, 3, 4], {1, 2, 9}) == 0.5
    assert share([], {1}) == 0.0


def test_a_cut_copy_is_one_and_one_phrase_is_not() -> None:
    whole, cut = shingled(text("ا", 200)), shingled(text("ا", 60))
    phrase = shingled(text("ا", FEWEST) + " . " + text("ب", 40))
    assert tells_the_same(whole, cut)
    assert tells_the_same(cut, whole)
    assert not tells_the_same(whole, phrase)
    assert not tells_the_same(whole, shingled(""))


def test_set_phrases_in_sentences_of_their_own_make_no_copy() -> None:
    titles = [text(letter, 10) for letter in "ابتث"]
    one = " ".join(f"{title} {text('ج' + title[0], 12)} ." for title in titles)
    other = " ".join(f"{title} {text('د' + title[0], 12)} ." for title in titles)
    shared = set(shingles(one)) & set(shingles(other))
    assert len(shared) >= FEWEST
    assert share(shingles(one), shared) >= IN_COMMON
    assert not tells_the_same(shingled(one), shingled(other))


def test_a_digest_of_many_reports_ties_none_of_them_together() -> None:
    one = shingled(text("ا", 50))
    digest = shingled(text("ا", 50) + " " + text("ب", 500))
    assert one.every < digest.every
    assert not tells_the_same(one, digest)


def test_pairs_are_found_by_what_they_share_and_boilerplate_suggests_none() -> None:
    texts = [text("ا", 50), text("ب", 50), text("ا", 40) + " " + text("ج", 30)]
    assert list(near_pairs(texts)) == [(0, 2)]
    ended = [text(letter, 50) + " " + text("ي", RUN) for letter in "ابت"]
    assert list(near_pairs(ended)) == [(0, 1), (0, 2), (1, 2)]
    assert list(near_pairs(ended, crowd=2)) == []
    assert list(near_pairs([])) == []


def test_what_everybody_prints_is_still_one_story() -> None:
    assert groups(near_pairs([text("ا", 100)] * 9, crowd=4)) == [tuple(range(9))]


def test_groups_are_tied_through_others() -> None:
    assert groups([(4, 7), (1, 2), (7, 9), (2, 0)]) == [(0, 1, 2), (4, 7, 9)]
    assert groups([]) == []
