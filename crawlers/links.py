"""What an HTML page points at: links, feeds, sitemaps, images, stylesheets; and the sitemaps of robots.txt.

Every URL given is normalised, absolute and http(s); what cannot be made so is left out, for a page is full of
`javascript:` and `mailto:` that concern nobody.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree, html

from crawlers.charsets import decode
from extractors.document import no_memory
from extractors.urls import UrlError, normalise

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
MENU_TAGS = frozenset({"nav", "header", "footer"})
MENU_WORDS = re.compile(r"\b(?:nav|navbar|menu|footer|topbar|breadcrumbs?|tags?|pagination)\b", re.IGNORECASE)
FOOTER_WORDS = re.compile(r"\b(?:footer|contentinfo|copyrights?)\b", re.IGNORECASE)
LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")
LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
SIZE = re.compile(r"\d{1,6}(?:\.\d{1,6})?[wx]")
ROBOTS_BYTES = 500 << 10  # RFC 9309, section 2.5: at least this much is to be read
SITEMAP_LINE = re.compile(r"^[ \t]*site-?map[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hyperlink: where to, the text a reader clicks on, whether it stands in menus or footers only
    (`in_menu`), in one among other places (`ever_in_menu`), in footers only (`in_footer`)."""

    url: str
    text: str
    in_menu: bool = False
    ever_in_menu: bool = False
    in_footer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """A parsed page; `base` is what its relative URLs start from, `url` the page's own address."""

    root: html.HtmlElement
    url: str
    base: str


def parse_html(body: bytes, url: str, content_type: str | None) -> HtmlPage | None:
    """The page, or None when there is no element in it; the charset is found out, whatever the labels say.

    Raises MemoryError when there is not enough for its tree.
    """
    text = decode(body, content_type).text.replace("\x00", "\ufffd")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, AssertionError):
        return None
    except etree.XMLSyntaxError as error:
        raise no_memory(error) from error
    base = next((absolute(value, url) for value in root.xpath("//base[@href][1]/@href")), None)
    return HtmlPage(root=root, url=url, base=base or url)


def page_links(page: HtmlPage) -> tuple[Link, ...]:
    """The page's links in its order, each URL once with its longest text; not those to itself."""
    found: dict[str, Link] = {}
    menus: dict[html.HtmlElement, str] = {}
    itself = absolute(page.url, page.url)
    for anchor in page.root.iter("a", "area"):
        target = anchor.get("href")
        url = absolute(target, page.base) if target and not target.lstrip().startswith("#") else None
        if url is None or url == itself:
            continue
        where = _part(anchor, menus)
        inside, below = bool(where), where == "footer"
        link = Link(url=url, text=label(anchor), in_menu=inside, ever_in_menu=inside, in_footer=below)
        known = found.get(url)
        if known is None:
            found[url] = link
        else:
            text = max(known.text, link.text, key=len)
            found[url] = Link(
                url=url,
                text=text,
                in_menu=known.in_menu and inside,
                ever_in_menu=known.ever_in_menu or inside,
                in_footer=known.in_footer and below,
            )
    return tuple(found.values())


