"""Which bytes of a page hold a passage of the text that was read from it.

Reader and page are compared without white space, marks and what is not seen, so that neither tidying nor the
place of tags counts; what is reported are the bytes as they stand, entities and vowel signs with them. Of
several places that hold the passage, the one whose surroundings are those of the text is taken. What reads
the ranges back is `text_of_ranges`; a passage is only reported as found when that gives it again.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal
from unicodedata import category, combining, normalize

from extractors.folding import tidy
from extractors.text_nodes import FORMS, Node, PageText

Where = Literal["text", "attribute", "script"]
Place = tuple[int, int]  # in the form for comparing

CONTEXT = 300  # characters before and after a passage that tell its places apart
MOST_PLACES = 200
MOST_BETWEEN = 60_000  # characters of a page between two stretches of one passage: what a reader left out
LEAST = 15  # characters of a stretch before something that was left out
_BLOCK, _LONGEST_ESCAPE = 4000, 60
_ESCAPE_BEGINS = re.compile(r"[&\\]")
MOST_READ = 20  # places of which it is read what stands there, letter for letter
_UNSEEN = frozenset(["Cc", "Cf"])
_NO_LETTERS = _UNSEEN | {"Cs", "Mn", "Me"}
_PLACES = ("h1", "h2", "h3", "h4", "h5", "h6", "", "title")  # where a title stands, the likeliest first


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `start` to `end` of the page, without content coding; `end` is the first that is not in it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where a passage stands: its ranges in the page's order, one for each stretch between tags.

    `where` is "text", or "attribute" or "script" when it stands nowhere between tags; `form` reads the
    entities or escapes that are in them.
    """

    ranges: tuple[ByteRange, ...]
    where: Where
    form: Callable[[str], str]


def locate(page: PageText, text: str, spans: Sequence[tuple[int, int]], *, heading: bool) -> Located | None:
    """Where characters `spans` of a text that was read from the page stand in it; None when not all do.

    `text` is the body, or (`heading`) a title or subtitle.
    """
    for layer in _layers(page):
        found = [layer.find(text, start, end, heading=heading) for start, end in spans]
        if all(found):
            ranges = tuple(one for ranges in found for one in ranges)
            located = Located(ranges=ranges, where=layer.where, form=layer.form)
            if printed(text_of_ranges(page, located)) == printed(
                "".join(text[start:end] for start, end in spans)
            ):
                return located
    return None


def text_of_ranges(page: PageText, located: Located) -> str:
    """What readers see of the bytes of the ranges, one after the other."""
    return " ".join(page.seen(page.text_at(one.start, one.end), located.form) for one in located.ranges)


def bare(text: str) -> str:
    """A text for finding it: decomposed, without white space, marks and what is not seen or cannot be read.

    Letters stay as they are: a letter that folds to nothing, such as hamza, would have no place.
    """
    return text.translate(_BARE)


def printed(text: str) -> str:
    """A text letter for letter, without white space, what is not seen, and vowel signs at its very ends."""
    seen = "".join(char for char in tidy(text) if not (char.isspace() or category(char) in _UNSEEN))
    start, end = 0, len(seen)
    while start < end and combining(seen[start]):
        start += 1
    while start < end and combining(seen[end - 1]):
        end -= 1
    return seen[start:end].replace("\ufffd", "")


