"""How moments are printed on the gate's pages, beside what the newsroom's own outlets print."""

from datetime import UTC, datetime

from hijridate import Gregorian

from newsroom.printed import GREGORIAN, HIJRI, LEVANTINE, MOROCCAN, WEEKDAYS, arabic_indic
from newsroom.printed import hijri_day as tabular_day

__all__ = ["GREGORIAN", "HIJRI", "LEVANTINE", "MOROCCAN", "WEEKDAYS", "arabic_indic", "tabular_day"]
ALGERIAN = (
    *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
    *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)


def hijri_day(moment: datetime) -> str:
    """Give the day in the calendar of Umm al-Qura: «16 رمضان 1447»."""
    day = Gregorian(moment.year, moment.month, moment.day).to_hijri()
    return f"{day.day} {HIJRI[day.month - 1]} {day.year}"


def weekday(moment: datetime) -> str:
    """Give the day of the week."""
    return WEEKDAYS[moment.weekday()]


def written(moment: datetime, months: tuple[str, ...]) -> str:
    """Give day, month's name and year: «1 آذار 2026»."""
    return f"{moment.day} {months[moment.month - 1]} {moment.year}"


def doubled(moment: datetime) -> str:
    """Give the month in both traditions: «1 آذار/مارس 2026»."""
    return f"{moment.day} {LEVANTINE[moment.month - 1]}/{GREGORIAN[moment.month - 1]} {moment.year}"


def half_day(moment: datetime, words: tuple[str, str] = ("ص", "م")) -> str:
    """Give the hour on a clock of twelve: «02:30 م»."""
    return f"{moment:%I:%M} {words[moment.hour >= 12]}"


def iso(moment: datetime) -> str:
    """Give ISO 8601 with the moment's own offset."""
    return moment.isoformat(timespec="seconds")


def utc(moment: datetime, mark: str = "Z") -> str:
    """Give ISO 8601 in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S") + mark
