"""Twins: the AMP, print and mobile forms of a page, told by the address alone.

A form must be certain: a tag named "amp", a section named "print" or "mobile", a report whose slug is one of
these words are no twins. Where an address does not tell, it stands for itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from extractors.address import Address, read_address
from extractors.hosts import UrlError, has_twin_label, site_host
from extractors.parameters import name_of, query_key

# Words before an article's own number or slug.
_ARTICLE_WORDS = """
article articles content details item news node post posts report stories story
"""
_OF_ARTICLES = frozenset(_ARTICLE_WORDS.split())
# Of these, the ones that are no section of a section "mobile".
_MOBILE_BEFORE = frozenset(["article", "articles", "node", "post", "story"])
# Words before the name of a list: what follows is a name, whatever it looks like.
_LIST_WORDS = """
author authors categories category hashtag hashtags keyword keywords label labels search section sections tag
tags topic topics وسم وسوم تصنيف تصنيفات قسم اقسام أقسام كاتب موضوع مواضيع
"""
_OF_LISTS = frozenset(_LIST_WORDS.split())
_YES = frozenset(["", "1", "true", "yes", "on", "y"])
_SWITCH = _YES | {"0", "false", "no"}  # a switch that is off shows what no switch shows
_PRINTED = frozenset(["print", "printable", "printer", "printerfriendly", "printer-friendly"])
# name of a parameter: the values with which it asks for a twin.
_ASKING = {
    **dict.fromkeys(("amp", "_amp"), _SWITCH | {"amp"}),
    "noamp": frozenset(["1", "available", "mobile"]),
    **dict.fromkeys(("print", "printable", "printer", "printview"), _SWITCH | _PRINTED),
    **dict.fromkeys(("mobile", "ismobile", "mobileview", "nomobile", "desktop"), _SWITCH),
    **dict.fromkeys(("output", "outputtype", "format", "view"), _PRINTED | {"amp", "mobile"}),
    **dict.fromkeys(("action", "do", "mode", "op", "style"), _PRINTED),
    **dict.fromkeys(("device", "version"), frozenset(["amp", "mobile"])),
    "pfstyle": frozenset(["wp"]),
    "tmpl": frozenset(["component", "print"]),
}
_ABOUT_TEMPLATE = ("layout", "default")  # Joomla's, meaning nothing beside tmpl=
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cfm)\Z", re.IGNORECASE)

# What an address must hold to be a twin at all; most hold nothing of it.
_HINT = re.compile(r"amp|print|mobile|/m/|&m=|&(?:tmpl|desktop|pfstyle)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"\d{3}")
_WORDY = re.compile(r"[-_%.]")
_AMP_ENDING = re.compile(r"\.amp(\.html?)?\Z", re.IGNORECASE)
_AMP_CACHE = re.compile(r"/[cv]/(s/)?(.+)")
_AMP_VIEWER = re.compile(r"/amp/(s/)?([^/]+\.[^/]+(?:/.*)?)")
_GOOGLE = re.compile(r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}")
_MOST_FORMS = 5


def plain_address(address: Address) -> Address | None:
    """Give the address that a twin most likely stands for, None for one that is no twin by its form."""
    found = None
    for _ in range(_MOST_FORMS):
        step = _step(found or address)
        if step is None:
            break
        found = step
    return found


def _step(address: Address) -> Address | None:
    if has_twin_label(address.host):
        return replace(address, host=site_host(address.host))
    if not _HINT.search(f"{address.path}&{address.query}"):
        return None
    inner = _unwrapped(address)
    if inner is not None:
        return inner
    path, query = _plain_path(address.path), _plain_query(address.query, address.path)
    if path == address.path and query == address.query:
        return None
    return replace(address, path=path, query=query)


def _unwrapped(address: Address) -> Address | None:
    """Give the address that Google's AMP cache or viewer shows."""
    if address.host == "cdn.ampproject.org" or address.host.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE.fullmatch(address.path)
    elif _GOOGLE.fullmatch(address.host):
        match = _AMP_VIEWER.fullmatch(address.path)
    else:
        return None
    if match is None:
        return None
    rest, _, query = re.sub("%3[Ff]", "?", match[2], count=1).partition("?")
    query = "&".join(filter(None, (re.sub("%(?:3D|26)", lambda m: unquote(m[0]), query), address.query)))
    try:
        return read_address(f"{'https' if match[1] else 'http'}://{rest}{'?' if query else ''}{query}")
    except UrlError:
        return None


def _plain_path(path: str) -> str:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) < 2 and not _AMP_ENDING.search(path):
        return path
    slash = "/" if path.endswith("/") else ""
    head = 1 if len(segments) > 2 and _LANGUAGE.fullmatch(segments[0]) else 0
    first, rest = segments[head].lower(), segments[head + 1 :]
    kept = segments
    if len(segments) > 1 and segments[-1].lower() in ("amp", "print") and _names_report(segments[:-1]):
        kept = segments[:-1]
    elif first == "print" and len(rest) == 1 and rest[0].isdigit():
        kept = [*segments[:head], "node", *rest]  # Drupal's
    elif _fronts(first, rest):
        kept = segments[:head] + rest
    elif match := _AMP_ENDING.search(segments[-1]):
        stem = segments[-1][: match.start()]
        if stem and (match[1] or _names_report([*segments[:-1], stem])):
            kept = [*segments[:-1], stem + (match[1] or "")]
    return path if kept is segments else f"/{'/'.join(kept)}{slash}"


def _fronts(first: str, rest: Sequence[str]) -> bool:
    """Say whether a path's first segment (in lower case) only says in which form the rest is shown."""
    if first == "amp":
        return bool(rest) and _names_report(rest)
    if len(rest) < 2:
        return False
    following = rest[0].lower()
    if first == "print":
        return following in _OF_ARTICLES
    return first in ("m", "mobile") and (
        following in _MOBILE_BEFORE or _YEAR.fullmatch(following) is not None
    )


def _names_report(segments: Sequence[str]) -> bool:
    """Say whether a path's last segment looks like a report's number or slug, not like a list or a day."""
    *before, last = (segment.lower() for segment in segments)
    behind = before[-1] if before else ""
    if unquote(last) in _OF_LISTS:
        return False
    if last.isdigit():
        if behind in _OF_ARTICLES:
            return True
        return len(last) > 4 or (len(last) > 2 and not _YEAR.fullmatch(last))
    return bool(_WORDY.search(last) or _NUMBERED.search(last)) or behind.isdigit()


def _plain_query(query: str, path: str) -> str:
    if not query:
        return query
    items = query.split("&")
    kept = [item for item in items if not _asks_for_twin(item)]
    if len(kept) < len(items) and any(name_of(item) == "tmpl" for item in items):
        kept = [item for item in kept if (name_of(item), _value_of(item)) != _ABOUT_TEMPLATE]
    if [name_of(item) for item in kept if query_key(item)] == ["m"] and not _SCRIPT.search(path):
        # Blogger's; with anything beside it, "m" may choose what is shown.
        kept = [item for item in kept if name_of(item) != "m" or _value_of(item) not in ("0", "1")]
    return "&".join(kept)


def _asks_for_twin(item: str) -> bool:
    return _value_of(item) in _ASKING.get(name_of(item), ())


def _value_of(item: str) -> str:
    return item.partition("=")[2].lower()
