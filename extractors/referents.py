"""Whom a source stands for: «الوزير», «العقيبي», «وأضافت» lead back to the fullest mention in the report."""

from dataclasses import dataclass, field

from extractors.mentions import Mentions
from extractors.running_words import Words, folded_word
from extractors.source_kinds import BULLETINS, bare, head_kind, kind_of
from extractors.source_words import RANKS
from extractors.sources import Source

_AGAIN = frozenset(map(folded_word, ["ذاته", "ذاتها", "نفسه", "نفسها", "المذكور", "المذكورة", "عينه"]))
_HONOURED = frozenset(
    map(
        folded_word,
        [
            "معاليه",
            "سعادته",
            "سموه",
            "فضيلته",
            "سيادته",
            "فخامته",
            "دولته",
            "جلالته",
            "معاليها",
            "سعادتها",
            "سموها",
            "غبطته",
            "قداسته",
        ],
    )
)
_LINKS = frozenset(map(folded_word, ["في", "من", "بن", "ابن", "أبو", "على", "عن"]))
_PREMIERS = frozenset((("رييس", "الحكومه"), ("رييس", "الوزراء")))
_TITLED_ALONE = ("person", "organisation", "official body", "agency", "outlet")
_SOME = frozenset(("عدد", "بعض", "معظم"))  # «عدد من المراقبين»: not «قال»
_MOST_KEPT = 24


@dataclass(slots=True)
class Referent:
    """One source of the report: every phrase that named it, the fullest, its gender and number."""

    source: Source
    words: list[str]
    kind: str
    gender: str
    seen: int = 0
    names: frozenset[str] = field(default_factory=frozenset)
    document: bool = False


class Referents:
    """The sources credited so far, the last one last."""

    def __init__(self, words: Words, mentions: Mentions) -> None:
        self.words = words
        self.mentions = mentions
        self.kept: list[Referent] = []

    def named(self, source: Source, kind: str, gender: str) -> Referent:
        """Give whom a phrase stands for: one known before, or somebody new."""
        said = source.words(self.words)
        known = self._known(said, kind)
        if known is None:
            fuller = self._unheard(source, said)
            if fuller is not None:
                source, said = fuller, fuller.words(self.words)
                kind = kind if head_kind(said) is None else head_kind(said) or kind
                kind = "person" if kind == "anonymous" else kind
            known = Referent(source=source, words=said, kind=kind, gender=gender, names=_names(said))
            known.document = bool(said) and bare(said[0]) in BULLETINS
        else:
            self.kept.remove(known)
            if _fuller(said, known.words):
                known.source, known.words, known.names = source, said, known.names | _names(said)
                known.kind = kind if kind != "anonymous" else known.kind
            if gender in ("m", "f"):
                known.gender = gender
        self.kept.append(known)
        del self.kept[:-_MOST_KEPT]
        return known

    def _unheard(self, source: Source, said: list[str]) -> Source | None:
        """Give the fuller phrase by which the report named somebody before crediting them."""
        if not said or len(said) > 2 or len(said[-1]) < 3:
            return None
        head = head_kind(said)
        if len(said) == 1 and said[0].startswith("ال") and head in _TITLED_ALONE:
            return self.mentions.only(bare(said[0]), source.first)
        if len(said) == 2 and head == "person" and head_kind(said[:1]) == "person":
            fuller = self.mentions.fullest(said[1], len(self.words.text), title=bare(said[0]))
            return fuller if fuller is not None and fuller.last - fuller.first > len(said) else None
        if head is not None or (len(said) == 1 and said[0].startswith("ال") and said[0].endswith("يه")):
            return None  # «الألمانية» is an agency, no surname
        return self.mentions.fullest(said[-1], source.first)

    def implied(self, before: int, gender: str) -> Referent | None:
        """Give the subject of the sentence that a cue stands in, where nobody was credited before it."""
        source = self.mentions.subject(before, gender)
        if source is None:
            return None
        said = source.words(self.words)
        start, end = source.span(self.words)
        return self.named(source, kind_of(said, self.words.body[start:end]), gender)

    def meant(self, form: str, gender: str) -> Referent | None:
        """Give whom a verb refers back to: the last source that agrees with it."""
        if form == "dual" and self.kept:
            return self.kept[-1]
        plural = form == "plural" or gender == "plural"
        for referent in reversed(self.kept):
            many = _is_many(referent)
            if plural and many:
                return referent
            if referent.words and referent.words[0] in _SOME and not plural:
                continue
            if not plural and form != "dual" and gender in (referent.gender, ""):
                return referent
        if form == "participle" and self.kept:
            return self.kept[-1]
        return None

    def _known(self, said: list[str], kind: str) -> Referent | None:
        words = [word for word in said if word not in _AGAIN]
        if words and words[0] in _HONOURED and len(words) == 1:
            return next((each for each in reversed(self.kept) if each.kind == "person"), None)
        if not words:
            return None
        if bare(words[0]) in BULLETINS and words[0].startswith("ال") and len(words) < 3 and self.kept:
            issuer = next((each for each in reversed(self.kept) if each.document), None)
            return issuer or next(
                (each for each in reversed(self.kept) if each.kind != "person"), self.kept[-1]
            )
        for referent in reversed(self.kept):
            if words == referent.words:
                return referent
            if _stands_for(words, referent):
                return referent
        if len(words) > len(said) - 1 or not self.kept or len(words) == len(said):
            return None
        return self.kept[-1]


def _stands_for(words: list[str], referent: Referent) -> bool:
    """Say whether a phrase is a shorter (or longer) name of a known source."""
    theirs = referent.words
    if tuple(words) in _PREMIERS and tuple(theirs[:2]) in _PREMIERS:
        return True
    heads = bare(words[0]) == bare(theirs[0])
    names = {bare(word) for word in words}
    known = {bare(word) for word in theirs}
    if _is_title(words) and bare(words[0]) not in known and words[0] not in RANKS:
        return known <= names and theirs[-1] in _names(words) and len(theirs) > 1
    if head_kind(words) is None or _is_title(words):
        if heads and names <= known:
            return True
        if names <= known and len(words) <= 3:
            return words[0].startswith("ال") or words[0] == theirs[0] or words[-1] in referent.names
        if known <= names and (theirs[-1] in _names(words) or heads):
            both = heads and words[0].startswith("ال") and theirs[0].startswith("ال")  # «المحامية»
            return both or len(theirs) > 1 or theirs[0] in _names(words)
        return len(words) <= 4 and words[-1] in referent.names and _names(words) <= known
    if heads and words[0].startswith("ال"):
        return names <= known
    if names <= known and heads:
        return True
    return known <= names and heads and (len(theirs) > 1 or theirs[0].startswith("ال"))


def _is_title(words: list[str]) -> bool:
    return head_kind(words) == "person"


def _names(words: list[str]) -> frozenset[str]:
    """Give the words of a phrase that can be a personal or proper name by themselves."""
    return frozenset(
        word
        for word in words
        if len(word) > 2 and word not in _LINKS and head_kind([word]) is None and word[:2] != "لل"
    )


def _fuller(words: list[str], than: list[str]) -> bool:
    return len(words) > len(than)


def _is_many(referent: Referent) -> bool:
    head = referent.words[0] if referent.words else ""
    return head.endswith(("ون", "ين", "و", "ات")) or (
        referent.kind in ("witness", "anonymous") and head[-1:] not in "ره"
    )
