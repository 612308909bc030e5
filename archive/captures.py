"""From an exchange to its row in `captures`: what was asked for, what came, and whether it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from archive.exchanges import MADE, Exchange, Finding, Withdrawn
from archive.http import head_end as http_head_end
from archive.http import parse_response, read_headers, split_interim, status_of
from archive.moments import read_warc_date
from archive.posts import post_in, posted_key
from archive.problems import storable
from archive.records import Record, bare_id
from extractors.outlets import Outlet, host_outlet
from extractors.urls import UrlError, article_id, normalise, url_key

HTML = frozenset({"text/html", "application/xhtml+xml"})
# `captures.reading` of a page that is to be read (again).
WAITING = "waiting"
# … and of one that was withdrawn: a row that says so, and nothing of what was captured.
WITHDRAWN = "withdrawn"
ARTICLE_ROLES = frozenset({"article", "page"})
# A page as a browser of ours had it once its scripts had run: a `resource` of ours that is read like a page.
RENDERED = "rendered-page"
# … and what is kept of one that no browser could show: why.
NOT_RENDERED = "render-failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One row of `captures`; `reading` and `text_digest` are filled in when the page has been read.

    What the archive made of captures (kinds "resource" and "conversion" of our files) has its article's id,
    to be found from it, and says nothing of what the newsroom answered: whatever reads an article's captures
    leaves these kinds out, but for RENDERED pages: their text was put together from what the newsroom sent.
    """

    record_id: str
    url: str
    url_key: str
    article_id: str | None
    captured_at: str
    status: int | None
    content_type: str | None
    kind: str
    role: str | None
    outcome: str | None
    payload_digest: str | None
    refers_to: str | None
    outlet: str
    via: str | None
    crawl_id: str | None
    robots: str | None
    warc: str
    offset: int
    length: int
    request_id: str | None
    metadata_id: str | None
    truncated: str | None
    reading: str | None = None
    text_digest: str | None = None


class Outlets:
    """Which outlet an address belongs to: one that is declared, or a stand-in named after its host."""

    def __init__(self, declared: Sequence[Outlet]) -> None:
        self.declared = {outlet.slug: outlet for outlet in declared}
        self._owners: dict[str, Outlet] = {}

    def owner(self, url: str) -> Outlet:
        """The outlet whose page the normalised `url` is; with overlapping domains, the first by slug."""
        parts = urlsplit(url)
        found = self._owners.get(parts.netloc)
        if found is None:
            owners = (outlet for outlet in self.declared.values() if outlet.owns(url))
            found = next(owners, None) or host_outlet(parts.netloc)
            self._owners[parts.netloc] = found
        return found

    def of(self, slug: str, url: str) -> Outlet:
        """The outlet `slug`; when its declaration is gone, a stand-in made from the URL's host."""
        return self.declared.get(slug) or replace(host_outlet(urlsplit(url).netloc), slug=slug)


def own_capture(exchange: Exchange, warc: str, outlets: Outlets) -> Capture | Finding:
    """The row of an exchange that this archive captured; a Finding when it has no usable address or time."""
    begun = _begin(exchange, warc)
    if isinstance(begun, Finding):
        return begun
    fields = exchange.fields
    slug = fields.get("outlet") or warc.partition("/")[0]
    role = fields.get("role")
    sent = _sent(exchange)
    return replace(
        begun,
        outlet=slug,
        role=role,
        url_key=posted_key(begun.url_key, sent) if sent else begun.url_key,
        article_id=None if sent else _article_of(slug, role, begun),
        refers_to=begun.refers_to or _beside(exchange),
        outcome=fields.get("outcome") if exchange.complete else "incomplete",
        via=fields.get("via"),
        crawl_id=fields.get("crawlId"),
        robots=fields.get("robots"),
        request_id=exchange.request.record_id if exchange.request else None,
        metadata_id=exchange.metadata.record_id if exchange.metadata else None,
    )


def _sent(exchange: Exchange) -> str | None:
    """The digest of what was sent by POST; None for an exchange by another method."""
    post = post_in(exchange.request.block) if exchange.request is not None else None
    if post is not None:
        return post.digest
    # Nothing was sent, for want of a connection: the metadata record tells what would have been.
    return _storable(exchange.fields.get("sentDigest")) if exchange.fields.get("method") == "POST" else None


def _article_of(slug: str, role: str | None, begun: Capture) -> str | None:
    return _article_id(slug, begun.url) if role in ARTICLE_ROLES or begun.kind in MADE else None


