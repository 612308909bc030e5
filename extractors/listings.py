"""Pages that list reports: home, section, topic, tag, author and search pages; pages about the outlet itself.

A listing is told by its structure: items of one make, each with a headline that links to another page and a
few words of that report. Whoever says in JSON-LD or in a meta that the page is one dated report is believed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import DateClaim, NotAnArticle, Stamp
from extractors.dates import is_date_line
from extractors.document import Block
from extractors.furniture import line_kind
from extractors.jsonld import Claims
from extractors.metadata import Heading, Metas
from extractors.published import Dated

_HEADLINE = 22  # characters of a link that reads like a headline
_TEASED_HEADLINE = 12  # and of one with an excerpt below it
_MANY_HEADLINES = 10
_LISTING_TYPES = ("website", "site", "blog")
_LISTING_NODES = frozenset(["CollectionPage", "SearchResultsPage", "ProfilePage"])
_STUB = 700  # characters; a longer text is a report, whatever stands below it
_SEVERAL_DATES = 4
_SEVERAL_MARKED = 3  # dates in microdata; a report may print its own twice
_MARKED = ("microdata:datePublished", "meta:datepublished")
_MOST = 400  # headlines and blocks that are looked at
_EXCERPT = 20  # characters below a headline that are an excerpt
_ABOVE = 120  # characters above a headline in its item: a date, a section's name
_NEAR = 4  # blocks above the first headline that may belong to its item
_BESIDE = 30  # characters beside a link in its block
_DATE_LINE = 60
_FLAT = 3  # headlines with an excerpt that no box holds together
_OWN = 80  # characters beside the teasers: a description of the section
_OWN_UNDATED = 150
_DESCRIPTION = 300
_PROSE = 40
_TITLE = 25  # characters of a title that is more than a section's name
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_KEY = 40  # characters by which a line of the body is found again among the blocks
_SECTION_TITLE = 45  # characters
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_STANDING = re.compile(
    "|".join(
        fold(title)
        for title in (
            "من نحن",
            "عن الموقع",
            "عن الصحيفة",
            "عن الجريدة",
            "عن الوكالة",
            "عن المدونة",
            "نبذة عنا",
            "حول الموقع",
            "هيئة التحرير",
            "فريق العمل",
            "فريق التحرير",
            "رؤيتنا",
            "اتصل بنا",
            "تواصل معنا",
            "اتصلوا بنا",
            "للتواصل معنا",
            "راسلنا",
            "أعلن معنا",
            "للإعلان معنا",
            "الإعلان في الموقع",
            "سياسة الخصوصية",
            "سياسة الخصوصية وملفات تعريف الارتباط",
            "سياسة ملفات تعريف الارتباط",
            "سياسة الاستخدام",
            "سياسة التحرير",
            "السياسة التحريرية",
            "شروط الاستخدام",
            "شروط الخدمة",
            "الشروط والأحكام",
            "اتفاقية الاستخدام",
            "حقوق النشر",
            "إخلاء مسؤولية",
            "إخلاء المسؤولية",
            "خريطة الموقع",
            "الأسئلة الشائعة",
            "وظائف شاغرة",
            "about us",
            "about",
            "contact us",
            "contact",
            "privacy policy",
            "cookie policy",
            "terms of use",
            "terms of service",
            "terms and conditions",
            "advertise with us",
            "sitemap",
            "a propos",
            "à propos",
            "qui sommes-nous",
            "contactez-nous",
            "mentions legales",
            "mentions légales",
            "politique de confidentialite",
            "politique de confidentialité",
            "conditions d'utilisation",
            "publicite",
        )
    ),
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·»«:؟?!]\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teasers:
    """The reports that a page teases: how many, where their blocks stand and how they begin, headlines."""

    count: int
    length: int
    places: frozenset[int]
    texts: frozenset[str]
    headlines: tuple[str, ...]
    cut: bool


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
    titles = _titles(tree, metas)
    teasers = _teasers(page, _own_addresses(tree, metas, url), titles)
    about_another = (claims.headline or "") in teasers.headlines and teasers.count > 1
    if (claims.is_article and not about_another) or is_certain(dated.claims, tree):
        return None
    if claims.types & _LISTING_NODES:
        return NotAnArticle(code="section-page", detail="its JSON-LD calls it a page of a collection")
    if _has_report(page, heading, dated.stamp, teasers):
        return None
    lines = body.split("\n\n")
    own = _own_lines(lines, page)
    headlines = sum(_is_headline(block) and len(block.text) >= _HEADLINE for block in page)
    if headlines and sum(map(len, own)) * 2 <= len(body):
        return NotAnArticle(code="section-page", detail=f"{headlines} headlines, most of the text in links")
    named = heading is None or len(heading.text) < _TITLE
    if headlines >= _MANY_HEADLINES and named and sum(map(len, own)) < _OWN:
        return NotAnArticle(code="section-page", detail=f"{headlines} headlines, no text beside them")
    times = sum(1 for _ in tree.iter("time"))
    listing = (metas.first("og:type") or "").lower() in _LISTING_TYPES or times >= _SEVERAL_DATES
    short = sum(map(len, own)) < _STUB or dated.stamp is None
    if headlines >= _MANY_HEADLINES and listing and short:
        return NotAnArticle(code="section-page", detail=f"{headlines} headlines, little text beside them")
    if _is_teased(own, teasers, heading, dated.stamp):
        return NotAnArticle(
            code="section-page", detail=f"{teasers.count} headlines with excerpts, little text of its own"
        )
    return None


def refuse_standing(heading: Heading | None, published: Stamp | None, claims: Claims) -> NotAnArticle | None:
    """Refuse a page about the outlet itself: who it is, how to reach it, its terms. It bears no date."""
    if heading is None or published is not None or claims.is_article:
        return None
    parts = [fold(part) for part in _PARTS.split(heading.text) if part]
    if any(_STANDING.fullmatch(part) for part in parts[:2] + parts[-1:]):
        return NotAnArticle(code="standing-page", detail=heading.text[:100])
    return None


def is_certain(claims: Iterable[DateClaim], tree: HtmlElement) -> bool:
    """Say whether the page's metadata dates it as one report; a list may mark up the date of every item."""
    sources = [claim.source for claim in claims if claim.kind == "published" and claim.day]
    marked = [source for source in sources if source in _MARKED]
    if any(source.startswith(("meta", "layout")) and source not in _MARKED for source in sources):
        return True
    return bool(marked) and int(tree.xpath("count(//*[@itemprop='datePublished'])")) < _SEVERAL_MARKED


