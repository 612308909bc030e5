"""What became of a passage of a text in another version of that text.

The sentences of both versions are paired first, so that a passage is looked for where it stood; words that
stand elsewhere by chance do not keep a short passage alive.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.alignment import Piece, align
from archive.change_sides import Change, Place
from archive.changes import Text, changes
from archive.quotes import match_quote
from extractors.charged_terms import Terms
from extractors.edit_script import Hunk, hunks
from extractors.sentences import Sentence, Word, sentences

SAME, ELSEWHERE, CHANGED, GONE = "same", "elsewhere", "changed", "gone"

LONG = 4  # words from which on a passage is known by its words, wherever they stand
KEPT = 0.3  # share of a long passage's words below which nothing of it is left

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a passage: `what` is "same" (the texts are equal), "elsewhere" (the passage stands as it
    stood, the text is another), "changed" or "gone".

    `before` is the passage as it was printed, `after` what stands there now, None where nothing does.
    `changes` are those of the passage, `others` counts the rest.
    """

    what: str
    before: str | None = None
    after: str | None = None
    changes: tuple[Change, ...] = ()
    others: int = 0


def fate_of(before: Text, after: Text, field: str | None, spans: Sequence[Span], terms: Terms) -> Fate:
    """What became of the passage that stands in `spans` (code points, in order) of a field of `before`.

    Without a field the whole article is the passage: then it is the same or changed.
    """
    if before == after:
        return Fate(what=SAME)
    found = changes(before, after, terms)
    if field is None:
        return Fate(what=CHANGED, changes=found) if found else Fate(what=SAME)
    text, other = (before.title, after.title) if field == "title" else (before.body, after.body)
    pieces = list(_pieces_now(text, other, field, spans))
    if all(now == text[start:end] for (start, end), now in zip(spans, pieces, strict=True)):
        return Fate(what=ELSEWHERE if found else SAME, others=len(found))
    touching = tuple(change for change in found if _touches(change, field, spans))
    left = [now for now in pieces if now]
    return Fate(
        what=CHANGED if left else GONE,
        before=_joined(text[start:end] for start, end in spans),
        after=_joined(left) if left else None,
        changes=touching,
        others=len(found) - len(touching),
    )


def _joined(parts: Iterable[str]) -> str:
    return " […] ".join(parts)


def _pieces_now(text: str, other: str, field: str, spans: Sequence[Span]) -> Iterator[str | None]:
    """Give for each span what stands there now, None where nothing does."""
    facing = _Facing(text, other, field)
    for start, end in spans:
        passage = text[start:end]
        if passage in other and len(facing.words(start, end)) >= LONG:
            yield passage
        else:
            yield facing.now(start, end)


class _Facing:
    """Two forms of a field, their sentences paired when that is first needed."""

    def __init__(self, before: str, after: str, field: str) -> None:
        self.before, self.after = before, after
        self.is_line = field == "title"
        self.olds = self._pieces(before)
        self._pairs: dict[int, Piece] | None = None

    def words(self, start: int, end: int) -> list[Word]:
        """The words of a stretch of the earlier form, marks left out."""
        return [
            word
            for piece in self.olds
            if piece.sentence.end > start and piece.sentence.start < end
            for word in piece.words[slice(*_numbers(piece, start, end))]
            if not word.is_mark
        ]

    def now(self, start: int, end: int) -> str | None:
        """What stands in the later form where the stretch stood; None when nothing does."""
        total = len(self.words(start, end))
        places, kept = self._by_sentence(start, end)
        if total >= LONG and kept < total:  # sentences may have been split or joined
            whole, kept_in_whole = _place_now(_whole(self.before), _whole(self.after), start, end)
            if whole is not None and kept_in_whole > kept:
                places, kept = [whole], kept_in_whole
        if not places or (total >= LONG and kept < KEPT * total):
            return self._respelt(start, end) if total >= LONG else None
        if all(one[1] <= other[0] for one, other in pairwise(places)):
            places = [(places[0][0], places[-1][1])]
        return _joined(self.after[slice(*place)] for place in places)

    def _by_sentence(self, start: int, end: int) -> tuple[list[Span], int]:
        places: list[Span] = []
        kept = 0
        for number, piece in enumerate(self.olds):
            facing = self._paired().get(number)
            if facing is not None and piece.sentence.end > start and piece.sentence.start < end:
                place, same = _place_now(piece, facing, start, end)
                kept += same
                if place is not None:
                    places.append(place)
        return places, kept

    def _respelt(self, start: int, end: int) -> str | None:
        found = match_quote(self.before[start:end], self.after)
        return found.exact if found is not None and found.agreement != "fuzzy" else None

    def _paired(self) -> dict[int, Piece]:
        if self._pairs is None:
            news = self._pieces(self.after)
            if self.is_line:  # a headline stays the headline, whatever it says
                self._pairs = dict(zip(range(len(self.olds)), news, strict=False))
            else:
                self._pairs = {pair.before: news[pair.after] for pair in align(self.olds, news).pairs}
        return self._pairs

    def _pieces(self, text: str) -> list[Piece]:
        return [_whole(text)] if self.is_line else [Piece(one) for one in sentences(text)]


