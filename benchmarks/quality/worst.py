"""The pages that were read worst, told so that the reason can be seen."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from benchmarks.quality.material import Material
from benchmarks.quality.postings import make_posting
from benchmarks.quality.printing import report_sheet
from benchmarks.quality.running import ALL, read
from benchmarks.quality.scoring import Outcome

_DIFFERENCES = 6  # lines of a page
_SHOWN = 160  # characters of a difference


def worst(outcomes: Sequence[Outcome], material: Material, count: int) -> Iterator[str]:
    """Give lines on the worst pages of each design: `count` by body, and as many of every other fault."""
    for slug in dict.fromkeys(one.design for one in outcomes):
        ours = [one for one in outcomes if one.design == slug]
        reports = sorted((one for one in ours if one.body is not None), key=lambda one: one.body or 0.0)
        for one in reports[:count]:
            if (one.body or 0.0) < 1.0:
                yield f"{slug} {one.number}: body {one.body:.4f}"
                yield from islice(_differences(one, material), _DIFFERENCES)
        for fault, picked in _faults(ours).items():
            for one in picked[:count]:
                yield f"{slug} {one.number} {one.kind}: {fault}"
                yield f"    wanted {one.wanted}\n    given  {one.given}"


def _faults(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    return {
        "title": [one for one in outcomes if one.title is False],
        "day": [one for one in outcomes if one.day in ("none", "wrong")],
        "time": [one for one in outcomes if one.minute in ("none", "wrong") and one.day == "right"],
        "byline": [one for one in outcomes if one.byline in ("none", "wrong")],
        "invented name": [one for one in outcomes if one.invented],
        "refusal": [one for one in outcomes if one.refusal in ("none", "wrong")],
    }


def _differences(outcome: Outcome, material: Material) -> Iterator[str]:
    design = ALL[outcome.design]
    sheet = report_sheet(design, make_posting(design.outlet, outcome.number, material.stories))
    gold = " ".join(sheet.gold.paragraphs).split()
    given = read(sheet, design.outlet).body.split()
    for tag, start, end, other_start, other_end in SequenceMatcher(
        None, gold, given, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield (
                f"    missing {_cut(gold[start:end])}"
                if end > start
                else f"    extra   {_cut(given[other_start:other_end])}"
            )
            if end > start and other_end > other_start:
                yield f"    instead {_cut(given[other_start:other_end])}"


def _cut(words: list[str]) -> str:
    text = " ".join(words)
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(words)} words)")
