"""`warraq outlet doctor` and `warraq outlet check`: options in, one report out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.errors import ArchiveError
from archive.language import tr
from archive.progress import Counted, progress
from archive.replaced import replace_text
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.place import Archive
    from archive.saved_pages import Difference, SavedPage
    from crawlers.diagnosis import Diagnosis
    from crawlers.doctor_answers import SavedAnswers
    from crawlers.drift_faults import Memory
    from extractors.outlets import Outlet

ALARM, DIFFERS, BLIND = 6, 4, 1
NEWEST_BYTES = 1 << 30  # of an outlet's own WARCs that are looked through


@click.command()
@click.argument("slug")
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--articles", type=click.IntRange(min=1, max=60), default=20, metavar="N", help="Reports to look at."
)
@click.option("--offline", is_flag=True, help="Look at what was captured, or at PATH…, and fetch nothing.")
@click.option("--apply", is_flag=True, help="Write the proposed patch into outlets/SLUG.toml.")
@click.option(
    "--save",
    "save",
    is_flag=False,
    flag_value="",
    metavar="[URL]",
    help="Save a page as a test with a draft of what it holds: this one, or the newest that was read.",
)
@as_json
def doctor(
    slug: str,
    paths: tuple[Path, ...],
    articles: int,
    offline: bool,
    apply: bool,
    save: str | None,
    as_json: bool,
) -> int:
    """Look at an outlet, score how completely it is read, name faults and propose a patch of its declaration.

    Fetches robots.txt, the declared seeds and some reports, all captured; with --offline it reads the
    archive's WARCs, or the files and folders given, instead. The patch is tried on the same pages before it
    is shown. Exit code 6 when something needs doing, 1 when nothing could be looked at.
    """
    archive = current_archive()
    outlet = archive.outlet(slug)
    path = archive.outlets_dir / f"{slug}.toml"
    if outlet.checked_on and outlet.checked_on > datetime.now(UTC).date() + timedelta(days=1):
        say(
            "{path}: checked_on is {day}, which is still to come: correct it, or the clock of this machine.",
            path=path,
            day=outlet.checked_on,
        )
    text = path.read_bytes().decode("utf-8")
    with _remembering(archive, slug) as memory, progress("looking at the outlet"):
        if offline or paths:
            found = _offline(archive, slug, text, paths, articles, memory)
        else:
            found = _online(archive, slug, text, outlet.verify_tls, articles, memory, also=save or None)
            found = _in_browser(archive, outlet, text, found)
    applied = bool(apply and found.patch and _apply(path, text, found.patch.text))
    kept = (
        _save(archive, slug, paths, save or _newest(found, archive.outlets_dir)) if save is not None else None
    )
    if as_json:
        document = {**found.as_json(), "applied": applied, "saved": str(kept) if kept else None}
        print_json(document)
    else:
        _print(found)
        if applied:
            say("{path} was changed.", path=path)
        elif found.patch:
            say("Write it with: warraq outlet doctor {slug} --apply", slug=slug)
        if kept:
            say("Saved as a draft: {path}. Check it against the page, then sign it.", path=kept)
    if found.blind:
        return BLIND
    return 0 if found.healthy else ALARM


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@as_json
def check(slugs: tuple[str, ...], as_json: bool) -> int:
    """Read the saved pages of outlets again, and compare every field with what is expected.

    Without SLUG those of all outlets. Exit code 4 when a page that a person signed reads otherwise.
    """
    from archive.saved_pages import check_outlet, slugs_with_pages

    folder = current_archive().outlets_dir
    pages: list[SavedPage] = []
    differing: list[Difference] = []
    with progress("reading the saved pages") as on_outlet:
        for slug in Counted(slugs or list(slugs_with_pages(folder)), on_outlet):
            current_archive().outlet(slug)  # says what is known, for a slug that is not
            checked, different = check_outlet(folder, slug)
            pages += checked
            differing += different
    if as_json:
        print_json(
            {
                "pages": len(pages),
                "signed": sum(page.signed for page in pages),
                "differences": [_difference(one) for one in differing],
            }
        )
    else:
        for one in differing:
            values = {"field": tr(one.field), "expected": _shown(one.expected), "found": _shown(one.found)}
            line = tr("{field}: expected {expected}, found {found}", **values)
            kind = "" if one.page.signed else f" ({tr('a draft')})"
            click.echo(one_line(f"{one.page.slug}/{one.page.name}{kind}: {line}"))
        signed = sum(page.signed for page in pages)
        say("{count} saved pages, {signed} of them signed.", count=len(pages), signed=signed)
    return DIFFERS if any(one.page.signed for one in differing) else 0


@contextmanager
def _remembering(archive: "Archive", slug: str) -> "Iterator[Memory]":
    """What the archive knows of the outlet's reports from before a redesign."""
    from archive.drift_state import NEW_REPORT
    from archive.moments import moment
    from crawlers.doctor_recall import beyond_readers, recalling
    from crawlers.drift_faults import Memory

    with recalling(archive, slug) as (recall, found):
        yield Memory(
            recall=recall,
            since=moment(found.since).date() if found else None,
            canaries=(found.url,) if found else (),
            only_new=found is not None and found.found_by == NEW_REPORT,
            beyond=beyond_readers(archive, slug),
        )


def _online(
    archive: "Archive",
    slug: str,
    text: str,
    verify_tls: bool,
    articles: int,
    memory: "Memory",
    also: str | None,
) -> "Diagnosis":
    """The diagnosis of a live look; the page `also`, which is to be saved, is captured besides."""
    from crawlers import outlet_commands
    from crawlers.doctor import examine
    from crawlers.fetched import FetchError

    say(
        "Looking at {slug}: up to {count} reports and all seeds, one after another.",
        slug=slug,
        count=articles,
    )
    with outlet_commands.open_fetcher(archive, slug, verify_tls) as fetcher:
        now = datetime.now(UTC)
        found = examine(text, slug, fetcher.fetch, now=now, articles=articles, memory=memory)
        if also is not None:
            try:
                fetcher.fetch(also)
            except FetchError as error:
                raise ArchiveError(f"{also} cannot be saved: {error}") from error
        return found


