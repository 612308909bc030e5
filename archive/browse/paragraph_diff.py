"""Two texts paragraph beside paragraph: which became which, and what changed within each, word by word."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.browse.inline_diff import Piece, word_diff
from extractors.edit_script import hunks

ALIKE = 0.3  # share of words in common from which on two paragraphs are one that was changed
MOST_PAIRS = 2500  # paragraphs before times after, of one stretch, that are weighed against one another
LONG = 45  # words of a paragraph that stayed from which on it is folded away


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A stretch of the comparison; `kind` is same, changed, lost, added or moved.

    `pieces` are its words, lost ones before those that were added in their place; the others have the whole
    `paragraphs`. What moved is shown where it stands now. `folded` says that it is better not shown at once.
    """

    kind: str
    pieces: tuple[Piece, ...] = ()
    paragraphs: tuple[str, ...] = ()
    folded: bool = False


def paragraph_diff(before: str, after: str) -> list[Row]:
    """The rows of the comparison, in the order of the later text; what was lost where it stood."""
    olds, news = _paragraphs(before), _paragraphs(after)
    rows: list[Row] = []
    at = 0
    for hunk in hunks(olds, news):
        rows += _stayed(news[at : hunk.after_start])
        rows += _between(
            olds[hunk.before_start : hunk.before_end],
            news[hunk.after_start : hunk.after_end],
            moved=frozenset(olds) & frozenset(news),
        )
        at = hunk.after_end
    rows += _stayed(news[at:])
    return rows


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _stayed(paragraphs: Sequence[str]) -> Iterator[Row]:
    if paragraphs:
        words = sum(len(one.split()) for one in paragraphs)
        yield Row(kind="same", paragraphs=tuple(paragraphs), folded=len(paragraphs) > 1 or words >= LONG)


def _between(olds: Sequence[str], news: Sequence[str], *, moved: frozenset[str]) -> Iterator[Row]:
    """Rows of a stretch in which no paragraph stayed as it was."""
    for old, new in _paired(olds, news):
        if old is not None and new is not None:
            yield Row(kind="changed", pieces=tuple(word_diff(old, new)))
        elif new is not None:
            yield Row(kind="moved" if new in moved else "added", paragraphs=(new,))
        elif old is not None and old not in moved:
            yield Row(kind="lost", paragraphs=(old,))


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """The paragraphs in order, those that are alike side by side: as much in common as order allows."""
    best = _best(olds, news)
    i = j = 0
    while i < len(olds) or j < len(news):
        if i < len(olds) and j < len(news) and (i, j) in best:
            yield olds[i], news[j]
            i, j = i + 1, j + 1
        elif i < len(olds) and not any((i, later) in best for later in range(j, len(news))):
            yield olds[i], None
            i += 1
        else:
            yield None, news[j]
            j += 1


def _best(olds: Sequence[str], news: Sequence[str]) -> set[tuple[int, int]]:
    """Which pairs make the most of what the two have in common, none crossing another."""
    if len(olds) * len(news) > MOST_PAIRS:
        return {(at, at) for at in range(min(len(olds), len(news)))}
    a, b = [Counter(one.split()) for one in olds], [Counter(one.split()) for one in news]
    reach = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            alike = _alike(a[i], b[j])
            paired = alike + reach[i + 1][j + 1] if alike >= ALIKE else 0.0
            reach[i][j] = max(paired, reach[i + 1][j], reach[i][j + 1])
    found, i, j = set(), 0, 0
    while i < len(a) and j < len(b):
        alike = _alike(a[i], b[j])
        if alike >= ALIKE and reach[i][j] == alike + reach[i + 1][j + 1]:
            found.add((i, j))
            i, j = i + 1, j + 1
        elif reach[i][j] == reach[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _alike(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
