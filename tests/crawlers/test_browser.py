"""The browser shows what it is handed, reaches nothing else, and never keeps anybody waiting for ever."""

import asyncio
import socket
import struct
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from crawlers import browser, browser_page
from crawlers.browser import BrowserMissing, find_chromium, picture
from crawlers.look import Answer, Asked, Look, Pictured, PictureError

PAGE = "https://news.example/report"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="  # one white pixel
Show = Callable[..., Pictured]


@pytest.fixture
def asked() -> list[str]:
    """What the page asked for."""
    return []


@pytest.fixture
def show(chromium_program: str, asked: list[str]) -> Show:
    """Pictures a page whose parts are given by URL."""

    def shown(body: str, parts: Mapping[str, Answer] | None = None, **look: Any) -> Pictured:
        async def answer(wanted: Asked) -> Answer | None:
            asked.append(wanted.url)
            if wanted.url.endswith("/never"):
                await asyncio.sleep(600)
            return (parts or {}).get(wanted.url)

        wanted: dict[str, Any] = {
            "png": True,
            "pdf": False,
            "scripts": True,
            "user_agent": "Warraq/0",
            "timezone": "Asia/Damascus",
            "seconds": 60.0,
            "settle": 20.0,
        }
        document = (
            f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><body>{body}</body></html>'
        )
        page = Answer(status=200, headers=HTML, body=document.encode())
        return asyncio.run(picture(chromium_program, PAGE, page, answer, Look(**{**wanted, **look})))

    return shown


def rows_of(png: bytes) -> list[bytes]:
    """The rows of a PNG as filtered, enough to tell whether two pictures differ."""
    position, data = 8, b""
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += length + 12
    raw = zlib.decompress(data)
    width = struct.unpack(">I", png[16:20])[0] * 3 + 1
    return [raw[start : start + width] for start in range(0, len(raw), width)]


def streams_of(pdf: bytes) -> list[bytes]:
    """The streams of a PDF, those that are deflated."""
    parts = (part.partition(b"endstream")[0].lstrip(b"\r\n") for part in pdf.split(b"stream")[1:])
    return [zlib.decompressobj().decompress(part) for part in parts if part[:1] == b"\x78"]


def test_arabic_letters_show_and_are_no_empty_boxes(show: Show) -> None:
    words = [show(f"<p style='font-size:40px'>{word}</p>").pictures[0] for word in ("بيت", "ثوب", "بيت")]
    pictures = [rows_of(word.data) for word in words]
    assert pictures[0] == pictures[2] != pictures[1]


def test_a_picture_has_all_of_the_page_and_what_waits_to_be_seen(show: Show, asked: list[str]) -> None:
    below = "<div style='height:5000px'></div><img loading='lazy' src='/far.gif' alt=''>"
    pictured = show(below, pdf=True)
    png, pdf = pictured.pictures
    assert asked == ["https://news.example/far.gif"]
    assert (png.media, png.width, png.cut) == ("image/png", 1280, False)
    assert png.height == pictured.page_height > 5000
    assert pdf.media == "application/pdf"
    assert pdf.data.startswith(b"%PDF-")
    assert pictured.settled
    assert pictured.unanswered == 1


def test_the_pdf_says_at_its_foot_what_it_shows(show: Show) -> None:
    """The letter is in no other part of the page, so a font of the PDF knows it only from there."""
    found = [
        [b"<0416>" in stream for stream in streams_of(pdf.data)]
        for foot in ("record \u0416", "record")
        for pdf in show("<p>خبر</p>", png=False, pdf=True, foot=foot).pictures
    ]
    assert [any(one) for one in found] == [True, False]


def test_the_width_of_the_window_is_that_asked_for(show: Show) -> None:
    assert show("<p>x</p>", width=390).pictures[0].width == 390


def test_scripts_run_only_when_they_are_to(show: Show) -> None:
    script = "<div id=d style='height:50px'></div><script>d.style.height='3000px'</script>"
    assert show(script).page_height > 3000
    assert show(script, scripts=False).page_height < 1000


def test_a_page_higher_than_any_picture_is_cut_and_says_so(show: Show) -> None:
    pictured = show("<div style='height:40000px;background:linear-gradient(red,blue)'></div>")
    (png,) = pictured.pictures
    assert png.cut
    assert png.height == browser_page.MOST_HEIGHT < pictured.page_height


def test_a_picture_of_too_many_bytes_is_cut(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_page, "MOST_PNG", 20_000)
    lines = "".join(f"<p>سطر {number * 7919}</p>" for number in range(300))
    (png,) = show(lines).pictures
    assert png.cut
    assert len(png.data) <= 20_000


def test_a_page_that_never_comes_to_rest_is_pictured_all_the_same(show: Show) -> None:
    pictured = show("<p>خبر</p><script>fetch('/never')</script>", settle=3.0)
    assert not pictured.settled
    assert len(pictured.pictures) == 1


