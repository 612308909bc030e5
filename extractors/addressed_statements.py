"""Statements that are addressed to somebody: «دعا الأطراف إلى», «اتهم الجار بـ», «وصفه بـ»."""

from dataclasses import replace

from extractors.attribution_cues import PARTICLES, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar
from extractors.mediums import is_occasion
from extractors.passages import ABOUT_ITSELF, CLAUSE_MARKS, GOVERNING, RELATIVES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import COUNTRIES, DOCUMENTS, bare, head_kind
from extractors.source_limits import is_owned
from extractors.statement import Opening, Statement, statement_of
from extractors.statement_openings import find_opening, is_whole
from extractors.statement_subjects import read_subject, subject_before, subject_of_auxiliary

_NEED_OBJECT = frozenset(("اتهم", "وصف"))
_ANY_BEHIND = frozenset(("وصف", "أهاب"))
_PLACED = word_set("باسم بن بين بعد بشكل بأن بعض بدوره بمدينة بمنطقة بمحافظة")
_SHORT_PLURAL = 6  # letters: «الصين», «الحسين» are none
_RELATIVES_OF = word_set("""
والده والدها والدته والدتها شقيقه شقيقها شقيقته زوجها زوجته ابنه ابنها محاميه محاميها
""")
_ENDING_IN_YEH = word_set("المرضى القتلى الجرحى الأسرى القرى القوى الأهالي النوادي المباني")
_BODIES = frozenset(("official body", "organisation", "armed force"))
_PARTS = word_set("الجنوبية الشمالية الوسطى الشرقية الغربية العربية الجديدة الكبرى المتحدة الرسمية الشعبية")
_ASKED = word_set(
    "أتباع أتباعه أنصار أنصاره العالم مريديه"
    " الجهات الجميع المجتمع كل كافة جميع الشباب الأهالي أبناء الناس الأطراف"
)
_NO_ACTS = word_set(
    "اسم عدد كلا كما بعض دون غير سبب عين نحو حسب شكل قوة رغم ذلك هذا هذه أية ريف حجم مدن هما هاء لدى"
)
_ADDRESSED = word_set(
    """
المنطقة عموم الاحتلال الحكومة المجتمع السلطات الدول الأطراف الجهات العالم الشعب الجميع كل كافة جميع الناس
الأمة الأسرة الشركات الدولة الإدارة المسلمين المواطنين الشباب الأهالي أبناء الهيئة الوزارة اللجنة
مجلس المجلس القوى الفصائل النظام جنوده أنصاره أعضاء قيادات
"""
)


