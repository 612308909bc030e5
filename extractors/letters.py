"""The letters of an address as a reader sees them, however its maker wrote and escaped them.

For comparing, never for fetching: a server finds an Arabic slug only under the bytes it gave it.
"""

import re
import unicodedata

from extractors.characters import BIDI, INVISIBLE, JOINERS, TATWEEL

# A run of "%25D8%25A7": escapes that were escaped once more, or several times.
_AGAIN = re.compile(r"(?:%(?:25)+[0-9A-Fa-f]{2})+")
_AGAIN_BYTE = re.compile(r"%(?:25)+([0-9A-Fa-f]{2})")
_HIGH = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
# Characters that bytes above 0x7F become when UTF-8 is taken for windows-1252 (or ISO-8859-1).
_TAKEN_FOR = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_MISTAKEN = re.compile(f"[{re.escape(''.join(_TAKEN_FOR))}]+")
# Arabic letters begin with these bytes in UTF-8, and these bytes with the first two once it happened twice.
_LEADS = re.compile("[\u00d8-\u00db\u00ef\u00c2\u00c3]")
_SHAPES = re.compile("[\ufb50-\ufd3d\ufd50-\ufdfc\ufe70-\ufefc]")
_UNSEEN = re.compile(f"[{TATWEEL.chars}{JOINERS.chars}{BIDI.chars}{INVISIBLE.chars}]")
_MOST_MISTAKES = 3


def letters(text: str) -> str:
    """Give a part of a normalised address with its UTF-8 escapes as letters, mended and in one spelling.

    Escapes that were escaped again, and UTF-8 that was taken for Latin-1 and encoded again, count for the
    Arabic letters they stand for when all of their run becomes such text. Shaped letters (ligatures, final
    forms), tatweel, invisible marks and the order of combining marks do not count. Escapes of ASCII, and
    bytes that are no UTF-8, stay escapes.
    """
    if "%" not in text:
        return text
    if "%25" in text:
        text = _AGAIN.sub(_once, text)
    text = _HIGH.sub(_decoded, text)
    for _ in range(_MOST_MISTAKES):
        if not _LEADS.search(text):
            break
        text = _MISTAKEN.sub(_retaken, text)
    text = _SHAPES.sub(_unshaped, text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _once(match: re.Match[str]) -> str:
    data = bytes.fromhex(_AGAIN_BYTE.sub(r"\1", match.group()))
    try:
        found = data.decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
    if not _ARABIC.search(found) and not _LEADS.search(found):
        return match.group()
    return "".join(f"%{byte:02X}" for byte in data)


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match.group().replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def _retaken(match: re.Match[str]) -> str:
    try:
        found = bytes(_TAKEN_FOR[char] for char in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
    return found if _ARABIC.search(found) or _LEADS.search(found) else match.group()


def _unshaped(match: re.Match[str]) -> str:
    # A vowel sign that stands alone is a space and the sign.
    return unicodedata.normalize("NFKC", match.group()).replace(" ", "")
