"""How well attributions are found: precision and recall against those annotated by hand, by halves."""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.quality.gold import FOLDER, HALVES, SETS, Marked, Report, Span, read_half
from benchmarks.quality.material import corpus_folder
from extractors.article import Attribution
from extractors.attributions import find_attributions

_OVERLAP = 0.5
_FLOORS = FOLDER / "floors.toml"
_SHOWN = (
    *("marked", "found", "precision", "recall", "offsets valid", "cue exact", "kind", "source exact"),
    *("claim exact", "claim overlap"),
)
_SAID = re.compile(r"\b[وف]?(قالت?|أكدت?|أعلنت?|ذكرت?|أضافت?|أوضحت?) ([^،.:\n]{2,90}?) [إأا]ن (\S[^.\n]*)")


def naive(body: str, own: tuple[str, ...] = ()) -> tuple[Attribution, ...]:
    """Give what one regular expression finds («قال X إن Y»): what rules have to be better than."""
    return tuple(
        Attribution(
            source=match[2],
            source_kind="person",
            printed=match[2],
            cue=match[1],
            medium=None,
            hedge=None,
            claim_start=match.start(3),
            claim_end=match.end(3),
            start=match.start(2),
            end=match.end(2),
        )
        for match in _SAID.finditer(body)
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """One annotated attribution beside the found one that names the same words, if any."""

    report: Report
    marked: Marked
    found: Attribution | None


def overlap(one: Span, other: Span) -> float:
    """Give the share that two spans have in common of all they cover together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def pair(report: Report, found: tuple[Attribution, ...]) -> tuple[list[Pair], list[Attribution]]:
    """Give every annotated attribution with its match, and the found ones that match none."""
    free = list(found)
    pairs = []
    for marked in report.marked:
        match = next((each for each in free if _matches(marked, each)), None)
        if match:
            free.remove(match)
        pairs.append(Pair(report, marked, match))
    return pairs, free


def _matches(marked: Marked, found: Attribution) -> bool:
    same = (found.start, found.end) == marked.here
    return same and overlap(marked.claim, (found.claim_start, found.claim_end)) >= _OVERLAP


def score(reports: tuple[Report, ...], find: Callable[..., tuple[Attribution, ...]]) -> dict[str, float]:
    """Give the figures for one half: shares from 0 to 1, and counts."""
    totals: Counter[str] = Counter()
    iou = 0.0
    for report in reports:
        found = find(report.body, ())
        pairs, _ = pair(report, found)
        totals["marked"] += len(pairs)
        totals["found"] += len(found)
        totals["valid"] += sum(_valid(report.body, each) for each in found)
        for each in pairs:
            if each.found:
                totals["hits"] += 1
                iou += overlap(each.marked.claim, (each.found.claim_start, each.found.claim_end))
                totals.update(_agreed(each.report.body, each.marked, each.found))
    hits = totals["hits"] or 1
    precision = totals["hits"] / (totals["found"] or 1)
    recall = totals["hits"] / (totals["marked"] or 1)
    return {
        "marked": totals["marked"],
        "found": totals["found"],
        "hits": totals["hits"],
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "offsets valid": totals["valid"] / (totals["found"] or 1),
        **{
            name: totals[name] / hits
            for name in ("cue exact", "kind", "source exact", "claim exact", "medium exact", "hedge exact")
        },
        "claim overlap": iou / hits,
    }


def _agreed(body: str, marked: Marked, found: Attribution) -> Iterator[str]:
    if found.cue == body[slice(*marked.cue)]:
        yield "cue exact"
    if found.source_kind == marked.kind:
        yield "kind"
    if found.source == (body[slice(*marked.source)] if marked.source else None):
        yield "source exact"
    if (found.claim_start, found.claim_end) == marked.claim:
        yield "claim exact"
    if found.medium == (body[slice(*marked.medium)] if marked.medium else None):
        yield "medium exact"
    if found.hedge == (body[slice(*marked.hedge)] if marked.hedge else None):
        yield "hedge exact"


def _valid(body: str, found: Attribution) -> bool:
    within = 0 <= found.claim_start < found.claim_end <= len(body)
    return within and found.printed == body[found.start : found.end] and found.cue in body


def _misses(reports: tuple[Report, ...]) -> Iterator[str]:
    for number, report in enumerate(reports):
        pairs, free = pair(report, find_attributions(report.body, ()))
        for each in pairs:
            if each.found is None:
                words = [
                    report.body[slice(*span)]
                    for span in (each.marked.here, each.marked.cue, each.marked.claim)
                ]
                yield f"{number} missed: {' | '.join(words)}"
        for found in free:
            claim = report.body[found.claim_start : found.claim_end]
            yield f"{number} wrong: {found.printed} | {found.cue} | {claim}"


def report() -> Iterator[str]:
    """Print the figures of every set beside the baseline's; give a line for each that is under its floor."""
    corpus = corpus_folder()
    if not corpus.is_dir():
        print("\nattributions: not measured, the annotated texts are in the corpus, which is not here")
        return
    floors = tomllib.loads(_FLOORS.read_text("utf-8"))
    print("\nattributions" + "".join(f"{name:>15}" for name in _SHOWN))
    for name in SETS:
        reports = read_half(name, corpus)
        for reader, find in (("rules", find_attributions), ("naive", naive)):
            figures = score(reports, find) if reports else {}
            if figures:
                print(f"{name:5} {reader:6}" + "".join(f"{figures[each]:15.3g}" for each in _SHOWN))
            if figures and reader == "rules":
                yield from (
                    f"attributions {name}: {figure} is {figures[figure]:.3f}, its floor {least}"
                    for figure, least in floors.get(name, {}).items()
                    if figures[figure] < least
                )


def main() -> None:
    """Print the figures of every set; with --misses also what goes wrong in those open for development."""
    fallen = list(report())
    print("\n".join(fallen))
    if "--misses" in sys.argv:
        for half in HALVES:
            print(f"\n{half}", *_misses(read_half(half, corpus_folder())), sep="\n")
    sys.exit(1 if fallen else 0)


if __name__ == "__main__":
    main()
