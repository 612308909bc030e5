"""What commands say of evidence bundles: one that was written, one that was checked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.console import print_field, print_json, say
from archive.language import speaks_arabic, tr
from archive.log_commands import tell

if TYPE_CHECKING:
    from archive.bundle_documents import Passage
    from archive.cite import Names
    from archive.place import Archive


def bundle_and_tell(
    archive: "Archive",
    path: Path,
    passages: Sequence["Passage"],
    *,
    title: str | None = None,
    names: "Names | None" = None,
    pictures: bool = False,
    requests: bool = False,
    force: bool = False,
) -> dict[str, Any]:
    """Write a bundle and say on stderr what came of it; the same as a JSON document. Raises ArchiveError."""
    from archive.bundle import write_bundle
    from archive.rows import reading_index

    with reading_index(archive) as db:
        made = write_bundle(
            archive,
            db,
            path,
            passages,
            title=title,
            names=names,
            pictures=pictures,
            requests=requests,
            force=force,
        )
    if made.attested is not None:
        tell(made.attested)
    say("bundle of {bytes} bytes, sha256 {sha256}: {path}", bytes=made.bytes, sha256=made.sha256, path=path)
    for size in made.unstamped:
        say("the checkpoint over {size} leaves is not stamped yet: the bundle proves no time", size=size)
    for record_id, _ in made.unproven:
        say("no proof for {record}: it was imported, so the capture log has no leaf of it", record=record_id)
    return {
        "path": str(path),
        "bytes": made.bytes,
        "sha256": made.sha256,
        "captures": made.captures,
        "unproven": [record_id for record_id, _ in made.unproven],
        "unstamped": list(made.unstamped),
    }


def check_and_print(path: Path, roots: Sequence[str], key: Path | None, *, as_json: bool) -> bool:
    """Check a bundle and print the report, as JSON or in the reader's language; whether it holds."""
    from archive.bundle_check import check_bundle
    from archive.bundle_verifier import WHAT

    report = check_bundle(path, roots=roots, key=key)
    if as_json:
        print_json(report.document())
        return report.ok
    language = 0 if speaks_arabic() else 1
    for name, count in report.checked.items():
        print_field(name, count)
    for fact in report.facts:
        print_field("holds", fact[language])
    for unchecked in report.unchecked:
        print_field("not checked", unchecked[language])
    for failure in report.failures:
        said = WHAT[failure["what"]][language]
        print_field("failed", f"{said} · {failure['where']} · {failure['detail']}")
    click.echo(tr("ok") if report.ok else tr("FAILED"))
    print_field("verdict", report.verdict[language])
    return report.ok
