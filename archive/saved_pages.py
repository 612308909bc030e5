"""Saved pages: one response record and what a reader must find on it, checked and signed by a person.

    outlets/SLUG.pages/NAME.warc.gz   the record, byte for byte as it was captured
    outlets/SLUG.pages/NAME.toml      what it is expected to give, field by field

Expectations are drafted from what the reader finds now; without `signed_by` they are drafts still.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from archive.errors import ArchiveError
from archive.http import decode_content, parse_response
from archive.records import Record
from archive.warc import read_record, walk
from extractors.article import Article, NotAnArticle, Page, body_digest
from extractors.outlets import Outlet, load_outlet
from extractors.reader import read_article
from extractors.urls import normalise

FOLDER = ".pages"
WARC, EXPECTED = ".warc.gz", ".toml"
WORDS = 8  # of the body's beginning and end
FIELDS = (
    *("refused", "title", "subtitle", "authors", "published_at", "published_date", "section", "language"),
    *("body_starts", "body_ends", "body_digest"),
)
HEADER = """\
# What a reader must find on this page. Compare each line with the page as it was, correct what is wrong,
# then sign: who checked it, and on which day (2026-11-26). Unsigned expectations are drafts.
"""

Value = str | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """One saved page; `expected` holds the fields that are tested, None for what must be absent."""

    slug: str
    name: str
    warc: Path
    url: str
    expected: Mapping[str, Value]
    signed_by: str | None
    signed_on: str | None

    @property
    def signed(self) -> bool:
        """Whether a person vouches for the expectations."""
        return self.signed_by is not None and self.signed_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of a saved page that reads otherwise than expected."""

    page: SavedPage
    field: str
    expected: Value
    found: Value


def save_page(outlets: Path, outlet: Outlet, source: Path, offset: int) -> Path:
    """Copy the response record at `offset` of the WARC `source` and draft its expectations.

    Returns the path of the draft. Raises ArchiveError when there is a page of that name, or when the record
    is no response of HTTP.
    """
    record = read_record(source, offset)
    if record.type != "response" or not record.target_uri:
        raise ArchiveError(f"{source.name} at byte {offset} is no response; save a captured page")
    folder = outlets / f"{outlet.slug}{FOLDER}"
    name = page_name(record.target_uri)
    path = folder / f"{name}{EXPECTED}"
    if path.exists():
        raise ArchiveError(f"{path} is there already; remove it to save the page anew")
    folder.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        file.seek(offset)
        (folder / f"{name}{WARC}").write_bytes(file.read(record.length))
    path.write_text(_draft(record, fields_of(_read(record, outlet))), encoding="utf-8")
    return path


def saved_pages(outlets: Path, slug: str) -> Iterator[SavedPage]:
    """Every saved page of an outlet, by name. Raises ArchiveError for one that is not understood."""
    for path in sorted((outlets / f"{slug}{FOLDER}").glob(f"*{EXPECTED}")):
        yield _load(path, slug)


def slugs_with_pages(outlets: Path) -> tuple[str, ...]:
    """The outlets of a folder of declarations that have saved pages."""
    return tuple(sorted(folder.name.removesuffix(FOLDER) for folder in outlets.glob(f"*{FOLDER}")))


def found_on(page: SavedPage, outlet: Outlet) -> dict[str, Value]:
    """What reading the saved page with a declaration gives, field by field; raises ArchiveError."""
    record = next((step for step in walk(page.warc) if isinstance(step, Record)), None)
    if record is None:
        raise ArchiveError(f"{page.warc}: no record in it; save the page anew")
    return fields_of(_read(record, outlet))


def differences(page: SavedPage, outlet: Outlet) -> tuple[Difference, ...]:
    """The expected fields that read otherwise."""
    found = found_on(page, outlet)
    return tuple(
        Difference(page=page, field=field, expected=wanted, found=found[field])
        for field, wanted in page.expected.items()
        if found[field] != wanted
    )


def check_outlet(outlets: Path, slug: str) -> tuple[tuple[SavedPage, ...], tuple[Difference, ...]]:
    """The saved pages of an outlet and every difference. Raises ArchiveError, OutletError."""
    pages = tuple(saved_pages(outlets, slug))
    outlet = load_outlet(outlets / f"{slug}.toml")
    return pages, tuple(one for page in pages for one in differences(page, outlet))


def fields_of(read: Article | NotAnArticle) -> dict[str, Value]:
    """What was read, as a saved page's fields; None for what is absent."""
    if isinstance(read, NotAnArticle):
        return {field: read.code if field == "refused" else None for field in FIELDS}
    words = read.body.split()
    stamp = read.published
    return {
        "refused": None,
        "title": read.title,
        "subtitle": read.subtitle,
        "authors": list(read.authors),
        "published_at": stamp.value if stamp and stamp.precision != "day" else None,
        "published_date": stamp.day if stamp else None,
        "section": read.section,
        "language": read.language,
        "body_starts": " ".join(words[:WORDS]),
        "body_ends": " ".join(words[-WORDS:]),
        "body_digest": body_digest(read.body),
    }


def page_name(url: str) -> str:
    """A file's name for a URL: its last words in Latin letters and a digest, so that no two are equal."""
    words = re.findall("[a-z0-9]+", unquote(urlsplit(url).path).lower())
    digest = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:8]
    return "-".join((*words[-4:], digest))[-60:].strip("-")


def _read(record: Record, outlet: Outlet) -> Article | NotAnArticle:
    message = parse_response(record.block)
    body, _ = decode_content(message)
    moment = datetime.fromisoformat(record.date)
    page = Page(
        url=normalise(record.target_uri or ""),
        captured_at=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        status=message.status or 0,
        content_type=message.content_type,
        body=body,
    )
    return read_article(page, outlet)


def _draft(record: Record, found: Mapping[str, Value]) -> str:
    absent = [field for field in FIELDS if found[field] is None]
    lines = [
        f"url = {_toml(record.target_uri or '')}",
        f"captured_at = {_toml(record.date)}",
        f"record_id = {_toml(record.record_id)}",
        'signed_by = ""',
        'signed_on = ""',
        "",
        "[expect]",
        *(f"{field} = {_toml(value)}" for field, value in found.items() if value is not None),
        f"absent = {_toml(absent)}",
    ]
    return HEADER + "\n".join(lines) + "\n"


def _toml(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's


def _load(path: Path, slug: str) -> SavedPage:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ArchiveError(f"{path}: cannot be read: {error}") from error
    expect = values.get("expect")
    if not isinstance(values.get("url"), str) or not isinstance(expect, dict):
        raise ArchiveError(f"{path}: wanted url and an [expect] table; save the page anew")
    unknown = sorted(set(expect) - {*FIELDS, "absent"} | set(expect.get("absent", ())) - set(FIELDS))
    if unknown:
        known = ", ".join(FIELDS)
        raise ArchiveError(f"{path}: unknown fields {', '.join(unknown)}; known are {known}, absent")
    expected: dict[str, Value] = {key: value for key, value in expect.items() if key != "absent"}
    expected |= dict.fromkeys(expect.get("absent", ()))
    return SavedPage(
        slug=slug,
        name=path.stem,
        warc=path.with_name(f"{path.stem}{WARC}"),
        url=values["url"],
        expected={field: expected[field] for field in FIELDS if field in expected},
        signed_by=_said(values.get("signed_by")),
        signed_on=_said(values.get("signed_on")),
    )


def _said(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None
