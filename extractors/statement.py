"""One credited statement in places of words: its cue, the phrases of its sources, where it begins."""

from dataclasses import dataclass

from extractors.attribution_cues import Cue
from extractors.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One credited statement. `cue` is a range of words, `cue_skip` letters of its first are و or ف.

    `sources` is empty where the cue refers back. `claim` is the first word of what was said, of which
    `claim_skip` letters are a preposition; for `opening` "before" it is the first word behind the source.
    """

    cue: tuple[int, int]
    cue_skip: int
    sources: tuple[Source, ...]
    opening: str
    claim: int
    form: str
    gender: str
    claim_skip: int = 0
    claim_end: int | None = None
    medium: tuple[int, int, int] | None = None
    relay: bool = False
    base: str = ""
    clause: int = 0
    tail: int = 0  # letters of the word behind the cue that belong to it: «وفقا ل»


@dataclass(frozen=True, slots=True)
class Opening:
    """Where what was said begins: the word `claim` less `skip` letters; the source ends before `index`."""

    kind: str
    index: int
    claim: int
    skip: int = 0


def statement_of(
    index: int,
    cue: Cue,
    sources: tuple[Source, ...],
    opening: Opening,
    medium: tuple[int, int, int] | None,
) -> Statement:
    """Give the statement whose cue is one word."""
    return Statement(
        cue=(index, index + 1),
        cue_skip=cue.clitic,
        sources=sources,
        opening=opening.kind,
        claim=opening.claim,
        claim_skip=opening.skip,
        form=cue.form,
        gender=cue.gender,
        medium=medium,
        base=cue.base,
        clause=index,
    )


def statement_behind(
    cue: tuple[int, int],
    skip: int,
    sources: tuple[Source, ...],
    last: int,
    form: Cue,
    medium: tuple[int, int, int] | None,
) -> Statement:
    """Give a statement whose source stands behind it (or before it, at the head of a sentence)."""
    return Statement(
        cue=cue,
        cue_skip=skip,
        sources=sources,
        opening="before",
        claim=last,
        form=form.form,
        gender=form.gender,
        medium=medium,
        base=form.base,
        clause=cue[0],
    )
