"""Queries that no person would type, fewer than the benchmark puts."""

from benchmarks.search import fuzz
from benchmarks.search.odd_queries import LONGEST, queries, small_index
from extractors.arabic import analyser


def test_no_odd_query_is_an_error() -> None:
    db = small_index(reports=200)
    outcome = fuzz.put(db, queries(2000, seed=7), analyser())
    db.close()
    assert outcome.errors == []
    assert outcome.count == 2000
    assert outcome.answered > 100
    assert outcome.suggested > 0


def test_odd_queries_are_the_same_for_a_seed_and_of_every_kind() -> None:
    asked = list(queries(2000, seed=7))
    assert asked == list(queries(2000, seed=7))
    assert asked != list(queries(2000, seed=8))
    for sign in ("\x00", "\n", "(((", "\ud800", "\u202e", "NEAR(", "outlet:", "من"):
        assert any(sign in text for text in asked), sign
    assert max(map(len, asked)) > LONGEST


def test_errors_and_slow_queries_fail_the_command(monkeypatch, capsys) -> None:
    assert fuzz.main(["--count", "20", "--seed", "3"]) == 0
    monkeypatch.setattr(fuzz, "cut_snippet", lambda *_: 1 / 0)
    assert fuzz.main(["--count", "20", "--seed", "3"]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
