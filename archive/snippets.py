"""The passage of a text that answers a query, cut from the original and never from what was indexed."""

from bisect import bisect_right
from dataclasses import dataclass

from archive.patterns import Pattern
from extractors.arabic import Token, tokens

WORDS = 32  # length of a snippet
LEAD = WORDS // 5  # words shown before the first match
CUT = "… "  # stands where text was left out before a snippet; mirrored at its end

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A passage on one line, and the spans of it that matched, as code point offsets into `text`."""

    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    first: int  # number of the first token
    last: int
    pattern: int


def find_highlights(text: str, patterns: tuple[Pattern, ...]) -> tuple[Span, ...]:
    """The spans of the text that the patterns match, in order and without overlaps."""
    words = tuple(tokens(text))
    return _merged([(words[match.first].start, words[match.last].end) for match in _matches(words, patterns)])


def cut_snippet(text: str, patterns: tuple[Pattern, ...]) -> Snippet:
    """The passage of about WORDS words that holds most of the patterns; the beginning when none matches."""
    words = tuple(tokens(text))
    matches = _matches(words, patterns)
    first = max(0, min(_densest(matches) - LEAD, len(words) - WORDS))
    last = min(len(words), first + WORDS) - 1
    start = words[first].start if first > 0 else 0
    end = words[last].end if words and last < len(words) - 1 else len(text)
    before, after = (CUT if start else ""), (CUT[::-1] if end < len(text) else "")
    shift = len(before) - start
    spans = [(words[match.first].start, words[match.last].end) for match in matches]
    return Snippet(
        text=before + _on_one_line(text[start:end]) + after,
        highlights=tuple((a + shift, b + shift) for a, b in _merged(spans) if start <= a and b <= end),
    )


def _on_one_line(text: str) -> str:
    """White space characters become spaces, one for one, so that offsets stay."""
    return "".join(" " if character.isspace() else character for character in text)


def _densest(matches: list[_Match]) -> int:
    """The number of the token at which the window with most different patterns begins; 0 without matches."""
    starts = [match.first for match in matches]
    best = (0, 0, 0)
    for number, match in enumerate(matches):
        inside = matches[number : bisect_right(starts, match.first + WORDS - LEAD - 1)]
        best = max(best, (len({other.pattern for other in inside}), len(inside), -match.first))
    return -best[2]


def _matches(words: tuple[Token, ...], patterns: tuple[Pattern, ...]) -> list[_Match]:
    found = []
    for number, pattern in enumerate(patterns):
        forms = [word.stem if pattern.form == "stem" else word.exact for word in words]
        places = _positions(forms)
        length = len(pattern.places)
        if length == 1 and pattern.prefix:
            (beginnings,) = pattern.places
            starts = [i for i, form in enumerate(forms) if form.startswith(tuple(beginnings))]
        else:
            starts = [i for form in pattern.places[0] for i in places.get(form, ())]
        found += [
            _Match(first=start, last=start + length - 1, pattern=number)
            for start in starts
            if _agrees(forms, start, pattern)
        ]
    return sorted(found, key=lambda match: (match.first, match.last))


def _positions(forms: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, form in enumerate(forms):
        places.setdefault(form, []).append(number)
    return places


def _agrees(forms: list[str], start: int, pattern: Pattern) -> bool:
    window = forms[start : start + len(pattern.places)]
    if len(window) < len(pattern.places):
        return False
    *others, last = zip(window, pattern.places, strict=True)
    form, wanted = last
    ends_well = form.startswith(tuple(wanted)) if pattern.prefix else form in wanted
    return ends_well and all(form in wanted for form, wanted in others)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
