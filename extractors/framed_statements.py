"""Statements in a frame of two words: «وجّه نداءه إلى», and a document that is quoted: «بيان جاء فيه»."""

from dataclasses import replace

from extractors.attribution_cues import Cue
from extractors.passages import ISSUED, Passage
from extractors.running_words import word_set
from extractors.source_kinds import BULLETINS, bare, head_kind
from extractors.source_words import SENT
from extractors.sources import Source, read_sources
from extractors.statement import Opening, Statement, statement_of
from extractors.statement_openings import find_opening
from extractors.statement_subjects import read_subject, with_issuer

_CALLS = word_set("دعوة دعوته دعوتها دعوتهم نداء نداءه نداءها ندائه ندائها نداءهم")
_FARTHEST = 16  # words between the verb and what it directs
_ISSUING = word_set("أصدر أصدرت وأصدر وأصدرت نشر نشرت ونشر ونشرت وزع وزعت أذاع أذاعت أرسل أرسلت وأرسل وأرسلت")
_COMING = word_set("صدر وصدر صدرت وصدرت")
_BEFORE = 22  # words between a document and whoever issued it


def read_directed(passage: Passage, index: int, clitic: int) -> Statement | None:
    """Read «وجّه X دعوته إلى Y لـ»: what was said begins at those it was directed to."""
    text, limit = passage.text, passage.limit(index)
    at = next((at for at in range(index + 1, min(limit, index + _FARTHEST)) if text[at] in _CALLS), None)
    if at is None or at + 2 >= limit:
        return None
    claim, skip = at + 1, 0
    if text[claim] == "الي":
        claim += 1
    elif text[claim][0] == "ل" and len(text[claim]) > 2:
        skip = 1
    else:
        return None
    if not any(
        text[place][0] in "لب" and len(text[place]) > 3 for place in range(claim + 1, min(limit, claim + 12))
    ):
        return None  # an invitation, not a call for something
    sources, medium = read_subject(passage, index + 1, at)
    gender = "f" if text[index].endswith("ت") else "m"
    cue = Cue("وجّه", gender, gender, clitic, frozenset(), frozenset())
    return statement_of(index, cue, sources, Opening("whom", at, claim, skip), medium)


def read_contained(passage: Passage, index: int) -> Statement | None:
    """Read «أصدرت X بيانا جاء فيه أن», «صدر عن X بيان جاء فيه: …»."""
    text, limit = passage.text, passage.limit(index)
    cue = Cue("جاء", "m", "m", 0, frozenset({"that"}), frozenset())
    opening = find_opening(passage, index + 1, cue, limit)
    start = passage.words.bounds[passage.words.sentence[index]][0]
    if opening is None or opening.index > index + 3:
        return None
    document = next(
        (at for at in range(index - 1, max(start, index - 8) - 1, -1) if _is_document(text[at])), None
    )
    if document is None:
        return None
    issuers, medium = with_issuer(passage, (Source(first=document, last=document + 1),), index)
    if medium is None:
        issuers = _issuer_before(passage, start, document)
        medium = (document, 0, document + 1)
    statement = statement_of(
        index, cue, issuers or (Source(first=document, last=document + 1),), opening, medium
    )
    return replace(statement, cue=(index, index + 2), clause=_clause(text, start, document, index))


def _is_document(word: str) -> bool:
    return bare(word) in BULLETINS or word in SENT


def _clause(text: list[str], start: int, document: int, index: int) -> int:
    """Give where the clause of a document begins: at the verb that issued it, else at «جاء فيه»."""
    before = range(document - 1, max(start, document - _BEFORE) - 1, -1)
    return next((at for at in before if text[at] in _ISSUING), index)


def _issuer_before(passage: Passage, start: int, document: int) -> tuple[Source, ...]:
    """Give who issued a document that stands behind them: «أصدرت الوزارة بيانا»."""
    text = passage.text
    for at in range(document - 1, max(start, document - _BEFORE) - 1, -1):
        if text[at] in _ISSUING:
            return read_subject(passage, at + 1, document)[0]
        if text[at] in _COMING and text[at + 1] in ("عن", "من"):
            sources, _ = read_sources(passage.words, passage.quotations, at + 2, document)
            return sources if sources and head_kind(sources[0].words(passage.words)) else ()
        if text[at] in ISSUED:
            return ()
    return ()
