"""An archive with everything in it, one thing changed at random: `verify` finds it and says where.

A mutation is made, verified and taken back; the kinds take turns and the choices come from a seeded
generator, so that a run can be repeated. A failure names the seed.
"""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.attest import attest
from archive.errors import IndexUnusable, SettingsError
from archive.imports import ingest_paths
from archive.ingest import Ingest
from archive.members import Member, walk_gaps_and_members
from archive.own_counts import counts_file
from archive.own_records import OwnRecord, keep_records
from archive.place import Archive
from archive.report import Report
from archive.schema import TABLES, connect, sqlite3
from archive.signing import change_key
from archive.verify import verify
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked
from extractors.word_counts import read_shipped

TITLE = "بدء أعمال ترميم السوق القديم في المدينة"
CLOSED, OPEN = 1, 2
FAST, LONG = 400, 10_000
SEED = 1
SHADOWS = ("articles_fts_data", "articles_fts_idx", "articles_fts_docsize", "articles_fts_config")


@dataclass
class Change:
    """A mutation that was made: in words, how it is taken back, and what a failure's place must name."""

    told: str
    undo: Callable[[], None]
    named: tuple[str, ...]


@dataclass
class Victim:
    """The archive that is mutated, with an earlier state of its log."""

    archive: Archive
    imported: Path
    earlier: Path
    index: bytes
    said: list[Any]

    @property
    def warcs(self) -> list[Path]:
        """Our WARC files, and the imported one."""
        return [*sorted(p for p in self.archive.warcs.rglob("*.warc.gz*") if p.is_file()), self.imported]


@pytest.fixture
def victim(
    archive: Archive,
    wire,
    page,
    write_warc,
    warc_name,
    readers,
    make_wire,
    member,
    make_authority,
    trust,
    tmp_path,
) -> Victim:
    """Own records of all kinds, an import, checkpoints, stamps, a change of keys, seeds, aliases."""
    first = wire.exchange("/2026/a/", page(TITLE, 1), at="2026-11-21T08:00:00Z")
    items = [
        {"url": f"https://almithal.example/2026/{slug}/", "state": "waiting", "published": "2026-11-20"}
        for slug in ("a", "b", "c")
    ]
    seeds = wire.event(
        event="discovered",
        at="2026-11-21T07:30:00+00:00",
        seed="https://almithal.example/feed/",
        seed_role="feed",
        items=items,
    )
    canonical = "https://almithal.example/2026/77/"
    unwanted = wire.exchange("/2026/w/", page("تقرير سُحب فيما بعد", 11))
    write_warc(
        archive,
        warc_name(CLOSED),
        [
            wire.warcinfo(),
            wire.event(event="crawl-started"),
            seeds,
            first,
            wire.exchange(
                "/2026/a/", page(f"{TITLE} بعد التعديل", 2, sentences=14), at="2026-11-22T08:00:00Z"
            ),
            wire.exchange("/2026/a/", refers_to=first[0].record_id, status=304, at="2026-11-23T08:00:00Z"),
            wire.exchange("/2026/a/", page(TITLE, 3, sentences=3), at="2026-11-24T08:00:00Z"),
            wire.exchange("/2026/b/", answered=False, outcome="timeout"),
            wire.exchange("/2026/old/", status=301, location="/2026/a/"),
            wire.exchange("/2026/away/", status=302, location="https://elsewhere.example/"),
            wire.exchange("/2026/76/", page("عنوان تقرير له عنوان معتمد", 5, canonical=canonical)),
            wire.exchange("/2026/78/", "<html><body><p>لا خبر هنا</p></body></html>".encode()),
            unwanted,
            wire.event(event="crawl-finished", reason="finished", counts={"articles": 3}),
        ],
    )
    imported = tmp_path / "foreign.warc.gz"
    foreign = make_wire(prefix=5)
    records = [
        *foreign.exchange("http://elsewhere.example/x", page(TITLE, 4)),
        *foreign.exchange("https://almithal.example/2026/i/", page("تقرير من أرشيف آخر", 9)),
    ]
    imported.write_bytes(b"".join(map(member, records)))
    shutil.copy(_counts(tmp_path), counts_file(archive))
    authority = make_authority("ec")
    with authority.serving():
        trust(authority)
        with Ingest(archive, readers=readers) as ingest:
            ingest.catch_up_all()
        attest(archive)
        earlier = tmp_path / "earlier"
        shutil.copytree(archive.log, earlier)
        change_key(archive)
        asked = Asked(record_ids=(unwanted[0].record_id,))
        withdraw(archive, asked, "ruling of a court", "court", readers=readers)
        write_warc(
            archive,
            warc_name(OPEN),
            [
                wire.warcinfo(),
                wire.exchange("/x.css", b"x", role="requisite"),
                wire.exchange("/2026/c/", page("خبر ثالث عن المدينة", 7)),
            ],
            close=False,
        )
        shot = OwnRecord(
            type="resource",
            role="screenshot",
            url="https://almithal.example/2026/a/",
            content_type="image/png",
            block=b"no picture",
            refers_to=first[0].record_id,
        )
        with Ingest(archive, readers=readers) as ingest:
            ingest.catch_up_all()
            keep_records(archive, "almithal", [shot], ingest=ingest)
            ingest_paths(archive, [imported], ingest)
        attest(archive)
    index = archive.index.read_bytes()
    assert not archive.index.with_name("index.db-wal").exists()
    return Victim(archive, imported, earlier, index, said_by(archive.index))


