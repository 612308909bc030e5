"""What a report holds back about a statement: «لم يتسن التحقق», «الأنباء الأولية», «يعتقد»."""

from extractors.running_words import Words, folded_word

_PATTERNS = (
    "لم يتسن", "ولم يتسن", "لم يتسنى", "ولم يتسنى", "تعذر التحقق", "وتعذر التحقق", "لم تتمكن", "ولم تتمكن", "لا يمكن التحقق",
    "ولا يمكن التحقق", "لم يمكن التحقق", "لم يتم التحقق", "ولم يتم التحقق", "دون التحقق", "لم يصدر تأكيد", "ولم يصدر تأكيد",
    "لم يصدر تعليق", "ولم يصدر تعليق", "لم يصدر أي", "ولم يصدر أي", "لم يتأكد", "ولم يتأكد", "لم يستطع", "ولم يستطع",
)  # fmt: skip
_SHORT = (
    "الأنباء الأولية", "المعلومات الأولية", "معلومات أولية", "أنباء أولية", "أنباء غير مؤكدة", "معلومات غير مؤكدة",
    "حصيلة أولية", "الحصيلة الأولية", "تقديرات أولية", "التقديرات الأولية", "النتائج الأولية", "تقارير غير مؤكدة",
)  # fmt: skip
_LONE = ("يعتقد", "ويعتقد", "يرجح", "ويرجح", "يزعم")
_VERIFYING = frozenset(map(folded_word, "التحقق التأكد التثبت تأكيد تعليق رد أي نفي صحة".split()))


def _pairs(phrases: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(map(folded_word, phrase.split())) for phrase in phrases)


_LONG_PAIRS, _SHORT_PAIRS = _pairs(_PATTERNS), _pairs(_SHORT)
_FIRSTS = frozenset(pair[0] for pair in _LONG_PAIRS | _SHORT_PAIRS)
_LONE_WORDS = frozenset(map(folded_word, _LONE))
_MOST_WORDS = 22


def find_hedges(words: Words) -> list[tuple[int, int, bool]]:
    """Give the hedges as (first word, end word, whether it is a clause of its own), in order."""
    text = words.text
    found: list[tuple[int, int, bool]] = []
    for index, word in enumerate(text):
        if word not in _FIRSTS:
            continue
        limit = min(words.bounds[words.sentence[index]][1], index + _MOST_WORDS)
        for length in (2, 3):
            phrase = tuple(text[index : index + length])
            if phrase in _SHORT_PAIRS:
                found.append((index, index + length, False))
                break
            if phrase in _LONG_PAIRS:
                end = next((at for at in range(index, limit) if text[at] in "،,؛;.…\n"), limit)
                if any(text[at] in _VERIFYING for at in range(index, end)):
                    found.append((index, end, True))
                break
    return found


def hedge_for(
    words: Words, hedges: list[tuple[int, int, bool]], first: int, last: int, following: int
) -> tuple[int, int] | None:
    """Give the words that hedge a statement of the sentence `first` to `last`: within it, or the clause after it.

    `following` is the end of the next sentence; a clause that stands there by itself speaks of the one before.
    """
    for start, end, clause in hedges:
        if first <= start < last:
            return start, end
        if clause and last <= start < following and start - last <= 2:
            return start, end
    return None
