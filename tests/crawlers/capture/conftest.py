"""Crawls of the newsroom in a child process, and a reader of their WARCs that shares no code with us."""

import json
import os
import subprocess
import sys
import tomllib
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from archive.place import Archive, init_archive
from newsroom import Exchange, Newsroom
from newsroom.faults import FAULTS
from newsroom.outlets import FAULTY

HERE = Path(__file__).parent
STALLS = ("stall", "stall-head")  # each costs a whole download timeout
HEAVY = ("sitemap-many", "robots-big", "big-head", "entity-bomb")
LARGE = {"big": "mb=2", "bigchunked": "mb=1", "bigpage": "mb=1", "gzip-bomb": "mb=4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """A record as the bytes have it: header fields in order, block, offset and length of the member."""

    fields: tuple[tuple[str, str], ...]
    block: bytes
    offset: int
    length: int

    def __getitem__(self, name: str) -> str:
        return next(value for key, value in self.fields if key == name)

    def get(self, name: str) -> str | None:
        return next((value for key, value in self.fields if key == name), None)

    @property
    def id(self) -> str:
        return self["WARC-Record-ID"]

    @property
    def says(self) -> dict[str, str]:
        """The lines of a warc-fields block; of repeated names the last."""
        lines = self.block.decode().split("\r\n")
        return dict(line.split(": ", 1) for line in lines if line)


def raw_records(path: Path) -> Iterator[RawRecord]:
    """The records of a WARC: gzip members by zlib, heads by splitting lines, everything checked."""
    data, position = path.read_bytes(), 0
    while position < len(data):
        raw, length = _member(data, position)
        head, _, rest = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        assert first == "WARC/1.1"
        fields = tuple((line.split(": ", 1)[0], line.split(": ", 1)[1]) for line in lines)
        size = int(dict(fields)["Content-Length"])
        assert rest[size:] == b"\r\n\r\n"
        yield RawRecord(fields=fields, block=rest[:size], offset=position, length=length)
        position += length


def _member(data: bytes, position: int) -> tuple[bytes, int]:
    """What the gzip member at `position` unpacks to, and its length."""
    engine, parts, at = zlib.decompressobj(31), list[bytes](), position
    while not engine.eof:
        assert at < len(data), f"a torn member at {position}"
        parts.append(engine.decompress(data[at : at + (1 << 14)]))
        at = min(len(data), at + (1 << 14))
    return b"".join(parts), at - len(engine.unused_data) - position


@dataclass(frozen=True, slots=True, kw_only=True)
class RawGroup:
    """The records of one attempt. `answer` is the response, revisit or head nobody could parse."""

    about: RawRecord
    request: RawRecord | None
    answer: RawRecord | None
    interim: tuple[RawRecord, ...]

    @property
    def outcome(self) -> str:
        return self.about.says["outcome"]

    @property
    def got(self) -> bytes:
        """Every byte that came, early hints included."""
        parts = [*self.interim, *([self.answer] if self.answer else [])]
        return b"".join(record.block for record in parts)

    @property
    def truncated(self) -> str | None:
        return self.answer.get("WARC-Truncated") if self.answer else None


def raw_groups(records: list[RawRecord]) -> list[RawGroup]:
    """The groups of a file, in order: a metadata record of fields ends each."""
    groups, waiting = [], list[RawRecord]()
    for record in records:
        if record["WARC-Type"] == "warcinfo" or record["Content-Type"] in ("text/dns", "application/json"):
            continue
        waiting.append(record)
        if record["WARC-Type"] == "metadata" and record["Content-Type"] == "application/warc-fields":
            groups.append(_group(waiting))
            waiting = []
    assert not waiting, "records after the last metadata record"
    return groups


def _group(records: list[RawRecord]) -> RawGroup:
    *before, about = records
    answers = [r for r in before if r["WARC-Type"] in ("response", "revisit") or _is(r, "unparsed")]
    requests = [r for r in before if r["WARC-Type"] == "request"]
    interim = tuple(r for r in before if _is(r, "interim"))
    assert len(answers) <= 1
    assert len(requests) <= 1
    assert len(before) == len(answers) + len(requests) + len(interim)
    group = RawGroup(
        about=about,
        request=requests[0] if requests else None,
        answer=answers[0] if answers else None,
        interim=interim,
    )
    check_links(group)
    return group


def _is(record: RawRecord, kind: str) -> bool:
    return record["WARC-Target-URI"].startswith(f"urn:warraq:{kind}:")


def check_links(group: RawGroup) -> None:
    """WARC-Concurrent-To leads from the metadata to the first record of the group, and so do the others."""
    if group.request is None:
        assert group.answer is None
        assert group.about.get("WARC-Concurrent-To") is None
        return
    head = group.answer if group.answer and group.answer["WARC-Type"] != "metadata" else group.request
    assert group.about["WARC-Concurrent-To"] == head.id
    for record in (group.request, *group.interim, *([group.answer] if group.answer else [])):
        if record is not head:
            assert record["WARC-Concurrent-To"] in (head.id, group.request.id)
        assert record["WARC-Date"] == group.about["WARC-Date"]


Key = tuple[int, int, int]  # port of the site, port of the client, number of the request on the connection


@dataclass(slots=True, kw_only=True)
class Crawled:
    """A crawl of the newsroom: the exchanges it saw, and all that the archive holds by then."""

    archive: Archive
    exchanges: list[Exchange]
    ports: dict[str, int]
    rows: list[dict[str, Any]]
    exit_code: int
    log: str
    warcs: list[Path] = field(default_factory=list)
    records: list[RawRecord] = field(default_factory=list)
    groups: list[RawGroup] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.warcs = sorted(self.archive.warcs.glob("tests/*/*.warc.gz*"))
        for path in self.warcs:
            found = list(raw_records(path))
            self.records += found
            self.groups += raw_groups(found)

    def joined(self) -> tuple[list[tuple[Exchange, RawGroup]], list[Exchange], list[RawGroup]]:
        """Exchanges with their groups, exchanges without one, groups without an exchange.

        A client port may serve again once its connection is gone: then both sides have them in time order,
        and requests that never arrived are told apart by the bytes.
        """
        groups: dict[Key, list[RawGroup]] = defaultdict(list)
        for group in sorted(self.groups, key=lambda one: one.about["WARC-Date"]):
            if group.request is not None:
                says = group.about.says
                key = (int(says["peerPort"]), int(says["localPort"]), int(says["connectionRequest"]))
                groups[key].append(group)
        pairs, missing = [], []
        for exchange in self.exchanges:
            key = (self.ports[exchange.outlet], exchange.client_port, exchange.number_on_connection)
            same = [g for g in groups[key] if g.request and g.request.block == exchange.request]
            if not same:
                missing.append(exchange)
                continue
            groups[key].remove(same[0])
            pairs.append((exchange, same[0]))
        return pairs, missing, [group for left in groups.values() for group in left]


@dataclass(frozen=True, slots=True)
class Crawl:
    """Runs crawls; `crawl(room, requests)` returns what came of one."""

    root: Path

    def __call__(
        self,
        room: Newsroom,
        requests: list[dict[str, Any]],
        *,
        settings: dict[str, Any] | None = None,
        timeout: float = 900,
        **plan: Any,
    ) -> Crawled:
        seen = len(room.exchanges())
        archive = Archive(self.root) if (self.root / "warraq.toml").exists() else init_archive(self.root)
        out, plan_path = self.root / "out.jsonl", self.root / "plan.json"
        whole = {"root": str(self.root), "out": str(out), "settings": settings or {}, "requests": requests}
        plan_path.write_text(json.dumps({**whole, **plan}), "utf-8")
        ended = subprocess.run(
            [sys.executable, str(HERE / "crawl_child.py"), str(plan_path)],
            check=False,
            capture_output=True,
            timeout=timeout,
            env={**os.environ, "PYTHONPATH": str(HERE.parents[2])},
        )
        return Crawled(
            archive=archive,
            exchanges=room.exchanges()[seen:],
            ports={slug: site.port for slug, site in room.outlets.items()},
            rows=[json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else [],
            exit_code=ended.returncode,
            log=ended.stderr.decode("utf-8", "replace"),
        )


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """Runs a crawl into an archive of this test's own."""
    return Crawl(tmp_path / "archive")


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    """A newsroom whose slow answers are not slow."""
    with Newsroom(slow=0.05) as newsroom:
        yield newsroom


def every_kind(room: Newsroom) -> list[dict[str, Any]]:
    """Over a thousand requests: every fault of every outlet served, and ordinary pages, feeds and images."""
    requests: list[dict[str, Any]] = []
    for number in range(1, 4):
        for site in room.outlets.values():
            base = site.homepage
            for name in FAULTS:
                if number > 1 and name in (*STALLS, *HEAVY, *LARGE):
                    continue
                query = "&".join(filter(None, (f"n={number}", LARGE.get(name))))
                requests.append({"url": f"{base}faults/{name}?{query}"})
            if number == 1:
                requests += _ordinary(room, site.slug, base)
    return requests


def _ordinary(room: Newsroom, slug: str, base: str) -> list[dict[str, Any]]:
    site = room.outlets[slug]
    pages = [base, *site.article_urls, f"{base}robots.txt", f"{base}nothing-here"]
    found = [*pages, *machines(room.declaration(slug))]
    requests = [{"url": url, "again": 2, "conditional": number % 2 == 0} for number, url in enumerate(found)]
    requests += [{"url": url, "method": "HEAD"} for url in found[:3]]
    requests.append({"url": f"{base}faults/odd-chunks?n=50", "again": 1})
    requests.append({"url": f"{base}faults/gzip-chunked?n=50", "again": 1})
    requests.append({"url": f"{base}faults/early-hints?n=50", "again": 1})
    requests.append({"url": f"{base}faults/big?mb=2&n=51", "maxsize": 1 << 20})
    requests.append({"url": f"{base}faults/bigchunked?mb=2&n=51", "maxsize": 1 << 20})
    return requests


def machines(declaration: str) -> list[str]:
    """Feeds and sitemaps of a declaration."""
    told = tomllib.loads(declaration)
    return [*told.get("feeds", []), *told.get("sitemaps", [])]


@pytest.fixture(scope="session")
def big_crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Every kind of exchange that the newsroom knows, 16 at once, http and https."""
    with Newsroom(outlets=FAULTY, slow=0.05) as room:
        crawl = Crawl(tmp_path_factory.mktemp("every-kind") / "archive")
        return crawl(room, every_kind(room), settings={"DOWNLOAD_TIMEOUT": 3})
