"""Who signed a report: what the page prints about its title first, then what its metadata says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from lxml.html import HtmlElement

from extractors.agencies import agency_named
from extractors.arabic import fold
from extractors.article import Byline
from extractors.byline_forms import (
    PENS,
    are_short_names,
    is_bare_name,
    is_byline,
    is_credit,
    is_label,
    is_names,
    says_names,
    says_who,
)
from extractors.byline_marks import NOT_OURS, is_marked, is_source
from extractors.byline_openings import opening_byline
from extractors.byline_parts import are_names
from extractors.byline_text import parse_byline
from extractors.byline_words import ROLE
from extractors.dates import is_date_line
from extractors.document import Block, blocks, squeeze, whole_text
from extractors.jsonld import Claims
from extractors.metas import Metas
from extractors.name_shapes import looks_like_person
from extractors.story import Story, is_caption

_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
)
_PARTS = re.compile(r"\s*[|•·]\s*")
_IN_LINE = re.compile(
    r"(?:^|[|،\-–])\s*((?:كتبت?|بقلم|إعداد|تحرير)\s*[:/]\s*[^|،\d]{3,60}?)\s*(?:$|[|،\-–]\s)"
)
_HEIGHT = 3  # ancestors in which a byline's class may stand
_LONGEST_LINE = 160
_MOST_LINES = 6
_INTRODUCED = 3  # first blocks of a text, among which who wrote may follow an introduction
_MOST_PARTS = 200  # elements of a line that are looked at
_SMALL_BOX = 3  # elements of a box that is a picture and its caption
_OPENINGS = ("strong", "b")
_EMPHASIS = ("strong", "b", "em", "i", "u")
_LEFT = re.compile(r"text-align\s*:\s*(?:left|end)", re.IGNORECASE)
_SIGNING = (
    "a",
    "span",
    "div",
    "p",
    "address",
    "li",
    "strong",
    "b",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "cite",
    "td",
)


def read_byline(
    tree: HtmlElement, story: Story, metas: Metas, claims: Claims, own: frozenset[str]
) -> Byline | None:
    """Give who signed the report: as printed, with persons, places and agency; None where nobody did.

    `own` are the folded names of the outlet, which is no author. What readers see counts before metadata,
    whose authors are often the accounts of a publishing system.
    """
    above = story.above()
    seen = [*_labelled(above, story, own), *_visible((*above, *story.before()), story, own, near_title=True)]
    named = next((byline for byline in seen if byline.persons), None)
    if named is None:
        below = [
            *_elsewhere(tree, story, own),
            *_labelled(story.below(), story, own),
            *_visible(story.below(), story, own),
            *_signed(story, own),
        ]
        named = next((byline for byline in below if byline.persons), None)
        seen += below
    said = _said(metas, claims, own)
    if named is not None:
        return named
    if said is not None and said.persons and (not seen or _is_printed(said, story)):
        return said
    signed = next((byline for byline in seen if byline.agency or byline.places), None)
    if signed is not None:
        return signed
    if said is not None and (said.persons or said.agency) and not seen:
        return said
    return next(iter(seen), None)


def selected_byline(texts: Iterable[str], own: frozenset[str]) -> Byline | None:
    """Give the byline in the elements that an outlet's declaration names."""
    return _merged(texts, own)


def _visible(
    lines: Iterable[Block], story: Story, own: frozenset[str], *, near_title: bool = False
) -> Iterator[Byline]:
    """Give the bylines among the lines about a title: in an element so marked, or of an unmistakable form."""
    done: set[HtmlElement] = set()
    for block in lines:
        if len(block.text) > _LONGEST_LINE * 2 or _is_of_others(block.element, story):
            continue
        holder = _marked_above(block.element, story)
        if holder is not None:
            if holder not in done:
                done.add(holder)
                found = _merged((line.text for line in blocks(holder)), own)
                yield from _some(_without_sources(found, holder))
            continue
        marked = [part for part in islice(block.element.iter(), _MOST_PARTS) if is_marked(part)]
        if len(marked) == 1:
            found = _merged([squeeze(whole_text(marked[0]))], own)
            yield from _some(_without_sources(found, marked[0]))
        elif marked:
            yield from _some(_of_marked(marked, block, own))
        elif near_title and (names := _linked_names(block)):
            found = _merged(names, own)
            yield from _some(replace(found, printed=block.text) if found else None)
        else:
            yield from _unmarked(block, own, near_title=near_title)
            if near_title and block.is_link and is_bare_name(block.text) and _is_beside_date(block, story):
                yield from _some(parse_byline(block.text, own))


