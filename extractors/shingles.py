"""What two texts have in common, told by their shingles: every few folded words in a row, as numbers.

A copy is edited, cut and added to, so that it is the share of the shorter text that tells a copy, not the
likeness of both. `chosen` thins shingles by winnowing (Schleimer, Wilkerson and Aiken, 2003): two texts that
share RUN words in a row share a chosen shingle for certain, which no sketch of fixed size promises for a
short text inside a long one. Everything follows from the texts alone, on every machine.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from extractors.arabic import fold
from extractors.sentences import sentences

WORDS = 4  # of a shingle
WINDOW = 12  # shingles in a row of which at least one is chosen
RUN = WORDS + WINDOW - 1  # words in a row that cannot be shared unseen
FEWEST = 18  # shingles in common below which two texts may agree by set phrases alone
IN_COMMON = 0.3  # share of the shorter text from which on one is a copy of the other
MOST = 0.4  # share of a sentence's shingles from which on it may be the same sentence
CROWD, EVERYBODY = 64, 2000  # texts with one shingle: more are a crowd; more than that, boilerplate
SEVERAL = 5  # shingles of a crowd that two neighbours must share
CUT = 24  # bits of 64 that a mark is without
LONGER = 8  # times the shorter text: a longer one is a digest that holds many reports

_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> list[str]:
    """The words of a text as they are matched, without marks."""
    return _WORD.findall(fold(text))


def shingles(text: str) -> list[int]:
    """One number of 64 bits for every WORDS words in a row, in order; of a shorter text, one for all."""
    words = folded_words(text)
    if not words:
        return []
    runs = max(1, len(words) - WORDS + 1)
    return [_number(" ".join(words[at : at + WORDS])) for at in range(runs)]


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big")


def chosen(numbers: Sequence[int]) -> set[int]:
    """The least of every WINDOW shingles in a row: about two of WINDOW + 1."""
    if len(numbers) <= WINDOW:
        return {min(numbers)} if numbers else set()
    found = set()
    least, at = numbers[0], 0
    for end in range(WINDOW, len(numbers) + 1):
        start = end - WINDOW
        if at < start or start == 0:
            least = min(numbers[start:end])
            at = start + numbers[start:end].index(least)
        elif numbers[end - 1] < least:
            least, at = numbers[end - 1], end - 1
        found.add(least)
    return found


def share(of: Iterable[int], held: frozenset[int] | set[int]) -> float:
    """Which part of these distinct shingles is among those held: 0 to 1; 0 for none."""
    own = set(of)
    return len(own & held) / len(own) if own else 0.0


class Shingled(NamedTuple):
    """A text's distinct shingles: all of them, and those within each sentence."""

    every: frozenset[int]
    parts: tuple[frozenset[int], ...]


def shingled(text: str) -> Shingled:
    """The text's shingles; see `Shingled`."""
    parts = (frozenset(shingles(sentence.printed)) for sentence in sentences(text))
    return Shingled(frozenset(shingles(text)), tuple(part for part in parts if part))


def tells_the_same(one: Shingled, other: Shingled) -> bool:
    """Whether one text was made from the other, or both from a third.

    Of the shorter one's sentences only those count of which the longer has most: a title of honour or another
    set phrase stands in sentences that have little else in common. A text LONGER times as long as the other
    is none: a digest would tie together what it sums up.
    """
    shorter, longer = sorted((one, other), key=lambda text: len(text.every))
    size = len(shorter.every)
    if not size or len(longer.every) > LONGER * size or len(shorter.every & longer.every) < IN_COMMON * size:
        return False
    common: set[int] = set()
    for part in shorter.parts:
        shared = part & longer.every
        if len(shared) >= MOST * len(part):
            common |= shared
    return len(common) >= min(FEWEST, size) and len(common) >= IN_COMMON * size


def marks(text: str) -> set[int]:
    """The chosen shingles of a text, each cut to its first 40 bits: what texts are looked up by."""
    return {one >> CUT for one in chosen(shingles(text))}


def near_pairs(texts: Iterable[str], *, crowd: int = CROWD) -> Iterator[tuple[int, int]]:
    """The pairs of texts, by number, that share a chosen shingle and so may tell the same; each pair once.

    See `paired`. Memory: 4 kB a text.
    """
    return iter(sorted(paired(_holders(texts), crowd=crowd)))


def paired(holders: Iterable[Sequence[int]], *, crowd: int = CROWD) -> set[tuple[int, int]]:
    """The pairs of texts that may tell the same, given for each mark the numbers of its holders, ascending.

    A mark that more than `crowd` texts hold is boilerplate, or of a story that everybody printed: of such
    holders only neighbours are paired, and only where several marks do.
    """
    pairs: set[tuple[int, int]] = set()
    crowded: Counter[tuple[int, int]] = Counter()
    for those in holders:
        if len(those) <= crowd:
            pairs.update(combinations(those, 2))
        elif len(those) <= EVERYBODY:
            crowded.update(pairwise(those))
    pairs.update(pair for pair, count in crowded.items() if count >= SEVERAL)
    return pairs


def paired_with(number: int, holders: Iterable[Sequence[int]], *, crowd: int = CROWD) -> set[tuple[int, int]]:
    """Those of the pairs that `paired` gives in which `number` is, given the holders of its own marks."""
    pairs: set[tuple[int, int]] = set()
    crowded: Counter[tuple[int, int]] = Counter()
    for those in holders:
        if len(those) <= crowd:
            pairs.update((min(one, number), max(one, number)) for one in those if one != number)
        elif len(those) <= EVERYBODY:
            at = bisect_left(those, number)
            crowded.update(pairwise(those[max(0, at - 1) : at + 2]))
    pairs.update(pair for pair, count in crowded.items() if count >= SEVERAL)
    return pairs


def _holders(texts: Iterable[str]) -> Iterator[list[int]]:
    """Of each mark that two texts or more hold, their numbers in order."""
    low = CUT  # bits that number a text: 16 million texts
    mask = (1 << low) - 1
    packed: list[int] = []
    for number, text in enumerate(texts):
        packed += [one << low | number for one in marks(text)]
    packed.sort()
    for _, same in groupby(packed, key=lambda one: one >> low):
        holders = [one & mask for one in same]
        if len(holders) > 1:
            yield holders


def groups(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The texts that pairs tie together, directly or through others: numbers in order, first group first."""
    above: dict[int, int] = {}

    def top(number: int) -> int:
        while (up := above.setdefault(number, number)) != number:
            above[number] = number = above[up]
        return number

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    found: dict[int, list[int]] = {}
    for number in sorted(above):
        found.setdefault(top(number), []).append(number)
    return [tuple(found[first]) for first in sorted(found)]
