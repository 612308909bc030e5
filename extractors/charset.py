"""From bytes to text: what header, page and byte order mark declare is heard, what the bytes say decides."""

import codecs
import math
import re
from collections import Counter
from dataclasses import dataclass

from extractors.article import Problem
from extractors.mojibake import repair

# WHATWG Encoding: labels as pages write them, and the decoder they mean. Others are not heard.
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "windows-1256": "windows-1256 windows1256 cp1256 cp-1256 x-cp1256",
    "iso-8859-6": "iso-8859-6 iso8859-6 iso_8859-6 iso88596 arabic asmo-708 ecma-114 csisolatinarabic",
    "windows-1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 latin1 latin-1 us-ascii ascii",
    "iso-8859-15": "iso-8859-15 latin9 latin-9",
    "windows-1254": "windows-1254 cp1254 iso-8859-9 latin5",
    "windows-1255": "windows-1255 cp1255 iso-8859-8",
    "windows-1251": "windows-1251 cp1251",
    "utf-16-le": "utf-16 utf-16le utf16 unicode",
    "utf-16-be": "utf-16be",
    "mac-arabic": "x-mac-arabic macarabic mac-arabic",
}
_KNOWN = {label: name for name, labels in _LABELS.items() for label in labels.split()}
_GUESSES = ("utf-8", "windows-1256", "iso-8859-6")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I
)
_PARAMETER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_META_WITHIN = 4096  # bytes; browsers look at 1024, newsrooms put scripts first
_SAMPLE = 200_000  # bytes that are enough to tell charsets apart

# Arabic letters by how often they occur in news: the share of a hundred that each of a group has, roughly.
_OFTEN = (("ال", 12.5), ("يمنور", 6.2), ("تب", 4), ("هةعد", 3), ("أسف", 2.5), ("كق", 2), ("حجىشصخ", 1.1))
_SELDOM = ("إطذضغثزءئظؤآ،؟«»", 0.5)
_WEIGHTS = {char: math.log(share / 100) for chars, share in (*_OFTEN, _SELDOM) for char in chars}
_FOREIGN = math.log(0.0005)  # any other character beyond ASCII
_BROKEN = math.log(0.000001)
_MARGIN = 0.7  # how much likelier a letter must be before the bytes overrule a declaration
_ENOUGH = 12  # characters beyond ASCII; fewer tell nothing

_BETWEEN = re.compile(rb"(?<=>)|(?=<)")
_HIGH_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")  # a character of UTF-8
_LETTERS = 8  # of a part in another charset than its page

