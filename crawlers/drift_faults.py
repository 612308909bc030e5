"""Faults of pages against what is known from before: a redesign is learnt from it, else guessed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from archive.language import tr
from crawlers.diagnosis import Fault
from crawlers.doctor_look import Sampled
from crawlers.doctor_pages import Pages, pages_of
from crawlers.page_faults import page_faults
from crawlers.relearning import Learnt, Recall, Seen, relearn
from extractors.article import Page
from extractors.urls import normalise

# What a layout that was learnt mends, or tells better.
OF_LAYOUT = frozenset(
    {
        *("redesign", "title-wrong", "boilerplate", "byline-moved", "byline-gone"),
        *("date-moved", "date-gone", "dates-equal", "dates-disagree"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """Of the newest `count` kept pages, `bad` were not read for want of memory or time (`detail`: why)."""

    bad: int
    count: int
    detail: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is known from before: `recall` gives a report's page as it was, `since` the day of the redesign
    that an alarm tells, `canaries` the reports that showed it; `only_new` when new reports alone have it.
    `beyond` says that many kept pages were beyond the limits of readers."""

    recall: Recall | None = None
    since: date | None = None
    canaries: tuple[str, ...] = ()
    only_new: bool = False
    beyond: Beyond | None = None


def drift_faults(pages: Pages, memory: Memory) -> Iterator[Fault]:
    """Every fault of the pages; that of a redesign with the layout learnt from what is known."""
    if (beyond := memory.beyond) is not None:
        yield Fault(
            code="reading-limits",
            bad=beyond.bad,
            count=beyond.count,
            detail=beyond.detail,
            example=beyond.example,
        )
    if memory.only_new and memory.recall is not None:
        new = tuple(one for one in pages.look.sample if memory.recall(one.url) is None)
        if new:
            pages = pages_of(replace(pages.look, sample=new))
        yield from (replace(one, since=memory.since) for one in page_faults(pages))
        return
    guessed = tuple(page_faults(pages))
    learnt = _learnt(pages, memory)
    if learnt is None:
        yield from guessed
        return
    fault = Fault(
        code="redesign",
        bad=learnt.bad,
        count=learnt.count,
        detail=", ".join(tr(field) for field in learnt.lost),
        example=learnt.example,
        layout=learnt.parts,
        since=learnt.since,
    )
    of_layout = [one for one in guessed if one.code in OF_LAYOUT]
    if learnt.parts or not any(one.layout for one in of_layout):
        yield fault
        yield from (one for one in guessed if one.code not in OF_LAYOUT)
    else:
        yield from (replace(one, since=learnt.since) if one.layout else one for one in guessed)


def _learnt(pages: Pages, memory: Memory) -> Learnt | None:
    if memory.recall is None:
        return None
    seen = []
    for one in pages.look.sample:
        after = _page(one)
        before = memory.recall(one.url) if after is not None else None
        if after is not None and before is not None and before.body != after.body:
            seen.append(Seen(before=before, after=after))
    return relearn(seen, pages.look.outlet, memory.since) if seen else None


def _page(one: Sampled) -> Page | None:
    answer = one.answer
    if answer is None or not answer.ok:
        return None
    return Page(
        url=normalise(answer.url),
        captured_at=one.captured_at,
        status=answer.status,
        content_type=answer.content_type,
        body=answer.body,
    )
