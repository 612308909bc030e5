"""An index says which analyser it was made with, and no other is ever mixed with it."""

import gzip
from contextlib import closing

import pytest

from archive.analysers import analyser_for, own_analyser
from archive.articles import update_articles
from archive.errors import ArchiveError, IndexUnusable
from archive.own_counts import counts_file, learn_counts, read_own_counts
from archive.place import Archive
from archive.rebuild import rebuild, rebuild_search
from archive.schema import connect, meta, set_meta
from archive.search import search
from extractors.arabic import Analyser, analyser

TITLE = "بدء أعمال ترميم السوق القديم في المدينة"
COUNTS = {"ترميم": 40, "السوق": 90, "سوق": 60, "قنصوة": 8}


@pytest.fixture
def crawled(archive: Archive, wire, page, write_warc, warc_name, ingest_all) -> Archive:
    """An archive with three reports in its index."""
    write_warc(
        archive, warc_name(1), [wire.exchange(f"/2026/{n}/", page(f"{TITLE} {n}", n)) for n in range(3)]
    )
    ingest_all(archive)
    return archive


def freeze(archive: Archive, counts: dict[str, int]) -> None:
    text = "".join(f"{word}\t{count}\n" for word, count in counts.items())
    counts_file(archive).write_bytes(gzip.compress(text.encode()))


def version_of(archive: Archive) -> str | None:
    with closing(connect(archive.index)) as db:
        return meta(db, "analyser")


def test_an_index_is_made_with_the_projects_analyser_and_says_so(crawled: Archive, rows) -> None:
    assert version_of(crawled) == analyser().version
    assert rows("SELECT * FROM word_counts") == []
    with closing(connect(crawled.index)) as db:
        assert analyser_for(db) is analyser()


def test_an_index_of_an_archive_with_word_counts_of_its_own_holds_them(
    archive: Archive, ingest_all, rows
) -> None:
    freeze(archive, COUNTS)
    ingest_all(archive)
    assert {row["word"]: row["count"] for row in rows("SELECT * FROM word_counts")} == COUNTS
    counts_file(archive).unlink()  # the index alone is enough
    with closing(connect(archive.index)) as db:
        assert analyser_for(db).version == Analyser(COUNTS).version != analyser().version
        assert analyser_for(db) is analyser_for(db)


def test_new_word_counts_count_once_the_texts_were_analysed_with_them(
    crawled: Archive, ingest_all, rows
) -> None:
    before = version_of(crawled)
    freeze(crawled, COUNTS)
    ingest_all(crawled)  # goes on as the index was made
    assert version_of(crawled) == before
    rebuild_search(crawled)
    assert version_of(crawled) == own_analyser(crawled).version != before
    ingest_all(crawled)
    with closing(connect(crawled.index)) as db:
        assert len(search(db, "السوق")) == 3
    counts_file(crawled).unlink()
    rebuild_search(crawled)
    assert version_of(crawled) == before
    assert rows("SELECT * FROM word_counts") == []


def test_an_index_made_anew_leans_on_the_archives_word_counts(crawled: Archive, readers) -> None:
    freeze(crawled, COUNTS)
    rebuild(crawled, readers)
    assert version_of(crawled) == Analyser(COUNTS).version


def test_neither_ingest_nor_search_mixes_two_analysers(crawled: Archive, ingest_all) -> None:
    freeze(crawled, COUNTS)
    rebuild_search(crawled)
    with closing(connect(crawled.index)) as db:
        set_meta(db, "analyser", "0-of-another-time")
        for act in (
            lambda: search(db, "السوق"),
            lambda: (
                db.execute("DELETE FROM search_rows")
                and db.execute("UPDATE versions SET doc_id = NULL")
                and update_articles(db, [row[0] for row in db.execute("SELECT article_id FROM articles")])
            ),
        ):
            with pytest.raises(IndexUnusable, match="rebuild --search"):
                act()
    with pytest.raises(IndexUnusable, match="rebuild --search"):
        ingest_all(crawled)


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(b"word\n"), gzip.compress(b"a\tb\n"), b"\x1f\x8b"]
)
def test_damaged_word_counts_are_named_and_the_index_stays(crawled: Archive, content: bytes) -> None:
    before = version_of(crawled)
    counts_file(crawled).write_bytes(content)
    with pytest.raises(ArchiveError, match=r"word_counts\.tsv\.gz cannot be read"):
        rebuild_search(crawled)
    assert version_of(crawled) == before


def test_counts_are_learnt_onto_the_projects_and_frozen(
    crawled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ArchiveError, match="holds 3 reports; word counts are learnt from 1000"):
        learn_counts(crawled)
    assert read_own_counts(crawled) is None
    monkeypatch.setattr("archive.own_counts.LEAST_REPORTS", 3)
    told: list[tuple[int, int]] = []
    words, reports = learn_counts(crawled, lambda done, total: told.append((done, total)))
    learnt, before = read_own_counts(crawled), counts_file(crawled).read_bytes()
    assert learnt is not None
    assert (words, reports, told) == (len(learnt), 3, [(3, 3)])
    learn_counts(crawled)
    assert counts_file(crawled).read_bytes() == before
    assert own_analyser(crawled).version != analyser().version
    assert not list(crawled.root.glob("*.new"))
