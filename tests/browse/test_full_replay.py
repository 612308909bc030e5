"""Full replay: archived scripts run, at another port and in a frame, and reach nobody."""

import json
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.browse import player_app
from archive.browse.asking import Gone
from archive.browse.byte_range import Span, Unsatisfiable, asked_range
from archive.browse.player import Player, read_player
from archive.browse.player_server import playing
from archive.browse.player_wacz import PlayableFiles
from archive.browse.site import Site
from archive.errors import ArchiveError
from archive.place import Archive
from crawlers.cli import main
from newsroom import Newsroom
from newsroom.outlets import DRAWN
from tests.browse import hostile, hostile_script
from tests.browse.conftest import Served, serving
from tests.conftest import IN_CI, ROOT
from tests.ports import free_port

PLAYER = ROOT / ".replaywebpage" / "package"
MADE = "document.querySelector('h1').dataset.made = 'by a script of the page'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A page in a served archive; `evil` is the server that its script tries to tell, which is alive."""

    served: Served
    player_port: int
    desk: Any
    evil: Any
    record: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """An answer of the player's port."""
        connection = HTTPConnection("127.0.0.1", self.player_port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def player_folder() -> Path:
    if not (PLAYER / "sw.js").exists():
        message = f"ReplayWeb.page is not in {PLAYER}: `make player` fetches it by npm"
        (pytest.fail if IN_CI else pytest.skip)(message)
    return PLAYER


@pytest.fixture(scope="module")
def played(
    new_desk: Callable[..., Any], new_site: Callable[[], Any], player_folder: Path
) -> Iterator[Played]:
    desk, site, evil = new_desk(), new_site(), new_site()
    desk.set(politeness={"delay": 0.0})
    port, player_port = free_port(), free_port()
    kind = type(site.pages["/robots.txt"])
    site.pages["/made.js"] = kind(MADE.encode(), 200, (("Content-Type", "text/javascript"),))
    site.pages["/bridge.png"] = kind(hostile.PNG, 200, (("Content-Type", "image/png"),))
    url = site.put("/report/1", hostile_script.page(evil.url()[:-1], f"http://127.0.0.1:{port}"))
    ran = desk.warraq("capture", url, site.url("/made.js"), site.url("/bridge.png"))
    assert desk.rows("SELECT 1 FROM captures WHERE url = ? AND status = 200", url), (ran.out, ran.err)
    record = desk.rows("SELECT record_id FROM captures WHERE url = ?", url)[0]["record_id"]
    site.pages.clear()
    options = ("--player", str(player_folder), "--player-port", str(player_port))
    with serving(desk.archive, port, *options):
        served = Served(archive=desk.archive, port=port, edited="", case="")
        yield Played(served=served, player_port=player_port, desk=desk, evil=evil, record=record)


@contextmanager
def view_of(chromium: Any) -> Iterator[tuple[Any, list[str], list[str]]]:
    """A page in a browser of its own, with what was answered and the windows that it opened."""
    context = chromium.new_context(locale="en")
    asked: list[str] = []
    popups: list[str] = []
    context.on("response", lambda answer: asked.append(answer.url))
    view = context.new_page()
    context.on("page", lambda other: popups.append(other.url))
    try:
        yield view, asked, popups
    finally:
        context.close()


def what_it_told(view: Any) -> dict[str, str]:
    """What the script says it came to, once it is through."""
    frame = view.frame_locator("iframe.kept").frame_locator("replay-web-page iframe")
    report = frame.frame_locator("replay-app-main iframe")
    report.locator("#told").wait_for(state="attached", timeout=60_000)
    assert report.locator("h1").get_attribute("data-made") == "by a script of the page"
    told: dict[str, str] = json.loads(report.locator("#told").text_content())
    return told


# What a script cannot know: whether a message was sent, and what became of a frame that shows another host.
UNTOLD = {f"{realm} {what}" for realm in ("whole", "bare", "clean") for what in ("beacon", "form", "frame")}
# The player answers these out of the recording.
RECORDED = {"whole evidence", "whole no-cors", "whole fetch", "whole socket"}


def test_a_script_that_runs_reaches_nobody(played: Played, chromium: Any) -> None:
    before = played.evil.paths()
    with view_of(chromium) as (view, asked, popups):
        beside = view.context.new_page()
        beside.goto(played.served.url("/?lang=en"))
        text = beside.locator("body").inner_text()
        popups.clear()
        view.goto(played.served.url(f"/replay/{played.record}/full"))
        view.get_by_role("button", name="Run the page with its scripts").click()
        address = played.served.url(f"/replay/{played.record}/full?run=1")
        told = what_it_told(view)
        reached = {name: said for name, said in told.items() if not said.startswith("refused: ")}
        assert reached.keys() - UNTOLD - RECORDED == {"cookies"}
        assert "not_found" in reached["whole evidence"]
        assert "language" not in reached["cookies"]
        assert played.evil.paths() == before
        assert (popups, view.url) == ([], address)
        assert view.title().startswith("Full replay")
        assert view.locator("h1").first.inner_text().startswith("Full replay, scripts running")
        assert (beside.url, beside.locator("body").inner_text()) == (played.served.url("/?lang=en"), text)
    evidence, player = played.served.url("/"), f"http://127.0.0.1:{played.player_port}/"
    answered = [one for one in asked if one.startswith(evidence)]
    assert [one for one in answered if "search" in one] == []
    assert [one for one in asked if not one.startswith((evidence, player, "data:", "blob:"))] == []


def test_without_our_policy_the_same_script_would_reach_others(
    played: Played, player_folder: Path, chromium: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the test before this one rests on: the player's own policy leaves WebSockets to any host."""
    anything = "default-src * 'unsafe-inline' 'unsafe-eval' data: blob: ws:"
    for name in ("PLAYED_POLICY", "PLAY_POLICY", "WORKER_POLICY"):
        monkeypatch.setattr(player_app, name, anything)
    port = free_port()
    frame = f'<iframe src="http://127.0.0.1:{port}/play/{played.record}" width="900" height="700"></iframe>'
    bare = played.evil.put("/bare", frame)
    site = Site(archive=played.served.archive, database="index", player_port=port)
    before = len(played.evil.paths())
    with (
        playing(site, read_player(player_folder), port, evidence_port=urlsplit(bare).port or 0),
        view_of(chromium) as (view, _, _),
    ):
        view.goto(bare)
        deadline = time.monotonic() + 60
        while "/socket-bare" not in played.evil.paths()[before:]:
            assert time.monotonic() < deadline, played.evil.paths()[before:]
            view.wait_for_timeout(200)


@pytest.mark.parametrize(
    "path", ["/play/{record}", "/replay/player.js", "/replay/sw.js", "/wacz/{record}.wacz"]
)
def test_the_player_answers_this_machine_alone(played: Played, path: str) -> None:
    answer, body = played.ask(path.format(record=played.record), Host="evil.example", Sec_Fetch_Dest="iframe")
    assert (answer.status, body) == (400, b"This address is not served here.\n")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/play/{record}", {"Sec_Fetch_Dest": "iframe"}, 200),
        ("/play/{record}", {"Sec_Fetch_Dest": "document"}, 403),
        ("/play/{record}", {}, 403),
        ("/play/00000000-0000-4000-8000-000000000000", {"Sec_Fetch_Dest": "iframe"}, 404),
        ("/wacz/00000000-0000-4000-8000-000000000000.wacz", {}, 404),
        ("/replay/sw.js", {"Service_Worker": "script", "Sec_Fetch_Dest": "serviceworker"}, 200),
        ("/replay/player.js", {"Sec_Fetch_Dest": "script"}, 200),
        ("/replay/player.js", {"Service_Worker": "script"}, 403),
        ("/replay/ui.js", {"Sec_Fetch_Dest": "serviceworker"}, 403),
        ("/replay/ui.js", {}, 200),
        ("/replay/", {}, 200),
        ("/replay/../player.py", {}, 404),
        ("/replay/%2e%2e/package.json", {}, 404),
        ("/replay/index.html", {}, 404),
        ("/", {}, 404),
    ],
)
def test_only_what_the_player_needs_is_answered(
    played: Played, path: str, headers: dict[str, str], status: int
) -> None:
    answer, body = played.ask(path.format(record=played.record), **headers)
    assert answer.status == status, body
    policy = answer.getheader("content-security-policy") or ""
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy.replace(f"http://127.0.0.1:{played.served.port}", "")
    assert answer.getheader("x-content-type-options") == "nosniff"
    assert answer.getheader("access-control-allow-origin") is None
    assert played.ask(path.format(record=played.record), "POST", **headers)[0].status == 405


