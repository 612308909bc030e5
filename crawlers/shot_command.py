"""`warraq shot`: full-page pictures of pages, kept beside their captures."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.errors import ArchiveError
from archive.language import tr
from archive.log_commands import attest_and_tell
from archive.place import Archive
from archive.progress import progress
from archive.replaced import replace_bytes

if TYPE_CHECKING:
    from crawlers.shot import Wish
    from crawlers.shot_pages import Target

NONE_PICTURED, SOME_FAILED = 1, 3
SUFFIXES = {".png": "image/png", ".pdf": "application/pdf"}
SHOWN = {
    "live": "live: scripts were run, and what the page asked for was captured",
    "archive": "from the archive: without scripts and without the network",
}


@click.command()
@click.argument("named", metavar="URL|ID…", nargs=-1, required=True)
@click.option(
    "--live/--archived",
    "live",
    default=None,
    help="Capture the page now and run its scripts; or show what the archive holds, without scripts.",
)
@click.option("--only", type=click.Choice(["png", "pdf"]), help="One of the two pictures, not both.")
@click.option(
    "--width",
    type=click.IntRange(240, 3840),
    default=1280,
    show_default=True,
    metavar="PIXELS",
    help="Width of the window; 390 is a telephone's.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the picture there too; the name ends in .png or .pdf.",
)
@click.option("--outlet", metavar="SLUG", help="Put the pages to this outlet, whatever their hosts.")
@as_json
def shot(
    named: tuple[str, ...],
    live: bool | None,
    only: str | None,
    width: int,
    outputs: tuple[Path, ...],
    outlet: str | None,
    as_json: bool,
) -> None:
    """Picture whole pages (PNG and PDF) and keep the pictures beside their captures.

    A URL is captured now and shown live; the id of an article or a record is shown from the archive, for its
    page may be gone. The record of each picture says which. The id of a picture is pictured no more: --output
    writes it. A picture is this archive's rendering of a page, not what the outlet sent.
    """
    from crawlers.browser import find_chromium
    from crawlers.manners import contact_needed
    from crawlers.settings import WARRAQ_ALLOW_PRIVATE
    from crawlers.shot import Wish
    from crawlers.shot_pages import captured, find_targets

    archive = current_archive()
    if outlet is not None:
        archive.outlet(outlet)  # raises, and says which there are
    if outputs and len(named) > 1:
        raise click.UsageError(tr("--output takes the picture of one page: name one"))
    _check_outputs(outputs, only)
    if len(named) == 1 and _wrote_kept(archive, named[0], outputs):
        return
    find_chromium()  # raises before anything is captured
    targets = find_targets(archive, named, live)
    hosts = [urlsplit(one.url or "").netloc for one in targets if one.live and one.error is None]
    if hosts:
        contact_needed(hosts, archive, WARRAQ_ALLOW_PRIVATE)
    documents, codes = [], set()
    wish = Wish(live=True, png=only != "pdf", pdf=only != "png", width=width)
    with progress("picturing pages") as on_page:
        for document, media in _shots(archive, captured(archive, targets, outlet), wish):
            code = document.pop("exit_code", NONE_PICTURED)
            if document["error"] is not None:
                codes.add(code)
            documents.append(document)
            for path in outputs:
                if (data := media.get(SUFFIXES[path.suffix.lower()])) is not None:
                    _write(path, data)
            if on_page is not None:
                on_page(len(documents), len(targets))
            if not as_json:
                _print(document)
    attest_and_tell(archive)
    if as_json:
        order = {text.strip(): number for number, text in enumerate(named)}
        print_json(sorted(documents, key=lambda document: order[document["named"]]))
    failed = [document for document in documents if document["error"] is not None]
    if failed:
        none = codes.pop() if len(codes) == 1 else NONE_PICTURED
        sys.exit(none if len(failed) == len(documents) else SOME_FAILED)


def _shots(
    archive: Archive, targets: Sequence[Target], wish: Wish
) -> Iterator[tuple[dict[str, Any], dict[str, bytes]]]:
    """Each target's document, and its pictures by media type."""
    from crawlers.shot import NOTHING, described, shoot

    for one in targets:
        if one.record_id is None:
            yield (
                NOTHING
                | {"named": one.named, "url": one.url, "error": one.error, "exit_code": one.exit_code},
                {},
            )
    for live in (True, False):
        some: dict[str, list[Target]] = {}
        for one in targets:
            if one.live == live and one.record_id is not None:
                some.setdefault(one.record_id, []).append(one)
        for shot in shoot(archive, list(some), replace(wish, live=live)):
            media = {one.media: one.data for one in (shot.pictured.pictures if shot.pictured else ())}
            for target in some[shot.asked]:
                yield described(shot) | {"named": target.named, "reading": target.reading}, media


def _check_outputs(outputs: Sequence[Path], only: str | None) -> None:
    for path in outputs:
        media = SUFFIXES.get(path.suffix.lower())
        if media is None:
            raise click.UsageError(tr("{path} must end in .png or .pdf", path=path))
        if only is not None and path.suffix.lower() != f".{only}":
            raise click.UsageError(tr("{path} is not the picture that --only asks for", path=path))


def _wrote_kept(archive: Archive, named: str, outputs: Sequence[Path]) -> bool:
    """Whether `named` is a picture that is kept already; it is written then, and pictured no more."""
    from archive.pictures import find_picture, picture_bytes
    from archive.rows import reading_index

    if not archive.index.is_file():
        return False
    with reading_index(archive) as db:
        kept = find_picture(db, named.strip().lower())
    if kept is None:
        return False
    paths = [path for path in outputs if SUFFIXES[path.suffix.lower()] == kept["media"]]
    if not paths:
        raise ArchiveError(
            f"{named} is a picture ({kept['media']}) and is kept: write it with --output "
            f"FILE.{'png' if kept['media'] == 'image/png' else 'pdf'}"
        )
    data = picture_bytes(archive, kept)
    for path in paths:
        _write(path, data)
    return True


def _write(path: Path, data: bytes) -> None:
    """Write the file whole: what was there before stays when the disk is full."""
    try:
        replace_bytes(path, data)
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be written: {error.strerror}; the picture is in the archive"
        ) from error
    say("{path} written", path=path)


def _print(document: dict[str, Any]) -> None:
    print_field("url", document["url"] or document["named"])
    print_field("error", document["error"])
    if document["error"] is None:
        print_field("record", document["record_id"])
        print_field("captured", document["page_captured_at"])
        print_field("status", document["status"])
        print_field("shown", tr(SHOWN[document["rendered"]]))
        print_field("browser", document["browser"])
        for one in document["pictures"]:
            told = {"media": one["media"], "bytes": one["bytes"], "record": one["record_id"]}
            print_field("picture", tr("{media}, {bytes} bytes, record {record}", **told))
            print_field("taken", one["captured_at"])
            print_field("payload digest", one["payload_digest"])
            if one["cut"]:
                print_field("note", tr("the page goes on below the picture; the PDF has all of it"))
        if document["settled"] is False:
            print_field("note", tr("the page was still asking for more when it was pictured"))
        if document["unanswered"]:
            print_field(
                "note", tr("{count:part|parts} of the page had no answer", count=document["unanswered"])
            )
    click.echo()
