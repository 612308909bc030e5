"""The style: colours that can be read in both schemes, black on white on paper, and what a page weighs."""

import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from archive.browse.rendering import shortened
from archive.browse.static_files import MEDIA
from tests.browse.conftest import Served
from tests.browse.test_pages import NAMES, paths

STATIC = Path(str(files("archive.browse"))) / "static"
STYLE = (STATIC / "style.css").read_text("utf-8")
TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
READ = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "alarm") for ground in ("paper", "card")),
    ("accent", "accent-soft"),
    ("alarm", "alarm-soft"),
    ("paper", "accent"),  # a button
    ("paper", "ink"),  # a button that is pointed at
    *(("ink", ground) for ground in ("found", "claim", "lost", "added")),
]
SEEN = [
    ("field", "paper"),
    ("accent", "card"),
    ("alarm", "paper"),
    ("lost-line", "lost"),
    ("added-line", "added"),
]
FIRST_VIEW = 200_000  # bytes


def colours(block: str) -> dict[str, tuple[int, int, int]]:
    """The colours that a block sets, as red, green and blue."""
    found: dict[str, tuple[int, int, int]] = {}
    for name, digits in re.findall(r"--([a-z-]+): #([0-9a-f]{6}|[0-9a-f]{3});", block):
        whole = digits if len(digits) == 6 else "".join(letter * 2 for letter in digits)
        red, green, blue = (int(whole[at : at + 2], 16) for at in (0, 2, 4))
        found[name] = (red, green, blue)
    return found


def schemes() -> dict[str, dict[str, tuple[int, int, int]]]:
    """The colours of each scheme; what one does not set it has from the first."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    light, dark, paper = map(colours, blocks)
    return {"light": light, "dark": light | dark, "print": light | paper}


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast of two colours (WCAG 2.2, "contrast ratio")."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_what_is_read_stands_out_from_its_ground(scheme: str) -> None:
    known = schemes()[scheme]
    weak = {pair: contrast(known[pair[0]], known[pair[1]]) for pair in READ}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < TEXT} == {}
    weak = {pair: contrast(known[pair[0]], known[pair[1]]) for pair in SEEN}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < GRAPHICS} == {}


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_paper_is_white_and_ink_black() -> None:
    known = schemes()["print"]
    assert (known["paper"], known["ink"]) == ((255, 255, 255), (0, 0, 0))


def test_the_style_asks_for_nothing_that_is_not_ours() -> None:
    assert "@import" not in STYLE
    wanted = re.findall(r"url\(([^)]*)\)", STYLE)
    assert wanted
    assert all((STATIC / one.strip("\"'")).is_file() for one in wanted)


@pytest.mark.parametrize("name", NAMES)
def test_a_first_view_stays_light(served: Served, name: str) -> None:
    answer, page = served.fetch(paths(served)[name])
    assert answer.status == 200
    kept = sum((STATIC / one.name).stat().st_size for one in STATIC.iterdir() if one.suffix == ".woff2")
    styled = len(STYLE.encode("utf-8"))
    assert "css" in MEDIA
    assert len(page) + styled + kept < FIRST_VIEW


@pytest.mark.parametrize("name", NAMES)
def test_headings_leave_no_level_out_and_there_is_one_first(served: Served, name: str) -> None:
    page = served.get(paths(served)[name], Accept_Language="en")[1]
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    jumps = [(a, b) for a, b in pairwise([0, *levels]) if b > a + 1]
    assert jumps == []


@pytest.mark.parametrize("name", NAMES)
def test_every_table_and_picture_has_a_name(served: Served, name: str) -> None:
    page = served.get(paths(served)[name])[1]
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        assert 'scope="col"' in table or 'scope="row"' in table
    for picture in re.findall(r"<svg[^>]*>", page):
        named = re.search(r'role="img" aria-label="[^"]+"', picture)
        told = re.search(r'role="img" aria-labelledby="([^"]+)"', picture)
        by = told.group(1).split() if told else []
        assert 'aria-hidden="true"' in picture or named or by
        assert [name for name in by if not re.search(rf'id="{name}"[^>]*>[^<]', page)] == []
    for image in re.findall(r"<img[^>]*>", page):
        assert re.search(r'alt="[^"]+"', image)


def test_a_text_is_cut_after_a_word_where_that_leaves_most_of_it() -> None:
    assert shortened("الناطق الرسمي باسم المنظمة", 20) == "الناطق الرسمي باسم…\u200f"
    assert shortened("spokesman of the organisation", 20) == "spokesman of the…"
    assert shortened("https://almithal.example/2026/", 20) == "https://almithal.exa…"
    assert shortened("قصير", 20) == "قصير"
