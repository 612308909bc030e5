"""kill -9 of the scheduler, of a crawl, of the whole machine at random moments: nothing is lost, and the next
round carries on.

The newsroom lives in a process of its own and outlives them all. What it answered is compared with what the
archive holds.
"""

import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.dump import dump
from archive.locks import is_held
from archive.place import Archive, init_archive
from archive.rebuild import rebuild
from archive.rows import reading_index
from archive.schema import sqlite3
from archive.verify import verify
from archive.warc import Record, walk
from archive.warcfile import OPEN
from newsroom import read_recording

ROOT = Path(__file__).resolve().parents[2]
SLUGS = ("manara", "dafatir", "sadd")
CONCURRENCY = 2
# So slow that every outlet is still being crawled at the last of the moments.
SLOW, FAST = "delay = 1.0\n", "delay = 0.0\n"
SETTINGS = f"\n[politeness]\nconcurrency = {CONCURRENCY}\n{SLOW}\n[readers]\nprocesses = 1\n"
MARK = "KILLED_TOGETHER"
PATIENCE = 300.0  # seconds that a test waits for what must come, however busy the machine is
KINDS = ("scheduler", "crawl", "machine")


class Newsroom:
    """The newsroom in a process of its own, and what it answered."""

    def __init__(self, place: Path) -> None:
        self._place = place
        command = [sys.executable, "-m", "newsroom", "--faultless", "--outlets", ",".join(SLUGS)]
        self._process = subprocess.Popen(
            [*command, "--record", str(place)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.ready: dict[str, Any] = json.loads(self._process.stdout.readline())

    def articles(self, slug: str) -> list[str]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": "articles", "slug": slug}) + "\n")
        self._process.stdin.flush()
        return list(json.loads(self._process.stdout.readline())["urls"])

    def exchanges(self) -> int:
        return (self._place / "index.jsonl").read_bytes().count(b"\n")

    def answered(self, slug: str) -> Counter[str]:
        """How often each address of the outlet was answered whole."""
        home = self.ready["outlets"][slug].rstrip("/")
        return Counter(
            home + exchange.target
            for exchange in read_recording(self._place)
            if exchange.outlet == slug and exchange.finished and exchange.method == "GET"
        )

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path / "exchanges")
    yield room
    room.end()


@dataclass
class Machine:
    """An archive and the processes that work on it, known by a mark that children inherit."""

    archive: Archive
    mark: str = field(default_factory=lambda: secrets.token_hex(8))

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
        place = {"WARRAQ_ARCHIVE": str(self.archive.root), "WARRAQ_ALLOW_PRIVATE": "1"}
        return kept | place | {MARK: self.mark, "LC_ALL": "C.UTF-8"}

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.archive.root / "scheduler.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "crawlers.cli", *command],
                env=self.environment(),
                cwd=self.archive.root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def scheduler(self) -> subprocess.Popen[bytes]:
        return self.start("schedule", "run", "--every", "1")

    def run_due(self) -> tuple[int, dict[str, Any]]:
        """One `warraq crawl --due`: its exit code and its document."""
        ended = subprocess.run(
            [sys.executable, "-m", "crawlers.cli", "crawl", "--due", "--json"],
            env=self.environment(),
            cwd=self.archive.root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return ended.returncode, json.loads(ended.stdout) if ended.stdout else {"said": ended.stderr}

    def processes(self) -> dict[int, str]:
        """Every process of the machine that lives, with its command line."""
        wanted, found = f"{MARK}={self.mark}".encode(), dict[int, str]()
        for place in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                number = int(place.name)
                if wanted in (place / "environ").read_bytes().split(b"\0"):
                    found[number] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return found

    def crawls(self, slug: str) -> list[int]:
        wanted = re.compile(rf"crawlers\.crawl_process \S+ {slug} ")
        return [number for number, line in self.processes().items() if wanted.search(line)]

    def power_off(self) -> None:
        """Kill all at once: none is left to see another die."""
        stopped = set[int]()
        while found := set(self.processes()) - stopped:
            for number in found:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGSTOP)
            stopped |= found
        for number in stopped:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        until(lambda: not self.processes(), "what was killed is gone")

    def held(self) -> list[Path]:
        """Lock files, and WARCs being written, that a process holds."""
        files = [*self.archive.state.glob("*.lock"), *self.archive.warcs.rglob(f"*{OPEN}")]
        return [path for path in files if is_held(path)]


def until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.05)


@contextmanager
def machine(place: Path, room: Newsroom) -> Iterator[Machine]:
    archive = init_archive(place)
    with (place / "warraq.toml").open("a") as settings:
        settings.write(SETTINGS)
    for slug in SLUGS:
        text = room.ready["declarations"][slug]
        assert FAST in text
        (archive.outlets_dir / f"{slug}.toml").write_text(text.replace(FAST, ""), "utf-8")
    one = Machine(archive)
    try:
        yield one
    finally:
        one.power_off()


