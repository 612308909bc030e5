"""Statements that a verb credits, a participle, a masdar; refusals to comment, claims of responsibility."""

import re
from dataclasses import replace

from extractors.addressed_statements import read_addressed
from extractors.addressees import addressed_at, is_addressed_first
from extractors.attribution_cues import CUES, PARTICLES, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_masdar
from extractors.mediums import is_occasion, medium_at
from extractors.passages import CLAUSE_MARKS, GOVERNING, NEAR, RELATIVES, TIMES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import bare, head_kind
from extractors.sources import Source, read_sources
from extractors.statement import Opening, Statement, statement_behind, statement_of
from extractors.statement_openings import behind_comma, find_opening, is_told
from extractors.statement_subjects import medium_among, read_subject, subject_before, subject_of_auxiliary
from extractors.verb_readings import (
    DOUBTFUL_ALONE,
    IMPERSONAL,
    are_speakers,
    is_counted,
    is_mine,
    is_speaker,
    is_stated,
    is_supposed,
    may_refer_back,
    shows,
)

_NEGATIONS = word_set("لم لا لن ولم ولا ولن ليس ألم لما فلم")
_ANSWERS = frozenset(("رد", "علق", "عقب", "خاطب", "ختم", "اختتم", "استهل", "واصل", "زاد", "تحدث"))
_TOLD_TO = frozenset(("أبلغ", "أخبر", "طمأن", "وعد", "حذر", "ذكّر", "نبه", "أنذر", "أوصى"))
_ENDINGS = frozenset(("ختم", "اختتم", "استهل"))


_IDIOMS = {"رجح": ("كفه",), "لفت": ("الانظار", "انظار", "نظر", "نظري", "نظرنا"), "كشف": ("اللثام", "النقاب")}
_MEASURES = re.compile(
    "(?:عدد|حجم|طول|قيمه|قيمت|نسبه|نسبت|مساحه|مساحت|سعر|ارتفاع|وزن|عمر|قطر|سمك|عرض)(?:ه|ها|هم)?$"
)
_IF = frozenset(("اذا", "واذا", "لو", "ولو", "فاذا"))
_WHOLE_TALK = word_set("حديثه حديثها كلامه كلامها تصريحه تصريحها كلمته كلمتها مداخلته مداخلتها")
_PRONOUNS = frozenset(("هو", "هي", "وهو", "وهي", "وهم", "هم"))
_FAR_FROM_SOURCE = 10  # words between a source and the preposition of its verb


