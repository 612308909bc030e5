"""Dates in <meta>: the names that newsrooms' systems use, those of the report before those of any page."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from extractors.date_choice import LOOSE, MARKED, WEAK
from extractors.document import squeeze

_PUBLISHED = """
article:published_time og:article:published_time article:published og:published_time article:post_time
datepublished publisheddate published_date published-date published_at published_time publishedtime pubdate
publishdate publish-date publish_date publish_time publication_date publication-date publicationdate
parsely-pub-date sailthru.date article.published bt:pubdate rnews:datepublished vr:published_time
cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:recs:articlepublishtime
citation_publication_date article_date_original originalpublicationdate article-published og:pubdate
shareaholic:article_published_time dc.date.issued dcterms.issued dc.date.published dcterms.published
"""
_CREATED = "dc.date.created dcterms.created datecreated date_created article.created created dc.created"
_ANY_PAGE = "date dc.date dcterms.date datetime eprints.date"
_MODIFIED = """
article:modified_time og:updated_time datemodified lastmod last-modified article:modified dcterms.modified
dc.date.modified revised article:updated_time og:article:modified_time modified_time updated_time last_updated
last-updated lastmodified article.updated cxenseparse:recs:modtime
"""
_NAMES = {
    **dict.fromkeys(_PUBLISHED.split(), ("published", MARKED)),
    **dict.fromkeys(_CREATED.split(), ("published", LOOSE)),
    **dict.fromkeys(_ANY_PAGE.split(), ("published", WEAK)),
    **dict.fromkeys(_MODIFIED.split(), ("modified", MARKED)),
}
_EACH = 2  # values of one name


def meta_claims(tree: HtmlElement) -> list[tuple[str, str, str, int]]:
    """Give (kind, source, raw, weight) of every <meta> that dates the page, heaviest first.

    Only by `name` and `property`: an `itemprop` belongs to an item and is read with the markup.
    """
    found = list(_found(tree))
    return sorted(found, key=lambda claim: -claim[3])


def _found(tree: HtmlElement) -> Iterator[tuple[str, str, str, int]]:
    counts: dict[str, int] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name"):
            name = (meta.get(attribute) or "").strip().lower()
            if name not in _NAMES or counts.get(name, 0) >= _EACH:
                continue
            if raw := squeeze(meta.get("content") or ""):
                counts[name] = counts.get(name, 0) + 1
                kind, weight = _NAMES[name]
                yield kind, f"meta:{name}", raw, weight
                break
