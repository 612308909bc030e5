"""What was said: from where a statement begins to where the report, or another source, goes on."""

import re

from extractors.attribution_cues import AGO, CUES, PARTICLES, SPOKEN
from extractors.passages import RELATIVES
from extractors.quotations import Quotations
from extractors.running_words import Words, word_set
from extractors.source_words import STOPS
from extractors.statement import Statement

# Verbs and participles that are no statements, yet the one before is over: praise, thanks, wishes,
# what happened next.
_PRAISING = """
مشيدا مشيدة مثمنا مثمنة شاكرا شاكرة متمنيا متمنية مهنئا مهنئة معزيا داعية مرحبا مرحبة منددا منددة
مستنكرا مستنكرة مقدما
"""
_OVER = word_set(
    """
وشكر وأشاد وثمن وهنأ وتمنى ورحب وندد واستنكر وأشادت وثمنت وشكرت ورحبت وأدان
وأدانت وعبر وعبرت وأعرب وأعربت
"""
).union(*(word_set(f"{word} و{word}") for word in _PRAISING.split()))
_LEADING = word_set("فيما كما بينما حيث حين وكما وفيما بعدما بعد أن ثم قد وقد في")
_CIRCUMSTANCES = word_set("بعد إثر عقب وسط وذلك فيما بينما حيث لكن وهو وهي")
# «، وبات», «، وتم», «، وقدمت»: the report goes on behind a fact given as a noun.
_HAPPENED = re.compile(
    "و(?:بات|كان|بدا|تم|قام|اصبح|ظل|وصل|جاء|سيتم|يعد|ياتي|يذكر|توجه|غادر|زار|شارك|التقي|حضر"
    "|(?!ال)\\w{3,}(?<!ا)ت)"
)
_LONGEST = 600  # words of a claim without quotation marks
_FIRST_PERSON = word_set("أنا نحن إننا أننا إني أنني لدينا عندي علينا لنا لي إنني كنا كنت علي")
_APART = word_set("فيما كما بينما حيث وكما وفيما بعدما ثم")
_FINAL = frozenset(".،,؛;:…\"'«»!؟?-)\n")
_LOOSE = frozenset("،,؛;:.…-")
_BUT = frozenset(("لكن", "ولكن"))
_THEN = AGO - {"قد"}  # «وبحسب الشركة فإن»: what was said stands behind, wherever the cue does


def claim_of(
    words: Words, quotations: Quotations, statement: Statement, cuts: list[int], earlier: list[int]
) -> tuple[int, int] | None:
    """Give the span of the body that holds what was said, None when nothing is left of it.

    `cuts` are the places where later statements of the report begin, in order; `earlier` where the claims of
    statements before it in the same sentence begin.
    """
    if statement.opening == "before":
        first, last = _round(words, quotations, statement, cuts, earlier)
        skip = 0
    else:
        first, skip = statement.claim, statement.claim_skip
        if statement.opening == "colon" and first < len(words.text) and words.text[first] in PARTICLES:
            first += 1
        if statement.opening == "colon" and words.text[first] == "(":
            closing = next(
                (at for at in range(first, min(first + 200, len(words.text))) if words.text[at] == ")"), 0
            )
            if closing > first + 5:
                return _trimmed(words, quotations, first + 1, closing, 0)
        last = _last(words, quotations, statement, cuts)
    return _trimmed(words, quotations, first, last, skip)


