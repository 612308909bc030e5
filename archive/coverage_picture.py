"""Coverage as a picture: for each outlet bars of its days, and below them whether anybody looked.

One SVG, drawn here. In Arabic time runs from right to left, in English from left to right; both ends are
labelled. Colours come from the style sheet of whoever shows it; `STYLE` is one for a file of its own, which
follows the reader's scheme, light or dark, and prints. What looks alike in grey differs in form: a look that
read something is a full mark, one that read nothing a crossed one, none at all an empty one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from archive.coverage_counts import Day
from archive.coverage_gaps import OVERRAN, Gap
from archive.coverage_looks import Looked
from archive.language import tr

WIDE, NARROW, SIDE = 720, 420, 8  # units across: of a file of its own, of a part of a page
NAME, BARS, LOOKS, FOOT = 20, 44, 8, 12  # heights: the outlet's name, bars, marks of looks, room below
AXIS, LEGEND = 22, 20  # of the labels of days below all, and of a line of the legend
# What stands upon what, from below: key, and in words.
LAYERS = (
    ("read", "read as articles"),
    ("held", "held, no article"),
    ("waiting", "waiting"),
    ("refused", "refused"),
    ("lost", "not had, or gone"),
)
MARKS = (
    ("seen", "looked at"),
    ("blind", "looked at, nothing could be read"),
    ("away", "not looked at"),
    ("overran", "a feed may have dropped reports"),
)
STYLE = """
svg.coverage { font: 13px system-ui, "Noto Sans Arabic", "DejaVu Sans", sans-serif; fill: #1d1a15; }
.coverage .ground { fill: #fff; } .coverage .rule { stroke: #7d7566; fill: none; }
.coverage .read { fill: #0c5a4a; } .coverage .held { fill: #8fc4b6; } .coverage .waiting { fill: #d9d3c5; }
.coverage .refused { fill: #c9891b; } .coverage .lost { fill: #962817; }
.coverage .seen { fill: #0c5a4a; } .coverage .blind { stroke: #962817; fill: none; stroke-width: 1.4; }
.coverage .away { stroke: #7d7566; fill: none; } .coverage .overran { fill: #962817; }
@media (prefers-color-scheme: dark) {
  svg.coverage { fill: #ebe6db; } .coverage .ground { fill: #161512; } .coverage .rule { stroke: #8d8575; }
  .coverage .read, .coverage .seen { fill: #7fd0bb; } .coverage .held { fill: #3f7567; }
  .coverage .waiting { fill: #4a453b; } .coverage .refused { fill: #e0b050; }
  .coverage .lost, .coverage .overran { fill: #f2998a; } .coverage .blind { stroke: #f2998a; }
}
@media print {
  svg.coverage, .coverage .read, .coverage .seen { fill: #000; } .coverage .ground { fill: none; }
  .coverage .held { fill: #777; } .coverage .waiting { fill: #ddd; } .coverage .refused { fill: #aaa; }
  .coverage .lost, .coverage .overran { fill: #444; } .coverage .blind { stroke: #000; }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What is drawn of one outlet: of each day how much of each of LAYERS it has, and how it was looked at.

    Days of `marks` are "seen" or "blind", others "away"; on those of `overran` a feed overran.
    """

    outlet: str
    layers: Mapping[date, Sequence[int]]
    marks: Mapping[date, str]
    overran: Collection[date] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where days stand between `first` and `last`; `back` when time runs from right to left."""

    first: date
    last: date
    back: bool
    width: int

    @property
    def step(self) -> float:
        return (self.width - 2 * SIDE) / ((self.last - self.first).days + 1)

    def x(self, day: date) -> float:
        """The left edge of a day."""
        at = (day - self.first).days
        return self.width - SIDE - (at + 1) * self.step if self.back else SIDE + at * self.step

    def days(self) -> Iterator[date]:
        for at in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=at)


def strips_of(
    slugs: Iterable[str], days: Iterable[Day], looks: Iterable[Looked], overruns: Iterable[tuple[str, date]]
) -> list[Strip]:
    """A strip for each of these outlets, in their order; `overruns` are outlets and days of `overruns_in`."""
    layers: dict[str, dict[date, Sequence[int]]] = {slug: {} for slug in slugs}
    marks: dict[str, dict[date, str]] = {slug: {} for slug in layers}
    overran: dict[str, set[date]] = {slug: set() for slug in layers}
    for day in days:
        if day.outlet in layers and day.day is not None:
            layers[day.outlet][day.day] = layers_of(day)
    for look in looks:
        if look.outlet in layers:
            marks[look.outlet][look.day] = "seen" if look.read else "blind"
    for outlet, on in overruns:
        if outlet in overran:
            overran[outlet].add(on)
    return [
        Strip(outlet=slug, layers=layers[slug], marks=marks[slug], overran=overran[slug]) for slug in layers
    ]


def overruns_in(gaps: Iterable[Gap]) -> list[tuple[str, date]]:
    """The outlets and days, among these gaps, on which a feed was found to have overrun."""
    return [(gap.outlet, gap.last) for gap in gaps if gap.what == OVERRAN]


def layers_of(day: Day) -> tuple[int, ...]:
    """How much of each of LAYERS a day has; their sum is what was discovered."""
    read = min(day.articles, day.captured)
    lost = day.failed.total() + day.gone
    return (read, day.captured - read, day.waiting, day.refused.total(), lost)


def draw(
    strips: Sequence[Strip],
    first: date,
    last: date,
    name: Callable[[str], str],
    *,
    arabic: bool,
    alone: bool = False,
) -> str:
    """The picture of the days from `first` to `last` as SVG, in the language that is spoken now.

    `name` gives an outlet's name as it is shown, `arabic` says which way time runs. `alone` gives a file of
    its own, with style, ground and legend.
    """
    scale = _Scale(first=first, last=last, back=arabic, width=WIDE if alone else NARROW)
    each = NAME + BARS + LOOKS + FOOT
    height = each * len(strips) + AXIS + (LEGEND * (len(LAYERS) + len(MARKS)) + 8 if alone else 0)
    title = tr("Coverage from {first} to {last}", first=first.isoformat(), last=last.isoformat())
    about = tr(
        "Of each outlet a bar a day, as high as many addresses of that day are known, and below it a mark"
        " that says whether the outlet was looked at. The tables tell the same."
    )
    head = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "coverage",
        "viewBox": f"0 0 {scale.width} {height}",
        "role": "img",
        "aria-labelledby": "coverage-title coverage-about",
        "direction": "rtl" if arabic else "ltr",
        "xml:lang": "ar" if arabic else "en",
    }
    parts = [
        "<svg " + " ".join(f'{name}="{value}"' for name, value in head.items()) + ">",
        f'<title id="coverage-title">{escape(title)}</title>',
        f'<desc id="coverage-about">{escape(about)}</desc>',
    ]
    if alone:
        parts.append(f'<style>{STYLE}</style><rect class="ground" width="{scale.width}" height="{height}"/>')
    for number, strip in enumerate(strips):
        parts += _strip(strip, name(strip.outlet), scale, number * each)
    parts += _axis(scale, each * len(strips))
    if alone:
        parts += _legend(scale, each * len(strips) + AXIS + 8)
    return "\n".join((*parts, "</svg>\n"))


def keys() -> list[tuple[str, str]]:
    """The legend: of each layer and mark its picture (SVG) and its words."""
    box = [(1.0, 0.0, 12.0, 10.0)]
    head = '<svg class="coverage key" viewBox="0 0 14 10" aria-hidden="true">'
    return [(f"{head}{_shape(name, box)}</svg>", tr(words)) for name, words in (*LAYERS, *MARKS)]


def told_as(strips: Sequence[Strip], first: date, last: date) -> dict[str, Any]:
    """The numbers of the picture as JSON; `drawn_from` makes the picture of them again."""
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "layers": [name for name, _ in LAYERS],
        "strips": [
            {
                "outlet": strip.outlet,
                "days": {day.isoformat(): list(layers) for day, layers in sorted(strip.layers.items())},
                "marks": {day.isoformat(): mark for day, mark in sorted(strip.marks.items())},
                "overran": sorted(day.isoformat() for day in strip.overran),
            }
            for strip in strips
        ],
    }


def drawn_from(told: Mapping[str, Any], name: Callable[[str], str], *, arabic: bool) -> str:
    """The picture that `told_as` tells, as a part of a page."""
    strips = [
        Strip(
            outlet=one["outlet"],
            layers={date.fromisoformat(day): layers for day, layers in one["days"].items()},
            marks={date.fromisoformat(day): mark for day, mark in one["marks"].items()},
            overran=[date.fromisoformat(day) for day in one["overran"]],
        )
        for one in told["strips"]
    ]
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    return draw(strips, first, last, name, arabic=arabic)


def _strip(strip: Strip, name: str, scale: _Scale, top: float) -> Iterator[str]:
    start = scale.width - SIDE if scale.back else SIDE
    within = [sum(layers) for day, layers in strip.layers.items() if scale.first <= day <= scale.last]
    most = max(within, default=0)
    told = tr("at most {count:address|addresses} a day", count=most)
    yield f'<text x="{start}" y="{top + 15:g}">{escape(name)} · {escape(told)}</text>'
    floor, width = float(top + NAME + BARS), max(scale.step * 0.85, 0.6)
    boxes: dict[str, list[tuple[float, float, float, float]]] = {}
    for day in scale.days():
        x, y = scale.x(day) + (scale.step - width) / 2, floor
        for (layer, _), count in zip(LAYERS, strip.layers.get(day, ()), strict=False):
            if count:
                high = BARS * count / most
                y -= high
                boxes.setdefault(layer, []).append((x, y, width, high))
        mark = strip.marks.get(day, "away")
        boxes.setdefault(mark, []).append((x, floor + 3, width, LOOKS - 3))
        if day in strip.overran:
            boxes.setdefault("overran", []).append((x, floor + LOOKS + 1, width, 6))
    yield f'<path class="rule" d="M{SIDE} {floor + 1:g}H{scale.width - SIDE}"/>'
    yield from (_shape(one, boxes[one]) for one, _ in (*LAYERS, *MARKS) if one in boxes)


def _shape(name: str, boxes: Iterable[tuple[float, float, float, float]]) -> str:
    """Boxes (x, y, width, height) as one path: a full box, a cross, an empty line or a triangle."""
    drawn = []
    for x, y, width, high in boxes:
        if name == "blind":
            drawn.append(f"M{x:.1f} {y:.1f}l{width:.1f} {high:.1f}m0 {-high:.1f}l{-width:.1f} {high:.1f}")
        elif name == "away":
            drawn.append(f"M{x:.1f} {y + high:.1f}h{width:.1f}")
        elif name == "overran":
            drawn.append(f"M{x + width / 2 - 4:.1f} {y + high:.1f}h8l-4 {-high:.1f}z")
        else:
            drawn.append(f"M{x:.1f} {y:.1f}h{width:.1f}v{high:.1f}h{-width:.1f}z")
    return f'<path class="{name}" d="{"".join(drawn)}"/>'


def _axis(scale: _Scale, top: float) -> Iterator[str]:
    """Both ends, and between them as many first days of months as there is room for."""
    start, end = (scale.width - SIDE, SIDE) if scale.back else (SIDE, scale.width - SIDE)
    yield f'<text x="{start}" y="{top + 14:g}">{scale.first.isoformat()}</text>'
    if scale.last != scale.first:
        yield f'<text x="{end}" y="{top + 14:g}" text-anchor="end">{scale.last.isoformat()}</text>'
    room = 90 / scale.step  # days that a label takes, with room about it
    firsts = [day for day in scale.days() if day.day == 1]
    every = max(1, -(-int(room) // 30))
    for day in firsts[::every]:
        if (day - scale.first).days > room and (scale.last - day).days > room:
            x = scale.x(day) + (scale.step if scale.back else 0)
            yield f'<text x="{x:.1f}" y="{top + 14:g}" text-anchor="middle">{day:%Y-%m}</text>'


def _legend(scale: _Scale, top: float) -> Iterator[str]:
    for number, (name, words) in enumerate((*LAYERS, *MARKS)):
        y = top + number * LEGEND
        x = scale.width - SIDE - 14 if scale.back else SIDE
        yield _shape(name, [(x, y, 14, 10)])
        at = scale.width - SIDE - 22 if scale.back else SIDE + 22
        yield f'<text x="{at}" y="{y + 10:g}">{escape(tr(words))}</text>'
