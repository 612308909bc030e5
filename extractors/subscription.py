"""Whether a page keeps from us what it shows to subscribers: by what its JSON-LD, or a line of it, says."""

import re

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.jsonld import Claims
from extractors.messages import OFFER_WORDS, PAYWALL

_SIMPLE = re.compile(r"([\w-]*)(?:([.#])([\w-]+))?")
_MOST = 10  # selectors
_EMPTY = 40  # characters; what holds no more awaits its text
_OPENING = 40  # characters before an offer
_WHOLE = 1500  # characters; a longer text is not refused for a part that awaits more


def is_withheld(tree: HtmlElement, claims: Claims, body: str) -> bool:
    """Say whether what the page names as its part for subscribers stands empty on it, below a short text."""
    if claims.is_free or len(body) >= _WHOLE:
        return False
    selectors = [part.strip() for one in claims.gated for part in one.split(",")]
    found = [element for selector in selectors[:_MOST] for element in _selected(tree, selector)]
    return bool(found) and all(len("".join(each.itertext()).strip()) <= _EMPTY for each in found)


def opens_with_offer(text: str) -> bool:
    """Say whether a text comes to an offer for subscribers at once: in the midst of prose it is spoken of."""
    folded = fold(text)
    match = PAYWALL.search(folded) if any(word in folded for word in OFFER_WORDS) else None
    return match is not None and match.start() <= _OPENING


def _selected(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """Give the elements of a selector such as "div.rest" or "#rest"; [] for one that is not so simple."""
    match = _SIMPLE.fullmatch(selector)
    if match is None or not selector:
        return []
    tag, mark, name = match[1] or "*", match[2], match[3]
    if mark == "#":
        return list(tree.xpath(f"//{tag}[@id=$name]", name=name))
    if mark == ".":
        spaced = f"//{tag}[contains(concat(' ', normalize-space(@class), ' '), $name)]"
        return list(tree.xpath(spaced, name=f" {name} "))
    return list(tree.iter(tag))
