"""Whether a source's phrase goes on with a word: names and titles, what a noun owns, how it was said."""

from extractors.attribution_cues import CUES, PARTICLES
from extractors.given_names import GIVEN
from extractors.masdars import is_masdar
from extractors.running_words import Words, word_set
from extractors.source_kinds import COUNTRIES, KIND_OF_HEAD, bare, head_kind
from extractors.source_words import (
    ADVERBS,
    AGE,
    GO_ON_AFTER_AND,
    HONOURED,
    MANY,
    NO_VERBS,
    PARTS,
    RANKS,
    SHORT,
    STOPS,
)

_RULERS = frozenset(("الملك", "الامير", "الاميره", "السلطان", "الشيخ", "الامام"))
_TITLES = word_set(
    "عضو خبير باحث محلل مسؤول قيادي ضابط ناشط متخصص مختص طبيب خبيرة باحثة محللة عضوة مسؤولة ناشطة"
)
_FOUNDED = word_set(
    "مركز مستشفى جامعة مدينة مؤسسة كلية مجمع معهد برنامج مدرسة جائزة مشروع أكاديمية صندوق جمعية"
)


def ends_name(text: list[str], start: int, index: int) -> bool:
    """Say whether a personal name ends before a word: what follows in «في» is where it was said."""
    last, before = text[index - 1], text[index - 2] if index - start > 1 else ""
    if head_kind([last]) is not None or (last.startswith(("ب", "ل")) and len(last) > 4):
        return False
    if index - start == 1:
        return head_kind([last]) is None and not last.startswith("ال")
    return before in GIVEN or before == "بن" or (last in GIVEN and not last.startswith("ال"))


def is_manner(word: str) -> bool:
    """Say whether ب before a masdar tells how something was said: «بامتعاض»."""
    if word[0] == "ل" and len(word) > 5 and word.endswith(("يه", "يها", "هم")) and word not in GIVEN:
        return True  # «لمتابعيه»
    return word[0] == "ب" and len(word) > 3 and head_kind([word]) is None and is_masdar(word[1:])


def is_joined(word: str) -> bool:
    """Say whether و before a noun joins it to what stood before, so that no source begins there."""
    return word[0] == "و" and head_kind([word]) is None and (word.startswith("وال") or is_masdar(word[1:]))


def is_owned(words: Words, index: int) -> bool:
    """Say whether a noun that is nobody's title ends with a pronoun: «زيارته», «برامجها»."""
    word = words.text[index]
    if word in ("ذاتها", "نفسها", "ذاتهم", "نفسهم", "انفسهم", "جميعها"):
        return False
    if word in GIVEN or word in HONOURED or word.startswith(("ال", "عبد")) or head_kind([word]):
        return False
    if word.endswith("هه") and is_masdar(word[:-1]):
        return True  # «توجهه»
    for pronoun in ("ها", "هم", "ته"):
        if word.endswith(pronoun) and len(word) - len(pronoun) > 1 + (pronoun == "ته"):
            stem = word[: -len(pronoun)]
            if pronoun == "ته":
                _, end = words.span(words.starts[index], words.ends[index])
                if words.body[end - 1] != "ه":
                    return False
            return not any(head_kind([form]) for form in (stem, stem + "ه", stem[:-1] + "ه", stem[:-1]))
    return False


def begins_clause(text: list[str], start: int, index: int, word: str) -> bool:
    """Say whether a past verb begins a clause about somebody unnamed: «تقارير أمنية انتهت»."""
    said_of = word.endswith(("تهم", "تها", "ته")) and word[0] != "ب"  # «بمصراتة» is a place
    if said_of and len(word) > 5 and head_kind([text[start]]) == "anonymous":
        return True
    if (
        word.endswith("وا")
        and len(word) > 4
        and (head_kind([text[start]]) in ("anonymous", "witness") or text[start].endswith(("ون", "ين")))
    ):
        return True
    if not word.endswith("ت") or word.endswith("ات") or len(word) < 4 or word in NO_VERBS | GIVEN:
        return False
    if word.startswith("ال"):
        return False
    return head_kind([text[start]]) == "anonymous" or text[index - 1].startswith(("ال", "لل"))


