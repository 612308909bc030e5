"""Statements credited without a verb of saying: «بحسب X», «نقلت A عن B», «جاء في بيان», «X: …»."""

from dataclasses import replace

from extractors.agencies import AGENCIES
from extractors.attribution_cues import AGO, CUES, SPOKEN, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_masdar
from extractors.mediums import medium_at
from extractors.passages import TIMES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import BULLETINS, DOCUMENTS, bare, head_kind
from extractors.sources import Source, read_sources
from extractors.statement import Opening, Statement, statement_behind, statement_of
from extractors.statement_openings import find_opening
from extractors.statement_subjects import read_subject, with_issuer

_RELAYS = {"نقل": "عن", "نقلت": "عن", "ينقل": "عن", "تنقل": "عن", "نقلوا": "عن", "نسب": "الي", "نسبت": "الي"}
_SPEAKERS = word_set("مصدر مصادر مسؤول شهود ناشطون خبير خبراء محللون")
_THESE = word_set("هذا هذه ذلك تلك")
_NO_SOURCES = word_set(
    """
ما نظام النظام قانون القانون معايير المعايير ضوابط الضوابط خطة الخطة جدول الجدول تقويم التقويم قرار
القرار توقيت شروط الشروط اتفاق الاتفاق اتفاقية الحاجة الطلب نوع عدد حجم مدة آلية آليات منهج تعليمات
التعليمات لائحة اللائحة برنامج أحكام المادة مبدأ أسس رؤية منظومة معادلة طريقة ظروف الظروف طبيعة درجة
رغبة احتياجات أسعار سعر مواصفات أفضل أعلى أحدث آخر قواعد القواعد العادة القيمة سياسة استراتيجية
أنظمة الأنظمة متطلبات إجراءات الإجراءات توجيهات التوجيهات أوامر الأمر هذا هذه ذلك تلك الشريعة مقتضى
رغبته اختيار التخصص الموقع المنطقة الأصول نص بنود البند العقد عقد كل ترتيب الترتيب مصلحة المصلحة
إمكانيات حالة الحالة تسلسل أهمية الأهمية أولويات الأولوية خطوات نسبة الأولويات منظور المخطط المقرر
علاقة العلاقة الهوى الظن الأحرف الحروف نموذج
تصنيف التصنيف مستوى المستوى قراءة الأوضاع أوضاع اللوائح لوائح الأعراف معطيات_السوق المعتاد المتفق المتبع
صيغة الاختصاص الصلاحيات التوقيت الموعد موعد قناعة
"""
)


def read_noun(passage: Passage, index: int, cue: Cue) -> Statement | None:
    """Read «بحسب X», «وفقا لـ X», «نقلا عن X»: before what was said, behind it, or in the middle."""
    text, limit = passage.text, passage.limit(index)
    first, skip = index + 1, 0
    if first >= limit:
        return None
    if cue.prepositions & {"الي", "عن"}:
        if text[first] not in cue.prepositions:
            return None
        first += 1
    elif "lone" not in cue.traits:
        word = text[first]
        if word[0] != "ل":
            return None
        if word == "ل":
            first += 1
        else:
            skip = 2 if word.startswith("لل") else 1
    if first >= limit:
        return None
    if text[first][skip:] in ("ما", "ماذا"):
        return read_as_said(passage, index, first + 1)
    if text[first] in SPOKEN:
        return None
    head = text[first][skip:]
    if (
        head in _THESE
        and head_kind([following_word := text[first + 1]])
        and bare(following_word) not in _NO_SOURCES
    ):
        head = following_word
    some = (head, text[first + 1]) == ("عدد", "من") and text[first + 2].endswith(("ين", "ون"))
    if (not some and (head in _NO_SOURCES or bare(head) in _NO_SOURCES)) or not (
        head[:1].isalpha() or first in passage.quotations.close
    ):
        return None
    sources, last = read_sources(
        passage.words, passage.quotations, first, limit, skip=skip, known=frozenset(passage.known)
    )
    if not sources:
        return None
    sources, medium = with_issuer(passage, sources, limit)
    following = text[first + 1] if first + 1 < limit else ""
    if skip == 2 and following.startswith("وال") and head_kind([following[1:]]) is None:
        return None  # «طبقا للموقع والمساحة»
    common = head[:1].isalpha() and not head.startswith("ال") and following.startswith("ال")
    if common and not head_kind([head, following]) and head not in GIVEN and head not in passage.known:
        return None
    if "doubtful" in cue.traits and not _is_plausible(passage, sources[0]) and "ال" + head not in AGENCIES:
        return None
    medium = medium or (medium_at(passage.words, passage.quotations, last, limit) if last < limit else None)
    found = statement_behind(
        (index, first), cue.clitic, sources, max(last, medium[2] if medium else 0), cue, medium
    )
    return replace(found, tail=1 if skip else 0)


