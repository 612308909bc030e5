"""Times of day as printed beside a date: twelve or twenty-four hours, with or without the clock's place."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from extractors.calendars import alternatives, spaced
from extractors.day_patterns import GAP
from extractors.place_zones import ABBREVIATIONS, GREENWICH, PLACES, UNKNOWN, place_zone, shift_zone

# What the words of a half, or a part, of the day make of the hours they may stand beside.
_MORNING = {hour: hour % 12 for hour in range(1, 13)} | {0: 0}
_EVENING = {hour: hour % 12 + 12 for hour in range(1, 13)} | {hour: hour for hour in range(13, 24)}
_NOON = {10: 10, 11: 11, 12: 12, 13: 13, 14: 14, 15: 15} | {hour: hour + 12 for hour in range(1, 5)}
_AFTERNOON = {hour: hour + 12 for hour in range(1, 8)} | {hour: hour for hour in (12, *range(13, 20))}
_NIGHT = {12: 0, 0: 0, 1: 1, 2: 2, 3: 3, 4: 4} | {
    **{hour: hour + 12 for hour in range(7, 12)},
    **{hour: hour for hour in range(19, 24)},
}
_SMALL = {12: 0, 0: 0} | {hour: hour for hour in range(1, 7)}
_HALVES = {
    **dict.fromkeys(["صباحا", "صباح", "ص", "am", "a.m", "قبل الظهر"], _MORNING),
    **dict.fromkeys(["مسا", "مساا", "م", "pm", "p.m"], _EVENING),
    **dict.fromkeys(["ظهرا", "الظهر"], _NOON),
    **dict.fromkeys(["عصرا", "بعد الظهر", "بعد العصر"], _AFTERNOON),
    "ليلا": _NIGHT,
    **dict.fromkeys(["فجرا", "بعد منتصف الليل"], _SMALL),
}
_HALF = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(_HALVES, key=len, reverse=True))
_LONG_HALF = re.compile(r"\w{3}|\w\s\w|[ap]\.?m")  # «م» and «ص» alone are also a metre and a page
_OCLOCK = rf"(?P<oclock>(?:(?:في|عند|علي|حوالي){GAP}){{0,2}}(?:تمام{GAP})?(?:ال)?ساعه{GAP}:?{GAP})?"
# «14:35», «14h35», and Algeria's «14سا35»; U+2236 is the sign of a ratio.
_BETWEEN = r"(?:\s?[:\u2236]\s?|\s?h\s?|\s?سا?\s?(?:و\s?)?)"
_MINUTES = r"(?:دقيقه|دقايق|دق|د|mn|min)(?!\w)"
_CLOCK = re.compile(
    rf"(?:(?<=\d)(?P<iso>t)|(?<![\w.:/+]){_OCLOCK}(?:(?P<before>{_HALF})\.?{GAP}:?{GAP})?)"
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3])"
    rf"(?:{_BETWEEN}(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{{1,9}})?)?|\.(?P<dotted>[0-5]\d)"
    rf"|\s?و\s?(?P<spelt>[0-5]?\d)(?=\s?{_MINUTES}))?"
    rf"(?![\d:]|\.\d)(?P<minutes>\s?{_MINUTES})?(?:{GAP}(?P<half>{_HALF})(?!\w)\.?)?"
)
# «08:00 إلى 14:30» tells hours from and to; a picture of a player tells how long a film lasts.
_UNTIL = re.compile(r"\s?(?:الي|حتي|لغايه|to|till|until)\s{1,3}(?:الساعه\s)?\d{1,2}[:.]\d\d")
_PLAYERS = frozenset("▶►⏵⏯▷🎬🎥📹📺🎞🎧🎙🔊⏱⏲⏳⌛")
_FIGURE_MARKS = " \ufe0f\u20e3"  # what may stand between a picture and the figures after it
_PRAYERS = ("الظهر",)
_SPANS = re.compile(r"(?<!\w)(?:منذ|قبل|مده|خلال)\s{1,3}$")
_PLACE = alternatives([*PLACES, *GREENWICH])
_ZONE = re.compile(
    rf"{GAP}[,(\[-]?{GAP}(?:"
    rf"(?:(?:حسب|وفق){GAP})?(?:بال|ب|ال|)توقيت{GAP}"
    rf"(?:(?P<local>(?:ال)?محلي)|(?P<place>{_PLACE})(?!\w)|(?P<nowhere>\w+))"
    rf"|(?P<bare>{alternatives(GREENWICH)})(?!\w)|(?P<mecca>مكه(?:\sالمكرمه)?)(?!\w)"
    rf"|(?P<abbreviation>{'|'.join(sorted((*ABBREVIATIONS, *UNKNOWN), key=len, reverse=True))})(?![a-z])"
    r"|(?P<far>ت\.?\s?غ(?!\w))"
    r"|(?P<home>local time)|(?P<away>[a-z]{3,12}\stime)"
    rf")(?:{GAP}(?P<shift>[+-]\s?\d{{1,2}}(?::?\d{{2}})?)(?!\d))?{GAP}[)\]]?"
)
_OFFSET = re.compile(r"\s{0,2}(?P<shift>[+-]\d{2}:?\d{2}|[+-]\d{2})(?![\d:])(?:\[[\w/+-]+\])?")
_ENDS = re.compile(r"\s{0,4}(?:$|[^\w\s%.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTime:
    """A time of day at text[start:end]. `told` is false when nothing certain can be made of it.

    `place` is the folded name of the clock's place, `zone` its clock where an offset was printed; both are
    None for the outlet's own. `halved` says that the half of the day was printed.
    """

    start: int
    end: int
    hour: int
    minute: int | None
    second: int | None
    zone: tzinfo | None
    place: str | None
    halved: bool
    told: bool

    @property
    def precision(self) -> str:
        """How precisely the time was printed: hour, minute or second."""
        return "hour" if self.minute is None else "minute" if self.second is None else "second"

    def on(self, day: datetime, own: tzinfo) -> datetime | None:
        """Give the moment on a day, by the outlet's own clock where none is named; None when not told."""
        if not self.told:
            return None
        at = day.replace(hour=self.hour, minute=self.minute or 0, second=self.second or 0, tzinfo=None)
        clock = place_zone(self.place, at) if self.place else self.zone or own
        return at.replace(tzinfo=clock) if clock else None


