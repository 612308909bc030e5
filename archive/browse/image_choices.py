"""The addresses that an <img> may be shown from: what scripts would load, sets of sizes, its own."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

LATER = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-original-src",
    "data-url",
    "data-image",
)
SETS = ("data-srcset", "data-lazy-srcset", "srcset")
MOST = 40  # addresses of one image
_LONGEST = 20_000  # characters of a set
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)[wx]")


def image_choices(element: HtmlElement) -> list[str]:
    """The addresses as they are written, each once: those that scripts would load, the image's own, then
    those of sets, the largest size first. A stand-in that the page holds itself (`data:`) comes last."""
    found = [one.strip() for one in _all(element) if one and one.strip()]
    choices = list(dict.fromkeys(found))[:MOST]
    return sorted(choices, key=lambda one: one[:5].lower() == "data:")


def _all(element: HtmlElement) -> Iterator[str | None]:
    yield from (element.get(name) for name in LATER)
    yield element.get("src")
    holders = [element]
    picture = next((above for above in element.iterancestors("picture")), None)
    if picture is not None:
        holders += picture.iter("source")
    for holder in holders:
        for name in SETS:
            yield from _of_set(holder.get(name) or "")


def _of_set(written: str) -> list[str]:
    """The addresses of a set (HTML, "srcset attributes"): white space divides, addresses hold commas."""
    found: list[tuple[float, str]] = []
    url = ""
    for word in written[:_LONGEST].split():
        if not url:
            url = word.lstrip(",")
        else:
            size, _, following = word.partition(",")
            known = _SIZE.fullmatch(size)
            found.append((float(known[1]) if known else 0.0, url))
            url = following
        if url.endswith(","):
            found.append((0.0, url.rstrip(",")))
            url = ""
    if url:
        found.append((0.0, url))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]
