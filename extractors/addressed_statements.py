"""Statements that are addressed to somebody: «دعا الأطراف إلى», «اتهم الجار بـ», «وصفه بـ»."""

from dataclasses import replace

from extractors.addressees import NEED_OBJECT, addressed_at, is_addressed_first
from extractors.attribution_cues import PARTICLES, Cue
from extractors.masdars import is_masdar
from extractors.mediums import is_occasion
from extractors.passages import ABOUT_ITSELF, CLAUSE_MARKS, GOVERNING, RELATIVES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import COUNTRIES, bare, head_kind
from extractors.source_limits import is_owned
from extractors.statement import Opening, Statement, statement_of
from extractors.statement_openings import find_opening
from extractors.statement_subjects import read_subject, subject_before, subject_of_auxiliary

_ANY_BEHIND = frozenset(("وصف", "أهاب"))
_PLACED = word_set("باسم بن بين بعد بشكل بأن بعض بدوره بمدينة بمنطقة بمحافظة")
_NO_ACTS = word_set(
    "مناسبة صورة اسم عدد كلا"
    " كما بعض دون غير سبب عين نحو حسب شكل قوة رغم ذلك هذا هذه أية ريف حجم مدن هما هاء لدى"
)


def read_addressed(passage: Passage, index: int, cue: Cue) -> Statement | None:
    """Read «دعا A B إلى C»: what was said begins at B."""
    text = passage.text
    limit = min(passage.limit(index), index + 44)
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
    if cue.base == "طالب" and index and text[index - 1].startswith("طالب"):
        return None  # «طالبا وطالبة»
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
    if (
        "addressed" in cue.traits
        and text[index + 1][0] == "ب"
        and sources
        and not head_kind([text[index + 1]])
    ):
        sources, opening = (), Opening("whom", index + 1, index + 1, 1)  # «ممن وصفهم بمحتكري السوق»
    if cue.form == "plural" and cue.past and sources:  # «ودعوا الحكومة إلى»: who spoke is in the verb
        sources, opening = (), Opening("whom", index + 1, index + 1)
    was = () if cue.clitic else subject_of_auxiliary(passage, index)
    if was or (cue.base in NEED_OBJECT and split is None and sources and _has_subject(passage, index, cue)):
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
            or (cue.base in NEED_OBJECT and head_kind([following]) in ("organisation", "official body"))
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


def _has_subject(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether somebody was named before a verb, so that one phrase behind it is who is addressed."""
    return bool(cue.clitic) and (passage.known != set() or not passage.begins_sentence(index))


def _is_called_for(word: str, base: str) -> bool:
    """Say whether a word behind ب names an act: a masdar, or a noun that is no place, body or manner."""
    if word in _NO_ACTS:
        return False
    if word in PARTICLES or is_masdar(word) or is_masdar(bare(word)):
        return True
    if word in _NO_ACTS or "ب" + word in _PLACED or head_kind([word]):
        return False
    return len(bare(word)) == 3 or (base == "طالب" and not word.startswith("ال"))


def _begins(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether a verb stands where a clause begins, or has و or ف before it."""
    return bool(cue.clitic) or passage.begins_clause(index)
