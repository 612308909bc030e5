"""Where a report stands on its page: its title, its prose, the short lines about them; and what is apart."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.class_names import found_in
from extractors.document import Block
from extractors.heading import Heading

_LONG = 60  # characters of a block that reads like prose
_CAPTION = found_in(r"caption|credit|img-desc|photo-desc|تعليق", re.IGNORECASE)
_APART_TAGS = frozenset(["nav", "footer", "aside", "form", "figcaption", "button", "select", "dialog"])
_APART = found_in(
    r"related|most[-_]?(?:read|view|popular)|comments?(?:[-_]?(?:list|area|section|box|form))|(?:^|[\s_-])"
    r"(?:comments?|disqus|similar|read-?more|see-?also|more-?(?:news|stories)"
    r"|also|most-?(?:read|viewed|popular)|popular|trending|recommend(?:ed|ations)?|latest|sidebar|side-?bar"
    r"|side|(?<!elementor-)(?<!builder-)(?<!so-)widget(?:s|_\w+|-area)?|menu|nav|navbar|navigation|footer|ticker|newsletter|subscribe|promo"
    r"|carousel-related|next-?prev|prev-?next|pagination|pager|social|share|sharing|ads?|advert\w*|banner"
    r"|bread-?crumbs?|breadcumb|cookie\w*|popup|modal|other-?news|author-?(?:posts|articles|news)|inject|teasers?|outbrain|taboola)"
    r"(?:[\s_-]|$)",
    re.IGNORECASE,
)
_OWN_FOOTER = found_in(
    r"(?:^|[\s_-])(?:post|entry|article|node|story|news|meta|submitted)(?:[\s_-]|$)", re.IGNORECASE
)
_PARTS = frozenset(["p", "li", "ul", "ol", "blockquote", "h2", "h3", "h4"])
_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5"])
_FURNITURE = re.compile(
    r"(?:اقر[او]?|شاهد|طالع|تابع) (?:ايضا|المزيد)|اقرا كذلك|قد (?:يعجبك|يهمك)"
    r"|(?:ال)?(?:مواضيع|موضوعات|مقالات|اخبار|مواد|تقارير) (?:(?:ال)?متعلقه|ذات صله|اخري|مشابهه|مرتبطه)"
    r"|ذات صله|اخر الاخبار|احدث الاخبار|الاكثر |(?:ال)?تعليقات|اضف تعليق|اترك تعليق|المزيد"
    r"|شارك|للمزيد|الكلمات الداله|الوسوم|وسوم"
    r"|related|comments|read also|more from|most "
)
_DATED = re.compile(r"\d{1,2}[:.]\d{2}|\b(?:19|20)\d\d(?!\d)")
_ABOUT = found_in(r"(?:^|[\s_-])(?:meta|date|time|info|author|byline|details)(?:[\s_-]|$)", re.IGNORECASE)
_WRAPPERS = frozenset(["div", "section"])
_WRAPPED = 2  # boxes of nothing else that a paragraph or a text may stand in
_LONGEST_LINE = 140  # characters of author and date on one line
_LONGEST_LABEL = 40  # characters
_WEIGHS = 4  # times that the heaviest container may outweigh the report's
_NEAR = 14  # blocks after the title in which subtitle and byline are printed
_BEFORE = 4  # and before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A page with its report: `seen[at]` prints the title (-1: nothing does), `seen[first:last + 1]` is where
    its prose begins and ends (empty when first > last). `holders` are the elements that hold either,
    `prose_holders` those that hold the prose.
    """

    seen: tuple[Block, ...]
    at: int
    first: int
    last: int
    holders: frozenset[HtmlElement]
    prose_holders: frozenset[HtmlElement] = frozenset()
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
            if _is_marked(node):
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
        last = self.seen[self.last].element
        return next((node for node in (last, *last.iterancestors()) if node in ancestors), None)

    def above(self) -> tuple[Block, ...]:
        """Give the blocks between title and prose, in order."""
        if self.at < 0:
            return self.seen[max(0, self.first - _BEFORE) : self.first]
        return self.seen[self.at + 1 : min(self.first, self.at + 1 + _NEAR)]

    def before(self) -> tuple[Block, ...]:
        """Give the few blocks before the title, the nearest first."""
        return self.seen[max(0, self.at - _BEFORE) : max(0, self.at)][::-1]

    def below(self) -> tuple[Block, ...]:
        """Give the few blocks after the prose, in order, as far as another report begins."""
        blocks = self.seen[self.last + 1 : self.last + 1 + _BEFORE] if self.last >= 0 else ()
        ends = (n for n, block in enumerate(blocks) if _is_headed(block) or is_furniture(block.text))
        return blocks[: next(ends, len(blocks))]


