"""Through what something was said: «في بيان», «عبر تويتر», «لصحيفة المثال», «على صفحته في فيسبوك»."""

from extractors.agencies import AGENCIES
from extractors.quotations import Quotations
from extractors.running_words import Words, word_set
from extractors.source_kinds import KIND_OF_HEAD

OCCASIONS = word_set(
    """
بيان إعلان تصريح تصريحات مؤتمر مقابلة حديث حديثه حديثها حوار كلمة كلمته كلمتها خطاب خطابه تغريدة
تدوينة منشور رسالة لقاء اتصال مداخلة مقال مقالة بلاغ افتتاحية تسجيل مقطع فيديو تعليق تعليقه صفحته
صفحتها حسابه حسابها تغريدات بيانه بيانها بيانين إفادة شهادة خطبة خطبته إحاطة مذكرة برقية نشرة جلسة
تصريحاته تصريحه مقابلات تصريحين رده مداخلته تقرير تقريرها تقريره
"""
)
_PLACES = word_set(
    """
الإنترنت الانترنت
تويتر فيسبوك فيس إنستغرام انستغرام تلغرام تليغرام تيليغرام يوتيوب إكس منصة منصته منصات موقع موقعه
موقعها موقعهم الموقع حساب حسابه حسابها حسابهم حساباتها صفحة صفحته صفحتها صفحتهم قناته قناتها قناة
شاشة التلفزيون وسائل مواقع شبكات الهاتف الإذاعة الفيسبوك الفيس التويتر سناب واتساب لسان معرفاته
معرفاتها معرفه برنامج إذاعة تطبيق المنصة خدمة أثير هامش وكالة صحيفة
"""
)
_RECEIVERS = word_set(
    "الصحافيين الصحفيين صحافيين صحفيين الصحافة الإعلام وسائل برنامج المراسلين إذاعة التلفزيون تلفزيون مراسلي"
)
_PAPERS = word_set(
    "عكاظ سبق الوئام العربية الحدث الميادين المنار هسبريس الأهرام الشروق النهار المثال بي_بي_سي الوطن الجزيرة"
)
_STOPS = word_set(
    """
أمس اليوم مساء صباح ظهر فجر ليل عن حول بشأن بخصوص الذي التي قال قالت إن أن بأن إنه أنه قائلا قائلة
خلال بعد قبل حيث السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة عقب قوله منذ تعليقا ردا
فيه فيها لاحق سابق إنها أنها أكد أكدت أوضح
"""
)
_BRACKETS = frozenset("\"«»'()")
_LONGEST = 14


def is_occasion(word: str) -> bool:
    """Say whether a word is something that statements are made in, also somebody's own: «تغريدته»."""
    if word in OCCASIONS:
        return True
    for pronoun in ("ها", "هم", "ه"):
        stem = word[: -len(pronoun)]
        if word.endswith(pronoun) and len(stem) > 3:
            return stem in OCCASIONS or stem[:-1] + "ه" in OCCASIONS
    return False


def medium_at(words: Words, quotations: Quotations, index: int, limit: int) -> tuple[int, int, int] | None:
    """Give (first word, characters to skip in it, end word) of a medium that begins at a word, or None.

    The word is the preposition; for ل it is the start of the receiver's own word («لصحيفة», «للصحافيين»).
    """
    text = words.text
    word = text[index]
    following = text[index + 1] if index + 1 < limit else ""
    if word in ("في", "خلال", "اثناء", "ضمن", "عقب"):
        if is_occasion(following):
            return index + 1, 0, _end(words, quotations, index + 1, limit)
    elif word == "عبر":
        if following and not (following in '"«' and quotations.is_speech(index + 1)):
            return index + 1, 0, _end(words, quotations, index + 1, limit)
    elif word == "علي":
        if following in _PLACES:
            return index + 1, 0, _end(words, quotations, index + 1, limit)
    elif word == "ل" and following in _BRACKETS:
        closing = next((at for at in range(index + 2, min(index + 8, limit)) if text[at] in _BRACKETS), None)
        if closing is not None and closing > index + 2:
            return index + 2, 0, closing
    elif word == "ل" and following.isascii() and following.isalpha() and len(following) > 1:
        return index + 1, 0, _end(words, quotations, index + 1, limit)
    elif word[0] == "ل":
        skip = receiver(text, index, limit)
        if skip:
            return index, skip, _end(words, quotations, index, limit)
    return None


def receiver(text: list[str], index: int, limit: int) -> int:
    """Give the length of the ل of a word that names an outlet, an agency or the press; 0 when it does not."""
    word = text[index]
    if text[index : index + 3] == ["لبي", "بي", "سي"]:
        return 1
    for skip, name in ((2, "ال" + word[2:]), (2, word[2:]), (1, word[1:])):
        if word[:skip] != "لل"[:skip] or len(name) < 3:
            continue
        if name in _RECEIVERS or name in _PAPERS or KIND_OF_HEAD.get(name) in ("outlet", "agency"):
            return skip
        for extra in (0, 1, 2):
            if index + extra < limit and " ".join((name, *text[index + 1 : index + 1 + extra])) in AGENCIES:
                return skip
    return 0


def _end(words: Words, quotations: Quotations, start: int, limit: int) -> int:
    """Give the end of the medium's phrase: before a mark, a time, a relative clause, what it is about."""
    text = words.text
    index = start + 1
    while index < min(limit, start + _LONGEST):
        word = text[index]
        if index in quotations.close:
            closing = quotations.close[index]
            if quotations.is_speech(index) or closing >= limit:
                break
            index = closing + 1
            continue
        if word == "(" and text[index - 1] in ("الي", "مع", "ل"):
            closing = next((at for at in range(index, min(index + 6, limit)) if text[at] == ")"), index)
            index = closing + 1
            continue
        if word == "(":
            break
        if not (word[0].isalnum()) or word in _STOPS or (word[0] == "و" and word[1:] in _STOPS):
            break
        if word == "في" and text[index - 1] not in _PLACES:
            break
        index += 1
    return index
