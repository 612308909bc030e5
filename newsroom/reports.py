"""The invented reports that the newsroom prints: one TOML file each, under `reports/SLUG/NN.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

REPORTS = Path(__file__).parent / "reports"
EDITED = ("almithal", 3)  # the report that `edits.toml` rewrites, as (outlet, number)


class ReportError(ValueError):
    """A report file lacks something or holds a wrong type; the text names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as its desk filed it, before any outlet printed it."""

    number: int
    title: str
    text: tuple[str, ...]
    published: datetime
    section: str
    slug: str
    subtitle: str | None = None
    byline: str | None = None
    place: str | None = None
    agency: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A later text of a report; what is None stays as it was."""

    text: tuple[str, ...]
    title: str | None = None
    subtitle: str | None = None


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, blank lines between them, line breaks inside them joined by a space."""
    blocks = (" ".join(block.split()) for block in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(block for block in blocks if block)


def parse_report(toml: str, number: int, path: str) -> Report:
    """The report that a TOML text holds; raises ReportError naming `path` and the key."""
    row = _parse(toml, path)
    published = row.get("published")
    if not isinstance(published, datetime) or published.tzinfo is None:
        raise ReportError(f"{path}: published must be a date and time with an offset, not {published!r}")
    tags = row.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ReportError(f"{path}: tags must be a list of strings")
    slug = _needed(row, "slug", path)
    if not slug.isascii() or slug != slug.strip() or " " in slug:
        raise ReportError(f"{path}: slug must be ASCII without spaces, not {slug!r}")
    return Report(
        number=number,
        title=_needed(row, "title", path),
        text=paragraphs(_needed(row, "text", path)),
        published=published,
        section=_needed(row, "section", path),
        slug=slug,
        subtitle=_optional(row, "subtitle", path),
        byline=_optional(row, "byline", path),
        place=_optional(row, "place", path),
        agency=_optional(row, "agency", path),
        tags=tuple(tags),
    )


def load_reports(slug: str, directory: Path = REPORTS) -> tuple[Report, ...]:
    """The reports of one outlet by number; raises ReportError for a broken file."""
    paths = sorted((directory / slug).glob("[0-9]*.toml"))
    return tuple(parse_report(path.read_text("utf-8"), int(path.stem), str(path)) for path in paths)


def load_edits(directory: Path = REPORTS) -> tuple[Edit, ...]:
    """The later texts of the edited report, first to last; none where there is no `edits.toml`."""
    path = directory / "edits.toml"
    if not path.exists():
        return ()
    rows = _parse(path.read_text("utf-8"), str(path)).get("edit", [])
    if not isinstance(rows, list):
        raise ReportError(f"{path}: edit must be a list of tables, written [[edit]]")
    return tuple(
        Edit(
            text=paragraphs(_needed(row, "text", str(path))),
            title=_optional(row, "title", str(path)),
            subtitle=_optional(row, "subtitle", str(path)),
        )
        for row in rows
    )


def _parse(toml: str, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise ReportError(f"{path}: {error}") from error


def _needed(row: Mapping[str, object], key: str, path: str) -> str:
    value = _optional(row, key, path)
    if not value:
        raise ReportError(f"{path}: {key} is missing")
    return value


def _optional(row: Mapping[str, object], key: str, path: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise ReportError(f"{path}: {key} must be a string, not {value!r}")
    return value.strip() if value else None