def _own_lines(lines: list[str], page: tuple[Block, ...]) -> list[str]:
    """Give the lines of a text that are neither links of the page nor the dates beside them."""
    linked = {fold(block.text) for block in page if _is_headline(block)}
    beside = " | ".join(
        block.text for block in page if _is_headline(block) and block.linked < len(block.text)
    )
    return [
        line
        for line in lines
        if fold(line) not in linked
        and not (beside and len(line) <= _DATE_LINE and (line in beside or is_date_line(line)))
    ]


def _is_teased(own: list[str], teasers: _Teasers, heading: Heading | None, published: Stamp | None) -> bool:
    """Say whether the page teases reports and says little beside that, in its body or anywhere."""
    teased = sum(
        len(line) for line in own if line[:_KEY] in teasers.texts or line.startswith(teasers.headlines)
    )
    beside = sum(map(len, own)) - teased
    if teasers.count < 2:
        section = heading is None or len(heading.text) < _SECTION_TITLE
        return teasers.cut and section and beside < _OWN
    if beside < _OWN or (teased and beside * 2 <= teased):
        return True
    return beside < _DESCRIPTION and beside * 2 <= teasers.length and not _is_dated(published, teasers)


def _is_dated(published: Stamp | None, teasers: _Teasers) -> bool:
    """Say whether a date stands on the page that is not that of a report it teases."""
    return published is not None and not any(published.raw[:_KEY] in text for text in teasers.texts)


def _has_report(
    page: tuple[Block, ...], heading: Heading | None, published: Stamp | None, teasers: _Teasers
) -> bool:
    """Say whether prose stands below the page's title before anything is teased, and a date beside it."""
    at = next((index for index, block in enumerate(page) if heading and _prints(block, heading)), None)
    if heading is None or at is None or at in teasers.places:
        return False
    below = page[
        at + 1 : next(index for index in range(at + 1, len(page) + 1) if _ends(page, index, teasers))
    ]
    prose = sum(len(block.text) for block in below if len(block.text) >= _PROSE and not block.is_link)
    dated = _is_dated(published, teasers)
    return prose >= (_OWN if dated else _OWN_UNDATED) and (dated or len(heading.text) >= _TITLE)


def _ends(page: tuple[Block, ...], index: int, teasers: _Teasers) -> bool:
    """Say whether what stands below a title ends here: with the page, or with a report that is teased."""
    if index == len(page) or index in teasers.places:
        return True
    text = page[index].text
    return page[index].is_link and len(text) >= _HEADLINE and not line_kind(text)  # nor does a share bar


def _prints(block: Block, heading: Heading) -> bool:
    if heading.element is not None:
        return block.element is heading.element or block.text == heading.text
    return block.text == heading.text


def _teasers(page: tuple[Block, ...], own: frozenset[str], titles: str) -> _Teasers:
    """Find the items that hold one headline and an excerpt, and headlines that texts follow without a box."""
    heads = list(_headlines(page, own, titles))
    chosen = _boxed(page, heads)
    flat = _flat(page, heads)
    if len(flat) >= _FLAT:
        chosen |= flat
    places = [index for indices in chosen.values() for index in indices]
    return _Teasers(
        count=len(chosen),
        length=sum(len(page[index].text) for index in places),
        places=frozenset((*chosen, *places)),
        texts=frozenset(page[index].text[:_KEY] for index in places),
        headlines=tuple(page[head].text for head in chosen),
        cut=any(_CUT.search(page[index].text) for index in places),
    )


