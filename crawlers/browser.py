"""Pictures of pages by the system's Chromium. This module and `browser_page` alone know Playwright.

The browser has no network: its proxy is a port on which nobody listens, and no name resolves. What a page
asks for is answered by whoever calls `picture`, or not at all; so a redirect, a WebSocket or a script leads
nowhere that we would not go ourselves.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version

from archive.errors import ArchiveError
from crawlers.browser_page import see
from crawlers.look import HEIGHT, Answer, Answering, Look, Pictured, PictureError

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
VARIABLE = "WARRAQ_CHROMIUM"
CLOSING_SECONDS = 10.0
FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    "--disable-quic",
    "--no-pings",
)


class BrowserMissing(ArchiveError):
    """Chromium or Playwright is not installed; the message says what to install."""


def find_chromium() -> str:
    """The path of the system's Chromium, with Playwright there to drive it. Raises BrowserMissing."""
    try:
        import playwright.async_api  # noqa: F401  # asked whether it is there
    except ImportError as error:
        raise BrowserMissing(
            "pictures need Playwright, which is not installed: `pip install playwright` "
            "(or Warraq with its extra `browser`); it downloads no browser"
        ) from error
    named = os.environ.get(VARIABLE)
    if named:
        if not os.access(named, os.X_OK):
            raise BrowserMissing(f"${VARIABLE} names {named}, which is no program; name Chromium's")
        return named
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise BrowserMissing(
            "pictures need Chromium, and none is on the PATH: install your system's (Debian: "
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
    from playwright.async_api import async_playwright

    sandbox = os.geteuid() != 0  # root cannot have Chromium's sandbox
    async with async_playwright() as playwright:
        with _closed_port() as port:
            browser = await playwright.chromium.launch(
                executable_path=program,
                chromium_sandbox=sandbox,
                args=list(FLAGS),
                proxy={"server": f"http://127.0.0.1:{port}"},
            )
            try:
                context = await browser.new_context(
                    accept_downloads=False,
                    java_script_enabled=look.scripts,
                    locale=look.language,
                    timezone_id=look.timezone,
                    user_agent=look.user_agent,
                    viewport={"width": look.width, "height": HEIGHT},
                    service_workers="block",
                    color_scheme="light",
                    reduced_motion="reduce",
                )
                seen = await see(context, url, page, answer, look)
            finally:
                with suppress(TimeoutError):
                    await asyncio.wait_for(browser.close(), CLOSING_SECONDS)
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


@contextmanager
def _closed_port() -> Iterator[int]:
    """A port on loopback that is held, and on which nobody listens: every connection to it is refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