def read_verb(passage: Passage, index: int, cue: Cue) -> Statement | None:
    """Read a verb of saying with what was said behind it, or before it."""
    text = passage.text
    if text[index - 1] in _NEGATIONS and index:
        return None
    if (
        not cue.clitic
        and (text[index] in DOUBTFUL_ALONE or "bare" in cue.traits)
        and not passage.begins_clause(index)
        and not subject_of_auxiliary(passage, index)
    ):
        return None
    if text[index] == "طالب" and text[index - 1] in PARTICLES and not text[index + 1].startswith(("ال", "ب")):
        return None  # «أنه طالب جامعي»
    if passage.is_called(index) or is_mine(passage, index):
        return None
    if cue.base == "عقب" and (is_masdar(bare(text[index + 1])) or is_occasion(bare(text[index + 1]))):
        return None  # «وعقب الاجتماع»
    if text[index + 1] in _IDIOMS.get(cue.base, ()) or text[index] in ("تخلص", "وتخلص"):
        return None
    if cue.base == "لفت" and text[index + 1].startswith("انتباه"):
        return None
    if (
        cue.base == "أبلغ"
        and not cue.past
        and (text[index + 1][0].isdigit() or _MEASURES.match(text[index + 1]))
    ):
        return None
    if cue.base in ("خلص", "توصل") and text[index + 1] in ("اليه", "اليها"):
        return None
    start, _ = passage.words.span(passage.words.starts[index], passage.words.ends[index])
    if cue.base == "أسرّ" and not is_counted(passage, index):
        return None  # «أسر الركاب»: families
    during = cue.base == "أبان" and passage.words.body[start] == "إ"
    if during or (cue.base == "لفت" and text[index - 1] == "ما"):
        return None  # «إبان الحرب», «ما لفت الأنظار»
    if index and is_supposed(passage, index, cue):
        return None
    if index and (text[index - 1] in _IF or (text[index - 1] == "ما" and text[index - 2] in _IF)):
        return None
    if text[index] == "بين" and not is_stated(passage, index):
        return None
    if text[index] == "وبين" and not passage.behind_mark(index) and text[index + 1] not in PARTICLES:
        return None
    if text[index] == "عبر" and not cue.clitic and not passage.begins_sentence(index):
        led = passage.follows_fronted(index) or text[index - 1] in ("،", ",")
        if not led or is_occasion(text[index - 1]) or not head_kind([text[index + 1]]):
            return None
    if not cue.past and text[index - 1] in ("ان", "بان", "ما", "مما", "بما") and index:
        return None  # «أن يعلن»: what is yet to come; «ما يؤكد»: what shows something
    if "whom" in cue.traits:
        return read_addressed(passage, index, cue)
    if cue.base == "وعد" and is_counted(passage, index):
        cue = replace(CUES["واعتبر"], gender=cue.gender)
    limit = passage.limit(index)
    opening = find_opening(passage, index, cue, limit)
    if opening is not None and text[index - 1] == "كما" and not passage.begins_sentence(index - 1):
        told_by, last = read_sources(passage.words, passage.quotations, index + 1, limit)
        if (
            told_by
            and text[last] in ("،", ",")
            and medium_at(passage.words, passage.quotations, last + 1, limit) is None
        ):
            opening = None
    if cue.base == "اعتبر" and opening is None and cue.past:
        split = addressed_at(passage, index + 1, limit)
        if cue.clitic and split is None and text[index + 1][0].isalpha() and passage.known:
            split = index + 1 if not head_kind([text[index + 1]]) else None
        if split is not None and split + 1 < limit:
            opening = Opening("whom", split, split)
    if opening is None:
        reverse = _reversed(passage, index, cue, limit)
        plain = reverse or (cue.base == "اعتبر" and not cue.past)
        opening = None if plain else behind_comma(passage, index, cue, limit)
        if opening is None:
            return reverse
    nearer = CUES.get(text[opening.index - 1])
    if opening.kind == "that" and opening.index > index + 1 and nearer and nearer.past and not cue.past:
        return None
    if "bare" in cue.traits and cue.base == "بيّن" and opening.kind not in ("that", "quote"):
        return None
    if cue.base == "اعتبر" and not cue.past and opening.kind != "that":
        return None
    if opening.kind == "colon" and text[opening.index - 1] == "من":
        return None  # «واصل كل من: …»
    if cue.base == "أقر" and opening.kind == "quote" and text[opening.index] != ":":
        return None
    if text[index + 1] == "بذلك" or (cue.base in ("ذهب", "توصل") and opening.kind != "that"):
        return None
    if cue.base in _ENDINGS and opening.index > index + 3 and not is_told(passage, index, opening):
        return None
    if cue.base in _ANSWERS and opening.kind == "quote" and text[opening.index - 1] in ("،", ","):
        return None
    if cue.base in _ANSWERS and opening.kind == "that" and not is_told(passage, index, opening):
        answered, last = read_sources(passage.words, passage.quotations, index + 1, limit)
        last += text[last] in _WHOLE_TALK
        joined = text[last].startswith("بان") or text[opening.index] in cue.prepositions
        if not answered or last != opening.index or not joined:
            return None
    if (
        not cue.past
        and not cue.clitic
        and not passage.begins_clause(index)
        and not passage.follows_time(index)
    ):
        sources: tuple[Source, ...] = ()
        medium = medium_among(passage, index + 1, opening.index)
    elif (not cue.clitic or text[index][0] == "ف") and (was := subject_of_auxiliary(passage, index)):
        if not cue.past and cue.base in IMPERSONAL and not head_kind(was[0].words(passage.words)):
            return None  # «أما السوق فيرجح أن»
        sources, medium = was, medium_among(passage, index + 1, opening.index)
    else:
        reminded = cue.base == "ذكر" and text[opening.index].startswith("بان")
        split = addressed_at(passage, index + 1, opening.index) if reminded or cue.base in _TOLD_TO else None
        start = index + 1
        if (
            cue.base in ("أبلغ", "أخبر")
            and passage.quotations.close.get(start, opening.index) < opening.index - 1
        ):
            start = passage.quotations.close[start] + 1  # «أبلغت «المثال» مصادر»
        sources, medium = read_subject(passage, start, split or opening.index)
        told = cue.base == "خاطب" and cue.clitic and is_addressed_first(passage, index, cue)
        if (text[index - 1] in _PRONOUNS and index) or told:
            sources = ()
        elif sources and cue.base == "أوصى" and not cue.clitic and not passage.begins_clause(index):
            sources = subject_before(passage, index) or ()
    if sources and opening.kind == "object" and opening.claim > index + 1 and cue.past and not cue.clitic:
        before = None if passage.begins_clause(index) else subject_before(passage, index)
        noun = text[index + 1][0].isalpha() and text[index + 1] not in GOVERNING | TIMES
        if before and noun:  # «الدولة أعلنت ظهور أول إصابة»
            sources, opening = before, Opening("object", index + 1, index + 1)
    if sources and cue.base == "لفت" and text[sources[0].first] in ("الانتباه", "النظر"):
        if opening.index > sources[0].last or opening.kind == "quote" or text[index - 1] == "ما":
            return None
        sources = ()
    if not sources and opening.kind == "object" and opening.claim > index + 1:
        return None
    if sources and opening.kind == "prep" and text[opening.index] == "عن":
        behind = sources[-1].last
        if opening.index - behind > _FAR_FROM_SOURCE and text[behind] not in RELATIVES:
            return None
    if cue.base in ("ذهب", "وجد", "اكتشف") and (not sources or opening.index > sources[-1].last + 3):
        return None
    if cue.base == "لاحظ" and not sources and text[index - 1] == "ان":
        return None
    if cue.base in ("شرح", "برر", "علل") and sources and opening.kind != "quote":
        heard = sources[0].words(passage.words)
        if not (head_kind(heard) or heard[0] in GIVEN or heard[0] in passage.known):
            return None
    if cue.base == "عبّر" and opening.kind in ("quote", "colon"):
        return None
    retold = cue.base in ("كتب", "روى", "حكى") and opening.kind == "that" and medium is None
    if retold and sources and opening.index > sources[-1].last + 1:
        return None
    if cue.base == "زاد" and sources and opening.index > sources[-1].last + 1 and medium is None:
        return None
    if cue.base == "كتب" and sources and opening.kind == "quote" and medium is None:
        behind = sources[-1].last
        if opening.index > behind or not passage.quotations.is_speech(opening.index):
            return None
    written = sources and cue.base == "كتب" and opening.kind == "colon" and medium is None
    if written and opening.index > sources[-1].last + 2:
        return None
    if sources and opening.kind == "quote" and not is_speaker(passage, sources[0], opening):
        return None
    if sources and text[index].endswith("بين") and opening.kind != "that" and cue.base == "بيّن":
        heard = sources[0].words(passage.words)
        if not (head_kind(heard) or heard[0] in GIVEN or heard[0] in passage.known):
            return None
    if sources and not are_speakers(passage, sources, cue, opening):
        return None
    if sources and cue.form == "plural" and cue.past and sources[0].first > index:
        sources = ()
    if not sources:
        before = subject_before(passage, index) if not cue.clitic else None
        if before is not None:
            sources = before
        elif not may_refer_back(passage, index, cue, opening, medium):
            return None
    if "document" in cue.traits and not shows(passage, sources, cue):
        return None
    return statement_of(index, cue, sources, opening, medium)


