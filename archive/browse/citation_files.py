"""Citations as files for reference managers: BibTeX, RIS, CSL-JSON.

/cite.bib?q=… cites what /cite?q=… shows first; the reports named as alternatives are not cited.
/article/ID.bib cites that article, with `version` that text of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from archive.browse.article_page import article_page
from archive.browse.asking import BadRequest
from archive.browse.cite_page import cite_page
from archive.browse.site import Asked, Site
from archive.citation_links import origin_in
from archive.cite import Names, styled
from archive.lookup import UnknownArticle
from archive.schema import sqlite3

# By the ending of the address: the style of `warraq cite`, and the media type.
KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
        "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
        "csl.json": ("csl", "application/vnd.citationstyles.csl+json"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFile:
    """A citation to be saved, under a name of letters, digits, dots and hyphens."""

    name: str
    content: str
    media: str


def cited_by_query(site: Site, db: sqlite3.Connection, asked: Asked) -> CitationFile:
    """The citation of what /cite shows first for these parameters.

    Raises BadRequest when nothing is asked for, UnknownArticle, Gone.
    """
    told = cite_page(site, db, asked)
    if told["found"] is None:
        raise BadRequest("q", "", f"/cite.{asked.parts['kind']}?q=دمشق")
    if not told["styles"]:
        raise UnknownArticle("no report in this archive holds this quote")
    kind = asked.parts["kind"]
    article = told["found"]["article"]
    return _file(kind, told["styles"][KINDS[kind][0]], article["capture"]["record_id"])


def cited_by_id(site: Site, db: sqlite3.Connection, asked: Asked) -> CitationFile:
    """The citation of an article, of the text that the parameter version picks. Raises UnknownArticle."""
    article = article_page(site, db, asked)["article"]
    kind = asked.parts["kind"]
    names = Names(origin=origin_in(site.archive.settings))
    text = styled(db, {"article": article, "quote": None}, names, KINDS[kind][0])
    return _file(kind, text, article["capture"]["record_id"])


def _file(kind: str, text: str, record_id: str) -> CitationFile:
    if kind == "csl.json":  # a file of CSL-JSON is a list of items
        text = json.dumps([json.loads(text)], ensure_ascii=False, indent=2)
    return CitationFile(name=f"warraq-{record_id}.{kind}", content=f"{text}\n", media=KINDS[kind][1])