def _whole(text: str) -> Piece:
    return Piece(Sentence(0, len(text), text, 0))


def _numbers(piece: Piece, start: int, end: int) -> Span:
    """The numbers of the piece's words that a stretch of the text touches: first, and behind the last."""
    base = piece.sentence.start
    first = bisect_right([word.end for word in piece.words], start - base)
    return first, max(first, bisect_left([word.start for word in piece.words], end - base))


def _place_now(old: Piece, new: Piece, start: int, end: int) -> tuple[Span | None, int]:
    """Where in the later text a stretch of this piece stands, and how many of its words are as they were."""
    first, last = _numbers(old, start, end)
    edits = hunks([word.key for word in old.words], [word.key for word in new.words])
    from_, to = _first_now(first, edits), _last_now(last, edits)
    if first == last or from_ >= to:
        return None, 0
    gone = {at for hunk in edits for at in range(hunk.before_start, hunk.before_end)}
    kept = sum(at not in gone and not old.words[at].is_mark for at in range(first, last))
    at, till = new.words[from_].start, new.words[to - 1].end
    # A passage may begin or end within a word; of another word the whole is told.
    head = start - old.sentence.start - old.words[first].start
    if head > 0 and old.words[first].printed == new.words[from_].printed:
        at += head
    tail = old.words[last - 1].end - (end - old.sentence.start)
    if tail > 0 and old.words[last - 1].printed == new.words[to - 1].printed:
        till -= tail
    return (new.sentence.start + at, new.sentence.start + till), kept


def _first_now(number: int, edits: Sequence[Hunk]) -> int:
    """The number that the first word of a stretch has now, or that of what stands in its place."""
    shift = 0
    for hunk in edits:
        if hunk.before_start <= number < hunk.before_end:
            return hunk.after_start
        if hunk.before_end <= number:
            shift = hunk.after_end - hunk.before_end
    return number + shift


def _last_now(number: int, edits: Sequence[Hunk]) -> int:
    """The number behind the last word of a stretch; what was put in behind it is no part of it."""
    shift = 0
    for hunk in edits:
        if hunk.before_start < number <= hunk.before_end:
            return hunk.after_end
        if hunk.before_end < number:
            shift = hunk.after_end - hunk.before_end
    return number + shift


def _touches(change: Change, field: str, spans: Sequence[Span]) -> bool:
    """Whether a change is one of the passage: it stands in it, or something was put between its words."""
    place = change.before_place
    if place is None or place.field != field:
        return False
    places: list[Place] = [old for old, _ in change.words] or [place]
    return any(_meets(one, span) for one in places for span in spans)


def _meets(place: Place, span: Span) -> bool:
    start, end = span
    if place.start == place.end:
        return start < place.start < end
    return place.start < end and start < place.end
