"""Fixity of a whole archive: every record, row and leaf read again and held against the others.

The WARCs and the log are the truth. What follows from them is made again and compared; what reading a page
gave is held against the digests beside the rows, or with `reread` read again. The index is read as it stood
when the check began, so that a crawl may go on meanwhile. Memory stays small whatever the archive's size.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

from archive.alias_check import check_aliases
from archive.captures import Outlets
from archive.checkpoint_check import CheckpointCheck
from archive.citation_check import check_citations, noted_citations
from archive.declared import declared
from archive.file_check import check_import, check_own
from archive.imports import read_imports
from archive.index_check import check_file, check_schema, check_types
from archive.leaf_check import LeafCheck
from archive.leaves import known_leaves
from archive.log_rows import check_leaf_rows
from archive.own_warcs import current_size, own_files
from archive.place import Archive
from archive.progress import Counted, FilesDone, OnProgress, Watching, unwatched
from archive.readers import ReaderPool
from archive.report import Report
from archive.reread import Reread
from archive.row_check import check_articles, check_digests, check_versions
from archive.schema import connect, sqlite3
from archive.scratch import Scratch
from archive.search_check import (
    analyser_of,
    check_search_rows,
    check_texts,
    check_word_counts,
    reread_texts,
)
from archive.search_pages import check_search_pages
from archive.sources import opened, own_source
from archive.table_check import compare_tables
from archive.wacz import WaczError
from archive.withdrawal_check import WithdrawalCheck
from archive.withdrawn_addresses import WithdrawnAddresses

INDEX = "index.db"


def verify(
    archive: Archive,
    *,
    reread: bool = False,
    readers: ReaderPool | None = None,
    watching: Watching = unwatched,
) -> Report:
    """Check the fixity of the whole archive. Changes nothing.

    With `reread`, every page is read again (by `readers`, or by a pool made for it) and compared with its
    rows. `watching` is told of each part of the work, and how far it has come. Raises IndexUnusable when
    there is no index of this version, OutletError for a declaration that nobody understands or remembers.
    """
    report = Report()
    found = declared(archive)
    if found.unknown:
        found.require_all()
    cited = noted_citations(archive)  # first: a citation is noted when its text is in the index
    with ExitStack() as stack:
        index = stack.enter_context(closing(connect(archive.index, readonly=True)))
        leaves = stack.enter_context(LeafCheck(report.fail))
        pages = None
        if reread:
            pool = readers or stack.enter_context(ReaderPool(archive.settings.readers))
            pages = stack.enter_context(closing(Reread(report, index, archive, pool)))
        scratch = Scratch(index, Outlets(found.known), report.fail, pages)
        stack.enter_context(closing(scratch))
        withdrawals = WithdrawalCheck(report.fail, archive)
        # One snapshot of the index, then the log, then the files: what came later is only ever more.
        with _told(report):
            index.execute("BEGIN")
            check_file(report, index)
            check_types(report, index)
            _check_log(report, archive, index, leaves, withdrawals)
            with watching("reading the WARC files") as on_bytes:
                _check_files(report, archive, index, leaves, scratch, withdrawals, on_bytes)
        withdrawals.finish(leaves.cross_off)
        report.withdrawn = withdrawals.withdrawn
        leaves.finish()
        with watching("comparing the index with them") as on_check:
            checks = list(_rows(report, archive, index, leaves, scratch, reread=reread))
            for check in Counted(checks, on_check):
                with _told(report):
                    check()
        check_citations(report.fail, cited, index)
        if pages is not None:
            pages.finish()
    return report


def _check_log(
    report: Report,
    archive: Archive,
    index: sqlite3.Connection,
    leaves: LeafCheck,
    withdrawals: WithdrawalCheck,
) -> None:
    checkpoints = CheckpointCheck(report.fail, archive)
    known = known_leaves(index)

    def on_leaf(line: bytes) -> None:
        checkpoints.see(line)
        withdrawals.see_leaf(line)

    report.checked["leaves"] = leaves.load(archive.log, on_leaf, known)
    report.checked |= checkpoints.finish(known)
    report.unchecked += checkpoints.unchecked
    addresses = WithdrawnAddresses(archive)
    if addresses.is_forgotten():
        report.unchecked.append("log/withdrawals/addresses.txt, whose addresses.key was deleted")
    elif addresses.is_whole() is False and not withdrawals.pending:
        detail = "addresses.txt and addresses.key do not fit each other: one of them was changed or is gone"
        report.fail(
            "changed-log-file", "log/withdrawals/addresses.txt, log/withdrawals/addresses.key", detail
        )


def _check_files(
    report: Report,
    archive: Archive,
    index: sqlite3.Connection,
    leaves: LeafCheck,
    scratch: Scratch,
    withdrawals: WithdrawalCheck,
    on_bytes: OnProgress | None,
) -> None:
    named = index.execute("SELECT * FROM warcs WHERE typeof(name) = 'text' ORDER BY name")
    rows = {row["name"]: row for row in named}  # others are told by the check of types
    own = {path: current_size(path) for path in own_files(archive)}
    done = FilesDone(sum(own.values()) + sum(imported.bytes for imported in read_imports(archive)), on_bytes)
    for path, size in own.items():
        name = path.relative_to(archive.warcs).as_posix()
        check_own(report, leaves, scratch, own_source(archive, name), rows.pop(name, None), withdrawals)
        done.reach(name, size)
    for name, row in rows.items():
        if row["origin"] == "own":
            report.fail("missing-warc", name, "the index has captures of this file, which is gone")
            scratch.give_up(name)
            continue
        report.checked["warcs"] += 1
        try:
            with opened(archive, name, row["origin"]) as source:
                check_import(report, scratch, source, row)
        except (OSError, WaczError) as error:
            report.fail("missing-warc", name, f"the imported file cannot be read: {error}")
            scratch.give_up(name)
        done.reach(name, row["bytes"] or 0)
    scratch.settle()


def _rows(
    report: Report,
    archive: Archive,
    index: sqlite3.Connection,
    leaves: LeafCheck,
    scratch: Scratch,
    *,
    reread: bool,
) -> Iterator[Callable[[], None]]:
    """The checks of the index's tables, in their order: later ones lean on what earlier ones have checked."""
    yield lambda: check_schema(report, index, scratch)
    yield lambda: check_versions(report, index)
    yield lambda: check_articles(report, index, scratch)
    yield lambda: compare_tables(report, index, scratch)
    yield lambda: check_aliases(report.fail, index)
    yield lambda: check_digests(report, index)
    yield lambda: check_leaf_rows(report, index, leaves)
    yield lambda: check_search_rows(report, index)
    yield lambda: check_texts(report, index, scratch)
    yield lambda: check_search_pages(report, index)
    yield lambda: check_word_counts(report, index, archive)
    if reread:
        yield lambda: _reread_words(report, index)


def _reread_words(report: Report, index: sqlite3.Connection) -> None:
    analyser = analyser_of(report, index)
    if analyser is not None:
        reread_texts(report, index, analyser)


@contextmanager
def _told(report: Report) -> Iterator[None]:
    """What SQLite cannot read, or what no row can hold, is a failure of the index."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        report.fail("broken-index", INDEX, f"SQLite: {error}")
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError) as error:
        report.fail("broken-index", INDEX, f"a value that no row holds: {type(error).__name__}: {error}")
