"""A reading by shallow features of the text alone: how many words a block has, how many of them are links.

It knows neither elements nor classes nor words, so it errs where they mislead and is right for other reasons.
Source: Kohlschütter, Fankhauser, Nejdl, "Boilerplate Detection using Shallow Text Features", WSDM 2010, the
decision tree over a block and its two neighbours (word counts and link density).
"""

from collections.abc import Sequence

from extractors.document import Block

_LINKED = 1 / 3  # share of a block in links, above which it is furniture
_BESIDE_LINKED = 5 / 9  # and of the block before it, above which only long text counts
_SHORT, _SHORT_NEXT, _SHORT_BEFORE = 16, 15, 4  # words
_LONG_AFTER_LINKS, _NEXT_AFTER_LINKS = 40, 17


def dense_blocks(page: Sequence[Block]) -> tuple[Block, ...]:
    """Give the blocks of a page that read like running text, in order."""
    words = [0, *(block.text.count(" ") + 1 for block in page), 0]
    linked = [0.0, *(block.linked / len(block.text) for block in page)]
    return tuple(
        block
        for at, block in enumerate(page, 1)
        if linked[at] <= _LINKED and _is_text(words[at], words[at - 1], words[at + 1], linked[at - 1])
    )


def _is_text(own: int, before: int, after: int, linked_before: float) -> bool:
    if linked_before > _BESIDE_LINKED:
        return own > _LONG_AFTER_LINKS or after > _NEXT_AFTER_LINKS
    return own > _SHORT or after > _SHORT_NEXT or before > _SHORT_BEFORE
