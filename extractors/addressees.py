"""Where the phrase of those addressed begins behind a source: «دعا الوزير الأطراف إلى»."""

from extractors.attribution_cues import Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar
from extractors.nominal_openings import is_whole
from extractors.passages import GOVERNING, RELATIVES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import COUNTRIES, DOCUMENTS, bare, head_kind

NEED_OBJECT = frozenset(("اتهم", "وصف"))


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


_ADDRESSED = word_set(
    """
مقام خادم المنطقة
عموم الاحتلال الحكومة المجتمع السلطات الدول الأطراف الجهات
الأشقاء الإخوة الأخوة العالم الشعب الجميع كل كافة جميع الناس
الأمة الأسرة الشركات الدولة الإدارة المسلمين المواطنين الشباب الأهالي أبناء الهيئة الوزارة اللجنة
مجلس المجلس القوى الفصائل النظام جنوده أنصاره أعضاء قيادات
"""
)


def addressed_at(passage: Passage, first: int, limit: int) -> int | None:
    """Give where the phrase of those addressed begins, behind a source that is complete."""
    text = passage.text
    for at in range(first + 1, limit):
        word, before = text[at], text[at - 1]
        if before in ("،", ",") and (word.startswith("ال") or _kind_at(text, at) in _BODIES):
            return at
        if word.isdigit() and text[at + 1].endswith("ا") and before.startswith("ال"):
            return at  # «دعت الإدارة 60 معلما»
        defined = word.startswith("ال") and before.startswith("ال")
        if (
            defined
            and at > first + 1
            and text[at - 2] in GIVEN - {"عبد"}
            and not word.endswith(("ي", "يه"))
            and (head_kind([word]) != "person")
        ):
            return at
        if (
            before.endswith("ون")
            and before != "شوون"
            and not before.startswith(("ال", "لل"))
            and word.startswith("ال")
            and at > first
        ):
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
        plain = RELATIVES.isdisjoint(text[first:at])
        if (
            plain
            and word.endswith("ا")
            and len(word) > 4
            and head_kind([word[:-1]]) in ("anonymous", "person")
        ):
            return at  # «اتهم المدير مسؤولا»
        if (word in _ADDRESSED and complete) or (word == "كلا" and at > first):
            return at
        people = defined and before.endswith("ه") and at > first + 1 and head_kind([word]) == "anonymous"
        if people and not word.endswith(("ه", "ي")) and _kind_at(text, first) in _BODIES:
            return at  # «المؤسسة الخيرية الأطباء»
        if kind_is_people(word) and before.startswith("ال") and _kind_at(text, first) in _BODIES:
            return at
        if at == first + 1 and (_are_others(before, word) or _is_thing(before, word)):
            return at
        if at == first + 1 and defined and before in passage.known and head_kind([before]) is None:
            return at
        if defined and _kind_at(text, at) in _BODIES and text[at - 2 : at - 1] != ["باسم"]:
            return at  # «منظمات الدفاع عن الإنسان القوات»: a noun of its own
        if at == first + 1 and defined and _are_many(before, word):
            return at
        plural = word.endswith("ات") and not before.endswith(("ات", "ه"))
        if at == first + 1 and defined and plural and _kind_at(text, first) in _BODIES:
            return at
        titled = at > first + 1 and head_kind([text[first]]) == "person" and head_kind([word]) == "person"
        bare_name = (
            not before.startswith("ال") and not head_kind([before]) and before not in GOVERNING | GIVEN
        )
        if titled and bare_name and word.startswith("ال"):
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
    if name not in GIVEN and is_masdar(bare(word)) and not word.endswith("ي"):
        return True  # «نتنياهو الاتفاق»
    return word not in GIVEN and (word.endswith("ين") or (word.endswith("ات") and name not in GIVEN))


def is_addressed_first(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether what stands at once behind a verb is addressed: «وطالب الجهات», «ودعا المواطنين»."""
    word = passage.text[index + 1]
    if cue.gender == "m" and word.endswith("ته") and not word.startswith("ال") and len(word) > 4:
        return True  # «اتهم زوجته»
    if cue.base in ("أرجع", "عزا") and word.startswith("ال") and is_masdar(word):
        return True
    if not cue.clitic or cue.base in NEED_OBJECT:
        return False
    if word in _ASKED:
        return True
    kind = head_kind([word])
    many = word.startswith("ال") and word.endswith("ين") and word not in GIVEN and word not in COUNTRIES
    return many and (kind == "anonymous" or (kind is None and len(word) > _SHORT_PLURAL))


def _has_name(passage: Passage, first: int, last: int) -> bool:
    return any(
        not passage.text[at].startswith("ال") and head_kind([passage.text[at]]) is None
        for at in range(first, last)
    )


def _kind_at(text: list[str], at: int) -> str | None:
    """Give the kind that a phrase beginning at a word has by its head."""
    return head_kind(text[at : at + 2])
