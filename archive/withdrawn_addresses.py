"""Addresses that were withdrawn altogether, known again without being kept: log/withdrawals/addresses.txt.

A line holds the HMAC-SHA-256 of a url key or an article id under the secret in addresses.key beside it, and
the withdrawal's number; the last line one of all lines before it. So crawls leave the address alone, and
whoever asks for it is told. Who holds both files can try out guesses; without the key they say nothing, and
deleting it makes the archive forget.
"""

import hmac
import os
import secrets
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256

from archive.once import prepare, settle
from archive.place import Archive
from archive.replaced import make_folder, sync_directory
from archive.withdrawal_notes import withdrawals_folder
from extractors.urls import UrlError, url_key

SECRET, LIST = "addresses.key", "addresses.txt"
SECRET_BYTES = 32
WHOLE = "whole"  # stands in the last line where others have a number


class WithdrawnAddresses:
    """The list as it was when it was first looked at."""

    def __init__(self, archive: Archive) -> None:
        self._folder = withdrawals_folder(archive)

    def number_of(self, named: str) -> int | None:
        """Which withdrawal took this URL or article id with it; None when none did."""
        if not self._numbers:
            return None
        try:
            wanted = url_key(named.strip())
        except UrlError:
            wanted = named.strip()
        return self._numbers.get(_mark(self._secret, wanted))

    def remember(self, wanted: Iterable[str], number: int) -> None:
        """Add url keys and article ids. Returns when the list is on the disk; doing it again adds nothing."""
        wanted = sorted(set(wanted))
        if not wanted:
            return
        make_folder(self._folder)
        if not (self._folder / SECRET).exists():
            prepare(self._folder / SECRET, secrets.token_bytes(SECRET_BYTES), 0o600)
            settle(self._folder / SECRET)
        numbers = {**self._numbers, **{_mark(self._secret, one): number for one in wanted}}
        beside = self._folder / f"{LIST}.part"
        with beside.open("w", encoding="ascii") as file:
            text = "".join(f"{mark} {of}\n" for mark, of in sorted(numbers.items()))
            file.write(f"{text}{_mark(self._secret, text)} {WHOLE}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, self._folder / LIST)
        sync_directory(self._folder)
        self.__dict__.pop("_numbers", None)

    def is_whole(self) -> bool | None:
        """Whether list and key are what was written; None when there is neither, or no key any more."""
        path = self._folder / LIST
        if not self._secret:
            return None
        try:
            text, _, last = path.read_text(encoding="ascii").removesuffix("\n").rpartition("\n")
        except (FileNotFoundError, UnicodeDecodeError):
            return False
        mark = _mark(self._secret, f"{text}\n")
        return last == f"{mark} {WHOLE}" and path.read_bytes().endswith(b"\n")

    def is_forgotten(self) -> bool:
        """Whether there is a list whose key is gone."""
        return not self._secret and (self._folder / LIST).exists()

    @cached_property
    def _numbers(self) -> dict[str, int]:
        try:
            lines = (self._folder / LIST).read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return {}
        if not self._secret:
            return {}  # forgotten on purpose
        pairs = (line.partition(" ") for line in lines)
        return {mark: int(number) for mark, _, number in pairs if number.isdecimal()}

    @property
    def _secret(self) -> bytes:
        try:
            return (self._folder / SECRET).read_bytes()
        except FileNotFoundError:
            return b""


def _mark(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode("utf-8", "surrogateescape"), sha256).hexdigest()