def _in_browser(archive: "Archive", outlet: "Outlet", text: str, found: "Diagnosis") -> "Diagnosis":
    """The diagnosis of an outlet whose pages are shells, after one look through a browser; without one it is
    said what to install."""
    from crawlers.browser import BrowserMissing
    from crawlers.diagnosis import Patch
    from crawlers.outlet_patch import difference, patched
    from crawlers.render_trial import reads_in_browser

    fault = next((one for one in found.faults if one.code == "needs-browser"), None)
    if fault is None or fault.example is None:
        return found
    try:
        reads, said = reads_in_browser(archive, outlet, fault.example)
    except BrowserMissing as error:
        say(
            "{slug}: whether a browser sees a report there could not be tried: {problem}",
            slug=outlet.slug,
            problem=error,
        )
        return found
    if not reads:
        say("{slug}: a browser sees no report there either: {problem}", slug=outlet.slug, problem=said)
        return found
    say("{slug}: a browser sees a report there: {title}", slug=outlet.slug, title=said)
    if outlet.render:  # declared already: crawls read these pages
        return replace(found, faults=tuple(one for one in found.faults if one is not fault))
    new = patched(text, {"render": True})
    patch = Patch(text=new, diff=difference(text, new, f"{outlet.slug}.toml"), scores={}, remaining=())
    return replace(found, patch=patch)


def _offline(
    archive: "Archive", slug: str, text: str, warcs: tuple[Path, ...], articles: int, memory: "Memory"
) -> "Diagnosis":
    from crawlers.doctor import examine

    saved = _saved(archive, slug, warcs)
    return examine(
        text,
        slug,
        saved.fetch,
        now=saved.newest,
        clock=saved.captured_at,
        saved=saved.urls,
        articles=articles,
        memory=memory,
    )


def _saved(archive: "Archive", slug: str, warcs: tuple[Path, ...]) -> "SavedAnswers":
    from crawlers.doctor_answers import SavedAnswers

    folder = archive.warcs / slug
    if not warcs and not folder.is_dir():
        raise ArchiveError(f"{folder}: nothing was captured yet; run `warraq crawl {slug}`, or give PATH")
    return SavedAnswers(warcs or _newest_files(folder))


def _newest_files(folder: Path) -> list[Path]:
    """The outlet's newest WARC files (their names begin with its slug and the time), up to NEWEST_BYTES."""
    files = sorted(
        (*folder.rglob("*.warc.gz"), *folder.rglob("*.warc.gz.open")),
        key=lambda file: file.name,
        reverse=True,
    )
    kept: list[Path] = []
    size = 0
    for file in files:
        size += file.stat().st_size
        if kept and size > NEWEST_BYTES:
            break
        kept.append(file)
    return kept


def _save(archive: "Archive", slug: str, warcs: tuple[Path, ...], url: str | None) -> Path:
    from archive.saved_pages import save_page
    from crawlers.fetched import FetchError

    if url is None:
        raise ArchiveError("no report was read that could be saved; name one with --save URL")
    try:
        source, offset = _saved(archive, slug, warcs).record_of(url)
    except FetchError as error:
        raise ArchiveError(f"{error}; capture it first") from error
    return save_page(archive.outlets_dir, archive.outlet(slug), source, offset)


def _newest(found: "Diagnosis", outlets: Path) -> str | None:
    """The first report that was read and is not among the saved pages yet."""
    from archive.saved_pages import saved_pages

    known = {page.url for page in saved_pages(outlets, found.slug)}
    return next((url for url, read in found.sampled if read == "article" and url not in known), None)


def _apply(path: Path, old: str, new: str) -> bool:
    """Puts the patched declaration in place, whole; raises ArchiveError when the file changed meanwhile."""
    if path.read_bytes().decode("utf-8") != old:
        raise ArchiveError(f"{path} was changed while the doctor looked; run it again")
    replace_text(path, new)
    return True


def _print(found: "Diagnosis") -> None:
    after = found.patch.scores if found.patch else {}
    for name, score in found.scores.items():
        value = "-" if score.value is None else f"{score.value:.2f}"
        then = after[name].value if name in after else None
        change = "" if then is None or then == score.value else f" → {then:.2f}"
        print_field(name, f"{value}{change} ({score.good}/{score.of})")
    for fault in found.faults:
        mark = tr("notice") if fault.is_notice else tr("fault")
        click.echo("")
        click.echo(one_line(f"{mark} [{fault.code}] {fault.what()}"))
        click.echo(one_line(f"  {fault.cause()}"))
        click.echo(one_line(f"  {fault.remedy()}"))
        if fault.example:
            click.echo(one_line(f"  {fault.example}"))
    if found.patch:
        click.echo(f"\n{found.patch.diff}", nl=False)
    if not found.faults:
        say("{slug} is healthy: {count} reports were read.", slug=found.slug, count=len(found.sampled))


def _difference(one: "Difference") -> dict[str, Any]:
    return {
        "slug": one.page.slug,
        "page": one.page.name,
        "url": one.page.url,
        "signed": one.page.signed,
        "field": one.field,
        "expected": one.expected,
        "found": one.found,
    }


def _shown(value: object) -> str:
    if value is None:
        return tr("nothing")
    return "، ".join(map(str, value)) if isinstance(value, list) else f"«{value}»"
