"""A publication date in a page's script state: only from the object that also holds the report's title."""

import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_KEY = re.compile(
    r'"(datePublished|publish(?:ed)?_?(?:Date|At|On|Time|date|at|on|time)|publicationDate|pubDate|pub_date)"'
    r'\s*:\s*"([^"\\\n]{8,40})"'
)
_TITLE = re.compile(
    r'"(?:title|headline|name|pageTitle|articleTitle|page_title)"\s*:\s*"((?:[^"\\\n]|\\.){1,600})"'
)
_LONGEST = 1_000_000  # characters of one script
_REACH = 1500  # characters between a title and a date of one object
_MOST_SCRIPTS = 60


def script_claims(tree: HtmlElement, title: str) -> list[tuple[str, str]]:
    """Give (key, raw) of the one date that scripts state for the report; [] when unsure."""
    found = [claim for script in _scripts(tree) for claim in _claims(script, title)]
    return found[:1] if len({raw for _, raw in found}) == 1 else []


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script, _ in zip(tree.iter("script"), range(_MOST_SCRIPTS), strict=False):
        text = script.text
        if not text or "ld+json" in (script.get("type") or "") or len(text) > _LONGEST:
            continue
        if '"pub' in text or '"datePublished"' in text:
            yield text


def _claims(script: str, title: str) -> Iterator[tuple[str, str]]:
    """Give the dates of objects whose title is the report's: no brace closes between the two."""
    dates = list(_KEY.finditer(script))[:50]
    if not dates:
        return
    for named in _TITLE.finditer(script):
        if not _is(named[1], title):
            continue
        for dated in dates:
            first, second = sorted((named, dated), key=lambda match: match.start())
            between = script[first.end() : second.start()]
            if len(between) <= _REACH and "}" not in between and "{" not in between:
                yield dated[1], dated[2]


def _is(value: str, title: str) -> bool:
    try:
        return " ".join(str(json.loads(f'"{value}"', strict=False)).split()) == title
    except ValueError:
        return False
