"""The tables that the gate prints."""

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.quality.asides import FIELDS, Count
from benchmarks.quality.figures import Figures, figures
from benchmarks.quality.peers import Readings
from benchmarks.quality.scoring import Outcome

_HEADS = (
    "pages",
    "body F1",
    "p10",
    "title",
    "date",
    "none",
    "wrong",
    "time",
    "made up",
    "byline",
    "invented",
    "read",
    "refused",
    "let in",
)
_ASIDES = ("subtitle", "section", "tags", "dateline place", "dateline agency", "caption")


def table(rows: Mapping[str, Figures], marks: Mapping[str, str] | None = None, heads: str = "design") -> str:
    """Give the figures as text, a line a design; `marks` follow the name."""
    lines: list[tuple[str, ...]] = [(heads, *_HEADS)]
    for slug, row in rows.items():
        lines.append((f"{slug}{(marks or {}).get(slug, '')}", *_cells(row)))
    text = _aligned(lines, left=1).splitlines()
    return "\n".join((text[0], "-" * len(text[0]), *text[1:]))


def aside_table(rows: Mapping[str, Figures], marks: Mapping[str, str] | None = None) -> str:
    """Give precision / recall of what pages tell beside the rest, a line for each design that tells any."""
    lines: list[tuple[str, ...]] = [("design", *_ASIDES)]
    for slug, row in rows.items():
        if row.asides:
            cells = (_pair(row.asides.get(name)) for name in FIELDS)
            lines.append((f"{slug}{(marks or {}).get(slug, '')}", *cells))
    text = _aligned(lines, left=1).splitlines()
    return "\n".join((text[0], "-" * len(text[0]), *text[1:]))


def _pair(count: Count | None) -> str:
    return f"{_percent(count.precision) or '-'} / {_percent(count.recall) or '-'}" if count else ""


def _cells(row: Figures) -> tuple[str, ...]:
    return (
        str(row.pages),
        f"{row.body:.4f}",
        f"{row.body_p10:.4f}",
        _percent(row.title),
        _percent(row.day),
        _percent(row.day_none),
        _percent(row.day_wrong),
        _percent(row.minute),
        _percent(row.made_up_time),
        _percent(row.byline),
        _percent(row.invented),
        _percent(row.read),
        _percent(row.refused),
        _percent(row.let_through),
    )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def refusal_table(outcomes: Sequence[Outcome]) -> str:
    """Give, for each sort of page that is no report, how many were refused rightly, wrongly, and let in."""
    kinds: dict[str, Counter[str]] = {}
    for one in outcomes:
        if one.kind != "report":
            kinds.setdefault(one.kind, Counter())[one.refusal or ""] += 1
    lines = [f"{'no report':14}  pages  right  other code  let in"]
    lines += [
        f"{kind:14}  {count.total():5}  {count['right']:5}  {count['wrong']:10}  {count['none']:6}"
        for kind, count in kinds.items()
    ]
    return "\n".join(lines)


def peer_table(readings: Mapping[str, Readings], marks: Mapping[str, str]) -> str:
    """Give body F1, title, date (right/wrong) and byline of every reader for each design and for all, what
    failed, and what a page cost."""
    outcomes = {name: reading.outcomes for name, reading in readings.items()}
    designs = dict.fromkeys(one.design for one in next(iter(outcomes.values())))
    lines: list[tuple[str, ...]] = [("design", "figure", *readings)]
    for slug in (*designs, "all"):
        rows = [
            figures([one for one in theirs if slug in ("all", one.design)]) for theirs in outcomes.values()
        ]
        lines.append((slug + marks.get(slug, ""), "body F1", *(f"{row.body:.3f}" for row in rows)))
        lines.append(("", "title", *(_percent(row.title) for row in rows)))
        lines.append(
            ("", "date right/wrong", *(f"{100 * row.day:.0f}/{100 * row.day_wrong:.0f}" for row in rows))
        )
        lines.append(("", "byline", *(_percent(row.byline) for row in rows)))
    failed = (str(sum(one.refusal == "wrong" for one in theirs)) for theirs in outcomes.values())
    lines.append(("", "failed or refused", *failed))
    lines.append(("", "CPU, ms a page", *(f"{reading.cost:.1f}" for reading in readings.values())))
    return _aligned(lines, left=2)


def _aligned(lines: Sequence[tuple[str, ...]], left: int) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
