"""`python -m benchmarks.search` from its arguments to its tables, at a size of no consequence."""

from pathlib import Path

import pytest

from benchmarks.quality.material import newsroom_material
from benchmarks.search import __main__ as bench
from benchmarks.search import corpus


@pytest.fixture(autouse=True)
def _own_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "load_material", newsroom_material)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert bench.main([*arguments, "--runs", "1", "--no-peers", "--alone"]) == 0
    return capsys.readouterr().out


def test_it_prints_what_building_and_every_variant_cost(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    printed = run(capsys, "--articles", "150", "--keep", str(tmp_path))
    assert "150 articles mixed from" in printed
    for figure in ("articles a CPU second", "a byte of text", "to add 100 articles"):
        assert figure in printed
    for variant in bench.VARIANTS:
        assert f"commonest words  {variant}" in printed
    assert (tmp_path / "archive" / "index.db").exists()

    with pytest.raises(SystemExit):
        bench.main(["--keep", str(tmp_path)])
    assert "holds an index already" in capsys.readouterr().err

    again = run(capsys, "--articles", "7", "--index", str(tmp_path))
    assert "ours at 150" in again
    assert "articles a CPU second" not in again


def test_nothing_is_left_of_an_index_that_is_not_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.tempfile, "tempdir", str(tmp_path))
    run(capsys, "--articles", "20")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", ["0", "-5", "many", "1.5"])
def test_a_size_is_a_whole_number(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main([f"--articles={size}"])
    assert "no whole number above 0" in capsys.readouterr().err
