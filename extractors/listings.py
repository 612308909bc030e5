"""Pages that list reports: home, section, topic, tag, author, search and archive pages.

A list is told by what is missing: a text of the page's own. What stands below a headline that leads to
another page is that page's. A report is told by its title with prose below it, however many headlines stand
beside; whoever says in JSON-LD or in a meta that the page is one dated report is believed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import DateClaim, NotAnArticle, Stamp
from extractors.dates import is_date_line
from extractors.document import Block
from extractors.jsonld import Claims
from extractors.messages import PAYWALL
from extractors.metadata import Heading, Metas
from extractors.published import Dated
from extractors.teasers import Teasers, begins, find_teasers, leads_away, own_addresses

_LISTING_TYPES = ("website", "site", "blog")
_LISTING_NODES = frozenset(["CollectionPage", "SearchResultsPage", "ProfilePage"])
_HEADLINE = 22  # characters of a link that reads like a headline
_MANY = 10  # headlines
_SEVERAL = 3
_SEVERAL_DATES = 4
_SEVERAL_MARKED = 3  # dates in microdata; a report may print its own twice
_MARKED = ("microdata:datePublished", "meta:datepublished")
_PROSE = 40  # characters of a block of prose
LEAST = 100  # characters of the shortest report without a date
_KEY = 40  # characters of a date by which it is found
_FEW_WORDS = 3
_FEWEST = 2  # headlines with excerpts
_SHORTEST = 15  # characters of a block of text
_LONGEST_PAGER = 40
_SENTENCE = 60
_LITTLE = 80  # characters: a description of the section
_OWN = 150
_DESCRIPTION = 300
_TEXT = 700  # a longer text is a report, whatever stands around it
_TITLE = 25  # characters of a title that is more than a section's name
_TITLE_WORDS = 4  # or so many words
_SECTION_TITLE = 45  # characters
_REFERENCES = 3  # headlines in a row that are a list; fewer may be «اقرأ أيضاً»
_ABOVE = 6  # blocks above a title in which its date may stand
_LONGEST_DATE = 140
_DATE_LINE = 60
_FIGURES = 4  # lines of figures that are a table
_TICKER = 200  # characters of a line that may repeat a headline
_LABEL = re.compile(
    r"(?:ال)?(?:وسم|هاشتاغ|هاشتاج|تصنيف|ارشيف|قسم|تاغ)\b|نتائج (?:ال)?بحث|(?:ال)?بحث عن|كل ما (?:كتب|نشر)"
    r"|(?:جميع|كل|احدث|اخر|مزيد من) (?:ال)?(?:اخبار|مقالات|مواد|مواضيع|موضوعات|تقارير|منشورات|مشاركات)\b"
    r"|(?:مقالات|مواد|مواضيع) (?:الكاتب|كتبها)|(?:tag|category|archives?|search|author|auteur|resultats)\b",
    re.IGNORECASE,
)
_PAGER = re.compile(
    r"^(?:\d{1,3}\W+){2,}|الصفحه التاليه|صفحه تاليه|(?:عرض|تحميل|شاهد) المزيد|(?:مقالات|رسائل|مشاركات|اخبار) اقدم"
    r"|(?:المقالات|المشاركات) (?:الاقدم|القديمه)|load more|older (?:posts|entries)|next page|page suivante"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """What stands below a page's title before any list: characters of prose, a date, an offer to subscribe."""

    prose: int
    is_dated: bool
    has_offer: bool


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
    own = own_addresses(tree, metas, url)
    titles = _titles(tree, metas)
    teasers = find_teasers(page, own, titles)
    if claims.is_article and not (claims.headline in teasers.headlines and teasers.count > 1):
        return None
    if claims.types & _LISTING_NODES:
        return _refusal("its JSON-LD calls it a page of a collection")
    if _is_lead(heading, own, titles, teasers, body):
        return _refusal(f"its first headline leads to another page, and {len(teasers.heads) - 1} others")
    at = _place(page, heading)
    opening = _opening(page, at, teasers, dated.stamp)
    if opening and heading and _is_report(opening, heading, page, teasers):
        return None
    why = _listed(tree, page, metas, body, heading, teasers, opening) or _is_table(body, heading)
    return _refusal(why) if why else None


