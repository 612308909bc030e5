"""Checkpoints: made once for each size, signed by the key of their time, never of a log that was changed."""

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from archive.checkpoints import (
    Checkpoint,
    checkpoint_path,
    checkpoint_sizes,
    parse_checkpoint,
    read_checkpoint,
)
from archive.errors import ArchiveError
from archive.key_changes import change_path, changes_of, keys_of
from archive.keys import load_private
from archive.log import Log, checkpoint_leaf
from archive.log_tree import cache_path
from archive.merkle import Tree
from archive.notes import NoteError, sign_note
from archive.once import beside_of
from archive.place import Archive, init_archive
from archive.signing import change_key, make_checkpoint

Grow = Callable[..., None]
Failures = Callable[..., list[tuple[str, str, str]]]


def leaves(archive: Archive) -> list[bytes]:
    return [line for _, line in Log(archive.log).read()]


def root(lines: list[bytes]) -> bytes:
    tree = Tree()
    for line in lines:
        tree.append(line)
    return tree.root()


def kinds(found: list[tuple[str, str, str]]) -> set[str]:
    return {what for what, _, _ in found}


def test_an_empty_log_has_no_checkpoint(archive: Archive, failures: Failures) -> None:
    assert make_checkpoint(archive) is None
    assert not Log(archive.log).path.exists()
    assert failures() == []


def test_a_checkpoint_is_over_what_the_log_holds_and_signed(archive: Archive, grow: Grow) -> None:
    grow(5)
    made = make_checkpoint(archive)
    assert made is not None
    assert made.fresh
    assert made.note == checkpoint_path(archive, 5).read_bytes()
    # Read by hand, as anybody may.
    text, signature = made.note.decode().split("\n\n")
    origin, size, encoded = text.split("\n")
    assert (origin, size) == (f"warraq/{archive.settings.archive.id}", "5")
    assert base64.b64decode(encoded) == root(leaves(archive)[:5])
    key = load_pem_public_key((archive.log / "key.pub").read_bytes())
    assert isinstance(key, Ed25519PublicKey)
    key.verify(base64.b64decode(signature.split(" ")[2])[4:], f"{text}\n".encode())


def test_a_checkpoint_is_not_repeated_until_something_comes(archive: Archive, grow: Grow) -> None:
    grow(3)
    first, again = make_checkpoint(archive), make_checkpoint(archive)
    assert first is not None
    assert again is not None
    assert (again.note, again.fresh) == (first.note, False)
    assert checkpoint_sizes(archive) == [3]
    grow(1)
    make_checkpoint(archive)
    assert checkpoint_sizes(archive) == [3, 5]  # the leaf of the first checkpoint counts as well


def test_checkpoints_of_a_growing_log_are_all_right(archive: Archive, grow: Grow, failures: Failures) -> None:
    for count in (1, 7, 250, 3, 600):
        grow(count)
        make_checkpoint(archive)
    assert failures() == []
    for size in checkpoint_sizes(archive):
        assert read_checkpoint(archive, size)[0].root == root(leaves(archive)[:size])


def test_files_are_made_read_only(archive: Archive, grow: Grow) -> None:
    grow()
    make_checkpoint(archive)
    assert checkpoint_path(archive, 1).stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("size", [1, 300])
def test_no_changed_log_is_signed(archive: Archive, grow: Grow, size: int) -> None:
    grow(size)
    make_checkpoint(archive)
    grow(1)
    log = Log(archive.log).path
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b'"bytes":0', b'"bytes":9', 1))
    cache_path(archive).unlink(missing_ok=True)
    with pytest.raises(ArchiveError, match="was changed"):
        make_checkpoint(archive)
    log.write_bytes(b"\n".join(whole.split(b"\n")[: size - 1]) + b"\n" * (size > 1))
    with pytest.raises(ArchiveError, match="holds only"):
        make_checkpoint(archive)
    assert checkpoint_sizes(archive) == [size]
    log.write_bytes(whole)
    make_checkpoint(archive)
    assert len(checkpoint_sizes(archive)) == 2


def test_a_wrong_cache_does_not_get_signed(archive: Archive, grow: Grow, failures: Failures) -> None:
    grow(600)
    make_checkpoint(archive)
    data = bytearray(cache_path(archive).read_bytes())
    data[20] ^= 1
    cache_path(archive).write_bytes(data)
    grow(1)
    make_checkpoint(archive)
    assert failures() == []


def test_a_key_that_does_not_fit_signs_nothing(archive: Archive, other: Archive, grow: Grow) -> None:
    grow()
    (archive.log / "key.pem").write_bytes((other.log / "key.pem").read_bytes())
    with pytest.raises(ArchiveError, match="no pair"):
        make_checkpoint(archive)
    assert len(leaves(archive)) == 1


