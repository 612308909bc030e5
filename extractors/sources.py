"""The noun phrase that names a source: where it ends, what is cut off it, two sources joined by و."""

from dataclasses import dataclass

from extractors.attribution_cues import CUES, PARTICLES
from extractors.given_names import GIVEN
from extractors.masdars import is_masdar
from extractors.mediums import is_occasion
from extractors.quotations import Quotations
from extractors.running_words import Words
from extractors.source_kinds import head_kind
from extractors.source_limits import (
    closing_bracket,
    is_adverb,
    is_age,
    is_title,
    joins,
    place_behind,
)
from extractors.source_stops import stops
from extractors.source_words import (
    NO_ENDS,
    RANKS,
    STOPS,
)

_MOST_WORDS = 34

_LONGEST_NAME = 6
_LONGEST_TITLE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A phrase that names a source: words `first` to `last` (exclusive), less `skip` letters."""

    first: int
    last: int
    skip: int = 0

    def span(self, words: Words) -> tuple[int, int]:
        """Give the phrase's span of the body."""
        return words.span(words.starts[self.first] + self.skip, words.ends[self.last - 1])

    def words(self, words: Words) -> list[str]:
        """Give the phrase's folded words, marks left out."""
        found = [word for word in words.text[self.first : self.last] if word[0].isalnum()]
        if found and self.skip:
            found[0] = found[0][self.skip :]
        return [word for word in found if word]


def read_sources(
    words: Words,
    quotations: Quotations,
    first: int,
    limit: int,
    *,
    skip: int = 0,
    known: frozenset[str] = frozenset(),
) -> tuple[tuple[Source, ...], int]:
    """Give the source that is named from a word on (two when و joins them), and where its phrase ends.

    `known` are words of earlier sources' names: «العنمي والجهني» are two when both were named before.
    """
    text = words.text
    index, last = first, first
    start, skipping = first, skip
    found: list[Source] = []
    each = text[first : first + 2] == ["كل", "من"]
    if each:
        index = last = start = first + 2
    limit = min(limit, first + _MOST_WORDS)
    while index < limit:
        word = text[index]
        if index == start and skipping:
            word = word[skipping:]
        if index in quotations.close and word not in ("(",):
            closing = quotations.close[index]
            if quotations.is_speech(index) or closing >= limit:
                break
            index = last = closing + 1
            if (
                quotations.close.get(start) == closing
                and index < limit
                and not text[index].startswith(("ال", "("))
                and not (text[index] in GIVEN and head_kind(text[start + 1 : start + 2]) == "person")
            ):
                break  # a name that stands in marks as a whole ends with them
            continue
        if word == "(":
            bracket = closing_bracket(text, index, limit)
            if bracket is None or is_age(text, index, bracket):
                break
            if "." in text[index:bracket] or bracket - index < 5:
                last = bracket + 1
            index = bracket + 1
            continue
        if word in ("،", ",", "-"):
            if place_behind(text, index, limit):
                index = last = index + 2
                continue
            if (
                index + 2 < limit
                and text[index + 1][0] == "و"
                and text[index + 1][1:] in GIVEN
                and text[start][skipping:] in GIVEN
            ):
                found.append(Source(first=start, last=last, skip=skipping))
                start, skipping = index + 1, 1
                last = index = index + 2
                continue
            named = _name_behind(words, quotations, start, index, limit)
            if named is None:
                break
            index = last = named
            break
        if word == "%" and index > start:
            index += 1
            continue
        if word == "/" and index > start and index + 1 < limit and text[index + 1][0].isalpha():
            index += 1
            continue
        if not word[0].isalnum() and word != ".":
            break
        if word == ".":
            if len(text[index - 1]) > 1 and not (words.glued(index) and words.glued(index + 1)):
                break
            index += 1
            continue
        if index == start + 1 and _ends_known(text[start][skipping:], word, known):
            break
        if stops(words, quotations, start, index, word, limit):
            break
        if word == "و" and index > start and index + 1 < limit:
            if text[index + 1] in STOPS or not head_kind([text[index + 1]]):
                break
            found.append(Source(first=start, last=last, skip=skipping))
            start, skipping = index + 1, 0
            index = last = index + 1
            continue
        if index > start and word[0] == "و" and len(word) > 3:
            rest = word[1:]
            if rest in STOPS or (rest in CUES and not head_kind([rest])):
                break
            if each or joins(text, start, skipping, index, known):
                found.append(Source(first=start, last=last, skip=skipping))
                start, skipping = index, 1
                last = index = index + 1
                continue
        index += 1
        last = index
    if last - start == 1 and is_adverb(text[start][skipping:], known):
        return tuple(found), first
    if last > start:
        found.append(_unquoted(words, quotations, Source(first=start, last=last, skip=skipping)))
    while found and found[-1].last - found[-1].first > 1 and text[found[-1].last - 1] in NO_ENDS:
        last = found[-1].last - 1
        found[-1] = Source(first=found[-1].first, last=last, skip=found[-1].skip)
    return tuple(each for each in found if each.words(words)), last


