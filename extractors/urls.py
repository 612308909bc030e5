"""URLs in one spelling: what is fetched (`normalise`), what tells two apart (`url_key`), what names one.

A server compares bytes, so `normalise` changes spelling only where RFC 3986 calls both spellings the same.
Looser equalities (http and https, www, letter case, Unicode composition, a last slash) live in `url_key`: an
Arabic slug typed with shadda before fatha would no longer be found after NFC had swapped them.
"""

import hashlib
import ipaddress
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST = 8192  # characters; a longer address is a trap, and most servers refuse it

# Parameters that say where a reader came from and never what is shown.
_TRACKING_NAMES = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid
_ga _gl _hsenc _hsmi __twitter_impression fb_action_ids fb_action_types fb_source ref_src ref_url
at_medium at_campaign at_format at_link_id at_link_type at_link_origin at_bbc_team at_ptr_name
"""
TRACKING = frozenset(_TRACKING_NAMES.split())
TRACKING_PREFIXES = ("utm_",)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ESCAPE = re.compile(r"%[0-9A-F]{2}")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IN_PATH = "!$&'()*+,;=:@/"
_IN_QUERY = _IN_PATH + "?"
# Most addresses of a sitemap need no respelling at all: told by one match instead of a byte at a time.
_PLAIN = {allowed: re.compile(f"[A-Za-z0-9._~{re.escape(allowed)}-]*") for allowed in (_IN_PATH, _IN_QUERY)}
_KEPT = {allowed: _UNRESERVED.union(allowed.encode("ascii")) for allowed in (_IN_PATH, _IN_QUERY)}


class UrlError(ValueError):
    """The text is no absolute http(s) URL that we would fetch or record; the message says why."""


def normalise(url: str, base: str | None = None) -> str:
    """Give the absolute http(s) URL in canonical spelling, resolved against `base` when it is relative.

    The fragment, a default port, dot segments and known tracking parameters go; the host becomes lower-case
    punycode; escapes become upper-case UTF-8. Raises UrlError for another scheme, a user name, a control
    character.
    """
    parts = _split(url, base)
    path = _remove_dot_segments(_canonical(parts.path, _IN_PATH)) or "/"
    query = "&".join(item for item in parts.query.split("&") if not _is_tracking(item))
    if query:
        path += "?" + _canonical(query, _IN_QUERY)
    result = f"{parts.scheme}://{_authority(parts)}{path}"
    if len(result) > LONGEST:
        raise UrlError(f"longer than {LONGEST} characters")
    return result


@lru_cache(maxsize=4096)
def url_key(url: str) -> str:
    """Give the SURT key "org,example)/path?query": equal keys mean the same address to a reader.

    Scheme, a leading "www.", letter case, Unicode composition and a last slash do not count; a port does.
    Raises UrlError like `normalise`.
    """
    parts = urlsplit(normalise(url))
    host = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    if not _is_address(host):
        host = ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port else ""
    path = _composed(parts.path, _IN_PATH).rstrip("/") or "/"
    query = "?" + _composed(parts.query, _IN_QUERY) if parts.query else ""
    return f"{host}{port}){path}{query}".lower()


def article_id(slug: str, url: str) -> str:
    """Give the 16 hex digits that name an article of an outlet, the same in every rebuild."""
    return hashlib.sha256(f"{slug}\n{url_key(url)}".encode()).hexdigest()[:16]


def canonical_host(host: str) -> str:
    """Give a host name in lower-case punycode without a trailing dot; raises UrlError when it is none.

    Numbers that only some programs read as an address ("2130706433", "0x7f.1") are refused.
    """
    if host.startswith("[") or ":" in host:
        return _ipv6(host)
    name = host if host.isascii() else _punycode(host)
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        return _ipv4(name)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise UrlError(f"not a host name: {host!r}")
    return name


def decoded(url: str) -> str:
    """Give a normalised URL with its UTF-8 escapes as letters, for patterns and people, not for fetching."""
    return _ESCAPES.sub(_readable, url)


def _split(url: str, base: str | None) -> SplitResult:
    text = url.strip(" \t\r\n\f")
    if _CONTROL.search(text):
        raise UrlError("holds a control character")
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        _ = parts.port
    except ValueError as error:
        raise UrlError(f"cannot be split: {error}") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise UrlError(f"scheme {parts.scheme!r}, not http or https" if parts.scheme else "not absolute")
    if "@" in parts.netloc:
        raise UrlError("carries a user name")
    if not parts.hostname:
        raise UrlError("has no host")
    return parts


def _authority(parts: SplitResult) -> str:
    host = canonical_host(parts.hostname or "")
    if parts.port == 0:
        raise UrlError("port 0")
    if parts.port is None or parts.port == DEFAULT_PORTS[parts.scheme]:
        return host
    return f"{host}:{parts.port}"


def _punycode(host: str) -> str:
    import idna  # 10 ms that ASCII hosts do not need

    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise UrlError(f"not a host name: {host!r}: {error}") from error


def _ipv4(name: str) -> str:
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError as error:
        raise UrlError(f"a number that is no plain IPv4 address: {name!r}") from error


def _ipv6(host: str) -> str:
    try:
        return f"[{ipaddress.IPv6Address(host.strip('[]')).compressed}]"
    except ValueError as error:
        raise UrlError(f"not an IPv6 address: {host!r}") from error


def _is_address(host: str) -> bool:
    return host.startswith("[") or host.rpartition(".")[2].isdigit()


def _is_tracking(item: str) -> bool:
    name = item.partition("=")[0].lower()
    return not item or name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _canonical(text: str, allowed: str) -> str:
    """Escape what must be, unescape what need not be, leave reserved and undecodable escapes, %25 too."""
    pieces = []
    last = 0
    for match in _ESCAPES.finditer(text):
        pieces.append(_escape(text[last : match.start()], allowed))
        pieces.append(_respell(match.group()))
        last = match.end()
    pieces.append(_escape(text[last:], allowed))
    return "".join(pieces)


def _escape(text: str, allowed: str) -> str:
    if _PLAIN[allowed].fullmatch(text):
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


def _readable(match: re.Match[str]) -> str:
    data = bytes.fromhex(match.group().replace("%", ""))
    if any(byte < 0x80 for byte in data):
        return "".join(
            _readable_run(run) if ord(run[0]) > 0x7F else "".join(f"%{ord(char):02X}" for char in run)
            for run in re.findall(r"[\x80-\xff]+|[\x00-\x7f]+", data.decode("latin-1"))
        )
    return _readable_run(data.decode("latin-1"))


def _readable_run(run: str) -> str:
    data = run.encode("latin-1")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(f"%{byte:02X}" for byte in data)


def _composed(text: str, allowed: str) -> str:
    """Give the text with its letters in NFC; escapes that stay escapes take no part in composition."""
    readable = decoded(text)
    pieces = []
    last = 0
    for match in _ESCAPE.finditer(readable):
        pieces += [
            _escape(unicodedata.normalize("NFC", readable[last : match.start()]), allowed),
            match.group(),
        ]
        last = match.end()
    pieces.append(_escape(unicodedata.normalize("NFC", readable[last:]), allowed))
    return "".join(pieces)


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
