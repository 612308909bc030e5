"""What stands around a report's title: which elements belong to the report, and which to another text."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from extractors.class_names import found_in
from extractors.document import squeeze

_APART = found_in(
    r"(?:^|[\s_-])(?:related|sidebar|side-bar|comments?|repl(?:y|ies)|latest|most|popular|trending|ticker|"
    r"breaking|recommend\w*|more-?\w*|also|teaser|carousel|slider|swiper|playlist|next|prev\w*|similar|"
    r"(?<!message[-_])footer|copyrights?|caption|masthead|topbar|top-bar|clock|today|"
    r"weather|prayer)(?:[\s_-]|s?$)"
    r"|(?:^|\s)widget(?:[\s_-]|s?$)|(?<!elementor)[_-]widget(?:\s|s?$)",
    re.IGNORECASE,
)
_OF_REPORT = found_in(r"submitted|entry|meta|post|article|byline|info", re.IGNORECASE)
_APART_TAGS = frozenset(
    [
        "aside",
        "figure",
        "figcaption",
        "caption",
        "ins",
        "del",
        "nav",
        "select",
        "form",
        "template",
        "noscript",
    ]
)
# A page's foot is named after the page, a report's after the report.
_WHOLE_PAGES = frozenset(
    ["page", "site", "main", "body", "layout", "wrapper", "container", "content", "app", "root", "inner"]
)
_REPORTS = frozenset(["post", "entry", "article"])
_ARTICLE_ITEM = re.compile(r"(?:Article|Posting|Report|Review|WebPage|CreativeWork|Blog)$")
_CARD = 25  # characters of a link that make it a teaser and not a permanent link around a date
_SENTENCE = 80  # characters beside a <time> that make a sentence
_PIECES, _BEGINNING = 60, 1000  # text nodes and characters that are enough to judge an element
_DEEPEST = 60


class Surroundings:
    """What stands around the title, so that an element of the report can be told from one of another text."""

    def __init__(self, title: HtmlElement | None) -> None:
        """Take the element that prints the title, None for a page where no element does."""
        self._around: frozenset[HtmlElement] = frozenset()
        self._names: frozenset[str] = frozenset()  # classes of the boxes about the title
        self._one_article = True
        self._apart: dict[HtmlElement, bool] = {}  # each element is judged once, however much it holds
        if title is not None:
            self._around = frozenset([title, *title.iterancestors()])
            boxes = (box for box in title.iterancestors() if box.tag not in ("body", "html"))
            self._names = frozenset(name for box in boxes for name in _classes(box)) - _WHOLE_PAGES
            articles = [*title.getroottree().iter("article")][:2]
            self._one_article = len(articles) < 2 and next(title.iterancestors("article"), None) is None

    def holds(self, element: HtmlElement) -> bool:
        """Say whether an element belongs to the report that the title heads."""
        for depth, above in enumerate(upwards(element)):
            if above in self._around or above.tag == "body":
                return True
            if depth > _DEEPEST or self._sets_apart(above):
                return False
        return True

    def _sets_apart(self, element: HtmlElement) -> bool:
        found = self._apart.get(element)
        if found is None:
            found = _is_apart(element, self._names) or (element.tag == "article" and not self._one_article)
            self._apart[element] = found
        return found

    def shared(self, element: HtmlElement) -> HtmlElement | None:
        """Give the innermost element that holds both the title and this one."""
        return next((above for above in upwards(element) if above in self._around), None)

    def own_item(self, element: HtmlElement) -> bool:
        """Say whether a property is one of the report's item: an article's, the one that holds the title."""
        for above in element.iterancestors():
            kind = above.get("itemtype") or above.get("typeof")
            if kind is None and above.get("itemscope") is None:
                continue
            if kind and not any(_ARTICLE_ITEM.search(name) for name in kind.split()):
                return above in self._around and above.get("itemprop") is None
            return not self._around or above in self._around or self._one_article
        return True


def is_in_prose(element: HtmlElement) -> bool:
    """Say whether a <time> is part of a sentence: it tells of an event."""
    parent = element.getparent()
    if element.tag != "time" or parent is None or parent.tag not in ("p", "blockquote", "dd"):
        return False
    return len(beginning(parent)) - len(beginning(element)) > _SENTENCE


def beginning(element: HtmlElement) -> str:
    """Give the beginning of an element's text: enough to judge it, whatever a hostile page puts into it."""
    return "".join(islice(element.itertext(), _PIECES))[:_BEGINNING]


def upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _is_apart(element: HtmlElement, around: frozenset[str]) -> bool:
    """Say whether an element sets its content apart from the report: by name, by class, or as a teaser.

    `around` are the classes of the boxes that hold the title.
    """
    tag = element.tag
    if tag in _APART_TAGS:
        return True
    if tag == "footer":
        parent = element.getparent()
        own = parent is not None and (parent.tag == "article" or _OF_REPORT(parent.get("class") or ""))
        return not own and not _OF_REPORT(element.get("class") or "")
    if tag == "li" and _is_list_of_reports(element.getparent()):
        return True
    if tag == "a":
        dated = sum(len(beginning(time)) for time in islice(element.iter("time"), 4))
        return len(squeeze(beginning(element))) - dated > _CARD
    if tag in ("li", "article", "tr") and any(
        len(squeeze(beginning(link))) > _CARD for link in islice(element.iter("a"), 4)
    ):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not _APART(marks):
        return False
    return _APART(" ".join(_without_box(name, around) for name in marks.split()))


def _without_box(name: str, around: frozenset[str]) -> str:
    """Give a class without that of a box about the title, which it is named after («card_info» in «card»).

    Neither is the foot of such a box, or of a report, named in what is left.
    """
    marks = (end for end in range(len(name) - 1, 3, -1) if name[end] in "-_")
    end = next((end for end in marks if name[:end] in around or name[:end] in _REPORTS), None)
    if end is None:
        return name
    rest = name[end:].strip("-_")
    return rest.removeprefix("footer") if name[:end] in around or rest.startswith("footer") else name


def _is_list_of_reports(items: HtmlElement | None) -> bool:
    """Say whether a list holds more dates than one report has."""
    return items is not None and sum(1 for _ in zip(items.iter("time"), range(3), strict=False)) > 2
