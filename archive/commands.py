"""The commands that keep: init, ingest, rebuild, verify. Options in, a function called, an answer printed."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.error_language import error_told
from archive.language import tr
from archive.progress import progress
from archive.terminal import one_line

VERIFICATION_FAILED = 4


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default=Path("."), metavar="[DIR]")
@click.option("--contact", help="E-mail address or URL that newsrooms see in the User-Agent.")
@click.option("--operator", help="Name or pseudonym of whoever runs the archive; goes into its WARCs.")
def init(directory: Path, contact: str | None, operator: str | None) -> None:
    """Make an archive in DIR (by default here), with the keys that will sign its log."""
    from archive.place import init_archive
    from archive.schema import connect

    archive = init_archive(directory, contact=contact, operator=operator)
    connect(
        archive.index
    ).close()  # of nothing yet: `status`, pages and the rest answer from the first minute
    click.echo(one_line(str(archive.root)))
    if contact is None:
        say("Before crawling the Internet, give your contact in warraq.toml: [operator] contact = …")
    say("Next: warraq outlet add URL, then warraq crawl")


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@as_json
def ingest(paths: tuple[Path, ...], as_json: bool) -> None:
    """Index WARC, ARC and WACZ files made by others, or all such files in folders.

    The files stay where they are and are never changed; imports.jsonl notes their paths and digests.
    """
    from archive.imports import ingest_paths

    archive = current_archive()
    with progress("reading the files") as on_progress:
        found = ingest_paths(archive, paths, on_progress=on_progress)
    _print_counts(asdict(found), as_json)


@click.command()
@click.option("--search", "search_only", is_flag=True, help="Only analyse the stored texts anew, for search.")
@as_json
def rebuild(search_only: bool, as_json: bool) -> None:
    """Make the index again from the WARCs alone, beside the old one, which serves until the swap."""
    from archive import rebuild as rebuilding

    archive = current_archive()
    if search_only:
        with progress("analysing the texts") as on_progress:
            count = rebuilding.rebuild_search(archive, on_progress)
        _print_counts({"texts": count}, as_json)
    else:
        with progress("reading the WARC files") as on_progress:
            total = rebuilding.rebuild(archive, on_progress=on_progress)
        _print_counts(asdict(total), as_json)


def _print_counts(counts: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(counts)
        return
    for name, count in counts.items():
        print_field(name, count)


@click.command()
@click.argument(
    "bundle",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="[FILE]",
)
@click.option(
    "--roots",
    multiple=True,
    metavar="[NAME=]FILE",
    help="Of a bundle: certificates of the time-stamping authorities, or of one of them; repeatable.",
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Of a bundle, a WACZ or a statement: the archive's public key for it as it was published.",
)
@click.option("--reread", is_flag=True, help="Read every page again, too, and compare what that gives.")
@as_json
def verify(
    bundle: Path | None, roots: tuple[str, ...], key: Path | None, reread: bool, as_json: bool
) -> None:
    """Re-read every record and row and compare every digest; exit 4 when anything disagrees.

    With FILE an evidence bundle is checked instead, or a WACZ or a statement of completeness, with its
    signature if it has one; that needs no archive.
    """
    from archive import verify as verifying

    if bundle is not None and reread:
        raise click.UsageError("--reread is for the archive: a file has no pages to be read again")
    if bundle is not None:
        from archive.bundle_commands import check_and_print
        from archive.coverage_check import is_statement
        from archive.coverage_command import check_and_print_statement
        from archive.wacz_check import is_wacz
        from archive.wacz_commands import check_and_print_wacz

        if bundle.is_file() and is_wacz(bundle):
            if roots:
                raise click.UsageError("--roots is for a bundle; a WACZ has no timestamps")
            holds = check_and_print_wacz(bundle, key, as_json=as_json)
            click.get_current_context().exit(0 if holds else VERIFICATION_FAILED)
        if is_statement(bundle):
            if roots:
                raise click.UsageError("--roots is for a bundle; a statement has no timestamps")
            holds = check_and_print_statement(bundle, key, as_json=as_json)
            click.get_current_context().exit(0 if holds else VERIFICATION_FAILED)
        holds = check_and_print(bundle, roots, key, as_json=as_json)
        click.get_current_context().exit(0 if holds else VERIFICATION_FAILED)
    if roots or key:
        raise click.UsageError("--roots and --key are for a bundle: name its FILE.zip")
    report = asdict(verifying.verify(current_archive(), reread=reread, watching=progress))
    if as_json:
        print_json(report)
    else:
        for name, count in report["checked"].items():
            print_field(name, count)
        for failure in report["failures"]:
            print_field("failed", f"{failure['what']} · {failure['where']} · {failure['detail']}")
        for one in report["withdrawn"]:
            line = f"{one['record_id']} · {one['at']} · {one['code']} · {one['reason']}"
            print_field("withdrawn", line)
        for unchecked in report["unchecked"]:
            print_field("not checked", error_told(unchecked))
        if report["unlisted"]:
            print_field("failed", tr("{count} more that are not listed", count=report["unlisted"]))
        click.echo(tr("ok") if report["ok"] else tr("FAILED"))
    click.get_current_context().exit(0 if report["ok"] else VERIFICATION_FAILED)
