"""What a page does to whoever renders it: it is bounded, reaches nothing, learns nothing of this machine."""

import asyncio
import json
import os
import re
import time
from collections.abc import Callable
from typing import Any, cast

import pytest

from crawlers import browser_page
from crawlers.browser import render
from crawlers.look import Answer, Asked, PictureError, Rendered, RenderLook

PAGE = "https://news.example/report"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
Show = Callable[..., Rendered]


@pytest.fixture
def asked() -> list[Asked]:
    """What the page asked for."""
    return []


@pytest.fixture
def show(chromium_program: str, asked: list[Asked]) -> Show:
    """Renders a page; whatever it asks for is answered with a short text."""

    def shown(body: str, **look: Any) -> Rendered:
        async def answer(wanted: Asked) -> Answer | None:
            asked.append(wanted)
            return Answer(status=200, headers=(("Content-Type", "text/plain"),), body=b"x")

        wanted: dict[str, Any] = {
            "user_agent": "Warraq/0 (+tests@example.org)",
            "timezone": "Asia/Damascus",
            "seconds": 60.0,
            "settle": 10.0,
        }
        document = f'<!doctype html><html lang="ar"><meta charset="utf-8"><body>{body}</body></html>'
        page = Answer(status=200, headers=HTML, body=document.encode())
        return asyncio.run(render(chromium_program, PAGE, page, answer, RenderLook(**{**wanted, **look})))

    return shown


HOSTILE = """<p id="text">نص الخبر</p><script>
alert("نبّه"); confirm("؟"); prompt("؟");
window.open("https://elsewhere.example/window");
const sockets = new WebSocket("wss://news.example/socket");
if (navigator.serviceWorker) navigator.serviceWorker.register("/worker.js").catch(() => 0);
fetch("file:///etc/hostname").catch(() => 0);
const frame = document.createElement("iframe"); frame.src = "file:///etc/passwd"; document.body.append(frame);
fetch("/posted", {method: "POST", body: "secret"}).catch(() => 0);
navigator.sendBeacon("/beacon", "secret");
const ping = document.createElement("a"); ping.href = "#"; ping.ping = "/ping"; ping.click();
const saved = document.createElement("a"); saved.href = "data:text/plain,x"; saved.download = "x";
saved.click();
for (let n = 0; n < 400; n++) fetch("/many/" + n).catch(() => 0);
setTimeout(() => { location.href = "https://elsewhere.example/away"; }, 50);
</script>"""


def test_what_a_page_tries_is_bounded_and_the_page_stays_what_it_is(show: Show, asked: list[Asked]) -> None:
    rendered = show(HOSTILE, requests=40, settle=15.0)
    assert "نص الخبر" in rendered.dom.decode()
    assert rendered.led_to == ("https://elsewhere.example/away",) or rendered.led_to == ()
    assert rendered.refused >= 10
    assert 1 <= len(asked) <= 40
    assert {re.sub(r"\d+$", "", one.url) for one in asked} <= {"https://news.example/many/"}


def test_a_page_that_leads_elsewhere_is_read_where_it_is(show: Show, asked: list[Asked]) -> None:
    rendered = show("<p>نص الخبر</p><script>location.replace('https://elsewhere.example/')</script>")
    assert rendered.led_to == ("https://elsewhere.example/",)
    assert "نص الخبر" in rendered.dom.decode()
    assert asked == []


def test_scripts_without_end_end_with_an_error(show: Show) -> None:
    with pytest.raises(PictureError, match=r"kept the browser busy for 4 seconds|could not show it"):
        show("<p>x</p><script>setTimeout(() => { for (;;); }, 50)</script>", seconds=4.0, settle=2.0)


def test_scripts_that_take_memory_without_limit_are_ended(show: Show) -> None:
    hog = """<p>x</p><script>
    const kept = [];
    function take() { kept.push(new Uint8Array(16 << 20).fill(7)); setTimeout(take, 5); }
    take();</script>"""
    with pytest.raises(PictureError, match="took more than 300 MB of memory"):
        show(hog, memory=300 << 20, settle=40.0)


