"""Where the elements of a page begin and end among its blocks, and how much prose they hold."""

from itertools import accumulate, groupby

from lxml.html import HtmlElement

from extractors.document import Block
from extractors.furniture import is_head_line
from extractors.marks import PLAIN, TEXT, kind_of, longest

PROSE = 60  # characters of a block that reads like prose
_SHORT_LINE = 15  # characters of a line that may be one of a text's
_VERSES = 4  # such lines under each other that are a text
_FEW = 40  # blocks; a label has no more
_ANNOUNCED = 12  # characters of a link at the end of a line
_ANNOUNCING = 30  # characters before it
_LONGEST_WORD = 25  # characters a word, on average; beyond it stand addresses and code


class Outline:
    """The blocks of a page by number, and the range of blocks that each element spans.

    `prose` says of every block whether it reads like prose: long and no link, or a short line among many that
    are set alike (verses, a list) or in an element that is marked as the report's text.
    """

    def __init__(
        self, page: tuple[Block, ...], holders: frozenset[HtmlElement] = frozenset(), shortest: int = PROSE
    ) -> None:
        """Number the blocks; `holders` are the elements about the title, prose has `shortest` characters."""
        self.blocks = page
        self.first: dict[HtmlElement, int] = {}
        self.last: dict[HtmlElement, int] = {}
        for number, block in enumerate(page):
            _note(self.first, block.element, number)
        for number in range(len(page) - 1, -1, -1):
            _note(self.last, page[number].element, number)
        self.prose = [_is_prose(block, shortest) for block in page]
        self.marks = self._marks(holders)
        self._add_verses()
        self._add_named(holders)
        lengths = (len(block.text) if prose else 0 for block, prose in zip(page, self.prose, strict=True))
        self._sums = [0, *accumulate(lengths)]

    def weight(self, start: int, end: int) -> int:
        """Give the characters of prose in the blocks from start to before end."""
        return self._sums[max(start, end)] - self._sums[start]

    def span(self, element: HtmlElement) -> range:
        """Give the numbers of the blocks that an element holds."""
        return range(self.first[element], self.last[element] + 1)

    def _marks(self, holders: frozenset[HtmlElement]) -> dict[HtmlElement, str]:
        """Give the elements whose marks say something: a box never holds the title, a label is short."""
        marked: dict[HtmlElement, str] = {}
        for element in self.first:
            kind = kind_of(element)
            if kind == PLAIN or (kind != TEXT and element in holders):
                continue
            span = self.span(element)
            if sum(len(self.blocks[number].text) for number in span[:_FEW]) <= longest(kind):
                marked[element] = kind
        return marked

    def _add_verses(self) -> None:
        """Count short lines as prose where several stand under each other and are set alike."""
        lines = [number for number, block in enumerate(self.blocks) if _is_line(block)]
        if len(lines) < _VERSES:
            return
        for _, group in groupby(lines, key=lambda number: self._setting(self.blocks[number])):
            run = list(group)
            if len(run) < _VERSES:
                continue
            told = [number for number in run if not is_head_line(self.blocks[number].text)]
            for number in told if len(told) >= _VERSES and len(told) * 2 > len(run) else ():
                self.prose[number] = True

    def _setting(self, block: Block) -> tuple[object, object, HtmlElement | None]:
        """Give how a line is set and in which element it stands beside others."""
        return block.element.tag, block.element.get("class"), self.around(block)

    def around(self, block: Block) -> HtmlElement | None:
        """Give the innermost element above a block's own that holds other blocks too; None for none."""
        parent = block.element.getparent()
        while parent is not None and self.first.get(parent) == self.last.get(parent):
            parent = parent.getparent()
        return parent

    def _add_named(self, holders: frozenset[HtmlElement]) -> None:
        """Count short lines as prose in an element that is marked as the text."""
        for element, kind in self.marks.items():
            if kind != TEXT or element in holders:
                continue
            for number in self.span(element):
                self.prose[number] = self.prose[number] or _is_line(self.blocks[number])


def _is_prose(block: Block, shortest: int) -> bool:
    text = block.text
    return len(text) >= shortest and not is_reference(block) and text.count(" ") * _LONGEST_WORD > len(text)


def _is_line(block: Block) -> bool:
    return not block.linked and len(block.text) >= _SHORT_LINE


def is_reference(block: Block) -> bool:
    """Say whether a block leads elsewhere: mostly a link, and no sentence that runs on beyond it."""
    if not block.is_link:
        return block.linked >= _ANNOUNCED and _is_announced(block)
    whole = block.linked * 20 >= len(block.text) * 19
    return whole or len(block.text) < PROSE or block.text[-1] not in ".؟!»"


def _is_announced(block: Block) -> bool:
    """Say whether a short line ends in a link that few words and a colon announce: «في الملف: …»."""
    announcing = block.text[: len(block.text) - block.linked].rstrip()
    return 0 < len(announcing) <= _ANNOUNCING and announcing[-1] == ":" and block.text[-1] not in ".،"


def _note(numbers: dict[HtmlElement, int], element: HtmlElement | None, number: int) -> None:
    """Note a number for an element and its ancestors, as far as they have none."""
    while element is not None and element not in numbers:
        numbers[element] = number
        element = element.getparent()
