"""The capture log: leaves, their tree, and what a crash leaves of them."""

import io
import json
from hashlib import sha256

import pytest

from archive.errors import ArchiveError
from archive.exchanges import read_exchanges
from archive.log import Log, leaf, leaf_id, warc_leaf
from archive.merkle import Tree
from archive.place import Archive
from archive.warc import walk

# Leaves and roots of the reference implementation's tests (google/certificate-transparency).
LEAVES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_is_that_of_rfc_6962(size: int) -> None:
    tree = Tree()
    for one in LEAVES[:size]:
        tree.append(one)
    assert tree.root().hex() == ROOTS[size]


@pytest.fixture
def exchanges(archive: Archive, wire, write_warc, warc_name):
    """The exchanges of a file with one capture and one failure."""
    groups = [wire.exchange("/a", b"x"), wire.exchange("/b", sent=False, answered=False, outcome="dns")]
    path = write_warc(archive, warc_name(1), groups)
    return [step.item for step in read_exchanges(walk(path), closed=True)]


def test_a_leaf_commits_to_the_records_and_hides_the_address(exchanges) -> None:
    captured, failed = (json.loads(leaf(exchange)) for exchange in exchanges)
    assert captured["response"]["sha256"] == exchanges[0].main.record_digest.removeprefix("sha256:")
    assert captured["metadata"]["id"] == exchanges[0].metadata.record_id
    assert captured["status"] == 200
    assert failed["response"] is failed["request"] is failed["status"] is None
    salt = exchanges[0].fields["leafSalt"]
    assert captured["url_sha256"] == sha256(f"{salt}https://almithal.example/a".encode()).hexdigest()
    assert b"almithal" not in leaf(exchanges[0])


def test_a_leaf_is_canonical_json_on_one_line(exchanges) -> None:
    line = leaf(exchanges[0])
    assert b"\n" not in line
    document = json.loads(line)
    assert line == json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_leaf_tells_what_it_is_about(exchanges) -> None:
    assert [leaf_id(leaf(exchange)) for exchange in exchanges] == [e.record_id for e in exchanges]
    assert leaf_id(warc_leaf("a/b.warc.gz", "00", 1, 2)) == "warc:a/b.warc.gz"


def test_what_was_appended_is_read_back_from_any_line_on(archive: Archive) -> None:
    log = Log(archive.log)
    with log.writing() as appender:
        appender.append([b"one", b"two"])
        appender.append([b"three"])
    everything = list(log.read())
    assert [line for _, line in everything] == [b"one", b"two", b"three"]
    assert list(log.read(everything[0][0])) == everything[1:]
    assert log.root()[0] == 3


def test_a_torn_last_line_is_not_read_and_is_cut_before_the_next_append(archive: Archive) -> None:
    log = Log(archive.log)
    with log.writing() as appender:
        appender.append([b"one"])
    with log.path.open("ab") as file:
        file.write(b'{"v":1,"ki' * 20000)  # longer than one look back
    assert [line for _, line in log.read()] == [b"one"]
    with log.writing() as appender:
        appender.append([b"two"])
    assert log.path.read_bytes() == b"one\ntwo\n"


def test_a_line_that_is_being_written_is_not_read_as_two(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Growing(io.BytesIO):
        """A file whose last line is finished after a reader has come to its end."""

        def __next__(self) -> bytes:
            line = super().__next__()
            if line == b"tw":
                place = self.tell()
                self.write(b"o\n")
                self.seek(place)
            return line

    monkeypatch.setattr("pathlib.Path.open", lambda *_: Growing(b"one\ntw"))
    assert [line for _, line in Log(archive.log).read()] == [b"one"]


def test_an_append_that_fails_leaves_the_log_as_it_was(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log(archive.log)
    with log.writing() as appender:
        appender.append([b"one"])

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archive.log.os.fdatasync", full)
    with pytest.raises(OSError, match="No space"), log.writing() as appender:
        appender.append([b"two"])
    assert log.path.read_bytes() == b"one\n"


def test_a_log_that_lost_leaves_stops_the_ingest(
    archive: Archive, ingest_all, wire, write_warc, warc_name
) -> None:
    write_warc(archive, warc_name(1), [wire.exchange("/x.css", b"x", role="requisite")])
    ingest_all(archive)
    (archive.log / "leaves.jsonl").write_bytes(b"")
    write_warc(archive, warc_name(2), [wire.exchange("/y.css", b"y", role="requisite")])
    with pytest.raises(ArchiveError, match="leaves are missing"):
        ingest_all(archive)


def test_a_log_with_foreign_lines_stops_the_ingest(
    archive: Archive, ingest_all, wire, write_warc, warc_name
) -> None:
    write_warc(archive, warc_name(1), [wire.exchange("/x.css", b"x", role="requisite")])
    (archive.log / "leaves.jsonl").write_bytes(b"[]\n")
    with pytest.raises(ArchiveError, match="is no leaf"):
        ingest_all(archive)
