"""Errors in the reader's language: raised, logged and kept in English, told in Arabic to who reads Arabic.

A message is recognised by its form (`archive.arabic_errors`): what stands for a value is taken over, and is
put into Arabic itself where it is such a text. What has no form there stays in English, whole.
"""

import re
from collections.abc import Iterator
from functools import cache

from archive.arabic_errors import ERRORS
from archive.language import Saying, speaks_arabic

VALUE = re.compile(r"{(\w+)}")
DEEPEST = 4  # a problem in a problem in a problem: messages nest no deeper


def error_told(message: str) -> str:
    """An error's message in the reader's language."""
    return _in_arabic(message, DEEPEST) if speaks_arabic() else message


class ErrorSaying(Saying):
    """An error's message, in English, that is put into the reader's language where it is told."""

    __slots__ = ()

    def __str__(self) -> str:
        return error_told(self.english)

    def in_english(self) -> str:
        """The message as it was raised."""
        return self.english

    def in_arabic(self) -> str:
        """The message in Arabic, as far as its form is known."""
        return _in_arabic(self.english, DEEPEST)


def _in_arabic(message: str, depth: int) -> str:
    if depth:
        for form, arabic in _forms():
            if found := form.fullmatch(message):
                return _filled(arabic, found, depth - 1)
    return message


def _filled(arabic: str, found: re.Match[str], depth: int) -> str:
    return VALUE.sub(lambda named: _in_arabic(found[named[1]], depth), arabic)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The forms with their Arabic, the most telling first: that with the most letters of its own."""
    ranked = sorted(ERRORS.items(), key=lambda row: -len(VALUE.sub("", row[0])))
    return tuple((re.compile("".join(_pattern(english)), re.DOTALL), arabic) for english, arabic in ranked)


def _pattern(english: str) -> Iterator[str]:
    for number, part in enumerate(VALUE.split(english)):
        yield f"(?P<{part}>.*?)" if number % 2 else re.escape(part)
