"""From text to a tree: one forgiving parse, nesting bounded, and the blocks of text a reader would see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extractors.arabic import tidy

DEEPEST = 200  # levels; above 256 libxml2 and trafilatura give up without an error

_TAG = re.compile(r"<(?:(!--)|(/)?([a-zA-Z][a-zA-Z0-9:]*)(?:[\s/][^<>]*)?>)")
# Void elements, and those whose end may be left out: unclosed ones stand side by side.
_VOID = "area base br col embed hr img input link meta source track wbr"
_OPEN_ENDED = "p li dt dd option tr td th thead tbody tfoot html head body"
_NOT_NESTING = frozenset(_VOID.split() + _OPEN_ENDED.split())
_ATTRIBUTE = re.compile(r"\s[^\s=<>]+\s*=")
_LONG_TAG = 4000  # characters
_MOST_ATTRIBUTES = 300
_HUGE_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{_LONG_TAG},}}")
_RAW = frozenset(["script", "style", "textarea", "title", "noscript", "svg"])
_OF_HEAD = frozenset(
    ["title", "meta", "link", "script", "style", "base", "noscript", "template", etree.Comment]
)
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
_SURROGATES = re.compile("[\ud800-\udfff]")
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF

_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_NAMES = "script style noscript template svg iframe object title select button textarea"
HIDDEN = frozenset(_HIDDEN_NAMES.split())
_BLOCK_NAMES = """
p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th section article header footer nav aside main figure
figcaption blockquote br hr pre form center caption address fieldset time marquee body
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


# One class for every element: lxml.html looks a class up in Python each time an element is met again.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of visible text: tidied, one space between words; `linked` of its characters are in links."""

    text: str
    linked: int
    element: HtmlElement

    @property
    def is_link(self) -> bool:
        """Say whether the block is mostly a link."""
        return self.linked * 10 > len(self.text) * 6


