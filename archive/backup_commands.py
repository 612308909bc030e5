"""`warraq backup` and `warraq restore`: a copy on another disk, whether it would do, the archive from it."""

from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands import VERIFICATION_FAILED
from archive.console import as_json, changes_nothing, current_archive, print_field, print_json, say
from archive.language import tr
from archive.progress import progress
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.restore import Restored

SHOWN_FAILURES = 10


@click.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@click.option("--with-keys", is_flag=True, help="Copy private keys, too: keep such a copy as you keep them.")
@click.option("--no-index", is_flag=True, help="Leave the index out: it can be made again from the rest.")
@click.option("--check", is_flag=True, help="Copy nothing; say whether the copy in TARGET would do.")
@click.option(
    "--move", is_flag=True, help="The last copy, keys too: from then on this archive can only be read."
)
@as_json
def backup(target: Path, with_keys: bool, no_index: bool, check: bool, move: bool, as_json: bool) -> None:
    """Bring the copy of the archive in the folder TARGET up to date; crawls may run meanwhile.

    Closed files that are there are not copied again, and nothing is ever taken away but what was withdrawn.
    Exit 4 when a file of the archive is not what it was: the copy then keeps what it had.
    """
    if check:
        if with_keys or no_index or move:
            raise click.UsageError("--check copies nothing: leave --with-keys, --no-index and --move out")
        _check(target, as_json=as_json)
        return
    from archive.backup import back_up
    from archive.errors import ArchiveError
    from archive.moved import moving

    archive = current_archive()
    with progress("copying the archive") as on_file, moving(archive, target) if move else nullcontext():
        done = back_up(archive, target, with_keys=with_keys or move, with_index=not no_index, on_file=on_file)
        if move and done.faults:
            raise ArchiveError(f"{done.faults[0]}; the archive stays where it is: see `warraq verify`")
    if as_json:
        print_json(asdict(done))
    else:
        print_field("files", done.files)
        print_field("bytes", done.bytes)
        print_field("bytes copied now", done.copied)
        print_field("leaves", done.leaves)
        for fault in done.faults:
            print_field("failed", fault)
    if move:
        say("This archive has moved: `warraq restore {copy} DIR` makes the one that goes on.", copy=target)
    if not done.keys:
        say(
            "The copy holds no private keys: keep log/key.pem and log/withdrawals/addresses.key elsewhere, or"
            " use --with-keys. Without them an archive that is restored signs nothing more."
        )
    if not move and target.stat().st_dev == archive.root.stat().st_dev:
        say("The copy is on the archive's own disk, and lost with it: is the other disk mounted?")
    if done.imports:
        say("Files of others that were imported are not in the copy: {count}.", count=len(done.imports))
    click.get_current_context().exit(VERIFICATION_FAILED if done.faults else 0)


def _check(target: Path, *, as_json: bool) -> None:
    from archive.backup_check import check_copy

    changes_nothing()
    with progress("reading the copy") as on_done:
        found = check_copy(target, on_done)
    if as_json:
        print_json(asdict(found))
    elif found.problems:
        more = len(found.problems) - 1
        text = tr("This copy would not do: {problem} (and {more} more)", problem=found.problems[0], more=more)
        click.echo(one_line(text))
    else:
        text = tr(
            "This copy would do: made {at}; files {files}, bytes {bytes}, leaves {leaves}; {index}, {keys}",
            at=str(found.at),
            files=found.files,
            bytes=found.bytes,
            leaves=found.leaves,
            index=tr("with index") if found.index else tr("without index"),
            keys=tr("with keys") if found.keys else tr("without keys"),
        )
        click.echo(one_line(text))
    click.get_current_context().exit(VERIFICATION_FAILED if found.problems else 0)


@click.command()
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", required=False)
@click.option(
    "--rehearse",
    is_flag=True,
    help="Only prove that it can be done, in a scratch folder in DIR that then goes.",
)
@as_json
def restore(source: Path, directory: Path | None, rehearse: bool, as_json: bool) -> None:
    """Make an archive in DIR, a new or empty folder, from the copy in the folder SOURCE, and verify it.

    The copy is not changed. An index is made when it has none. Exit 4 when anything is not as it must be.
    """
    if rehearse:
        _rehearse(source, directory, as_json=as_json)
        return
    from archive.restore import restore as restoring

    if directory is None:
        raise click.UsageError("name DIR, where the archive shall be; or give --rehearse")
    done = restoring(source, directory, watching=progress)
    if as_json:
        print_json({**asdict(done), "ok": done.ok})
    else:
        click.echo(one_line(str(directory.resolve())))
        _print_restored(done)
        click.echo(tr("ok") if done.ok else tr("FAILED"))
    if not done.keys:
        say(
            "The copy held no private key: put log/key.pem and log/withdrawals/addresses.key back before the"
            " next crawl."
        )
    click.get_current_context().exit(0 if done.ok else VERIFICATION_FAILED)


def _print_restored(done: "Restored") -> None:
    print_field("files", done.files)
    print_field("index", tr("made anew") if done.rebuilt else tr("from the copy"))
    for name in done.damaged:
        print_field("failed", tr("{name} is not what was copied", name=name))
    for failure in done.report.failures[:SHOWN_FAILURES]:
        print_field("failed", f"{failure.what} · {failure.where} · {failure.detail}")


def _rehearse(source: Path, beside: Path | None, *, as_json: bool) -> None:
    from archive.rehearsal import rehearse

    changes_nothing()
    done = rehearse(source, beside)
    if as_json:
        print_json({**asdict(done), "ok": done.ok})
    else:
        _print_restored(done.restored)
        print_field("rows of an index made anew", done.rows)
        if done.differing is not None:
            print_field("rows that differ from the copy's index", done.differing)
        if done.other_reader:
            click.echo(
                tr(
                    "rows were not compared: an earlier Warraq or declaration read texts of the copy's index;"
                    " `warraq rebuild` in the archive, then the next backup, and they can be"
                )
            )
        print_field("bytes", done.bytes)
        print_field("seconds", f"{done.seconds:.1f}")
        click.echo(tr("ok") if done.ok else tr("FAILED"))
    click.get_current_context().exit(0 if done.ok else VERIFICATION_FAILED)
