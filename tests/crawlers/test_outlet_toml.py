"""Declarations are written so that the strict reader gives back what was meant."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.outlet_toml import ORDER, Value, write_toml
from extractors.outlets import parse_outlet

VALUES: dict[str, Value] = {
    "not_article": (r"^https?://[^/]+/(?:tag)/",),
    "name": "المثال «اليوم»",
    "name_en": 'Al-Mithal\'s "Day"',
    "country": "SY",
    "timezone": "Asia/Damascus",
    "language": "ar",
    "homepage": "https://almithal.example/",
    "domains": ("almithal.example",),
    "feeds": tuple(f"https://almithal.example/feed/{number}/" for number in range(5)),
    "sitemaps": (),
    "sections": (),
    "archives": ("https://almithal.example/archive/{year}/{month}/{day}",),
    "article_url": r"^https?://[^/]+/\d{4}/it's/[^/?]+/$",
    "cadence": "1h",
    "checked_on": date(2026, 11, 22),
    "verify_tls": False,
}


def test_the_strict_reader_gives_back_what_was_written() -> None:
    outlet = parse_outlet(write_toml(VALUES), "almithal", "almithal.toml")
    for key in (
        "name",
        "name_en",
        "homepage",
        "domains",
        "feeds",
        "article_url",
        "not_article",
        "checked_on",
        "verify_tls",
    ):
        assert getattr(outlet, key) == VALUES[key]


def test_keys_come_in_the_documented_order_and_absent_ones_are_left_out() -> None:
    text = write_toml({**VALUES, "name_en": None})
    assert list(tomllib.loads(text)) == [key for key in ORDER if key != "name_en"]


def test_arabic_and_patterns_are_readable_in_the_file() -> None:
    text = write_toml({"name": "المثال", "article_url": r"/\d+/$"})
    assert text == "name = \"المثال\"\narticle_url = '/\\d+/$'\n"


def test_an_unknown_key_is_an_error_not_a_line() -> None:
    with pytest.raises(KeyError, match="colour"):
        write_toml({"colour": "red"})


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_survives_the_way_through_toml(text: str, items: list[str]) -> None:
    written = write_toml({"name": text, "feeds": tuple(items)})
    assert tomllib.loads(written) == {"name": text, "feeds": items}
