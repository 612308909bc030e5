"""Pages that list reports: home, section, topic, tag, author, search and archive pages.

A list is told by what is missing: a text of the page's own. What stands below a headline that leads to
another page is that page's. A report is told by its title with prose below it, however many headlines stand
beside; whoever says in JSON-LD or in a meta that the page is one dated report is believed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import DateClaim, NotAnArticle
from extractors.dates import is_date_line
from extractors.document import Block
from extractors.jsonld import Claims
from extractors.metadata import Heading, Metas
from extractors.openings import Opening, is_headline, is_paged, is_prose, is_report, names_list, read_opening
from extractors.published import Dated
from extractors.teasers import Teasers, begins, find_teasers, leads_away, own_addresses

_LISTING_TYPES = ("website", "site", "blog")
_LISTING_NODES = frozenset(["CollectionPage", "SearchResultsPage", "ProfilePage"])
_HEADLINE = 22  # characters of a link that reads like a headline
_MOST = 3000  # blocks of a page that are looked at
_MANY = 10  # headlines
_SEVERAL = 3
_SEVERAL_DATES = 4
_SEVERAL_MARKED = 3  # dates in microdata; a report may print its own twice
_MARKED = ("microdata:datePublished", "meta:datepublished")
_FEWEST = 2  # headlines with excerpts
_SHORTEST = 15  # characters of a block of text
_LITTLE = 80  # characters: a description of the section
_DESCRIPTION = 300
_TEXT = 700  # a longer text is a report, whatever stands around it
_SECTION_TITLE = 45  # characters
_DATE_LINE = 60
_LONGEST_TABLE = 2000  # characters
_REPORTED = 200  # characters of a text of its own on a page that something dates
_FIGURES = 4  # lines of figures that are a table
_TICKER = 200  # characters of a line that may repeat a headline
_SENTENCE = re.compile(r".{60}|.{30}[.؟!»]$")
_HOLDER = 3  # times as much text in an element that merely holds the title
_DIGIT = re.compile(r"\d")
_LEAST = 40  # characters of a text
_ITEM = re.compile(r"(?:Article|Posting|Report)$")


def refuse_list(
    tree: HtmlElement,
    page: tuple[Block, ...],
    metas: Metas,
    claims: Claims,
    body: str,
    heading: Heading | None,
    dated: Dated,
    url: str,
) -> NotAnArticle | None:
    """Refuse a page of headlines: most of its text are links, or excerpts below headlines that link away."""
    certain = is_certain(dated.claims, tree)
    if certain or (claims.is_article and not _is_linked(claims.headline, page)):
        return None
    if body and heading is not None and _heads_item(heading.element, tree):
        return None
    page = page[:_MOST]
    own = own_addresses(tree, metas, url)
    titles = _titles(tree, metas)
    teasers = find_teasers(page, own, titles)
    if claims.is_article and not (claims.headline in teasers.headlines and teasers.count > 1):
        return None
    if claims.types & _LISTING_NODES:
        return _refusal("its JSON-LD calls it a page of a collection")
    if _is_lead(page, heading, own, titles, teasers, body):
        return _refusal(f"its first headline leads to another page, and {len(teasers.heads) - 1} others")
    opening = read_opening(page, heading, teasers, dated.stamp, body)
    if opening and heading and is_report(opening, heading.text, page, teasers):
        return None
    stamped = dated.stamp is not None
    why = _listed(tree, page, metas, body, heading, teasers, opening, certain=stamped) or _is_table(
        body, heading
    )
    return _refusal(why) if why else None


def is_certain(claims: Iterable[DateClaim], tree: HtmlElement) -> bool:
    """Say whether the page's metadata dates it as one report; a list may mark up the date of every item."""
    sources = [claim.source for claim in claims if claim.kind == "published" and claim.day]
    marked = [source for source in sources if source in _MARKED]
    if any(source.startswith(("meta", "layout")) and source not in _MARKED for source in sources):
        return True
    return bool(marked) and int(tree.xpath("count(//*[@itemprop='datePublished'])")) < _SEVERAL_MARKED


def _heads_item(title: HtmlElement | None, tree: HtmlElement) -> bool:
    """Say whether a title stands in the item of microdata that holds the page's only article body."""
    if title is None:
        return False
    item = next((above for above in title.iterancestors() if _ITEM.search(above.get("itemtype") or "")), None)
    bodies = tree.xpath("//*[@itemprop='articleBody']")[:2] if item is not None else []
    return (
        len(bodies) == 1
        and item in bodies[0].iterancestors()
        and len(bodies[0].text_content().strip()) >= _LEAST
    )


def _refusal(detail: str) -> NotAnArticle:
    return NotAnArticle(code="section-page", detail=detail)


def _is_linked(headline: str | None, page: tuple[Block, ...]) -> bool:
    return any(block.text == headline and block.is_link for block in page)


def _is_lead(
    page: tuple[Block, ...],
    heading: Heading | None,
    own: frozenset[str],
    titles: str,
    teasers: Teasers,
    body: str,
) -> bool:
    """Say whether what looks like the title is the first headline of a home page: it leads away.

    A site may link a title to an address that we do not know for its own: the page is named after it, or its
    text is long and the title stands in no item such as others have.
    """
    if heading is None or heading.element is None or fold(heading.text) in titles:
        return False
    if len(heading.element.text_content()) > _HOLDER * len(heading.text):
        return False
    if not leads_away(heading.element, own) or len(teasers.heads) < _SEVERAL:
        return False
    inside = frozenset(heading.element.iter())
    return len(body) < _TEXT or any(page[place].element in inside for place in teasers.places)


