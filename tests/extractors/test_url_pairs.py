"""Pairs of addresses that are the same to a reader, or are not, each with the reason (url_pairs.tsv)."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from extractors.urls import normalise, twin_of, url_key

ESCAPE = re.compile(r"\\u([0-9a-f]{4})")  # the table spells out what could not be seen in it


def read_pairs() -> list[tuple[str, str, str, str, str]]:
    """Give (verdict, category, one, other, reason) of every row."""
    table = Path(__file__).with_name("url_pairs.tsv").read_text(encoding="utf-8")
    rows = csv.reader(table.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row[0], row[1], letters(row[2]), letters(row[3]), row[4]) for row in rows]


def letters(text: str) -> str:
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


PAIRS = read_pairs()


@pytest.mark.parametrize(
    ("verdict", "category", "one", "other", "reason"),
    PAIRS,
    ids=[f"{pair[1]}-{number}" for number, pair in enumerate(PAIRS)],
)
def test_two_addresses_have_one_key_exactly_when_they_are_the_same(
    verdict: str, category: str, one: str, other: str, reason: str
) -> None:
    assert (url_key(one) == url_key(other)) is (verdict == "same"), reason


@pytest.mark.parametrize("pair", PAIRS, ids=[str(number) for number in range(len(PAIRS))])
def test_an_address_keeps_its_key_when_it_is_normalised(pair: tuple[str, str, str, str, str]) -> None:
    for url in pair[2:4]:
        assert url_key(normalise(url)) == url_key(url)


@pytest.mark.parametrize("pair", PAIRS, ids=[str(number) for number in range(len(PAIRS))])
def test_what_a_twin_stands_for_is_no_twin_and_has_its_key(pair: tuple[str, str, str, str, str]) -> None:
    for url in pair[2:4]:
        plain = twin_of(url)
        if plain is not None:
            assert twin_of(plain) is None
            assert url_key(plain) == url_key(url)


def test_the_table_is_broad_and_balanced() -> None:
    verdicts = Counter(pair[0] for pair in PAIRS)
    assert set(verdicts) == {"same", "different"}
    assert min(verdicts.values()) >= 200
    assert len({pair[1] for pair in PAIRS}) >= 20
    assert len({frozenset(pair[2:4]) for pair in PAIRS}) == len(PAIRS) >= 400
    assert all(pair[2] != pair[3] and pair[4] for pair in PAIRS)
