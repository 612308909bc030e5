"""Numbers with their nouns: `{tries:…}` in a text of ours says how the noun bends, form by form.

English has two forms, one|many. Arabic has four: one (as a whole phrase), two (as a whole phrase), the plural
after 3 to 10, the singular after 11 to 99; a whole hundred takes the genitive singular, given as a fifth form
where it differs from the fourth.
"""

from string import Formatter
from typing import Any


class CountedFormatter(Formatter):
    """str.format, with the forms of a counted noun in the place of a format specification."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """The value; with forms divided by "|", the number and the noun in the form it asks for."""
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        return counted(int(value), tuple(format_spec.split("|")))


def counted(number: int, forms: tuple[str, ...]) -> str:
    """The number with its noun: two `forms` are an English noun's, four or five an Arabic one's."""
    if len(forms) == 2:
        return f"{number} {forms[0 if number == 1 else 1]}"
    one, two, few, many, *hundreds = forms
    if number in (1, 2):
        return (one, two)[number - 1]
    rest = number % 100
    if 3 <= rest <= 10:
        return f"{number} {few}"
    return f"{number} {many if rest >= 11 or not hundreds else hundreds[0]}"


def filled(text: str, values: dict[str, object]) -> str:
    """The text with `{name}` replaced by each value, counted nouns in their form."""
    return CountedFormatter().vformat(text, (), values)
