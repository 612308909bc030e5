"""Queries as somebody remembers a report: four of its words, none typed as it is printed.

They are content words of the body, of middle and low frequency, each typed otherwise than printed (see
`retyping`). A word qualifies when it is of Arabic letters, three at least, ends in no pronoun, and stands,
with whatever clitics, in no more than LARGEST of the reports, so that no function word does, and just so in
three of them at least (in one, where there are fewer than a thousand reports), so that no slip of the pen
does. The rarer a word the likelier it is drawn, by the logarithm; no two of a query begin alike, so that they
are four words and not two. Of the kinds of change that a word allows one is drawn, all alike likely.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import log
from random import Random

from benchmarks.quality.material import Story
from benchmarks.search.retyping import Known, count_words, words_of

SEED = 404
WORDS = 4  # of a query
LARGEST = 0.02  # share of reports
FEW = 1000  # reports, below which a word of one of them is no slip of the pen
ALIKE = 4  # letters in which the words of a query differ


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
