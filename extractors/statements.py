"""Where running words credit a statement, from the first word to the last: every cue is read in its place."""

from collections.abc import Iterator
from dataclasses import replace

from extractors.act_statements import read_blaming, read_claiming, read_refusal
from extractors.attribution_cues import CUES
from extractors.framed_statements import read_contained, read_directed
from extractors.noun_statements import (
    read_as_said,
    read_as_told,
    read_coming,
    read_label,
    read_noun,
    read_relay,
    read_which,
)
from extractors.passages import Passage
from extractors.quotations import Quotations
from extractors.running_words import Words
from extractors.statement import Statement
from extractors.verb_statements import read_masdar, read_participle, read_verb

_RELAYS = {"نقل": "عن", "نقلت": "عن", "ينقل": "عن", "تنقل": "عن", "نقلوا": "عن", "نسب": "الي", "نسبت": "الي"}
_BLAMES = {"حمل": 0, "حملت": 0, "وحمل": 1, "وحملت": 1}
_WHICH = frozenset((("وهو", "ما"), ("هو", "ما"), ("وهذا", "ما"), ("هذا", "ما")))
_COMES = frozenset(("جاء", "وجاء", "ورد", "وورد"))
_REFUSALS = {
    "رفض": 0,
    "رفضت": 0,
    "رفضوا": 0,
    "امتنع": 0,
    "امتنعت": 0,
    "ورفض": 1,
    "ورفضت": 1,
    "وامتنع": 1,
    "وامتنعت": 1,
}
_CLAIMING = {"تبني": 0, "تبنت": 0, "وتبني": 1, "وتبنت": 1}
_DIRECTING = {"وجه": 0, "وجهت": 0, "ووجه": 1, "ووجهت": 1, "يوجه": 0, "توجه": 0, "وجهوا": 0}
_AS_TOLD = "علي"
_LINK = "رابط"
_WHAT = "ما"
# The words at which a statement may be found; another is looked at behind «ما» and at the head of a line.
_TELLING = frozenset(
    [*CUES, *_BLAMES, *_COMES, *_REFUSALS, *_CLAIMING, *_DIRECTING, _AS_TOLD, _LINK, _WHAT]
).union(joined + word for word in _RELAYS for joined in ("", "و", "ف"))
_BEYOND_NEWLINES = "\v"  # runs of newlines sort before it, words and marks behind it


def find_statements(words: Words, quotations: Quotations) -> Iterator[Statement]:
    """Give the statements in the order of their cues."""
    passage = Passage(words, quotations)
    text, within = passage.text, passage.quotations.within
    free = 0
    marked = [index for index, word in enumerate(text) if word in _TELLING or word < _BEYOND_NEWLINES]
    behind = [index + 1 for index in marked[:-1] if text[index] == _WHAT or text[index] < _BEYOND_NEWLINES]
    for index in sorted({0, *marked, *behind} if text else ()):
        word = text[index]
        if index < free or within[index] >= 0:
            continue
        if word == _LINK and text[index + 1 : index + 2] == ["الخبر"]:
            free = passage.limit(index)  # a link that repeats a headline
            continue
        found = _at(passage, index, word)
        if not found:
            continue
        for statement in found:
            for source in statement.sources:
                passage.known.update(source.words(passage.words))
            yield statement
        yield from _beside(passage, index, found[0])
        if found[0].opening != "before":
            free = found[0].claim
        else:
            free = max(found[-1].cue[1], *(source.last for source in found[-1].sources), 0)


def _beside(passage: Passage, index: int, statement: Statement) -> Iterator[Statement]:
    """Give who else is credited between a verb and what was said: «قالت القناة، نقلا عن مصدر، إن»."""
    if statement.opening == "before" or statement.relay:
        return
    for at in range(index + 1, statement.claim):
        cue = CUES.get(passage.text[at])
        if cue is None or cue.form != "noun":
            continue
        other = read_noun(passage, at, cue)
        if other is not None and other.sources and other.sources[-1].last <= statement.claim:
            yield replace(other, opening=statement.opening, claim=statement.claim)


def text_before(passage: Passage, index: int) -> tuple[str, ...]:
    """Give the two words before a word."""
    return tuple(passage.text[max(0, index - 2) : index])


def _at(passage: Passage, index: int, word: str) -> list[Statement]:
    cue = CUES.get(word)
    plain = word[1:] if word[0] in "وف" else word
    found: Statement | None = None
    if plain in _RELAYS:
        return read_relay(passage, index, len(word) - len(plain), _RELAYS[plain])
    if word in _COMES and passage.text[index + 1 : index + 2] == ["في"]:
        found = read_coming(passage, index)
    elif word in _COMES and passage.text[index + 1] in ("فيه", "فيها"):
        found = read_contained(passage, index)
    elif word in _DIRECTING:
        found = read_directed(passage, index, _DIRECTING[word])
    elif word in _REFUSALS:
        found = read_refusal(passage, index, _REFUSALS[word])
    elif word in _CLAIMING:
        found = read_claiming(passage, index, _CLAIMING[word])
    elif word in _BLAMES:
        found = read_blaming(passage, index, _BLAMES[word])
    elif word == _AS_TOLD:
        found = read_as_told(passage, index)
    elif cue is None and text_before(passage, index) in _WHICH:
        found = read_which(passage, index)
    elif cue is None:
        found = read_label(passage, index) if passage.begins_line(index) else None
    elif cue.form == "noun":
        found = read_noun(passage, index, cue)
    elif word == "راي" and index and passage.text[index - 1] in ("في", "وفي"):
        found = read_noun(passage, index, CUES["براي"])
        skip = int(passage.text[index - 1] == "وفي")
        found = found and replace(found, cue=(index - 1, index + 1), cue_skip=skip)
    elif cue.form == "as":
        found = read_as_said(passage, index, index + 1)
    elif cue.form == "masdar":
        found = read_masdar(passage, index, cue)
    elif cue.form == "participle":
        found = read_participle(passage, index, cue)
    else:
        found = read_verb(passage, index, cue)
        if found is None and passage.begins_line(index):
            found = read_label(passage, index)
    return [found] if found else []
