"""A served archive: one outlet of the newsroom, crawled twice with an edit between, in a child process."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from archive.cases import cases_of
from archive.citation_notes import read_notes
from archive.place import Archive
from archive.schema import sqlite3
from extractors.urls import url_key
from newsroom import Newsroom
from tests.browse import passages
from tests.crawlers.conftest import new_desk as new_desk  # a fixture
from tests.crawlers.conftest import new_site as new_site  # a fixture
from tests.ports import free_port

SLUG = "almithal"
CASE, NOTE = "ملف التجربة", "كلام لا يُقال في غير ملفه"
QUOTE = "لم تعلن أي جهة مسؤوليتها عن القصف"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An archive and where its pages are; `edited` is the article that the newsroom changed.

    `case` is the id of a case file.
    """

    archive: Archive
    port: int
    edited: str
    case: str

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        """The answer to a request, and its body as text."""
        answer, body = self.fetch(path, **headers)
        return answer, body.decode("utf-8")

    def document(self, path: str) -> Any:
        """The JSON document at a path."""
        return json.loads(self.get(path)[1])

    def fetch(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer to a request, and its body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                "GET", path, headers={key.replace("_", "-"): one for key, one in headers.items()}
            )
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="session")
def served(new_desk: Callable[..., Any]) -> Iterator[Served]:
    """The pages of an archive in which one report has two versions."""
    desk = new_desk()
    with Newsroom(outlets=(SLUG,), faulty=False) as room:
        (desk.archive.outlets_dir / f"{SLUG}.toml").write_text(room.declaration(SLUG), encoding="utf-8")
        assert desk.crawl(SLUG).code == 0
        url = room.edit(2)
        with sqlite3.connect(str(desk.archive.state / f"{SLUG}.frontier.db")) as db:
            db.execute("UPDATE urls SET again = 1, not_before = 0 WHERE url_key = ?", (url_key(url),))
        assert desk.crawl(SLUG).code == 0
    assert desk.warraq("rebuild").code == 0
    assert desk.warraq("checkpoint").code == 0
    shown = desk.warraq("show", url, "--json")
    assert shown.code == 0, shown.err
    edited = shown.document["article_id"]
    for words in (
        ("new", CASE, "--title", "ما جرى"),
        ("add", CASE, QUOTE, "--note", NOTE),
        ("add", CASE, edited),
        ("note", CASE, "ملاحظة وحدها"),
    ):
        done = desk.warraq("case", *words)
        assert done.code == 0, done.err
    case = cases_of(read_notes(desk.archive))[0].id
    with serving(desk.archive) as port:
        yield Served(archive=desk.archive, port=port, edited=edited, case=case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited(Served):
    """A served archive with the report of `passages.py`, under a checkpoint; `body` is its stored text."""

    desk: Any
    body: str

    @property
    def article(self) -> str:
        """The id of the report."""
        return self.edited

    def place(self, passage: str, nth: int = 0, **more: object) -> str:
        """The parameters that name a passage of the body, or the nth of several that say the same."""
        start = -1
        for _ in range(nth + 1):
            start = self.body.index(passage, start + 1)
        told = {"article": self.article, "version": 1, "start": start, "end": start + len(passage), **more}
        return urlencode(told)

    def told(self, path: str) -> Any:
        """The data of a page that is there."""
        bare, _, query = path.partition("?")
        answer, body = self.get(f"{bare}.json?{query}")
        assert answer.status == 200, body
        return json.loads(body)


@pytest.fixture(scope="session")
def cited(new_desk: Callable[..., Any], new_site: Callable[[], Any]) -> Iterator[Cited]:
    """The pages of an archive with a report whose passages are hard to cite."""
    desk, site = new_desk(), new_site()
    desk.set(politeness={"delay": 0.0})
    url = passages.put(site)
    assert desk.warraq("capture", url).code == 0
    assert desk.warraq("checkpoint").code == 0
    (row,) = desk.rows("SELECT article_id, body FROM versions")
    with serving(desk.archive) as port:
        yield Cited(
            archive=desk.archive,
            port=port,
            edited=row["article_id"],
            case="",
            desk=desk,
            body=row["body"],
        )


@contextlib.contextmanager
def serving(archive: Archive, port: int | None = None, *options: str) -> Iterator[int]:
    """Serve an archive in a child process as long as the block takes; the port."""
    port = port or free_port()
    log = archive.state / f"serve-{port}.log"
    with log.open("w", encoding="utf-8") as messages:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawlers.cli", "serve", "--port", str(port), *options],
            cwd=archive.root,
            env=os.environ | {"WARRAQ_ARCHIVE": str(archive.root), "WARRAQ_LANG": "en"},
            stdout=messages,
            stderr=messages,
        )
    log.with_suffix(".pid").write_text(str(process.pid))
    try:
        wait_for(port, process, log)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=120)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until somebody answers at the port."""
    deadline = time.monotonic() + 180
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"the pages are not served: {log.read_text('utf-8')}")
