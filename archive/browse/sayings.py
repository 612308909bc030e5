"""Who says what in a report: whom it credits with which sentences, and where in the text they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.browse.marked_text import Mark

MOST = 60  # sources that a page lists
LONGEST = 140  # characters of what somebody is quoted with


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement: the place it can be jumped to, the verb and medium as printed, and its beginning.

    `claim` is None where the text does not tell what was said apart from who said it.
    """

    anchor: str
    cue: str | None
    medium: str | None
    claim: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One source with all it is credited with, in the order of the text."""

    name: str
    kind: str | None
    sayings: tuple[Saying, ...]


def attribution_marks(article: Mapping[str, Any]) -> Iterator[Mark]:
    """Whom the report credits, and what it reports of them, as marks on its body; each with its anchor."""
    for number, one in enumerate(article["attributions"]):
        claim = one["claim"]
        named = one["start"] is not None and one["end"] is not None
        if claim["start"] is not None and claim["end"] is not None:
            anchor = None if named else anchor_of(number)
            yield Mark(start=claim["start"], end=claim["end"], kind="claim", anchor=anchor)
        if named:
            hint = one["source"] if one["source"] != one["printed"] else None
            yield Mark(start=one["start"], end=one["end"], kind="source", hint=hint, anchor=anchor_of(number))


def speakers(article: Mapping[str, Any]) -> list[Speaker]:
    """Who is credited with what, each source once, in the order in which the text brings them in."""
    found: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for number, one in enumerate(article["attributions"]):
        if name := one["source"] or one["printed"]:
            found.setdefault(name, []).append((number, one))
    return [
        Speaker(
            name=name,
            kind=next((one["source_kind"] for _, one in told if one["source_kind"]), None),
            sayings=tuple(_saying(number, one, article["body"] or "") for number, one in told),
        )
        for name, told in list(found.items())[:MOST]
    ]


def anchor_of(number: int) -> str:
    """The id, within the page, of the attribution of this number."""
    return f"says-{number + 1}"


def _saying(number: int, one: Mapping[str, Any], body: str) -> Saying:
    start, end = one["claim"]["start"], one["claim"]["end"]
    claim = " ".join(body[start:end].split()) if start is not None and end is not None else ""
    return Saying(
        anchor=anchor_of(number),
        cue=one["cue"],
        medium=one["medium"],
        claim=_cut(claim) if claim else None,
    )


def _cut(text: str) -> str:
    """The text up to the last whole word within LONGEST characters."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition(" ")[0].rstrip("،,؛ ") + "…"
