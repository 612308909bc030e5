"""Checks of single values in a declaration: each gives the value, or says what was found and wanted."""

import difflib
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from extractors.countries import COUNTRIES, UNKNOWN
from extractors.country_names import code_named
from extractors.zones import zone_names

_DURATION = re.compile(r"([1-9][0-9]*)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPELLED = {"hourly": "1h", "daily": "1d", "weekly": "1w"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES = {"arabic": "ar", "العربية": "ar", "عربي": "ar", "عربية": "ar", "english": "en", "french": "fr"}
_OFFSET = re.compile(r"(UTC|GMT)?[+-]\d{1,2}(:?\d\d)?")
_SPIDER = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")
_FLAGS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}

T = TypeVar("T")
Check = Callable[[Any], Any]
_TYPE_NAMES: dict[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    list: "a list",
    dict: "a table",
}


class ValueProblem(ValueError):
    """A value that is not what its key wants; the message says what was found and what was wanted.

    `write` is the value as it should be written, where it can be told from what was found.
    """

    def __init__(self, message: str, *, write: str | None = None) -> None:
        """Hold the message, and the value to write instead."""
        super().__init__(message)
        self.write = write


def text(value: object) -> str:
    """Check for a text that is not empty and holds no control characters."""
    found = typed(value, str)
    if not found.strip():
        raise ValueProblem("empty; wanted a text")
    if found != found.strip():
        raise ValueProblem(
            f"found {shown(found)} with spaces round it; wanted none", write=shown(found.strip())
        )
    control = next((char for char in found if (char < " " and char not in "\n\t") or char == "\x7f"), None)
    if control:
        made = "which a backslash in double quotes makes; wanted single quotes round a pattern"
        raise ValueProblem(f"holds the control character U+{ord(control):04X}, {made}")
    return found


def flag(value: object) -> bool:
    """Check for true or false."""
    if isinstance(value, str) and value.casefold() in _FLAGS:
        raise ValueProblem(
            f"found {shown(value)}; wanted true or false, without quotes", write=_FLAGS[value.casefold()]
        )
    return typed(value, bool)


