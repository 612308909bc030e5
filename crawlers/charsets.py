"""From the bytes of a page, feed or sitemap to its text, whatever charset it claims to be in.

Labels lie: text that decodes as UTF-8 is UTF-8 whatever the label says, and an unlabelled page of an Arabic
newsroom that is not UTF-8 is windows-1256.
"""

import codecs
import re
from dataclasses import dataclass

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKLESS_UTF_16 = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))  # XML 1.0, appendix F
# Only these: Python knows codecs (unicode_escape, utf-7, punycode) that no page is in and that cost or raise.
LABEL = re.compile(
    r"(?:utf-?8|utf-?16(?:-?[lb]e)?|(?:windows|cp|x-cp)-?125[0-8]|iso-?8859-?(?:[1-9]|1[0-6])|us-ascii|ascii"
    r"|latin-?1|asmo-708|cp-?720|cp-?864|mac-?arabic|koi8-r|gb2312|gbk|gb18030|big5|shift_jis|euc-kr)",
)
PYTHON_NAMES = {
    "iso-8859-1": "cp1252",  # as every browser reads it (WHATWG Encoding, section 4.2)
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "asmo-708": "iso-8859-6",
    "mac-arabic": "mac-arabic",
}
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
DECLARED_CHARSET = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)"""
    rb"""|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""",
    re.IGNORECASE,
)
ARABIC_WINDOWS = "cp1256"  # has a character for every byte
SAMPLE = 1 << 18  # bytes that decide whether a text with damage is UTF-8
DECLARATION_LIES_WITHIN = 4096  # bytes; HTML allows 1,024, real pages put scripts first


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the charset it was read in and the one it was labelled with (None without a label)."""

    text: str
    charset: str
    label: str | None

    @property
    def lies(self) -> bool:
        """Whether the label named another charset than the one that reads."""
        if self.label is None or self.text.isascii():
            return False
        labelled = codec_of(self.label)
        return labelled is None or not self.charset.startswith(labelled)


def codec_of(label: str) -> str | None:
    """Python's name for a charset label, or None for labels that no page can be in."""
    name = label.strip().lower().replace("_", "-")
    if not LABEL.fullmatch(name):
        return None
    name = PYTHON_NAMES.get(name, name.removeprefix("x-").replace("cp-", "cp"))
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decode(body: bytes, content_type: str | None) -> Decoded:
    """The text of `body`: byte order mark, UTF-8 when it is that, the labels, windows-1256; never fails."""
    label = _label(body, content_type)
    for mark, charset in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return Decoded(text=body[len(mark) :].decode(charset, "replace"), charset=charset, label=label)
    for start, charset in MARKLESS_UTF_16:
        if body.startswith(start):
            return Decoded(text=body.decode(charset, "replace"), charset=charset, label=label)
    labelled = codec_of(label) if label else None
    try:
        return Decoded(text=body.decode("utf-8"), charset="utf-8", label=label)
    except UnicodeDecodeError:
        charset = ARABIC_WINDOWS
    if _mostly_utf_8(body):
        charset = "utf-8"
    elif labelled and _reads(body, labelled):
        charset = labelled
    return Decoded(text=body.decode(charset, "replace"), charset=charset, label=label)


def _reads(body: bytes, charset: str) -> bool:
    """Whether every byte is a character in `charset`."""
    try:
        body.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _label(body: bytes, content_type: str | None) -> str | None:
    """The charset of the header, unless it is Latin-1 (a server's default) and the document names its own."""
    header = HEADER_CHARSET.search(content_type or "")
    declared = DECLARED_CHARSET.search(body[:DECLARATION_LIES_WITHIN])
    names = [header.group(1)] if header else []
    if declared:
        names.append((declared.group(1) or declared.group(2)).decode("ascii"))
    names = [name for name in names if codec_of(name)] or names
    ours = [name for name in names if codec_of(name) != "cp1252"]
    return (ours or names or [None])[0]


def _mostly_utf_8(body: bytes) -> bool:
    """Whether nearly all non-ASCII bytes form UTF-8: one damaged character changes no charset."""
    text = body[:SAMPLE].decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return damaged * 20 < sum(1 for character in text if character > "\x7f") - damaged
