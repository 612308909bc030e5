"""Whether a source's phrase stops at a word: times, verbs, what was said, those spoken to, where it was."""

import re

from extractors.attribution_cues import CUES, PARTICLES
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar
from extractors.mediums import is_occasion, medium_at
from extractors.passages import TIMES
from extractors.quotations import Quotations
from extractors.running_words import Words
from extractors.source_kinds import DOCUMENTS, head_kind
from extractors.source_limits import (
    begins_clause,
    ends_name,
    has_name,
    is_joined,
    is_manner,
    is_name,
    is_named_after,
    is_owned,
)
from extractors.source_words import (
    ADVERBS,
    AFTER_IN,
    BEHIND_TITLE,
    ENVOYS,
    FOR_PARTY,
    ISSUED,
    NO_ENDS,
    NOT_FIRST,
    PARTS,
    PAST,
    SENT,
    STOPS,
    SURE,
    SURNAMES,
    TAKE_FROM,
    TAKE_ON,
)

_IN_ITS_NAME = frozenset(("باسمه", "باسمها", "باسمهم"))


_SO_CALLED = frozenset(("يسمي", "تسمي", "يعرف", "تعرف"))


_CALLED = frozenset(("يدعي", "تدعي"))


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


_ABOUT = frozenset(("والنهي", "النهي", "الدفاع", "البحث", "التنقيب", "للدفاع", "دفاع"))


_LED = frozenset(("وخطيب", "مسجد", "جامع", "المسجد", "الجامع", "الحرم"))


_FEELING = re.compile("م\\w{3,}[ها]")


_SPOKESMEN = frozenset(("متحدث", "متحدثه", "ناطق", "ناطقه"))


def stops(words: Words, quotations: Quotations, start: int, index: int, word: str, limit: int) -> bool:
    """Say whether the phrase that names a source, begun at `start`, ends before the word at `index`."""
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
        or (word == "عن" and text[index - 1] in ISSUED | _ABOUT)
        or (word == "عن" and not FOR_PARTY.isdisjoint(text[max(start, index - 5) : index]))
        or (word in _IN_ITS_NAME and index > start and text[index - 1].removeprefix("ال") in _SPOKESMEN)
    )
    named = index == start and (
        (word, following) == ("رحمه", "الله")
        or (word == "صباح" and following.startswith("ال") and following not in TIMES)
        or (word == "علي" and _is_ali(words, index, following))
        or (word == "امام" and _is_imam(words, index, following))
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
        or (word[0] in "وف" and (word[1:] in STOPS or word[1:] == "ماذا"))
    ):
        return True
    if (
        index == start
        and _FEELING.fullmatch(word)
        and text[index + 1] in (":", '"', "«")
        and (word not in GIVEN and head_kind([word]) is None)
    ):
        return True  # «وتابعت متحمسة: …»
    if index == start and (_WITH_PRONOUN.fullmatch(word) or (_MANNER.fullmatch(word) and word not in GIVEN)):
        return True
    if (word, following) == ("رابط", "الخبر"):
        return True
    if word in ("ممثله", "ممثلا") and index > start and (following == "في" or following.startswith("ب")):
        return True
    if word in PARTICLES or (word in ("الشهر", "الاسبوع", "العام") and following in PAST):
        return True
    cue = CUES.get(word)
    if cue is not None and cue.refers_back and not head_kind([word]) and word not in GIVEN:
        return True
    if word in _CALLED and index > start + 1 and _is_called(words, index, following):
        return False
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
        if _belongs(words, index):
            return True  # «مقاله», «لقرائها»
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
            and (has_name(text, start, index) or (index == start + 1 and _is_named(text, start, index)))
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
        if word[0] == "ل" and len(word) > 1 and word[1:].isascii():
            return True  # «لـCNN»
        if word[0] == "ل" and len(word) == 1 and following not in ("«", '"', "'"):
            return True
    return False


def _is_called(words: Words, index: int, following: str) -> bool:
    """Say whether «تدعى» stands before a name that somebody unnamed is called by."""
    if following in PARTICLES or following in STOPS:
        return False
    _, end = words.span(words.starts[index], words.ends[index])
    return words.body[end - 1] == "ى" and following[:1].isalpha()


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


def _belongs(words: Words, index: int) -> bool:
    """Say whether a word is what somebody said, or those he spoke to: «مقاله», «لقرائها»."""
    word = words.text[index]
    if not word.endswith(("ه", "ها", "هم")):
        return False
    if word.startswith(("ال", "لل")) or word in GIVEN or word in SURNAMES or head_kind([word]):
        return False
    if word[0] == "ل" and len(word) > 5:
        return word.endswith(("ها", "هم")) and head_kind([word[1:]]) is None
    _, end = words.span(words.starts[index], words.ends[index])
    return is_occasion(word) and word.endswith(("ه", "ها")) and words.body[end - 1] != "ة"


def _is_ali(words: Words, index: int, following: str) -> bool:
    """Say whether «علي» that begins a source is a name: printed with dots where others are without."""
    _, end = words.span(words.starts[index], words.ends[index])
    named = following[:1].isalpha() and words.body[end - 1] == "ي" and "ى" in words.body
    return named and not is_masdar(following) and head_kind([following]) is None


def _is_imam(words: Words, index: int, following: str) -> bool:
    """Say whether «امام» is «إمام», by its first letter or by what he leads, and not «أمام»."""
    first, _ = words.span(words.starts[index], words.ends[index])
    return words.body[first] == "إ" or following in _LED
