"""The proxy that an outlet is reached through, as declared, its secrets taken from outside the archive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from archive.errors import ArchiveError
from archive.operator_secrets import SecretError, how_to_set, secret
from archive.settings import Settings
from crawlers.addresses import is_onion
from extractors.declared_addresses import DIRECT
from extractors.outlets import Outlet

PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class ProxyError(ArchiveError):
    """A proxy is declared, and what it needs is not there. Nothing may be fetched: not directly either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Where a proxy is and who we are to it; `named` is what records may say of it."""

    scheme: str
    host: str
    port: int
    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def named(self) -> str:
        """The kind of proxy alone: its address tells of the operator's own network."""
        return "socks5" if self.scheme.startswith("socks5") else self.scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How an outlet is reached: through `proxy`, or directly; `vantage` is from where, if told."""

    proxy: Proxy | None
    vantage: str | None


def network_of(
    settings: Settings, outlet: Outlet | None, environment: Mapping[str, str] = os.environ
) -> Network:
    """What the outlet declares, else what the archive's `[network]` says.

    Raises ProxyError when a secret is missing, or a proxy to a homepage that Tor alone reaches.
    """
    declared = (outlet.proxy if outlet else None) or settings.network.proxy
    if (
        outlet is not None
        and declared in (None, DIRECT)
        and is_onion(urlsplit(outlet.homepage).hostname or "")
    ):
        raise ProxyError(
            f"{outlet.slug}: addresses that end in .onion are reached through Tor alone; write proxy ="
            ' "socks5h://127.0.0.1:9050" into its declaration (nothing was fetched, no name server asked)'
        )
    # Where the archive's proxy is says nothing of an outlet's own.
    own = outlet is not None and outlet.proxy is not None
    vantage = outlet.vantage if outlet else None
    if vantage is None and not own:
        vantage = settings.network.vantage
    return Network(proxy=proxy_of(declared, environment), vantage=vantage)


def proxy_of(declared: str | None, environment: Mapping[str, str] = os.environ) -> Proxy | None:
    """The proxy that an outlet declares, None without one.

    A user and a password are written as names of secrets (`socks5h://$USER_NAME:$PASSWORD@host`).
    Raises ProxyError when one of them is not set.
    """
    if declared is None or declared == DIRECT:
        return None
    split = urlsplit(declared)
    return Proxy(
        scheme=split.scheme,
        host=split.hostname or "",
        port=split.port or PORTS[split.scheme],
        username=_told(split.username, environment),
        password=_told(split.password, environment),
    )


def _told(written: str | None, environment: Mapping[str, str]) -> str | None:
    if not written:
        return None
    name = unquote(written).removeprefix("$")
    try:
        value = secret(name, environment)
    except SecretError as error:
        raise ProxyError(f"the proxy of this outlet: {error} (nothing was fetched)") from error
    if value is None:
        raise ProxyError(
            f"the proxy of this outlet needs the secret {name}, which is not set; {how_to_set(name)}, or"
            " take `proxy` out of the outlet's declaration (nothing was fetched)"
        )
    return value
