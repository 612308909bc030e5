"""What people type, and what SQLite is asked."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.query import MAX_WORDS, parse_query
from archive.schema import sqlite3
from archive.synonyms import parse_synonyms
from archive.tables import SEARCH_TABLE

HOSTILE = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                *(
                    '"',
                    "'",
                    "«",
                    "»",
                    "(",
                    ")",
                    "-",
                    "|",
                    " OR ",
                    " NOT ",
                    "*",
                    "~3",
                    ":",
                    " ",
                    "\x00",
                    "\n",
                    "\u200f",
                ),
                *(
                    "من:",
                    "إلى:",
                    "title:",
                    "outlet:",
                    "بلد:",
                    "بدون:",
                    "year:",
                    "2015",
                    "2015-07-21",
                    "..",
                    "مصر",
                ),
                *("بي", "سي", "داعش", "covid-19", "الحكومة", "و", "في", "\ud800"),
            ]
        ),
        max_size=40,
    ).map("".join),
    st.text(alphabet=" \"«»“”„()|-*:~^+{}[],.'\\\x00ORANDTNEab12عنوانالو\ud800", max_size=200),
)


SYNONYMS = parse_synonyms("بي بي سي = BBC\nداعش = تنظيم الدولة", "list")


@pytest.fixture(scope="module")
def table():
    db = sqlite3.connect(":memory:")
    db.execute(SEARCH_TABLE)
    db.execute("INSERT INTO articles_fts(rowid, title, body) VALUES (1, 'a b', 'c d')")
    yield db
    db.close()


def accepts(table, text: str) -> None:
    query = parse_query(text, synonyms=SYNONYMS, outlets={"مصر": "misr"})
    for match in filter(None, (query.match, query.words, query.filters)):
        table.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (match,)).fetchall()


@settings(max_examples=400, deadline=None)
@given(HOSTILE)
@example('"')
@example("'")
@example("\x00")
@example("\ud800")
@example("NEAR(a b, 5)")
@example("a AND")
@example("OR OR OR")
@example("* ^ + - :")
@example('"a" "b')
@example("title:")
@example("-" * 5000)
@example("(" * 10_000)
@example("كلمة " * 2_000)
@example("ا" * 10_000)
@example('"' * 10_000)
@example("a) OR (b")
@example("title:(a OR b) -c")
def test_sqlite_accepts_whatever_is_typed(table, text: str) -> None:
    accepts(table, text)


def test_a_query_without_a_word_looks_for_nothing() -> None:
    for text in ("", "   ", '"', "()", "- * | OR", "«»", "\x00"):
        assert parse_query(text).match == "", text


def test_a_query_that_only_refuses_looks_for_nothing() -> None:
    assert parse_query("-حكومة -وزير").match == ""


def test_operators_of_sqlite_are_words_when_typed() -> None:
    assert '"near"' in parse_query("NEAR").match.lower()


def test_words_beyond_the_limit_are_ignored() -> None:
    words = [f"كلمة{number}" for number in range(MAX_WORDS * 3)]
    assert len(parse_query(" ".join(words)).patterns) <= MAX_WORDS


def test_a_stop_word_is_left_out_beside_others_and_kept_alone() -> None:
    assert len(parse_query("في بغداد").patterns) == 1
    assert parse_query("في").match


def test_a_refused_word_gives_no_highlight() -> None:
    assert len(parse_query("بغداد -موصل").patterns) == 1
