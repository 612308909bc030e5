"""Host names in one spelling, and what their form tells: the site behind www. or m., mixed scripts."""

import ipaddress
import re
import unicodedata
from functools import lru_cache

# Labels in front of a host that tell how a page is laid out, not what it says.
TWIN_LABELS = frozenset(["amp", "m", "mobile", "wap"])
# Second-level labels under which names are registered, and hosts whose subdomains belong to different people:
# what stands before them is somebody's name, whatever it looks like.
_REGISTRIES = frozenset(["ac", "co", "com", "edu", "gov", "info", "mil", "ne", "net", "or", "org", "sch"])
_SHARED = frozenset(["blogspot.com", "github.io", "medium.com", "netlify.app", "tumblr.com", "wordpress.com"])
# Scripts that are written together as a matter of course (UTS 39, 5.2).
_TOGETHER = frozenset(["LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"])

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")


class UrlError(ValueError):
    """The text is no absolute http(s) URL that we would fetch or record; the message says why."""


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def site_host(host: str) -> str:
    """Give a canonical host without the labels that do not tell two sites apart: www, and those of twins."""
    labels = host.split(".")
    while (labels[0] == "www" or labels[0] in TWIN_LABELS) and _is_site(labels[1:]):
        del labels[0]
    return ".".join(labels)


def has_twin_label(host: str) -> bool:
    """Say whether a canonical host is that of an AMP or mobile twin."""
    site = site_host(host)
    return bool(TWIN_LABELS.intersection(host.removesuffix(site).split(".")))


def surt_host(host: str) -> str:
    """Give a canonical host with its labels turned round: "org,example"; an address stays as it is."""
    return host if is_address(host) else ",".join(reversed(host.split(".")))


def is_address(host: str) -> bool:
    """Say whether a canonical host is an IPv4 or IPv6 address."""
    return host.startswith("[") or host.rpartition(".")[2].isdigit()


def is_mixed_script(host: str) -> bool:
    """Say whether one label of a host mixes letters of several scripts, as look-alikes of other names do.

    Takes letters and punycode alike. A whole label in another script is not mixed: it is merely another name.
    """
    return any(_is_mixed(_letters_of(label)) for label in host.lower().split("."))


def _is_site(labels: list[str]) -> bool:
    if len(labels) < 2 or labels[-1].isdigit():
        return False
    return not (len(labels) == 2 and labels[0] in _REGISTRIES) and ".".join(labels) not in _SHARED


def _letters_of(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _is_mixed(label: str) -> bool:
    scripts = {unicodedata.name(char, "?").split(" ")[0] for char in label if char.isalpha()}
    return len(scripts) > 1 and not scripts <= _TOGETHER


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
