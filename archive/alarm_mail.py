"""Alarms by mail: over TLS from the beginning or STARTTLS; in the clear to this machine alone."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Any

from archive.alarm_settings import AlarmSettings
from archive.operator_secrets import SecretError, how_to_set, secret
from archive.terminal import one_line
from archive.untold import SECONDS, Untold, within_limit

SMTPS = 465
PASSWORD = "WARRAQ_SMTP_PASSWORD"  # noqa: S105  the name of a secret
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def mail(settings: AlarmSettings, document: Mapping[str, Any]) -> None:
    """Send one mail that tells the document in both languages. Raises Untold.

    It leaves this machine only encrypted, to a server whose certificate holds; the password as well, always.
    """
    message = letter(settings, document)
    password = _password() if settings.smtp_user is not None else ""
    within_limit(lambda: _send(settings, message, password))


def letter(settings: AlarmSettings, document: Mapping[str, Any]) -> EmailMessage:
    """The mail: its headers hold nothing but counts, the time, and the operator's own settings.

    RFC 5322, 3.6 asks for a date; filters take what has no date or id for spam. The id names the sender's
    domain, never this machine. RFC 3834 keeps answering machines from answering.
    """
    begun, over = len(document["begun"]), len(document["over"])
    domain = parseaddr(settings.mail_from or "")[1].rpartition("@")[2]
    message = EmailMessage()
    message["Subject"] = f"Warraq: {begun} {'alarm' if begun == 1 else 'alarms'}, {over} over"
    message["From"], message["To"] = settings.mail_from, settings.mail_to
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=domain or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(document), cte="base64")
    return message


def _password() -> str:
    try:
        found = secret(PASSWORD)
    except SecretError as error:
        raise Untold(str(error)) from error
    if found is None:
        raise Untold(f"smtp_user has no password: {how_to_set(PASSWORD)}")
    return found


def _send(settings: AlarmSettings, message: EmailMessage, password: str) -> None:
    try:
        with _connected(settings) as server:
            if settings.smtp_user is not None:
                server.login(settings.smtp_user, password)
            server.send_message(message)
    except smtplib.SMTPAuthenticationError as error:
        raise Untold(f"the mail server refuses user or password (${PASSWORD})") from error
    except ssl.SSLCertVerificationError as error:
        raise Untold(f"the mail server's certificate does not hold: {error.verify_message}") from error
    except (OSError, smtplib.SMTPException, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise Untold(
            f"the mail could not be sent: {why}; look at smtp_host and smtp_port in [alarms]"
        ) from error


def _connected(settings: AlarmSettings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    host, port = settings.smtp_host or "", settings.smtp_port
    if settings.smtp_tls if settings.smtp_tls is not None else port == SMTPS:
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif settings.smtp_user is not None:
            raise Untold("the mail server offers no encryption, so no password is sent")
        elif host not in THIS_MACHINE:
            raise Untold("the mail server offers no encryption, so nothing is sent")
    except BaseException:
        server.close()
        raise
    return server


def _text(document: Mapping[str, Any]) -> str:
    lines: list[str] = []
    for one in document["begun"]:
        name = one["outlet"] or "archive"
        arabic = one["arabic"]
        lines += [f"{name}: {one['what']} [{one['code']}]", f"  since {one['since']}"]
        lines += [f"  {one['cause']}", f"  → {one['next']}"]
        lines += [f"  {arabic['what']}", f"  {arabic['cause']}", f"  ← {arabic['next']}", ""]
    if document["over"]:
        lines.append("Over / انتهى:")
        for one in document["over"]:
            lines.append(f"{one['outlet'] or 'archive'}: {one['what']} [{one['code']}]")
            lines.append(f"  {one['arabic']['what']}")
    return "\n".join(map(one_line, lines)) + "\n"
