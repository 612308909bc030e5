"""Where a report names somebody without crediting them: the title before a surname, a sentence's subject."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from extractors.given_names import GIVEN
from extractors.masdars import is_masdar
from extractors.mediums import OCCASIONS
from extractors.quotations import Quotations
from extractors.running_words import Words
from extractors.source_kinds import KIND_OF_HEAD, bare, head_kind
from extractors.source_words import RANKS, STOPS
from extractors.sources import Source, read_sources

_BEFORE = 18  # words a title may stand before the name it belongs to
_FARTHEST = 80  # words before a cue that its subject may stand
_MOST_PLACES = 4
_WORTH_A_TABLE = 12  # words looked up in one report
_SHORT = 2  # words
_LONGEST_CHAIN = 3  # words from a head to the definite one that ends its chain
_GOVERNED = frozenset(
    ("في", "من", "علي", "الي", "عن", "مع", "بين", "عبر", "بعد", "قبل", "خلال", "لدي", "ضد", "تحت", "عند")
)
_NAMES = GIVEN - _GOVERNED
_COUNTERPARTS = frozenset(("نظيره", "نظيرها", "نظيرته", "نظيرتها"))
_ACTORS = frozenset(KIND_OF_HEAD.values()) - {"social account"}


class Mentions:
    """Finds phrases in the words of one report that no cue stands beside."""

    def __init__(self, words: Words, quotations: Quotations) -> None:
        self.words = words
        self.quotations = quotations
        self._asked = 0
        self._places: dict[str, list[int]] | None = None

    def fullest(self, name: str, before: int, title: str = "") -> Source | None:
        """Give the phrase with a title that first names somebody ahead of a place, None without one.

        With a `title` (without its article) no other counts. Without one the first name before it will do.
        """
        for at in self._where(name):
            if at >= before:
                return None
            start = self.words.bounds[self.words.sentence[at]][0]
            for first in range(max(start, at - _BEFORE), at):
                if title and title != bare(self.words.text[first]):
                    continue
                source = self._reaching(first, at)
                if source is not None and (not title or source.last - source.first > _SHORT):
                    return source
        return None if title else self._with_first_name(name, before)

    def only(self, head: str, before: int) -> Source | None:
        """Give the one phrase ahead of a place that a common noun begins, None when there are several."""
        found: Source | None = None
        for word, skip in ((head, 0), ("و" + head, 1), ("ل" + head, 1), ("ال" + head, 0)):
            for at in self._where(word):
                if at >= before or self.quotations.within[at] >= 0:
                    continue
                limit = self.words.bounds[self.words.sentence[at]][1]
                sources, _ = read_sources(self.words, self.quotations, at, limit, skip=skip)
                if not sources or sources[0].first != at or sources[0].last - at < _SHORT:
                    continue
                source = self._clipped(sources[0])
                if skip == 0 and word != head and not (source and _NAMES & set(source.words(self.words))):
                    continue  # «المحامية الشابة» is no name
                if source is None or (found and found.words(self.words) != source.words(self.words)):
                    return None
                found = found or source
        return found

    def _clipped(self, source: Source) -> Source | None:
        """Give a phrase up to where its noun is complete, None when nothing says where: no cue follows it.

        It is complete with its first definite words, or a name in quotation marks, and known first names.
        """
        text, at = self.words.text, source.first
        while at < source.last and not text[at].startswith("ال") and at not in self.quotations.close:
            at += 1
        if at >= source.last or at - source.first > _LONGEST_CHAIN:
            return None
        last = self.quotations.close.get(at, at) + 1
        while last < source.last and self._goes_on(text[last - 1], text[last]):
            last += 1
        return replace(source, last=last)

    @staticmethod
    def _goes_on(before: str, word: str) -> bool:
        """Say whether a complete noun goes on: with an adjective, what it is for, a first name, a surname."""
        if word in _NAMES:
            return True
        if word.startswith("ال"):
            return not word.endswith("ات") and (head_kind([word]) in (None, "person") or before in _NAMES)
        if (
            before in RANKS
            and not word.endswith(("ا", "ه"))
            and not is_masdar(word)
            and word not in _GOVERNED
        ):
            return head_kind([word]) is None
        return word.startswith("لل") or (before in _NAMES and not is_masdar(word) and word not in _GOVERNED)

    def _with_first_name(self, name: str, before: int) -> Source | None:
        """Give a surname with the first names that once stand before it."""
        text = self.words.text
        for at in self._where(name):
            first = at
            while first and text[first - 1] in GIVEN and text[first - 1] not in _GOVERNED:
                first -= 1
            if at < before and first < at:
                return Source(first=first, last=at + 1)
        return None

    def subject(self, before: int, gender: str) -> Source | None:
        """Give the first phrase of a sentence that may have done what stands before a place."""
        text = self.words.text
        start = max(self.words.bounds[self.words.sentence[before]][0], before - _FARTHEST)
        for first in range(start, before):
            word = text[first]
            if (first > start and text[first - 1] in _GOVERNED) or self.quotations.within[first] >= 0:
                continue
            if (word[0] in "بلوفك" and head_kind([word]) is None) or word in STOPS:
                continue
            kind = head_kind(text[first : first + 2])
            if kind not in _ACTORS or bare(word) in OCCASIONS:
                continue
            sources, _ = read_sources(self.words, self.quotations, first, before)
            if sources and (gender in ("", "plural") or _agrees(sources[0].words(self.words), kind, gender)):
                return self._clipped(sources[0]) or sources[0]
        return None

    def _reaching(self, first: int, at: int) -> Source | None:
        """Give the phrase that begins at a title and has the name within."""
        text = self.words.text
        word = text[first]
        skip = 1 if word[0] in "ول" and head_kind([word]) is None and head_kind([word[1:]]) else 0
        headed = head_kind([word[skip:], *text[first + 1 : first + 2]]) is not None
        if not (headed or word in _COUNTERPARTS) or word in STOPS:
            return None
        limit = self.words.bounds[self.words.sentence[first]][1]
        sources, _ = read_sources(self.words, self.quotations, first, limit, skip=skip)
        if sources and sources[0].first == first and sources[0].last > at:
            return Source(first=first, last=at + 1, skip=skip)
        return None

    def _where(self, name: str) -> list[int]:
        if self._places is None:
            self._asked += 1
            if self._asked < _WORTH_A_TABLE:
                return list(islice(self._scanned(name), _MOST_PLACES))
            self._places = {}
            for index, word in enumerate(self.words.text):
                places = self._places.setdefault(word, [])
                if len(places) < _MOST_PLACES:
                    places.append(index)
        return self._places.get(name, [])

    def _scanned(self, name: str) -> Iterator[int]:
        text, at = self.words.text, -1
        for _ in range(text.count(name)):
            at = text.index(name, at + 1)
            yield at


def _agrees(heard: list[str], kind: str, gender: str) -> bool:
    feminine = bool(heard) and (heard[0].endswith(("ه", "ات")) or heard[0] in ("مصادر", "صحف", "قوات"))
    return feminine == (gender == "f") if kind else True
