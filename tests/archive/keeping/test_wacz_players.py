"""Exports of ours in the hands of others: `wacz validate`, `warcio check`, ReplayWeb.page in Chromium."""

import base64
import json
import re
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.place import Archive
from archive.records import HTTP_RESPONSE, urn
from crawlers.cli import main
from tests.browser import MAKERS
from tests.conftest import IN_CI, ROOT, needed

SITE = "https://almithal.example"
PLAYER = ROOT / ".replaywebpage" / "package"
TITLE, CHUNKED_TITLE = "افتتاح الجسر القديم", "إغلاق السوق الشرقي"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FAILED = re.compile(r"WARC-Record-ID (<urn:uuid:[0-9a-f-]+>) \w+\n    payload digest failed")


def chunks(body: bytes, size: int = 1000) -> bytes:
    """The body in chunked transfer coding."""
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


AGAIN = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
REVISIT = (
    "2026-11-22T08:00:00.000001Z",
    AGAIN,
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
)
NOT_MODIFIED = ("2026-11-23T08:00:00.000001Z", UNCHANGED, b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n")


def revisit(wire: Any, new_record: Any, group: list[Any], at: str, profile: str, head: bytes) -> list[Any]:
    """A later capture of the group's page that was the same, as a crawl writes it."""
    told = dict(group[0].headers)
    made = wire.exchange(told["WARC-Target-URI"], at=at, refers_to=group[0].record_id)
    fields = [
        ("WARC-Target-URI", told["WARC-Target-URI"]),
        ("WARC-Profile", profile),
        ("WARC-Refers-To", urn(group[0].record_id)),
        ("WARC-Refers-To-Target-URI", told["WARC-Target-URI"]),
        ("WARC-Refers-To-Date", told["WARC-Date"]),
        ("WARC-Payload-Digest", told["WARC-Payload-Digest"]),
    ]
    made[0] = new_record(
        "revisit", head, date=at, content_type=HTTP_RESPONSE, fields=fields, record_id=made[0].record_id
    )
    return list(made)


@pytest.fixture
def shown(
    archive: Archive,
    wire: Any,
    page: Any,
    new_record: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Callable[[Archive], Any],
) -> Archive:
    """An archive of two reports, one of them in chunked transfer coding, with a picture."""
    picture = b'<img src="/p.png" alt="">'
    first = wire.exchange("/2026/one/", page(TITLE, 1).replace(b"</h1>", b"</h1>" + picture))
    body = page(CHUNKED_TITLE, 2)
    chunked = wire.exchange("/2026/two/", body)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    told = dict(chunked[0].headers)
    chunked[0] = new_record(
        "response",
        head + chunks(body),
        date=told["WARC-Date"],
        content_type=HTTP_RESPONSE,
        fields=[(name, told[name]) for name in ("WARC-Target-URI", "WARC-Payload-Digest")],
        record_id=chunked[0].record_id,
    )
    again = revisit(wire, new_record, first, *REVISIT)
    asked = revisit(wire, new_record, first, *NOT_MODIFIED)
    image = wire.exchange("/p.png", PICTURE, role="requisite", content_type="image/png")
    write_warc(archive, warc_name(1), [first, chunked, image, again, asked])
    ingest_all(archive)
    return archive


@pytest.fixture
def export(shown: Archive, tmp_path: Path) -> Callable[..., Path]:
    """Exports the archive in a format, and gives the file."""

    def run(kind: str, *options: str) -> Path:
        target = tmp_path / f"out.{kind}{'.gz' if kind == 'warc' else ''}"
        assert main(["-C", str(shown.root), "export", kind, str(target), "--force", *options]) == 0
        return target

    return run


def run(*command: str | Path) -> tuple[int, str]:
    ended = subprocess.run([str(one) for one in command], check=False, capture_output=True, timeout=120)
    return ended.returncode, (ended.stdout + ended.stderr).decode()


@pytest.mark.parametrize("options", [(), ("--sign",), ("--requests",)])
def test_wacz_validate_finds_it_valid(options: tuple[str, ...], export: Callable[..., Path]) -> None:
    code, said = run(needed("wacz", "wacz"), "validate", "-f", export("wacz", *options))
    assert code == 0, said
    assert "the passed WACZ is valid" in said


def test_warcio_finds_fault_with_the_payload_digest_of_chunked_answers_only(export: Any) -> None:
    """warcio hashes the chunked framing; WARC/1.1, section 6.3.2, takes the payload without it, as we do."""
    path = export("warc")
    _, said = run(needed("warcio", "warcio"), "check", "-v", path)
    failed = FAILED.findall(said)
    assert "block digest" not in said
    with path.open("rb") as stream:
        heads = {
            record.rec_headers.get_header("WARC-Record-ID"): (
                record.rec_headers.get_header("WARC-Payload-Digest"),
                record.raw_stream.read().partition(b"\r\n\r\n"),
            )
            for record in ArchiveIterator(stream, no_record_parse=True)
            if record.rec_type == "response"
        }
    chunked = [name for name, (_, (head, _, _)) in heads.items() if b"Transfer-Encoding: chunked" in head]
    assert failed == chunked != []
    for name in chunked:
        digest, (_, _, framed) = heads[name]
        payload, rest = b"", framed
        while (size := int(rest.partition(b"\r\n")[0], 16)) > 0:
            rest = rest.partition(b"\r\n")[2]
            payload, rest = payload + rest[:size], rest[size + 2 :]
        assert digest == "sha256:" + sha256(payload).hexdigest()


VERIFIES = """async signed => {
    const bytes = text => Uint8Array.from(atob(text), one => one.charCodeAt(0));
    const curve = { name: "ECDSA", namedCurve: "P-384" };
    const key = await crypto.subtle.importKey("spki", bytes(signed.publicKey), curve, true, ["verify"]);
    const text = new TextEncoder().encode(signed.hash);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(signed.signature), text);
}"""


def test_a_browser_verifies_the_signature(export: Callable[..., Path]) -> None:
    """By WebCrypto, with the parameters that players use."""
    from playwright.sync_api import sync_playwright

    with zipfile.ZipFile(export("wacz", "--sign")) as package:
        signed = json.loads(package.read("datapackage-digest.json"))["signedData"]
    other = signed | {"hash": "sha256:" + "0" * 64}
    with serving(lambda request: request.send_error(404)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needed("chromium", "chromium"))
        view = browser.new_page()
        view.goto(site)
        verdicts = [view.evaluate(VERIFIES, one) for one in (signed, other)]
        browser.close()
    assert verdicts == [True, False]


# ReplayWeb.page in Chromium. It reads a WACZ by ranges, from a service worker.

EMBEDDING = """<!doctype html><meta charset="utf-8"><script src="/ui.js"></script>
<style>html, body {{ margin: 0; height: 100% }} replay-web-page {{ display: block; height: 100% }}</style>
<replay-web-page source="/archive.wacz" url="{url}" ts="{ts}" replayBase="/replay/" embed="replayonly">
</replay-web-page>"""


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server on loopback; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except OSError:  # the browser has gone on
                return

        do_CONNECT = do_POST = do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def player(wacz: bytes, url: str, ts: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answers with the page that embeds the player, the player's two scripts, and ranges of the WACZ."""
    script = "text/javascript"
    files = {
        "/": ("text/html", EMBEDDING.format(url=url, ts=ts).encode()),
        "/ui.js": (script, (PLAYER / "ui.js").read_bytes()),
        "/replay/ui.js": (script, (PLAYER / "ui.js").read_bytes()),
        "/replay/sw.js": (script, (PLAYER / "sw.js").read_bytes()),
        "/archive.wacz": ("application/wacz+zip", wacz),
    }

    def answer(request: BaseHTTPRequestHandler) -> None:
        kind, body = files.get(urlsplit(request.path).path, (None, b""))
        request.send_response(404 if kind is None else 200 if "Range" not in request.headers else 206)
        if found := re.fullmatch(r"bytes=(\d*)-(\d*)", request.headers.get("Range", "")):
            whole, last = len(body), len(body) - 1
            begin = int(found[1]) if found[1] else whole - int(found[2])
            end = min(int(found[2]), last) if found[1] and found[2] else last
            body = body[max(begin, 0) : end + 1]
            request.send_header("Content-Range", f"bytes {max(begin, 0)}-{end}/{whole}")
        request.send_header("Accept-Ranges", "bytes")
        request.send_header("Content-Type", kind or "text/plain")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


@pytest.mark.parametrize(
    ("path", "ts", "title", "pictures"),
    [
        ("/2026/one/", "20261121080000", TITLE, [1]),
        ("/2026/two/", "20261121080000", CHUNKED_TITLE, []),
        ("/2026/one/", "20261122080000", TITLE, [1]),  # revisits: the response referred to is shown
        ("/2026/one/", "20261123080000", TITLE, [1]),
    ],
)
def test_replaywebpage_shows_the_report_and_asks_nobody_else(
    path: str, ts: str, title: str, pictures: list[int], export: Callable[..., Path], tmp_path: Path
) -> None:
    from playwright.sync_api import TimeoutError, sync_playwright

    chromium = needed("chromium", "chromium")
    if not (PLAYER / "sw.js").exists():
        message = f"ReplayWeb.page is not in {PLAYER}: `make player` fetches it by npm"
        (pytest.fail if IN_CI else pytest.skip)(message)
    asked: list[str] = []

    def refuse(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        request.send_error(403)

    wacz = export("wacz", "--sign").read_bytes()
    with (
        serving(player(wacz, SITE + path, ts)) as site,
        serving(refuse) as proxy,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[f"--proxy-server={proxy}", "--proxy-bypass-list=127.0.0.1"]
        )
        view = browser.new_page(viewport={"width": 1000, "height": 700})
        view.goto(site + "/")
        report = view.frame_locator("replay-web-page iframe").frame_locator("replay-app-main iframe")
        heading = report.locator("h1").filter(has_text=title)
        try:
            heading.wait_for(timeout=60_000)
        except TimeoutError:  # now and then a service worker that was put in just now leaves the first page
            view.reload()
            heading.wait_for(timeout=60_000)
        assert report.locator("h1").inner_text() == title
        assert f"/{ts}mp_/" in view.frames[-1].url
        assert "بلدية المدينة" in report.locator("article").inner_text()
        report.locator("img").evaluate_all("all => Promise.all(all.map(one => one.decode()))")
        widths = report.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
        view.screenshot(path=tmp_path / "shown.png")
        browser.close()
    assert widths == pictures
    hosts = {urlsplit(one).hostname or one.partition(":")[0] for one in asked}
    assert {host for host in hosts if not host.endswith(MAKERS)} == set()
