"""The hyperlinks within a report's text."""

import re
from collections import deque

from lxml.html import HtmlElement

from extractors.article import Link
from extractors.document import squeeze, whole_text
from extractors.picture_addresses import Base
from extractors.story import Story

_MOST = 500
_MOST_LOOKED_AT = 5000
_LONGEST_TEXT = 300
_AFTER = 20  # blocks after the last long one: short closing lines
_HEIGHT = 5  # inline elements between a link and its block
_RECOGNISED = 40  # characters by which a block is found again in the body
_WORD = re.compile(r"\w")


def read_links(tree: HtmlElement, story: Story, body: str, url: str) -> tuple[Link, ...]:
    """Give the links whose text stands in the body, in document order, addresses made absolute.

    Only links within the run of the report's prose count, in blocks that are found again in the body; the
    same link twice in the text is given twice. mailto, javascript and links within the page are left out.
    """
    holder = story.holder()
    if holder is None or not body:
        return ()
    base = Base(tree, url)
    here = url.partition("#")[0]
    kept = _kept_blocks(story, body)
    found: list[Link] = []
    for anchor, _ in zip(holder.iter("a"), range(_MOST_LOOKED_AT), strict=False):
        queue = _blocks_above(anchor, kept)
        if not queue or story.is_apart(anchor):
            continue
        text = squeeze(whole_text(anchor))
        if not text or len(text) > _LONGEST_TEXT or not _WORD.search(text):
            continue
        while queue and text not in queue[0]:
            queue.popleft()  # the blocks of one element follow each other as its links do
        address = base.absolute(anchor.get("href") or "") if queue else None
        if address is None or address.partition("#")[0] == here:
            continue
        found.append(Link(url=address, text=text))
        if len(found) >= _MOST:
            break
    return tuple(found)


def _kept_blocks(story: Story, body: str) -> dict[HtmlElement, deque[str]]:
    """Give the texts of the blocks of the prose that the body holds, by the element that prints them."""
    lines = frozenset(body.split("\n\n"))
    starts = frozenset(line[:_RECOGNISED] for line in lines)
    kept: dict[HtmlElement, deque[str]] = {}
    for block in story.seen[max(0, story.at + 1) : story.last + _AFTER]:
        if block.linked and (block.text in lines or block.text[:_RECOGNISED] in starts):
            kept.setdefault(block.element, deque()).append(block.text)
    return kept


def _blocks_above(anchor: HtmlElement, kept: dict[HtmlElement, deque[str]]) -> deque[str] | None:
    node = anchor
    for _ in range(_HEIGHT):
        if node in kept:
            return kept[node]
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    return None