def is_certain(claims: Iterable[DateClaim], tree: HtmlElement) -> bool:
    """Say whether the page's metadata dates it as one report; a list may mark up the date of every item."""
    sources = [claim.source for claim in claims if claim.kind == "published" and claim.day]
    marked = [source for source in sources if source in _MARKED]
    if any(source.startswith(("meta", "layout")) and source not in _MARKED for source in sources):
        return True
    return bool(marked) and int(tree.xpath("count(//*[@itemprop='datePublished'])")) < _SEVERAL_MARKED


def is_headline(title: str) -> bool:
    """Say whether a title says more than the name of a section would."""
    if len(title) < _TITLE and len(_WORD.findall(title)) < _TITLE_WORDS:
        return False
    return not _LABEL.match(fold(title))


def _refusal(detail: str) -> NotAnArticle:
    return NotAnArticle(code="section-page", detail=detail)


def _is_linked(headline: str | None, page: tuple[Block, ...]) -> bool:
    return any(block.text == headline and block.is_link for block in page)


def _is_lead(heading: Heading | None, own: frozenset[str], titles: str, teasers: Teasers, body: str) -> bool:
    """Say whether what looks like the title is the first headline of a home page: it leads away.

    A blog may link a title to an address that we do not know for its own: then the page is named after it.
    """
    if heading is None or heading.element is None or fold(heading.text) in titles:
        return False
    if not leads_away(heading.element, own) or len(teasers.heads) < _SEVERAL:
        return False
    return teasers.count > 1 or len(body) < _TEXT


def _place(page: tuple[Block, ...], heading: Heading | None) -> int | None:
    """Give where the title is printed: by its element, else by its text."""
    if heading is None:
        return None
    same = (index for index, block in enumerate(page) if block.text == heading.text and not block.is_link)
    if heading.element is None:
        return next(same, None)
    inside = frozenset(heading.element.iter())
    return next((index for index, block in enumerate(page) if block.element in inside), next(same, None))


def _opening(
    page: tuple[Block, ...], at: int | None, teasers: Teasers, published: Stamp | None
) -> _Opening | None:
    """Give what stands below the title, as far as a list or a teaser; None where the title is in one."""
    if at is None or at in teasers.places:
        return None
    end = _end(page, at, teasers)
    below = [
        block
        for index, block in enumerate(page[at + 1 : end], at + 1)
        if index not in teasers.places and not block.is_link
    ]
    around = [
        block for block in page[max(0, at - _ABOVE) : end] if not _is_of_item(block, page[at], page, end)
    ]
    return _Opening(
        prose=sum(len(block.text) for block in below if len(block.text) >= _PROSE),
        is_dated=published is not None and any(_bears(block, published) for block in around),
        has_offer=any(PAYWALL.search(fold(block.text)) for block in below if len(block.text) <= _DESCRIPTION),
    )


def _end(page: tuple[Block, ...], at: int, teasers: Teasers) -> int:
    """Give where what stands below a title ends: where several headlines follow each other, or at a teaser."""
    run: list[int] = []
    for head in teasers.heads:
        if head <= at:
            continue
        if run and any(_is_prose(block) for block in page[run[-1] + 1 : head]):
            run = []
        run.append(head)
        if head in teasers.places or len(run) == _REFERENCES:
            return run[0]
    return len(page)


def _is_of_item(block: Block, title: Block, page: tuple[Block, ...], end: int) -> bool:
    """Say whether a block stands in one box with the first headline below a title: it is that report's."""
    parent = block.element.getparent()
    if end == len(page) or parent in (None, title.element) or parent in title.element.iterancestors():
        return False
    return any(parent is ancestor for ancestor in page[end].element.iterancestors())


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE and not block.is_link