def _counts(folder: Path) -> Path:
    """A small file of word counts, as `warraq lexicon learn` makes them."""
    import gzip

    some = sorted(read_shipped()[0].items())[:40]
    path = folder / "counts.tsv.gz"
    path.write_bytes(gzip.compress("".join(f"{word}\t{count}\n" for word, count in some).encode(), mtime=0))
    return path


# Files.


def write_back(path: Path, whole: bytes, changed: bytes) -> Callable[[], None]:
    """Change a file; what takes it back."""
    mode = path.stat().st_mode
    path.chmod(0o644)
    path.write_bytes(changed)

    def undo() -> None:
        path.unlink(missing_ok=True)
        path.write_bytes(whole)
        path.chmod(mode)

    return undo


def flipped(chance: random.Random, data: bytes) -> tuple[int, bytes]:
    position = chance.randrange(len(data))
    mask = chance.randrange(1, 256)
    return position, data[:position] + bytes([data[position] ^ mask]) + data[position + 1 :]


def flip_in_a_warc(chance: random.Random, victim: Victim) -> Change:
    path = chance.choice(victim.warcs)
    whole = path.read_bytes()
    position, changed = flipped(chance, whole)
    undo = write_back(path, whole, changed)
    return Change(f"byte {position} of {path.name}", undo, (_called(victim, path),))


def change_members(chance: random.Random, victim: Victim) -> Change:
    path = chance.choice(victim.warcs)
    whole = path.read_bytes()
    members = _members(path)
    pieces = [whole[one.offset : one.offset + one.length] for one in members]
    n = chance.randrange(len(pieces))
    how = chance.choice(("drop", "swap", "repeat", "append", "cut", "cut-member"))
    if how == "drop":
        changed = pieces[:n] + pieces[n + 1 :]
    elif how == "swap":
        m = chance.choice([m for m in range(len(pieces)) if m != n])
        changed = list(pieces)
        changed[n], changed[m] = pieces[m], pieces[n]
    elif how == "repeat":
        changed = [*pieces[: n + 1], *pieces[n:]]
    elif how == "append":
        # A whole exchange at the end of a growing file is what a crawl does: its first records do not.
        closed = not path.name.endswith(".open")
        changed = [*pieces, pieces[n]] if closed else [*pieces[:n], pieces[n], *pieces[n:]]
    elif how == "cut":
        changed = [whole[: chance.randrange(len(whole))]]
    else:
        changed = pieces[:-1]
    undo = write_back(path, whole, b"".join(changed))
    return Change(f"{how} member {n} of {path.name}", undo, (_called(victim, path),))


def drop_a_warc(chance: random.Random, victim: Victim) -> Change:
    path = chance.choice(victim.warcs)
    undo = write_back(path, path.read_bytes(), b"")
    path.unlink()
    return Change(f"{path.name} is gone", undo, (_called(victim, path),))


def flip_in_the_log(chance: random.Random, victim: Victim) -> Change:
    path = chance.choice(_log_files(victim))
    whole = path.read_bytes()
    position, changed = flipped(chance, whole)
    undo = write_back(path, whole, changed)
    return Change(f"byte {position} of {path.name}", undo, _log_names(path))


