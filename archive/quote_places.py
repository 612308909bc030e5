"""Where a text holds a part of a quote: but for spelling habits, or but for a few words.

Most texts that are looked through do not hold it, and those that do are long: so what is cheap and leaves few
comes first, and offsets are worked out for a window of the text only.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from archive.matching_form import form_of, mapped_form
from archive.quotation import Part
from archive.quote_differences import Place, place_of
from extractors.arabic import fold
from extractors.nearest import ends_near, nearest
from extractors.sentences import Word, words

ONE_IN = 5  # words of a quote of which one may differ
MOST_WORDS = 4000  # of a part; a longer one is not looked for with other words in it
_MARGIN = 200  # characters of a window before and behind what was found
_KEY = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")  # of a folded text: as `words` cuts it, but without offsets


class Text:
    """A text that quotes are looked for in; its forms are made when they are needed."""

    def __init__(self, printed: str) -> None:
        self.printed = printed

    @cached_property
    def folded(self) -> str:
        """It folded."""
        return fold(self.printed)

    @cached_property
    def form(self) -> str:
        """It in the form for comparing."""
        return form_of(self.printed)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its folded words."""
        return tuple(_KEY.findall(self.folded))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where its words begin."""
        return tuple(word.start for word in _words(self.printed, 0, len(self.printed)))

    def lacks(self, sought: Iterable[str]) -> int:
        """How many of these words, or pieces of words, it surely does not hold."""
        folded = self.folded
        return sum(one not in folded for one in sought)

    def words_between(self, start: int, end: int) -> int:
        """How many words begin between two offsets."""
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)


def same_places(sought: str, text: str) -> list[tuple[int, int]]:
    """Where the text holds what is sought letter for letter, from the left, none overlapping."""
    spans = []
    start = text.find(sought)
    while start >= 0:
        spans.append((start, start + len(sought)))
        start = text.find(sought, start + len(sought))
    return spans


def alike_places(part: Part, text: Text) -> list[Place]:
    """Where the text holds the part but for spelling habits."""
    if text.lacks(part.pieces) or part.form not in text.form:
        return []
    count = text.form.count(part.form)
    if count == 1:
        at = text.form.index(part.form)
        near = _window(text, at, at + len(part.form), len(text.form))
        found = _alike(part.form, text.printed, *near)
        if len(found) == count:
            return found
    return _alike(part.form, text.printed, 0, len(text.printed))


def near_places(part: Part, text: Text) -> list[Place]:
    """Where the text holds the part but for at most one word in five, the nearest first."""
    count = len(part.words)
    if count > MOST_WORDS or text.lacks(part.vocabulary) > count // ONE_IN:
        return []
    most = count // (ONE_IN - 1)  # the bound counts the text's words where those are more
    ends = ends_near(part.keys, text.keys, most)
    if not ends:
        return []
    if ends[-1] - ends[0] <= 2 * most:
        near = _window(text, ends[0] - len(part.keys) - most, ends[-1] + most, len(text.keys))
        found = _near(part, text.printed, _words(text.printed, *near), most)
        if found:
            return found
    return _near(part, text.printed, _words(text.printed, 0, len(text.printed)), most)


def _window(text: Text, start: int, end: int, of: int) -> tuple[int, int]:
    """About where in the text what lies between start and end of its `of` characters or words stands."""
    scale = len(text.printed) / of
    return max(0, int(start * scale) - _MARGIN), min(len(text.printed), int(end * scale) + _MARGIN)


def _alike(sought: str, text: str, first: int, last: int) -> list[Place]:
    form, origins = mapped_form(text[first:last])
    kept = frozenset(origins)
    return [
        Place(start=first + origins[start], end=first + _end(origins[end - 1] + 1, kept, text[first:last]))
        for start, end in same_places(sought, form)
    ]


def _near(part: Part, text: str, printed: Sequence[Word], most: int) -> list[Place]:
    found = nearest(part.keys, [word.key for word in printed], most)
    return [
        place_of(part, text, printed, one)
        for one in found
        if ONE_IN * one.edits <= max(len(part.words), one.end - one.start)
    ]


def _words(text: str, start: int, end: int) -> list[Word]:
    return [word for word in words(text, start, end) if not word.is_mark]


def _end(end: int, kept: frozenset[int], text: str) -> int:
    """The end moved past vowel signs and the like that folding dropped but that belong to the last letter."""
    while end < len(text) and end not in kept and unicodedata.category(text[end]) in {"Mn", "Me", "Lm"}:
        end += 1
    return end
