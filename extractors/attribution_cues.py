"""Words that credit a statement to somebody: verbs in all their forms, participles, nouns and prepositions.

A table row says what may follow: `that` a particle, a colon or a quotation; `strict` the same, near the verb;
`object` also a noun that names the statement («نفى صحة»); `whom` somebody addressed («دعا الأطراف إلى»); a
preposition before it. `reverse` verbs stand behind speech too; `named` and `document` need such a source.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.running_words import folded_word

_VERBS = """
قال|يقول|قائل|that reverse
أضاف|يضيف|مضيف|that reverse
أكد|يؤكد|مؤكد|that object reverse على
أكمل|يكمل|مكمل|strict
أعلن|يعلن|معلن|that object عن
ذكر|يذكر||that reverse
ذكّر|يذكّر|مذكر|that ب
أفاد|يفيد|مفيد|that reverse ب
أشار|يشير|مشير|that reverse إلى
أوضح|يوضح|موضح|that object reverse
بيّن|يبين|مبين|that bare
أبان|يبين||that
كشف|يكشف|كاشف|that object عن
نفى|ينفي|ناف|that object
نفى||نافي|that object
اتهم|يتهم|متهم|whom ب
دعا|يدعو|داعي|whom إلى ل ب
طالب|يطالب|مطالب|whom ب
ناشد|يناشد|مناشد|whom open ب
حث|يحث||whom على ل
حذر|يحذر|محذر|that من
أنذر|ينذر|منذر|that ب
زعم|يزعم|زاعم|that
ادعى|يدعي|مدعي|that
رأى|يرى||that named
ارتأى|يرتئي|مرتئي|that named
اعتبر|يعتبر|معتبر|that object
توقع|يتوقع|متوقع|that object
رجح|يرجح|مرجح|that object
استبعد|يستبعد|مستبعد|that object
لفت|يلفت|لافت|that reverse إلى
نوه|ينوه|منوه|that إلى
ألمح|يلمح|ملمح|that إلى
لمّح|||that إلى
شدد|يشدد|مشدد|that على
صرح|يصرح|مصرح|that reverse ب
تابع|يتابع|متابع|strict
واصل|يواصل||strict
استطرد|يستطرد|مستطرد|strict
أردف|يردف|مردف|that reverse
استدرك|يستدرك|مستدرك|strict
زاد||| strict
مضى|||strict
اختتم|يختتم|مختتم|strict
ختم|||strict
استهل|||strict
علق|يعلق|معلق|strict
عقب|يعقب|معقب|strict
رد|يرد||strict
أجاب|يجيب|مجيب|strict
تساءل|يتساءل|متسائل|strict
خاطب|يخاطب|مخاطب|strict
غرد|يغرد|مغرد|strict
كتب|يكتب|كاتب|that
أورد|يورد||that
نشر|ينشر||that named
روى|يروي|راوي|that
حكى|يحكي||that
شرح|يشرح|شارح|that object
أعرب|يعرب|معرب|عن
عبّر|يعبر|معبر|bare عن
اعترف|يعترف|معترف|that ب
أقر|يقر|مقر|that ب
جزم|يجزم|جازم|that ب
هدد|يهدد|مهدد|that ب
توعد|يتوعد|متوعد|that ب
أقسم|يقسم|مقسم|that على
أفتى|يفتي||that ب
توعد|يتوعد|متوعد|that
وعد|||that ب
تعهد|يتعهد|متعهد|that ب
اقترح|يقترح|مقترح|that object
قدر|يقدر|مقدر|that
وصف|يصف|واصف|whom ب
أبلغ|يبلغ|مبلغ|that
أخبر|يخبر|مخبر|that
طمأن|يطمئن|مطمئن|that على
لاحظ|يلاحظ|ملاحظ|that
|يعتقد|معتقد|that named
|يظن||that named
أثبت|يثبت|مثبت|that document
أظهر|يظهر|مظهر|that object document
أبرز|||that document
خلص|يخلص||that document إلى
توصل|||document إلى
نبه|ينبه|منبه|that إلى على
أهاب|يهيب|مهيب|whom ب
نصح|ينصح|ناصح|whom ب
عزا|يعزو|عازي|whom إلى
أرجع|يرجع|مرجع|whom إلى
أجمع|||that على
تنبأ|يتنبأ|متنبئ|that ب
أفصح|يفصح|مفصح|that عن
هتف|يهتف|هاتف|strict
صاح|||strict
ذهب|يذهب||إلى
وجد|||that document
اكتشف|||that document
كرر|يكرر|مكرر|object
لوح|يلوح|ملوح|that ب
دلّ|يدل||that document
وثق|||that object
جدد|يجدد|مجدد|object
أبدى|يبدي|مبدي|object
برر|يبرر|مبرر|that object
علل|يعلل|معلل|that object
سجل|||strict
قرر|||never
تحدث|يتحدث||strict عن
أسرّ|||that
أوصى|يوصي|موصي|that ب
استنتج|يستنتج|مستنتج|that
شكك|يشكك|مشكك|في ب
تكهن|يتكهن|متكهن|that ب
عد|يعد||never
اشتكى|يشتكي|مشتكي|that من
شكا|يشكو|شاكي|that من
"""
# The word by itself or before a source: «بحسب الدفاع المدني». `lone` needs no ل behind it.
_NOUNS = {
    "بحسب": "lone",
    "حسب": "lone doubtful",
    "وحسب": "lone doubtful",
    "وبحسب": "lone",
    "وفق": "lone doubtful",
    "ووفق": "lone doubtful",
    "وفقا": "ل doubtful",
    "ووفقا": "ل doubtful",
    "طبقا": "ل doubtful",
    "وطبقا": "ل doubtful",
    "استنادا": "إلى doubtful",
    "نقلا": "عن",
    "ونقلا": "عن",
    "تبعا": "ل doubtful",
    "وتبعا": "ل doubtful",
    "واستنادا": "إلى doubtful",
    "برأي": "lone doubtful",
}
_SPOKEN = (
    "قوله",
    "تعبيره",
    "وصفه",
    "زعمه",
    "تعبيرهم",
    "قولهم",
    "وصفهم",
    "زعمهم",
    "تعبيرها",
    "قولها",
    "وصفها",
    "زعمها",
)
_PRONOUNS = ("", "ه", "ها", "هم", "هما", "هن")
_SAYING = (
    "قول",
    "تأكيد",
    "إعلان",
    "تصريح",
    "تشديد",
    "اعتبار",
    "نفي",
    "اتهام",
    "زعم",
    "ادعاء",
    "توضيح",
    "اعتقاد",
)
_THAT = "أن إن أنه إنه أنها إنها أنهم إنهم أنهما إنهما أنهن أننا إننا أنني إنني أني إني أنك إنك إنما"
_NO_THAT_BEHIND = """
قبل بعد إلا غير مع منذ دون رغم كما حيث بما يمكن يجب حتى لولا ينبغي بد شرط مخافة خشية لعل وإما إما أو
فور بمجرد لمجرد بيد ريثما خاصة خاصا خصوصا لاسيما سيما المتوقع المقرر المحتمل المرجح الممكن الواضح
الضروري المفترض المؤكد الطبيعي المهم اللازم الأفضل بحيث ممكن متوقع طالما علما يفترض يتوقع يكاد يمكنه
يمكنها تستطيع يستطيع يريد تريد نريد يود أرجو نتمنى يذكر يشار يعتقد
"""
PARTICLES = frozenset(folded_word(clitic + word) for word in _THAT.split() for clitic in ("", "ب"))
NO_THAT_BEHIND = frozenset(map(folded_word, _NO_THAT_BEHIND.split()))
SPOKEN = frozenset(map(folded_word, _SPOKEN))
AGO = frozenset(map(folded_word, ("فقد", "فإن", "فإنه", "فإنها", "فإنهم", "فقد", "قد")))


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word form says: which verb, its gender or number, whether و or ف clings to it, what may follow.

    `form` is "m", "f", "dual", "plural", "participle" (refers back), "masdar" or "noun" (a preposition).
    `gender` is "m" or "f" for the forms that show it.
    """

    base: str
    form: str
    gender: str
    clitic: int
    traits: frozenset[str]
    prepositions: frozenset[str]
    past: bool = True

    @property
    def refers_back(self) -> bool:
        """Say whether the form never has its source behind it."""
        return self.form in ("participle", "masdar")


