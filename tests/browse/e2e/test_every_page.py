"""Every page in both languages: no barrier that axe-core calls serious, nothing misplaced, our own fonts."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.browse.e2e.examining import AXE, Examined, examine
from tests.browse.e2e.newsstand import FURTHER, Newsstand, further
from tests.browse.e2e.watching import watching
from tests.browse.test_pages import LANGUAGES, NAMES, paths
from tests.conftest import IN_CI

Look = Callable[[str, str], Examined]
REFUSED = ("unknown", "not understood")  # answered with an error, which the console tells


@pytest.fixture(scope="module")
def examined(chromium: Any, stand: Newsstand) -> Look:
    """Looks at a page in a language, once for all tests; it must ask nobody else and complain of nothing."""
    addresses = paths(stand) | further(stand)

    @cache
    def look(name: str, language: str) -> Examined:
        with watching(chromium, stand, locale=language) as watched:
            found = examine(watched, addresses[name])
            assert watched.page.locator("html").get_attribute("lang") == language
            if name in REFUSED:
                watched.expect("the server responded with a status of 40")
            if name == "attack":
                watched.complaints.clear()  # what it is refused is told in test_hostile_pages.py
            return found

    return look


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, *FURTHER])
def test_nothing_keeps_people_from_using_a_page(examined: Look, name: str, language: str) -> None:
    found = examined(name, language).barriers
    if found is None:
        message = f"axe-core is not in {AXE.parent}: `make axe` fetches it by npm"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    serious = [one for impact in ("critical", "serious") for one in found.get(impact, [])]
    assert not serious, "\n".join(serious)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, *FURTHER])
def test_nothing_is_out_of_place(examined: Look, name: str, language: str) -> None:
    found = examined(name, language).layout
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, *FURTHER])
def test_a_page_prints_on_a4_and_arabic_in_our_fonts(examined: Look, name: str, language: str) -> None:
    told = examined(name, language)
    assert (told.printed, told.fonts) == ([], [])
