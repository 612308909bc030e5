"""A small run of the gate on our own newsroom's reports: no figure falls under its floor."""

import pytest

from benchmarks.quality.__main__ import main
from benchmarks.quality.figures import by_design
from benchmarks.quality.floors import fallen, load_floors
from benchmarks.quality.material import newsroom_material
from benchmarks.quality.running import ALL, run


def test_every_design_is_read_as_well_as_before() -> None:
    floors = load_floors()
    outcomes = run(newsroom_material(), tuple(ALL), floors.counts["newsroom"], jobs=1)
    assert list(fallen(by_design(outcomes), floors.tables["newsroom"])) == []


def test_every_design_has_floors() -> None:
    for table in load_floors().tables.values():
        assert set(table) == set(ALL)


def test_the_command_prints_a_line_for_each_design(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        ["--newsroom", "--alone", "--count", "2", "--designs", "rasif,sahifa", "--jobs", "1", "--worst", "1"]
    )
    said = capsys.readouterr().out
    assert code == 0
    assert "our own newsroom" in said
    for slug in ("rasif", "sahifa", "all"):
        assert f"\n{slug} " in said


def test_an_unknown_design_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--designs", "nowhere"])
    assert "'nowhere' is none of" in capsys.readouterr().err
