"""Hostile text on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.terminal import isolated, lines, one_line


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c"),
        ("\u202eمقلوب", "\\u202eمقلوب"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_could_move_the_cursor_or_turn_the_text_is_shown_as_an_escape(hostile: str, shown: str) -> None:
    assert one_line(hostile) == shown


def test_arabic_with_vowel_signs_is_shown_as_printed() -> None:
    text = "قالَ الرَّئيسُ: «نعم» — ٢٠٢٦، وغادرَ!"
    assert one_line(text) == text


def test_a_body_keeps_its_own_lines_and_gets_no_others() -> None:
    assert lines("أول\nثان\x1b\u2028") == ("أول", "ثان\\x1b\\u2028")


@given(st.text())
def test_no_text_takes_more_than_one_line(text: str) -> None:
    assert len((one_line(text) + "x").splitlines()) == 1


CITED = "المثال، «عنوان»، https://almithal.example/2026/a/، حُفظ في 22 آذار/مارس 2026، 01:31 (+03:00)"


def test_addresses_keep_their_order_within_arabic_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    shown = isolated(CITED)
    assert "\u2066https://almithal.example/2026/a/\u2069، " in shown
    assert "(\u2066+03:00\u2069)" in shown
    assert shown.translate({0x2066: None, 0x2069: None}) == CITED


def test_in_a_pipe_a_citation_has_no_invisible_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    assert isolated(CITED) == CITED
