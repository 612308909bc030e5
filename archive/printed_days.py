"""Dates as feeds and sitemaps print them: the outlet's own day, and the moment."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo


def printed_day(raw: str | None, zone: ZoneInfo) -> str | None:
    """The day (YYYY-MM-DD) in `zone` of a printed date, ISO 8601 or RFC 5322; None when it is neither.

    A date without an offset is one of the outlet's own calendar.
    """
    moment = _moment(raw.strip()) if raw is not None else None
    if moment is None:
        return None
    try:
        return (moment.astimezone(zone) if moment.tzinfo else moment).date().isoformat()
    except OverflowError:  # the last hours of the year 9999, seen from further east
        return None


def printed_moment(raw: str | None, zone: ZoneInfo) -> float | None:
    """The moment of a printed date, in seconds since the epoch; without an offset it is in `zone`."""
    moment = _moment(raw.strip()) if raw is not None else None
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
    except OverflowError:
        return None


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, OverflowError):
            continue
    return None
