"""What an outlet's crawls have discovered and what became of it: a ledger in state/SLUG.frontier.db.

Scrapy's own job directory lost half of its URLs to a kill -9. Here a URL is in the ledger before anything is
done with it, what a crawl holds in flight is marked in memory only, and each change is one transaction: a
killed crawl goes on where it was. Losing the file costs refetches only: what happened is in the WARCs.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from archive.schema import sqlite3
from crawlers.capture.prior import Captured, Prior
from crawlers.days import Days
from crawlers.found import (
    ARTICLE,
    CAPTURED,
    FAILED,
    GONE,
    LISTING,
    REDIRECT,
    REFUSED,
    REQUISITE,
    REVISIT,
    WAITING,
    Brought,
    Due,
    Found,
)
from crawlers.frontier_tables import (
    ADDED,
    DUE,
    INDEXES,
    NOTE_CAPTURED,
    NOTE_HELD,
    NOTE_MISSED,
    SET_BACK,
    TABLES,
    WAITS,
)
from crawlers.rekeying import rekey
from extractors.urls import better_spelling, twin_of, url_key

__all__ = [
    "ARTICLE",
    "CAPTURED",
    "FAILED",
    "GONE",
    "LISTING",
    "REDIRECT",
    "REFUSED",
    "REQUISITE",
    "REVISIT",
    "WAITING",
    "Brought",
    "Due",
    "Found",
    "Frontier",
    "FrontierError",
]

# A URL whose host could not be reached is tried in later crawls as well, for this long.
RETRY_FOR = timedelta(days=7)
RETRY_EVERY = timedelta(hours=6)
BY_ROBOTS = "robots: "  # begins the reason of what robots.txt refuses

Statement = tuple[str, tuple[Any, ...]]
# URLs read ahead by `take`, and added in one transaction: a reader never waits long for its turn.
AHEAD = 32
AT_ONCE = 100


class FrontierError(Exception):
    """The frontier file cannot be used; the message says what to do."""


class Frontier:
    """The ledger of one outlet. Safe to use from several threads of one process; the crawl's lock keeps
    other processes away.

    The reactor's thread may call `take`, `captured` and `settle`, which never wait for the disk: `take` reads
    through a connection of its own, the other two are written by a thread beside. What reads them back waits
    for it; a killed crawl loses a moment of them at most, and fetches those URLs again.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises FrontierError when it is damaged."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._guard = threading.RLock()
        self._taken: set[str] = set()
        self._ahead: deque[Due] = deque()
        self._asked: tuple[Any, ...] = ()
        self._outcomes: deque[tuple[str, tuple[Statement, ...]]] = deque()
        self._written = threading.Event()
        self._closing = False
        self._broken: BaseException | None = None
        try:
            self._db = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            # No sync while the crawl runs: kill -9 loses nothing, and a power cut costs refetches.
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "wal_autocheckpoint = 0"):
                self._db.execute(f"PRAGMA {pragma}")
            for table in TABLES:
                self._db.execute(table)
            there = {row["name"] for row in self._db.execute("PRAGMA table_info(urls)")}
            for column, kind in ADDED.items():
                if column not in there:
                    self._db.execute(f"ALTER TABLE urls ADD COLUMN {column} {kind}")
            for index in INDEXES:
                self._db.execute(index)
            rekey(self._db)
            (sound,) = self._db.execute("PRAGMA quick_check(1)").fetchone()
            if sound != "ok":
                raise sqlite3.DatabaseError(sound)
            self._reader = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
            self._reader.row_factory = sqlite3.Row
        except sqlite3.DatabaseError as error:
            raise FrontierError(
                f"{path} cannot be used ({error}); move it away: URLs are then discovered again"
            ) from error

        self._writer = threading.Thread(target=self._write_outcomes, name="frontier", daemon=True)
        self._writer.start()

    def _write_outcomes(self) -> None:
        while not self._closing:
            self._written.wait()
            self._written.clear()
            try:
                self.flush()
            except sqlite3.Error as error:
                self._broken = error  # told to whoever notes the next outcome
                return

    def flush(self) -> None:
        """Write the outcomes noted so far, in one transaction."""
        with self._guard:
            noted = []
            while self._outcomes:
                noted.append(self._outcomes.popleft())
            if not noted:
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for _, statements in noted:
                    for statement, values in statements:
                        self._db.execute(statement, values)
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
            self._taken.difference_update(key for key, _ in noted)

    def _note(self, key: str, *statements: Statement) -> None:
        if self._broken is not None:
            raise FrontierError(f"{self._path} cannot be written ({self._broken})") from self._broken
        self._outcomes.append((key, statements))
        self._written.set()

    def close(self) -> None:
        """Checkpoint and close."""
        self._closing = True
        self._written.set()
        self._writer.join()
        with self._guard:
            self.flush()
            self._reader.close()
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.close()

    def news(self, found: Sequence[Found]) -> tuple[list[Found], Brought]:
        """Those of `found` that would change the ledger (not in it, not named by their seed so far, modified
        since they were captured, or refused so far and now admitted), and how many are new in which way."""
        fresh: dict[str, Found] = {}
        keyed: dict[str, Found] = {}
        for item in found:
            keyed.setdefault(url_key(item.url), item)
        new = new_here = 0
        for key, item in keyed.items():
            with self._guard:
                row = self._settled_row(key)
                unnamed = not self._named(key, item.origin)
            if row is None or unnamed or _changes(row, item):
                fresh[key] = item
            new += row is None
            new_here += unnamed
        return list(fresh.values()), Brought(listed=len(keyed), new=new, new_here=new_here)

    def _named(self, key: str, seed: str | None) -> bool:
        query = "SELECT 1 FROM origins WHERE url_key = ? AND seed = ?"
        return seed is None or self._db.execute(query, (key, seed)).fetchone() is not None

    def add(self, found: Sequence[Found], now: float, now_text: str) -> int:
        """Put URLs into the ledger, some in one transaction; returns how many were new to it."""
        keyed = [(url_key(item.url), item) for item in found]
        return sum(
            self._add_some(keyed[begin : begin + AT_ONCE], now, now_text)
            for begin in range(0, len(keyed), AT_ONCE)
        )

    def _add_some(self, keyed: Sequence[tuple[str, Found]], now: float, now_text: str) -> int:
        new = 0
        with self._guard:
            self.flush()
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for key, item in keyed:
                    new += self._add_one(key, item, now, now_text)
                named = [(key, item.origin) for key, item in keyed if item.origin and item.role == ARTICLE]
                self._db.executemany("INSERT OR IGNORE INTO origins VALUES (?, ?)", named)
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        return new

    def _add_one(self, key: str, item: Found, now: float, now_text: str) -> int:
        row = self._row(key)
        if row is None:
            self._db.execute(
                "INSERT INTO urls (url_key, url, role, via, seed, hops, dry, first_seen_at, first_seen,"
                " state, reason, published, modified, earliest, latest, modified_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(key, item.url, item.role, item.via, item.seed, item.hops, item.dry, now_text, now),
                    *(item.state, item.reason, item.published, item.modified, item.earliest, item.latest),
                    item.modified_at,
                ),
            )
            return 1
        if item.role == LISTING and row["role"] == LISTING:
            # Its turn has come again; a failure's wait is over too.
            self._db.execute(
                "UPDATE urls SET state = ?, via = ?, hops = ?, dry = ?, latest = ?, tries = 0, not_before = 0"
                " WHERE url_key = ?",
                (item.state, item.via, item.hops, item.dry, item.latest, key),
            )
            return 0
        if _changes(row, item):
            self._db.execute(
                "UPDATE urls SET state = ?, reason = ?, modified = coalesce(?, modified),"
                " published = coalesce(published, ?), role = ?, tries = 0, not_before = 0 WHERE url_key = ?",
                (item.state, item.reason, item.modified, item.published, item.role, key),
            )
        self._respell(row, item)
        days = Days(earliest=row["earliest"], latest=row["latest"])
        both = days.both(Days(earliest=item.earliest, latest=item.latest))
        if item.modified_at is not None or both != days:
            # One seed gives a date, another one none: what any of them printed counts.
            self._db.execute(
                "UPDATE urls SET modified_at = max(coalesce(modified_at, ?1), coalesce(?1, modified_at)),"
                " earliest = ?2, latest = ?3 WHERE url_key = ?4",
                (item.modified_at, both.earliest, both.latest, key),
            )
        return 0

    def _respell(self, row: Any, item: Found) -> None:
        """Have a report fetched at the better of two addresses that both are its own: the plain one rather
        than its twin for telephones or printers, which is fetched anew where only the twin was captured."""
        if item.role != ARTICLE or item.state != WAITING or item.url == row["url"]:
            return
        untried = row["state"] == WAITING and row["tries"] == 0
        only_twin = row["state"] == CAPTURED and twin_of(row["url"]) is not None and twin_of(item.url) is None
        if (untried and better_spelling(row["url"], item.url) != row["url"]) or only_twin:
            self._db.execute(
                "UPDATE urls SET url = ?, state = ?, not_before = 0 WHERE url_key = ?",
                (item.url, WAITING, row["url_key"]),
            )

    def take(
        self,
        now: float,
        role: str = ARTICLE,
        since: str | None = None,
        until: str | None = None,
        *,
        begun: bool = False,
    ) -> Due | None:
        """The next URL of that role that is due, marked as in flight; None when none is.

        `since` and `until` are days (YYYY-MM-DD): a URL that was surely published outside is left waiting.
        With `begun`, only URLs that this crawl has tried before.
        """
        asked = (role, since, until, begun)
        if asked != self._asked or not self._ahead:
            self._ahead, self._asked = deque(self._next(now, role, since, until, begun)), asked
        while self._ahead:
            due = self._ahead.popleft()
            if due.url_key not in self._taken:
                self._taken.add(due.url_key)
                return due
        return None

    def _next(self, now: float, role: str, since: str | None, until: str | None, begun: bool) -> list[Due]:
        rows = self._free(
            self._reader,
            DUE,
            (WAITING, role, now, int(begun), since, until),
            AHEAD,
        )
        if not rows and not begun and role != LISTING:
            rows = self._free(
                self._reader,
                "SELECT * FROM urls WHERE again <= ? AND role = ? ORDER BY again, url_key LIMIT ?",
                (now, role),
                AHEAD,
            )
        return [_due(row) for row in rows]

    def _free(self, db: Any, query: str, values: tuple[Any, ...], count: int) -> list[Any]:
        """The first rows that are not in flight; the query ends in a LIMIT that this fills in."""
        # As it was before the rows are read: what is settled meanwhile reads as waiting still.
        taken = set(self._taken)
        rows = db.execute(query, (*values, len(taken) + count)).fetchall()
        return [row for row in rows if row["url_key"] not in taken][:count]

    def take_again(self, url: str) -> Due | None:
        """A URL that is held, whenever it is due, marked as in flight; None if it is not held.

        Also one that was asked for in vain since, however long ago it was found: an outage, or a robots.txt
        that forbade all for a day, must not end the looks at it for good.
        """
        with self._guard:
            row = self._settled_row(url_key(url))
            if row is None or row["record_id"] is None or not _may_be_had(row):
                return None
            if row["url_key"] in self._taken:
                return None
            self._taken.add(row["url_key"])
            return _due(row)

    def give_back(self, url: str) -> None:
        """Forget that a URL is in flight; its state stays."""
        with self._guard:
            self._taken.discard(url_key(url))

    def waits_until(
        self,
        role: str = ARTICLE,
        since: str | None = None,
        until: str | None = None,
        *,
        begun: bool = False,
    ) -> float | None:
        """When the next URL of that role that is not in flight will be due, or None when none is waiting."""
        with self._guard:
            self.flush()
            rows = self._free(
                self._db,
                WAITS,
                (WAITING, role, int(begun), since, until),
                1,
            )
            return float(rows[0]["not_before"]) if rows else None

    def listed_by(self, url: str, role: str) -> list[str]:
        """URLs of that role that were first found through `url`, in the order they were found."""
        with self._guard:
            self.flush()
            rows = self._db.execute(
                "SELECT url FROM urls WHERE via = ? AND role = ? ORDER BY first_seen, url_key", (url, role)
            )
            return [row["url"] for row in rows]

    def prior(self, url: str) -> Prior | None:
        """What is held of a URL, or None."""
        with self._guard:
            row = self._settled_row(url_key(url))
        return _prior(row) if row is not None else None

    def captured(
        self,
        url: str,
        capture: Captured,
        now: float,
        *,
        state: str,
        reason: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        again: float | None = None,
    ) -> None:
        """Note that a URL was answered and how. `again` is when to capture it once more, if at all."""
        key = url_key(url)
        statements: list[Statement] = [(NOTE_CAPTURED, (state, reason, now, now, again, key))]
        if capture.kind == "response" and capture.status == 200 and capture.truncated is None:
            held = (capture.record_id, capture.date, capture.payload_digest, etag, last_modified, url, key)
            statements.append((NOTE_HELD, held))
        self._note(key, *statements)
        if again is not None:
            self.flush()

    def first_captured(self, url: str) -> float | None:
        """When a URL was captured first (seconds since the epoch), or None."""
        with self._guard:
            row = self._settled_row(url_key(url))
        return None if row is None else row["first_captured"]

    def failed(
        self, url: str, reason: str, now: float, *, again: float | None, check: float | None = None
    ) -> int:
        """Note a failure; it waits until `again`, or is failed for now. Returns how often it has failed.

        `check` is when to look again, whatever else, at an article of which it is not known yet whether it
        was removed.
        """
        with self._guard:
            key = url_key(url)
            state = FAILED if again is None else WAITING
            self.flush()
            self._db.execute(
                "UPDATE urls SET state = ?, reason = ?, tries = tries + 1, not_before = ?, again = ?"
                " WHERE url_key = ?",
                (state, reason, again or now, check, key),
            )
            self._taken.discard(key)
            row = self._row(key)
        return 0 if row is None else int(row["tries"])

    def settle(self, url: str, state: str, reason: str | None) -> None:
        """Set the state that a URL ends in."""
        key = url_key(url)
        self._note(
            key,
            ("UPDATE urls SET state = ?, reason = ?, again = NULL WHERE url_key = ?", (state, reason, key)),
        )

    def missed(self, url: str, reason: str, *, again: float | None) -> None:
        """Note that an article that is held was answered with 404 or 410; `again` is when to look again."""
        key = url_key(url)
        self._note(key, (NOTE_MISSED, (GONE, reason, again, key)))
        if again is not None:
            self.flush()

    def moved(self, url: str, target: str) -> None:
        """Have a URL wait again at the address it redirects to, which only reads the same (another scheme,
        a last slash, "www."): one row, fetched at `target` from now on."""
        with self._guard:
            key = url_key(url)
            self.flush()
            self._db.execute(
                "UPDATE urls SET url = ?, via = ?, hops = hops + 1, state = ?, not_before = 0, again = NULL"
                " WHERE url_key = ?",
                (target, url, WAITING, key),
            )
            self._taken.discard(key)

    def redirect_of(self, url: str) -> str | None:
        """Where a URL leads, if its answer was a redirect."""
        with self._guard:
            row = self._settled_row(url_key(url))
        reason = row["reason"] if row is not None and row["state"] == CAPTURED else None
        return reason.removeprefix(REDIRECT) if reason and reason.startswith(REDIRECT) else None

    def leading_to(self, url: str) -> list[str]:
        """The URLs whose answer was a redirect to `url`."""
        with self._guard:
            self.flush()
            rows = self._db.execute(
                "SELECT url FROM urls WHERE state = ? AND reason = ?", (CAPTURED, REDIRECT + url)
            )
            return [row["url"] for row in rows]

    def revive(self, now: float) -> int:
        """Let failures of the last days wait again, as a crawl begins; returns how many.

        Not before RETRY_EVERY has passed since the last try: a crawl may begin every few minutes.
        """
        with self._guard:
            self.flush()
            cursor = self._db.execute(
                "UPDATE urls SET state = ?, not_before = 0"
                " WHERE state = ? AND first_seen > ? AND not_before <= ?",
                (WAITING, FAILED, now - RETRY_FOR.total_seconds(), now - RETRY_EVERY.total_seconds()),
            )
            self._db.execute("UPDATE urls SET tries = 0 WHERE state = ?", (WAITING,))
            return int(cursor.rowcount)

    def set_back(self, now: float) -> None:
        """Take back what is noted of times after `now`: the clock was ahead when it was, and set back since.

        Else the seeds would count as read, and failures wait, until that time comes.
        """
        with self._guard:
            self.flush()
            self._db.execute(SET_BACK, (now,))

    def begin_run(self, reason: str, now: float, within: float) -> float:
        """When this crawl began: now, or when an unfinished one for the same reason began that is not older
        than `within` seconds, which this one carries on."""
        with self._guard:
            row = self._db.execute(
                "SELECT started, reason, finished FROM runs ORDER BY started DESC LIMIT 1"
            ).fetchone()
            unfinished = row is not None and row["finished"] is None and row["reason"] == reason
            if unfinished and now - within <= row["started"] <= now:
                return float(row["started"])
            self._db.execute("DELETE FROM runs")
            self._db.execute("INSERT INTO runs VALUES (?, ?, NULL)", (now, reason))
            return now

    def end_run(self, now: float) -> None:
        """Note that the crawl came to its end: the next one begins anew."""
        with self._guard:
            self._db.execute("UPDATE runs SET finished = ?", (now,))

    def unknown(self, urls: Sequence[str]) -> list[str]:
        """Those of the URLs that the ledger does not hold, each once."""
        with self._guard:
            return [url for url in dict.fromkeys(urls) if self._settled_row(url_key(url)) is None]

    def put_off(self, url: str, until: float) -> None:
        """Leave a waiting URL alone until a moment (seconds since the epoch)."""
        with self._guard:
            self.flush()
            self._db.execute("UPDATE urls SET not_before = ? WHERE url_key = ?", (until, url_key(url)))

    def look_again(self, url: str, at: float) -> None:
        """Have a captured URL asked for again at a moment (seconds since the epoch), unless it is before."""
        with self._guard:
            self.flush()
            self._db.execute(
                "UPDATE urls SET again = min(coalesce(again, ?1), ?1)"
                " WHERE url_key = ?2 AND state IN (?3, ?4)",
                (at, url_key(url), CAPTURED, REVISIT),
            )

    def captured_since(self, url: str, moment: float) -> bool:
        """Whether a URL was answered at or after a moment (seconds since the epoch)."""
        with self._guard:
            row = self._settled_row(url_key(url))
        return row is not None and row["last_captured"] is not None and row["last_captured"] >= moment

    def counts(self) -> dict[str, int]:
        """How many articles (not requisites) are in each state."""
        with self._guard:
            self.flush()
            rows = self._db.execute(
                "SELECT state, count(*) FROM urls WHERE role = ? GROUP BY state", (ARTICLE,)
            )
            return dict(rows.fetchall())

    def _settled_row(self, key: str) -> Any:
        self.flush()
        return self._row(key)

    def _row(self, key: str) -> Any:
        return self._db.execute("SELECT * FROM urls WHERE url_key = ?", (key,)).fetchone()


