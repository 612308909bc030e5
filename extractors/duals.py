"""Duals: nouns that say two by their ending (قتيلان, شخصين), told by another form of the noun beside them."""

from extractors.arabic import fold, tokens

_SURE = ("ان", "تان")
_OBLIQUE = ("ين", "تين")  # may be a plural as well
_PLURAL = ("ون", "ين", "ات")


def is_dual_of(word: str, noun: str) -> bool:
    """Say whether a word is, or in the oblique may be, the dual of a noun in another number."""
    folded, other = fold(word), fold(noun)
    return folded.endswith((*_SURE, *_OBLIQUE)) and folded != other and _same_noun(word, noun)


def differ_in_number(one: str, other: str) -> bool:
    """Say whether two words are one noun, in the dual here and surely in another number there."""
    for dual, single in ((fold(one), fold(other)), (fold(other), fold(one))):
        if dual.endswith(_SURE) and not single.endswith((*_SURE, *_PLURAL)):
            return _same_noun(one, other)
    return False


def _same_noun(one: str, other: str) -> bool:
    ours, theirs = ([token.stem for token in tokens(word)] for word in (one, other))
    return len(ours) == 1 and ours == theirs
