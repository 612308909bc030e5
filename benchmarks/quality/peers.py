"""Other readers on the same pages, scored by the same rules. They live in an environment of their own."""

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.quality.material import ROOT, Material
from benchmarks.quality.printing import Sheet
from benchmarks.quality.running import ALL, read, sheets
from benchmarks.quality.scoring import Answer, Outcome, score
from extractors.zones import zone

PYTHON = ROOT / ".venv-peers" / "bin" / "python"
RUNNER = Path(__file__).with_name("peer_runner.py")
PEERS = ("trafilatura", "newspaper4k", "news-please", "goose3")


class NoPeers(Exception):
    """The peers' environment is not there; `make quality` makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What one reader made of the pages, and the milliseconds of CPU that it took for half of them."""

    outcomes: Sequence[Outcome]
    cost: float


def run_peers(material: Material, slugs: Sequence[str], count: int, jobs: int) -> dict[str, Readings]:
    """Give what each peer, and ours as "warraq", made of `count` reports of each design; raises NoPeers."""
    if not PYTHON.exists():
        raise NoPeers(
            f"{PYTHON.relative_to(ROOT)} is missing: `make quality` installs requirements-peers.txt"
        )
    pages = [sheet for slug in slugs for sheet in sheets(ALL[slug], material, range(count), 0)]
    with tempfile.TemporaryDirectory(prefix="warraq-peers-") as name, ThreadPoolExecutor(jobs) as pool:
        directory = Path(name)
        lines = "".join(json.dumps(_page(sheet)) + "\n" for sheet in pages)
        (directory / "pages.jsonl").write_text(lines, "utf-8")
        answers = pool.map(lambda peer: _run(peer, directory), PEERS)
        theirs = {peer: _readings(pages, rows) for peer, rows in zip(PEERS, answers, strict=True)}
    return {**theirs, "warraq": _ours(pages)}


def _readings(pages: Sequence[Sheet], rows: Sequence[dict[str, Any]]) -> Readings:
    return Readings(
        outcomes=[_outcome(sheet, row) for sheet, row in zip(pages, rows, strict=True)],
        cost=1000 * median(row["seconds"] for row in rows),
    )


def _ours(pages: Sequence[Sheet]) -> Readings:
    outcomes, spent = [], []
    for sheet in pages:
        start = process_time()
        answer = read(sheet, ALL[sheet.design].outlet)
        spent.append(process_time() - start)
        outcomes.append(score(sheet.design, sheet.number, sheet.kind, sheet.gold, answer))
    return Readings(outcomes=outcomes, cost=1000 * median(spent))


def _page(sheet: Sheet) -> dict[str, str]:
    html = base64.b64encode(sheet.page.body).decode("ascii")
    return {"url": sheet.page.url, "html": html, "charset": ALL[sheet.design].charset}


def _run(peer: str, directory: Path) -> list[dict[str, Any]]:
    answers = directory / f"{peer}.jsonl"
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(directory), "TMPDIR": str(directory)}
    command = [str(PYTHON), str(RUNNER), peer, str(directory / "pages.jsonl"), str(answers)]
    with (directory / f"{peer}.log").open("wb") as log:
        subprocess.run(command, env=environment, stdout=log, stderr=log, cwd=directory, check=True)
    return [json.loads(line) for line in answers.read_text("utf-8").splitlines()]


def _outcome(sheet: Sheet, row: dict[str, Any]) -> Outcome:
    answer = answer_of(row, zone(ALL[sheet.design].outlet.timezone))
    return score(sheet.design, sheet.number, sheet.kind, sheet.gold, answer)


def answer_of(row: dict[str, Any], local: ZoneInfo) -> Answer:
    """Give a peer's answer in the words that are scored: in the outlet's zone, midnight as a day alone."""
    if row.get("failed"):
        return Answer(refused="failed", detail=row["failed"])
    moment = _moment(row.get("date"), local)
    whole = moment is not None and (moment.hour or moment.minute)
    return Answer(
        title=row.get("title") or "",
        body=row.get("body") or "",
        day=moment.date().isoformat() if moment else None,
        moment=moment if whole else None,
        persons=tuple(row.get("authors") or ()),
    )


def _moment(text: object, local: ZoneInfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment.astimezone(local) if moment.tzinfo else moment.replace(tzinfo=local)