def _is_plausible(passage: Passage, source: Source) -> bool:
    """Say whether «حسب X» names somebody: a head of a known kind, a name heard before, a title."""
    heard = source.words(passage.words)
    if heard and heard[0] in _THESE:
        heard = heard[1:]
    if not heard:
        return False
    if head_kind(heard) or bare(heard[0]) in BULLETINS or bare(heard[0]) in DOCUMENTS:
        return True
    if all(word in passage.known for word in heard) or source.first - 1 in passage.quotations.close:
        return True
    if heard[0] in GIVEN or " ".join(heard[:3]) in AGENCIES or " ".join(heard[:2]) in AGENCIES:
        return True
    last = source.last
    told = passage.text[last] in ("،", ",") and passage.text[last + 1] in AGO
    if told and len(heard) == 1 and source.skip == 2 and heard[0].endswith("ي"):
        return True  # «وفقا للعقيبي، فإن»
    named = len(heard) == 2 and not any(word.startswith("ال") or word.endswith(("ات", "ه")) for word in heard)
    return named and source.skip > 0 and not is_masdar(heard[0])


def read_as_said(passage: Passage, index: int, verb: int) -> Statement | None:
    """Read «بحسب ما أعلنت X», «حسبما ذكر X»: the verb's subject behind what was said."""
    text, limit = passage.text, passage.limit(index)
    skip = 1 if text[index][0] == "و" and text[index] in ("وبحسب", "وحسب", "ووفق", "وحسبما", "ووفقا") else 0
    if text[verb] in ("ينشر", "تنشر", "يرد", "يقال"):
        return None
    while verb < limit and text[verb] in TIMES | {"قد"}:
        verb += 1
    cue = _with_object(text[verb]) if verb < limit else None
    known = cue is not None and cue.form in ("m", "f", "dual", "plural")
    known = known or (verb < limit and text[verb][-2:] in ("ته", "ره", "ها") and verb + 1 < limit)
    if verb >= limit or not (
        known or text[verb] in ("جاء", "ورد", *_RELAYS, "نشر", "نشرت", "اوردت", "بث", "بثت", "نشرته")
    ):
        return None
    first = verb + 1
    while first < limit and text[first] in (
        "عنه",
        "عنها",
        "عنهم",
        "به",
        "في",
        "عن",
        "ذلك",
        "علي",
        "اليه",
    ):
        first += 1
    sources, medium = read_subject(passage, first, limit)
    if not sources:
        return None
    last = max(source.last for source in sources)
    form = Cue("بحسب", "noun", cue.gender if cue else "", 0, frozenset(), frozenset())
    return statement_behind((index, verb + 1), skip, sources, last, form, medium)


def read_as_told(passage: Passage, index: int) -> Statement | None:
    """Read «على لسان X»; «على حد قوله» says nothing new where somebody was credited."""
    text = passage.text
    if index and text[index - 1] in ("بناء", "وبناء"):
        return None
    if text[index + 1] == "ما":
        told = _with_object(text[index + 2]) and text[index + 2] != "بين"
        return read_as_said(passage, index, index + 2) if told else None
    if text[index + 1 : index + 2] != ["لسان"]:
        return None
    sources, last = read_sources(passage.words, passage.quotations, index + 2, passage.limit(index))
    if not sources:
        return None
    told = Cue("نقل", "m", "m", 0, frozenset({"that"}), frozenset())
    opening = find_opening(passage, index + 1, told, passage.limit(index))
    if opening is not None and opening.index <= last + 2:
        found = statement_of(index, told, sources, opening, None)
        return replace(found, cue=(index, index + 2), cue_skip=0)
    cue = Cue("على لسان", "noun", "", 0, frozenset(), frozenset())
    return statement_behind((index, index + 2), 0, sources, last, cue, None)


