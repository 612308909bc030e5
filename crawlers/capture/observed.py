"""What a crawl noticed of an outlet's hosts: their certificates, and the rules of robots.txt for us."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawlers.capture.tls import TlsFacts

HOSTS = 20  # more are no outlet's own
ROLES = frozenset({"feed", "sitemap", "home", "section", "listing", "article", "page"})


class Observed:
    """Gathers while a crawl goes on; `told` is part of the event that ends it."""

    def __init__(self) -> None:
        self._certificates: dict[str, dict[str, str | None]] = {}
        self._robots: dict[str, str] = {}

    def see_certificate(self, host: str, role: str | int | None, tls: TlsFacts | None) -> None:
        """Note the certificate that a host of the outlet's own showed; the last one counts."""
        if tls is None or tls.not_after is None or role not in ROLES:
            return
        if host in self._certificates or len(self._certificates) < HOSTS:
            begin, end = _stamp(tls.not_before), _stamp(tls.not_after)
            self._certificates[host] = {"not_before": begin, "not_after": end, "issuer": tls.issuer}

    def see_robots(self, host: str, digest: str) -> None:
        """Note the digest of a host's rules for us."""
        if host in self._robots or len(self._robots) < HOSTS:
            self._robots[host] = digest

    def told(self, clock_jump: float | None) -> dict[str, Any]:
        """{certificates, robots, clock_jump_seconds}, without what there is none of."""
        found = {
            "certificates": dict(sorted(self._certificates.items())),
            "robots": dict(sorted(self._robots.items())),
            "clock_jump_seconds": None if clock_jump is None else round(clock_jump),
        }
        return {name: value for name, value in found.items() if value}


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
