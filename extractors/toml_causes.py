"""The usual mistakes in a line of TOML, one row each: how it looks, the words for it, how it should be."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_COMMENT = re.compile(r"#.*")
_TYPOGRAPHIC = "“”„‟«»‹›‘’‚‛″"
_UNSEEN = "\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_STRAIGHT = str.maketrans(dict.fromkeys(_TYPOGRAPHIC, '"'))
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.")
_TRUE = frozenset(["yes", "on", "true", "نعم"])
_EXAMPLE = 'for example name = "المثال"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A mistake. `looks` is searched in the bare line; `found` may use its groups as {0}, {1}.

    `remedy` gives the line as it should be, or an example of it.
    """

    looks: re.Pattern[str]
    found: str
    wanted: str
    remedy: Callable[[str], str]


def bare(line: str) -> str:
    """Give the line with its strings emptied and its comment gone."""
    return _COMMENT.sub("", _STRING.sub(lambda found: found[0][0] * 2, line))


def cause(line: str, what: str) -> str | None:
    """Give the words for the first row that the line looks like; None when it looks like none of them.

    `what` is the parser's own message about the line.
    """
    if "Unescaped '\\'" in what:
        key, value = _parts(line)
        found = "found a backslash in double quotes, where it has a meaning of its own"
        return f"{found}; wanted a pattern in single quotes; write {key} = {value.replace(chr(34), chr(39))}"
    for row in CAUSES:
        match = row.looks.search(bare(line))
        if match:
            found = row.found.format(*(group or "" for group in match.groups()))
            return f"found {found}; wanted {row.wanted}; write {row.remedy(line).strip()}"
    return None


def _parts(line: str) -> tuple[str, str]:
    key, _, value = line.partition("=")
    return key.strip(), _COMMENT.sub("", value).strip()


def _seen(line: str) -> str:
    return re.sub(f"[{_UNSEEN}]", lambda found: " " if found[0] == "\u00a0" else "", line)


def _quoted(line: str) -> str:
    key, value = _parts(line)
    inner = value.strip("\"', ;")
    return f"{key} = '{inner}'" if '"' in inner else f'{key} = "{inner}"'


def _as_flag(line: str) -> str:
    key, value = _parts(line)
    return f"{key} = {'true' if value.lower() in _TRUE else 'false'}"


def _equals(line: str) -> str:
    return re.sub(r"\s*(:=|==|=>|:)\s*", " = ", line, count=1)


def _one_word(line: str) -> str:
    key, value = _parts(line)
    return f"{'_'.join(key.split())} = {value}"


