"""Read one captured page: an Article with the outlet's claims, or why it is none. A pure function."""

from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree
from lxml.html import HtmlElement

from extractors import refusals
from extractors.article import Article, NotAnArticle, Page, Problem, Stamp
from extractors.attributions import find_attributions
from extractors.body import Body, read_body, read_selected
from extractors.body_links import read_links
from extractors.canonical import read_canonical
from extractors.charset import Decoded, decode
from extractors.dateline import read_dateline
from extractors.document import DEEPEST, Block, blocks, parse_page, visible_text
from extractors.doubts import confidence
from extractors.further_pages import next_page
from extractors.genre import genre_of
from extractors.held_claims import Clock
from extractors.images import read_images
from extractors.jsonld import Claims, claims
from extractors.language import language_of
from extractors.limits import bound_length
from extractors.listings import is_certain, refuse_list
from extractors.metadata import (
    Heading,
    Metas,
    find_story,
    read_byline,
    read_heading,
    read_section,
    read_subtitle,
    read_tags,
    selected_byline,
    site_names,
)
from extractors.outlets import Layout, Outlet
from extractors.published import read_dates
from extractors.reader_version import reader_digest as reader_digest
from extractors.standing_pages import refuse_standing
from extractors.subscription import is_withheld, opens_with_offer
from extractors.text_dates import find_dates
from extractors.walls import refuse_wall
from extractors.zones import zone

_LINE = 300  # characters; an offer to subscribe is no longer
_PROSE = 100


def read_article(page: Page, outlet: Outlet) -> Article | NotAnArticle:
    """Give the article on a captured page, or the refusal. The same bytes give the same answer everywhere.

    Raises MemoryError when there is not enough to read it: that says nothing of the page.
    """
    refusal = refusals.refuse_answer(page, outlet)
    if refusal:
        return refusal
    decoded = decode(page.body, page.content_type)
    refusal = refusals.refuse_text(decoded)
    if refusal:
        return refusal
    text, beyond = bound_length(decoded.text)
    try:
        return _read(page, outlet, decoded, text, beyond)
    except (etree.LxmlError, RecursionError) as error:
        return NotAnArticle(code="unreadable", detail=f"{type(error).__name__}: {str(error)[:100]}")


def _read(page: Page, outlet: Outlet, decoded: Decoded, text: str, beyond: int) -> Article | NotAnArticle:
    tree, depth = parse_page(text)
    if tree is None:
        return NotAnArticle(code="no-body", detail="no element on the page")
    layout = layout_of(outlet, page.captured_at)
    _prune(tree, layout)
    seen = tuple(blocks(tree))
    metas, said = Metas(tree), claims(tree)
    own = site_names(tree, metas, said, (outlet.name, outlet.name_en or ""))
    heading = _selected_heading(tree, layout) or read_heading(tree, seen, metas, said, own)
    clock = Clock(captured_at=page.captured_at, zone=zone(outlet.timezone), country=outlet.country)
    chosen = [visible_text(element) for element in select(tree, layout.date)]
    dated, changed = read_dates(tree, seen, heading, said, chosen, clock)
    published, modified = dated.stamp, changed.stamp
    reported = said.is_article or is_certain(dated.claims, tree)
    refusal = refuse_wall(
        text, tree, seen, reported=reported, dated=published is not None
    ) or refuse_standing(heading, published, said)
    if refusal:
        return refusal
    story = find_story(seen, heading)
    byline = selected_byline(_selected_texts(tree, layout.byline), own) or read_byline(
        tree, story, metas, said, own
    )
    authors = byline.persons if byline else ()
    subtitle = _selected_text(tree, layout.subtitle) or (read_subtitle(story, heading) if heading else None)
    section = _selected_text(tree, layout.section) or read_section(
        metas, said, tree, heading.text if heading else "", own, story
    )
    genre = genre_of(tree, metas, said, section, page.url)
    repeated = (subtitle or "", byline.printed if byline else "", *authors)
    body = _body(tree, seen, layout, heading, repeated, genre)
    lines = " ".join(_offering_lines(seen, heading))
    refusal = refuse_list(
        tree, seen, metas, said, body.text, heading, dated, page.url
    ) or refusals.refuse_body(
        body.text,
        outlet,
        said,
        lines,
        title=heading.text if heading else "",
        dated=published is not None,
        withheld=is_withheld(tree, said, body.text),
        mojibake=any(doubt.code == "mojibake" for doubt in decoded.doubts),
    )
    if refusal:
        return refusal
    if heading is None:
        return NotAnArticle(code="no-title", detail=body.text[:100])
    following = next_page(tree, page.url)
    own_doubts = _doubts(lines, said, body, published, modified, depth, beyond, following)
    doubts = (*decoded.doubts, *dated.doubts, *changed.doubts, *own_doubts)
    day = date.fromisoformat(published.day) if published else None
    return Article(
        url=page.url,
        title=heading.text,
        subtitle=subtitle,
        authors=authors,
        published=published,
        modified=modified,
        section=section,
        tags=read_tags(metas, said, tree, heading.text, story),
        language=language_of(body.text) or outlet.language,
        body=body.text,
        charset=decoded.charset,
        doubts=tuple(dict.fromkeys(doubts)),
        confidence=confidence(doubts),
        canonical=read_canonical(tree, metas.first("og:url"), page.url, heading.text, outlet),
        genre=genre,
        byline=byline,
        dateline=read_dateline(body.text, body.footer, byline, own),
        images=read_images(tree, story, metas, said, page.url, heading.text, own),
        links=read_links(tree, story, body.text, page.url),
        date_claims=(*dated.claims, *changed.claims),
        dates=find_dates(body.text, day),
        attributions=find_attributions(body.text, (outlet.name, outlet.name_en or "")),
    )