def read_addressed(passage: Passage, index: int, cue: Cue) -> Statement | None:
    """Read «دعا A B إلى C»: what was said begins at B."""
    text = passage.text
    limit = min(passage.limit(index), index + 34)
    end = _preposition(passage, index, cue, limit)
    that = find_opening(
        passage, index, replace(cue, traits=cue.traits | {"that"}, prepositions=frozenset()), limit
    )
    if (
        that is not None
        and (end is None or that.index < end.index)
        and that.kind in ("that", "quote", "colon")
    ):
        if end is None and that.kind != "that":
            end = that
        elif end is None:
            end = Opening("that", that.index, that.claim)
    if end is None and "open" in cue.traits and index + 1 < limit and text[index + 1] not in CLAUSE_MARKS:
        end = Opening("whom", index + 1, index + 1)
        if cue.form != "participle":
            at = addressed_at(passage, index + 1, limit)
            end = Opening("whom", at, at) if at else None
    if end is None:
        return None
    if (
        cue.base == "وصف"
        and "addressed" in cue.traits
        and (
            text[index - 1] in ("في", "حسب", "بحسب", "حد", "وفق") or text[index - 1][-2:] == text[index][-2:]
        )
    ):
        return None  # «في وصفهم», «أفعالهم ووصفهم»: the noun
    if (
        cue.base == "دعا"
        and index > 1
        and (
            text[index - 1] in ("ما", "مما") or (text[index - 1] in RELATIVES and text[index - 2] == "الامر")
        )
    ):
        return None
    if cue.base == "أرجع" and not cue.past and cue.form in ("m", "f") and not head_kind([text[index + 1]]):
        return None  # «ويرجع السبب إلى»
    if cue.base == "اتهم" and cue.form == "participle" and text[index + 1][0] == "ب":
        return None  # «متهمين بالتورط»: who are accused
    if text[index + 1] in ("الله", "المولي", "العلي", "ربه", "له", "لها", "لهم", "اليه", "اليها", "اليهم"):
        return None
    if (
        cue.base == "وصف"
        and "addressed" not in cue.traits
        and text[index + 1][0] == "ب"
        and end.index == index + 1
    ):
        return None  # «حروق وصفت بأنها»: nobody is named
    if cue.form == "participle":
        if cue.gender != "m" and not passage.behind_mark(index) and end.index > index + 1:
            return None
        claim = end if end.index == index + 1 or end.kind != "whom" else Opening("whom", index + 1, index + 1)
        return statement_of(index, cue, (), claim, None)
    addressed = (
        "addressed" in cue.traits
        or (index + 1 < limit and is_owned(passage.words, index + 1))
        or is_addressed_first(passage, index, cue)
    )
    split = None if addressed or cue.base == "أهاب" else addressed_at(passage, index + 1, end.index)
    opening = Opening("whom", split, split) if split else end
    sources, medium = read_subject(passage, index + 1, opening.index)
    if cue.form == "plural" and cue.past and sources:  # «ودعوا الحكومة إلى»: who spoke is in the verb
        sources, opening = (), Opening("whom", index + 1, index + 1)
    was = () if cue.clitic else subject_of_auxiliary(passage, index)
    if was or (cue.base in _NEED_OBJECT and split is None and sources and _has_subject(passage, index, cue)):
        sources, opening = was, Opening("whom", index + 1, index + 1)
    if not cue.past and not sources and text[index - 1] in (*RELATIVES, "كان", "كانت", "ان"):
        return None
    if addressed and "addressed" not in cue.traits and sources:
        sources, opening = (), Opening("whom", index + 1, index + 1)
    if not sources:
        before = subject_before(passage, index) if not cue.clitic else None
        if before:
            sources = before
        elif not (cue.clitic or passage.begins_clause(index) or text[index + 1] in ABOUT_ITSELF) or (
            cue.base == "طالب" and not cue.clitic
        ):
            return None
    elif not was and not _begins(passage, index, cue):
        return None
    if split is None and "addressed" in cue.traits:
        opening = end
    return statement_of(index, cue, sources, opening, medium)


def _preposition(passage: Passage, index: int, cue: Cue, limit: int) -> Opening | None:
    text, passed = passage.text, index
    if cue.base == "وصف":
        told = next((at for at in range(index + 1, limit) if text[at] in PARTICLES or text[at] == "."), index)
        if told > index + 1 and text[told].startswith("بان"):
            return Opening("whom", told, told + 1)
    for at in range(index + 1, limit):
        word = text[at]
        following = text[at + 1]
        if word in ("،", ",") and (
            following.startswith("ال")
            or (
                following[0] == "ب"
                and "ب" in cue.prepositions
                and (cue.base in _ANY_BEHIND or _is_called_for(following[1:], cue.base))
            )
        ):
            passed = at + 1
        if word in ("،", ",") and following == "من" and cue.base == "طالب":
            passed = at + 1
        if word in CLAUSE_MARKS and at >= passed:
            passed = next((end + 1 for end in range(at + 2, min(at + 8, limit)) if text[end] in "،,"), 0)
            if not passed:
                return None
        if word in cue.prepositions and len(word) > 1 and not (word == "الي" and following in COUNTRIES):
            claim = at + 2 if text[at + 1 : at + 2] and text[at + 1] in PARTICLES else at + 1
            return Opening("whom", at, claim)
        if word == "ب" and "ب" in cue.prepositions and at + 1 in passage.quotations.close:
            return Opening("whom", at, at + 1)
        if (
            word[0] == "ب"
            and cue.base in _ANY_BEHIND
            and len(word) > 3
            and at > index + 1 - (cue.base == "أهاب")
            and ((word not in _PLACED and not head_kind([word[1:]])) or cue.base == "أهاب")
            and not (
                head_kind([word[1:]]) in ("official body", "organisation")
                and any(later[0] == "ب" and len(later) > 3 for later in text[at + 1 : min(at + 8, limit)])
            )
        ):
            return Opening("whom", at, at + 1) if word in PARTICLES else Opening("whom", at, at, 1)
        if (
            word[0] == "ب"
            and "ب" in cue.prepositions
            and len(word) > 3
            and text[at - 1] not in GOVERNING
            and not is_occasion(word)
            and _is_called_for(word[1:], cue.base)
        ):
            return Opening("whom", at, at + 1) if word in PARTICLES else Opening("whom", at, at, 1)
        if word[0] == "ل" and "ل" in cue.prepositions and len(word) > 2:
            skip = 2 if word.startswith("لل") else 1
            short = skip == 2 and len(word) == 5 and text[at - 1].endswith(("ه", "ها", "هم", "ين"))
            short = short and head_kind([word[2:]]) is None
            if short or is_masdar(word[skip:]) or (skip == 1 and word[1:] in PARTICLES):
                return Opening("whom", at, at, skip)
    return None


