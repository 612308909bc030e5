"""Whom a version credits, held against another one: sources added or dropped, and the names they give."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.change_sides import Change, Place
from extractors.arabic import fold
from extractors.given_names import GIVEN
from extractors.sentences import Sentence

_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whom a text credits (an attribution): body[start:end] is `printed`, `source` its name when known."""

    source: str | None
    printed: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The folded name that tells one source from another."""
        return fold(self.source or self.printed)


def credit_changes(
    before: Sequence[Credit], after: Sequence[Credit], same: Sequence[tuple[Sentence, Sentence]]
) -> Iterator[Change]:
    """The sources that only one of two texts credits; `same` are the sentences that both print alike.

    A sentence that stayed credits whom it credited, even where a reader saw it once only.
    """
    for credit in _only(before, after, [old for old, _ in same]):
        place = Place(field="body", start=credit.start, end=credit.end)
        yield Change(kind="attribution-dropped", before=credit.printed, after=None, before_place=place)
    for credit in _only(after, before, [new for _, new in same]):
        place = Place(field="body", start=credit.start, end=credit.end)
        yield Change(kind="attribution-added", before=None, after=credit.printed, after_place=place)


def known_names(credits: Iterable[Credit]) -> frozenset[str]:
    """The folded words of the persons' names among the sources, from the given name on."""
    found: set[str] = set()
    for credit in credits:
        words = credit.key.split()
        first = next((number for number, word in enumerate(words) if word in GIVEN), len(words))
        found.update(words[first : first + _LONGEST_NAME])
    return frozenset(found)


def _only(
    credits: Iterable[Credit], others: Iterable[Credit], unchanged: Sequence[Sentence]
) -> Iterator[Credit]:
    """The sources, each once, that the other text does not credit under any part of their names."""
    known = [frozenset(other.key.split()) for other in others]
    ordered = sorted(credits, key=lambda credit: (credit.key, credit.start))
    for _, same in groupby(ordered, key=lambda credit: credit.key):
        credit = next(same)
        own = frozenset(credit.key.split())
        if any(own <= other or other <= own for other in known):
            continue
        if not any(one.start <= credit.start < one.end for one in unchanged):
            yield credit