def acknowledged(archive: Archive) -> set[str]:
    """Records that the index or a frontier speaks of now."""
    found = set[str]()
    if archive.index.exists():
        with reading_index(archive) as db:
            found |= {row[0] for row in db.execute("SELECT record_id FROM captures")}
    for path in archive.state.glob("*.frontier.db"):
        with sqlite3.connect(str(path)) as db:
            found |= {row[0] for row in db.execute("SELECT record_id FROM urls WHERE record_id IS NOT NULL")}
        db.close()
    return found


def records(archive: Archive) -> list[Record]:
    files = [p for p in archive.warcs.rglob("*.warc.gz*") if "torn" not in p.parts]
    return [step for path in files for step in walk(path, max_block=1 << 16) if isinstance(step, Record)]


def check_state(archive: Archive) -> None:
    """What is remembered between rounds is whole, or not there; locks hold nothing that could grow old."""
    for path in archive.state.glob("*.json"):
        assert isinstance(json.loads(path.read_text("utf-8")), dict), path
    for path in archive.state.glob("*.lock"):
        assert path.stat().st_size == 0, path


def kill(kind: str, running: subprocess.Popen[bytes], on: Machine, slug: str) -> subprocess.Popen[bytes]:
    """Kill, and see what becomes of those that are left; the scheduler that runs then."""
    if kind == "machine":
        on.power_off()
        running.wait()
        until(lambda: on.held() == [], "the kernel has let go of what the dead held")
        return on.scheduler()
    if kind == "crawl":
        until(lambda: bool(on.crawls(slug)), f"{slug} is crawled")
        for number in on.crawls(slug)[:1]:
            with suppress(ProcessLookupError):  # it may have ended just now
                os.kill(number, signal.SIGKILL)
        return running
    running.kill()
    running.wait()
    orphans = set(on.processes())
    again = on.scheduler()  # its first rounds may find the lock held; they are not beside what is ending
    until(lambda: not orphans & set(on.processes()), "the orphans have ended")
    return again


MOMENTS = 6  # of each seed, two of each kind


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 5))])
def test_whatever_is_killed_the_next_round_carries_on(seed: int, newsroom: Newsroom, tmp_path: Path) -> None:
    moments = random.Random(seed)
    kinds = [*KINDS] * (MOMENTS // len(KINDS))
    moments.shuffle(kinds)
    urls = {slug: set(newsroom.articles(slug)) for slug in SLUGS}
    handed_on, killed = set[str](), Counter[str]()
    with machine(tmp_path / "archive", newsroom) as on:
        archive = on.archive
        running = on.scheduler()
        for kind in kinds:
            if moments.random() < 0.7:  # else right from the start on
                wanted = newsroom.exchanges() + 5
                until(lambda wanted=wanted: newsroom.exchanges() > wanted, "crawls go on")  # type: ignore[misc]
            time.sleep(moments.uniform(0.0, 3.0))
            # Another outlet each time: one that is killed twice in a row waits longer.
            running = kill(kind, running, on, SLUGS[killed["crawl"]])
            killed[kind] += 1
            handed_on |= acknowledged(archive)
            check_state(archive)
        until(lambda: any("due_process" in line for line in on.processes().values()), "a round runs")
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=PATIENCE) == 0
        settings = archive.root / "warraq.toml"
        settings.write_text(settings.read_text().replace(SLOW, FAST))
        code, document = on.run_due()
        assert code == 0, document
        code, document = on.run_due()
        assert (code, document["outlets"]) == (0, []), "what was carried on has come to its end"
        assert on.processes() == {}
        assert on.held() == []

    found = records(archive)
    assert handed_on
    assert handed_on <= {record.record_id for record in found}
    kept = Counter(record.target_uri for record in found if record.type in ("response", "revisit"))
    for slug, named in urls.items():
        answered = newsroom.answered(slug)
        lost = sum(max(0, answered[url] - kept[url]) for url in answered)
        assert lost <= CONCURRENCY * (killed["crawl"] + killed["machine"]), (slug, lost)
        assert {url for url in named if not kept[url]} == set(), slug
    torn = list((archive.warcs / "torn").glob("*"))
    assert len(torn) <= len(SLUGS) * (killed["crawl"] + killed["machine"])

    with reading_index(archive) as db:
        rows = db.execute("SELECT outlet, url, version_count FROM articles").fetchall()
    read = Counter((row[0], urlsplit(row[1]).path, row[2]) for row in rows)
    assert read == Counter((slug, urlsplit(url).path, 1) for slug, named in urls.items() for url in named)
    before = list(dump(archive.index))
    rebuild(archive)
    assert [line for line in dump(archive.index) if line not in before] == []
    assert list(dump(archive.index)) == before
    report = verify(archive)
    assert report.ok, report.failures
