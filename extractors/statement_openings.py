"""Where what was said begins behind a cue: at a particle, a colon, a quotation, a preposition, a noun."""

from extractors.attribution_cues import CUES, NO_THAT_BEHIND, PARTICLES, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar, is_statement
from extractors.mediums import is_occasion, medium_at
from extractors.passages import GOVERNING, MONTHS, NEAR, RELATIVES, TIMES, TOLD, Passage
from extractors.running_words import word_set
from extractors.source_kinds import COUNTRIES, DOCUMENTS, bare, head_kind
from extractors.source_limits import is_name
from extractors.source_words import RANKS, STOPS
from extractors.sources import read_sources
from extractors.statement import Opening

_THANKS = word_set(
    "أصدق أبلغ أطيب أحر أخلص أجمل"
    " شكر تقدير امتنان أسمى خالص تهاني تهنئة تعازي تمنيات اعتزاز عظيم جزيل بالغ فخر حبه عميق"
)
_BEHIND_BA = frozenset(("أقر", "اعترف", "أوصى", "تعهد", "وعد", "هدد", "توعد", "لوح", "تنبأ"))
_DIRECT = word_set("أنا نحن لقد لن سوف لدينا كلما نعم هناك إننا بحمد الحمد")
_PROPER = word_set("حماس طالبان داعش قسد سنتكوم فيفا فتح أوبك ناتو")  # heads that are names by themselves
_ASKING = word_set("طالبا طالبة طالبين مفضلا مفضلة مشترطا مشترطة شريطة طلب طلبت طلبوا")
_DOUBTED = word_set("صدق صدقية مصداقية جدوى نزاهة نوايا دقة شرعية فاعلية فعالية كفاءة جدية")
_RENEWED = word_set("التأكيد الدعوة المطالبة الرفض تأكيده تأكيدها دعوته دعوتها مطالبته مطالبتها رفضه رفضها")
_TAIL = frozenset(("رد", "علق", "عقب", "ختم", "اختتم", "استدرك", "استطرد", "تحدث", "خاطب", "مضى", "زاد"))
_OF = frozenset(("حذر", "اشتكى", "شكا"))
_WITH = word_set(
    "بدوره بدورها بدورهم بنفسه بنفسها بحضوره بصفته بصفتها بصورة بطريقة"
    " بلهجة بنبرة بشدة بقوة بقسوة بسخرية بصراحة بحدة بعبارة"
    " بمناسبة بجملة بمدينة بمنطقة بمحافظة بلدة"
)
_NEAR_THIS = 14  # words
_STANCES = (
    "رفض",
    "دعم",
    "تاكيد",
    "التزام",
    "تمسك",
    "موقف",
    "دعوت",
    "مطالب",
    "استعداد",
    "رغبت",
    "حرص",
    "ثقت",
)
_STANCES += (
    "تضامن",
    "ادانت",
    "عزم",
    "اهميه",
    "ضروره",
    "تحذير",
    "تعهد",
    "تاييد",
    "وقوف",
    "اتهام",
    "نفي",
    "تهديد",
)
_TELLING = frozenset(("روى", "شرح", "حكى"))
_SAYING = frozenset(("قال", "أكد", "أوضح", "أضاف"))
_QUOTING = frozenset(("قال", "أضاف", "تابع", "أكد", "أوضح", "أردف", "كتب", "صرح"))
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
                first = _nominal(passage, index, at + 1, cue)
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
        if other is not None and not passage.is_called(at):
            if (other.base == "قال" and other.form == "participle") or word in (
                "بالقول",
                "القول",
                "بقوله",
                "قوله",
            ):
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
            first = _nominal(passage, index, at, cue)
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