def _ends_known(name: str, word: str, known: frozenset[str]) -> bool:
    """Say whether a name heard before ends before a word that is none: «بوتين الحضور», «بلاتر استضافة»."""
    if (
        name not in known
        or word in known
        or name in GIVEN
        or head_kind([name, word])
        or name.startswith("ال")
    ):
        return False
    if word.startswith("ال"):
        return not word.endswith("ي") and head_kind([word]) != "person"
    return is_masdar(word) and head_kind([word]) is None


def _name_behind(words: Words, quotations: Quotations, start: int, comma: int, limit: int) -> int | None:
    """Give the end of a personal name that stands between commas behind a title, None when it is no name."""
    text = words.text
    if comma + 1 >= limit:
        return None
    head = head_kind([text[start], *text[start + 1 : start + 2]])
    if is_title(text[comma + 1]) and head in (None, "person", "anonymous"):
        titles, end = read_sources(words, quotations, comma + 1, limit)
        if (
            len(titles) == 1
            and end - comma > 2
            and (end >= limit or text[end] in ("،", ",", "-", ":", "؛", ";"))
        ):
            return end
        return _title_end(text, comma, limit) if titles else None
    if head not in ("person", "anonymous"):
        return None
    index = comma + 1
    while index < limit and index - comma <= _LONGEST_NAME:
        word = text[index]
        if word in ("،", ",", "-", ":") or word in PARTICLES:
            break
        if word == "(":
            break
        if not word[0].isalpha() or word in STOPS or word in CUES:
            return None
        if word in ("في", "من", "علي") and index == comma + 1:
            return None
        index += 1
    length = index - comma - 1
    if length > 1 and text[comma + 2] in ("عدم", "حجب", "البقاء", "الا", "ذكر", "كشف"):
        return None
    if not 1 <= length < _LONGEST_NAME or (index == limit and length > 4 and text[index] not in ("،", ",")):
        return None
    first = text[comma + 1]
    if first[0] in "وبلف" and len(first) > 4 and first[1:3] == "ال":
        return None
    if first[0] in "وف" and first[1:] in STOPS:
        return None
    if first[0] == "و" and first.endswith(("ت", "تها", "ته", "وا")) and first not in GIVEN:
        return None  # «، ونفذتها»
    second = text[comma + 2] if length > 1 else ""
    if (
        first.startswith("ال")
        and first not in RANKS
        and (
            second.startswith("ال")
            or not 2 <= length <= 4
            or (second[:1] in tuple("بلوكف") and second not in GIVEN)
        )
    ):
        return None
    alike = length == 2 and not second.startswith("ال") and head_kind([first]) == "organisation"  # «دوري»
    if (
        first not in RANKS
        and not first.startswith("ال")
        and ((head_kind([first]) and not alike) or length < 2)
    ):
        return None
    return index


def _title_end(text: list[str], comma: int, limit: int) -> int | None:
    """Give the mark that closes a title behind a name: «، مدير المركز لإحياء التراث،»; None without one."""
    for index in range(comma + 1, min(limit, comma + _LONGEST_TITLE)):
        word = text[index]
        if word in ("،", ",", "-", ":", "؛", ";"):
            return index if index - comma > 2 else None
        if word == "في" and is_occasion(text[index + 1]):
            return index
        if word in PARTICLES or word in ("الذي", "التي", "الذين") or not (word[0].isalnum() or word in '«»"'):
            return None
        if (cue := CUES.get(word)) and cue.form != "noun" and not head_kind([word]) and word not in GIVEN:
            return None
    return None


def _unquoted(words: Words, quotations: Quotations, source: Source) -> Source:
    """Give the source without quotation marks that stand round the whole of it."""
    closing = quotations.close.get(source.first)
    if closing == source.last - 1 and source.last - source.first > 2:
        return Source(first=source.first + 1, last=source.last - 1)
    return source
