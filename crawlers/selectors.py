"""CSS selectors that find on every page of an outlet what was found on each of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from lxml.html import HtmlElement

IDENTIFIER = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]{0,60}")
PLAIN_TAG = re.compile(r"[a-z][a-z0-9]*")  # word processors leave <o:p>, which no selector spells
COUNTED = re.compile(r"\d{2,}")  # names of one page or one build, not of a place
TELLING = frozenset(["itemprop", "role", "rel", "property"])
SPEAKING_TAGS = frozenset(["h1", "h2", "h3", "h4", "time", "article", "main", "address"])
ANCESTORS = 6
MOST_TRIED = 60  # selectors, of those that most pages share

Hits = Callable[
    [int, list[HtmlElement]], float
]  # how well (0 to 1) the selected of page N are what is wanted


def find_selector(
    trees: Sequence[HtmlElement],
    wanted: Sequence[HtmlElement | None],
    hits: Hits,
    least: float,
    *,
    named: bool = False,
) -> str | None:
    """The selector that does best on the pages that have a wanted element; None when none reaches `least`.

    Of equal ones, the one shared by most pages and then the plainest. `named` leaves out those that count
    siblings: they find something on every page, wanted or not.
    """
    counts: Counter[str] = Counter()
    ranks: dict[str, int] = {}
    for element in wanted:
        if element is not None:
            for rank, selector in enumerate(dict.fromkeys(spellings(element))):
                if named and ":" in selector:
                    continue
                counts[selector] += 1
                ranks[selector] = min(rank, ranks.get(selector, rank))
    shared = sorted(counts, key=lambda one: (-counts[one], ranks[one]))[:MOST_TRIED]
    pages = [number for number, element in enumerate(wanted) if element is not None]
    best: tuple[float, str] | None = None
    for selector in shared:
        found = [hits(number, trees[number].cssselect(selector)) for number in pages]
        mean = sum(found) / len(found)
        if mean >= least and (best is None or mean > best[0] + 0.005):
            best = (mean, selector)
    return best[1] if best else None


def spellings(element: HtmlElement) -> Iterable[str]:
    """Selectors for an element, plain ones first: its own names, then its way from a named ancestor."""
    own, tag = list(_names(element)), _tag(element)
    if not PLAIN_TAG.fullmatch(tag):
        return
    yield from own
    if tag in SPEAKING_TAGS:
        yield tag
    steps = [_step(element)]
    for depth, ancestor in enumerate(element.iterancestors()):
        if ancestor.tag == "html" or not PLAIN_TAG.fullmatch(_tag(ancestor)):
            return
        named = [
            *_names(ancestor),
            *([_tag(ancestor)] if ancestor.tag in ("body", *SPEAKING_TAGS) else []),
        ]
        for name in named:
            if depth < ANCESTORS or ancestor.tag == "body":
                for last in own[:2]:
                    yield f"{name} {last}"
                if depth < 2 and tag != "div":
                    yield f"{name} {tag}"
                yield f"{name} > {' > '.join(reversed(steps))}"
                if element.getnext() is None:
                    yield f"{name} > {' > '.join((*reversed(steps[1:]), f'{tag}:last-child'))}"
        steps.append(_step(ancestor))


def _names(element: HtmlElement) -> Iterable[str]:
    """The tag with each name that the element bears."""
    tag = _tag(element)
    identity = element.get("id") or ""
    if _is_name(identity):
        yield f"{tag}#{identity}"
    classes = [one for one in (element.get("class") or "").split() if _is_name(one)]
    for one in classes:
        yield f"{tag}.{one}"
    if len(classes) > 1:
        yield f"{tag}.{'.'.join(classes[:3])}"
    for name, value in element.attrib.items():
        if (
            (name in TELLING or str(name).startswith("data-"))
            and _is_name(str(value))
            and _is_name(str(name))
        ):
            yield f'{tag}[{name}="{value}"]'


def _tag(element: HtmlElement) -> str:
    return str(element.tag)


def _step(element: HtmlElement) -> str:
    """The element among its siblings of the same tag."""
    before = sum(1 for sibling in element.itersiblings(preceding=True) if sibling.tag == element.tag)
    after = any(sibling.tag == element.tag for sibling in element.itersiblings())
    return f"{_tag(element)}:nth-of-type({before + 1})" if before or after else _tag(element)


def _is_name(text: str) -> bool:
    return IDENTIFIER.fullmatch(text) is not None and not COUNTED.search(text)