@pytest.mark.parametrize(("late", "looks"), [(0, 1), (3, 4)])
def test_a_page_that_asks_as_late_as_a_busy_machine_lets_it_is_waited_for(late: int, looks: int) -> None:
    pytest.importorskip("playwright")
    traffic = browser_page.Traffic(quiet_since=0.0)
    looked: list[str] = []

    class Busy:
        async def evaluate(self, script: str) -> None:
            looked.append(script)
            traffic.requests += len(looked) <= late

    async def settled() -> bool:
        return await browser_page._settle(cast(Any, Busy()), traffic, time.monotonic() + 600)

    assert asyncio.run(settled())
    assert len(looked) == looks


def test_a_page_that_grows_without_end_is_not_kept(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawlers.browser_page.MOST_DOM", 10_000)
    with pytest.raises(PictureError, match="had grown to"):
        show("<script>document.write('<p>نص</p>'.repeat(5000))</script>")


ASKING = """<p>نص الخبر</p><script>
const json = {"Content-Type": "application/json", "Authorization": "Bearer x"};
const ask = (url, body, headers = json) => fetch(url, {method: "POST", body, headers}).catch(() => 0);
document.cookie = "visitor=1";
const form = new FormData(); form.append("x", "x");
ask("/graphql", form, {});
ask("/graphql", "x".repeat(20000));
ask("/graphql", JSON.stringify({query: "mutation { like }"}));
ask("https://elsewhere.example/graphql", "{}");
navigator.sendBeacon("/graphql", "{}");
fetch("/graphql", {method: "PUT", body: "{}"}).catch(() => 0);
for (let n = 0; n < 40; n++) ask("/graphql", JSON.stringify({query: "{ a }", n}));
</script>"""


def test_a_page_may_put_a_few_short_questions_to_its_outlet_by_post(show: Show, asked: list[Asked]) -> None:
    rendered = show(ASKING, may_post=lambda url: url.startswith("https://news.example/"))
    assert {(one.url, json.loads(one.post.body)["query"]) for one in asked if one.post} == {
        ("https://news.example/graphql", "{ a }")
    }
    assert 1 <= len(asked) <= 20
    assert {(one.post.content_type, one.post.accept) for one in asked if one.post} == {
        ("application/json", "*/*")
    }
    assert rendered.refused >= 20


TELLING = """<pre id="told"></pre><script>
const told = {
  agent: navigator.userAgent, languages: navigator.languages, cores: navigator.hardwareConcurrency,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  screen: [screen.width, screen.height, screen.availWidth, screen.availHeight, devicePixelRatio],
  window: [innerWidth, innerHeight, outerWidth, outerHeight],
  webdriver: navigator.webdriver,
  untold: ["connection", "deviceMemory", "getBattery", "gpu", "keyboard", "mediaDevices", "storage"]
    .filter(name => name in navigator),
  peers: typeof RTCPeerConnection, workers: typeof Worker, memory: typeof performance.memory,
  webgl: document.createElement("canvas").getContext("webgl") === null,
};
document.getElementById("told").textContent = JSON.stringify(told);
</script>"""


def test_a_page_is_told_nothing_of_this_machine_but_what_we_choose(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    dom = show(TELLING).dom.decode()
    told = json.loads(re.search(r'id="told">(.*?)</pre>', dom, re.DOTALL)[1])  # type: ignore[index]
    assert told["agent"] == "Warraq/0 (+tests@example.org)"
    assert told["webdriver"] is True  # nothing is hidden either
    assert (told["zone"], told["locale"], told["languages"]) == ("Asia/Damascus", "ar", ["ar"])
    assert told["screen"] == [1280, 900, 1280, 900, 1]
    assert told["window"][:2] == [1280, 900]
    assert told["cores"] == 2
    assert told["untold"] == []
    assert (told["peers"], told["workers"], told["memory"]) == ("undefined", "undefined", "undefined")
    assert told["webgl"] is True


def test_a_browser_is_told_nothing_of_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from crawlers.browser import _environment

    monkeypatch.setenv("WARRAQ_SMTP_PASSWORD", "hunter2")
    monkeypatch.setenv("USER", "somebody")
    told = _environment()
    assert told["PATH"] == os.environ["PATH"]
    assert "hunter2" not in told.values()
    assert "USER" not in told
