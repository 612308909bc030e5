"""The text of a report: our reading of the page, held against another's."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import Problem
from extractors.container import read_container, signature
from extractors.document import Block, blocks, squeeze
from extractors.outline import PROSE
from extractors.paragraphs import clean, rows_joined
from extractors.second_reading import agreement, second_reading

_TOP = 4  # blocks at the top of a reading that may repeat what stands above it
_SET = frozenset(["p", "div", "td", "li", "section", "article"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of a report, paragraphs separated by an empty line; `own` when trafilatura's was not used.

    `footer` are the credits of an agency that stood below the text and were taken off it.
    """

    text: str
    own: bool
    footer: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()


def read_body(
    tree: HtmlElement,
    page: tuple[Block, ...],
    *,
    heading: str,
    title: HtmlElement | None = None,
    repeated: Iterable[str] = (),
) -> Body:
    """Give the report's text. `repeated` lines (subtitle, byline) are left out where they open the text."""
    read = read_container(page, tree, title)
    tops = (squeeze(element.text_content()) for element in tree.iter("h1"))
    opening = frozenset(fold(line) for line in (heading, *tops, *repeated, *_captions(tree)) if line)
    ours, footer = clean(rows_joined(read), opening - _paragraphs(read), fold(heading))
    return Body(text="\n\n".join(ours), own=False, footer=footer)


def read_selected(elements: Iterable[HtmlElement], *, heading: str, repeated: Iterable[str] = ()) -> Body:
    """Give the text of the elements that an outlet's declaration names as its body."""
    opening = frozenset(fold(line) for line in (heading, *repeated) if line)
    lines = [block for element in elements for block in blocks(element)]
    kept, footer = clean(rows_joined(lines), opening, fold(heading))
    return Body(text="\n\n".join(kept), own=True, footer=footer)


def _paragraphs(read: list[Block]) -> frozenset[str]:
    """Give the folded prose at the top that is set like what follows it: no subtitle or caption, whoever says so."""
    return frozenset(
        fold(one.text)
        for one, other in pairwise(read[:_TOP])
        if len(one.text) >= PROSE and signature(one) == signature(other) and one.element.tag in _SET
    )


def _captions(tree: HtmlElement) -> list[str]:
    captions = [squeeze(element.text_content()) for element in tree.iter("figcaption")]
    captions += [squeeze(image.get("alt") or "") for image in tree.iter("img")]
    return [caption for caption in captions if len(caption) > 3]
