"""Scrapy's HTTP/1.1 handler, with every exchange on the disk before its response is handed on.

Fail closed: a response whose bytes were not captured is an error, not a page without evidence.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Request, Response
from twisted.internet.endpoints import wrapClientTLS
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.protocols.basic import LineReceiver
from twisted.web.client import HTTPConnectionPool, ResponseFailed

from archive.http import head_end
from archive.records import NewRecord
from crawlers.addresses import is_allowed
from crawlers.capture.exchange_records import Ending, Fields, Group, groups_of
from crawlers.capture.prior import Captured, Prior
from crawlers.capture.session import CaptureSession, session_of
from crawlers.capture.tunnel import ProxyRefusedError, TunnelEndpoint
from crawlers.capture.wire import AddressRefusedError, Exchange, RecordingPool, current_exchange
from crawlers.decoding import decoded_body
from crawlers.proxies import Proxy

CAPTURED = "captured"
PRIOR = "prior"
FACTS = "facts"
SPOOL_DIRECTORY = "spool"
# Of RFC 9110, section 11, and RFC 6265, section 4.2: who holds one of them acts as who was given it.
SECRET_HEADERS = ("Authorization", "Cookie", "Proxy-Authorization")


class CaptureError(Exception):
    """An exchange could not be recorded; the crawl must stop rather than go on without evidence."""


class SecretRefusal(IgnoreRequest):
    """A request carries what only the operator may know, and requests are kept as sent: it is not sent."""

    reason = "secret-header"


class UnreadableHeadError(Exception):
    """Scrapy made a response of bytes that are none to us; they are recorded as what they are."""


class CapturingHandler(HTTP11DownloadHandler):
    """Downloads as Scrapy's own handler does; leaves a `Captured` in `request.meta["captured"]`.

    Reads `request.meta["facts"]` (pairs for the metadata record) and `request.meta["prior"]` (what is held of
    the URL already). Raises what Scrapy's handler raises, once the failed exchange is written, and
    CaptureError when it could not be. Raises SecretRefusal, before anything is sent, for SECRET_HEADERS.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if type(self._pool) is not HTTPConnectionPool:
            raise CaptureError("Scrapy's HTTP handler no longer uses Twisted's connection pool")
        # The one private attribute used. RecordingPool adds no state, so Scrapy's own settings of it stay.
        self._pool.__class__ = RecordingPool
        pool = cast(RecordingPool, self._pool)
        allow_private = crawler.settings.getbool("WARRAQ_ALLOW_PRIVATE")
        pool.allowed = lambda host: is_allowed(host, allow_private=allow_private)
        self._session: CaptureSession = session_of(crawler)
        proxy = self._session.identity.proxy
        if proxy is not None:
            # Scrapy's own endpoint would look the name up and connect itself: it is never used.
            pool.tunnel = partial(_tunnel, pool._reactor, proxy, self._contextFactory)
        self._spool = self._session.identity.archive.state / SPOOL_DIRECTORY
        self._spool.mkdir(parents=True, exist_ok=True)

    async def download_request(self, request: Request) -> Response:
        secret = next((name for name in SECRET_HEADERS if name in request.headers), None)
        if secret is not None:
            raise SecretRefusal(f"{request.url} was to be asked with the header {secret}; nothing was sent")
        try:
            self._session.count_request()
        except OSError as error:
            raise CaptureError(f"requests could not be counted: {error}") from error
        # meta is copied to redirects and retries: what an earlier exchange left is not this one's.
        request.meta.pop(CAPTURED, None)
        exchange = Exchange(request.url.partition("#")[0], request.method, self._spool)
        token = current_exchange.set(exchange)
        response: Response | None = None
        failure: BaseException | None = None
        try:
            response = await super().download_request(request)
        except Exception as error:  # noqa: BLE001  # raised again below, once the exchange is on the disk
            failure = error
        finally:
            exchange.detach()
            current_exchange.set(None)
            del token
        if response is not None and not (exchange.attempts and exchange.attempts[-1].received.size):
            raise CaptureError(f"the response of {request.url} came without its bytes being recorded")
        ending = ending_of(response, failure)
        if ending.outcome == "disconnect" and _is_head_too_long(exchange):
            ending = replace(ending, outcome="unparsable-head", truncated="length")
        captured = await self._write(exchange, request, ending)
        request.meta[CAPTURED] = captured
        if failure is not None:
            raise failure
        if captured.kind == "failure":
            raise UnreadableHeadError(f"the head of the answer of {request.url} cannot be read")
        return cast(Response, response)

    async def _write(self, exchange: Exchange, request: Request, ending: Ending) -> Captured:
        facts: Fields = (*self._session.facts_now(), *request.meta.get(FACTS, ()))
        prior: Prior | None = request.meta.get(PRIOR)
        if exchange.attempts:
            tls = exchange.attempts[-1].connection.tls
            self._session.observed.see_certificate(_host(exchange.url), dict(facts).get("role"), tls)
        made: list[Group] = []

        def build(warcinfo_id: str | None) -> tuple[tuple[NewRecord, ...], ...]:
            made.extend(groups_of(exchange, ending, facts, prior, warcinfo_id))
            return tuple(group.records for group in made)

        try:
            places = await self._session.write(build)
        except Exception as error:  # whatever kept it from the disk: there is no evidence
            raise CaptureError(f"{request.url} could not be recorded: {error}") from error
        finally:
            exchange.close()
        group = made[-1]
        place = next(p for p in places[-1] if p.record_id == group.main.record_id)
        return Captured(
            record_id=group.main.record_id,
            kind=group.kind,
            outcome=group.outcome,
            warc=place.warc,
            offset=place.offset,
            length=place.length,
            date=group.date,
            payload_digest=group.payload_digest,
            status=group.status,
            truncated=group.truncated,
            notes=group.notes,
        )


