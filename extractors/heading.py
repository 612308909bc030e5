"""The title of a report: the printed line that agrees with what the page's metadata call it."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.class_names import found_in
from extractors.document import Block, squeeze, whole_text
from extractors.heading_text import heading_texts, is_logo
from extractors.jsonld import Claims
from extractors.metas import Metas, unescape
from extractors.site_names import drop_names, name_like
from extractors.title_line import find_title_line

# What stands between a title, a section and the outlet's name.
_SEPARATOR = re.compile(r"\s+(?:[|\-–—:»«›<>•·/\\~]{1,2}|::)\s+|\s*[|›]\s*|\s*[-–—]\s+|\s+[-–—]\s*|:\s+")
_HEADLINE_CLASS = found_in(
    r"(?:^|[\s_-])(?:headline|(?:entry|post|article|news|story|main|page|single|detail|details)[_-]?title"
    r"|title|titre|t)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_LARGE = frozenset(["5", "6", "7", "+2", "+3"])
_CUT = re.compile(r"\s*(?:…|\.{3,}|\[…\])\s*$")
_URGENT = re.compile(r"^عاجل(?:ة)?\s*(?:[:|\-–—]|\.{2,}|…)+\s*")
_LONGEST_TITLE = 300
_MOST_PARTS = 12  # of a claimed title
_MOST_LOOKED_AT = 80  # headings of one kind, logos among them
_MOST_HEADINGS = 8  # of one kind that are looked at
_FEWEST_CUT = 15  # characters by which a cut title is known
_STANDS_ALONE = 10  # characters; less may be a section's name
_HEADLINE_WORDS = 3
_PRINTING = ("h1", "h2", "h3", "div", "span", "p", "td", "font")
_RANKS = {"h1": 0, "h2": 3, "h3": 4}
_NO_RANK = 6
_LIKELY = 2  # ranks of what its tag, its class or microdata make a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a page and, where one was found, the element that prints it."""

    text: str
    element: HtmlElement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A line that may print the title: its texts (without a kicker first), and how likely its kind is."""

    texts: tuple[str, ...]
    element: HtmlElement
    rank: int


def read_heading(
    tree: HtmlElement, page: tuple[Block, ...], metas: Metas, claims: Claims, names: frozenset[str]
) -> Heading | None:
    """Give the title: the printed heading that agrees with what the metadata says, else the metadata's.

    `names` are the folded names of the outlet (see `site_names`), which are no titles. None when the page has
    no title of its own.
    """
    claimed = _claimed(tree, metas, claims, names)
    whole = frozenset(map(fold, claimed))
    for line in _printed(tree, "h1"):
        for text in line.texts:
            if fold(text) in whole:
                return Heading(text=text, element=line.element)
    printed = [line for line in _printed(tree, *_PRINTING) if fold(line.texts[0]) not in names]
    runs = _runs(claimed, names)
    return (
        _agreeing(printed, page, claimed, runs)
        or _cut(printed, page, claimed)
        or _similar(printed, claimed)
        or _unconfirmed(printed, page, claimed, runs, names)
    )


def without_site(title: str, names: frozenset[str]) -> str:
    """Give the title without the outlet's name at either end; "" when nothing else remains. `names` are
    folded.
    """
    pieces = _pieces(title)
    kept = [span for span in pieces if not name_like(fold(title[slice(*span)]), names)]
    if not kept:
        return ""
    # A name between two parts of the title belongs to it.
    return title[kept[0][0] : kept[-1][1]] if len(kept) < len(pieces) else title.strip()


def _claimed(tree: HtmlElement, metas: Metas, claims: Claims, names: frozenset[str]) -> list[str]:
    """Give what the metadata call the page, without names of the outlet; the likeliest first."""
    raw = (
        *(claims.headline, metas.first("og:title"), metas.first("headline"), metas.first("twitter:title")),
        *(metas.first("title", "dc.title", "parsely-title"), _title_tag(tree)),
    )
    titles = (without_site(unescape(text), names) for text in raw if text)
    return list(dict.fromkeys(title for title in titles if title))


def _pieces(title: str) -> list[tuple[int, int]]:
    """Give where the parts of a title between separators start and end."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SEPARATOR.finditer(title):
        spans.append((start, match.start()))
        start = match.end()
        if len(spans) >= _MOST_PARTS:
            break
    spans.append((start, len(title)))
    return [span for span in spans if title[slice(*span)].strip()]


def _runs(claimed: list[str], names: frozenset[str]) -> dict[str, str]:
    """Give every run of parts of the claimed titles: folded, and as written."""
    runs: dict[str, str] = {}
    for title in claimed:
        spans = _pieces(title)
        for first in range(len(spans)):
            for last in range(first, len(spans)):
                text = title[spans[first][0] : spans[last][1]].strip()
                folded = fold(text)
                if folded and not name_like(folded, names):
                    runs.setdefault(folded, text)
    return runs


def _printed(tree: HtmlElement, *tags: str) -> list[_Printed]:
    """Give the lines that may print the title, likeliest kinds first; only elements of these tags."""
    found: list[_Printed] = []
    seen, looked_at = [0] * (_NO_RANK + 1), [0] * (_NO_RANK + 1)
    for element in tree.iter(*tags):
        rank = _rank(element)
        if rank == _NO_RANK or seen[rank] >= _MOST_HEADINGS or looked_at[rank] >= _MOST_LOOKED_AT:
            continue
        looked_at[rank] += 1
        if is_logo(element):
            continue
        texts = tuple(
            text for text in map(_readable, heading_texts(element)) if 1 < len(text) <= _LONGEST_TITLE
        )
        if texts:
            seen[rank] += 1
            found.append(_Printed(texts=texts, element=element, rank=rank))
    return sorted(found, key=lambda line: line.rank)


