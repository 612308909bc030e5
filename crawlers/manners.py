"""What must hold before and while a crawl runs: a contact to name, room on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib.metadata import version
from urllib.parse import urlsplit

from archive.errors import ArchiveError, OutOfSpace
from archive.index import cut_log
from archive.index_wal import overlong
from archive.place import Archive
from archive.room import disk_reserve
from crawlers.addresses import is_allowed, literal_address


class ContactMissing(ArchiveError):
    """The public Internet is not crawled without a contact in the User-Agent."""


def software() -> str:
    """Name and version, as warcinfo records and the User-Agent give them."""
    return f"Warraq/{version('warraq')}"


def user_agent(contact: str | None) -> str:
    """An honest User-Agent: what crawls, and whom to ask."""
    return f"{software()} (+{contact})" if contact else software()


def contact_needed(domains: Iterable[str], archive: Archive, allow_private: bool) -> None:
    """Raise ContactMissing when a host is on the public Internet and no contact is given."""
    if archive.settings.operator.contact:
        return
    hosts = [urlsplit(f"//{domain}").hostname or domain for domain in domains]
    if not (allow_private and all(map(_is_local, hosts))):
        raise ContactMissing(
            f"no contact is given in {archive.root / 'warraq.toml'}: newsrooms must be able to reach whoever "
            'crawls them; write [operator] contact = "an e-mail address or URL"'
        )


def _is_local(host: str) -> bool:
    address = literal_address(host)
    if address is not None:
        return not is_allowed(address, allow_private=False)
    return host == "localhost" or host.endswith(".localhost")


def check_room(archive: Archive) -> None:
    """Raise OutOfSpace when so little of the disk is free that a capture might not find room.

    What moving a log that has grown into the index may take is not free; the log is cut first, if it can be.
    """
    usage = shutil.disk_usage(archive.root)
    reserve = disk_reserve(usage.total, archive.settings.limits.max_bytes)
    if usage.free < reserve + overlong(archive.index):
        cut_log(archive)
        usage = shutil.disk_usage(archive.root)
    grown = overlong(archive.index)
    if reserve <= usage.free < reserve + grown:
        raise OutOfSpace(
            f"{usage.free >> 20} MB are free where {archive.root} is, and index.db-wal has grown so that"
            f" moving it into the index may take {-(-grown >> 20)}: nothing is fetched; end the program that"
            " reads an old state of the index (`warraq status` names it), or free some space"
        )
    if usage.free < reserve:
        raise OutOfSpace(
            f"only {usage.free >> 20} MB are free where {archive.root} is, and captures are made while there"
            f" are {-(-reserve >> 20)}: nothing is fetched; free some space, or move the archive to a larger"
            " disk"
        )