def test_archived_pages_are_held_by_a_policy_of_ours(played: Played) -> None:
    _, worker = played.ask("/replay/sw.js")
    first = worker.decode().split("\n", 1)[0]
    policy = json.loads(first.removeprefix("const POLICY = ").removesuffix(";"))
    assert "connect-src 'self' data: blob:;" in policy
    assert policy.endswith(f"frame-ancestors 'self' http://127.0.0.1:{played.served.port}")
    assert "ws" not in policy


def test_a_file_is_read_by_ranges(played: Played) -> None:
    path = f"/wacz/{played.record}.wacz"
    answer, whole = played.ask(path)
    size = len(whole)
    assert (answer.status, answer.getheader("accept-ranges")) == (200, "bytes")
    tag = answer.getheader("etag") or ""
    for header, part in (
        (f"bytes={size - 5}-", whole[-5:]),
        ("bytes=2-9", whole[2:10]),
        ("bytes=-7", whole[-7:]),
    ):
        answer, body = played.ask(path, Range=header)
        assert (answer.status, body) == (206, part)
        assert answer.getheader("content-length") == str(len(part))
    assert answer.getheader("content-range") == f"bytes {size - 7}-{size - 1}/{size}"
    assert played.ask(path, Range="bytes=0-3", If_Range=tag)[0].status == 206
    answer, body = played.ask(path, Range="bytes=0-3", If_Range='"another"')
    assert (answer.status, body) == (200, whole)
    answer, _ = played.ask(path, Range=f"bytes={size}-")
    assert (answer.status, answer.getheader("content-range")) == (416, f"bytes */{size}")
    answer, body = played.ask(path, "HEAD", Range="bytes=0-3")
    assert (answer.status, answer.getheader("content-length"), body) == (200, str(size), b"")


