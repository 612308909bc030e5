"""Patterns of addresses: mistakes that a regular expression may hold although it compiles.

The reading of a pattern is rough: it knows groups, classes, alternatives and repeats, enough to see a repeat
within a repeat. What it does not know (lookarounds, references) it takes for nothing.
"""

import re
import string
from dataclasses import dataclass, field
from functools import cache

_ALPHABET = string.ascii_letters + string.digits + "-._~:/?#[]@!$&'()*+,;=%" + "خ"
_ATOM = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P?<[A-Za-z_]\w*>|[aiLmsux-]*:|>)|\(\?|.", re.DOTALL
)
_REPEAT = re.compile(r"([*+?]|\{\d*,?\d*\})([?+]?)")
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Item:
    """A part of a pattern: the characters it may take, or a group's alternatives; how often it may repeat."""

    chars: frozenset[str] = _NOTHING
    group: "list[list[_Item]] | None" = None
    needed: bool = True
    endless: bool = False


@dataclass(slots=True)
class _Open:
    alternatives: list[list[_Item]] = field(default_factory=lambda: [[]])
    zero_width: bool = False


def mistake(pattern: str) -> str | None:
    """Give what is wrong with a pattern that compiles, as words; None when nothing is seen.

    Told are a pattern that no address can match and one whose search may take for ever.
    """
    if re.search(r"(?<!\\)(?:\\\\)+", pattern):
        return "asks for a backslash, which no address holds: one backslash is enough in single quotes"
    if re.match(r"\^(?!h|\(|\[|\.|\\|$)", pattern):
        return "asks the address to begin so, but addresses begin with https://: leave out the ^"
    if re.search(r"(?<!\\) (?![^\[]*\])", pattern) and "(?x" not in pattern:
        return "asks for a space, which no address holds"
    if re.search(r"(?<!\\)\$(?=[\w/])", pattern):
        return "goes on after the $, which stands for the end"
    return "repeats a repeat, as in (a+)+, which may search for ever" if _explodes(_parsed(pattern)) else None


def _parsed(pattern: str) -> list[list[_Item]]:
    stack = [_Open()]
    at = 0
    while at < len(pattern):
        atom = _ATOM.match(pattern, at)
        assert atom is not None
        text, at = atom[0], atom.end()
        if text.startswith("("):
            stack.append(_Open(zero_width=text == "(?"))
            continue
        if text == "|":
            stack[-1].alternatives.append([])
            continue
        if text == ")" and len(stack) > 1:
            done = stack.pop()
            item = _Item(needed=False) if done.zero_width else _Item(group=done.alternatives)
        else:
            item = _Item(chars=_chars(text))
        repeat = _REPEAT.match(pattern, at)
        if repeat:
            at = repeat.end()
            item.needed = item.needed and repeat[1][0] in "+{" and not repeat[1].startswith(("{0", "{,"))
            item.endless = repeat[2] != "+" and (repeat[1] in "*+" or repeat[1].endswith(",}"))
        stack[-1].alternatives[-1].append(item)
    return stack[0].alternatives


def _explodes(alternatives: list[list[_Item]]) -> bool:
    for sequence in alternatives:
        for item in sequence:
            if item.group is None:
                continue
            if _explodes(item.group) or (item.endless and _ambiguous(item.group)):
                return True
    return False


def _ambiguous(alternatives: list[list[_Item]]) -> bool:
    """Whether one text can be cut into rounds of this group in several ways."""
    single = [_taken(sequence[0]) for sequence in alternatives if len(sequence) == 1]
    return _grows(alternatives) or any(
        one & other for number, one in enumerate(single) for other in single[number + 1 :]
    )


def _grows(alternatives: list[list[_Item]]) -> bool:
    """Whether a round can be of any length, with nothing in it that tells where it ends."""
    for sequence in alternatives:
        for grown in sequence:
            others = [item for item in sequence if item is not grown and item.needed]
            endless = grown.endless or (grown.group is not None and _grows(grown.group))
            if endless and all(_taken(item) & _taken(grown) for item in others):
                return True
    return False


def _taken(item: _Item) -> frozenset[str]:
    """Every character that the item may take."""
    if item.group is None:
        return item.chars
    return frozenset().union(*(_taken(inner) for sequence in item.group for inner in sequence))


@cache
def _chars(atom: str) -> frozenset[str]:
    if atom in ("^", "$", r"\b", r"\B", r"\A", r"\Z") or (atom[0] == "\\" and atom[1:].isdigit()):
        return _NOTHING
    try:
        compiled = re.compile(atom, re.DOTALL)
    except re.error:
        return _NOTHING
    return frozenset(char for char in _ALPHABET if compiled.fullmatch(char))
