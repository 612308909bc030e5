"""Which sentences of an earlier text became which of a later one, by what they share; where others moved."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.edit_script import Hunk, hunks
from extractors.number_words import numbers
from extractors.sentences import Sentence, Word, words

ALIKE = 0.4  # share of words in common from which on two sentences are one that was changed
MOVED = 0.75  # and from which on a sentence that stands elsewhere is one that was moved
SMALL = 900  # pairs of sentences, all of which are compared
COMMON = 12  # sentences that a word may stand in and still suggest which ones to compare
NEAREST = 4  # sentences that one is weighed against in the end
NUMBER = "#"
FEWEST = 3  # words of a sentence that can be told to have moved


@dataclass(frozen=True, eq=False)
class Piece:
    """One sentence with its words, those of the whole text counted from its beginning."""

    sentence: Sentence

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words and marks; places count from the sentence's beginning."""
        return words(self.sentence.printed)

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each word occurs, marks left out and every number counted as the same word."""
        said = numbers(self.sentence.printed)
        inside = {at for number in said for at in range(number.start, number.end)}
        kept = (word.key for word in self.words if not word.is_mark and word.start not in inside)
        return Counter([*kept, *(NUMBER for _ in said)])

    @cached_property
    def length(self) -> int:
        """How many words it has, marks left out."""
        return sum(self.counted.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Sentence number `before` of the earlier text is number `after` of the later one."""

    before: int
    after: int
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Pairs in the order of the later text, and the numbers of sentences that have no counterpart.

    `in_common` is the share of the shorter text's words that stand in the other's paired sentence: 0 to 1.
    """

    pairs: tuple[Pair, ...]
    lost: tuple[int, ...]
    added: tuple[int, ...]
    in_common: float


def align(before: Sequence[Piece], after: Sequence[Piece]) -> Alignment:
    """Pair the sentences of two texts: equal ones, changed ones in order, and those that moved."""
    kept: list[Pair] = []
    for hunk, equal in _stretches(before, after):
        if equal:
            numbers = zip(
                range(hunk.before_start, hunk.before_end),
                range(hunk.after_start, hunk.after_end),
                strict=True,
            )
            kept += [Pair(before=a, after=b) for a, b in numbers]
        else:
            kept += _changed(before, after, hunk)
    lost = _others(len(before), (pair.before for pair in kept))
    added = _others(len(after), (pair.after for pair in kept))
    moved = _moved(before, after, lost, added)
    pairs = sorted([*kept, *moved], key=lambda pair: pair.after)
    return Alignment(
        pairs=tuple(pairs),
        lost=_others(len(before), (pair.before for pair in pairs)),
        added=_others(len(after), (pair.after for pair in pairs)),
        in_common=_in_common(before, after, pairs),
    )


def _stretches(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[tuple[Hunk, bool]]:
    """Give the stretches of both texts in turn, with whether they are equal."""
    found = hunks([p.sentence.printed for p in before], [p.sentence.printed for p in after])
    a = b = 0
    for hunk in found:
        yield Hunk(a, hunk.before_start, b, hunk.after_start), True
        yield hunk, False
        a, b = hunk.before_end, hunk.after_end
    yield Hunk(a, len(before), b, len(after)), True


def _others(count: int, taken: Iterable[int]) -> tuple[int, ...]:
    gone = set(taken)
    return tuple(number for number in range(count) if number not in gone)


def _changed(before: Sequence[Piece], after: Sequence[Piece], hunk: Hunk) -> list[Pair]:
    """Pair the sentences within a stretch that differs, in order, so that most words are shared."""
    numbers_a = range(hunk.before_start, hunk.before_end)
    numbers_b = range(hunk.after_start, hunk.after_end)
    weighed = _weighed(before, after, numbers_a, numbers_b, ALIKE)
    return [Pair(before=a, after=b) for a, b in _heaviest_chain(weighed, hunk.after_start, len(numbers_b))]


Weighed = tuple[int, int, float]


def _weighed(
    before: Sequence[Piece],
    after: Sequence[Piece],
    numbers_a: Sequence[int],
    numbers_b: Sequence[int],
    least: float,
) -> list[Weighed]:
    """Give pairs of sentences that share at least this much of their words, with how many they share."""
    found: list[Weighed] = []
    by_word = _rare_words(after, numbers_b) if len(numbers_a) * len(numbers_b) > SMALL else None
    for a in numbers_a:
        candidates = numbers_b
        if by_word is not None:
            from_first, from_last = a - numbers_a[0], numbers_a[-1] - a
            near = {*numbers_b[from_first:][:1], *numbers_b[::-1][from_last:][:1]}
            candidates = sorted(near.union(_suggested(before[a], by_word)))
        shares = ((b, _share(before[a], after[b])) for b in candidates)
        best = sorted(((share, -b) for b, share in shares if share >= least), reverse=True)[:NEAREST]
        found += [(a, -b, share * (before[a].length + after[-b].length)) for share, b in best]
    return found


def _rare_words(after: Sequence[Piece], numbers: Iterable[int]) -> dict[str, list[int]]:
    by_word: dict[str, list[int]] = {}
    for number in numbers:
        for key in after[number].counted:
            places = by_word.setdefault(key, [])
            if len(places) <= COMMON:
                places.append(number)
    return {key: places for key, places in by_word.items() if len(places) <= COMMON}


def _suggested(piece: Piece, by_word: dict[str, list[int]]) -> list[int]:
    shared = Counter(number for key in piece.counted for number in by_word.get(key, ()))
    return [number for number, _ in shared.most_common(2 * NEAREST)]


def _share(a: Piece, b: Piece) -> float:
    """Give how much two sentences have in common: 0 to 1 (Dice's measure over words)."""
    total = a.length + b.length
    if total == 0:
        return float([w.key for w in a.words] == [w.key for w in b.words])
    return 2 * (a.counted & b.counted).total() / total


def _heaviest_chain(weighed: Sequence[Weighed], first: int, width: int) -> list[tuple[int, int]]:
    """Give the pairs, rising in both numbers, that weigh most together."""
    tree: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)  # the best chains by where they end (Fenwick)
    came_from: list[int] = []
    ordered = sorted(weighed, key=lambda pair: (pair[0], -pair[1]))
    for index, (_, b, weight) in enumerate(ordered):
        at, best = b - first, (0.0, -1)
        while at > 0:
            best = max(best, tree[at])
            at &= at - 1
        came_from.append(best[1])
        at = b - first + 1
        while at <= width:
            tree[at] = max(tree[at], (best[0] + weight, index))
            at += at & -at
    best, at = (0.0, -1), width
    while at > 0:
        best = max(best, tree[at])
        at &= at - 1
    chain, index = [], best[1]
    while index >= 0:
        chain.append((ordered[index][0], ordered[index][1]))
        index = came_from[index]
    return chain[::-1]


def _moved(
    before: Sequence[Piece], after: Sequence[Piece], lost: Sequence[int], added: Sequence[int]
) -> list[Pair]:
    """Pair what is left in whatever order, the most alike first."""
    long_a = [number for number in lost if before[number].length >= FEWEST]
    long_b = [number for number in added if after[number].length >= FEWEST]
    weighed = _weighed(before, after, long_a, long_b, MOVED)
    shares = [(_share(before[a], after[b]), a, b) for a, b, _ in weighed]
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for _share_of, a, b in sorted(shares, key=lambda found: (-found[0], found[1:])):
        if a not in taken_a and b not in taken_b:
            taken_a.add(a)
            taken_b.add(b)
            pairs.append(Pair(before=a, after=b, moved=True))
    return pairs


def _in_common(before: Sequence[Piece], after: Sequence[Piece], pairs: Iterable[Pair]) -> float:
    shared = sum((before[pair.before].counted & after[pair.after].counted).total() for pair in pairs)
    shorter = min(sum(piece.length for piece in before), sum(piece.length for piece in after))
    return shared / shorter if shorter else 1.0