def addressed_at(passage: Passage, first: int, limit: int) -> int | None:
    """Give where the phrase of those addressed begins, behind a source that is complete."""
    text = passage.text
    for at in range(first + 1, limit):
        word, before = text[at], text[at - 1]
        if before in ("،", ",") and word.startswith("ال"):
            return at
        defined = word.startswith("ال") and before.startswith("ال")
        if (
            defined
            and at > first + 1
            and text[at - 2] in GIVEN - {"عبد"}
            and not word.endswith(("ي", "يه"))
            and (head_kind([word]) != "person")
        ):
            return at
        if before.endswith("ون") and not before.startswith("ال") and word.startswith("ال") and at > first:
            return at
        if at > first + 1 and (_is_body_behind_name(text, first, at) or _is_behind_surname(text, first, at)):
            return at
        if (
            at > first + 1
            and before.startswith("ال")
            and word.startswith("ال")
            and word.endswith("ين")
            and len(word) > _SHORT_PLURAL
            and not before.endswith(("ين", "ون"))
            and word not in GIVEN | COUNTRIES
            and _kind_at(text, first) in ("official body", "organisation", "outlet", "agency")
        ):
            return at
        complete = is_whole(before)
        if (word in _ADDRESSED and complete) or (word == "كلا" and at > first):
            return at
        if kind_is_people(word) and before.startswith("ال") and _kind_at(text, first) in _BODIES:
            return at
        if at == first + 1 and (_are_others(before, word) or _is_thing(before, word)):
            return at
        if at == first + 1 and defined and _are_many(before, word):
            return at
        about = text[at + 1] in ("بها", "به", "بهم", "لها", "له")
        if (
            at == first + 1
            and defined
            and before.endswith("ه")
            and not word.endswith(("ه", "ي"))
            and not about
        ):
            return at
        if complete and is_listed(word) and not word.startswith("ال"):
            return at
        if word.startswith("ال") and at - 1 in passage.quotations.open:
            return at
        if before.startswith("ال") and word.endswith(("ها", "هم")) and len(word) > 4 and word not in GIVEN:
            return at
        alone = at == first + 1 and before.startswith("ال") and head_kind([before]) not in (None, "person")
        if _kind_at(text, at) == "person" and alone and not word.startswith("ال"):
            return at
        if not complete or (word[0] in "بلو" and len(word) > 4 and head_kind([word]) is None):
            continue
        if word in COUNTRIES and before not in ("من", "في", "علي", "الي"):
            return at
        kind = head_kind([word, *text[at + 1 : at + 2]])
        body = kind in ("official body", "armed force", "organisation")
        adjective = before.endswith("ه") and at > first + 1
        if kind in ("agency", "outlet") and before.startswith("ال") and not word.startswith("ال"):
            return at
        if body and (adjective or before.startswith("ال")) and not word.startswith("ال"):
            return at
        if (
            word.startswith("ال")
            and word.endswith(("ين", "ات"))
            and not before.startswith("ال")
            and before not in GIVEN
            and before != "بن"
            and at > first + 1
            and (text[at - 2] in GIVEN or text[at - 2] == "بن")
        ):
            return at
        if (
            word.startswith("ال")
            and word.endswith("ين")
            and before.startswith("ال")
            and (before.endswith("ه") or _has_name(passage, first, at))
        ):
            return at
    return None


def _are_many(name: str, word: str) -> bool:
    """Say whether a plural stands behind one surname: «الحلاق المهتمين»."""
    if not word.endswith("ين") or len(word) <= _SHORT_PLURAL or word in GIVEN | COUNTRIES:
        return False
    return not name.endswith(("ين", "ون", "ات", "ه")) and head_kind([name]) is None


