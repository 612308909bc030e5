"""Whom a report credits: attributions found in the body by rules and lexicons, with exact offsets."""

from bisect import bisect_right
from collections.abc import Iterator

from extractors.arabic import fold
from extractors.article import Attribution
from extractors.dateline import opening_end
from extractors.hedges import find_hedges, hedge_for
from extractors.mentions import Mentions
from extractors.quotations import Quotations, read_quotations
from extractors.referents import Referent, Referents
from extractors.running_words import Words, folded_word, read_words, word_set
from extractors.source_kinds import BULLETINS, bare, kind_of
from extractors.sources import Source
from extractors.statement import Statement
from extractors.statement_claims import claim_of
from extractors.statements import find_statements

KINDS = (
    *("agency", "outlet", "official body", "armed force", "organisation", "person", "social account"),
    *("witness", "anonymous"),
)
_MOST_EARLIER = 4
_JOINING = frozenset(("التي", "حيث", "كما", "وقد", "قد", "وكانت", "كانت"))
_CLOSE = 7  # words between two prepositions that credit the same
LONGEST = 100_000  # characters: what a hostile page holds beyond is not read
_OF_OUTLET = word_set("""
صحيفة جريدة قناة موقع وكالة شبكة مراسل مراسلة مراسلنا مراسلتنا مراسلو موفد موفدة موفدنا مندوب مندوبة
مصادر مصدر محرر محررة إذاعة تلفزيون مجلة الصحيفة
""")
_LONGEST_LINE = 200  # characters of a body's first line that its dateline is looked for in
_LED_BY = " \t|:-–—/"
_OURS = word_set("مراسلنا مراسلتنا موفدنا موفدتنا مندوبنا مراسلونا")


