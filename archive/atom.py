"""Atom feeds (RFC 4287) as XML in UTF-8: what all feeds of an archive have alike.

Texts are plain, never markup: what a page printed stays text in every reader.
"""

import unicodedata
import uuid
from collections.abc import Mapping
from xml.etree import ElementTree

from archive.language import Saying
from archive.terminal import BIDI_CONTROLS

ATOM = "http://www.w3.org/2005/Atom"
LANG = "xml:lang"
_UNFIT = frozenset({"Cc", "Cs", "Cn", "Co"})  # controls, half pairs, what is no character or nobody's


def new_feed(feed_id: str, title: Saying, updated: str) -> ElementTree.Element:
    """A feed without entries, in Arabic, its title in English beside; `updated` is a moment of RFC 3339."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, LANG: "ar"})
    add(feed, "id", feed_id)
    add(feed, "title", title.in_arabic())
    add(feed, "subtitle", title.in_english(), {LANG: "en"})
    add(feed, "updated", updated)
    add(ElementTree.SubElement(feed, "author"), "name", "Warraq")
    return feed


def as_xml(feed: ElementTree.Element) -> bytes:
    """The feed as a file; it is indented in place."""
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def add(
    parent: ElementTree.Element, tag: str, text: str, attributes: Mapping[str, str] | None = None
) -> None:
    """Put an element with this text, cleaned, at the end of the parent."""
    ElementTree.SubElement(parent, tag, dict(attributes or {})).text = clean(text)


def clean(text: str) -> str:
    """The text without what XML 1.0 forbids, other controls, and what turns the reading direction round."""
    return "".join(
        one
        for one in text
        if one == "\n"
        or (unicodedata.category(one) not in _UNFIT and unicodedata.bidirectional(one) not in BIDI_CONTROLS)
    )


def urn_of(*parts: str) -> str:
    """A URN that stays the same for the same parts."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("urn:warraq", *parts))).urn
