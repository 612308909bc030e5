"""Under which index terms a text that holds a quote can be found.

The index keeps some spellings apart that a quote need not (على and علي, آلية and الية): the analyser reads
them as different words. So a quote is looked up as typed first, then under the spellings a typist may have
meant; whether a text holds the quote is decided by comparing it, never by the index.
"""

from dataclasses import dataclass

from archive.match import all_match, any_match, phrase_match, stop_forms
from extractors.arabic import Analyser, Token, fold
from extractors.arabic import analyser as default_analyser
from extractors.characters import ALEF

MAX_FORMS = 64  # words of a quote that are looked up; the comparison is with all of it
MAX_RANKED = 12  # words looked up when any of them will do: the longest, which are the rarest
NEAR_START = 4  # letters in which a clitic may hide a hamza
SAME_ENDING = (("ي", "ى"), ("ه", "ة"))  # what a typist leaves undotted


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One FTS5 expression. `ranked`: best matches first, not earliest; `last_resort`: if all others fail."""

    match: str
    ranked: bool = False
    last_resort: bool = False


def lookups(quote: str, analyser: Analyser | None = None) -> tuple[Lookup, ...]:
    """The expressions to try one after the other; none for a quote without a word.

    `analyser` is the index's, by default the project's. First its words in order; then without the first and
    last, which may be cut; then all its words in any order and spelling; at last any of its words.
    """
    analyser = analyser or default_analyser()
    clean = quote.encode("utf-8", "replace").decode("utf-8")
    words = [(clean[token.start : token.end], token) for token in analyser.tokens(clean)]
    if not words:
        return ()
    typed = tuple(token.exact for _, token in words[:MAX_FORMS])
    inner = tuple(token.exact for _, token in words[1:-1][:MAX_FORMS])
    spellings = [_spellings(word, token, analyser) for word, token in words[:MAX_FORMS]]
    telling = [forms for forms in spellings if not forms & stop_forms(analyser)] or spellings
    longest = sorted(telling, key=lambda forms: -max(map(len, forms)))[:MAX_RANKED]
    return (
        Lookup(match=phrase_match(typed)),
        *((Lookup(match=phrase_match(inner)),) if inner else ()),
        Lookup(match=all_match(spellings)),
        Lookup(match=any_match(longest), ranked=True, last_resort=True),
    )


def _spellings(word: str, token: Token, analyser: Analyser) -> frozenset[str]:
    """The exact forms under which the word, or what it is short for, may stand in the index."""
    plain = fold(word)
    written = {word, plain}
    for place, letter in enumerate(plain[:NEAR_START]):
        if letter == ALEF.becomes:
            written |= {plain[:place] + alef + plain[place + 1 :] for alef in ALEF.chars[:3]}
    for end, other in SAME_ENDING:
        written |= {spelling[:-1] + other for spelling in written if spelling.endswith(end)}
    found = {form.exact for spelling in written for form in analyser.tokens(spelling)}
    return frozenset(found | {token.exact})
