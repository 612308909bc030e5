"""Known-item search: does a query of four remembered words find the report they are from?

A query is drawn from the body of a report as somebody remembers it: content words of middle and low
frequency, each typed otherwise than printed (see `retyping`). A word qualifies when it is of Arabic letters,
three at least, ends in no pronoun, and stands, with whatever clitics, in no more than LARGEST of the reports,
so that no function word does, and just so in three of them at least (in one, where there are fewer than a
thousand reports), so that no slip of the pen does. The rarer a word the likelier it is drawn, by the
logarithm; no two of a query begin alike, so that they are four words and not two. Of the kinds of change that
a word allows one is drawn, all alike likely.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import log
from random import Random
from statistics import median

from benchmarks.quality.material import Story
from benchmarks.search.retyping import Known, count_words, words_of

SEED = 404
WORDS = 4  # of a query
LARGEST = 0.02  # share of reports
FEW = 1000  # reports, below which a word of one of them is no slip of the pen
ALIKE = 4  # letters in which the words of a query differ
LISTED = 10  # a report is found when it is among so many first hits

Ask = Callable[[str], Sequence[int]]  # a query -> the numbers of the reports that it finds, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A word as its report prints it, as it is typed, and the kind of change between them."""

    printed: str
    typed: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A query and the number of the report that it should find."""

    number: int
    words: tuple[Remembered, ...]

    @property
    def query(self) -> str:
        """What is typed."""
        return " ".join(word.typed for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of an item: the place of its report among the hits, from 1, and how many were given."""

    item: Item
    rank: int | None
    hits: int


def know(stories: Sequence[Story], plurals: Mapping[str, tuple[str, ...]], adjectives: Set[str]) -> Known:
    """Give what can be known of the words of the stories."""
    return Known(
        printed=count_words(_body(story) for story in stories),
        least=3 if len(stories) >= FEW else 1,
        plurals=plurals,
        adjectives=adjectives,
    )


def draw(
    stories: Sequence[Story], known: Known, count: int, seed: int = SEED
) -> tuple[list[Story], list[Item]]:
    """Give up to `count` of the stories and an item for each, numbered from 0 in their order.

    A story that has no four words to remember is passed over.
    """
    random = Random(seed)
    targets: list[Story] = []
    items: list[Item] = []
    most = max(LARGEST * len(stories), known.least + 1)
    for story in random.sample(stories, len(stories)):
        if len(items) == count:
            break
        words = _remembered(story, known, most, len(stories), random)
        if len(words) == WORDS:
            items.append(Item(number=len(items), words=tuple(words)))
            targets.append(story)
    return targets, items


def _body(story: Story) -> str:
    return "\n".join(story.paragraphs)


def _remembered(story: Story, known: Known, most: float, reports: int, random: Random) -> list[Remembered]:
    """Give up to WORDS words of the story in its order."""
    words = list(dict.fromkeys(words_of(_body(story))))
    places = {word: place for place, word in enumerate(words)}
    weights = {word: log(reports / known.reports(word)) for word in words if known.is_typed(word)}
    likely = [word for word in weights if known.reports(word) <= most]
    # Drawing without putting back, the weight w of a word being its chance: the greatest u ** (1 / w) first.
    likely.sort(key=lambda word: random.random() ** (1 / weights[word]), reverse=True)
    chosen: dict[str, str] = {}
    for word in likely:
        base, _ = known.parted(word)
        chosen.setdefault(base[:ALIKE], word)
        if len(chosen) == WORDS:
            break
    return [_retyped(word, known, random) for word in sorted(chosen.values(), key=places.__getitem__)]


def _retyped(word: str, known: Known, random: Random) -> Remembered:
    changes = known.changes(word)
    kind = random.choice(list(changes))
    return Remembered(printed=word, typed=random.choice(changes[kind]), kind=kind)


def look_up(items: Sequence[Item], ask: Ask) -> Iterator[Found]:
    """Ask every query and give what became of it."""
    for item in items:
        hits = list(ask(item.query))
        rank = hits.index(item.number) + 1 if item.number in hits else None
        yield Found(item=item, rank=rank, hits=len(hits))


def summary(found: Sequence[Found]) -> str:
    """Give the figures as text: share in the top ten, median rank, queries without hits, shares by change."""
    ranks = [one.rank for one in found if one.rank is not None]
    lines = [
        ("queries", f"{len(found):,}"),
        (f"report in the top {LISTED}", _percent(found)),
        ("median rank where found", f"{median(ranks):g}" if ranks else "-"),
        ("nothing found", f"{sum(one.hits == 0 for one in found):,}"),
    ]
    kinds = Counter(word.kind for one in found for word in one.item.words)
    for kind in sorted(kinds):
        some = [one for one in found if any(word.kind == kind for word in one.item.words)]
        lines.append((f"top {LISTED} with a change of {kind}", f"{_percent(some)} of {len(some):,}"))
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in lines)


def _percent(found: Sequence[Found]) -> str:
    return f"{100 * sum(map(is_listed, found)) / len(found):.1f} %" if found else "-"


def is_listed(found: Found) -> bool:
    """Say whether the report is in the top ten."""
    return found.rank is not None and found.rank <= LISTED


def misses(found: Sequence[Found]) -> list[str]:
    """Give the queries whose report is not in the top ten, a line each, with the words as printed."""
    return [
        f"{one.item.query}  printed: {' '.join(word.printed for word in one.item.words)}"
        f"  rank {one.rank or '-'} of {one.hits}"
        for one in found
        if not is_listed(one)
    ]
