"""The pages there are: for each its address, what it tells, and the template that shows it.

Addresses are part of the documented interface. Each also answers with `.json` at its end, with the same data.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.browse.article_page import article_page
from archive.browse.capture_page import capture_page
from archive.browse.case_pages import case_page, cases_page
from archive.browse.cite_page import cite_page
from archive.browse.coverage_page import coverage_page
from archive.browse.front import front
from archive.browse.history_page import history_page
from archive.browse.lineage_page import lineage_page
from archive.browse.outlet_pages import outlet_page, outlets_page
from archive.browse.replay_page import replay_page
from archive.browse.search_page import search_page
from archive.browse.site import Asked, Site
from archive.browse.source_pages import source_page, sources_page
from archive.browse.status_page import status_page
from archive.browse.trend_page import trend_page
from archive.browse.verify_page import verify_page
from archive.schema import sqlite3

ARTICLE = r"(?P<article>[0-9a-f]{16})"
SLUG = r"(?P<outlet>[a-z0-9][a-z0-9_-]*)"
CASE = r"(?P<case>[0-9a-f]{8})"
RECORD = r"(?P<record>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
PART = re.compile(r"\(\?P<(?P<name>[a-z]+)>(?P<pattern>(?:[^()]|\([^()]*\))*)\)")  # one of these in a path


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One kind of page; `path` is a pattern for the whole path without `.json`.

    `policy` is added to the Content Security Policy of all pages. A page that is not `public` answers 404
    where everybody is answered.
    """

    path: str
    template: str
    tell: Callable[[Site, sqlite3.Connection, Asked], dict[str, Any]]
    policy: str = ""
    public: bool = True


REPLAY = Page(
    path=rf"/replay/{RECORD}", template="replay.html", tell=replay_page, policy="; frame-src 'self'"
)
PAGES = (
    Page(path=r"/", template="front.html", tell=front),
    Page(path=r"/search", template="search.html", tell=search_page),
    Page(path=rf"/article/{ARTICLE}", template="article.html", tell=article_page),
    Page(path=rf"/article/{ARTICLE}/history", template="history.html", tell=history_page),
    Page(path=rf"/capture/{RECORD}", template="capture.html", tell=capture_page),
    Page(path=rf"/capture/{RECORD}/verify", template="verify.html", tell=verify_page),
    REPLAY,
    Page(path=rf"/article/{ARTICLE}/lineage", template="lineage.html", tell=lineage_page),
    Page(path=r"/outlets", template="outlets.html", tell=outlets_page),
    Page(path=rf"/outlet/{SLUG}", template="outlet.html", tell=outlet_page),
    Page(path=r"/sources", template="sources.html", tell=sources_page),
    Page(path=r"/source", template="source.html", tell=source_page),
    Page(path=r"/trend", template="trend.html", tell=trend_page),
    Page(path=r"/coverage", template="coverage.html", tell=coverage_page),
    Page(path=r"/status", template="status.html", tell=status_page, public=False),
    Page(path=r"/cases", template="cases.html", tell=cases_page, public=False),
    Page(path=rf"/case/{CASE}", template="case.html", tell=case_page, public=False),
    Page(path=r"/cite", template="cite.html", tell=cite_page),
)
