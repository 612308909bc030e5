"""Faults told by the status: redirects, refusals, recoveries, pages that are not what was asked for."""

from newsroom.answers import Document, head, redirect, with_status
from newsroom.faulting import Register, Stage

fault = Register()
_CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390"></head>
<body><div class="main-wrapper"><h1>Checking your browser before accessing this site</h1>
<p>This process is automatic. Your browser will redirect to your requested content shortly.</p>
<noscript>Enable JavaScript and cookies to continue</noscript></div>
<script>window._cf_chl_opt={cvId:'3',cType:'managed'};</script></body></html>"""


@fault("redirect", "301 to the report's own address, in full", "captured", "almithal", "mirsad")
async def redirect_to_plain(stage: Stage) -> bool:
    """The one redirect that leads to a report of its own."""
    return await stage.document(redirect(301, f"{stage.origin}/faults/plain?n={_number(stage)}"))


@fault("redirect-relative", "302 with a Location relative to this address", "captured", "sada", "waha")
async def redirect_relative(stage: Stage) -> bool:
    """No scheme, no host, no leading slash."""
    return await stage.document(redirect(302, f"plain?n={_number(stage)}"))


@fault("redirect-chain", "?hops= redirects (3 unless told), then a report", "captured")
async def redirect_chain(stage: Stage) -> bool:
    """From hop to hop."""
    hops = int(stage.request.number("hops", 3))
    if hops <= 0:
        return await stage.plain()
    return await stage.document(redirect(302, f"redirect-chain?n={_number(stage)}&hops={hops - 1}"))


@fault("redirect-loop", "two addresses that point at each other", "refused", "almithal", "barid")
async def redirect_loop(stage: Stage) -> bool:
    """There and back again."""
    side = "b" if stage.request.option("side") != "b" else "a"
    return await stage.document(redirect(302, f"/faults/redirect-loop?n={_number(stage)}&side={side}"))


@fault("redirect-self", "an address that points at itself", "refused", "waha")
async def redirect_self(stage: Stage) -> bool:
    """Nowhere."""
    return await stage.document(redirect(301, stage.here))


@fault("redirect-seen", "301 to an ordinary report", "captured", "sada", "mirsad")
async def redirect_seen(stage: Stage) -> bool:
    """To what the crawl has already."""
    return await stage.document(redirect(301, stage.seen))


@fault("redirect-offsite", "302 to a host of nobody", "refused", "waha", "barid")
async def redirect_offsite(stage: Stage) -> bool:
    """Away from the outlet."""
    return await stage.document(redirect(302, "http://elsewhere.invalid/report"))


@fault("redirect-file", "302 to file:///etc/hostname", "refused", "almithal")
async def redirect_file(stage: Stage) -> bool:
    """Into the crawler's own disk."""
    return await stage.document(redirect(302, "file:///etc/hostname"))


@fault("redirect-nowhere", "302 without a Location", "captured")
async def redirect_nowhere(stage: Stage) -> bool:
    """Go away, but where?"""
    return await stage.document(Document(content=b"moved", media_type="text/html; charset=utf-8", status=302))


@fault("missing", "404", "gone", "almithal", "barid", "mirsad")
async def missing(stage: Stage) -> bool:
    """Never was, or is no more."""
    return await stage.document(with_status(stage.page, 404))


@fault("gone", "410", "gone", "sada", "waha")
async def gone(stage: Stage) -> bool:
    """Was, and is no more."""
    return await stage.document(with_status(stage.page, 410))


@fault("soft-missing", "«الصفحة غير موجودة» with status 200", "captured", "almithal", "sada")
async def soft_missing(stage: Stage) -> bool:
    """Says 200 and means 404."""
    return await stage.document(with_status(stage.page, 200))


@fault("forbidden", "403", "captured")
async def forbidden(stage: Stage) -> bool:
    """Not for you."""
    return await stage.document(with_status(stage.page, 403))


@fault("challenge", "a bot challenge with status 200", "captured", "waha", "mirsad")
async def challenge(stage: Stage) -> bool:
    """A page about the visitor, not about the news."""
    page = Document(content=_CHALLENGE.encode(), media_type="text/html; charset=UTF-8")
    return await stage.document(page)


@fault("error-once", "500, then the report", "captured", "almithal", "mirsad", article=True)
async def error_once(stage: Stage) -> bool:
    """Recovers at the second request."""
    return await (stage.plain() if stage.attempt > 1 else _broken(stage))


@fault("error-twice", "503 twice, then the report", "captured", "sada", article=True)
async def error_twice(stage: Stage) -> bool:
    """Recovers at the third request."""
    return await (stage.plain() if stage.attempt > 2 else _broken(stage, 503))


@fault("error-always", "500, each time", "failed")
async def error_always(stage: Stage) -> bool:
    """Never recovers."""
    return await _broken(stage)


@fault("too-many", "429 with Retry-After: 1, then the report", "captured", "barid", article=True)
async def too_many(stage: Stage) -> bool:
    """Asks for a second of patience."""
    if stage.attempt > 1:
        return await stage.plain()
    page = Document(
        content="طلبات كثيرة".encode(),
        media_type="text/plain; charset=utf-8",
        headers=(("Retry-After", "1"),),
        status=429,
    )
    return await stage.document(page)


@fault("no-content", "204", "captured")
async def no_content(stage: Stage) -> bool:
    """Nothing to say, and a status for it."""
    await stage.raw(head(204, (("X-Empty", "yes"),)))
    return True


@fault("not-modified", "304 to whoever asks", "captured")
async def not_modified(stage: Stage) -> bool:
    """An answer to a question that nobody put."""
    await stage.raw(head(304, (("ETag", '"nobody-asked"'),)))
    return True


async def _broken(stage: Stage, status: int = 500) -> bool:
    page = Document(
        content="<html><body><h1>خطأ في الخادم</h1></body></html>".encode(),
        media_type="text/html; charset=utf-8",
        status=status,
    )
    return await stage.document(page)


def _number(stage: Stage) -> int:
    return int(stage.request.number("n", 0))