def withdrawn_capture(left: Withdrawn, warc: str) -> Capture:
    """The row of a capture of ours that was withdrawn: when it was made and where it stood, no address."""
    return Capture(
        record_id=storable(left.record_id),
        url="",
        url_key="",
        article_id=None,
        captured_at=read_warc_date(left.main.date) or "",
        status=None,
        content_type=None,
        kind=left.kind,
        role=None,
        outcome=None,
        payload_digest=_storable(left.stub.payload_digest),
        refers_to=None,
        outlet=warc.partition("/")[0],
        via=None,
        crawl_id=None,
        robots=None,
        warc=warc,
        offset=left.main.offset,
        length=left.main.length,
        request_id=None,
        metadata_id=None,
        truncated=None,
        reading=WITHDRAWN,
    )


def foreign_capture(exchange: Exchange, warc: str, outlets: Outlets) -> Capture | Finding:
    """The row of an answer in a third party's file."""
    begun = _begin(exchange, warc)
    if isinstance(begun, Finding):
        return begun
    url = normalise(begun.url)
    outlet = outlets.owner(url)
    may_be_article = is_html(begun.content_type) or begun.kind == "revisit" or begun.status != 200
    digest = begun.payload_digest
    if digest is None and begun.kind != "revisit":
        digest = computed_digest(exchange.main)
    return replace(
        begun,
        outlet=outlet.slug,
        payload_digest=digest,
        article_id=_article_id(outlet.slug, url)
        if begun.kind in ("response", "revisit") and may_be_article and outlet.is_article_url(url)
        else None,
    )


def is_read(capture: Capture, *, own: bool) -> bool:
    """Whether the capture is a page that may be an article: whole if ours, answered with 200, or rendered."""
    if capture.kind == "resource" and capture.role == RENDERED:
        return own and capture.outcome == "ok"
    if capture.kind != "response" or capture.status != 200 or capture.article_id is None:
        return False
    whole = capture.truncated is None and capture.outcome == "ok"
    return whole if own else is_html(capture.content_type)


def is_html(content_type: str | None) -> bool:
    """Whether a Content-Type names HTML."""
    return (content_type or "").partition(";")[0].strip().lower() in HTML


def computed_digest(record: Record) -> str | None:
    """The `sha256:` digest of a record's payload (without transfer coding), None when it was cut."""
    if not record.whole:
        return None
    payload = parse_response(record.block).payload if record.type == "response" else record.block
    return "sha256:" + sha256(payload).hexdigest()


def response_head(block: bytes) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """Status and headers of an answer; (None, ()) when it has no readable head."""
    start = split_interim(block)[1]
    status, end = status_of(block, start), http_head_end(block, start)
    return (status, read_headers(block[start:end])) if status is not None and end > 0 else (None, ())


def _begin(exchange: Exchange, warc: str) -> Capture | Finding:
    record, url, captured_at = exchange.main, exchange.url or "", exchange.captured_at
    try:
        key = _key(url)
    except UrlError as error:
        return _refusal(record, "bad-uri", f"{url!r}: {error}")
    if captured_at is None:
        return _refusal(record, "bad-date", f"WARC-Date {record.date!r} is no time")
    if not record.record_id:
        return _refusal(record, "no-record-id", f"{record.type} of {url!r} has no WARC-Record-ID")
    status, headers = response_head(record.block) if exchange.kind in ("response", "revisit") else (None, ())
    content_type = next((value for name, value in headers if name.lower() == "content-type"), None)
    return Capture(
        record_id=storable(record.record_id),
        url=url,
        url_key=key,
        article_id=None,
        captured_at=captured_at,
        status=status,
        content_type=_storable(record.header("Content-Type")) if exchange.kind in MADE else content_type,
        kind=exchange.kind,
        role=None,
        outcome=None,
        payload_digest=_storable(record.header("WARC-Payload-Digest")),
        refers_to=_storable(bare_id(record.header("WARC-Refers-To"))),
        outlet="",
        via=None,
        crawl_id=None,
        robots=None,
        warc=warc,
        offset=record.offset,
        length=record.length,
        request_id=None,
        metadata_id=None,
        truncated=_storable(record.header("WARC-Truncated")),
    )


def _beside(exchange: Exchange) -> str | None:
    """Which capture a `resource` of ours stands beside: WARC/1.1 gives that type no WARC-Refers-To."""
    if exchange.kind != "resource":
        return None
    return _storable(bare_id(exchange.main.header("WARC-Concurrent-To")))


def _refusal(record: Record, code: str, detail: str) -> Finding:
    return Finding(
        offset=record.offset, record_id=storable(record.record_id) or None, code=code, detail=detail
    )


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)


@lru_cache(maxsize=4096)
def _key(url: str) -> str:
    return url_key(url)


@lru_cache(maxsize=4096)
def _article_id(slug: str, url: str) -> str:
    return article_id(slug, url)
