"""The newsroom as a whole: its sites on ports of 127.0.0.1, served from a thread of its own."""

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from newsroom.corpus import Corpus
from newsroom.declarations import declaration
from newsroom.desks import outlet_reports
from newsroom.makes import Gold
from newsroom.outlets import DRAWN, OUTLETS, Outlet
from newsroom.recorder import Exchange, Recorder
from newsroom.redesigns import REDESIGNS
from newsroom.reports import EDITED, REPORTS, Report, load_edits
from newsroom.site import Removal, Site, edited
from newsroom.tls import server_context
from newsroom.variants import VARIANTS
from newsroom.wire import HEAD_LIMIT, serve_connection

T = TypeVar("T")
HOST = "127.0.0.1"
_BACKLOG = 512
_SETTLE = 2.0  # seconds that `exchanges` gives answers under way


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletSite:
    """Where an outlet is served: `article_urls` are its reports, newest first; `faults` the addresses of
    linked faults by URL with their names; `gold` what the reports' pages print now; `feeds` and `sitemaps`
    the working ones as a declaration should name them; `sections` the section pages; `archives` templates
    of day pages with {year}, {month} and {day}; `others` all that pages link and that is no report (of a
    pager without an end, up to the first page past the end); `twins` other addresses of reports (print, AMP,
    mobile, aliases) with the report's."""

    slug: str
    homepage: str
    port: int
    article_urls: tuple[str, ...]
    faults: Mapping[str, str]
    gold: Mapping[str, Gold]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    sections: tuple[str, ...]
    archives: tuple[str, ...]
    others: tuple[str, ...]
    twins: Mapping[str, str]


