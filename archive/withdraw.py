"""`warraq withdraw`: a capture's payload goes, its place, digests and leaf stay.

In this order, so that a kill at any moment leaves a withdrawal that was never begun, or one that is finished
by the next run: what is to be done is written down, the signed note and its leaf go into the log, members are
overwritten in place, the index and whatever else names the report follow, and what was written down goes.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from archive.citation_notes import forget_texts
from archive.crashpoints import reach
from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.locks import locked
from archive.moved import require_here
from archive.once import read_once
from archive.place import Archive
from archive.readers import ReaderPool
from archive.room import require_room
from archive.rows import reading_index
from archive.signing import add_withdrawal, settle_files
from archive.withdrawal_files import held, overwrite
from archive.withdrawal_index import clean, withdraw_rows
from archive.withdrawal_members import prepared
from archive.withdrawal_notes import (
    STUB,
    Withdrawal,
    withdrawal_path,
    withdrawals_of,
)
from archive.withdrawal_plan import Asked, Plan, files_of, plan
from archive.withdrawal_redo import Redo, drop_redo, is_unfinished, unfinished, write_redo
from archive.withdrawal_scan import OnDone
from archive.withdrawal_stubs import CODES
from archive.withdrawal_traces import remove_traces
from archive.withdrawn_addresses import WithdrawnAddresses

MAX_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a withdrawal did; None as `withdrawal` when all that was named had been withdrawn before."""

    withdrawal: Withdrawal | None
    plan: Plan


def look(archive: Archive, asked: Asked, on_done: OnDone | None = None) -> Plan:
    """What a withdrawal would take; nothing is changed. Raises ArchiveError, OSError, RecordError."""
    with reading_index(archive) as db:
        return plan(archive, db, asked, on_done)


def withdraw(
    archive: Archive,
    asked: Asked,
    reason: str,
    code: str = "other",
    *,
    readers: ReaderPool | None = None,
    on_done: OnDone | None = None,
) -> Done:
    """Withdraw captures, with all that depends on them. `reason` stays in the log for good.

    Raises ArchiveError for ids and reasons that cannot be taken, AlreadyRunning while a crawl of the outlet,
    a rebuild or another withdrawal is at work, OutOfSpace; nothing was changed then.
    """
    require_here(archive.root)
    _check_reason(reason, code)
    with _alone(archive), Ingest(archive, readers=readers) as ingest, ExitStack() as stack:
        _finish_all(archive, ingest)
        ingest.catch_up_all()
        holding = _Holding(archive, stack)
        holding.take(_files_of(archive, asked))
        ingest.catch_up_all()  # what goes must have its leaf
        what = look(archive, asked, on_done)
        if not what.going:
            return Done(withdrawal=None, plan=what)
        _check_silence(reason, what)
        holding.take({group.warc for group in what.going} | {aside.warc for aside in what.asides})
        # The index is written anew, through its WAL, so that what went is in no free page of it.
        require_room(archive.index, 2 * archive.index.stat().st_size, "a withdrawal, which cleans the index,")
        withdrawal, redo = prepared(archive, what, reason, code)
        write_redo(archive, redo)
        reach("withdrawal-written-down")
        try:
            add_withdrawal(archive, withdrawal)
        except ArchiveError:
            if read_once(withdrawal_path(archive, redo.number)) is None:
                drop_redo(archive, redo.number)
            raise
        _finish(archive, ingest, withdrawal, redo)
    return Done(withdrawal=withdrawal, plan=what)


def finish_withdrawals(archive: Archive, readers: ReaderPool | None = None) -> int:
    """Carry out to the end what a killed run began; returns how many withdrawals that were.

    Raises AlreadyRunning while a crawl of an outlet concerned is at work.
    """
    if not is_unfinished(archive):
        return 0
    with _alone(archive), Ingest(archive, readers=readers) as ingest:
        return _finish_all(archive, ingest)


def _finish_all(archive: Archive, ingest: Ingest) -> int:
    if not is_unfinished(archive):
        return 0
    settle_files(archive)
    waiting = unfinished(archive)
    known = {withdrawal.number: withdrawal for withdrawal in withdrawals_of(archive)}
    for redo in waiting:
        with ExitStack() as stack:
            _Holding(archive, stack).take({place.name for place in redo.places})
            _finish(archive, ingest, known[redo.number], redo)
    return len(waiting)


def _finish(archive: Archive, ingest: Ingest, withdrawal: Withdrawal, redo: Redo) -> None:
    from archive.watching import forget_in_feed  # slow to load, and every crawl loads this module

    for place in redo.places:
        overwrite(archive, place)
    reach("withdrawal-files-written")
    ingest.catch_up_all()  # nothing, unless the index was lost meanwhile
    withdraw_rows(ingest, withdrawal, redo)
    ingest.index.close()
    clean(archive)
    WithdrawnAddresses(archive).remember([*redo.names.keys, *redo.articles], redo.number)
    remove_traces(archive, redo.names, redo.keys)
    reach("withdrawal-traces-removed")
    gone = {one.id for one in withdrawal.records if one.becomes == STUB}
    forget_texts(archive, gone, redo.names.named_in, redo.number)
    forget_in_feed(archive)
    reach("withdrawal-citations-written")
    drop_redo(archive, redo.number)


@contextmanager
def _alone(archive: Archive) -> Iterator[None]:
    with (
        locked(archive.state / "withdraw.lock", what="a withdrawal"),
        locked(archive.state / "rebuild.lock", what="the rebuild of this index"),
    ):
        yield


class _Holding:
    """Keeps crawls of the outlets whose files are named away, until the stack ends. Raises AlreadyRunning."""

    def __init__(self, archive: Archive, stack: ExitStack) -> None:
        self._archive = archive
        self._stack = stack
        self._held: set[str] = set()

    def take(self, names: Iterable[str]) -> None:
        """Hold the outlets of these files, and those of the files that are not closed."""
        fresh = sorted(set(names) - self._held)
        for slug in sorted({name.partition("/")[0] for name in fresh} - self._held):
            for lock in (f"{slug}.crawl.lock", f"{slug}.records.lock"):
                self._stack.enter_context(locked(self._archive.state / lock, what=f"outlet {slug}"))
            self._held.add(slug)
        for name in fresh:
            if not (self._archive.warcs / name).exists():
                self._stack.enter_context(held(self._archive, name))
        self._held.update(fresh)


def _files_of(archive: Archive, asked: Asked) -> set[str]:
    """The files of ours with the records that are named."""
    with reading_index(archive) as db:
        return files_of(db, asked)


def _check_reason(reason: str, code: str) -> None:
    if code not in CODES:
        raise ArchiveError(f"{code!r} is no code of a withdrawal; wanted one of {', '.join(CODES)}")
    if not reason.strip() or not reason.isprintable() or len(reason) > MAX_REASON:
        raise ArchiveError(f"the reason must be a text on one line, of at most {MAX_REASON} characters")


def _check_silence(reason: str, what: Plan) -> None:
    if what.names.hinted_in(reason):
        raise ArchiveError(
            "the reason holds the address or the title of what is to go, and it stays in the log for good;"
            " word it without them"
        )
