"""TOML as people type it: what a parser cannot read is told by its line, with cause and remedy."""

import re
import tomllib
from typing import Any

from extractors.toml_causes import bare, cause

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_KEY = re.compile(r"\s*([^\s=:\[\]{}\"'#,]+)")
_BEGINS_A_KEY = re.compile(r"\s*[\w-]+\s*=")


class TomlProblem(ValueError):
    """A text that is no TOML; the message says where, what stands there, what was wanted, how to write it."""


def load_toml(text: str) -> dict[str, Any]:
    """Give the TOML document as a dictionary; raises TomlProblem. A byte order mark is let pass."""
    text = text.removeprefix("\ufeff")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TomlProblem(
            "lists within lists, too deep to read; wanted plain lists; write for example sections = []"
        ) from error
    except ValueError as error:  # also for a number of thousands of digits
        raise TomlProblem(_explained(text, str(error))) from error


def _explained(text: str, message: str) -> str:
    lines = text.split("\n")
    place = _PLACE.search(message)
    what = message[: place.start()] if place else message
    index = _blamed(lines, int(place[1]) if place and place[1] else None)
    key, said = _twice(lines, index, what)
    if said is None:
        key = _key_of(lines, index)
        said = (
            _in_list(lines, index)
            or cause(lines[index], what)
            or _left_open(lines, index)
            or f"found {_shown(lines[index])} ({what}); wanted KEY = VALUE on each line; "
            'write for example name = "المثال"'
        )
    return f"line {index + 1}: {key + ': ' if key else ''}{said}"


def _blamed(lines: list[str], number: int | None) -> int:
    """The line where the mistake is: for what was left open that is above where the parser ended."""
    if number is None:
        quoted = [at for at, line in enumerate(lines) if re.search("[\"']", bare(line).replace('""', ""))]
        opened = [at for at in range(len(lines)) if _open_brackets(lines[: at + 1]) > 0]
        return (quoted or opened[:1] or [len(lines) - 1])[0]
    index = min(number, len(lines)) - 1
    if _BEGINS_A_KEY.match(bare(lines[index])) or lines[index].lstrip().startswith("[["):
        while index and _open_brackets(lines[:index]) > 0:
            index -= 1
    return index


def _open_brackets(lines: list[str]) -> int:
    """How many [ of the newest value are still open at the end of these lines."""
    depth = 0
    for line in map(bare, lines):
        if _BEGINS_A_KEY.match(line):
            depth, line = 0, line.partition("=")[2]
        depth += line.count("[") - line.count("]")
    return depth


def _key_of(lines: list[str], index: int) -> str | None:
    """The key that the line belongs to: its own, or that of the list begun above."""
    inside = _open_brackets(lines[:index]) > 0
    for line in map(bare, reversed(lines[: index + 1])):
        key = _KEY.match(line)
        if key and ("=" in line or not inside):
            return key[1] if re.search(r"\w", key[1]) else None
        if not inside:
            return None
    return None


def _twice(lines: list[str], index: int, what: str) -> tuple[str | None, str | None]:
    table = re.match(r"Cannot declare \('(\w+)',\) twice", what)
    if table:
        return table[1], f"found [{table[1]}] again; wanted each table once; write its keys under the first"
    key = _key_of(lines, index)
    if not what.startswith("Cannot overwrite") or key is None:
        return key, None
    first = next((at for at, line in enumerate(lines, 1) if re.match(rf"\s*{key}\s*=", line)), 0)
    found = f"found the key again, it is in line {first} already"
    return key, f"{found}; wanted each key once; write one line {key} = … and remove the other"


def _in_list(lines: list[str], index: int) -> str | None:
    """What is wrong with a line that is an item of a list begun above."""
    if _open_brackets(lines[:index]) <= 0 or _BEGINS_A_KEY.match(bare(lines[index])):
        return None
    above, item = bare(lines[index - 1]).rstrip(), lines[index].strip()
    if above.endswith(('"', "'")):
        wanted = "wanted a comma after each item"
        return (
            f"found {_shown(item)} after an item without a comma; {wanted}; write {lines[index - 1].strip()},"
        )
    if re.match(r"[^\s\"'\[\]#{]", item):
        word = item.rstrip(" ,")
        return f'found {word} without quotes; wanted texts in quotation marks; write "{word}",'
    return None


def _left_open(lines: list[str], index: int) -> str | None:
    if _open_brackets(lines[: index + 1]) <= 0:
        return None
    key = _key_of(lines, index) or "feeds"
    return f'found [ that is never closed; wanted ] at the end of the list; write {key} = ["…", "…"]'


def _shown(line: str) -> str:
    text = line.strip()
    return f"{text[:60]!r}…" if len(text) > 60 else repr(text)
