"""Other engines on the same articles and queries, each in a process of the peers' environment."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.processes import BrokenMeasurement
from benchmarks.quality.material import ROOT
from benchmarks.search.corpus import Article
from benchmarks.search.queries import Asked
from benchmarks.search.timing import Timing

PYTHON = ROOT / ".venv-peers" / "bin" / "python"
RUNNER = Path(__file__).with_name("peer_runner.py")


class NoPeer(Exception):
    """An engine cannot be had here; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What filling an engine took and left: CPU seconds, bytes of what is searched and of what is shown."""

    engine: str
    articles: int
    text: int
    seconds: float
    index: int
    kept: int


class Peer:
    """A running engine. Raises BrokenMeasurement when its process ends before its answer."""

    def __init__(self, engine: str, process: subprocess.Popen[str]) -> None:
        self.engine = engine
        self._process = process

    def fill(self, articles: Iterable[Article]) -> Filled:
        """Index the articles; once, and before anything is asked."""
        count = text = 0
        for article in articles:
            self._say("add", _row(article))
            count += 1
            text += article.size
        answer = self._ask("finish")
        version = answer.pop("version")
        return Filled(engine=f"{self.engine} {version}", articles=count, text=text, **answer)

    def counts(self, queries: Sequence[str]) -> list[int]:
        """How many articles match each query."""
        return list(self._ask("count", queries))

    def time(self, variant: str, asked: Sequence[Asked], runs: int) -> list[Timing]:
        """What each query takes, the median of `runs`, after it was asked before."""
        rows = self._ask("search", variant, runs, [(one.query, one.outlet, one.year) for one in asked])
        return [Timing(milliseconds=milliseconds, hits=hits) for milliseconds, hits in rows]

    def _say(self, *words: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(words, ensure_ascii=False) + "\n")
        except BrokenPipeError as error:
            raise BrokenMeasurement(f"{self.engine} ended early") from error

    def _ask(self, *words: object) -> Any:
        self._say(*words)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise BrokenMeasurement(f"{self.engine} ended early")
        return json.loads(line)


@contextmanager
def running(engine: str, place: Path) -> Iterator[Peer]:
    """An engine, "tantivy" with its files in the folder `place` or "postgres" with its socket there.

    Raises NoPeer when the environment of `make bench-search` is missing.
    """
    if not PYTHON.exists():
        raise NoPeer(f"{PYTHON.relative_to(ROOT)} is missing: `make bench-search` makes it")
    arguments = [str(PYTHON), str(RUNNER), engine, str(place)]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield Peer(engine, process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _row(article: Article) -> tuple[int, str, str, str, int, int]:
    moment = datetime.fromisoformat(article.published_at)
    month = int(article.published_date[:4]) * 100 + int(article.published_date[5:7])
    return article.number, article.title, article.body, article.outlet, int(moment.timestamp()), month
