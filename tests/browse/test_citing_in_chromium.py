"""From a selected passage to its citation and back to its place, in Chromium, as readers do it."""

import base64
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.browse import passages
from tests.browse.conftest import Cited
from tests.browser import soon

SIZES = [("ar", 390), ("ar", 1280), ("en", 390), ("en", 1280)]
SETTLED = 400  # milliseconds after which the script takes a selection for made
FOUND = (255, 226, 138)  # what marks a passage: --found in style.css
# Selects from one character of the page's text to another: fields with data-start hold the stored text.
SELECT = """([field, start, end]) => {
  const at = (wanted, behind) => {
    for (const holder of document.querySelectorAll(`[data-field=${field}]`)) {
      let here = Number(holder.dataset.start);
      const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const letters = Array.from(node.data);
        if (wanted < here + letters.length || (behind && wanted === here + letters.length)) {
          return [node, letters.slice(0, Math.max(0, wanted - here)).join('').length];
        }
        here += letters.length;
      }
    }
  };
  const range = document.createRange();
  range.setStart(...at(start, false)); range.setEnd(...at(end, true));
  range.startContainer.parentElement.scrollIntoView({block: 'center', behavior: 'instant'});
  getSelection().removeAllRanges(); getSelection().addRange(range);
  return Array.from(range.getClientRects(), (one) => one.toJSON());
}"""
# What a page would do a moment later it does when it is told to.
HELD_UP = "() => { window.later = []; window.setTimeout = (call) => later.push(call); }"
# Where a passage of the page's text is shown, in pixels of the window.
SHOWN = f"""(place) => {{ const kept = scrollY; const rects = ({SELECT})(place);
  getSelection().removeAllRanges();
  const moved = scrollY - kept;
  scrollTo({{top: kept, behavior: 'instant'}});
  return rects.map((one) => ({{x: one.x, y: one.y + moved, width: one.width, height: one.height}})) }}"""
COUNT = """async ([png, found]) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), to = canvas.getContext('2d');
  to.drawImage(image, 0, 0);
  const {data} = to.getImageData(0, 0, image.width, image.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    count += found.every((one, n) => Math.abs(data[at + n] - one) < 6);
  }
  return count / (data.length / 4);
}"""


