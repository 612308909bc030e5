"""A change and the two sides of it: an earlier and a later form of one sentence, and what faces what."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.alignment import Piece
from extractors.edit_script import Hunk
from extractors.name_words import name_spans
from extractors.number_words import Number, numbers
from extractors.sentences import Word

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Characters (code points) `start` to `end` of one field of a version: "title", "subtitle" or "body"."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed: a kind, and what stood there before and after, None where nothing did.

    A place is where that stands; for what stands nowhere it is empty, where it would stand. Places are None
    for what is no part of a text, such as the date. `words` are the places within a changed sentence.
    """

    kind: str
    before: str | None
    after: str | None
    before_place: Place | None = None
    after_place: Place | None = None
    words: tuple[tuple[Place, Place], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Side:
    """One form of the sentence; `known` are folded words that are names in its text."""

    field: str
    piece: Piece
    known: frozenset[str]

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return self.piece.sentence.printed

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words and marks."""
        return self.piece.words

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers said in it."""
        return numbers(self.text)

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """The names in it, as characters."""
        found = name_spans(self.words, self.known)
        return tuple((self.words[first].start, self.words[end - 1].end) for first, end in found)

    @cached_property
    def starts(self) -> list[int]:
        """Where its words begin."""
        return [word.start for word in self.words]

    @cached_property
    def ends(self) -> list[int]:
        """Where its words end."""
        return [word.end for word in self.words]

    def place(self, span: Span) -> Place:
        """Where characters of the sentence stand in the text."""
        start = self.piece.sentence.start
        return Place(field=self.field, start=start + span[0], end=start + span[1])

    def printed(self, span: Span) -> str | None:
        """The characters, None for an empty stretch."""
        return self.text[span[0] : span[1]] or None

    def span(self, first: int, end: int) -> Span:
        """The characters of words number `first` to `end`; an empty stretch stands behind the word before."""
        if first < end:
            return self.words[first].start, self.words[end - 1].end
        at = self.words[first - 1].end if first else 0
        return at, at


def between(kind: str, before: Side, after: Side, at: Span, to: Span) -> Change:
    """The change of one stretch into another; an empty one says where something would stand."""
    return Change(
        kind=kind,
        before=before.printed(at),
        after=after.printed(to),
        before_place=before.place(at),
        after_place=after.place(to),
    )


def turned(edits: Sequence[Hunk]) -> list[Hunk]:
    """The edits that lead back."""
    return [Hunk(after, after_end, before, before_end) for before, before_end, after, after_end in edits]


def unchanged(side: Side, other: Side, edits: Sequence[Hunk]) -> Iterator[tuple[Word, Word]]:
    """The words that count as equal, in order; `edits` lead from this side to the other."""
    for ours, theirs in _unchanged_numbers(side, other, edits):
        yield side.words[ours], other.words[theirs]


def opposite(side: Side, other: Side, edits: Sequence[Hunk], span: Span) -> Span:
    """Where a stretch of the other side would stand on this one: behind the last word that both share."""
    at = bisect_right(other.ends, span[0])  # words of the other side before it
    for hunk in reversed(edits):
        if hunk.after_end <= at:
            number = hunk.before_end + at - hunk.after_end
            break
        at = min(at, hunk.after_start)
    else:
        number = at
    return side.span(number, number)


def facing(
    before: Side, after: Side, edits: Sequence[Hunk]
) -> Iterator[tuple[tuple[Number, ...], tuple[Number, ...]]]:
    """Groups of numbers that stand opposite each other in words that changed, in order.

    They share an edit, or a word that stayed: «خمسة» stands opposite «خمسة وعشرون».
    """
    ours, theirs = _numbers_of_words(before), _numbers_of_words(after)
    groups = _Groups()
    for hunk in edits:
        touched = [(0, n) for n in ours[hunk.before_start : hunk.before_end] if n is not None]
        touched += [(1, n) for n in theirs[hunk.after_start : hunk.after_end] if n is not None]
        for node in touched:
            groups.join(touched[0], node)
    for a, b in _unchanged_numbers(before, after, edits):
        one, other = ours[a], theirs[b]
        if one is not None and other is not None and ((0, one) in groups or (1, other) in groups):
            groups.join((0, one), (1, other))
    for members in groups.listed():
        olds = tuple(before.numbers[n] for side, n in members if side == 0)
        yield olds, tuple(after.numbers[n] for side, n in members if side == 1)


_Node = tuple[int, int]  # a side, and the number of a number on it


class _Groups:
    """Numbers of both sides, gathered as what joins them is told."""

    def __init__(self) -> None:
        self._leads: dict[_Node, _Node] = {}

    def __contains__(self, node: _Node) -> bool:
        return node in self._leads

    def join(self, one: _Node, other: _Node) -> None:
        """Have two numbers stand in one group."""
        first, second = sorted((self._head(one), self._head(other)))
        self._leads[second] = first

    def listed(self) -> list[list[_Node]]:
        """The groups, in order."""
        groups: dict[_Node, list[_Node]] = {}
        for node in sorted(self._leads):
            groups.setdefault(self._head(node), []).append(node)
        return list(groups.values())

    def _head(self, node: _Node) -> _Node:
        lead = self._leads.setdefault(node, node)
        while lead != node:
            self._leads[node] = self._leads[lead]
            node, lead = lead, self._leads[lead]
        return node


def _numbers_of_words(side: Side) -> list[int | None]:
    """For each word, which number it belongs to."""
    found: list[int | None] = []
    at = 0
    for word in side.words:
        while at < len(side.numbers) and side.numbers[at].end <= word.start:
            at += 1
        inside = at < len(side.numbers) and side.numbers[at].start < word.end
        found.append(at if inside else None)
    return found


def _unchanged_numbers(side: Side, other: Side, edits: Sequence[Hunk]) -> Iterator[tuple[int, int]]:
    """The numbers of words that count as equal, in order."""
    a = b = 0
    for hunk in (*edits, Hunk(len(side.words), 0, len(other.words), 0)):
        yield from zip(range(a, hunk.before_start), range(b, hunk.after_start), strict=True)
        a, b = hunk.before_end, hunk.after_end
