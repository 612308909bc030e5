"""Where what was said begins behind a cue: at a particle, a colon, a quotation, a preposition, a noun."""

from extractors.attribution_cues import CUES, NO_THAT_BEHIND, PARTICLES, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar, is_statement
from extractors.nominal_openings import nominal
from extractors.passages import GOVERNING, MONTHS, NEAR, RELATIVES, TOLD, Passage
from extractors.running_words import word_set
from extractors.source_kinds import COUNTRIES, head_kind
from extractors.source_words import STOPS
from extractors.sources import read_sources
from extractors.statement import Opening

_DIRECT = word_set("أنا نحن لقد لن سوف لدينا كلما نعم هناك إننا بحمد الحمد")
_ASKING = word_set("طالبا طالبة طالبين مفضلا مفضلة مشترطا مشترطة شريطة طلب طلبت طلبوا اشترط اشترطت اشترطوا")
_TAIL = frozenset(("رد", "علق", "عقب", "ختم", "اختتم", "استدرك", "استطرد", "تحدث", "خاطب", "مضى", "زاد"))
_TELLING = frozenset(("روى", "شرح", "حكى"))
_SAYING = frozenset(("قال", "أكد", "أوضح", "أضاف"))
_QUOTING = frozenset(("قال", "أضاف", "تابع", "أكد", "أوضح", "أردف", "كتب", "صرح"))
_BUT = word_set("لكن لكنه لكنها لكنهم ولكن ولكنه ولكنها ولكنهم")
_QUESTIONS = word_set("هل لماذا كيف متى أين ماذا من كم عما عمن عن")


def find_opening(passage: Passage, index: int, cue: Cue, limit: int) -> Opening | None:
    """Give where what was said begins behind a cue, None when nothing says so."""
    text, quotations = passage.text, passage.quotations
    near = "strict" in cue.traits
    said = {"that", "strict"} & cue.traits or cue.base in ("أعرب", "عبّر")
    at = index + 1
    told = False
    first: Opening | None = None
    short: Opening | None = None  # a quotation of few words, which may be a name
    while at < limit:
        word = text[at]
        if near and not told and at > index + NEAR:
            break
        if at in quotations.close:
            closing = quotations.close[at]
            if quotations.is_speech(at) or text[at - 1] == ":" or closing >= limit:
                quoted = said or ("object" in cue.traits and is_statement(text[at + 1]))
                return first or (Opening("quote", at, at + 1) if quoted else None)
            if (
                said
                and short is None
                and not (near and at > index + 1)
                and (at == index + 1 or text[at + 1] in PARTICLES or _ends_clause(text, closing))
            ):
                short = Opening("quote", at, at + 1)
            whole = text[at - 1].startswith("ال") or text[at - 1] == ")" or text[at - 1] in COUNTRIES | MONTHS
            if first is None and whole and closing - at < 4 and text[at + 1][0].isalpha():
                first = nominal(passage, index, at + 1, cue)
                if first is not None and (first.kind != "object" or near):
                    first = None
                elif first is not None:
                    first = Opening("object", at, at)
            at = closing + 1
            continue
        if word in _ASKING and text[at + 1] in ("عدم", "حجب", "التكتم", "الا"):
            at = next(
                (mark for mark in range(at, limit) if text[mark] in ("،", ",") or text[mark] in PARTICLES),
                limit,
            )
            continue
        if word == "(":
            closing = next((end for end in range(at, min(at + 12, limit)) if text[end] == ")"), at)
            at = closing + 1
            continue
        if word == ":":
            if first is not None:
                return first
            quoted = at + 1 in quotations.close
            return Opening("quote" if quoted else "colon", at, at + (2 if quoted else 1)) if said else None
        if word[0] == "\n" or (
            word in ("؛", ";") and text[at + 1] not in PARTICLES and text[at + 1] not in cue.prepositions
        ):
            break
        if word in ("،", ",") and text[at + 1] in _BUT and first is None and at > index + 1:
            break
        if word in ("،", ",") and text[at + 1] in RELATIVES and first is None:
            back = next((end for end in range(at + 2, min(at + 40, limit)) if text[end] in "،,"), None)
            if back is not None:
                at = back + 1
                continue
        if word in PARTICLES and not _bars(text, at - 1):
            behind = text[at - 1] in cue.prepositions
            named = first is not None and first.kind == "object" and at == first.claim + 2
            if named and text[at - 1].startswith("ال") and not is_masdar(text[at - 1]):
                return Opening("that", at, at + 1)  # «وزير المياه فتح العلي بأن»
            if first is not None and not behind:
                return first
            if (
                text[at - 1] in ("الي", "علي")
                and not behind
                and not (text[at - 1] == "علي" and at - index < 5)
                and not (cue.base in _SAYING and _follows_source(passage, index, at - 1))
            ):
                at += 1
                continue
            behind = behind or text[at - 1] == "الي"
            return Opening("that", at - 1 if behind else at, at + 1) if said or behind else first
        other = CUES.get(word)
        if other is not None and other.base != "نشر" and not passage.is_called(at):
            if (other.base == "قال" and other.form == "participle") or word in (
                "بالقول",
                "القول",
                "بقوله",
                "قوله",
            ):
                if text[at + 1] in ("،", ",") and said and first is None and text[at + 2] not in PARTICLES:
                    return Opening("colon", at + 1, at + 2)
                told = True
            elif (
                (
                    other.form == "masdar"
                    and other.base != "قول"
                    and cue.base != "نقل"
                    and text[at - 1] not in ("في", "خلال", "ضمن")
                    and text[at + 1 : at + 2]
                    and text[at + 1] in PARTICLES
                )
                or (
                    text[at - 1] in ("حيث", "فيما", "كما", "بينما", "ثم", "،", ",")
                    and other.form in ("m", "f")
                    and word != "عقب"
                )
                or (other.base in _SAYING and not other.clitic and not other.past and at > index + 2)
                or (other.clitic and other.form not in ("noun", "masdar") and not head_kind([word[1:]]))
                or (other.form == "participle" and not head_kind([word]) and _parts(text, at, index, cue))
            ):
                break
        if first is None:
            first = nominal(passage, index, at, cue)
            if (
                first is not None
                and near
                and not (
                    cue.base == "تحدث" and (is_masdar(text[first.claim]) or first.claim in quotations.close)
                )
            ):
                first = None
        if (
            cue.base == "تساءل"
            and word in _QUESTIONS
            and (word, at) != ("من", index + 2)
            and not (word == "عن" and at > index + 8)
        ) or ((cue.base in _TELLING and word == "كيف") and text[at - 1] != "،"):
            return Opening("that", at, at)
        at += 1
    if first is None and short is not None and cue.base in _QUOTING:
        return short
    if (
        first is None
        and cue.base in _QUOTING
        and cue.clitic
        and text[index + 1 : index + 2] in (["،"], [","])
    ):
        return Opening("colon", index + 1, index + 2)
    if first is None and cue.base in ("قال", "أضاف") and cue.clitic and text[index + 1] in _DIRECT:
        return Opening("colon", index + 1, index + 1)
    return first


