"""The commands of `warraq export`: what is selected goes to a file, or to stdout for `-`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

import click

from archive.console import current_archive, say
from archive.finding_commands import Day
from archive.progress import Counted, OnProgress, progress

if TYPE_CHECKING:
    from archive.export import Selection
    from archive.export_warc import Copied
    from archive.place import Archive
    from archive.schema import sqlite3

F = TypeVar("F", bound=Callable[..., Any])


def _selecting(command: F) -> F:
    """Add what every export takes: FILE, and the options that select."""
    for add in (
        click.option("--force", is_flag=True, help="Write over a file that is there."),
        click.option("--query", metavar="QUERY", help="Only reports that answer it, as in a search."),
        click.option("--to", type=Day(), metavar="DAY", help="Published on this day or earlier."),
        click.option("--from", "from_", type=Day(), metavar="DAY", help="Published on this day or later."),
        click.option(
            "--outlet",
            "outlets",
            metavar="SLUG",
            multiple=True,
            help="Only reports of this outlet; repeatable.",
        ),
        click.argument("target", metavar="FILE"),
    ):
        command = add(command)
    return command


_requests = click.option(
    "--requests",
    is_flag=True,
    help="Copy requests as well; they, and some answers, hold the operator's contact.",
)

_as_of = click.option(
    "--as-of",
    type=click.IntRange(min=1),
    metavar="SIZE",
    help="Only captures that the checkpoint over SIZE leaves is over.",
)


class Export(NamedTuple):
    """What an export works with; `on_done` is told how much of it is done."""

    archive: "Archive"
    db: "sqlite3.Connection"
    selection: "Selection"
    out: BinaryIO
    on_done: OnProgress | None


@contextmanager
def _exporting(target: str, force: bool, options: dict[str, Any]) -> Iterator[Export]:
    from archive.export import Selection, writing
    from archive.rows import reading_index

    archive = current_archive()
    with (
        reading_index(archive) as db,
        writing(archive, target, force=force) as out,
        progress("exporting") as on_done,
    ):
        yield Export(archive, db, Selection(**options), out, on_done)


@click.group()
def export() -> None:
    """Hand over what the archive holds, in the formats of others.

    FILE - is stdout. A file is there whole or not at all. No export holds keys, the operator's contact or
    the folders of imported files, unless --requests asks for requests.
    """


@export.command()
@_selecting
@_as_of
def jsonl(target: str, force: bool, **options: Any) -> None:
    """Export articles, one JSON object a line with the keys of `show --json`."""
    from archive.export_jsonl import write_jsonl

    _export_articles(write_jsonl, target, force, options)


@export.command("csv")
@_selecting
@_as_of
def csv_(target: str, force: bool, **options: Any) -> None:
    """Export articles as a CSV table that spreadsheets open right."""
    from archive.export_csv import write_csv

    _export_articles(write_csv, target, force, options)


@export.command()
@_selecting
@_as_of
def parquet(target: str, force: bool, **options: Any) -> None:
    """Export articles as Parquet, with types; needs pyarrow: pip install "warraq[parquet]"."""
    from archive.export_parquet import write_parquet

    _export_articles(write_parquet, target, force, options)


@export.command()
@_selecting
@_as_of
def texts(target: str, force: bool, **options: Any) -> None:
    """Export texts as CSV with the columns doc_id and text, for packages that analyse texts."""
    from archive.export_csv import write_texts

    _export_articles(write_texts, target, force, options)


@export.command()
@_selecting
@_as_of
def digests(target: str, force: bool, **options: Any) -> None:
    """Export ids, URLs, dates and digests of all versions, without their text: a corpus to be made again."""
    from archive.export_jsonl import write_digests

    _export_articles(write_digests, target, force, options)


@export.command()
@_selecting
@_as_of
def cdxj(target: str, force: bool, **options: Any) -> None:
    """Export an index of captures as CDXJ, with the places of their records in the archive's files."""
    from archive.export_captures import count_withdrawn, select_captures
    from archive.export_cdxj import write_cdxj

    with _exporting(target, force, options) as (archive, db, selection, out, on_done):
        count = write_cdxj(archive, Counted(select_captures(archive, db, selection), on_done), out)
        withdrawn = count_withdrawn(db, selection)
    say("{count:capture|captures} exported.", count=count)
    _tell_withdrawn(withdrawn)


