"""How a day is printed, in any calendar: the patterns, each compiled once, for folded text."""

import re

from extractors.calendars import HIJRI_MONTHS, LIBYAN_MONTHS, MONTHS, WEEKDAYS, alternatives
from extractors.day_words import ORDINALS

GAP = " {0,4}"
_MONTH = rf"(?:شهر{GAP})?(?P<month>{alternatives({**MONTHS, **LIBYAN_MONTHS})})(?![^\W\d_])\.?"
_OTHER = rf"(?:{GAP}[-/\\(|]?{GAP}(?P<other>{alternatives(MONTHS)})(?![^\W\d_])\.?{GAP}\)?)?"
_HIJRI_MONTH = rf"(?:شهر{GAP})?(?P<month>{alternatives(HIJRI_MONTHS)})(?![^\W\d_])"
_DAY = rf"(?:ال{GAP})?(?P<day>\d{{1,2}}|(?:{alternatives(ORDINALS)})(?=\s))(?:st|nd|rd|th|er)?"
_NOT_WITHIN = r"(?:(?<![\da-z_])(?=\d)|(?<!\w))(?<!\d[-./:])"
_FROM = rf"(?:{GAP}(?:من|of|[-/.,]){GAP}|{GAP})"
_BEFORE_YEAR = rf"(?:{GAP}[-/.,]{GAP}|{GAP}(?:من{GAP})?(?:ال|لل)?(?:عام|سنه){GAP}|{GAP})"
# The sign of the era: when it stands apart from the year, a following hour may claim it («2015 م 10:30»).
_ERA = rf"(?P<era>{GAP}(?:ميلادي[هة]?|م)(?!\w)\.?)?"
_YEAR = rf"(?P<year>\d{{4}})(?!\d)(?!{GAP}ه(?:جري[ها]?)?(?!\w)){_ERA}"
# Iran counts solar years from the same event: «1403 هـ.ش».
_NOT_SOLAR = rf"(?!{GAP}(?:ه|هجري[ها]?){GAP}\.?{GAP}(?:ش|شمسي[ها]?)(?!\w))"
_HIJRI_YEAR = rf"(?P<year>1[345]\d\d)(?!\d){_NOT_SOLAR}(?P<era>{GAP}(?:هجري[ها]?|ه)(?!\w)\.?)?"
_WHOLE_YEAR = r"(?<![\w./:-])(?P<year>\d{4})"

# A line without any of these names holds no day that names its month.
ANY_MONTH = re.compile(
    rf"(?<![^\W\d_]){alternatives({**MONTHS, **LIBYAN_MONTHS, **HIJRI_MONTHS})}(?![^\W\d_])"
)
NAMED = (
    re.compile(rf"{_NOT_WITHIN}{_DAY}{_FROM}{_MONTH}{_OTHER}{_BEFORE_YEAR}{_YEAR}"),
    re.compile(
        rf"(?<![^\W\d_]){_MONTH}{_OTHER}{GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{GAP},{GAP}|\s{{1,4}}){_YEAR}"
    ),
    re.compile(
        rf"{_WHOLE_YEAR}{GAP}[-/,]?{GAP}{_MONTH}{_OTHER}{GAP}[-/,]?{GAP}(?P<day>\d{{1,2}})(?![\d:./])"
    ),
)
# What the clock of a C program prints, the year last: «Wed Jul 22 10:30:00 AST 2015».
CLOCK_WITHIN = re.compile(
    rf"(?<![^\W\d_]){_MONTH}\s{{1,2}}(?P<day>\d{{1,2}})\s(?P<clock>\d{{2}}:\d{{2}}:\d{{2}})"
    r"(?:\s(?P<zone>[a-z]{2,5}|[+-]\d{4}))?\s(?P<year>\d{4})(?!\d)"
)
# Two figures for the year: certain only when a weekday bears it out.
SHORT_NAMED = re.compile(
    rf"{_NOT_WITHIN}(?P<day>\d{{1,2}}){GAP}[-/.]?{GAP}{_MONTH}{GAP}[-/.,]?{GAP}(?P<year>\d{{2}})(?![\d:./h])"
)
# «22 يوليوو 2015»: an unknown word where a month stands.
MISSPELT = re.compile(
    rf"{_NOT_WITHIN}(?P<day>\d{{1,2}}){_FROM}(?P<month>[^\W\d_]{{4,9}}){_BEFORE_YEAR}(?P<year>(?:19|20)\d\d)(?!\d)"
    rf"{_ERA}"
)
HIJRI_NAMED = (
    re.compile(rf"{_NOT_WITHIN}{_DAY}{_FROM}{_HIJRI_MONTH}{_BEFORE_YEAR}{_HIJRI_YEAR}"),
    re.compile(rf"(?<![^\W\d_]){_HIJRI_MONTH}{GAP}(?P<day>\d{{1,2}}){GAP},{GAP}{_HIJRI_YEAR}"),
)
NUMERIC = re.compile(
    r"(?<![a-z\d/\\.:_-])(?P<first>\d{1,4})\s?(?P<mark>[/\\.-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<third>\d{1,4})(?![\d/\\_]|-\d|[.:]\d|-[a-z]|\.[a-z]|[a-su-z]|t(?!\d))"
    rf"{_NOT_SOLAR}(?P<era>{GAP}(?:هجري[ها]?|ه|ميلادي[ها]?|م)(?!\w)\.?)?"
)
WEEKDAY = re.compile(rf"(?<![^\W\d_])(?P<weekday>{alternatives(WEEKDAYS)})(?![^\W\d_])\.?")
