"""The pictures of a report, with caption and credit."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extractors.article import Image
from extractors.captions import alone_with, caption_of
from extractors.document import squeeze, whole_text
from extractors.jsonld import Claims
from extractors.metas import Metas
from extractors.picture_addresses import Base, address_of, is_furniture, picture_key
from extractors.picture_credits import split_credit
from extractors.story import Story

_MOST = 100
_MOST_LOOKED_AT = 1000
_MOST_BESIDE = 20  # links beside a picture that are compared with its own
_METAS = ("og:image", "og:image:secure_url", "twitter:image", "twitter:image:src")
_TAGS = ("img", "amp-img")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_TITLE_BOX = 2  # ancestors of a title that are its box
_LABEL = 15  # characters of a link that is no headline


def read_images(
    tree: HtmlElement,
    story: Story,
    metas: Metas,
    claims: Claims,
    url: str,
    title: str = "",
    own: frozenset[str] = frozenset(),
) -> tuple[Image, ...]:
    """Give the report's own pictures in document order, addresses made absolute against the page's URL.

    A picture that only metadata name comes first. Each picture once, in its largest printed form; pictures
    of menus, of related reports and of comments, logos, icons and counters are none of the report's.
    """
    base = Base(tree, url)
    host = urlsplit(base.url).hostname
    named = _named(metas, claims, base)
    named_key = picture_key(named) if named else None
    found: dict[str, Image] = {}
    for element, inside in islice(_near(story), _MOST_LOOKED_AT):
        address = address_of(element, base)
        if address is None or is_furniture(element, address) or _is_teaser(element, host):
            continue
        key = picture_key(address)
        if not (inside or key == named_key or _tops_title(element, story) or _in_figure(element, story)):
            continue
        caption, credit = split_credit(*caption_of(element, story, title), own)
        known = found.get(key)
        if known is None:
            found[key] = Image(url=address, caption=caption, credit=credit)
        elif known.caption is None and caption:
            found[key] = Image(url=known.url, caption=caption, credit=credit or known.credit)
        if len(found) >= _MOST:
            break
    if named is not None and named_key not in found:
        return (Image(url=named), *found.values())[:_MOST]
    return tuple(found.values())


def _named(metas: Metas, claims: Claims, base: Base) -> str | None:
    """Give the address of the picture that metadata call the report's; None for a logo."""
    for value in (*(metas.first(name) for name in _METAS), *claims.images):
        address = base.absolute(value) if value else None
        if address is not None and not is_furniture(None, address):
            return address
    return None


def _near(story: Story) -> Iterator[tuple[HtmlElement, bool]]:
    """Give the <img> elements of what holds title and prose, and whether they stand between the two."""
    holder = story.holder()
    if holder is None:
        return
    first = story.seen[story.at if story.at >= 0 else story.first].element
    last = story.seen[story.last].element
    tags = (*_TAGS, *(str(element.tag) for element in (first, last)))
    begun = ended = False
    for element in holder.iter(*tags):
        begun = begun or element is first
        if element.tag in _TAGS:
            inside = begun and not (ended and last not in element.iterancestors())
            if not story.is_apart(element) or _in_figure(element, story):
                yield element, inside or (ended and _in_gallery(element, last, story))
        ended = ended or element is last


def _in_gallery(element: HtmlElement, last: HtmlElement, story: Story) -> bool:
    """Say whether a picture after the text stands in the text's own box with a caption, and leads nowhere."""
    holder = last.getparent()
    if holder is None or next(element.iterancestors("a"), None) is not None:
        return False
    return holder in element.iterancestors() and alone_with(element, story) is not None


def _is_teaser(element: HtmlElement, host: str | None) -> bool:
    """Say whether a picture leads to another report or to an advertiser's site."""
    link = next(element.iterancestors("a"), None)
    href = (link.get("href") or "").strip() if link is not None else ""
    if link is None or not href or href.startswith("#") or _PICTURE.search(href.partition("?")[0]):
        return False
    if len(squeeze(whole_text(link))) > _LABEL:
        return True
    there = urlsplit(href).hostname if "//" in href else host
    if there != host and next(element.iterancestors("figure"), None) is None:
        return True
    holder = link.getparent()
    beside = islice(holder.iter("a"), _MOST_BESIDE) if holder is not None else ()
    return any(
        other is not link and other.get("href") == href and squeeze(whole_text(other)) for other in beside
    )


def _tops_title(element: HtmlElement, story: Story) -> bool:
    """Say whether a picture stands in the small box of the title itself."""
    if story.at < 0:
        return False
    title = story.seen[story.at].element
    boxes = [node for node, _ in zip(title.iterancestors(), range(_TITLE_BOX), strict=False)]
    return any(node in boxes and node not in story.prose_holders for node in element.iterancestors())


def _in_figure(element: HtmlElement, story: Story) -> bool:
    """Say whether a picture that is not between title and end stands in a figure of the report."""
    for node in element.iterancestors():
        if node in story.holders:
            return False
        if node.tag == "figure":
            parent = node.getparent()
            return parent is not None and not story.is_apart(parent)
    return False