def _changes(row: Any, item: Found) -> bool:
    if row["state"] == REFUSED:
        return item.state == WAITING and row["reason"] != item.reason and _by_declaration(row["reason"])
    if row["role"] == REQUISITE and item.role == ARTICLE:
        return True
    if row["state"] not in (CAPTURED, REVISIT, GONE) or item.modified_at is None:
        return False
    # Seeds disagree on when a report was modified; only a moment later than all of them so far is news.
    known = row["modified_at"] if row["modified_at"] is not None else row["last_captured"]
    return known is not None and item.modified_at > known


def _may_be_had(row: Any) -> bool:
    """Whether a URL that is held was answered last, or not answered for a reason that passes."""
    if row["state"] == REFUSED:
        return str(row["reason"]).startswith(BY_ROBOTS)
    return row["state"] in (CAPTURED, REVISIT, FAILED)


def _by_declaration(reason: str | None) -> bool:
    """Whether a refusal came from the outlet's declaration, which may have been changed since."""
    return reason in ("other-host", "not-an-article-url")


def _prior(row: Any) -> Prior | None:
    if row["record_id"] is None:
        return None
    return Prior(
        record_id=row["record_id"],
        url=row["url"],
        date=row["record_date"],
        payload_digest=row["payload_digest"],
        etag=row["etag"],
        last_modified=row["last_modified"],
    )


def _due(row: Any) -> Due:
    return Due(
        url_key=row["url_key"],
        url=row["url"],
        role=row["role"],
        via=row["via"],
        seed=row["seed"],
        hops=row["hops"],
        dry=row["dry"],
        latest=row["latest"],
        tries=row["tries"],
        captures=row["captures"],
        missed=row["missed"],
        prior=_prior(row),
    )
