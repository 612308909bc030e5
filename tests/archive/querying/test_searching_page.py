"""Every example of docs/searching.md is asked, and finds what the page says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.lexemes import MAX_CHARACTERS
from archive.query import MAX_DEPTH, MAX_FILTERS, MAX_NEAR, MAX_WORDS
from archive.query_fields import FIELDS
from archive.suggestions import suggest
from archive.synonyms import synonyms_of
from extractors.arabic import analyser, fold

PAGE = (Path(__file__).parents[3] / "docs" / "searching.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """The cells of the rows of all tables whose first column has this heading."""
    rows, inside = [], False
    for line in PAGE.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            inside = False
        elif cells[0] in ("report", "query", "field"):
            inside = [cells[0], *cells[1:2]] == heading.split()
        elif inside and not set(cells[0]) <= {"-"}:
            rows.append(cells)
    return rows


def code(cell: str) -> str:
    """What a cell shows between backticks."""
    (shown,) = re.findall(r"`([^`]+)`", cell)
    return shown


@pytest.fixture
def shelf(desk, tmp_path):
    (listed,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "synonyms.txt").write_text(listed, encoding="utf-8")
    desk.synonyms = synonyms_of(tmp_path)
    desk.outlets = {"المثال": "almithal", "الغد": "alghad"}
    for number, outlet, country, section, day, title, text in table("report outlet"):
        added = desk.add(
            title, text, outlet=code(outlet), country=code(country), section=section, day=day or None
        )
        assert str(added) == number
    return desk


def examples() -> Iterator[tuple[str, list[int]]]:
    for query, finds, _ in table("query finds"):
        yield code(query), [int(number) for number in re.findall(r"\d+", finds)]


@pytest.mark.parametrize(("typed", "found"), list(examples()))
def test_an_example_finds_what_the_page_says(shelf, typed: str, found: list[int]) -> None:
    assert shelf.find(typed) == found


@pytest.mark.parametrize(("typed", "meant"), [tuple(map(code, row)) for row in table("query suggested")])
def test_a_suggestion_is_the_one_that_the_page_shows(shelf, typed: str, meant: str) -> None:
    assert suggest(shelf.db, typed, analyser=analyser(), synonyms=shelf.synonyms) == meant


def test_the_page_has_its_examples() -> None:
    assert len(list(examples())) > 35
    assert len(table("query suggested")) > 4


def test_every_field_is_on_the_page_and_every_field_of_the_page_exists() -> None:
    shown: dict[str, set[str]] = {}
    for name, others, _ in table("field also"):
        shown[code(name)[:-1]] = {fold(other) for other in re.findall(r"`([^`]+):`", name + others)}
    known: dict[str, set[str]] = {}
    for name, field in FIELDS.items():
        if not name.startswith("ال") or name == "الي":
            known.setdefault(field, set()).add(name)
    assert shown == known


def test_the_limits_are_those_of_the_code() -> None:
    limits = PAGE.partition("## Limits")[2]
    for limit in (f"{MAX_CHARACTERS:,}", f"{MAX_WORDS} words", f"{MAX_FILTERS} filters", f"{MAX_NEAR} apart"):
        assert limit in limits
    assert (MAX_DEPTH, MAX_FILTERS) == (6, 12), "six, twelfth"