def _boxed(page: tuple[Block, ...], heads: list[int]) -> dict[int, list[int]]:
    """Give the headlines that stand in boxes of one kind, with the places of the texts below each."""
    held: Counter[HtmlElement] = Counter()
    for index in heads:
        held.update(_self_and_ancestors(page[index].element))
    items = {_item(page[index].element, held): index for index in heads}
    before, after = Counter[int](), dict[int, list[int]]()
    first, last = (heads[0], heads[-1]) if heads else (0, -1)
    for index in range(max(0, first - _NEAR), min(len(page), last + _MOST)):
        block = page[index]
        around = _self_and_ancestors(block.element)
        head = next((items[element] for element in around if element in items), index)
        if index < head:
            before[head] += len(block.text)
        elif index > head and not block.is_link:
            after.setdefault(head, []).append(index)
    boxed = {
        head: below
        for head, below in after.items()
        if before[head] <= _ABOVE and sum(len(page[index].text) for index in below) >= _EXCERPT
    }
    kinds = {head: _kind(element) for element, head in items.items() if head in boxed}
    often = Counter(kinds.values())
    alike = {head: below for head, below in boxed.items() if often[kinds[head]] > 1}
    return alike or dict(list(boxed.items())[:1])


def _headlines(page: tuple[Block, ...], own: frozenset[str], titles: str) -> Iterator[int]:
    """Give the places of blocks that are one link to another page and no title of this one."""
    seen = set(own)  # "read more" below an excerpt leads where its headline does
    found = 0
    for index, block in enumerate(page):
        if not _is_headline(block) or len(block.text) < _TEASED_HEADLINE:
            continue
        target = _target(block.element)
        if target is None or target in seen or fold(block.text) in titles:
            continue
        seen.add(target)
        yield index
        found += 1
        if found == _MOST:
            return


def _is_headline(block: Block) -> bool:
    """Say whether a block is a link, or a link and a date or a section's name beside it."""
    beside = len(block.text) - block.linked
    return block.is_link or (block.linked >= _TEASED_HEADLINE and beside <= _BESIDE)


def _flat(page: tuple[Block, ...], heads: list[int]) -> dict[int, list[int]]:
    """Give the headings that link away and the texts below each, as far as the next heading."""
    found: dict[int, list[int]] = {}
    for index in heads:
        if page[index].element.tag not in _HEADINGS:
            continue
        for place, block in enumerate(page[index + 1 : index + 6], index + 1):
            if block.element.tag in _HEADINGS or (len(block.text) >= _TEASED_HEADLINE and block.is_link):
                break
            if not block.is_link and len(block.text) >= _EXCERPT:
                found.setdefault(index, []).append(place)
    return found


def _item(element: HtmlElement, held: Counter[HtmlElement]) -> HtmlElement:
    """Give the outermost ancestor that holds no other headline."""
    item = element
    for ancestor in element.iterancestors():
        if held[ancestor] > 1:
            break
        item = ancestor
    return item


def _kind(element: HtmlElement) -> tuple[str, str]:
    words = (element.get("class") or "").split()
    return str(element.tag), words[0] if words else ""


def _self_and_ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _target(element: HtmlElement) -> str | None:
    for link in element.iter("a"):
        return _address(link.get("href") or "")
    for link in element.iterancestors("a"):
        return _address(link.get("href") or "")
    return None


def _address(href: str) -> str | None:
    """Give a link's target as it is compared: without scheme, host and fragment; None for none."""
    target = href.strip().partition("#")[0]
    if not target or target.lower().startswith(("javascript:", "mailto:", "tel:")):
        return None
    return re.sub(r"^(?:https?:)?//[^/]*", "", target).rstrip("/") or "/"


def _own_addresses(tree: HtmlElement, metas: Metas, url: str) -> frozenset[str]:
    """Give the addresses under which the page knows itself, as `_address` gives them."""
    canonical = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    known = [url, *canonical[:1], metas.first("og:url") or ""]
    return frozenset(address for one in known if (address := _address(_joined(url, one))))


def _joined(url: str, link: str) -> str:
    """Give the link made absolute, the link itself where it is no address («http://[»)."""
    try:
        return urljoin(url, link)
    except ValueError:
        return link


def _titles(tree: HtmlElement, metas: Metas) -> str:
    """Give what the page calls itself, folded: a headline that is part of it is its own."""
    title = next((element.text_content() for element in tree.iter("title")), "")
    return fold(f"{title} | {metas.first('og:title') or ''}")
