"""What only the operator may know: settings give its name, its value comes from outside the archive.

From an environment variable of that name, else from a file of that name in the folder that
$CREDENTIALS_DIRECTORY names: systemd makes it for a unit with `LoadCredential=` (systemd.exec(5)), and our
image names /run/secrets by it, where Docker and Podman put theirs. A file is the better place: variables are
handed on to every child process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from archive.errors import ArchiveError

FOLDER = "CREDENTIALS_DIRECTORY"
NAMED = re.compile(r"\$([A-Z_][A-Z0-9_]*)")  # a setting that is the name of a secret
MOST = 4096  # bytes of a secret


class SecretError(ArchiveError):
    """A secret is named and is not there, or cannot be read. The text holds nothing of it."""


def secret(name: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """The secret of this name without the end of its line; None when there is none, or an empty one.

    Raises SecretError when its file is there and cannot be read.
    """
    told = environment.get(name)
    if told:
        return told
    folder = environment.get(FOLDER)
    if not folder:
        return None
    path = Path(folder) / name
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SecretError(f"{path}: {error.strerror}; let the user that Warraq runs as read it") from error
    if len(content) > MOST:
        raise SecretError(f"{path} is longer than {MOST} bytes: that is no password; put one line into it")
    try:
        found = content.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise SecretError(f"{path} is no text in UTF-8; write the secret into it anew") from None
    if not found.isprintable():
        raise SecretError(f"{path} must hold the secret alone, on one line") from None
    return found or None


def how_to_set(name: str) -> str:
    """What to do so that there is such a secret, for the end of a message."""
    return f"set the environment variable {name}, or put it into the file {name} in ${FOLDER}"


def resolved(written: str, environment: Mapping[str, str] = os.environ) -> str:
    """A setting's value, or that of the secret which it names as `$NAME`. Raises SecretError without one."""
    named = NAMED.fullmatch(written)
    if named is None:
        return written
    found = secret(named[1], environment)
    if found is None:
        raise SecretError(f"${named[1]} is not set: {how_to_set(named[1])}")
    return found