def _body(
    tree: HtmlElement,
    seen: tuple[Block, ...],
    layout: Layout,
    heading: Heading | None,
    repeated: tuple[str, ...],
    genre: str,
) -> Body:
    title = heading.text if heading else ""
    selected = select(tree, layout.body)
    if selected:
        return read_selected(selected, heading=title, repeated=repeated)
    element = heading.element if heading else None
    return read_body(tree, seen, heading=title, title=element, repeated=repeated, genre=genre)


def layout_of(outlet: Outlet, captured_at: datetime) -> Layout:
    """Give the newest layout that was in force on the day of the capture."""
    day = captured_at.date()
    past = [layout for layout in outlet.layouts if layout.since is None or layout.since <= day]
    return max(past, key=lambda layout: layout.since or date.min, default=Layout())


def select(tree: HtmlElement, selectors: tuple[str, ...]) -> list[HtmlElement]:
    """Give the elements that selectors find, in the order of the selectors."""
    return [element for selector in selectors for element in tree.cssselect(selector)]


def _prune(tree: HtmlElement, layout: Layout) -> None:
    for element in select(tree, layout.prune):
        if element.getparent() is not None:
            element.drop_tree()


def _selected_heading(tree: HtmlElement, layout: Layout) -> Heading | None:
    for element in select(tree, layout.title):
        if text := visible_text(element):
            return Heading(text=text, element=element)
    return None


def _selected_text(tree: HtmlElement, selectors: tuple[str, ...]) -> str | None:
    return next(iter(_selected_texts(tree, selectors)), None)


def _selected_texts(tree: HtmlElement, selectors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for element in select(tree, selectors) if (text := visible_text(element)))


def _offering_lines(seen: tuple[Block, ...], heading: Heading | None) -> Iterator[str]:
    """Give the lines that may offer more to subscribers: not the title, nor prose with such words inside.

    Reports about subscriptions have them there.
    """
    title = heading.text if heading else None
    for block in seen:
        is_line = len(block.text) < _PROSE and block.text != title
        if is_line or (_PROSE <= len(block.text) <= _LINE and opens_with_offer(block.text)):
            yield block.text


def _doubts(
    lines: str,
    said: Claims,
    body: Body,
    published: Stamp | None,
    modified: Stamp | None,
    depth: int,
    beyond: int,
    following: str | None,
) -> Iterator[Problem]:
    if published is None:
        yield Problem(code="no-date", detail="the page prints no date that we can read with certainty")
    elif modified and modified.day < published.day:
        yield Problem(code="modified-before-published", detail=f"{modified.value} before {published.value}")
    yield from body.doubts
    if following:
        yield Problem(code="more-pages", detail=f"the report goes on at {following}")
    if depth > DEEPEST:
        yield Problem(code="deep-nesting", detail=f"{depth} levels, read to {DEEPEST}")
    if beyond:
        yield Problem(code="too-long", detail=f"{beyond} characters of the page were not read")
    if said.broken:
        yield Problem(code="broken-json-ld", detail="JSON-LD that is no JSON")
    if refusals.has_offer(lines):
        yield Problem(code="paywall", detail="the page offers more to subscribers")
