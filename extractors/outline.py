"""Where the elements of a page begin and end among its blocks, how much prose they hold, what their marks say."""

from itertools import accumulate

from lxml.html import HtmlElement

from extractors.document import Block
from extractors.furniture import BOX, LABEL, PLAIN, kind_of

PROSE = 60  # characters of a block that reads like prose
_LONGEST_WORD = 25  # characters a word, on average; beyond it stand addresses and code
_LABEL_LONGEST = 400  # characters; a longer "author" or "meta" is a wrapper


class Outline:
    """The blocks of a page by number, and the range of blocks that each element spans.

    `prose` says of every block whether it reads like prose: long, and no link.
    """

    def __init__(self, page: tuple[Block, ...], shortest: int = PROSE) -> None:
        """Number the blocks; prose has at least so many characters."""
        self.blocks = page
        self.first: dict[HtmlElement, int] = {}
        self.last: dict[HtmlElement, int] = {}
        for number, block in enumerate(page):
            _note(self.first, block.element, number)
        for number in range(len(page) - 1, -1, -1):
            _note(self.last, page[number].element, number)
        self.prose = [
            len(block.text) >= shortest
            and not is_reference(block)
            and block.text.count(" ") * _LONGEST_WORD > len(block.text)
            for block in page
        ]
        lengths = (len(block.text) if prose else 0 for block, prose in zip(page, self.prose, strict=True))
        self._sums = [0, *accumulate(lengths)]
        self._texts = [0, *accumulate(len(block.text) for block in page)]

    def weight(self, start: int, end: int) -> int:
        """Give the characters of prose in the blocks from start to before end."""
        return self._sums[max(start, end)] - self._sums[start]

    def text_length(self, element: HtmlElement) -> int:
        """Give the characters of all text in an element."""
        return self._texts[self.last[element] + 1] - self._texts[self.first[element]]

    def span(self, element: HtmlElement) -> range:
        """Give the numbers of the blocks that an element holds."""
        return range(self.first[element], self.last[element] + 1)

    def marks(self, holders: frozenset[HtmlElement]) -> dict[HtmlElement, str]:
        """Give the elements whose marks say something: a box never holds the title, a label is short.

        `holders` are the elements about the title.
        """
        marked: dict[HtmlElement, str] = {}
        for element in self.first:
            kind = kind_of(element)
            if kind == PLAIN or (kind in (BOX, LABEL) and element in holders):
                continue
            if kind == LABEL and self.text_length(element) > _LABEL_LONGEST:
                continue
            marked[element] = kind
        return marked


def is_reference(block: Block) -> bool:
    """Say whether a block leads elsewhere: mostly a link, and no sentence that happens to be linked."""
    if not block.is_link:
        return False
    return len(block.text) < 2 * PROSE or block.text[-1] not in ".؟!»"


def _note(numbers: dict[HtmlElement, int], element: HtmlElement | None, number: int) -> None:
    """Note a number for an element and its ancestors, as far as they have none."""
    while element is not None and element not in numbers:
        numbers[element] = number
        element = element.getparent()
