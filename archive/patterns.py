"""What one word or phrase of a query looks for: an expression for SQLite, and patterns for highlights."""

from dataclasses import dataclass
from typing import Literal

from archive.match import Place, any_of, in_columns, quoted, stop_forms
from extractors.arabic import Analyser, Token, fold

DEFINITE_ARTICLE = "ال"  # kept by exact forms, so a prefix is looked for with and without it
MIN_PREFIX = 3  # letters: SQLite merges all words that begin so, which a shorter beginning makes too many


Places = tuple[frozenset[str], ...]  # words in order, each in forms that are as good


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One thing to look for in a text: token forms in this order.

    `form` says which form of a token is compared. `places` holds, for each token of the pattern, the forms
    that are as good; `prefix` lets the last token merely begin so.
    """

    form: Literal["stem", "exact"]
    places: Places
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One thing a query looks for. `common`: it is a stop word, left out beside other words.

    For a plain word, `typed` is how it was typed, `words` the stems of each of its tokens and `place` where
    it is looked for: synonyms are found by them.
    """

    expression: str
    patterns: tuple[Pattern, ...]
    common: bool = False
    typed: str = ""
    words: Places = ()
    place: Place | None = None


def inflected(typed: str, words: list[Token], place: Place | None, analyser: Analyser) -> Leaf:
    """A plain word, in any inflection; one typed word that is several tokens (covid-19) keeps their order."""
    places = stems_of(typed, words, analyser)
    return Leaf(
        expression=in_order(places, place),
        patterns=(Pattern(form="stem", places=places),),
        common=all(word.exact in stop_forms(analyser) for word in words),
        typed=typed,
        words=places,
        place=place,
    )


def one_of(choices: list[Places], place: Place | None) -> Leaf:
    """Any of these words and sequences of words, given as stems.

    What has تنظيم الدولة الإسلامية in it has تنظيم الدولة: the longer is for highlights, as phrases are dear.
    """
    choices = list(dict.fromkeys(choices))
    needed = [one for one in choices if not any(_holds(one, other) for other in choices if other != one)]
    return Leaf(
        expression=f"({' OR '.join(in_order(places, place) for places in needed)})",
        patterns=tuple(Pattern(form="stem", places=places) for places in choices),
    )


def _holds(longer: Places, shorter: Places) -> bool:
    """Whether every text with the longer sequence has the shorter one in it."""
    return any(
        all(map(frozenset.issubset, longer[at:], shorter)) for at in range(len(longer) - len(shorter) + 1)
    )


def stems_of(typed: str, words: list[Token], analyser: Analyser) -> Places:
    """For each token of what was typed, the stems that it can be read as; only a lone one has several."""
    if len(words) > 1:
        return tuple(frozenset({word.stem}) for word in words)
    (word,) = words
    return (frozenset({word.stem, *analyser.terms(typed[word.start : word.end])}),)


def in_order(places: Places, place: Place | None) -> str:
    """An FTS5 expression for these stems one after the other; of several words, each has one stem."""
    if len(places) == 1:
        return in_columns(any_of(sorted(places[0])), exact=False, place=place)
    return in_columns(quoted(tuple(min(stems) for stems in places)), exact=False, place=place)


def phrase(words: list[Token], place: Place | None) -> Leaf:
    """These words in this order, as they are printed."""
    return _exactly([tuple(word.exact for word in words)], place, prefix=False)


def prefix_of(typed: str, words: list[Token], place: Place | None, analyser: Analyser) -> Leaf | None:
    """Words that begin so, with and without the article; before them, in order, the other words.

    A beginning is no word: its first letter is none of the clitics that a word would lose. None for one that
    is shorter than MIN_PREFIX letters.
    """
    *before, last = words
    start, definite = _beginning(typed[last.start : last.end], analyser)
    if len(start) < MIN_PREFIX + definite * len(DEFINITE_ARTICLE):
        return None
    others = tuple(word.exact for word in before)
    beginnings = (start,) if definite else (start, DEFINITE_ARTICLE + start)
    return _exactly([(*others, beginning) for beginning in beginnings], place, prefix=True)


def _beginning(typed: str, analyser: Analyser) -> tuple[str, bool]:
    """The letters as exact forms spell them, and whether the article is among them.

    With the article before it, a word keeps its first letter.
    """
    definite = typed.startswith(DEFINITE_ARTICLE)
    found = list(analyser.tokens(typed if definite else DEFINITE_ARTICLE + typed))
    if len(found) == 1 and found[0].exact.startswith(DEFINITE_ARTICLE):
        return found[0].exact if definite else found[0].exact.removeprefix(DEFINITE_ARTICLE), definite
    return fold(typed), definite


def _exactly(choices: list[tuple[str, ...]], place: Place | None, *, prefix: bool) -> Leaf:
    star = "*" if prefix else ""
    wanted = " OR ".join(quoted(forms) + star for forms in choices)
    return Leaf(
        expression=in_columns(f"({wanted})", exact=True, place=place),
        patterns=tuple(
            Pattern(form="exact", places=tuple(frozenset({form}) for form in forms), prefix=prefix)
            for forms in choices
        ),
    )


def near(words: list[Token], distance: int, place: Place | None) -> Leaf:
    """These words in any order, at most `distance` words apart."""
    stems = tuple(word.stem for word in words)
    near = f"NEAR({' '.join(quoted((stem,)) for stem in stems)}, {distance})"
    return Leaf(
        expression=in_columns(near, exact=False, place=place),
        patterns=tuple(Pattern(form="stem", places=(frozenset({stem}),)) for stem in stems),
    )
