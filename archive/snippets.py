"""The passage of a text that answers a query, cut from the original and never from what was indexed.

All that is shown of a text is cut by a `Highlighter`: made once for a query, it analyses each printed word
(what stands between white space) once, however many texts hold it.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from archive.patterns import Pattern
from extractors.arabic import BIDI, Analyser, Token, analyser

WORDS = 32  # length of a snippet
LEAD = WORDS // 5  # words shown before the first match, unless its sentence begins among the LOOK before it
LOOK = 2 * LEAD
KNOWN = 50_000  # printed words that a highlighter remembers
CUT = "… "  # stands where text was left out before a snippet; mirrored at its end

_PRINTED = re.compile(r"\S+")
_BLANKS = {code: " " for code in range(0x3001) if chr(code).isspace()}
_SENTENCE_ENDS = (".", "!", "?", "؟", "۔")
_CLOSING = "\"»”’')]"  # may stand between a sentence's end and the next word
_NO_BIDI = {ord(control): None for control in BIDI.chars}

Span = tuple[int, int]
_Places = tuple[tuple[int, int], ...]  # (number of the pattern, place in it) that a token may stand at


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A passage on one line; `highlights` are the spans of it that matched, code point offsets into `text`.

    `start` is where the passage begins in the text it was cut from; `spans` are all spans of that text that
    matched, as offsets into it.
    """

    text: str
    highlights: tuple[Span, ...]
    start: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int  # offsets into the text
    end: int
    pattern: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A token of a printed word: its offsets in the word, and the places of patterns it may stand at."""

    start: int
    end: int
    places: _Places


class Highlighter:
    """Finds what the patterns of one query match in texts, and cuts snippets from them."""

    def __init__(self, patterns: tuple[Pattern, ...], analyser_: Analyser | None = None) -> None:
        self._analyser = analyser_ or analyser()
        self._lengths = tuple(len(pattern.places) for pattern in patterns)
        self._stems, self._exacts = _places_by_form(patterns, "stem"), _places_by_form(patterns, "exact")
        self._beginnings = tuple(_beginnings(patterns))
        self._plain: set[str] = set()  # printed words of one token that is part of no match
        self._pieces: dict[str, tuple[_Piece, ...]] = {}  # the pieces of all other words met so far

    def spans(self, text: str) -> tuple[Span, ...]:
        """The spans of the text that matched, in order and without overlaps; touching ones are one."""
        return _merged(self._matches(text, []))

    def snippet(self, text: str) -> Snippet:
        """The passage of about WORDS words that holds most of the patterns; the beginning when none does."""
        words: list[Span] = []
        matches = self._matches(text, words)
        spans = _merged(matches)
        start, end = _passage(text, words, _densest(words, matches))
        before, after = (CUT if start else ""), (CUT[::-1] if end < len(text) else "")
        shift = len(before) - start
        return Snippet(
            text=before + text[start:end].translate(_BLANKS) + after,
            highlights=tuple((a + shift, b + shift) for a, b in spans if start <= a and b <= end),
            start=start,
            spans=spans,
        )

    def _matches(self, text: str, words: list[Span]) -> list[_Match]:
        """Every match of every pattern, in the order of the text; `words` takes the printed words' spans."""
        printed = text.split()
        self._learn(set(printed))
        plain = self._plain
        telling = [number for number, word in enumerate(printed) if word not in plain]
        words += [word.span() for word in _PRINTED.finditer(text)]
        more = 0  # tokens so far beyond one a printed word: positions are counted as the index counts them
        found: dict[int, tuple[int, int, _Places]] = {}
        for number in telling:
            pieces = self._pieces[printed[number]]
            offset = words[number][0]
            for place, piece in enumerate(pieces, number + more):
                if piece.places:
                    found[place] = (offset + piece.start, offset + piece.end, piece.places)
            more += len(pieces) - 1
        return [match for number in found for match in self._beginning_at(number, found)]

    def _beginning_at(self, number: int, found: dict[int, tuple[int, int, _Places]]) -> Iterator[_Match]:
        start, end, places = found[number]
        for pattern, place in places:
            if place:
                continue
            for further in range(1, self._lengths[pattern]):
                other = found.get(number + further)
                if other is None or (pattern, further) not in other[2]:
                    break
                end = other[1]
            else:
                yield _Match(start, end, pattern)
            end = found[number][1]

    def _learn(self, words: set[str]) -> None:
        """Know each of these printed words as a plain one, or by its pieces."""
        if len(self._plain) + len(self._pieces) > KNOWN:
            self._plain.clear()
            self._pieces.clear()
        stems, exacts, any_beginning = self._stems, self._exacts, bool(self._beginnings)
        for word in words - self._plain - self._pieces.keys():
            tokens = _tokens_of(self._analyser, word)
            if len(tokens) == 1 and not any_beginning:  # most words of most texts: the short way to "plain"
                (token,) = tokens
                if token.stem not in stems and token.exact not in exacts:
                    self._plain.add(word)
                    continue
            pieces = tuple(_Piece(token.start, token.end, self._places(token)) for token in tokens)
            if len(pieces) == 1 and not pieces[0].places:
                self._plain.add(word)
            else:
                self._pieces[word] = pieces

    def _places(self, token: Token) -> _Places:
        held = self._stems.get(token.stem, ()) + self._exacts.get(token.exact, ())
        for form, beginnings, place in self._beginnings:
            if (token.stem if form == "stem" else token.exact).startswith(beginnings):
                held = (*held, place)
        return held


