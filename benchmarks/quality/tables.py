"""The tables that the gate prints."""

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.quality.figures import Figures
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
    "byline",
    "invented",
    "read",
    "refused",
    "let in",
)


def table(rows: Mapping[str, Figures], marks: Mapping[str, str] | None = None, heads: str = "design") -> str:
    """Give the figures as text, a line a design; `marks` follow the name."""
    lines: list[tuple[str, ...]] = [(heads, *_HEADS)]
    for slug, row in rows.items():
        lines.append((f"{slug}{(marks or {}).get(slug, '')}", *_cells(row)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    text = [
        "  ".join(
            (
                line[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
            )
        )
        for line in lines
    ]
    return "\n".join((text[0], "-" * len(text[0]), *text[1:]))


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
