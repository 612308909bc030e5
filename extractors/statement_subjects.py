"""Who said it: the phrase behind the verb, before it, or between an auxiliary and it."""

from dataclasses import replace

from extractors.agencies import AGENCIES
from extractors.attribution_cues import AGO, CUES, PARTICLES
from extractors.given_names import GIVEN
from extractors.mediums import medium_at
from extractors.passages import CLAUSE_MARKS, ISSUED, MONTHS, TIMES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import BULLETINS, bare, head_kind
from extractors.source_words import STOPS
from extractors.sources import Source, read_sources

_TO_WHOM = word_set("عليه عليها عليهم عنه عنها عنهم إليه إليها إليهم")
_GOING_ON = frozenset(
    ("(", "الذي", "التي", "الذين", "في", "امس", "اليوم", "علي", "اجرته", "اجراه", "اعدته", "اعده", "نشرته")
)
_SPREAD = word_set(
    "بثته بثتها بثه بثها نشرته نشرتها نشره نشرها نقلته نقلتها نقله أوردته أوردتها"
    " وزعته أجرته أجراه أجرتها تلقته تلقت"
)
_TELLING = word_set("تقارير معلومات أنباء مصادر دراسة دراسات إحصائية بيانات فتوى شائعات روايات تسريبات")
_CELEBRATED = frozenset(("العالمي", "الوطني", "الدولي", "العربي"))
_CLOSING = frozenset((")", "»", '"', "'"))
_BEFORE_TITLE = frozenset(("كان", "وكان", "كانت", "وكانت", "،", ",", "ان", "لكن", "ولكن"))
_PERHAPS = frozenset(("لعل", "ولعل", "ليت", "وليت"))
_SPEAKING = frozenset(
    ("قال", "أكد", "أوضح", "أشار", "ذكر", "أضاف", "كشف", "أعلن", "نفى", "اعتبر", "رأى", "لفت", "شدد")
)


def read_subject(
    passage: Passage, first: int, limit: int
) -> tuple[tuple[Source, ...], tuple[int, int, int] | None]:
    """Give the sources named from a word on, times and mediums before them passed over, and the medium."""
    medium: tuple[int, int, int] | None = None
    at = first
    for _ in range(4):
        if at >= limit:
            break
        found = medium_at(passage.words, passage.quotations, at, limit)
        if found is not None:
            medium, at = found, found[2] + (passage.text[found[2]] in _CLOSING)
            if passage.text[at - 1] in _SPREAD or passage.text[at] in _SPREAD:
                return (), medium  # «في تصريح بثته وكالة»: whose words they are is not told
        elif passage.text[at] == "اليوم" and passage.text[at + 1] in _CELEBRATED:
            return (), medium  # «في بيان بمناسبة اليوم العالمي»
        elif passage.text[at] == "صباح" and passage.text[at + 1] not in TIMES | {"يوم", "الغد"}:
            break  # a man's name
        elif passage.text[at] in TIMES | _TO_WHOM and at + 1 < limit:
            at += 1
        elif passage.text[at].isdigit() and passage.text[at + 1] in MONTHS and at + 2 < limit:
            at += 4 if passage.text[at + 2] == "/" and passage.text[at + 3] in MONTHS else 2
        else:
            break
    if at < limit and at > first and passage.text[at] in ("،", ","):
        at += 1
    sources, last = read_sources(passage.words, passage.quotations, at, limit, known=frozenset(passage.known))
    if sources and passage.text[sources[0].first] in ("الصلاه", "السلام"):
        return (), medium  # «قال عليه الصلاة والسلام»
    if sources:
        issuers, bulletin = with_issuer(passage, sources, limit)
        return issuers, medium or bulletin or medium_among(passage, last, limit)
    return (), medium or medium_among(passage, at, limit)


def medium_among(passage: Passage, first: int, limit: int) -> tuple[int, int, int] | None:
    """Give the first medium named among the words from one to another."""
    for at in range(first, min(limit, first + 30)):
        if at in passage.quotations.close and passage.quotations.is_speech(at):
            return None
        found = medium_at(passage.words, passage.quotations, at, limit)
        if found is not None:
            return found
    return None


def with_issuer(
    passage: Passage, sources: tuple[Source, ...], limit: int
) -> tuple[tuple[Source, ...], tuple[int, int, int] | None]:
    """Give who issued a statement in place of the statement: «بيان لوزارة الداخلية»."""
    text, source = passage.text, sources[0]
    if bare(text[source.first][source.skip :]) not in BULLETINS:
        return sources, None
    medium = (source.first, source.skip, source.first + 1)
    at = source.first + 1
    while at < min(limit, source.first + 5):
        word = text[at]
        if word in CLAUSE_MARKS or word == "في":
            return sources, None
        if word in ISSUED:
            at += 1
            continue
        if word in ("عن", "من", "الي"):
            at += 1
            break
        if word[0] == "ل" and len(word) > 3:
            skip = 2 if word.startswith("لل") else 1
            found, _ = read_sources(passage.words, passage.quotations, at, limit, skip=skip)
            return (found, medium) if found else (sources, None)
        if word == "ل" or (head_kind(text[at : at + 2]) and not word.startswith("ال")):
            at += word == "ل"
            break
        at += 1
    else:
        return sources, None
    found, _ = read_sources(passage.words, passage.quotations, at, limit)
    return (found, medium) if found else (sources, None)


