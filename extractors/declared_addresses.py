"""Checks of addresses in a declaration: URLs, hosts, proxies, patterns, templates of archive pages."""

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

from extractors import urls
from extractors.address_patterns import mistake
from extractors.declared_values import ValueProblem, shown, text, typed

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
PLACEHOLDERS = ("{year}", "{month}", "{day}")  # of `archives`; the last may be missing
# Other ways to write them, in the same order.
_MEANT = (
    re.compile(r"\{(?:YEAR|Year|yyyy|YYYY|y)\}|%Y|:year\b"),
    re.compile(r"\{(?:MONTH|Month|mm|MM|m)\}|%m|:month\b"),
    re.compile(r"\{(?:DAY|Day|dd|DD|d)\}|%d|:day\b"),
)
DIRECT = "direct"  # instead of a proxy: around the one that the archive's settings name
_SECRETS = re.compile(r"\$[A-Z_][A-Z0-9_]*(?::\$[A-Z_][A-Z0-9_]*)?")
_ALPHABETS = frozenset(["LATIN", "ARABIC"])


def url(value: object) -> str:
    """Check for an absolute http(s) URL; give it normalised."""
    found = typed(value, str)
    try:
        normal = urls.normalise(found)
    except urls.UrlError as error:
        raise ValueProblem(
            f"{found!r} is no URL we can fetch: {error}; wanted one with https:// or http://",
            write=_with_scheme(found),
        ) from error
    _refuse_lookalike(urlsplit(found.strip()).hostname or "")
    return normal


def domain(value: object) -> str:
    """Check for a host name, or host:port; give it in lower-case punycode."""
    found = typed(value, str)
    if "/" in found:
        raise ValueProblem(
            f"found {shown(found)}; wanted a bare host name, no scheme, no path", write=_host_of(found)
        )
    host, colon, port = found.rpartition(":") if not found.endswith("]") else (found, "", "")
    if not colon:
        host = found
    try:
        name = urls.canonical_host(host)
    except urls.UrlError as error:
        raise ValueProblem(f"{found!r}: {error}; wanted a host name") from error
    if not colon:
        return name
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise ValueProblem(f"{found!r}: bad port; wanted a number from 1 to 65535")
    return f"{name}:{int(port)}"


def own_domain(value: object) -> str:
    """Check like `domain`, and that no letter of another alphabet poses as one of its own."""
    found = typed(value, str)
    name = domain(found)
    _refuse_lookalike(found)
    return name


def proxy(value: object) -> str:
    """Check for the URL of an http, https or socks5 proxy, or DIRECT.

    A user and a password are names of environment variables: declarations are read, copied and published.
    """
    found = typed(value, str)
    if found == DIRECT:
        return found
    scheme, _, rest = found.rpartition("://")
    secret, at, rest = rest.rpartition("@")
    known = scheme in ("http", "https", "socks5", "socks5h")
    if not known and not at:  # what may hold a password is not repeated
        raise ValueProblem(f"found {shown(found)}; wanted a proxy URL with http, https, socks5 or socks5h")
    if not known:
        raise ValueProblem("found none of these before ://; wanted http, https, socks5 or socks5h")
    if at and not _SECRETS.fullmatch(secret):
        raise ValueProblem(
            "found a user or a password in it; wanted the names of environment variables that hold them, as"
            f" in {scheme}://$PROXY_USER:$PROXY_PASSWORD@{rest}"
        )
    try:
        urls.normalise(f"http://{rest}")
    except urls.UrlError as error:
        raise ValueProblem(f"{found!r}: {error}; wanted a host and a port") from error
    return found


def regex(value: object) -> str:
    """Check for a regular expression that compiles, that addresses can match, in short time."""
    pattern = text(value)
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueProblem(
            f"{shown(pattern)} is no regular expression: {error}; wanted one that can be read"
        ) from error
    wrong = mistake(pattern)
    if wrong:
        single = shown(pattern.replace("\\\\", "\\")) if "backslash" in wrong else None
        raise ValueProblem(
            f"{shown(pattern)} {wrong}; wanted a pattern to search for in addresses", write=single
        )
    return pattern


def archive_page(value: object) -> str:
    """Check for the URL template of pages that list a day's (or month's) reports; give it as written."""
    template = text(value)
    found = _PLACEHOLDER.findall(template)
    strange = [name for name in found if name not in PLACEHOLDERS]
    if strange or re.search(r"[{}]", _PLACEHOLDER.sub("", template)):
        what = strange[0] if strange else "a brace without its pair"
        wanted = f"wanted no placeholder but {', '.join(PLACEHOLDERS)}"
        raise ValueProblem(f"{template!r} holds {what}; {wanted}", write=_as_meant(template))
    lacking = [name for name in PLACEHOLDERS[:2] if name not in found]
    if lacking:
        what = f"{template!r} lacks {' and '.join(lacking)}"
        raise ValueProblem(f"{what}; wanted both {{year}} and {{month}}", write=_as_meant(template))
    try:
        url(filled(template, date(2026, 1, 1)))
    except ValueProblem as problem:
        raise ValueProblem(str(problem)) from problem  # its remedy would lack the placeholders
    return template


def filled(template: str, day: date) -> str:
    """Give the URL that an `archives` template stands for on that day: four digits, two and two."""
    parts = dict(zip(PLACEHOLDERS, (f"{day:%Y}", f"{day:%m}", f"{day:%d}"), strict=True))
    return _PLACEHOLDER.sub(lambda match: parts.get(match[0], match[0]), template)


def _as_meant(template: str) -> str | None:
    """The template with placeholders of other habits respelled, in TOML; None when that does not help."""
    better = template
    for placeholder, spelled in zip(PLACEHOLDERS, _MEANT, strict=True):
        better = spelled.sub(placeholder, better)
    try:
        return shown(archive_page(better)) if better != template else None
    except ValueProblem:
        return None


def _with_scheme(found: str) -> str | None:
    """The address under https, as TOML; None for what has no host with a dot in it."""
    address = f"https://{found.strip().rpartition('://')[2].lstrip('/')}"
    try:
        return shown(address) if "." in (urlsplit(urls.normalise(address)).hostname or "") else None
    except urls.UrlError:
        return None


def _host_of(found: str) -> str | None:
    try:
        address = found if "://" in found else f"https://{found}"
        return shown(urlsplit(urls.normalise(address)).netloc.removeprefix("www."))
    except urls.UrlError:
        return None


def _refuse_lookalike(host: str) -> None:
    """Raise ValueProblem for a part of a host in letters that are neither Latin nor Arabic, or in both."""
    for label in host.split("."):
        if label.isascii():
            continue
        letters = {char: unicodedata.name(char, "UNKNOWN") for char in label if char.isalpha()}
        alphabets = {name.split()[0] for name in letters.values()}
        if len(alphabets) <= 1 and alphabets <= _ALPHABETS:
            continue
        strange = next((char for char in letters if not char.isascii()), label)
        raise ValueProblem(
            f"{host!r} holds {strange} ({letters.get(strange, 'no letter')}), which poses as another letter; "
            "wanted Latin or Arabic letters alone in each part of a host, "
            f"or {urls.canonical_host(label)} when that part is meant so"
        )
