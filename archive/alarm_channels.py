"""Ways to tell alarms: a command, a webhook, mail; and the ping that says that all goes on.

Each raises Untold with one line that says why it could not. No line names an address: it may hold a secret.
"""

from __future__ import annotations

import http.client
import json
import shlex
import smtplib
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Any

from archive.alarm_settings import SAFE_ADDRESS, AlarmSettings
from archive.operator_secrets import SecretError, how_to_set, resolved, secret
from archive.place import Archive

SECONDS = 30
SMTPS = 465
PASSWORD = "WARRAQ_SMTP_PASSWORD"  # noqa: S105  the name of a variable
Document = Mapping[str, Any]


class Untold(Exception):
    """Nobody took it; the text says why, on one line."""


class _Unfollowed(urllib.request.HTTPRedirectHandler):
    """Redirects are not followed: a POST would become a GET, and the operator chose the address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def channels(archive: Archive) -> dict[str, Callable[[Document], None]]:
    """The ways that [alarms] in warraq.toml asks for, by name. Raises SettingsError."""
    settings = archive.settings.alarms
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
    """Run the command in the archive's directory, without a shell, with the document on stdin."""
    try:
        ended = subprocess.run(
            words,
            cwd=archive.root,
            input=json.dumps(document, ensure_ascii=False).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Untold(f"{words[0]} took longer than {SECONDS} seconds") from error
    except OSError as error:
        raise Untold(f"{words[0]}: {error.strerror or error}") from error
    if ended.returncode != 0:
        last = ended.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise Untold(f"{words[0]} ended with {ended.returncode}{': ' if last else ''}{last[:200]}")


def post(url: str, document: Document) -> None:
    """POST the document as JSON; `url` is an address, or `$NAME` of a secret that is one."""
    request = urllib.request.Request(  # noqa: S310  settings allow https, and http to this machine
        _address(url),
        data=json.dumps(document, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "warraq"},
    )
    _ask(request)


def ping(url: str) -> None:
    """Ask for the address, or the secret one `$NAME`, so that whoever waits knows that rounds go on."""
    _ask(urllib.request.Request(_address(url), headers={"User-Agent": "warraq"}))  # noqa: S310


def mail(settings: AlarmSettings, document: Document) -> None:
    """Send one mail that tells the document in both languages.

    A password is only sent over a connection that is encrypted.
    """
    message = EmailMessage()
    message["Subject"] = f"Warraq: {len(document['begun'])} alarms, {len(document['over'])} over"
    message["From"], message["To"] = settings.mail_from, settings.mail_to
    message.set_content(_letter(document), cte="base64")
    context = ssl.create_default_context()
    host, port = settings.smtp_host or "", settings.smtp_port
    password = _password() if settings.smtp_user is not None else None
    try:
        if port == SMTPS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=SECONDS)
        with server:
            server.ehlo()
            if port != SMTPS and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif port != SMTPS and settings.smtp_user is not None:
                raise Untold("the mail server offers no encryption, so no password is sent")
            if settings.smtp_user is not None:
                server.login(settings.smtp_user, password or "")
            server.send_message(message)
    except smtplib.SMTPAuthenticationError as error:
        raise Untold(f"the mail server refuses user or password (${PASSWORD})") from error
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise Untold(f"the mail could not be sent: {type(error).__name__}") from error


def _letter(document: Document) -> str:
    lines: list[str] = []
    for one in document["begun"]:
        name = one["outlet"] or "archive"
        arabic = one["arabic"]
        lines += [f"{name}: {one['what']} [{one['code']}]", f"  since {one['since']}"]
        lines += [f"  {one['cause']}", f"  → {one['next']}"]
        lines += [f"  {arabic['what']}", f"  {arabic['cause']}", f"  ← {arabic['next']}", ""]
    if document["over"]:
        lines.append("Over / انتهى:")
        lines += [f"{one['outlet'] or 'archive'}: {one['what']} [{one['code']}]" for one in document["over"]]
    return "\n".join(lines) + "\n"


def _password() -> str:
    try:
        found = secret(PASSWORD)
    except SecretError as error:
        raise Untold(str(error)) from error
    if found is None:
        raise Untold(f"smtp_user has no password: {how_to_set(PASSWORD)}")
    return found


def _address(written: str) -> str:
    try:
        found = resolved(written)
    except SecretError as error:
        raise Untold(str(error)) from error
    if not SAFE_ADDRESS.fullmatch(found):
        raise Untold(f"{written} must be an https address, or one of this machine")  # a name: checked before
    return found


def _ask(request: urllib.request.Request) -> None:
    try:
        with urllib.request.build_opener(_Unfollowed).open(request, timeout=SECONDS) as answer:
            answer.read(1)
    except urllib.error.HTTPError as error:
        error.close()
        raise Untold(f"it answered {error.code}") from error
    except urllib.error.URLError as error:
        raise Untold(f"it cannot be reached: {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Untold(f"its answer broke off: {type(error).__name__}") from error
