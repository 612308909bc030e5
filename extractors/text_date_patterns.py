"""How running text says dates: the patterns, each compiled once, matched where a word of theirs begins."""

import re

from extractors.calendars import (
    ARABIC_MONTHS,
    ARABIC_WEEKDAYS,
    HIJRI_MONTHS,
    alternatives,
    folded,
)
from extractors.day_words import CARDINALS, ORDINALS

_S = " {1,3}"
_O = " {0,3}"
_END = r"(?![^\W\d_])"
# Without the article a weekday is a word of its own: «أحد» one of, «جمعة» and «خميس» names.
WEEKDAYS = {name: number for name, number in ARABIC_WEEKDAYS.items() if name.startswith("ال")}
_LAST = alternatives(folded("الماضي الماضية الفائت الفائتة المنصرم المنصرمة المنقضي المنقضية"))
_NEXT = alternatives(folded("المقبل المقبلة القادم القادمة الآتي"))
_THIS = alternatives(folded("الجاري الجارية الحالي الحالية"))
_WHICH = (
    rf"(?:(?P<beforelast>(?:ما{_S})?قبل{_S}{_LAST})|(?P<last>{_LAST})|(?P<next>{_NEXT})|(?P<this>{_THIS}))"
    r"(?!\w)"
)
_PART_WORDS = folded("يوم مساء صباح ظهر عصر فجر ليل ليلة نهار ظهيرة مساءً صباحاً")
_EDGE_WORDS = folded("مطلع بداية أوائل منتصف نهاية أواخر آخر مستهل ختام")
_PARTS_OF_DAY = alternatives(_PART_WORDS)
_PART = rf"(?:{_PARTS_OF_DAY}{_S}(?:يوم{_S})?)?"
_MONTH = alternatives(ARABIC_MONTHS)
_MONTHS = rf"(?P<month>{_MONTH}){_END}(?:{_O}[-/\\(|]?{_O}(?P<other>{_MONTH}){_END}(?P<close>{_O}\))?)?"
_TO_YEAR = rf"(?:{_O}[,/-]?{_O}|{_S}(?:من{_S})?(?:ال|لل)?(?:عام|سنه){_S})"
_FOUR = r"(?:1[6-9]|20)\d\d"
_OF_YEAR = rf"{_TO_YEAR}(?P<year>{_FOUR})(?!\d)(?![.,]\d)(?:{_O}م(?!\w))?"
_SAME = alternatives(folded("نفسه ذاته نفسها ذاتها"))
_TAIL = (
    rf"(?:{_OF_YEAR}"
    rf"|{_S}(?:من{_S})?(?:ال)?(?:عام|سنه){_S}(?:(?P<yearlast>{_LAST})|(?P<yearnext>{_NEXT})|(?P<yearthis>{_THIS})|(?P<same>{_SAME}))(?!\w)"
    rf"|{_S}(?:من{_S})?(?:نفس|ذات){_S}(?:العام|السنه)(?P<samely>)(?!\w)"
    rf"|{_S}{_WHICH})?"
)
_DAY = rf"(?:ال{_O})?(?P<day>\d{{1,2}}|{alternatives(ORDINALS)}(?=[ ]))"
_RANGE = rf"(?:(?P<from>\d{{1,2}}){_O}(?:-|الي|حتي|و){_O}(?:ال{_O})?)?"
_WEEKDAY_BEFORE = (
    rf"(?:{_PART}(?P<weekday>{alternatives(WEEKDAYS)}){_END}{_O}[,(]?{_O}(?:في{_S})?(?=[\d]|ال))?"
)
DATED = re.compile(
    rf"{_WEEKDAY_BEFORE}{_RANGE}{_DAY}(?:{_S}من{_S}|{_O}[-/.]{_O}|{_O})(?:شهر{_S})?{_MONTHS}{_TAIL}"
)
TO_SECOND = re.compile(rf"{_O}(?:الي|حتي|و|-){_O}")
HIJRI = re.compile(
    rf"{_WEEKDAY_BEFORE}{_DAY}(?:{_S}من{_S}|{_O}[-/]{_O}|{_O})(?:شهر{_S})?(?P<month>{alternatives(HIJRI_MONTHS)}){_END}"
    rf"{_TO_YEAR}(?P<year>1[345]\d\d)(?!\d)"
    rf"(?!{_O}(?:ه|هجري[ها]?)[ .]{{0,3}}(?:ش|شمسي[ها]?)(?!\w))(?:{_O}(?:هجري[ها]?|ه)(?!\w))?"
)
DAY_OF_MONTH = re.compile(rf"{_DAY}{_S}(?:من{_S})?(?:هذا{_S}(?P<thismonth>الشهر)(?!\w)|الشهر{_S}{_WHICH})")
MONTHLY = re.compile(rf"(?P<lead>شهر{_S})?{_MONTHS}{_TAIL}")
YEARLY = re.compile(
    rf"(?:ال|لل)?(?:عام|سنه)(?P<two>ي|تي|ين)?{_S}(?P<year>{_FOUR})(?!\d)(?![.,/-]\d)(?:{_O}م(?!\w))?"
    rf"(?!{_O}(?:ه|هجري[ها]?)(?!\w))(?:{_S}?و{_O}(?P<second>{_FOUR})(?!\d))?"
)
AGO_UNITS = {
    **dict.fromkeys(folded("يوم يوما أيام يومين"), "day"),
    **dict.fromkeys(folded("أسبوع أسبوعا أسابيع أسبوعين"), "week"),
    **dict.fromkeys(folded("شهر شهرا أشهر شهور شهرين"), "month"),
    **dict.fromkeys(folded("عام عاما أعوام عامين سنة سنوات سنتين"), "year"),
}
DUALS = frozenset(folded("يومين أسبوعين شهرين عامين سنتين"))
SINGLE = frozenset(folded("يوم أسبوع شهر عام سنة"))
AGO = re.compile(
    rf"(?:منذ|قبل){_S}(?:(?P<count>\d{{1,3}}|{alternatives(CARDINALS)}){_S})?(?P<unit>{alternatives(AGO_UNITS)})(?!\w)"
    # Before something else, longer than told, or a name that follows: «قبل عامين من الحرب», «منذ عام 2011».
    rf"(?!{_S}(?:\d|من(?!\w)|علي(?!\w)|عن(?!\w)|واحد|ونصف|و{_S}نصف|ونيف|وثلث|وربع|واكثر|او{_S}|الي{_S}|حتي{_S}"
    rf"|و?(?:{alternatives(ARABIC_MONTHS)}|{alternatives(HIJRI_MONTHS)}){_END}))"
)
NAMED_DAYS = {
    **dict.fromkeys(folded("أمس البارحة بالأمس"), -1),
    **dict.fromkeys(folded("أول_أمس أمس_الأول أول_من_أمس أمس_الاول"), -2),
    "اليوم": 0,
    **dict.fromkeys(folded("غدا الغد غد"), 1),
    **dict.fromkeys(folded("بعد_غد بعد_الغد"), 2),
}
RELATIVE_DAY = re.compile(
    rf"(?:{_PARTS_OF_DAY}{_S}(?:يوم{_S})?)?(?P<named>{alternatives(NAMED_DAYS)})(?!\w)"
    rf"(?:{_O}[,(]?{_O}(?P<same>{alternatives(WEEKDAYS)}){_END}(?:{_O}\))?)?"
)
WEEKLY = re.compile(
    rf"(?P<part>(?:هذا{_S})?{_PARTS_OF_DAY}{_S}(?:يوم{_S}|اليوم{_S})?)?(?P<weekday>{alternatives(WEEKDAYS)})(?!\w)"
    rf"(?:{_S}(?P<week>من{_S}الاسبوع{_S})?{_WHICH})?"
)
_EDGE = alternatives(_EDGE_WORDS)
WEEKDAY_RANGE = re.compile(
    rf"{_S}(?:الي|حتي|لغايه){_S}(?:يوم{_S}|{_PARTS_OF_DAY}{_S})?{alternatives(WEEKDAYS)}(?!\w)"
)
PERIOD = re.compile(
    rf"(?:{_EDGE}{_S})?(?:(?P<now>هذا|هذه){_S}(?P<nowunit>الاسبوع|الشهر|العام|السنه)(?!\w)"
    rf"|(?P<unit>الاسبوع|الشهر|العام|السنه){_S}{_WHICH})"
)
EDGE_OF_MONTH = re.compile(rf"{_EDGE}{_S}(?:شهر{_S})?(?=(?:{_MONTH}){_END})")

_WORDS = [
    *ORDINALS,
    *ARABIC_MONTHS,
    *WEEKDAYS,
    *NAMED_DAYS,
    *_PART_WORDS,
    *_EDGE_WORDS,
    *folded("هذا هذه الأسبوع الشهر العام السنة عام سنة عامي سنتي عامين للعام شهر منذ قبل"),
]
BEGINNING = re.compile(rf"(?<!\w)(?:[وفبل]|ال(?=\d))?(?P<core>(?<!\d)\d|{alternatives(_WORDS)}(?!\w))")
