"""The system's Chromium for tests, driven through Playwright; it reaches loopback and nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"
PATIENCE = 60.0  # seconds that a test waits for what a browser does a moment later
MAKERS = (".google.com", ".googleapis.com", ".gvt1.com")  # what Chromium asks of its maker, page or no page


def chromium_path() -> str:
    """Chromium's path; without it, or without Playwright, the test skips, and fails in CI."""
    from tests.conftest import IN_CI, needed

    path = needed("chromium", "chromium")
    try:
        import playwright.sync_api  # noqa: F401  # asked whether it is there
    except ImportError:
        message = "playwright is not installed (PyPI package playwright, in requirements-dev.txt)"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    return path


def soon(page: Page, holds: Callable[[], object]) -> bool:
    """Wait until it holds, while the page goes on; whether it did, however busy the machine is."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            return False
        page.wait_for_timeout(50)
    return True


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A headless browser. While it runs no event loop can be started in this thread (Playwright has one)."""
    path = chromium_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            chromium_sandbox=os.geteuid() != 0,  # root cannot have Chromium's sandbox
            args=[LOOPBACK_ONLY],
        )
        new = browser.new_context

        def patient(**options: Any) -> BrowserContext:
            context = new(**options)
            context.set_default_timeout(2000 * PATIENCE)
            return context

        browser.new_context = patient  # type: ignore[method-assign]  # every wait is a long one
        try:
            yield browser
        finally:
            browser.close()
