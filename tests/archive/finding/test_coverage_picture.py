"""The picture shows each day once, in the reader's direction, and says in words what it shows."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from archive.coverage_counts import Day
from archive.coverage_gaps import OVERRAN, Gap
from archive.coverage_looks import Looked
from archive.coverage_picture import (
    LAYERS,
    MARKS,
    draw,
    drawn_from,
    keys,
    layers_of,
    overruns_in,
    strips_of,
    told_as,
)
from archive.language import speaking

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 10)
SVG = "{http://www.w3.org/2000/svg}"


def strips() -> list:  # type: ignore[type-arg]
    day = Day(outlet="almithal", day=FIRST)
    day.count("captured", None, "article", 3, is_article=True)
    day.count("refused", "other-host", "seed", 1, is_article=False)
    looks = [
        Looked(outlet="almithal", day=FIRST, crawls=1, read=1),
        Looked(outlet="almithal", day=date(2026, 11, 2), crawls=1),
    ]
    gap = Gap(outlet="almithal", what=OVERRAN, first=FIRST, last=LAST, reason="feed-overran", named=9)
    return strips_of(["almithal", "other"], [day], looks, overruns_in([gap]))


def picture(*, arabic: bool, alone: bool = False) -> ElementTree.Element:
    with speaking(arabic=arabic):
        drawn = draw(strips(), FIRST, LAST, lambda slug: f"<{slug}>", arabic=arabic, alone=alone)
    return ElementTree.fromstring(drawn)


def left_edges(drawn: ElementTree.Element, name: str) -> list[float]:
    paths = [one.get("d", "") for one in drawn.iter(f"{SVG}path") if one.get("class") == name]
    return [float(x) for path in paths for x in re.findall(r"M([\d.]+) [\d.]+h", path)]


def test_layers_are_all_that_was_discovered() -> None:
    day = Day(outlet="x", day=FIRST)
    for state, reason, is_article in (
        ("captured", None, True), ("revisit", "paywall", False), ("waiting", None, False),
        ("gone", "http-404", False), ("failed", "dns", False), ("refused", "other-host", False),
    ):  # fmt: skip
        day.count(state, reason, "seed", 2, is_article=is_article)
    assert sum(layers_of(day)) == day.discovered == 12
    assert layers_of(day) == (2, 2, 2, 2, 4)


@pytest.mark.parametrize("alone", [False, True])
def test_time_runs_from_right_to_left_in_arabic_alone(alone: bool) -> None:
    english, arabic = picture(arabic=False, alone=alone), picture(arabic=True, alone=alone)
    middle = float(english.get("viewBox", "").split()[2]) / 2
    at, *_ = left_edges(english, "read")
    assert at < middle
    at, *_ = left_edges(arabic, "read")
    assert at > middle
    assert (english.get("direction"), arabic.get("direction")) == ("ltr", "rtl")
    days = [text.text for text in english.iter(f"{SVG}text") if text.text in ("2026-11-01", "2026-11-10")]
    assert days == ["2026-11-01", "2026-11-10"]


def test_every_day_is_marked_as_looked_at_in_vain_or_not_at_all() -> None:
    drawn = picture(arabic=False)
    marks = {name: 0 for name, _ in MARKS}
    for path in drawn.iter(f"{SVG}path"):
        if (name := path.get("class", "")) in marks:
            marks[name] += path.get("d", "").count("M")
    assert marks == {"seen": 1, "blind": 1, "away": 18, "overran": 1}


def test_a_picture_has_a_title_a_description_and_no_markup_of_others() -> None:
    drawn = picture(arabic=True, alone=True)
    title, about = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "التغطية من 2026-11-01 إلى 2026-11-10"
    assert about is not None
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    assert next(text.text for text in drawn.iter(f"{SVG}text")) == "<almithal> · أقصاها 4 عناوين في اليوم"
    assert len(keys()) == len(LAYERS) + len(MARKS)


def test_what_a_page_tells_draws_the_same_picture() -> None:
    told = told_as(strips(), FIRST, LAST)
    again = drawn_from(told, str, arabic=False)
    assert again == draw(strips(), FIRST, LAST, str, arabic=False)