class _Bare(dict[int, str]):
    """A table for str.translate that learns every character it meets."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        parts = "" if char == "\ufffd" or char.isspace() else normalize("NFD", char)
        form = self[code] = "".join(part for part in parts if category(part) not in _NO_LETTERS)
        return form


_BARE = _Bare()


class _Layer:
    """The stretches of one kind on a page, joined in the form for comparing."""

    def __init__(
        self,
        page: PageText,
        where: Where,
        nodes: Sequence[Node],
        form: Callable[[str], str],
        escapes: re.Pattern[str],
        *,
        joined: bool,
    ) -> None:
        self._page, self.where, self.form, self._escapes = page, where, form, escapes
        self._joined = joined
        pieces = [(node, bare(page.seen(page.text[node.start : node.end], form))) for node in nodes]
        self._nodes = [node for node, piece in pieces if piece]
        # A passage may run over tags, but not from one attribute or script into the next.
        wall = "" if joined else "\n"
        self._bare = wall.join(piece for _, piece in pieces if piece)
        lengths = [len(piece) + len(wall) for _, piece in pieces if piece]
        self._starts = [0, *accumulate(lengths)]

    def find(self, text: str, start: int, end: int, *, heading: bool) -> tuple[ByteRange, ...]:
        """The ranges of text[start:end], none when it is not here."""
        wanted = bare(text[start:end])
        if not wanted:
            return ()
        before, after = bare(text[max(0, start - CONTEXT) : start]), bare(text[end : end + CONTEXT])
        place = self._whole(text[start:end], before, after, heading=heading)
        if place is None and self.where == "attribute":
            return ()
        stretches = [place] if place is not None else self._in_parts(text[start:end], before, after)
        return tuple(one for begin, stop in stretches for one in self._ranges(begin, stop))

    def _whole(self, passage: str, before: str, after: str, *, heading: bool) -> Place | None:
        """The place of a passage that stands here in one piece, or with nothing but tags in it."""
        wanted = bare(passage)
        length, places = len(wanted), list(self._places(wanted))

        def rank(at: int) -> tuple[int, int, int]:
            around = self._shared(before, at, after, at + length)
            inside = _PLACES.index(self._nodes[self._node_at(at)].inside) if self._joined else 0
            return (-inside if heading else around, around if heading else -(inside == 7), -at)

        ordered = sorted(places, key=rank, reverse=True) if len(places) > 1 else places
        alike = (at for at in ordered[:MOST_READ] if len(ordered) > 1 and self._reads(at, length, passage))
        at = next(alike, ordered[0] if ordered else None)
        return None if at is None else (at, at + length)

    def _reads(self, at: int, length: int, passage: str) -> bool:
        """Whether a place holds the passage letter for letter, hamza and vowel signs too."""
        located = Located(ranges=tuple(self._ranges(at, at + length)), where=self.where, form=self.form)
        return printed(text_of_ranges(self._page, located)) == printed(passage)

    def _places(self, wanted: str) -> Iterator[int]:
        at = self._bare.find(wanted)
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            yield at
            at = self._bare.find(wanted, at + 1)

    def _shared(self, before: str, start: int, after: str, end: int) -> int:
        """How many characters around a place are those around the passage."""
        left = self._bare[max(0, start - len(before)) : start]
        right = self._bare[end : end + len(after)]
        return _common(left[::-1], before[::-1]) + _common(right, after)

    def _in_parts(self, text: str, before: str, after: str) -> list[Place]:
        """The places of a passage between whose parts the page has what the reader left out; [] when none.

        The longest paragraph is looked for first, those before it and after it nearby.
        """
        paragraphs = [line for line in text.split("\n") if bare(line)]
        lines = [before, *map(bare, paragraphs), after]
        longest = max(range(1, len(lines) - 1), key=lambda number: len(lines[number]))
        whole = self._whole(paragraphs[longest - 1], lines[longest - 1], lines[longest + 1], heading=False)
        found = (
            [whole] if whole else self._in_stretches(lines[longest], lines[longest - 1], 0, len(self._bare))
        )
        for number in range(longest + 1, len(lines) - 1) if found else ():
            lowest = found[-1][1]
            places = self._nearby(lines[number], lowest, lowest + MOST_BETWEEN)
            if not places:
                return []
            found += places
        for number in range(longest - 1, 0, -1) if found else ():
            highest = found[0][0]
            places = self._nearby(lines[number], max(0, highest - MOST_BETWEEN), highest, last=True)
            if not places:
                return []
            found[:0] = places
        return found

    def _nearby(self, wanted: str, lowest: int, highest: int, *, last: bool = False) -> list[Place]:
        """The places of a paragraph between two places of the page, the first such or the last."""
        at = (self._bare.rfind if last else self._bare.find)(wanted, lowest, highest)
        return [(at, at + len(wanted))] if at >= 0 else self._in_stretches(wanted, "", lowest, highest)

    def _in_stretches(self, wanted: str, before: str, lowest: int, highest: int) -> list[Place]:
        """The places of a paragraph within which the page has what the reader left out; [] when none."""
        found: list[Place] = []
        while wanted:
            start, stop = lowest, highest
            if found:
                start, stop = found[-1][1], min(highest, found[-1][1] + MOST_BETWEEN)
            length = self._longest(wanted, start, stop)
            if length < min(LEAST, len(wanted)):
                return []
            head = wanted[:length]
            at = self._bare.find(head, start, stop)
            if not found and before:
                at = max(self._places(head), key=lambda one: (self._shared(before, one, "", one), -one))
            if length < len(wanted) and self._joined:  # what was left out begins at a tag
                tag = self._starts[bisect_right(self._starts, at + length) - 1]
                length = tag - at if tag > at else length
            found.append((at, at + length))
            wanted = wanted[length:]
        return found

    def _longest(self, wanted: str, lowest: int, highest: int) -> int:
        """How long a beginning of the passage stands somewhere between two places."""
        least, most = 0, len(wanted)
        while least < most:
            middle = (least + most + 1) // 2
            if self._bare.find(wanted[:middle], lowest, highest) >= 0:
                least = middle
            else:
                most = middle - 1
        return least

    def _node_at(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _ranges(self, start: int, end: int) -> Iterator[ByteRange]:
        """The bytes of a place, a range for each stretch between tags."""
        first = self._node_at(start)
        for number in range(first, self._node_at(end - 1) + 1):
            offset = self._starts[number]
            node = self._nodes[number]
            begin, stop = self._within(node, start - offset, end - offset, whole=number > first)
            yield ByteRange(self._page.byte_at(node.start + begin), self._page.byte_at(node.start + stop))

    def _within(self, node: Node, start: int, end: int, *, whole: bool) -> tuple[int, int]:
        """From characters of a node's form for comparing to those of the node as it stands.

        Of a `whole` beginning all that is seen counts: a tag may stand between a letter and its vowel sign.
        """
        raw = self._page.text[node.start : node.end]
        at, passed = self._skip(raw, start)
        begin, stop = None, 0
        for unit in self._page.units(raw[passed:], self._escapes):
            length, is_mark = len(bare(unit.seen)), _is_mark(unit.seen)
            if at >= end and not (is_mark and unit.start == stop):
                break
            if (length and at + length > start) or (is_mark and (whole or begin is not None)):
                begin = unit.start if begin is None else begin
                stop = unit.end
            at += length
        return passed + (begin or 0), passed + stop

    def _skip(self, raw: str, start: int) -> tuple[int, int]:
        """How much of a long stretch lies before what is wanted: in the form for comparing, and as it stands.

        It is cut where no entity and no escape is; where a character is several, at spaces.
        """
        at, passed = 0, 0
        while len(raw) - passed > 2 * _BLOCK:
            cut = passed + _BLOCK
            if self._page.is_one_to_one:
                escape = _ESCAPE_BEGINS.search(raw, cut - _LONGEST_ESCAPE, cut)
                cut = escape.start() if escape else cut
            else:
                cut = raw.find(" ", cut)
            length = len(bare(self._page.seen(raw[passed:cut], self.form))) if cut > 0 else 0
            if cut < 0 or at + length > start:
                break
            at, passed = at + length, cut
        return at, passed


def _layers(page: PageText) -> Iterator[_Layer]:
    plain, again, script = FORMS
    yield _Layer(page, "text", page.texts, *plain, joined=True)
    if "&amp;" in page.text:
        yield _Layer(page, "text", page.texts, *again, joined=True)
    yield _Layer(page, "attribute", page.attributes, *again, joined=False)
    yield _Layer(page, "script", page.scripts, *script, joined=False)


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    for number, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return number
    return min(len(one), len(other))


def _is_mark(seen: str) -> bool:
    """Whether a character of a page is a vowel sign or the like."""
    return bool(seen) and all(map(combining, seen))
