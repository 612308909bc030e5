"""Words that take a side (قُتل, استُشهد): groups of ways to say one thing, and where a text says them.

`wordlists/terms.txt` says how a list is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from extractors.arabic import fold, tokens
from extractors.lexicon import WordListError

TERMS = "terms.txt"
_FORMS = re.compile("[،,]")
_LIST = Path(__file__).parent / "wordlists" / TERMS

Way = tuple[str, ...]  # the forms of one way to say a thing
Group = tuple[Way, ...]
Known = tuple[tuple[str, ...], int, int]  # the stems of a form, its group and its way


class Hit(NamedTuple):
    """text[start:end] says the thing of `group` in its way number `way`."""

    start: int
    end: int
    group: int
    way: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Groups of ways to say one thing, as they are written."""

    groups: tuple[Group, ...]

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Give where the text says one of the ways; inflection and clitics do not matter."""
        known = _by_first_stem(self)
        found: list[Hit] = []
        said = list(tokens(text))
        for at, token in enumerate(said):
            for stems, group, way in known.get(token.stem, ()):
                if len(stems) == 1 or tuple(t.stem for t in said[at : at + len(stems)]) == stems:
                    found.append(Hit(token.start, said[at + len(stems) - 1].end, group, way))
        return tuple(found)

    def is_alone(self, group: int) -> bool:
        """Say whether a group has one way: words that say something by being there."""
        return len(self.groups[group]) == 1


@lru_cache(maxsize=8)
def _by_first_stem(terms: Terms) -> dict[str, tuple[Known, ...]]:
    collected: dict[str, dict[Known, None]] = {}
    for known in _stemmed(terms.groups):
        collected.setdefault(known[0][0], {})[known] = None
    return {first: tuple(ways) for first, ways in collected.items()}


def _stemmed(groups: Sequence[Group]) -> Iterator[Known]:
    for number, group in enumerate(groups):
        for way, forms in enumerate(group):
            for form in forms:
                stems = tuple(token.stem for token in tokens(form))
                if stems:
                    yield stems, number, way


@cache
def shipped_terms() -> Terms:
    """Give the groups that come with the project. Raises WordListError for a line that cannot be read."""
    return parse_terms(_LIST.read_text("utf-8"), TERMS)


def parse_terms(text: str, name: str, onto: Terms | None = None) -> Terms:
    """Give the groups of a list, behind those of another one; `name` is the file's, for errors.

    Raises WordListError for a line without a word.
    """
    groups: list[Group] = list(onto.groups) if onto is not None else []
    taken_out: set[str] = set()
    own: list[Group] = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        group = tuple(_way(part) for part in entry.removeprefix("!").split("="))
        if not all(group):
            raise WordListError(name, number, line.strip(), "words, with = between ways to say one thing")
        if entry.startswith("!"):
            taken_out |= {fold(form) for way in group for form in way}
        else:
            own.append(group)
    kept = [group for group in groups if not any(fold(form) in taken_out for form in _forms(group))]
    return Terms((*kept, *own))


def _way(part: str) -> Way:
    forms = (" ".join(form.split()) for form in _FORMS.split(part))
    return tuple(form for form in forms if any(map(str.isalpha, form)))


def _forms(group: Iterable[Way]) -> Iterator[str]:
    return (form for way in group for form in way)
