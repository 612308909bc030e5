"""Whether a text holds a quote: letter for letter, but for spelling habits, or but for a few words.

Verbatim means a substring, character by character. Normalised means that both agree once hamza seats, vowel
signs, tatweel, digits, quotation marks, white space and the spaces round punctuation no longer count. Fuzzy
means that at most one word in five differs, or that marks do. What the typist left out or put in, and said so
by an ellipsis or by square brackets, is no difference; but such a quote is no substring, so never verbatim.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from archive.matching_form import form_of, mapped_form
from archive.quotation import Part, Quotation, bare_quote, read_quotation
from archive.quote_differences import Difference, Place, place_of
from extractors.nearest import nearest
from extractors.sentences import Word, words

__all__ = ["CONTEXT", "Agreement", "QuoteMatch", "Span", "Text", "bare_quote", "match_quote"]

Agreement = Literal["verbatim", "normalised", "fuzzy"]

CONTEXT = 32  # code points of prefix and suffix
ONE_IN = 5  # words of a quote of which one may differ
MOST_WORDS = 4000  # of a part; a longer one is not looked for with other words in it
MOST_PLACES = 100  # of one part in one text
# What an ellipsis may stand for: so many words for each word of the shorter part beside it, at most so many.
LEFT_OUT, MOST_LEFT_OUT = 40, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`exact` is what the text prints at code points `start` to `end`."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """Where a text holds a quote: `start` and `end` are code points, `exact` is what is printed there.

    `prefix` and `suffix` are up to CONTEXT code points before and after, as in a W3C TextQuoteSelector;
    `occurrences` counts how often the text holds the quote, `places` are the first MOST_PLACES of them, of
    which the one given is the first that cuts no word. `parts` are the stretches between ellipses (one when
    there are none), `edits` the words that differ, `differences` how; `insertions` what was put in.
    """

    agreement: Agreement
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    occurrences: int
    places: tuple[Span, ...]
    parts: tuple[Span, ...]
    edits: int
    differences: tuple[Difference, ...]
    insertions: tuple[str, ...]

    @property
    def distance(self) -> tuple[int, int, int]:
        """Orders matches: letter for letter first, then but for spelling, then by how many words differ."""
        grade = ("verbatim", "normalised", "fuzzy").index(self.agreement)
        return grade, self.edits, len(self.differences)


class Text:
    """A text that quotes are looked for in; its forms are made when they are needed."""

    def __init__(self, printed: str) -> None:
        self.printed = printed

    @cached_property
    def form(self) -> str:
        """It in the form for comparing."""
        return form_of(self.printed)

    @cached_property
    def mapped(self) -> tuple[str, tuple[int, ...]]:
        """The same with the origin of each character."""
        return mapped_form(self.printed)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, without marks."""
        return tuple(word for word in words(self.printed) if not word.is_mark)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Their folded forms."""
        return tuple(word.key for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where they begin."""
        return tuple(word.start for word in self.words)


def match_quote(quote: str, text: str | Text) -> QuoteMatch | None:
    """Where `text` holds the quote: verbatim if it can be, else normalised, else fuzzy; None when not at all.

    An occurrence that does not begin or end inside a word comes before one that does.
    """
    if not quote:
        return None
    text = text if isinstance(text, Text) else Text(text)
    spans = _occurrences(quote, text.printed)
    if spans:
        return _matched("verbatim", [Place(start=start, end=end) for start, end in spans], text.printed)
    quotation = read_quotation(quote)
    if not quotation.parts:
        return None
    places = _alike(quotation.whole, text)
    if places:
        return _matched("normalised", places, text.printed)
    if len(quotation.parts) == 1:
        part = quotation.parts[0]
        places = ([] if quotation.is_plain else _alike(part, text)) or _best(_near(part, text))
        agreement: Agreement = "fuzzy" if places and places[0].differences else "normalised"
        found = _matched(agreement, places, text.printed, quotation.insertions) if places else None
    else:
        found = _in_parts(quotation, text)
    return found


def _occurrences(sought: str, text: str) -> list[tuple[int, int]]:
    spans = []
    start = text.find(sought)
    while start >= 0:
        spans.append((start, start + len(sought)))
        start = text.find(sought, start + len(sought))
    return spans


def _alike(part: Part, text: Text) -> list[Place]:
    """Where the text holds the part but for spelling habits."""
    if part.form not in text.form:
        return []
    form, origins = text.mapped
    kept = frozenset(origins)
    return [
        Place(start=origins[start], end=_end(origins[end - 1] + 1, kept, text.printed))
        for start, end in _occurrences(part.form, form)
    ]


