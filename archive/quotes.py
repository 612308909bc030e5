"""Whether a text holds a quote: letter for letter, or as a reader without a keyboard's finer points typed it.

Verbatim means a substring, character by character. Normalised means that both agree once hamza seats, vowel
signs, tatweel, digits, quotation marks, white space and the spaces round punctuation no longer count.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from extractors.arabic import fold_map

Agreement = Literal["verbatim", "normalised"]

CONTEXT = 32  # code points of prefix and suffix
OUTER_MARKS = {'"': '"', "«": "»", "“": "”", "”": "“", "„": "“", "‹": "›", "‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """Where a text holds a quote: `start` and `end` are code points, `exact` is what is printed there.

    `prefix` and `suffix` are up to CONTEXT code points before and after, as in a W3C TextQuoteSelector;
    `occurrences` counts how often the text holds the quote, of which this is the first.
    """

    agreement: Agreement
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    occurrences: int


def bare_quote(typed: str) -> str:
    """The quote without surrounding white space and the typist's own pair of quotation marks round it all."""
    quote = typed.strip()
    if len(quote) > 1 and OUTER_MARKS.get(quote[0]) == quote[-1]:
        inner = quote[1:-1]
        if quote[0] not in inner and quote[-1] not in inner:
            return inner.strip()
    return quote


def match_quote(quote: str, text: str) -> QuoteMatch | None:
    """Where `text` holds the quote, verbatim if it can be, else normalised; None when neither.

    An occurrence that does not begin or end inside a word comes before one that does.
    """
    if not quote:
        return None
    spans = _occurrences(quote, text)
    if spans:
        return _chosen("verbatim", spans, text)
    wanted, _ = _matching_form(quote)
    if not any(character.isalnum() for character in wanted):
        return None
    form, origins = _matching_form(text)
    folded = _occurrences(wanted, form)
    if not folded:
        return None
    kept = frozenset(origins)
    spans = [(origins[start], _end(origins[end - 1] + 1, kept, text)) for start, end in folded]
    return _chosen("normalised", spans, text)


def _occurrences(wanted: str, text: str) -> list[tuple[int, int]]:
    spans = []
    start = text.find(wanted)
    while start >= 0:
        spans.append((start, start + len(wanted)))
        start = text.find(wanted, start + len(wanted))
    return spans


def _chosen(agreement: Agreement, spans: list[tuple[int, int]], text: str) -> QuoteMatch:
    start, end = next((span for span in spans if _is_whole(span, text)), spans[0])
    return QuoteMatch(
        agreement=agreement,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        occurrences=len(spans),
    )


def _is_whole(span: tuple[int, int], text: str) -> bool:
    """Whether the span begins and ends where words do."""
    start, end = span
    cuts_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not cuts_before and not cuts_after


def _matching_form(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text without spaces beside punctuation or at its ends, and each character's origin."""
    form, origins = fold_map(text)
    kept = [
        number
        for number, character in enumerate(form)
        if not character.isspace()
        or (0 < number < len(form) - 1 and not _is_mark(form[number - 1]) and not _is_mark(form[number + 1]))
    ]
    return "".join(form[number] for number in kept), tuple(origins[number] for number in kept)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("P")


def _end(end: int, kept: frozenset[int], text: str) -> int:
    """The end moved past vowel signs and the like that folding dropped but that belong to the last letter."""
    while end < len(text) and end not in kept and unicodedata.category(text[end]) in {"Mn", "Me", "Lm"}:
        end += 1
    return end
