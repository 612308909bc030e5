"""What an expression means seen from a day: the last such weekday, the month before, so many years ago."""

from datetime import date, timedelta

_TOO_FAR = timedelta(days=270)  # longer ago than this, a day without its year is rather still to come
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_YEAR = timedelta(days=366)


def nearest(published: date, month: int, day: int | None, weekday: int | None, future: bool) -> date | None:
    """Give the last such day, or first day of such a month, or the coming one where the future is spoken of.

    Publication itself counts. A weekday decides between the two. None when nothing does, when the last one
    lies nine months back, or the coming one more than a year ahead, as a 29 February may.
    """
    bound = published if day else published.replace(day=1)
    dates = _around(published, month, day or 1)
    past = max((one for one in dates if one <= bound), default=None)
    coming = min((one for one in dates if one >= bound), default=None)
    if weekday is not None:
        fitting = {one for one in (past, coming) if one is not None and one.weekday() == weekday}
        return fitting.pop() if len(fitting) == 1 else None
    if future:
        return coming if coming is not None and coming - bound <= _YEAR else None
    return past if past is not None and bound - past <= _TOO_FAR else None


def year_of_day(published: date, month: int, day: int, which: int) -> int | None:
    """Give the year of «3 آذار الماضي» (which is -1) or «المقبل» (1): strictly before or after publication.

    0 stands for «الجاري», -2 for «قبل الماضي».
    """
    return _year_of(_around(published, month, day), published, which)


def year_of_month(published: date, month: int, which: int) -> int:
    """Give the year of «آذار الماضي» or «المقبل»: a month other than that of publication."""
    if which == 0:
        return published.year
    if which > 0:
        return published.year + (month <= published.month)
    return published.year - (month >= published.month) + which + 1


def weekday_from(published: date, number: int, which: int | None, future: bool) -> date:
    """Give the weekday that is meant: `which` is None where only its name is said, else as above."""
    back = (published.weekday() - number) % 7
    if which is None:
        return published + (7 - back) % 7 * _DAY if future else published - back * _DAY
    if which == 0:
        return published - back * _DAY
    if which > 0:
        return published + (7 - back) * _DAY
    return published - (back or 7) * _DAY + (which + 1) * _WEEK


def weekday_of_week(published: date, number: int, weeks: int) -> date:
    """Give a weekday of the week so many weeks from that of publication; weeks begin on Sunday."""
    sunday = published - (published.weekday() + 1) % 7 * _DAY + weeks * _WEEK
    return sunday + (number + 1) % 7 * _DAY


def counted_back(published: date, count: int, unit: str) -> str | None:
    """Give what lies so many days, weeks, months or years before publication, as precise as the unit."""
    try:
        if unit == "day":
            return (published - count * _DAY).isoformat()
        if unit == "week":
            return iso_week(published, -count)
        if unit == "month":
            return iso_month(published, -count)
        return f"{date(published.year - count, 1, 1).year:04}"
    except (ValueError, OverflowError):
        return None


def iso_week(day: date, shift: int) -> str:
    """Give the ISO week that holds the Wednesday of a week so many weeks from a day's, begun on Sunday."""
    year, week, _ = weekday_of_week(day, 2, shift).isocalendar()
    return f"{year}-W{week:02}"


def month_from(day: date, shift: int) -> tuple[int, int]:
    """Give the year and month so many months from a day's."""
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return year, month + 1


def iso_month(day: date, shift: int) -> str:
    """Give the month so many months from a day's in ISO 8601."""
    year, month = month_from(day, shift)
    return f"{date(year, month, 1):%Y-%m}"


def days(year: int, month: int, day: int) -> list[date]:
    """Give the day if there is such a one."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def iso_day(year: int, month: int, day: int) -> str | None:
    """Give the day in ISO 8601, None when there is no such day."""
    return next((one.isoformat() for one in days(year, month, day)), None)


def _around(published: date, month: int, day: int) -> list[date]:
    """Give such days of the years about publication, enough of them to hold a 29 February."""
    reach = 8 if (month, day) == (2, 29) else 2
    years = range(published.year - reach, published.year + reach + 1)
    return [one for year in years for one in days(year, month, day)]


def _year_of(dates: list[date], published: date, which: int) -> int | None:
    if which == 0:
        return published.year
    if which > 0:
        return next((one.year for one in dates if one > published), None)
    past = [one.year for one in dates if one < published]
    return past[which] if len(past) >= -which else None