def _last(words: Words, quotations: Quotations, statement: Statement, cuts: list[int]) -> int:
    """Give the first word that is no longer said."""
    text = words.text
    first = statement.claim
    if statement.opening == "quote" and first - 1 in quotations.close:
        closing = quotations.close[first - 1]
        return _joined(words, quotations, closing)
    while first < len(text) and text[first][0] == "\n":
        first += 1
    if first >= len(text):
        return first
    if statement.base == "جاء" and first > statement.claim:
        return next((cut for cut in cuts if cut > first), len(text))
    if first > statement.claim and first in quotations.close:
        return quotations.close[first]
    limit = min(words.bounds[words.sentence[first]][1], first + _LONGEST)
    at = first
    while at < limit:
        if at in quotations.close and quotations.is_speech(at):
            closing = quotations.close[at]
            if closing >= limit:
                limit = (
                    words.bounds[words.sentence[min(closing, len(text) - 1)]][1]
                    if closing < len(text)
                    else closing
                )
                if at == first or closing >= len(text) or text[closing][0] == "\n":
                    return closing
                limit = max(limit, closing)
            if closing < len(text) and text[closing][0].isalnum():
                return closing  # nothing closes it: the report speaks again here
            if at == first and text[closing + 1] in ("،", ","):
                return closing
            at = closing + 1
            if (
                at < len(text)
                and text[at - 2] in (".", "؟", "!", "…")
                and at - 1 < len(text)
                and text[at] not in ("،", ",")
            ):
                return at
            continue
        if text[at] in ("؛", ";") and at > first and text[statement.cue[0] - 1] in RELATIVES:
            return at  # «الذي تقول مصادر إنه جاهز؛»
        if at > first and text[at] == "رابط" and text[at + 1] == "الخبر":
            return at
        if at > first and (at in frozenset(cuts) or text[at] in _OVER):
            return _clause_start(text, at, first)
        if text[at - 1] in ("،", ",") and at > first + 1 and _goes_off(text, at, statement):
            return at - 1
        at += 1
    if statement.opening == "colon":
        return _in_person(words, cuts, limit)
    return limit


def _goes_off(text: list[str], at: int, statement: Statement) -> bool:
    """Say whether the report goes on behind a comma: «، ما دفعه», «، ها هو», behind a noun «، بعد أيام»."""
    word, following = text[at], text[at + 1] if at + 1 < len(text) else ""
    if word in ("ما", "مما") and following.startswith(("دفع", "ادي", "اضطر")):
        return True
    if statement.opening in ("prep", "object") and (word, following) in (("في", "الوقت"), ("في", "حين")):
        return True
    if word == "ها" or statement.base == "رفض" or word == "وقد":
        return True
    if statement.opening in ("prep", "object") and _HAPPENED.fullmatch(word):
        return True
    return statement.opening in ("prep", "object") and word in _CIRCUMSTANCES


def _in_person(words: Words, cuts: list[int], end: int) -> int:
    """Give the end of speech without quotation marks: sentences in the first person belong to it."""
    text = words.text
    for number in range(words.sentence[end - 1] + 1, len(words.bounds)):
        first, last = words.bounds[number]
        if text[first - 1][0] == "\n" or any(first <= cut < last for cut in cuts):
            break
        if not any(
            word in _FIRST_PERSON or (word.endswith("نا") and len(word) > 4) for word in text[first:last]
        ):
            break
        end = last
    return end


def _joined(words: Words, quotations: Quotations, closing: int) -> int:
    """Give the end of a quotation, or of the one that follows it at once: «"…". "…"»."""
    text = words.text
    at = closing + 1
    while at < len(text) and text[at] in (".", "…"):
        at += 1
    if at < len(text) and at in quotations.close and quotations.is_speech(at) and at > closing + 1:
        return quotations.close[at]
    return closing


def _clause_start(text: list[str], at: int, first: int) -> int:
    """Give where the clause of a cue begins: before «فيما», «كما» and the comma."""
    while at - 1 > first and text[at - 1] in _LEADING:
        at -= 1
    while at - 1 > first and text[at - 1] in _LOOSE:
        at -= 1
    return at


