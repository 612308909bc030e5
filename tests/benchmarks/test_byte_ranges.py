"""The measurement of byte ranges holds its floor on a report of each design."""

import pytest

from benchmarks.byte_ranges import main


def test_every_sentence_of_every_design_is_found_and_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "1"]) == 0
    said = capsys.readouterr().out
    assert "sentences: " in said
    assert "wrong in" not in said
