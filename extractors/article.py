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
class DateClaim:
    """One date that a page gives for its report, whether it counts or not.

    `kind` is "published" or "modified"; `raw` is what stood on the page, `source` where (see Stamp). `value`,
    `precision` and `day` are None for what could not be read with certainty. `verdict` is "chosen", "agrees"
    (same day as the chosen one), "differs", "ahead" (lies after the capture) or "unread"; `detail` says why.
    """

    kind: str
    raw: str
    source: str
    value: str | None
    precision: str | None
    day: str | None
    verdict: str
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDate:
    """One date said in the body: `raw` is `body[start:end]`; `value` is ISO 8601, as precise as `precision`.

    `anchor` is the day (ISO 8601) that a relative expression was resolved against, None for a date that
    stands by itself. `value` and `precision` are None for an expression that nothing resolves.
    """

    raw: str
    value: str | None
    precision: str | None
    anchor: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who signed: `printed` as it stood, split into persons, places and the agency; empty where not named."""

    printed: str
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where a report was filed and by which agency, as printed: «دمشق (رويترز) -»."""

    place: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One picture of the report: absolute URL, caption and credit as printed."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hyperlink of the body: absolute URL and the linked text as printed."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A statement that the report credits to somebody else. All offsets are code points of `body`.

    `printed` is `body[start:end]`: the words that name the source here, or the cue itself where the verb
    alone refers back («وأضاف أن»). `source` is whom they stand for, as named most fully in the report (None
    when the report does not say); `source_kind` one of `attributions.KINDS`. `cue` is the word that credits,
    `medium` through what it was said, `hedge` what the report holds back. `body[claim_start:claim_end]` is
    what was said, without the particle and the outer quotation marks.
    """

    source: str | None
    source_kind: str
    printed: str
    cue: str
    medium: str | None
    hedge: str | None
    claim_start: int
    claim_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report read from one page. `body` is tidied text, paragraphs separated by an empty line.

    `genre` is one of `genre.GENRES`. `confidence` runs from 0 to 1 and falls with every doubt; `charset` is
    what the bytes were decoded with. `authors` are the persons of the byline.
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
    genre: str = "report"
    byline: Byline | None = None
    dateline: Dateline | None = None
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    date_claims: tuple[DateClaim, ...] = ()
    dates: tuple[TextDate, ...] = ()
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnArticle:
    """Why a page gave no article; an expected refusal, not an error. Codes are listed in `refusals.py`."""

    code: str
    detail: str


def body_digest(text: str) -> str:
    """Give "sha256:" and the lower-case hex digest of the text's UTF-8 (a lone surrogate counts as "?")."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
