"""What everybody is not shown: the operator's contact, and where files lie on the operator's machine."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from archive.browse.kept import kept
from archive.browse.profile import Profile
from archive.browse.site import Site
from archive.export_warc import holds
from archive.records import Record
from archive.rows import read_tuples
from archive.schema import sqlite3

IMPORTED = "SELECT name FROM warcs WHERE origin <> 'own'"
AGENT = re.compile(rb"^user-agent:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)


def for_readers(site: Site, db: sqlite3.Connection, told: Any) -> Any:
    """What a page tells; to everybody without folders of this machine, which stand in names of imported files
    and in errors."""
    if site.profile is not Profile.PUBLIC:
        return told
    return _without(_folders(site, db), told)


def text_for_readers(site: Site, text: str) -> str:
    """An error's text; to everybody without paths of this machine."""
    if site.profile is not Profile.PUBLIC:
        return text
    return re.sub(r"(?<![\w/.:])/(?:[^\s/]+/)+", "", text.replace(f"{site.archive.root}/", ""))


def records_for_readers(site: Site, records: list[Record]) -> list[Record]:
    """The records of a capture; to everybody without requests, and without what repeats the User-Agent or the
    operator's contact."""
    if site.profile is not Profile.PUBLIC:
        return records
    requests = [record for record in records if record.type == "request"]
    kept_back = [*_contact(site), *filter(None, map(_agent, requests))]
    return [
        record
        for record in records
        if record.type != "request" and not any(holds(record, text) for text in kept_back)
    ]


def is_kept_back(site: Site, content: bytes) -> bool:
    """Whether a page's bytes are not shown to everybody: the operator's contact stands in them."""
    if site.profile is not Profile.PUBLIC:
        return False
    return any(text.lower().encode() in content.lower() for text in _contact(site))


def _contact(site: Site) -> list[str]:
    contact = site.archive.settings.operator.contact
    return [contact] if contact else []


def _agent(request: Record) -> str | None:
    found = AGENT.search(request.block)
    return found[1].strip().decode("utf-8", "replace") if found is not None else None


def _folders(site: Site, db: sqlite3.Connection) -> re.Pattern[str]:
    def collect() -> tuple[str, ...]:
        names = (name.partition("#")[0] for (name,) in read_tuples(db, IMPORTED))
        return tuple(sorted({str(PurePath(name).parent) for name in names} - {".", "/"}))

    return _pattern((str(site.archive.root), *kept(db, "imported folders", collect)))


@lru_cache(maxsize=4)
def _pattern(folders: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(folders, key=len, reverse=True)
    # A folder right below the root is taken from beginnings alone: its name may stand in a report, too.
    places = (f"{'' if folder.count('/') > 1 else '^'}{re.escape(folder)}/" for folder in longest_first)
    return re.compile("|".join(places))


def _without(folders: re.Pattern[str], told: Any) -> Any:
    if isinstance(told, str):
        return folders.sub("", told) if "/" in told else told
    if isinstance(told, dict):
        return {name: _without(folders, value) for name, value in told.items()}
    if isinstance(told, (list, tuple)):
        return type(told)(_without(folders, one) for one in told)
    return told
