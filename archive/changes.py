"""What changed from one version of an article to the next, class by class, with the places on both sides.

Kinds, in the order of `KINDS`: what stands beside the text, the text as a whole, its paragraphs and
sentences, whom it credits, and what changed within sentences.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.alignment import Alignment, Pair, Piece, align
from archive.change_sides import Change, Place, Side
from archive.credits import Credit, credit_changes, known_names
from archive.sentence_changes import sentence_changes
from extractors.charged_terms import Terms, shipped_terms
from extractors.sentences import Sentence, sentences

KINDS = (
    "headline", "subtitle", "date", "byline", "rewrite",
    "paragraph-added", "paragraph-lost", "paragraph-moved",
    "sentence-added", "sentence-lost", "sentence-moved", "sentence-changed",
    "attribution-added", "attribution-dropped",
    "number", "name", "term", "spelling", "punctuation",
)  # fmt: skip
SLIGHT = frozenset({"spelling", "punctuation"})
REWRITTEN = 0.3  # share of the shorter text's words below which two texts are not one that was edited
ENOUGH = 8  # words of a text that can be told to be rewritten
MOST_EDITED = 1000  # sentences whose words are compared; no newsroom edits more, machines may


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is compared of a version, dates and byline as they are shown; all but title and body may lack."""

    title: str
    body: str
    subtitle: str | None = None
    published_at: str | None = None
    byline: str | None = None
    credits: tuple[Credit, ...] = ()


def changes(before: Text, after: Text, terms: Terms | None = None) -> tuple[Change, ...]:
    """Give what changed, nothing for equal texts; `terms` are words that take a side (by default ours).

    Each change's `before` and `after` are found at its places. Time grows with the length of the texts.
    """
    lexicon = shipped_terms() if terms is None else terms
    found = [*_beside(before, after)]
    found += _line("title", "headline", before.title, after.title, lexicon)
    found += _line("subtitle", "subtitle", before.subtitle or "", after.subtitle or "", lexicon)
    if before.body != after.body:
        found += _body(before, after, lexicon)
    return tuple(found)


def _beside(before: Text, after: Text) -> Iterator[Change]:
    if before.published_at != after.published_at:
        yield Change(kind="date", before=before.published_at, after=after.published_at)
    if before.byline != after.byline:
        yield Change(kind="byline", before=before.byline, after=after.byline)


def _line(field: str, kind: str, before: str, after: str, terms: Terms) -> list[Change]:
    """Give the changes of a title: the whole of it, unless spelling alone changed, and what is within."""
    if before == after:
        return []
    one, other = (_whole(field, text) for text in (before, after))
    within = sentence_changes(one, other, terms) if before and after else []
    if within and all(change.kind in SLIGHT for change in within):
        return within
    ends = (Place(field=field, start=0, end=len(text)) for text in (before, after))
    whole = Change(
        kind=kind,
        before=before or None,
        after=after or None,
        before_place=next(ends),
        after_place=next(ends),
    )
    return [whole, *(change for change in within if change.kind in ("number", "name", "term"))]


def _whole(field: str, text: str) -> Side:
    return Side(field=field, piece=Piece(Sentence(0, len(text), text, 0)), known=frozenset())


def _body(before: Text, after: Text, terms: Terms) -> list[Change]:
    olds, news = ([Piece(one) for one in sentences(text.body)] for text in (before, after))
    aligned = align(olds, news)
    shortest = min(sum(piece.length for piece in pieces) for pieces in (olds, news))
    paired = [(olds[pair.before].sentence, news[pair.after].sentence) for pair in aligned.pairs]
    same = [(old, new) for old, new in paired if old.printed == new.printed]
    credited = list(credit_changes(before.credits, after.credits, same))
    if aligned.in_common < REWRITTEN and shortest >= ENOUGH:
        return [_stretch("rewrite", before, (0, len(before.body)), after, (0, len(after.body))), *credited]
    known_before, known_after = known_names(before.credits), known_names(after.credits)
    found = [*_gained_and_lost(before, after, olds, news, aligned), *credited]
    edited = [p for p in aligned.pairs if olds[p.before].sentence.printed != news[p.after].sentence.printed]
    for pair in edited[MOST_EDITED:]:
        at, to = _span(olds, [pair.before]), _span(news, [pair.after])
        found.append(_stretch("sentence-changed", before, at, after, to))
    for pair in edited[:MOST_EDITED]:
        old = Side(field="body", piece=olds[pair.before], known=known_before)
        new = Side(field="body", piece=news[pair.after], known=known_after)
        found += sentence_changes(old, new, terms)
    if not found:  # only the space between sentences differs
        found = [_spacing(before, after)]
    return sorted(found, key=_order)


