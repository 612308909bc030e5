"""What an answer says, in the terms a crawl decides by: headers, redirect targets, reasons of failures."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.address_guard import AddressRefusal
from crawlers.capture.handler import SecretRefusal
from crawlers.capture.prior import Captured, Prior
from crawlers.robots import RobotsRefusal
from extractors.urls import UrlError, normalise


def conditional_headers(prior: Prior | None) -> dict[str, str]:
    """If-None-Match and If-Modified-Since for what is held already (RFC 9110 section 13)."""
    if prior is None:
        return {}
    pairs = (("If-None-Match", prior.etag), ("If-Modified-Since", prior.last_modified))
    return {name: value for name, value in pairs if value}


def header(response: Response, name: str) -> str | None:
    """A header of a Scrapy response as text, or None."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def last_modified(response: Response) -> str | None:
    """Last-Modified, to ask by it another time; None where it was of the very second in which the answer was
    made.

    It tells whole seconds: what is changed once more within that one keeps it, and would be answered with 304
    for good (RFC 9110 section 8.8.2.2).
    """
    told = header(response, "Last-Modified")
    changed, answered = _moment(told), _moment(header(response, "Date"))
    return None if changed and answered and changed >= answered else told


def _moment(date: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(date or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def content_type(response: Response) -> str | None:
    """The Content-Type as sent."""
    return header(response, "Content-Type")


def redirect_target(response: Response) -> str | None:
    """Where a redirect points, normalised; None when it points nowhere a crawl may go."""
    location = header(response, "Location")
    if location is None:
        return None
    try:
        return normalise(urljoin(response.url, location.encode("latin-1").decode("utf-8", "replace")))
    except (UrlError, ValueError):
        return None


def reason_of(failure: Failure, captured: Captured | None) -> str:
    """A short reason for a failure, for the ledger."""
    if isinstance(failure.value, RobotsRefusal):
        return f"robots: {failure.value.reason}"
    if isinstance(failure.value, AddressRefusal | SecretRefusal):
        return failure.value.reason
    if captured is not None:
        return captured.outcome
    return f"{type(failure.value).__name__}: {failure.value}"[:200]
