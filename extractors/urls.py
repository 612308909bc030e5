"""URLs in one spelling: what is fetched (`normalise`), what tells two apart (`url_key`), what names one.

A server compares bytes, so `normalise` changes spelling only where RFC 3986 calls both spellings the same.
Looser equalities (http and https, www, mended and composed letters, the order of parameters, a last slash,
AMP and print twins) live in `url_key`: an Arabic slug typed with shadda before fatha would no longer be found
after NFC had swapped them. Where two addresses may be two reports, they have two keys.
"""

import hashlib
import re
from functools import lru_cache

from extractors.address import Address, read_address
from extractors.hosts import UrlError as UrlError
from extractors.hosts import canonical_host as canonical_host
from extractors.hosts import is_mixed_script as is_mixed_script
from extractors.hosts import site_host, surt_host
from extractors.letters import letters
from extractors.parameters import query_key
from extractors.twins import plain_address

# Raise when `url_key` gives other keys: frontiers are given the new ones. So does archive/tables.py's SCHEMA.
KEY_RULES = 2
LONGEST = 8192  # characters; a longer address is a trap, and most servers refuse it

_ESCAPES = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_KEPT_ESCAPE = re.compile(r"%[0-9A-F]{2}")
# What a path may hold whose key is not the path itself.
_UNUSUAL = re.compile(r"%|;|//|/\(s\(|/(?:index|default)\.|\.as[ph]|\.cfm|/comment-page-", re.IGNORECASE)
# Escaped or not, a router sees these letters of a path alike.
_ALIKE = re.compile("%(21|24|26|27|28|29|2A|2C|3A|3D|40)")
_VISIT = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*|/\(s\([a-z0-9]{20,30}\)\)(?=/)", re.IGNORECASE)
_INDEX = re.compile(
    r"/(?:index\.(?:html?|shtml|php\d?|aspx?|jsp|cfm)|default\.(?:html?|aspx?))/?\Z", re.IGNORECASE
)
_COMMENTS = re.compile(r"/comment-page-\d+/?\Z")
_WINDOWS = re.compile(r"\.(?:aspx?|ashx|cfm)\Z", re.IGNORECASE)


def normalise(url: str, base: str | None = None) -> str:
    """Give the absolute http(s) URL in canonical spelling, resolved against `base` when it is relative.

    A default port, dot segments, known tracking parameters and the fragment go (one that chooses what a
    script shows, "#!/article/5", stays); the host becomes lower-case punycode; escapes become upper-case
    UTF-8. Raises UrlError for another scheme, a user name, a control character.
    """
    return str(_read(url, base))


@lru_cache(maxsize=4096)
def url_key(url: str) -> str:
    """Give the SURT key "org,example)/path?query": equal keys mean the same address to a reader.

    docs/decisions.md lists what does not count, under "URL identity". Raises UrlError like `normalise`.
    """
    address = _read(url)
    return _key(plain_address(address) or address)


def twin_of(url: str) -> str | None:
    """Give the normalised plain address that an AMP, print or mobile address most likely stands for.

    None for an address that is no twin by its form. A twin and its plain address have one key. Raises
    UrlError like `normalise`.
    """
    plain = plain_address(_read(url))
    return None if plain is None else str(plain)


def better_spelling(one: str, other: str) -> str:
    """Give, of two URLs with one key, the one to fetch, normalised; their order does not matter.

    A plain address comes before its twin, https before http, letters as they are meant before letters escaped
    or encoded twice, then the shorter one. Raises UrlError like `normalise`.
    """
    return min(normalise(one), normalise(other), key=_drawbacks)


def article_id(slug: str, url: str) -> str:
    """Give the 16 hex digits that name an article of an outlet, the same in every rebuild."""
    return keyed_id(slug, url_key(url))


def keyed_id(slug: str, key: str) -> str:
    """Give the id of the article of an outlet whose URL has this key."""
    return hashlib.sha256(f"{slug}\n{key}".encode()).hexdigest()[:16]


def decoded(url: str) -> str:
    """Give a normalised URL with its UTF-8 escapes as letters, for patterns and people, not for fetching."""
    return _ESCAPES.sub(_readable, url)


def _read(url: str, base: str | None = None) -> Address:
    address = read_address(url, base)
    if len(str(address)) > LONGEST:
        raise UrlError(f"longer than {LONGEST} characters")
    return address


def _key(address: Address) -> str:
    port = f":{address.port}" if address.port is not None else ""
    path = _path_key(address.path)
    query = f"?{key}" if address.query and (key := _escaped(query_key(address.query))) else ""
    fragment = f"#{_escaped(letters(address.fragment))}" if address.fragment else ""
    return f"{surt_host(site_host(address.host))}{port}){path}{query}{fragment}"


def _path_key(path: str) -> str:
    if _UNUSUAL.search(path):
        path = _escaped(_ALIKE.sub(lambda match: chr(int(match[1], 16)), letters(path)))
        path = _INDEX.sub("/", _VISIT.sub("", re.sub("/{2,}", "/", path)))
        path = _COMMENTS.sub("", path)
        if _WINDOWS.search(path):
            path = path.lower()
    return path.rstrip("/") or "/"


def _escaped(text: str) -> str:
    """Give the text with its letters as lower-case UTF-8 escapes."""
    if "%" in text:
        text = _KEPT_ESCAPE.sub(lambda match: match.group().lower(), text)
    if text.isascii():
        return text
    return "".join([chr(byte) if byte < 0x80 else _BYTES[byte] for byte in text.encode("utf-8")])


_BYTES = [f"%{byte:02x}" for byte in range(0x100)]


def _drawbacks(url: str) -> tuple[bool, bool, bool, int, str]:
    address = _read(url)
    mended = _escaped(letters(address.path)).lower() != address.path.lower()
    return (plain_address(address) is not None, address.scheme != "https", mended, len(url), url)


def _readable(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match.group().replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
