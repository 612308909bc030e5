"""Pages shown by the system's Chromium, to be pictured or read.

This module and `browser_page` alone know Playwright.

The browser has no network: its proxy is a port on which nobody listens, and no name resolves. What a page
asks for is answered by whoever calls, or not at all; so a redirect, a WebSocket or a script leads
nowhere that we would not go ourselves.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import ArchiveError
from crawlers.browser_page import read_dom, see
from crawlers.look import (
    HEIGHT,
    Answer,
    Answering,
    Look,
    Pictured,
    PictureError,
    Rendered,
    RenderLook,
)

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, CDPSession

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
VARIABLE = "WARRAQ_CHROMIUM"
CLOSING_SECONDS = 10.0
FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    "--disable-quic",
    "--no-pings",
    "--disable-3d-apis",  # they would tell which graphics card this machine has
)
# All that the browser is told of the environment: nothing of who runs it, no secret, no proxy.
KEPT = ("PATH", "HOME", "TMPDIR", "XDG_RUNTIME_DIR", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "LD_LIBRARY_PATH")
LOOK_EVERY = 0.25  # seconds between two looks at how much memory a page takes


class BrowserMissing(ArchiveError):
    """Chromium or Playwright is not installed; the message says what to install."""


def find_chromium() -> str:
    """The path of the system's Chromium, with Playwright there to drive it. Raises BrowserMissing."""
    try:
        import playwright.async_api  # noqa: F401  # asked whether it is there
    except ImportError as error:
        raise BrowserMissing(
            "a browser is driven by Playwright, which is not installed: `pip install 'warraq[browser]'` "
            "(or `pip install 'playwright>=1.65,<1.66'`); it downloads no browser"
        ) from error
    named = os.environ.get(VARIABLE)
    if named:
        if not os.access(named, os.X_OK):
            raise BrowserMissing(f"${VARIABLE} names {named}, which is no program; name Chromium's")
        return named
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise BrowserMissing(
            "this needs Chromium, and none is on the PATH: install your system's (Debian: "
            f"`apt install chromium fonts-noto-core`), or name its program in ${VARIABLE}"
        )
    return found


async def picture(program: str, url: str, page: Answer, answer: Answering, look: Look) -> Pictured:
    """Show `page` as what came from `url`, in a browser of its own; `answer` is asked for all that it needs.

    Raises PictureError when the browser cannot be started, dies, or is not done in time.
    """
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(look.seconds):
            return await _picture(program, url, page, answer, look)
    except TimeoutError as error:
        raise PictureError(
            f"{url} kept the browser busy for {look.seconds:.0f} seconds; nothing was kept"
        ) from error
    except Error as error:
        said = str(error).partition("\n")[0]
        raise PictureError(f"{url} could not be pictured: {said}; nothing was kept") from error


async def _picture(program: str, url: str, page: Answer, answer: Answering, look: Look) -> Pictured:
    async with _browser(program, look) as (browser, context, sandbox):
        seen = await see(context, url, page, answer, look)
        return Pictured(
            pictures=seen.pictures,
            browser=f"Chromium/{browser.version}",
            driver=f"Playwright/{version('playwright')}",
            sandbox=sandbox,
            window_height=HEIGHT,
            language=look.language,
            timezone=look.timezone,
            page_height=seen.height,
            settled=seen.settled,
            unanswered=seen.traffic.unanswered,
            refused=seen.traffic.refused,
        )


async def render(program: str, url: str, page: Answer, answer: Answering, look: RenderLook) -> Rendered:
    """Show `page` as what came from `url`, run its scripts, and give the HTML that it has become.

    Raises PictureError when the browser cannot be started, dies, or is not done in time; and when the page
    takes more memory than it may.
    """
    from playwright.async_api import Error

    over: list[int] = []
    try:
        async with asyncio.timeout(look.seconds), _browser(program, look) as (browser, context, sandbox):
            watching = asyncio.ensure_future(_watch(browser, look.memory, over))
            try:
                dom, taken_at, settled, traffic = await read_dom(context, url, page, answer, look)
            finally:
                watching.cancel()
            return Rendered(
                dom=dom,
                taken_at=taken_at,
                led_to=tuple(traffic.led_to),
                browser=f"Chromium/{browser.version}",
                driver=f"Playwright/{version('playwright')}",
                sandbox=sandbox,
                window_height=HEIGHT,
                settled=settled,
                unanswered=traffic.unanswered,
                refused=traffic.refused,
            )
    except (TimeoutError, Error, PictureError) as error:
        if over:
            raise PictureError(f"its scripts took more than {look.memory >> 20} MB of memory") from error
        if isinstance(error, TimeoutError):
            raise PictureError(f"its scripts kept the browser busy for {look.seconds:.0f} seconds") from error
        if isinstance(error, PictureError):
            raise
        raise PictureError(f"the browser could not show it: {str(error).partition(chr(10))[0]}") from error


async def _watch(browser: Browser, most: int, over: list[int]) -> None:
    """End the processes of the page that take more than `most` bytes of memory; their sizes go into `over`.

    The browser itself stays, so whoever waits for the page hears that it is gone.
    """
    from playwright.async_api import Error

    with suppress(Error):  # the browser is gone: whoever shows the page hears of it
        await _end_greedy(await browser.new_browser_cdp_session(), most, over)


async def _end_greedy(session: CDPSession, most: int, over: list[int]) -> None:
    while True:
        told = await session.send("SystemInfo.getProcessInfo")
        for one in told["processInfo"]:
            size = _resident(int(one["id"])) if one["type"] == "renderer" else 0
            if size > most:
                over.append(size)
                with suppress(ProcessLookupError):
                    os.kill(int(one["id"]), signal.SIGKILL)
        await asyncio.sleep(LOOK_EVERY)


def _resident(process: int) -> int:
    """The bytes that a process holds in memory; 0 when it is gone."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@asynccontextmanager
async def _browser(
    program: str, look: Look | RenderLook
) -> AsyncIterator[tuple[Browser, BrowserContext, bool]]:
    """A browser of its own without a network, and whether it has its sandbox."""
    from playwright.async_api import async_playwright

    sandbox = os.geteuid() != 0  # root cannot have Chromium's sandbox
    async with async_playwright() as playwright:
        with _closed_port() as port:
            browser = await playwright.chromium.launch(
                executable_path=program,
                chromium_sandbox=sandbox,
                args=list(FLAGS),
                env=_environment(),
                proxy={"server": f"http://127.0.0.1:{port}"},
                # It is closed by us when we are stopped; by itself it would leave its folders.
                handle_sigint=False,
                handle_sigterm=False,
            )
            try:
                context = await browser.new_context(
                    accept_downloads=False,
                    java_script_enabled=look.scripts,
                    locale=look.language,
                    timezone_id=look.timezone,
                    user_agent=look.user_agent,
                    viewport={"width": look.width, "height": HEIGHT},
                    screen={"width": look.width, "height": HEIGHT},
                    service_workers="block",
                    color_scheme="light",
                    reduced_motion="reduce",
                )
                yield browser, context, sandbox
            finally:
                with suppress(TimeoutError):
                    await asyncio.wait_for(browser.close(), CLOSING_SECONDS)


def _environment() -> dict[str, str | float | bool]:
    kept: dict[str, str | float | bool] = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"LANG": "C.UTF-8"}


@contextmanager
def _closed_port() -> Iterator[int]:
    """A port on loopback that is held, and on which nobody listens: every connection to it is refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
