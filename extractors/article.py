"""What reading a page gives: an Article with the outlet's claims as printed, or a typed refusal."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A captured answer about to be read. `body` is free of content coding; `captured_at` is aware UTC."""

    url: str
    captured_at: datetime
    status: int
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date the outlet claims, as precise as printed and never more.

    `value` is "2026-03-01", "2026-03-01T10:00+03:00" or "2026-03-01T10:00:00+03:00" with the printed offset
    (the outlet's zone where none was printed); `day` is the outlet's own calendar day; `raw` is what stood on
    the page; `source` says where, for example "json-ld:datePublished", "meta:article:published_time", "text".
    """

    value: str
    precision: str
    day: str
    raw: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One doubt about a page: a stable code for machines, a detail for people."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """Another address of the same outlet that a page calls its own; `trusted` when the page bears it out."""

    url: str
    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report read from one page. `body` is tidied text, paragraphs separated by an empty line.

    `confidence` runs from 0 to 1 and falls with every doubt; `charset` is what the bytes were decoded with.
    """

    url: str
    title: str
    subtitle: str | None
    authors: tuple[str, ...]
    published: Stamp | None
    modified: Stamp | None
    section: str | None
    tags: tuple[str, ...]
    language: str
    body: str
    charset: str | None
    doubts: tuple[Problem, ...]
    confidence: float
    canonical: Canonical | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnArticle:
    """Why a page gave no article; an expected refusal, not an error. Codes are listed in `refusals.py`."""

    code: str
    detail: str


def body_digest(text: str) -> str:
    """Give "sha256:" and the lower-case hex digest of the text's UTF-8 (a lone surrogate counts as "?")."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
