"""Plain words of a query that are a member of a group of synonyms, widened to all of the group."""

from dataclasses import dataclass

from archive.patterns import Leaf, one_of
from archive.query_tree import Item
from archive.synonyms import Lookup

MAX_EXPANSIONS = 8  # of one group of a query; further members stay as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What was typed, and the members of the group that were looked for as well."""

    typed: str
    members: tuple[str, ...]


def with_synonyms(items: list[Item], synonyms: Lookup) -> list[tuple[Item, Expansion | None]]:
    """The items of a group; plain words in a row that are a member, the longest first, become one item.

    It finds any member: a word in any inflection, several words in their order. Quotations, beginnings of
    words and filters stay as they are.
    """
    found: list[tuple[Item, Expansion | None]] = []
    at = expansions = 0
    while at < len(items):
        run = _plain_words(items, at)
        match = synonyms.longest(run) if run else None
        if match is None or expansions >= MAX_EXPANSIONS:
            found.append((items[at], None))
            at += 1
            continue
        length, group = match
        typed = tuple(stems for leaf in run[:length] for stems in leaf.words)
        if len(typed) > 1:
            typed = tuple(frozenset({min(stems)}) for stems in typed)  # in a sequence a word has one stem
        widened = one_of([typed, *group.stems], run[0].place)
        words = " ".join(leaf.typed for leaf in run[:length])
        item = Item(part=widened, either=items[at].either, without=items[at].without)
        found.append((item, Expansion(typed=words, members=group.members)))
        at += length
        expansions += 1
    return found


def _plain_words(items: list[Item], start: int) -> list[Leaf]:
    """The plain words from here on that stand side by side, with no operator between them."""
    run: list[Leaf] = []
    for item in items[start:]:
        leaf = item.part
        if not isinstance(leaf, Leaf) or not leaf.words or (run and leaf.place != run[0].place):
            break
        if run and (item.either or item.without or items[start].without):
            break
        run.append(leaf)
    return run
