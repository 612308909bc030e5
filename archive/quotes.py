"""Whether a text holds a quote: letter for letter, but for spelling habits, or but for a few words.

Verbatim means a substring, character by character. Normalised means that both agree once hamza seats, vowel
signs, tatweel, digits, quotation marks, white space and the spaces round punctuation no longer count. Fuzzy
means that at most one word in five differs, or that marks do. What the typist left out or put in, and said so
by an ellipsis or by square brackets, is no difference; but such a quote is no substring, so never verbatim.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from archive.quotation import Quotation, bare_quote, read_quotation
from archive.quote_differences import Difference, Place
from archive.quote_places import Text, alike_places, near_places, same_places

__all__ = ["CONTEXT", "Agreement", "QuoteMatch", "Span", "Text", "bare_quote", "match_quote"]

Agreement = Literal["verbatim", "normalised", "fuzzy"]

CONTEXT = 32  # code points of prefix and suffix
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
    there are none), `edits` the words that differ, `unprinted` those of them that only the quote has,
    `differences` how; `insertions` what was put in.
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
    unprinted: int
    differences: tuple[Difference, ...]
    insertions: tuple[str, ...]

    @property
    def distance(self) -> tuple[int, int, int, int]:
        """Orders matches: letter for letter first, then but for spelling, then by how many words differ."""
        grade = ("verbatim", "normalised", "fuzzy").index(self.agreement)
        return grade, self.edits, self.unprinted, len(self.differences)

    def selectors(self) -> dict[str, Any]:
        """It in the keys of `quote` in `warraq cite --json`."""
        document = asdict(self)
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in document.items()
            if key not in ("agreement", "unprinted")
        }


def match_quote(quote: str, text: str | Text) -> QuoteMatch | None:
    """Where `text` holds the quote: verbatim if it can be, else normalised, else fuzzy; None when not at all.

    An occurrence that does not begin or end inside a word comes before one that does.
    """
    if not quote:
        return None
    text = text if isinstance(text, Text) else Text(text)
    spans = same_places(quote, text.printed)
    if spans:
        return _matched("verbatim", [Place(start=start, end=end) for start, end in spans], text.printed)
    quotation = read_quotation(quote)
    if not quotation.parts:
        return None
    places = alike_places(quotation.whole, text)
    if places:
        return _matched("normalised", places, text.printed)
    if len(quotation.parts) == 1:
        part = quotation.parts[0]
        places = ([] if quotation.is_plain else alike_places(part, text)) or _best(near_places(part, text))
        agreement: Agreement = "fuzzy" if places and places[0].differences else "normalised"
        found = _matched(agreement, places, text.printed, quotation.insertions) if places else None
    else:
        found = _in_parts(quotation, text)
    return found


def match_at(text: str, start: int, end: int) -> QuoteMatch:
    """The match of a passage that is known by its place: code points `start` to `end` of the text.

    `occurrences` and `places` are as of a quote of these words, the one that is meant among them.
    """
    here = Place(start=start, end=end)
    spans = {*same_places(text[start:end], text), (start, end)}
    places = [Place(start=one, end=behind) for one, behind in sorted(spans)]
    return _matched("verbatim", places, text, chosen=here)


def _best(places: Sequence[Place]) -> list[Place]:
    """Those that differ least, in the order of the text."""
    least = min((_apart(one) for one in places), default=None)
    return sorted((one for one in places if _apart(one) == least), key=lambda one: one.start)


def _apart(place: Place) -> tuple[int, int, int]:
    return place.edits, place.unprinted, len(place.differences)


def _in_parts(quotation: Quotation, text: Text) -> QuoteMatch | None:
    """The parts in their order: but for spelling habits if they can be, else with words that differ."""
    alike = [alike_places(part, text) for part in quotation.parts]
    chain = _chain(quotation, alike, text)
    if chain is None:
        near = [found or near_places(part, text) for part, found in zip(quotation.parts, alike, strict=True)]
        chain = _chain(quotation, near, text)
    if chain is None:
        return None
    differences = tuple(difference for place in chain for difference in place.differences)
    whole = Place(
        start=chain[0].start,
        end=chain[-1].end,
        edits=sum(place.edits for place in chain),
        unprinted=sum(place.unprinted for place in chain),
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
                if chain[-1].end <= place.start
                and (between := text.words_between(chain[-1].end, place.start)) <= most
            ]
            if before:
                longer.append(min(before, key=lambda one: one[:2]))
        chains = longer
    return min(chains, key=lambda one: one[:2])[2] if chains else None


def _matched(
    agreement: Agreement,
    places: Sequence[Place],
    text: str,
    insertions: tuple[str, ...] = (),
    parts: Sequence[Place] = (),
    chosen: Place | None = None,
) -> QuoteMatch:
    if chosen is None:
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
        unprinted=chosen.unprinted,
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