def _nominal(passage: Passage, index: int, at: int, cue: Cue) -> Opening | None:
    """Give an opening without a particle: behind the verb's preposition, at a noun that tells it."""
    text = passage.text
    word = text[at]
    following = text[at + 1] if at + 1 < len(text) else ""
    if word in cue.prepositions and len(word) > 1:
        if word == "علي" and is_name(passage.words, at):
            return None
        if (cue.base == "أقسم" and not is_masdar(following)) or (
            word == "عن" and following in ("طريق", "نفسه", "نفسها", "انفسهم")
        ):
            return None
        if word == "في" and not (is_listed(following) or following in _DOUBTED):
            return None
        if following == "ذلك" and word == "عن":
            return None
        if following in ("ذلك", "هذا", "هذه", "تلك") and text[at + 2 : at + 3] and text[at + 2][0] in "لو،.":
            return None
        if text[at - 1] == "كل":
            return None
        if word == "عن" and (
            is_occasion(text[at - 1]) or (text[at - 1][0] == "ل" and is_occasion(text[at - 2]))
        ):
            return None
        if following in PARTICLES or (not following[:1].isalnum() and at + 1 not in passage.quotations.close):
            return None
        if text[at - 1] in (
            "صادر",
            "صادره",
            "المشرف",
            "المتحدث",
            "المسوول",
            "نيابه",
            "نقلا",
            "الصادر",
            "الصادره",
        ):
            return None
        if medium_at(passage.words, passage.quotations, at, at + 12):
            return None
        if word == "الي" and (
            at + 1 in passage.quotations.close or head_kind([following]) in ("outlet", "agency")
        ):
            return None
        if cue.base in ("أعرب", "عبّر") and any(
            form in _THANKS for form in (following, following[:-1], following[:-2], bare(following))
        ):
            return None
        if word == "من" and cue.base in _OF and is_whole(text[at - 1]) and not head_kind([following]):
            return Opening("prep", at, at + 1)
        if word == "من" and (at == index + 1) is False and not is_masdar(following):
            return None
        return Opening("prep", at, at + 1)
    bound = word[0] == "ب" and "ب" in cue.prepositions and len(word) > 3 and word[1:] not in PARTICLES
    if bound and (
        is_listed(word[1:])
        or (cue.base in _BEHIND_BA and (is_masdar(word[1:]) or _is_short(word[1:]) or _is_his(word)))
    ):
        return Opening("prep", at, at, 1)
    if (
        word == "ما"
        and cue.base in ("نفى", "أكد")
        and at > index
        and following[:1].isalpha()
        and text[at - 1] != "علي"
    ):
        return Opening("object", at, at)
    this = word in ("هذا", "هذه") and text[at - 1] not in GOVERNING and at < index + _NEAR_THIS
    if this and cue.base in ("أكد", "نفى") and at > index + 1 and following[:1].isalpha():
        return Opening("object", at, at)
    if cue.base == "اعتبر" and not cue.past:
        return None
    if cue.base in ("جدد", "كرر"):
        stance = word in _RENEWED or any(word.startswith(each) for each in _STANCES)
        reached = at == index + 1 or is_whole(text[at - 1])
        return Opening("object", at, at) if stance and reached else None
    if "object" in cue.traits and at > index + 2 and _is_relative(text, index, at):
        return None
    if "object" in cue.traits and is_statement(word) and _is_announced(passage, index, at, cue):
        return Opening("object", at, at)
    return None


def _is_relative(text: list[str], index: int, at: int) -> bool:
    """Say whether a word stands in a relative clause about the source: «المخرج الذي سبق له تقديم»."""
    for place in range(at - 1, index, -1):
        if text[place] in ("،", ","):
            return False
        if text[place] in RELATIVES:
            return True
    return False


def _is_his(word: str) -> bool:
    """Say whether ب stands before a thing that somebody owns: «بخطئه»."""
    return (
        word.endswith(("ه", "ها", "هم"))
        and len(word) >= 5
        and head_kind([word[1:]]) is None
        and (word[1:3] != "ال" and word[1:] not in GIVEN and word not in _WITH)
    )


def _is_short(word: str) -> bool:
    """Say whether a noun of three letters may be an act: «أخذ», «غسل»; no body, nobody's name."""
    return len(bare(word)) == 3 and head_kind([word]) is None and word not in GIVEN and word not in COUNTRIES


def _is_announced(passage: Passage, index: int, at: int, cue: Cue) -> bool:
    """Say whether a noun is what a verb announces: at once behind it, or behind a source that is complete."""
    text, word, before = passage.text, passage.text[at], passage.text[at - 1]
    if before in RELATIVES:
        return False
    if not is_listed(word):
        if cue.base not in ("أعلن", "أكد", "نفى", "توقع", "أوضح", "أظهر", "استبعد", "رجح"):
            return False
        if head_kind([word]) or word in GIVEN or any(each in PARTICLES for each in text[at + 1 : at + 9]):
            return False
        whole = (
            before.startswith(("ال", "لل"))
            or before in COUNTRIES
            or bare(before) in DOCUMENTS
            or before in MONTHS
            or before in TIMES
            or at - 1 in passage.quotations.open
        )
        owned = (
            is_masdar(word)
            and not word.startswith("ال")
            and word.endswith(("اله", "الها", "احه", "احها", "اره", "ارها"))
        )
        behind = (cue.refers_back or owned) if at == index + 1 else whole
        return behind and before not in RANKS
    if at == index + 1:
        return not head_kind(text[at : at + 2]) or (is_listed(word) and word[-2:] in ("ها", "هم"))
    complete = is_whole(before) or bare(before) in DOCUMENTS
    return complete and before not in GOVERNING


def is_told(passage: Passage, index: int, opening: Opening) -> bool:
    """Say whether «قائلا» or the particle at once makes a statement of an answer."""
    return opening.index == index + 1 or any(
        passage.text[at] in TOLD for at in range(index + 1, opening.index)
    )


def is_whole(word: str) -> bool:
    """Say whether a phrase can end with a word: not a title or a body that still waits for its name."""
    if word == "باسم":
        return False
    if word.startswith(("ال", "لل", "بال", "وال")) or word in COUNTRIES | GIVEN | _PROPER | MONTHS:
        return True
    if head_kind([word]) is not None:
        return word.endswith(("ون", "ين"))
    rest = word[1:]
    if is_occasion(word) or is_masdar(word):
        return False
    return word not in GOVERNING and not (
        word[0] in "بلو" and len(word) > 3 and (head_kind([rest]) or rest == "اسم")
    )


def _ends_clause(text: list[str], at: int) -> bool:
    """Say whether a mark is the last of its clause."""
    return at + 1 >= len(text) or text[at + 1] in ".،,؛\n"
