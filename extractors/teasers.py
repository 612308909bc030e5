"""The reports that a page points to: headlines that lead to other pages, and the excerpts below them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.document import Block, squeeze, whole_text
from extractors.metas import Metas

_SHORTEST = 12  # characters of a headline
_MOST = 400  # headlines, and blocks behind them, that are looked at
_EXCERPT = 20  # characters below a headline that are an excerpt
_ABOVE = 120  # characters above a headline in its item: a date, a section's name
_NEAR = 4  # blocks above the first headline that may belong to its item
_FEW = 4  # blocks of an excerpt that stands alone; a report that a link opens has more
_BESIDE = 30  # characters beside a link in its block
_FLAT = 3  # headlines with an excerpt that no box holds together
_ROWS = 4  # headlines in rows that are a list
_ROW_BLOCKS = 4  # blocks from one of them to the next
_ROW_DEPTH = 4  # levels
_KEY = 40  # characters by which a line of the body is found again among the blocks
_MOST_LINKS = 60  # in one element
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_HOST = re.compile(r"^(?:https?:)?//[^/]*", re.IGNORECASE)
_NOWHERE = ("javascript:", "mailto:", "tel:", "#")
_Links = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teasers:
    """The reports that a page points to.

    `heads` are the places of all blocks that are headlines of other pages, one for each time that another
    page is named; `count` of them have an excerpt, `places` are where those and their excerpts stand,
    `texts` how the excerpts begin, `length` how long they are together, `is_cut` whether one ends in "…".
    """

    heads: tuple[int, ...]
    count: int
    length: int
    places: frozenset[int]
    texts: frozenset[str]
    headlines: tuple[str, ...]
    is_cut: bool


def begins(text: str) -> str:
    """Give the beginning of a text by which `Teasers.texts` knows it."""
    return text[:_KEY]


def find_teasers(page: tuple[Block, ...], own: frozenset[str], titles: str) -> Teasers:
    """Find headlines with excerpts: items that hold one each, or headings that texts follow without a box.

    `own` are the addresses of the page itself (see `own_addresses`), `titles` its own titles, folded: a link
    that leads there or bears one is no headline.
    """
    heads = list(_headlines(page, own, titles))
    chosen = _boxed(page, heads)
    chosen = (_flat(page, heads) or _in_rows(page, heads)) | chosen
    places = [index for indices in chosen.values() for index in indices]
    return Teasers(
        heads=tuple(heads),
        count=len(chosen),
        length=sum(len(page[index].text) for index in places),
        places=frozenset((*chosen, *places)),
        texts=frozenset(begins(page[index].text) for index in places),
        headlines=tuple(page[head].text for head in chosen),
        is_cut=any(_CUT.search(page[index].text) for index in places),
    )


def own_addresses(tree: HtmlElement, metas: Metas, url: str) -> frozenset[str]:
    """Give the addresses under which the page knows itself, without scheme, host and fragment."""
    canonical = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    known = [url, *canonical[:1], metas.first("og:url") or ""]
    return frozenset(address for one in known if (address := _address(_joined(url, one))))


def leads_away(element: HtmlElement, own: frozenset[str]) -> bool:
    """Say whether a heading is one link to another page."""
    links = [*islice(element.iter("a"), 2), *islice(element.iterancestors("a"), 1)]
    targets = {target for link in links if (target := _address(link.get("href") or ""))}
    return len(targets) == 1 and not targets & own


def _headlines(page: tuple[Block, ...], own: frozenset[str], titles: str) -> Iterator[int]:
    """Give the places of blocks that are one link to another page, and a date or the like beside it."""
    links = _LinkTable()
    last = ""  # "read more" below an excerpt leads where its headline does
    found = 0
    for index, block in enumerate(page):
        if block.linked < _SHORTEST:
            continue
        if not block.is_link and len(block.text) - block.linked > _BESIDE:
            continue
        target = links.target(block)
        if target is None or target == last or target in own or fold(block.text) in titles:
            continue
        last = target
        yield index
        found += 1
        if found == _MOST:
            return


@dataclass(frozen=True, slots=True)
class _LinkTable:
    """Where the links of elements lead: each element is looked through once."""

    _known: dict[HtmlElement, _Links] = field(default_factory=dict)

    def target(self, block: Block) -> str | None:
        """Give where the one link of a block leads; None for several links (a menu) and for none."""
        links = self._known.get(block.element)
        if links is None:
            links = self._known[block.element] = _links(block.element)
        if not links:
            return next((_address(a.get("href") or "") for a in block.element.iterancestors("a")), None)
        enough = block.linked * 7
        for text, target in links:
            if len(text) * 10 >= enough and text[:_KEY] in block.text:
                return target
        return None


def _links(element: HtmlElement) -> _Links:
    """Give the texts and the targets of an element's first links."""
    return [
        (squeeze(whole_text(link)), _address(link.get("href") or ""))
        for link in islice(element.iter("a"), _MOST_LINKS)
    ]


