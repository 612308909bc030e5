"""The search index held against the rows it is made from, and against the sums of the texts it was given."""

from collections.abc import Iterator

from archive.analysers import COUNTED, COUNTS, analyser_for, counts_digest
from archive.errors import IndexUnusable
from archive.filings import filing_of
from archive.own_counts import read_own_counts
from archive.place import Archive
from archive.report import Report
from archive.row_digests import KEPT
from archive.row_ids import is_in_place
from archive.schema import sqlite3
from archive.scratch import Scratch
from archive.search_rows import EVERY_FILED, SearchRow, filed_of, text_row
from archive.table_check import short
from archive.text_sums import MODULUS, TextSum, read_sum, sum_of_index, sum_of_text, sums_in_index
from extractors.arabic import Analyser

FILING = "SELECT by_date, other_date FROM filings f JOIN search_rows s USING (filing) WHERE s.doc_id = ?"
UNFILED = (
    "SELECT doc_id FROM search_rows s WHERE NOT EXISTS (SELECT 1 FROM versions v WHERE v.doc_id = s.doc_id)"
)
HELD = (
    "SELECT t.id, t.sz, d.digest, v.version_key FROM articles_fts_docsize t"
    " LEFT JOIN row_digests d ON d.name = 'articles_fts' AND d.key = CAST(t.id AS TEXT)"
    " LEFT JOIN versions v ON v.doc_id = t.id"
)
LOST = (
    "SELECT v.doc_id, v.version_key FROM versions v WHERE v.doc_id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM articles_fts_docsize t WHERE t.id = v.doc_id)"
)
SETTINGS = "SELECT k, v FROM articles_fts_config ORDER BY k"
OF_TEXTS = "SELECT key, digest FROM row_digests WHERE name = 'articles_fts'"
ADD = (
    "INSERT INTO temp.text_sums VALUES (?1, ?2) ON CONFLICT (doc_id) DO UPDATE"
    " SET sum = add_sums(sum, excluded.sum)"
)
WAITING = 1 << 16  # sums in memory before they are written


def check_search_rows(report: Report, db: sqlite3.Connection) -> None:
    """Row ids, `search_rows` and `filings`, as versions, articles and outlets make them."""
    for one in filed_of(db, EVERY_FILED):
        report.checked["rows"] += 1
        where = f"search_rows {one.doc_id}, versions {one.version_key}"
        if one.doc_id is None:
            report.fail("missing-row", f"versions {one.version_key}", "it is not in the search index")
        elif one.now is None:
            report.fail("missing-row", where, f"version {one.version_key} has no row or no filing")
        elif one.now != one.wanted:
            report.fail("changed-row", where, f"is {one.now}, its version says {one.wanted}")
        elif not is_in_place(db, one.doc_id, one.home):
            detail = f"doc_id {one.doc_id} is not a row id of the day that it counts as published on"
            report.fail("changed-row", f"versions {one.version_key}", detail)
        else:
            _check_filing(report, db, one.doc_id, one.wanted)
    for row in db.execute(UNFILED):
        report.fail("row-without-record", f"search_rows {row[0]}", "no version has this row id")


def check_texts(report: Report, db: sqlite3.Connection, scratch: Scratch) -> None:
    """The words that the search index holds against the sums that were kept of them."""
    total = 0
    for row in db.execute(HELD):
        report.checked["rows"] += 1
        where = f"articles_fts {row['id']}"
        if row["version_key"] is None:
            report.fail("row-without-record", where, "no version has this row id")
        kept = _kept(row["digest"])
        if kept is None or kept.sizes != row["sz"]:
            report.fail("row-digest", where, "its count of words, or its digest, is not what was written")
        total += kept.sum if kept else 0
    for row in db.execute(LOST):
        detail = f"version {row['version_key']} is not in the search index"
        report.fail("missing-row", f"articles_fts {row['doc_id']}", detail)

    def lost(word: str) -> None:
        detail = f"a search for it does not come to all of its places: {short(word)}"
        report.fail("search-words", "articles_fts_idx", detail)

    if sum_of_index(db, lost) != total % MODULUS:
        _name_texts(report, db, scratch)
    settings = [[list(row) for row in side.execute(SETTINGS)] for side in (db, scratch.db)]
    if settings[0] != settings[1]:
        detail = f"the settings are {short(settings[0])}, wanted {short(settings[1])}"
        report.fail("changed-row", "articles_fts_config", detail)


