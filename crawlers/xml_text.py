"""XML as newsrooms serve it, made fit for a parser: charset, DTD, ampersands, what stands before the root."""

import html.entities
import re
from dataclasses import dataclass

from crawlers.candidates import Problems
from crawlers.charsets import decode

PROLOG_PIECE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*", re.DOTALL | re.IGNORECASE)
ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
# A bare & is one that starts no reference that XML knows.
BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
HTML_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
NUMBERED = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));")
XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
# XML 1.0, section 2.2: the only characters a document may hold.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HTML_ROOTS = frozenset({"html", "head", "body", "div", "script", "meta", "title", "p", "table", "br", "span"})


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlText:
    """A document from its root element on (declaration, DOCTYPE and leading rubbish taken off)."""

    root: str | None  # local name of the root in lower case, None when there is no element
    text: str

    @property
    def is_html(self) -> bool:
        """Whether an HTML page was served."""
        return self.root in HTML_ROOTS


def xml_text(body: bytes, content_type: str | None, problems: Problems) -> XmlText | None:
    """The document, or None when it carries a DTD of its own, whose entities are never expanded.

    Notes `charset` when the label lies and `leading-text` when something stands before the root.
    """
    decoded = decode(body, content_type)
    if decoded.lies:
        problems.add("charset", f"labelled {decoded.label}, read as {decoded.charset}")
    text = decoded.text.lstrip("\ufeff")
    start, has_dtd = _prolog_end(text)
    if has_dtd:
        return None
    root = ROOT.match(text, start) or ROOT.search(text, start)
    if root is None:
        return XmlText(root=None, text=text)
    if text[start : root.start()].strip():
        problems.add("leading-text", text[start : root.start()].strip()[:80])
    return XmlText(root=root.group(1).lower(), text=text[root.start() :])


def _prolog_end(text: str) -> tuple[int, bool]:
    """Where the root element should start, and whether a document type with its own subset comes before."""
    position = 0
    while piece := PROLOG_PIECE.match(text, position):
        position = piece.end()
        if piece.group()[:9].upper() == "<!DOCTYPE":
            if text[position : position + 1] == "[":
                return position, True
            position += 1  # its closing ">"
    return position, text[position : position + 8].upper() == "<!ENTITY"


def well_formed_text(text: str, problems: Problems) -> str:
    """`text` with bare ampersands escaped, HTML's named entities and unlawful characters resolved.

    CDATA sections are left as they are. Notes `bare-ampersand` and `unlawful-characters` with their counts.
    """
    pieces = CDATA.split(text)
    ampersands = unlawful = 0
    for number, piece in enumerate(pieces):
        fixed = piece
        if number % 2 == 0 and "&" in piece:
            fixed = NUMBERED.sub(_lawful_reference, HTML_ENTITY.sub(_character, piece))
            fixed, count = BARE_AMPERSAND.subn("&amp;", fixed)
            ampersands += count
        pieces[number], count = NOT_XML.subn("\ufffd", fixed)
        unlawful += count
    if ampersands:
        problems.add("bare-ampersand", f"{ampersands} repaired")
    if unlawful:
        problems.add("unlawful-characters", f"{unlawful} replaced")
    return "".join(pieces)


def _character(entity: re.Match[str]) -> str:
    name = entity.group(1)
    if name in XML_ENTITIES or name not in html.entities.name2codepoint:
        return entity.group()
    return chr(html.entities.name2codepoint[name])


def _lawful_reference(reference: re.Match[str]) -> str:
    digits, hexadecimal = reference.groups()
    number = int(digits) if digits else int(hexadecimal, 16)
    lawful = number <= 0x10FFFF and not NOT_XML.match(chr(number))
    return reference.group() if lawful else "\ufffd"
