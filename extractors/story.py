"""Where a report stands on its page: its title, its prose, the short lines about them; and what is apart."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from extractors.document import Block
from extractors.heading import Heading

_LONG = 60  # characters of a block that reads like prose
_CAPTION = re.compile(r"caption|credit|img-desc|photo-desc|تعليق", re.IGNORECASE)
_APART_TAGS = frozenset(["nav", "footer", "aside", "form", "figcaption", "button", "select", "dialog"])
_APART = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|disqus|related|similar|read-?more|see-?also|more-?(?:news|stories)"
    r"|also|most-?(?:read|viewed|popular)|popular|trending|recommend(?:ed|ations)?|latest|sidebar|side-?bar"
    r"|side|widget(?:s|_\w+|-area)?|menu|nav|navbar|navigation|footer|ticker|newsletter|subscribe|promo"
    r"|carousel-related|next-?prev|prev-?next|pagination|pager|social|share|sharing|ads?|advert\w*|banner"
    r"|cookie\w*|popup|modal|other-?news|author-?(?:posts|articles|news)|inject|teasers?|outbrain|taboola)"
    r"(?:[\s_-]|$)",
    re.IGNORECASE,
)
_NEAR = 14  # blocks after the title in which subtitle and byline are printed
_BEFORE = 4  # and before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A page with its report: `seen[at]` prints the title (-1: nothing does), `seen[first:last + 1]` is where
    its prose begins and ends (empty when first > last).
    """

    seen: tuple[Block, ...]
    at: int
    first: int
    last: int
    holders: frozenset[HtmlElement]
    _apart: dict[HtmlElement, bool] = field(default_factory=dict)

    def is_apart(self, element: HtmlElement) -> bool:
        """Say whether an element stands in what is no part of the report: menus, comments, related reports.

        What holds the title or the prose is never apart, whatever its class.
        """
        passed: list[HtmlElement] = []
        apart = False
        node: HtmlElement | None = element
        while node is not None and node not in self.holders:
            known = self._apart.get(node)
            if known is not None:
                apart = known
                break
            passed.append(node)
            if node.tag in _APART_TAGS or _is_marked(node):
                apart = True
                break
            node = node.getparent()
        for node in passed:
            self._apart[node] = apart
        return apart

    def holder(self) -> HtmlElement | None:
        """Give the lowest element that holds title and prose (the prose alone without a title); None when
        there is no prose.
        """
        if self.last < 0:
            return None
        top = self.seen[self.at if self.at >= 0 else self.first].element
        ancestors = {top, *top.iterancestors()}
        node = self.seen[self.last].element
        while node not in ancestors:
            node = node.getparent()
        return node

    def above(self) -> tuple[Block, ...]:
        """Give the blocks between title and prose, in order."""
        if self.at < 0:
            return self.seen[max(0, self.first - _BEFORE) : self.first]
        return self.seen[self.at + 1 : min(self.first, self.at + 1 + _NEAR)]

    def before(self) -> tuple[Block, ...]:
        """Give the few blocks before the title, the nearest first."""
        return self.seen[max(0, self.at - _BEFORE) : max(0, self.at)][::-1]

    def below(self) -> tuple[Block, ...]:
        """Give the few blocks after the prose, in order."""
        return self.seen[self.last + 1 : self.last + 1 + _BEFORE]


def find_story(seen: tuple[Block, ...], heading: Heading | None) -> Story:
    """Give where the report of a page stands: the prose is that of the container which holds most of it."""
    at = _title_at(seen, heading)
    weights: dict[HtmlElement, int] = {}
    for block in seen[at + 1 :]:
        if len(block.text) >= _LONG and not block.is_link and not is_caption(block.element):
            container = _container(block.element)
            weights[container] = weights.get(container, 0) + len(block.text)
    if not weights:
        return Story(seen=seen, at=at, first=min(len(seen), at + 1 + _NEAR), last=-1, holders=_up(heading))
    best = max(weights, key=lambda element: weights[element])
    inside = [
        index
        for index, block in enumerate(seen[at + 1 :], at + 1)
        if len(block.text) >= _LONG and not block.is_link and _container(block.element) is best
    ]
    return Story(seen=seen, at=at, first=inside[0], last=inside[-1], holders=_up(heading) | _upward(best))


def is_caption(element: HtmlElement) -> bool:
    """Say whether an element is the caption of a picture, by its tag or class."""
    node: HtmlElement | None = element
    for _ in range(3):
        if node is None:
            return False
        if node.tag in ("figcaption", "figure") or _CAPTION.search(node.get("class") or ""):
            return True
        node = node.getparent()
    return False


def _title_at(seen: tuple[Block, ...], heading: Heading | None) -> int:
    if heading is None:
        return -1
    for index, block in enumerate(seen):
        if block.element is heading.element or (heading.element is None and block.text == heading.text):
            return index
    if heading.element is None:
        return -1
    inside = set(heading.element.iter()) | set(heading.element.iterancestors("h1", "h2"))
    return next((index for index, block in enumerate(seen) if block.element in inside), -1)


def _container(element: HtmlElement) -> HtmlElement:
    """Give what holds a paragraph: the parent of <p> and the like, the block itself where lines are broken."""
    while element.tag in (
        "p",
        "li",
        "ul",
        "ol",
        "blockquote",
        "h2",
        "h3",
        "h4",
        "span",
        "font",
        "b",
        "strong",
    ):
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element


def _up(heading: Heading | None) -> frozenset[HtmlElement]:
    return _upward(heading.element) if heading is not None and heading.element is not None else frozenset()


def _upward(element: HtmlElement) -> frozenset[HtmlElement]:
    return frozenset([element, *element.iterancestors()])


def _is_marked(element: HtmlElement) -> bool:
    marks = element.get("class") or ""
    name = element.get("id")
    if name:
        marks = f"{marks} {name}"
    return bool(marks) and _APART.search(marks) is not None
