"""What changed from an earlier to a later form of one sentence: spelling, marks, numbers, names, terms.

A number is compared by its value, a name by its folded words, a term by the side it takes; what none of them
explains makes the sentence a changed one.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest

from archive.change_sides import Change, Place, Side, Span, between, opposite, turned, unchanged
from archive.number_changes import number_changes
from extractors.arabic import fold, tokens
from extractors.charged_terms import Hit, Terms
from extractors.edit_script import Hunk, hunks
from extractors.lexicon import word_lists
from extractors.sentences import Word

_CLITICS = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "فال")


def sentence_changes(before: Side, after: Side, terms: Terms) -> list[Change]:
    """Give what changed, in the later form's order; nothing for equal sentences."""
    if before.text == after.text:
        return []
    edits = hunks([word.key for word in before.words], [word.key for word in after.words])
    told = [
        *_respelt(before, after, edits),
        *number_changes(before, after, edits),
        *_names(before, after, edits),
    ]
    told += _terms(before, after, edits, terms)
    worded = list(_worded(before, after, edits, told))
    within = [*worded, *(change for change in told if change.kind == "number")]
    told = [*(change for change in told if not _is_within(change, within)), *worded]
    if not told:
        told = [between("punctuation", before, after, (0, len(before.text)), (0, len(after.text)))]
    unique = {(c.kind, c.before_place, c.after_place): c for c in told}
    return sorted(unique.values(), key=_order)


def _order(change: Change) -> tuple[int, int, str]:
    after, before = change.after_place, change.before_place
    return (after.start if after else 0, before.start if before else 0, change.kind)


def _respelt(before: Side, after: Side, edits: Sequence[Hunk]) -> Iterator[Change]:
    """Words that count as equal and are printed otherwise: hamza, vowel signs, digits, kinds of marks."""
    for one, other in unchanged(before, after, edits):
        if one.printed != other.printed:
            kind = "punctuation" if one.is_mark else "spelling"
            yield between(kind, before, after, (one.start, one.end), (other.start, other.end))


def _names(before: Side, after: Side, edits: Sequence[Hunk]) -> Iterator[Change]:
    olds = [_letters(before.text[slice(*span)]) for span in before.names]
    news = [_letters(after.text[slice(*span)]) for span in after.names]
    for hunk in hunks(olds, news):
        pairs = zip_longest(
            before.names[hunk.before_start : hunk.before_end], after.names[hunk.after_start : hunk.after_end]
        )
        for old, new in pairs:
            at = old or opposite(before, after, edits, new)
            to = new or opposite(after, before, turned(edits), old)
            one, other = (before.printed(at) or ""), (after.printed(to) or "")
            # What is still said, with more or fewer words taken for the name, did not change.
            if (not new and _letters(one) in _letters(after.text)) or (
                not old and _letters(other) in _letters(before.text)
            ):
                continue
            yield between("name", before, after, at, to)


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")  # «عبد الله» is «عبدالله»


def _terms(before: Side, after: Side, edits: Sequence[Hunk], terms: Terms) -> Iterator[Change]:
    if not any(
        not word.is_mark
        for hunk in edits
        for word in (
            *before.words[hunk.before_start : hunk.before_end],
            *after.words[hunk.after_start : hunk.after_end],
        )
    ):
        return
    olds = _touched(terms.hits(before.text), [before.span(h.before_start, h.before_end) for h in edits])
    news = _touched(terms.hits(after.text), [after.span(h.after_start, h.after_end) for h in edits])
    for group in sorted({hit.group for hit in (*olds, *news)}):
        old = _longest(olds, group, {hit.way for hit in news if hit.group == group})
        new = _longest(news, group, {hit.way for hit in olds if hit.group == group})
        if not (old and new) and not terms.is_alone(group):
            continue
        if old is None and new is None:
            continue
        at = old[:2] if old else opposite(before, after, edits, new[:2] if new else (0, 0))
        to = new[:2] if new else opposite(after, before, turned(edits), old[:2] if old else (0, 0))
        yield between("term", before, after, at, to)


def _touched(hits: Iterable[Hit], spans: Sequence[Span]) -> list[Hit]:
    return [hit for hit in hits if any(hit.start < end and hit.end > start for start, end in spans)]


