"""Kept pages as they are shown: as they looked, and doing nothing, whatever they try."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from lxml.html import document_fromstring

from tests.browse import hostile
from tests.browse.conftest import Served, serving

KEPT = {
    "html",
    "head",
    "link",
    "style",
    "body",
    "article",
    "h1",
    "img",
    "p",
    "a",
    "div",
    "input",
    "button",
    "pre",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A hostile page in a served archive; `evil` is the server that it tries to tell, which is alive."""

    served: Served
    desk: Any
    site: Any
    evil: Any
    record: str
    url: str

    def path(self, rest: str = "") -> str:
        return f"/replay/{self.record}{rest}"


@pytest.fixture(scope="module")
def kept(new_desk: Callable[..., Any], new_site: Callable[[], Any]) -> Iterator[Kept]:
    desk, site, evil = new_desk(), new_site(), new_site()
    desk.set(politeness={"delay": 0.0})
    url = hostile.put(site, evil)
    parts = [
        site.url(path)
        for path in ("/more.css", "/page-as-image", "/drawing.svg", "/bridge.png", "/style.css")
    ]
    ran = desk.warraq("capture", url, *parts)
    assert desk.rows("SELECT 1 FROM captures WHERE url = ? AND status = 200", url), (ran.out, ran.err)
    record = desk.rows("SELECT record_id FROM captures WHERE url = ?", url)[0]["record_id"]
    site.pages.clear()
    with serving(desk.archive) as port:
        served = Served(archive=desk.archive, port=port, edited="", case="")
        yield Kept(served=served, desk=desk, site=site, evil=evil, record=record, url=url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What happened while a browser showed a page, and the page."""

    page: Any
    asked: list[str]
    popups: list[Any]
    dialogs: list[Any]


@pytest.fixture
def look(chromium: Any) -> Iterator[Callable[..., Looked]]:
    contexts = []

    def show(url: str, prepare: Callable[[Any], None] | None = None) -> Looked:
        context = chromium.new_context(locale="en")
        contexts.append(context)
        page = context.new_page()
        looked = Looked(page=page, asked=[], popups=[], dialogs=[])
        context.on("response", lambda answer: looked.asked.append(answer.url))
        context.on("page", lambda other: looked.popups.append(other.url))
        page.on("dialog", lambda dialog: (looked.dialogs.append(dialog.message), dialog.dismiss()))
        if prepare is not None:
            prepare(context)
        page.goto(url, wait_until="networkidle")
        page.wait_for_timeout(300)
        return looked

    yield show
    for context in contexts:
        context.close()


def nothing_happened(kept: Kept, looked: Looked, asked_before: list[str], url: str) -> None:
    page = looked.page
    assert page.url == url
    assert page.title().startswith("Kept copy")
    assert page.locator("h1").first.inner_text().startswith("Kept copy, scripts removed")
    assert kept.evil.paths() == asked_before
    assert {one for one in looked.asked if not one.startswith((kept.served.url("/"), "data:"))} == set()
    assert not [one for one in looked.asked if "/search.json" in one]
    assert looked.popups == []
    assert looked.dialogs == []
    assert [frame.parent_frame is None for frame in page.frames] == [True, False]
    assert page.frames[1].url == kept.served.url(kept.path("/page"))
    assert page.context.cookies(kept.served.url("/")) == []


def test_a_hostile_page_changes_nothing(kept: Kept, look: Callable[..., Looked]) -> None:
    before = kept.evil.paths()
    url = kept.served.url(kept.path())
    looked = look(url)
    nothing_happened(kept, looked, before, url)


def test_the_policy_alone_holds_a_page_that_was_not_made_inert(
    kept: Kept, look: Callable[..., Looked]
) -> None:
    """The same page as its server sent it, under the headers that kept pages are answered with."""
    answer, _ = kept.served.get(kept.path("/page"))
    headers = {name: value for name, value in answer.getheaders() if name.lower() != "transfer-encoding"}
    body = hostile.page(kept.evil.url()[:-1]).replace("SITE", kept.site.url()[:-1])

    def prepare(context: Any) -> None:
        context.route("**/page", lambda route: route.fulfill(status=200, headers=headers, body=body))

    before = kept.evil.paths()
    url = kept.served.url(kept.path())
    looked = look(url, prepare)
    page = looked.page
    assert (page.url, kept.evil.paths(), looked.dialogs, looked.popups) == (url, before, [], [])
    assert page.title().startswith("Kept copy")
    assert page.locator("h1").first.inner_text().startswith("Kept copy")


def test_without_policy_and_frame_the_page_would_do_all_this(kept: Kept, look: Callable[..., Looked]) -> None:
    """What the two tests before this one rest on: a page of that kind does tell its server."""
    before = len(kept.evil.paths())
    body = hostile.page(kept.evil.url()[:-1])

    def prepare(context: Any) -> None:
        context.route("**/bare", lambda route: route.fulfill(status=200, content_type="text/html", body=body))

    look(kept.served.url("/bare"), prepare)
    assert len(kept.evil.paths()) > before


def test_the_page_looks_as_it_did(kept: Kept, look: Callable[..., Looked]) -> None:
    looked = look(kept.served.url(kept.path()))
    frame = looked.page.frames[1]
    styles = "e => { const s = getComputedStyle(e); return [s.color, s.letterSpacing, s.backgroundImage] }"
    color, spacing, background = frame.locator("h1").evaluate(styles)
    assert (color, spacing) == ("rgb(1, 2, 3)", "3px")
    assert f"/replay/{kept.record}/part?url=" in background
    assert frame.locator("p").nth(1).evaluate("e => getComputedStyle(e).color") == "rgb(4, 5, 6)"
    assert frame.locator("#bridge").evaluate("e => e.naturalWidth") == 1
    assert frame.locator("#drawing").evaluate("e => e.naturalWidth") == 0


def test_a_link_opens_a_copy_beside_the_page_and_leaves_it_where_it_is(
    kept: Kept, look: Callable[..., Looked]
) -> None:
    url = kept.served.url(kept.path())
    looked = look(url)
    frame = looked.page.frames[1]
    frame.locator("#over").evaluate("e => e.remove()")
    before = kept.evil.paths()
    with looked.page.expect_popup() as opened:
        frame.locator("#away").click()
    opened.value.wait_for_url(lambda url: url != "about:blank")
    assert opened.value.url.startswith(kept.served.url("/memento/"))
    assert opened.value.url.endswith(f"/{kept.evil.url('/link')}")
    assert "This archive holds no copy of this address" in opened.value.content()
    assert (looked.page.url, kept.evil.paths()) == (url, before)
    assert [frame.locator(f"#{one}").get_attribute("href") for one in ("js", "data")] == [None, None]


def test_what_is_answered_inside_the_frame_holds_nothing_that_acts(kept: Kept) -> None:
    answer, page = kept.served.get(kept.path("/page"))
    assert answer.status == 200
    assert answer.getheader("content-type") == "text/html; charset=utf-8"
    assert answer.getheader("x-content-type-options") == "nosniff"
    assert answer.getheader("set-cookie") is None
    policy = answer.getheader("content-security-policy") or ""
    assert policy.startswith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; ")
    assert "script" not in policy
    tree = document_fromstring(page)
    assert {one.tag for one in tree.iter()} <= KEPT
    names = {name for one in tree.iter() for name in one.attrib}
    assert not [
        name for name in names if name.startswith("on") or name in ("ping", "srcdoc", "action", "srcset")
    ]
    places = [one.get(name) for one in tree.iter() for name in ("href", "src", "background") if one.get(name)]
    assert places
    assert not [one for one in places if not one.startswith(("/replay/", "/memento/"))]
    told = json.loads(kept.served.get(kept.path(".json"))[1])
    assert told["shown"] == "page"
    assert told["left_out"]["scripts"] >= 2
    assert told["left_out"]["frames"] == 2


@pytest.mark.parametrize(
    ("path", "status", "media"),
    [
        ("/bridge.png", 200, "image/png"),
        ("/style.css", 200, "text/css; charset=utf-8"),
        ("/drawing.svg", 404, None),
        ("/page-as-image", 404, None),
        ("/report/1?a=1&b=2", 404, None),
        ("/not-there.png", 404, None),
    ],
)
def test_only_raster_images_and_styles_are_parts(
    kept: Kept, path: str, status: int, media: str | None
) -> None:
    answer, body = kept.served.fetch(kept.path(f"/part?url={quote(kept.site.url(path), safe='')}"))
    assert answer.status == status
    assert answer.getheader("x-content-type-options") == "nosniff"
    assert "default-src 'none'" in (answer.getheader("content-security-policy") or "")
    assert media is None or answer.getheader("content-type") == media
    if path == "/bridge.png":
        assert body == hostile.PNG
    if path == "/style.css":
        assert b"font-face" not in body
        assert f"part?url={quote(kept.site.url('/more.css'), safe='')}".encode() in body


def test_other_answers_are_shown_as_text_or_not_at_all(kept: Kept) -> None:
    rows = kept.desk.rows("SELECT record_id, url FROM captures WHERE kind = 'response' AND status = 200")
    records = {row["url"].rpartition("/")[2]: row["record_id"] for row in rows}
    answer, text = kept.served.get(f"/replay/{records['drawing.svg']}/page")
    assert (answer.status, answer.getheader("content-type")) == (200, "text/plain; charset=utf-8")
    assert text.startswith("<svg")
    assert (answer.getheader("content-security-policy") or "").startswith("sandbox; default-src 'none'")
    image = kept.served.fetch(f"/replay/{records['bridge.png']}/page")
    assert (image[0].getheader("content-type"), image[1]) == ("image/png", hostile.PNG)
    assert kept.served.get(f"/replay/{records['page-as-image']}/page")[0].status == 404
    told = json.loads(kept.served.get(f"/replay/{records['page-as-image']}.json")[1])
    assert (told["shown"], told["reason"]) == (None, "other")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_bar_says_what_is_shown(kept: Kept, language: str) -> None:
    answer, page = kept.served.get(kept.path(), Accept_Language=language)
    assert answer.status == 200
    assert ("نسخة محفوظة نُزعت نصوصها البرمجية" if language == "ar" else "Kept copy, scripts removed") in page
    assert "UTC</time>" in page
    assert '<iframe class="kept" sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
    assert "frame-src 'self'" in (answer.getheader("content-security-policy") or "")
