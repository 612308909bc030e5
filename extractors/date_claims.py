"""Where a page gives the dates of its report: every place that is looked at, the likeliest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from extractors.date_choice import LAYOUT, STRONG, WEAK
from extractors.date_marks import CLOCK, MODIFIED, PUBLISHED, read_marks
from extractors.date_metas import meta_claims
from extractors.document import Block
from extractors.jsonld import Claims
from extractors.metadata import Heading
from extractors.printed_lines import Line, elements_near, last_lines, lines_near
from extractors.script_dates import script_claims
from extractors.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claim as it stands on the page: where, how much weight the place has, whether readers see it.

    `utc` says that the zone is printed beside it and not written in it.
    """

    kind: str
    raw: str
    source: str
    weight: int
    printed: bool = False
    line: Line | None = None
    utc: bool = False


def page_claims(
    tree: HtmlElement,
    seen: tuple[Block, ...],
    heading: Heading | None,
    said: Claims,
    chosen: Iterable[str],
) -> Iterator[Claimed]:
    """Give every claim, the likeliest places first."""
    for text in chosen:
        yield Claimed(kind=PUBLISHED, raw=text, source="layout:date", weight=LAYOUT, printed=True)
    for kind, source, raw, weight in said.dates:
        yield Claimed(kind=kind, raw=raw, source=source, weight=weight)
    for kind, source, raw, weight in meta_claims(tree):
        yield Claimed(kind=kind, raw=raw, source=source, weight=weight)
    title = heading.element if heading else None
    around = Surroundings(title)
    near = elements_near(seen, heading.text, title) if heading else frozenset()
    marks = read_marks(tree, around, near)
    clocks = {mark.raw for mark in marks if mark.kind == CLOCK}
    clock = clocks.pop() if len(clocks) == 1 else ""
    if heading is not None:
        for line in lines_near(seen, heading.text, title, around):
            timed = replace(line, after=clock) if clock and not line.after and not line.change else line
            yield _printed(timed, STRONG if line.firm else WEAK)
    for mark in marks:
        if mark.kind == CLOCK:
            continue
        yield Claimed(kind=mark.kind, raw=mark.raw, source=mark.source, weight=mark.weight, utc=mark.utc)
    if heading is not None:
        for name, raw in script_claims(tree, heading.text):
            yield Claimed(kind=PUBLISHED, raw=raw, source=f"script:{name}", weight=WEAK)


def end_claims(seen: tuple[Block, ...], heading: Heading | None) -> Iterator[Claimed]:
    """Give the date at the end of the text, for a page that dates its report nowhere else."""
    if heading is None:
        return
    for line in last_lines(seen, heading.text, heading.element, Surroundings(heading.element)):
        yield _printed(line, WEAK, "text:end")


def _printed(line: Line, weight: int, source: str = "text") -> Claimed:
    kind = MODIFIED if line.change else PUBLISHED
    return Claimed(kind=kind, raw=line.text, source=source, weight=weight, printed=True, line=line)
