"""What a page asks for while it is shown, captured now: the parent's side of `crawlers.shot_process`.

The browser is handed what was read back from the record just written, so a picture is made of recorded bytes.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from types import TracebackType
from typing import Any

from archive.errors import ArchiveError
from archive.place import Archive
from archive.posts import Post
from archive.stored_answers import StoredAnswer, StoredAnswers
from crawlers.look import Asked

PATIENCE = 60  # seconds that the child is given to let go of its files
LINE = 1 << 20  # longest line of the child


class LiveAnswers:
    """Asks through a child process while its `async with` block runs; the same is asked for once."""

    def __init__(self, archive: Archive, stored: StoredAnswers) -> None:
        self._archive = archive
        self._stored = stored
        self._child: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._asked: dict[Asked, asyncio.Future[dict[str, Any]]] = {}
        self._count = 0
        self._error: str | None = None

    async def __aenter__(self) -> LiveAnswers:
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "crawlers.shot_process", str(self._archive.root)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LINE,
            process_group=0,  # Ctrl-C is its parent's business, who closes its stdin
        )
        self._reading = asyncio.ensure_future(self._read())
        return self

    async def ask(self, asked: Asked, page: str, outlet: str) -> StoredAnswer | None:
        """The answer for what the page needs; None when there is none. It is recorded for `outlet`.

        Raises ArchiveError when nothing more can be captured.
        """
        if asked not in self._asked:
            told = {"url": asked.url, "page": page, "outlet": outlet}
            self._asked[asked] = self._send(told | ({"post": _told(asked.post)} if asked.post else {}))
        said = await asyncio.shield(self._asked[asked])
        if self._error is not None:
            raise ArchiveError(self._error)
        return None if "reason" in said else self._stored.just_written(said, outlet)

    def _send(self, asked: dict[str, Any]) -> asyncio.Future[dict[str, Any]]:
        self._count += 1
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        child = self._child
        if child is None or child.stdin is None or self._error is not None:
            future.set_result({"reason": "closed"})
            return future
        self._waiting[self._count] = future
        child.stdin.write(json.dumps({"n": self._count, **asked}).encode() + b"\n")
        return future

    async def _read(self) -> None:
        child = self._child
        if child is None or child.stdout is None:
            return
        while line := await child.stdout.readline():
            said = json.loads(line)
            if "error" in said:
                self._error = f"nothing more can be captured: {said['error']}"
            else:
                waiting = self._waiting.pop(said["n"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(said)
        if self._waiting:
            log = self._archive.state / "capture.log"
            self._error = self._error or f"capturing ended before all was answered; {log} may say why"
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result({"reason": "ended"})

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        child = self._child
        if child is None:
            return
        self._waiting.clear()
        if child.stdin is not None:
            child.stdin.close()
        try:
            await asyncio.wait_for(child.wait(), PATIENCE)
        except TimeoutError:
            child.kill()
            await child.wait()
        if self._reading is not None:
            await self._reading


def _told(post: Post) -> dict[str, str]:
    body = base64.b64encode(post.body).decode("ascii")
    return {"content_type": post.content_type, "accept": post.accept, "body": body}
