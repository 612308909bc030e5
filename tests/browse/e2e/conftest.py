"""What end-to-end tests share: a crawled archive that is served, and watched pages of it in Chromium."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.browse.e2e.newsstand import Newsstand, newsstand
from tests.browse.e2e.watching import Watched, watching


@pytest.fixture(scope="session")
def stand(
    chromium_program: str, new_desk: Callable[..., Any], new_site: Callable[[], Any]
) -> Iterator[Newsstand]:
    """The served archive; without Chromium it is not even crawled."""
    with newsstand(new_desk(), new_site) as made:
        yield made


@pytest.fixture
def watch(chromium: Any, stand: Newsstand) -> Iterator[Callable[..., Watched]]:
    """Opens watched pages, with Playwright's options of a context; at the test's end all must be quiet."""
    with ExitStack() as pages:
        yield lambda **options: pages.enter_context(watching(chromium, stand, **options))


@pytest.fixture
def watched(watch: Callable[..., Watched]) -> Watched:
    """One watched page, 1280 pixels wide, of a reader who prefers English."""
    return watch()
