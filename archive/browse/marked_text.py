"""Text with stretches of it marked, cut so that marks may lie in or across one another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a text (code points), the class that shows it, and a `hint` for who points at it.

    `anchor` is the id by which the place where the mark begins can be jumped to.
    """

    start: int
    end: int
    kind: str
    hint: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of text in which no mark begins or ends; `anchors` are those of marks that begin with it."""

    text: str
    kinds: tuple[str, ...] = ()
    hint: str | None = None
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph, and where in the text it begins (code points)."""

    start: int
    stretches: tuple[Stretch, ...]


def stretches(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    """The text from `start` to `end` in pieces, each with the marks that cover it; marks are of the text."""
    end = len(text) if end is None else end
    within = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    cuts = sorted(
        {start, end, *(max(start, one.start) for one in within), *(min(end, one.end) for one in within)}
    )
    for begins, ends in pairwise(cuts):
        over = [mark for mark in within if mark.start <= begins and mark.end >= ends]
        yield Stretch(
            text=text[begins:ends],
            kinds=tuple(dict.fromkeys(mark.kind for mark in over)),
            hint=next((mark.hint for mark in reversed(over) if mark.hint), None),
            anchors=tuple(mark.anchor for mark in over if mark.anchor and mark.start == begins),
        )


def paragraphs(text: str, marks: Sequence[Mark]) -> list[Paragraph]:
    """The lines of a text that hold anything, marked."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            pieces = tuple(stretches(text, marks, start, start + len(line)))
            found.append(Paragraph(start=start, stretches=pieces))
        start += len(line) + 1
    return found
