"""The reader child: `python -m archive.reading`, one JSON job a line in, one JSON answer a line out.

A page can make a parser crash, hang or eat memory. So pages are read here, in a process that its parent kills
and replaces; the parent gets text, never an object. The child opens the WARC itself.
"""

import json
import resource
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.http import decode_content, parse_response
from archive.moments import moment
from archive.own_warcs import read_current
from archive.peak import peak_memory
from archive.warc import Record, RecordError, walk
from extractors.article import Article, NotAnArticle, Page
from extractors.document import parse
from extractors.outlets import Outlet, OutletError, host_outlet, parse_outlet
from extractors.page_design import Design, page_design
from extractors.reader import read_article, reader_digest
from extractors.second_reading import second_reading

MEBIBYTE = 1 << 20
# A warm-up page: loads what the first real page would otherwise wait for.
WARM_UP = (
    "<html lang=ar><title>خبر</title><article><p>"
    + "أعلنت الوزارة يوم 3 آذار 2026 بدء العمل. " * 40
    + "</p></article></html>"
)
Answer = dict[str, Any]


def main() -> None:
    """Serve jobs from stdin until it ends. Arguments: memory in MiB, CPU seconds for one job."""
    memory, seconds = int(sys.argv[1]) * MEBIBYTE, float(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _warm_up()
    _say({"ready": True})
    arcs = ArcReader()
    for line in sys.stdin.buffer:
        # SIGPROF ends the process when the page has used up its CPU time, also inside C code.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = answer_job(json.loads(line), arcs)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _say(answer | {"retire": "error" in answer or (peak_memory() or 0) > memory // 2})


def answer_job(job: dict[str, Any], arcs: "ArcReader") -> Answer:
    """What the page of a job is: {"article", "reader_digest"}, {"refused"} or {"error"}; and "problems".

    Every failure is an answer: what a page does to a parser must end as a row in `problems`.
    """
    try:
        return _read(job, arcs)
    except MemoryError:
        return _error("reading-memory", "the page needs more memory than a reader may use")
    except RecursionError:
        return _error("reading-crashed", "RecursionError: the page is nested too deeply")
    except (OSError, RecordError, OutletError) as error:
        return _error("unreadable-record", str(error))
    except Exception as error:  # noqa: BLE001 - any error of a parser is a fact about the page
        return _error("reading-crashed", f"{type(error).__name__}: {error}"[:500])


class ArcReader:
    """Records of ARC files, which can only be walked from the start: goes on where the last job left off."""

    def __init__(self) -> None:
        self._path = ""
        self._records: Iterator[Record] = iter(())
        self._passed = -1

    def read(self, path: str, offset: int) -> Record:
        """The record at `offset`. Raises RecordError, OSError."""
        if path != self._path or offset <= self._passed:
            self._path, self._passed = path, -1
            self._records = (step for step in walk(Path(path)) if isinstance(step, Record))
        for record in self._records:
            self._passed = record.offset
            if record.offset == offset:
                return record
        self._path = ""
        raise RecordError(f"{path} has no record at byte {offset}")


def _read(job: dict[str, Any], arcs: ArcReader) -> Answer:
    path, offset = job["path"], job["offset"]
    record = arcs.read(path, offset) if job["arc"] else read_current(Path(path), offset)
    page, problems = _page(job, record)
    outlet = outlet_of(job["outlet"], job["declaration"], urlsplit(job["url"]).netloc)
    found = read_article(page, outlet)
    seen = {"design": design_json(page_design(page, outlet))} if job["design"] else {}
    odd = [[code, "in the answer as it came"] for code in problems]
    if isinstance(found, NotAnArticle):
        refused = {"code": found.code, "detail": found.detail}
        return {"refused": refused, "reader_digest": reader_digest(outlet), "problems": odd, **seen}
    odd += [[doubt.code, doubt.detail] for doubt in found.doubts]
    read = {"article": article_json(found), "reader_digest": reader_digest(outlet)}
    return {**read, "problems": odd, **seen}


def _page(job: dict[str, Any], record: Record) -> tuple[Page, tuple[str, ...]]:
    """The page in a record (an answer, or HTML that a browser of ours had), and what is odd about it."""
    at = moment(job["captured_at"])
    if record.type == "resource":
        kind = record.header("Content-Type")
        return Page(url=job["url"], captured_at=at, status=200, content_type=kind, body=record.block), ()
    message = parse_response(record.block)
    body, problems = decode_content(message)
    page = Page(
        url=job["url"],
        captured_at=at,
        status=message.status or 0,
        content_type=message.content_type,
        body=body,
    )
    return page, (*message.problems, *problems)


@lru_cache(maxsize=256)
def outlet_of(slug: str, declaration: str | None, host: str) -> Outlet:
    """The outlet that a declaration describes; without one, a stand-in for the host. Raises OutletError."""
    if declaration is None:
        return replace(host_outlet(host), slug=slug)
    return parse_outlet(declaration, slug, f"{slug}.toml")


def article_json(article: Article) -> Answer:
    """The article as JSON values."""
    document = asdict(article)
    del document["doubts"]
    return document


def design_json(design: Design) -> Answer:
    """The design of a page as JSON values."""
    return {
        "names": sorted(design.names),
        "lines": list(design.lines),
        "links": list(design.links),
        "declared": dict(design.declared),
    }


def _error(code: str, detail: str) -> Answer:
    return {"error": {"code": code, "detail": detail}, "problems": []}


def _say(answer: Answer) -> None:
    # A lone surrogate of a broken page has no UTF-8 form: it becomes a question mark, as in body_digest.
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _warm_up() -> None:
    url = "https://host.invalid/2026/warm-up"
    page = Page(
        url=url,
        captured_at=moment("2026-01-01T00:00:00.000000Z"),
        status=200,
        content_type="text/html; charset=utf-8",
        body=WARM_UP.encode(),
    )
    read_article(page, host_outlet("host.invalid"))
    tree = parse(WARM_UP)
    if tree is not None:
        second_reading(tree)  # asked for few pages, and slow to load: no page's time should pay for it


if __name__ == "__main__":
    main()
