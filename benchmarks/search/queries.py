"""Queries drawn from the articles themselves: the same words for every engine, by how often they come."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from benchmarks.search.corpus import LAST_DAY, OUTLETS, SEED, Article
from extractors.arabic import tokens

SAMPLE = 3000  # articles that words are drawn from and counted in
EACH = 100  # queries of a class
FEW = 30  # of frequent words, which take long
COMMONEST = 10
RARE = range(1, 51)  # articles
TRIES = 4000  # rare words that are looked up to find EACH
MIDDLING = (0.005, 0.05)  # shares of articles
FREQUENT = (0.11, 0.15)
EVERYWHERE = 0.3  # a word in more is none of the words that make a phrase
LARGE = 4  # outlets that filters name, and years before the last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query as typed, and the outlet and year that it is narrowed to where a variant narrows it."""

    query: str
    outlet: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a report, and the share of the sample's articles that hold it in some inflection."""

    printed: str
    share: float


def draw(articles: Iterable[Article], matches: Callable[[str], int]) -> dict[str, list[Asked]]:
    """Queries by class; a class is short, or missing, where the articles' words do not give more.

    `matches` says how many articles of the whole index match a query: words are only rare that are there.
    """
    random = Random(SEED)
    lines = [_words(article) for article in islice(articles, SAMPLE)]
    counts = Counter(stem for words in lines for stem in {stem for _, stem, _ in words})
    reports = [
        [
            (Word(printed=printed, share=counts[stem] / len(lines)), follows)
            for printed, stem, follows in words
        ]
        for words in lines
    ]
    drawn = {
        "rare word": list(islice(_rare(reports, random, matches), EACH)),
        "three words": list(islice(_three(reports, random), EACH)),
        "phrase": list(islice(_phrases(reports, random), EACH)),
        "frequent word": _by_share(lines, counts, *FREQUENT)[:FEW],
        "commonest words": _by_share(lines, counts, 0, 1)[:COMMONEST],
    }
    return {
        name: [_narrowed(query, random) for query in queries] for name, queries in drawn.items() if queries
    }


def _words(article: Article) -> list[tuple[str, str, bool]]:
    """The Arabic words of a body: as printed, the stem, whether only a space stands before it."""
    body = article.body
    found = []
    end = -1
    for token in tokens(body):
        printed = body[token.start : token.end]
        if printed.isalpha() and not printed.isascii():
            found.append((printed, token.stem, token.start == end + 1 and body[end] == " "))
            end = token.end
        else:
            end = -1
    return found


Report = Sequence[tuple[Word, bool]]


def _rare(reports: Sequence[Report], random: Random, matches: Callable[[str], int]) -> Iterator[str]:
    least = 1.5 / len(reports)  # held by this report alone
    rare = sorted({word.printed for report in reports for word, _ in report if word.share < least})
    random.shuffle(rare)
    yield from (word for word in rare[:TRIES] if matches(word) in RARE)


def _three(reports: Sequence[Report], random: Random) -> Iterator[str]:
    low, high = MIDDLING
    for report in random.sample(reports, len(reports)):
        middling = list(dict.fromkeys(word.printed for word, _ in report if low <= word.share <= high))
        if len(middling) >= 3:
            yield " ".join(random.sample(middling, 3))


def _phrases(reports: Sequence[Report], random: Random) -> Iterator[str]:
    for report in random.sample(reports, len(reports)):
        length = random.randint(2, 3)
        places = [
            at
            for at in range(len(report) - length)
            if all(follows for _, follows in report[at + 1 : at + length])
            and all(word.share <= EVERYWHERE for word, _ in report[at : at + length])
        ]
        if places:
            at = random.choice(places)
            yield '"' + " ".join(word.printed for word, _ in report[at : at + length]) + '"'


def _by_share(
    lines: Sequence[Sequence[tuple[str, str, bool]]], counts: Counter[str], low: float, high: float
) -> list[str]:
    """The words, commonest first, whose share of articles lies between; each in its commonest spelling."""
    spelled: dict[str, Counter[str]] = {}
    wanted = {stem for stem, count in counts.items() if low <= count / len(lines) <= high}
    for words in lines:
        for printed, stem, _ in words:
            if stem in wanted:
                spelled.setdefault(stem, Counter())[printed] += 1
    ordered = sorted(spelled, key=lambda stem: (-counts[stem], stem))
    return [min(spelled[stem], key=lambda word: (-spelled[stem][word], word)) for stem in ordered]


def _narrowed(query: str, random: Random) -> Asked:
    outlet = random.choice(OUTLETS[:LARGE])
    return Asked(query=query, outlet=outlet.slug, year=LAST_DAY.year - 1 - random.randrange(LARGE))
