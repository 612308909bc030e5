"""Under which index terms a text that holds a quote can be found.

The index keeps some spellings apart that a quote need not (على and علي, آلية and الية): the analyser reads
them as different words. And every word of a quote may be the one that was changed. So a quote is looked up by
a run of its words, and by each of its words and pairs of words in every spelling that a typist may have
meant; whether a text holds the quote is decided by comparing it, never by the index.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.match import any_match, phrase_match, stop_forms
from archive.quotation import Quotation
from extractors.arabic import Analyser, Token, fold
from extractors.arabic import analyser as default_analyser
from extractors.characters import ALEF

RUN = 32  # words of a quote that are looked up in their order; the comparison is with all of it
SHORT = 5  # words from which on a run leaves out the first and the last, which may be cut
MOST_WORDS = 12  # that are looked up singly, and as many pairs: the longest, which are the rarest
MOST_NUMBERS = 4  # the longest too; in a formula they alone tell one report from another
NEAR_START = 4  # letters in which a clitic may hide a hamza
SAME_ENDING = (("ي", "ى"), ("ه", "ة"))  # what a typist leaves undotted


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """FTS5 expressions: `runs` of words as typed, `numbers`, and `units`: words in any spelling, or pairs.

    A text that holds the quote answers most numbers and units, rarely all of them.
    """

    runs: tuple[str, ...]
    numbers: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    printed: str
    token: Token
    common: bool


def lookup(quotation: Quotation, analyser: Analyser | None = None) -> Lookup:
    """How to look the quote up; without expressions for a quote without a word.

    `analyser` is the index's, by default the project's.
    """
    analyser = analyser or default_analyser()
    parts = [list(_words(part.typed, analyser)) for part in quotation.parts]
    words = [word for part in parts for word in part]
    if not words:
        return Lookup(runs=(), numbers=(), units=())
    telling = [word for word in words if not word.common] or words
    longest = sorted(telling, key=lambda word: -len(word.token.exact))
    numbers = [word for word in longest if word.token.exact[:1].isdigit()][:MOST_NUMBERS]
    others = [word for word in longest if word not in numbers][:MOST_WORDS]
    pairs = sorted((pair for part in parts for pair in _pairs(part)), key=lambda pair: -sum(map(len, pair)))
    singly = [any_match([_spellings(word, analyser)]) for word in others]
    return Lookup(
        runs=tuple(_runs([word.token.exact for word in max(parts, key=len)])),
        numbers=tuple(dict.fromkeys(any_match([frozenset([word.token.exact])]) for word in numbers)),
        units=tuple(dict.fromkeys([*map(phrase_match, pairs[:MOST_WORDS]), *singly])),
    )


def _words(typed: str, analyser: Analyser) -> Iterator[_Typed]:
    clean = typed.encode("utf-8", "replace").decode("utf-8")
    common = stop_forms(analyser)
    for token in analyser.tokens(clean):
        yield _Typed(clean[token.start : token.end], token, token.exact in common)


def _pairs(part: Sequence[_Typed]) -> Iterator[tuple[str, str]]:
    """Two words in a row, neither of them a common one."""
    return ((a.token.exact, b.token.exact) for a, b in pairwise(part) if not a.common and not b.common)


def _runs(forms: Sequence[str]) -> Iterator[str]:
    """The words in their order, without the first and the last, which may be cut; of few words also all."""
    if len(forms) < SHORT:
        yield phrase_match(tuple(forms))
    if len(forms) > 2:
        yield phrase_match(tuple(forms[1:-1][:RUN]))


def _spellings(word: _Typed, analyser: Analyser) -> frozenset[str]:
    """The exact forms under which the word, or what it is short for, may stand in the index."""
    plain = fold(word.printed)
    written = {word.printed, plain}
    for place, letter in enumerate(plain[:NEAR_START]):
        if letter == ALEF.becomes:
            written |= {plain[:place] + alef + plain[place + 1 :] for alef in ALEF.chars[:3]}
    for end, other in SAME_ENDING:
        written |= {spelling[:-1] + other for spelling in written if spelling.endswith(end)}
    found = {form.exact for spelling in written for form in analyser.tokens(spelling)}
    return frozenset(found | {word.token.exact})
