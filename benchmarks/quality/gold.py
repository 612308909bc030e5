"""Attributions annotated by hand: offsets read from the gold files, texts from the corpus beside it."""

import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.attributions import KINDS
from extractors.document import squeeze

FOLDER = Path(__file__).parent / "gold"
HALVES = ("dev", "held")
# "held2" was annotated when the rules were done; "held" is open for development.
SETS = (*HALVES, "held2")
BODY_RULE = "squeezed-lines"
Span = tuple[int, int]
_SENTENCE_END = re.compile(r"(?<!\s\w)[.!?؟…]+[\"”»’)\]]*(?=\s|$)|\n+")


class GoldError(ValueError):
    """A line of a gold file that does not fit its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One attribution as annotated; spans are code points of the report's body."""

    here: Span
    source: Span | None
    cue: Span
    claim: Span
    kind: str
    medium: Span | None
    hedge: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One annotated report: the outlet's short name, its body, its sentences and whom it credits."""

    outlet: str
    body: str
    sentences: tuple[Span, ...]
    marked: tuple[Marked, ...]


def body_of(content: str) -> str:
    """Give the body that the offsets count in: lines squeezed, blank ones gone, an empty line between."""
    return "\n\n".join(squeeze(line) for line in content.splitlines() if line.strip())


def half_of(content: str) -> str:
    """Give the half a report belongs to: "dev" or "held"."""
    return HALVES[int(hashlib.sha256(content.encode()).hexdigest()[-1], 16) % 2]


def sentences_of(body: str) -> tuple[Span, ...]:
    """Give the sentences of a body: they end with a full stop, a question mark or their line.

    A full stop behind one letter («د. سامر») ends none.
    """
    spans: list[Span] = []
    start = 0
    for match in [*_SENTENCE_END.finditer(body), None]:
        end = len(body) if match is None else match.end() if match.group().strip() else match.start()
        while start < end and body[start].isspace():
            start += 1
        if end > start:
            spans.append((start, end))
        start = len(body) if match is None else match.end()
    return tuple(spans)


def read_half(half: str, corpus: Path) -> tuple[Report, ...]:
    """Give the reports of a set, none without a file. Raises GoldError for a line that fits no text."""
    path = FOLDER / f"attributions-{half}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return tuple(_report(json.loads(line), half, corpus, f"{half}:{n}") for n, line in enumerate(lines, 1))


def _report(record: dict[str, Any], half: str, corpus: Path, place: str) -> Report:
    row = _rows(corpus / f"{record['zip']}.zip")[record["row"]]
    content = row["content"]
    if hashlib.sha256(content.encode()).hexdigest() != record["sha256"]:
        raise GoldError(f"{place}: another text than the annotated one")
    if not half.startswith(half_of(content)) or record["body_rule"] != BODY_RULE:
        raise GoldError(f"{place}: the report belongs to the other half, or its rule is unknown")
    report = Report(
        outlet=row["source"],
        body=body_of(content),
        sentences=tuple(_span(each) for each in record["sentences"]),
        marked=tuple(_marked(each) for each in record["attributions"]),
    )
    faults = list(_faults(report))
    if faults:
        raise GoldError("\n".join(f"{place}: {fault}" for fault in faults))
    return report


@cache
def _rows(path: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".json")]
        rows: list[dict[str, Any]] = json.loads(archive.read(name))
        return rows


def _marked(record: dict[str, Any]) -> Marked:
    return Marked(
        here=(record["start"], record["end"]),
        source=None if record["source_start"] is None else (record["source_start"], record["source_end"]),
        cue=(record["cue_start"], record["cue_end"]),
        claim=(record["claim_start"], record["claim_end"]),
        kind=record["kind"],
        medium=_span(record["medium"]) if record["medium"] else None,
        hedge=_span(record["hedge"]) if record["hedge"] else None,
    )


def _span(pair: list[int]) -> Span:
    start, end = pair
    return (start, end)


def _faults(report: Report) -> Iterator[str]:
    """Give what is wrong: spans out of bounds or ending within a word, here and cue in no sentence."""
    body = report.body
    if report.sentences != tuple(sorted(report.sentences)):
        yield "sentences out of order"
    if [each.here for each in report.marked] != sorted(each.here for each in report.marked):
        yield "attributions out of order"
    for start, end in report.sentences:
        yield from _bad_span(body, "sentence", (start, end))
    for each in report.marked:
        named = {"here": each.here, "cue": each.cue, "claim": each.claim}
        optional = {"source": each.source, "medium": each.medium, "hedge": each.hedge}
        for name, span in (named | {key: span for key, span in optional.items() if span}).items():
            yield from _bad_span(body, name, span)
        if each.kind not in KINDS:
            yield f"no such kind: {each.kind}"
        for name, span in (("here", each.here), ("cue", each.cue)):
            if not any(start <= span[0] and span[1] <= end for start, end in report.sentences):
                yield f"{name} {span} lies in no one sentence"


def _bad_span(body: str, name: str, span: Span) -> Iterator[str]:
    start, end = span
    if not 0 <= start < end <= len(body):
        yield f"{name} {span} lies outside the body"
    elif body[start].isspace() or body[end - 1].isspace():
        yield f"{name} {span} begins or ends with a space"
    elif name != "cue" and body[end - 1 : end + 1].isalnum() and end < len(body):  # «وفقا ل» ends within one
        yield f"{name} {span} ends within a word: {body[start:end][-20:]!r}"


def main() -> None:
    """Print how much either half holds; ends with a GoldError when one does not fit."""
    corpus = Path(sys.argv[1])
    for half in SETS:
        reports = read_half(half, corpus)
        sentences = sum(len(report.sentences) for report in reports)
        marked = sum(len(report.marked) for report in reports)
        outlets = len({report.outlet for report in reports})
        found = f"{len(reports)} reports of {outlets} outlets, {sentences} sentences, {marked} attributions"
        print(f"{half}: {found}")


if __name__ == "__main__":
    main()