def _bears(block: Block, published: Stamp) -> bool:
    """Say whether a block prints the date, or stands in a <time> that says it."""
    raw = published.raw[:_KEY]
    if raw in block.text:
        return True
    if len(block.text) > _LONGEST_DATE:
        return False
    element = block.element
    times = [element] if element.tag == "time" else element.iter("time")
    return any(raw in (time.get("datetime") or "") for time in times)


def _is_report(opening: _Opening, heading: Heading, page: tuple[Block, ...], teasers: Teasers) -> bool:
    """Say whether prose enough stands below the title: little of it where a date or an offer is printed."""
    headline = is_headline(heading.text)
    if opening.prose >= _TEXT or (opening.has_offer and (headline or opening.prose >= _PROSE)):
        return True
    if opening.is_dated:
        words = len(_WORD.findall(heading.text))
        least = _PROSE if headline else _LITTLE if words >= _FEW_WORDS else _OWN
        return opening.prose >= least and not _LABEL.match(fold(heading.text))
    listed = len(teasers.heads) >= _SEVERAL and _is_paged(page)
    return headline and opening.prose >= LEAST and not listed


def _is_paged(page: tuple[Block, ...]) -> bool:
    """Say whether links lead to further pages of a list: by their numbers or by words."""
    numbers = 0
    for block in page:
        if not block.is_link or len(block.text) > _LONGEST_PAGER:
            continue
        if block.text.isdecimal():
            numbers += 1
        if numbers > 1 or _PAGER.search(fold(block.text)):
            return True
    return False


def _listed(
    tree: HtmlElement,
    page: tuple[Block, ...],
    metas: Metas,
    body: str,
    heading: Heading | None,
    teasers: Teasers,
    opening: _Opening | None,
) -> str | None:
    """Give why a page without a report below its title is a list, None where a text of its own stands on it."""
    own = _own_blocks(body, page, teasers)
    length = sum(len(page[index].text) for index in own)
    headlines = sum(len(page[head].text) >= _HEADLINE for head in teasers.heads)
    title = heading.text if heading else ""
    short = not is_headline(title)
    if not short and _has_text(page, own, teasers):
        return None
    if headlines and length * 2 <= len(body) and (short or body or teasers.count or headlines >= _MANY):
        return f"{headlines} headlines, most of the text in links"
    if headlines >= _MANY and short and length < _LITTLE:
        return f"{headlines} headlines, no text beside them"
    dated = opening is not None and opening.is_dated
    if headlines >= _MANY and (length < _TEXT or not dated) and _is_site(tree, metas):
        return f"{headlines} headlines, little text beside them"
    if _is_teased([page[index] for index in own], teasers, title, dated=dated):
        return f"{teasers.count} headlines with excerpts, little text of its own"
    labelled = _LABEL.match(fold(title)) is not None or (short and _is_paged(page))
    if labelled and teasers.heads and length < _TEXT:
        return f"{len(teasers.heads)} headlines under a title that names a list"
    return None


def _is_site(tree: HtmlElement, metas: Metas) -> bool:
    """Say whether a page calls itself a site, or dates several reports."""
    times = sum(1 for _ in tree.iter("time"))
    return times >= _SEVERAL_DATES or (metas.first("og:type") or "").lower() in _LISTING_TYPES


def _has_text(page: tuple[Block, ...], own: list[int], teasers: Teasers) -> bool:
    """Say whether paragraphs of the page's own follow each other in one element, parted by no headline."""
    parent, length, count, last = None, 0, 0, 0
    heads = sorted(teasers.heads)
    for index in own:
        if index in teasers.places or not _is_prose(page[index]):
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
    lines = body.split("\n\n")
    figures = sum(_DIGIT.search(line) is not None for line in lines)
    short = heading is None or len(heading.text) < _SECTION_TITLE
    if len(lines) < _FIGURES or not short or any(len(line) >= _SENTENCE for line in lines):
        return None
    return f"{figures} lines of figures, no sentence" if figures * 2 > len(lines) else None


def _titles(tree: HtmlElement, metas: Metas) -> str:
    """Give what the page calls itself, folded: a headline that is part of it is its own."""
    title = next((element.text_content() for element in tree.iter("title")), "")
    return fold(f"{title} | {metas.first('og:title') or ''}")