def _reversed(passage: Passage, index: int, cue: Cue, limit: int) -> Statement | None:
    """Read a verb behind what was said: «"…"، قال X», «كما قال X»."""
    if cue.clitic or index == 0:
        return None
    as_told = passage.text[index - 1] in ("كما", "وكما") and "that" in cue.traits
    if not as_told and not {"reverse", "strict"} & cue.traits:
        return None
    text, before = passage.text, passage.text[index - 1]
    sources, medium = read_subject(passage, index + 1, limit)
    if not sources:
        return None
    last = max(source.last for source in sources)
    if as_told:
        inside = index > 2 and passage.words.sentence[index - 2] == passage.words.sentence[index]
        return statement_behind((index, index + 1), 0, sources, last, cue, medium) if inside else None
    quoted = index - 1 in passage.quotations.open or (
        before in CLAUSE_MARKS and index - 2 in passage.quotations.open
    )
    if quoted:
        closing = index - 1 if index - 1 in passage.quotations.open else index - 2
        opened = passage.quotations.open[closing]
        whole = cue.base == "قال" and before in ("،", ",") and passage.begins_sentence(opened)
        if whole or passage.quotations.is_speech(opened):
            return statement_behind((index, index + 1), 0, sources, last, cue, medium)
    ends = last >= limit or not text[last][0].isalnum() or medium is not None
    if (
        before in ("،", ",")
        and ends
        and "reverse" in cue.traits
        and cue.base in ("قال", "أضاف", "أكد", "أوضح")
    ):
        return statement_behind((index, index + 1), 0, sources, last, cue, medium)
    return None


