"""Values of digits and signs are told from the sentences round them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.browse.values import values_apart


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("حُفظ في 27 تشرين الثاني/نوفمبر 2026، 06:46 (+03:00)", ["+03:00"]),
        ("from هو yesterday، والمطلوب: 2024-03-17", ["2024-03-17"]),
        (
            "خُتم 2026-11-27 03:41 UTC وبعدها 2026-11-27 03:41 +03:00",
            ["2026-11-27 03:41 UTC", "2026-11-27 03:41 +03:00"],
        ),
        ("كما في https://almithal.example/2026/، وغيره", ["https://almithal.example/2026/"]),
        ("مئة و20 في المئة", []),
        ("", []),
    ],
)
def test_values_are_found(text: str, values: list[str]) -> None:
    assert [piece for piece, value in values_apart(text) if value] == values


@given(st.text("ا 2-:+TZ/hps", max_size=60))
def test_no_text_is_lost(text: str) -> None:
    assert "".join(piece for piece, _ in values_apart(text)) == text
