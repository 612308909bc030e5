"""What was said as a noun or behind a preposition: «أعلن وفاة», «شدد على», «تعهد بـ»."""

from extractors.attribution_cues import PARTICLES, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar, is_statement
from extractors.mediums import is_occasion, medium_at
from extractors.passages import GOVERNING, MONTHS, RELATIVES, TIMES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import COUNTRIES, DOCUMENTS, bare, head_kind
from extractors.source_limits import is_name
from extractors.source_words import FOR_PARTY, RANKS, TAKE_ON
from extractors.statement import Opening

_THANKS = word_set(
    "أصدق أبلغ أطيب أحر أخلص أجمل"
    " شكر تقدير امتنان أسمى خالص تهاني تهنئة تعازي تمنيات اعتزاز عظيم جزيل بالغ فخر حبه عميق"
)


_BEHIND_BA = frozenset(("أقر", "اعترف", "أوصى", "تعهد", "وعد", "هدد", "توعد", "لوح", "تنبأ"))


_PROPER = word_set("حماس طالبان داعش قسد سنتكوم فيفا فتح أوبك ناتو")  # heads that are names by themselves


_DOUBTED = word_set("صدق صدقية مصداقية جدوى نزاهة نوايا دقة شرعية فاعلية فعالية كفاءة جدية")


_RENEWED = word_set("التأكيد الدعوة المطالبة الرفض تأكيده تأكيدها دعوته دعوتها مطالبته مطالبتها رفضه رفضها")


_OF = frozenset(("حذر", "اشتكى", "شكا"))


_WITH = word_set(
    "بدوره بدورها بدورهم بنفسه بنفسها بحضوره بصفته بصفتها بصورة بطريقة"
    " بلهجة بنبرة بشدة بقوة بقسوة بسخرية بصراحة بحدة بعبارة"
    " بمناسبة بجملة بمدينة بمنطقة بمحافظة بلدة"
)


_NAMES_IN_BA = word_set(
    "بشار بدر بكر بلال بسام برهم بيار بول بيتر بوب بيل برنار باقر بندر باسل براك بلير بوش"
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


def nominal(passage: Passage, index: int, at: int, cue: Cue) -> Opening | None:
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
        if word == "علي" and text[at - 1] in TAKE_ON:
            return None  # «القائمون على المشروع»
        if word == "عن" and any(each in FOR_PARTY for each in text[max(index, at - 5) : at]):
            return None  # «المرشح للرئاسة عن الحزب»
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
        if (
            word == "من"
            and cue.base in _OF
            and (is_whole(text[at - 1]) or text[at - 1] in "،,")
            and (head_kind([following]) in (None, "anonymous"))
        ):
            return Opening("prep", at, at + 1)
        if word == "من" and (at == index + 1) is False and not is_masdar(following):
            return None
        return Opening("prep", at, at + 1)
    bound = word[0] == "ب" and "ب" in cue.prepositions and len(word) > 3 and word[1:] not in PARTICLES
    bound = bound and not _is_apart(text, index, at)
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


def _is_apart(text: list[str], index: int, at: int) -> bool:
    """Say whether a word behind ب belongs to what stands before it: to a preposition, behind one comma."""
    return text[at - 1] in GOVERNING or is_occasion(text[at]) or text[index:at].count(",") % 2 == 1


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
    if "ب" + word in GIVEN or "ب" + word in _NAMES_IN_BA:
        return False
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
    headed = at > index + 2 and head_kind([text[at - 2]]) == "person" and not text[at - 2].startswith("ال")
    if headed and before.endswith("ه") and not before.startswith("ال") and before not in GIVEN:
        return False  # «قائد معركة تحرير المدينة»
    complete = is_whole(before) or bare(before) in DOCUMENTS
    return complete and before not in GOVERNING


def is_whole(word: str) -> bool:
    """Say whether a phrase can end with a word: not a title or a body that still waits for its name."""
    if word == "باسم":
        return False
    if word.startswith(("ال", "لل", "بال", "وال")) or word in COUNTRIES | GIVEN | _PROPER | MONTHS:
        return True
    if head_kind([word]) is not None:
        return word.endswith(("ون", "ين"))
    rest = word[1:]
    if is_occasion(word) or (is_masdar(word) and not word.endswith("ا")):
        return False
    return word not in GOVERNING and not (
        word[0] in "بلو" and len(word) > 3 and (head_kind([rest]) or rest == "اسم")
    )
