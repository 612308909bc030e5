"""The newsroom as a process of its own, serving real reports, or invented ones where the corpus is absent."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.processes import ROOT, BrokenMeasurement, measured_environment
from newsroom.filler import bulletin

SLUG = "corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the newsroom serves: the outlet's declaration, the address of its host, how many articles."""

    declaration: dict[str, Any]
    origin: str
    pages: int


class Serving:
    """The newsroom while the `with` block runs. `reports` says in words what it serves."""

    def __init__(self, pages: int, directory: Path) -> None:
        zips = corpus_zips()
        self.reports = "real reports of SaudiNewsNet (July 2015)"
        if not zips:
            zips = [invented_zip(directory / "invented.zip", pages)]
            self.reports = "INVENTED reports (the corpus of real ones is not on this machine)"
        self._command = [sys.executable, "-m", "newsroom", "--outlets", "", "--faultless"]
        self._command += ["--corpus", *map(str, zips), "--count", str(pages)]

    def __enter__(self) -> Self:
        """Start it; raises BrokenMeasurement when it does not."""
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=measured_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        ready = self._answer()
        articles = self._ask({"do": "articles", "slug": SLUG})["urls"]
        self.served = Served(
            declaration=tomllib.loads(ready["declarations"][SLUG]),
            origin=ready["outlets"][SLUG].rstrip("/"),
            pages=len(articles),  # two reports of one title and month have one address
        )
        return self

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise BrokenMeasurement(f"the newsroom ended with exit code {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _ask(self, command: dict[str, str]) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def cpu(self) -> float:
        """Seconds of CPU the newsroom has used so far."""
        return float(self._ask({"do": "cpu"})["seconds"])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.communicate()


def corpus_zips() -> list[Path]:
    """The zips of real reports, in $WARRAQ_SHARED or in `shared` beside the project; empty when absent."""
    shared = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    return sorted((shared / "data" / "corpus").glob("*.zip"))


def invented_zip(path: Path, count: int) -> Path:
    """A zip in the corpus's form with `count` market bulletins of the newsroom."""
    reports = [bulletin("benchmarks", number, UTC) for number in range(1, count + 1)]
    rows = [
        {
            "title": f"{number}: {report.title}",  # addresses are made of titles
            "author": report.byline,
            "date_extracted": f"{report.published:%Y-%m-%d %H:%M:%S}",
            "content": "\n".join(report.text),
        }
        for number, report in enumerate(reports, start=1)
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("invented.json", json.dumps(rows))
    return path
