"""The commands of the capture log: checkpoint, log proof, log consistency, log rotate-key."""

import base64
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.errors import ArchiveError
from archive.progress import progress

if TYPE_CHECKING:
    from archive.attest import Attested
    from archive.place import Archive

ATTESTING = "signing, and asking for time stamps"


@click.command()
@as_json
def checkpoint(as_json: bool) -> None:
    """Sign what the capture log holds, have it stamped and published as warraq.toml says.

    Nothing is signed twice: without new leaves only missing stamps are asked for again. Crawls do the same at
    their end. What an authority or a publication refuses is told on stderr; the checkpoint stays.
    """
    from archive.attest import attest
    from archive.proofs import checkpoint_document

    archive = current_archive()
    with progress(ATTESTING):
        attested = attest(archive)
    made = attested.made
    tell(attested)
    if as_json:
        document = None
        if made is not None:
            document = checkpoint_document(archive, made.checkpoint, made.note) | {"fresh": made.fresh}
        print_json(
            {
                "checkpoint": document,
                "stamps": [asdict(stamping) for stamping in attested.stamps],
                "publication_problem": attested.publication_problem,
            }
        )
    elif made is None:
        say("The capture log is empty: there is nothing to sign yet.")
    else:
        click.echo(made.note.decode(), nl=False)


@click.group()
def log() -> None:
    """Prove what the capture log holds, and change its key."""


@log.command()
@click.argument("record_id", metavar="RECORD_ID")
@click.option(
    "--checkpoint",
    "size",
    type=click.IntRange(min=1),
    metavar="SIZE",
    help="Prove it under the checkpoint over SIZE leaves.",
)
@as_json
def proof(record_id: str, size: int | None, as_json: bool) -> None:
    """Prove that a record's leaf is in the log: leaf, path and checkpoint, as C2SP tlog-proof has them.

    RECORD_ID is what `show` and `cite` print, or warc:NAME for a closed file. Without --checkpoint it is
    proven under the first stamped checkpoint over it, which gives the earliest time.
    """
    from archive.proofs import inclusion_document, prove_inclusion, stamped_by

    archive = current_archive()
    found = prove_inclusion(archive, record_id, size)
    if as_json:
        print_json(inclusion_document(archive, found))
        return
    click.echo(str(found), nl=False)
    authorities = stamped_by(archive, found.checkpoint.size)
    if authorities:
        say("stamped by {authorities}", authorities=", ".join(authorities))
    else:
        say("This checkpoint is not stamped: it proves order, and no time.")


@log.command()
@click.argument("old", type=click.IntRange(min=1), metavar="OLD")
@click.argument("new", type=click.IntRange(min=1), metavar="NEW")
@as_json
def consistency(old: int, new: int, as_json: bool) -> None:
    """Prove that the checkpoint over NEW leaves goes on from the one over OLD: nothing was taken back."""
    from archive.proofs import consistency_document, prove_consistency

    archive = current_archive()
    found = prove_consistency(archive, old, new)
    if as_json:
        print_json(consistency_document(archive, found))
        return
    print_field("old root", found.old[0].root.hex())
    print_field("new root", found.new[0].root.hex())
    for node in found.path:
        click.echo(base64.b64encode(node).decode())


@log.command("rotate-key")
@as_json
def rotate_key(as_json: bool) -> None:
    """Make a new signing key, have the old one name it, and sign a checkpoint with it.

    The old private key is deleted; its public half and the note that both keys signed stay in log/keys.
    """
    from archive.signing import change_key

    archive = current_archive()
    change = change_key(archive)
    if as_json:
        print_json({"number": change.number, "old": str(change.old), "new": str(change.new), "at": change.at})
        return
    print_field("old key", change.old)
    print_field("new key", change.new)
    say("Publish the new key where you published the old one.")


def attest_and_tell(archive: "Archive") -> None:
    """What a crawl does at its end: sign, stamp, publish; whatever goes wrong is told on stderr alone."""
    from archive.attest import attest

    try:
        with progress(ATTESTING):
            attested = attest(archive)
        tell(attested)
    except (ArchiveError, OSError) as error:
        say("no checkpoint was made: {problem}", problem=error)


def tell(attested: "Attested") -> None:
    """Say what came of signing, stamping and publishing; nothing of what was done before."""
    from archive.attest import PENDING, REFUSED, STAMPED

    if attested.made is not None and attested.made.fresh:
        say("checkpoint over {size} leaves signed", size=attested.made.checkpoint.size)
    for stamping in attested.stamps:
        name = stamping.authority
        if stamping.state == STAMPED:
            say("{authority}: stamped at {at}", authority=name, at=stamping.at)
        elif stamping.state == PENDING:
            say(
                "{authority}: no stamp yet, asked again next time: {problem}",
                authority=name,
                problem=stamping.problem,
            )
        elif stamping.state == REFUSED:
            say(
                "{authority}: its answer is no stamp and was not kept: {problem}",
                authority=name,
                problem=stamping.problem,
            )
    if attested.publication_problem is not None:
        say("the checkpoint was not published: {problem}", problem=attested.publication_problem)
