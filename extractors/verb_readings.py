"""Whether a verb of saying is one where it stands, and whether what it names can speak."""

from extractors.attribution_cues import PARTICLES, Cue
from extractors.given_names import GIVEN
from extractors.masdars import is_listed
from extractors.passages import ABOUT_ITSELF, RELATIVES, Passage
from extractors.running_words import word_set
from extractors.source_kinds import DOCUMENTS, bare, head_kind
from extractors.source_words import RANKS
from extractors.sources import Source
from extractors.statement import Opening

DOUBTFUL_ALONE = word_set(
    "ذكر رد كشف علق ختم نشر كتب حث طالب شرح قدر وعد زعم حذر بين عبر تابع رأي عقب زاد سجل دل حكم أثبت خلص أقر"
    " أكمل أجمع نشر"
)


IMPERSONAL = frozenset(
    ["ذكر", "توقع", "اعتقد", "ظن", "رجح", "قدر", "لاحظ", "اعتبر", "أظهر", "زعم", "كشف", "سجل", "رأى", "ذكّر"]
)


_GO_ON = frozenset(("قال", "أضاف", "تابع", "أوضح"))


_ONLY_SAY = frozenset(("قال", "أضاف", "ذكر", "أوضح", "أعلن", "صرح", "أفاد", "نفى", "كشف", "زعم", "غرد"))


_HE = frozenset(("هو", "هي", "وهو", "وهي", "وهم", "كان", "كانت"))


_SUPPOSING = frozenset(("قد", "وقد", "فقد", "ربما", "عندما", "كلما", "متي", "حينما", "سوف", "لو"))


_FAR_QUOTE = 4  # words between a verb that names nobody and a quotation of few words


def are_speakers(passage: Passage, sources: tuple[Source, ...], cue: Cue, opening: Opening) -> bool:
    """Say whether a phrase can be who says it: «أفكار التنظيمات» are nobody."""
    heard = sources[0].words(passage.words)
    if cue.base == "نشر" and (opening.kind != "that" or opening.index > sources[-1].last + 1):
        return False
    if not heard or head_kind(heard) or heard[0] in GIVEN or heard[0] in passage.known:
        return True
    if bare(heard[0]) in DOCUMENTS:
        return True
    if is_listed(heard[0]) and not heard[0].startswith("ال") and heard[0] not in RANKS:
        return False
    if cue.base == "قدر" or (not cue.past and opening.kind == "object" and cue.base == "أكد"):
        return False
    thing = len(heard) > 1 and not heard[0].startswith("ال") and heard[1].startswith("ال")
    return not (thing and heard[1].endswith(("ه", "ات")) and cue.base not in ("قال", "أضاف"))


def may_refer_back(
    passage: Passage, index: int, cue: Cue, opening: Opening, medium: tuple[int, int, int] | None
) -> bool:
    """Say whether a verb that names nobody leads back to whoever spoke: «وأضاف أن», «حيث أوضحت أن»."""
    if cue.base == "رأى" and cue.clitic and cue.past and opening.index == index + 1:
        return bool(passage.known) and not passage.text[opening.claim].startswith("ي")
    led = passage.text[index - 1] == "كما" or (cue.clitic and passage.behind_mark(index))
    if cue.base == "رأى" and led and opening.index == index + 1:
        return bool(passage.known)
    if "named" in cue.traits or (not cue.past and cue.base in IMPERSONAL):
        return False
    if _is_first_person(passage, index, cue):
        return False
    if not cue.past and cue.clitic and cue.base not in _GO_ON and not passage.behind_mark(index):
        return False  # «مبادئ تجرم المساس وتؤكد على»
    apart = passage.begins_sentence(index) or passage.text[index - 1] in ("حيث", "كما", "اذ")
    if not cue.past and not cue.clitic and cue.base not in _GO_ON and not apart and opening.kind != "quote":
        return False  # «شكواه الأخيرة، تشير إلى أنه»
    if (
        cue.form == "plural"
        and passage.text[index - 1] in RELATIVES
        and opening.kind not in ("that", "quote")
    ):
        return False
    if cue.past and cue.base in _ONLY_SAY and opening.kind == "that":
        behind = medium[2] if medium and medium[0] <= index + 3 else index + 1
        if opening.index <= behind + 1:
            return True
    far = opening.kind == "quote" and opening.index > index + 1 and not _is_long(passage, opening)
    if far and (not cue.clitic or opening.index > index + _FAR_QUOTE):
        return False
    if opening.kind == "object" and passage.text[index][cue.clitic :] in DOUBTFUL_ALONE:
        return False
    if opening.kind == "colon" and "reverse" not in cue.traits and opening.claim - index > 4 and not medium:
        return False
    if passage.text[index - 1] in RELATIVES | _HE and opening.kind not in ("that", "quote") and not cue.past:
        return False
    return (
        bool(cue.clitic)
        or passage.begins_clause(index)
        or passage.text[index + 1] in ABOUT_ITSELF
        or (cue.base == "قال" and opening.index == index + 1 and opening.kind in ("colon", "quote"))
    )


