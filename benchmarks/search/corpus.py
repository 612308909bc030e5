"""Articles to search in, as many as are wanted: mixed from the sentences of real reports.

The reports are the measuring corpus's, or our own newsroom's where there is none. An article is a few
passages of neighbouring sentences from some reports, so that its words come as often, and as often together,
as in print. Some reports are quoted far more than others and numbers are drawn anew: words stay rare at a
million articles. Everything follows from the seed: article 7 has the same text in every run of any size.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from math import exp, log
from random import Random

from benchmarks.quality.material import Story, load_material
from benchmarks.quality.printing import declare
from extractors.outlets import Outlet
from extractors.zones import zone

SEED = 20151
FIRST_DAY, LAST_DAY = datetime(2014, 1, 1), datetime(2024, 1, 1)  # noqa: DTZ001 - each outlet's own clock
GROWTH = 0.6  # the share of days gone by when a share of articles is out, as its power: volumes grow
WORDS, SPREAD = 320, 0.55  # of a body: mean, and the deviation of its logarithm
SHORTEST, LONGEST = 60, 1500  # words
UNEVEN = 1.5  # the same for how often a report is quoted
PASSAGE = 4  # sentences of one report in a row, at most
PARAGRAPH = 3  # sentences, at most

# Zone and share of outlets of a country.
COUNTRIES: Mapping[str, tuple[str, int]] = {
    "EG": ("Africa/Cairo", 6),
    "SA": ("Asia/Riyadh", 6),
    "LB": ("Asia/Beirut", 5),
    "AE": ("Asia/Dubai", 4),
    "JO": ("Asia/Amman", 3),
    "SY": ("Asia/Damascus", 3),
    "IQ": ("Asia/Baghdad", 3),
    "DZ": ("Africa/Algiers", 3),
    "MA": ("Africa/Casablanca", 2),
    "TN": ("Africa/Tunis", 2),
    "QA": ("Asia/Qatar", 1),
    "YE": ("Asia/Aden", 1),
    "SD": ("Africa/Khartoum", 1),
}
SECTIONS = ("سياسة", "اقتصاد", "رياضة", "محليات", "ثقافة", "منوعات", "تقنية", "صحة")
_SHARES = (30, 16, 15, 14, 8, 8, 5, 4)
_SENTENCE_END = re.compile(r"(?<=[.؟!؛])\s+")
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{2,}")
_FEWEST = 4  # words of a sentence


def _outlets() -> tuple[Outlet, ...]:
    countries = [country for country, (_, share) in COUNTRIES.items() for _ in range(share)]
    Random(SEED).shuffle(countries)
    return tuple(
        declare(f"paper{n:02}", f"صحيفة {n}", f"Paper {n}", country, COUNTRIES[country][0])
        for n, country in enumerate(countries, 1)
    )


OUTLETS = _outlets()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, `number` counted from 0 in the order of appearance.

    `published_at` has the offset of its outlet, whose own day is `published_date`. `target` is the place
    among the reports that were put in whole, None for a mixed one.
    """

    number: int
    title: str
    body: str
    outlet: str
    country: str
    section: str
    published_at: str
    published_date: str
    url: str
    target: int | None = None

    @property
    def size(self) -> int:
        """Bytes of title and body in UTF-8."""
        return len(self.title.encode()) + len(self.body.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Reports cut into sentences, to be mixed; `origin` says in words where they come from."""

    titles: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    origin: str

    def articles(self, count: int, *, seed: int = SEED, targets: Sequence[Story] = ()) -> Iterator[Article]:
        """Give `count` articles in the order in which they appeared.

        `targets` are put in whole, evenly among the mixed ones; at most `count` of them.
        """
        places = {(2 * n + 1) * count // (2 * len(targets)): n for n in range(len(targets))}
        mixer = _Mixer(self, seed)
        dater = Random(seed + 1)
        for number in range(count):
            target = places.get(number)
            if target is None:
                title, body = mixer.text()
            else:
                title, body = targets[target].title, "\n".join(targets[target].paragraphs)
            outlet, section = mixer.place()
            moment = _moment((number + dater.random()) / count)
            yield Article(
                number=number,
                title=title,
                body=body,
                outlet=outlet.slug,
                country=outlet.country,
                section=section,
                published_at=moment.replace(tzinfo=zone(outlet.timezone)).isoformat(timespec="minutes"),
                published_date=moment.date().isoformat(),
                url=f"{outlet.homepage}{moment:%Y/%m/%d}/{number}",
                target=target,
            )


def load_corpus(without: Iterable[Story] = ()) -> Corpus:
    """Give the corpus to mix from, without any sentence or title that a report of `without` holds."""
    material = load_material()
    unwanted = {_key(text) for story in without for text in (story.title, *sentences_of(story))}
    kept = [
        (story.title, sentences)
        for story in material.stories
        if _key(story.title) not in unwanted
        and (sentences := tuple(one for one in sentences_of(story) if _key(one) not in unwanted))
    ]
    return Corpus(
        titles=tuple(title for title, _ in kept),
        sentences=tuple(sentences for _, sentences in kept),
        origin=material.origin,
    )


def sentences_of(story: Story) -> Iterator[str]:
    """Give the sentences of a report that are long enough to be mixed."""
    for paragraph in story.paragraphs:
        for sentence in _SENTENCE_END.split(paragraph):
            if len(sentence.split()) >= _FEWEST:
                yield sentence


def _key(text: str) -> str:
    return " ".join(text.split()).rstrip(".؟!؛ ")


def _moment(share: float) -> datetime:
    """When the article appears before which this share of all came, on its outlet's clock."""
    minutes = (LAST_DAY - FIRST_DAY).total_seconds() / 60 * share**GROWTH
    return FIRST_DAY + timedelta(minutes=int(minutes))


class _Mixer:
    """Draws texts and their places one after the other."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._titles = corpus.titles
        self._reports = [[(s, len(s.split())) for s in sentences] for sentences in corpus.sentences]
        self._numbers = range(len(self._reports))
        self._random = Random(seed)
        weights = Random(seed)
        self._weights = list(accumulate(exp(weights.gauss(0, UNEVEN)) for _ in self._numbers))
        self._outlets = list(accumulate(1 / (rank + 2) for rank in range(len(OUTLETS))))
        self._sections = list(accumulate(_SHARES))
        self._length = log(WORDS) - SPREAD**2 / 2

    def text(self) -> tuple[str, str]:
        """A title and a body."""
        random = self._random
        wanted = min(max(random.lognormvariate(self._length, SPREAD), SHORTEST), LONGEST)
        words = 0
        sentences: list[str] = []
        titles: list[int] = []
        while words < wanted:
            (report,) = random.choices(self._numbers, cum_weights=self._weights)
            titles.append(report)
            passage = self._reports[report]
            first = random.randrange(len(passage))
            for sentence, length in passage[first : first + random.randint(1, PASSAGE)]:
                if sentences and words + length / 2 >= wanted:  # half of them end before, half after
                    words = LONGEST
                    break
                sentences.append(self._renumbered(sentence))
                words += length
        return self._title(titles[0], titles[-1]), self._in_paragraphs(sentences)

    def place(self) -> tuple[Outlet, str]:
        """The outlet and the section."""
        (outlet,) = self._random.choices(OUTLETS, cum_weights=self._outlets)
        (section,) = self._random.choices(SECTIONS, cum_weights=self._sections)
        return outlet, section

    def _title(self, first: int, last: int) -> str:
        """The beginning of one report's title with the end of another's."""
        beginning, end = self._titles[first].split(), self._titles[last].split()
        return " ".join(beginning[: len(beginning) // 2 + 1] + end[len(end) // 2 + 1 :])

    def _in_paragraphs(self, sentences: Sequence[str]) -> str:
        paragraphs = []
        at = 0
        while at < len(sentences):
            end = at + self._random.randint(1, PARAGRAPH)
            paragraphs.append(" ".join(sentences[at:end]))
            at = end
        return "\n".join(paragraphs)

    def _renumbered(self, sentence: str) -> str:
        return _NUMBER.sub(self._number, sentence)

    def _number(self, match: re.Match[str]) -> str:
        digits = match.group()
        drawn = str(self._random.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))
        return drawn if digits.isascii() else drawn.translate(_ARABIC_DIGITS)


_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
