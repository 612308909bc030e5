"""From outcomes to figures: one row a design, and one for all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.quality.asides import Count, total
from benchmarks.quality.scoring import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a design's pages gave. Shares run from 0 to 1; None where no page asks for it.

    The last six are F1 over the values of all pages; `asides` holds the counts behind them.
    """

    pages: int
    body: float
    body_p10: float
    title: float
    day: float
    day_none: float
    day_wrong: float
    minute: float | None
    made_up_time: float | None
    byline: float | None
    invented: float | None
    read: float
    refused: float | None
    let_through: float | None
    subtitle: float | None = None
    section: float | None = None
    tags: float | None = None
    place: float | None = None
    agency: float | None = None
    caption: float | None = None
    asides: Mapping[str, Count] = field(default_factory=dict)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Give the figures of some outcomes; at least one of them is a report's."""
    reports = [one for one in outcomes if one.kind == "report"]
    others = [one for one in outcomes if one.kind != "report"]
    bodies = sorted(one.body for one in reports if one.body is not None)
    minutes = [one.minute for one in reports if one.minute]
    bylines = [one.byline for one in reports if one.byline]
    unsigned = [one.invented for one in reports if one.invented is not None]
    asides = total(one.asides for one in reports)
    return Figures(
        pages=len(reports),
        body=sum(bodies) / len(bodies),
        body_p10=bodies[len(bodies) // 10],
        title=_share([bool(one.title) for one in reports]) or 0.0,
        day=_share([one.day == "right" for one in reports]) or 0.0,
        day_none=_share([one.day == "none" for one in reports]) or 0.0,
        day_wrong=_share([one.day == "wrong" for one in reports]) or 0.0,
        minute=_share([one == "right" for one in minutes]),
        made_up_time=_share([one.made_up_time for one in reports if one.made_up_time is not None]),
        byline=_share([one == "right" for one in bylines]),
        invented=_share(unsigned),
        read=_share([one.refusal == "right" for one in reports]) or 0.0,
        refused=_share([one.refusal == "right" for one in others]),
        let_through=_share([one.refusal == "none" for one in others]),
        **{name: count.f1 for name, count in asides.items()},
        asides=asides,
    )


def by_design(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """Give the figures of each design in the order in which they come, without those of no report."""
    slugs = dict.fromkeys(one.design for one in outcomes if one.kind == "report")
    return {slug: figures([one for one in outcomes if one.design == slug]) for slug in slugs}


def as_json(table: dict[str, Figures]) -> dict[str, dict[str, float | None]]:
    """Give the figures as JSON takes them."""
    return {slug: asdict(row) for slug, row in table.items()}


def _share(verdicts: Sequence[bool]) -> float | None:
    return sum(verdicts) / len(verdicts) if verdicts else None
