"""What the head of an article's page tells to reference managers and search engines. Nothing is guessed.

Highwire and Dublin Core names, and `z:` ones, are what Zotero's translator "Embedded Metadata" reads: without
`z:itemType` a `citation_title` would make it a journal article. schema.org is told as JSON-LD.
"""

import json
from collections.abc import Mapping
from typing import Any

from extractors.arabic import BIDI

# Nothing of a text ends the element or turns the page's direction; U+2028 and U+2029 end lines of scripts.
_ESCAPED = {ord(one): f"\\u{ord(one):04x}" for one in {*"<>&\u2028\u2029", *BIDI.chars}}
Outlet = Mapping[str, Any] | None


def metadata_of(article: Mapping[str, Any], outlet: Outlet, archived_at: str) -> list[tuple[str, str]]:
    """Names and contents of the `<meta>` elements for an article (as `show` gives it), absent ones left out.

    `archived_at` is the address of its capture here. The date is the outlet's own day.
    """
    name = _name(article, outlet)
    told: list[tuple[str, str | None]] = [
        ("z:itemType", "newspaperArticle"),
        ("citation_title", article["title"]),
        *(("citation_author", author) for author in article["authors"]),
        ("citation_publication_date", article["published_date"]),
        ("citation_language", article["language"]),
        ("citation_public_url", article["url"]),
        ("DC.type", "Text"),
        ("DC.title", article["title"]),
        *(("DC.creator", author) for author in article["authors"]),
        ("DC.source", name),
        ("DC.date", article["published_date"]),
        ("DC.language", article["language"]),
        ("DC.identifier", f"urn:uuid:{article['capture']['record_id']}"),
        ("z:section", article["section"]),
        ("z:archive", "Warraq"),
        ("z:archiveLocation", archived_at),
    ]
    return [(key, value) for key, value in told if value]


def linked_data(article: Mapping[str, Any], outlet: Outlet, archived_at: str) -> str:
    """The article as a NewsArticle of schema.org, in JSON that may stand in a `<script>` element.

    Whether an author is a person or an organisation is not known, so no type says it.
    """
    homepage = outlet["homepage"] if outlet else None
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article["title"],
        "alternativeHeadline": article["subtitle"],
        "author": [{"name": author} for author in article["authors"]],
        "datePublished": article["published_at"] or article["published_date"],
        "dateModified": article["modified_at"],
        "dateline": (article["dateline"] or {}).get("place"),
        "inLanguage": article["language"],
        "url": article["url"],
        "publisher": _given(
            {"@type": "NewsMediaOrganization", "name": _name(article, outlet), "url": homepage}
        ),
        "articleSection": article["section"],
        "keywords": article["tags"],
        "archivedAt": archived_at,
        "identifier": f"urn:uuid:{article['capture']['record_id']}",
    }
    return json.dumps(_given(told), ensure_ascii=False).translate(_ESCAPED)


def _name(article: Mapping[str, Any], outlet: Outlet) -> str:
    return str((outlet or {}).get("name") or article["outlet"])


def _given(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}