def _follows_source(passage: Passage, index: int, preposition: int) -> bool:
    """Say whether a preposition stands at once behind the source of a verb: «أوضح المدير إلى أن»."""
    sources, last = read_sources(passage.words, passage.quotations, index + 1, preposition)
    return bool(sources) and last == preposition


def _parts(text: list[str], at: int, index: int, cue: Cue) -> bool:
    """Say whether a participle begins a statement of its own: behind a comma, or «… مشيرا إلى»."""
    if text[at - 1] in ("،", ","):
        return True
    goes_on = text[at + 1] in PARTICLES or text[at + 1] in ("الي", "علي")
    return at > index + 1 and goes_on and cue.base not in _QUOTING and cue.base not in _TAIL


def _bars(text: list[str], before: int) -> bool:
    """Say whether a particle begins no statement for the word before it: «ورغم أن», not «من قبل أن»."""
    word = text[before]
    if word == "قبل" and text[before - 1] == "من":
        return False
    return word in NO_THAT_BEHIND or (word[0] == "و" and word[1:] in NO_THAT_BEHIND)


def behind_comma(passage: Passage, index: int, cue: Cue, limit: int) -> Opening | None:
    """Give what was said where only a comma parts it from its source: «أكد المدير، عمق العلاقة»."""
    text = passage.text
    sources, last = read_sources(passage.words, passage.quotations, index + 1, limit)
    if not sources or last + 2 >= limit or text[last] not in ("،", ","):
        return None
    word = text[last + 1]
    heard = sources[0].words(passage.words)
    if not word[0].isalpha() or word in STOPS or word in PARTICLES or word in CUES or word in GOVERNING:
        return None
    if head_kind([word]) == "person" or (word[0] in "وفبلك" and not is_listed(word)):
        return None
    if "object" in cue.traits and not word.startswith("ال") and word not in GIVEN:
        return Opening("object", last, last + 1)
    if cue.base in ("قال", "أضاف") and (head_kind(heard) or heard[0] in GIVEN or heard[0] in passage.known):
        return Opening("colon", last, last + 1)
    return None


def is_told(passage: Passage, index: int, opening: Opening) -> bool:
    """Say whether «قائلا» or the particle at once makes a statement of an answer."""
    return opening.index == index + 1 or any(
        passage.text[at] in TOLD for at in range(index + 1, opening.index)
    )


def _ends_clause(text: list[str], at: int) -> bool:
    """Say whether a mark is the last of its clause."""
    return at + 1 >= len(text) or text[at + 1] in ".،,؛\n"