def _round(
    words: Words, quotations: Quotations, statement: Statement, cuts: list[int], earlier: list[int]
) -> tuple[int, int]:
    """Give the words of a claim that its source stands behind, in the middle of, or before."""
    text = words.text
    number = words.sentence[statement.cue[0]]
    start, end = words.bounds[number]
    behind = statement.claim
    before = statement.cue[0] - 1
    closing = before if before in quotations.open else before - 1
    marked = closing in quotations.open and (closing == before or text[before] in _LOOSE)
    opening = quotations.open.get(closing, start)
    whole = (
        statement.form not in ("noun", "as")
        or opening <= start + 3
        or text[opening - 1] == ":"
        or (text[opening - 1] in PARTICLES)
    )
    if before >= start and marked and whole and quotations.is_speech(opening):
        return opening + 1, closing
    heads = statement.cue[0] <= start + 1 or statement.cue[0] in earlier or text[behind] in _THEN
    if heads and behind < end - 1:
        if (
            text[behind] in RELATIVES
            or text[behind] == "من"
            or (text[behind].endswith(("ت", "ها", "ته", "تهم")) and text[behind - 1] not in _LOOSE)
        ):
            behind = next((at for at in range(behind, min(end - 1, behind + 16)) if text[at] in "،,"), behind)
        if text[behind : behind + 1] and text[behind] not in _LOOSE:
            behind = next((at for at in range(behind, min(end - 1, behind + 16)) if text[at] in AGO), behind)
        while behind < end and (text[behind] in _LOOSE or text[behind] in AGO):
            behind += 1
        limit = next((cut for cut in cuts if behind < cut < end), None)
        return behind, _clause_start(text, limit, behind) if limit else end
    if statement.cue[0] <= start + 1 and number and behind >= end - 1:
        return words.bounds[number - 1]  # «بحسب الوكالة.» by itself speaks of the sentence before
    if behind < end and text[behind] in RELATIVES:
        behind = next((at for at in range(behind, min(end, behind + 16)) if text[at] in "،,"), behind)
    first = max((place for place in earlier if start <= place < statement.cue[0]), default=start)
    but = next((at for at in range(statement.cue[0] - 1, first, -1) if text[at] in _BUT), first)
    if but > first and text[but - 1] in ("،", ","):
        first = but + 1
    if text[first : first + 1] and text[first] in _LOOSE:
        first += 1
    dash = text[before] == "-" and text[behind] == "-"
    within = (
        statement.form == "noun"
        and behind + 2 < end
        and text[behind][0].isalpha()
        and text[before][0].isalnum()
        and text[behind][0] not in "وف"
        and text[behind] not in STOPS
        and text[behind] != "من"
        and text[behind] not in CUES
        and behind not in cuts
    )
    goes_on = (
        (dash and behind + 1 < end)
        or within
        or (
            behind + 1 < end
            and text[behind] in ("،", ",")
            and text[behind + 1][0] not in "وف"
            and text[behind + 1] not in _APART
            and text[behind + 1] not in _OVER
            and behind + 1 not in cuts
            and not ((cue := CUES.get(text[behind + 1])) and cue.form != "noun")
        )
    )
    if goes_on:
        limit = next((cut for cut in cuts if behind < cut < end), None)
        return first, _clause_start(text, limit, behind) if limit else end
    return first, statement.cue[0] - {"كما": 1, "وكما": 1, "ما": 2}.get(text[before], 0)


def _trimmed(
    words: Words, quotations: Quotations, first: int, last: int, skip: int
) -> tuple[int, int] | None:
    text = words.text
    while first < last and text[last - 1] in _LOOSE:
        last -= 1
    if quotations.close.get(first) == last - 1 and last - first > 2:
        first, last, skip = first + 1, last - 1, 0
    while first < last and (text[first] in _FINAL or text[first][0] == "\n") and text[first] != "(":
        closing = quotations.close.get(first)
        if closing is not None and closing < last - 1 and not quotations.is_speech(first):
            break
        first += 1
        skip = 0
    while first < last and (text[last - 1] in _FINAL or text[last - 1][0] == "\n"):
        if text[last - 1] == ")" and "(" in text[max(first, last - 12) : last]:
            break
        closing = last - 1
        opening = quotations.open.get(closing)
        if opening is not None and opening > first:
            break
        last -= 1
    if last - first > 3 and text[last - 1] in SPOKEN:
        last -= 3 if text[last - 2] == "حد" else 2 if text[last - 2] in ("حسب", "بحسب", "وفق") else 0
    told = (
        last - first > 3 and (cue := CUES.get(text[last - 1])) is not None and cue.past and cue.form in "mf"
    )
    if told and text[last - 2] in ("كما", "حسبما"):
        last -= 2
    elif told and text[last - 2] == "ما" and text[last - 3] in ("حسب", "بحسب", "وفق"):
        last -= 3
    while first < last and text[last - 1] in _LOOSE:
        last -= 1
    if first >= last:
        return None
    return words.span(words.starts[first] + skip, words.ends[last - 1])