def is_counted(passage: Passage, index: int) -> bool:
    """Say whether «وعد» is printed «وعدّ»: he took it for something."""
    start, end = passage.words.span(passage.words.starts[index], passage.words.ends[index])
    return "\u0651" in passage.words.body[start:end]


def is_supposed(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether nobody has said it: «قد يقول قائل», «عندما يعلنون», «وإن قال أحدهم»."""
    before = passage.text[index - 1]
    if not cue.past:
        return before in _SUPPOSING
    if before not in ("ان", "وان"):
        return False
    start = passage.words.starts[index - 1] + len(before) - 2
    return passage.words.body[passage.words.span(start, start + 1)[0]] == "إ"


def is_mine(passage: Passage, index: int) -> bool:
    """Say whether a verb is marked as the writer's: «ذكرتُ»."""
    return passage.words.body[: passage.words.span(0, passage.words.ends[index])[1]].endswith("ت\u064f")


def _is_first_person(passage: Passage, index: int, cue: Cue) -> bool:
    """Say whether a verb is printed as «أعترف», «أعتبر»: the writer speaks of himself."""
    start = passage.words.starts[index] + cue.clitic
    first, _ = passage.words.span(start, start + 1)
    return cue.past and cue.base.startswith("ا") and passage.words.body[first] == "أ"


def shows(passage: Passage, sources: tuple[Source, ...], cue: Cue) -> bool:
    """Say whether a document or somebody who studies shows it: for verbs like «أظهر», «خلص»."""
    if not sources:
        return cue.gender == "f" or not cue.clitic
    head = bare(sources[0].words(passage.words)[0]) if sources[0].words(passage.words) else ""
    return head in DOCUMENTS or head_kind([head]) in (
        "anonymous",
        "organisation",
        "person",
        "official body",
    )


def is_speaker(passage: Passage, source: Source, opening: Opening) -> bool:
    """Say whether a quotation of few words may be somebody's: who speaks has to be known for a source."""
    if _is_long(passage, opening):
        return True
    heard = source.words(passage.words)
    return head_kind(heard) is not None or heard[0] in GIVEN or all(word in passage.known for word in heard)


def _is_long(passage: Passage, opening: Opening) -> bool:
    """Say whether speech stands behind a colon, or in a quotation that is too long to be a name."""
    return passage.text[opening.index] == ":" or passage.quotations.is_speech(opening.index)


def is_stated(passage: Passage, index: int) -> bool:
    """Say whether «بين» is «بيّن»: as it is marked, or by where it stands."""
    body = passage.words.body[
        slice(*passage.words.span(passage.words.starts[index], passage.words.ends[index]))
    ]
    before = passage.text[index - 1] if index else "."
    return (
        "\u0651" in body
        or not before[0].isalnum()
        or before in ("قد", "كما", "حيث")
        or (before in RELATIVES and passage.text[index + 1] in PARTICLES)
        or passage.follows_time(index)
    )
