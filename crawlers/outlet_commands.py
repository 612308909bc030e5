"""`warraq outlet`: add an outlet from a URL or the catalogue, list those followed and those known."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import click

from archive.console import as_json, current_archive, print_json, say
from archive.errors import ArchiveError
from archive.terminal import one_line
from crawlers.doctor_command import check, doctor

if TYPE_CHECKING:
    from archive.place import Archive
    from crawlers.fetched import Fetched
    from crawlers.outlet_add import OutletDraft
    from extractors.outlets import Outlet

CATALOGUE = Path(__file__).resolve().parent.parent / "outlets"
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

    Writes outlets/SLUG.toml. A file that is there is never overwritten: what differs is printed, exit code 1.
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
    """List the outlets that this archive follows."""
    outlets = current_archive().outlets()
    _print_outlets(outlets, as_json)
    if not outlets:
        say("No outlets yet: add one with `warraq outlet add URL`.")


@outlet.command()
@click.argument("word", required=False)
@as_json
def catalogue(word: str | None, as_json: bool) -> None:
    """List the outlets that `outlet add SLUG` knows, those only that WORD occurs in if given.

    WORD is looked for in slug, names, country, domains and notes.
    """
    from extractors.outlets import load_outlets

    outlets = load_outlets(CATALOGUE) if CATALOGUE.is_dir() else ()
    wanted = [one for one in outlets if word is None or word.casefold() in _searched(one)]
    _print_outlets(wanted, as_json)
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
    from crawlers.country_zones import country_of
    from crawlers.outlet_add import check_options, draft_outlet, unknown_country
    from crawlers.outlet_home import given_url
    from crawlers.outlet_names import authority, slug_of
    from extractors.outlets import parse_outlet

    today = datetime.now(UTC).date()
    address = given_url(url)
    check_options(slug, country)
    if country is None and country_of(urlsplit(address).hostname or "") is None:
        raise unknown_country(address)  # said before a minute of fetching
    with open_fetcher(archive, slug or slug_of(authority(address)), verify_tls) as fetcher:
        draft = draft_outlet(
            address, fetcher.fetch, slug=slug, country=country, checked_on=today, verify_tls=verify_tls
        )
    if not as_json:
        for finding in draft.findings:
            found = finding.value or "-"
            say("{key}: {found} ({why})", key=finding.key, found=found, why=finding.why)
    text = draft.to_toml()
    parse_outlet(text, draft.slug, f"the draft of {draft.slug}.toml")
    _deliver(archive, draft.slug, text, _evidence(draft), as_json)


def _evidence(draft: "OutletDraft") -> dict[str, Any]:
    pattern = draft.pattern
    scores = {"precision": pattern.precision, "recall": pattern.recall} if pattern else {}
    return {"findings": [asdict(finding) for finding in draft.findings], "article_url": scores or None}


def _deliver(archive: "Archive", slug: str, text: str, evidence: dict[str, Any], as_json: bool) -> None:
    """Writes the declaration, or says how the one that is there differs and raises."""
    path = archive.outlets_dir / f"{slug}.toml"
    added = _write_new(path, text)
    differences = [] if added else list(_differences(path, text))
    if as_json:
        document = {"slug": slug, "path": str(path), "added": added, "declaration": text}
        print_json({**document, "differences": differences, **evidence})
    elif added:
        click.echo(one_line(str(path)))
        click.echo(text, nl=False)
    else:
        for difference in differences:
            click.echo(one_line(difference))
    if not added:
        what = "what was found differs as printed" if differences else "what was found says the same"
        raise ArchiveError(f"{path} is there already and was left as it is; {what}")
    if not as_json:
        say("Next: warraq crawl {slug}", slug=slug)


def _write_new(path: Path, text: str) -> bool:
    """Writes a file whole, unless there is one: then nothing changes and the answer is False."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    return True


def _differences(path: Path, text: str) -> Iterator[str]:
    """A line `key: there … found …` for every key that the found declaration gives another value."""
    from extractors.outlets import load_outlet

    load_outlet(path)  # says what is wrong with a file that cannot be compared
    there, found = tomllib.loads(path.read_text("utf-8")), tomllib.loads(text)
    for key, value in found.items():
        if key not in CHANGES_BY_ITSELF and there.get(key) != value:
            yield f"{key}: there {there.get(key, 'nothing')!r}, found {value!r}"


def _searched(one: "Outlet") -> str:
    texts = (one.slug, one.name, one.name_en, one.country, one.homepage, *one.domains, one.notes)
    return "\n".join(text for text in texts if text).casefold()


def _print_outlets(outlets: "list[Outlet] | tuple[Outlet, ...]", as_json: bool) -> None:
    if as_json:
        print_json([_described(one) for one in outlets])
        return
    for one in outlets:
        names = f"{one.name} ({one.name_en})" if one.name_en else one.name
        click.echo(one_line(f"{one.slug}: {names}, {one.country}, {one.homepage}"))


def _described(one: "Outlet") -> dict[str, Any]:
    keys = ("slug", "name", "name_en", "country", "timezone", "language", "homepage", "article_url")
    lists = ("domains", "feeds", "sitemaps", "sections")
    return {
        **{key: getattr(one, key) for key in keys},
        **{key: list(getattr(one, key)) for key in lists},
        "cadence_seconds": int(one.cadence.total_seconds()),
        "checked_on": one.checked_on.isoformat() if one.checked_on else None,
    }
