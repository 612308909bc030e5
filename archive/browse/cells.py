"""One cell of a table that Datasette shows: Arabic reads as Arabic, and nothing from an archive acts.

Whatever a cell holds is escaped, and controls of direction are shown as what they are. Times, addresses and
digests run from left to right. Keys lead to the row that they name, and to our page of it where there is one.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import bidirectional
from urllib.parse import quote

from markupsafe import Markup, escape

from archive.browse.rendering import inert, shortened, web_address

LONG = 300  # letters of a text that are shown before its reader asks for more
MOST = 60_000  # letters of a text that are shown at all; more is in the data
SHOWN_OF_ADDRESS = 80  # letters
ARTICLE_ID = re.compile(r"[0-9a-f]{16}")
RECORD_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?")
DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{32,64}")
TAGS = re.compile(r'(<bdi dir="auto">|</bdi>|<mark>|</mark>)')  # those of arabic_snippet and arabic_highlight
LISTS = ("authors", "tags")
# The tables that keys lead to, whatever table or query they stand in.
KEYS: Mapping[str, str] = {
    "article_id": "articles",
    "record_id": "captures",
    "refers_to": "captures",
    "seed_record": "captures",
    "outlet": "outlets",
    "slug": "outlets",
    "version_key": "versions",
    "warc": "warcs",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a cell stands in.

    `row_path` makes the address of a row of a table and its key, None of a table that is not shown.
    `page_path` makes an address of a path of ours; None where our pages are not served. `names` are the
    outlets' names by slug.
    """

    table: str | None
    row: Mapping[str, Any]
    row_path: Callable[[str, str], str | None]
    page_path: Callable[[str], str] | None
    names: Mapping[str, str]


def cell(value: Any, column: str, around: Around) -> Markup | None:
    """The cell as HTML; None when Datasette's own way of showing it is good."""
    label: str | None = None
    if isinstance(value, Mapping):  # Datasette looked up what a foreign key leads to
        value, label = value.get("value"), str(value.get("label") or "")
    if not isinstance(value, str) or not value:
        return None
    if column in KEYS:
        return _key(value, label, column, around)
    if value.startswith('<bdi dir="auto">'):
        return _marked(value)
    if column in LISTS and (items := _list(value)) is not None:
        return Markup(" ").join(Markup('<bdi class="wq-item">{}</bdi>').format(inert(one)) for one in items)
    if re.match(r"[a-z][a-z0-9+.-]*:\S*\Z", value, re.IGNORECASE) and "sha256:" not in value:
        return _address(value)
    if TIME.fullmatch(value):
        return Markup('<time dir="ltr">{}</time>').format(value)
    if DIGEST.fullmatch(value):
        return Markup('<code class="wq-key" dir="ltr" title="{0}">{0}</code>').format(value)
    page = _page_of(around) if column == "title" else None
    if page is not None:
        return Markup('<a class="wq-text" dir="auto"{} href="{}">{}</a>').format(
            _language(value), page, inert(value)
        )
    return _text(value)


def _key(value: str, label: str | None, column: str, around: Around) -> Markup:
    table = KEYS[column]
    own = table == around.table and column != "refers_to"  # the row's own key: it leads to our page alone
    row = None if own else around.row_path(table, value)
    main = _page(table, value, around) or row
    named = label if label and label != value else around.names.get(value) if table == "outlets" else None
    if named is None or own:
        return _mono(value) if main is None else _link(main, value, mono=table != "outlets")
    said = shortened(inert(named), SHOWN_OF_ADDRESS)
    key = _mono(value) if row is None else _link(row, value, mono=True)
    if main is None:
        return Markup('<span class="wq-label" dir="auto"{}>{}</span> <em>{}</em>').format(
            _language(named), said, key
        )
    return Markup('<a class="wq-label" dir="auto"{} href="{}">{}</a> <em>{}</em>').format(
        _language(named), main, said, key
    )


def _page(table: str, value: str, around: Around) -> str | None:
    if around.page_path is None:
        return None
    if table == "articles" and ARTICLE_ID.fullmatch(value):
        version = _in(around.row, "version")
        return around.page_path(f"/article/{value}") + (
            f"?version={version}" if isinstance(version, int) else ""
        )
    if table == "captures" and RECORD_ID.fullmatch(value):
        return around.page_path(f"/capture/{value}")
    if table == "outlets":
        return around.page_path(f"/outlet/{quote(value, safe='')}")
    return None


def _page_of(around: Around) -> str | None:
    """Our page of the report that the row is about."""
    value = _in(around.row, "article_id")
    if isinstance(value, Mapping):
        value = value.get("value")
    return _page("articles", value, around) if isinstance(value, str) else None


def _in(row: Mapping[str, Any], column: str) -> Any:
    """What the row has in the column; None when it has no such column."""
    try:
        return row[column]
    except (KeyError, IndexError):
        return None


def _link(address: str, value: str, *, mono: bool) -> Markup:
    return Markup('<a class="{}" dir="ltr" title="{}" href="{}">{}</a>').format(
        "wq-key" if mono else "wq-slug", inert(value), address, inert(value)
    )


def _mono(value: str) -> Markup:
    return Markup('<code class="wq-key" dir="ltr" title="{0}">{0}</code>').format(inert(value))


def _address(value: str) -> Markup:
    shown = shortened(inert(value), SHOWN_OF_ADDRESS)
    if web_address(value) is None:
        return Markup('<bdi dir="ltr">{}</bdi>').format(shown)
    return Markup(
        '<a class="wq-address" dir="ltr" rel="noopener noreferrer nofollow" href="{}">{}</a>'
    ).format(value, shown)


def _marked(value: str) -> Markup:
    """What arabic_snippet or arabic_highlight made; of anything else that looks like it, the text."""
    shown, marks = Markup(), 0
    for piece in TAGS.split(value):
        if piece == "<mark>":
            marks += 1
            shown += Markup("<mark>")
        elif piece == "</mark>" and marks:
            marks -= 1
            shown += Markup("</mark>")
        elif not TAGS.fullmatch(piece):
            shown += escape(inert(html.unescape(piece)))
    shown += Markup("</mark>") * marks
    return Markup('<span class="wq-text" dir="auto" lang="ar">{}</span>').format(shown)


def _text(value: str) -> Markup | None:
    told = inert(value)
    if told == value and not _is_arabic(value) and len(value) <= LONG:
        return None
    if len(value) <= LONG:
        return Markup('<span class="wq-text" dir="auto"{}>{}</span>').format(_language(value), told)
    start = shortened(told, LONG)
    lines = [line for line in shortened(told, MOST).splitlines() if line.strip()]
    whole = Markup().join(Markup('<p dir="auto">{}</p>').format(line) for line in lines)
    return Markup('<details class="wq-text"{}><summary dir="auto">{}</summary>{}</details>').format(
        _language(value), start, whole
    )


def _language(value: str) -> Markup:
    return Markup(' lang="ar"') if _is_arabic(value) else Markup()


def _is_arabic(value: str) -> bool:
    return any(bidirectional(letter) in ("AL", "R") for letter in value[:LONG])


def _list(value: str) -> list[str] | None:
    """The strings of a JSON list; None for anything else."""
    try:
        items = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return items if isinstance(items, list) and all(isinstance(one, str) for one in items) else None
