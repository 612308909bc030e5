"""`warraq crawl` with each child's CPU told apart: `python -m benchmarks.metered ARCHIVE SLUG`.

It is the command itself, in this process; only the class of its child processes notes what each one used when
it is reaped. Prints {"crawl": what the command printed, "children": [{"module", "cpu"}]}.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, cast

from crawlers import cli

READING = "archive.reading"
CRAWLING = "crawlers.crawl_process"


class MeteredPopen(subprocess.Popen[Any]):
    """A child whose CPU time is noted when it ends."""

    ended: list[dict[str, Any]] = []  # noqa: RUF012  # of all of them
    started = 0

    def __init__(self, command: Sequence[str], *args: Any, **options: Any) -> None:
        super().__init__(command, *args, **options)
        type(self).started += 1

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._reap(os.WNOHANG)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended; a timeout is not needed by anything measured."""
        if timeout is not None:
            raise NotImplementedError("waiting with a timeout is not metered")
        return cast(int, self._reap(0))

    def _reap(self, how: int) -> int | None:
        if self.returncode is None:
            process, status, usage = os.wait4(self.pid, how)
            if process:
                self.returncode = os.waitstatus_to_exitcode(status)
                arguments = cast("list[str]", self.args)
                module = arguments[arguments.index("-m") + 1] if "-m" in arguments else arguments[0]
                self.ended.append({"module": module, "cpu": usage.ru_utime + usage.ru_stime})
        return self.returncode


def main(archive: str, slug: str) -> int:
    """Crawl; the command's exit code."""
    subprocess.Popen = MeteredPopen  # type: ignore[misc, assignment]
    raw = io.BytesIO()
    printed = io.TextIOWrapper(raw, encoding="utf-8")
    with contextlib.redirect_stdout(printed):
        code = cli.main(["-C", archive, "crawl", "--json", slug])
    printed.flush()
    text = raw.getvalue().decode("utf-8")
    if code == 0 and len(MeteredPopen.ended) != MeteredPopen.started:
        raise RuntimeError("a child of the crawl was left running")
    print(json.dumps({"crawl": json.loads(text or "null"), "children": MeteredPopen.ended}))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
