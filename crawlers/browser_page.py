"""What happens to a page in the browser: answered, scrolled, waited for, pictured or read."""

from __future__ import annotations

import asyncio
import struct
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from archive.posts import Post, only_asks
from crawlers.look import (
    HEIGHT,
    Answer,
    Answering,
    Asked,
    Look,
    MayPost,
    Picture,
    PictureError,
    RenderLook,
    no_post,
)

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Request, Route

MOST_HEIGHT = 30_000  # of a picture: what is below is in the PDF
MOST_PNG = 32 << 20
MOST_PDF = 32 << 20
MOST_REQUESTS = 600
MOST_BYTES = 64 << 20  # handed to one page
QUIET = 0.5  # seconds without a request after which a page counts as settled
IDLE = "() => new Promise((done) => { requestIdleCallback(done, {timeout: 2000}); })"
STEP_SECONDS = 0.05  # between two steps of the scroll that brings lazy pictures
# In points that print as small type; Chromium fills in the numbers of pages.
FOOT = (
    '<div dir="ltr" style="font-size: 8px; width: 100%; margin: 0 8mm; overflow-wrap: anywhere">{url}<br>'
    '{foot} {at} UTC · <span class="pageNumber"></span>/<span class="totalPages"></span></div>'
)
NO_KINDS = frozenset({"media", "websocket", "eventsource", "ping"})
ASKED_BY = frozenset({"fetch", "xhr"})  # what may ask by POST: scripts, not forms
MOST_POSTS = 20  # of one page
LONGEST_FIELD = 200  # characters of a header that is passed on
NO_IMAGES = frozenset({"image", "font", "texttrack", "manifest"})
MOST_DOM = 8 << 20
MOST_LED = 5  # addresses that a page wanted to go to instead
# What would tell of this machine, or lead past our recording. What is left is chosen by us and recorded.
UNTOLD = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "Worker", "SharedWorker"]) {
  delete window[name];
}
const told = ["connection", "deviceMemory", "getBattery", "gpu", "keyboard", "mediaDevices", "storage"];
for (const name of told) {
  delete Navigator.prototype[name];
}
Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 2 });
delete Performance.prototype.memory;
"""


@dataclass(slots=True)
class Traffic:
    """What one page has asked for so far."""

    under_way: int = 0
    quiet_since: float = field(default_factory=time.monotonic)
    requests: int = 0
    posts: int = 0
    served: int = 0
    unanswered: int = 0
    refused: int = 0
    gone: bool = False
    most_requests: int = MOST_REQUESTS
    most_bytes: int = MOST_BYTES
    kinds: frozenset[str] = NO_KINDS
    may_post: MayPost = no_post
    led_to: list[str] = field(default_factory=list)

    def quiet(self) -> bool:
        """Whether nothing was asked for a while. Raises PictureError when the page is no more."""
        if self.gone:
            raise PictureError("the browser died while it showed the page; nothing was kept")
        return not self.under_way and time.monotonic() - self.quiet_since >= QUIET


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The pictures of a page, how high it is (CSS pixels), whether it came to rest, what it asked for."""

    pictures: tuple[Picture, ...]
    height: int
    settled: bool
    traffic: Traffic


async def see(context: BrowserContext, url: str, document: Answer, answer: Answering, look: Look) -> Seen:
    """Show `document` as what came from `url`, and picture it. Raises Playwright's Error, PictureError."""
    traffic = Traffic(may_post=look.may_post)
    until = time.monotonic() + look.settle
    page = await _open(context, url, document, answer, traffic, look.seconds)
    await _settle(page, traffic, until)
    height = await _height(context, page)
    await _scroll(page, height, until)
    settled = await _settle(page, traffic, until)
    height = await _height(context, page)
    pictures = []
    if look.png:
        pictures.append(await _png(page, height, look.width))
    if look.pdf:
        pictures.append(await _pdf(page, look.foot))
    return Seen(pictures=tuple(pictures), height=height, settled=settled, traffic=traffic)