def number(value: object) -> float:
    """Check for a finite number that is not negative."""
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value):
        raise ValueProblem(f"found {shown(value)}; wanted a number, without quotes", write=value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueProblem(f"{described(value)}; wanted a number")
    if not 0 <= value < 1e9:
        raise ValueProblem(f"found {value}; wanted a number from 0 on")
    return float(value)


def count(value: object) -> int:
    """Check for a whole number above 0."""
    found = number(value)
    if not isinstance(value, int) or found < 1:
        raise ValueProblem(f"found {value}; wanted a whole number from 1 on")
    return value


def share(value: object) -> float:
    """Check for a number from 0 to 1."""
    found = number(value)
    if found > 1:
        write = f"{found / 100:g}" if found <= 100 else None
        raise ValueProblem(f"found {value}; wanted a share from 0 to 1", write=write)
    return found


def day(value: object) -> date:
    """Check for a TOML date without a time."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueProblem(f"found {shown(value)}; wanted a date, without quotes", write=value)
    if isinstance(value, datetime):
        raise ValueProblem(f"found {value}; wanted a date, without a time", write=value.date().isoformat())
    if not isinstance(value, date):
        raise ValueProblem(f"{described(value)}; wanted a date, without quotes")
    return value


def duration(value: object) -> timedelta:
    """Check for a duration such as "30m", "1h" or "1d"."""
    wanted = "wanted a text of a whole number and one of s, m, h, d, w"
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        spelled = _SPELLED.get(value.casefold()) if isinstance(value, str) else None
        raise ValueProblem(f"{described(value)}; {wanted}", write=shown(spelled) if spelled else None)
    try:
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
    except (OverflowError, ValueError) as error:
        raise ValueProblem(f"{described(value)}, which is too long; {wanted}") from error


def country(value: object) -> str:
    """Check for an ISO 3166-1 alpha-2 code."""
    code = typed(value, str)
    if code not in COUNTRIES and code != UNKNOWN:
        meant = code.upper() if code.upper() in COUNTRIES else code_named(code)
        raise ValueProblem(
            f"found {shown(code)}; wanted a country code of ISO 3166-1, two capital letters",
            write=shown(meant) if meant else None,
        )
    return code


def time_zone(value: object) -> str:
    """Check for a name of the tz database."""
    name = typed(value, str)
    if name in zone_names():
        return name
    if _OFFSET.fullmatch(name):
        raise ValueProblem(
            f"no time zone {name!r}: offsets change with law and season; wanted a name of the tz database"
        )
    city = name.casefold().replace(" ", "_")
    same = sorted(zone for zone in zone_names() if zone.casefold().rpartition("/")[2] == city and "/" in zone)
    near = same or difflib.get_close_matches(name, zone_names(), n=1, cutoff=0.7)
    raise ValueProblem(
        f"no time zone {name!r}; wanted a name of the tz database", write=shown(near[0]) if near else None
    )


def language(value: object) -> str:
    """Check for a language tag such as "ar"."""
    tag = typed(value, str)
    if not _LANGUAGE.fullmatch(tag):
        short = tag.lower() if _LANGUAGE.fullmatch(tag.lower()) else None
        meant = _LANGUAGES.get(tag.casefold()) or short
        raise ValueProblem(
            f"found {shown(tag)}; wanted a language tag of BCP 47", write=shown(meant) if meant else None
        )
    return tag


def selector(value: object) -> str:
    """Check for a CSS selector."""
    from cssselect import SelectorError, parse

    found = text(value)
    try:
        parse(found)
    except SelectorError as error:
        what = "XPath" if found.startswith(("/", "(/", ".//")) else str(error)
        raise ValueProblem(f"{found!r} is none ({what}); wanted a CSS selector") from error
    return found


def spider(value: object) -> str:
    """Check for "module:Class"."""
    found = typed(value, str)
    if not _SPIDER.fullmatch(found):
        raise ValueProblem(f"found {shown(found)}; wanted module:Class")
    return found


def one_of(*choices: str) -> Check:
    """Give a check for one of these words."""

    def check(value: object) -> str:
        if value not in choices:
            near = difflib.get_close_matches(str(value).casefold(), choices, n=1)
            wanted = f"wanted one of {', '.join(choices)}"
            raise ValueProblem(f"{described(value)}; {wanted}", write=shown(near[0]) if near else None)
        return str(value)

    return check


def pictures(value: object) -> tuple[str, ...]:
    """Check which pictures are taken of a page: true for both, false for none, or "png" or "pdf"."""
    if isinstance(value, bool):
        return ("png", "pdf") if value else ()
    if value in ("png", "pdf"):
        return (str(value),)
    word = value.casefold() if isinstance(value, str) else ""
    near = shown(word) if word in ("png", "pdf") else _FLAGS.get(word)
    raise ValueProblem(f'{described(value)}; wanted true, false, "png" or "pdf"', write=near)


def many(check: Check) -> Check:
    """Give a check for a list whose every item passes; repeated items are a problem."""

    def check_all(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueProblem(f"{described(value)}; wanted a list", write=_in_a_list(value, check))
        items: list[Any] = []
        for number, item in enumerate(value):
            try:
                items.append(check(item))
            except ValueProblem as problem:
                better = [*map(shown, value[:number]), problem.write or "", *map(shown, value[number + 1 :])]
                write = f"[{', '.join(better)}]" if problem.write else None
                raise ValueProblem(str(problem), write=write) from problem
        first = [number for number, item in enumerate(items) if item not in items[:number]]
        if len(first) < len(items):
            again = next(value[number] for number in range(len(items)) if number not in first)
            once = ", ".join(shown(value[number]) for number in first)
            raise ValueProblem(f"{shown(again)} is there twice; wanted each once", write=f"[{once}]")
        return tuple(items)

    return check_all


def one_or_many(check: Check) -> Check:
    """Give a check for one value or a list of them; always gives a tuple."""

    def check_all(value: object) -> tuple[Any, ...]:
        return tuple(many(check)(value)) if isinstance(value, list) else (check(value),)

    return check_all


def _in_a_list(value: object, check: Check) -> str | None:
    """The list of this one value, as TOML, when it passes or can be mended."""
    try:
        check(value)
    except ValueProblem as problem:
        return f"[{problem.write}]" if problem.write else None
    return f"[{shown(value)}]"


def typed(value: object, wanted: type[T]) -> T:
    """Give the value when it is of that type, else raise ValueProblem."""
    if not isinstance(value, wanted):
        raise ValueProblem(f"{described(value)}; wanted {_TYPE_NAMES[wanted]}")
    return value


def described(value: object) -> str:
    """Give the words for what was found."""
    if isinstance(value, (str, int, float, bool)):
        return f"found {shown(value)}"
    return f"found {_TYPE_NAMES.get(type(value), type(value).__name__)}"


def shown(value: object) -> str:
    """Give the value as TOML writes it; a pattern with backslashes in single quotes."""
    if isinstance(value, str) and "\\" in value and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False, default=str)
