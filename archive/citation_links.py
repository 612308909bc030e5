"""The addresses that a citation may carry beside the report's own: PWID and Memento URI.

PWID     https://www.iana.org/assignments/urn-formal/pwid: names the capture, whoever holds the archive
Memento  RFC 7089: where the operator replays the capture, if the operator does
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from archive.settings import Settings

URI_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"  # RFC 3986, 2.2 and 2.3, and escapes that are there: they stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What names the archive in a citation: its id in PWIDs, and where it replays captures, if it does.

    `memento` is an address that 14 digits of time, a slash and a URL are put behind.
    """

    archive_id: str
    memento: str | None = None


def origin_in(settings: Settings) -> Origin:
    """The archive as warraq.toml names it; by the id of its WARC files when it gives no name."""
    cited = settings.cite
    return Origin(archive_id=cited.archive or f"warraq-{settings.archive.id}", memento=cited.memento)


def pwid(origin: Origin, captured_at: datetime, url: str) -> str:
    """The PWID of a captured page: archive, time to the second in UTC, "page", and the URL as it is."""
    return f"urn:pwid:{origin.archive_id}:{captured_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}:page:{as_uri(url)}"


def memento(origin: Origin, captured_at: datetime, url: str) -> str | None:
    """The address under which the archive replays the capture; None when it publishes no replay."""
    if origin.memento is None:
        return None
    return f"{origin.memento.rstrip('/')}/{captured_at.astimezone(UTC):%Y%m%d%H%M%S}/{uri_in_path(url)}"


def uri_in_path(url: str) -> str:
    """The URL as it stands at the end of an address of a replay: its fragment, too, reaches the server."""
    return as_uri(url).replace("#", "%23")


def as_uri(url: str) -> str:
    """The URL with what no URI may hold (spaces, letters beyond ASCII) percent-encoded."""
    return quote(url, safe=URI_CHARACTERS)
