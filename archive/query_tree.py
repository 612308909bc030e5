"""A query that was read, as a tree, and what it looks for in FTS5's language.

Items of a group all must hold, but for those that OR joins to the one before. Words and filters are put
together apart from each other, so that a search may rank by the words and narrow by the filters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.patterns import Leaf, Pattern
from archive.query_days import Days
from archive.query_fields import ENDS, Filter, narrowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One part of a group; `either`: OR stands before it; `without`: it is excluded."""

    part: "Leaf | Filter | Group"
    either: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Parts within parentheses, or the whole query."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a group looks for: `words` and `filters` in FTS5's language, each empty when there are none.

    `found_by` holds the filters that `filters` says, `days` the first and last day that they let through.
    """

    words: str
    filters: str
    found_by: tuple[Filter, ...]
    days: Days | None

    @property
    def match(self) -> str:
        """Words and filters in one expression."""
        return _all([self.words, self.filters])


def compiled(group: Group) -> Wanted:
    """What the group looks for. Exclusions narrow something, and alone look for nothing."""
    words: list[str] = []
    found_by: list[Filter] = []
    for chain in _without_stop_words(_chains(group.items)):
        if (filters := _alternatives(chain)) is not None:
            found_by += filters
        elif choices := list(filter(None, dict.fromkeys(_expression(item.part) for item in chain))):
            words.append(choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})")
    narrowing, days = narrowed(found_by)
    refused = [_expression(item.part) for item in group.items if item.without]
    found = _all(words)
    return Wanted(
        words=_refusing(found, refused),
        filters=_refusing(narrowing, [] if found else refused),
        found_by=tuple(found_by),
        days=days,
    )


def _alternatives(chain: list[Item]) -> list[Filter] | None:
    """The filters of a chain that is a single filter or several of one field; None for other chains."""
    filters: list[Filter] = []
    for item in chain:
        if isinstance(item.part, Filter):
            filters.append(item.part)
        elif isinstance(item.part, Group) and not any(inner.without for inner in item.part.items):
            inside = [_alternatives(inner) for inner in _chains(item.part.items)]
            if not inside or None in inside:
                return None
            filters += [one for found in inside if found for one in found]
        else:
            return None
    alike = len({one.field for one in filters}) == 1 and filters[0].field not in ENDS
    return filters if alike or len(chain) == 1 else None


def patterns_of(group: Group) -> Iterator[Pattern]:
    """What to highlight: the words looked for, and none that is excluded or left out."""
    for chain in _without_stop_words(_chains(group.items)):
        for item in chain:
            if isinstance(item.part, Group):
                yield from patterns_of(item.part)
            elif isinstance(item.part, Leaf):
                yield from item.part.patterns


def _chains(items: tuple[Item, ...]) -> list[list[Item]]:
    """What is looked for: items that OR joins, together; exclusions left out."""
    chains: list[list[Item]] = []
    for item in items:
        if item.without:
            continue
        if item.either and chains:
            chains[-1].append(item)
        else:
            chains.append([item])
    return chains


def _without_stop_words(chains: list[list[Item]]) -> list[list[Item]]:
    """The chains, without stop words when any other word is looked for beside them."""

    def is_common(chain: list[Item]) -> bool:
        return len(chain) == 1 and isinstance(chain[0].part, Leaf) and chain[0].part.common

    telling = [chain for chain in chains if not is_common(chain)]
    if all(len(chain) == 1 and isinstance(chain[0].part, Filter) for chain in telling):
        return chains
    return telling


def _expression(part: Leaf | Filter | Group) -> str:
    if isinstance(part, Leaf):
        return part.expression
    return compiled(part).match if isinstance(part, Group) else narrowed([part])[0]


def _refusing(found: str, refused: list[str]) -> str:
    unwanted = " OR ".join(filter(None, dict.fromkeys(refused)))
    return f"({found} NOT ({unwanted}))" if found and unwanted else found


def _all(expressions: list[str]) -> str:
    wanted = list(filter(None, dict.fromkeys(expressions)))  # what is said twice is looked for once
    return wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})" if wanted else ""
