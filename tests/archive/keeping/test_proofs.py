"""From crawl to proof: what the commands hand out is checked here by other means than they were made with."""

import base64
import json
import random
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive.attest import STAMPED, attest
from archive.checkpoints import checkpoint_path, checkpoint_sizes
from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.keys import load_public
from archive.log_tree import cache_path
from archive.merkle import verify_consistency
from archive.place import Archive
from archive.proofs import inclusion_document, prove_consistency, prove_inclusion
from archive.rebuild import rebuild
from archive.signing import change_key, make_checkpoint
from archive.verify import verify
from crawlers.cli import main


@pytest.fixture
def signed(archive: Archive, wire, write_warc, warc_name, readers) -> Archive:
    """An archive with two closed files, a checkpoint after each, and a change of keys between."""
    for number in (1, 2):
        groups = [wire.exchange(f"/{number}/{n}.css", b"%d" % n, role="requisite") for n in range(4)]
        write_warc(archive, warc_name(number), groups)
        with Ingest(archive, readers=readers) as ingest:
            ingest.catch_up_all()
        change_key(archive) if number == 1 else make_checkpoint(archive)
    return archive


@pytest.fixture
def stamped(signed: Archive, make_authority: Callable[..., Any], trust: Callable[..., None]) -> Archive:
    """The same archive, its last checkpoint stamped."""
    authority = make_authority()
    with authority.serving():
        trust(authority)
        assert attest(signed).stamps[0].state == STAMPED
    return signed


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_from(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """The root by the recursive definition: which side each hash stands on follows from index and size."""
    if size == 1:
        assert path == []
        return sha256(b"\x00" + leaf).digest()
    half = 1
    while half * 2 < size:
        half *= 2
    if index < half:
        return node(root_from(index, half, leaf, path[:-1]), path[-1])
    return node(path[-1], root_from(index - half, size - half, leaf, path[:-1]))


def test_the_log_of_a_crawl_is_signed_and_verified(signed: Archive) -> None:
    report = verify(signed)
    assert report.ok, report.failures
    assert report.checked["checkpoints"] == len(checkpoint_sizes(signed)) == 3
    assert report.unchecked == []


def test_every_record_has_a_proof_that_holds(signed: Archive, rows) -> None:
    for row in rows("SELECT record_id, request_id, metadata_id FROM captures"):
        proof = prove_inclusion(signed, row["record_id"])
        path = [bytes.fromhex(text) for text in inclusion_document(signed, proof)["path"]]
        checkpoint = proof.checkpoint
        assert root_from(proof.index, checkpoint.size, proof.leaf, path) == checkpoint.root
        assert row["record_id"].encode() in proof.leaf
        # Any record of the exchange leads to its leaf, in any spelling of its id.
        assert prove_inclusion(signed, row["request_id"]) == proof
        assert prove_inclusion(signed, f"<urn:uuid:{row['metadata_id']}>") == proof


def test_a_file_has_a_proof(signed: Archive, warc_name) -> None:
    document = json.loads(prove_inclusion(signed, f"warc:{warc_name(1)}").leaf)
    assert document["sha256"] == sha256((signed.warcs / warc_name(1)).read_bytes()).hexdigest()


def test_a_proof_needs_no_index_and_no_cache(signed: Archive, rows) -> None:
    record_id = rows("SELECT record_id FROM captures LIMIT 1")[0]["record_id"]
    before = prove_inclusion(signed, record_id)
    signed.index.unlink()
    cache_path(signed).unlink(missing_ok=True)
    assert prove_inclusion(signed, record_id) == before


def test_a_proof_may_be_asked_for_under_any_checkpoint_over_it(signed: Archive, rows) -> None:
    record_id = rows("SELECT record_id FROM captures ORDER BY record_id LIMIT 1")[0]["record_id"]
    sizes = checkpoint_sizes(signed)
    assert prove_inclusion(signed, record_id).checkpoint.size == sizes[0]
    for size in sizes:
        proof = prove_inclusion(signed, record_id, size)
        path = list(proof.path)
        assert root_from(proof.index, size, proof.leaf, path) == proof.checkpoint.root
    last = f"warc:{json.loads(prove_inclusion(signed, record_id).leaf)['v']}"
    with pytest.raises(ArchiveError, match="no leaf of"):
        prove_inclusion(signed, last)
    with pytest.raises(ArchiveError, match="no checkpoint over 1 leaves"):
        prove_inclusion(signed, record_id, 1)


def test_a_leaf_that_no_checkpoint_is_over_is_told(
    signed: Archive, wire, write_warc, warc_name, readers
) -> None:
    group = wire.exchange("/late.css", b"late", role="requisite")
    write_warc(signed, warc_name(3), [group])
    with Ingest(signed, readers=readers) as ingest:
        ingest.catch_up_all()
    with pytest.raises(ArchiveError, match="warraq checkpoint"):
        prove_inclusion(signed, group[0].record_id)
    with pytest.raises(ArchiveError, match="the checkpoint is over"):
        prove_inclusion(signed, group[0].record_id, checkpoint_sizes(signed)[-1])


def test_any_two_checkpoints_are_consistent(signed: Archive) -> None:
    sizes = checkpoint_sizes(signed)
    for old in sizes:
        for new in sizes:
            if old > new:
                with pytest.raises(ArchiveError, match="swap them"):
                    prove_consistency(signed, old, new)
                continue
            proof = prove_consistency(signed, old, new)
            assert verify_consistency(old, new, proof.old[0].root, proof.new[0].root, proof.path)


def test_no_proof_is_given_from_a_log_that_was_changed(signed: Archive, rows) -> None:
    record_id = rows("SELECT record_id FROM captures ORDER BY record_id LIMIT 1")[0]["record_id"]
    path = signed.log / "leaves.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"status":200', b'"status":404', 1))
    with pytest.raises(ArchiveError, match="was changed"):
        prove_inclusion(signed, record_id)
    with pytest.raises(ArchiveError, match="was changed"):
        prove_consistency(signed, *checkpoint_sizes(signed)[:2])


def test_a_rebuilt_index_knows_the_log_with_its_checkpoints(signed: Archive, readers, rows) -> None:
    record_id = rows("SELECT record_id FROM captures LIMIT 1")[0]["record_id"]
    before = prove_inclusion(signed, record_id)
    rebuild(signed, readers)
    assert verify(signed).ok
    assert prove_inclusion(signed, record_id) == before


# The commands, as a user meets them.

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(signed: Archive, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["-C", str(signed.root), *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_checkpoint_prints_the_note_and_makes_no_second_one(
    signed: Archive, run: Run, wire, write_warc, warc_name, readers
) -> None:
    size = checkpoint_sizes(signed)[-1]
    code, out, err = run("checkpoint")
    assert (code, out, err) == (0, checkpoint_path(signed, size).read_text("utf-8"), "")
    write_warc(signed, warc_name(3), [wire.exchange("/late.css", b"late", role="requisite")])
    with Ingest(signed, readers=readers) as ingest:
        ingest.catch_up_all()
    code, out, err = run("checkpoint", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["checkpoint"]["fresh"]
    assert document["checkpoint"]["size"] == checkpoint_sizes(signed)[-1] > size
    assert document["stamps"] == []
    assert document["publication_problem"] is None
    assert f"checkpoint over {document['checkpoint']['size']} leaves signed" in err


def test_a_proof_is_printed_as_tlog_proof_has_it(signed: Archive, run: Run, rows) -> None:
    record_id = rows("SELECT record_id FROM captures LIMIT 1")[0]["record_id"]
    code, out, err = run("log", "proof", record_id)
    assert code == 0
    head, note = out.split("\n\n", 1)
    first, extra, index, *path = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    leaf = base64.b64decode(extra.removeprefix("extra "))
    size, encoded = note.split("\n")[1:3]
    hashes = [base64.b64decode(line) for line in path]
    number = int(index.removeprefix("index "))
    assert root_from(number, int(size), leaf, hashes) == base64.b64decode(encoded)
    assert "not stamped" in err
    code, out, err = run("log", "proof", record_id, "--json", "--checkpoint", size)
    document = json.loads(out)
    assert document["leaf"].encode() == leaf
    assert [bytes.fromhex(text) for text in document["path"]] == hashes
    assert document["checkpoint"]["note"] == note


def test_an_unknown_record_ends_with_one(run: Run) -> None:
    code, out, err = run("log", "proof", "no-such-record")
    assert (code, out) == (1, "")
    assert "no leaf of no-such-record" in err


def test_consistency_prints_roots_and_hashes(signed: Archive, run: Run) -> None:
    old, new = checkpoint_sizes(signed)[0], checkpoint_sizes(signed)[-1]
    code, out, _ = run("log", "consistency", str(old), str(new))
    lines = out.splitlines()
    assert code == 0
    roots = [bytes.fromhex(line.partition(": ")[2]) for line in lines[:2]]
    assert verify_consistency(old, new, *roots, [base64.b64decode(line) for line in lines[2:]])
    code, out, _ = run("log", "consistency", str(old), str(new), "--json")
    document = json.loads(out)
    assert (document["old"]["size"], document["new"]["size"]) == (old, new)
    assert run("log", "consistency", str(new), str(old))[0] == 1


def test_rotate_key_changes_the_key_and_verify_agrees(signed: Archive, run: Run) -> None:
    before = load_public(signed.log).public_bytes_raw()
    code, out, _ = run("log", "rotate-key", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["number"] == 2
    assert base64.b64decode(document["old"].split("+", 2)[2])[1:] == before
    assert (
        base64.b64decode(document["new"].split("+", 2)[2])[1:] == load_public(signed.log).public_bytes_raw()
    )
    code, out, _ = run("verify", "--json")
    assert code == 0
    assert json.loads(out)["checked"]["checkpoints"] == 4


@pytest.mark.parametrize("turns", [60, pytest.param(10_000, marks=pytest.mark.soak)])
def test_random_changes_of_the_log_are_never_missed(stamped: Archive, turns: int) -> None:
    """Bytes flipped, files dropped, cut, grown and swapped, anywhere below log/."""
    signed = stamped
    assert verify(signed).checked["stamps"] == 1
    files = sorted(p for p in signed.log.rglob("*") if p.is_file() and p.suffix not in (".lock", ".pem"))
    kept: dict[Path, Any] = {path: path.read_bytes() for path in files}
    chance = random.Random(6962)
    for path in files:
        path.chmod(0o644)
    for turn in range(turns):
        path = chance.choice(files)
        data = bytearray(kept[path])
        place = chance.randrange(len(data))
        what = chance.choice(("flip", "drop", "cut", "grow", "swap"))
        if what == "flip":
            data[place] ^= 1 << chance.randrange(8)
        elif what == "cut":
            del data[place:]
        elif what == "grow":
            data[place:place] = chance.randbytes(1 + turn % 7)
        elif what == "swap":
            data = bytearray(kept[chance.choice([other for other in files if other != path])])
        path.unlink() if what == "drop" else path.write_bytes(data)
        report = verify(signed)
        assert not report.ok, (turn, what, path, place)
        assert all(failure.where for failure in report.failures)
        path.write_bytes(kept[path])
    assert verify(signed).ok
    shutil.rmtree(signed.log)
    assert not verify(signed).ok