def is_name(words: Words, index: int) -> bool:
    """Say whether «علي» is a name, not «على»: by its last letter, by «بن», a title or a name beside it."""
    text = words.text
    following = text[index + 1] if index + 1 < len(text) else ""
    before = text[index - 1]
    if following in ("بن", "ابو", "عبد", "ال") or following in PARTICLES or not following[:1].isalnum():
        return True
    if before in GIVEN or before == "بن":
        return True
    _, end = words.span(words.starts[index], words.ends[index])
    if words.body[end - 1] == "ى":
        return False
    if before in RANKS or "ى" in words.body or len(words.body) < SHORT:
        return True
    return not before.startswith("ال") and KIND_OF_HEAD.get(before) is None and following.startswith("ال")


def is_named_after(text: list[str], start: int, index: int) -> bool:
    """Say whether a body's name goes on behind a ruler's: «مركز الملك سلمان للإغاثة»."""
    for at in range(max(start + 1, index - 5), index):
        if text[at] in _RULERS:
            founded = text[at - 1].removeprefix("ل").removeprefix("ب")
            return founded in _FOUNDED
    return False


def joins(text: list[str], start: int, skip: int, index: int, known: frozenset[str]) -> bool:
    """Say whether و begins a second source: a head of its own behind a complete one, or two known names."""
    rest = text[index][1:]
    first = text[start][skip:]
    if index - start == 1 and first in known and rest in known:
        return True
    if first in PARTS:
        return False
    if rest in GIVEN and head_kind([first]) is None and index - start <= 4 and not first.startswith("ال"):
        return True  # «سامر الحلاق وجمال الخوري»
    right = head_kind([rest, *text[index + 1 : index + 2]])
    left = head_kind([first, *text[start + 1 : start + 2]])
    if right is None or left is None:
        return False
    if rest in COUNTRIES or first in COUNTRIES:
        return rest in COUNTRIES and first in COUNTRIES
    if left == "person" and right != "anonymous" and right != "person" and not has_name(text, start, index):
        return False  # «رئيس هيئة النقل وإدارة المرور» is one man
    single = index - start <= 2 and not any(word.startswith("لل") for word in text[start:index])
    if rest.startswith("ال") and not (single and first.startswith("ال")):
        return False
    if {right, left} <= {"person", "anonymous"} and not rest.endswith(("ون", "ين")):
        named = has_name(text, start, index) and bare(rest) not in GO_ON_AFTER_AND
        return named or (rest in MANY and first in MANY)
    return index - start > 1 or first.startswith("ال")


def has_name(text: list[str], start: int, end: int) -> bool:
    """Say whether a personal name stands in a phrase: a word without article behind one that has it."""
    closed = False
    for index in range(start, end):
        word = text[index]
        if (
            closed
            and not word.startswith(("ال", "ب", "لل", "و"))
            and word not in ("في", "من", "علي", "ذاته", "نفسه")
        ):
            return True
        closed = word.startswith("ال")
    return False


def is_title(word: str) -> bool:
    """Say whether a word begins a title: of a person, «العضو», «الخبير», and no verb."""
    if word in STOPS or word in CUES:
        return False
    kind = head_kind([word])
    return kind == "person" or (kind == "anonymous" and bare(word) in _TITLES)


def place_behind(text: list[str], dash: int, limit: int) -> bool:
    """Say whether a dash joins one more word to a place: «في أثينا - اليونان»."""
    if text[dash] != "-" or dash + 2 >= limit or not text[dash + 1][0].isalpha():
        return dash + 2 == limit and text[dash] == "-" and text[dash + 1][0].isalpha()
    return text[dash + 2] in ("،", ",") and text[dash + 1] in COUNTRIES


def is_adverb(word: str, known: frozenset[str]) -> bool:
    """Say whether one word alone is «جليا» or «مرارا», not a name."""
    return word in ADVERBS and word not in known


def closing_bracket(text: list[str], index: int, limit: int) -> int | None:
    """Give the bracket that closes one, within nine words, or None."""
    return next((end for end in range(index + 1, min(index + 9, limit)) if text[end] == ")"), None)


def is_age(text: list[str], opening: int, closing: int) -> bool:
    """Say whether brackets hold a number or an age."""
    return text[opening + 1][0].isdigit() or any(word in AGE for word in text[opening + 1 : closing])