def subject_before(passage: Passage, index: int) -> tuple[Source, ...] | None:
    """Give the subject of a verb that stands behind it: «وزارة الصحة قالت إن», «كان X قد أعلن»."""
    text = passage.text
    last = index
    while last > 0 and text[last - 1] in ("قد", "ايضا", "كانت", "كان"):
        last -= 1
    start, opened = passage.words.bounds[passage.words.sentence[index]][0], False
    first = start
    for at in range(last - 1, max(start, last - 30) - 1, -1):
        word = text[at]
        if word in ("الذي", "التي", "الذين") and at == last - 1:
            return None
        if (
            word in CLAUSE_MARKS
            or word in PARTICLES
            or word in AGO
            or word in ("كان", "كانت", "وكان", "وكانت", "لكن", "ولكن", "هو", "ها")
        ):
            first, opened = at + 1, True
            break
    for length in (1, 2):
        head = text[last - length]
        if (
            last - length >= start
            and head in _TELLING
            and not any(word.startswith("ال") or not word[0].isalpha() for word in text[last - length : last])
        ):
            return (Source(first=last - length, last=last),)
    if last - first < 1 or (not opened and last - first > 25):
        return None
    if text[first] in STOPS | _PERHAPS or (text[first] in CUES and not head_kind(text[first : first + 2])):
        return None
    sources, end = read_sources(
        passage.words, passage.quotations, first, last, known=frozenset(passage.known)
    )
    if not sources or (end != last and text[end] not in _GOING_ON):
        return None
    sources = _widened(passage, sources, first, end, last)
    heard = sources[0].words(passage.words)
    if not heard or (
        heard[0][0] in "يتف" and head_kind(heard) is None and heard[0] not in passage.known and len(heard) > 3
    ):
        return None
    if first and text[first - 1] in ("لكن", "ولكن") and len(heard) < 3:
        return sources
    if text[index] == "يذكر":
        return None
    if text[index][0] == "ي" and heard[0].startswith("ال") and heard[0].endswith("ه"):
        return None  # «المجموعة يرجح أن»
    if heard[0] in GIVEN and len(heard) == 2 and heard[1].startswith("ال") and heard[1].endswith("ه"):
        return None  # «عمر المخطوطة يشير إلى»
    named = (
        head_kind(heard) is not None
        or (heard[0].endswith("ا") and head_kind([heard[0][:-1]]) is not None)
        or heard[0] in passage.known
        or heard[0] in GIVEN
        or " ".join(heard) in AGENCIES
    )
    introduced = (
        opened
        and CUES[text[index]].past
        and (text[first - 1] in PARTICLES | AGO or text[first - 1][-2:] in ("ان", "نت", "هو", "ها"))
    )
    speaks = not opened and CUES[text[index]].past and CUES[text[index]].base in _SPEAKING and len(heard) < 6
    speaks = (
        speaks
        and (heard[0].startswith("ال") or not heard[0].endswith(("ت", "وا")))
        and heard[0][0] not in "يت"
    )
    return sources if named or speaks or (introduced and len(heard) < 5) else None


def _widened(
    passage: Passage, sources: tuple[Source, ...], first: int, end: int, last: int
) -> tuple[Source, ...]:
    """Give a subject with its complement («مصدرا على صلة بالملف») and the title before a comma."""
    text = passage.text
    if len(sources) > 1:
        return sources
    if text[end] == "علي" and end < last <= end + 6:
        return (replace(sources[0], last=last),)
    if end == last and first > 1 and text[first - 1] in ("،", ",") and head_kind([text[first]]) == "person":
        start = passage.words.bounds[passage.words.sentence[first]][0]
        at = next((at for at in range(first - 2, start - 1, -1) if text[at] in _BEFORE_TITLE), start - 1) + 1
        if head_kind([text[at]]) == "person" and text[at] not in CUES:
            titles, behind = read_sources(passage.words, passage.quotations, at, first)
            if len(titles) == 1 and behind >= first - 1:
                return (replace(sources[0], first=at),)
    return sources


def subject_of_auxiliary(passage: Passage, index: int) -> tuple[Source, ...]:
    """Give the subject between «كان» and a verb, or «أما» and one with ف: «وكان X قد طالب», «أما X فقال»."""
    openers = ("اما", "واما") if passage.text[index][0] == "ف" else ("كان", "كانت", "وكان", "وكانت")
    text, last = passage.text, index - (passage.text[index - 1] in ("قد", "ايضا"))
    last -= text[last - 1] in ("،", ",")
    start = passage.words.bounds[passage.words.sentence[index]][0]
    for at in range(last - 1, max(start, last - 26) - 1, -1):
        if text[at] in openers and at < last - 1:
            sources, end = read_sources(
                passage.words, passage.quotations, at + 1, last, known=frozenset(passage.known)
            )
            return sources if end == last or (sources and text[end] == "(") else ()
        if text[at] in CLAUSE_MARKS or text[at] in PARTICLES:
            break
    return ()
