"""Channels meet servers that encrypt, lie, stall or refuse, and commands that do not end."""

import base64
import json
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

import pytest

from archive import alarm_channels, alarm_mail, untold
from archive.alarm_channels import ping, post
from archive.alarm_mail import PASSWORD, mail
from archive.alarm_settings import AlarmSettings
from archive.ingest import Ingest
from archive.place import Archive, init_archive
from archive.untold import Untold
from crawlers.round_end import end_round
from newsroom.tls import CERTIFICATE, server_context

SECRET = "sirr-al-barid-42"
HOSTILE = "https://outlet.example/\r\nBcc: thief@example.net\r\n\r\n.\r\n\x1b[2J\u202e$(touch owned)`id`"


def document(text: str = "its reports are read without a date") -> dict[str, Any]:
    one = {"outlet": "almithal", "code": "dead-feed", "since": "2026-03-02T07:00:00.000000Z"}
    words = {"what": text, "cause": text, "next": text, "share": None}
    return {"at": "2026-03-02T09:00:00.000000Z", "begun": [one | words | {"arabic": words}], "over": []}


class MailServer(ThreadingTCPServer):
    """A small SMTP server (RFC 5321, 3207, 4954): in the clear, with STARTTLS, or TLS from the beginning."""

    daemon_threads = True

    def __init__(self, *, starttls: bool = False, wrapped: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.starttls = starttls
        self.clear: list[bytes] = []  # lines that anybody on the way could read
        self.accounts: list[tuple[str, str]] = []
        self.recipients: list[str] = []
        self.messages: list[bytes] = []
        if wrapped:
            self.socket = server_context(alpn=False).wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: Any) -> None:
        pass

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Session(StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        encrypted = isinstance(self.connection, ssl.SSLSocket)
        self._say("220 here")
        while line := self.rfile.readline():
            if not encrypted:
                self.server.clear.append(line)
            word = line.split()[0].upper() if line.split() else b""
            if word == b"EHLO":
                offers = ["STARTTLS"] if self.server.starttls and not encrypted else []
                for offer in ("here", *offers, *(["AUTH PLAIN"] if encrypted else [])):
                    self._say(f"250-{offer}")
                self._say("250 8BITMIME")
            elif word == b"STARTTLS":
                self._say("220 go on")
                self.connection = server_context(alpn=False).wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
                encrypted = True
            elif word == b"AUTH":
                _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
                self.server.accounts.append((user, password))
                self._say("235 well" if password == SECRET else "535 no")
            elif word == b"RCPT":
                self.server.recipients.append(line.decode().strip())
                self._say("250 well")
            elif word == b"DATA":
                self._say("354 go on")
                self.server.messages.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self._say("250 well")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # after STARTTLS it is another than the server's

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def serving(server: Any) -> Iterator[Any]:
    with server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loopback certificate as an authority of the operator's own, as $SSL_CERT_FILE names one."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def settings(port: int, **more: Any) -> AlarmSettings:
    places = {"mail_to": "desk@example.org", "mail_from": "warraq@example.org", "smtp_host": "127.0.0.1"}
    return AlarmSettings(**{**places, "smtp_port": port, **more})


@pytest.mark.parametrize("way", ["starttls", "wrapped"])
def test_mail_and_password_go_encrypted_both_ways(
    way: str, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    with serving(MailServer(**{way: True})) as server:
        mail(settings(server.port, smtp_user="warraq", smtp_tls=way == "wrapped"), document())
    assert server.accounts == [("warraq", SECRET)]
    assert len(server.messages) == 1
    assert server.recipients == ["rcpt TO:<desk@example.org>"]
    assert all(line.split()[0].upper() in (b"EHLO", b"STARTTLS") for line in server.clear)
    assert bool(server.clear) == (way == "starttls")


@pytest.mark.parametrize("way", ["starttls", "wrapped"])
def test_a_mail_server_with_a_wrong_certificate_gets_neither_mail_nor_password(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    with serving(MailServer(**{way: True})) as server, pytest.raises(Untold, match="certificate"):
        mail(settings(server.port, smtp_user="warraq", smtp_tls=way == "wrapped"), document())
    assert (server.accounts, server.messages) == ([], [])


def test_a_wrong_password_is_told_and_is_in_no_message(
    trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "another-secret")
    with serving(MailServer(starttls=True)) as server, pytest.raises(Untold, match=PASSWORD) as told:
        mail(settings(server.port, smtp_user="warraq"), document())
    assert "another-secret" not in str(told.value)
    assert server.messages == []


def test_mail_in_the_clear_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(MailServer()) as server:
        mail(settings(server.port), document())
        assert len(server.messages) == 1
        monkeypatch.setattr(alarm_mail, "THIS_MACHINE", ())
        with pytest.raises(Untold, match="no encryption"):
            mail(settings(server.port), document())
    assert len(server.messages) == 1


def test_a_mail_is_dated_named_by_its_senders_domain_and_tells_the_end_in_both_languages() -> None:
    settings = AlarmSettings(
        mail_to="desk@example.org", mail_from="Warraq <warraq@example.org>", smtp_host="127.0.0.1"
    )
    begun = document("انتهت الأخبار")
    letter = alarm_mail.letter(settings, begun | {"over": begun["begun"]})
    assert letter["Subject"] == "Warraq: 1 alarm, 1 over"
    assert letter["Date"].endswith(" +0000")
    assert letter["Message-ID"].endswith("@example.org>")
    assert letter["Auto-Submitted"] == "auto-generated"
    over = letter.get_content().partition("Over / انتهى:")[2]
    assert over.splitlines()[1:] == ["almithal: انتهت الأخبار [dead-feed]", "  انتهت الأخبار"]


def test_a_hostile_address_adds_no_header_no_line_and_no_recipient() -> None:
    with serving(MailServer()) as server:
        mail(settings(server.port), document(HOSTILE))
    (sent,) = server.messages
    message = message_from_bytes(sent, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert {name.lower() for name in message} == {
        *("subject", "from", "to", "content-type", "content-transfer-encoding", "mime-version"),
        *("date", "message-id", "auto-submitted"),
    }
    assert server.recipients == ["rcpt TO:<desk@example.org>"]
    told = message.get_content()
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert not any(line.startswith("Bcc") for line in told.splitlines())


def test_a_mail_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untold, "SECONDS", 0.3)

    enough = threading.Event()

    class Slow(StreamRequestHandler):
        def handle(self) -> None:  # a byte now and then: no single wait is long
            with suppress(OSError):
                while not enough.wait(0.1):
                    self.wfile.write(b"2")

    server = ThreadingTCPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads, server.block_on_close = True, False
    with serving(server), pytest.raises(Untold, match="longer than"):
        mail(settings(int(server.server_address[1])), document())
    enough.set()


class Hook(BaseHTTPRequestHandler):
    code = 200
    enough: threading.Event | None = None  # until then it answers bit by bit
    asked: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        type(self).asked.append(body)
        try:
            self.send_response(self.code)
            while self.enough is not None and not self.enough.wait(0.05):
                self.flush_headers()
                self.send_header("x-still", "here")
            self.send_header("content-length", "0")
            self.end_headers()
        except OSError:
            pass

    do_GET = do_POST

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[tuple[str, type[Hook]]]:
    class Mine(Hook):
        asked: list[bytes] = []  # noqa: RUF012  one class a test

    class Server(HTTPServer):
        def handle_error(self, *_: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Mine)
    server.socket = server_context().wrap_socket(server.socket, server_side=True)
    with serving(server):
        yield f"https://127.0.0.1:{server.server_port}/token-7", Mine


def test_a_webhook_over_https_gets_the_document(hook: tuple[str, type[Hook]], trusted: None) -> None:
    url, server = hook
    post(url, document(HOSTILE))
    (body,) = server.asked
    assert json.loads(body)["begun"][0]["what"] == HOSTILE
    server.code = 500
    with pytest.raises(Untold, match=r"\Ait answered 500\Z"):
        post(url, document())


def test_a_webhook_with_a_wrong_certificate_gets_nothing(hook: tuple[str, type[Hook]]) -> None:
    url, server = hook
    for ask in (lambda: post(url, document()), lambda: ping(url)):
        with pytest.raises(Untold, match="certificate does not hold") as told:
            ask()
        assert "token-7" not in str(told.value)
    assert server.asked == []


def test_a_webhook_that_answers_bit_by_bit_is_given_up(
    hook: tuple[str, type[Hook]], trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, server = hook
    monkeypatch.setattr(untold, "SECONDS", 0.3)
    server.enough = threading.Event()
    with pytest.raises(Untold, match="longer than"):
        post(url, document())
    server.enough.set()


@pytest.mark.parametrize(
    ("codes", "pings"), [([], 1), ([0, 0], 1), ([0, 3], 1), ([3], 0), ([1, 1], 0), ([5], 0)]
)
def test_whoever_waits_is_asked_after_good_rounds_alone(
    archive: Archive, hook: tuple[str, type[Hook]], trusted: None, codes: list[int], pings: int
) -> None:
    url, server = hook
    with (archive.root / "warraq.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[alarms]\nping = "{url}"\n')
    with Ingest(archive):
        pass
    end_round(archive, codes)
    assert len(server.asked) == pings


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "archive", contact="tests@example.org")


def test_a_command_that_does_not_end_is_ended_with_its_children(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_channels, "SECONDS", 1.0)
    held = archive.root / "held"
    os.mkfifo(held)
    (archive.root / "hang.sh").write_text("sleep 600 &\necho $! > pid\n: > held\nwait\n")
    wait = subprocess.Popen.wait

    def waits(self: Any, timeout: float | None = None) -> int:
        if timeout is not None:
            held.read_text()  # its second begins when it has written of its child, however long that took
        return wait(self, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", waits)
    with pytest.raises(Untold, match="longer than 1 seconds"):
        alarm_channels.run(archive, ["sh", "hang.sh"], document())
    child = int((archive.root / "pid").read_text())
    deadline = time.monotonic() + 120
    while _lives(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _lives(child)


def test_what_a_command_leaves_running_is_not_waited_for(archive: Archive) -> None:
    script = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "open('pid', 'w').write(str(child.pid))\n"
    )
    (archive.root / "leave.py").write_text(script)
    alarm_channels.run(archive, [sys.executable, "leave.py"], document())
    child = int((archive.root / "pid").read_text())
    assert _lives(child)
    os.kill(child, signal.SIGKILL)


def test_what_a_command_says_is_one_line_of_bounded_length(archive: Archive) -> None:
    (archive.root / "say.py").write_text("import sys; sys.exit('x' * 100000 + '\\nforged: line\\x1b[2J')\n")
    with pytest.raises(Untold) as told:
        alarm_channels.run(archive, [sys.executable, "say.py"], document())
    assert str(told.value).endswith("ended with 1: forged: line\x1b[2J")
    # As it is printed the line stays one, and moves no cursor.
    code = "from archive.console import say; import sys; say('{w}', w=sys.argv[1])"
    shown = subprocess.run(
        [sys.executable, "-c", code, str(told.value) + HOSTILE], capture_output=True, text=True, check=True
    ).stderr
    assert shown.count("\n") == 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