def find_story(seen: tuple[Block, ...], heading: Heading | None) -> Story:
    """Give where the report of a page stands: its prose is the first after the title that weighs something
    beside the heaviest; comments and teasers of other reports follow it, however long they are.
    """
    at = _title_at(seen, heading)
    prose = [(index, block.element) for index, block in _prose(seen, at)]
    weights: dict[HtmlElement, int] = {}
    for index, element in prose:
        share = len(seen[index].text)
        for holder in _holders(element):
            weights[holder] = weights.get(holder, 0) + share
            share = share * 3 // 4  # paragraphs may be boxes of their own: then their parent holds most
    if not weights:
        return Story(seen=seen, at=at, first=min(len(seen), at + 1 + _NEAR), last=-1, holders=_up(heading))
    heaviest = max(weights.values())
    held = [max(_holders(element), key=lambda holder: weights[holder]) for _, element in prose]
    best = next(holder for holder in held if weights[holder] * _WEIGHS >= heaviest)
    inside = [index for index, element in prose if best in _holders(element)]
    up = _upward(best)
    return Story(
        seen=seen, at=at, first=inside[0], last=inside[-1], holders=_up(heading) | up, prose_holders=up
    )


def is_furniture(text: str) -> bool:
    """Say whether a short line is the heading of what follows a report: «اقرأ أيضاً», «تعليقات»."""
    return len(text) <= _LONGEST_LABEL and _FURNITURE.match(fold(text)) is not None


def _prose(seen: tuple[Block, ...], at: int) -> list[tuple[int, Block]]:
    """Give the blocks that read like prose, as far as furniture or another report begins."""
    found: list[tuple[int, Block]] = []
    ended = len(seen)
    for index, block in enumerate(seen[at + 1 :], at + 1):
        if ended > index and found and (_is_headed(block) or is_furniture(block.text)):
            ended = index
        elif len(block.text) >= _LONG and not (
            block.is_link or _is_about(block) or is_caption(block.element)
        ):
            found.append((index, block))
    before = [(index, block) for index, block in found if index < ended]
    # «اقرأ أيضاً» may stand within the text: what goes on in the same container is prose still.
    containers = {_container(block.element) for _, block in before}
    return [
        (index, block) for index, block in found if index < ended or _container(block.element) in containers
    ]


def is_caption(element: HtmlElement) -> bool:
    """Say whether an element is the caption of a picture, by its tag or class."""
    node: HtmlElement | None = element
    for _ in range(3):
        if node is None:
            return False
        if node.tag in ("figcaption", "figure") or _CAPTION(node.get("class") or ""):
            return True
        node = node.getparent()
    return False


def _is_about(block: Block) -> bool:
    """Say whether a long line is a heading, or author and date on one line: it stands about the prose."""
    if block.element.tag in _HEADS:
        return True
    if len(block.text) > _LONGEST_LINE or block.text.endswith((".", "!", "؟")):
        return False
    return _DATED.search(block.text) is not None or _ABOUT(block.element.get("class") or "")


def _is_headed(block: Block) -> bool:
    """Say whether a block is a heading of the first rank: pages that load the next report have several."""
    return block.element.tag == "h1" or next(block.element.iterancestors("h1"), None) is not None


def _title_at(seen: tuple[Block, ...], heading: Heading | None) -> int:
    if heading is None:
        return -1
    if heading.element is None:
        return next((index for index, block in enumerate(seen) if block.text == heading.text), -1)
    inside = set(heading.element.iter())
    around = set(heading.element.iterancestors())
    for index, block in enumerate(seen):
        if block.element in inside or (block.element in around and heading.text in block.text):
            return index
    return -1


def _container(element: HtmlElement) -> HtmlElement:
    """Give what holds a paragraph: the parent of <p> and the like, the block itself for lines."""
    while element.tag in _PARTS:
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    for _ in range(_WRAPPED):
        parent = element.getparent()
        if parent is None or len(parent) != 1 or parent.tag not in _WRAPPERS:
            break
        element = parent
    return element


def _holders(element: HtmlElement) -> tuple[HtmlElement, ...]:
    container = _container(element)
    parent = container.getparent()
    return (container,) if parent is None else (container, parent)


def _up(heading: Heading | None) -> frozenset[HtmlElement]:
    return _upward(heading.element) if heading is not None and heading.element is not None else frozenset()


def _upward(element: HtmlElement) -> frozenset[HtmlElement]:
    return frozenset([element, *element.iterancestors()])


def _is_marked(element: HtmlElement) -> bool:
    marks = element.get("class") or ""
    if element.tag == "footer" or "footer" in marks:
        # A report may have a footer of its own, even above its text: it names author and date.
        parent = element.getparent()
        if _OWN_FOOTER(marks) or (parent is not None and parent.tag == "article"):
            return False
    if element.tag in _APART_TAGS:
        return True
    name = element.get("id")
    if name:
        marks = f"{marks} {name}"
    return bool(marks) and _APART(marks)
