"""Where running words credit a statement: the cue, the source beside it, where what was said begins.

Each finding is a `Statement` in places of words; what was said ends where `claims` says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.agencies import AGENCIES
from extractors.attribution_cues import CUES, NO_THAT_BEHIND, PARTICLES, SPOKEN, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_listed, is_masdar, is_statement
from extractors.mediums import medium_at
from extractors.quotations import Quotations
from extractors.running_words import Words, folded_word
from extractors.source_kinds import BULLETINS, COUNTRIES, DOCUMENTS, bare, head_kind
from extractors.sources import RANKS, STOPS, Source, is_name, is_owned, read_sources


def _set(text: str) -> frozenset[str]:
    return frozenset(map(folded_word, text.split()))


_FARTHEST = 75  # words between a verb and what was said
_NEAR = 16  # for verbs that mean something else by themselves: «تابع», «رد»
_CLAUSE_MARKS = frozenset("،,؛;-:")
_BEFORE_VERB = _set(
    """كما حيث فيما بينما لكن لكنه لكنها وقد قد الذي التي الذين اللذين إذ ثم حين عندما بعدما مثلما أن ما بأن وكان كان كانت هو
    وكانت بل بعد وهو وهي قبل إن فقد حتى لقد ولقد وكما وفيما أيضا من ممن حينما إلا"""
)
_DOUBTFUL_ALONE = _set(
    "ذكر رد كشف علق ختم نشر كتب حث طالب شرح قدر وعد زعم حذر بين عبر تابع رأي عقب زاد سجل دل حكم أثبت خلص أقر"
)
_IMPERSONAL = frozenset(
    ["ذكر", "توقع", "اعتقد", "ظن", "رجح", "قدر", "لاحظ", "اعتبر", "أظهر", "زعم", "كشف", "سجل", "رأى", "ذكّر"]
)
_NEGATIONS = _set("لم لا لن ولم ولا ولن ليس ألم لما فلم")
_RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين"))
_THANKS = _set("شكر تقدير امتنان أسمى خالص تهاني تهنئة تعازي تمنيات اعتزاز عظيم جزيل بالغ فخر حبه عميق")
_GOVERNING = _set("في من على عن إلى مع بعد قبل ب خلال بشأن")
_ANSWERS = frozenset(("رد", "علق", "عقب", "خاطب", "ختم", "اختتم", "استهل", "واصل", "زاد", "غرد", "تحدث"))
_TOLD = frozenset(("قايلا", "قايله", "قايلين", "بالقول", "القول", "بقوله", "بقولها", "يقول"))
_NEED_OBJECT = frozenset(("اتهم", "وصف"))
_ABOUT_ITSELF = frozenset(("فيها", "فيه", "خلالها", "خلاله", "عبرها", "انه", "انها", "انهم", "بانه", "بانها"))
_ANY_BEHIND = frozenset(("وصف", "أهاب"))
_PLACED = _set("باسم بن بين بعد بشكل بأن بعض بدوره بمدينة بمنطقة بمحافظة")
_BEHIND_BA = frozenset(("أقر", "اعترف", "أوصى", "تعهد", "وعد", "هدد", "لوح", "تنبأ"))
_ASKED = _set("الجهات الجميع المجتمع كل كافة جميع الشباب الأهالي أبناء الناس الأطراف")
_TOLD_TO = frozenset(("أبلغ", "أخبر", "طمأن", "وعد"))
_QUOTING = frozenset(("قال", "أضاف", "تابع", "أكد", "أوضح", "أردف", "كتب", "صرح"))
_ENDINGS = frozenset(("ختم", "اختتم", "استهل"))
_QUESTIONS = _set("هل لماذا كيف متى أين ماذا من كم عما عمن عن")
_SPEAKING = frozenset(("قال", "أكد", "أوضح", "أشار", "ذكر", "أضاف", "كشف", "أعلن", "نفى", "اعتبر", "رأى", "لفت", "شدد"))
_NO_ACTS = _set(
    "اسم عدد كلا كما بعض دون غير سبب عين نحو حسب شكل قوة رغم ذلك هذا هذه أية ريف حجم مدن هما هاء لدى"
)
_TIMES = _set(
    """أمس اليوم مساء صباح ظهر فجر الليلة السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة أيضا كذلك سابقا لاحقا
    له لها لهم لي لنا مؤخرا بدوره بدورها الآن أخيرا ليل يوم صراحة بذلك"""
)
_ADDRESSED = _set(
    """الحكومة المجتمع السلطات الدول الأطراف الجهات العالم الشعب الجميع كل كافة جميع الناس الأمة الأسرة الشركات الدولة الإدارة
    المسلمين المواطنين الشباب الأهالي أبناء الهيئة الوزارة اللجنة مجلس المجلس القوى الفصائل النظام جنوده أنصاره أعضاء قيادات"""
)
_RELAYS = {"نقل": "عن", "نقلت": "عن", "ينقل": "عن", "تنقل": "عن", "نقلوا": "عن", "نسب": "الي", "نسبت": "الي"}
_COMES = frozenset(("جاء", "وجاء", "ورد", "وورد"))
_ISSUED = _set("صادر صدر أصدره أصدرته أصدرتها نشره نشرته تلقت وزعه وزعته صادرة مشترك بثته بثه")
_REFUSALS = {
    "رفض": 0,
    "رفضت": 0,
    "رفضوا": 0,
    "امتنع": 0,
    "امتنعت": 0,
    "ورفض": 1,
    "ورفضت": 1,
    "وامتنع": 1,
    "وامتنعت": 1,
}
_COMMENT = _set("التعليق الإدلاء التعقيب")
_CLAIMING = {"تبني": 0, "تبنت": 0, "وتبني": 1, "وتبنت": 1}
_CLAIMED = _set(
    "مسؤولية المسؤولية الهجوم التفجير العملية هجوم تفجير عملية القصف الهجمات التفجيرات مسؤوليته مسؤوليتها"
)
_NO_SOURCES = _set(
    """ما نظام النظام قانون القانون معايير المعايير ضوابط الضوابط خطة الخطة جدول الجدول تقويم التقويم قرار القرار توقيت شروط الشروط اتفاق
    الاتفاق اتفاقية الحاجة الطلب نوع عدد حجم مدة آلية آليات منهج تعليمات التعليمات لائحة اللائحة برنامج أحكام المادة مبدأ أسس
    رؤية منظومة معادلة طريقة ظروف الظروف طبيعة درجة رغبة احتياجات أسعار سعر مواصفات أفضل أعلى أحدث آخر قواعد القواعد العادة
    القيمة سياسة استراتيجية أنظمة الأنظمة متطلبات إجراءات الإجراءات توجيهات التوجيهات أوامر الأمر هذا هذه ذلك تلك الشريعة مقتضى
    رغبته اختيار التخصص الموقع المنطقة الأصول نص بنود البند العقد عقد كل ترتيب الترتيب مصلحة المصلحة إمكانيات حالة الحالة تسلسل
    أهمية الأهمية أولويات الأولوية خطوات نسبة الأولويات منظور المخطط المقرر المعتاد المتفق المتبع صيغة الاختصاص الصلاحيات التوقيت الموعد موعد قناعة"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One credited statement. `cue` is a range of words, `cue_skip` letters of its first are و or ف.

    `sources` is empty where the cue refers back. `claim` is the first word of what was said, of which
    `claim_skip` letters are a preposition; for `opening` "before" it is the first word behind the source.
    """

    cue: tuple[int, int]
    cue_skip: int
    sources: tuple[Source, ...]
    opening: str
    claim: int
    form: str
    gender: str
    claim_skip: int = 0
    claim_end: int | None = None
    medium: tuple[int, int, int] | None = None
    relay: bool = False
    base: str = ""
    clause: int = 0
    tail: int = 0  # letters of the word behind the cue that belong to it: «وفقا ل»


@dataclass(frozen=True, slots=True)
class _Opening:
    kind: str
    index: int  # where the source's phrase ends at the latest
    claim: int
    skip: int = 0


class Finder:
    """Walks along the words of one body; keeps what it needs at every step."""

    def __init__(self, words: Words, quotations: Quotations) -> None:
        self.words = words
        self.text = words.text
        self.quotations = quotations
        self.known: set[str] = set()

    def find(self) -> Iterator[Statement]:
        """Give the statements in the order of their cues."""
        text, within = self.text, self.quotations.within
        free = 0
        for index, word in enumerate(text):
            if index < free or within[index] >= 0:
                continue
            if word == "رابط" and text[index + 1 : index + 2] == ["الخبر"]:
                free = self._limit(index)  # a link that repeats a headline
                continue
            found = self._at(index, word)
            if not found:
                continue
            for statement in found:
                for source in statement.sources:
                    self.known.update(source.words(self.words))
                yield statement
            if found[0].opening != "before":
                free = found[0].claim
            else:
                free = max(found[-1].cue[1], *(source.last for source in found[-1].sources), 0)

    def _at(self, index: int, word: str) -> list[Statement]:
        cue = CUES.get(word)
        plain = word[1:] if word[0] in "وف" else word
        found: Statement | None = None
        if plain in _RELAYS:
            return self._relay(index, len(word) - len(plain), _RELAYS[plain])
        if word in _COMES and self.text[index + 1 : index + 2] == ["في"]:
            found = self._comes(index)
        elif word in _REFUSALS:
            found = self._refusal(index, _REFUSALS[word])
        elif word in _CLAIMING:
            found = self._claiming(index, _CLAIMING[word])
        elif word == "علي":
            found = self._as_told(index)
        elif cue is None:
            found = self._label(index) if self._begins_line(index) else None
        elif cue.form == "noun":
            found = self._noun(index, cue)
        elif cue.form == "as":
            found = self._as_said(index, index + 1)
        elif cue.form == "masdar":
            found = self._masdar(index, cue)
        elif cue.form == "participle":
            found = self._participle(index, cue)
        else:
            found = self._verb(index, cue)
            if found is None and self._begins_line(index):
                found = self._label(index)
        return [found] if found else []

    # Verbs.

    def _verb(self, index: int, cue: Cue) -> Statement | None:
        text = self.text
        if text[index - 1] in _NEGATIONS and index:
            return None
        if (
            not cue.clitic
            and (text[index] in _DOUBTFUL_ALONE or "bare" in cue.traits)
            and not self._begins_clause(index)
            and not self._was(index)
        ):
            return None
        if text[index] == "بين" and not self._is_stated(index):
            return None
        if text[index] == "عبر" and not cue.clitic and not self._begins_sentence(index):
            return None
        if not cue.past and text[index - 1] in ("ان", "بان") and index:
            return None  # «أن يعلن»: what is yet to come
        if "whom" in cue.traits:
            return self._whom(index, cue)
        limit = self._limit(index)
        opening = self._opening(index, cue, limit)
        if opening is None:
            return self._reversed(index, cue, limit)
        if "bare" in cue.traits and cue.base == "بيّن" and opening.kind not in ("that", "quote"):
            return None
        if cue.base == "أقر" and opening.kind == "quote" and text[opening.index] != ":":
            return None
        if text[index + 1] == "بذلك" or (cue.base in ("ذهب", "توصل") and opening.kind != "that"):
            return None
        if cue.base in _ENDINGS and opening.index > index + 3 and not self._is_told(index, opening):
            return None
        if cue.base in _ANSWERS and opening.kind == "that" and not self._is_told(index, opening):
            return None
        if (
            not cue.past
            and not cue.clitic
            and not self._begins_clause(index)
            and not self._follows_time(index)
        ):
            sources, medium = (), self._medium(index + 1, opening.index)
        elif not cue.clitic and (was := self._was(index)):
            sources, medium = was, self._medium(index + 1, opening.index)
        else:
            split = self._addressed(index + 1, opening.index) if cue.base in _TOLD_TO else None
            sources, medium = self._subject(index + 1, split or opening.index)
        if not sources and opening.kind == "object" and opening.claim > index + 1:
            return None
        if not sources:
            before = self._subject_before(index) if not cue.clitic else None
            if before is not None:
                sources = before
            elif not self._may_refer_back(index, cue, opening):
                return None
        if "document" in cue.traits and not self._shows(sources, cue):
            return None
        return self._statement(index, cue, sources, opening, medium)

    def _may_refer_back(self, index: int, cue: Cue, opening: _Opening) -> bool:
        if "named" in cue.traits or (not cue.past and cue.base in _IMPERSONAL):
            return False
        if opening.kind == "colon" and "reverse" not in cue.traits and opening.claim - index > 4:
            return False
        if self.text[index - 1] in _RELATIVES and opening.kind not in ("that", "quote"):
            return False
        return bool(cue.clitic) or self._begins_clause(index) or self.text[index + 1] in _ABOUT_ITSELF or (
            cue.base == "قال" and opening.index == index + 1 and opening.kind in ("colon", "quote")
        )

    def _is_stated(self, index: int) -> bool:
        """Say whether «بين» is «بيّن»: as it is marked, or by where it stands."""
        body = self.words.body[slice(*self.words.span(self.words.starts[index], self.words.ends[index]))]
        before = self.text[index - 1] if index else "."
        return "\u0651" in body or not before[0].isalnum() or before in ("قد", "كما", "حيث") or self._follows_time(index)

    def _is_told(self, index: int, opening: _Opening) -> bool:
        """Say whether «قائلا» or the particle at once makes a statement of an answer."""
        return opening.index == index + 1 or any(
            self.text[at] in _TOLD for at in range(index + 1, opening.index)
        )

    def _was(self, index: int) -> tuple[Source, ...]:
        """Give the subject between «كان» and a verb: «وكان X قد طالب»."""
        text, last = self.text, index - (self.text[index - 1] in ("قد", "ايضا"))
        last -= text[last - 1] in ("،", ",")
        start = self.words.bounds[self.words.sentence[index]][0]
        for at in range(last - 1, max(start, last - 26) - 1, -1):
            if text[at] in ("كان", "كانت", "وكان", "وكانت") and at < last - 1:
                sources, end = read_sources(self.words, self.quotations, at + 1, last, known=frozenset(self.known))
                return sources if end == last or (sources and text[end] == "(") else ()
            if text[at] in _CLAUSE_MARKS or text[at] in PARTICLES:
                break
        return ()

    def _follows_time(self, index: int) -> bool:
        before = self.text[index - 1]
        return before in _TIMES or before[1:] in _TIMES or before.endswith(
            ("جهته", "جهتها", "جانبه", "جانبها", "جهتهم", "الماضي", "نفسه")
        )

    def _shows(self, sources: tuple[Source, ...], cue: Cue) -> bool:
        if not sources:
            return cue.gender == "f" or not cue.clitic
        head = bare(sources[0].words(self.words)[0]) if sources[0].words(self.words) else ""
        return head in DOCUMENTS or head_kind([head]) in (
            "anonymous",
            "organisation",
            "person",
            "official body",
        )

    def _whom(self, index: int, cue: Cue) -> Statement | None:
        """Read «دعا A B إلى C»: what was said begins at B."""
        text = self.text
        limit = min(self._limit(index), index + 34)
        end = self._preposition(index, cue, limit)
        that = self._opening(
            index, replace(cue, traits=cue.traits | {"that"}, prepositions=frozenset()), limit
        )
        if (
            that is not None
            and (end is None or that.index < end.index)
            and that.kind in ("that", "quote", "colon")
        ):
            if end is None and that.kind != "that":
                end = that
            elif end is None:
                end = _Opening("that", that.index, that.claim)
        if (
            end is None
            and "open" in cue.traits
            and index + 1 < limit
            and text[index + 1] not in _CLAUSE_MARKS
        ):
            end = _Opening("whom", index + 1, index + 1)
            if cue.form != "participle":
                at = self._addressed(index + 1, limit)
                end = _Opening("whom", at, at) if at else None
        if end is None:
            return None
        if cue.form == "participle":
            if cue.gender != "m" and not self._behind_mark(index):
                return None
            claim = (
                end
                if end.index == index + 1 or end.kind != "whom"
                else _Opening("whom", index + 1, index + 1)
            )
            return self._statement(index, cue, (), claim, None)
        if text[index + 1] == "الله":
            return None
        addressed = "addressed" in cue.traits or (index + 1 < limit and is_owned(self.words, index + 1)) or self._is_object(index, cue)
        split = None if addressed or cue.base == "أهاب" else self._addressed(index + 1, end.index)
        opening = _Opening("whom", split, split) if split else end
        sources, medium = self._subject(index + 1, opening.index)
        was = () if cue.clitic else self._was(index)
        if was or (cue.base in _NEED_OBJECT and split is None and sources and self._has_subject(index, cue)):
            sources, opening = was, _Opening("whom", index + 1, index + 1)
        if not cue.past and not sources and text[index - 1] in (*_RELATIVES, "كان", "كانت", "ان"):
            return None
        if addressed and "addressed" not in cue.traits and sources:
            sources, opening = (), _Opening("whom", index + 1, index + 1)
        if not sources:
            before = self._subject_before(index) if not cue.clitic else None
            if before:
                sources = before
            elif not (cue.clitic or self._begins_clause(index) or text[index + 1] in _ABOUT_ITSELF) or (cue.base == "طالب" and not cue.clitic):
                return None
        elif split is None and not was and not before_or_clitic(self, index, cue):
            return None
        if split is None and "addressed" in cue.traits:
            opening = end
        return self._statement(index, cue, sources, opening, medium)

    def _has_subject(self, index: int, cue: Cue) -> bool:
        """Say whether somebody was named before a verb in its sentence, so that one phrase behind it is addressed."""
        return bool(cue.clitic) and (self.known != set() or not self._begins_sentence(index))

    def _is_object(self, index: int, cue: Cue) -> bool:
        """Say whether what stands at once behind a verb is addressed: «وطالب الجهات», «ودعا المواطنين»."""
        word = self.text[index + 1]
        if cue.base in ("أرجع", "عزا") and word.startswith("ال") and is_masdar(word):
            return True
        if not cue.clitic or cue.base in _NEED_OBJECT:
            return False
        return word in _ASKED or (word.startswith("ال") and word.endswith("ين") and len(word) > 5)

    def _preposition(self, index: int, cue: Cue, limit: int) -> _Opening | None:
        text, passed = self.text, index
        for at in range(index + 1, limit):
            word = text[at]
            if word in _CLAUSE_MARKS and at >= passed:
                passed = next((end + 1 for end in range(at + 2, min(at + 8, limit)) if text[end] in "،,"), 0)
                if not passed:
                    return None
            if word in cue.prepositions and len(word) > 1:
                claim = at + 2 if text[at + 1 : at + 2] and text[at + 1] in PARTICLES else at + 1
                return _Opening("whom", at, claim)
            if word == "ب" and "ب" in cue.prepositions and at + 1 in self.quotations.close:
                return _Opening("whom", at, at + 1)
            if word[0] == "ب" and cue.base in _ANY_BEHIND and len(word) > 3 and at > index + 1 - (cue.base == "أهاب"):
                if word not in _PLACED and not head_kind([word[1:]]) or cue.base == "أهاب":
                    return _Opening("whom", at, at, 1)
            if word[0] == "ب" and "ب" in cue.prepositions and len(word) > 3 and _is_called_for(word[1:], cue.base):
                return _Opening("whom", at, at, 1)
            if word[0] == "ل" and "ل" in cue.prepositions and len(word) > 2:
                skip = 2 if word.startswith("لل") else 1
                if is_masdar(word[skip:]) or (skip == 1 and word[1:] in PARTICLES):
                    return _Opening("whom", at, at, skip)
        return None

    def _addressed(self, first: int, limit: int) -> int | None:
        """Give where the phrase of those addressed begins, behind a source that is complete."""
        text = self.text
        for at in range(first + 1, limit):
            word, before = text[at], text[at - 1]
            complete = _is_whole(before)
            if word in _ADDRESSED and complete:
                return at
            if at == first + 1 and before.startswith("ال") and before.endswith("ه") and word.startswith("ال"):
                if not word.endswith(("ه", "ي")):
                    return at
            if complete and is_listed(word) and not word.startswith("ال"):
                return at
            if word.startswith("ال") and at - 1 in self.quotations.open:
                return at
            if kind_at(text, at) == "person" and at == first + 1 and head_kind([before]) == "anonymous":
                return at
            if not complete or word[0] in "بلو" and len(word) > 4 and head_kind([word]) is None:
                continue
            if word in COUNTRIES and before not in ("من", "في", "علي", "الي"):
                return at
            kind = head_kind([word, *text[at + 1 : at + 2]])
            if kind in ("official body", "armed force", "organisation") and before.startswith("ال"):
                if not word.startswith("ال"):
                    return at
            if (
                word.startswith("ال")
                and word.endswith(("ين", "ات"))
                and not before.startswith("ال")
                and at > first + 1
            ):
                return at
            if (
                word.startswith("ال")
                and word.endswith("ين")
                and before.startswith("ال")
                and (before.endswith("ه") or self._has_name(first, at))
            ):
                return at
        return None

    def _has_name(self, first: int, last: int) -> bool:
        return any(
            not self.text[at].startswith("ال") and head_kind([self.text[at]]) is None
            for at in range(first, last)
        )

    def _reversed(self, index: int, cue: Cue, limit: int) -> Statement | None:
        """Read a verb behind what was said: «"…"، قال X», «كما قال X»."""
        if cue.clitic or not {"reverse", "strict"} & cue.traits or index == 0:
            return None
        text, before = self.text, self.text[index - 1]
        sources, medium = self._subject(index + 1, limit)
        if not sources:
            return None
        last = max(source.last for source in sources)
        if before in ("كما", "وكما") and "reverse" in cue.traits:
            if self.words.sentence[index - 1] == self.words.sentence[max(0, index - 2)] and index > 2:
                return self._behind((index - 1, index + 1), 0, sources, last, cue, medium)
            return None
        quoted = index - 1 in self.quotations.open or (
            before in _CLAUSE_MARKS and index - 2 in self.quotations.open
        )
        if quoted:
            closing = index - 1 if index - 1 in self.quotations.open else index - 2
            if self.quotations.is_speech(self.quotations.open[closing]):
                return self._behind((index, index + 1), 0, sources, last, cue, medium)
        ends = last >= limit or not text[last][0].isalnum() or medium is not None
        if (
            before in ("،", ",")
            and ends
            and "reverse" in cue.traits
            and cue.base in ("قال", "أضاف", "أكد", "أوضح")
        ):
            return self._behind((index, index + 1), 0, sources, last, cue, medium)
        return None

    # Words that refer back.

    def _participle(self, index: int, cue: Cue) -> Statement | None:
        if "whom" in cue.traits:
            return self._whom(index, cue)
        opening = self._opening(index, cue, min(self._limit(index), index + _NEAR))
        if opening is None:
            return None
        if (
            "strict" in cue.traits or cue.gender == "f" and opening.index > index + 2
        ) and not self._behind_mark(index):
            return None
        if opening.kind == "object" and opening.claim > index + 1:
            return None
        if cue.base == "اعتبر" and opening.kind == "that" and opening.index > index + 1:
            opening = _Opening("whom", index + 1, index + 1)
        if (
            any(self.text[at] in ("،", ",") for at in range(index + 1, opening.index))
            and opening.kind != "that"
        ):
            return None
        if "bare" in cue.traits and opening.kind == "quote":
            return None
        if (
            cue.base in ("علق", "رد", "عقب", "ذكّر", "خاطب")
            and opening.kind != "quote"
            and opening.kind != "colon"
        ):
            return None
        return self._statement(index, cue, (), opening, self._medium(index + 1, opening.index))

    def _behind_mark(self, index: int) -> bool:
        return self._begins_sentence(index) or not self.text[index - 1][0].isalnum()

    def _masdar(self, index: int, cue: Cue) -> Statement | None:
        opening = self._opening(index, cue, min(self._limit(index), index + 7))
        if opening is None or any(self.text[at] in _CLAUSE_MARKS for at in range(index + 1, opening.index)):
            return None
        if self.text[index - 1] in ("حد", "حسب", "بحسب", "وفق"):
            return None
        return self._statement(index, cue, (), opening, None)

    def _as_told(self, index: int) -> Statement | None:
        """Read «على لسان X» and «على ذمة X»; «على حد قوله» says nothing new where somebody was credited."""
        text = self.text
        if text[index + 1 : index + 2] not in (["لسان"], ["ذمه"]):
            return None
        sources, last = read_sources(self.words, self.quotations, index + 2, self._limit(index))
        if not sources:
            return None
        cue = Cue("على لسان", "noun", "", 0, frozenset(), frozenset())
        return self._behind((index, index + 2), 0, sources, last, cue, None)

    # Nouns.

    def _noun(self, index: int, cue: Cue) -> Statement | None:
        text, limit = self.text, self._limit(index)
        first, skip = index + 1, 0
        if first >= limit:
            return None
        if cue.prepositions & {"الي", "عن"}:
            if text[first] not in cue.prepositions:
                return None
            first += 1
        elif "lone" not in cue.traits:
            word = text[first]
            if word[0] != "ل":
                return None
            if word == "ل":
                first += 1
            else:
                skip = 2 if word.startswith("لل") else 1
        if first >= limit:
            return None
        if text[first][skip:] in ("ما", "ماذا"):
            return self._as_said(index, first + 1)
        if text[first] in SPOKEN:
            return None
        head = text[first][skip:]
        if (
            head in _NO_SOURCES
            or bare(head) in _NO_SOURCES
            or not (head[:1].isalpha() or first in self.quotations.close)
        ):
            return None
        sources, last = read_sources(
            self.words, self.quotations, first, limit, skip=skip, known=frozenset(self.known)
        )
        if not sources:
            return None
        sources, medium = self._issuers(sources, limit)
        following = text[first + 1] if first + 1 < limit else ""
        common = head[:1].isalpha() and not head.startswith("ال") and following.startswith("ال")
        if common and not head_kind([head, following]) and head not in GIVEN and head not in self.known:
            return None
        if "doubtful" in cue.traits and not self._is_plausible(sources[0]) and "ال" + head not in AGENCIES:
            return None
        medium = medium or self._medium(last, limit)
        found = self._behind(
            (index, first), cue.clitic, sources, max(last, medium[2] if medium else 0), cue, medium
        )
        return replace(found, tail=1 if skip else 0)

    def _is_plausible(self, source: Source) -> bool:
        """Say whether «حسب X» names somebody: a head of a known kind, a name heard before, an outlet in quotes."""
        heard = source.words(self.words)
        if not heard:
            return False
        if head_kind(heard) or bare(heard[0]) in BULLETINS or bare(heard[0]) in DOCUMENTS:
            return True
        if all(word in self.known for word in heard) or source.first - 1 in self.quotations.close:
            return True
        return heard[0] in GIVEN or " ".join(heard[:3]) in AGENCIES or " ".join(heard[:2]) in AGENCIES

    def _as_said(self, index: int, verb: int) -> Statement | None:
        """Read «بحسب ما أعلنت X», «حسبما ذكر X»: the verb's subject behind what was said."""
        text, limit = self.text, self._limit(index)
        skip = (
            1 if text[index][0] == "و" and text[index] in ("وبحسب", "وحسب", "ووفق", "وحسبما", "ووفقا") else 0
        )
        while verb < limit and text[verb] in _TIMES | {"قد"}:
            verb += 1
        cue = _with_object(text[verb]) if verb < limit else None
        known = cue is not None and cue.form in ("m", "f", "dual", "plural")
        known = known or (verb < limit and text[verb][-2:] in ("ته", "ره", "ها") and verb + 1 < limit)
        if verb >= limit or not (
            known or text[verb] in ("جاء", "ورد", *_RELAYS, "نشر", "نشرت", "اوردت", "بث", "بثت", "نشرته")
        ):
            return None
        first = verb + 1
        while first < limit and text[first] in (
            "عنه",
            "عنها",
            "عنهم",
            "به",
            "في",
            "عن",
            "ذلك",
            "علي",
            "اليه",
        ):
            first += 1
        sources, medium = self._subject(first, limit)
        if not sources:
            return None
        last = max(source.last for source in sources)
        form = Cue("بحسب", "noun", cue.gender if cue else "", 0, frozenset(), frozenset())
        return self._behind((index, verb + 1), skip, sources, last, form, medium)

    def _comes(self, index: int) -> Statement | None:
        """Read «وجاء في بيان لوزارة الداخلية أن»: who issued it, or the document itself."""
        text, limit = self.text, self._limit(index)
        if text[index + 1 : index + 2] != ["في"] or index + 2 >= limit:
            return None
        cue = Cue("جاء", "m", "m", len(text[index]) - 3, frozenset({"that"}), frozenset())
        opening = self._opening(index, cue, limit)
        if opening is None:
            return None
        sources, _ = read_sources(self.words, self.quotations, index + 2, opening.index)
        if not sources:
            return None
        issuers, medium = self._issuers(sources, opening.index)
        bulletin = bare(text[index + 2]) in BULLETINS
        statement = self._statement(index, cue, issuers, opening, medium)
        return replace(statement, cue=(index, index + (3 if bulletin else 2)), base="جاء")

    def _relay(self, index: int, clitic: int, preposition: str) -> list[Statement]:
        """Read «نقلت A عن B قوله إن»: both A and B are credited."""
        text, limit = self.text, self._limit(index)
        at = next((at for at in range(index + 1, min(limit, index + 26)) if text[at] == preposition), None)
        if at is None:
            return []
        cue = Cue(
            "نقل", "f" if text[index].endswith("ت") else "m", "", clitic, frozenset({"that"}), frozenset()
        )
        opening = self._opening(at, cue, limit)
        if opening is None:
            return []
        masdar = next(
            (m for m in range(at + 1, opening.index) if (c := CUES.get(text[m])) and c.form == "masdar"), None
        )
        heard, medium = self._subject(at + 1, masdar or opening.index)
        relays, _ = self._subject(index + 1, at)
        found = []
        if relays:
            found.append(replace(self._statement(index, cue, relays, opening, None), relay=True))
        if heard:
            found.append(self._statement(index, replace(cue, form="m"), heard, opening, medium))
        return found

    def _refusal(self, index: int, clitic: int) -> Statement | None:
        """Read «رفض X التعليق على»: what was refused stands for what was said."""
        text, limit = self.text, min(self._limit(index), index + 16)
        at = next((at for at in range(index + 1, limit) if text[at] in _COMMENT), None)
        if at is None:
            return None
        end = at - 1 if text[at - 1] == "عن" else at
        sources, medium = self._subject(index + 1, end)
        gender = "f" if text[index].endswith("ت") else "m"
        cue = Cue("رفض", gender, gender, clitic, frozenset(), frozenset())
        return self._statement(index, cue, sources, _Opening("object", end, at), medium)

    def _claiming(self, index: int, clitic: int) -> Statement | None:
        """Read «تبنى تنظيم X الهجوم»: a claim of responsibility."""
        text, limit = self.text, min(self._limit(index), index + 14)
        at = next((at for at in range(index + 1, limit) if text[at] in _CLAIMED), None)
        if at is None:
            return None
        sources, medium = self._subject(index + 1, at)
        gender = "f" if text[index].endswith("ت") else "m"
        cue = Cue("تبنى", gender, gender, clitic, frozenset(), frozenset())
        if not sources:
            return None
        return self._statement(index, cue, sources, _Opening("object", at, at), medium)

    def _label(self, index: int) -> Statement | None:
        """Read «X: "…"» at the head of a line: an interview, a headline, a list of opinions."""
        text, limit = self.text, min(self._limit(index), index + 16)
        sources, last = read_sources(self.words, self.quotations, index, limit)
        if not sources or last + 1 >= len(text) or last >= limit or text[last] != ":":
            return None
        heard = sources[0].words(self.words)
        named = head_kind(heard) is not None or all(word in self.known for word in heard)
        if last + 1 not in self.quotations.close or not self.quotations.is_speech(last + 1):
            if not named or text[last + 1][0] == "\n" or head_kind(heard) not in ("person", "official body"):
                return None
            if last - index < 2 and not all(word in self.known for word in heard):
                return None
        elif not named and len(heard) > 4:
            return None
        kind = "quote" if last + 1 in self.quotations.close else "colon"
        cue = Cue(":", "label", "", 0, frozenset(), frozenset())
        claim = last + 2 if kind == "quote" else last + 1
        statement = self._statement(index, cue, sources, _Opening(kind, last, claim), None)
        return replace(statement, cue=(last, last + 1), cue_skip=0)

    # What may stand beside a cue.

    def _opening(self, index: int, cue: Cue, limit: int) -> _Opening | None:
        """Give where what was said begins behind a cue, None when nothing says so."""
        text, quotations = self.text, self.quotations
        near = "strict" in cue.traits
        said = {"that", "strict", "strictly"} & cue.traits or cue.base in ("أعرب", "عبّر")
        at = index + 1
        told = False
        first: _Opening | None = None
        short: _Opening | None = None  # a quotation of few words, which may be a name
        while at < limit:
            word = text[at]
            if near and not told and at > index + _NEAR:
                break
            if at in quotations.close:
                closing = quotations.close[at]
                if quotations.is_speech(at) or text[at - 1] == ":" or closing >= limit:
                    return first or (_Opening("quote", at, at + 1) if said else None)
                if said and short is None and not (near and at > index + 1) and (at == index + 1 or text[at + 1] in PARTICLES or _ends(text, closing)):
                    short = _Opening("quote", at, at + 1)
                at = closing + 1
                continue
            if word == "(":
                closing = next((end for end in range(at, min(at + 12, limit)) if text[end] == ")"), at)
                at = closing + 1
                continue
            if word == ":":
                if first is not None:
                    return first
                quoted = at + 1 in quotations.close
                return (
                    _Opening("quote" if quoted else "colon", at, at + (2 if quoted else 1)) if said else None
                )
            if word in ("؛", ";") or word[0] == "\n":
                break
            if word in PARTICLES and text[at - 1] not in NO_THAT_BEHIND:
                behind = text[at - 1] in cue.prepositions
                if first is not None and not behind:
                    return first
                if (
                    text[at - 1] in ("الي", "علي")
                    and not behind
                    and not (text[at - 1] == "علي" and at - index < 5)
                ):
                    at += 1
                    continue
                return _Opening("that", at - 1 if behind else at, at + 1) if said or behind else first
            other = CUES.get(word)
            if other is not None:
                if (
                    other.base == "قال"
                    and other.form == "participle"
                    or word in ("بالقول", "القول", "بقوله", "قوله")
                ):
                    told = True
                elif (
                    other.form == "masdar"
                    and other.base != "قول"
                    and cue.base != "نقل"
                    and text[at + 1 : at + 2]
                    and text[at + 1] in PARTICLES
                ):
                    break
                elif text[at - 1] in ("حيث", "فيما", "كما", "بينما", "،", ",") and other.form in ("m", "f"):
                    break
                elif other.clitic and other.form not in ("noun", "masdar") and not head_kind([word[1:]]):
                    break
                elif other.form == "participle" and not head_kind([word]) and text[at - 1] in ("،", ","):
                    break
            if first is None:
                first = self._nominal(index, at, cue)
                if first is not None and near and not (cue.base == "تحدث" and is_masdar(text[first.claim])):
                    first = None
            if cue.base == "تساءل" and word in _QUESTIONS and text[at - 1] != "،":
                return _Opening("that", at, at)
            at += 1
        if first is None and short is not None and cue.base in _QUOTING:
            return short
        if first is None and cue.base in _QUOTING and cue.clitic and text[index + 1 : index + 2] in (["،"], [","]):
            return _Opening("colon", index + 1, index + 2)
        return first

    def _nominal(self, index: int, at: int, cue: Cue) -> _Opening | None:
        """Give an opening without a particle: behind the verb's preposition, at a noun that names the statement."""
        text = self.text
        word = text[at]
        following = text[at + 1] if at + 1 < len(text) else ""
        if word in cue.prepositions and len(word) > 1:
            if word == "علي" and is_name(self.words, at):
                return None
            if following in ("ذلك", "هذا", "هذه", "تلك") and text[at + 2 : at + 3] and text[at + 2][0] in "لو،.":
                return None
            if text[at - 1] == "كل":
                return None
            if following in PARTICLES or not following[:1].isalnum() and at + 1 not in self.quotations.close:
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
            if medium_at(self.words, self.quotations, at, at + 12):
                return None
            if word == "الي" and (
                at + 1 in self.quotations.close or head_kind([following]) in ("outlet", "agency")
            ):
                return None
            if cue.base in ("أعرب", "عبّر") and any(
                form in _THANKS for form in (following, following[:-1], following[:-2], bare(following))
            ):
                return None
            if word == "من" and cue.base == "حذر" and _is_whole(text[at - 1]) and not head_kind([following]):
                return _Opening("prep", at, at + 1)
            if word == "من" and (at == index + 1) is False and not is_masdar(following):
                return None
            return _Opening("prep", at, at + 1)
        if word[0] == "ب" and "ب" in cue.prepositions and len(word) > 3 and word[1:] not in PARTICLES:
            if is_listed(word[1:]) or (cue.base in _BEHIND_BA and is_masdar(word[1:])):
                return _Opening("prep", at, at, 1)
        if word == "ما" and cue.base in ("نفى", "أكد") and at > index and following[:1].isalpha() and text[at - 1] != "علي":
            return _Opening("object", at, at)
        if cue.base == "اعتبر" and not cue.past:
            return None
        if "object" in cue.traits and is_statement(word) and self._is_announced(index, at, cue):
            return _Opening("object", at, at)
        return None

    def _is_announced(self, index: int, at: int, cue: Cue) -> bool:
        """Say whether a noun is what a verb announces: at once behind it, or behind a source that is complete."""
        text, word, before = self.text, self.text[at], self.text[at - 1]
        if not is_listed(word):
            if cue.base not in ("أعلن", "أكد", "نفى", "توقع", "أوضح", "أظهر"):
                return False
            if head_kind([word]) or word in GIVEN or any(each in PARTICLES for each in text[at + 1 : at + 5]):
                return False
            whole = before.startswith("ال") or before in COUNTRIES or bare(before) in DOCUMENTS or at - 1 in self.quotations.open
            return (at == index + 1 or whole) and before not in RANKS
        if at == index + 1:
            return not head_kind(text[at : at + 2]) or is_listed(word) and word[-2:] in ("ها", "هم")
        complete = _is_whole(before) or bare(before) in DOCUMENTS
        return complete and before not in _GOVERNING

    def _subject(self, first: int, limit: int) -> tuple[tuple[Source, ...], tuple[int, int, int] | None]:
        """Give the sources named from a word on, times and mediums before them passed over, and the medium."""
        medium: tuple[int, int, int] | None = None
        at = first
        for _ in range(4):
            if at >= limit:
                break
            found = medium_at(self.words, self.quotations, at, limit)
            if found is not None:
                medium, at = found, found[2] + (1 if found[2] in self.quotations.open else 0)
            elif self.text[at] in _TIMES and at + 1 < limit:
                at += 1
            else:
                break
        if at < limit and at > first and self.text[at] in ("،", ","):
            at += 1
        sources, last = read_sources(self.words, self.quotations, at, limit, known=frozenset(self.known))
        if sources:
            issuers, bulletin = self._issuers(sources, limit)
            return issuers, medium or bulletin or self._medium(last, limit)
        return (), medium or self._medium(at, limit)

    def _medium(self, first: int, limit: int) -> tuple[int, int, int] | None:
        for at in range(first, min(limit, first + 30)):
            if at in self.quotations.close and self.quotations.is_speech(at):
                return None
            found = medium_at(self.words, self.quotations, at, limit)
            if found is not None:
                return found
        return None

    def _issuers(
        self, sources: tuple[Source, ...], limit: int
    ) -> tuple[tuple[Source, ...], tuple[int, int, int] | None]:
        """Give who issued a statement in place of the statement: «بيان لوزارة الداخلية»."""
        text, source = self.text, sources[0]
        if bare(text[source.first][source.skip :]) not in BULLETINS:
            return sources, None
        medium = (source.first, source.skip, source.first + 1)
        at = source.first + 1
        while at < min(limit, source.first + 5):
            word = text[at]
            if word in _ISSUED:
                at += 1
                continue
            if word in ("عن", "من", "الي"):
                at += 1
                break
            if word[0] == "ل" and len(word) > 3:
                skip = 2 if word.startswith("لل") else 1
                found, _ = read_sources(self.words, self.quotations, at, limit, skip=skip)
                return (found, medium) if found else (sources, None)
            if word == "ل" or (head_kind(text[at : at + 2]) and not word.startswith("ال")):
                at += word == "ل"
                break
            at += 1
        else:
            return sources, None
        found, _ = read_sources(self.words, self.quotations, at, limit)
        return (found, medium) if found else (sources, None)

    def _subject_before(self, index: int) -> tuple[Source, ...] | None:
        """Give the subject of a verb that stands behind it: «وزارة الصحة قالت إن», «كان X قد أعلن»."""
        text = self.text
        last = index
        while last > 0 and text[last - 1] in ("قد", "ايضا", "كانت", "كان"):
            last -= 1
        start, opened = self.words.bounds[self.words.sentence[index]][0], False
        first = start
        for at in range(last - 1, max(start, last - 30) - 1, -1):
            word = text[at]
            if word in ("الذي", "التي", "الذين") and at == last - 1:
                return None
            if (
                word in _CLAUSE_MARKS
                or word in PARTICLES
                or word in ("كان", "كانت", "وكان", "وكانت", "لكن", "ولكن", "هو", "ها")
            ):
                first, opened = at + 1, True
                break
        if last - first < 1 or (not opened and last - first > 25):
            return None
        if text[first] in STOPS or text[first] in CUES and not head_kind(text[first : first + 2]):
            return None
        sources, end = read_sources(self.words, self.quotations, first, last, known=frozenset(self.known))
        if not sources or (end != last and text[end] not in ("(", "الذي", "التي", "في", "امس", "اليوم")):
            return None
        heard = sources[0].words(self.words)
        if (
            not heard
            or heard[0][0] in "يت"
            and head_kind(heard) is None
            and heard[0] not in self.known
            and len(heard) > 3
        ):
            return None
        if first and text[first - 1] in ("لكن", "ولكن") and len(heard) < 3 and CUES[text[index]].past:
            return sources
        named = (
            head_kind(heard) is not None
            or heard[0] in self.known
            or heard[0] in GIVEN
            or " ".join(heard) in AGENCIES
        )
        introduced = opened and CUES[text[index]].past and (
            text[first - 1] in PARTICLES or text[first - 1][-2:] in ("ان", "نت", "هو", "ها")
        )
        speaks = not opened and CUES[text[index]].past and CUES[text[index]].base in _SPEAKING and len(heard) < 4
        speaks = speaks and (heard[0].startswith("ال") or not heard[0].endswith(("ت", "وا"))) and heard[0][0] not in "يت"
        return sources if named or speaks or (introduced and len(heard) < 5) else None

    # Where a word stands.

    def _limit(self, index: int) -> int:
        first, last = self.words.bounds[self.words.sentence[index]]
        return min(last, index + _FARTHEST)

    def _begins_sentence(self, index: int) -> bool:
        return index == self.words.bounds[self.words.sentence[index]][0]

    def _begins_line(self, index: int) -> bool:
        return index == 0 or self.text[index - 1][0] == "\n"

    def _begins_clause(self, index: int) -> bool:
        if self._begins_sentence(index):
            return True
        before = self.text[index - 1]
        return not before[0].isalnum() or before in _BEFORE_VERB or before in PARTICLES or self._follows_time(index)

    def _statement(
        self,
        index: int,
        cue: Cue,
        sources: tuple[Source, ...],
        opening: _Opening,
        medium: tuple[int, int, int] | None,
    ) -> Statement:
        return Statement(
            cue=(index, index + 1),
            cue_skip=cue.clitic,
            sources=sources,
            opening=opening.kind,
            claim=opening.claim,
            claim_skip=opening.skip,
            form=cue.form,
            gender=cue.gender,
            medium=medium,
            base=cue.base,
            clause=index,
        )

    def _behind(
        self,
        cue: tuple[int, int],
        skip: int,
        sources: tuple[Source, ...],
        last: int,
        form: Cue,
        medium: tuple[int, int, int] | None,
    ) -> Statement:
        """Give a statement whose source stands behind it (or before it, at the head of a sentence)."""
        return Statement(
            cue=cue,
            cue_skip=skip,
            sources=sources,
            opening="before",
            claim=last,
            form=form.form,
            gender=form.gender,
            medium=medium,
            base=form.base,
            clause=cue[0],
        )