_TRAITS = frozenset(
    ("that", "object", "whom", "open", "strict", "bare", "named", "document", "reverse", "never", "lone")
) | {"doubtful"}


_SHORT_VERB = 3  # letters


def _past(base: str) -> Iterator[tuple[str, str, str]]:
    """Give the forms of the third person, past: he, she, both, they."""
    if base.endswith(("ى", "ا")):
        root, long = base[:-1], "ي" if base.endswith("ى") else "و"
        yield from ((base, "m", "m"), (root + "ت", "f", "f"), (root + long + "ا", "dual", "m"))
        yield from ((root + "تا", "dual", "f"), (root + "وا", "plural", "m"))
        return
    yield from ((base, "m", "m"), (base + "ت", "f", "f"), (base + "وا", "plural", "m"))
    if len(folded_word(base)) > _SHORT_VERB or base == "قال":  # «وعدا», «ذكرا» are nouns more often
        yield from ((base + "ا", "dual", "m"), (base + "تا", "dual", "f"))


def _present(base: str) -> Iterator[tuple[str, str, str]]:
    root = base[1:]
    short = root[:-1] if root.endswith(("ي", "و", "ى")) else root
    yield from ((base, "m", "m"), ("ت" + root, "f", "f"), (base + "ان", "dual", "m"))
    yield from (("ت" + root + "ان", "dual", "f"), ("ي" + short + "ون", "plural", "m"))


