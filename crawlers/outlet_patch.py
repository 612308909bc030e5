"""Changes to a declaration's text that leave alone what a person wrote: comments, order, spacing, quotes.

tomlkit was tried and left out: an item appended to a list that ends in a comment gave no TOML, and a new
`[[layout]]` went below the comment of the table after it (0.15.2).
"""

import difflib
import tomllib
from collections.abc import Mapping
from typing import Any

from crawlers.outlet_toml import LONGEST_LINE, Value, toml_string, toml_value
from crawlers.toml_list import changed_list
from crawlers.toml_text import Statement, TomlTextError, statements
from extractors.outlets import parse_outlet

Changes = Mapping[str, "Value | Mapping[str, Value]"]
ORDER = (
    *("name", "name_en", "country", "based_in", "timezone", "language", "homepage", "domains", "feeds"),
    *(
        "sitemaps",
        "sections",
        "archives",
        "article_url",
        "not_article",
        "cadence",
        "recapture",
        "delay",
        "checked_on",
    ),
    *("verify_tls", "proxy", "vantage", "render", "shot", "requisites", "spider", "kind", "source", "notes"),
)
CONTEXT = 2  # lines round a difference


class PatchError(ValueError):
    """The text cannot be changed as asked; the message says why and what a person can do."""


def patched(text: str, changes: Changes) -> str:
    """The declaration with these keys set, those given as None removed, and nothing else touched.

    "expect" takes a mapping of the keys to set or remove in its table; "layout" a mapping with `since`: the
    layout of that day is changed, or a new one added below the others. Raises OutletError when the text or
    the result is no declaration, PatchError when it is written in a form that cannot be edited.
    """
    parse_outlet(text, "declaration", "declaration")
    windows = "\r\n" in text and "\n" not in text.replace("\r\n", "")
    made = text.replace("\r\n", "\n") if windows else text
    if made and not made.endswith("\n"):
        made += "\n"
    try:
        for key, value in changes.items():
            if key == "expect":
                made = _with_expect(made, _mapping(key, value))
            elif key == "layout":
                made = _with_layout(made, _mapping(key, value))
            elif isinstance(value, Mapping):
                raise PatchError(f"{key}: takes a value, not a table")
            else:
                made = _with_key(made, "", 0, key, value)
    except TomlTextError as error:
        raise PatchError(f"{error}; edit the file by hand") from error
    if windows:
        made = made.replace("\n", "\r\n")
    parse_outlet(made, "declaration", "the patched declaration")
    _check(text, made, changes)
    return made


def difference(old: str, new: str, name: str) -> str:
    """A unified diff of two texts of the file `name`; "" when they are equal."""
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name} (now)", f"{name} (proposed)", n=CONTEXT, lineterm=""
    )
    return "".join(f"{line}\n" for line in lines)


def _mapping(key: str, value: object) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise PatchError(f"{key}: takes a mapping of its keys, got {value!r}")
    return value


def _with_key(text: str, table: str, block: int, key: str, value: Value) -> str:
    """The text with one key of one block (0 is what stands above every header) set or removed."""
    within = [one for one in statements(text) if one.kind == "key" and one.block == block]
    there = next((one for one in within if one.name == key), None)
    if value is None:
        return text if there is None else text[: there.start] + text[there.end :]
    if there is not None:
        spelt = _respelt(text, there, value)
        return text[: there.value_start] + spelt + text[there.value_end :]
    at = _place(text, within, block, key)
    return f"{text[:at]}{key} = {toml_value(value)}\n{text[at:]}"


def _place(text: str, within: list[Statement], block: int, key: str) -> int:
    """Where a new key goes: behind the last of those that come before it in the documentation's order."""
    before = ORDER[: ORDER.index(key)] if key in ORDER else ORDER
    ends = {one.name: one.end for one in within}
    for name in reversed(before):
        if name in ends:
            return ends[name]
    if within:
        return within[-1].end
    return next((one.end for one in statements(text) if one.block == block), 0)


def _respelt(text: str, there: Statement, value: Value) -> str:
    """The new value as near to the old spelling as it can be."""
    written = text[there.value_start : there.value_end]
    old = tomllib.loads(f"value = {written}")["value"]
    if isinstance(value, tuple) and isinstance(old, list):
        if old == list(value):
            return written
        made = changed_list(written, [str(one) for one in old], value, toml_string)
        if made is not None and ("\n" in made or len(f"{there.name} = {made}") <= LONGEST_LINE):
            return made
    elif old == value and isinstance(old, type(value)):
        return written
    elif isinstance(value, str) and written.startswith("'") and "'" not in value and value.isprintable():
        return f"'{value}'"
    return toml_value(value)


def _with_expect(text: str, changes: Mapping[str, Value]) -> str:
    for key, value in changes.items():
        found = statements(text)
        header = next((one for one in found if one.kind == "table" and one.name == "expect"), None)
        if any(one.block == 0 and one.name == "expect" for one in found):
            raise PatchError("expect: written as an inline table; write its keys under an [expect] line")
        if header is not None:
            text = _with_key(text, "expect", header.block, key, value)
        elif any(one.block == 0 and one.name.startswith("expect.") for one in found):
            text = _with_key(text, "", 0, f"expect.{key}", value)
        elif value is not None:
            text += f"\n[expect]\n{key} = {toml_value(value)}\n"
    return text


def _with_layout(text: str, layout: Mapping[str, Value]) -> str:
    found = statements(text)
    if any(one.block == 0 and one.name == "layout" for one in found):
        raise PatchError("layout: written as an inline list; write each under its own [[layout]] line")
    blocks = [one.block for one in found if one.kind == "item" and one.name == "layout"]
    for block in blocks:
        if _value_of(text, found, block, "since") == layout.get("since"):
            for key, value in layout.items():
                if key != "since":
                    text = _with_key(text, "layout", block, key, value)
            return text
    lines = [f"{key} = {toml_value(value)}\n" for key, value in layout.items() if value is not None]
    at = max((one.end for one in found if one.block in blocks), default=len(text))
    return f"{text[:at]}\n[[layout]]\n{''.join(lines)}{text[at:]}"


def _value_of(text: str, found: tuple[Statement, ...], block: int, key: str) -> object:
    for one in found:
        if one.block == block and one.kind == "key" and one.name == key:
            return tomllib.loads(f"value = {text[one.value_start : one.value_end]}")["value"]
    return None


def _check(old: str, new: str, changes: Changes) -> None:
    """Holds the result against what was asked for: an edit must never say something else."""
    wanted, found = tomllib.loads(old), tomllib.loads(new)
    for key, value in changes.items():
        if key in ("expect", "layout"):
            _apply_table(wanted, key, _mapping(key, value))
        else:
            _apply(wanted, key, value)
    if not wanted.get("expect") and not found.get("expect"):
        wanted.pop("expect", None)
        found.pop("expect", None)
    if wanted != found:
        keys = sorted(key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key))
        raise PatchError(f"{', '.join(keys)}: written in a way that cannot be edited; do it by hand")


def _apply_table(values: dict[str, Any], key: str, changes: Mapping[str, Value]) -> None:
    if key == "expect":
        table = values.setdefault("expect", {})
    else:
        layouts = values.setdefault("layout", [])
        day: object = changes.get("since")
        table = next((one for one in layouts if one.get("since") == day), None)
        if table is None:
            table = {}
            layouts.append(table)
    for name, value in changes.items():
        _apply(table, name, value)


def _apply(table: dict[str, Any], key: str, value: object) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = list(value) if isinstance(value, tuple) else value


__all__ = ["Changes", "PatchError", "difference", "patched"]