def check_word_counts(report: Report, db: sqlite3.Connection, archive: Archive) -> None:
    """The counts that the analyser leans on, against their digest; the archive's own file names them."""
    kept = db.execute(KEPT, (COUNTS, COUNTS)).fetchone()
    rows = db.execute("SELECT count(*) FROM word_counts").fetchone()[0]
    report.checked["rows"] += rows
    if (kept[0] if kept else None) == counts_digest(db.execute(COUNTED)):
        return
    wanted = read_own_counts(archive) or {}
    if kept is not None and kept[0] == counts_digest(iter(sorted(wanted.items()))):
        for word, count in db.execute(COUNTED):
            if wanted.pop(word, None) != count:
                detail = f"count is {short(count)}, the archive's own file says otherwise"
                report.fail("changed-row", f"word_counts {word}", detail)
        for word in wanted:
            report.fail("missing-row", f"word_counts {word}", "the archive's own file has it")
    else:
        report.fail("row-digest", "word_counts", "the rows, or their digest, are not what was written")


def analyser_of(report: Report, db: sqlite3.Connection) -> Analyser | None:
    """The analyser that the index was made with; that there is none any more is told."""
    try:
        return analyser_for(db)
    except IndexUnusable as error:
        report.unchecked.append(f"the words of the search index: {error}")
    return None


def reread_texts(report: Report, db: sqlite3.Connection, analyser: Analyser) -> None:
    """Every text analysed again, and its sum held against the one that was kept."""
    for one in filed_of(db, EVERY_FILED):
        row = db.execute(
            "SELECT v.title, v.body, d.digest FROM versions v LEFT JOIN row_digests d"
            " ON d.name = 'articles_fts' AND d.key = CAST(v.doc_id AS TEXT) WHERE v.version_key = ?",
            (one.version_key,),
        ).fetchone()
        if one.doc_id is None or row["digest"] is None:
            continue  # told already
        text = text_row(analyser, one.doc_id, row["title"], row["body"], one.wanted.tags)
        if str(sum_of_text(one.doc_id, text.columns)) != row["digest"]:
            detail = "analysing the text again gives other words than the search index was given"
            report.fail("read-differently", f"articles_fts {one.doc_id}", detail)


def _check_filing(report: Report, db: sqlite3.Connection, doc_id: int, row: SearchRow) -> None:
    wanted = filing_of(
        doc_id,
        outlet=row.outlet,
        country=row.country,
        section=row.section,
        published_date=row.published_date,
    )
    held = db.execute(FILING, (doc_id,)).fetchone()
    if held is None or (held[0], held[1]) != (wanted.by_date, wanted.other_date):
        report.fail("changed-row", f"search_rows {doc_id}", f"its filing is not {wanted}")


def _kept(digest: str | None) -> TextSum | None:
    try:
        return None if digest is None else read_sum(str(digest))
    except ValueError:
        return None


def _name_texts(report: Report, db: sqlite3.Connection, scratch: Scratch) -> None:
    """Find the texts whose words are not what they were; their sums are gathered in the temporary file."""
    scratch.db.create_function("add_sums", 2, _add, deterministic=True)
    scratch.db.execute("CREATE TEMP TABLE text_sums (doc_id INTEGER PRIMARY KEY, sum TEXT)")
    for doc_id, part in _gathered(sums_in_index(db)):
        scratch.db.execute(ADD, (doc_id, f"{part:016x}"))
    named = 0
    for row in db.execute(OF_TEXTS):
        found = scratch.db.execute(
            "SELECT sum FROM temp.text_sums WHERE doc_id = ?", (row["key"],)
        ).fetchone()
        kept = _kept(row["digest"])
        if kept is not None and f"{kept.sum:016x}" != (found[0] if found else "0" * 16):
            named += 1
            detail = "the words that the search index holds of it are not those it was given"
            report.fail("search-words", f"articles_fts {row['key']}", detail)
    if not named:
        detail = "it holds words of texts that it was never given"
        report.fail("search-words", "articles_fts", detail)


def _gathered(parts: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    sums: dict[int, int] = {}
    for doc_id, part in parts:
        sums[doc_id] = (sums.get(doc_id, 0) + part) % MODULUS
        if len(sums) >= WAITING:
            yield from sums.items()
            sums.clear()
    yield from sums.items()


def _add(one: str, other: str) -> str:
    return f"{(int(one, 16) + int(other, 16)) % MODULUS:016x}"
