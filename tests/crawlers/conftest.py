"""Archives that real crawls fill, in child processes, and a small web server that counts what it is asked."""

import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from archive.place import Archive, init_archive
from archive.rows import reading_index
from archive.schema import sqlite3
from archive.warc import Record, walk
from archive.warcfile import OPEN
from newsroom import Newsroom
from newsroom.faults import FAULTS

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SCRAPY = "from scrapy.cmdline import execute; execute()"
LET_GO = Path(__file__).with_name("let_go")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document on the last line of stdout, or all of stdout as one."""
        try:
            return json.loads(self.out)
        except ValueError:
            return json.loads(self.out.strip().splitlines()[-1])


class Desk:
    """An archive, and the commands that are run on it as a user would: as child processes."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def declare(self, slug: str, **keys: Any) -> None:
        """Write outlets/SLUG.toml; what is needed and not given is made up."""
        values: dict[str, Any] = {
            "name": slug,
            "country": "SY",
            "timezone": "Asia/Damascus",
            "article_url": "/report/",
            "delay": 0.0,
        }
        lines = [
            f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in (values | keys).items()
        ]
        (self.archive.outlets_dir / f"{slug}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def set(self, **sections: Mapping[str, object]) -> None:
        """Add sections to warraq.toml."""
        with (self.archive.root / "warraq.toml").open("a", encoding="utf-8") as file:
            for section, values in sections.items():
                lines = (f"{key} = {json.dumps(value)}" for key, value in values.items())
                file.write(f"\n[{section}]\n" + "\n".join(lines) + "\n")

    def run(self, *command: str, private: bool = True, limit: float = 600, **environment: str) -> Run:
        """Run a Python command line in the archive's directory; `private` lets it reach loopback."""
        ended = subprocess.run(
            [sys.executable, *command],
            cwd=self.archive.root,
            env=_environment(private=private) | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=limit,
            check=False,
        )
        return Run(code=ended.returncode, out=ended.stdout, err=ended.stderr)

    def crawl(self, slug: str, *arguments: str, private: bool = True, **environment: str) -> Run:
        """One outlet's crawl in its own process: WARCs and frontier, no index."""
        command = ("-m", "crawlers.crawl_process", str(self.archive.root), slug, *arguments)
        return self.run(*command, private=private, **environment)

    def warraq(self, *arguments: str, private: bool = True, **environment: str) -> Run:
        """`warraq …` with the archive as working directory."""
        return self.run("-m", "crawlers.cli", *arguments, private=private, **environment)

    def scrapy(self, *arguments: str, private: bool = True, **environment: str) -> Run:
        """`scrapy …` with the archive as working directory."""
        return self.run("-c", SCRAPY, *arguments, private=private, **environment)

    def frontier(self, slug: str) -> dict[str, dict[str, Any]]:
        """The rows of the outlet's frontier by URL."""
        with sqlite3.connect(str(self.archive.state / f"{slug}.frontier.db")) as db:
            db.row_factory = sqlite3.Row
            return {row["url"]: dict(row) for row in db.execute("SELECT * FROM urls")}

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Rows of the index."""
        with reading_index(self.archive) as db:
            return [dict(row) for row in db.execute(query, values)]

    def ledger(self, slug: str) -> dict[str, dict[str, Any]]:
        """The outlet's rows of the index's ledger by URL."""
        return {row["url"]: row for row in self.rows("SELECT * FROM ledger WHERE outlet = ?", slug)}

    def warcs(self) -> list[Path]:
        """Every WARC file, also while it is open."""
        return sorted((*self.archive.warcs.rglob("*.warc.gz"), *self.archive.warcs.rglob(f"*{OPEN}")))

    def records(self) -> list[Record]:
        """Every record of every WARC; anything damaged fails the test."""
        found = [item for path in self.warcs() for item in walk(path)]
        assert all(isinstance(item, Record) for item in found), found
        return [item for item in found if isinstance(item, Record)]

    def exchanges(self) -> list[tuple[str, dict[str, str]]]:
        """URL and fields of every exchange's metadata record, in the order they were written."""
        said = []
        for record in self.records():
            if record.type == "metadata" and record.header("Content-Type") == "application/warc-fields":
                lines = record.block.decode().split("\r\n")
                fields = dict(line.split(": ", 1) for line in lines if ": " in line)
                said.append((record.target_uri or "", fields))
        return said

    def sent(self) -> list[float]:
        """When each request was sent by the crawler's own clock, in order, in seconds since the epoch."""
        dates = [record.header("WARC-Date") for record in self.records() if record.type == "request"]
        return sorted(datetime.fromisoformat(str(date)).timestamp() for date in dates)

    def noting(self) -> dict[str, str]:
        """The environment of a crawl or a capture that writes down when it lets each request go."""
        path = os.pathsep.join(filter(None, (str(LET_GO), os.environ.get("PYTHONPATH"))))
        return {"PYTHONPATH": path, "LET_GO": str(self.archive.state / "let-go")}

    def let_go(self) -> list[float]:
        """When each request was let go, in order, in seconds of a clock that nobody sets."""
        return [float(line) for line in (self.archive.state / "let-go").read_text("ascii").split()]

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The events of a kind, in the order they were written."""
        documents = [json.loads(r.block) for r in self.records() if r.target_uri == "urn:warraq:event"]
        return [document for document in documents if document["event"] == kind]


def _environment(*, private: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
    said = {"LC_ALL": "C.UTF-8"}  # commands speak English
    return kept | said | ({"WARRAQ_ALLOW_PRIVATE": "1"} if private else {})


@dataclass(frozen=True, slots=True)
class Page:
    """What the server answers at a path."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came; `at` is a monotonic clock's seconds."""

    path: str
    at: float
    headers: Mapping[str, str]


@dataclass
class Site:
    """A web server on loopback. `pages` by path may be changed at any time; what is not in it is a 404."""

    port: int = 0
    pages: dict[str, Page | Callable[[Asked], Page]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    pause: float = 0.0
    under_way: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def put(self, path: str, body: str, status: int = 200, **headers: str) -> str:
        """Serve a text at a path; returns its URL. Header names are given with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        self.pages[path] = Page(body.encode(), status, tuple(named.items()))
        return self.url(path)

    def sitemap(self, path: str, urls: list[str], *, index: bool = False) -> str:
        """Serve a sitemap, or an index of sitemaps, that lists these URLs."""
        outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
        rows = "".join(f"<{inner}><loc>{url.replace('&', '&amp;')}</loc></{inner}>" for url in urls)
        document = f'<?xml version="1.0" encoding="UTF-8"?><{outer} xmlns="{NAMESPACE}">{rows}</{outer}>'
        return self.put(path, document, Content_Type="application/xml")

    def paths(self) -> list[str]:
        """The paths asked for so far, in order."""
        with self.lock:
            return [one.path for one in self.asked]

    def answer(self, path: str, headers: Mapping[str, str]) -> Page:
        asked = Asked(path, time.monotonic(), headers)
        with self.lock:
            self.asked.append(asked)
        page = self.pages.get(path, Page(b"nothing here", 404))
        return page(asked) if callable(page) else page


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Desk]:
    """Makes an archive whose outlets are crawled without delay."""

    def make(contact: str | None = "tests@example.org") -> Desk:
        return Desk(init_archive(tmp_path_factory.mktemp("desk") / "archive", contact=contact))

    return make


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    """An archive of the test's own."""
    return new_desk()


class Server(ThreadingHTTPServer):
    """One that says nothing of clients that were killed while it answered them."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def web_servers() -> Iterator[Callable[[], Site]]:
    """Starts web servers that end with the block."""
    servers: list[ThreadingHTTPServer] = []

    def make() -> Site:
        site = Site()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with site.lock:
                    site.under_way += 1
                    site.most_at_once = max(site.most_at_once, site.under_way)
                page = site.answer(self.path, dict(self.headers.items()))
                time.sleep(site.pause)
                with site.lock:
                    site.under_way -= 1  # before the answer: the client may ask again as soon as it has it
                self.send_response(page.status)
                for name, value in page.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                self.wfile.write(page.body)

            def log_message(self, format: str, *args: object) -> None: ...

        server = Server(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        site.port = server.server_port
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        site.put("/robots.txt", "User-agent: *\nDisallow:\n")
        site.put("/", "<html><body>home</body></html>")
        return site

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def new_site() -> Iterator[Callable[[], Site]]:
    """Starts web servers that end with the session."""
    with web_servers() as make:
        yield make


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    """A web server of the test's own, with a home page and a robots.txt that allows all."""
    return new_site()


@dataclass(frozen=True)
class Faulted:
    """A crawl of every fault of the newsroom, and of redirects that only look like circles or only nearly
    are some. `urls` are the newsroom's by the name of the fault; `home` is the server that lists them."""

    desk: Desk
    run: Run
    home: Site
    urls: dict[str, str]
    targets: list[str]
    headers: list[bytes]


@pytest.fixture(scope="session")
def faulted(new_desk: Callable[..., Desk], new_site: Callable[[], Site]) -> Iterator[Faulted]:
    """`warraq crawl` of one outlet whose sitemap names all of the newsroom's faults."""
    home, desk = new_site(), new_desk()
    desk.set(limits={"timeout": 3.0})
    page = "<html><body>report</body></html>"
    for before, after in (("/report/slash", "/report/slash/"), ("/report/Case", "/report/case")):
        home.put(before, "", 301, Location=after)
        home.put(after, page)
    for number in range(3):  # a circle, and one that leads into it
        home.put(f"/report/circle/{number}", "", 302, Location=f"/report/circle/{(number + 1) % 3}")
    home.put("/report/entry", "", 302, Location="/report/circle/0")
    home.put("/report/swing", "", 302, Location="/report/swing/")
    home.put("/report/swing/", "", 302, Location="/report/swing")
    with Newsroom(outlets=("sada",), faulty=False, slow=0.05) as room:
        news = room.outlets["sada"].homepage.rstrip("/")
        urls = {name: f"{news}/faults/{name}?n=1" for name in FAULTS}
        urls["big"] += "&mb=17"
        urls["redirect-long"] = f"{news}/faults/redirect-chain?n=2&hops=12"
        names = ("slash", "Case", "circle/0", "entry", "swing")
        listed = [*urls.values(), *(home.url(f"/report/{name}") for name in names)]
        desk.declare(
            "faults",
            homepage=home.url(),
            domains=[home.host, news.partition("://")[2]],
            sitemaps=[home.sitemap("/sitemap.xml", listed)],
            article_url="/faults/|/report/|/article.php",
        )
        run = desk.warraq("crawl", "faults", "--json")
        exchanges = room.exchanges()
        targets = [exchange.target for exchange in exchanges]
        yield Faulted(desk, run, home, urls, targets, [exchange.request for exchange in exchanges])


class Trap:
    """A listening socket on 127.0.0.2, which stands for an address that nobody may connect to."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.2", 0))
        self.port: int = self._socket.getsockname()[1]

    def connected(self) -> bool:
        """Whether anybody has connected."""
        readable, _, _ = select.select([self._socket], [], [], 0)
        return bool(readable)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    """Port of a forbidden address."""
    trap = Trap()
    yield trap
    trap.close()
