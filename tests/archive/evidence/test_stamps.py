"""Stamps of checkpoints by authorities that `openssl ts` plays on loopback: honest, late, down and lying."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from cryptography import x509

from archive.attest import KEPT, PENDING, REFUSED, STAMPED, attest
from archive.authorities import AuthorityDown, ask
from archive.checkpoint_check import CheckpointCheck
from archive.checkpoints import REQUEST, TOKEN, checkpoint_path, checkpoint_sizes, stamp_path
from archive.leaf_check import LeafCheck
from archive.place import Archive
from archive.stamps import NONCE_BYTES, StampError, check_token, load_roots, nonce_in, request_of

Grow = Callable[..., None]
Failures = Callable[..., list[tuple[str, str, str]]]
Make = Callable[..., Any]

NOTE = b"warraq/0123abcd\n1\nAAAA\n\n\xe2\x80\x94 warraq/0123abcd AAAA\n"


def kinds(found: list[tuple[str, str, str]]) -> set[str]:
    return {what for what, _, _ in found}


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_stamp_is_asked_for_kept_as_it_came_and_verified(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make, failures: Failures, kind: str
) -> None:
    authority = make_authority(kind)
    came: list[bytes] = []
    authority.after = lambda answer: came.append(answer) or answer  # type: ignore[func-returns-value]
    grow(3)
    with authority.serving():
        trust(authority)
        (stamped,) = attest(archive).stamps
    assert stamped.state == STAMPED
    assert stamped.problem is None
    token = stamp_path(archive, 3, "first", TOKEN).read_bytes()
    assert [token] == came
    assert stamp_path(archive, 3, "first", REQUEST).read_bytes() == authority.asked[0]
    assert failures() == []
    # And openssl, given the files alone, says the same.
    command = [authority.openssl, "ts", "-verify", "-CAfile", str(authority.roots)]
    command += ["-in", str(stamp_path(archive, 3, "first", TOKEN))]
    for against in (
        ["-data", str(checkpoint_path(archive, 3))],
        ["-queryfile", str(stamp_path(archive, 3, "first", REQUEST))],
    ):
        done = subprocess.run([*command, *against], capture_output=True, text=True, check=False)
        assert "Verification: OK" in done.stdout + done.stderr


def test_two_authorities_stamp_and_none_is_asked_twice(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make, failures: Failures
) -> None:
    one, two = make_authority("ec"), make_authority("rsa")
    grow()
    with one.serving(), two.serving():
        trust(one, two)
        assert [stamp.state for stamp in attest(archive).stamps] == [STAMPED, STAMPED]
        assert [stamp.state for stamp in attest(archive).stamps] == [KEPT, KEPT]
    assert (len(one.asked), len(two.asked)) == (1, 1)
    assert checkpoint_sizes(archive) == [1]  # leaves of checkpoints and stamps alone ask for no checkpoint
    assert failures() == []


def test_an_authority_that_is_down_is_asked_again(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make, failures: Failures
) -> None:
    authority = make_authority()
    with authority.serving():
        trust(authority)
    grow()
    (pending,) = attest(archive).stamps
    assert pending.state == PENDING
    assert pending.problem is not None
    assert "cannot be reached" in pending.problem
    assert failures() == []
    with authority.serving():
        trust(authority)
        (stamped,) = attest(archive).stamps
    assert stamped.state == STAMPED
    assert checkpoint_sizes(archive) == [1]
    assert failures() == []


def test_the_next_checkpoint_is_stamped_when_the_one_before_never_was(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make
) -> None:
    authority = make_authority()
    with authority.serving():
        trust(authority)
    grow()
    assert attest(archive).stamps[0].state == PENDING
    grow()
    with authority.serving():
        trust(authority)
        assert attest(archive).stamps[0].state == STAMPED
    assert [stamp_path(archive, n, "first", TOKEN).exists() for n in (1, 3)] == [False, True]


@pytest.mark.parametrize("point", ["stamp-prepared", "stamp-logged"])
def test_a_kill_while_a_stamp_is_kept_leaves_nothing_wrong(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make, failures: Failures, point: str
) -> None:
    authority = make_authority()
    grow()
    program = "import archive.attest as a, archive.place as p; a.attest(p.find_archive())"
    environment = {**os.environ, "WARRAQ_ARCHIVE": str(archive.root), "WARRAQ_CRASH_AT": point}
    with authority.serving():
        trust(authority)
        done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
        assert done.returncode == -9
        assert failures() == []
        state = attest(archive).stamps[0].state
    assert state == (STAMPED if point == "stamp-prepared" else KEPT)
    assert failures() == []
    assert sorted(path.suffix for path in (archive.log / "checkpoints").iterdir()) == [
        ".note",
        REQUEST,
        TOKEN,
    ]


def other_digest(request: bytes) -> bytes:
    return request.replace(request[24:56], bytes(32), 1)


def other_nonce(request: bytes) -> bytes:
    start = len(request) - NONCE_BYTES - 3
    return request[:start] + b"\x11" * NONCE_BYTES + request[start + NONCE_BYTES :]


@pytest.mark.parametrize(
    ("lie", "said"),
    [
        ({"before": other_digest}, "something else"),
        ({"before": other_nonce}, "another request"),
        ({"after": lambda answer: b"<html>welcome to the hotel</html>"}, "no timestamp answer"),
        ({"after": lambda answer: b""}, "no timestamp answer"),
        ({"after": lambda answer: answer[:-20]}, "no timestamp answer"),
        ({"after": lambda answer: answer + b"x"}, "no timestamp answer"),
        ({"after": lambda answer: answer[:-10] + bytes(10)}, "signature"),
        ({"before": lambda request: b"no request"}, "refused"),
    ],
)
def test_an_answer_that_is_no_stamp_of_the_checkpoint_is_told_and_not_kept(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make, failures: Failures, lie: Any, said: str
) -> None:
    authority = make_authority()
    for name, value in lie.items():
        setattr(authority, name, value)
    grow()
    with authority.serving():
        trust(authority)
        (refused,) = attest(archive).stamps
    assert refused.state == REFUSED
    assert refused.problem is not None
    assert said in refused.problem
    assert sorted(path.suffix for path in (archive.log / "checkpoints").iterdir()) == [".note"]
    assert failures() == []


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_an_expired_certificate_does_not_stamp(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make, kind: str
) -> None:
    authority = make_authority(kind, lasts=timedelta(days=-1))
    grow()
    with authority.serving():
        trust(authority)
        (refused,) = attest(archive).stamps
    assert refused.state == REFUSED
    assert "expired" in str(refused.problem)


def test_an_authority_that_nobody_vouches_for_does_not_stamp(
    archive: Archive, grow: Grow, make_authority: Make, trust: Make
) -> None:
    authority, another = make_authority(), make_authority()
    grow()
    with authority.serving():
        trust(authority, roots=another.roots)
        (refused,) = attest(archive).stamps
    assert refused.state == REFUSED
    assert "certificates do not hold" in str(refused.problem)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"status": 500}, "answered 500"),
        ({"status": 302}, "answered 302"),
        ({"after": lambda answer: bytes(1 << 20)}, "longer than"),
    ],
)
def test_what_cannot_be_an_answer_is_not_waited_for(make_authority: Make, setting: Any, said: str) -> None:
    authority = make_authority()
    for name, value in setting.items():
        setattr(authority, name, value)
    with authority.serving(), pytest.raises(AuthorityDown, match=said):
        ask(authority.url, request_of(NOTE))


def test_an_answer_that_drips_is_given_up(make_authority: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = make_authority()
    authority.after, authority.wait = (lambda answer: bytes(60_000)), 0.15
    monkeypatch.setattr("archive.authorities.LONGEST", 0.2)
    with authority.serving(), pytest.raises(AuthorityDown, match="took longer"):
        ask(authority.url, request_of(NOTE))


def test_an_authority_that_says_nothing_is_given_up(
    make_authority: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, given_up = make_authority(), threading.Event()
    authority.before = lambda request: request if given_up.wait(60) else b""
    monkeypatch.setattr("archive.authorities.SECONDS", 0.2)
    with authority.serving():
        with pytest.raises(AuthorityDown):
            ask(authority.url, request_of(NOTE))
        given_up.set()


def test_a_token_holds_when_its_certificate_has_run_out_since(make_authority: Make) -> None:
    for seconds in (4, 8, 16, 32, 64):  # longer where a token took so long that the certificate had run out
        authority = make_authority(lasts=timedelta(seconds=seconds))
        request = request_of(NOTE)
        token, roots = authority.answer(request), load_roots(authority.roots)
        signer = x509.load_pem_x509_certificate((authority.folder / "signer.crt").read_bytes())
        if datetime.now(UTC) < signer.not_valid_after_utc:
            break
    while datetime.now(UTC) < signer.not_valid_after_utc + timedelta(seconds=1):  # tokens tell whole seconds
        time.sleep(0.05)
    check_token(token, request, NOTE, roots)
    late = request_of(NOTE)
    with pytest.raises(StampError, match="expired"):
        check_token(authority.answer(late), late, NOTE, roots)


def test_a_token_of_another_time_is_none(make_authority: Make) -> None:
    authority = make_authority()
    request = request_of(NOTE)
    token, roots = authority.answer(request), load_roots(authority.roots)
    now = datetime.now(UTC)
    stamp = check_token(token, request, NOTE, roots, received=now)
    assert abs(stamp.at - now) < timedelta(minutes=1)
    for received in (now - timedelta(minutes=10), now + timedelta(minutes=10)):
        with pytest.raises(StampError, match="its time is"):
            check_token(token, request, NOTE, roots, received=received)


def test_a_token_of_another_note_or_request_is_none(make_authority: Make) -> None:
    authority = make_authority()
    request, again = request_of(NOTE), request_of(NOTE)
    token, roots = authority.answer(request), load_roots(authority.roots)
    assert nonce_in(request, NOTE) != nonce_in(again, NOTE)
    with pytest.raises(StampError, match="another request"):
        check_token(token, again, NOTE, roots)
    with pytest.raises(StampError, match="not a stamp of this"):
        check_token(token, request, b"another note", roots)
    other = request_of(b"another note")
    with pytest.raises(StampError, match="something else"):
        check_token(token, other, b"another note", roots)


def test_the_request_is_what_openssl_makes_of_the_same(make_authority: Make, tmp_path: Any) -> None:
    openssl = make_authority().openssl
    path = tmp_path / "request.tsq"
    path.write_bytes(request_of(NOTE))
    shown = subprocess.run(
        [openssl, "ts", "-query", "-in", str(path), "-text"], capture_output=True, text=True, check=True
    ).stdout
    for line in ("Version: 1", "Hash Algorithm: sha256", "Certificate required: yes"):
        assert line in shown
    assert f"Nonce: 0x{nonce_in(path.read_bytes(), NOTE):016X}" in shown


@pytest.fixture
def stamped(archive: Archive, grow: Grow, make_authority: Make, trust: Make) -> Archive:
    """An archive with a stamped checkpoint."""
    authority = make_authority()
    grow(2)
    with authority.serving():
        trust(authority)
        assert attest(archive).stamps[0].state == STAMPED
    return archive


@pytest.mark.parametrize("suffix", [REQUEST, TOKEN])
def test_every_flipped_byte_of_a_stamp_is_noticed(stamped: Archive, failures: Failures, suffix: str) -> None:
    path = stamp_path(stamped, 2, "first", suffix)
    whole = path.read_bytes()
    path.chmod(0o644)
    for position in range(0, len(whole), 1 if suffix == REQUEST else 17):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 4]) + whole[position + 1 :])
        assert failures(), position
    path.unlink()
    assert "missing-log-file" in kinds(failures())


def test_a_stamp_swapped_with_its_leaf_is_still_no_stamp(
    stamped: Archive, failures: Failures, make_authority: Make, grow: Grow, trust: Make
) -> None:
    liar = make_authority()  # whoever holds the archive can write any leaf, but not with a trusted signature
    token = stamp_path(stamped, 2, "first", TOKEN)
    request = stamp_path(stamped, 2, "first", REQUEST).read_bytes()
    old, new = token.read_bytes(), liar.answer(request)
    log = stamped.log / "leaves.jsonl"
    text = log.read_text().replace(sha256(old).hexdigest(), sha256(new).hexdigest())
    log.write_text(text)
    token.chmod(0o644)
    token.write_bytes(new)
    assert kinds(failures()) == {"wrong-stamp"}


def test_without_roots_a_stamp_counts_as_not_checked(stamped: Archive) -> None:
    path = stamped.root / "warraq.toml"
    path.write_text(path.read_text("utf-8").partition("[timestamps]")[0], encoding="utf-8")
    found: list[str] = []
    check = CheckpointCheck(lambda *failure: found.append(failure[0]), stamped)
    with LeafCheck(lambda *failure: found.append(failure[0])) as leaves:
        leaves.load(stamped.log, check.see)
    assert check.finish(0) == {"checkpoints": 1, "stamps": 1}
    assert found == []
    assert check.unchecked == ["stamps of first: warraq.toml names no root certificates for it"]
