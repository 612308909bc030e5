"""An archived page that can be looked at and does nothing: no script, frame, form or address elsewhere.

Elements and attributes are kept by name; what is not named here goes. The policy that the page is answered
with (`archive/browse/replay_routes.py`) refuses once more what would run or load, so that a page which this
does not understand as a browser does still can do nothing.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from lxml.html import HtmlElement, tostring

from archive.browse.image_choices import image_choices
from archive.browse.inert_style import Lead, inert_style
from archive.browse.raster import raster_type
from extractors.charset import decode
from extractors.document import parse_page, whole_text
from extractors.urls import UrlError, normalise

LONGEST = 8 << 20  # bytes of a page; a longer one is not shown
MOST_PARTS = 400  # images and style sheets that one page asks the archive for

# Gone with all that is in them; how many of each kind there were is told.
_GONE: Mapping[str, str] = {
    **dict.fromkeys(("script", "template"), "scripts"),
    **dict.fromkeys(("iframe", "frame", "frameset", "portal", "fencedframe", "noframes"), "frames"),
    **dict.fromkeys(("object", "embed", "applet", "param", "noembed"), "objects"),
    **dict.fromkeys(("audio", "video", "track", "source", "bgsound", "canvas"), "media"),
    **dict.fromkeys(("svg", "math", "image"), "drawings"),
    **dict.fromkeys(("base", "meta", "title", "slot", "keygen", "isindex", "menuitem"), ""),
}
# Empty elements, of which libxml2 does not know that they are: what it finds in them stands behind them.
_EMPTY = frozenset(
    ("param", "embed", "track", "source", "bgsound", "frame", "keygen", "menuitem", "base", "meta", "image")
)
_RAW = frozenset(("xmp", "plaintext", "listing"))  # browsers read what is in them as text
_CONTROLS = frozenset(("button", "input", "select", "textarea", "fieldset", "optgroup", "option"))
_KEPT = frozenset(
    (
        *(
            "abbr",
            "align",
            "alt",
            "bgcolor",
            "border",
            "cellpadding",
            "cellspacing",
            "checked",
            "class",
            "clear",
        ),
        *("color", "cols", "colspan", "coords", "datetime", "dir", "face", "headers", "height", "hidden"),
        *(
            "hspace",
            "id",
            "label",
            "lang",
            "multiple",
            "noshade",
            "nowrap",
            "open",
            "placeholder",
            "reversed",
        ),
        *("role", "rows", "rowspan", "scope", "selected", "shape", "size", "span", "start", "title", "type"),
        *("usemap", "valign", "value", "vspace", "width"),
    )
)
_KEPT_BEGINNINGS = ("aria-", "data-")
_NAMED = frozenset(("a", "map"))  # whose name is a place in the page
_DOCTYPE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?(<!doctype[^<>]{0,300}>)", re.IGNORECASE | re.DOTALL)
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9_.:-]*")
_CONTROLLED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inert:
    """A page as it is shown: `html` (to be sent as UTF-8), and the addresses of the `parts` that it asks for.

    `left_out` counts what was taken out, by kind.
    """

    html: str
    parts: tuple[str, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a page is led: `part` gives the place of an image or style sheet in the archive, `link` that of a
    page, both for a normalised address; `held` says whether the archive has an answer of one."""

    part: Callable[[str], str]
    link: Callable[[str], str]
    held: Callable[[str], bool]


@dataclass(slots=True)
class _Work:
    base: str
    places: Places
    parts: dict[str, None] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    choices: Mapping[HtmlElement, list[str]] = field(default_factory=dict)

    def part(self, written: str) -> str | None:
        """Where an image or a style sheet is led; None to leave it out."""
        written = written.strip()
        if written[:5].lower() == "data:":
            return _data_image(written)
        url = self.absolute(written)
        if url is None or (url not in self.parts and len(self.parts) >= MOST_PARTS):
            return None
        self.parts[url] = None
        return self.places.part(url)

    def link(self, written: str) -> str | None:
        """Where a link leads; None for what is no address of the web."""
        written = written.strip()
        if written.startswith("#"):
            return written
        url = self.absolute(written)
        return None if url is None else self.places.link(url)

    def absolute(self, written: str) -> str | None:
        """The normalised address; None for what is none of the web."""
        try:
            joined = urljoin(self.base, written)
            return normalise(joined) if urlsplit(joined).scheme in ("http", "https") else None
        except (UrlError, ValueError):
            return None


def inert_page(body: bytes, content_type: str | None, url: str, places: Places) -> Inert | None:
    """The page that came from `url`, made inert; None when it is longer than LONGEST or holds no element."""
    if len(body) > LONGEST:
        return None
    text = decode(body, content_type).text
    tree, _ = parse_page(text)
    if tree is None:
        return None
    _blank_controls(tree)
    # Before anything is taken out: an image may be shown from what stands beside it.
    choices = {image: image_choices(image) for image in tree.iter("img")}
    work = _Work(_base_of(tree, url), places, choices=choices)
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        children = list(element)
        if _treat(element, work):
            waiting.extend(reversed(children))
    html = tostring(tree, encoding="unicode", method="html")
    doctype = _DOCTYPE.match(text)
    head = doctype[1] if doctype else ""
    return Inert(
        html=f"{head}\n{html}",
        parts=tuple(work.parts),
        left_out={k: n for k, n in work.left_out.items() if k},
    )


