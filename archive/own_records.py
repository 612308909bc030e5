"""Records of ours that no crawl fetched: what the archive made of a capture, kept as WARC like the capture.

A `resource` shows a page (a picture, a PDF), a `conversion` is its text. Each is a group of its own: the
record, then a metadata record (WARC-Concurrent-To) with its facts and the salt of its leaf; so proof, verify,
withdrawal and export take it for an exchange. They go into a file of the outlet and day that no crawl writes,
since its warcinfo would tell of a crawl; it is named like the others.

WARC/1.1 sections 6.4 (resource) and 6.8 (conversion). A conversion has its page's address as target and names
the capture in WARC-Refers-To; a resource, which may have no such field, names it in WARC-Concurrent-To. What
a player would take for the page has `urn:warraq:ROLE:` before the address.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from archive.crashpoints import reach
from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.locks import locked
from archive.moments import stamp
from archive.moved import require_here
from archive.place import Archive
from archive.records import (
    CONFORMS_TO,
    FORMAT,
    WARC_FIELDS,
    Block,
    Bytes,
    NewRecord,
    RecordError,
    digest_of_block,
    id_field,
    new_record,
    new_record_id,
    urn,
    warc_fields,
)
from archive.rows import read_tuples
from archive.schema import sqlite3
from archive.warc import read_record
from archive.warcfile import (
    OPEN,
    WarcBusyError,
    WarcFile,
    WarcWriteError,
    open_files,
    open_for_append,
    purpose_of,
)
from archive.withdrawal_redo import require_finished
from extractors.outlets import is_slug
from extractors.urls import UrlError, url_key

PURPOSE = "records"
TRIES = 5
MADE_OF = (
    "SELECT record_id FROM captures WHERE refers_to = ? AND kind IN ('resource', 'conversion')"
    " ORDER BY captured_at, record_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """One record to keep. `role` says what it is in a word such as "screenshot", and names it in `captures`.

    `url` is the page's, `refers_to` the id of the capture that it was made of or stands beside. `date` is the
    moment it was made, now when None. `facts` are fields of its metadata record: tool, version, what went
    wrong ("note"). `level` is the gzip level: 0 for what is compressed already.
    """

    type: Literal["resource", "conversion"]
    role: str
    url: str
    content_type: str
    block: bytes | Block
    refers_to: str | None = None
    date: datetime | None = None
    facts: tuple[tuple[str, str | int | None], ...] = ()
    level: int = 6


def keep_records(
    archive: Archive, slug: str, records: Sequence[OwnRecord], *, ingest: Ingest | None = None
) -> list[str]:
    """Keep records for the outlet `slug` (declared or not), all or none; their ids, in order.

    When this returns they are on the disk, in the capture log and in the index (`captures`, of kind
    "resource" or "conversion", with the article's id). Killed before, they may be kept or not, each whole.
    `ingest` is used when one is open already. Raises ArchiveError when they cannot be kept: nothing is then,
    or what the message names.
    """
    groups = [_group(one, slug) for one in records]
    if not groups:
        return []
    require_here(archive.root)
    try:
        if ingest is not None:
            return _keep(archive, slug, groups, ingest)
        with Ingest(archive) as own:
            return _keep(archive, slug, groups, own)
    except (WarcWriteError, WarcBusyError, RecordError) as error:
        raise ArchiveError(f"the records cannot be kept: {error}") from error
    except OSError as error:
        raise ArchiveError(f"no records can be kept in {archive.root}: {error.strerror or error}") from error


def made_of(db: sqlite3.Connection, record_id: str) -> list[str]:
    """The ids of the records that the archive made of a capture, in the order in which they were made."""
    return [str(found) for (found,) in read_tuples(db, MADE_OF, (record_id,))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A record, checked, before it is known which file's warcinfo it follows."""

    asked: OwnRecord
    slug: str
    record_id: str
    block: Block
    digest: str
    date: str

    def records(self, warcinfo: str | None) -> tuple[NewRecord, NewRecord]:
        """The record and its metadata record."""
        asked = self.asked
        beside = id_field(asked.refers_to) if asked.refers_to else None
        made = asked.type == "conversion"
        main = new_record(
            asked.type,
            self.block,
            date=self.date,
            content_type=asked.content_type,
            fields=(
                ("WARC-Target-URI", asked.url if made else f"urn:warraq:{asked.role}:{asked.url}"),
                ("WARC-Warcinfo-ID", warcinfo),
                ("WARC-Refers-To" if made else "WARC-Concurrent-To", beside),
                ("WARC-Payload-Digest", self.digest),
            ),
            record_id=self.record_id,
            block_digest=self.digest,
            level=asked.level,
        )
        facts = (
            ("outlet", self.slug),
            ("role", asked.role),
            ("outcome", "ok"),
            *asked.facts,
            ("leafSalt", secrets.token_hex(16)),
        )
        metadata = new_record(
            "metadata",
            warc_fields(facts),
            date=self.date,
            content_type=WARC_FIELDS,
            fields=(
                ("WARC-Target-URI", asked.url),
                ("WARC-Warcinfo-ID", warcinfo),
                ("WARC-Concurrent-To", urn(self.record_id)),
            ),
        )
        return main, metadata


def _group(asked: OwnRecord, slug: str) -> _Group:
    """The record, once everything about it is found to be writable. Raises ArchiveError."""
    if not is_slug(slug):
        raise ArchiveError(f"{slug!r} is no slug, so no file of records can be named after it")
    if not is_slug(asked.role) or "_" in asked.role or any(c.isdigit() for c in asked.role):
        raise ArchiveError(
            f"the role of a record is a word of small Latin letters and hyphens, not {asked.role!r}"
        )
    block = Bytes(asked.block) if isinstance(asked.block, bytes) else asked.block
    group = _Group(
        asked=asked,
        slug=slug,
        record_id=new_record_id(),
        block=block,
        digest=digest_of_block(block),
        date=stamp(asked.date or datetime.now(UTC)),
    )
    try:
        url_key(asked.url)
        group.records(None)
    except (UrlError, RecordError) as error:
        raise ArchiveError(f"no record can be kept of {asked.url!r}: {error}") from error
    return group


def _keep(archive: Archive, slug: str, groups: Sequence[_Group], ingest: Ingest) -> list[str]:
    with locked(archive.state / f"{slug}.records.lock", wait=True):
        require_finished(archive)
        file = _open(archive, slug, ingest)
        try:
            warcinfo = _warcinfo_of(archive.warcs / f"{file.name}{OPEN}")
            file.append_group([record for group in groups for record in group.records(warcinfo)])
            reach("records-written")
            file.sync()
        finally:
            file.release()
        reach("records-synced")
        ingest.catch_up(archive.warcs / file.name)
    return [group.record_id for group in groups]


def _open(archive: Archive, slug: str, ingest: Ingest) -> WarcFile:
    """Today's file of records, its tail checked; those of earlier days are closed on the way."""
    settings = archive.settings

    def begin(name: str) -> NewRecord:
        return _warcinfo(name, slug, settings.operator.name)

    unfinished = _unfinished(archive, slug, ingest)
    for left in reversed(range(TRIES)):
        try:
            file, _ = open_for_append(
                archive.warcs,
                slug,
                settings.archive.id,
                datetime.now(UTC),
                begin,
                max_bytes=settings.limits.warc_bytes,
                purpose=PURPOSE,
                whole_to=lambda name: ingest.index.ingested_to(name)[0],
            )
        except (FileExistsError, WarcBusyError):  # a crawl took the name, or the file while it was empty
            if not left:
                raise
            continue
        for path in unfinished:
            if path.exists():  # closed: its digest goes into index and log
                ingest.catch_up(path)
        return file
    raise AssertionError("unreachable")


def _unfinished(archive: Archive, slug: str, ingest: Ingest) -> set[Path]:
    """The outlet's files of records that are not closed, or not known to be; by their final names."""
    rows = ingest.index.db.execute(
        "SELECT name FROM warcs WHERE origin = 'own' AND NOT closed"
        " AND name >= ?1 || '/' AND name < ?1 || '0'",
        (slug,),
    )
    names = {row[0] for row in rows} | set(open_files(archive.warcs, slug))
    return {archive.warcs / name for name in names if purpose_of(archive.warcs, name) == PURPOSE}


def _warcinfo_of(path: Path) -> str:
    return urn(read_record(path, 0).record_id)


def _warcinfo(name: str, slug: str, operator: str | None) -> NewRecord:
    block = warc_fields(
        (
            ("software", f"Warraq/{version('warraq')}"),
            ("format", FORMAT),
            ("conformsTo", CONFORMS_TO),
            ("operator", operator),
            ("isPartOf", slug),
            ("purpose", PURPOSE),
            ("description", "made by the archive of what it captured: no newsroom sent these records"),
        )
    )
    return new_record(
        "warcinfo",
        block,
        date=stamp(datetime.now(UTC)),
        content_type=WARC_FIELDS,
        fields=(("WARC-Filename", name),),
    )
