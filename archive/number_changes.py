"""Numbers that differ between two forms of one sentence: in digits, in words, or in the dual of a noun."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from archive.change_sides import Change, Side, Span, between, facing, opposite, turned
from extractors.duals import differ_in_number, is_dual_of
from extractors.edit_script import Hunk, hunks
from extractors.number_words import Number
from extractors.running_words import word_set

_NO_NOUN = word_set("من في إلى على عن مع أن إن و أو ثم بعد قبل بين منذ حتى خلال لدى كل قد لا ما")


def number_changes(before: Side, after: Side, edits: Sequence[Hunk]) -> Iterator[Change]:
    """The numbers that changed, each with its noun; one in digits now, in words before, is spelling."""
    found = list(_by_group(before, after, edits))
    # A number that is gone here and new there only stands elsewhere in the sentence.
    gone = Counter(old.value for old, new, _ in found if old and not new)
    elsewhere = gone & Counter(new.value for old, new, _ in found if new and not old)
    stays = {"old": elsewhere.copy(), "new": elsewhere.copy()}
    for old, new, kind in found:
        alone = ("new", new) if new and not old else ("old", old)
        if not (old and new) and alone[1] and stays[alone[0]][alone[1].value] > 0:
            stays[alone[0]][alone[1].value] -= 1
        elif kind == "number":
            yield _number(before, after, edits, old, new)
        elif old and new:
            yield between(kind, before, after, old[:2], new[:2])
    yield from _duals(before, after, edits)


def _by_group(
    before: Side, after: Side, edits: Sequence[Hunk]
) -> Iterator[tuple[Number | None, Number | None, str]]:
    for olds, news in facing(before, after, edits):
        for hunk in hunks([number.value for number in olds], [number.value for number in news]):
            pairs = zip_longest(
                olds[hunk.before_start : hunk.before_end], news[hunk.after_start : hunk.after_end]
            )
            yield from ((old, new, "number") for old, new in pairs)
        if [number.value for number in olds] == [number.value for number in news]:
            for old, new in zip(olds, news, strict=True):
                if before.text[old.start].isdigit() != after.text[new.start].isdigit():
                    yield old, new, "spelling"  # «3» and «ثلاثة» are one number


def _number(
    before: Side, after: Side, edits: Sequence[Hunk], old: Number | None, new: Number | None
) -> Change:
    back = turned(edits)
    at = _with_noun(before, old) if old else _dual(before, edits, after, new)
    to = _with_noun(after, new) if new else _dual(after, back, before, old)
    if at is None:
        at = opposite(before, after, edits, new[:2] if new else (0, 0))
    if to is None:
        to = opposite(after, before, back, old[:2] if old else (0, 0))
    return between("number", before, after, at, to)


def _dual(side: Side, edits: Sequence[Hunk], other: Side, number: Number | None) -> Span | None:
    """Give the noun that says two where the other side counts the same noun: «قتيلان» for «3 قتلى»."""
    if number is None:
        return None
    counted = other.text[number.end : _with_noun(other, number)[1]].strip()
    for hunk in edits if counted else ():
        for word in side.words[hunk.before_start : hunk.before_end]:
            if is_dual_of(word.printed, counted):
                return word.start, word.end
    return None


def _duals(before: Side, after: Side, edits: Sequence[Hunk]) -> Iterator[Change]:
    """Nouns that say one, or two, by their ending alone."""
    for hunk in edits:
        old = before.words[hunk.before_start : hunk.before_end]
        new = after.words[hunk.after_start : hunk.after_end]
        for one, other in zip(old, new, strict=True) if len(old) == len(new) else ():
            if not one.is_mark and not other.is_mark and differ_in_number(one.printed, other.printed):
                yield between("number", before, after, (one.start, one.end), (other.start, other.end))


def _with_noun(side: Side, number: Number) -> Span:
    """Give the number with the word behind it, which most often is what was counted."""
    at = bisect_left(side.starts, number.end)
    following = side.words[at] if at < len(side.words) else None
    if following is None or following.is_mark or following.key in _NO_NOUN:
        return number.start, number.end
    between = side.text[number.end : following.start]
    counted = between.isspace() and not following.printed[0].isdigit()
    return number.start, following.end if counted else number.end
