"""The canonical link of a page: which other address of its outlet it gives itself, and whether to believe it.

Newsrooms print canonical links that name an IP address, the home page, or one report on every page. So a link
is believed only when the page itself bears it out; what is not believed stays an alias, and joins nothing.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import Canonical
from extractors.letters import letters
from extractors.outlets import Outlet
from extractors.urls import UrlError, normalise, url_key

# Parameters that choose a part or a translation of a report: the page under them has another text.
_PART_NAMES = """
page paged pg pagenum pageno start offset part slide lang language locale hl
"""
_PARTS = frozenset(_PART_NAMES.split())
_DATE = re.compile(r"/(?:19|20)\d\d(?:[/-]\d{1,2}){0,2}(?=[/-]|\Z)")
_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)|(?<=_)\d+|\d{5,}")
_WORD = re.compile(r"[^\W\d_]+")
_LONG_NUMBER = 3  # digits; fewer may be a section's or a page's
_FEWEST_WORDS = 3


def read_canonical(
    tree: HtmlElement, og_url: str | None, page_url: str, title: str, outlet: Outlet
) -> Canonical | None:
    """Give the canonical address of a page, else its og:url, when it is another one of the same outlet.

    None when there is none, when several contradict each other, when it is no web address, of another outlet,
    or the page's own. Only the head counts: what stands in the body may come from readers.
    """
    found = list(dict.fromkeys(_links(tree)))
    if not found and og_url:
        found = [og_url]
    if len(found) != 1:
        return None
    declared = tree.find(".//head/base")
    href = declared.get("href") if declared is not None else None
    try:
        base = normalise(href, page_url) if href else page_url
        url = normalise(found[0], base)
        if not outlet.owns(url) or url_key(url) == url_key(page_url):
            return None
        return Canonical(url=url, trusted=_is_article_form(url, outlet) and bears_out(page_url, url, title))
    except UrlError:
        return None


def bears_out(page_url: str, canonical: str, title: str) -> bool:
    """Say whether a page at `page_url` with this title can be the report that `canonical` names.

    Numbers and dates of the two addresses may not contradict each other, and a long number must be common to
    both, or the slug's words be those of the title or of the page's own slug. The page is not a part or a
    translation of what the canonical address shows.
    """
    page, other = urlsplit(normalise(page_url)), urlsplit(normalise(canonical))
    if _is_part(page.path, page.query, other.path, other.query):
        return False
    day, other_day = _date(page.path), _date(other.path)
    if not (day.startswith(other_day) or other_day.startswith(day)):
        return False
    titled = set(_NUMBER.findall(fold(title)))
    here, there = _numbers(page.path, page.query), _numbers(other.path, other.query)
    if here - there - titled and there - here - titled:
        return False
    own, named, said = _slug(page.path), _slug(other.path), _words(title)
    # A section's name is a slug too: where a number goes, equal words are no report's.
    if own == named and len(named) >= _FEWEST_WORDS and not any(map(_is_long, here - there)):
        return True
    if len(named) >= _FEWEST_WORDS and _made_of(named, said):
        return True
    common = any(map(_is_long, here & there))
    return common and not (len(own) > 1 and len(named) > 1 and set(own).isdisjoint(named))


def _links(tree: HtmlElement) -> Iterator[str]:
    head = tree.find("head")
    for link in head.iter("link") if head is not None else ():
        href = (link.get("href") or "").strip()
        if href and "canonical" in (link.get("rel") or "").lower().split():
            yield href


def _is_article_form(url: str, outlet: Outlet) -> bool:
    if urlsplit(url).path == "/" and not urlsplit(url).query:
        return False
    return outlet.is_article_url(url) and url_key(url) not in {url_key(seed) for seed in outlet.seeds}


def _is_part(path: str, query: str, other_path: str, other_query: str) -> bool:
    """Say whether the first address is a page of, or a translation beside, what the second one shows."""
    more = set(query.lower().split("&")) - set(other_query.lower().split("&"))
    if any(item.partition("=")[0] in _PARTS for item in more):
        return True
    rest = path.rstrip("/").removeprefix(other_path.rstrip("/"))
    return rest != path.rstrip("/") and re.fullmatch(r"/(?:page/)?\d{1,2}", rest) is not None


def _date(path: str) -> str:
    """Give the date in a path as far as it goes ("2026-03"), "" when there is none."""
    match = _DATE.search(path)
    return "-".join(part.zfill(2) for part in re.findall(r"\d+", match.group())) if match else ""


def _is_long(number: str) -> bool:
    return len(number) >= _LONG_NUMBER


def _numbers(path: str, query: str) -> set[str]:
    text = fold(unquote(_DATE.sub("/", path, count=1)))
    values = (item.partition("=")[2] for item in query.split("&"))
    return {*_NUMBER.findall(text), *(value for value in values if value.isdigit())}


def _slug(path: str) -> tuple[str, ...]:
    """Give the words of the wordiest segment of a path, folded."""
    return max((_words(letters(segment)) for segment in path.split("/")), key=len, default=())


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(unquote(text))))


def _made_of(named: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Say whether a slug's words are words of a title; the last one may have been cut."""
    *whole, last = named
    return set(whole) <= set(said) and any(word.startswith(last) for word in said)
