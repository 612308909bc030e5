"""The language that commands speak: Arabic or English, each text in both.

`$WARRAQ_LANG` (ar or en) decides, else the locale of the terminal. The English text is the key of the Arabic
one; a test holds that none lacks its Arabic. What a newsroom printed is never translated.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import reduce

from archive.arabic_texts import ARABIC
from archive.counted import filled

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_reader_chose: ContextVar[bool | None] = ContextVar("_reader_chose", default=None)


def speaks_arabic() -> bool:
    """Whether the reader is spoken to in Arabic."""
    if (told := _reader_chose.get()) is not None:
        return told
    chosen = os.environ.get("WARRAQ_LANG") or next(filter(None, map(os.environ.get, LOCALES)), "")
    return chosen.lower().startswith("ar")


@contextmanager
def speaking(*, arabic: bool) -> Iterator[None]:
    """Speak Arabic, or English, as long as the block takes: to the reader of one page."""
    token = _reader_chose.set(arabic)
    try:
        yield
    finally:
        _reader_chose.reset(token)


def tr(english: str, /, **values: object) -> str:
    """The text in the reader's language, with `{name}` replaced by the value of that name.

    `{name:…|…}` gives a number with its noun: see `archive.counted`.
    """
    text = ARABIC.get(english, english) if speaks_arabic() else english
    return filled(text, values) if values else text


@dataclass(frozen=True, slots=True)
class Saying:
    """A text of ours that does not know its reader yet: `str()` gives it in the reader's language.

    `english` holds `{name}` for each of `values`; a value may be a Saying itself.
    """

    english: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return tr(self.english, **self.values)

    def in_english(self) -> str:
        """The text in English, as JSON documents have it whatever the reader's language."""
        values = {
            name: value.in_english() if isinstance(value, Saying) else value
            for name, value in self.values.items()
        }
        return filled(self.english, values) if values else self.english

    def in_arabic(self) -> str:
        """The text in Arabic, for what is written in both languages whoever reads it."""
        values = {
            name: value.in_arabic() if isinstance(value, Saying) else value
            for name, value in self.values.items()
        }
        text = ARABIC.get(self.english, self.english)
        return filled(text, values) if values else text


def saying(english: str, /, **values: object) -> Saying:
    """A text with its values, to be put into a language later."""
    return Saying(english, values)


def listed(parts: Iterable[Saying]) -> Saying:
    """Several texts in a row, divided as the language divides them; there must be at least one."""
    return reduce(lambda a, b: saying("{a}, {b}", a=a, b=b), parts)


def joined(parts: Iterable[Saying]) -> Saying:
    """Several texts as one, in their order; there must be at least one."""
    return reduce(lambda a, b: saying("{a}; {b}", a=a, b=b), parts)