def change_the_leaves(chance: random.Random, victim: Victim) -> Change:
    path = victim.archive.log / "leaves.jsonl"
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    n = chance.randrange(len(lines))
    how = chance.choice(("drop", "swap", "repeat", "cut", "append"))
    if how == "drop":
        changed = lines[:n] + lines[n + 1 :]
    elif how == "swap":
        m = chance.choice([m for m in range(len(lines)) if m != n])
        changed = list(lines)
        changed[n], changed[m] = lines[m], lines[n]
    elif how == "repeat":
        changed = [*lines[: n + 1], *lines[n:]]
    elif how == "append":
        changed = [*lines, lines[n].replace(b'"v":1', b'"v":2')]
    else:
        changed = lines[:n]
    return Change(f"{how} leaf {n + 1}", write_back(path, whole, b"".join(changed)), ("leaves", "log/"))


def drop_a_log_file(chance: random.Random, victim: Victim) -> Change:
    files = [p for p in _log_files(victim) if p.name != "key.pem"]
    path = chance.choice(files)
    undo = write_back(path, path.read_bytes(), b"")
    path.unlink()
    return Change(f"{path.name} is gone", undo, _log_names(path))


def replay_a_log_file(chance: random.Random, victim: Victim) -> Change:
    """An older file in the place of a newer one of its kind, or one file in the place of another."""
    files = _log_files(victim)
    path, other = chance.sample(files, 2)
    undo = write_back(path, path.read_bytes(), other.read_bytes())
    return Change(f"{other.name} in the place of {path.name}", undo, _log_names(path))


def roll_the_log_back(chance: random.Random, victim: Victim) -> Change:
    """The log as it was, with its checkpoints as they are, or all of it as it was."""
    log = victim.archive.log
    kept = log.with_name("log.kept")
    shutil.copytree(log, kept)
    everything = chance.random() < 0.5
    if everything:
        shutil.rmtree(log)
        shutil.copytree(victim.earlier, log)
    else:
        (log / "leaves.jsonl").write_bytes((victim.earlier / "leaves.jsonl").read_bytes())

    def undo() -> None:
        shutil.rmtree(log)
        kept.rename(log)

    return Change(f"the log rolled back, everything: {everything}", undo, ("leaves", "log/"))


# Rows.


def change_a_row(chance: random.Random, victim: Victim) -> Change:
    table = chance.choice(sorted(TABLES))
    with _editing(victim) as db:
        row = _any_row(chance, db, table)
        if row is None:
            return change_a_row(chance, victim)
        column = chance.choice([name for name in row if name != "rowid"])
        value = _other_value(chance, row[column])
        statement = f'UPDATE OR IGNORE {table} SET "{column}" = ? WHERE rowid = ?'
        changed = _changed(db, statement, (value, row["rowid"]))
        if not changed:
            return change_a_row(chance, victim)
    told = f"{table}.{column} of {_key(table, row)} from {row[column]!r:.60} to {value!r:.60}"
    return Change(told, _restorer(victim), _row_names(table, row))


def delete_a_row(chance: random.Random, victim: Victim) -> Change:
    table = chance.choice(sorted(TABLES))
    with _editing(victim) as db:
        row = _any_row(chance, db, table)
        if row is None:
            return delete_a_row(chance, victim)
        db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row["rowid"],))
    return Change(f"{table} {_key(table, row)} deleted", _restorer(victim), _row_names(table, row))


def add_a_row(chance: random.Random, victim: Victim) -> Change:
    """A copy of a row under another key."""
    table = chance.choice(sorted(TABLES))
    with _editing(victim) as db:
        row = _any_row(chance, db, table)
        if row is None:
            return add_a_row(chance, victim)
        values = {name: value for name, value in row.items() if name != "rowid"}
        keys = TABLES[table][1]
        last = keys if isinstance(keys, str) else keys[-1]
        values[last] = _other_value(chance, values[last])
        if table == "versions":
            values["doc_id"] += 1
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        statement = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
        added = _changed(db, statement, tuple(values.values()))
        if not added:
            return add_a_row(chance, victim)
        if values[last] is None and isinstance(row[last], int):
            (values[last],) = db.execute("SELECT last_insert_rowid()").fetchone()
    told = f"{table} {_key(table, values)} added"
    return Change(told, _restorer(victim), (*_row_names(table, values), *_row_names(table, row)))


