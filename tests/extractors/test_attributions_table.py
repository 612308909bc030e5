"""Sentences of our own in every construction that news credits a source with, and whom they credit.

The table is attribution_sentences.tsv: news as it is written in the Levant, the Gulf, Egypt and the Maghreb.
"""

from pathlib import Path

import pytest

from extractors.attributions import find_attributions

_TABLE = Path(__file__).with_name("attribution_sentences.tsv")
_ROWS = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row.split("\t")[0][:60])
def test_a_sentence_credits_whom_it_names_and_nobody_else(row: str) -> None:
    sentence, *columns = row.split("\t")
    expected = [tuple(columns[at : at + 3]) for at in range(0, len(columns), 3)]
    found = find_attributions(sentence)
    heard = [(each.source_kind, each.printed, sentence[each.claim_start : each.claim_end]) for each in found]
    assert heard == expected
    assert all(each.printed == sentence[each.start : each.end] for each in found)
