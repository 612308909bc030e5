"""The noun phrase that names a source: where it ends, what is cut off it, two sources joined by و."""

from dataclasses import dataclass

from extractors.attribution_cues import CUES, PARTICLES
from extractors.given_names import GIVEN
from extractors.masdars import is_masdar
from extractors.mediums import OCCASIONS, is_occasion, medium_at
from extractors.quotations import Quotations
from extractors.running_words import Words, word_set
from extractors.source_kinds import COUNTRIES, DOCUMENTS, KIND_OF_HEAD, bare, head_kind

# Words that a source's name does not go on with: time, circumstance, relative clauses, other verbs.
STOPS = word_set(
    """
أدلى أدلت أدلوا قدمها قدمته جمعها أعلنها نشرت نشر نشره نشرته أجريت أجري أجراها أجراه أجرته صدر صدرت
أعدت أعده أعدها أعدته شملت شمل والتي والذي الماضي الماضية الجاري المقبل الحالي لعام لسنة الذي التي
اللذان اللذين اللتان اللتين الذين اللواتي ممن حيث حين حينما عندما بينما فيما كما لكن لكنه خلال أثناء
بعد قبل عقب منذ إثر فور أمس اليوم مساء صباح ظهر فجر ليل ليلة السبت الأحد الاثنين الإثنين الثلاثاء
الأربعاء الخميس الجمعة أول أيضا كذلك آنذاك الآن سابقا لاحقا مؤخرا أخيرا حاليا غداة مساءً صباحا عصر
عصرا نهاية متحدثا متحدثة معلقا معلقة ردا تعليقا تعقيبا تحت بعدما بشأن حول عن بخصوص إن أن بأن وهو وهي
وهم هو هي قد لم لا لن ما ليس ليست كان كانت يكون طلب طلبت طلبوا رفض رفضت اشترط عند أمام بين ضمن حتى
رغم بسبب نتيجة إذ إذا لأن لأنه بأنه إلى مع ضد دون بدون عبر وذلك وفقا وفق حسب بحسب نقلا قائلا قائلة
ثم بل سوى إلا مما يعمل تعمل يقيم تقيم أنه أنها إنه إنها وجود ذلك هذا هذه بذلك بقوله بالقول قوله
قولها قولهم قولهما فإن فقد فإنه فإنها فإنهم خلالها خلاله باسمه باسمها نيابة يوم هاتفيا رسميا حصريا
حفظه رحمه أيده سلمه رعاه حفظها هناك فقط تقريبا غالبا عادة ضرورة أهمية عدم انطلاقا استنادا مشكورا
برفقة بحضور بمناسبة بصفته صراحة بوضوح علنا بدوره بدورها جهته جانبه جهتها جانبها ناحيته وقت شريطة فيه
فيها لها له بها به منها منه إذن لذلك لهذا لدينا قال قالت
"""
)
_NOT_FIRST = STOPS | word_set(
    """
فيهما فيهم فيهن بصوت بلهجة بنبرة بحزن بفخر بابتسامة بسخرية بثقة بغضب بهدوء باختصار بحزم بحدة بأسى
بمرارة وقد ولقد وهو وهي حديثه تصريحه كلامه كلمته تصريحاته حديثها تصريحها كلامها مداخلته خطابه قائلا
لنظيره لنظيرته لنظيرتها لنظيرهم عنها عنه عنهم إليه إليها عليه عليها فيها ولا ولم ولن وما والتي والذي
والذين منهم بينهم في على من أي كل هل عن كما الشيء لي لنا له لهم لها مثل أمر
"""
)
_AFTER_IN = OCCASIONS | word_set(
    """
وقت عددها عدده الطلب التقرير الدراسة البيان ختام نهاية أعقاب إطار هذا ذات نفس الوقت السياق سياق معرض
تعليق رد أول حال حديث ذلك مستهل أثناء يوم ساعة بداية مجمل كلمة سبيل ضوء ظل مطلع ما تمام الساعة هذه
حين المقابل إشارة غضون شهر عام رسالة مناسبة اجتماع افتتاح جلسة ندوة ملتقى حفل ورشة لقاء زيارة جولة
اللقاء الاجتماع المؤتمر تصريحه البيان منتصف الشأن القاهرة_أمس يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر
ديسمبر يناير فبراير مارس أبريل مايو تموز آب أيلول
"""
)
_TAKE_ON = word_set(
    """
الإشراف الرقابة الاعتماد الحفاظ القضاء الاطلاع الرد المشرف المشرفة القائم القائمين القائمون المطلع
مطلع مطلعة المسؤول المؤتمن مشرف مقرب السيطرة ناشط
"""
)
_TAKE_FROM = word_set(
    """
جهته جانبه جهتها جانبها ناحيته ناحيتها جهتهم جانبهم خلال خلاله خلالها حيث دون أجل ثم أن بين جهة جانب
ناحية
"""
)
RANKS = word_set(
    """
الدكتور الدكتورة المهندس المهندسة الأستاذ الأستاذة الشيخ الشيخة الأمير الأميرة السيد السيدة العميد
العقيد اللواء الفريق المقدم الرائد النقيب الملازم العماد الجنرال البروفيسور المحامي المحامية الكابتن
القاضي الحاج الأب المطران البطريرك الإعلامي الصحافي الصحفي الكاتب الناشط الفنان الفنانة المستشار
السفير النائب الوزير الأنبا البابا القس معالي سعادة فضيلة صاحب سمو د م أ
"""
)
_GO_ON_AFTER_AND = word_set(
    """
القيادي الناطق المتحدث المتحدثة رئيس عضو مدير نائب المشرف القائد وكيل خبير المدير المفوض مستشار وزير
أمين رئيسة وزيرة
"""
)
_MOST_WORDS = 34
_LONGEST_NAME = 6
_ADVERBS = word_set(
    """
قاطعا جليا تماما جيدا مرارا مجددا كثيرا قليلا علنا خطيا رسميا شخصيا هاتفيا حصريا ضمنا تكرارا حرفيا
صراحة بوضوح مباشرة مازحا ساخرا باكيا ضاحكا غاضبا كتابيا شفهيا أمامه
"""
)
_PARTS = word_set("عدد بعض مجموعة أحد إحدى معظم غالبية نائب عضو كل ممثلو كبار")
_HONOURED = word_set(
    "معاليه سعادته سموه فضيلته سيادته فخامته دولته جلالته معاليها سعادتها سموها غبطته قداسته"
)
_SHORT = 400  # characters: a text this short may well have no final yeh without dots
_NO_ENDS = word_set("عن في من إلى ب ل و مع")
_SURE = word_set("أكد قال أعلن أوضح أضاف أشار لفت أفاد")
_PAST = word_set("الماضي الماضية الجاري المقبل الحالي المنصرم نفسه")
_ENVOYS = word_set("المبعوث مبعوث سفير السفير موفد الموفد سفيرة مبعوثة المندوب مندوب")
_MANY = word_set(
    """
خبراء محللون محللين مصادر ناشطون ناشطين نشطاء شهود سكان مسؤولون مسؤولين أطباء مراقبون صحافيون
دبلوماسيون أهالي
"""
)
_SENT = word_set("تغريدة رسالة بيانا تصريحا مقالا تدوينة رسائل")
_ISSUED = word_set("صادر صادرة الصادر الصادرة المسؤول المسؤولة المسؤولون المسؤولين مسؤول")
_NO_VERBS = word_set(
    "وقت بيت صوت بنت أخت إنترنت الإنترنت توقيت موت رفعت حكمت طلعت جودت عصمت مدحت شوكت كويت سبت زيت"
)
_AGE = frozenset(("عاما", "سنه", "سنوات", "عام"))
_BEHIND_TITLE = word_set(
    """
رسمي الرسمي العام الرسمية العامة السياسي الإعلامي التنفيذي الإقليمي الأول الأعلى السابق الصحفي
الصحافي العسكري
"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A phrase that names a source: words `first` to `last` (exclusive), less `skip` letters."""

    first: int
    last: int
    skip: int = 0

    def span(self, words: Words) -> tuple[int, int]:
        """Give the phrase's span of the body."""
        return words.span(words.starts[self.first] + self.skip, words.ends[self.last - 1])

    def words(self, words: Words) -> list[str]:
        """Give the phrase's folded words, marks left out."""
        found = [word for word in words.text[self.first : self.last] if word[0].isalnum()]
        if found and self.skip:
            found[0] = found[0][self.skip :]
        return [word for word in found if word]


def read_sources(
    words: Words,
    quotations: Quotations,
    first: int,
    limit: int,
    *,
    skip: int = 0,
    known: frozenset[str] = frozenset(),
) -> tuple[tuple[Source, ...], int]:
    """Give the source that is named from a word on (two when و joins them), and where its phrase ends.

    `known` are words of earlier sources' names: «العنمي والجهني» are two when both were named before.
    """
    text = words.text
    index, last = first, first
    start, skipping = first, skip
    found: list[Source] = []
    each = text[first : first + 2] == ["كل", "من"]
    if each:
        index = last = start = first + 2
    limit = min(limit, first + _MOST_WORDS)
    while index < limit:
        word = text[index]
        if index == start and skipping:
            word = word[skipping:]
        if index in quotations.close and word not in ("(",):
            closing = quotations.close[index]
            if quotations.is_speech(index) or closing >= limit:
                break
            index = last = closing + 1
            if (
                quotations.close.get(start) == closing
                and index < limit
                and not text[index].startswith(("ال", "("))
            ):
                break  # a name that stands in marks as a whole ends with them
            continue
        if word == "(":
            bracket = _closing(text, index, limit)
            if bracket is None or _is_age(text, index, bracket):
                break
            if bracket - index < 5:
                last = bracket + 1
            index = bracket + 1
            continue
        if word in ("،", ",", "-"):
            if _place_behind(text, index, limit):
                index = last = index + 2
                continue
            if (
                index + 2 < limit
                and text[index + 1][0] == "و"
                and text[index + 1][1:] in GIVEN
                and text[start][skipping:] in GIVEN
            ):
                found.append(Source(first=start, last=last, skip=skipping))
                start, skipping = index + 1, 1
                last = index = index + 2
                continue
            named = _name_behind(words, quotations, start, index, limit)
            if named is None:
                break
            index = last = named
            break
        if word == "%" and index > start:
            index += 1
            continue
        if word == "/" and index > start and index + 1 < limit and text[index + 1][0].isalpha():
            index += 1
            continue
        if not word[0].isalnum() and word != ".":
            break
        if word == ".":
            if len(text[index - 1]) > 1 and not (words.glued(index) and words.glued(index + 1)):
                break
            index += 1
            continue
        if _stops(words, quotations, start, index, word, limit):
            break
        if word == "و" and index > start and index + 1 < limit:
            if text[index + 1] in STOPS or not head_kind([text[index + 1]]):
                break
            found.append(Source(first=start, last=last, skip=skipping))
            start, skipping = index + 1, 0
            index = last = index + 1
            continue
        if index > start and word[0] == "و" and len(word) > 3:
            rest = word[1:]
            if rest in STOPS or (rest in CUES and not head_kind([rest])):
                break
            if each or _joins(text, start, skipping, index, known):
                found.append(Source(first=start, last=last, skip=skipping))
                start, skipping = index, 1
                last = index = index + 1
                continue
        index += 1
        last = index
    if last - start == 1 and _is_adverb(text[start][skipping:], known):
        return tuple(found), first
    if last > start:
        found.append(_unquoted(words, quotations, Source(first=start, last=last, skip=skipping)))
    while found and found[-1].last - found[-1].first > 1 and text[found[-1].last - 1] in _NO_ENDS:
        last = found[-1].last - 1
        found[-1] = Source(first=found[-1].first, last=last, skip=found[-1].skip)
    return tuple(each for each in found if each.words(words)), last


def _stops(words: Words, quotations: Quotations, start: int, index: int, word: str, limit: int) -> bool:
    text = words.text
    following = text[index + 1] if index + 1 < limit else ""
    if index == start and (
        word.startswith("بال")
        or (word[0].isdigit() and following != "%" and not following[:1].isalpha())
        or _is_joined(word)
        or _is_manner(word)
        or is_owned(words, index)
    ):
        return True
    if word == "الي" and any(each in _ENVOYS for each in text[start:index]) and following[:1].isalpha():
        return following in PARTICLES
    passes = word == "عن" and text[index - 1] in _ISSUED
    if word in (_NOT_FIRST if index == start else STOPS) and not passes and (word, index) != ("نشره", start):
        return True
    if word in PARTICLES or (word in ("الشهر", "الاسبوع", "العام") and following in _PAST):
        return True
    cue = CUES.get(word)
    if cue is not None and cue.refers_back and not head_kind([word]):
        return True
    if index > start:
        if word in _ADVERBS or (
            text[index - 1].startswith("ال") and word[0] not in "بلوكف" and is_owned(words, index)
        ):
            return True
        if word in _SENT or (word[0] == "ل" and word[1:] in _PARTS):
            return True
        if word == "عن" and text[index - 1] in _ISSUED:
            return False
        if _is_clause(text, start, index, word) or word in _SURE:
            return True
        if word == "لدي" and is_masdar(following):
            return True
        if (
            word[0] == "ل"
            and len(word) > 3
            and head_kind([word]) is None
            and index - start > 1
            and _ends_name(text, start, index)
        ):
            return True
        if word.startswith("لل") and _has_name(text, start, index) and not text[index - 1].startswith("ال"):
            return True
        if (
            cue is not None
            and not head_kind([word])
            and cue.base not in ("بيّن", "عبّر", "ذكر")
            and cue.form != "m"
        ):
            return True
        if word == "في" and (
            following in _AFTER_IN
            or is_occasion(following)
            or following.isdigit()
            or _ends_name(text, start, index)
        ):
            return True
        if word.startswith("مت") and word.endswith("ا") and len(word) > 5 and not head_kind([word]):
            return True  # «متهكما»: how it was said
        if (
            word == "علي"
            and not _TAKE_ON & {each.removeprefix("و") for each in text[max(start, index - 2) : index]}
            and not is_name(words, index)
        ):
            return True
        if word == "من" and following in _TAKE_FROM:
            return True
        if (
            word[0] == "ل"
            and text[index - 1] not in _BEHIND_TITLE | DOCUMENTS
            and medium_at(words, quotations, index, limit)
        ):
            return True
        if word[0] == "ل" and len(word) == 1 and following not in ("«", '"', "'"):
            return True
    return False


def _ends_name(text: list[str], start: int, index: int) -> bool:
    """Say whether a personal name ends before a word: what follows in «في» is where it was said."""
    last, before = text[index - 1], text[index - 2] if index - start > 1 else ""
    if head_kind([last]) is not None or (last.startswith(("ب", "ل")) and len(last) > 4):
        return False
    if index - start == 1:
        return head_kind([last]) is None and not last.startswith("ال")
    return before in GIVEN or before == "بن" or (last in GIVEN and not last.startswith("ال"))


def _is_manner(word: str) -> bool:
    """Say whether ب before a masdar tells how something was said: «بامتعاض»."""
    if word[0] == "ل" and len(word) > 5 and word.endswith(("يه", "يها", "هم")) and word not in GIVEN:
        return True  # «لمتابعيه»
    return word[0] == "ب" and len(word) > 4 and head_kind([word]) is None and is_masdar(word[1:])


def _is_joined(word: str) -> bool:
    """Say whether و before a noun joins it to what stood before, so that no source begins there."""
    return word[0] == "و" and head_kind([word]) is None and (word.startswith("وال") or is_masdar(word[1:]))


def is_owned(words: Words, index: int) -> bool:
    """Say whether a noun that is nobody's title ends with a pronoun: «زيارته», «برامجها»."""
    word = words.text[index]
    if word in GIVEN or word in _HONOURED or word.startswith(("ال", "عبد")) or head_kind([word]):
        return False
    for pronoun in ("ها", "هم", "ته"):
        if word.endswith(pronoun) and len(word) - len(pronoun) > 2:
            stem = word[: -len(pronoun)]
            if pronoun == "ته":
                _, end = words.span(words.starts[index], words.ends[index])
                if words.body[end - 1] != "ه":
                    return False
            return not any(head_kind([form]) for form in (stem, stem + "ه", stem[:-1] + "ه", stem[:-1]))
    return False


def _is_clause(text: list[str], start: int, index: int, word: str) -> bool:
    """Say whether a past verb begins a clause about somebody unnamed: «تقارير أمنية انتهت»."""
    if word.endswith(("تهم", "تها", "ته")) and len(word) > 5 and head_kind([text[start]]) == "anonymous":
        return True
    if not word.endswith("ت") or word.endswith("ات") or len(word) < 4 or word in _NO_VERBS:
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
    if before in RANKS or "ى" in words.body or len(words.body) < _SHORT:
        return True
    return not before.startswith("ال") and KIND_OF_HEAD.get(before) is None and following.startswith("ال")


def _joins(text: list[str], start: int, skip: int, index: int, known: frozenset[str]) -> bool:
    """Say whether و begins a second source: a head of its own behind a complete one, or two known names."""
    rest = text[index][1:]
    first = text[start][skip:]
    if index - start == 1 and first in known and rest in known:
        return True
    if first in _PARTS:
        return False
    right = head_kind([rest, *text[index + 1 : index + 2]])
    left = head_kind([first, *text[start + 1 : start + 2]])
    if right is None or left is None:
        return False
    if rest in COUNTRIES or first in COUNTRIES:
        return rest in COUNTRIES and first in COUNTRIES
    single = index - start <= 2 and not any(word.startswith("لل") for word in text[start:index])
    if rest.startswith("ال") and not (single and first.startswith("ال")):
        return False
    if {right, left} <= {"person", "anonymous"} and not rest.endswith(("ون", "ين")):
        named = _has_name(text, start, index) and bare(rest) not in _GO_ON_AFTER_AND
        return named or (rest in _MANY and first in _MANY)
    return index - start > 1 or first.startswith("ال")


def _has_name(text: list[str], start: int, end: int) -> bool:
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


def _name_behind(words: Words, quotations: Quotations, start: int, comma: int, limit: int) -> int | None:
    """Give the end of a personal name that stands between commas behind a title, None when it is no name."""
    text = words.text
    if comma + 1 >= limit:
        return None
    head = head_kind([text[start], *text[start + 1 : start + 2]])
    if _is_title(text[comma + 1]) and head in (None, "person", "anonymous"):
        titles, end = read_sources(words, quotations, comma + 1, limit)
        if len(titles) == 1 and end - comma > 2 and (end >= limit or text[end] in ("،", ",", "-", ":")):
            return end
        return None
    if head not in ("person", "anonymous"):
        return None
    index = comma + 1
    while index < limit and index - comma <= _LONGEST_NAME:
        word = text[index]
        if word in ("،", ",", "-", ":") or word in PARTICLES:
            break
        if word == "(":
            break
        if not word[0].isalpha() or word in STOPS or word in CUES:
            return None
        if word in ("في", "من", "علي") and index == comma + 1:
            return None
        index += 1
    length = index - comma - 1
    if length > 1 and text[comma + 2] in ("عدم", "حجب", "البقاء", "الا", "ذكر", "كشف"):
        return None
    if not 1 <= length < _LONGEST_NAME or (index == limit and length > 4):
        return None
    first = text[comma + 1]
    if first[0] in "وبلف" and len(first) > 4 and first[1:3] == "ال":
        return None
    second = text[comma + 2] if length > 1 else ""
    if (
        first.startswith("ال")
        and first not in RANKS
        and (
            second.startswith("ال")
            or not 2 <= length <= 4
            or (second[:1] in tuple("بلوكف") and second not in GIVEN)
        )
    ):
        return None
    if first not in RANKS and not first.startswith("ال") and (head_kind([first]) or length < 2):
        return None
    return index


def _is_title(word: str) -> bool:
    return head_kind([word]) == "person" and word not in STOPS and word not in CUES


def _place_behind(text: list[str], dash: int, limit: int) -> bool:
    """Say whether a dash joins one more word to a place: «في أثينا - اليونان»."""
    if text[dash] != "-" or dash + 2 >= limit or not text[dash + 1][0].isalpha():
        return dash + 2 == limit and text[dash] == "-" and text[dash + 1][0].isalpha()
    return text[dash + 2] in ("،", ",") and text[dash + 1] in COUNTRIES


def _is_adverb(word: str, known: frozenset[str]) -> bool:
    """Say whether one word alone is «جليا» or «مرارا», not a name."""
    return word in _ADVERBS and word not in known


def _closing(text: list[str], index: int, limit: int) -> int | None:
    return next((end for end in range(index + 1, min(index + 9, limit)) if text[end] == ")"), None)


def _is_age(text: list[str], opening: int, closing: int) -> bool:
    return text[opening + 1][0].isdigit() or any(word in _AGE for word in text[opening + 1 : closing])


def _unquoted(words: Words, quotations: Quotations, source: Source) -> Source:
    """Give the source without quotation marks that stand round the whole of it."""
    closing = quotations.close.get(source.first)
    if closing == source.last - 1 and source.last - source.first > 2:
        return Source(first=source.first + 1, last=source.last - 1)
    return source