TWICE = "utf-8 (twice)"
PARTLY_TWICE = "utf-8 (parts of it twice)"
REPLACEMENT = "\ufffd"
# UTF-8 read as Latin-1 or windows-1252 and encoded again: every Arabic letter begins with one of these pairs.
_CONTINUED = (
    "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122"  # 80 to 9F in windows-1252
)
_TWICE_FIRST = "\u00d8\u00d9\u00da\u00db"
_TWICE = re.compile(f"[{_TWICE_FIRST}][\u0080-\u00bf{_CONTINUED}]")
_AS_ARABIC_FIRST = "\u0637\u0638"
_AS_ARABIC = re.compile(
    f"[{_AS_ARABIC_FIRST}][\u00a0-\u00bf\u0152\u0153\u0192\u02c6\u2013-\u2122\u067e-\u06d2]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a page, the charset its bytes were decoded with, and what is doubtful about it."""

    text: str
    charset: str
    doubts: tuple[Problem, ...]


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Give the text of a page. Never raises: bytes without meaning become U+FFFD and a doubt."""
    for mark, name in (*_MARKS, *_markless(body)):
        if body.startswith(mark):
            return _decoded(body[len(mark) :], name, ())
    declared = _declared(body, content_type)
    name = _likeliest(body, declared)
    doubts = tuple(
        Problem(code="wrong-charset", detail=f"declared {label}, decoded as {name}")
        for label in declared
        if label != name
    )
    return _decoded(body, name, () if body.isascii() else doubts)


def is_mojibake(text: str) -> bool:
    """Say whether much of the text is UTF-8 that was decoded with another charset and encoded again."""
    beyond = beyond_ascii(text)
    first = sum(map(text.count, _TWICE_FIRST + _AS_ARABIC_FIRST))  # as many pairs as this at most
    if beyond < _ENOUGH or first * 2 <= beyond * 0.4:
        return False
    pairs = len(_TWICE.findall(text)) + len(_AS_ARABIC.findall(text))
    return pairs * 2 > beyond * 0.4


def beyond_ascii(text: str) -> int:
    """Count the characters beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _markless(body: bytes) -> list[tuple[bytes, str]]:
    """Give UTF-16 where every other byte is zero, as in ASCII markup, though no mark says so."""
    start = body[:_META_WITHIN]
    low, high = start[0::2].count(0), start[1::2].count(0)
    if max(low, high) * 10 < len(start) or min(low, high) * 10 > max(low, high):
        return []
    return [(b"", "utf-16-be" if low > high else "utf-16-le")]


def _declared(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Give the charsets that header and page declare, the header's first, each once."""
    labels = [match[1] for match in [_PARAMETER.search(content_type or "")] if match]
    labels += [match[1].decode("ascii") for match in [_META.search(body[:_META_WITHIN])] if match]
    return tuple(dict.fromkeys(_KNOWN[label.lower()] for label in labels if label.lower() in _KNOWN))


def _likeliest(body: bytes, declared: tuple[str, ...]) -> str:
    if not body.isascii() and _is_utf8(body):
        return "utf-8"
    beyond = _sample(body)
    if len(beyond) < _ENOUGH and _is_utf8(body):
        return (
            declared[0] if declared and body.isascii() and not declared[0].startswith("utf-16") else "utf-8"
        )
    candidates = tuple(dict.fromkeys((*declared, *_GUESSES)))
    likelihood = {name: _likelihood(body, beyond, name) for name in candidates}
    best = max(candidates, key=lambda name: likelihood[name])
    for name in declared:
        if likelihood[best] - likelihood[name] < _MARGIN:
            return name
    return best


def _sample(body: bytes) -> bytes:
    """Give the bytes beyond ASCII, in order, from the first part of the page that has many of them."""
    return body[:_SAMPLE].translate(None, bytes(range(0x80)))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start >= len(body) - 3
    return True


def _likelihood(body: bytes, beyond: bytes, name: str) -> float:
    """Give the mean log likelihood of the characters beyond ASCII if the bytes are of that charset."""
    if name.startswith("utf"):
        counts = Counter(body[:_SAMPLE].decode(name, "replace"))
    else:
        counts = Counter()
        for byte, count in Counter(beyond).items():
            counts[bytes((byte,)).decode(name, "replace")] += count
    chars = {char: count for char, count in counts.items() if char > "\x7f"}
    if not chars or (name.startswith("utf-16") and body.count(b"\x00") * 4 < len(body)):
        return _BROKEN
    return sum(_weight(char) * count for char, count in chars.items()) / sum(chars.values())


def _weight(char: str) -> float:
    if char == REPLACEMENT or "\x80" <= char <= "\x9f":
        return _BROKEN
    return _WEIGHTS.get(char, _FOREIGN)


def _decoded(body: bytes, name: str, doubts: tuple[Problem, ...]) -> Decoded:
    try:
        text = body.decode(name)
    except UnicodeDecodeError:
        text = _of_both(body) if name == "utf-8" and not _is_utf8(body) else body.decode(name, "replace")
    found = list(doubts)
    lost = text.count(REPLACEMENT)
    if lost:
        found.append(Problem(code="undecodable-bytes", detail=f"{lost} of {len(text)} characters"))
    if name == "utf-8" and not text.isascii() and (again := repair(text)):
        text = again.text
        name = TWICE if again.whole else PARTLY_TWICE
        detail = f"{again.letters} letters that were encoded twice were put back"
        found.append(Problem(code="repaired-mojibake", detail=detail))
    if is_mojibake(text):
        found.append(Problem(code="mojibake", detail="UTF-8 decoded with another charset and encoded again"))
    return Decoded(text=text.removeprefix("\ufeff"), charset=name, doubts=tuple(found))


def _of_both(body: bytes) -> str:
    """Give a UTF-8 page, what is windows-1256 in it read as such: a menu or a title of another system.

    A part is what stands between two tags. It is no UTF-8 at all, and all of it are common Arabic letters.
    """
    return "".join(
        as_arabic(part) or part.decode("utf-8", "replace") for part in _BETWEEN.split(body) if part
    )


def as_arabic(part: bytes) -> str | None:
    """Give a part of a UTF-8 page that is windows-1256, a character for each byte; None when it is not."""
    if part.isascii() or _HIGH_PAIR.search(part):
        return None
    beyond = part.translate(None, bytes(range(0x80))).decode("cp1256")
    if len(beyond) < _LETTERS or any(char not in _WEIGHTS for char in beyond):
        return None
    return part.decode("cp1256")
