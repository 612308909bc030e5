"""What a page's design is made of, apart from what the page says: to tell a redesign from an edited text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from extractors.article import Page
from extractors.charset import decode
from extractors.document import blocks, parse_page, visible_text
from extractors.limits import bound_length
from extractors.outlets import Layout, Outlet
from extractors.reader import layout_of, select

STEPS = 5  # elements above a text that tell where it stands
NUMBER = re.compile(r"\d+")
PARTS = ("title", "subtitle", "body", "byline", "date", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A page's design: `names` are the names and places of its elements, `lines` its visible texts, `links`
    those of them that are links.

    `declared` tells for each part that the layout in force declares how many of its selectors find a text.
    """

    names: frozenset[str]
    lines: tuple[str, ...]
    links: tuple[str, ...]
    declared: Mapping[str, int]


def page_design(page: Page, outlet: Outlet) -> Design:
    """The design of a captured page; an empty one for what cannot be parsed."""
    text, _ = bound_length(decode(page.body, page.content_type).text)
    try:
        tree, _ = parse_page(text)
    except (etree.LxmlError, RecursionError):
        tree = None
    if tree is None:
        return Design(names=frozenset(), lines=(), links=(), declared={})
    seen = tuple(blocks(tree))
    return Design(
        names=frozenset(name for block in seen for name in _names(block.element)),
        lines=tuple(dict.fromkeys(block.text for block in seen if not block.is_link)),
        links=tuple(dict.fromkeys(block.text for block in seen if block.is_link)),
        declared=_declared(tree, layout_of(outlet, page.captured_at)),
    )


def _names(element: HtmlElement) -> list[str]:
    """Classes and ids of an element and those above it, without numbers of one page; its way from above."""
    above = [element, *element.iterancestors()]
    tags = [str(one.tag) for one in above[:STEPS]]
    named = [
        f"{one.tag!s}{mark}{NUMBER.sub('', name)}"
        for one in above
        if one.tag not in ("body", "html")  # a theme says there what a page is about
        for mark, value in ((".", one.get("class")), ("#", one.get("id")))
        for name in (value or "").split()
    ]
    return [">".join(reversed(tags)), *named]


def _declared(tree: HtmlElement, layout: Layout) -> dict[str, int]:
    found = {}
    for part in PARTS:
        selectors: tuple[str, ...] = getattr(layout, part)
        if selectors:
            found[part] = sum(
                any(visible_text(element) for element in select(tree, (one,))) for one in selectors
            )
    return found