@export.command()
@_selecting
@_as_of
@_requests
def warc(target: str, force: bool, requests: bool, **options: Any) -> None:
    """Export captures as one WARC file, their records copied byte for byte."""
    from archive.export import STDOUT, require_room_for
    from archive.export_captures import count_withdrawn, select_captures
    from archive.export_warc import write_warc

    name = None if target == STDOUT else Path(target).name
    with _exporting(target, force, options) as (archive, db, selection, out, on_done):
        captures = select_captures(archive, db, selection)
        require_room_for(archive, out, sum(one.length for one in captures))
        counted = Counted(captures, on_done)
        copied = write_warc(archive, counted, out, name=name, selection=selection, requests=requests)
        withdrawn = count_withdrawn(db, selection)
    _tell(copied)
    _tell_withdrawn(withdrawn)


@export.command()
@_selecting
@_as_of
@_requests
@click.option("--sign", is_flag=True, help="Sign it with the archive's key for WACZ files, log/wacz.pem.")
def wacz(target: str, force: bool, requests: bool, sign: bool, **options: Any) -> None:
    """Export captures as a WACZ: records, index and pages in one file that players of web archives open."""
    from archive.export_captures import count_withdrawn, select_captures
    from archive.export_wacz import require_room_for_wacz, write_wacz

    with _exporting(target, force, options) as (archive, db, selection, out, on_done):
        captures = select_captures(archive, db, selection)
        require_room_for_wacz(archive, out, sum(one.length for one in captures))
        counted = Counted(captures, on_done)
        copied = write_wacz(archive, db, counted, out, selection=selection, requests=requests, signed=sign)
        withdrawn = count_withdrawn(db, selection)
    _tell(copied)
    _tell_withdrawn(withdrawn)
    if sign:
        from archive.wacz_signature import PUBLIC, fingerprint_in

        path = archive.log / PUBLIC
        say("signed by the key {key}; publish {path}", key=fingerprint_in(path), path=path)


@export.command()
@click.argument("target", metavar="FILE")
@click.option(
    "--digests",
    "release",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="RELEASE",
    required=True,
    help="A file that `export digests` wrote, here or elsewhere.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def rehydrated(target: str, release: Path, force: bool) -> None:
    """Make a corpus again from its digests: the texts of RELEASE that this archive holds the same.

    A line for each version of RELEASE says what agrees: "text" (title and text), "body" (the text), "page"
    (the page, read otherwise), "other" (only other texts of its address are here) or "missing".
    """
    from archive.export_rehydrated import write_rehydrated

    with _exporting(target, force, {}) as (_, db, _, out, on_done):
        counts = write_rehydrated(db, release, out, on_done)
    for match, count in counts.items():
        say("{match}: {count:version|versions}", match=match, count=count)


def _export_articles(write: Callable[..., int], target: str, force: bool, options: dict[str, Any]) -> None:
    from archive.checkpoints import read_checkpoint
    from archive.export import select_articles

    with _exporting(target, force, options) as (archive, db, selection, out, on_done):
        if selection.as_of is not None:
            read_checkpoint(archive, selection.as_of)
        articles = Counted(select_articles(archive, db, selection), on_done)
        count = write(db, articles, out, selection.as_of)
    say("{count:row|rows} exported.", count=count)


def _tell_withdrawn(count: int) -> None:
    if count:
        say("{count:capture|captures} left out: they were withdrawn.", count=count)


def _tell(copied: "Copied") -> None:
    say("{count:capture|captures} exported.", count=len(copied.places))
    if copied.contact:
        say("{count:capture|captures} left out: the operator's contact stands in them.", count=copied.contact)
    if copied.arc:
        say("{count:capture|captures} left out: they are in ARC files.", count=copied.arc)