def _is_head_too_long(exchange: Exchange) -> bool:
    """Whether it was Twisted that closed the connection, which reads no longer line of a head."""
    received = exchange.attempts[-1].received if exchange.attempts else None
    most = LineReceiver.MAX_LENGTH
    return received is not None and received.size > most and head_end(received.begin(most)) < 0


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _tunnel(reactor: Any, proxy: Proxy, policy: Any, host: bytes, port: int, secure: bool) -> Any:
    endpoint: Any = TunnelEndpoint(reactor, proxy, host.decode("ascii").strip("[]"), port)
    return wrapClientTLS(policy.creatorForNetloc(host, port), endpoint) if secure else endpoint


def ending_of(response: Response | None, failure: BaseException | None) -> Ending:
    """How an exchange ended, in the words of the metadata record."""
    if response is not None:
        return Ending(
            outcome="ok",
            truncated=_cut_of(response),
            body_digest="sha256:" + hashlib.sha256(response.body).hexdigest(),
        )
    if failure is None:
        raise CaptureError("an exchange ended with neither response nor failure")
    outcome, truncated = _failure(failure)
    return Ending(outcome=outcome, error=_error_text(failure), truncated=truncated)


def _cut_of(response: Response) -> str | None:
    if "dataloss" in response.flags:
        return "disconnect"
    if "partial" in response.flags:  # the end of the connection is the only end that the body has
        return None if ends_whole(response) else "disconnect"
    return "unspecified" if "download_stopped" in response.flags or _lacks_its_end(response) else None


def ends_whole(response: Response) -> bool:
    """Whether a body without a length (RFC 9112 section 6.3, case 8) ends as a whole one would.

    Compressed data must have its end, a page its `</html>`; of anything else nobody can tell.
    """
    body, problems = decoded_body(response)
    return not problems and (not _is_page(response) or _ends_as_page(body))


def _lacks_its_end(response: Response) -> bool:
    """Whether a page came compressed, as long as was told, and neither the data nor the page has an end.

    A page that has its own is whole: some servers leave out the end of the data each time.
    """
    if not _is_page(response) or b"Content-Encoding" not in response.headers:
        return False
    body, problems = decoded_body(response)
    return "encoding-cut" in problems and not _ends_as_page(body)


def _is_page(response: Response) -> bool:
    return b"html" in (response.headers.get("Content-Type") or b"html").lower()


def _ends_as_page(body: bytes) -> bool:
    return b"</html" in body[-4096:].lower()


def failure_told(error: BaseException) -> str:
    """A failure in one line: a word for it, and what its innermost cause says."""
    said = [text for one in _reasons(error) if (text := _own_text(one))]
    return f"{_failure(error)[0]}: {said[-1] if said else type(error).__name__}"[:200]


def _failure(error: BaseException) -> tuple[str, str]:
    """A word for the failure, and the WARC-Truncated reason of what had come by then."""
    if _caused_by(error, AddressRefusedError):
        return "address-refused", "unspecified"
    if _caused_by(error, ProxyRefusedError):
        return "proxy", "unspecified"
    if isinstance(error, CannotResolveHostError):
        return "dns", "unspecified"
    if isinstance(error, DownloadTimeoutError):
        return "timeout", "time"
    if isinstance(error, ResponseDataLossError):
        return "disconnect", "disconnect"
    if isinstance(error, DownloadCancelledError):
        return "too-large", "length"
    if isinstance(error, DownloadConnectionRefusedError):
        return "connection-refused", "unspecified"
    if isinstance(error, UnsupportedURLSchemeError):
        return "scheme", "unspecified"
    reasons = " ".join(_names(error))
    if any(name in reasons for name in ("SSL", "Certificate", "TLS", "service_identity")):  # another name's
        return "tls", "disconnect"
    if "ParseError" in reasons or "BadHeaders" in reasons:
        return "unparsable-head", "unspecified"
    if isinstance(error, ConnectionClosed | ConnectError | ResponseFailed) or "Connection" in reasons:
        return "disconnect", "disconnect"
    return "failed", "unspecified"


def _reasons(error: BaseException) -> list[BaseException]:
    """The error, its causes, and the failures that Twisted bundles in `reasons`."""
    found: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting:
        item = waiting.pop()
        value = getattr(item, "value", item)
        if not isinstance(value, BaseException) or value in found:
            continue
        found.append(value)
        waiting += [value.__cause__, value.__context__]
        waiting += getattr(value, "reasons", None) or []
        waiting += [argument for argument in value.args if isinstance(argument, list)]
        for argument in value.args:
            waiting += argument if isinstance(argument, list) else [argument]
    return found


def _names(error: BaseException) -> list[str]:
    return [f"{type(reason).__module__}.{type(reason).__name__}" for reason in _reasons(error)]


def _caused_by(error: BaseException, kind: type[BaseException]) -> bool:
    return any(isinstance(reason, kind) for reason in _reasons(error))


def _own_text(error: BaseException) -> str:
    """What an error says itself: of OpenSSL's lists the reasons, of Twisted's bundles nothing."""
    match error.args:
        case ([(_, _, _), *_] as told,):
            return "; ".join(str(reason) for _, _, reason in told)
        case (list(),):
            return ""
    return " ".join(str(error).split())


def _error_text(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:500]
