"""Two readings of one address laid side by side, field by field: what was lost, and whether the page's design
or the outlet's editors did it.

Texts are compared folded and without spaces: how a page breaks its lines is no difference. A page whose text
alone differs was edited. A design did it when the value still stands on the page and is not read, or when the
page is made otherwise than before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.readers import Reading
from extractors.arabic import fold

FIELDS = ("title", "subtitle", "body", "byline", "date", "section", "dateline")
SAME_DESIGN = 0.6  # of the names of two pages together: one design shares more between any two reports
KEPT = 0.9  # of a text's characters: less is another text
STRANGE = 0.1  # of a text's characters that it did not hold before
# What a page that is no report says of its design. Of all other refusals other alarms tell.
UNREAD = frozenset({"no-body", "too-short", "no-title", "section-page", "standing-page", "script-only"})
GONE = frozenset({"not-found-page"})
SHOWN = 160  # characters of a value that is told
# The numbers and words of a date, each as one mark.
SHAPES = (
    (re.compile("[0-9]+"), "9"),
    (re.compile("[\u0660-\u0669]+"), "\u0669"),
    (re.compile(r"[^\W\d_]+"), "a"),
)
Fields = dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A field that reads otherwise: as it was, as it is now, whether the page still prints what it was."""

    field: str
    before: str
    now: str | None
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of a page: "same", "edited", "layout", "gone", or "unknown" (a wall, a failed reading)."""

    verdict: str
    lost: tuple[Lost, ...] = ()


def fields_of(article: Mapping[str, Any]) -> Fields:
    """The fields of a reader's article (its JSON); the date is ISO 8601, as precise as it was read."""
    byline, dateline = article.get("byline") or {}, article.get("dateline") or {}
    signed = "، ".join(article["authors"]) or byline.get("agency")
    return {
        "title": article["title"],
        "subtitle": article["subtitle"],
        "body": article["body"],
        "byline": signed or None,
        "date": (article["published"] or {}).get("value"),
        "section": article["section"],
        "dateline": " - ".join(filter(None, (dateline.get("place"), dateline.get("agency")))) or None,
    }


def compare(before: Reading, now: Reading) -> Comparison:
    """What became of a page that `before` read well, both read with their designs by one reader."""
    if now.error is not None or before.article is None or before.design is None or now.design is None:
        return Comparison(verdict="unknown")
    texts = tuple(map(plain, now.design["lines"]))
    lines = (*texts, *map(plain, now.design["links"]))
    moved = is_other_design(before.design, now.design)
    was = fields_of(before.article)
    if now.refused is not None:
        return _refused(now.refused[0], was, lines, moved=moved)
    assert now.article is not None
    then = fields_of(now.article)
    lost = list(_differences(was, then, lines))
    if not lost:
        return Comparison(verdict="same")
    if not any(_stands(was[field] or "", lines) for field in ("title", "body")):
        return Comparison(verdict="unknown" if moved else "edited")  # another report, or nothing of one
    edited = now.article.get("modified") != before.article.get("modified")
    reshaped = shape(before.article) != shape(now.article)
    # A section's name stands in every menu.
    lost = [one for one in lost if one.field != "section" or plain(one.before) in texts]
    by_design = tuple(one for one in lost if _is_design(one, moved=moved, edited=edited, reshaped=reshaped))
    return Comparison(verdict="layout" if by_design else "edited", lost=by_design or tuple(lost))


def is_other_design(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two pages are made differently."""
    return likeness(one, other) < SAME_DESIGN


def likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """The share of the names of two designs that both have; 1 for two pages without any."""
    names, others = set(one["names"]), set(other["names"])
    return len(names & others) / len(names | others) if names | others else 1.0


def differs(field: str, was: str | None, now: str | None) -> bool:
    """Whether a field that was read is lost or another one now."""
    if was is None:
        return False
    if now is None:
        return True
    if field == "date":
        return not same_date(was, now)
    return plain(was) != plain(now)


def same_date(one: str, other: str) -> bool:
    """Whether two dates are the same as far as both tell."""
    if "T" in one and "T" in other:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
        # A page that leaves out seconds tells the same time.
        return abs((first - second).total_seconds()) < 60
    return one[:10].startswith(other[:10]) or other[:10].startswith(one[:10])


def shape(article: Mapping[str, Any]) -> str:
    """How a date was written and where it stood: one mark for a number of either digits, one for a word."""
    stamp = article["published"] or {}
    written = stamp.get("raw") or ""
    for runs, mark in SHAPES:
        written = runs.sub(mark, written)
    return f"{stamp.get('source')} {written}"


def plain(text: str) -> str:
    """A text for comparing: folded, without spaces."""
    return "".join(fold(text).split())


def shared(text: str, lines: tuple[str, ...] | list[str]) -> float:
    """The share of a text's paragraphs (by characters) that stand among `lines`, which are `plain`."""
    wanted = [plain(line) for line in text.split("\n\n")]
    whole = "\n".join(lines)
    size = sum(map(len, wanted))
    return sum(len(line) for line in wanted if line in whole) / size if size else 1.0


def _refused(code: str, was: Fields, lines: tuple[str, ...], *, moved: bool) -> Comparison:
    if code in GONE:
        return Comparison(verdict="gone")
    stands = any(_stands(was[field] or "", lines) for field in ("title", "body"))
    if code not in UNREAD or not (moved or stands):
        return Comparison(verdict="unknown")
    lost = (
        Lost(field=field, before=value, now=None, printed=_stands(value, lines))
        for field, value in was.items()
        if value is not None
    )
    return Comparison(verdict="layout", lost=tuple(lost))


def _differences(was: Fields, now: Fields, lines: tuple[str, ...]) -> Iterator[Lost]:
    for field in FIELDS:
        before = was[field]
        if before is not None and differs(field, before, now[field]):
            printed = field == "date" or _stands(before, lines)
            yield Lost(field=field, before=before, now=now[field], printed=printed)


def _is_design(one: Lost, *, moved: bool, edited: bool, reshaped: bool) -> bool:
    """Whether the page's design, and not an editor, changed what is read of a field."""
    match one.field:
        case "date":
            return one.now is None or moved or reshaped
        case "body":
            return _is_design_of_body(one, moved=moved, edited=edited)
        case "title" | "byline":
            return one.printed
        case _:
            return moved and one.printed


def _is_design_of_body(one: Lost, *, moved: bool, edited: bool) -> bool:
    now = [plain(line) for line in (one.now or "").split("\n\n")]
    kept = shared(one.before, now)
    if kept < KEPT and one.printed:
        return True
    before = [plain(line) for line in one.before.split("\n\n")]
    strange = 1 - shared(one.now or "", before)
    if kept >= KEPT and strange > STRANGE:
        return moved or not edited  # boxes; an editor who adds something says so
    return moved and kept < KEPT


def _stands(value: str, lines: tuple[str, ...]) -> bool:
    """Whether the page prints a value: a text's paragraphs nearly all, anything else as it was."""
    return shared(value, lines) >= KEPT
