"""The parts of a line that prints a date: days, times and weekdays, and which of them stand together."""

import re
from dataclasses import dataclass

from extractors.calendars import WEEKDAYS, folded, spaced
from extractors.clock_times import ClockTime, clock_times
from extractors.day_patterns import WEEKDAY
from extractors.day_readings import DayPrinted, printed_days
from extractors.folded import Folded

WORDS = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d")
_FARTHEST = 40  # characters between two parts that stand together
_BESIDE = frozenset(
    [
        *folded("يوم اليوم في الموافق موافق المصادف ل لل نشر نشرت بتاريخ تاريخ التاريخ م ه من الساعة الوقت"),
        *folded("النشر تم الخبر المقال عند على وقت بتمام س و نشرة كتب هجري هجرية ميلادي ميلادية"),
        *("at", "on", "le", "a", "published", "publie", "date", "posted", "the"),
    ]
)

_READERS = r"(?:مشاهد(?:ه|ات)|قرا(?:ه|ات)|زيار(?:ه|ات)|تعليق(?:ا|ات)?|views?)"
# «| 123 مشاهدة |»
_COUNTER = re.compile(
    rf"(?<![\w.:/]){_READERS}\s?:\s?\d{{1,7}}(?![\d:/.])|(?<![\d:/.])\d{{1,7}}\s?{_READERS}(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A weekday named at text[start:end], Monday being 0."""

    start: int
    end: int
    number: int


Part = DayPrinted | ClockTime | Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A folded line and what it prints: days in order, and `chains` of the parts that adjoin."""

    text: str
    days: tuple[DayPrinted, ...]
    chains: tuple[tuple[Part, ...], ...]

    def before(self, day: DayPrinted) -> tuple[Part, ...]:
        """Give the parts that adjoin before a day, the nearest first, as far as another Gregorian day."""
        chain = self._chain(day)
        return _until_day(chain[: chain.index(day)][::-1])

    def after(self, day: DayPrinted) -> tuple[Part, ...]:
        """Give the parts that adjoin after a day, as far as another Gregorian day."""
        chain = self._chain(day)
        return _until_day(chain[chain.index(day) + 1 :])

    def follows(self, day: DayPrinted) -> bool:
        """Say whether another Gregorian day adjoins before a day."""
        chain = self._chain(day)
        return any(isinstance(part, DayPrinted) and part.hijri is None for part in chain[: chain.index(day)])

    def weekdays(self, day: DayPrinted) -> set[int]:
        """Give the weekdays printed beside a day."""
        parts = (*self.before(day), *self.after(day))
        return {part.number for part in parts if isinstance(part, Weekday)}

    def around(self) -> str:
        """Give what stands about the parts of the line."""
        kept, end = [], 0
        for part in (part for chain in self.chains for part in chain):
            kept.append(self.text[end : part.start])
            end = part.end
        return "".join([*kept, self.text[end:]])

    def _chain(self, day: DayPrinted) -> tuple[Part, ...]:
        return next(chain for chain in self.chains if day in chain)


def split_line(text: Folded) -> Line:
    """Find the days of a line, and the times and weekdays when there is one."""
    days = printed_days(text)
    parts: list[Part] = list(days)
    if days:
        bounds = [0, *(bound for day in days for bound in (day.start, day.end)), len(text.text)]
        for start, end in zip(bounds[::2], bounds[1::2], strict=True):
            if _FIGURE.search(text.text, start, end):
                parts += clock_times(text.text, start, end)
        parts += [one for one in _weekdays(text.text) if not _covered(one, parts)]
    parts.sort(key=lambda part: part.start)
    return Line(text=text.text, days=tuple(days), chains=_chains(text.text, parts))


def is_beside(between: str) -> bool:
    """Say whether nothing but marks, counters and words such as «الموافق» stands between two parts."""
    if len(between) <= _FARTHEST and _COUNTER.search(between):
        between = _COUNTER.sub(" ", between)
    return (
        len(between) <= _FARTHEST
        and not any(map(str.isdigit, between))
        and set(WORDS.findall(between)) <= _BESIDE
    )


def _until_day(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    for index, part in enumerate(parts):
        if isinstance(part, DayPrinted) and part.hijri is None:
            return parts[:index]
    return parts


def _weekdays(text: str) -> list[Weekday]:
    return [
        Weekday(start=match.start(), end=match.end(), number=WEEKDAYS[spaced(match["weekday"])])
        for match in WEEKDAY.finditer(text)
    ]


def _covered(part: Part, others: list[Part]) -> bool:
    return any(part.start < other.end and other.start < part.end for other in others)


def _chains(text: str, parts: list[Part]) -> tuple[tuple[Part, ...], ...]:
    chains: list[list[Part]] = []
    for part in parts:
        if chains and is_beside(text[chains[-1][-1].end : part.start]):
            chains[-1].append(part)
        else:
            chains.append([part])
    return tuple(map(tuple, chains))
