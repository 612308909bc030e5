"""The noun phrase that names a source: where it ends, what is cut off it, two sources joined by و."""

import re
from dataclasses import dataclass

from extractors.attribution_cues import CUES, PARTICLES
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar
from extractors.mediums import is_occasion, medium_at
from extractors.quotations import Quotations
from extractors.running_words import Words
from extractors.source_kinds import DOCUMENTS, head_kind
from extractors.source_limits import (
    begins_clause,
    closing_bracket,
    ends_name,
    has_name,
    is_adverb,
    is_age,
    is_joined,
    is_manner,
    is_name,
    is_named_after,
    is_owned,
    is_title,
    joins,
    place_behind,
)
from extractors.source_words import (
    ADVERBS,
    AFTER_IN,
    BEHIND_TITLE,
    ENVOYS,
    ISSUED,
    NO_ENDS,
    NOT_FIRST,
    PARTS,
    PAST,
    RANKS,
    SENT,
    STOPS,
    SURE,
    SURNAMES,
    TAKE_FROM,
    TAKE_ON,
)

_MOST_WORDS = 34

_LONGEST_NAME = 6
_IN_ITS_NAME = frozenset(("باسمه", "باسمها", "باسمهم"))
_SO_CALLED = frozenset(("يسمي", "تسمي", "يعرف", "تعرف"))
_LISTENERS = frozenset(
    (
        "لنظيره",
        "لابنه",
        "لابنته",
        "لزوجته",
        "لزوجها",
        "لوالده",
        "لوالدته",
        "لنظيرته",
        "لنظيرها",
        "لنظيرتها",
        "للاعلاميين",
        "للحضور",
        "للحاضرين",
        "للجمهور",
        "للنواب",
        "للموتمرين",
    )
)
# «أمامكم», «لديهم» are nobody; neither are «بطريقة», «بصورة».
_WITH_PRONOUN = re.compile("(?:امام|عند|لدي|مع|حول|بين|خلف|قبل|بعد|عن|من|في|الي|علي)(?:ه|ها|هم|هن|كم|نا|ك)")
_MANNER = re.compile("ب\\w{3,}ه")
_SOME = frozenset(
    (
        "رجال",
        "نساء",
        "ابناء",
        "افراد",
        "شباب",
        "فتيات",
        "لاعبو",
        "بنات",
        "ممثلو",
        "كثير",
        "الكثير",
        "العديد",
        "عديد",
        "واحد",
        "واحده",
        "كثيرون",
        "اي",
        "قليل",
        "مزيد",
        "المزيد",
        "اثنان",
        "ايا",
    )
)
_CHARGED = (
    "مكلف",
    "معني",
    "مختص",
    "مسوول",
    "مشرف",
    "متعلق",
    "مهتم",
    "خاص",
    "قاىم",
    "قايم",
    "متخصص",
    "مطالب",
    "مبشر",
)
_LED = frozenset(("وخطيب", "مسجد", "جامع", "المسجد", "الجامع", "الحرم"))
_SPOKESMEN = frozenset(("متحدث", "متحدثه", "ناطق", "ناطقه"))


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
            if sum(each != "." for each in text[index:bracket]) < 5:
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
        if _stops(words, quotations, start, index, word, limit):
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


