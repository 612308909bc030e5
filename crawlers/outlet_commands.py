"""`warraq outlet`: add an outlet from a URL or the catalogue, list those followed and those known."""

import sys
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from archive.console import as_json, current_archive, print_json, say
from archive.declared import declared
from archive.errors import ArchiveError
from archive.language import tr
from archive.terminal import one_line
from crawlers.catalogue import CATALOGUE
from crawlers.doctor_command import check, doctor

if TYPE_CHECKING:
    from archive.place import Archive
    from crawlers.fetched import Fetched
    from crawlers.outlet_add import OutletDraft
    from extractors.outlets import Outlet

SOME_FAILED = 3
CHANGES_BY_ITSELF = frozenset({"checked_on"})


class Fetching(Protocol):
    """What the network side offers: one answer a URL, captured into the archive, redirects followed."""

    def fetch(self, url: str) -> "Fetched":
        """The answer; raises FetchError when there is none."""


def open_fetcher(archive: "Archive", slug: str, verify_tls: bool) -> AbstractContextManager[Fetching]:
    """The capturing fetcher, for the time of a `with` block."""
    from crawlers.fetch import Fetcher  # scrapy: a second that `outlet list` need not wait

    return Fetcher(archive, slug, verify_tls=verify_tls)


@click.group()
def outlet() -> None:
    """Add and list the outlets to follow."""


outlet.add_command(doctor)
outlet.add_command(check)


@outlet.command()
@click.argument("target", metavar="URL|SLUG")
@click.option(
    "--slug", metavar="S", help="Short name for files: a-z, 0-9, _ and -; by default from the host."
)
@click.option("--country", metavar="CC", help="Country (ISO 3166-1), for hosts that do not tell it.")
@click.option(
    "--no-verify-tls", is_flag=True, help="Accept a certificate that does not verify, and declare so."
)
@as_json
def add(target: str, slug: str | None, country: str | None, no_verify_tls: bool, as_json: bool) -> None:
    """Follow an outlet, found from its home page, a feed or an article, or named in the catalogue.

    Writes outlets/SLUG.toml and shows what told each line of it. A file that is there is never overwritten:
    what differs is printed, and a patch proposed.
    """
    from extractors.outlets import is_slug

    archive = current_archive()
    if is_slug(target):
        _adopt(archive, target, slug or target, as_json)
    else:
        _draft(archive, target, slug, country.upper() if country else None, not no_verify_tls, as_json)


@outlet.command("list")
@as_json
def list_outlets(as_json: bool) -> None:
    """List the outlets that this archive follows.

    Exit code 3 when the file of one cannot be used, 1 when none can: what is wrong is told.
    """
    from archive.declared_told import tell_left_out

    found = declared(current_archive())
    outlets = found.outlets
    _print_outlets(outlets, as_json)
    tell_left_out(found)
    if found.broken:
        sys.exit(SOME_FAILED if outlets else 1)
    if not outlets:
        say("No outlets yet: add one with `warraq outlet add URL`.")


@outlet.command()
@click.argument("word", required=False)
@as_json
def catalogue(word: str | None, as_json: bool) -> None:
    """List the outlets that `outlet add SLUG` knows, those only that WORD occurs in if given.

    WORD is looked for in slug, names, country (code or name), kind, domains and notes; hamza and letter case
    do not count.
    """
    from crawlers.catalogue import in_one_line, matches
    from extractors.outlets import load_outlets

    outlets = load_outlets(CATALOGUE) if CATALOGUE.is_dir() else ()
    wanted = [one for one in outlets if word is None or matches(one, word)]
    if as_json:
        print_json([_described(one) for one in wanted])
    else:
        for one in wanted:
            click.echo(one_line(in_one_line(one)))
    if not outlets:
        say("The catalogue is empty (no declarations in {place}): add outlets by URL.", place=CATALOGUE)
    elif not wanted:
        say("None of the catalogue's {count} outlets matches.", count=len(outlets))


def _adopt(archive: "Archive", entry: str, slug: str, as_json: bool) -> None:
    from extractors.outlets import is_slug, load_outlet

    source = CATALOGUE / f"{entry}.toml"
    if not source.is_file():
        raise ArchiveError(
            f"no outlet {entry!r} in the catalogue; look with `warraq outlet catalogue`, or give a URL"
        )
    if not is_slug(slug):
        raise ArchiveError(f"{slug!r} is no slug: use a-z, 0-9, _ and -, at most 64 characters")
    load_outlet(source)
    _deliver(archive, slug, source.read_text("utf-8"), {"source": str(source)}, as_json)


def _draft(
    archive: "Archive", url: str, slug: str | None, country: str | None, verify_tls: bool, as_json: bool
) -> None:
    from crawlers.outlet_home import given_url
    from crawlers.outlet_names import authority, slug_of
    from extractors.outlets import parse_outlet

    address = given_url(url)
    name = slug or _slug_of_owner(archive, address) or slug_of(authority(address))
    draft = look_at(archive, name, address, country=country, verify_tls=verify_tls)
    if not as_json:
        _tell(draft)
    text = draft.to_toml()
    parse_outlet(text, draft.slug, f"the draft of {draft.slug}.toml")
    _deliver(archive, draft.slug, text, _evidence(draft), as_json, draft)


