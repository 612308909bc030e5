"""A link to a passage of a page: https://wicg.github.io/scroll-to-text-fragment/.

A browser looks for the first place on the page where the words of the link stand, and takes whole words only.
So a link holds the passage, or of a long one both ends; and where the same words stand earlier on the page,
words round it.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from extractors.arabic import fold

WHOLE = 10  # words of a passage that stand in the link one by one; of a longer one its ends do
END = 4  # words of either end
JOINING = frozenset(".,:'’_\u066b\u066c")  # between letters or digits, UAX #29 ends no word at most of them
CONTEXTS = sorted(product((0, 2, 4, 8), repeat=2), key=sum)  # words before and behind, tried in this order


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one section of the page: from code point `start` to `end` of it."""

    section: int
    start: int
    end: int


def text_link(url: str, sections: Sequence[str], passages: Sequence[Passage]) -> str | None:
    """The URL with a directive for each passage: browsers scroll to the first and mark all.

    `sections` are the texts of the page in its order, such as title and body. Words that a passage cuts are
    taken whole. None when no passage has a word.
    """
    words = [word for number, text in enumerate(sections) for word in _words(number, text)]
    found = (_directive(sections, words, passage) for passage in passages)
    directives = [f"text={one}" for one in found if one is not None]
    if not directives:
        return None
    return f"{url}{'' if '#' in url else '#'}:~:{'&'.join(directives)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of a section. `line` tells its lines apart: no part of a link goes over the end of one."""

    section: int
    line: int
    start: int
    end: int
    folded: str


def _words(section: int, text: str) -> Iterator[_Word]:
    line, start = 0, None
    for place, character in enumerate(f"{text}\n"):
        if character.isalnum() or (start is not None and _holds_together(text, place)):
            start = place if start is None else start
            continue
        if start is not None:
            yield _Word(section=section, line=line, start=start, end=place, folded=fold(text[start:place]))
            start = None
        line += character == "\n"


def _holds_together(text: str, place: int) -> bool:
    """Whether what stands within or behind a word parts no words: a vowel sign, the point of a number."""
    character, following = text[place : place + 1], text[place + 1 : place + 2]
    return unicodedata.category(character or "\n") in {"Mn", "Cf"} or (
        character in JOINING and following.isalnum()
    )


def _directive(sections: Sequence[str], words: Sequence[_Word], passage: Passage) -> str | None:
    hit = [
        number
        for number, word in enumerate(words)
        if word.section == passage.section and word.start < passage.end and word.end > passage.start
    ]
    if not hit:
        return None
    first, behind = hit[0], hit[-1] + 1
    ranges = _ranges(words, first, behind)
    folded = [word.folded for word in words]
    tried = [
        (_before(words, first, before, over=over), *ranges, _after(words, behind, after, over=over))
        for over in (False, True)
        for before, after in CONTEXTS
    ]
    chosen = next((one for one in tried if _first_place(folded, *one) == (first, behind)), tried[-1])
    return _written(sections, words, *chosen)


Range = tuple[int, int]  # of words


def _ranges(words: Sequence[_Word], first: int, behind: int) -> tuple[Range, Range]:
    """The words of the passage's beginning and those of its end; no words there when the first are all."""
    if words[first].line == words[behind - 1].line and behind - first <= WHOLE:
        return (first, behind), (behind, behind)
    begin, end = first + 1, behind - 1
    while begin < first + END and words[begin].line == words[first].line:
        begin += 1
    while end > max(behind - END, begin) and words[end - 1].line == words[behind - 1].line:
        end -= 1
    return (first, begin), (end, behind)


def _before(words: Sequence[_Word], first: int, count: int, *, over: bool) -> Range:
    """Up to `count` words before the passage, all of one line: of its own, or `over` its beginning."""
    begin = first
    while count and begin and (over or _beside(words[begin - 1], words[first])):
        if begin < first and not _beside(words[begin - 1], words[first - 1]):
            break
        begin, count = begin - 1, count - 1
    return begin, first


def _after(words: Sequence[_Word], behind: int, count: int, *, over: bool) -> Range:
    end = behind
    while count and end < len(words) and (over or _beside(words[end], words[behind - 1])):
        if end > behind and not _beside(words[end], words[behind]):
            break
        end, count = end + 1, count - 1
    return behind, end


def _beside(one: _Word, other: _Word) -> bool:
    return (one.section, one.line) == (other.section, other.line)


def _first_place(page: Sequence[str], before: Range, begin: Range, end: Range, after: Range) -> Range | None:
    """Where a browser finds the passage: the words from first to behind the last."""
    prefix, start = page[slice(*before)], page[slice(*begin)]
    last, suffix = page[slice(*end)], page[slice(*after)]
    for at in range(len(prefix), len(page) - len(start) + 1):
        if page[at : at + len(start)] != start or page[at - len(prefix) : at] != prefix:
            continue
        for to in range(at + len(start), len(page) - len(last) + 1):
            ends = to + len(last)
            if page[to:ends] == last and page[ends : ends + len(suffix)] == suffix:
                return at, ends
            if not last:
                break
    return None


def _written(
    sections: Sequence[str], words: Sequence[_Word], before: Range, begin: Range, end: Range, after: Range
) -> str:
    """The directive: what stands round the passage must follow on it without a gap but white space.

    So punctuation between goes with the words round it; over the end of a line, with the passage.
    """
    first, last = words[begin[0]], words[max(begin[1], end[1]) - 1]
    start, stop = first.start, last.end
    parts = ["", ""]
    if before[0] < before[1]:
        near = words[before[1] - 1]
        if _beside(near, first):
            parts[0] = sections[near.section][words[before[0]].start : first.start]
        else:
            parts[0] = sections[near.section][words[before[0]].start :].partition("\n")[0]
            start = sections[first.section].rfind("\n", 0, first.start) + 1
    if after[0] < after[1]:
        near, far = words[after[0]], words[after[1] - 1]
        if _beside(near, last):
            parts[1] = sections[near.section][last.end : far.end]
        else:
            parts[1] = sections[near.section][sections[near.section].rfind("\n", 0, near.start) + 1 : far.end]
            stop = last.end + len(sections[last.section][last.end :].partition("\n")[0])
    text = sections[first.section]
    ends = [text[start : stop if end[0] == end[1] else words[begin[1] - 1].end]]
    if end[0] < end[1]:
        ends.append(text[words[end[0]].start : stop])
    written = ",".join(map(_encoded, ends))
    return (
        (f"{_encoded(parts[0])}-," if parts[0] else "")
        + written
        + (f",-{_encoded(parts[1])}" if parts[1] else "")
    )


def _encoded(text: str) -> str:
    """On one line and percent-encoded; the hyphen too, which otherwise marks the words before and behind."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
