"""Stamps held against the checkpoints they are of, with the root certificates that the operator names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from archive.checkpoints import REQUEST, checkpoint_path
from archive.errors import ArchiveError
from archive.once import read_once
from archive.place import Archive

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Fail = Callable[[str, str, str], None]


class StampCheck:
    """Checks stamps one by one; what no root certificates are at hand for is told in `unchecked`."""

    def __init__(self, fail: Fail, archive: Archive) -> None:
        self._fail = fail
        self._archive = archive
        self._roots: dict[str, list[Certificate] | None] = {}
        self.unchecked: list[str] = []

    def check(self, path: Path, leaf: bytes) -> None:
        """Check the token in `path`, of which `leaf` tells."""
        from archive.stamps import StampError, check_token

        document = json.loads(leaf)
        note = read_once(checkpoint_path(self._archive, document["size"]))
        token, request = read_once(path), read_once(path.with_suffix(REQUEST))
        if note is None or token is None or request is None:
            return  # said already: a file is missing
        try:
            check_token(token, request, note, self.roots_of(document["authority"]))
        except StampError as error:
            self._fail("wrong-stamp", path.relative_to(self._archive.root).as_posix(), str(error))

    def roots_of(self, authority: str) -> "list[Certificate] | None":
        """The root certificates that warraq.toml names for an authority; None, and told, without any."""
        from archive.stamps import load_roots

        if authority not in self._roots:
            self._roots[authority] = None
            settings = self._archive.settings.timestamps.authorities
            one = next((one for one in settings if one.called == authority), None)
            if one is None:
                self.unchecked.append(f"stamps of {authority}: warraq.toml names no root certificates for it")
            else:
                try:
                    self._roots[authority] = load_roots(self._archive.root / one.roots)
                except ArchiveError as error:
                    self.unchecked.append(f"stamps of {authority}: {error}")
        return self._roots[authority]