@pytest.mark.parametrize(
    ("header", "span"),
    [
        (None, None),
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, 100)),
        ("Bytes = 10 - 19", (10, 20)),
        ("bytes=90-400", (90, 100)),
        ("bytes=-5", (95, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=x-", None),
    ],
)
def test_a_range_is_read_as_the_standard_has_it(header: str | None, span: tuple[int, int] | None) -> None:
    assert asked_range(header, 100) == (None if span is None else Span(start=span[0], end=span[1]))


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        asked_range(header, 100)


def test_pages_lead_to_the_player(played: Played) -> None:
    link = f'href="/replay/{played.record}/full"'
    for path in (f"/replay/{played.record}", f"/capture/{played.record}"):
        assert link in played.served.get(path)[1]
        assert json.loads(played.served.get(f"{path}.json")[1])["full"] == f"/replay/{played.record}/full"
    answer, page = played.served.get(f"/replay/{played.record}/full", Accept_Language="ar")
    assert "<iframe" not in page
    assert "شغّل الصفحة بنصوصها البرمجية" in page
    assert answer.getheader("content-security-policy", "").endswith(
        f"frame-src http://127.0.0.1:{played.player_port}"
    )
    page = played.served.get(f"/replay/{played.record}/full?run=1")[1]
    assert '<iframe class="kept" sandbox="allow-scripts allow-same-origin"' in page


def test_what_is_no_page_is_not_played(played: Played) -> None:
    rows = played.desk.rows("SELECT record_id FROM captures WHERE url LIKE '%bridge.png'")
    record = rows[0]["record_id"]
    assert played.served.get(f"/replay/{record}/full")[0].status == 404
    assert json.loads(played.served.get(f"/capture/{record}.json")[1])["full"] is None


def test_without_a_player_there_is_no_such_page(played: Played) -> None:
    with serving(played.served.archive) as port:
        other = Served(archive=played.served.archive, port=port, edited="", case="")
        assert other.get(f"/replay/{played.record}/full")[0].status == 404
        assert "/full" not in other.get(f"/replay/{played.record}")[1]


def test_a_folder_without_a_player_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"there is no ReplayWeb\.page in .*ui\.js"):
        read_player(tmp_path)


@pytest.mark.parametrize("profile", ["--public", "--private"])
def test_others_are_offered_no_player(tmp_path: Path, profile: str, capsys: Any) -> None:
    assert main(["serve", profile, "--player", str(tmp_path)]) == 2
    assert "it is for this machine's own reader alone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--player-port", "9"), "--player-port belongs to --player"),
        (("--player", ".", "--port", "9", "--player-port", "9"), "another port than --port"),
    ],
)
def test_a_port_that_cannot_be_the_players_is_told(options: tuple[str, ...], said: str, capsys: Any) -> None:
    assert main(["serve", *options]) == 2
    assert said in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    site = Site(archive=Archive(tmp_path), database="index")
    player = Player(interface=b"", worker=b"")
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ArchiveError, match="--player-port"),
        playing(site, player, taken.getsockname()[1], evidence_port=1),
    ):
        pass


