"""Strict reading of one TOML table: every value is checked, every problem kept, unknown keys are problems."""

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from extractors import urls
from extractors.countries import COUNTRIES, UNKNOWN
from extractors.zones import zone_names

_DURATION = re.compile(r"([1-9][0-9]*)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
PLACEHOLDERS = ("{year}", "{month}", "{day}")  # of `archives`; the last may be missing
_SPIDER = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")

T = TypeVar("T")
_TYPE_NAMES: dict[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    list: "a list",
    dict: "a table",
}


class ValueProblem(ValueError):
    """A value that is not what its key wants; the message says what was found and wanted."""


Check = Callable[[Any], Any]


class Table:
    """One table of a declaration. Each reading method takes a key; `problems` holds what was wrong so far."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        """Read from `values`; `where` begins every problem, for example "almithal.toml: "."""
        self.values = values
        self.where = where
        self.problems: list[str] = []
        self.read: set[str] = set()

    def need(self, key: str, check: Check, example: str) -> Any:
        """Give the checked value of a key that must be there; None, and a problem, when it is not right."""
        if key not in self.values:
            self.read.add(key)
            self._report(key, "missing", example)
            return None
        return self.may(key, check, example)

    def may(self, key: str, check: Check, example: str, default: Any = None) -> Any:
        """Give the checked value of an optional key, the default when it is absent or (a problem) wrong."""
        self.read.add(key)
        if key not in self.values:
            return default
        try:
            return check(self.values[key])
        except ValueProblem as problem:
            self._report(key, str(problem), example)
            return default

    def finish(self) -> list[str]:
        """Report every key that nothing read; give all problems, unknown keys last."""
        for key in self.values:
            if key not in self.read:
                near = difflib.get_close_matches(key, self.read, n=1)
                hint = (
                    f"write {near[0]!r}"
                    if near
                    else f"remove it; known keys are {', '.join(sorted(self.read))}"
                )
                self.problems.append(f"{self.where}{key}: unknown key; {hint}")
        return self.problems

    def _report(self, key: str, what: str, example: str) -> None:
        self.problems.append(f"{self.where}{key}: {what}; write for example {key} = {example}")


def load_toml(text: str) -> dict[str, Any]:
    """Give the TOML document as a dictionary; raises ValueProblem with line and column for bad syntax."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueProblem(f"not valid TOML: {error}") from error


def text(value: object) -> str:
    """Check for a text that is not empty and holds no control characters."""
    found = _typed(value, str)
    if not found.strip() or found != found.strip():
        raise ValueProblem("empty, or with spaces round it; wanted a text")
    if any((ord(char) < 0x20 and char not in "\n\t") or ord(char) == 0x7F for char in found):
        raise ValueProblem("holds a control character; wanted a text")
    return found


def flag(value: object) -> bool:
    """Check for true or false."""
    return _typed(value, bool)


def number(value: object) -> float:
    """Check for a finite number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueProblem(f"{_found(value)}; wanted a number")
    if not 0 <= value < 1e9:
        raise ValueProblem(f"{value}; wanted a number from 0 on")
    return float(value)


def share(value: object) -> float:
    """Check for a number from 0 to 1."""
    found = number(value)
    if found > 1:
        raise ValueProblem(f"{value}; wanted a share from 0 to 1")
    return found


def day(value: object) -> date:
    """Check for a TOML date without a time."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueProblem(f"{_found(value)}; wanted a date, without quotes")
    return value


def duration(value: object) -> timedelta:
    """Check for a duration such as "30m", "1h" or "1d"."""
    match = _DURATION.fullmatch(_typed(value, str))
    if match is None:
        raise ValueProblem(f"{value!r}; wanted a whole number and one of s, m, h, d, w")
    try:
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
    except (OverflowError, ValueError) as error:
        raise ValueProblem(f"{value!r} is too long") from error


def country(value: object) -> str:
    """Check for an ISO 3166-1 alpha-2 code."""
    code = _typed(value, str)
    if code not in COUNTRIES and code != UNKNOWN:
        raise ValueProblem(f"{code!r}; wanted a country code of ISO 3166-1, two capital letters")
    return code


def time_zone(value: object) -> str:
    """Check for a name of the tz database."""
    name = _typed(value, str)
    if name not in zone_names():
        near = difflib.get_close_matches(name, zone_names(), n=1, cutoff=0.7)
        raise ValueProblem(
            f"no time zone {name!r}" + (f", perhaps {near[0]!r}" if near else "; wanted a tz name")
        )
    return name


def language(value: object) -> str:
    """Check for a language tag such as "ar"."""
    tag = _typed(value, str)
    if not _LANGUAGE.fullmatch(tag):
        raise ValueProblem(f"{tag!r}; wanted a language tag of BCP 47")
    return tag


def url(value: object) -> str:
    """Check for an absolute http(s) URL; give it normalised."""
    try:
        return urls.normalise(_typed(value, str))
    except urls.UrlError as error:
        raise ValueProblem(f"{value!r} is no URL we can fetch: {error}") from error


def archive_page(value: object) -> str:
    """Check for the URL template of pages that list a day's (or month's) reports; give it as written."""
    template = text(value)
    found = _PLACEHOLDER.findall(template)
    strange = [name for name in found if name not in PLACEHOLDERS]
    if strange or re.search(r"[{}]", _PLACEHOLDER.sub("", template)):
        what = strange[0] if strange else "a brace without its pair"
        raise ValueProblem(f"{template!r} holds {what}; wanted no placeholder but {', '.join(PLACEHOLDERS)}")
    lacking = [name for name in PLACEHOLDERS[:2] if name not in found]
    if lacking:
        raise ValueProblem(f"{template!r} lacks {' and '.join(lacking)}; wanted both {{year}} and {{month}}")
    url(filled(template, date(2026, 1, 1)))
    return template


def filled(template: str, day: date) -> str:
    """Give the URL that an `archives` template stands for on that day: four digits, two and two."""
    parts = dict(zip(PLACEHOLDERS, (f"{day:%Y}", f"{day:%m}", f"{day:%d}"), strict=True))
    return _PLACEHOLDER.sub(lambda match: parts.get(match[0], match[0]), template)


def proxy(value: object) -> str:
    """Check for the URL of an http, https or socks5 proxy."""
    found = _typed(value, str)
    scheme, separator, rest = found.partition("://")
    if not separator or scheme not in ("http", "https", "socks5", "socks5h"):
        raise ValueProblem(f"{found!r}; wanted a proxy URL with http, https, socks5 or socks5h")
    try:
        urls.normalise(f"http://{rest}")
    except urls.UrlError as error:
        raise ValueProblem(f"{found!r}: {error}") from error
    return found


def domain(value: object) -> str:
    """Check for a host name, or host:port; give it in lower-case punycode."""
    found = _typed(value, str)
    if "/" in found:
        raise ValueProblem(f"{found!r}; wanted a bare host name, no scheme, no path")
    host, colon, port = found.rpartition(":") if not found.endswith("]") else (found, "", "")
    if not colon:
        host = found
    try:
        name = urls.canonical_host(host)
    except urls.UrlError as error:
        raise ValueProblem(f"{found!r}: {error}; wanted a host name") from error
    if not colon:
        return name
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise ValueProblem(f"{found!r}: bad port; wanted a number from 1 to 65535")
    return f"{name}:{int(port)}"


def regex(value: object) -> str:
    """Check for a regular expression that compiles."""
    pattern = text(value)
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueProblem(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def selector(value: object) -> str:
    """Check for a CSS selector."""
    from cssselect import SelectorError, parse

    found = text(value)
    try:
        parse(found)
    except SelectorError as error:
        raise ValueProblem(f"{found!r} is no CSS selector: {error}") from error
    return found


def spider(value: object) -> str:
    """Check for "module:Class"."""
    found = _typed(value, str)
    if not _SPIDER.fullmatch(found):
        raise ValueProblem(f"{found!r}; wanted module:Class")
    return found


def one_of(*choices: str) -> Check:
    """Give a check for one of these words."""

    def check(value: object) -> str:
        if value not in choices:
            raise ValueProblem(f"{_found(value)}; wanted one of {', '.join(choices)}")
        return str(value)

    return check


def many(check: Check) -> Check:
    """Give a check for a list whose every item passes; repeated items are a problem."""

    def check_all(value: object) -> tuple[Any, ...]:
        items = tuple(check(item) for item in _typed(value, list))
        if len(set(items)) < len(items):
            raise ValueProblem("an item is there twice; wanted each once")
        return items

    return check_all


def one_or_many(check: Check) -> Check:
    """Give a check for one value or a list of them; always gives a tuple."""

    def check_all(value: object) -> tuple[Any, ...]:
        return tuple(many(check)(value)) if isinstance(value, list) else (check(value),)

    return check_all


def _typed(value: object, wanted: type[T]) -> T:
    if not isinstance(value, wanted):
        raise ValueProblem(f"{_found(value)}; wanted {_TYPE_NAMES[wanted]}")
    return value


def _found(value: object) -> str:
    if isinstance(value, (str, int, float, bool)):
        return f"found {json.dumps(value, ensure_ascii=False)}"
    return f"found {_TYPE_NAMES.get(type(value), type(value).__name__)}"
