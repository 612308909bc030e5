"""What the doctor found: scores, faults in the order of what explains what, and the patch that was tried."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from archive.language import tr
from crawlers.doctor_scores import Score
from crawlers.fault_texts import FAULTS
from crawlers.outlet_patch import Changes
from crawlers.outlet_toml import Value

Replacement = tuple[str, str, str | None]  # key of the declaration, seed, its successor (None: take it out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault with its numbers and an example; the rest is what a declaration can do about it.

    `changes` are keys to set, `replacements` single seeds, `layout` keys of a layout from the day `since`
    (by default that of the look) on.
    """

    code: str
    bad: int | float = 0
    count: int | float = 0
    detail: str = ""
    example: str | None = None
    changes: Changes = field(default_factory=dict)
    replacements: tuple[Replacement, ...] = ()
    layout: Mapping[str, Value] = field(default_factory=dict)
    since: date | None = None

    @property
    def is_notice(self) -> bool:
        """Whether nothing needs doing about it."""
        return FAULTS[self.code].notice

    @property
    def mendable(self) -> bool:
        """Whether it comes with a change of the declaration."""
        return bool(self.changes or self.replacements or self.layout)

    def what(self) -> str:
        """The numbers, in the reader's language."""
        return tr(FAULTS[self.code].what, bad=self.bad, count=self.count, detail=self.detail)

    def cause(self) -> str:
        """The likely cause, in the reader's language."""
        return tr(FAULTS[self.code].cause)

    def remedy(self) -> str:
        """What to do, in the reader's language."""
        return tr(FAULTS[self.code].remedy, detail=self.detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A changed declaration, what reading the same pages with it gives, and the faults it leaves."""

    text: str
    diff: str
    scores: Mapping[str, Score]
    remaining: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedFound:
    """What one declared seed gave: how many entries or links, or why none."""

    url: str
    role: str
    listed: int
    failure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The doctor's report on one outlet; `sampled` are the addresses looked at with what became of each.

    `expected` are the floors and the reports a day that the declaration expects, by its own keys.
    """

    slug: str
    looked_at: datetime
    scores: Mapping[str, Score]
    faults: tuple[Fault, ...]
    patch: Patch | None
    sampled: tuple[tuple[str, str], ...]
    fetches: int
    seeds: tuple[SeedFound, ...] = ()
    expected: Mapping[str, float] = field(default_factory=dict)

    @property
    def healthy(self) -> bool:
        """Whether nothing needs doing."""
        return all(fault.is_notice for fault in self.faults)

    @property
    def blind(self) -> bool:
        """Whether nothing answered at all."""
        return any(fault.code == "unreachable" for fault in self.faults)

    def as_json(self) -> dict[str, Any]:
        """Everything as JSON values; texts in the reader's language."""
        after = self.patch.scores if self.patch else {}
        return {
            "slug": self.slug,
            "looked_at": self.looked_at.isoformat(timespec="seconds"),
            "healthy": self.healthy,
            "fetches": self.fetches,
            "expected": dict(self.expected),
            "scores": {
                name: {
                    "value": score.value,
                    "good": score.good,
                    "of": score.of,
                    "after": after[name].value if name in after else None,
                    **score.facts,
                }
                for name, score in self.scores.items()
            },
            "findings": [_described(fault) for fault in self.faults],
            "patch": None
            if self.patch is None
            else {
                "diff": self.patch.diff,
                "declaration": self.patch.text,
                "remaining": list(self.patch.remaining),
            },
            "seeds": [asdict(seed) for seed in self.seeds],
            "sampled": [{"url": url, "read": read} for url, read in self.sampled],
        }


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults sorted by what explains what, without those that another one explains."""
    order = list(FAULTS)
    found = sorted(faults, key=lambda fault: (fault.is_notice, order.index(fault.code)))
    explained = {code for fault in found for code in FAULTS[fault.code].explains - {fault.code}}
    return tuple(fault for fault in found if fault.code not in explained)


def _described(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": "notice" if fault.is_notice else "fault",
        "what": fault.what(),
        "cause": fault.cause(),
        "remedy": fault.remedy(),
        "bad": fault.bad,
        "count": fault.count,
        "detail": fault.detail or None,
        "example": fault.example,
        "mendable": fault.mendable,
    }