def declared_feeds(page: HtmlPage) -> tuple[Link, ...]:
    """Feeds in <link rel=alternate type=…>, with their titles; a page that names none gives none."""
    feeds = {}
    for element in page.root.iter("link"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        url = absolute(element.get("href"), page.base)
        if kind in FEED_TYPES and "alternate" in _relations(element) and url and url not in feeds:
            feeds[url] = Link(url=url, text=" ".join((element.get("title") or "").split()))
    return tuple(feeds.values())


def declared_sitemaps(page: HtmlPage) -> tuple[str, ...]:
    """Sitemaps in <link rel=sitemap>."""
    elements = (element for element in page.root.iter("link") if "sitemap" in _relations(element))
    return _distinct(absolute(element.get("href"), page.base) for element in elements)


def page_requisites(page: HtmlPage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The page's images (of each the source, the lazy one, the largest of a set) and its stylesheets."""
    images = _distinct(absolute(source, page.base) for source in _image_sources(page.root))
    sheets = (element for element in page.root.iter("link") if "stylesheet" in _relations(element))
    return images, _distinct(absolute(element.get("href"), page.base) for element in sheets)


def read_links(body: bytes, url: str, content_type: str | None) -> tuple[Link, ...]:
    """The links of the page served at `url`; none for what is no HTML. Never raises."""
    page = parse_html(body, url, content_type)
    return page_links(page) if page else ()


def read_requisites(
    body: bytes, url: str, content_type: str | None, *, stylesheets: bool = True
) -> tuple[str, ...]:
    """The URLs of images and, if wanted, stylesheets that the page served at `url` needs. Never raises."""
    page = parse_html(body, url, content_type)
    images, sheets = page_requisites(page) if page else ((), ())
    return _distinct((*images, *(sheets if stylesheets else ())))


def robots_sitemaps(body: bytes, url: str) -> tuple[str, ...]:
    """The URLs of robots.txt's `Sitemap:` lines (relative ones too). Never raises."""
    text = decode(body[:ROBOTS_BYTES], None).text
    return _distinct(absolute(line.group(1), url) for line in SITEMAP_LINE.finditer(text))


def _image_sources(root: html.HtmlElement) -> Iterator[str | None]:
    for element in root.iter("img", "source"):
        parent = element.getparent()
        if element.tag == "source" and (parent is None or parent.tag != "picture"):
            continue
        if element.tag == "img":
            yield element.get("src")
            yield from (element.get(name) for name in LAZY_SOURCES)
        yield from (_largest(element.get(name) or "") for name in LAZY_SETS)


def _largest(srcset: str) -> str | None:
    """The URL of a srcset with the greatest width or density."""
    best: tuple[float, str] | None = None
    for url, descriptor in _set_items(srcset):
        size = float(descriptor[:-1]) if SIZE.fullmatch(descriptor) else 0.0
        if best is None or size > best[0]:
            best = (size, url)
    return best[1] if best else None


def _set_items(srcset: str) -> Iterator[tuple[str, str]]:
    """URL and descriptor of each image of a set; URLs may hold commas, so spaces separate (HTML, 4.8.4.2)."""
    url = ""
    for word in srcset.split():
        if not url:
            url = word.lstrip(",")
        else:
            descriptor, _, following = word.partition(",")
            yield url, descriptor
            url = following
        if url.endswith(","):
            yield url.rstrip(","), ""
            url = ""
    if url:
        yield url, ""


def absolute(target: str | None, base: str) -> str | None:
    """The normalised http(s) URL, None for what cannot be one; long `data:` images cost nothing."""
    if not target or target[:5].lower() == "data:":
        return None
    try:
        return normalise(target.strip(), base)
    except UrlError:
        return None


def _distinct(urls: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url for url in urls if url))


def _relations(element: html.HtmlElement) -> list[str]:
    return (element.get("rel") or "").lower().split()


def label(anchor: html.HtmlElement) -> str:
    """The text of a link, or its title, or the alternative text of the picture in it."""
    text = " ".join(str(anchor.xpath("string()")).split())
    return text or " ".join((anchor.get("title") or str(anchor.xpath("string(.//img/@alt)"))).split())


def _part(anchor: html.HtmlElement, known: dict[html.HtmlElement, str]) -> str:
    """Which part of the page holds the element: "footer", "menu" (or header) or ""; `known` keeps the answers
    for what lies above."""
    above = []
    answer = ""
    for ancestor in anchor.iterancestors():
        if ancestor in known:
            answer = known[ancestor]
            break
        above.append(ancestor)
        if ancestor.tag in ("body", "html", "article", "main"):
            break
        names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''} {ancestor.get('role') or ''}"
        if ancestor.tag == "footer" or FOOTER_WORDS.search(names):
            answer = "footer"
            break
        if ancestor.tag in MENU_TAGS or MENU_WORDS.search(names):
            answer = "menu"
            break
    known.update(dict.fromkeys(above, answer))
    return answer