def _linked_names(block: Block) -> list[str]:
    """Give the names of a line of several links that «و» or a comma joins, a word like «كتب» before them."""
    if not block.is_link and not ROLE.match(block.text):
        return []
    names = [squeeze(whole_text(link)) for link in islice(block.element.iter("a"), _MOST_LINES)]
    if len(names) < 2 or not all(map(is_bare_name, names)):
        return []
    rest = block.text
    for name in names:
        rest = rest.replace(name, "", 1)
    rest = rest.strip(" و،,:")
    return names if not rest or ROLE.fullmatch(rest) else []


def _without_sources(byline: Byline | None, holder: HtmlElement) -> Byline | None:
    """Give the byline of an element; in a source's, only what is shaped like a name is a person."""
    if byline is None or not is_source(holder):
        return byline
    return replace(byline, persons=tuple(filter(are_names, byline.persons)))


def _is_beside_date(block: Block, story: Story) -> bool:
    """Say whether the line before or after a line is a date."""
    lines = story.above()
    at = next((number for number, line in enumerate(lines) if line is block), None)
    return at is not None and any(
        is_date_line(line.text) for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    )


def _labelled(lines: tuple[Block, ...], story: Story, own: frozenset[str]) -> Iterator[Byline]:
    """Give the bylines whose word and name are lines of their own: «بقلم:» and, after it, «سامر العلي»."""
    for label, block in pairwise(lines):
        if not is_label(label.text) or len(block.text) > _LONGEST_LINE or story.is_apart(block.element):
            continue
        byline = parse_byline(block.text, own)
        if are_short_names(byline.persons):
            yield replace(byline, printed=f"{label.text} {byline.printed}")


def _is_of_others(element: HtmlElement, story: Story) -> bool:
    """Say whether a line belongs to a picture, to what is no part of the report, or names a publisher."""
    parent = element.getparent()
    kinds = (element.get("itemtype"), parent.get("itemtype") if parent is not None else None)
    return (
        any(kind and "Organization" in kind for kind in kinds)
        or is_caption(element)
        or any(NOT_OURS(node.get("class") or "") for node in (element, parent) if node is not None)
        or story.is_apart(element)
    )


def _of_marked(marked: list[HtmlElement], block: Block, own: frozenset[str]) -> Byline | None:
    """Give the byline of a line with several marked parts; links of it are a name each, however joined."""
    byline = _merged([_between(marked, block)], own)
    links = [squeeze(whole_text(part)) for part in marked if part.tag == "a"]
    each = _merged(links, own) if len(links) > 1 else None
    if byline is not None and each is not None and len(each.persons) > len(byline.persons):
        return replace(byline, persons=each.persons)
    return byline


def _between(marked: list[HtmlElement], block: Block) -> str:
    """Give the line from the first marked part to the last."""
    texts = [text for part in marked if (text := squeeze(whole_text(part)))]
    if not texts:
        return ""
    start = block.text.find(texts[0])
    end = block.text.rfind(texts[-1])
    return block.text[start : end + len(texts[-1])] if 0 <= start <= end else "، ".join(dict.fromkeys(texts))


def _unmarked(block: Block, own: frozenset[str], *, near_title: bool) -> Iterator[Byline]:
    named = not block.is_link and not _is_beside_picture(block.element)
    if named and near_title and is_credit(block.text, own):
        yield from _some(parse_byline(block.text, own))
        return
    for part in _PARTS.split(block.text):
        if is_byline(part, own) or (
            named and part is block.text and (is_names(part, own) or (near_title and says_names(part, own)))
        ):
            yield from _some(parse_byline(part, own))
        elif len(part) <= _LONGEST_LINE and (match := _IN_LINE.search(part)):
            yield from _some(parse_byline(match[1], own))


def _is_beside_picture(element: HtmlElement) -> bool:
    """Say whether a line stands with a picture, which it may name: right after one, or in its box."""
    before, parent = element.getprevious(), element.getparent()
    near = [element] if len(whole_text(element)) <= _LONGEST_LINE else []
    near += [before] if before is not None else []
    if parent is not None and len(parent) <= _SMALL_BOX and len(whole_text(parent)) <= _LONGEST_LINE:
        near.append(parent)
    return any(next(node.iter("img"), None) is not None for node in near)


