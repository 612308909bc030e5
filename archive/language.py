"""The language that commands speak: Arabic or English, each text in both.

`$WARRAQ_LANG` (ar or en) decides, else the locale of the terminal. The English text is the key of the Arabic
one; a test holds that none lacks its Arabic. What a newsroom printed is never translated.
"""

import os

from archive.arabic_texts import ARABIC

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def speaks_arabic() -> bool:
    """Whether the reader is spoken to in Arabic."""
    chosen = os.environ.get("WARRAQ_LANG") or next(filter(None, map(os.environ.get, LOCALES)), "")
    return chosen.lower().startswith("ar")


def tr(english: str, /, **values: object) -> str:
    """The text in the reader's language, with `{name}` replaced by the value of that name."""
    text = ARABIC.get(english, english) if speaks_arabic() else english
    return text.format(**values) if values else text
