"""An archive on disk: a directory with warraq.toml in it, found as git finds its own."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from archive.errors import AlreadyRunning as AlreadyRunning
from archive.errors import ArchiveError as ArchiveError
from archive.errors import NoArchive, SettingsError
from archive.keys import make_keys
from archive.locks import locked as locked
from archive.replaced import make_folder, replace_text
from archive.settings import Settings, load_settings, parse_settings
from extractors.outlets import Outlet, OutletError, is_slug, load_outlet

MARKER = "warraq.toml"
SCRAPY_CFG = "[settings]\ndefault = crawlers.settings\n"


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive in the directory `root`; every path below is derived from it."""

    root: Path

    @property
    def warcs(self) -> Path:
        """The captured bytes: warcs/SLUG/YYYY/….warc.gz."""
        return self.root / "warcs"

    @property
    def log(self) -> Path:
        """The append-only capture log and the archive's keys."""
        return self.root / "log"

    @property
    def outlets_dir(self) -> Path:
        """The declarations of the outlets this archive follows."""
        return self.root / "outlets"

    @property
    def state(self) -> Path:
        """Frontier ledgers, locks, temporary files: losing it costs refetches only."""
        return self.root / "state"

    @property
    def index(self) -> Path:
        """The index: derived, may be deleted and rebuilt."""
        return self.root / "index.db"

    @property
    def imports(self) -> Path:
        """Third-party files that were ingested, one JSON object a line."""
        return self.root / "imports.jsonl"

    @property
    def citations(self) -> Path:
        """What was cited, one JSON object a line."""
        return self.root / "citations.jsonl"

    @property
    def settings(self) -> Settings:
        """warraq.toml, read anew at each access. Raises SettingsError."""
        return load_settings(self.root / MARKER)

    def outlets(self) -> tuple[Outlet, ...]:
        """Every declared outlet, ordered by slug. Raises OutletError for one that is not understood."""
        return tuple(load_outlet(path) for path in self.declarations())

    def declarations(self) -> list[Path]:
        """The files outlets/SLUG.toml, ordered by slug; names that are no slug are an ArchiveError."""
        paths = self.declaration_files()
        for path in paths:
            if not is_slug(path.stem):
                raise ArchiveError(
                    f"{path}: {path.stem!r} is no slug; rename it to small Latin letters, digits, _ or -"
                )
        return paths

    def declaration_files(self) -> list[Path]:
        """The files outlets/*.toml, ordered by name, but what editors hide beside a file (`.#SLUG.toml`)."""
        return sorted(path for path in self.outlets_dir.glob("*.toml") if not path.name.startswith("."))

    def outlet(self, slug: str) -> Outlet:
        """The outlet declared as `slug`. Raises ArchiveError when unknown, OutletError when broken."""
        path = self.outlets_dir / f"{slug}.toml"
        if not is_slug(slug) or not path.is_file():
            known = ", ".join(path.stem for path in self.declaration_files()) or "none yet"
            raise ArchiveError(
                f"no outlet {slug!r} in {self.outlets_dir} ({known}); add it with `warraq outlet add`"
            )
        return load_outlet(path)


def find_archive(start: Path | None = None, explicit: Path | None = None) -> Archive:
    """The archive named by `explicit`, else by $WARRAQ_ARCHIVE, else found upwards from `start` (here).

    Raises NoArchive, saying where it looked and how to make one.
    """
    named = explicit or (Path(value) if (value := os.environ.get("WARRAQ_ARCHIVE")) else None)
    if named is not None:
        if not (named / MARKER).is_file():
            raise NoArchive(
                f"{named} is no archive (it has no {MARKER}); make one with `warraq init {named}`"
            )
        return Archive(named.resolve())
    here = (start or Path.cwd()).resolve()
    for directory in (here, *here.parents):
        if (directory / MARKER).is_file():
            return Archive(directory)
    raise NoArchive(f"no archive in {here} or above it; make one with `warraq init`, or name one with -C DIR")


def init_archive(path: Path, *, contact: str | None = None, operator: str | None = None) -> Archive:
    """Make an archive in the directory `path`, with its keys, and return it.

    `contact` (an address or URL) goes into the User-Agent, `operator` (a name or pseudonym) into the WARCs.
    Files that are there already are kept. Raises ArchiveError when `path` is an archive or cannot be one.
    """
    path = path.resolve()
    marker = path / MARKER
    if marker.exists():
        raise ArchiveError(f"{path} is an archive already; use it, or give another directory")
    text = _settings_text(secrets.token_hex(4), contact, operator)
    parse_settings(text, str(marker))
    try:
        archive = Archive(path)
        for directory in (path, archive.warcs, archive.log, archive.outlets_dir, archive.state):
            make_folder(directory)
        make_keys(archive.log)
        if not (path / "scrapy.cfg").exists():
            replace_text(path / "scrapy.cfg", SCRAPY_CFG)
        # The marker comes last and whole: a directory is an archive when everything else is there.
        replace_text(marker, text)
    except OSError as error:
        raise ArchiveError(f"no archive can be made in {path}: {error.strerror or error}") from error
    return archive


def _settings_text(archive_id: str, contact: str | None, operator: str | None) -> str:
    lines = ["[archive]", f'id = "{archive_id}"', "", "[operator]"]
    for key, value, meaning in (
        ("contact", contact, "an e-mail address or URL; newsrooms see it in the User-Agent"),
        ("name", operator, "a name or pseudonym; written into every WARC"),
    ):
        if value is None:
            lines.append(f'# {key} = "…"  # {meaning}')
        elif not value.isprintable():
            raise SettingsError(f"the operator's {key} must be a text on one line, not {value!r}")
        else:
            lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


__all__ = [
    "AlreadyRunning",
    "Archive",
    "ArchiveError",
    "OutletError",
    "find_archive",
    "init_archive",
    "locked",
]
