"""Alarms are told once to each channel, once when they are over, and again where nobody took them."""

import json
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from typing import Any

import pytest

from archive.alarm_channels import ping, post
from archive.alarm_mail import PASSWORD, mail
from archive.alarm_settings import AlarmSettings
from archive.alarms import FILE, LOOK_AGAIN, is_time, tell_alarms
from archive.errors import SettingsError
from archive.health import Health
from archive.health_archive import ArchiveState, archive_alarms
from archive.health_history import Alarm
from archive.place import Archive, init_archive
from archive.settings import parse_settings
from archive.status import Status
from archive.untold import Untold
from tests.ports import closed_port

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DATES = Alarm(
    code="dates-missing",
    since=NOW - timedelta(hours=2),
    figures={"of": 20, "good": 1, "share": 0.05, "before": 0.98},
)
QUIET = ArchiveState(
    disk_free_bytes=10**12,
    grows_by_day_bytes=None,
    disk_lasts_days=None,
    last_checkpoint_at=None,
    last_capture_at=None,
)


def status(*alarms: Alarm, at: datetime = NOW) -> Status:
    outlet = Health(
        slug="almithal",
        last_crawl_at=at,
        last_success_at=at,
        last_new_at=at,
        next_due_at=None,
        new_24h=3,
        typical_24h=None,
        alarms=alarms,
    )
    return Status(at=at, outlets=(outlet,), archive=QUIET, alarms=())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "archive", contact="tests@example.org")


def setting(archive: Archive, **alarms: object) -> None:
    lines = (f"{key} = {json.dumps(value)}" for key, value in alarms.items())
    with (archive.root / "warraq.toml").open("a", encoding="utf-8") as file:
        file.write("\n[alarms]\n" + "\n".join(lines) + "\n")


