"""What a report holds back about a statement: «لم يتسن التحقق», «الأنباء الأولية», «يعتقد»."""

from bisect import bisect_left

from extractors.running_words import Words, folded_word, word_set

_CLAUSES = """
لم يتسن، لم يتسنى، تعذر التحقق، لم تتمكن، لم يتمكن، لا يمكن التحقق، لم يمكن التحقق، لم يتم التحقق،
دون التحقق، لم يصدر تأكيد، لم يصدر تعليق، لم يصدر أي، لم يتأكد، لم يستطع، لم تستطع
"""
_PHRASES = """
الأنباء الأولية، المعلومات الأولية، معلومات أولية، أنباء أولية، أنباء غير مؤكدة، معلومات غير مؤكدة
حصيلة أولية، الحصيلة الأولية، تقديرات أولية، التقديرات الأولية، النتائج الأولية، تقارير غير مؤكدة
"""
_VERIFYING = word_set("التحقق التأكد التثبت تأكيد تعليق رد أي نفي صحة")
_NEAR = 2  # words between a sentence and the clause that hedges it


def _split(text: str, *, joined: bool = False) -> frozenset[tuple[str, ...]]:
    """Give the phrases of a list as words, those that «و» may begin also so."""
    listed = text.strip().replace("\n", "،").split("،")
    phrases = [tuple(map(folded_word, phrase.split())) for phrase in listed if phrase.strip()]
    return frozenset(phrases) | frozenset(("و" + first, *rest) for first, *rest in phrases if joined)


_LONG_PAIRS, _SHORT_PAIRS = _split(_CLAUSES, joined=True), _split(_PHRASES)
_FIRSTS = frozenset(pair[0] for pair in _LONG_PAIRS | _SHORT_PAIRS)
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
    hedges: list[tuple[int, int, bool]], first: int, last: int, following: int
) -> tuple[int, int] | None:
    """Give the words that hedge a statement of the sentence `first` to `last`: in it, or the clause after.

    `following` is the end of the next sentence; a clause that stands there speaks of the one before.
    """
    for start, end, clause in hedges[bisect_left(hedges, (first,)) :][:2]:
        if start < last or (clause and start < following and start - last <= _NEAR):
            return start, end
    return None
