"""An archived page that can be looked at and does nothing: no script, frame, form or address elsewhere.

Elements and attributes are kept by name; what is not named here goes. The policy that the page is answered
with (`archive/browse/replay_routes.py`) refuses once more what would run or load, so that a page which this
does not understand as a browser does still can do nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement, tostring

from archive.browse.image_choices import image_choices
from archive.browse.inert_style import inert_style
from archive.browse.led_addresses import Led, Places
from extractors.charset import decode
from extractors.document import parse_page, whole_text

LONGEST = 8 << 20  # bytes of a page; a longer one is not shown

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
class _Work:
    led: Led
    choices: Mapping[HtmlElement, list[str]]


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
    led = Led(_base_of(tree, url), places)
    work = _Work(led=led, choices=choices)
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
        parts=tuple(led.parts),
        left_out={k: n for k, n in led.left_out.items() if k and n},
    )


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
        work.led.left_out[_GONE[tag]] += 1
        return _take_out(element, inside=tag not in _EMPTY)
    if tag == "link":
        return _treat_sheet(element, work)
    if tag == "style":
        _keep_only(element, {"media": element.get("media") or "all"})
        element.text = inert_style(whole_text(element), work.led.part)
        return False
    if tag == "noscript":
        return _take_out(element, inside=_repeats_image(element))
    if tag == "input" and (element.get("type") or "").lower() in ("hidden", "image", "file", "password"):
        return _take_out(element, inside=False)
    wanted = _attributes(element, tag, work)
    if tag in _RAW:
        element.tag = "pre"
    elif tag in ("form", "dialog"):
        work.led.left_out["forms"] += tag == "form"
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
            wanted[lower] = inert_style(value, work.led.part)
        elif lower == "background" and (place := work.led.part(value)):
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
    place = work.led.link(written) if written else None
    if place is None:
        work.led.left_out["links"] += written is not None
        return
    wanted["href"] = place
    if not place.startswith("#"):
        wanted["target"], wanted["rel"] = "_blank", "noopener noreferrer"


def _set_image(element: HtmlElement, wanted: dict[str, str], work: _Work) -> None:
    """Give an image the first of its addresses that the archive has an answer of."""
    place = next(filter(None, map(work.led.part, work.choices[element])), None)
    if place is None:
        work.led.left_out["images"] += 1
    else:
        wanted["src"] = place


def _treat_sheet(element: HtmlElement, work: _Work) -> bool:
    words = (element.get("rel") or "").lower().split()
    place = (
        work.led.part(element.get("href") or "")
        if "stylesheet" in words and "alternate" not in words
        else None
    )
    if place is None or place.startswith("data:"):
        return _take_out(element, inside=False)
    return _keep_only(element, {"rel": "stylesheet", "href": place, "media": element.get("media") or "all"})


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
