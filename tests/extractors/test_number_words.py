"""Numbers as Arabic news prints them."""

from decimal import Decimal

import pytest

from extractors.number_words import numbers

UNITS = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
TEENS = ["أحد", "اثنا", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]


def said(number: int) -> str:
    """A number from one to a hundred in words."""
    tens, unit = divmod(number, 10)
    if number == 100:
        return "مئة"
    if number == 10:
        return "عشرة"
    if tens == 0:
        return UNITS[unit - 1]
    if tens == 1:
        return f"{TEENS[unit - 1]} عشر"
    return f"{UNITS[unit - 1]} و{TENS[tens - 2]}" if unit else TENS[tens - 2]


def values(text: str) -> list[Decimal]:
    found = numbers(text)
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in found)
    return [one.value for one in found]


@pytest.mark.parametrize("number", range(1, 101))
def test_words_from_one_to_a_hundred_are_read(number: int) -> None:
    assert values(f"قُتل {said(number)} من السكان") == [number]


@pytest.mark.parametrize("number", [3, 17, 25, 80])
def test_oblique_cases_and_clitics_do_not_matter(number: int) -> None:
    words = said(number).replace("ون", "ين").replace("اثنا", "اثني")
    assert values(f"أصيب أكثر من {words}، وجُرح ل{words}") == [number, number]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("٣٤ جريحاً", "34"),
        ("۳۴ جريحاً", "34"),
        ("و34 جريحاً", "34"),
        ("١٬٢٣٤ شخصاً", "1234"),
        ("1,234,567 شخصاً", "1234567"),
        ("1.234.567 شخصاً", "1234567"),
        ("1,234.5 طن", "1234.5"),
        ("٣٫٥ في المئة", "3.5"),
        ("12 ألف نازح", "12000"),
        ("3.5 مليون دولار", "3500000"),
        ("ثلاثمئة شخص", "300"),
        ("ثلاث مئة شخص", "300"),
        ("ثلاثمائة شخص", "300"),
        ("مئتي شخص", "200"),
        ("مئة وخمسة وثلاثين شخصاً", "135"),
        ("خمسة وعشرين ألف نازح", "25000"),
        ("ألفي نازح", "2000"),
        ("مليون ومئتي ألف نازح", "1200000"),
        ("إحدى عشرة امرأة", "11"),
        ("اثنتي عشرة امرأة", "12"),
        ("ثماني جثث", "8"),
    ],
)
def test_a_number_is_read_by_its_value(text: str, value: str) -> None:
    assert values(text)[0] == Decimal(value)


@pytest.mark.parametrize(
    "text", ["يوم الاثنين", "وأحد السكان", "أحد الشهود", "لست أدري", "آلاف القتلى", "قتيلان", "السبت"]
)
def test_what_names_no_number_gives_none(text: str) -> None:
    assert values(text) == []


def test_numbers_side_by_side_stay_apart() -> None:
    assert values("16/3/2026 الساعة 10:30") == [16, 3, 2026, 10, 30]
    assert values("خمسة، وثلاثون") == [5, 30]