CAUSES = (
    Cause(
        looks=re.compile(f"[{_UNSEEN}]"),
        found="an invisible character",
        wanted="plain spaces",
        remedy=_seen,
    ),
    Cause(
        looks=re.compile(f"([{_TYPOGRAPHIC}])"),
        found="the quotation mark {0}",
        wanted="straight quotation marks",
        remedy=lambda line: line.translate(_STRAIGHT),
    ),
    Cause(
        looks=re.compile("؛"),
        found="؛",
        wanted="nothing after a value",
        remedy=lambda line: line.replace("؛", ""),
    ),
    Cause(
        looks=re.compile("،"),
        found="the Arabic comma ،",
        wanted="the comma ,",
        remedy=lambda line: line.replace("،", ","),
    ),
    Cause(
        looks=re.compile(r"=[^\"']*([٠-٩]+)"),
        found="Arabic digits, {0}",
        wanted="the digits 0 to 9",
        remedy=lambda line: line.translate(_DIGITS),
    ),
    Cause(
        looks=re.compile(r"^\s*(//|/\*|--|;)"),
        found="{0} for a comment",
        wanted="a comment to begin with #",
        remedy=lambda line: "# " + line.strip().lstrip("/*-; "),
    ),
    Cause(
        looks=re.compile(r"^\s*[{}]"),
        found="braces, as in JSON",
        wanted="KEY = VALUE on each line, without braces",
        remedy=lambda line: _EXAMPLE,
    ),
    Cause(
        looks=re.compile(r"^\s*([^\s=:\[#\"']*[^\x00-\x7f=:]+[^=:]*?)\s*[=:]"),
        found="the key {0}",
        wanted="a key in Latin letters",
        remedy=lambda line: _EXAMPLE,
    ),
    Cause(
        looks=re.compile(r"^\s*[\w-]+\s*(:=|==|=>|:)"),
        found="{0} after the key",
        wanted="= after it",
        remedy=_equals,
    ),
    Cause(
        looks=re.compile(r"^\s*([\w-]+(?:\s+[\w-]+)+)\s*="),
        found="a key of several words, {0}",
        wanted="one word",
        remedy=_one_word,
    ),
    Cause(
        looks=re.compile(r"^\s*[\w-]+\s*=\s*$"),
        found="no value",
        wanted="one after =",
        remedy=lambda line: f'{line.strip()} "…", or remove the line',
    ),
    Cause(
        looks=re.compile(r"=\s*(yes|no|on|off|true|false|نعم|لا)\s*$", re.IGNORECASE),
        found="{0}",
        wanted="true or false in small letters, without quotes",
        remedy=_as_flag,
    ),
    Cause(
        looks=re.compile(r"=\s*\("),
        found="a list in round brackets",
        wanted="square brackets",
        remedy=lambda line: line.replace("(", "[").replace(")", "]"),
    ),
    Cause(
        looks=re.compile(r"=\s*[^\[\s].*?([;,])\s*$"),
        found="{0} after the value",
        wanted="nothing after it",
        remedy=lambda line: line.strip().rstrip(";, "),
    ),
    Cause(
        looks=re.compile(r"\"\"\""),
        found="three quotation marks that are never closed",
        wanted="one at each end",
        remedy=_quoted,
    ),
    Cause(
        looks=re.compile(r"(?:\"\"|'')\s+[\"']"),
        found="two items without a comma",
        wanted="a comma between items",
        remedy=lambda line: re.sub(r"([\"'])\s+([\"'])", r"\1, \2", line),
    ),
    Cause(
        looks=re.compile(r"\"\"[^\s,\]\"']|[^\s=\[,\"']\"\"\s*$"),
        found="quotation marks inside quotation marks",
        wanted="single ones outside",
        remedy=lambda line: f"{_parts(line)[0]} = '{_parts(line)[1][1:-1]}'",
    ),
    Cause(
        looks=re.compile(r"=\s*\[(?:\s*(?:\"\"|''),)*\s*([^\"'\[\]\s,]+)"),
        found="{0} in the list without quotes",
        wanted="texts in quotation marks",
        remedy=lambda line: re.sub(r"([\[,]\s*)([^\"'\[\],\s]+)", r'\1"\2"', line),
    ),
    Cause(
        looks=re.compile(r"^\s*\[(?!.*=)"),
        found="the name of a table with a bracket missing",
        wanted="the name alone on its line, in brackets",
        remedy=lambda line: "[expect]" if "expect" in line else "[[layout]]",
    ),
    Cause(
        looks=re.compile(r"=\s*(?:[\"'][^\"']*|[^\"'\[]+[\"']\s*)$"),
        found="a quotation mark that has no partner",
        wanted="one at each end",
        remedy=_quoted,
    ),
    Cause(
        looks=re.compile(r"=\s*(\d+[./-]\d+[./-]\d+.*?)\s*$"),
        found="{0}",
        wanted="a date as year-month-day that the calendar has",
        remedy=lambda line: f"for example {_parts(line)[0]} = 2026-11-01",
    ),
    Cause(
        looks=re.compile(r"=\s*([^\"'\[{\s][^\"']*?)\s*$"),
        found="{0} without quotes",
        wanted="a text in quotation marks",
        remedy=_quoted,
    ),
    Cause(
        looks=re.compile(r"^\s*([^=\s\"',\]]+)\s*$"),
        found="{0} without a value",
        wanted="KEY = VALUE on each line",
        remedy=lambda line: f'{line.strip()} = "…", or remove the line',
    ),
)