class Listener:
    """A channel that keeps what it is told, or refuses."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.refuses = False

    def __call__(self, document: Any) -> None:
        if self.refuses:
            raise Untold("not now")
        self.told.append(([one["code"] for one in document["begun"]], [o["code"] for o in document["over"]]))


def test_an_alarm_is_told_once_and_once_when_it_is_over(archive: Archive) -> None:
    listener = Listener()
    for found in (status(), status(DATES), status(DATES), status(), status(), status(DATES)):
        tell_alarms(archive, found, listener)
    assert listener.told == [(["dates-missing"], []), ([], ["dates-missing"]), (["dates-missing"], [])]


def test_what_failed_is_told_again_and_what_was_never_told_is_never_over(archive: Archive) -> None:
    listener, untold = Listener(), []
    listener.refuses = True
    tell_alarms(archive, status(DATES), listener, lambda channel, why: untold.append((channel, why)))
    assert untold == [("terminal", "not now")]
    assert is_time(archive, NOW)
    tell_alarms(archive, status(), listener)
    assert listener.told == []
    tell_alarms(archive, status(DATES), listener)
    listener.refuses = False
    tell_alarms(archive, status(DATES), listener)
    assert listener.told == [(["dates-missing"], [])]
    assert not is_time(archive, NOW)
    assert is_time(archive, NOW + LOOK_AGAIN)
    assert is_time(archive, NOW - timedelta(days=1))  # a clock that was set back


@pytest.mark.parametrize("text", ["", "[]", '{"told": 3}', '{"told": {"terminal"'])
def test_a_torn_memory_costs_one_repetition(archive: Archive, text: str) -> None:
    (archive.state / FILE).write_text(text)
    assert is_time(archive, NOW)
    listener = Listener()
    tell_alarms(archive, status(DATES), listener)
    tell_alarms(archive, status(DATES), listener)
    assert listener.told == [(["dates-missing"], [])]


def test_a_command_gets_the_document_on_stdin_and_no_shell_reads_its_words(archive: Archive) -> None:
    keep = archive.root / "keep.py"
    keep.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())\n")
    setting(archive, command=f'"{sys.executable}" keep.py "$(touch owned); told"')
    tell_alarms(archive, status(DATES))
    (told,) = archive.root.glob("*told")
    assert told.name == "$(touch owned); told"
    assert not (archive.root / "owned").exists()
    document = json.loads(told.read_text("utf-8"))
    (one,) = document["begun"]
    assert (one["outlet"], one["code"], one["since"]) == (
        "almithal",
        "dates-missing",
        "2026-03-02T07:00:00.000000Z",
    )
    assert "date" in one["what"]
    assert "تاريخ" in one["arabic"]["what"]
    assert one["figures"]["before"] == 0.98


@pytest.mark.parametrize("command", ["/nowhere/at/all", "false"])
def test_a_command_that_fails_is_told_and_changes_nothing(archive: Archive, command: str) -> None:
    if command == "false" and shutil.which("false") is None:
        pytest.skip("this machine has no program `false`")
    setting(archive, command=command)
    untold: list[str] = []
    tell_alarms(archive, status(DATES), None, lambda channel, why: untold.append(channel))
    tell_alarms(archive, status(DATES), None, lambda channel, why: untold.append(channel))
    assert untold == ["command", "command"]


class Hook(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, str, bytes]] = []
        self.code = 200


class Answer(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.asked.append((self.command, self.path, body))
        self.send_response(self.server.code)
        self.send_header("location", "/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def test_a_webhook_is_posted_and_asked_again_after_an_error_and_never_led_elsewhere(
    archive: Archive, hook: Hook
) -> None:
    setting(archive, webhook=f"http://127.0.0.1:{hook.server_port}/alarm")
    untold: list[str] = []
    for code in (500, 302, 200, 200):
        hook.code = code
        tell_alarms(archive, status(DATES), None, lambda channel, why: untold.append(why))
    assert untold == ["it answered 500", "it answered 302"]
    assert [(method, path) for method, path, _ in hook.asked] == [("POST", "/alarm")] * 3
    assert json.loads(hook.asked[-1][2])["begun"][0]["code"] == "dates-missing"
    hook.code = 200
    ping(f"http://127.0.0.1:{hook.server_port}/alive")
    assert hook.asked[-1] == ("GET", "/alive", b"")


def test_what_cannot_be_reached_is_told_without_its_address() -> None:
    with closed_port() as port, pytest.raises(Untold) as told:
        post(f"http://127.0.0.1:{port}/token-1234", {})
    assert "token-1234" not in str(told.value)


class MailServer(TCPServer):
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receive)
        self.lines: list[bytes] = []


class Receive(StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        data = False
        while line := self.rfile.readline():
            self.server.lines.append(line)
            if data and line != b".\r\n":
                continue
            words = line.upper().split() or [b""]
            answers = {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
            data = words[0] == b"DATA"
            self.wfile.write(answers.get(words[0], b"250 well\r\n"))


@pytest.fixture
def postbox() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def test_a_mail_tells_both_languages(archive: Archive, postbox: MailServer) -> None:
    from email import message_from_bytes, policy

    setting(
        archive,
        mail_to="desk@example.org",
        mail_from="warraq@example.org",
        smtp_host="127.0.0.1",
        smtp_port=postbox.server_address[1],
    )
    tell_alarms(archive, status(DATES))
    sent = b"".join(postbox.lines)
    message = message_from_bytes(
        sent[sent.index(b"Subject:") : sent.index(b"\r\n.\r\n")], policy=policy.default
    )
    assert message["Subject"] == "Warraq: 1 alarm, 0 over"
    text = message.get_content()
    assert "almithal: its reports are read without a date [dates-missing]" in text
    assert "تُقرأ أخباره بلا تاريخ" in text


def test_no_password_is_sent_in_the_clear(postbox: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "hunter-password")
    settings = AlarmSettings(
        mail_to="desk@example.org",
        mail_from="warraq@example.org",
        smtp_host="127.0.0.1",
        smtp_port=int(postbox.server_address[1]),
        smtp_user="warraq",
    )
    with pytest.raises(Untold, match="no encryption"):
        mail(settings, {"begun": [], "over": []})
    assert b"AUTH" not in b"".join(postbox.lines)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('webhook = "http://hooks.example/x"', "webhook"),
        ('ping = "ftp://127.0.0.1/"', "ping"),
        ('command = "no \'end"', "command"),
        ('command = " "', "command"),
        ('mail_to = "desk@example.org"', "mail_from"),
        ("smtp_port = 0", "smtp_port"),
        ("unknown = 1", "unknown"),
    ],
)
def test_settings_of_alarms_are_read_strictly(line: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        parse_settings(f'[archive]\nid = "0123abcd"\n[alarms]\n{line}\n', "warraq.toml")


def codes(found: Sequence[Alarm]) -> list[str]:
    assert all(str(alarm.what) and str(alarm.cause) and "{" not in str(alarm.cause) for alarm in found)
    return [alarm.code for alarm in found]


def test_disk_checkpoint_and_stamps_alarm_in_time() -> None:
    from dataclasses import replace

    hours, days = timedelta(hours=1), timedelta(days=1)
    assert codes(archive_alarms(QUIET, NOW)) == []
    small = replace(QUIET, disk_free_bytes=10**10, grows_by_day_bytes=10**9, disk_lasts_days=10)
    assert codes(archive_alarms(small, NOW)) == ["disk"]
    assert codes(archive_alarms(replace(small, disk_lasts_days=100), NOW)) == []
    assert codes(archive_alarms(replace(QUIET, disk_free_bytes=10**9), NOW)) == ["disk-low"]
    captured = replace(QUIET, unsigned_since=NOW - 7 * hours, last_capture_at=NOW - 6 * hours)
    assert codes(archive_alarms(captured, NOW)) == ["checkpoint"]
    assert codes(archive_alarms(replace(captured, unsigned_since=None), NOW)) == []
    assert codes(archive_alarms(captured, NOW - 6 * hours)) == []
    assert codes(archive_alarms(replace(QUIET, unstamped_since=NOW - 3 * days), NOW)) == ["stamps-pending"]
    assert codes(archive_alarms(replace(QUIET, unstamped_since=NOW - 1 * days), NOW)) == []
