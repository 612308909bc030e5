"""Words beside what looks like a date that make it something else: a name, a custom, an event."""

import re

from extractors.calendars import folded

_REACH = 40  # characters that hold the words beside
_WORD = re.compile(r"\w+")

# «ثورة 25 يناير» and «قوى 14 آذار» are names; a day that also says its year is a date all the same.
_EVENTS = frozenset(
    folded(
        "ثورة ثورتي انتفاضة حرب حراك حركة قوى فريق تحالف تيار جسر شارع ميدان ساحة مدينة جامعة مدرسة "
        "هجمات أحداث اعتداءات اتفاق انقلاب ذكرى عيد يوم حي طريق كوبري مستشفى ملعب معسكر كتيبة لواء "
        "مجزرة نكسة هزيمة معركة مشروع قناة مؤسسة دار نادي"
    )
)
_NOT_A_WEEKDAY_AFTER = frozenset(
    folded(
        "صلاة خطبة صلوات خطيب إمام سوق مسجد جامع شارع صحيفة جريدة مجلة ملحق كل أيام بين كلا كلتا هذين "
        "حي بلدة قرية مدينة منطقة دوري آل أبو أم ابن بن عبد ليالي خطب طريق بعض عطلة عطلتي إجازة سورة "
        "الطرفين الرجلين الشخصين الجانبين البلدين الفريقين محمد أحمد علي خالد صالح سعد عبدالله "
        "الدكتور الشيخ"
    )
)
_NOT_A_WEEKDAY_BEFORE = frozenset(
    folded(
        "البيضاء السوداء الأسود الدامي الدامية العظيم العظيمة معا اليتيمة الحزينة نفسه نفسهما الكبير الأبيض"
    )
)
_NOT_TODAY_AFTER = frozenset(
    folded(
        "المصري روسيا أخبار سوريا عدن ذلك نفس ذات صحيفة جريدة قناة موقع طوال طيلة ليبيا السودان "
        "الجزائر تونس مصر لبنان رأي العراق الأردن فلسطين عالم كورة شباب نصف بقية مجلة وكالة هذه إيران "
        "تركيا المغرب اليمن الخليج عمان قطر إسرائيل صوت العرب دار مؤسسة بوابة بعد قبل نهاية بداية "
        "منتصف كامل عمل ساعات مدار كوردستان"
    )
)
_NOT_TODAY_BEFORE = frozenset(
    folded(
        "السابع العالمي الدولي الوطني العربي الأفريقي الأول الثاني الثالث الرابع الخامس السادس الثامن "
        "التاسع العاشر الحادي الأخير التالي الذي الواحد المفتوح الختامي الدراسي المشهود الموعود "
        "الكامل كله التاريخي الافتتاحي نفسه ذاته الأسود المشؤوم التعريفي العلمي الترفيهي الرياضي "
        "السنوي الآخر عينه المقبل القادم"
    )
)
_OFFICE_UNIT = "العام"
# Short names of months that are words too need more than «في» before them.
_WEAK_MONTHS = frozenset(folded("ماي آب أوت جوان مايس"))
_TIME_PREPOSITIONS = frozenset(
    folded("في منذ خلال حتى وفي بحلول منتصف أواخر أوائل مطلع بداية نهاية لغاية قبل ومنذ وحتى وخلال")
)


def word_before(text: str, start: int) -> str:
    """Give the word that stands before text[start] in the same sentence; "" when there is none."""
    before = text[max(0, start - _REACH) : start]
    words = _WORD.findall(before)
    if not words:
        return ""
    gap = before[before.rindex(words[-1]) + len(words[-1]) :]
    return words[-1] if not gap.strip(" ") else ""


def word_after(text: str, end: int) -> str:
    """Give the word that follows text[:end], nothing but spaces between; "" when there is none."""
    match = _WORD.match(text, end + len(text[end : end + 3]) - len(text[end : end + 3].lstrip(" ")))
    return match.group() if match else ""


def names_event(text: str, start: int) -> bool:
    "Say whether a day and month without a year may be the name of an event, a party or a place."
    return _plain(word_before(text, start)) in _EVENTS


def is_weekday(text: str, start: int, end: int, told: bool) -> bool:
    "Say whether the name of a weekday tells a day; `told` when «يوم» or a part of the day is"
    "said with it."
    if word_after(text, end) in _NOT_A_WEEKDAY_BEFORE:
        return False
    before = _plain(word_before(text, start))
    return before not in (_NOT_A_WEEKDAY_AFTER if not told else ("كل",))


def is_today(text: str, start: int, end: int) -> bool:
    "Say whether «اليوم» is today, not a name, a day of something, or the day as a stretch of"
    "time."
    before = word_before(text, start)
    if before == "في" or _plain(before) in _NOT_TODAY_AFTER or text.startswith("مثل هذا ", start - 8):
        return False
    return word_after(text, end) not in _NOT_TODAY_BEFORE


def is_times_past(text: str, end: int) -> bool:
    """Say whether «أمس» is no day: «بالأمس القريب»."""
    return word_after(text, end) in ("القريب", "البعيد")


def is_year(text: str, start: int, unit: str) -> bool:
    """Say whether «العام» is the year, not what «الأمين العام» is called."""
    return unit != _OFFICE_UNIT or not word_before(text, start).startswith("ال")


def is_month(text: str, start: int, name: str) -> bool:
    """Say whether a month's name alone is a month: something before it must speak of time."""
    return name not in _WEAK_MONTHS and word_before(text, start) in _TIME_PREPOSITIONS


def _plain(word: str) -> str:
    "Give a word without the «و», «ب», «ل» that may be joined to it, when the rest is a word that"
    "guards."
    if word[:1] in ("و", "ب", "ل", "ف") and len(word) > 3:
        return word[1:] if word not in _EVENTS | _NOT_A_WEEKDAY_AFTER | _NOT_TODAY_AFTER else word
    return word