async def read_dom(
    context: BrowserContext, url: str, document: Answer, answer: Answering, look: RenderLook
) -> tuple[bytes, datetime, bool, Traffic]:
    """Show `document` as what came from `url`; its HTML once it rests, when that was, whether it did rest.

    Raises Playwright's Error, PictureError.
    """
    kinds = NO_KINDS if look.images else NO_KINDS | NO_IMAGES
    traffic = Traffic(
        most_requests=look.requests, most_bytes=look.served, kinds=kinds, may_post=look.may_post
    )
    until = time.monotonic() + look.settle
    page = await _open(context, url, document, answer, traffic, look.seconds)
    await _settle(page, traffic, until)
    await _scroll(page, await _height(context, page), until)
    settled = await _settle(page, traffic, until)
    taken_at = datetime.now(UTC)
    dom = (await page.content()).encode("utf-8", "replace")
    if len(dom) > MOST_DOM:
        raise PictureError(f"{url} had grown to {len(dom) >> 20} MB of HTML; nothing was kept")
    return dom, taken_at, settled, traffic


async def _open(
    context: BrowserContext, url: str, document: Answer, answer: Answering, traffic: Traffic, seconds: float
) -> Page:
    """The page, under way; no other window stays open beside it, and it goes nowhere else."""
    await context.add_init_script(UNTOLD)
    page = await context.new_page()
    context.on("page", lambda other: asyncio.ensure_future(_shut(other)))

    def lost(_: object) -> None:
        traffic.gone = True

    page.on("crash", lost)
    page.on("close", lost)
    await context.route("**/*", _router(page, document, answer, traffic))
    await page.goto(url, wait_until="commit", timeout=seconds * 1000)
    return page


async def _shut(page: Page) -> None:
    from playwright.async_api import Error

    with suppress(Error):
        await page.close()


def _router(
    page: Page, document: Answer, answer: Answering, traffic: Traffic
) -> Callable[[Route], Awaitable[None]]:
    opened = False

    async def handle(route: Route) -> None:
        nonlocal opened
        from playwright.async_api import Error

        request = route.request
        traffic.under_way += 1
        traffic.requests += 1
        try:
            place = _place(request, page)
            if place == "main" and opened:
                traffic.refused += 1
                if len(traffic.led_to) < MOST_LED:
                    traffic.led_to.append(request.url)
                await route.abort("aborted")  # the page that is there stays
                return
            post = _post_of(request)
            if place == "window" or _is_refused(request, post, traffic):
                traffic.refused += 1
                await route.abort("blockedbyclient")
                return
            main = place == "main"
            opened = opened or main
            found = document if main else await answer(Asked(url=request.url, post=post))
            if found is None or traffic.served + len(found.body) > traffic.most_bytes:
                traffic.unanswered += 1
                await route.abort("failed")
                return
            traffic.served += len(found.body)
            await route.fulfill(status=found.status, headers=_joined(found.headers), body=found.body)
        except Error:  # the page is gone, whoever looks at it says so; or the answer could not be taken
            with suppress(Error):
                await route.abort("failed")
        finally:
            traffic.under_way -= 1
            traffic.quiet_since = time.monotonic()

    return handle


def _place(request: Request, page: Page) -> str:
    """What a request is for: "main", the page itself; "window", another one; or "part" of the page."""
    from playwright.async_api import Error

    try:
        if not request.is_navigation_request():
            return "part"
        if request.frame == page.main_frame:
            return "main"
        return "part" if request.frame.parent_frame is not None else "window"
    except Error:  # of a window that only opens, no frame can be had
        return "window"


