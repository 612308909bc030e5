"""Queries are drawn by how often words come, timings become medians, peers answer the same queries."""

import json
import subprocess
import sys
import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from archive.schema import connect
from benchmarks.quality.material import newsroom_material
from benchmarks.search import corpus as corpus_module
from benchmarks.search import peer_runner
from benchmarks.search.build import add_some, analyse_again, fill, new_archive, sizes
from benchmarks.search.corpus import Corpus, load_corpus
from benchmarks.search.ours import count_matches, searches
from benchmarks.search.peers import PYTHON, NoPeer, running
from benchmarks.search.postgres import server
from benchmarks.search.queries import FREQUENT, RARE, Asked, draw
from benchmarks.search.tables import TARGETS, Engine, query_table, target_of
from benchmarks.search.timing import Timing, middle, most, time_all

COUNT = 300


@pytest.fixture(scope="module")
def mixed() -> Corpus:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus_module, "load_material", newsroom_material)
        return load_corpus()


@pytest.fixture(scope="module")
def index(mixed: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of COUNT articles."""
    archive = new_archive(tmp_path_factory.mktemp("bench") / "archive")
    fill(archive, mixed.articles(COUNT))
    return archive.index


def test_the_index_holds_every_article_once_and_whole(mixed: Corpus, index: Path) -> None:
    with closing(connect(index, readonly=True)) as db:
        rows = db.execute("SELECT title, body, published_date FROM versions ORDER BY doc_id").fetchall()
        (states,) = db.execute(
            "SELECT count(*) FROM articles WHERE state = 'live' AND version_count = 1"
        ).fetchone()
        (broken,) = db.execute("SELECT count(*) FROM pragma_foreign_key_check").fetchone()
    articles = list(mixed.articles(COUNT))
    assert sorted(tuple(row) for row in rows) == sorted((a.title, a.body, a.published_date) for a in articles)
    assert [row["published_date"] for row in rows] == sorted(row["published_date"] for row in rows)
    assert (states, broken) == (COUNT, 0)


def test_more_articles_are_added_to_a_finished_index_and_it_is_analysed_again(
    mixed: Corpus, tmp_path: Path
) -> None:
    archive = new_archive(tmp_path / "archive")
    stream = mixed.articles(250)
    built = fill(archive, islice(stream, 50))
    before = sizes(archive.index)
    added = add_some(archive.index, stream)
    with closing(connect(archive.index, readonly=True)) as db:
        found = count_matches(db, "في")
    again = analyse_again(archive)
    assert (built.articles, again.articles) == (50, 250)
    assert built.text == sum(one.size for one in islice(mixed.articles(250), 50))
    assert added.cpu > 0
    with closing(connect(archive.index, readonly=True)) as db:
        assert count_matches(db, "في") == found > 50
    assert sizes(archive.index).search > before.search
    assert before.search < before.file


def test_measuring_the_size_changes_nothing(index: Path) -> None:
    with closing(connect(index, readonly=True)) as db:
        found = count_matches(db, "في")
    assert sizes(index) == sizes(index)
    with closing(connect(index, readonly=True)) as db:
        assert count_matches(db, "في") == found > 0


def test_queries_are_as_frequent_as_their_class_says(mixed: Corpus, index: Path) -> None:
    with closing(connect(index, readonly=True)) as db:
        drawn = draw(mixed.articles(COUNT), lambda query: count_matches(db, query))
        again = draw(mixed.articles(COUNT), lambda query: count_matches(db, query))
        assert drawn == again
        assert {name: len(asked) for name, asked in drawn.items()}.items() >= {"commonest words": 10}.items()
        assert all(count_matches(db, one.query) in RARE for one in drawn["rare word"])
        assert all(count_matches(db, one.query) for one in drawn["phrase"] + drawn["three words"])
        low, high = FREQUENT
        for one in drawn["frequent word"]:
            assert low * 0.9 <= count_matches(db, one.query) / COUNT <= high * 2, one.query  # titles too


def test_every_variant_of_ours_answers(mixed: Corpus, index: Path) -> None:
    asked = Asked(query="في", outlet="paper01", year=2023)
    with closing(connect(index, readonly=True)) as db:
        hits = {variant: ask(asked) for variant, ask in searches(db).items()}
    wanted = sum(
        one.outlet == "paper01" and one.published_date[:4] == "2023" for one in mixed.articles(COUNT)
    )
    assert hits["rank"] == hits["date"] == 20
    assert 0 < hits["filtered"] <= wanted


def test_questions_are_asked_once_before_they_are_timed() -> None:
    asked: list[str] = []

    def ask(question: str) -> int:
        asked.append(question)
        return len(question)

    timings = time_all(ask, ["a", "bc"], runs=2)
    assert asked == ["a", "bc"] * 3
    assert [one.hits for one in timings] == [1, 2]


def test_the_percentile_is_the_least_that_95_of_100_keep() -> None:
    timings = [Timing(milliseconds=float(n), hits=0) for n in range(100, 0, -1)]
    assert (middle(timings), most(timings)) == (50.5, 95.0)
    assert most(timings[:1]) == 100.0


@pytest.mark.parametrize(
    ("name", "variant", "target"),
    [
        ("rare word", "rank", TARGETS["rare word"]),
        ("rare word", "filtered", (32, 40)),
        ("commonest words", "date", (5, 5)),
        ("commonest words", "rank", None),
        ("rare word", "facets", None),
    ],
)
def test_targets(name: str, variant: str, target: tuple[float, float] | None) -> None:
    assert target_of(name, variant) == target


def test_the_table_shows_how_many_times_ours_another_engine_takes() -> None:
    def engine(name: str, milliseconds: float) -> Engine:
        timings = {("rare word", "rank"): [Timing(milliseconds=milliseconds, hits=3)]}
        return Engine(name=name, timings=timings, matches={"rare word": [7]})

    *_, line = query_table(engine("ours", 4.0), [engine("other", 10.0)]).splitlines()
    ours = "rare word rank 1 7 3 4.00 / 4.00 2 / 10 MISSED"
    assert line.split() == f"{ours} 10.00 / 10.00 2.50 7".split()


def test_a_year_ends_where_the_next_begins() -> None:
    first, last = peer_runner.span_of(2023)
    assert (first.isoformat(), last.isoformat()) == ("2023-01-01T00:00:00+00:00", "2024-01-01T00:00:00+00:00")


def test_the_runner_imports_nothing_of_ours() -> None:
    code = "import sys, peer_runner; print([n for n in sys.modules if n.split('.')[0] in sys.argv[1:]])"
    packages = ["archive", "benchmarks", "crawlers", "extractors", "newsroom"]
    done = subprocess.run(
        [sys.executable, "-c", code, *packages],
        cwd=Path(peer_runner.__file__).parent,
        capture_output=True,
        text=True,
        check=True,
        env={},
    )
    assert json.loads(done.stdout.replace("'", '"')) == []


@pytest.mark.skipif(not PYTHON.exists(), reason="`make bench-search` has not made the peers' environment")
def test_tantivy_answers_the_same_queries(mixed: Corpus, tmp_path: Path) -> None:
    try:
        with running("tantivy", tmp_path) as peer:
            filled = peer.fill(mixed.articles(COUNT))
            _check(peer.counts(["في", '"في"']), [peer.time(v, _ASKED, 1) for v in peer_runner.STATEMENTS])
    except NoPeer as error:
        pytest.skip(str(error))
    assert filled.articles == COUNT
    assert filled.index > 0


@pytest.mark.skipif(not PYTHON.exists(), reason="`make bench-search` has not made the peers' environment")
def test_postgresql_answers_the_same_queries_and_is_gone_afterwards(mixed: Corpus, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="warraq-postgres-") as folder:
        try:
            with server(Path(folder)) as sockets, running("postgres", sockets) as peer:
                filled = peer.fill(mixed.articles(COUNT))
                _check(
                    peer.counts(["مجلس", '"في"']),
                    [peer.time(v, _ASKED, 1) for v in peer_runner.STATEMENTS],
                )
        except NoPeer as error:
            pytest.skip(str(error))
        assert not (sockets / ".s.PGSQL.5432").exists()
    assert filled.articles == COUNT
    assert filled.index > 0


_ASKED = [Asked(query="مجلس", outlet="paper01", year=2023)]


def _check(counts: list[int], timings: list[list[Timing]]) -> None:
    assert counts[0] > 0
    assert all(one.milliseconds > 0 for (one,) in timings)
    assert timings[0][0].hits > 0