def read_participle(passage: Passage, index: int, cue: Cue) -> Statement | None:
    """Read «مضيفا أن», «مشيرا إلى»: the source is whoever spoke last."""
    if "whom" in cue.traits:
        return read_addressed(passage, index, cue)
    opening = find_opening(passage, index, cue, min(passage.limit(index), index + NEAR))
    if opening is None and cue.base == "اعتبر" and passage.text[index + 1][0].isalpha():
        opening = Opening("whom", index + 1, index + 1)
    if opening is None:
        return None
    if passage.text[index] in ("متابعه", "ومتابعه") and passage.text[index + 1] not in PARTICLES:
        return None
    if (
        "strict" in cue.traits or (cue.gender == "f" and opening.index > index + 1)
    ) and not passage.behind_mark(index):
        return None
    if opening.kind == "object" and opening.claim > index + 1:
        return None
    if cue.base == "اعتبر" and opening.kind == "that" and opening.index > index + 1:
        opening = Opening("whom", index + 1, index + 1)
    if (
        any(passage.text[at] in ("،", ",") for at in range(index + 1, opening.index))
        and opening.kind != "that"
    ):
        return None
    if "bare" in cue.traits and opening.kind == "quote" and not passage.quotations.is_speech(opening.index):
        return None
    if (
        cue.base in ("علق", "رد", "عقب", "ذكّر", "خاطب")
        and opening.kind != "quote"
        and opening.kind != "colon"
    ):
        return None
    return statement_of(index, cue, (), opening, medium_among(passage, index + 1, opening.index))


def read_masdar(passage: Passage, index: int, cue: Cue) -> Statement | None:
    """Read «قوله إن», «إعلانها أن»: the pronoun refers back."""
    opening = find_opening(passage, index, cue, min(passage.limit(index), index + 7))
    if opening is None or any(passage.text[at] in CLAUSE_MARKS for at in range(index + 1, opening.index)):
        return None
    if passage.text[index - 1] in ("حد", "حسب", "بحسب", "وفق", "في", "خلال", "ضمن"):
        return None
    if (
        passage.text[index] == "القول"
        or passage.text[index - 1] == "عن"
        or passage.text[index + 1] in ("تعالي", "عز", "سبحانه", "صلي")
    ):
        return None
    return statement_of(index, cue, (), opening, None)
