"""Where the words and marks of a quote differ from what a text prints in their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.quotation import Part
from extractors.nearest import Near
from extractors.sentences import Word, words

Kind = Literal["changed", "missing", "added"]

_SENTENCE_END = re.compile(r"[.!?؟۔…][\"»”’)\]]*\s|\n")
_QUOTATION_MARK = '"'  # what folding makes of every one


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`typed` in the quote against `printed` in the text, at code points `start` to `end` of it.

    "changed": other words or marks stand there; "missing": the quote leaves out what is printed; "added": the
    quote has what is not printed (`start` and `end` are then where it would stand).
    """

    kind: Kind
    typed: str
    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text holds one part of a quote.

    `edits` counts words that differ, `unprinted` those of them that the quote has, `differences` says how.
    """

    start: int
    end: int
    edits: int = 0
    unprinted: int = 0
    differences: tuple[Difference, ...] = ()


def place_of(part: Part, text: str, printed: Sequence[Word], near: Near) -> Place:
    """The place in `text`, whose words without marks are `printed`, with all differences in order."""
    (first_typed, first), (last_typed, last) = near.pairs[0], near.pairs[-1]
    start = _after_last_stop(text, printed[near.start].start, printed[first].start)
    end = _before_first_stop(text, printed[last].end, printed[near.end - 1].end)
    head = _Gap(part.typed[: part.words[first_typed].start], text, start, printed[first].start)
    tail = _Gap(part.typed[part.words[last_typed].end :], text, printed[last].end, end)
    between = [
        _Gap(
            part.typed[part.words[typed].end : part.words[next_typed].start],
            text,
            printed[at].end,
            printed[next_at].start,
        )
        for (typed, at), (next_typed, next_at) in zip(near.pairs, near.pairs[1:], strict=False)
    ]
    gaps = [head.with_marks_before(), *between, tail.with_marks_behind()]
    found = tuple(one for one in map(_difference, gaps) if one is not None)
    return Place(
        start=min([start, *(one.start for one in found if one.printed)]),
        end=max([end, *(one.end for one in found if one.printed)]),
        edits=near.edits,
        unprinted=len(part.words) - len(near.pairs),
        differences=found,
    )


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two words that agree: in the quote, and at text[start:end]."""

    typed: str
    text: str
    start: int
    end: int

    def with_marks_before(self) -> "_Gap":
        """With the marks printed before it, where the quote begins with marks: as many as those."""
        count = _leading_marks(words(self.typed))
        earlier = words(self.text, max(0, self.start - 8), self.start)
        marks = _leading_marks(earlier[::-1])
        taken = earlier[len(earlier) - min(count, marks) :] if min(count, marks) else ()
        return _Gap(self.typed, self.text, taken[0].start if taken else self.start, self.end)

    def with_marks_behind(self) -> "_Gap":
        """With the marks printed behind it, where the quote ends with marks: as many as those."""
        count = _leading_marks(words(self.typed)[::-1])
        later = words(self.text, self.end, min(len(self.text), self.end + 8))
        taken = later[: min(count, _leading_marks(later))]
        return _Gap(self.typed, self.text, self.start, taken[-1].end if taken else self.end)


def _leading_marks(found: Sequence[Word]) -> int:
    return next((number for number, word in enumerate(found) if not word.is_mark), len(found))


def _difference(gap: _Gap) -> Difference | None:
    """What differs in the gap, without the words and marks at its ends that agree."""
    typed = _telling(words(gap.typed))
    printed = _telling(words(gap.text, gap.start, gap.end))
    while typed and printed and typed[0].key == printed[0].key:
        del typed[0], printed[0]
    while typed and printed and typed[-1].key == printed[-1].key:
        typed.pop()
        printed.pop()
    if not typed and not printed:
        return None
    start, end = (printed[0].start, printed[-1].end) if printed else (gap.start, gap.start)
    return Difference(
        kind="changed" if typed and printed else "added" if typed else "missing",
        typed=gap.typed[typed[0].start : typed[-1].end] if typed else "",
        printed=gap.text[start:end],
        start=start,
        end=end,
    )


def _telling(found: Sequence[Word]) -> list[Word]:
    return [word for word in found if word.key != _QUOTATION_MARK]


def _after_last_stop(text: str, start: int, end: int) -> int:
    """Where the span begins once what belongs to an earlier sentence is left out of it."""
    stops = [stop.end() for stop in _SENTENCE_END.finditer(text, start, end)]
    return stops[-1] if stops else start


def _before_first_stop(text: str, start: int, end: int) -> int:
    stop = _SENTENCE_END.search(text, start, end)
    return start if stop else end
