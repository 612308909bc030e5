"""A browser's page that is watched: what it asks for, where it tries to go, and what it complains of."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.browse.conftest import Served
from tests.browser import MAKERS, soon


class Wall(socketserver.ThreadingTCPServer):
    """The proxy of everything that is not on the served port: it notes what was wanted and refuses it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.wanted: list[str] = []
        super().__init__(("127.0.0.1", 0), Refusal)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Refusal(socketserver.StreamRequestHandler):
    """One connection to the wall."""

    server: Wall

    def handle(self) -> None:
        line = self.rfile.readline(4096).decode("latin-1").strip()
        host = line.partition(" ")[2].partition(":")[0]
        if line and not host.endswith(MAKERS):
            self.server.wanted.append(line)
        self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@contextmanager
def wall() -> Iterator[Wall]:
    """A wall that stands as long as the block takes."""
    with Wall() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


@dataclass(kw_only=True)
class Watched:
    """A page of the served archive in a browser of its own, without cookies.

    `asked` is every URL that an answer came for, in order; `elsewhere` what was wanted of another host or
    port, which was refused; `complaints` errors of the console, of scripts and of the policy, files that
    could not be loaded, dialogs and windows. A page that is `loud` need not be quiet at the end.
    """

    page: Any
    served: Served
    wall: Wall
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    loud: bool = False

    def open(self, path: str) -> Any:
        """Go to a page of the archive, with all its parts and fonts; Playwright's response."""
        answer = self.page.goto(self.served.url(path), wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => null)")
        return answer

    def path(self) -> str:
        """Path and query of the page shown."""
        return str(self.page.url).removeprefix(self.served.url(""))

    @property
    def elsewhere(self) -> list[str]:
        return self.wall.wanted

    def expect(self, *told: str) -> None:
        """Take back complaints that a test is about: each text must be in one, which is forgotten.

        The browser tells some of them a moment after what they are about.
        """
        for text in told:
            soon(self.page, lambda text=text: any(text in one for one in self.complaints))  # type: ignore[misc]
            found = [one for one in self.complaints if text in one]
            assert found, (text, self.complaints)
            self.complaints[:] = [one for one in self.complaints if one not in found]

    def quiet(self) -> None:
        """Nothing was wanted from elsewhere, and nothing complained."""
        self.page.wait_for_timeout(100)  # what a page still does by itself
        outside = [url for url in self.asked if not url.startswith((self.served.url("/"), "data:"))]
        noted = {"elsewhere": self.elsewhere, "outside": outside, "complaints": self.complaints}
        assert not any(noted.values()), noted


@contextmanager
def watching(browser: Any, served: Served, **options: Any) -> Iterator[Watched]:
    """A new page that is watched; `options` go to Playwright's `new_context`. At the end all was quiet."""
    with wall() as refusing:
        context = browser.new_context(
            proxy={"server": f"http://127.0.0.1:{refusing.port}", "bypass": f"127.0.0.1:{served.port}"},
            **{"locale": "en", "viewport": {"width": 1280, "height": 900}} | options,
        )
        page = context.new_page()
        watched = Watched(page=page, served=served, wall=refusing)
        note = watched.complaints.append
        context.on("response", lambda answer: watched.asked.append(answer.url))
        context.on("requestfailed", failed(watched))
        context.on("page", lambda other: note(f"window: {other.url}"))
        context.on("weberror", lambda error: note(f"script: {error.error}"))
        context.on(
            "console",
            lambda said: note(f"console: {said.text}") if said.type in ("error", "warning") else None,
        )
        page.on("dialog", lambda dialog: (note(f"dialog: {dialog.message}"), dialog.dismiss()))
        try:
            yield watched
            if not watched.loud:
                watched.quiet()
        finally:
            context.close()


def failed(watched: Watched) -> Callable[[Any], None]:
    """Notes a request that failed, but for those that the next page cut off."""

    def note(request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":
            watched.complaints.append(f"failed: {request.url} {request.failure}")

    return note
