"""Times as the index writes them: UTC, microseconds, `2026-11-22T10:31:07.123456Z`."""

import re
from datetime import UTC, datetime

_WARC_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_ARC_DATE = re.compile(r"\d{14}")


def stamp(moment: datetime) -> str:
    """The aware `moment` as the index writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The aware UTC moment that `stamp` wrote. Raises ValueError."""
    return datetime.fromisoformat(text).astimezone(UTC)


def read_warc_date(text: str) -> str | None:
    """A WARC-Date (of any precision that WARC/1.1 allows) or ARC date as the index writes it, or None.

    What was left out counts as the earliest moment, digits beyond microseconds are dropped.
    """
    text = text.strip()
    if _ARC_DATE.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}:{text[12:]}Z"
    found = _WARC_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    micros = (fraction or "").ljust(6, "0")[:6]
    offset = "+00:00" if zone in (None, "Z") else zone
    written = (
        f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}.{micros}"
    )
    try:
        return stamp(datetime.fromisoformat(written + offset))
    except (ValueError, OverflowError):
        return None