def _is_body_behind_name(text: list[str], first: int, at: int) -> bool:
    """Say whether «المليشيات», «الحكومة» stands behind a man's name, so that it is who is addressed."""
    word, before = text[at], text[at - 1]
    if not word.startswith("ال") or before.startswith("ال") or before in GOVERNING or len(before) < 3:
        return False
    if (
        head_kind(text[first : first + 1]) not in ("person", None)
        or head_kind([before])
        or before in COUNTRIES
    ):
        return False
    if before[0] in "بلو" and before not in GIVEN:
        return False
    return head_kind([word]) in ("official body", "armed force", "organisation", "anonymous")


def kind_is_people(word: str) -> bool:
    """Say whether a word without article names people: «أهل», «سكان»."""
    return (
        not word.startswith("ال") and head_kind([word]) in ("anonymous", "witness") and word not in DOCUMENTS
    )


def _is_behind_surname(text: list[str], first: int, at: int) -> bool:
    """Say whether a noun stands behind «الطبيب سامر الحلاق»: a name has one surname with an article."""
    word = text[at]
    name = text[at - 2]
    if at - first < 3 or not (word.startswith("ال") and text[at - 1].startswith("ال")):
        return False
    if name.startswith(("ال", "ب", "ل")) or head_kind([name]) or name in GOVERNING or name in COUNTRIES:
        return False
    if (
        not text[at - 3].startswith("ال")
        or name in ("عبد", "ابو", "بن", "ابن")
        or head_kind([word]) == "person"
    ):
        return False
    return word in _ENDING_IN_YEH or not word.endswith(("ي", "يه"))


def _is_thing(title: str, word: str) -> bool:
    """Say whether what stands behind a man's title is no part of it: «الوزير الأزمة», «المدير الوضع»."""
    if not (title.startswith("ال") and word.startswith("ال")) or head_kind([title]) not in (
        "person",
        "anonymous",
    ):
        return False
    if (
        word.endswith("ين")
        and len(word) > _SHORT_PLURAL
        and word not in GIVEN
        and not title.endswith(("ين", "ون"))
    ):
        return True
    return (word.endswith(("ه", "ات")) and not title.endswith(("ه", "ات"))) or is_listed(bare(word))


def _are_others(name: str, word: str) -> bool:
    """Say whether a plural behind one name is no part of it: «هادي الحوثيين», «كيري المحادثات»."""
    if name.startswith("ال") or not word.startswith("ال"):
        return False
    if name in _RELATIVES_OF or (name in COUNTRIES and word not in _PARTS):
        return True
    if len(word) <= _SHORT_PLURAL or head_kind([name]):
        return False
    return word not in GIVEN and (word.endswith("ين") or (word.endswith("ات") and name not in GIVEN))


def is_addressed_first(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether what stands at once behind a verb is addressed: «وطالب الجهات», «ودعا المواطنين»."""
    word = passage.text[index + 1]
    if cue.gender == "m" and word.endswith("ته") and not word.startswith("ال") and len(word) > 4:
        return True  # «اتهم زوجته»
    if cue.base in ("أرجع", "عزا") and word.startswith("ال") and is_masdar(word):
        return True
    if not cue.clitic or cue.base in _NEED_OBJECT:
        return False
    if word in _ASKED:
        return True
    kind = head_kind([word])
    many = word.startswith("ال") and word.endswith("ين") and word not in GIVEN and word not in COUNTRIES
    return many and (kind == "anonymous" or (kind is None and len(word) > _SHORT_PLURAL))


def _has_subject(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether somebody was named before a verb, so that one phrase behind it is who is addressed."""
    return bool(cue.clitic) and (passage.known != set() or not passage.begins_sentence(index))


def _has_name(passage: Passage, first: int, last: int) -> bool:
    return any(
        not passage.text[at].startswith("ال") and head_kind([passage.text[at]]) is None
        for at in range(first, last)
    )


def _is_called_for(word: str, base: str) -> bool:
    """Say whether a word behind ب names an act: a masdar, or a noun that is no place, body or manner."""
    if word in PARTICLES or is_masdar(word) or is_masdar(bare(word)):
        return True
    if word in _NO_ACTS or "ب" + word in _PLACED or head_kind([word]):
        return False
    return len(bare(word)) == 3 or (base == "طالب" and not word.startswith("ال"))


def _begins(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether a verb stands where a clause begins, or has و or ف before it."""
    return bool(cue.clitic) or passage.begins_clause(index)


def _kind_at(text: list[str], at: int) -> str | None:
    """Give the kind that a phrase beginning at a word has by its head."""
    return head_kind(text[at : at + 2])