def test_a_withdrawn_page_is_not_played_and_its_file_is_made_anew(
    new_desk: Callable[..., Any], new_site: Callable[[], Any]
) -> None:
    desk, site = new_desk(), new_site()
    desk.set(politeness={"delay": 0.0})
    kind = type(site.pages["/robots.txt"])
    site.pages["/bridge.png"] = kind(hostile.PNG, 200, (("Content-Type", "image/png"),))
    picture = f'<img src="{site.url("/bridge.png")}">'
    url = site.put("/report/1", f"<html><body><h1>خبر</h1>{picture}<p>{hostile.BODY}</p></body></html>")
    desk.warraq("capture", url)
    files = PlayableFiles(Site(archive=desk.archive, database="index"))
    page, image = (
        desk.rows("SELECT record_id FROM captures WHERE url = ? AND kind = 'response'", one)[0]["record_id"]
        for one in (url, site.url("/bridge.png"))
    )
    first = files.of(page)
    assert first.records == (page, image)
    assert files.of(page) is first
    assert desk.warraq("withdraw", image, "--reason", "somebody is in danger").code == 0
    assert files.of(page).records == (page,)
    assert desk.warraq("withdraw", page, "--reason", "somebody is in danger").code == 0
    with pytest.raises(Gone):
        files.of(page)
    with pytest.raises(Gone):
        files.played(page)


PICTURES, EACH = 52, 4 << 20  # of the large page, and bytes


@pytest.mark.soak
def test_a_page_of_two_hundred_megabytes_opens_by_ranges(
    new_desk: Callable[..., Any], new_site: Callable[[], Any], player_folder: Path, chromium: Any
) -> None:
    desk, site = new_desk(), new_site()
    desk.set(politeness={"delay": 0.0})
    kind = type(site.pages["/robots.txt"])
    for number in range(PICTURES):
        body = hostile.PNG + secrets.token_bytes(EACH)  # what stands behind an image is not read
        site.pages[f"/{number}.png"] = kind(body, 200, (("Content-Type", "image/png"),))
    pictures = "".join(
        f'<img id="p{number}" src="/{number}.png" width="9" height="9" loading="lazy"'
        f' style="display: block; margin-block: 900vh">'
        for number in range(PICTURES)
    )
    url = site.put("/report/1", f"<html><body><h1>خبر</h1><p>{hostile.BODY}</p>{pictures}</body></html>")
    desk.warraq("capture", url)
    record = desk.rows("SELECT record_id FROM captures WHERE url = ?", url)[0]["record_id"]
    site.pages.clear()
    port, player_port = free_port(), free_port()
    options = ("--player", str(player_folder), "--player-port", str(player_port))
    with serving(desk.archive, port, *options), view_of(chromium) as (view, _, _):
        served = Served(archive=desk.archive, port=port, edited="", case="")
        played = Played(served=served, player_port=player_port, desk=desk, evil=None, record=record)
        answer, _ = played.ask(f"/wacz/{record}.wacz", "HEAD")
        size = int(answer.getheader("content-length") or 0)
        assert size > PICTURES * EACH
        lengths: list[int] = []
        view.on(
            "response",
            lambda one: lengths.append(int(one.headers["content-length"])) if one.status == 206 else None,
        )
        view.goto(served.url(f"/replay/{record}/full?run=1"))
        frame = view.frame_locator("iframe.kept").frame_locator("replay-web-page iframe")
        report = frame.frame_locator("replay-app-main iframe")
        report.locator("h1").wait_for(timeout=120_000)
        last = report.locator(f"#p{PICTURES - 1}")
        last.scroll_into_view_if_needed()
        assert last.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
        assert 0 < sum(lengths) < size / 4


@pytest.mark.soak
def test_a_page_that_asks_by_post_is_played_whole(
    new_desk: Callable[..., Any], player_folder: Path, chromium: Any, chromium_program: str
) -> None:
    """What its script was answered when it was rendered is found by what it sends."""
    desk, slug = new_desk(), DRAWN[0].slug
    port, player_port = free_port(), free_port()
    with Newsroom(outlets=(slug,), faulty=False) as room:
        url, gold = next((url, gold) for url, gold in room.gold(slug).items() if "/q/" in url)
        ran = desk.warraq("capture", url, "--json")
        assert ran.document[0]["reading"] == "article", ran.err
    record = ran.document[0]["exchanges"][-1]["record_id"]
    options = ("--player", str(player_folder), "--player-port", str(player_port))
    with serving(desk.archive, port, *options), view_of(chromium) as (view, _, _):
        view.goto(f"http://127.0.0.1:{port}/replay/{record}/full?run=1")
        frame = view.frame_locator("iframe.kept").frame_locator("replay-web-page iframe")
        report = frame.frame_locator("replay-app-main iframe")
        report.locator("h1").wait_for(state="attached", timeout=60_000)
        assert report.locator("h1").text_content() == gold.title
        assert report.locator("nav").text_content()