def _near(part: Part, text: Text) -> list[Place]:
    """Where the text holds the part but for at most one word in five."""
    most = len(part.words) // (ONE_IN - 1)  # the text's words, which count where they are more, are not known
    if len(part.words) > MOST_WORDS or sum(key not in text.form for key in set(part.keys)) > most:
        return []
    found = nearest(part.keys, text.keys, most)
    return [
        place_of(part, text.printed, text.words, one)
        for one in found
        if ONE_IN * one.edits <= max(len(part.words), one.end - one.start)
    ]


def _best(places: Sequence[Place]) -> list[Place]:
    """Those that differ least, in the order of the text."""
    least = min((_apart(one) for one in places), default=None)
    return sorted((one for one in places if _apart(one) == least), key=lambda one: one.start)


def _apart(place: Place) -> tuple[int, int]:
    return place.edits, len(place.differences)


def _in_parts(quotation: Quotation, text: Text) -> QuoteMatch | None:
    """The parts in their order: but for spelling habits if they can be, else with words that differ."""
    alike = [_alike(part, text) for part in quotation.parts]
    chain = _chain(quotation, alike, text)
    if chain is None:
        near = [found or _near(part, text) for part, found in zip(quotation.parts, alike, strict=True)]
        chain = _chain(quotation, near, text)
    if chain is None:
        return None
    differences = tuple(difference for place in chain for difference in place.differences)
    whole = Place(
        start=chain[0].start,
        end=chain[-1].end,
        edits=sum(place.edits for place in chain),
        differences=differences,
    )
    agreement: Agreement = "fuzzy" if differences else "normalised"
    return _matched(agreement, [whole], text.printed, quotation.insertions, chain)


def _chain(quotation: Quotation, found: Sequence[Sequence[Place]], text: Text) -> list[Place] | None:
    """One place for each part, in order and near enough: those that differ least, then the tightest."""
    chains: list[tuple[int, int, list[Place]]] = [(place.edits, 0, [place]) for place in found[0]]
    for number, places in enumerate(found[1:], 1):
        shorter = min(len(part.words) for part in quotation.parts[number - 1 : number + 1])
        most = min(LEFT_OUT * shorter, MOST_LEFT_OUT)
        longer = []
        for place in places[:MOST_PLACES]:
            before = [
                (edits + place.edits, gap + between, [*chain, place])
                for edits, gap, chain in chains
                if chain[-1].end <= place.start and (between := _words_between(text, chain[-1], place)) <= most
            ]
            if before:
                longer.append(min(before, key=lambda one: one[:2]))
        chains = longer
    return min(chains, key=lambda one: one[:2])[2] if chains else None


def _words_between(text: Text, one: Place, other: Place) -> int:
    return bisect_left(text.starts, other.start) - bisect_left(text.starts, one.end)


def _matched(
    agreement: Agreement,
    places: Sequence[Place],
    text: str,
    insertions: tuple[str, ...] = (),
    parts: Sequence[Place] = (),
) -> QuoteMatch:
    chosen = next((place for place in places if _is_whole(place, text)), places[0])
    return QuoteMatch(
        agreement=agreement,
        start=chosen.start,
        end=chosen.end,
        exact=text[chosen.start : chosen.end],
        prefix=text[max(0, chosen.start - CONTEXT) : chosen.start],
        suffix=text[chosen.end : chosen.end + CONTEXT],
        occurrences=len(places),
        places=tuple(_span(place, text) for place in places[:MOST_PLACES]),
        parts=tuple(_span(part, text) for part in (parts or [chosen])),
        edits=chosen.edits,
        differences=chosen.differences,
        insertions=insertions,
    )


def _span(place: Place, text: str) -> Span:
    return Span(start=place.start, end=place.end, exact=text[place.start : place.end])


def _is_whole(place: Place, text: str) -> bool:
    """Whether the place begins and ends where words do."""
    start, end = place.start, place.end
    cuts_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not cuts_before and not cuts_after


def _end(end: int, kept: frozenset[int], text: str) -> int:
    """The end moved past vowel signs and the like that folding dropped but that belong to the last letter."""
    while end < len(text) and end not in kept and unicodedata.category(text[end]) in {"Mn", "Me", "Lm"}:
        end += 1
    return end