@lru_cache(maxsize=1 << 16)
def _tokens_of(analyser_: Analyser, word: str) -> tuple[Token, ...]:
    return tuple(analyser_.tokens(word))


def _places_by_form(patterns: tuple[Pattern, ...], form: str) -> dict[str, _Places]:
    """Each form that is looked for as a whole, and where in the patterns it may stand."""
    found: dict[str, _Places] = {}
    for number, pattern in enumerate(patterns):
        whole = pattern.places[:-1] if pattern.prefix else pattern.places
        for place, wanted in enumerate(whole if pattern.form == form else ()):
            for one in wanted:
                found[one] = (*found.get(one, ()), (number, place))
    return found


def _beginnings(patterns: tuple[Pattern, ...]) -> Iterator[tuple[str, tuple[str, ...], tuple[int, int]]]:
    """For each pattern that ends in a prefix: its form, what a token may begin with, and the place."""
    for number, pattern in enumerate(patterns):
        if pattern.prefix:
            yield pattern.form, tuple(pattern.places[-1]), (number, len(pattern.places) - 1)


def find_highlights(text: str, patterns: tuple[Pattern, ...]) -> tuple[Span, ...]:
    """The spans of the text that the patterns match, in order and without overlaps."""
    return Highlighter(patterns).spans(text)


def cut_snippet(text: str, patterns: tuple[Pattern, ...]) -> Snippet:
    """The passage of about WORDS words that holds most of the patterns; the beginning when none matches."""
    return Highlighter(patterns).snippet(text)


def as_html(text: str, highlights: tuple[Span, ...]) -> str:
    """The text as HTML, its highlights in <mark>; everything else of it is escaped.

    Wrapped in <bdi>, and without the invisible characters that turn the direction of a line: whatever the
    text holds, what stands beside it keeps its order.
    """
    pieces = [_escaped(text[: highlights[0][0]] if highlights else text)]
    ends = [*highlights, (len(text), len(text))]
    for (start, end), (following, _) in pairwise(ends):
        pieces.append(f"<mark>{_escaped(text[start:end])}</mark>{_escaped(text[end:following])}")
    return f'<bdi dir="auto">{"".join(pieces)}</bdi>'


def _escaped(text: str) -> str:
    return html.escape(text.translate(_NO_BIDI))


def _densest(words: list[Span], matches: list[_Match]) -> tuple[int, int]:
    """The numbers of the printed words between which most different patterns match; (0, 0) without matches.

    Of passages with as many the one with most matches wins, then the earliest.
    """
    starts = [start for start, _ in words]
    places = [bisect_right(starts, match.start) - 1 for match in matches]
    best, found = (0, 0), (0, 0)
    for number, first in enumerate(places):
        last = bisect_left(places, first + WORDS - LEAD, number)
        worth = (len({match.pattern for match in matches[number:last]}), last - number)
        if worth > best:
            best, found = worth, (first, places[last - 1])
    return found


def _passage(text: str, words: list[Span], shown: tuple[int, int]) -> Span:
    """The offsets of the passage that shows these words, with their sentence's beginning where it is near."""
    at, until = shown
    first = at - LEAD
    for word in range(at, max(at - LOOK, 0) - 1, -1):
        if word == 0 or _ends_sentence(text, words[word - 1][1], words[word][0]):
            first = word
            break
    first = max(0, min(max(first, until + 1 - WORDS), len(words) - WORDS))
    last = first + WORDS - 1
    start = words[first][0] if first else 0
    return start, words[last][1] if last < len(words) - 1 else len(text)


def _ends_sentence(text: str, end: int, following: int) -> bool:
    """Whether a sentence ends between the word that ends here and the following one."""
    return "\n" in text[end:following] or text[max(0, end - 8) : end].rstrip(_CLOSING).endswith(
        _SENTENCE_ENDS
    )


def _merged(matches: list[_Match]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted((match.start, match.end) for match in matches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