def find_attributions(body: str, own: tuple[str, ...] = ()) -> tuple[Attribution, ...]:
    """Give every attribution of the body, in order. `own` are the outlet's names: its voice is no source.

    Reads the first LONGEST characters, in time proportional to them. Never raises.
    """
    words = read_words(body[:LONGEST])
    quotations = read_quotations(words)
    voices = [_heard(name) for name in own if name.strip()]
    statements = [each for each in find_statements(words, quotations) if not _is_own(words, each, voices)]
    if not statements:
        return ()
    claims = _behind_dateline(body, own, _claims(words, quotations, statements))
    hedges = find_hedges(words)
    found = [
        attribution
        for statement, claim, referents in zip(
            statements, claims, _credited(words, quotations, statements), strict=True
        )
        if claim is not None and not _may_be_first_person(words, statement, referents)
        for attribution in _attributions(words, statement, claim, referents, hedges)
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _claims(
    words: Words, quotations: Quotations, statements: list[Statement]
) -> list[tuple[int, int] | None]:
    cuts = sorted({each.clause for each in statements if _cuts(words, each)})
    begun: dict[int, list[int]] = {}
    found: list[tuple[int, int] | None] = []
    last = statements[0]
    for statement in statements:
        number = words.sentence[statement.cue[0]]
        earlier = begun.setdefault(number, [])
        later = cuts[bisect_right(cuts, statement.cue[0]) :][:8]
        chained = found and _is_chained(words, last, statement)
        found.append(found[-1] if chained else claim_of(words, quotations, statement, later, earlier))
        last = statement
        if statement.opening != "before":
            earlier.append(statement.claim)
            del earlier[:-_MOST_EARLIER]
    return found


def _behind_dateline(
    body: str, own: tuple[str, ...], claims: list[tuple[int, int] | None]
) -> list[tuple[int, int] | None]:
    """Give the claims, less the dateline of the body where one begins with it: «صور - …:»."""
    first = len(body) - len(body.lstrip())
    if not any(claim is not None and claim[0] == first for claim in claims):
        return claims
    line = body[first : first + _LONGEST_LINE].split("\n", 1)[0]
    end = opening_end(line, frozenset(map(fold, own)))
    start = first + end + len(line[end:]) - len(line[end:].lstrip(_LED_BY))
    return [
        (start, claim[1]) if end and claim is not None and claim[0] == first and start < claim[1] else claim
        for claim in claims
    ]


def _is_chained(words: Words, last: Statement, statement: Statement) -> bool:
    """Say whether two prepositions credit the same words: «وفقا لتقرير نشرته الصحيفة نقلا عن خبراء»."""
    if not (last.form == statement.form == "noun" and last.opening == statement.opening == "before"):
        return False
    between = words.text[last.claim : statement.cue[0]]
    return len(between) < _CLOSE and all(word[0].isalnum() or word in '«»"' for word in between)


def _cuts(words: Words, statement: Statement) -> bool:
    """Say whether a statement ends the one before it: its cue begins a clause of the report's own."""
    index = statement.cue[0]
    before = words.text[index - 1] if index else ""
    if statement.form == "noun" and before[:1].isalnum() and words.text[statement.claim][0].isalnum():
        return False  # in the middle of a clause that goes on behind it
    return (
        statement.form in ("participle", "noun", "as")
        or statement.clause < index
        or statement.cue_skip > 0
        or before in ("،", ",", "؛", ";", "فيما", "كما", "بينما", "حين", "قد", "حيث", "-")
    )


def _credited(
    words: Words, quotations: Quotations, statements: list[Statement]
) -> Iterator[list[tuple[Source | None, Referent | None]]]:
    """Give, for every statement, the phrases that name its sources beside whom they stand for."""
    referents = Referents(words, Mentions(words, quotations))
    reached = -1
    found: list[list[tuple[Source | None, Referent | None]]] = []
    for statement in statements:
        if not statement.sources:
            number = words.sentence[statement.cue[0]]
            meant = None
            if number != reached and (
                statement.form == "participle" or not referents.kept or not _heads(words, statement)
            ):
                meant = referents.implied(statement.cue[0], statement.gender)
            meant = meant or referents.meant(statement.form, statement.gender)
            reached = number
            if meant is not None and statement.form != "noun":
                referents.kept.remove(meant)
                referents.kept.append(meant)
            found.append([(None, meant)])
            continue
        reached = words.sentence[statement.cue[0]]
        both: list[tuple[Source | None, Referent | None]] = []
        for source in statement.sources:
            kind = _kind(words, source, statement)
            referent = referents.named(source, kind, statement.gender or _gender(source.words(words)))
            referent.document = referent.document or _in_bulletin(words, statement)
            both.append((source, referent))
        found.append(both)
    return iter(found)


def _may_be_first_person(
    words: Words, statement: Statement, credited: list[tuple[Source | None, Referent | None]]
) -> bool:
    """Say whether «توقعت أن» may well be the writer's: no woman was named, nothing joins it to a speaker."""
    alone = statement.form == "f" and not statement.cue_skip and credited == [(None, None)]
    return alone and words.text[statement.cue[0] - 1] not in _JOINING


def _heads(words: Words, statement: Statement) -> bool:
    """Say whether a cue begins its sentence: then nobody is named in it before."""
    return statement.cue[0] - words.bounds[words.sentence[statement.cue[0]]][0] < 3


def _in_bulletin(words: Words, statement: Statement) -> bool:
    return statement.medium is not None and bare(words.text[statement.medium[0]]) in BULLETINS


def _kind(words: Words, source: Source, statement: Statement) -> str:
    start, end = source.span(words)
    return kind_of(source.words(words), words.body[start:end], feminine=statement.gender == "f")


def _gender(heard: list[str]) -> str:
    return "f" if heard and (heard[0].endswith(("ه", "ات")) or heard[0] in ("مصادر", "صحف")) else "m"


def _attributions(
    words: Words,
    statement: Statement,
    claim: tuple[int, int],
    credited: list[tuple[Source | None, Referent | None]],
    hedges: list[tuple[int, int, bool]],
) -> Iterator[Attribution]:
    body = words.body
    first, last = statement.cue
    cue = words.span(words.starts[first] + statement.cue_skip, words.ends[last - 1])
    if statement.tail:
        cue = words.span(words.starts[first] + statement.cue_skip, words.starts[last] + statement.tail)
    medium = _medium(words, statement)
    hedge = _hedge(words, statement, hedges)
    for source, referent in credited:
        start, end = source.span(words) if source else cue
        full = referent.source.span(words) if referent else None
        yield Attribution(
            source=body[full[0] : full[1]] if full else None,
            source_kind=referent.kind if referent else "anonymous",
            printed=body[start:end],
            cue=body[cue[0] : cue[1]],
            medium=medium,
            hedge=hedge,
            claim_start=claim[0],
            claim_end=claim[1],
            start=start,
            end=end,
        )


def _medium(words: Words, statement: Statement) -> str | None:
    if statement.medium is None:
        return None
    first, skip, last = statement.medium
    start, end = words.span(words.starts[first] + skip, words.ends[last - 1])
    return words.body[start:end]


def _hedge(words: Words, statement: Statement, hedges: list[tuple[int, int, bool]]) -> str | None:
    if not hedges:
        return None
    number = words.sentence[statement.cue[0]]
    first, last = words.bounds[number]
    following = words.bounds[min(number + 2, len(words.bounds) - 1)][1]
    found = hedge_for(hedges, first, last, following)
    if found is None:
        return None
    joined = words.text[found[0]].startswith("و")
    start, end = words.span(words.starts[found[0]] + joined, words.ends[found[1] - 1])
    return words.body[start:end]


def _heard(name: str) -> tuple[str, ...]:
    return tuple(bare(folded_word(word)) for word in name.replace('"', " ").split())


def _is_own(words: Words, statement: Statement, voices: list[tuple[str, ...]]) -> bool:
    """Say whether the outlet itself speaks: its name or its reporter's title is all that the source says."""
    for source in statement.sources:
        heard = source.words(words)
        if heard and heard[0] in _OURS:
            return True
        named = tuple(bare(word) for word in heard if word not in _OF_OUTLET)
        if named and named in voices:
            return True
    return False
