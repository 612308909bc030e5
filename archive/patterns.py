"""What one word or phrase of a query looks for: an expression for SQLite, and patterns for highlights."""

from dataclasses import dataclass, replace
from typing import Literal

from archive.match import in_columns, quoted, stop_forms
from extractors.arabic import Token, terms

DEFINITE_ARTICLE = "ال"  # kept by exact forms, so a prefix is looked for with and without it


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One thing to look for in a text: token forms in this order.

    `form` says which form of a token is compared. `places` holds, for each token of the pattern, the forms
    that are as good; `prefix` lets the last token merely begin so.
    """

    form: Literal["stem", "exact"]
    places: tuple[frozenset[str], ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One thing a query looks for. `common`: it is a stop word, left out beside other words."""

    expression: str
    patterns: tuple[Pattern, ...]
    common: bool = False


def inflected(words: list[Token], typed: str, title_only: bool) -> Leaf:
    """A plain word, in any inflection; one typed word that is several tokens (covid-19) keeps their order."""
    if len(words) == 1:
        (word,) = words
        forms = tuple(dict.fromkeys((word.stem, *terms(typed[word.start : word.end]))))
        expression = " OR ".join(quoted((form,)) for form in forms)
        place: tuple[frozenset[str], ...] = (frozenset(forms),)
    else:
        expression = quoted(tuple(word.stem for word in words))
        place = tuple(frozenset({word.stem}) for word in words)
    return Leaf(
        expression=in_columns(f"({expression})", exact=False, title_only=title_only),
        patterns=(Pattern(form="stem", places=place),),
        common=all(word.exact in stop_forms() for word in words),
    )


def phrase(words: list[Token], title_only: bool, *, prefix: bool) -> Leaf:
    """These words in this order, as they are printed; with `prefix` the last may merely begin so."""
    forms = tuple(word.exact for word in words)
    star = "*" if prefix else ""
    return Leaf(
        expression=in_columns(quoted(forms) + star, exact=True, title_only=title_only),
        patterns=(Pattern(form="exact", places=tuple(frozenset({form}) for form in forms), prefix=prefix),),
    )


def prefix_of(words: list[Token], title_only: bool) -> Leaf:
    """Words that begin so, with and without the article."""
    bare = phrase(words, title_only, prefix=True)
    if len(words) > 1 or words[0].exact.startswith(DEFINITE_ARTICLE):
        return bare
    definite = replace(words[0], exact=DEFINITE_ARTICLE + words[0].exact)
    other = phrase([definite], title_only, prefix=True)
    return Leaf(
        expression=f"({bare.expression} OR {other.expression})", patterns=bare.patterns + other.patterns
    )


def near(words: list[Token], distance: int, title_only: bool) -> Leaf:
    """These words in any order, at most `distance` words apart."""
    stems = tuple(word.stem for word in words)
    near = f"NEAR({' '.join(quoted((stem,)) for stem in stems)}, {distance})"
    return Leaf(
        expression=in_columns(near, exact=False, title_only=title_only),
        patterns=tuple(Pattern(form="stem", places=(frozenset({stem}),)) for stem in stems),
    )
