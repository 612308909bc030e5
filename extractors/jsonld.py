"""JSON-LD of a page: graphs, arrays and broken JSON; what an article says about itself, as plain values."""

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(Article|Posting|Report|Review)$")
_BROKEN = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|@type)"\s*:\s*"((?:[^"\\\n]|\\.){0,1000})"'
)
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/)?\s*(.*?)\s*(?:-->|//\s*\]\]>)?\s*;?\s*$", re.DOTALL
)
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the JSON-LD of a page says about its article; empty where it says nothing."""

    headline: str | None = None
    description: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    site: str | None = None
    images: tuple[str, ...] = ()
    is_article: bool = False
    is_free: bool = True
    broken: bool = False
    types: frozenset[str] = field(default_factory=frozenset)


def claims(tree: HtmlElement) -> Claims:
    """Give what a page's JSON-LD says about the article it shows, from the first article among its nodes."""
    nodes: list[dict[str, Any]] = []
    broken = False
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found, failed = _nodes(script.text or "")
            nodes += found
            broken |= failed
    types = frozenset(name for node in nodes for name in _types(node))
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    pages = [node for node in nodes if "WebPage" in _types(node)]
    for node in (*articles, *pages):
        return _claims(node, is_article=node in articles, broken=broken, types=types)
    return Claims(broken=broken, types=types)


def _claims(node: dict[str, Any], *, is_article: bool, broken: bool, types: frozenset[str]) -> Claims:
    return Claims(
        headline=_text(node.get("headline")) or (_text(node.get("name")) if is_article else None),
        description=_text(node.get("description")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        section=next(iter(_texts(node.get("articleSection"))), None),
        authors=_names(node.get("author")),
        tags=_keywords(node.get("keywords")),
        language=_text(node.get("inLanguage")),
        site=next(iter(_names(node.get("publisher"))), None),
        images=_urls(node.get("image")),
        is_article=is_article,
        is_free=str(node.get("isAccessibleForFree", "true")).lower() not in ("false", "no"),
        broken=broken,
        types=types,
    )


def _nodes(script: str) -> tuple[list[dict[str, Any]], bool]:
    """Give the nodes of one script, and whether its JSON was broken."""
    match = _WRAPPED.match(script)
    text = match[1] if match else script
    if not text:
        return [], False
    try:
        return list(_flatten(json.loads(text, strict=False), 0)), False
    except (ValueError, RecursionError):
        found = {key: _unescaped(value) for key, value in reversed(_BROKEN.findall(text))}
        return ([found] if found else []), True


def _flatten(value: object, depth: int) -> list[dict[str, Any]]:
    """Give the nodes of a document: of arrays, @graph, the main entity of a page; not of lists of links."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [node for item in value for node in _flatten(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    inner = [value.get("@graph"), value.get("mainEntity")]
    return [value, *(node for item in inner for node in _flatten(item, depth + 1))]


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name.rpartition("/")[2] for name in _texts(node.get("@type")))


def _text(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, list):
        value = next(iter(value), None)
    return value.strip() or None if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(text for text in map(_text, items) if text)


def _names(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    named = [item.get("name") if isinstance(item, dict) else item for item in items]
    return tuple(name for item in named for name in _texts(item) if not name.startswith("http"))


def _urls(value: object) -> tuple[str, ...]:
    """Give the addresses of ImageObjects or plain strings, each once, in order."""
    items = value if isinstance(value, list) else [value]
    named = [
        item.get("url") or item.get("contentUrl") or item.get("@id") if isinstance(item, dict) else item
        for item in items
    ]
    found = (text for item in named for text in _texts(item))
    return tuple(dict.fromkeys(url for url in found if url.startswith(("http", "/"))))


def _keywords(value: object) -> tuple[str, ...]:
    parts = (part.strip() for text in _texts(value) for part in re.split("[,،;؛]", text))
    return tuple(part for part in parts if part)


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return html.unescape(value)
