"""Acts that say something: refusals to comment, claims of responsibility, laying blame."""

from extractors.addressees import addressed_at
from extractors.attribution_cues import Cue
from extractors.passages import Passage
from extractors.running_words import word_set
from extractors.source_kinds import bare
from extractors.statement import Opening, Statement, statement_of
from extractors.statement_subjects import read_subject

_COMMENT = word_set("التعليق الإدلاء التعقيب الاتهامات اتهامات المزاعم مزاعم الادعاءات الشائعات الانتقادات")
_ALL = word_set("هذه هذا تلك غالبية معظم جميع كل كافة بعض")
_CLAIMED = word_set(
    "مسؤولية المسؤولية الهجوم التفجير العملية هجوم تفجير عملية القصف الهجمات التفجيرات مسؤوليته مسؤوليتها"
)


def read_refusal(passage: Passage, index: int, clitic: int) -> Statement | None:
    """Read «رفض X التعليق على»: what was refused stands for what was said."""
    text, limit = passage.text, min(passage.limit(index), index + 16)
    at = next((at for at in range(index + 1, limit) if text[at] in _COMMENT), None)
    if at is None:
        return None
    at -= text[at - 1] in ("بعض", "كل", "جميع", "كافه", "هذه", "تلك")
    end = at - 1 if text[at - 1] == "عن" else at
    sources, medium = read_subject(passage, index + 1, end)
    gender = "f" if text[index].endswith("ت") else "m"
    cue = Cue("رفض", gender, gender, clitic, frozenset(), frozenset())
    return statement_of(index, cue, sources, Opening("object", end, at), medium)


def read_blaming(passage: Passage, index: int, clitic: int) -> Statement | None:
    """Read «حمّلت A B مسؤولية C»: what was said begins at B."""
    text, limit = passage.text, min(passage.limit(index), index + 16)
    at = next((at for at in range(index + 1, limit) if bare(text[at]) == "مسووليه"), None)
    if at is None:
        return None
    split = addressed_at(passage, index + 1, at)
    if split is None and clitic and passage.known:  # «وحمّل الجار المسؤولية»: whoever spoke last
        cue = Cue("حمّل", "m", "f" if text[index].endswith("ت") else "m", clitic, frozenset(), frozenset())
        return statement_of(index, cue, (), Opening("whom", index + 1, index + 1), None)
    split = split or at
    sources, medium = read_subject(passage, index + 1, split)
    if not sources:
        return None
    gender = "f" if text[index].endswith("ت") else "m"
    cue = Cue("حمّل", gender, gender, clitic, frozenset(), frozenset())
    return statement_of(index, cue, sources, Opening("whom", split, split), medium)


def read_claiming(passage: Passage, index: int, clitic: int) -> Statement | None:
    """Read «تبنى تنظيم X الهجوم»: a claim of responsibility."""
    text, limit = passage.text, min(passage.limit(index), index + 14)
    at = next((at for at in range(index + 1, limit) if text[at] in _CLAIMED), None)
    if at is None:
        return None
    while text[at - 1] in _ALL:
        at -= 1
    sources, medium = read_subject(passage, index + 1, at)
    gender = "f" if text[index].endswith("ت") else "m"
    cue = Cue("تبنى", gender, gender, clitic, frozenset(), frozenset())
    if not sources:
        return None
    return statement_of(index, cue, sources, Opening("object", at, at), medium)
