"""Names in running text, as far as they can be known: places, given names with what follows, Latin names."""

from collections.abc import Sequence

from extractors.given_names import GIVEN
from extractors.places import AMBIGUOUS, PLACES
from extractors.running_words import word_set
from extractors.sentences import Word

# What stands in front of a place's name; the name itself may be one that no list holds.
_PLACE_HEADS = word_set(
    "مدينة بلدة قرية محافظة مخيم حي ضاحية ناحية قضاء ولاية إمارة جزيرة معبر بمدينة ببلدة بقرية بمحافظة بمخيم"
    " لمدينة لبلدة لقرية ومدينة وبلدة وقرية ومحافظة ومخيم"
)
# First words of names in two words: «عين السنديان», «أبو نعيم».
_OPENERS = word_set(
    "عين دير تل أم أبو أبي أبا بيت رأس جسر كفر خان بني بنت سيدي وادي بئر جبل نهر ابن بن آل عبد"
)
_KIN = word_set("أبو أبي أبا أم ابن بن بنت آل عبد")
_NO_NAMES = frozenset(("على", "وعلى", "فعلى"))  # folded like the name علي
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
_LONGEST_PLACE = 3  # words
Span = tuple[int, int]


def name_spans(words: Sequence[Word], known: frozenset[str] = frozenset()) -> tuple[Span, ...]:
    """Give the stretches of these words, as (first, end) numbers of words, that look like names.

    `known` are folded words that are names in this text, such as those of the persons it credits. A name that
    nothing shows to be one is missed.
    """
    found: list[Span] = []
    at = 0
    while at < len(words):
        end = _place_end(words, at) or _person_end(words, at, known) or _latin_end(words, at)
        if end:
            found.append((at, end))
            at = end
            continue
        headed = _headed_end(words, at)
        if headed:
            found.append((at + 1, headed))
            at = headed
            continue
        at += 1
    return tuple(found)


def _place_end(words: Sequence[Word], at: int) -> int:
    for length in range(min(_LONGEST_PLACE, len(words) - at), 0, -1):
        phrase = " ".join(word.key for word in words[at : at + length])
        for clitic in _CLITICS:
            if not phrase.startswith(clitic):
                continue
            name = phrase.removeprefix(clitic)
            if name in PLACES and name not in AMBIGUOUS:
                return at + length
    return 0


def _headed_end(words: Sequence[Word], at: int) -> int:
    """Give the end of the name behind «بلدة», 0 when no word follows."""
    if words[at].key not in _PLACE_HEADS or not _is_word(words, at + 1):
        return 0
    two = words[at + 1].key in _OPENERS and _is_word(words, at + 2)
    return at + 3 if two else at + 2


def _person_end(words: Sequence[Word], at: int, known: frozenset[str]) -> int:
    begins = words[at].printed not in _NO_NAMES and (_is_given(words[at].key) or words[at].key in known)
    kin = words[at].key in _KIN and _is_word(words, at + 1)
    if not begins and not kin:
        return 0
    end = at + 2 if kin else at + 1
    while _is_word(words, end) and _goes_on(words, end, known):
        end += 1
    # A given name alone is often another word: it counts with a further one, or when it is known.
    return end if end - at > 1 or words[at].key in known else 0


def _goes_on(words: Sequence[Word], at: int, known: frozenset[str]) -> bool:
    key = words[at].key
    if key in _KIN or key in known or key in GIVEN:
        return True
    return words[at - 1].key in _KIN or key.startswith("ال")


def _is_given(key: str) -> bool:
    return key in GIVEN or (key[:1] in ("و", "ل", "ب", "ف") and len(key) > 3 and key[1:] in GIVEN)


def _latin_end(words: Sequence[Word], at: int) -> int:
    end = at
    while end < len(words) and words[end].printed[0].isascii() and words[end].printed[0].isupper():
        end += 1
    return end if end > at else 0


def _is_word(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and not words[at].is_mark and not words[at].printed[0].isdigit()
