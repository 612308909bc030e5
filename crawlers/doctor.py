"""Examines an outlet: looks, scores, names faults, and tries a patch of its declaration on the same pages."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from crawlers.diagnosis import Diagnosis, Fault, Patch, SeedFound, in_order
from crawlers.doctor_answers import Answers, Clock, Fetch
from crawlers.doctor_look import ARTICLES, Look, Sampled, look_at
from crawlers.doctor_pages import Pages, pages_of
from crawlers.doctor_scores import Score
from crawlers.drift_faults import Memory, drift_faults
from crawlers.outlet_patch import PatchError, difference, patched
from crawlers.outlet_toml import Value
from crawlers.seed_faults import seed_faults
from extractors.outlets import Layout, Outlet, OutletError, parse_outlet

LISTS = ("feeds", "sitemaps", "sections")
READ = ("discovery", "article_url", "body", "title", "date", "byline", "language")
ROUNDS = 3  # of mending what the patch before leaves
WORSE = 0.02  # a score that falls by more is worse


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How to look at an outlet, however its declaration is changed."""

    answers: Answers
    now: datetime
    clock: Clock
    articles: int
    memory: Memory

    def at(self, outlet: Outlet) -> tuple[Look, Pages, tuple[Fault, ...]]:
        """What is seen, its pages, and every fault in order."""
        look = look_at(
            outlet,
            self.answers,
            now=self.now,
            clock=self.clock,
            articles=self.articles,
            also=self.memory.canaries,
        )
        pages = pages_of(look)
        faults = (*seed_faults(look, self.answers), *drift_faults(pages, self.memory))
        return look, pages, in_order(faults)


def examine(
    text: str,
    slug: str,
    fetch: Fetch,
    *,
    now: datetime,
    clock: Clock | None = None,
    saved: Collection[str] | None = None,
    articles: int = ARTICLES,
    memory: Memory | None = None,
) -> Diagnosis:
    """The diagnosis of the outlet that a declaration's text declares; touches no archive by itself.

    `fetch` gives the answer for a URL or raises FetchError; `now` is the time of the look, aware; `clock`
    says when the answer for a URL was captured (by default now). `saved` are the URLs that `fetch` has saved
    answers of, where it has nothing else; `memory` is what is known of reports from before a redesign.
    Raises OutletError for a bad declaration.
    """
    outlet = parse_outlet(text, slug, f"{slug}.toml")
    answers = Answers(fetch, saved)
    looking = Looking(
        answers=answers, now=now, clock=clock or (lambda _: now), articles=articles, memory=memory or Memory()
    )
    look, pages, faults = looking.at(outlet)
    patch = _mended(text, faults, pages, looking)
    return Diagnosis(
        slug=slug,
        looked_at=now,
        scores=pages.scores,
        faults=faults,
        patch=patch,
        sampled=tuple((one.url, _what(one)) for one in look.sample),
        fetches=answers.count,
        seeds=tuple(
            SeedFound(
                url=seed.url,
                role=seed.role,
                listed=len(seed.entries or seed.links),
                failure=seed.failure,
            )
            for seed in look.seeds
        ),
        expected={key: value for key, value in asdict(outlet.expect).items() if value is not None},
    )


def changes_of(faults: tuple[Fault, ...], look: Look) -> dict[str, "Value | Mapping[str, Value]"]:
    """The changes of the declaration that mend what can be mended, ready for `patched`."""
    outlet = look.outlet
    changes: dict[str, Value | Mapping[str, Value]] = {}
    for fault in faults:
        for key, value in fault.changes.items():
            changes.setdefault(key, value)
    for key in LISTS:
        seeds: tuple[str, ...] = getattr(outlet, key)
        made = dict.fromkeys(seeds)
        for fault in faults:
            for which, old, new in fault.replacements:
                if which == key:
                    made[old] = new
        swapped = [made[seed] or seed if (key, seed) not in _removed(faults) else None for seed in seeds]
        kept = tuple(dict.fromkeys(seed for seed in swapped if seed))
        if kept != seeds:
            changes[key] = kept
    layout: dict[str, Value] = {}
    for fault in faults:
        for key, value in fault.layout.items():
            layout.setdefault(key, value)
    if layout:
        known = [fault.since for fault in faults if fault.layout and fault.since is not None]
        day = min(known) if known else min(one.captured_at for one in look.sample).date()
        changes["layout"] = _dated(layout, outlet, day)
    return changes


def _removed(faults: tuple[Fault, ...]) -> set[tuple[str, str]]:
    return {(key, old) for fault in faults for key, old, new in fault.replacements if new is None}


def _dated(layout: Mapping[str, Value], outlet: Outlet, day: date) -> dict[str, Value]:
    """A layout from a day on that goes on from the one in force, with what is new in its place."""
    past = [one for one in outlet.layouts if one.since is None or one.since <= day]
    current = max(past, key=lambda one: one.since or date.min, default=Layout())
    kept = {name: value for name, value in asdict(current).items() if value and name != "since"}
    if "prune" in layout and isinstance(layout["prune"], tuple):
        kept["prune"] = tuple(dict.fromkeys((*current.prune, *layout["prune"])))
        layout = {name: value for name, value in layout.items() if name != "prune"}
    return {"since": day, **kept, **layout}


def _mended(text: str, faults: tuple[Fault, ...], pages: Pages, looking: "Looking") -> Patch | None:
    """The patch with what it gives on the same outlet; None when none can be written or none does good.

    A mended seed may show what was hidden without it, so what a patch leaves is mended in turn.
    """
    slug, new, best = pages.look.outlet.slug, text, None
    for _ in range(ROUNDS):
        try:
            new = patched(new, changes_of(faults, pages.look))
            outlet = parse_outlet(new, slug, f"{slug}.toml")
        except (PatchError, OutletError):
            return best
        if new == text or (best is not None and new == best.text):
            return best
        _, after, left = looking.at(outlet)
        if _is_worse(pages.scores, after.scores):
            return best
        faults, pages = left, after
        best = Patch(
            text=new,
            diff=difference(text, new, f"outlets/{slug}.toml"),
            scores=after.scores,
            remaining=tuple(fault.code for fault in faults if not fault.is_notice),
        )
    return best


def _is_worse(before: Mapping[str, Score], after: Mapping[str, Score]) -> bool:
    pairs = [(before[name].value or 0.0, after[name].value or 0.0) for name in READ]
    return sum(new for _, new in pairs) < sum(old for old, _ in pairs) - WORSE


def _what(one: Sampled) -> str:
    return one.failure or one.refusal or "article"