def change_the_search_index(chance: random.Random, victim: Victim) -> Change:
    """A text taken out of the search index, put in twice, or a page of it changed."""
    how = chance.choice(("delete", "replace", "add", "shadow", "shadow"))
    with _editing(victim) as db:
        (doc,) = chance.choice(db.execute("SELECT doc_id FROM versions").fetchall())
        if how == "delete":
            db.execute("DELETE FROM articles_fts WHERE rowid = ?", (doc,))
        elif how == "shadow":
            table = chance.choice(SHADOWS)
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            rows = db.execute(f"SELECT * FROM {table}").fetchall()
            row = dict(zip(names, chance.choice(rows), strict=True))
            column = chance.choice(names)
            where = " AND ".join(f'"{name}" IS ?' for name in names)
            value = _other_value(chance, row[column])
            statement = f'UPDATE OR IGNORE {table} SET "{column}" = ? WHERE {where}'
            if not _changed(db, statement, (value, *row.values())):
                return change_the_search_index(chance, victim)
            return Change(
                f"{table}.{column} from {row[column]!r:.40} to {value!r:.40}",
                _restorer(victim),
                ("articles_fts", "index.db"),
            )
        else:
            if how == "replace":
                db.execute("DELETE FROM articles_fts WHERE rowid = ?", (doc,))
            db.execute(
                "INSERT INTO articles_fts (rowid, body, tags) VALUES (?, ?, ?)",
                (doc if how == "replace" else doc + 1, "كلمة أخرى", "x"),
            )
    return Change(f"{how} {doc} of the search index", _restorer(victim), ("articles_fts",))


def flip_in_the_index(chance: random.Random, victim: Victim) -> Change:
    """A byte of the file index.db."""
    path = victim.archive.index
    position, changed = flipped(chance, victim.index)
    return Change(f"byte {position} of index.db", write_back(path, victim.index, changed), ())


KINDS: tuple[Callable[[random.Random, Victim], Change], ...] = (
    flip_in_a_warc,
    flip_in_a_warc,
    change_members,
    drop_a_warc,
    flip_in_the_log,
    flip_in_the_log,
    change_the_leaves,
    drop_a_log_file,
    replay_a_log_file,
    roll_the_log_back,
    change_a_row,
    change_a_row,
    change_a_row,
    delete_a_row,
    add_a_row,
    change_the_search_index,
    flip_in_the_index,
)


# Deleting this key makes the archive forget: told as not checked, and no failure.
FORGOTTEN = "addresses.key is gone"
# Where a byte may stand for nothing: free space of the file, and FTS5's own counters (see docs/evidence.md).
WITHIN = (flip_in_the_index, change_the_search_index)


def mutate(victim: Victim, count: int, seed: int) -> dict[str, int]:
    """Make so many mutations, one after another; each must be found where it is. Returns counts by kind."""
    chance = random.Random(seed)
    tally: dict[str, int] = {}
    missed: list[str] = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        change = kind(chance, victim)
        told = f"mutation {number} of seed {seed}, {kind.__name__}: {change.told}"
        try:
            report = judged(victim.archive)
        except Exception as error:  # noqa: BLE001  told with the others: verify says, and never breaks
            missed.append(f"{told}: {error!r}")
            change.undo()
            continue
        places = [str(failure.where) for failure in report.failures]
        free = report.ok and kind in WITHIN and said_by(victim.archive.index) == victim.said
        forgotten = change.told == FORGOTTEN and any("addresses.key" in one for one in report.unchecked)
        named = not change.named or any(name in place for name in change.named for place in places)
        if report.ok and not (free or forgotten):
            missed.append(told)
        elif not report.ok and not named:
            missed.append(f"{told}; wanted one of {change.named}, found {report.failures[:6]}")
        change.undo()
        key = f"{kind.__name__}: nothing that the index says" if free else kind.__name__
        tally[key] = tally.get(key, 0) + 1
        if number % 100 == 0:
            assert judged(victim.archive).failures == [], f"after {told} was taken back"
    assert not missed, "\n" + "\n".join(missed)
    assert judged(victim.archive).failures == []
    return tally


def judged(archive: Archive) -> Report:
    """The verdict, also when the index cannot be used at all."""
    try:
        return verify(archive)
    except (IndexUnusable, SettingsError) as error:
        report = Report()
        report.fail("unusable", f"index.db, meta schema: {error}", str(error))
        return report


def test_an_untouched_archive_has_no_failures(victim: Victim, readers) -> None:
    for reread in (False, True):
        report = verify(victim.archive, reread=reread, readers=readers)
        assert report.failures == []
        assert report.unchecked == []
        assert {name: count > 0 for name, count in report.checked.items()} == dict.fromkeys(
            report.checked, True
        )


def test_every_table_has_rows_to_change(victim: Victim) -> None:
    with closing(connect(victim.archive.index, readonly=True)) as db:
        empty = {t for t in TABLES if db.execute(f"SELECT 1 FROM {t} LIMIT 1").fetchone() is None}
    assert empty <= {"attributions", "images", "links", "dates"}


