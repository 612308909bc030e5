"""The measurement of the log's proofs runs, and its proofs hold."""

import pytest

from benchmarks.log_tree import main


def test_it_measures_a_small_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--leaves", "700"]) == 0
    out = capsys.readouterr().out
    assert "leaves: 700" in out
    assert "inclusion proof: 320 bytes" in out