def _stops(words: Words, quotations: Quotations, start: int, index: int, word: str, limit: int) -> bool:
    text = words.text
    following = text[index + 1] if index + 1 < limit else ""
    if index == start and (
        word.startswith("بال")
        or (word[0].isdigit() and following != "%" and not following[:1].isalpha())
        or is_joined(word)
        or is_manner(word)
        or is_owned(words, index)
    ):
        return True
    if word == "الي" and any(each in ENVOYS for each in text[start:index]) and following[:1].isalpha():
        return following in PARTICLES
    if word == "ما" and following in _SO_CALLED and index > start:
        return False
    if word == "صباح" and index > start and following[:1].isalpha() and not following.startswith("ال"):
        return following in STOPS
    known = text[index - 1] == "المعترف" and word in ("بها", "به", "بهم")
    passes = (
        known
        or (word == "عن" and text[index - 1] in ISSUED | {"والنهي", "النهي"})
        or (word in _IN_ITS_NAME and index > start and text[index - 1].removeprefix("ال") in _SPOKESMEN)
    )
    named = index == start and (
        (word, following) == ("رحمه", "الله") or (word == "امام" and _is_imam(words, index, following))
    )
    if (
        word in (NOT_FIRST if index == start else STOPS)
        and not passes
        and not named
        and ((word, index) != ("نشره", start))
    ):
        return True
    if index == start and (
        word in ("تقول", "يقول", "نتايجه", "نتايجها")
        or (word == "الامر" and not following.startswith("ال"))
        or word.startswith("لل")
        or (word[0] == "و" and word[1:] in STOPS)
    ):
        return True
    if index == start and (_WITH_PRONOUN.fullmatch(word) or (_MANNER.fullmatch(word) and word not in GIVEN)):
        return True
    if (word, following) == ("رابط", "الخبر"):
        return True
    if word in PARTICLES or (word in ("الشهر", "الاسبوع", "العام") and following in PAST):
        return True
    cue = CUES.get(word)
    if cue is not None and cue.refers_back and not head_kind([word]) and word not in GIVEN:
        return True
    if index > start:
        if (
            word[0] == "ب"
            and is_listed(word[1:])
            and word != "بصحه"
            and head_kind([word]) is None
            and not text[index - 1].removeprefix("ال").startswith(_CHARGED)
        ):
            return True  # «وفقا للوكالة بتعيين»
        if (
            word == "وكاله"
            and index - start > 1
            and head_kind([text[start]]) == "anonymous"
            and text[index - 1] not in NO_ENDS
            and text[index - 1][0] not in "بل"
        ):
            return True  # «أفاد مسؤول محلي وكالة …»
        if word in ADVERBS or (
            text[index - 1].startswith("ال") and word[0] not in "بلوكف" and is_owned(words, index)
        ):
            return True
        if (
            word in SENT
            or word in _LISTENERS
            or (word[0] == "ل" and word[1:] in PARTS and (word != "لمجموعه" or following == "من"))
        ):
            return True
        if word == "عن" and text[index - 1] in ISSUED:
            return False
        if begins_clause(text, start, index, word) or word in SURE:
            return True
        if word == "لدي" and is_masdar(following):
            return True
        if (
            word[0] == "ل"
            and len(word) > 3
            and head_kind([word]) is None
            and word not in SURNAMES
            and not (len(word) == 4 and (following in PARTICLES or following in ("(", ":")))
            and not is_named_after(text, start, index)
            and (index - start > 1 or (word.endswith("ه") and text[start] in GIVEN))
            and ends_name(text, start, index)
        ):
            return True
        if (
            word.startswith("لل")
            and has_name(text, start, index)
            and not text[index - 1].startswith("ال")
            and not is_named_after(text, start, index)
        ):
            return True
        if (
            cue is not None
            and not head_kind([word])
            and word not in GIVEN
            and cue.base not in ("بيّن", "عبّر", "ذكر")
            and cue.form != "m"
        ):
            return True
        if word == "في" and (
            following in AFTER_IN
            or is_occasion(following)
            or following.isdigit()
            or ends_name(text, start, index)
        ):
            return True
        if word.startswith("مت") and word.endswith("ا") and len(word) > 5 and not head_kind([word]):
            return True  # «متهكما»: how it was said
        if (
            word == "علي"
            and not TAKE_ON & {each.removeprefix("و") for each in text[max(start, index - 2) : index]}
            and not is_name(words, index)
        ):
            return True
        if word == "من" and (following in TAKE_FROM or _is_named(text, start, index)):
            return True
        if (
            word[0] == "ل"
            and text[index - 1] not in BEHIND_TITLE | DOCUMENTS
            and not (word.startswith("لل") and head_kind([text[start]]) in ("agency", "official body"))
            and medium_at(words, quotations, index, limit)
        ):
            return True
        if word[0] == "ل" and len(word) == 1 and following not in ("«", '"', "'"):
            return True
    return False


def _is_named(text: list[str], start: int, index: int) -> bool:
    """Say whether the words so far are a personal name alone: «العلي من الأهالي» is not his title."""
    return (
        not any(head_kind([word]) or word in DOCUMENTS for word in text[start:index])
        and (
            text[start] in GIVEN
            or index - start == 1
            or (index - start > 1 and text[index - 1].startswith("ال") and not text[start].startswith("ال"))
        )
        and text[start] not in PARTS
        and text[start][-2:] not in ("ون", "ين", "ات")
        and text[start] not in _SOME
    )


def _is_imam(words: Words, index: int, following: str) -> bool:
    """Say whether «امام» is «إمام», by its first letter or by what he leads, and not «أمام»."""
    first, _ = words.span(words.starts[index], words.ends[index])
    return words.body[first] == "إ" or following in _LED


def _name_behind(words: Words, quotations: Quotations, start: int, comma: int, limit: int) -> int | None:
    """Give the end of a personal name that stands between commas behind a title, None when it is no name."""
    text = words.text
    if comma + 1 >= limit:
        return None
    head = head_kind([text[start], *text[start + 1 : start + 2]])
    if is_title(text[comma + 1]) and head in (None, "person", "anonymous"):
        titles, end = read_sources(words, quotations, comma + 1, limit)
        if len(titles) == 1 and end - comma > 2 and (end >= limit or text[end] in ("،", ",", "-", ":")):
            return end
        return None
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
    if not 1 <= length < _LONGEST_NAME or (index == limit and length > 4):
        return None
    first = text[comma + 1]
    if first[0] in "وبلف" and len(first) > 4 and first[1:3] == "ال":
        return None
    if first[0] in "وف" and first[1:] in STOPS:
        return None
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
    if first not in RANKS and not first.startswith("ال") and (head_kind([first]) or length < 2):
        return None
    return index


def _unquoted(words: Words, quotations: Quotations, source: Source) -> Source:
    """Give the source without quotation marks that stand round the whole of it."""
    closing = quotations.close.get(source.first)
    if closing == source.last - 1 and source.last - source.first > 2:
        return Source(first=source.first + 1, last=source.last - 1)
    return source