def _elsewhere(tree: HtmlElement, story: Story, own: frozenset[str]) -> Iterator[Byline]:
    """Give the bylines that rel=author or microdata mark, wherever they stand but in what is apart."""
    found = [
        element
        for element in islice(filter(_signs, tree.iter(*_SIGNING)), _MOST_LINES)
        if not _is_of_next(element, story)
        and "Organization" not in (element.get("itemtype") or "")
        and not story.is_apart(element)
    ]
    yield from _some(_merged((line.text for element in found for line in blocks(element)), own))


def _signs(element: HtmlElement) -> bool:
    return (
        element.get("rel") == "author"
        or element.get("itemprop") == "author"
        or (element.get("property") or "").removeprefix("schema:") == "author"
    )


def _is_of_next(element: HtmlElement, story: Story) -> bool:
    """Say whether another heading of the first rank stands between the title and an element."""
    if story.at < 0:
        return False
    title = story.seen[story.at].element
    tops = element.xpath("preceding::h1")
    return title in tops and tops[-1] is not title


def _signed(story: Story, own: frozenset[str]) -> Iterator[Byline]:
    """Give the byline that opens the prose, follows its introduction, or signs it in its last line."""
    for block in story.seen[story.first : story.first + 1]:
        yield from _some(opening_byline(block.text, own))
        for part in block.element.iter(*_OPENINGS):
            text = squeeze(whole_text(part))
            line = text.rstrip(" -–—:ـ")
            if block.text.startswith(text) and (is_byline(line, own) or is_credit(line, own)):
                yield from _some(parse_byline(text, own))
            break
    for block in story.seen[story.first + 1 : min(story.first + _INTRODUCED, story.last)]:
        if not block.is_link and says_who(block.text) and is_byline(block.text, own):
            yield from _some(parse_byline(block.text, own))
    ends = story.seen[story.last : story.last + 1]
    for block in story.below():
        if block.is_link or not ends or story.is_apart(block.element):
            continue
        if is_byline(block.text, own):
            yield from _some(parse_byline(block.text, own))
            continue
        beside = block.element.getparent() is ends[0].element.getparent() or block.element is ends[0].element
        text = block.text.strip(PENS)
        signs = is_bare_name(text) or (looks_like_person(text) and _is_set_apart(block))
        if beside and (signs or says_who(text)):
            yield from _some(parse_byline(block.text, own))


def _is_set_apart(block: Block) -> bool:
    """Say whether a line is printed otherwise than prose: all of it bold or slanted, or on the other side."""
    for node in block.element.iter(*_EMPHASIS):
        if squeeze(whole_text(node)) == block.text:
            return True
    style = block.element.get("style") or ""
    return block.element.get("align") == "left" or _LEFT.search(style) is not None


def _said(metas: Metas, claims: Claims, own: frozenset[str]) -> Byline | None:
    """Give the byline of the metadata: of JSON-LD, else of a meta."""
    own |= {fold(name) for name in claims.organizations if not agency_named(name)}
    for names in (claims.authors, *(metas.all(name) for name in _METAS)):
        byline = _merged(dict.fromkeys(names), own)
        if byline is not None and (byline.persons or byline.agency or byline.places):
            return byline
    return None


def _is_printed(byline: Byline, story: Story) -> bool:
    """Say whether the lines about the report print one of the names."""
    names = [fold(name) for name in byline.persons]
    lines = (*story.above(), *story.before(), *story.below())
    return any(
        name in fold(block.text) for block in lines if len(block.text) <= _LONGEST_LINE for name in names
    )


def _marked_above(element: HtmlElement, story: Story) -> HtmlElement | None:
    node: HtmlElement | None = element
    for _ in range(_HEIGHT):
        if node is None or node in story.holders:
            return None
        if is_marked(node):
            return node
        node = node.getparent()
    return None


def _merged(lines: Iterable[str], own: frozenset[str]) -> Byline | None:
    """Give what several lines say together; None when they name nobody."""
    found: list[Byline] = []
    for line, _ in zip(lines, range(_MOST_LINES), strict=False):
        byline = parse_byline(line, own)
        if byline.printed and byline not in found:
            found.append(byline)
    if len(found) > 1:
        found = [byline for byline in found if byline.persons or byline.agency or byline.places] or found[:1]
    if not found:
        return None
    return Byline(
        printed="، ".join(dict.fromkeys(byline.printed for byline in found)),
        persons=tuple(dict.fromkeys(name for byline in found for name in byline.persons)),
        places=tuple(dict.fromkeys(place for byline in found for place in byline.places)),
        agency=next((byline.agency for byline in found if byline.agency), None),
    )


def _some(byline: Byline | None) -> Iterator[Byline]:
    if byline is not None and byline.printed:
        yield byline
