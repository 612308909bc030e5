"""A quote as somebody typed it: without the typist's own marks round it, cut where something was left out.

An ellipsis (…, two dots or more, also in brackets or guillemets) stands for words of the report that the
typist left out; square brackets hold words that the typist put in. A report may print both itself: so the
quote is first looked for as it was typed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from archive.matching_form import form_of
from extractors.sentences import Word, words

OUTER_MARKS = {'"': '"', "«": "»", "“": "”", "”": "“", "„": "“", "‹": "›", "‘": "’", "'": "'"}
_DOTS = r"(?:…|\.\s?\.(?:\s?\.)*|‥)+"
_ELLIPSIS = re.compile(rf"\(\s*{_DOTS}\s*\)|\[\s*{_DOTS}\s*\]|«\s*{_DOTS}\s*»|{_DOTS}")
_PIECE = re.compile(r"[^\W_]+")
_INSERTION = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a quote that a text is to hold in one piece: as typed, for matching, and its words.

    `keys` are the folded words, `vocabulary` has each once, `pieces` the runs of letters and digits in them.
    """

    typed: str
    form: str
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    vocabulary: tuple[str, ...]
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quote: `whole` as typed, its `parts` between ellipses, and the `insertions` in square brackets.

    `parts` is empty for a quote without a word. Where nothing was left out or put in, the one part is the
    whole.
    """

    whole: Part
    parts: tuple[Part, ...]
    insertions: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it has neither ellipsis nor insertion."""
        return len(self.parts) == 1 and self.parts[0].typed == self.whole.typed


def bare_quote(typed: str) -> str:
    """The quote without surrounding white space and the typist's own pair of quotation marks round it all."""
    quote = typed.strip()
    if len(quote) > 1 and OUTER_MARKS.get(quote[0]) == quote[-1]:
        inner = quote[1:-1]
        if quote[0] not in inner and quote[-1] not in inner:
            return inner.strip()
    return quote


@lru_cache(maxsize=16)
def read_quotation(quote: str) -> Quotation:
    """Cut a quote into its parts. Any text is one; what holds no word has no parts."""
    insertions: list[str] = []
    kept = _ELLIPSIS.split(quote)
    stretches = []
    for stretch in kept:
        insertions += _INSERTION.findall(stretch)
        stretches.append(_INSERTION.sub("", stretch).strip())
    if not any(map(_has_word, stretches)):  # all of it stands in brackets
        insertions, stretches = [], [stretch.strip() for stretch in kept]
    return Quotation(
        whole=_part(quote),
        parts=tuple(_part(stretch) for stretch in stretches if _has_word(stretch)),
        insertions=tuple(insertions),
    )


def _part(typed: str) -> Part:
    found = tuple(word for word in words(typed) if not word.is_mark)
    form = form_of(typed)
    keys = tuple(word.key for word in found)
    return Part(
        typed=typed,
        form=form,
        words=found,
        keys=keys,
        vocabulary=tuple(dict.fromkeys(keys)),
        pieces=tuple(dict.fromkeys(_PIECE.findall(form))),
    )


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, form_of(text)))  # a tatweel or a hamza alone is no word