@pytest.fixture
def reader(chromium: Any, cited: Cited) -> Iterator[Callable[..., Any]]:
    """Opens a page at a width and in a language; at the end none of them complained."""
    contexts, complaints = [], []

    def open_page(path: str, language: str = "en", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 844},
            locale=language,
            color_scheme="light",
            reduced_motion="reduce",  # pages then scroll at once
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(cited.url(path), wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def blank(chromium: Any) -> Iterator[Any]:
    """A page without a policy, to count colours in."""
    page = chromium.new_page()
    yield page
    page.close()


def place_in(cited: Cited, passage: str, nth: int = 0) -> tuple[str, int, int]:
    """The nth place of a passage of the body."""
    start = -1
    for _ in range(nth + 1):
        start = cited.body.index(passage, start + 1)
    return "body", start, start + len(passage)


def select(page: Any, place: tuple[str, int, int]) -> list[dict[str, float]]:
    """Select it, wait until the script offers to cite it; where it is shown."""
    rects: list[dict[str, float]] = page.evaluate(SELECT, list(place))
    page.locator("#cite-passage").wait_for()
    return rects


def offered(page: Any) -> dict[str, list[str]]:
    """What the link that is offered asks for."""
    return parse_qs(str(page.locator("#cite-passage").get_attribute("href")).partition("?")[2])


def marked(page: Any, blank: Any, place: tuple[str, int, int]) -> float:
    """Which share of where a passage is shown has the colour of what was found; 0 when it is not in view."""
    seen = page.viewport_size
    rects = page.evaluate(SHOWN, list(place))
    if any(one["y"] < 0 or one["y"] + one["height"] > seen["height"] for one in rects):
        return 0.0
    png = page.screenshot(clip=max(rects, key=lambda one: one["width"]))
    return float(blank.evaluate(COUNT, [base64.b64encode(png).decode(), list(FOUND)]))


def is_apart(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two rectangles do not overlap."""
    return (
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_selected_passage_becomes_a_citation_whose_link_scrolls_to_it(
    cited: Cited, reader: Callable[..., Any], blank: Any, language: str, width: int
) -> None:
    page = reader(f"/article/{cited.article}", language, width)
    link = page.locator("#cite-passage")
    assert link.is_hidden()
    place = place_in(cited, passages.REPEATED, 1)
    rects = select(page, place)
    assert link.is_visible()
    assert ("اقتبس هذا المقطع" if language == "ar" else "Cite this passage") in link.inner_text()
    box = link.bounding_box()
    assert all(is_apart(box, one) for one in rects)
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width
    link.click()
    page.wait_for_url("**/cite?**")
    asked = parse_qs(page.url.partition("?")[2])
    assert (asked["start"], asked["end"]) == ([str(place[1])], [str(place[2])])
    assert page.locator("blockquote mark").all_inner_texts() == [passages.REPEATED]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("#link-2 a").click()
    page.wait_for_url("**/article/**")
    assert soon(page, lambda: page.evaluate("scrollY") > 0 and marked(page, blank, place) > 0.3)
    assert marked(page, blank, place_in(cited, passages.REPEATED, 0)) == 0


@pytest.mark.parametrize(
    "chosen",
    [
        (passages.REPEATED, 0),
        (passages.REPEATED, 1),
        (passages.LAST, 0),
        ("خلال شهر", 0),
        (passages.THIRD[-30:] + "\n\n" + passages.LAST[:20], 0),
    ],
)
def test_the_words_of_a_link_alone_lead_to_the_right_place(
    cited: Cited, reader: Callable[..., Any], blank: Any, chosen: tuple[str, int]
) -> None:
    passage, nth = chosen
    place = place_in(cited, passage, nth)
    told = cited.told(f"/cite?{cited.place(passage, nth)}")
    path, _, words = told["links"]["page"].partition(":~:")
    page = reader(f"{path.partition('#')[0]}#:~:{words}")  # without the anchor beside them
    assert soon(page, lambda: marked(page, blank, place) > 0.3)
    if passage == passages.REPEATED:
        assert marked(page, blank, place_in(cited, passage, 1 - nth)) == 0


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (3, 24),  # behind two signs that are two units each in a script, within a word
        (0, 2),
    ],
)
def test_places_count_code_points(cited: Cited, reader: Callable[..., Any], start: int, end: int) -> None:
    page = reader(f"/article/{cited.article}")
    select(page, ("body", start, end))
    page.locator("#cite-passage").click()
    page.wait_for_url("**/cite?**")
    assert f"start={start}&end={end}&" in page.url
    assert page.locator("blockquote mark").all_inner_texts() == [cited.body[start:end].strip()]


def test_a_passage_goes_over_paragraphs_and_marks(cited: Cited, reader: Callable[..., Any]) -> None:
    page = reader(f"/article/{cited.article}")
    assert page.locator(".body .source").count() > 0
    start, end = cited.body.index("الجمعية"), cited.body.index(passages.LAST) + 9
    select(page, ("body", start, end))
    page.locator("#cite-passage").click()
    page.wait_for_url("**/cite?**")
    assert f"start={start}&end={end}&digest=" in page.url
    assert "&q=" not in page.url  # too long to be repeated in an address
    told = cited.told(page.url.removeprefix(cited.url("")))
    assert told["found"]["quote"]["exact"] == cited.body[start:end]


def test_a_title_is_selected_and_what_is_outside_the_text_is_left_out(
    cited: Cited, reader: Callable[..., Any]
) -> None:
    page = reader(f"/article/{cited.article}")
    select(page, ("title", 0, len(passages.TITLE)))
    page.evaluate("getSelection().extend(document.querySelector('.actions'), 1)")
    page.wait_for_timeout(SETTLED)
    asked = offered(page)
    assert asked["field"] == ["title"]
    assert (asked["start"], asked["end"]) == (["0"], [str(len(passages.TITLE))])
    assert asked["q"] == [passages.TITLE]
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.evidence'))")
    page.locator("#cite-passage").wait_for(state="hidden")


def test_what_is_shown_for_a_control_counts_as_one_character(
    cited: Cited, reader: Callable[..., Any]
) -> None:
    page = reader(f"/article/{cited.article}")
    page.evaluate(
        """() => { const p = document.querySelector('[data-field=body]');
        p.innerHTML = 'قبل<span class="control" data-point="202e">\\\\u202e</span>بعد'; }"""
    )
    select(page, ("body", 0, 12))  # as shown: 3 letters, 6 for the control, 3 letters
    asked = offered(page)
    assert (asked["start"], asked["end"], asked["q"]) == (["0"], ["7"], ["قبل\u202eبعد"])


def test_a_double_click_a_drag_and_escape(cited: Cited, reader: Callable[..., Any]) -> None:
    page = reader(f"/article/{cited.article}")
    link, button = page.locator("#cite-passage"), page.locator("#cite-selected")
    assert button.is_disabled()
    box = page.locator("[data-field=body]").last.bounding_box()
    page.locator("[data-field=body]").last.dblclick(position={"x": box["width"] - 60, "y": 20})
    link.wait_for()
    assert button.is_enabled()
    assert parse_qs(link.get_attribute("href"))["q"][0] in passages.LAST
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")
    assert button.is_disabled()
    box = page.locator("[data-field=body]").last.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 200, box["y"] + 20, steps=5)
    page.wait_for_timeout(SETTLED)
    assert link.is_hidden()  # nothing jumps in while somebody still selects
    page.mouse.up()
    link.wait_for()
    page.mouse.click(box["x"] + 10, box["y"] - 5)
    link.wait_for(state="hidden")


@pytest.mark.parametrize("way", ["keys", "tab", "button"])
def test_a_passage_is_cited_by_keyboard(cited: Cited, reader: Callable[..., Any], way: str) -> None:
    page = reader(f"/article/{cited.article}", "ar")
    place = place_in(cited, passages.LAST)
    select(page, place)
    if way == "keys":
        page.keyboard.press("Alt+KeyC")
    elif way == "tab":
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "cite-passage"
        page.keyboard.press("Enter")
    else:
        page.locator("#cite-selected").focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/cite?**")
    assert page.locator("blockquote mark").all_inner_texts() == [passages.LAST]


def test_a_finger_selects_and_taps(cited: Cited, reader: Callable[..., Any]) -> None:
    page = reader(f"/article/{cited.article}", "ar", 390, has_touch=True, is_mobile=True)
    select(page, place_in(cited, passages.LAST))
    link = page.locator("#cite-passage")
    assert link.bounding_box()["height"] >= 44
    assert link.locator("kbd").is_hidden()
    link.tap()
    page.wait_for_url("**/cite?**")
    assert page.locator("blockquote mark").all_inner_texts() == [passages.LAST]


def test_every_style_and_address_is_copied_whole(cited: Cited, reader: Callable[..., Any]) -> None:
    path = f"/cite?{cited.place(passages.REPEATED, 1)}"
    told = cited.told(path)
    page = reader(path, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(HELD_UP)  # a busy machine may look at the words too late
    for style, text in told["styles"].items():
        button = page.locator(f'[data-copies="style-{style}"]')
        button.click()
        button.get_by_text("Copied").wait_for()
        assert page.locator("#copied").inner_text() == "Copied"
        assert page.evaluate("navigator.clipboard.readText()") == text.strip()
    page.evaluate("later.splice(0).forEach((call) => call())")
    assert page.locator("button[data-copies]", has_text="Copied").count() == 0
    assert page.locator("#copied").inner_text() == ""
    page.locator('[data-copies="link-1"]').click()
    page.locator("#copied", has_text="Copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == cited.url(told["links"]["cite"])


def test_without_a_script_a_passage_is_pasted(cited: Cited, reader: Callable[..., Any]) -> None:
    page = reader(f"/article/{cited.article}", java_script_enabled=False)
    assert page.locator("#cite-passage").is_hidden()
    assert page.locator("#cite-selected").is_hidden()
    page.locator(".actions a").first.click()
    page.locator("textarea[name=q]").wait_for()
    assert page.locator("button[data-copies]").first.is_hidden()
    page.locator("textarea[name=q]").fill(passages.LAST)
    page.locator("form.cite button").click()
    page.locator("blockquote mark").first.wait_for()
    assert page.locator("blockquote mark").all_inner_texts() == [passages.LAST]
    assert f"article={cited.article}" in page.url


@pytest.mark.parametrize("language", ["ar", "en"])
def test_on_paper_nothing_is_cut_and_nothing_waits_for_a_click(
    cited: Cited, reader: Callable[..., Any], language: str
) -> None:
    page = reader(f"/cite?{cited.place(passages.REPEATED, 1)}", language, 794)  # A4 at 96 dots an inch
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    cut = "[...document.querySelectorAll('main *')].filter((one) => one.scrollHeight > one.clientHeight + 2"
    cut += " && getComputedStyle(one).overflowY !== 'visible' && one.checkVisibility()).length"
    assert page.evaluate(cut) == 0
    assert (
        page.locator("main form, main button, main .download").evaluate_all(
            "all => all.filter((one) => one.checkVisibility()).length"
        )
        == 0
    )
    assert page.locator("#printed-from").inner_text().startswith(cited.url("/cite?article="))
    words = page.locator("main").inner_text()
    for part in (passages.REPEATED, "sha256:", "@article{", "TY  - NEWS"):
        assert part in words
