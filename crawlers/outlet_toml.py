"""Outlet declarations as text: what `parse_outlet` reads back unchanged, written for people to edit."""

import json
from collections.abc import Mapping
from datetime import date

ORDER = (
    "name",
    "name_en",
    "country",
    "timezone",
    "language",
    "homepage",
    "domains",
    "feeds",
    "sitemaps",
    "sections",
    "archives",
    "article_url",
    "cadence",
    "checked_on",
    "not_article",
    "verify_tls",
)
LONGEST_LINE = 100
Value = str | bool | int | float | date | tuple[str, ...] | None


def write_toml(values: Mapping[str, Value]) -> str:
    """The declaration with its keys in the order of the documentation, absent values left out."""
    unknown = set(values) - set(ORDER)
    if unknown:
        raise KeyError(f"not keys of a drafted declaration: {', '.join(sorted(unknown))}")
    return "".join(f"{key} = {toml_value(values[key])}\n" for key in ORDER if values.get(key) is not None)


def toml_value(value: Value) -> str:
    """A value's TOML form: backslashes in literal strings, lists longer than a line one item a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        items = [toml_string(item) for item in value]
        line = f"[{', '.join(items)}]"
        long = len(line) > LONGEST_LINE
        return "[\n" + "".join(f"  {item},\n" for item in items) + "]" if long else line
    return toml_string(value or "")


def toml_string(text: str) -> str:
    """A literal string for what holds backslashes (regular expressions), else a basic one."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    # JSON's escapes are TOML's too, but for DEL, which JSON leaves raw.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
