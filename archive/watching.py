"""Adding, removing and checking watches: from what a person typed to a line, from lines to findings."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from archive.cases import find_case, item_note
from archive.citation_notes import Line, append_notes, new_ids, read_notes
from archive.cite import Names, cite
from archive.cited_lookup import with_cited_texts
from archive.cited_texts import keep_text
from archive.errors import ArchiveError
from archive.guard import Guard
from archive.moments import stamp
from archive.place import Archive
from archive.progress import Counted, OnProgress
from archive.rows import reading_index
from archive.schema import sqlite3
from archive.watch_feed import is_feed, left_over, write_feed
from archive.watch_findings import Finding
from archive.watch_memory import Listener, mark_new, remember
from archive.watches import WATCH_REMOVED, Watch, watch_note, watches_of
from archive.withdrawal_redo import shred

OnDamage = Callable[[Line], None]


def cited(archive: Archive, db: sqlite3.Connection, typed: str, names: Names | None = None) -> dict[str, Any]:
    """What `warraq cite` finds, its text kept as a record: the document's `conversion`.

    Raises ArchiveError when no text holds the quote, or its text cannot be kept, so that nothing is noted;
    UnknownArticle for a URL or id the archive does not hold.
    """
    known = names or Names()
    document = with_cited_texts(archive, db, typed, cite(db, typed, known), known)
    if document["article"] is None:
        raise ArchiveError("no report in this archive holds this quote, so nothing was noted")
    conversion = document.get("conversion") or keep_text(archive, db, document["article"])
    return {**document, "conversion": conversion}


def add_watch(archive: Archive, typed: str, *, note: str | None = None, case: str | None = None) -> Finding:
    """Put a quote, a URL or an article under guard, and say how it stands now; `case` takes it in as well.

    Raises ArchiveError, UnknownArticle when the archive holds no such thing, or no such case.
    """
    notes = list(read_notes(archive))
    file = find_case(notes, case) if case is not None else None
    name, item = new_ids(notes, 2)
    now = datetime.now(UTC)
    with reading_index(archive) as db:
        document = cited(archive, db, typed)
        lines = [watch_note(name, typed, document, now, note=note, case_id=file.id if file else None)]
        if file is not None:
            lines.append(item_note(file.id, item, typed, document, now, note))
        append_notes(archive, lines)
        finding = Guard(archive, db).finding(watches_of([*notes, *lines])[name])
    for listener in ("check", "crawl"):
        remember(archive, listener, [finding])  # it is told here and now
    return finding


def remove_watch(archive: Archive, name: str) -> Watch:
    """Watch this no longer. Raises ArchiveError when there is no watch of this id."""
    watch = watches_of(read_notes(archive)).get(name)
    if watch is None:
        raise ArchiveError(f"there is no watch {name!r}: `warraq watch list` shows their ids")
    append_notes(archive, [{"kind": WATCH_REMOVED, "watch_id": name, "removed_at": stamp(datetime.now(UTC))}])
    return watch


def check_watches(
    archive: Archive, listener: Listener, on_damage: OnDamage, on_progress: OnProgress | None = None
) -> list[Finding]:
    """What became of every watch, each with `new`: whether this listener has not been told yet.

    Raises ArchiveError when the index cannot be read; without watches it is not asked.
    """
    watches = watches_of(read_notes(archive, on_damage))
    if not watches:
        return []
    with reading_index(archive) as db:
        guard = Guard(archive, db)
        findings = [guard.finding(watch) for watch in Counted(list(watches.values()), on_progress)]
    return mark_new(archive, listener, findings)


def check_after_crawl(archive: Archive, on_damage: OnDamage) -> list[Finding]:
    """The watches that became something else since the last crawl's report; rewrites the feed, if one is set.

    Raises ArchiveError or OSError when they cannot be checked or the feed cannot be written.
    """
    findings = check_watches(archive, "crawl", on_damage)
    feed = archive.settings.watch.feed
    if feed is not None:
        write_feed(archive, archive.root / feed, findings)
    return [one for one in findings if one["new"]]


def forget_in_feed(archive: Archive) -> None:
    """Make the feed that warraq.toml names anew and overwrite the old one: what was withdrawn is then gone.

    Raises ArchiveError or OSError when it cannot be written.
    """
    feed = archive.settings.watch.feed
    if feed is None:
        return
    path = archive.root / feed
    for left in left_over(path):
        shred(left)
    if is_feed(path):
        write_feed(archive, path, check_watches(archive, "crawl", lambda line: None), shred)
