"""Sampled pages laid side by side: what all print is furniture, what one alone prints is its report."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from crawlers.doctor_look import Sampled
from extractors.arabic import fold
from extractors.charset import decode
from extractors.document import Block, blocks, bound_nesting, parse

LONG = 60  # characters of a block that reads like prose
REPEATED_SHARE = 0.3  # of the pages: a text on so many of them is no page's own
ASIDE = re.compile(r"comment|disqus|reply|related|sidebar|widget|تعليق", re.IGNORECASE)
FURNITURE = frozenset(["nav", "footer", "form", "button", "select", "figcaption"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page: its tree, its visible blocks with their folded texts, and which are its own.

    `own` are prose that this page prints and few others do; `repeated` the folded texts that at least half of
    the pages print. `title`, `published` (as printed) and `author` are what the seeds say of it.
    """

    url: str
    tree: HtmlElement
    source: str
    seen: tuple[Block, ...]
    folded: tuple[str, ...]
    own: tuple[Block, ...]
    repeated: frozenset[str]
    title: str | None
    published: str | None
    author: str | None
    captured_at: datetime

    @property
    def own_length(self) -> int:
        """Characters of its own prose."""
        return sum(len(block.text) for block in self.own)


def page_views(sample: Iterable[Sampled]) -> tuple[PageView, ...]:
    """The sampled pages that answered with HTML, in order."""
    parsed = [(one, *found) for one in sample if (found := _parsed(one)) is not None]
    counts: Counter[str] = Counter()
    for _, _, _, seen in parsed:
        counts.update({fold(block.text) for block in seen})
    few = max(3, math.ceil(len(parsed) * REPEATED_SHARE))
    half = max(2, math.ceil(len(parsed) / 2))
    repeated = frozenset(text for text, count in counts.items() if count >= half)
    return tuple(
        PageView(
            url=one.url,
            tree=tree,
            source=source,
            seen=seen,
            folded=tuple(fold(block.text) for block in seen),
            own=tuple(block for block in seen if _is_prose(block) and counts[fold(block.text)] < few),
            repeated=repeated,
            title=one.said.title,
            published=one.said.published_raw,
            author=one.said.author,
            captured_at=one.captured_at,
        )
        for one, tree, source, seen in parsed
    )


def _parsed(one: Sampled) -> tuple[HtmlElement, str, tuple[Block, ...]] | None:
    if one.answer is None or not one.answer.ok:
        return None
    source, _ = bound_nesting(decode(one.answer.body, one.answer.content_type).text)
    tree = parse(source)
    return None if tree is None else (tree, source, tuple(blocks(tree)))


def _is_prose(block: Block) -> bool:
    if len(block.text) < LONG or block.is_link:
        return False
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in ("body", "html"):
            break  # a theme says there what a page may have, not what this is
        if element.tag in FURNITURE or ASIDE.search(
            f"{element.get('class') or ''} {element.get('id') or ''}"
        ):
            return False
    return True