def read_which(passage: Passage, index: int) -> Statement | None:
    """Read «وهو ما أكده X»: what stands before it was said by X."""
    word = passage.text[index]
    cue = CUES.get(word[:-1]) or CUES.get(word[:-2]) or CUES.get(word[:-2] + "ي")  # «نفاه» is «نفى»
    if cue is None or cue.form not in ("m", "f", "plural") or cue.clitic or "that" not in cue.traits:
        return None
    sources, medium = read_subject(passage, index + 1, passage.limit(index))
    if not sources or not _is_plausible(passage, sources[0]):
        return None
    return statement_behind((index, index + 1), 0, sources, sources[-1].last, cue, medium)


def read_coming(passage: Passage, index: int) -> Statement | None:
    """Read «وجاء في بيان لوزارة الداخلية أن»: who issued it, or the document itself."""
    text, limit = passage.text, passage.limit(index)
    if text[index + 1 : index + 2] != ["في"] or index + 2 >= limit:
        return None
    if index and text[index - 1] in ("ما", "مما", "الذي", "التي"):
        return None
    cue = Cue("جاء", "m", "m", len(text[index]) - 3, frozenset({"that"}), frozenset())
    opening = find_opening(passage, index, cue, limit)
    if opening is None:
        return None
    sources, _ = read_sources(passage.words, passage.quotations, index + 2, opening.index)
    if not sources:
        return None
    issuers, medium = with_issuer(passage, sources, opening.index)
    bulletin = bare(text[index + 2]) in BULLETINS
    statement = statement_of(index, cue, issuers, opening, medium)
    return replace(statement, cue=(index, index + (3 if bulletin else 2)), base="جاء")


def read_relay(passage: Passage, index: int, clitic: int, preposition: str) -> list[Statement]:
    """Read «نقلت A عن B قوله إن»: both A and B are credited."""
    text, limit = passage.text, passage.limit(index)
    at = next((at for at in range(index + 1, min(limit, index + 26)) if text[at] == preposition), None)
    if at is None:
        return []
    cue = Cue("نقل", "f" if text[index].endswith("ت") else "m", "", clitic, frozenset({"that"}), frozenset())
    opening = find_opening(passage, at, cue, limit)
    if opening is None:
        return []
    masdar = next(
        (m for m in range(at + 1, opening.index) if (c := CUES.get(text[m])) and c.form == "masdar"), None
    )
    heard, medium = read_subject(passage, at + 1, masdar or opening.index)
    relays, _ = read_subject(passage, index + 1, at)
    found = []
    if relays:
        found.append(replace(statement_of(index, cue, relays, opening, None), relay=True))
    if heard:
        found.append(statement_of(index, replace(cue, form="m"), heard, opening, medium))
    return found


def read_label(passage: Passage, index: int) -> Statement | None:
    """Read «X: "…"» at the head of a line: an interview, a headline, a list of opinions."""
    text, limit = passage.text, min(passage.limit(index), index + 16)
    if ":" not in text[index:limit]:
        return None
    sources, last = read_sources(passage.words, passage.quotations, index, limit)
    if not sources or last + 1 >= len(text) or last >= limit or text[last] != ":":
        return None
    heard = sources[0].words(passage.words)
    named = head_kind(heard) is not None or all(word in passage.known for word in heard)
    if last + 1 not in passage.quotations.close or not passage.quotations.is_speech(last + 1):
        if not named or text[last + 1][0] == "\n" or not _heads_line(heard):
            return None
        if last - index < 2 and not all(word in passage.known for word in heard):
            return None
    elif not named and len(heard) > 4:
        return None
    kind = "quote" if last + 1 in passage.quotations.close else "colon"
    cue = Cue(":", "label", "", 0, frozenset(), frozenset())
    claim = last + 2 if kind == "quote" else last + 1
    statement = statement_of(index, cue, sources, Opening(kind, last, claim), None)
    return replace(statement, cue=(last, last + 1), cue_skip=0)


def _heads_line(heard: list[str]) -> bool:
    """Say whether a phrase before a colon speaks: an official, a body, «مصدر أمني»."""
    return head_kind(heard) in ("person", "official body") or bare(heard[0]) in _SPEAKERS


def _with_object(word: str) -> Cue | None:
    """Give the cue of a verb that may have a pronoun behind it: «ذكرته»."""
    for form in (word, word[:-1], word[:-2]):
        if (cue := CUES.get(form)) is not None:
            return cue
    return None