def _listed(
    tree: HtmlElement,
    page: tuple[Block, ...],
    metas: Metas,
    body: str,
    heading: Heading | None,
    teasers: Teasers,
    opening: Opening | None,
    *,
    certain: bool,
) -> str | None:
    """Give why a page without a report below its title is a list, None where it has a text of its own."""
    own = _own_blocks(body, page, teasers)
    length = sum(len(page[index].text) for index in own)
    headlines = sum(len(page[head].text) >= _HEADLINE for head in teasers.heads)
    title = heading.text if heading else ""
    short = not is_headline(title)
    dated = opening is not None and opening.is_dated
    if certain and length >= _REPORTED and _has_text(page, own, teasers):
        return None
    if short and headlines >= _MANY and opening and opening.is_listed and not dated:
        return f"{headlines} headlines, the first of them below a title that is a label"
    if not short and (_has_text(page, own, teasers) or (dated and _has_sentence(page, own, teasers))):
        return None
    if headlines and length * 2 <= len(body) and (short or body or teasers.count or headlines >= _MANY):
        return f"{headlines} headlines, most of the text in links"
    if headlines >= _MANY and short and length < _LITTLE:
        return f"{headlines} headlines, no text beside them"
    if headlines >= _MANY and (length < _TEXT or not dated) and _is_site(tree, metas):
        return f"{headlines} headlines, little text beside them"
    if _is_teased([page[index] for index in own], teasers, title, dated=dated):
        return f"{teasers.count} headlines with excerpts, little text of its own"
    labelled = names_list(title) or (short and is_paged(page))
    if labelled and teasers.heads and length < _TEXT:
        return f"{len(teasers.heads)} headlines under a title that names a list"
    return None


def _is_site(tree: HtmlElement, metas: Metas) -> bool:
    """Say whether a page calls itself a site, or dates several reports."""
    times = sum(1 for _ in tree.iter("time"))
    return times >= _SEVERAL_DATES or (metas.first("og:type") or "").lower() in _LISTING_TYPES


def _has_sentence(page: tuple[Block, ...], own: list[int], teasers: Teasers) -> bool:
    return any(index not in teasers.places and is_prose(page[index]) for index in own)


def _has_text(page: tuple[Block, ...], own: list[int], teasers: Teasers) -> bool:
    """Say whether paragraphs of the page's own follow each other in one element, parted by no headline."""
    parent, length, count, last = None, 0, 0, 0
    heads = sorted(teasers.heads)
    for index in own:
        if index in teasers.places or not is_prose(page[index]):
            continue
        above = page[index].element.getparent()
        parted = bisect_left(heads, last) != bisect_left(heads, index)
        if above is not parent or parted:
            length = count = 0
        parent, last = above, index
        length, count = length + len(page[index].text), count + 1
        if length >= _TEXT or (length >= _DESCRIPTION and count > 1):
            return True
    return False


def _own_blocks(body: str, page: tuple[Block, ...], teasers: Teasers) -> list[int]:
    """Give the places of what the page itself says in its text: no links, and not what stands beside them."""
    heads = frozenset(teasers.heads)
    beside = " | ".join(page[head].text for head in teasers.heads)
    titles = [page[head].text for head in teasers.heads if len(page[head].text) >= _HEADLINE]
    return [
        index
        for index, block in enumerate(page)
        if len(block.text) >= _SHORTEST
        and not block.is_link
        and index not in heads
        and begins(block.text) in body
        and not (len(block.text) <= _DATE_LINE and (block.text in beside or is_date_line(block.text)))
        and not (len(block.text) <= _TICKER and any(title in block.text for title in titles))
    ]


def _is_teased(own: list[Block], teasers: Teasers, title: str, *, dated: bool) -> bool:
    """Say whether the page teases reports and says little beside that."""
    teased = sum(len(block.text) for block in own if begins(block.text) in teasers.texts)
    beside = sum(len(block.text) for block in own) - teased
    if teasers.count < _FEWEST:
        return teasers.is_cut and len(title) < _SECTION_TITLE and beside < _LITTLE
    if beside < _LITTLE or (teased and beside * 2 <= teased):
        return True
    return beside < _DESCRIPTION and beside * 2 <= teasers.length and not dated


def _is_table(body: str, heading: Heading | None) -> str | None:
    """Give why a page of rates, hours of prayer or weather is no report: figures, and no sentence."""
    short = heading is None or len(heading.text) < _SECTION_TITLE
    if not short or len(body) > _LONGEST_TABLE:
        return None
    lines = body.split("\n\n")
    if len(lines) < _FIGURES or any(map(_SENTENCE.search, lines)):
        return None
    figures = sum(_DIGIT.search(line) is not None for line in lines)
    return f"{figures} lines of figures, no sentence" if figures * 2 > len(lines) else None


def _titles(tree: HtmlElement, metas: Metas) -> str:
    """Give what the page calls itself, folded: a headline that is part of it is its own."""
    title = next((element.text_content() for element in tree.iter("title")), "")
    return fold(f"{title} | {metas.first('og:title') or ''}")
