"""The parts of a web address, each in the one spelling that RFC 3986 calls the same as what was written."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from extractors.hosts import UrlError, canonical_host
from extractors.parameters import without_tracking

DEFAULT_PORTS = {"http": 80, "https": 443}
IN_PATH = "!$&'()*+,;=:@/"
IN_QUERY = IN_PATH + "?"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# An ampersand that was escaped for HTML twice: its "#" would cut the address short.
_AMPERSAND = re.compile(r"&#(?:0*38|x0*26);", re.IGNORECASE)
# Fragments that choose what a script shows; all others name a place on the page.
_ROUTE = re.compile(r"!.*[\w%].*|/[^/]+/.+")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Most addresses of a sitemap need no respelling at all: told by one match instead of a byte at a time.
_SPELT = {
    allowed: re.compile(f"(?:[A-Za-z0-9._~{re.escape(allowed)}-]|%[89A-F][0-9A-F])*")
    for allowed in (IN_PATH, IN_QUERY)
}
_KEPT = {allowed: _UNRESERVED.union(allowed.encode("ascii")) for allowed in (IN_PATH, IN_QUERY)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address in parts. `port` is None when it is the scheme's own; `path` begins with a slash."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str

    def __str__(self) -> str:
        """Give the address as it is fetched."""
        port = f":{self.port}" if self.port is not None else ""
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{self.host}{port}{self.path}{query}{fragment}"


def read_address(url: str, base: str | None = None) -> Address:
    """Give the parts of an absolute http(s) URL, resolved against `base` when relative; raises UrlError."""
    parts, port = _split(url, base)
    path = spelt(parts.path, IN_PATH)
    query = spelt(parts.query, IN_QUERY)
    if query:
        query = "&".join(filter(None, map(without_tracking, query.split("&"))))
    return Address(
        scheme=parts.scheme,
        host=canonical_host(parts.hostname or ""),
        port=None if port == DEFAULT_PORTS[parts.scheme] else port,
        path=(_remove_dot_segments(path) if "/." in path else path) or "/",
        query=query,
        fragment=spelt(parts.fragment, IN_QUERY) if _ROUTE.fullmatch(parts.fragment) else "",
    )


def spelt(text: str, allowed: str) -> str:
    """Escape what must be, unescape what need not be, leave reserved and undecodable escapes, %25 too."""
    if _SPELT[allowed].fullmatch(text):
        return text
    pieces = []
    last = 0
    for match in _ESCAPES.finditer(text):
        pieces.append(_escape(text[last : match.start()], allowed))
        pieces.append(_respell(match.group()))
        last = match.end()
    pieces.append(_escape(text[last:], allowed))
    return "".join(pieces)


def _split(url: str, base: str | None) -> tuple[SplitResult, int | None]:
    text = url.strip(" \t\r\n\f")
    if _CONTROL.search(text):
        raise UrlError("holds a control character")
    if "&#" in text:
        text = _AMPERSAND.sub("&", text)
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
    except ValueError as error:
        raise UrlError(f"cannot be split: {error}") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise UrlError(f"scheme {parts.scheme!r}, not http or https" if parts.scheme else "not absolute")
    if "@" in parts.netloc:
        raise UrlError("carries a user name")
    if not parts.hostname:
        raise UrlError("has no host")
    if port == 0:
        raise UrlError("port 0")
    return parts, port


def _escape(text: str, allowed: str) -> str:
    if _SPELT[allowed].fullmatch(text) and "%" not in text:
        return text
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UrlError("holds half a surrogate pair") from error
    kept = _KEPT[allowed]
    return "".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in data)


def _respell(escapes: str) -> str:
    data = bytes.fromhex(escapes.replace("%", ""))
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in data)


def _remove_dot_segments(path: str) -> str:
    """Give the path without "." and ".." segments (RFC 3986, 5.2.4)."""
    segments = path.split("/")
    kept: list[str] = []
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