def part_lead(url: str, places: Places) -> Lead:
    """How addresses in a style sheet that came from `url` are led."""
    return _Work(url, places).part


def _base_of(tree: HtmlElement, url: str) -> str:
    found = next((one.get("href") for one in tree.iter("base") if one.get("href")), "")
    try:
        base = urljoin(url, found)
        return base if urlsplit(base).scheme in ("http", "https") else url
    except ValueError:
        return url


def _treat(element: HtmlElement, work: _Work) -> bool:
    """Make one element inert; whether what is in it stays."""
    tag = element.tag
    if not isinstance(tag, str) or not _NAME.fullmatch(tag):
        return _take_out(element)
    if tag == "meta" and (element.get("name") or "").lower() == "viewport":
        return _keep_only(element, {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    if tag in _GONE:
        work.left_out[_GONE[tag]] += 1
        return _take_out(element, inside=tag not in _EMPTY)
    if tag == "link":
        return _treat_sheet(element, work)
    if tag == "style":
        _keep_only(element, {"media": element.get("media") or "all"})
        element.text = inert_style(whole_text(element), work.part)
        return False
    if tag == "noscript":
        return _take_out(element, inside=_repeats_image(element))
    if tag == "input" and (element.get("type") or "").lower() in ("hidden", "image", "file", "password"):
        return _take_out(element, inside=False)
    wanted = _attributes(element, tag, work)
    if tag in _RAW:
        element.tag = "pre"
    elif tag in ("form", "dialog"):
        work.left_out["forms"] += tag == "form"
        element.tag = "div"
    elif tag in _CONTROLS:
        wanted["disabled"] = "disabled"
    return _keep_only(element, wanted)


def _repeats_image(element: HtmlElement) -> bool:
    """Whether a <noscript> only holds the image that stands before it, which a script would have loaded."""
    before = element.getprevious()
    return before is not None and before.tag == "img" and before.get("src") is not None


def _attributes(element: HtmlElement, tag: str, work: _Work) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for name, value in element.attrib.items():
        lower = name.lower()
        if lower in _KEPT or (lower.startswith(_KEPT_BEGINNINGS) and _NAME.fullmatch(lower)):
            wanted[lower] = value
        elif lower == "style":
            wanted[lower] = inert_style(value, work.part)
        elif lower == "background" and (place := work.part(value)):
            wanted[lower] = place
        elif lower == "name" and tag in _NAMED:
            wanted[lower] = value
    if tag in ("a", "area"):
        _set_link(element, wanted, work)
    elif tag == "img":
        _set_image(element, wanted, work)
    return wanted


def _set_link(element: HtmlElement, wanted: dict[str, str], work: _Work) -> None:
    written = element.get("href")
    place = work.link(written) if written else None
    if place is None:
        work.left_out["links"] += written is not None
        return
    wanted["href"] = place
    if not place.startswith("#"):
        wanted["target"], wanted["rel"] = "_blank", "noopener noreferrer"


def _set_image(element: HtmlElement, wanted: dict[str, str], work: _Work) -> None:
    """Give an image the first of its addresses that the archive has an answer of."""
    choices = work.choices[element]
    full = len(work.parts) >= MOST_PARTS
    held = (one for one in choices if (url := work.absolute(one)) is not None and work.places.held(url))
    chosen = (None if full else next(held, None)) or next(
        (one for one in choices if one[:5].lower() == "data:"), None
    )
    place = work.part(chosen or next(iter(choices), ""))
    if place is None:
        work.left_out["images"] += 1
    else:
        wanted["src"] = place


def _treat_sheet(element: HtmlElement, work: _Work) -> bool:
    words = (element.get("rel") or "").lower().split()
    place = (
        work.part(element.get("href") or "") if "stylesheet" in words and "alternate" not in words else None
    )
    if place is None or place.startswith("data:"):
        return _take_out(element, inside=False)
    return _keep_only(element, {"rel": "stylesheet", "href": place, "media": element.get("media") or "all"})


def _data_image(written: str) -> str | None:
    """An image that stands in the page itself, when its bytes are a raster image's (RFC 2397)."""
    head, comma, data = written[5:].partition(",")
    try:
        content = unquote_to_bytes(data)
        if head.lower().replace(" ", "").endswith(";base64"):
            content = base64.b64decode(content + b"=" * (-len(content) % 4))
    except (binascii.Error, ValueError):
        return None
    kind = raster_type(content) if comma else None
    return None if kind is None else f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _blank_controls(tree: HtmlElement) -> None:
    """Put spaces for control characters: libxml2 reads them, but lets nobody write a text that holds one."""
    for one in tree.iter():
        if one.text and _CONTROLLED.search(one.text):
            one.text = _CONTROLLED.sub(" ", one.text)
        if one.tail and _CONTROLLED.search(one.tail):
            one.tail = _CONTROLLED.sub(" ", one.tail)
        for name, value in one.attrib.items():
            if _CONTROLLED.search(value):
                one.set(name, _CONTROLLED.sub(" ", value))


def _keep_only(element: HtmlElement, wanted: Mapping[str, str]) -> bool:
    element.attrib.clear()
    for name, value in wanted.items():
        element.set(name, value)
    return True


def _take_out(element: HtmlElement, *, inside: bool = True) -> bool:
    """Remove an element, with what is `inside` or without; whether that stays. Text behind it stays."""
    if element.getparent() is None:
        element.clear()
        return False
    if inside:
        element.drop_tree()
    else:
        element.drop_tag()
    return not inside