def look_at(
    archive: "Archive", slug: str, url: str, *, country: str | None = None, verify_tls: bool = True
) -> "OutletDraft":
    """The draft that a live look at an outlet gives, every answer captured into the archive under `slug`.

    Raises DraftError, ArchiveError.
    """
    from crawlers.outlet_add import check_options, draft_outlet

    check_options(slug, country)
    with open_fetcher(archive, slug, verify_tls) as fetcher:
        return draft_outlet(
            url,
            fetcher.fetch,
            slug=slug,
            country=country,
            checked_on=datetime.now(UTC).date(),
            verify_tls=verify_tls,
        )


def _slug_of_owner(archive: "Archive", url: str) -> str | None:
    """The outlet of the archive that has the URL already: to add it again is to look at it again."""
    return next((one.slug for one in declared(archive).known if one.owns(url)), None)


def _tell(draft: "OutletDraft") -> None:
    from extractors.urls import decoded

    for finding in draft.findings:
        found = decoded(finding.value) if finding.value else "-"
        say("{key}: {found} ({why})", key=finding.key, found=found, why=finding.why)
    for one in draft.previews:
        if one.refused:
            say("read {url}: no article ({why})", url=decoded(one.url), why=one.refused)
            continue
        say(
            "read {url}: «{title}», {date}, {authors}, {words:word|words}: {begins} …",
            url=decoded(one.url),
            title=one.title or "-",
            date=one.published_at or tr("no date"),
            authors=tr(", ").join(one.authors) or tr("no byline"),
            words=one.words,
            begins=one.begins or "",
        )


def _evidence(draft: "OutletDraft") -> dict[str, Any]:
    pattern = draft.pattern
    scores = {"precision": pattern.precision, "recall": pattern.recall} if pattern else {}
    return {
        "findings": [
            {"key": one.key, "value": one.value, "why": one.why.in_english()} for one in draft.findings
        ],
        "article_url": scores or None,
        "preview": [asdict(one) for one in draft.previews],
        "unknown": list(draft.unknown),
    }


def _deliver(
    archive: "Archive",
    slug: str,
    text: str,
    evidence: dict[str, Any],
    as_json: bool,
    draft: "OutletDraft | None" = None,
) -> None:
    """Writes the declaration; one that is there is left as it is and a patch is proposed."""
    from crawlers.outlet_files import write_new

    path = archive.outlets_dir / f"{slug}.toml"
    added = write_new(path, text)
    differences = [] if added else list(_differences(path, text))
    patch = None if added or draft is None else _patch(path, draft)
    if as_json:
        document = {"slug": slug, "path": str(path), "added": added, "declaration": text}
        print_json({**document, "differences": differences, "patch": patch, **evidence})
        return
    if added:
        click.echo(one_line(str(path)))
        click.echo(text, nl=False)
        say("Next: warraq crawl {slug}", slug=slug)
        return
    for difference in differences:
        click.echo(one_line(difference))
    if patch:
        click.echo(shown(patch), nl=False)
    say("{path} is there already and was left as it is.", path=str(path))
    if patch:
        say("The patch above is a proposal: apply it by hand, as far as it is right.")
    elif not differences:
        say("What was found says the same.")


def _patch(path: Path, draft: "OutletDraft") -> str | None:
    """A unified diff that adds what was found to the declaration; None when that is nothing."""
    from crawlers.outlet_patch import difference, patched
    from crawlers.outlet_proposal import proposal
    from extractors.outlets import load_outlet

    text = path.read_text("utf-8")
    changes = proposal(load_outlet(path), draft)
    return difference(text, patched(text, changes), path.name) if changes else None


def shown(text: str) -> str:
    """A text of several lines for a terminal: each line made harmless, the line breaks kept."""
    return "".join(f"{one_line(line)}\n" for line in text.splitlines())


def _differences(path: Path, text: str) -> Iterator[str]:
    """A line `key: there … found …` for every key that the found declaration gives another value."""
    from extractors.declaration_files import declaration_text
    from extractors.outlets import load_outlet

    load_outlet(path)  # says what is wrong with a file that cannot be compared
    there, found = tomllib.loads(declaration_text(path)), tomllib.loads(text)
    for key, value in found.items():
        if key not in CHANGES_BY_ITSELF and there.get(key) != value:
            yield f"{key}: there {there.get(key, 'nothing')!r}, found {value!r}"


def _print_outlets(outlets: "list[Outlet] | tuple[Outlet, ...]", as_json: bool) -> None:
    if as_json:
        print_json([_described(one) for one in outlets])
        return
    for one in outlets:
        names = f"{one.name} ({one.name_en})" if one.name_en else one.name
        click.echo(one_line(f"{one.slug}: {names}, {one.country}, {one.homepage}"))


def _described(one: "Outlet") -> dict[str, Any]:
    names = ("slug", "name", "name_en", "country", "based_in", "kind", "timezone", "language")
    keys = (*names, "homepage", "article_url", "notes")
    lists = ("domains", "feeds", "sitemaps", "sections", "archives", "source")
    return {
        **{key: getattr(one, key) for key in keys},
        **{key: list(getattr(one, key)) for key in lists},
        "cadence_seconds": int(one.cadence.total_seconds()),
        "checked_on": one.checked_on.isoformat() if one.checked_on else None,
    }
