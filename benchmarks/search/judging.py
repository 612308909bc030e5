"""Whether who types one word finds a report that has another: by our stems, by our search, and by others."""

import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from archive.query import parse_query
from archive.schema import sqlite3
from archive.synonyms import shipped
from benchmarks.quality.peers import PYTHON
from benchmarks.search import lucene_arabic
from extractors.arabic import analyser
from extractors.folding import fold

Judge = Callable[[str, str], bool]  # (typed, printed) -> whether the one finds the other
Terms = Callable[[str], Sequence[str]]  # text -> what stands for it in an index, in order
RUNNER = Path(__file__).with_name("snowball_runner.py")


def by_terms(terms: Terms) -> Judge:
    """Give the judge that looks for the terms of what is typed, in a row, among those of what is printed."""
    return lambda typed, printed: _in_a_row([{term} for term in terms(typed)], terms(printed))


def _in_a_row(places: Sequence[set[str]], terms: Sequence[str]) -> bool:
    """Whether the terms hold one of each place in a row; of no places nothing is found."""
    starts = range(len(terms) - len(places) + 1) if places else ()
    return any(all(terms[start + number] in place for number, place in enumerate(places)) for start in starts)


def ours(typed: str, printed: str) -> bool:
    """Judge by our analyser: a lone word is looked for in all its readings, and stands in an index in one."""
    words = list(analyser().tokens(typed))
    places = [{word.stem} for word in words]
    if len(words) == 1:
        places[0].update(analyser().terms(typed[words[0].start : words[0].end]))
    return _in_a_row(places, [token.stem for token in analyser().tokens(printed)])


def folded(text: str) -> list[str]:
    """Give our words as they are printed, folded and not stemmed."""
    return [fold(text[token.start : token.end]) for token in analyser().tokens(text)]


def our_search(printed: Iterable[str]) -> Judge:
    """Give the judge that asks our search, synonyms and all, among reports that print one of these each."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(printed), 1)}
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, title_exact, body_exact, tags)")
    rows = [(number, *analyser().forms_of(text)) for text, number in numbers.items()]
    db.executemany("INSERT INTO articles_fts (rowid, body, body_exact) VALUES (?, ?, ?)", rows)

    def judge(typed: str, text: str) -> bool:
        match = parse_query(typed, synonyms=shipped()).match
        if not match:
            return False
        find = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
        return db.execute(find, (match, numbers[text])).fetchone() is not None

    return judge


def snowball(texts: Iterable[str], python: Path = PYTHON) -> Terms | None:
    """Give Snowball's stems of the words that Lucene sees, for these texts alone; None without Snowball."""
    if not python.exists():
        return None
    words = sorted({word for text in texts for word in _lower_words(text)})
    done = subprocess.run(
        [str(python), str(RUNNER)], input="\n".join(words), capture_output=True, encoding="utf-8"
    )
    if "ModuleNotFoundError" in done.stderr:  # an environment made before it was asked for
        return None
    done.check_returncode()
    stems = dict(zip(words, done.stdout.splitlines(), strict=True))
    return lambda text: [stems[word] for word in _lower_words(text)]


def _lower_words(text: str) -> list[str]:
    return [word.lower() for word in lucene_arabic.words(text)]
