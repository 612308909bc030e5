"""From pairs to figures, and that the lists are what their README says."""

from collections import Counter
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from benchmarks.search import stemming
from benchmarks.search.judging import by_terms, our_search, ours, snowball
from benchmarks.search.stemming import misses, share, table
from benchmarks.search.word_pairs import PAIRS, Pair, load_pairs, pair_lists
from extractors.arabic import Analyser

DEV, HELD = (load_pairs(PAIRS / f"{name}.tsv") for name in ("dev", "held"))


def pair(a: str, b: str, should_match: bool, category: str = "clitic") -> Pair:
    return Pair(a=a, b=b, should_match=should_match, category=category)


def initials(text: str) -> list[str]:
    """Terms that are the first letters of words."""
    return [word[0] for word in text.split()]


initial = by_terms(initials)
whole = by_terms(str.split)


def test_words_match_when_their_terms_are_the_same() -> None:
    assert initial("وزير", "وزراء")
    assert not initial("وزير", "رئيس")


def test_a_phrase_is_found_in_a_row_and_in_order_alone() -> None:
    assert initial("ب ج", "ا ب ج د")
    assert not initial("ا ب ج د", "ب ج"), "more is typed than is printed"
    assert not initial("ب د", "ا ب ج د")
    assert not initial("ج ب", "ا ب ج د")


def test_what_has_no_terms_finds_nothing_and_is_not_found() -> None:
    assert not initial("", "وزير")
    assert not initial("وزير", "")
    assert not initial("", "")


FIVE = (
    pair("وزير", "وزراء", True, "broken_plural"),
    pair("رئيس", "الرئيس", True, "clitic"),
    pair("رئيس", "رؤساء", True, "broken_plural"),
    pair("امرأة", "نساء", True, "broken_plural"),
    pair("وزير", "وسام", False, "similar"),
)


def test_the_share_counts_both_what_is_found_and_what_is_kept_apart() -> None:
    assert share(FIVE, initial) == 2 / 5
    assert share(FIVE[-1:], initial) == 0.0


def test_the_table_has_recall_and_specificity_by_category_and_in_all() -> None:
    lines = [line.split() for line in table(FIVE, {"a": initial, "b": whole}).splitlines()]
    assert lines == [
        ["pairs", "a", "b"],
        ["broken_plural", "3", "66.7", "0.0"],
        ["clitic", "1", "0.0", "0.0"],
        ["recall", "4", "50.0", "0.0"],
        ["similar", "1", "0.0", "100.0"],
        ["specificity", "1", "0.0", "100.0"],
    ]


def test_misses_say_which_way_they_go() -> None:
    assert misses(FIVE[3:], initial) == [
        "broken_plural: امرأة should find نساء",
        "similar: وزير should not find وسام",
    ]


def test_ours_finds_the_article_and_keeps_roots_apart() -> None:
    assert ours("حكومة", "والحكومة")
    assert ours("رئيس الحكومة", "قال رئيس الحكومة")
    assert not ours("كاتب", "مكتب")
    assert not ours("...", "...")


def test_a_lone_word_is_looked_for_in_all_its_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    class TwoReadings(Analyser):
        def terms(self, word: str) -> tuple[str, ...]:
            return ("امر", "اخر")

    monkeypatch.setattr("benchmarks.search.judging.analyser", TwoReadings)
    assert ours("أمير", "آخر")
    assert not ours("أمير أمير", "آخر آخر")


def test_our_search_judges_as_the_analyser_does_and_knows_its_query_language() -> None:
    search = our_search(["والحكومة", "مكتب", "رئيس الحكومة"])
    assert search("حكومة", "والحكومة")
    assert search('"رئيس الحكومة"', "رئيس الحكومة")
    assert not search("كاتب", "مكتب")
    assert not search("حكومة", "مكتب")
    assert not search("", "مكتب")


def test_snowball_is_left_out_where_it_is_not_installed(tmp_path: Path) -> None:
    assert snowball(["وزير"], tmp_path / "python") is None
    bare = tmp_path / "bare"
    bare.write_text("#!/bin/sh\necho ModuleNotFoundError: snowballstemmer >&2\nexit 1\n", "utf-8")
    bare.chmod(0o755)
    assert snowball(["وزير"], bare) is None


def test_a_snowball_that_fails_otherwise_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    broken.chmod(0o755)
    with pytest.raises(CalledProcessError):
        snowball(["وزير"], broken)


def test_snowball_gives_the_stems_that_it_is_known_to_give() -> None:
    stems = snowball(["المهندسون", "BBC"])
    if stems is None:
        pytest.skip("`make quality` makes the environment of the peers")
    assert [*stems("المهندسون"), *stems("BBC")] == ["مهندس", "bbc"]


def test_the_held_list_comes_when_asked_for_and_never_with_its_pairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "a\tb\tshould_match\tcategory\n{}\t{}\t1\troot\n"
    (tmp_path / "dev.tsv").write_text(row.format("كاتب", "مكتب"), "utf-8")
    (tmp_path / "held.tsv").write_text(row.format("حاكم", "محكمة"), "utf-8")
    monkeypatch.setattr("benchmarks.search.word_pairs.PAIRS", tmp_path)
    monkeypatch.setenv("WARRAQ_SHARED", str(tmp_path))
    assert set(pair_lists()) == {"dev"}
    assert set(pair_lists(held=True)) == {"dev", "held"}
    stemming.main(["--held", "--misses"])
    printed = capsys.readouterr().out
    assert "held: 1 pairs" in printed
    assert "مكتب" in printed
    assert "محكمة" not in printed


@pytest.mark.parametrize("row", ["a\tb\t2\tx", "a\tb\t1", "a\ta\t1\tx", "\tb\t1\tx"])
def test_a_line_that_is_no_pair_is_refused(tmp_path: Path, row: str) -> None:
    (tmp_path / "list.tsv").write_text(f"a\tb\tshould_match\tcategory\n{row}\n", "utf-8")
    with pytest.raises(ValueError, match=r"list\.tsv: no pair"):
        load_pairs(tmp_path / "list.tsv")


def test_no_pair_stands_twice_in_either_order() -> None:
    lists = [{frozenset((one.a, one.b)) for one in pairs} for pairs in pair_lists(held=True).values()]
    assert [len(DEV), len(HELD)] == [len(pairs) for pairs in lists[-2:]]
    assert len(set().union(*lists)) == sum(map(len, lists))


def test_the_lists_are_halves_of_one_pool() -> None:
    def sorts(pairs: tuple[Pair, ...]) -> Counter[tuple[str, bool]]:
        return Counter((one.category, one.should_match) for one in pairs)

    dev, held = sorts(DEV), sorts(HELD)
    assert dev.keys() == held.keys()
    assert all(abs(dev[sort] - held[sort]) <= 1 for sort in dev)
    assert min(len(DEV), len(HELD)) >= 420