def _readable(text: str) -> str:
    return unescape(text) if "&" in text else text


def _rank(element: HtmlElement) -> int:
    tag = element.tag
    if tag == "h1":
        return 0
    if tag == "font":
        return 5 if element.get("size") in _LARGE else _NO_RANK
    if element.get("itemprop") in ("headline", "name headline"):
        return 1
    marks = element.get("class")
    if marks and _HEADLINE_CLASS(marks):
        return 2
    return _RANKS.get(str(tag), _NO_RANK)


def _agreeing(
    printed: list[_Printed], page: tuple[Block, ...], claimed: list[str], runs: dict[str, str]
) -> Heading | None:
    """Give the printed line that is a claimed title or a part of one: a whole one first."""
    if not runs:
        return None
    whole = {fold(title) for title in claimed}
    found = [
        (folded in whole, len(folded), line.rank, Heading(text=text, element=line.element))
        for line in printed
        for text in line.texts
        if (folded := fold(text)) in runs
    ]
    longest = max((length for _, length, _, _ in found), default=0)
    lengths = range(min(map(len, runs)) - 1, 2 * max(map(len, runs)) + 1)
    for block in page:
        if len(block.text) in lengths and len(block.text) > longest and not block.is_link:
            folded = fold(block.text)
            if folded in runs:
                found.append(
                    (folded in whole, len(folded), _NO_RANK, Heading(text=block.text, element=block.element))
                )
    longest = max((length for _, length, _, _ in found), default=0)
    likely = [match for match in found if match[1] * 2 > longest]
    best = min(likely, key=lambda match: (not match[0], match[2], -match[1]), default=None)
    return best[3] if best else None


def _cut(printed: list[_Printed], page: tuple[Block, ...], claimed: list[str]) -> Heading | None:
    """Give the printed line whose beginning a cut claim ("…") is."""
    starts = [fold(_CUT.sub("", title)) for title in claimed if _CUT.search(title)]
    starts = [start for start in starts if len(start) >= _FEWEST_CUT]
    if not starts:
        return None
    for line in printed:
        for text in line.texts:
            if any(fold(text).startswith(start) for start in starts) and not _CUT.search(text):
                return Heading(text=text, element=line.element)
    for block in page:
        if len(block.text) <= _LONGEST_TITLE and not block.is_link and not _CUT.search(block.text):
            folded = fold(block.text)
            if any(folded.startswith(start) for start in starts):
                return Heading(text=block.text, element=block.element)
    return None


def _similar(printed: list[_Printed], claimed: list[str]) -> Heading | None:
    """Give the heading that shares most of its words with a claim: editors shorten titles for metadata."""
    best: tuple[float, Heading] | None = None
    for title in claimed:
        said = set(fold(_CUT.sub("", title)).split())
        for line in printed:
            if line.rank > _RANKS["h2"]:
                continue
            text = _without_urgent(line.texts[0], title)
            words = set(fold(text).split())
            if min(len(words), len(said)) < _HEADLINE_WORDS:
                continue
            share = len(words & said) / min(len(words), len(said)) - line.rank / 100
            if share >= 0.6 and (best is None or share > best[0]):
                best = share, Heading(text=text, element=line.element)
    return best[1] if best else None


def _without_urgent(text: str, claim: str) -> str:
    """Give the text without «عاجل:» in front, which is a mark when the claim has none."""
    return text if _URGENT.match(claim) else _URGENT.sub("", text)


def _unconfirmed(
    printed: list[_Printed],
    page: tuple[Block, ...],
    claimed: list[str],
    runs: dict[str, str],
    names: frozenset[str],
) -> Heading | None:
    """Give an <h1> that reads like a headline, else what the metadata says, else what stands where a title
    would, else any heading that can stand alone.
    """
    tops = [line for line in printed if line.rank == 0]
    for line in tops:
        if len(line.texts[0].split()) >= _HEADLINE_WORDS:
            return Heading(text=line.texts[0], element=line.element)
    if claimed:
        return Heading(text=_common(claimed, runs), element=tops[0].element if len(tops) == 1 else None)
    above = find_title_line(page, names)
    likely = [line for line in printed if line.rank <= _LIKELY or above is None or not above.weight]
    for line in likely:
        if line.rank == 0 or len(line.texts[0]) > _STANDS_ALONE:
            return Heading(text=line.texts[0], element=line.element)
    return Heading(text=above.text, element=above.element) if above else None


def _common(claimed: list[str], runs: dict[str, str]) -> str:
    """Give the longest run of parts that two claims share where they differ in the rest; else the first."""
    first = claimed[0]
    if len(_pieces(first)) == 1 or len(claimed) == 1:
        return drop_names(first) if len(claimed) == 1 else first
    others = [f" {fold(title)} " for title in claimed[1:]]
    own = {fold(text): text for text in _runs([first], frozenset()).values()}
    shared = [text for folded, text in own.items() if any(f" {folded} " in other for other in others)]
    return max(shared, key=len, default=first)


def _title_tag(tree: HtmlElement) -> str | None:
    title = tree.find(".//head/title")
    title = next(iter(tree.iter("title")), None) if title is None else title
    return squeeze(whole_text(title)) if title is not None else None
