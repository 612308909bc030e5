"""Floors rise with what is measured, never fall in silence, and never lie below what the reader must show."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.quality.figures import Figures
from benchmarks.quality.floors import CEILINGS, MUST, Floors, fallen, load_floors, owed, pinned, write_floors

ROW = Figures(
    pages=20,
    body=0.99912,
    body_p10=0.98,
    title=1.0,
    day=1.0,
    day_none=0.0,
    day_wrong=0.0,
    minute=0.995,
    made_up_time=0.0,
    byline=None,
    invented=0.05,
    read=1.0,
    refused=0.9,
    let_through=0.1,
)


def pin(row: Figures, floors: Floors | None = None, reason: str | None = None) -> Floors:
    return pinned(floors or Floors(counts={}, tables={}), "newsroom", 20, {"one": row}, {}, reason)


def test_what_was_measured_becomes_the_floor() -> None:
    floors = pin(ROW)
    assert floors.tables["newsroom"]["one"]["body"] == 0.9991
    assert not list(fallen({"one": ROW}, floors.tables["newsroom"]))


@pytest.mark.parametrize(
    ("name", "value"), [("body", 0.99), ("title", 0.9), ("invented", 0.2), ("day_wrong", 0.01)]
)
def test_a_figure_beyond_its_floor_is_told(name: str, value: float) -> None:
    (line,) = fallen({"one": replace(ROW, **{name: value})}, pin(ROW).tables["newsroom"])
    assert line.startswith(f"one: {name} is {value:.4f}")


def test_a_floor_rises() -> None:
    floors = pin(replace(ROW, minute=1.0, invented=0.0), pin(ROW))
    assert floors.tables["newsroom"]["one"]["minute"] == 1.0
    assert floors.tables["newsroom"]["one"]["invented"] == 0.0


def test_no_floor_is_lowered_in_silence() -> None:
    floors = pin(ROW)
    assert pin(replace(ROW, title=0.5, invented=0.9), floors) == floors


def test_a_floor_is_lowered_with_a_reason_that_is_written_down() -> None:
    floors = pin(replace(ROW, title=0.5), pin(ROW), 'a page of "two" titles')
    assert floors.tables["newsroom"]["one"]["title"] == 0.5
    (lowered,) = floors.lowered
    assert (lowered.figure, lowered.before, lowered.after) == ("title", 1.0, 0.5)
    assert lowered.reason == 'a page of "two" titles'


def test_floors_survive_being_written(tmp_path: Path) -> None:
    floors = pin(replace(ROW, title=0.5), pin(ROW), "two\nlines")
    path = tmp_path / "floors.toml"
    path.write_text(write_floors(floors), "utf-8")
    assert write_floors(load_floors(path)) == write_floors(floors)


def test_a_floor_is_at_least_what_must_be_shown() -> None:
    poor = replace(ROW, body=0.5, day_wrong=0.5, byline=0.1)
    row = pinned(Floors(counts={}, tables={}), "corpus", 300, {"one": poor}, MUST, None).tables["corpus"][
        "one"
    ]
    assert (row["body"], row["day_wrong"], row["byline"]) == (MUST["body"], 0.0, MUST["byline"])


def test_a_floor_below_what_must_be_shown_needs_a_reason_and_is_owed() -> None:
    poor = replace(ROW, body=0.5)
    floors = pinned(Floors(counts={}, tables={}), "corpus", 300, {"one": poor}, MUST, "a page of cards")
    assert floors.tables["corpus"]["one"]["body"] == 0.5
    (lowered,) = floors.lowered
    assert (lowered.figure, lowered.before, lowered.after) == ("body", MUST["body"], 0.5)
    assert [line.partition(" is ")[0] for line in owed(floors)] == ["one: body"]
    reached = pinned(floors, "corpus", 300, {"one": ROW}, MUST, None)
    assert list(owed(reached)) == []


def test_no_floor_of_the_corpus_lies_below_what_must_be_shown_without_a_reason() -> None:
    floors = load_floors()
    known = {(one.design, one.figure) for one in floors.lowered if one.material == "corpus"}
    for design, row in floors.tables.get("corpus", {}).items():
        for name, bound in row.items():
            if name in MUST and (design, name) not in known:
                assert bound <= MUST[name] if name in CEILINGS else bound >= MUST[name], (design, name)


def test_every_floor_that_was_lowered_says_why() -> None:
    assert all(one.reason.strip() for one in load_floors().lowered)
