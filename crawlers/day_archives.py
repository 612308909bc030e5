"""Archives by date: pages that list the reports of one day or month, at addresses that hold the date."""

import re
from datetime import date, timedelta

YEAR, MONTH, DAY = "{year}", "{month}", "{day}"
# Days in a row without a report after which an archive has come to its beginning; months likewise.
MOST_EMPTY_DAYS, MOST_EMPTY_MONTHS = 31, 3


def archive_page(template: str, day: date) -> str:
    """The URL of the archive page on which a day's reports are."""
    filled = template.replace(YEAR, f"{day.year:04}").replace(MONTH, f"{day.month:02}")
    return filled.replace(DAY, f"{day.day:02}")


def page_before(template: str, day: date) -> date:
    """A day on the archive page before the one that `day` is on."""
    return day - timedelta(days=1) if DAY in template else day.replace(day=1) - timedelta(days=1)


def day_of_page(template: str, url: str) -> date | None:
    """The (last) day of the archive page at `url`; None for what is none of the template's pages."""
    pattern = re.escape(template)
    for name, digits in ((YEAR, r"(?P<year>\d{4})"), (MONTH, r"(?P<month>\d\d?)"), (DAY, r"(?P<day>\d\d?)")):
        pattern = pattern.replace(re.escape(name), digits, 1)
    match = re.fullmatch(pattern, url)
    if match is None:
        return None
    parts = {name: int(value) for name, value in match.groupdict().items()}
    try:
        first = date(parts["year"], parts["month"], parts.get("day", 1))
    except (KeyError, ValueError):
        return None
    return first if DAY in template else (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def most_empty(template: str) -> int:
    """How many pages in a row may list nothing before the archive is taken to begin there."""
    return MOST_EMPTY_DAYS if DAY in template else MOST_EMPTY_MONTHS
