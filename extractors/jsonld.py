"""JSON-LD of a page: graphs, arrays and broken JSON; what an article says about itself, as plain values.

Of several articles on a page (teasers, a live blog) the one that bears the page's title counts. Nodes under
`hasPart`, `liveBlogUpdate`, `itemListElement` and the like speak of other texts and are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.date_choice import LOOSE, STRONG, UNHEARD, WEAK
from extractors.json_scripts import Node, has_type, read_script, text_of, texts_of, types_of

_ARTICLE = ("Article", "Posting", "Report", "Review")
_ORGANIZATIONS = ("Organization",)
_PAGES = ("WebPage", "ItemPage")
_OWN = (("published", "datePublished"), ("published", "dateCreated"), ("modified", "dateModified"))
_MOST_PARTS = 20
_TITLE = 12  # folded characters; a shorter headline tells no article from another


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the JSON-LD of a page says about its article; empty where it says nothing.

    `dates` are (kind, source, raw, weight; see `date_choice`): of the article's own node, then of the page
    it stands on. `organizations` are the authors that are no persons. `images` are addresses as written;
    `gated` are the CSS selectors of what is for subscribers.
    """

    headline: str | None = None
    description: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    site: str | None = None
    images: tuple[str, ...] = ()
    dates: tuple[tuple[str, str, str, int], ...] = ()
    is_article: bool = False
    is_free: bool = True
    gated: tuple[str, ...] = ()
    broken: bool = False
    types: frozenset[str] = field(default_factory=frozenset)


def claims(tree: HtmlElement) -> Claims:
    """Give what a page's JSON-LD says about the article it shows."""
    nodes: list[Node] = []
    broken = False
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found, failed = read_script(script.text or "")
            nodes += found
            broken |= failed
    types = frozenset(name for node in nodes for name in types_of(node))
    articles = [node for node in nodes if has_type(node, _ARTICLE)]
    pages = [node for node in nodes if types_of(node) and types_of(node)[0].endswith(_PAGES)]
    pages = [node for node in pages if node not in articles]
    # Of a script that is no JSON, single fields were saved: without a type, but of an article if any.
    saved = [node for node in nodes if not types_of(node) and "headline" in node and broken]
    for node in (*_best(articles, tree), *saved, *pages):
        own = not any(node is page for page in pages)
        doubtful = len(articles) > 1 and not _is_named(node, _title(tree))
        return _claims(
            node,
            tree,
            pages=[page for page in pages if page is not node],
            own=own,
            doubtful=doubtful,
            broken=broken,
            types=types,
        )
    return Claims(broken=broken, types=types)


def _best(articles: list[Node], tree: HtmlElement) -> list[Node]:
    """Give the article that the page's title names first; in the page's order where none or all do."""
    if len(articles) < 2:
        return articles
    title = _title(tree)
    own = [node for node in articles if _is_named(node, title)]
    return own or articles


def _is_named(node: Node, title: str) -> bool:
    headline = fold(" ".join((text_of(node.get("headline")) or text_of(node.get("name")) or "").split()))
    return len(headline) >= _TITLE and (headline in title or (len(title) >= _TITLE and title in headline))


def _claims(
    node: Node,
    tree: HtmlElement,
    *,
    pages: Iterable[Node],
    own: bool,
    doubtful: bool,
    broken: bool,
    types: frozenset[str],
) -> Claims:
    is_article = has_type(node, _ARTICLE)
    title = _title(tree)
    gated = _gated(node)
    weight = (WEAK if doubtful else STRONG) if own else _weight_of_page(node, title)
    dates = _dates(node, "" if own else "WebPage:", weight)
    dated = any(kind == "published" for kind, *_ in dates)
    for page in pages:
        # Beside an article that dates itself, what is said of the page may be said of the whole site.
        dates += _dates(page, "WebPage:", UNHEARD if dated else _weight_of_page(page, title))
    return Claims(
        headline=text_of(node.get("headline")) or (text_of(node.get("name")) if is_article else None),
        description=text_of(node.get("description")),
        published=text_of(node.get("datePublished")) or text_of(node.get("dateCreated")),
        modified=text_of(node.get("dateModified")),
        section=next(iter(texts_of(node.get("articleSection"))), None),
        authors=_names(node.get("author")),
        organizations=_organizations(node.get("author")),
        tags=_keywords(node.get("keywords")),
        language=text_of(node.get("inLanguage")),
        site=next(iter(_names(node.get("publisher"))), None),
        images=_urls(node.get("image")),
        dates=tuple(dict.fromkeys(dates)),
        is_article=is_article,
        is_free=_is_free(node) and not (gated and "isAccessibleForFree" not in node),
        gated=gated,
        broken=broken,
        types=types,
    )


def _is_free(node: Node) -> bool:
    return not str(node.get("isAccessibleForFree", "true")).lower().endswith(("false", "no"))


def _gated(node: Node) -> tuple[str, ...]:
    """Give the selectors of the parts that are for subscribers only."""
    parts = node.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    shut = (part for part in parts[:_MOST_PARTS] if isinstance(part, dict) and not _is_free(part))
    return tuple(selector for part in shut for selector in texts_of(part.get("cssSelector")))


def _dates(node: Node, prefix: str, weight: int) -> list[tuple[str, str, str, int]]:
    return [
        (kind, f"json-ld:{prefix}{name}", raw, min(weight, LOOSE) if name == "dateCreated" else weight)
        for kind, name in _OWN
        if (raw := text_of(node.get(name)))
    ]


def _weight_of_page(page: Node, title: str) -> int:
    """Give some weight to a page's date when the page bears the report's title, none to a site's."""
    name = fold(" ".join((text_of(page.get("headline")) or text_of(page.get("name")) or "").split()))
    own = len(name) >= _TITLE and len(name) * 2 > len(title) and (name in title or title in name)
    return LOOSE if own else UNHEARD


def _title(tree: HtmlElement) -> str:
    return fold(" ".join((tree.findtext(".//title") or "").split()))


def _names(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    named = [item.get("name") if isinstance(item, dict) else item for item in items]
    return tuple(name for item in named for name in texts_of(item) if not name.startswith("http"))


def _organizations(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return _names([item for item in items if isinstance(item, dict) and has_type(item, _ORGANIZATIONS)])


def _urls(value: object) -> tuple[str, ...]:
    """Give the addresses of ImageObjects or plain strings, each once, in order."""
    items = value if isinstance(value, list) else [value]
    named: list[Any] = [
        item.get("url") or item.get("contentUrl") or item.get("@id") if isinstance(item, dict) else item
        for item in items
    ]
    found = (text for item in named for text in texts_of(item))
    return tuple(dict.fromkeys(url for url in found if url.startswith(("http", "/"))))


def _keywords(value: object) -> tuple[str, ...]:
    marks = str.maketrans("،;؛", ",,,")
    parts = (part.strip() for text in texts_of(value) for part in text.translate(marks).split(","))
    return tuple(part for part in parts if part)
