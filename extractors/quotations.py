"""Quotations in running words: which mark opens, which closes, where an unclosed one ends."""

from bisect import bisect_right
from dataclasses import dataclass

from extractors.attribution_cues import CUES, PARTICLES
from extractors.running_words import Words, word_set
from extractors.source_kinds import head_kind

_MARKS = frozenset("\"«»'")
_OPENERS_BEFORE = frozenset(":،,([-؛;«")
_BEHIND_CLOSING = frozenset(".،,؛:!؟?)…")
_CLITICS = frozenset(["ل", "ب", "ك", "و", "ف", "ال", "لل", "بال", "ول", "وب", "فل", "ك"])
_SHORTEST_SPEECH = 5  # words: fewer are a name or a term
_LONGEST_NAME = 12
_NAMED = frozenset(("official body", "armed force", "organisation", "outlet", "agency"))
# Behind these a quotation is the title of something, behind those the name of something.
_TITLED = word_set(
    "بعنوان عنوان عنوانها عنوانه معنونة المعنون المعنونة شعار بشعار مجال بمسمى باسم وسم هاشتاق هاشتاغ"
)
_WORKS = word_set("فيلم كتاب رواية مسلسل مشروع مهرجان معرض مسابقة جائزة مسرحية مبادرة حملة شركتا مجموعة")
_MOST_PARAGRAPHS = 12  # a quotation that nobody closes does not swallow the report


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a text: `close[open]` for every opening mark, `open[close]` for every closing one.

    Where nothing closes, it is the first word outside. `within[i]` is the
    opening mark of the outermost quotation that is somebody's speech, -1 outside and for the marks;
    `names` are the opening marks of long names.
    """

    close: dict[int, int]
    open: dict[int, int]
    within: list[int]
    names: frozenset[int]
    titles: frozenset[int] = frozenset()

    def is_speech(self, opening: int) -> bool:
        """Say whether a quotation is long enough to be what somebody said, not a name or a term."""
        length = self.close.get(opening, opening) - opening
        return length > _SHORTEST_SPEECH and opening not in self.names and opening not in self.titles


def read_quotations(words: Words) -> Quotations:
    """Give the quotations of a text, one paragraph after the other."""
    close: dict[int, int] = {}
    stack: list[int] = []
    paragraphs = 0
    closed = -1  # where the last quotation began that was closed
    text, resumed = words.text, _resumptions(words)
    for index, word in enumerate(text):
        if word[0] == "\n":
            paragraphs += 1
            if stack and not _goes_on(words, index, paragraphs):
                for opening in stack:
                    if text[opening] != '"' or closed < opening:  # else a stray mark: others closed behind it
                        close[opening] = _unclosed(resumed, opening, index)
                stack.clear()
            if not stack:
                paragraphs = 0
            continue
        if word not in _MARKS:
            continue
        opens = _opens(words, index, bool(stack))
        if opens and stack and paragraphs and text[index - 1][0] == "\n":
            paragraphs = 0  # a mark repeated at the head of a paragraph goes on with the same quotation
        elif opens:
            stack.append(index)
        elif opens is False and stack:
            closed = stack[-1] if text[stack[-1]] == '"' else closed
            close[stack.pop()] = index
    for opening in stack:
        close[opening] = _unclosed(resumed, opening, len(text))
    names = frozenset(opening for opening in close if _is_name(text, opening, close[opening]))
    opened = {end: start for start, end in close.items()}
    titles = frozenset(opening for opening in close if opening and text[opening - 1] in _TITLED)
    return Quotations(
        close=close, open=opened, within=_within(close, names, text), names=names, titles=titles
    )


def _resumptions(words: Words) -> list[int]:
    """Give the first words of sentences in which the report speaks again: «وأضاف», «وقالت»."""
    found = []
    for first, _ in words.bounds:
        cue = CUES.get(words.text[first])
        if cue is not None and cue.clitic and cue.past and cue.form in ("m", "f"):
            found.append(first)
    return found


def _unclosed(resumed: list[int], opening: int, end: int) -> int:
    """Give where a quotation that nobody closed ends: where the report speaks again, at `end` at most."""
    place = bisect_right(resumed, opening)
    return min(end, resumed[place]) if place < len(resumed) else end


def _is_name(text: list[str], opening: int, closing: int) -> bool:
    """Say whether a quotation is the long name of a body: «شبكة أثر لمتابعة المفقودين في البحر»."""
    if not _SHORTEST_SPEECH < closing - opening <= _LONGEST_NAME:
        return False
    said = text[opening + 1 : closing]
    before = text[opening - 1] if opening else ""
    named = head_kind(said[:2]) in _NAMED or any(
        head_kind([form]) in _NAMED or form in _WORKS for form in (before, before[1:]) if form
    )
    if not named or any(word in PARTICLES or word in CUES for word in said):
        return False
    return all(word[0].isalnum() or word in (".", "-", "/", "(", ")") for word in said)


def _opens(words: Words, index: int, inside: bool) -> bool | None:
    """Say whether a mark opens (True) or closes (False) a quotation, None for an apostrophe."""
    mark = words.text[index]
    if mark == "«":
        return True
    if mark == "»":
        return False
    before = words.text[index - 1].strip() if words.glued(index) else ""
    after = words.text[index + 1].strip() if words.glued(index + 1) else ""
    can_open = (
        bool(after)
        and not (inside and after[0] in _BEHIND_CLOSING)
        and (not before or before in _OPENERS_BEFORE or before in _CLITICS)
    )
    can_close = bool(before) and before not in _CLITICS
    if mark == "'" and (not (can_open or can_close) or (before.isalnum() and after.isalnum())):
        return None
    if can_open and not (inside and can_close):
        return True
    if not inside and mark == '"' and before in CUES:
        return True
    if can_close:
        return False if inside else (True if after[:1].isalnum() and mark == '"' else None)
    return not inside


def _goes_on(words: Words, newline: int, paragraphs: int) -> bool:
    """Say whether an open quotation goes on in the next paragraph: it opens again, or closes there."""
    if paragraphs > _MOST_PARAGRAPHS:
        return False
    text = words.text
    for index in range(newline + 1, min(len(text), newline + 400)):
        word = text[index]
        if word[0] == "\n":
            return False
        if word in _MARKS and word != "'":
            if index == newline + 1:
                return _opens(words, index, False) is True
            return _opens(words, index, True) is False
    return False


def _within(close: dict[int, int], names: frozenset[int], text: list[str]) -> list[int]:
    within = [-1] * len(text)
    reached = -1
    for opening in sorted(close):
        closing = close[opening]
        if opening < reached or opening in names or closing - opening <= _SHORTEST_SPEECH:
            continue
        within[opening + 1 : closing] = [opening] * (closing - opening - 1)
        reached = closing
    return within