def _is_refused(request: Request, post: Post | None, traffic: Traffic) -> bool:
    if request.resource_type in traffic.kinds or traffic.requests > traffic.most_requests:
        return True
    if post is None:
        return request.method != "GET"
    traffic.posts += 1
    asks = request.resource_type in ASKED_BY and only_asks(post) and traffic.may_post(request.url)
    return not asks or traffic.posts > MOST_POSTS


def _post_of(request: Request) -> Post | None:
    """What a request by POST sends; its headers but for two, which say what it is, are left out."""
    if request.method != "POST":
        return None
    told = request.headers
    return Post(
        content_type=told.get("content-type", "text/plain")[:LONGEST_FIELD],
        accept=told.get("accept", "*/*")[:LONGEST_FIELD],
        body=request.post_data_buffer or b"",
    )


def _joined(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Headers by name; repeated ones are one, as RFC 9110 (section 5.3) lets them be."""
    joined: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined


async def _settle(page: Page, traffic: Traffic, until: float) -> bool:
    """Wait until the page has asked for nothing for a while, and has nothing left to do; whether it came to
    that in time.

    One that asks for more than it may is waited for no longer.
    """
    while True:
        if traffic.quiet():
            asked = traffic.requests
            await _idle(page, until)
            if traffic.requests == asked:
                return traffic.quiet()
        if time.monotonic() >= until or traffic.requests > traffic.most_requests:
            return False
        await asyncio.sleep(0.05)


async def _idle(page: Page, until: float) -> None:
    """Wait until the page has done what it has to do by now: on a busy machine it may ask late."""
    from playwright.async_api import Error

    with suppress(Error, TimeoutError):  # one that never comes to it is looked at as it is
        await asyncio.wait_for(page.evaluate(IDLE), max(0.0, until - time.monotonic()))


async def _height(context: BrowserContext, page: Page) -> int:
    """The height of all the page, in CSS pixels, as the browser's engine has it (no script can change it)."""
    session = await context.new_cdp_session(page)
    metrics: dict[str, Any] = await session.send("Page.getLayoutMetrics")
    await session.detach()
    return round(float(metrics["cssContentSize"]["height"]))


async def _scroll(page: Page, height: int, until: float) -> None:
    """Show the page a window at a time, so that pictures that wait to be seen come; then its beginning."""
    for top in range(HEIGHT, min(height, MOST_HEIGHT), HEIGHT):
        if time.monotonic() >= until:
            break
        await page.evaluate("top => window.scrollTo(0, top)", top)
        await asyncio.sleep(STEP_SECONDS)
    await page.evaluate("window.scrollTo(0, 0)")


async def _png(page: Page, height: int, width: int) -> Picture:
    shown = min(height, MOST_HEIGHT)
    while True:
        taken_at = datetime.now(UTC)
        data = await page.screenshot(
            full_page=True,
            animations="disabled",
            timeout=60_000,
            clip=None if shown == height else {"x": 0, "y": 0, "width": width, "height": shown},
        )
        if len(data) <= MOST_PNG:
            break
        shown //= 2
    wide, tall = struct.unpack(">II", data[16:24])  # PNG, section 11.2.2: IHDR comes first
    cut = shown < height
    return Picture(media="image/png", data=data, taken_at=taken_at, width=wide, height=tall, cut=cut)


async def _pdf(page: Page, foot: str) -> Picture:
    await page.emulate_media(media="screen")  # what a reader sees, not what the outlet has printed
    taken_at = datetime.now(UTC)
    data = await page.pdf(
        format="A4",
        print_background=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=FOOT.format(
            url=escape(page.url), foot=escape(foot), at=f"{taken_at:%Y-%m-%d %H:%M:%S}"
        ),
        margin={"top": "8mm", "right": "8mm", "bottom": "16mm", "left": "8mm"},
    )
    if len(data) > MOST_PDF:
        raise PictureError(f"the PDF of {page.url} has {len(data) >> 20} MB; ask for the PNG alone")
    return Picture(media="application/pdf", data=data, taken_at=taken_at)
