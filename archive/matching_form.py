"""The form of a text in which a quote is compared with it once spelling habits no longer count.

Folded (hamza seats, vowel signs, tatweel, digits, kinds of dashes and commas), without quotation marks, and
without spaces beside punctuation.
"""

import re

from extractors.arabic import fold, fold_map

# Folding makes every quotation mark this one; in Latin words and beside digits it may be an apostrophe.
_QUOTATION_MARK = re.compile('(?<![a-z0-9])"|"(?![a-z0-9])')
_LOOSE_SPACE = re.compile(r"^ +| +$| +(?=[^\w\s])|(?<=[^\w\s]) +| (?= )")


def form_of(text: str) -> str:
    """The text in the form for comparing."""
    return _LOOSE_SPACE.sub("", _without_marks(fold(text)))


def mapped_form(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in the form for comparing, and for each of its characters the offset of its origin."""
    folded, origins = fold_map(text)
    spaced = _without_marks(folded)
    form: list[str] = []
    kept: list[int] = []
    at = 0
    for loose in _LOOSE_SPACE.finditer(spaced):
        form.append(spaced[at : loose.start()])
        kept += origins[at : loose.start()]
        at = loose.end()
    form.append(spaced[at:])
    kept += origins[at:]
    return "".join(form), tuple(kept)


def _without_marks(folded: str) -> str:
    return _QUOTATION_MARK.sub(" ", folded) if '"' in folded else folded