def kind_at(text: list[str], at: int) -> str | None:
    """Give the kind that a phrase beginning at a word has by its head."""
    return head_kind(text[at : at + 2])


def _is_whole(word: str) -> bool:
    """Say whether a phrase can end with a word: not a title or a body that still waits for its name."""
    if word.startswith(("ال", "لل", "بال", "وال")) or word in COUNTRIES or word in GIVEN:
        return True
    if head_kind([word]) is not None:
        return word.endswith(("ون", "ين"))
    rest = word[1:]
    return word not in _GOVERNING and not (word[0] in "بلو" and len(word) > 3 and (head_kind([rest]) or rest == "اسم"))


def _ends(text: list[str], at: int) -> bool:
    """Say whether a mark is the last of its clause."""
    return at + 1 >= len(text) or text[at + 1] in ".،,؛\n"


def _with_object(word: str) -> Cue | None:
    """Give the cue of a verb that may have a pronoun behind it: «ذكرته»."""
    for form in (word, word[:-1], word[:-2]):
        if (cue := CUES.get(form)) is not None:
            return cue
    return None


def _is_called_for(word: str, base: str) -> bool:
    """Say whether a word behind ب names an act: a masdar, or another noun that is no place, body or manner."""
    if word in PARTICLES or is_masdar(bare(word)):
        return True
    if word in _NO_ACTS or "ب" + word in _PLACED or head_kind([word]):
        return False
    return len(bare(word)) == 3 or (base == "طالب" and not word.startswith("ال"))


def before_or_clitic(finder: Finder, index: int, cue: Cue) -> bool:
    """Say whether a verb stands where a clause begins, or has و or ف before it."""
    return bool(cue.clitic) or finder._begins_clause(index)
