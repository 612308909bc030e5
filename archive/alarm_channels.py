"""Ways to tell alarms: a command, a webhook, mail; and the ping that says that all goes on.

Each raises Untold with one line that says why it could not. No line names an address: it may hold a secret.
"""

from __future__ import annotations

import http.client
import json
import os
import shlex
import signal
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from archive.alarm_mail import mail
from archive.alarm_settings import SAFE_ADDRESS, AlarmSettings
from archive.operator_secrets import SecretError, resolved
from archive.place import Archive
from archive.untold import SECONDS, Untold, within_limit

LAST_LINE = 200  # characters of what a command says when it fails
Document = Mapping[str, Any]


class _Unfollowed(urllib.request.HTTPRedirectHandler):
    """Redirects are not followed: a POST would become a GET, and the operator chose the address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def channels(
    archive: Archive, settings: AlarmSettings | None = None
) -> dict[str, Callable[[Document], None]]:
    """The ways that [alarms] in warraq.toml asks for, by name, or `settings`. Raises SettingsError."""
    settings = settings or archive.settings.alarms
    found: dict[str, Callable[[Document], None]] = {}
    if settings.command is not None:
        words = shlex.split(settings.command)
        found["command"] = lambda document: run(archive, words, document)
    if (webhook := settings.webhook) is not None:
        found["webhook"] = lambda document: post(webhook, document)
    if settings.mail_to is not None:
        found["mail"] = lambda document: mail(settings, document)
    return found


def run(archive: Archive, words: list[str], document: Document) -> None:
    """Run the command in the archive's directory, without a shell, with the document on stdin.

    After SECONDS it is ended, with all that it began.
    """
    text = json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace")
    # Files, not pipes: what the command leaves running behind it must not be waited for.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        given.write(text)
        given.seek(0)
        try:
            process = subprocess.Popen(
                words,
                cwd=archive.root,
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,
            )
        except OSError as error:
            raise Untold(f"{words[0]}: {error.strerror or error}") from error
        try:
            code = process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise Untold(f"{words[0]} took longer than {SECONDS:.0f} seconds") from error
        finally:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if code != 0:
            last = _last_line(told)
            raise Untold(f"{words[0]} ended with {code}{': ' if last else ''}{last}")


def _last_line(told: BinaryIO) -> str:
    size = told.seek(0, os.SEEK_END)
    told.seek(max(0, size - 8 * LAST_LINE))
    return told.read().decode("utf-8", "replace").strip().rpartition("\n")[2][:LAST_LINE]


def post(url: str, document: Document) -> None:
    """POST the document as JSON; `url` is an address, or `$NAME` of a secret that is one."""
    request = urllib.request.Request(  # noqa: S310  settings allow https, and http to this machine
        _address(url),
        data=json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace"),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "warraq"},
    )
    _ask(request)


def ping(url: str) -> None:
    """Ask for the address, or the secret one `$NAME`, so that whoever waits knows that rounds go on."""
    _ask(urllib.request.Request(_address(url), headers={"User-Agent": "warraq"}))  # noqa: S310


def _address(written: str) -> str:
    try:
        found = resolved(written)
    except SecretError as error:
        raise Untold(str(error)) from error
    if not SAFE_ADDRESS.fullmatch(found):
        raise Untold(f"{written} must be an https address, or one of this machine")  # a name: checked before
    return found


def _ask(request: urllib.request.Request) -> None:
    within_limit(lambda: _ask_once(request))


def _ask_once(request: urllib.request.Request) -> None:
    try:
        with urllib.request.build_opener(_Unfollowed).open(request, timeout=SECONDS) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        error.close()
        raise Untold(f"it answered {error.code}") from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise Untold(f"its certificate does not hold: {error.reason.verify_message}") from error
        raise Untold(f"it cannot be reached: {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Untold(f"its answer broke off: {type(error).__name__}") from error