def _participle(base: str) -> Iterator[tuple[str, str, str]]:
    yield from ((base + "ا", "participle", "m"), (base + "ة", "participle", "f"))
    yield from ((base + "ين", "participle", "plural"), (base + "تين", "participle", "f"))


def _rows() -> Iterator[tuple[str, Cue]]:
    for line in _VERBS.strip().splitlines():
        past, present, participle, rest = (part.strip() for part in line.split("|"))
        words = frozenset(rest.split())
        prepositions = frozenset(map(folded_word, words - _TRAITS))
        traits = words & _TRAITS
        forms = [(*form, True) for form in _past(past)] if past else []
        forms += [(*form, False) for form in _present(present)] if present else []
        if participle:
            forms += [(*form, True) for form in _participle(participle)]
        for word, form, gender, is_past in forms:
            for clitic in ("", "و", "ف"):
                if form == "participle" and clitic == "ف":
                    continue
                cue = Cue(
                    past or present or participle, form, gender, len(clitic), traits, prepositions, is_past
                )
                yield folded_word(clitic + word), cue
                if ("whom" in traits and form in ("m", "f")) or past in _TAKE_PRONOUNS:
                    for pronoun in ("ه", "ها", "هم"):
                        whom = Cue(
                            past, form, gender, len(clitic), traits | {"addressed"}, prepositions, is_past
                        )
                        yield folded_word(clitic + word + pronoun), whom


def _nouns() -> Iterator[tuple[str, Cue]]:
    for word, rest in _NOUNS.items():
        words = frozenset(rest.split())
        clitic = 1 if word.startswith("و") and word[1:] in _NOUNS else 0
        prepositions = frozenset(map(folded_word, words - _TRAITS))
        yield folded_word(word), Cue(word[clitic:], "noun", "", clitic, words & _TRAITS, prepositions)
    for word in ("حسبما", "وحسبما", "وفقما"):
        yield (
            folded_word(word),
            Cue(word, "as", "", int(word[0] == "و" and word[1] == "ح"), frozenset(), frozenset()),
        )


def _masdars() -> Iterator[tuple[str, Cue]]:
    for word in _SAYING:
        for pronoun in _PRONOUNS[1:5]:
            gender = {"ه": "m", "ها": "f"}.get(pronoun, "plural")
            for clitic in ("", "ب", "ل", "و", "وب"):
                cue = Cue(word, "masdar", gender, len(clitic), frozenset({"that"}), frozenset())
                yield folded_word(clitic + word + pronoun), cue
    cue = Cue("القول", "masdar", "", 0, frozenset({"that"}), frozenset())
    yield from ((folded_word(word), cue) for word in ("بالقول", "القول"))


_TAKE_PRONOUNS = ("أبلغ", "أخبر", "طمأن", "وعد")
_OTHERS = frozenset(("تبين", "وتبين", "فتبين", "طمانه", "وطمانه"))  # «تبين أن»: it turned out


def _lexicon() -> dict[str, Cue]:
    """Give every form; a form of two verbs counts for the one named first."""
    known: dict[str, Cue] = {}
    for word, cue in (*_rows(), *_nouns(), *_masdars()):
        known.setdefault(word, cue)
    return {word: cue for word, cue in known.items() if "never" not in cue.traits and word not in _OTHERS}


CUES = _lexicon()
