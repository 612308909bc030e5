"""What means harm was crawled like anything else; on the pages that tell of it, it does nothing."""

import re

import pytest
from playwright.sync_api import Error

from tests.browse.e2e.newsstand import Newsstand
from tests.browse.e2e.watching import Watched
from tests.browse.hostile_words import ADDRESS, MARKUP

SECRET = {"name": "secret", "value": "only-ours"}
# What the rewriting of styles overlooks the policy refuses; a drawing is no image here.
REFUSED = (
    "/set.png' violates the following Content Security Policy",
    "/set.png csp",
    "drawing.svg net::ERR_BLOCKED",
)
INVISIBLE = re.compile("[\u202a-\u202e\u2066\u2067]")  # FSI and PDI are set by pages of ours
RUN = 'script:not([type="application/ld+json"])'  # a block of data is not run
# What would be there if a word had become markup.
GROWN = f'img[src="x"], svg[onload], [onerror], a[href^="javascript:"], a[href^="data:"], {RUN}:not([src])'


def test_a_kept_page_that_attacks_changes_nothing(watched: Watched, stand: Newsstand) -> None:
    page, before = watched.page, stand.evil.paths()
    page.context.add_cookies([SECRET | {"url": stand.url("/")}])
    watched.open(f"/replay/{stand.attack}?lang=en")
    shown = page.content()
    page.wait_for_timeout(1000)  # for what it would do later

    assert page.content() == shown
    assert page.title().startswith("Kept copy")
    assert watched.path() == f"/replay/{stand.attack}?lang=en"
    (frame,) = page.main_frame.child_frames
    assert frame.url == stand.url(f"/replay/{stand.attack}/page")
    assert "انهيار جزء من الجسر القديم" in frame.locator("body").inner_text()
    assert frame.locator("script, iframe, form, object, embed").count() == 0
    with pytest.raises(Error, match="SecurityError"):
        frame.evaluate("document.cookie")
    with pytest.raises(Error, match="SecurityError"):
        frame.evaluate("parent.document.title")
    assert stand.evil.paths() == before
    assert not [url for url in watched.asked if ".json" in url]
    cookies = {one["name"]: one["value"] for one in page.context.cookies(stand.url("/"))}
    assert cookies.pop("secret") == "only-ours"
    assert list(cookies.values()) == ["en"]  # the language's: nothing was set
    watched.expect(*REFUSED)


def test_links_of_a_page_that_attacks_lead_to_copies_and_nowhere_else(
    watched: Watched, stand: Newsstand
) -> None:
    watched.open(f"/replay/{stand.attack}?lang=en")
    (frame,) = watched.page.main_frame.child_frames
    for name in ("js", "data"):
        assert frame.locator(f"#{name}").get_attribute("href") is None
    with watched.page.context.expect_page() as opened:
        frame.locator("#away").press("Enter")  # something lies over it
    copy = opened.value
    copy.wait_for_url(lambda url: url != "about:blank")
    assert copy.url.startswith(stand.url("/"))
    assert copy.evaluate("window.opener") is None
    watched.expect("window: ", "404", *REFUSED)  # no copy of that address is held


def test_hostile_words_are_shown_as_words(watched: Watched, stand: Newsstand) -> None:
    page = watched.page
    record = stand.document(f"/article/{stand.worded}.json")["article"]["capture"]["record_id"]
    told = 0
    for path in (
        "/",
        "/search?q=النصاب",
        f"/article/{stand.worded}",
        f"/article/{stand.worded}/history",
        f"/article/{stand.worded}/lineage",
        f"/capture/{record}",
        f"/replay/{record}",
        f"/cite?q={stand.worded}",
        "/outlet/jidar",
    ):
        watched.open(path)
        text = page.locator("body").inner_text()
        told += MARKUP in text
        assert page.locator(GROWN).count() == 0, path
        ours = page.locator(RUN).evaluate_all("all => all.every(one => one.src.startsWith(origin))")
        assert ours, path
        assert "taken" not in page.title() or "<script>" in page.title(), path
        assert not INVISIBLE.search(text), path
    assert told >= 6
    assert ADDRESS.startswith("javascript:")