def _longest(hits: Sequence[Hit], group: int, ways: set[int]) -> Hit | None:
    """Give the longest hit of a group that says it in none of the other side's ways."""
    found = [hit for hit in hits if hit.group == group and hit.way not in ways]
    return max(found, key=lambda hit: (hit.end - hit.start, -hit.start), default=None)


def _worded(before: Side, after: Side, edits: Sequence[Hunk], told: Sequence[Change]) -> Iterator[Change]:
    """Stretches of words that nothing told so far explains: marks and spacing, variants, other words."""
    olds = _covered(before, [change.before_place for change in told])
    news = _covered(after, [change.after_place for change in told])
    left: list[Hunk] = []
    for hunk in edits:
        old = before.words[hunk.before_start : hunk.before_end]
        new = after.words[hunk.after_start : hunk.after_end]
        kind = _kind_of(old, new)
        if kind is not None:
            at = before.span(hunk.before_start, hunk.before_end)
            to = after.span(hunk.after_start, hunk.after_end)
            yield between(kind, before, after, at, to)
            continue
        rest_a, rest_b = _uncovered(old, olds), _uncovered(new, news)
        if (rest_a or rest_b) and not (told and _inflected(rest_a, rest_b)):
            left.append(hunk)
    if left:
        whole = between("sentence-changed", before, after, (0, len(before.text)), (0, len(after.text)))
        places = tuple(
            (
                before.place(before.span(h.before_start, h.before_end)),
                after.place(after.span(h.after_start, h.after_end)),
            )
            for h in left
        )
        yield Change(
            kind=whole.kind,
            before=whole.before,
            after=whole.after,
            before_place=whole.before_place,
            after_place=whole.after_place,
            words=places,
        )


def _is_within(change: Change, others: Iterable[Change]) -> bool:
    """Say whether a spelling stands among words that changed, and so says nothing of its own."""
    place = change.after_place
    if change.kind != "spelling" or place is None:
        return False
    places = [to for other in others for _, to in other.words]
    places += [other.after_place for other in others if other.after_place is not None and not other.words]
    return any(to.start <= place.start and place.end <= to.end for to in places)


def _covered(side: Side, places: Iterable[Place | None]) -> set[int]:
    """Give where the words begin that stand within these places."""
    base = side.piece.sentence.start
    found: set[int] = set()
    for place in places:
        if place is not None:
            first = bisect_left(side.starts, place.start - base)
            found.update(side.starts[first : bisect_right(side.ends, place.end - base)])
    return found


def _uncovered(words: Iterable[Word], covered: set[int]) -> list[Word]:
    return [word for word in words if not word.is_mark and word.start not in covered]


def _kind_of(old: Sequence[Word], new: Sequence[Word]) -> str | None:
    """Give "punctuation" or "spelling" for a stretch that is no more than that."""
    if all(word.is_mark for word in (*old, *new)):
        return "punctuation"
    one = [word.key for word in old if not word.is_mark]
    other = [word.key for word in new if not word.is_mark]
    if "".join(one) == "".join(other):
        return "punctuation"  # the same letters, parted or joined otherwise, or other marks among them
    if len(one) == len(other) and all(map(_are_variants, one, other)):
        return "spelling"
    return None


def _are_variants(one: str, other: str) -> bool:
    """Say whether two folded words are spellings of one name or word."""
    if one == other:
        return True
    for clitic in _CLITICS:
        if one.startswith(clitic) and other.startswith(clitic):
            ours, theirs = one.removeprefix(clitic), other.removeprefix(clitic)
            if ours in _canonical() and _canonical()[ours] == _canonical().get(theirs):
                return True
    return False


@cache
def _canonical() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, variants in word_lists().variants.items():
        for spelling in (word, *variants):
            found.setdefault(fold(spelling), fold(word))
    return found


def _inflected(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Say whether two stretches hold the same words but for their endings: «6 أشخاص», «15 شخصاً»."""
    return _stems(old) == _stems(new)


def _stems(words: Iterable[Word]) -> Counter[str]:
    return Counter(token.stem for word in words for token in tokens(word.printed))
