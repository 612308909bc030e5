"""One JSON-LD script, also a broken one: its nodes, repaired where that is certain, else single fields."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Node = dict[str, Any]

_WRAPPING = re.compile(r"<!--|-->|(?://\s*|/\*\s*)?(?:<!\[CDATA\[|\]\]>)(?:\s*\*/)?")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# A value that is not followed by a mark of JSON was cut by a quotation mark of its own.
_FIELD = re.compile(
    r'"(headline|datePublished|dateCreated|dateModified|articleSection|@type)"\s*:\s*\[?\s*'
    r'"((?:[^"\\\n]|\\.){0,1000})"(?=\s*[,}\]])'
)
_OTHER = ("ImageObject", "Person", "Organization", "VideoObject", "ListItem", "EntryPoint", "SearchAction")
_DEEPEST = 6
_LONGEST = 2_000_000  # characters of one script
_MOST = 500  # nodes


def read_script(script: str) -> tuple[list[Node], bool]:
    """Give the nodes of one script, and whether its JSON was broken beyond a repair that is certain."""
    text = script[:_LONGEST].strip()
    if not text:
        return [], False
    try:
        for candidate in _mended(text):
            try:
                values = list(_values(candidate))
            except ValueError:
                continue
            nodes = [node for value in values for node in _flatten(value, 0)]
            return nodes[:_MOST], False
    except RecursionError:
        return [], True
    saved = _saved(text)
    return ([saved] if saved else []), True


def has_type(node: Node, endings: tuple[str, ...]) -> bool:
    """Say whether one of a node's types ends so: "NewsArticle" is an "Article"."""
    return any(name.endswith(endings) for name in types_of(node))


def types_of(node: Node) -> tuple[str, ...]:
    """Give the types of a node without their vocabulary's address."""
    return tuple(name.rpartition("/")[2].rpartition(":")[2] for name in texts_of(node.get("@type")))


def text_of(value: object) -> str | None:
    """Give the first plain text of a value, a list or a value object; None for an empty one."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def texts_of(value: object) -> tuple[str, ...]:
    """Give every plain text of a value or a list."""
    items = value if isinstance(value, list) else [value]
    return tuple(text for text in map(text_of, items) if text)


def _mended(text: str) -> Iterator[str]:
    """Give the script as it is, then with what is never meant taken out."""
    yield text
    bare = _WRAPPING.sub("", text).strip().rstrip(";").strip()
    yield bare
    if bare.startswith(("{&quot;", "[{&quot;", "{ &quot;")) or '"' not in bare:
        bare = html.unescape(bare)
        yield bare
    yield _TRAILING_COMMA.sub("", bare)


def _values(text: str) -> Iterator[object]:
    """Give the documents of a script: some sites write several one after another. Raises ValueError."""
    decoder = json.JSONDecoder(strict=False)
    position = 0
    while position < len(text):
        value, end = decoder.raw_decode(text, position)
        yield value
        position = end
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1


def _flatten(value: object, depth: int) -> list[Node]:
    """Give the nodes of a document: of arrays, @graph, the main entity of a page; not of lists of links."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [node for item in value[:_MOST] for node in _flatten(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    inner = [value.get("@graph"), value.get("mainEntity")]
    return [value, *(node for item in inner for node in _flatten(item, depth + 1))]


def _saved(text: str) -> Node:
    """Give the fields of broken JSON that can only be the article's: no other value of them stands there.

    A date counts also when it is the first one after the type of an article and before that of another node.
    """
    fields = [(match[1], _unescaped(match[2])) for match in _FIELD.finditer(text)]
    types = [value for key, value in fields if key == "@type" and not value.endswith(_OTHER)]
    article = next((name for name in types if name.endswith(("Article", "Posting"))), None)
    saved: Node = {"@type": article} if article else {}
    for key in ("headline", "articleSection", "datePublished", "dateCreated", "dateModified"):
        values = [value for name, value in fields if name == key]
        if len(set(values)) == 1 or (values and not key.startswith("date")):
            saved[key] = values[0]
        elif values and (own := _own(fields, key)):
            saved[key] = own
    return saved if len(saved) > ("@type" in saved) else {}


def _own(fields: Iterable[tuple[str, str]], key: str) -> str | None:
    inside = False
    for name, value in fields:
        if name == "@type" and not value.endswith(_OTHER):
            inside = value.endswith(("Article", "Posting"))
        elif inside and name == key:
            return value
    return None


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return html.unescape(value)