def test_mutations_are_found_where_they_are(victim: Victim) -> None:
    mutate(victim, FAST, seed=20261121)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_ten_thousand_mutations_are_found(victim: Victim) -> None:
    tally = mutate(victim, LONG, seed=SEED)
    print(tally)
    assert sum(tally.values()) == LONG


# What the mutations lean on.


def said_by(path: Path) -> list[Any]:
    """All that an index says, the words of its search index too; what cannot be read is part of it."""
    found: list[Any] = []
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        try:
            for name in sorted({*TABLES, "articles_fts_docsize", "articles_fts_config"}):
                columns = "id, sz" if name == "articles_fts_docsize" else "*"
                found.append((name, db.execute(f"SELECT {columns} FROM {name} ORDER BY 1, 2").fetchall()))
            db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, articles_fts, instance)")
            found.append(db.execute("SELECT * FROM temp.words").fetchall())
        except (sqlite3.Error, UnicodeDecodeError) as error:
            found.append(str(error))
    return found


def _editing(victim: Victim) -> Any:
    db = sqlite3.connect(victim.archive.index, isolation_level=None)
    db.row_factory = sqlite3.Row
    return closing(db)


def _restorer(victim: Victim) -> Callable[[], None]:
    def undo() -> None:
        for ending in ("-wal", "-shm"):
            victim.archive.index.with_name(f"index.db{ending}").unlink(missing_ok=True)
        victim.archive.index.write_bytes(victim.index)

    return undo


def _changed(db: sqlite3.Connection, statement: str, values: tuple[Any, ...]) -> bool:
    """Run a statement; whether it changed anything, and SQLite let it."""
    try:
        return db.execute(statement, values).rowcount > 0
    except sqlite3.IntegrityError:  # no row id is a text
        return False


def _any_row(chance: random.Random, db: sqlite3.Connection, table: str) -> dict[str, Any] | None:
    rows = db.execute(f"SELECT rowid AS rowid, * FROM {table}").fetchall()
    return dict(chance.choice(rows)) if rows else None


def _other_value(chance: random.Random, value: Any) -> Any:
    if value is None:
        return chance.choice(("x", 7))
    if isinstance(value, bytes):
        return flipped(chance, value)[1] if value else b"\0"
    if isinstance(value, str):
        at = chance.randrange(len(value) + 1)
        other = chr(ord("a") + chance.randrange(26))
        changed = chance.choice((value + other, value[:at] + other + value[at + 1 :], None, ""))
        return value + other if changed == value else changed
    return chance.choice((value + 1, value - 1, value * 2 + 1, None))


def _key(table: str, row: dict[str, Any]) -> str:
    keys = TABLES[table][1]
    return " ".join(str(row[key]) for key in ((keys,) if isinstance(keys, str) else keys))


def _row_names(table: str, row: dict[str, Any]) -> tuple[str, ...]:
    """How a failure may name a row."""
    names = [f"{table} {_key(table, row)}"]
    if table in ("attributions", "date_claims", "dates", "images", "links"):
        names.append(f"versions {row['version_key']}")
    elif table == "captures":
        names.append(f"{row['warc']} at byte {row['offset']}")
    elif table == "warcs":
        names.append(str(row["name"]))
    elif table == "problems":
        names.append(f"problems {row['record_id']}")
    elif table == "row_digests" and row["name"] == "word_counts":
        names.append("word_counts")
    elif table == "row_digests":
        names += [f"{row['name']} {row['key']}", *(f"{t} {row['key']}" for t in ("aliases", "problems"))]
    elif table == "versions":
        names.append(f"articles {row['article_id']}")
    elif table == "word_counts":
        names.append("word_counts")
    elif table == "search_rows":
        names.append(f"filings {row['filing']}")
    return tuple(names)


def _called(victim: Victim, path: Path) -> str:
    return path.name.removesuffix(".open")


def _log_files(victim: Victim) -> list[Path]:
    files = (path for path in victim.archive.log.rglob("*") if path.is_file())
    return sorted(path for path in files if path.stat().st_size)


def _log_names(path: Path) -> tuple[str, ...]:
    return ("log/key.p",) if path.name.startswith("key.") else (path.name,)


def _members(path: Path) -> list[Member]:
    with path.open("rb") as file:
        steps = walk_gaps_and_members(file.fileno(), 0, lambda _: lambda data: None)
        return [step for step in steps if isinstance(step, Member)]
