"""A reader's ways through the pages, in a real browser: with scripts, without them, by keyboard alone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.warc import Record, walk
from tests.browse.e2e.newsstand import Newsstand
from tests.browse.e2e.watching import Watched
from tests.browser import soon

MARKS = "article mark, main mark"


def texts(page: Any, selector: str) -> list[str]:
    """The texts of all elements that match, as the page shows them."""
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def hits(page: Any) -> list[str]:
    """The addresses of the reports that a search page lists."""
    found = page.get_by_role("region", name=re.compile("results|النتائج")).locator(":is(h2, h3) a")
    return [str(one.get_attribute("href")) for one in found.all()]


def search(page: Any, words: str) -> None:
    """Type words into the search field of the page's head, and press Enter."""
    field = page.get_by_role("searchbox").first
    field.fill(words)
    field.press("Enter")
    page.wait_for_url("**/search?*")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_word_to_the_record(
    watch: Callable[..., Watched], stand: Newsstand, tmp_path: Path, scripts: bool
) -> None:
    watched = watch(java_script_enabled=scripts, accept_downloads=True)
    page = watched.page
    watched.open("/")

    # The archive prints a conjunction, a preposition, the article and a vowel sign that were not typed.
    search(page, "سوق")
    assert {"وبالسوقِ", "سوق"} <= set(texts(page, MARKS))
    everywhere = hits(page)
    assert {f"/article/{stand.worded}", f"/article/{stand.edited}"} < set(everywhere)

    page.get_by_role("complementary").get_by_role("link", name="Al-Mithal").click()
    page.wait_for_url("**outlet=almithal*")
    narrowed = hits(page)
    assert f"/article/{stand.edited}" in narrowed
    assert set(narrowed) < set(everywhere)
    page.go_back()
    page.wait_for_url(lambda url: "outlet=" not in url)
    assert hits(page) == everywhere

    page.locator(f':is(h2, h3) a[href="/article/{stand.edited}"]').click()
    page.wait_for_url(f"**/article/{stand.edited}*")
    assert texts(page, "h1") == ["ثمانية قتلى على الأقل في قصف طال سوق الخضار في بلدة عين السنديان"]
    page.get_by_role("main").get_by_role("link", name="History", exact=True).click()
    page.wait_for_url("**/history")
    assert "ستة" in texts(page, "del")
    assert "ثمانية" in texts(page, "ins")
    page.go_back()
    page.wait_for_url(f"**/article/{stand.edited}*")

    page.get_by_role("main").get_by_role("link", name="Capture", exact=True).first.click()
    page.wait_for_url("**/capture/*")
    with page.expect_download() as download:
        page.locator('a[href$="/record.warc.gz"]').first.click()
    kept = tmp_path / "record.warc.gz"
    download.value.save_as(kept)
    record = watched.path().rpartition("/")[2]
    records = [one for one in walk(kept) if isinstance(one, Record)]
    (response,) = [one for one in records if one.record_id == record]
    assert str(response.header("WARC-Payload-Digest")) in page.get_by_role("main").inner_text()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("وسوق", "سوق"),  # a conjunction more
        ("اعلنت لجنه الاشراف", "أعلنت"),  # neither hamza nor the dots of teh marbuta
        ("مغطي", "المغطّى"),  # yeh for alef maksura, no shadda
        ("السُّوق", "وبالسوقِ"),  # vowel signs that nobody printed
    ],
)
def test_a_word_is_marked_as_it_was_printed(watched: Watched, typed: str, printed: str) -> None:
    watched.open("/")
    search(watched.page, typed)
    assert printed in texts(watched.page, MARKS)
    assert watched.page.get_by_role("searchbox").first.input_value() == typed


def test_the_language_chosen_keeps_the_place_and_is_remembered(watched: Watched) -> None:
    page = watched.page
    watched.open("/search?q=%D8%B3%D9%88%D9%82&outlet=almithal")
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url("**lang=ar*")
    asked = urlsplit(page.url)
    assert (asked.path, parse_qs(asked.query)) == (
        "/search",
        {"q": ["سوق"], "outlet": ["almithal"], "lang": ["ar"]},
    )
    for path in ("/", "/outlets", "/article/0123456789abcdef"):
        watched.open(path)
        assert page.locator("html").get_attribute("lang") == "ar"
        assert page.locator("html").get_attribute("dir") == "rtl"
    watched.expect("404")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en*")
    watched.expect("404")
    watched.open("/outlets")
    assert page.locator("html").get_attribute("lang") == "en"


FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const across = box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1;
  return {
    name: one.tagName.toLowerCase(), text: one.innerText || one.getAttribute('aria-label') || one.name || '',
    href: one.getAttribute('href'), searches: one.type === 'search', main: Boolean(one.closest('main')),
    seen: across && box.bottom > 0 && box.top < innerHeight,
    // The browser itself marks which part of a date is being typed.
    marked: one.type === 'date' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
  };
}"""


def tabbed(page: Any, most: int = 120) -> list[dict[str, Any]]:
    """What the Tab key comes to, one after the other, until the page is left or `most` were seen."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["name"] == "body":
            break
        if not focused["seen"]:  # a page may scroll softly
            soon(page, lambda: page.evaluate(FOCUSED)["seen"])
            focused = page.evaluate(FOCUSED)
        found.append(focused)
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(watched: Watched, language: str) -> None:
    watched.open(f"/search?q=%D8%B3%D9%88%D9%82&lang={language}")
    found = tabbed(watched.page)
    unseen = [one for one in found if not (one["seen"] and one["marked"])]
    assert unseen == [], unseen
    assert found[0]["href"] == "#main"
    search_at = next(number for number, one in enumerate(found) if one["searches"])
    results = [number for number, one in enumerate(found) if (one["href"] or "").startswith("/article/")]
    assert 0 < search_at < results[0]
    assert set(hits(watched.page)) <= {one["href"] for one in found}


def test_the_skip_link_leads_past_the_head(watched: Watched) -> None:
    page = watched.page
    watched.open("/")
    skip = page.get_by_role("link", name="Skip to the content")
    hidden = skip.bounding_box()
    assert hidden is not None
    assert hidden["x"] + hidden["width"] <= 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(watched.served.url("/#main"))  # told a moment after the key
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["main"]


def test_a_search_is_made_and_a_report_opened_by_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    watched.open("/")

    def press_until(wanted: Callable[[dict[str, Any]], Any]) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if wanted(page.evaluate(FOCUSED)):
                return
        raise AssertionError("the key leads nowhere")

    press_until(lambda one: one["searches"])
    page.keyboard.type("الزيتون")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    press_until(lambda one: (one["href"] or "").startswith("/article/"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/*")
    assert "زيتون" in texts(page, "h1")[0]


def test_a_report_that_was_taken_away_says_so(watched: Watched, stand: Newsstand) -> None:
    watched.open(f"/article/{stand.removed}?lang=ar")
    assert "زيتون" in texts(watched.page, "h1")[0]
    assert watched.page.locator(".badge.alarm").first.is_visible()
    watched.open(f"/article/{stand.removed}/history?lang=en")
    assert "410" in watched.page.get_by_role("main").inner_text()
