"""More like this: the reports that share an article's most telling words.

A word tells the more, the more often the article says it and the fewer others do; one of the title counts as
several of the body. The best few are looked for, any of them, and what is found is ranked as a search ranks.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import log

from archive.analysers import analyser_for
from archive.lookup import UnknownArticle
from archive.match import in_columns, quoted, stop_forms
from archive.patterns import Pattern
from archive.rows import read_row
from archive.schema import sqlite3
from archive.search_hits import Hit, hits_at
from archive.search_ranking import rank
from archive.search_scope import LAST_ROW, Scope
from extractors.arabic import Analyser

TERMS = 12  # words looked for
CANDIDATES = 32  # words of which it is counted how many reports hold them
TITLE = 4  # so many words of the body weigh as much as one of the title
MIN_LETTERS = 3  # a shorter word tells little
MATCHES = 15_000  # versions: so many may hold any of the words, and are ranked
COMMON = MATCHES // 3  # a word that so many hold tells nothing, and is counted no further
ARCHIVE = 100_000  # versions counted of the archive: a larger one need not be known more exactly

NEWEST = "SELECT title, body FROM versions WHERE article_id = ? ORDER BY version DESC LIMIT 1"
HOLDING = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)"
VERSIONS = "SELECT count(*) FROM (SELECT 1 FROM search_rows LIMIT ?)"


def similar(db: sqlite3.Connection, article_id: str, *, limit: int = 10) -> list[Hit]:
    """The articles most like this one, the likest first; itself left out, and each once.

    The same report under another address is among them. Snippets show where the telling words stand. Raises
    UnknownArticle when the index holds no article under this id.
    """
    row = read_row(db, NEWEST, (article_id,))
    if row is None:
        raise UnknownArticle(f"no article in this archive has the id {article_id}")
    terms = telling_terms(db, row["title"], row["body"])
    if not terms:
        return []
    any_term = " OR ".join(quoted((term,)) for term in terms)
    scope = Scope(
        match=in_columns(f"({any_term})", exact=False),
        first_row=0,
        last_row=LAST_ROW,
        patterns=tuple(Pattern(form="stem", places=(frozenset({term}),)) for term in terms),
        phrases=len(terms),
    )
    ranking = rank(db, scope, "rank", limit + 1, None, bound=MATCHES)
    hits = hits_at(db, ranking.page, scope.patterns)
    return [hit for hit in hits if hit.article_id != article_id][:limit]


def telling_terms(db: sqlite3.Connection, title: str, body: str) -> list[str]:
    """The stems of at most TERMS words of this text that tell it best from others in the index, best first.

    All of them together stand in no more versions than are ranked, so that the likest are among these.
    """
    said = _said(title, body, analyser_for(db))
    (versions,) = db.execute(VERSIONS, (ARCHIVE,)).fetchone()
    held = {term: _holding(db, term) for term, _ in said.most_common(CANDIDATES)}
    weights = {
        term: (1 + log(said[term])) * log(1 + versions / count)
        for term, count in held.items()
        if 1 < count < COMMON
    }
    return list(_affordable(weights, held))


def _said(title: str, body: str, analyser: Analyser) -> Counter[str]:
    """How often each stem is said, a title's TITLE times; no stop words, numbers or very short words."""
    said = Counter[str]()
    stops = stop_forms(analyser)
    for text, weight in ((title, TITLE), (body, 1)):
        stems, exacts = analyser.forms_of(text)
        for stem, exact in zip(stems.split(" "), exacts.split(" "), strict=True):
            if len(stem) >= MIN_LETTERS and exact not in stops and not stem.isdigit():
                said[stem] += weight
    return said


def _holding(db: sqlite3.Connection, term: str) -> int:
    """How many versions hold the word, counted up to COMMON."""
    match = in_columns(quoted((term,)), exact=False)
    return int(db.execute(HOLDING, (match, COMMON)).fetchone()[0])


def _affordable(weights: Mapping[str, float], held: Mapping[str, int]) -> Iterator[str]:
    """The weightiest terms, without those that would make more matches than are ranked."""
    left, taken = MATCHES, 0
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        if held[term] <= left and taken < TERMS:
            left -= held[term]
            taken += 1
            yield term
