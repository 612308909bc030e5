"""Pages captured now and indexed as they come: the parent's side of `crawlers.capture_process`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

from archive.citation_links import origin_in
from archive.cite import Names, cite
from archive.cited_texts import issue
from archive.errors import ArchiveError
from archive.ingest import Ingest, outcome_of
from archive.place import Archive
from archive.rows import read_rows
from archive.withdraw import finish_withdrawals
from crawlers.frontier import CAPTURED

PATIENCE = 60  # seconds that the child is given to let go of its files
DETAIL = "SELECT detail FROM problems WHERE record_id = ? AND code = ? ORDER BY detail"
ARTICLE = "article"
NOTHING_READ = ("article_id", "reading", "reading_detail", "body_digest", "citation")


def capture_pages(
    archive: Archive, urls: Sequence[str], slug: str | None = None
) -> Generator[dict[str, Any], None, None]:
    """Capture each normalised URL, index it and cite what reads as an article; outcomes as they come.

    An outcome's keys are those of `warraq capture --json`. `slug` names the outlet for all of them. Raises
    ArchiveError when nothing can be captured (any more). Whatever ends the iteration, Ctrl-C too, what was
    captured by then is indexed.
    """
    warcs: set[str] = set()
    finish_withdrawals(archive)
    with Ingest(archive) as ingest:
        try:
            with _child(archive, slug) as child, closing(_outcomes(archive, child, urls)) as outcomes:
                for outcome in outcomes:
                    fresh = {exchange["warc"] for exchange in outcome["exchanges"]}
                    warcs |= fresh
                    for name in sorted(fresh):
                        ingest.catch_up(archive.warcs / name)
                    yield outcome | {"rendered": None} | _read(archive, ingest, outcome)
        finally:
            # Requisites and events came after the page; what was given up may hold whole exchanges.
            ingest.catch_up_all()


def whole(outcome: dict[str, Any]) -> bool:
    """Whether the page asked for was captured to its end."""
    return outcome["state"] == CAPTURED and outcome["reason"] is None


@contextmanager
def _child(archive: Archive, slug: str | None) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "crawlers.capture_process", str(archive.root)]
    child = subprocess.Popen(
        [*command, *([slug] if slug else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        process_group=0,  # Ctrl-C is its parent's business, who closes its stdin
    )
    if child.stdin is None or child.stdout is None:
        raise ArchiveError("the capturing process has no pipes")
    try:
        yield child
    finally:
        if not child.stdin.closed:
            child.stdin.close()
        try:
            child.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()


def _outcomes(
    archive: Archive, child: subprocess.Popen[str], urls: Sequence[str]
) -> Generator[dict[str, Any], None, None]:
    log = archive.state / "capture.log"
    if child.stdin is None or child.stdout is None:
        return
    try:
        child.stdin.write(json.dumps(list(urls)) + "\n")
        child.stdin.flush()
    except BrokenPipeError as error:
        raise ArchiveError(f"capturing ended before it began; {log} may say why") from error
    for _ in urls:
        line = child.stdout.readline()
        if not line:
            raise ArchiveError(f"capturing ended before all pages were captured; {log} may say why")
        outcome = json.loads(line)
        if "error" in outcome:
            raise ArchiveError(f"nothing more can be captured: {outcome['error']}")
        yield outcome


def _read(archive: Archive, ingest: Ingest, outcome: dict[str, Any]) -> dict[str, Any]:
    """What the reader made of the page: article and citation, or the code and detail of the refusal."""
    if not (outcome["exchanges"] and outcome["state"] == CAPTURED):
        return dict.fromkeys(NOTHING_READ)
    return reading_of(archive, ingest, outcome["url"], outcome["exchanges"][-1]["record_id"])


def reading_of(archive: Archive, ingest: Ingest, url: str, record_id: str) -> dict[str, Any]:
    """What the reader made of the page in a record; its article is cited as what `url` was asked for gave."""
    db = ingest.index.db
    read = outcome_of(db, record_id)
    if read.version_key is None or read.article_id is None:
        details = [str(row["detail"]) for row in read_rows(db, DETAIL, (record_id, read.reading))]
        return dict.fromkeys(NOTHING_READ) | {
            "reading": read.reading,
            "reading_detail": "; ".join(details) or None,
        }
    document = cite(db, read.article_id, Names(origin=origin_in(archive.settings)))
    document = issue(archive, db, url, document, datetime.now(UTC), ingest)
    return {
        "article_id": read.article_id,
        "reading": read.reading,
        "reading_detail": None,
        "body_digest": document["article"]["body_digest"],
        "citation": document["citation"],
    }
