"""Counts come with the project, are made from texts, and tell an analyser what is a word."""

import subprocess
import sys

from extractors.arabic import Analyser, analyser
from extractors.lexicon import WordLists
from extractors.word_counts import BILLION, count_words, digest, merge, read_shipped

NO_LISTS = WordLists(plurals={}, adjectives=(), verbs=(), variants={}, whole=frozenset())


def test_the_shipped_table_is_wide_and_its_digest_is_that_of_its_words() -> None:
    counts, told = read_shipped()
    assert 150_000 <= len(counts) <= 250_000
    assert counts["العراق"] > counts["كركوك"] > 0
    assert digest(counts) == told


def test_a_digest_tells_counts_and_not_their_order() -> None:
    assert digest({"ا": 1, "ب": 2}) == digest({"ب": 2, "ا": 1}) != digest({"ا": 2, "ب": 1})


def test_words_are_counted_in_full_spelling_without_marks() -> None:
    counts = count_words(["قالَ إنّ العـراق", "العراق 2026 Iraq", "ﺍﻟﻌﺮﺍﻕ"])
    assert counts == {"قال": 1, "إن": 1, "العراق": 3}


def test_own_counts_are_scaled_and_misprints_left_out() -> None:
    merged = merge({"العراق": 1000}, {"العراق": 4, "كوردستان": 5, "العارق": 1})
    assert merged == {"العراق": 1000 + 4 * BILLION // 10, "كوردستان": 5 * BILLION // 10}


def test_an_analyser_learns_its_words_from_the_texts_it_is_given() -> None:
    texts = ["قرطاج القرطاج بقرطاج للقرطاج القرطاج", "البلون بلون البلون بلون بلون"]
    learnt = Analyser(count_words(texts), NO_LISTS)
    untaught = Analyser({}, NO_LISTS)
    assert learnt.terms("بقرطاج") == learnt.terms("القرطاج") == ("قرطاج",)
    assert learnt.terms("بلون") == ("بلون",)
    assert untaught.forms_of("بقرطاج") == ("بقرطاج", "بقرطاج")


def test_any_change_of_counts_or_lists_is_another_version() -> None:
    counts, _ = read_shipped()
    assert Analyser(counts).version == analyser().version
    versions = {
        analyser().version,
        Analyser({**counts, "كوردستان": 1}).version,
        Analyser(counts, NO_LISTS).version,
        Analyser({}, NO_LISTS).version,
    }
    assert len(versions) == 4


def test_help_does_not_wait_for_the_counts() -> None:
    code = (
        "from crawlers.cli import main; assert main(['--help']) == 0;"
        "from extractors import arabic; assert arabic.analyser.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
