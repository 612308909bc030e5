"""Styles of an archived page with every address led to the archive (CSS Syntax Level 3, sections 3 and 4).

What this reads of CSS is enough to lead addresses, not to keep any out: an address that it overlooks is
refused by the policy that the page is answered with.
"""

import re
from collections.abc import Callable

from extractors.charset import decode

Lead = Callable[[str], str | None]

LONGEST = 2 << 20  # characters; a longer style sheet is left out
# Possessive, and what is unfinished counts to its end: no style takes time in the square of its length.
_TOKEN = re.compile(
    r"""
    (?P<comment> /\*(?:[^*]|\*(?!/))*+(?:\*/)? )
  | (?P<font> @font-face \s*+ \{ [^{}]*+ \}? )
  | (?P<charset> @charset \s*+ (?:"[^"\n]*+"|'[^'\n]*+') \s*+ ; )
  | (?P<import> @import \s*+ (?:"(?P<imported>[^"\n]*+)"|'(?P<imported2>[^'\n]*+)') )
  | (?P<url> url\( \s*+ (?:
        "(?P<double>[^"\n]*+)" | '(?P<single>[^'\n]*+)'
      | (?P<bare>(?:\\[0-9a-f]{1,6}\s?|\\.|[^\s"'()\\])*+)
    ) \s*+ \) )
  | (?P<string> "(?:[^"\\\n]|\\.)*+"? | '(?:[^'\\\n]|\\.)*+'? )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(\n)|(.))", re.IGNORECASE | re.DOTALL)
NOWHERE = 'url("")'


def inert_style(css: str, lead: Lead) -> str:
    """The style with each address as `lead` gives it, without comments and fonts.

    `lead` gets an address as it is written there and gives one to put in its place, which holds neither
    quotes nor `<`; None takes the address out.
    """
    if len(css) > LONGEST:
        return ""
    return _TOKEN.sub(lambda found: _put(found, lead), css).replace("</", "<\\/")


def inert_sheet(body: bytes, content_type: str | None, lead: Lead) -> bytes:
    """A style sheet as UTF-8, as `inert_style` makes it."""
    return inert_style(decode(body, content_type).text, lead).encode("utf-8", "replace")


def _put(found: re.Match[str], lead: Lead) -> str:
    if found["comment"] is not None or found["charset"] is not None or found["font"] is not None:
        return " "
    if found["import"] is not None:
        written = found["imported"] if found["imported"] is not None else found["imported2"]
        return f"@import {_url(written, lead)}"
    if found["url"] is not None:
        return _url(found["double"] or found["single"] or found["bare"] or "", lead)
    return found["string"]


def _url(written: str, lead: Lead) -> str:
    place = lead(_ESCAPE.sub(_character, written).strip()) if written else None
    return NOWHERE if place is None else f'url("{place}")'


def _character(found: re.Match[str]) -> str:
    if found[1]:
        number = int(found[1], 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return "" if found[2] else found[3]
