"""The reports that tell the same as one: candidates by phrases in the index, each compared by its text.

No table is kept: a report that was indexed a moment ago is found. From every sentence the longest words in a
row are looked up, since long words are the rarest; a phrase that a crowd holds says little.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from archive.analysers import analyser_for
from archive.match import in_columns, quoted
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from extractors.arabic import Analyser
from extractors.sentences import Sentence, sentences
from extractors.shingles import Shingled, shingled, tells_the_same

PHRASE = 4  # words looked up in a row
PHRASES = 32  # looked up for one text, from as many sentences, spread over it
CROWD = 60  # versions: a phrase that more hold is boilerplate, or of a story that everybody printed
EVERYBODY = 200  # versions read of a phrase
SEVERAL = 4  # phrases of a crowd that suggest a member
HOPS = 3  # a member's own members are looked for so many times

MEMBER = """
SELECT v.article_id, v.version_key, v.version, v.record_id, v.url, v.title, v.body, v.captured_at,
       v.published_at, v.published_date, v.published_precision, v.dateline_agency, v.byline,
       a.outlet, a.first_captured_at
FROM versions v JOIN articles a USING (article_id) JOIN search_rows s ON s.doc_id = v.doc_id
WHERE v.article_id = ? AND s.newest = 1
"""
HOLDING = """
SELECT s.article_id FROM articles_fts JOIN search_rows s ON s.doc_id = articles_fts.rowid
WHERE articles_fts MATCH ? AND s.newest = 1 LIMIT ?
"""
AGENCIES = "SELECT DISTINCT source FROM attributions WHERE version_key = ? AND source_kind = 'agency'"


@dataclass(frozen=True, eq=False, kw_only=True)
class Report:
    """The newest version of one article, and the agencies that it credits, in order of their names."""

    row: Row
    agencies: tuple[str, ...]

    @property
    def article_id(self) -> str:
        """The article's id."""
        return str(self.row["article_id"])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body; places are code points of it."""
        return sentences(self.row["body"] or "")

    @cached_property
    def shingled(self) -> Shingled:
        """The shingles of the body."""
        return shingled(self.row["body"] or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How far members are looked for.

    `compared` articles at most are compared with one text, those with the most phrases first; members are
    looked for of `asked` texts, until a story has `members` or more.
    """

    compared: int
    asked: int
    members: int


BOUNDS = Bounds(compared=150, asked=40, members=200)


def read_report(db: sqlite3.Connection, article_id: str) -> Report | None:
    """The newest version of this article; None when it has no text."""
    row = read_row(db, MEMBER, (article_id,))
    if row is None:
        return None
    credited = {str(one["source"]) for one in read_rows(db, AGENCIES, (row["version_key"],))}
    byline = json.loads(row["byline"]) if row["byline"] else {}
    credited |= {name for name in (row["dateline_agency"], byline.get("agency")) if name}
    return Report(row=row, agencies=tuple(sorted(credited)))


def story_of(
    db: sqlite3.Connection, article_ids: Iterable[str], bounds: Bounds = BOUNDS
) -> tuple[list[Report], bool]:
    """These articles and all that tell the same as one of them or one found so; and whether some may lack.

    Articles without a text are left out.
    """
    analyser = analyser_for(db)
    read: dict[str, Report | None] = {}

    def report(article_id: str) -> Report | None:
        if article_id not in read:
            read[article_id] = read_report(db, article_id)
        return read[article_id]

    found = {name: one for name in article_ids if (one := report(name)) is not None}
    asking, asked, cut = list(found.values()), 0, False
    for _ in range(HOPS):
        following: list[Report] = []
        for one in asking:
            if asked >= bounds.asked or len(found) >= bounds.members:
                return list(found.values()), True
            asked += 1
            candidates = _candidates(db, one, analyser)
            cut = cut or len(candidates) > bounds.compared
            for name in candidates[: bounds.compared]:
                other = None if name in found else report(name)
                if other is not None and tells_the_same(one.shingled, other.shingled):
                    found[name] = other
                    following.append(other)
        asking = following
    return list(found.values()), cut or bool(asking)


def _candidates(db: sqlite3.Connection, report: Report, analyser: Analyser) -> list[str]:
    """The articles that hold phrases of this one, those with the most first."""
    held: Counter[str] = Counter()
    crowded: Counter[str] = Counter()
    looked_up = phrases(report.sentences, analyser)
    for forms in looked_up:
        match = in_columns(quoted(forms), exact=True, place="body")
        holders = {str(row["article_id"]) for row in read_rows(db, HOLDING, (match, EVERYBODY))}
        (held if len(holders) <= CROWD else crowded).update(holders)
    several = min(SEVERAL, len(looked_up))
    held.update({name: count for name, count in crowded.items() if name in held or count >= several})
    held.pop(report.article_id, None)
    return sorted(held, key=lambda name: (-held[name], name))


def phrases(told: tuple[Sentence, ...], analyser: Analyser) -> list[tuple[str, ...]]:
    """The exact forms of the longest PHRASE words in a row, of at most PHRASES sentences all over a text."""
    cut = [tuple(analyser.forms_of(one.printed)[1].split()) for one in told]
    long = [forms for forms in cut if len(forms) >= PHRASE]
    step = max(1.0, len(long) / PHRASES)
    spread = [long[int(at * step)] for at in range(min(len(long), PHRASES))]
    return [_longest(forms) for forms in spread]


def _longest(forms: tuple[str, ...]) -> tuple[str, ...]:
    runs = [forms[at : at + PHRASE] for at in range(len(forms) - PHRASE + 1)]
    return max(runs, key=lambda run: sum(map(len, run)))
