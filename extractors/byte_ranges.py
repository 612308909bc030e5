"""Which bytes of a page hold a passage of the text that was read from it.

Reader and page are compared without white space and folded, so that neither tidying nor the place of tags
counts; what is reported are the bytes as they stand, entities and vowel signs with them. Of several places
that hold the passage, the one whose surroundings are those of the text is taken. What reads the ranges back
is `text_of_ranges`; a passage is only reported as found when that gives it again.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal
from unicodedata import combining

from extractors.folding import fold_char
from extractors.text_nodes import FORMS, Node, PageText

Where = Literal["text", "attribute", "script"]

CONTEXT = 300  # characters before and after a passage that tell its places apart
MOST_PLACES = 200
MOST_BETWEEN = 60_000  # characters of a page between two stretches of one passage: what a reader left out
LEAST = 15  # characters of a stretch before something that was left out
_BLOCK, _LONGEST_ESCAPE = 4000, 60
_ESCAPE_BEGINS = re.compile(r"[&\\]")
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
            if bare(text_of_ranges(page, located)) == "".join(bare(text[start:end]) for start, end in spans):
                return located
    return None


def text_of_ranges(page: PageText, located: Located) -> str:
    """What readers see of the bytes of the ranges, one after the other."""
    return " ".join(page.seen(page.text_at(one.start, one.end), located.form) for one in located.ranges)


def bare(text: str) -> str:
    """A text for comparing: folded, without white space and what cannot be read."""
    return text.translate(_BARE)


class _Bare(dict[int, str]):
    """A table for str.translate that learns every character it meets."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        unreadable = char == "\ufffd" or "\ud800" <= char <= "\udfff"
        form = self[code] = "" if unreadable else "".join(fold_char(char).split())
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
        place = self._whole(wanted, before, after, heading=heading)
        if place is None and self.where == "attribute":
            return ()
        stretches = [place] if place is not None else self._in_stretches(wanted, before)
        return tuple(one for begin, stop in stretches for one in self._ranges(begin, stop))

    def _whole(self, wanted: str, before: str, after: str, *, heading: bool) -> tuple[int, int] | None:
        """The place of a passage that stands here in one piece, or with nothing but tags in it."""
        places = list(self._places(wanted))
        if not places:
            return None
        length = len(wanted)

        def rank(at: int) -> tuple[int, int, int]:
            around = self._shared(before, at, after, at + length)
            inside = _PLACES.index(self._nodes[self._node_at(at)].inside) if self._joined else 0
            return (-inside if heading else around, around if heading else -(inside == 7), -at)

        at = max(places, key=rank)
        return at, at + length

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

    def _in_stretches(self, wanted: str, before: str) -> list[tuple[int, int]]:
        """The places of a passage between whose parts the page has what the reader left out; [] when none."""
        found: list[tuple[int, int]] = []
        while wanted:
            lowest = found[-1][1] if found else 0
            highest = min(len(self._bare), lowest + MOST_BETWEEN) if found else len(self._bare)
            length = self._longest(wanted, lowest, highest)
            if length < min(LEAST, len(wanted)):
                return []
            head = wanted[:length]
            at = self._bare.find(head, lowest, highest)
            if not found:
                places = list(self._places(head))
                at = max(places, key=lambda one: (self._shared(before, one, "", one), -one))
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
        for number in range(self._node_at(start), self._node_at(end - 1) + 1):
            offset = self._starts[number]
            node = self._nodes[number]
            begin, stop = self._within(node, start - offset, end - offset)
            yield ByteRange(self._page.byte_at(node.start + begin), self._page.byte_at(node.start + stop))

    def _within(self, node: Node, start: int, end: int) -> tuple[int, int]:
        """From characters of a node's form for comparing to those of the node as it stands."""
        raw = self._page.text[node.start : node.end]
        at, passed = self._skip(raw, start)
        begin, stop = None, 0
        for unit in self._page.units(raw[passed:], self._escapes):
            length = len(bare(unit.seen))
            if length and at < end and at + length > start:
                begin = unit.start if begin is None else begin
                stop = unit.end
            elif at >= end and not (unit.start == stop and unit.seen and all(map(combining, unit.seen))):
                break
            elif at >= end:
                stop = unit.end  # a vowel sign of the last letter
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