def _order(change: Change) -> tuple[int, int, int]:
    place = change.after_place or change.before_place
    end = -place.end if place else 0
    return (place.start if place else 0, KINDS.index(change.kind), end)


def _stretch(kind: str, before: Text, at: tuple[int, int], after: Text, to: tuple[int, int]) -> Change:
    return Change(
        kind=kind,
        before=before.body[slice(*at)] or None,
        after=after.body[slice(*to)] or None,
        before_place=Place(field="body", start=at[0], end=at[1]),
        after_place=Place(field="body", start=to[0], end=to[1]),
    )


def _gained_and_lost(
    before: Text, after: Text, olds: Sequence[Piece], news: Sequence[Piece], aligned: Alignment
) -> Iterator[Change]:
    """Sentences and whole paragraphs that were added, lost or moved, neighbours of a paragraph as one."""
    stayed = [pair for pair in aligned.pairs if not pair.moved]  # in order on both sides
    stayed_a, stayed_b = [pair.before for pair in stayed], [pair.after for pair in stayed]
    for run in _runs(olds, aligned.lost):
        point = _end_before(run[0], stayed_a, news, stayed_b)
        yield _stretch(_what(olds, run, "lost"), before, _span(olds, run), after, (point, point))
    for run in _runs(news, aligned.added):
        point = _end_before(run[0], stayed_b, olds, stayed_a)
        yield _stretch(_what(news, run, "added"), before, (point, point), after, _span(news, run))
    for pairs in _moved_runs(olds, news, aligned):
        run_a, run_b = [pair.before for pair in pairs], [pair.after for pair in pairs]
        kind = _what(news, run_b, "moved")
        yield _stretch(kind, before, _span(olds, run_a), after, _span(news, run_b))


def _end_before(number: int, ours: Sequence[int], pieces: Sequence[Piece], theirs: Sequence[int]) -> int:
    """Give where, on the other side, the last sentence ends that stands before this one and stayed."""
    at = bisect_left(ours, number)
    return pieces[theirs[at - 1]].sentence.end if at else 0


def _runs(pieces: Sequence[Piece], numbers: Iterable[int]) -> list[list[int]]:
    """Gather neighbouring sentences of one paragraph."""
    runs: list[list[int]] = []
    for number in numbers:
        beside = runs and runs[-1][-1] == number - 1
        if beside and _paragraph(pieces, number) == _paragraph(pieces, number - 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _moved_runs(olds: Sequence[Piece], news: Sequence[Piece], aligned: Alignment) -> list[list[Pair]]:
    runs: list[list[Pair]] = []
    for pair in (pair for pair in aligned.pairs if pair.moved):
        last = runs[-1][-1] if runs else None
        beside = last is not None and (last.before, last.after) == (pair.before - 1, pair.after - 1)
        if (
            beside
            and _paragraph(news, pair.after) == _paragraph(news, pair.after - 1)
            and _paragraph(olds, pair.before) == _paragraph(olds, pair.before - 1)
        ):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _paragraph(pieces: Sequence[Piece], number: int) -> int:
    return pieces[number].sentence.paragraph


def _what(pieces: Sequence[Piece], run: Sequence[int], happened: str) -> str:
    """Give the kind: of a paragraph when the run is the whole of one, else of a sentence."""
    own = _paragraph(pieces, run[0])
    first = run[0] == 0 or _paragraph(pieces, run[0] - 1) != own
    last = run[-1] == len(pieces) - 1 or _paragraph(pieces, run[-1] + 1) != own
    return f"paragraph-{happened}" if first and last else f"sentence-{happened}"


def _span(pieces: Sequence[Piece], run: Sequence[int]) -> tuple[int, int]:
    return pieces[run[0]].sentence.start, pieces[run[-1]].sentence.end


def _spacing(before: Text, after: Text) -> Change:
    """Give where the spacing differs, from the first to the last character that does."""
    a, b = before.body, after.body
    head = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return _stretch("punctuation", before, (head, len(a) - tail), after, (head, len(b) - tail))
