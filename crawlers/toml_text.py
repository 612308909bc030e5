"""Where the statements of a TOML text stand, so that one value can be changed and all the rest left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["key", "table", "item"]  # `key = value`, `[table]`, `[[table]]`

_SPACE = r"[ \t]*"
_REST = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_PATH = rf"{_NAME}(?:{_SPACE}\.{_SPACE}{_NAME})*"
_HEADER = re.compile(rf"{_SPACE}(\[\[?){_SPACE}({_PATH}){_SPACE}\]\]?")
_KEY = re.compile(rf"{_SPACE}({_PATH}){_SPACE}={_SPACE}")
_LONG_STRING = re.compile(r"(?:\"\"\"(?:[^\\]|\\.)*?\"{3,5})|(?:\'\'\'.*?\'{3,5})", re.DOTALL)
_SHORT_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_SKIPPED = re.compile(r"[^\[\]{}\"'#]+")
_BARE = re.compile(r"[^\s#]+(?: [0-9][^\s#]*)?")  # a date and its time may be one space apart


class TomlTextError(ValueError):
    """The text is no TOML; the message names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement by its character positions: its lines run from `start` to `end`, its value (of a key)
    from `value_start` to `value_end`. `table` is the header above it, "" above the first; `block` counts
    headers."""

    kind: Kind
    name: str
    table: str
    block: int
    start: int
    end: int
    value_start: int
    value_end: int


def statements(text: str) -> tuple[Statement, ...]:
    """Every key and header of the text in its order; raises TomlTextError."""
    return tuple(_statements(text))


def _statements(text: str) -> Iterator[Statement]:
    position, table, block = 0, "", 0
    while position < len(text):
        if rest := _REST.match(text, position):  # an empty line or a comment
            position = rest.end()
            continue
        start = position
        if header := _HEADER.match(text, position):
            table, block = _plain(header[2]), block + 1
            kind: Kind = "item" if header[1] == "[[" else "table"
            name, value_start, value_end = table, header.end(), header.end()
        elif key := _KEY.match(text, position):
            kind, name, value_start = "key", _plain(key[1]), key.end()
            value_end = _value_end(text, value_start)
        else:
            raise _error(text, position)
        rest = _REST.match(text, value_end)
        if rest is None:
            raise _error(text, value_end)
        position = rest.end()
        yield Statement(
            kind=kind,
            name=name,
            table="" if kind != "key" else table,
            block=block,
            start=start,
            end=position,
            value_start=value_start,
            value_end=value_end,
        )


def _value_end(text: str, start: int) -> int:
    if string := _string(text, start):
        return string.end()
    if text[start : start + 1] not in ("[", "{"):
        bare = _BARE.match(text, start)
        if bare is None:
            raise _error(text, start)
        return bare.end()
    depth, position = 0, start
    while position < len(text):
        if skipped := _SKIPPED.match(text, position) or _string(text, position):
            position = skipped.end()
        elif text[position] == "#":
            line_end = text.find("\n", position)
            position = len(text) if line_end < 0 else line_end
        elif text[position] in "[{":
            depth, position = depth + 1, position + 1
        elif text[position] in "]}":
            depth, position = depth - 1, position + 1
            if depth == 0:
                return position
        else:
            break
    raise _error(text, start)


def _string(text: str, start: int) -> re.Match[str] | None:
    return _LONG_STRING.match(text, start) or _SHORT_STRING.match(text, start)


def _plain(path: str) -> str:
    """A key or header without the quotes and spaces it may be written with."""
    return ".".join(name.strip("\"'") for name in re.findall(_NAME, path))


def _error(text: str, position: int) -> TomlTextError:
    return TomlTextError(f"line {text.count(chr(10), 0, position) + 1}: no TOML statement")
