"""The verdict of a verification: what was checked, what is not as it must be, what could not be checked.

`withdrawn` lists captures that were withdrawn, which is no failure: see `archive/withdrawal_check.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MAX_FAILURES = 1000  # more are counted, not listed
COUNTED = ("warcs", "records", "rows", "leaves", "checkpoints")

Fail = Callable[[str, str, str], None]  # what, where, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that is not as it must be: what, where (file and byte, or table and key), both sides."""

    what: str
    where: str
    detail: str


@dataclass(slots=True)
class Report:
    """The verdict on an archive: `ok` when nothing failed, how much was checked, and what could not be."""

    ok: bool = True
    checked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    failures: list[Failure] = field(default_factory=list)
    unlisted: int = 0
    unchecked: list[str] = field(default_factory=list)
    withdrawn: list[dict[str, Any]] = field(default_factory=list)

    def fail(self, what: str, where: str, detail: str) -> None:
        """Note a failure."""
        self.ok = False
        if len(self.failures) < MAX_FAILURES:
            self.failures.append(Failure(what=what, where=where, detail=detail))
        else:
            self.unlisted += 1
