"""A few pages now, captured like any other: the parent's side of `crawlers.fetch_process`."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from types import TracebackType

from archive.errors import ArchiveError
from archive.place import Archive
from crawlers.fetched import Fetched, FetchError


class Fetcher:
    """Fetches in a child process while its `with` block runs; captures go to `warcs/SLUG`."""

    def __init__(self, archive: Archive, slug: str, *, verify_tls: bool = True) -> None:
        self._command = [
            *(sys.executable, "-m", "crawlers.fetch_process"),
            *(str(archive.root), slug, "verify" if verify_tls else "no-verify"),
        ]
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Fetcher:
        self._child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            process_group=0,  # Ctrl-C is its parent's business, who closes its stdin
        )
        return self

    def fetch(self, url: str) -> Fetched:
        """The answer for a URL, after redirects. Raises FetchError when there is none, ArchiveError when
        nothing can be fetched at all: it says why, or that the child ended (its messages are on stderr)."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise ArchiveError("the fetcher is not open; use it in a with block")
        try:
            child.stdin.write(f"{url.strip().splitlines()[0]}\n")
            child.stdin.flush()
            line = child.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise ArchiveError("fetching ended before an answer came; what went wrong stands above")
        answer = json.loads(line)
        if "ended" in answer:
            raise ArchiveError(answer["ended"])
        if "error" in answer:
            raise FetchError(answer["error"])
        return Fetched(
            url=answer["url"],
            status=answer["status"],
            content_type=answer["content_type"],
            body=base64.b64decode(answer["body"]),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        child = self._child
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()
        try:
            child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout is not None:
            child.stdout.close()
