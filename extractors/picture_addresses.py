"""The address of a picture: lazy loading and sets of sizes, made absolute; and pictures that are none."""

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

_LAZY = (
    *("data-src", "data-original", "data-lazy-src", "data-lazy", "data-srcset", "data-url", "data-image"),
    *("data-original-src", "data-full-src", "data-large_image", "data-lazyload", "data-echo", "data-img-url"),
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_SIZE = re.compile(r"^\s*(\d+(?:\.\d+)?)([wx])\s*$")
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|\S)\s*(\d+(?:\.\d+)?[wx])?\s*(?:,|$)")
_MOST_CANDIDATES = 30
_LONGEST_SET = 5000  # characters
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|placeholder|spacer|pixel|1x1|transparent|loading|loader|lazy|grey|gray|default-?image|no-?image"
    r"|noimage|empty)(?:[_.-][\w-]*)?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:^|[/_.-])(?:logos?|icons?|favicon|avatars?|sprite|emoji|smil(?:ey|ies)|captcha|counter|badge|button|btn|arrow"
    r"|share|social|facebook|twitter|whatsapp|telegram|youtube|instagram|rss|print|banner|ads?|advert\w*|stars?"
    r"|loading|spinner|pixel|gravatar|appstore|googleplay|arrow\w*)(?=[/_.\-\d]|$)",
    re.IGNORECASE,
)
_TRACKER = re.compile(
    r"(?:facebook[^/]*\.(?:png|svg|gif)|whatsapp[^/]*\.png|twitter[^/]*\.png|messenger[^/]*\.png|telegram[^/]*\.png|/pixel|/track|/beacon|/counter|doubleclick|/delivery/|scorecard|/hit\b|analytics|facebook\.com/tr)"
)
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:logo|icon|avatar|emoji|author-?(?:image|img|photo|pic)|share|social|print-icon|captcha|lazy-placeholder"
    r"|tracking|pixel|ad|ads|advert\w*|banner|smiley|wp-smiley|user-?(?:image|photo|pic))(?:[\s_-]|$)",
    re.IGNORECASE,
)
_SMALLEST = 60  # pixels; what is smaller on either side is an icon
_SIZES_IN_NAME = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)|-scaled(?=\.\w{3,4}$)")
_SIZE_FOLDER = re.compile(
    r"/(?:styles/[^/]+/public|resize|w\d{2,4}|\d{2,4}x\d{2,4}|thumbs?|small|medium|large|original|xlarge|w_\d+[^/]*)(?=/)",
    re.I,
)
_DOUBLE_ENDING = re.compile(r"(\.(?:jpe?g|png|webp|gif))\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|bmp)", re.IGNORECASE)
_TELLING_NUMBER = re.compile(r"\d{6}")
_TELLING_NAME = 20  # characters of a name that no other picture has
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")


class Base:
    """What addresses on a page are relative to: its <base>, else its own address."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        """Read the first <base> of the page."""
        declared = next(iter(tree.iter("base")), None)
        self.url = url
        href = (declared.get("href") or "").strip() if declared is not None else ""
        if href:
            self.url = self.absolute(href) or url

    def absolute(self, address: str) -> str | None:
        """Give an address made absolute; None for what is not http(s) or no address."""
        address = "".join(address.split()) if "\n" in address or "\t" in address else address.strip()
        if not address or address.startswith("#"):
            return None
        try:
            joined = urljoin(self.url, address)
            parts = urlsplit(joined)
            host = parts.hostname
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not host:
            return None
        return joined.replace(" ", "%20")


def address_of(element: HtmlElement, base: Base) -> str | None:
    """Give the address of the picture an <img> shows once it is loaded; None for a placeholder or none."""
    for value in (*(element.get(name) for name in _LAZY), element.get("src")):
        if not value:
            continue
        address = base.absolute(_largest(value) if "," in value or " " in value.strip() else value)
        if address is not None and not _PLACEHOLDER.search(address):
            return address
    for holder in (element, *_sources(element)):
        for name in _SETS:
            value = holder.get(name)
            address = base.absolute(_largest(value)) if value else None
            if address is not None and not _PLACEHOLDER.search(address):
                return address
    return None


def is_furniture(element: HtmlElement | None, address: str) -> bool:
    """Say whether a picture is no picture of a report: a logo, an icon, a counter."""
    path = urlsplit(address).path
    if _FURNITURE.search(path.rpartition("/")[2]) or _TRACKER.search(address) or path.endswith(".svg"):
        return True
    if element is None:
        return re.search(r"(?:^|[/_.-])(?:logo|icon|avatar)s?(?:[/_.-]|$)", path, re.IGNORECASE) is not None
    if re.search(r"/(?:icons?|avatars?|emoji|smilies|logos?|captcha|counter)/", path, re.IGNORECASE):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    parent = element.getparent()
    if parent is not None:
        marks = f"{marks} {parent.get('class') or ''}"
    if _FURNITURE_CLASS.search(marks):
        return True
    return any(0 <= size < _SMALLEST for size in (_pixels(element, "width"), _pixels(element, "height")))


def picture_key(address: str) -> str:
    """Give what forms of one picture have in common: its name without size, whatever the host."""
    parts = urlsplit(address)
    path = _SIZE_FOLDER.sub("", _SIZES_IN_NAME.sub("", _DOUBLE_ENDING.sub(r"\1", parts.path))).lower()
    folder, _, name = path.rpartition("/")
    if not _PICTURE_NAME.search(name):
        return f"{path}?{parts.query}"
    if len(name) >= _TELLING_NAME or _TELLING_NUMBER.search(name):
        return name
    return f"{folder.rpartition('/')[2]}/{name}"


def _largest(candidates: str) -> str:
    """Give the address of the widest candidate of a srcset."""
    best, width = "", -1.0
    candidates = candidates[:_LONGEST_SET]
    for match, _ in zip(_CANDIDATE.finditer(candidates), range(_MOST_CANDIDATES), strict=False):
        size = _SIZE.match(match[2] or "1x")
        value = float(size[1]) if size else 0.0
        if value > width:
            best, width = match[1], value
    return best


def _sources(element: HtmlElement) -> list[HtmlElement]:
    # libxml2 does not know that <source> is void: an <img> after it becomes its child.
    picture = next(element.iterancestors("picture"), None)
    return list(picture.iter("source")) if picture is not None else []


def _pixels(element: HtmlElement, name: str) -> int:
    match = _PIXELS.match(element.get(name) or "")
    return int(match[1]) if match else -1