def test_a_script_without_end_ends_with_an_error(show: Show) -> None:
    with pytest.raises(PictureError, match=r"report (kept the browser busy|could not be pictured)"):
        show("<p>x</p><script>setTimeout(() => { for (;;); }, 50)</script>", seconds=5.0, settle=2.0)


def test_a_browser_that_dies_is_an_error(show: Show, chromium_program: str, tmp_path: Path) -> None:
    killer = tmp_path / "chromium"
    shows = tmp_path / "shows"
    killer.write_text(
        f'#!/bin/sh\n"{chromium_program}" "$@" &\npid=$!\n'
        f'until [ -e "{shows}" ]; do sleep 0.05; done\nkill -9 $pid\nwait $pid\n'
    )
    killer.chmod(0o755)

    async def never(url: str) -> Answer | None:
        shows.touch()  # the page is being shown: now it dies
        await asyncio.sleep(60)
        return None

    look = Look(png=True, pdf=True, scripts=True, user_agent="Warraq/0", timezone="UTC", seconds=90.0)
    page = Answer(status=200, headers=HTML, body=b"<img src=/slow.gif>")
    with pytest.raises(PictureError, match=r"browser died|could not be pictured"):
        asyncio.run(picture(str(killer), PAGE, page, never, look))


def test_a_page_reaches_nothing_but_what_it_is_answered(show: Show, asked: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        tcp.settimeout(0.2)
        udp.settimeout(0.2)
        inner, stun = f"http://127.0.0.1:{tcp.getsockname()[1]}", udp.getsockname()[1]
        ways = f"""
        <link rel="preconnect" href="{inner}"><link rel="prefetch" href="{inner}/prefetch">
        <link rel="dns-prefetch" href="{inner}"><meta http-equiv="refresh" content="1; url={inner}/refresh">
        <img src="{inner}/image" alt=""><img src="/redirect" alt=""><iframe src="{inner}/frame"></iframe>
        <iframe src="/redirect-frame"></iframe><video src="{inner}/film"></video>
        <object data="{inner}/object"></object><form method="post" action="{inner}/form" id="f"></form>
        <a href="{inner}/download" download id="a">x</a>
        <script>
        new WebSocket("{inner}/socket".replace("http", "ws"));
        new EventSource("{inner}/events");
        navigator.sendBeacon("{inner}/beacon", "x");
        fetch("{inner}/kept", {{method: "POST", body: "x", keepalive: true}}).catch(() => 0);
        new Worker(URL.createObjectURL(new Blob(["fetch('{inner}/worker')"])));
        window.open("{inner}/window");
        document.getElementById("a").click();
        try {{
          const peer = new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.1:{stun}"}}]}});
          peer.createDataChannel("x");
          peer.createOffer().then((offer) => peer.setLocalDescription(offer));
        }} catch {{}}
        setTimeout(() => {{ location.href = "{inner}/away"; }}, 300);
        setTimeout(() => document.getElementById("f").submit(), 600);
        </script>"""
        away = Answer(status=302, headers=(("Location", f"{inner}/target"),), body=b"")
        parts = {f"https://news.example/{name}": away for name in ("redirect", "redirect-frame")}
        pictured = show(ways, parts)
        with pytest.raises(TimeoutError):
            tcp.accept()
        with pytest.raises(TimeoutError):
            udp.recv(2048)
    assert len(pictured.pictures) == 1
    assert f"{inner}/image" in asked
    assert pictured.refused > 0


def test_a_peer_connection_of_a_frame_reaches_nothing_either(show: Show) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        udp.settimeout(0.2)
        script = f"""<script>
          const servers = [{{urls: "stun:127.0.0.1:{udp.getsockname()[1]}"}}];
          const peer = new RTCPeerConnection({{iceServers: servers}});
          peer.createDataChannel("x");
          peer.createOffer().then((offer) => peer.setLocalDescription(offer));
        </script>"""
        show(f"<iframe srcdoc='{script}'></iframe><iframe src='about:blank'></iframe>")
        with pytest.raises(TimeoutError):
            udp.recv(2048)


def test_what_was_not_asked_with_get_is_refused(show: Show, asked: list[str]) -> None:
    pictured = show("<script>fetch('/form', {method: 'POST', body: 'x'}).catch(() => 0)</script>")
    assert asked == []
    assert pictured.refused == 1


def test_without_chromium_or_playwright_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("playwright")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    with pytest.raises(BrowserMissing, match="apt install chromium fonts-noto-core"):
        find_chromium()
    monkeypatch.setenv(browser.VARIABLE, str(tmp_path / "nothing"))
    with pytest.raises(BrowserMissing, match=r"\$WARRAQ_CHROMIUM names .*nothing"):
        find_chromium()


def test_without_playwright_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    with pytest.raises(BrowserMissing, match=r"pip install 'warraq\[browser\]'"):
        find_chromium()


def test_the_chromium_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch, chromium_program: str) -> None:
    monkeypatch.setenv(browser.VARIABLE, chromium_program)
    assert find_chromium() == chromium_program
