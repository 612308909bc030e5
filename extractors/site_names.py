"""The names an outlet goes by on its own pages: declared, claimed, written on its logo and its home link."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.document import squeeze, whole_text
from extractors.heading_text import is_home
from extractors.jsonld import Claims
from extractors.metas import Metas

_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher")
_KINDS = re.compile(
    r"^(?:صحيفه|جريده|موقع|وكاله انبا|وكاله|شبكه|قناه|بوابه|مجله|اذاعه|يوميه|منصه|تلفزيون|راديو)\s+(?:ال)?"
)
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}")
_HOME = frozenset(map(fold, ("الرئيسية", "الصفحة الرئيسية", "الصفحه الرئيسيه", "Home", "Accueil", "رئيسية")))
_LONGEST_NAME = 40  # characters
_TAIL = re.compile(r"(?:\s*\||\s+»)\s+[^|»«]{2,30}$")
_TAIL_WORDS = 3
_AGENCY = re.compile(r"^(?:ال)?وكاله\s|\b(?:news )?agency$")
# What a name says of its bearer after the mark that it goes by: «صحيفة المثال الإلكترونية».
_TAIL_KIND = re.compile(
    r"\s(?:(?:ال)?(?:الكترونيه|اخباريه|اعلاميه|فضاييه|رقميه|يوميه|الكتروني|اخباري)|للانبا|للاعلام|للاخبار)$"
)
# The mark that an agency goes by: «الوكالة العربية …», «وكالة … للأنباء».
_MARK = re.compile(
    r"^(?:ال)?وكاله (?:.* )?(?!للانبا|الاخباريه|للاعلام)([^\W\d]{3,})(?: للانبا| الاخباريه| للاعلام)?$"
)


def site_names(tree: HtmlElement, metas: Metas, claims: Claims, sites: Iterable[str]) -> frozenset[str]:
    """Give the folded names of the outlet that a page shows, with and without their kind and article; `sites`
    are its declared names.
    """
    names = [*sites, claims.site or "", *metas.all(*_METAS)]
    for link in tree.iter("a"):
        if not is_home(link.get("href") or ""):
            continue
        names += [link.get("title") or "", *(image.get("alt") or "" for image in link.iter("img"))]
        text = squeeze(whole_text(link))
        if len(text) <= _LONGEST_NAME:
            names.append(text)
    folded = {fold(squeeze(name)) for name in names if name and name.strip()}
    marks = {match[1] for name in folded if (match := _MARK.search(name))}
    marks |= {_TAIL_KIND.sub("", name) for name in map(_bare, folded) if _TAIL_KIND.search(name)}
    return frozenset(folded | set(map(_bare, folded)) | marks | set(map(_bare, marks)) | _HOME) - {""}


def name_like(part: str, names: frozenset[str]) -> bool:
    """Say whether a folded part of a title is one of the names, however its kind is said, or a domain."""
    return not part or part in names or _bare(part) in names or _DOMAIN.fullmatch(part) is not None


def is_agency(names: frozenset[str]) -> bool:
    """Say whether an outlet of these names calls itself an agency: then its own mark is one in a dateline."""
    return any(_AGENCY.search(name) for name in names)


def drop_names(title: str) -> str:
    """Give a title without the short last part after a bar, which is a name; others are left whole."""
    tail = _TAIL.search(title)
    if tail and len(tail.group().split()) - 1 <= _TAIL_WORDS < len(title[: tail.start()].split()):
        return title[: tail.start()].strip()
    return title


def _bare(name: str) -> str:
    return _KINDS.sub("", name).removeprefix("ال")