def _boxed(page: tuple[Block, ...], heads: list[int]) -> dict[int, list[int]]:
    """Give the headlines that stand in boxes of one kind, with the places of the texts below each."""
    held = Counter(element for index in heads for element in _self_and_ancestors(page[index].element))
    items = {_item(page[index].element, held): index for index in heads}
    before, after = Counter[int](), dict[int, list[int]]()
    first, last = (heads[0], heads[-1]) if heads else (0, -1)
    for index in range(max(0, first - _NEAR), min(len(page), last + _MOST)):
        block = page[index]
        around = _self_and_ancestors(block.element)
        head = next((items[element] for element in around if element in items), index)
        if index < head:
            before[head] += len(block.text)
        elif index > head and not block.is_link:
            after.setdefault(head, []).append(index)
    boxed = {
        head: below
        for head, below in after.items()
        if before[head] <= _ABOVE and sum(len(page[index].text) for index in below) >= _EXCERPT
    }
    kinds = {head: _kind(element) for element, head in items.items() if head in boxed}
    often = Counter(kinds.values())
    alike = {head: below for head, below in boxed.items() if often[kinds[head]] > 1}
    return alike or dict([one for one in boxed.items() if len(one[1]) <= _FEW][:1])


def _flat(page: tuple[Block, ...], heads: list[int]) -> dict[int, list[int]]:
    """Give several headings of one rank that link away, and the texts beside each up to the next heading."""
    found: dict[int, list[int]] = {}
    for index in heads:
        heading = page[index].element
        if heading.tag not in _HEADINGS:
            continue
        for place, block in enumerate(page[index + 1 : index + 6], index + 1):
            if block.element.tag in _HEADINGS or (len(block.text) >= _SHORTEST and block.is_link):
                break
            near = islice(block.element.iterancestors(), 2)
            beside = any(ancestor is heading.getparent() for ancestor in near)
            if beside and not block.is_link and len(block.text) >= _EXCERPT:
                found.setdefault(index, []).append(place)
    often = Counter(page[index].element.tag for index in found)
    return {index: places for index, places in found.items() if often[page[index].element.tag] >= _FLAT}


def _in_rows(page: tuple[Block, ...], heads: list[int]) -> dict[int, list[int]]:
    """Give headlines in rows of one element and the texts in the rows below each: an item is no box there.

    All but few of the headlines must be followed by a text or two, so that it is no report with references.
    """
    rows = {index: _row(page, index) for index in heads}
    groups: dict[HtmlElement, list[int]] = {}
    for index, row in rows.items():
        parent = row.getparent()
        if parent is not None:
            groups.setdefault(parent, []).append(index)
    found: dict[int, list[int]] = {}
    for parent, indices in groups.items():
        if len(indices) < _ROWS:
            continue
        ends = (*indices[1:], min(len(page), indices[-1] + _ROW_BLOCKS))
        items = {
            index: [
                place
                for place in range(index + 1, min(end, index + _ROW_BLOCKS))
                if not page[place].is_link
                and len(page[place].text) >= _EXCERPT
                and any(above is parent for above in islice(page[place].element.iterancestors(), _ROW_DEPTH))
            ]
            for index, end in zip(indices, ends, strict=True)
        }
        told = {index: texts for index, texts in items.items() if texts}
        near = sum(end - index <= _ROW_BLOCKS for index, end in zip(indices, ends, strict=True))
        if len(told) >= _ROWS and len(told) * 5 >= len(indices) * 4 and near * 5 >= len(indices) * 4:
            found.update(told)
    return found


def _row(page: tuple[Block, ...], index: int) -> HtmlElement:
    """Give the outermost element that holds nothing beside a headline."""
    row = page[index].element
    while (parent := row.getparent()) is not None:
        beside = [page[place].element for place in (index - 1, index + 1) if 0 <= place < len(page)]
        if any(one is parent or parent in one.iterancestors() for one in beside):
            break
        row = parent
    return row


def _item(element: HtmlElement, held: Counter[HtmlElement]) -> HtmlElement:
    """Give the outermost ancestor that holds no other headline."""
    item = element
    for ancestor in element.iterancestors():
        if held[ancestor] > 1:
            break
        item = ancestor
    return item


def _kind(element: HtmlElement) -> tuple[str, str]:
    words = (element.get("class") or "").split()
    return str(element.tag), words[0] if words else ""


def _self_and_ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _address(href: str) -> str | None:
    """Give a link's target as it is compared: without scheme, host and fragment; None for none."""
    target = href.strip().partition("#")[0]
    if not target or target.lower().startswith(_NOWHERE):
        return None
    return _HOST.sub("", target).rstrip("/") or "/"


def _joined(url: str, link: str) -> str:
    """Give the link made absolute, the link itself where it is no address («http://[»)."""
    try:
        return urljoin(url, link)
    except ValueError:
        return link
