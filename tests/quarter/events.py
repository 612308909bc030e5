"""What is planted in the quarter: when it begins and ends, on whom, and the alarm it must raise."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.quarter.presses import BEGIN, DAY, HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One planted event, `begin` and `end` in true time; `slug` None: it is this machine's own.

    `kind` says what the world does, `code` the alarm to be told (None: nobody may be told anything).
    """

    kind: str
    slug: str | None
    begin: datetime
    end: datetime
    code: str | None
    cause: str | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it lasts at this moment."""
        return self.begin <= at < self.end


def day(number: float, hours: float = 0) -> datetime:
    """The moment so many days and hours after the quarter began."""
    return BEGIN + number * DAY + hours * HOUR


def planted(
    kind: str, slug: str | None, begin: datetime, lasts: timedelta, code: str | None, cause: str = ""
) -> Event:
    return Event(kind=kind, slug=slug, begin=begin, end=begin + lasts, code=code, cause=cause or None)


OUTAGE = planted("machine off", None, day(30, 8), 2 * DAY, None)
NETWORK = planted("network down", None, day(47, 9), 14 * HOUR, "network")
# The clock stands three days ahead for some hours, and is put right again.
CLOCK = planted("clock ahead", None, day(82, 6), 30 * HOUR, "clock")
CLOCK_RIGHT = planted("clock right again", None, CLOCK.end, 2 * HOUR, "clock")
AHEAD = 3 * DAY
EVENTS = (
    OUTAGE,
    NETWORK,
    CLOCK,
    CLOCK_RIGHT,
    planted("refused", "agency", day(40, 6), 30 * HOUR, "blocked", "http-403"),
    planted("too many", "agency", day(66, 6), 26 * HOUR, "blocked", "http-429"),
    planted("captcha", "gulf", day(56, 4), 2 * DAY, "blocked", "bot-challenge"),
    planted("consent", "maghreb", day(51, 4), 3 * DAY, "same-text"),
    planted("undated", "portal", day(50, 5), 3 * DAY, "dates-missing"),
    planted("unsigned", "daily", day(53, 5), 4 * DAY, "bylines-missing"),
    planted("untitled", "breaking", day(51, 5), 3 * DAY, "titles-missing"),
    planted("no body", "breaking", day(77, 5), 3 * DAY, "bodies-missing", "no-body"),
    planted("short", "radio", day(49, 5), 3 * DAY, "lengths-changed"),
    planted("feed gone", "breaking", day(60, 5), 3 * DAY, "dead-feed", "http-410"),
    planted("feed is a page", "radio", day(58, 5), 3 * DAY, "dead-feed", "seed-unreadable"),
    planted("feed frozen", "portal", day(64, 5), 6 * DAY, "dead-feed"),
    planted("robots", "local", day(45, 5), 2 * DAY, "robots", "robots"),
    planted("certificate", "daily", day(67, 5), 2.5 * DAY, "certificate", "tls"),
    planted("server down", "weekly", day(57, 5), 4 * DAY, "unreachable", "timeout"),
    planted("server errors", "maghreb", day(61, 5), 2 * DAY, "server-errors", "http-503"),
    planted("moved", "magazine", day(70, 5), 3 * DAY, "moved", "redirect-to-other-host"),
    planted("silent", "local", day(62, 5), 6 * DAY, "silent"),
    planted("few", "agency", day(69, 21), 2 * DAY, "few"),
    planted("disk", None, day(36), 10 * DAY, "disk"),
    planted("unsigned log", None, day(59), 2 * DAY, "checkpoint"),
    planted("unstamped", None, day(72), 5 * DAY, "stamps-pending"),
)