class Newsroom:
    """A newsroom that serves while the `with` block runs.

    `record` names a directory for every exchange's bytes; `port_base` the first of consecutive ports (0:
    free ones); `reports` another directory of reports; `corpus` a site of real reports to serve beside (or,
    with `outlets=()`, instead of) the newsroom's own; `outlets` the slugs of those wanted; `faulty` whether
    feeds and sitemaps name the mild faults too; `slow` the pause of slow answers in seconds; `remember`
    whether the exchanges are held in memory.
    """

    def __init__(
        self,
        *,
        record: Path | None = None,
        port_base: int = 0,
        reports: Path = REPORTS,
        corpus: Corpus | None = None,
        outlets: Collection[str] | None = None,
        faulty: bool = True,
        slow: float = 0.3,
        remember: bool = True,
    ) -> None:
        self._recorder = Recorder(record, remember=remember)
        self._port_base = port_base
        self._edits = load_edits(reports)
        self._faulty = faulty
        self._slow = slow
        self._wanted: list[tuple[Outlet, tuple[Report, ...]]] = [
            (outlet, outlet_reports(outlet, reports))
            for outlet in (*OUTLETS, *DRAWN)
            if (outlet in OUTLETS if outlets is None else outlet.slug in outlets)
        ]
        if corpus is not None:
            self._wanted.append((corpus.outlet, corpus.reports))
        self._sites: dict[str, Site] = {}
        self._ports: dict[str, int] = {}
        self._connections = count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._manner = corpus.manner if corpus is not None else None
        self._corpus = corpus.outlet.slug if corpus is not None else None
        self._thread = threading.Thread(target=self._run, name="newsroom", daemon=True)
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._troubles: list[str] = []
        self._sockets: list[tuple[Site, socket.socket]] = []
        self._left: dict[str, tuple[Site, int, asyncio.Server]] = {}

    def __enter__(self) -> Self:
        """Binds the ports and serves; raises OSError when a port is taken."""
        try:
            for number, (outlet, reports) in enumerate(self._wanted):
                bound = _bind(self._port_base + number if self._port_base else 0)
                port = int(bound.getsockname()[1])
                origin = f"{'https' if outlet.tls else 'http'}://{HOST}:{port}"
                site = Site(
                    outlet,
                    origin,
                    reports,
                    faulty=self._faulty,
                    slow=self._slow,
                    manner=self._manner if outlet.slug == self._corpus else None,
                )
                self._sites[outlet.slug], self._ports[outlet.slug] = site, port
                self._sockets.append((site, bound))
        except OSError:
            for _, bound in self._sockets:
                bound.close()
            raise
        self._loop = asyncio.new_event_loop()
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Closes every connection and port; raises RuntimeError when the server itself stumbled."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        if self._troubles and error is None:
            raise RuntimeError("the newsroom stumbled: " + "; ".join(self._troubles))

    @property
    def outlets(self) -> dict[str, OutletSite]:
        """The sites as they stand, by slug."""
        return self._call(lambda: {slug: self._describe(site) for slug, site in self._sites.items()})

    def gold(self, slug: str) -> dict[str, Gold]:
        """What the pages of an outlet's reports print now, by URL; raises KeyError."""
        return self._call(self._sites[slug].gold)

    def declaration(self, slug: str) -> str:
        """The outlet's declaration as TOML; raises KeyError."""
        return self._call(lambda: declaration(self._sites[slug]))

    def edit(self, number: int) -> str:
        """Puts the edit `number` (from 1) of the edited report in place; returns its URL. Raises LookupError
        when there is no such edit or the outlet is not served."""
        slug, report_number = EDITED
        if slug not in self._sites or not 1 <= number <= len(self._edits):
            raise LookupError(f"there is no edit {number} of {slug}/{report_number:02d}")
        edit = self._edits[number - 1]

        def apply() -> str:
            site = self._sites[slug]
            posting = site.posting(report_number)
            report = replace(
                posting.report,
                text=edit.text,
                title=edit.title or posting.report.title,
                subtitle=edit.subtitle or posting.report.subtitle,
            )
            site.amend(edited(posting, report, hours=number))
            return site.origin + posting.path

        return self._call(apply)

    def delete(self, url: str, how: Removal = "gone") -> None:
        """Takes a report away: 410 ("gone"), 404 ("missing") or 200 with a notice ("soft"); raises
        LookupError for an address that is no report."""
        self._call(lambda: self._owner(url).remove(url, how))

    def restore(self, url: str) -> None:
        """Puts a deleted report back; raises LookupError."""
        self._call(lambda: self._owner(url).restore(url))

    def spoil(self, url: str, fault: str) -> None:
        """Answers any address of an outlet (robots.txt, a feed, a report) with the named fault from now on;
        raises LookupError."""
        self._call(lambda: self._owner(url).spoil(url, fault))

    def mend(self, url: str) -> None:
        """Takes a fault back; raises LookupError for an address of nobody."""
        self._call(lambda: self._owner(url).mend(url))

    def break_outlet(self, slug: str, name: str) -> None:
        """Breaks an outlet in the way of that name (`newsroom.variants`, `newsroom.redesigns`) until it is
        restored; raises LookupError for an unknown way or outlet."""
        ways = VARIANTS | REDESIGNS
        if name not in ways:
            raise LookupError(f"no way to break is called {name!r}; there are {', '.join(ways)}")
        self.restore_outlet(slug)
        variant, site = ways[name], self._sites[slug]
        if not variant.moves:
            self._call(lambda: site.vary(variant))
            return
        bound = _bind(0)
        port = int(bound.getsockname()[1])
        origin = f"{'https' if site.outlet.tls else 'http'}://{HOST}:{port}"
        there = self._call(lambda: site.at(origin))
        server = asyncio.run_coroutine_threadsafe(self._listen(there, bound), self._loop).result()
        self._left[slug] = (site, self._ports[slug], server)
        self._sites[slug], self._ports[slug] = there, port
        self._call(lambda: site.vary(variant, origin))

    def restore_outlet(self, slug: str) -> None:
        """Makes a broken outlet whole; raises KeyError for an unknown one."""
        if slug in self._left:
            site, port, server = self._left.pop(slug)
            self._call(server.close)
            self._sites[slug], self._ports[slug] = site, port
        site = self._sites[slug]
        self._call(lambda: site.vary(None))

    def exchanges(self, settle: float = _SETTLE) -> list[Exchange]:
        """Every exchange so far by number, after giving those under way `settle` seconds to end."""
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._settle(settle), self._loop).result()
        return list(self._recorder.exchanges())

    async def _settle(self, seconds: float) -> None:
        until = self._loop.time() + seconds
        while self._recorder.under_way and self._loop.time() < until:
            await asyncio.sleep(0.005)

    def _describe(self, site: Site) -> OutletSite:
        slug = site.outlet.slug
        return OutletSite(
            slug=slug,
            homepage=site.origin + "/",
            port=self._ports[slug],
            article_urls=site.urls(),
            faults=site.faults(),
            gold=site.gold(),
            feeds=tuple(site.origin + path for path in site.make.feeds),
            sitemaps=tuple(site.origin + path for path in site.make.sitemaps),
            sections=site.sections(),
            archives=tuple(site.origin + path for path in site.make.archives),
            others=site.others(),
            twins=site.twins(),
        )

    def _owner(self, url: str) -> Site:
        for site in self._sites.values():
            if url.startswith(site.origin + "/"):
                return site
        raise LookupError(f"no outlet of the newsroom serves {url}")

    def _call(self, function: Callable[[], T]) -> T:
        """The function's result, computed in the server's thread: nothing changes under an answer."""
        if not self._thread.is_alive():
            return function()

        async def call() -> T:
            return function()

        return asyncio.run_coroutine_threadsafe(call(), self._loop).result()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(self._stumble)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _serve(self) -> None:
        servers = [await self._listen(site, bound) for site, bound in self._sockets]
        self._ready.set()
        await self._stop.wait()
        for server in (*servers, *(server for _, _, server in self._left.values())):
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets the transports close their sockets

    async def _listen(self, site: Site, bound: socket.socket) -> asyncio.Server:
        tls = site.outlet.tls

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            task.add_done_callback(self._ended)
            try:
                await serve_connection(
                    reader,
                    writer,
                    respond=site.respond,
                    recorder=self._recorder,
                    outlet=site.outlet.slug,
                    tls=tls,
                    connection=next(self._connections),
                )
            except asyncio.CancelledError:
                writer.transport.abort()

        return await asyncio.start_server(
            connected, sock=bound, ssl=server_context() if tls else None, limit=HEAD_LIMIT, backlog=_BACKLOG
        )

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._troubles.append(f"a connection ended by {error!r}")

    def _stumble(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, (ConnectionError, ssl.SSLError, TimeoutError)):
            return  # a client that does not trust the certificate, or left: no fault of the newsroom
        self._troubles.append(f"{context.get('message')}: {error!r}")


def _bind(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with contextlib.ExitStack() as undo:
        undo.callback(bound.close)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        undo.pop_all()
    return bound
