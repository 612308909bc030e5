"""Days of the Hijri calendar by the tables of Umm al-Qura; a sighting of the moon may move one by a day."""

from datetime import date, timedelta

from hijridate import Hijri

YEARS = range(1343, 1501)  # what the tables hold: August 1924 to November 2077
NEAR = timedelta(days=2)  # how far a sighting, or another country's table, lies from Umm al-Qura at most


class HijriError(ValueError):
    """No such day in the tables."""


def hijri_day(year: int, month: int, day: int) -> date:
    """Give the Gregorian day on which a Hijri day falls. Raises HijriError for what is not in the tables."""
    try:
        return _plain(Hijri(year, month, day))
    except (ValueError, OverflowError) as error:
        raise HijriError(f"{day}/{month}/{year}: {error}") from error


def hijri_month(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last Gregorian day of a Hijri month. Raises HijriError as `hijri_day` does."""
    first = hijri_day(year, month, 1)
    return first, first + timedelta(days=Hijri(year, month, 1).month_length() - 1)


def confirms(day: date, year: int, month: int, hijri: int) -> bool:
    """Say whether a Hijri day may be the same as the Gregorian one; raises HijriError as `hijri_day` does.

    The thirtieth of a month that has 29 days in the tables counts as the day after its last one.
    """
    if not 1 <= hijri <= 30:
        raise HijriError(f"the day {hijri}")
    return abs(hijri_day(year, month, 1) + timedelta(days=hijri - 1) - day) <= NEAR


def _plain(hijri: Hijri) -> date:
    found = hijri.to_gregorian()
    return date(found.year, found.month, found.day)