def clock_times(text: str, start: int = 0, end: int | None = None) -> list[ClockTime]:
    """Give the times of day in a folded line, or in text[start:end], in order."""
    found = (_clock(text, match) for match in _CLOCK.finditer(text, start, len(text) if end is None else end))
    return [clock for clock in found if clock is not None]


def _clock(text: str, match: re.Match[str]) -> ClockTime | None:
    half = match["half"] or match["before"]
    minute = match["minute"] or match["dotted"] or match["spelt"]
    if text[max(0, match.start() - 4) : match.start()].rstrip(_FIGURE_MARKS)[-1:] in _PLAYERS:
        return None
    zone_match = _ZONE.match(text, match.end())
    if match["iso"] and minute is None and half is not None:
        return None
    if minute is None and not match["iso"] and not (half and (match["oclock"] or _LONG_HALF.match(half))):
        return None
    if match["dotted"] and not (match["oclock"] or half or zone_match or _ENDS.match(text, match.end())):
        return None
    hour = int(match["hour"])
    read = _HALVES[spaced(half)].get(hour) if half else hour
    both = match["half"] and match["before"] and match["half"] != match["before"]
    zone, place, end, told = _zone_after(text, match, zone_match)
    return ClockTime(
        start=match.start(),
        end=end,
        hour=hour if read is None else read,
        minute=None if minute is None else int(minute),
        second=None if match["second"] is None else int(match["second"]),
        zone=zone,
        place=place,
        halved=half is not None,
        told=told and read is not None and not both and not _is_of_another(text, match, end),
    )


def _is_of_another(text: str, match: re.Match[str], end: int) -> bool:
    """Say whether a time is a span («منذ 3 س 20 د»), begins one, or is that of a prayer («الظهر 12:05»)."""
    lasting = match["minutes"] and ":" in match[0] and not match["oclock"]  # «10:20 دقيقة»
    if lasting or match["before"] in _PRAYERS or _UNTIL.match(text, end):
        return True
    return _SPANS.search(text, max(0, match.start() - 8), match.start()) is not None


def _zone_after(
    text: str, match: re.Match[str], named: re.Match[str] | None
) -> tuple[tzinfo | None, str | None, int, bool]:
    """Give the clock, its place, where its name ends, and whether it is known."""
    offset = _OFFSET.match(text, match.end())
    if offset is not None:
        exact = bool(match["iso"] or match["second"] or ":" not in offset["shift"] or "+" in offset["shift"])
        zone = shift_zone(offset["shift"])
        # «10:30-11:00» tells hours from and to, not an offset.
        return zone, None, offset.end(), exact and zone is not None
    if named is None:
        return None, None, match.end(), True
    if named["local"] or named["home"]:
        return None, None, named.end(), True
    place = named["place"] or named["mecca"]
    if place and spaced(place) in PLACES:
        return None, spaced(place), named.end(), True
    if named["nowhere"] or named["away"] or named["abbreviation"] in UNKNOWN:
        return None, None, named.end(), False
    zone = _greenwich(named["abbreviation"], named["shift"])
    return zone, None, named.end(), zone is not None


def _greenwich(abbreviation: str | None, shift: str | None) -> tzinfo | None:
    hours = ABBREVIATIONS.get(abbreviation or "gmt", 0)
    if shift is not None:
        return shift_zone(shift) if hours == 0 else None
    return timezone(timedelta(hours=hours)) if hours else UTC
