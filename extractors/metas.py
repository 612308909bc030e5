"""The <meta> values of a page, and text whose entities were escaped twice."""

import html
import re

from lxml.html import HtmlElement

from extractors.document import squeeze

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_ESCAPED_AT_MOST = 2  # times


class Metas:
    """The <meta> values of a page, by lower-case name, property or itemprop; in document order."""

    def __init__(self, tree: HtmlElement) -> None:
        """Read every <meta> with a content."""
        self.values: list[tuple[str, str]] = []
        for meta in tree.iter("meta"):
            content = squeeze(meta.get("content") or "")
            for attribute in ("property", "name", "itemprop"):
                name = (meta.get(attribute) or "").strip().lower()
                if name and content:
                    self.values.append((name, content))

    def first(self, *names: str) -> str | None:
        """Give the value of the first of these names that the page has."""
        return next((value for name in names for key, value in self.values if key == name), None)

    def all(self, *names: str) -> tuple[str, ...]:
        """Give every value of these names, in document order."""
        return tuple(value for key, value in self.values if key in names)


def unescape(text: str) -> str:
    """Give text whose entities were escaped twice as it was meant; other text as it is, squeezed."""
    for _ in range(_ESCAPED_AT_MOST):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return squeeze(text)