def parse(text: str) -> HtmlElement | None:
    """Give the tree of a page, None for one without any element. Never raises for bad markup.

    Raises MemoryError when there is not enough for the tree.
    """
    clean = _clean(text)
    if not (b"<" in clean or clean.decode("utf-8").strip()):
        return None
    # Comments go while parsing: a walk over elements would lose the text that follows one.
    parser = HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True, huge_tree=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = document_fromstring(clean, parser=parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError as error:
        raise no_memory(error) from error
    _give_body(tree)
    return tree


def no_memory(error: etree.XMLSyntaxError) -> MemoryError:
    """Give what a parser of HTML means that gives no tree: it recovers from whatever a page says.

    libxml2 tells it by an error of its own or, where it has told many of the page's before, not at all.
    """
    return MemoryError(f"the parser had not enough memory: {error}")


def _clean(text: str) -> bytes:
    """Give the text as UTF-8 without what no XML may hold."""
    try:
        clean = text.encode("utf-8")
    except UnicodeEncodeError:
        clean = _SURROGATES.sub("", text).encode("utf-8")
    clean = clean.translate(None, _CONTROLS)
    for noncharacter in _NONCHARACTERS:
        clean = clean.replace(noncharacter, b"")
    return clean


def parse_page(text: str) -> tuple[HtmlElement | None, int]:
    """Give the tree of a page, nested at most DEEPEST levels, and how deep its tags went.

    The depth is 0 for a page that needed no bounding.
    """
    if _HUGE_TAG.search(text) is None:
        tree = parse(text)
        # A page with few tags cannot be deep; html, head and body may be left out.
        shallow = text.count("<") - text.count("</") < DEEPEST - 3
        if tree is not None and (shallow or _depth(tree) <= DEEPEST):
            return tree, 0
    bounded, depth = bound_nesting(text)
    return parse(bounded), depth


def _depth(tree: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            depth += 1
            if depth > deepest:
                deepest = depth
        else:
            depth -= 1
    return deepest


def bound_nesting(text: str) -> tuple[str, int]:
    """Give the page with every tag beyond DEEPEST levels taken out (its text stays), and the depth it had.

    A tag with hundreds of attributes loses them: libxml2 takes time in the square of their number.
    """
    pieces: list[str] = []
    depth = deepest = kept_to = position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        if match[1]:
            position = _end_of(text, "-->", position)
            continue
        name = match[3].lower()
        if (
            match.end() - match.start() > _LONG_TAG
            and len(_ATTRIBUTE.findall(match.group())) > _MOST_ATTRIBUTES
        ):
            pieces.append(f"{text[kept_to : match.start()]}<{name}>")
            kept_to = match.end()
        if name in _NOT_NESTING or match.group().endswith("/>"):
            continue
        if name in _RAW:  # its end tag stays where its start does, however deep
            position = position if match[2] else _end_of(text, "</", position, name)
            continue
        too_deep = depth >= DEEPEST if not match[2] else depth > DEEPEST
        depth = max(0, depth - 1) if match[2] else depth + 1
        deepest = max(deepest, depth)
        if too_deep and kept_to <= match.start():
            pieces.append(text[kept_to : match.start()])
            kept_to = match.end()
    if not pieces:
        return text, deepest
    return " ".join([*pieces, text[kept_to:]]), deepest


def _give_body(tree: HtmlElement) -> None:
    """Move what libxml2 left in the head into the body: it does not know that <nav> or <main> ends a head."""
    head = tree.find("head")
    stray = next((child for child in head if child.tag not in _OF_HEAD), None) if head is not None else None
    if head is None or stray is None:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    for place, child in enumerate([stray, *stray.itersiblings()]):
        body.insert(place, child)


def _end_of(text: str, mark: str, position: int, name: str = "") -> int:
    """Give the position after the next mark (and element name), the text's end when there is none."""
    if not name:
        found = text.find(mark, position)
        return len(text) if found < 0 else found + len(mark)
    match = re.compile(re.escape(mark + name), re.IGNORECASE).search(text, position)
    return len(text) if match is None else match.start()


def visible_text(element: HtmlElement) -> str:
    """Give an element's text as one line, without scripts and styles."""
    if len(element) or element.tag == "pre":
        return squeeze(" ".join([block.text for block in _blocks(element)]))
    hidden = element.tag in HIDDEN or element.get("hidden") is not None
    return "" if hidden or _is_styled_away(element.get("style")) else squeeze(element.text or "")


def whole_text(element: HtmlElement) -> str:
    """Give all text of an element as it stands in the page, that of scripts too."""
    return element.text_content() if len(element) else element.text or ""


def squeeze(text: str) -> str:
    """Give the tidied text with one space for every run of white space."""
    return " ".join(tidy(text).split())


def blocks(root: HtmlElement) -> Iterator[Block]:
    """Give the visible blocks of text under an element in document order; a line break ends a block."""
    return iter(_blocks(root))


def _blocks(root: HtmlElement) -> list[Block]:
    found: list[Block] = []
    run: list[str] = []
    linked = link_depth = 0
    owner = root
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                above = _parent(element, root) if tag == "br" else element
                if run:
                    _add(found, run, linked, above if _is_of_run(above, owner, element) else owner)
                    run, linked = [], 0
                owner = above
            elif tag == "a":
                link_depth += 1
            if tag in HIDDEN or element.get("hidden") is not None or _is_styled_away(element.get("style")):
                walker.skip_subtree()
                continue
            text = element.text
        else:
            if tag in _BLOCKS:
                if run:
                    _add(found, run, linked, owner)
                    run, linked = [], 0
                owner = _parent(element, root)
            else:
                if tag == "a":
                    link_depth -= 1
                if element is owner and not run:
                    owner = _parent(element, root)
            text = element.tail if element is not root else None
        if text:
            run.append(text)
            if link_depth:
                linked += len(text) if text.isspace() else len(" ".join(text.split()))
    if run:
        _add(found, run, linked, owner)
    return found


def _add(found: list[Block], run: list[str], linked: int, owner: HtmlElement) -> None:
    text = "".join(run)
    if text.isspace():
        return
    if owner.tag == "pre" and "\n" in text:
        lines = filter(None, map(squeeze, text.splitlines()))
        found += [Block(text=line, linked=0, element=owner) for line in lines]
    elif text := squeeze(text):
        found.append(Block(text=text, linked=linked, element=owner))


def _is_of_run(above: HtmlElement, owner: HtmlElement, line_break: HtmlElement) -> bool:
    """Say whether the first line of an inline element ends at a break: it is set like the lines below it."""
    if above is owner or above.tag in _BLOCKS or line_break.tag != "br":
        return False
    if line_break.getnext() is None and not (line_break.tail or "").strip():
        return False
    element = above
    while element is not owner:
        before, parent = element.getprevious(), element.getparent()
        if parent is None or ((parent.text if before is None else before.tail) or "").strip():
            return False
        if before is not None:
            return before.tag in _BLOCKS
        element = parent
    return True


def _parent(element: HtmlElement, root: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    return root if element is root or parent is None else parent


def _is_styled_away(style: str | None) -> bool:
    return style is not None and _HIDING.search(style) is not None