def test_an_old_pair_brought_back_signs_nothing(archive: Archive, grow: Grow, failures: Failures) -> None:
    grow()
    old = {name: (archive.log / name).read_bytes() for name in ("key.pem", "key.pub")}
    change_key(archive)
    for name, data in old.items():
        (archive.log / name).write_bytes(data)
    grow()
    with pytest.raises(ArchiveError, match="was replaced"):
        make_checkpoint(archive)
    assert kinds(failures()) == {"wrong-key"}


@pytest.fixture
def other(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "other")


def test_a_new_key_is_named_by_the_old_one_and_signs_from_then_on(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    old = (archive.log / "key.pem").read_bytes()
    grow(2)
    first = change_key(archive)
    grow(2)
    second = change_key(archive)
    grow(1)
    make_checkpoint(archive)
    assert failures() == []
    assert (first.number, second.number, second.old) == (1, 2, first.new)
    assert changes_of(archive) == [first, second]
    assert keys_of(archive) == [first.old, first.new, second.new]
    assert (archive.log / "key.pem").read_bytes() != old
    assert (archive.log / "key.pem").stat().st_mode & 0o777 == 0o600
    sizes = checkpoint_sizes(archive)
    signers = [
        [
            key
            for key in keys_of(archive)
            if parse_checkpoint(read_checkpoint(archive, n)[1])[1].signed_by(key)
        ]
        for n in sizes
    ]
    assert signers == [[first.old], [first.new], [first.new], [second.new], [second.new]]


def test_a_checkpoint_signed_with_a_key_of_the_past_is_noticed(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    grow(2)
    thief = load_private(archive.log)
    change_key(archive)
    grow(1)
    lines = leaves(archive)
    forged = Checkpoint(origin=keys_of(archive)[0].name, size=len(lines), root=root(lines))
    note = sign_note(forged.text, forged.origin, thief)
    checkpoint_path(archive, forged.size).write_bytes(note)
    with Log(archive.log).writing() as appender:
        appender.append([checkpoint_leaf(forged.size, note)])
    assert kinds(failures()) == {"checkpoint-signature"}


def test_a_change_of_keys_that_was_touched_is_noticed(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    grow(2)
    change_key(archive)
    path = change_path(archive, 1)
    kept = path.read_bytes()
    path.unlink()
    assert {"missing-log-file", "broken-key-change"} <= kinds(failures())
    path.write_bytes(kept.replace(b"/keys\n1\n", b"/keys\n2\n"))
    assert {"changed-log-file", "broken-key-change"} <= kinds(failures())
    path.write_bytes(kept)
    assert failures() == []


@pytest.mark.parametrize("suffix", ["pem", "pub"])
def test_a_swapped_key_is_noticed(
    archive: Archive, grow: Grow, failures: Failures, other: Archive, suffix: str
) -> None:
    grow()
    make_checkpoint(archive)
    (archive.log / f"key.{suffix}").write_bytes((other.log / f"key.{suffix}").read_bytes())
    assert "wrong-key" in kinds(failures())
    (archive.log / f"key.{suffix}").write_bytes(b"no key")
    assert "unreadable-key" in kinds(failures())


def test_a_private_key_kept_elsewhere_is_no_failure(archive: Archive, grow: Grow, failures: Failures) -> None:
    grow()
    make_checkpoint(archive)
    (archive.log / "key.pem").unlink()
    assert failures() == []


def test_every_flipped_byte_of_the_logs_files_is_noticed(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    grow(3)
    change_key(archive)
    grow(2)
    make_checkpoint(archive)
    assert failures() == []
    files = [checkpoint_path(archive, size) for size in checkpoint_sizes(archive)]
    for path in (*files, change_path(archive, 1), Log(archive.log).path):
        whole = path.read_bytes()
        path.chmod(0o644)
        for position in range(0, len(whole), 11):
            path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
            assert failures(), (path.name, position)
        path.unlink()
        assert failures(), path.name
        path.write_bytes(whole)
    assert failures() == []


def test_dropped_reordered_and_appended_leaves_are_noticed(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    grow(4)
    make_checkpoint(archive)
    grow(3)
    make_checkpoint(archive)
    path = Log(archive.log).path
    lines = leaves(archive)

    def with_lines(changed: list[bytes]) -> set[str]:
        path.write_bytes(b"".join(line + b"\n" for line in changed))
        return kinds(failures(known=len(lines)))

    assert with_lines(lines) == set()
    for n in range(len(lines) - 1):
        assert "rolled-back-log" in with_lines(lines[:n])
        assert with_lines([*lines[:n], *lines[n + 1 :]])
        swapped = [*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]]
        assert "checkpoint-root" in with_lines(swapped) or n == len(lines) - 2
        assert with_lines([*lines[:n], b'{"kind":"warc","name":"x"}', *lines[n:]])


def test_a_mismatch_names_the_lines_since_the_last_checkpoint_that_fits(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    grow(4)
    make_checkpoint(archive)
    grow(3)
    make_checkpoint(archive)
    path = Log(archive.log).path
    path.write_bytes(path.read_bytes().replace(b"a/5.warc.gz", b"a/x.warc.gz"))
    (found,) = failures()
    assert found[:2] == ("checkpoint-root", "leaves.jsonl, lines 5 to 8")


def test_a_log_rolled_back_with_its_checkpoints_is_noticed_by_the_index(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    grow(4)
    make_checkpoint(archive)
    grow(3)
    make_checkpoint(archive)
    count = len(leaves(archive))
    checkpoint_path(archive, 8).unlink()
    path = Log(archive.log).path
    path.write_bytes(b"".join(line + b"\n" for line in leaves(archive)[:5]))
    assert failures(known=0) == []  # all of it was rolled back: only what others hold can tell
    assert kinds(failures(known=count)) == {"rolled-back-log"}


def test_a_checkpoint_nobody_logged_is_noticed(archive: Archive, grow: Grow, failures: Failures) -> None:
    grow(4)
    make_checkpoint(archive)
    checkpoint_path(archive, 3).write_bytes(checkpoint_path(archive, 4).read_bytes())
    assert {"log-file-without-leaf", "broken-checkpoint"} <= kinds(failures())


CRASHES = (
    ("checkpoint-prepared", "make_checkpoint"),
    ("checkpoint-logged", "make_checkpoint"),
    ("key-change-prepared", "change_key"),
    ("key-change-logged", "change_key"),
    ("key-change-settled", "change_key"),
    ("key-taken", "change_key"),
)


@pytest.mark.parametrize(("point", "function"), CRASHES)
def test_a_kill_at_any_point_leaves_nothing_wrong_and_the_next_run_goes_on(
    archive: Archive, grow: Grow, failures: Failures, point: str, function: str
) -> None:
    grow(3)
    program = f"import archive.signing as s, archive.place as p; s.{function}(p.find_archive())"
    environment = {**os.environ, "WARRAQ_ARCHIVE": str(archive.root), "WARRAQ_CRASH_AT": point}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == -9
    assert failures() == []
    grow(1)
    make_checkpoint(archive)
    assert failures() == []
    assert not list(archive.log.rglob("*.new"))
    assert not list(archive.log.glob("key.next*"))
    keys = keys_of(archive)
    assert len(keys) == 1 + (function == "change_key" and point != "key-change-prepared")


def test_a_file_that_waits_for_its_name_is_read(archive: Archive, grow: Grow, failures: Failures) -> None:
    grow(3)
    make_checkpoint(archive)
    path = checkpoint_path(archive, 3)
    path.rename(beside_of(path))
    assert failures() == []
    assert read_checkpoint(archive, 3)[0].size == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n",
        "origin\n1\n",
        "origin\nx\nAA==\n",
        "origin\n1\nAA==\n",
        "origin\n01\n" + "A" * 43 + "=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    signature = base64.b64encode(sha256(b"").digest() * 3).decode()
    with pytest.raises(NoteError):
        parse_checkpoint(f"{text}\n\u2014 origin {signature}\n".encode())


def test_checking_while_others_sign_finds_nothing_wrong(
    archive: Archive, grow: Grow, failures: Failures
) -> None:
    grow(2)
    ended = threading.Event()
    problems: list[BaseException] = []

    def sign() -> None:
        try:
            for turn in range(25):
                grow(1)
                change_key(archive) if turn % 10 == 5 else make_checkpoint(archive)
        except BaseException as error:  # noqa: BLE001  told below, in the test's own thread
            problems.append(error)
        finally:
            ended.set()

    thread = threading.Thread(target=sign)
    thread.start()
    checks = 0
    while not ended.is_set():
        assert failures() == []
        checks += 1
    thread.join()
    assert problems == []
    assert checks > 0
    assert failures() == []


def test_two_that_sign_at_once_make_one_checkpoint(archive: Archive, grow: Grow, failures: Failures) -> None:
    grow(3)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: make_checkpoint(archive), range(4)))
    assert sum(one is not None and one.fresh for one in made) == 1
    assert checkpoint_sizes(archive) == [3]
    assert failures() == []
