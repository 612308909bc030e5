"""Third-party files: whatever they hold ends in captures or in problems."""

import gzip
import json
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from archive.dump import dump
from archive.errors import ArchiveError, UnreadableFile
from archive.imports import ingest_paths, read_imports
from archive.ingest import Ingest, Ingested
from archive.place import Archive
from archive.rebuild import rebuild
from archive.verify import verify

TITLE = "بدء أعمال ترميم السوق القديم في المدينة"
SHARED = (
    Path(os.environ.get("WARRAQ_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "warc"
).resolve()


@pytest.fixture
def take_in(archive: Archive, readers):
    """Ingests files into the archive."""

    def run(*paths: Path) -> Ingested:
        with Ingest(archive, readers=readers) as ingest:
            return ingest_paths(archive, paths, ingest)

    return run


@pytest.fixture
def foreign(tmp_path: Path, wire, page, member) -> Path:
    """A WARC of somebody else with one report."""
    path = tmp_path / "foreign.warc.gz"
    records = wire.exchange("http://elsewhere.example/x", page(TITLE, 1))
    path.write_bytes(b"".join(map(member, records)))
    return path


def test_a_foreign_report_is_indexed_and_is_no_capture_of_ours(
    archive: Archive, take_in, rows, foreign
) -> None:
    assert take_in(foreign) == Ingested(exchanges=1, articles=1, problems=0)
    (capture,) = rows("SELECT c.*, w.origin FROM captures c JOIN warcs w ON w.name = c.warc")
    assert (capture["origin"], capture["warc"], capture["role"]) == ("import", str(foreign), None)
    assert rows("SELECT state, outlet FROM articles")[0]["state"] == "live"
    assert not (archive.log / "leaves.jsonl").exists()  # what others captured is not attested
    assert rows("SELECT * FROM ledger") == []
    assert [entry.path for entry in read_imports(archive)] == [str(foreign)]


def test_a_foreign_report_of_a_declared_outlet_is_that_outlets(
    take_in, rows, tmp_path, wire, page, member
) -> None:
    path = tmp_path / "x.warc"
    plain = [
        gzip.decompress(member(record))
        for record in wire.exchange("http://www.almithal.example/2026/a/", page(TITLE, 1))
    ]
    path.write_bytes(b"".join(plain))
    take_in(path)
    assert [row["outlet"] for row in rows("SELECT outlet FROM articles")] == ["almithal"]


def test_a_page_of_a_declared_outlet_that_is_no_report_by_its_address_is_not_read(
    take_in, rows, tmp_path, wire, page, member
) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(map(member, wire.exchange("/tag/x", page(TITLE, 1)))))
    take_in(path)
    assert rows("SELECT reading FROM captures") == [{"reading": None}]


def test_the_same_file_again_changes_nothing(archive: Archive, take_in, foreign) -> None:
    take_in(foreign)
    before = list(dump(archive.index))
    assert take_in(foreign) == Ingested()
    assert list(dump(archive.index)) == before
    assert len(archive.imports.read_text().splitlines()) == 1


def test_a_file_that_changed_replaces_what_it_brought(
    archive: Archive, take_in, rows, foreign, make_wire, page, member
) -> None:
    take_in(foreign)
    other = make_wire(prefix=9).exchange("http://elsewhere.example/y", page("عنوان آخر للخبر الثاني", 2))
    foreign.write_bytes(b"".join(map(member, other)))
    take_in(foreign)
    assert [row["url"] for row in rows("SELECT url FROM articles")] == ["http://elsewhere.example/y"]
    assert verify(archive).failures == []


def test_a_text_that_another_capture_shows_survives_its_first_file(
    archive: Archive, take_in, readers, rows, tmp_path, make_wire, page, member
) -> None:
    early, late = tmp_path / "early.warc.gz", tmp_path / "late.warc.gz"
    for number, (path, at) in enumerate([(early, "2026-11-01T00:00:00Z"), (late, "2026-11-21T00:00:00Z")]):
        group = make_wire(prefix=number + 5).exchange(
            "http://elsewhere.example/x", page(TITLE, 1, day="2026-10-01"), at=at
        )
        path.write_bytes(b"".join(map(member, group)))
    take_in(early, late)
    early.write_bytes(member(make_wire(prefix=8).warcinfo()[0]))
    take_in(early)
    (version,) = rows("SELECT captured_at FROM versions")
    assert version["captured_at"].startswith("2026-11-21")
    before = list(dump(archive.index))
    rebuild(archive, readers)
    assert list(dump(archive.index)) == before


def test_a_record_that_gave_way_to_anothers_comes_back_when_that_file_changes(
    archive: Archive, take_in, readers, rows, foreign, wire, member
) -> None:
    copy = foreign.with_name("z-copy.warc.gz")
    shutil.copy(foreign, copy)
    take_in(foreign, copy)
    assert [row["code"] for row in rows("SELECT code FROM problems")] == ["duplicate-record"]
    foreign.write_bytes(member(wire.warcinfo()[0]))
    take_in(foreign)
    assert [row["warc"] for row in rows("SELECT warc FROM captures")] == [str(copy)]
    before = list(dump(archive.index))
    rebuild(archive, readers)
    assert list(dump(archive.index)) == before


def test_a_text_whose_other_capture_cannot_be_read_any_more_is_a_problem(
    archive: Archive, take_in, rows, tmp_path, make_wire, page, member
) -> None:
    early, late = tmp_path / "early.warc.gz", tmp_path / "late.warc.gz"
    for number, (path, at) in enumerate([(early, "2026-11-01T00:00:00Z"), (late, "2026-11-21T00:00:00Z")]):
        group = make_wire(prefix=number + 5).exchange(
            "http://elsewhere.example/x", page(TITLE, 1, day="2026-10-01"), at=at
        )
        path.write_bytes(b"".join(map(member, group)))
    take_in(early, late)
    late.unlink()
    early.write_bytes(member(make_wire(prefix=8).warcinfo()[0]))
    take_in(early)
    assert "unreadable-record" in {row["code"] for row in rows("SELECT code FROM problems")}
    assert rows("SELECT * FROM articles") == []


def test_a_rebuild_names_imports_that_are_missing_or_changed(
    archive: Archive, take_in, readers, rows, foreign, tmp_path
) -> None:
    second = tmp_path / "second.warc.gz"
    shutil.copy(foreign, second)
    take_in(foreign, second)
    foreign.unlink()
    second.write_bytes(second.read_bytes() + b"x")
    rebuild(archive, readers)
    assert {row["code"] for row in rows("SELECT code FROM problems")} == {"import-missing", "import-changed"}
    assert rows("SELECT * FROM captures") == []


def test_own_files_are_never_taken_for_imports(
    archive: Archive, take_in, rows, wire, page, write_warc, warc_name
) -> None:
    write_warc(archive, warc_name(1), [wire.exchange("/2026/a/", page(TITLE, 1))])
    take_in(archive.warcs)
    assert [row["origin"] for row in rows("SELECT origin FROM warcs")] == ["own"]
    assert not archive.imports.exists()


@pytest.mark.parametrize(
    ("content", "wanted"),
    [(None, "cannot be read"), (b"", "is empty"), (b"%PDF-1.7", "is no WARC, ARC or WACZ")],
)
def test_a_named_file_that_is_no_archive_file_is_an_error_that_names_it(
    archive: Archive, take_in, foreign, tmp_path, content: bytes | None, wanted: str
) -> None:
    path = tmp_path / "odd.warc.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=wanted) as caught:
        take_in(foreign, path)
    assert str(path) in str(caught.value)
    assert not archive.imports.exists()  # nothing was begun


def test_a_folder_is_searched_and_what_is_something_else_is_left(take_in, rows, foreign, tmp_path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty.warc.gz").write_bytes(b"")
    take_in(tmp_path)
    assert [row["name"] for row in rows("SELECT name FROM warcs")] == [str(foreign)]


def test_a_file_without_any_answer_is_a_problem(take_in, rows, tmp_path, wire, member) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(member(wire.warcinfo()[0]))
    take_in(path)
    assert [row["code"] for row in rows("SELECT code FROM problems")] == ["no-captures"]


def plain_record(
    *fields: str, block: bytes = b"HTTP/1.1 200 OK\r\n\r\nx", length: str | None = None
) -> bytes:
    """A response record written without looking at what its fields say."""
    size = str(len(block)) if length is None else length
    head = ["WARC/1.1", "WARC-Type: response", *fields, f"Content-Length: {size}", "", ""]
    return "\r\n".join(head).encode("utf-8", "surrogateescape") + block + b"\r\n\r\n"


ID = "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-0000000000aa>"
DATE = "WARC-Date: 2026-11-21T08:00:00Z"
URI = "WARC-Target-URI: http://elsewhere.example/x"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (plain_record(ID, DATE, "WARC-Target-URI: http://elsewhere.example/\x01x"), "bad-uri"),
        (plain_record(ID, DATE, "WARC-Target-URI: http://user:secret@elsewhere.example/x"), "bad-uri"),
        (plain_record(ID, DATE, "WARC-Target-URI: http://elsewhere.example/\udcff"), "bad-uri"),
        (plain_record(ID, DATE, "WARC-Target-URI: ftp://elsewhere.example/x"), "not-web"),
        (plain_record(ID, DATE), "not-web"),
        (plain_record(ID, "WARC-Date: yesterday", URI), "bad-date"),
        (plain_record(ID, URI), "bad-date"),
        (plain_record(DATE, URI), "no-record-id"),
        (plain_record(ID, DATE, URI, length="1000000000000000"), "bad-record"),
        (plain_record(ID, DATE, URI, length="-5"), "bad-record"),
        (plain_record(ID, DATE, URI, block=b"no http"), "no-http-head"),
    ],
)
def test_a_hostile_record_is_a_problem_and_the_next_one_is_indexed(
    take_in, rows, tmp_path, record: bytes, code: str
) -> None:
    good = plain_record(ID.replace("aa", "bb"), DATE, URI)
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(record) + gzip.compress(good))
    take_in(path)
    assert code in {row["code"] for row in rows("SELECT code FROM problems")}
    assert rows("SELECT count(*) AS n FROM problems")[0]["n"] >= 1
    ids = {row["record_id"][-2:] for row in rows("SELECT record_id FROM captures")}
    assert "bb" in ids


def test_a_line_end_in_an_address_injects_no_field_into_a_row(take_in, rows, tmp_path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(plain_record(ID, DATE, URI + "\r\nWARC-Payload-Digest: sha256:\x1b[31m\udcfe"))
    take_in(path)
    (capture,) = rows("SELECT url, payload_digest FROM captures")
    assert capture["url"] == "http://elsewhere.example/x"
    assert capture["payload_digest"].isprintable() or "\x1b" in capture["payload_digest"]


def test_a_gzip_bomb_is_refused(take_in, rows, tmp_path) -> None:
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(
        gzip.compress(plain_record(ID, DATE, URI, block=b"HTTP/1.1 200 OK\r\n\r\n" + bytes(40 << 20)))
    )
    take_in(path)
    (problem,) = rows("SELECT code, offset FROM problems")
    assert problem == {"code": "too-large", "offset": 0}
    assert rows("SELECT * FROM captures") == []


def make_wacz(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_warcs_of_a_wacz_are_indexed_by_member_and_offset(
    archive: Archive, take_in, readers, rows, foreign, tmp_path, compression: int
) -> None:
    members = {
        "archive/data.warc.gz": foreign.read_bytes(),
        "pages/pages.jsonl": b"{}",
        "datapackage.json": b"{}",
    }
    wacz = make_wacz(tmp_path / "x.wacz", members, compression)
    take_in(wacz)
    (capture,) = rows("SELECT warc, offset FROM captures")
    assert capture == {"warc": f"{wacz}#archive/data.warc.gz", "offset": 0}
    assert rows("SELECT title FROM articles") == [{"title": TITLE}]
    assert verify(archive).failures == []
    before = list(dump(archive.index))
    rebuild(archive, readers)
    assert list(dump(archive.index)) == before
    assert list((archive.state / "tmp").iterdir()) == []


def test_a_wacz_whose_names_point_elsewhere_writes_nothing_there(
    archive: Archive, take_in, rows, foreign, tmp_path
) -> None:
    evil = [
        "../../evil.warc.gz",
        "/evil.warc.gz",
        "archive/../../evil.warc.gz",
        "archive/sub/evil.warc.gz",
        "archive/.warc.gz",
    ]
    wacz = make_wacz(tmp_path / "x.wacz", dict.fromkeys(evil, foreign.read_bytes()))
    before = {path for path in tmp_path.rglob("*") if archive.root not in path.parents}
    take_in(wacz)
    assert {path for path in tmp_path.rglob("*") if archive.root not in path.parents} == before
    assert [row["code"] for row in rows("SELECT code FROM problems")] == ["bad-wacz"]


def test_a_wacz_member_that_is_a_link_is_no_way_out(
    archive: Archive, take_in, rows, foreign, tmp_path
) -> None:
    """Nothing is unpacked as what it claims to be: of a link its text is read, which is no WARC."""
    link = zipfile.ZipInfo("archive/data.warc.gz")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    link.create_system = 3  # Unix, where these bits mean a link
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as file:
        file.writestr(link, str(foreign))
    take_in(tmp_path / "x.wacz")
    assert rows("SELECT * FROM captures") == []
    assert rows("SELECT count(*) AS n FROM problems")[0]["n"] > 0
    assert [path for path in archive.root.rglob("*") if path.is_symlink()] == []


def test_a_wacz_member_that_unpacks_to_far_too_much_is_refused(take_in, rows, tmp_path) -> None:
    wacz = make_wacz(tmp_path / "bomb.wacz", {"archive/data.warc": bytes(64 << 20)}, zipfile.ZIP_DEFLATED)
    take_in(wacz)
    (problem,) = rows("SELECT code, detail FROM problems")
    assert problem["code"] == "bad-wacz"
    assert "unpacks to more than" in problem["detail"]


def test_a_wacz_with_a_damaged_member_is_a_problem_and_other_members_are_indexed(
    take_in, rows, foreign, tmp_path
) -> None:
    members = {"archive/a.warc.gz": bytes(5000), "archive/b.warc.gz": foreign.read_bytes()}
    wacz = make_wacz(tmp_path / "x.wacz", members)
    data = bytearray(wacz.read_bytes())
    data[100] = 1
    wacz.write_bytes(data)
    take_in(wacz)
    assert {row["code"] for row in rows("SELECT code FROM problems")} == {"bad-wacz"}
    assert len(rows("SELECT * FROM captures")) == 1


def test_a_wacz_cut_in_half_is_a_problem(take_in, rows, foreign, tmp_path) -> None:
    whole = make_wacz(tmp_path / "x.wacz", {"archive/data.warc.gz": foreign.read_bytes()}).read_bytes()
    (tmp_path / "x.wacz").write_bytes(whole[: len(whole) // 2])
    take_in(tmp_path / "x.wacz")
    assert [row["code"] for row in rows("SELECT code FROM problems")] == ["bad-wacz"]


def arc_entry(url: str, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    return f"{url} 10.0.0.1 20261121080000 text/html {len(block)}\n".encode() + block + b"\n"


def arc_file(path: Path, bodies: list[bytes], *, compressed: bool) -> Path:
    description = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n"
    begin = (
        f"filedesc://x.arc 0.0.0.0 20260101000000 text/plain {len(description)}\n".encode()
        + description
        + b"\n"
    )
    entries = [arc_entry(f"http://elsewhere.example/{n}", body) for n, body in enumerate(bodies)]
    pieces = [gzip.compress(piece) if compressed else piece for piece in (begin, *entries)]
    path.write_bytes(b"".join(pieces))
    return path


@pytest.mark.parametrize("compressed", [False, True])
def test_an_arc_file_is_indexed_and_resumed_at_any_record(
    archive: Archive, take_in, rows, page, tmp_path, compressed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.batches.BATCH_EXCHANGES", 1)
    bodies = [page(f"{TITLE} {n}", n) for n in range(3)]
    path = arc_file(tmp_path / ("x.arc.gz" if compressed else "x.arc"), bodies, compressed=compressed)
    with monkeypatch.context() as patch:
        patch.setattr("archive.ingest.reach", _stop_at_second("index-committed"))
        with pytest.raises(KeyboardInterrupt):
            take_in(path)
    assert len(rows("SELECT * FROM captures")) == 1
    take_in(path)
    assert [row["title"] for row in rows("SELECT title FROM articles ORDER BY title")] == [
        f"{TITLE} {n}" for n in range(3)
    ]
    assert verify(archive).failures == []


def _stop_at_second(point: str):
    passed = []

    def reach(name: str) -> None:
        if name == point:
            passed.append(name)
            if len(passed) == 2:
                raise KeyboardInterrupt

    return reach


def test_a_damaged_line_of_imports_jsonl_is_named(archive: Archive) -> None:
    archive.imports.write_text(json.dumps({"path": "/x"}) + "\n")
    with pytest.raises(ArchiveError, match="line 1"):
        read_imports(archive)


def test_a_torn_line_of_imports_jsonl_is_no_obstacle(archive: Archive, take_in, foreign) -> None:
    take_in(foreign)
    whole = archive.imports.read_bytes()
    archive.imports.write_bytes(whole + b'{"path": "/torn')
    assert [entry.path for entry in read_imports(archive)] == [str(foreign)]
    other = foreign.with_name("other.warc.gz")
    shutil.copy(foreign, other)
    take_in(other)
    assert archive.imports.read_bytes().startswith(whole)
    assert [entry.path for entry in read_imports(archive)] == [str(foreign), str(other)]


needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared third-party files are not on this machine"
)


@needs_shared
def test_every_third_party_file_ends_in_captures_or_problems(archive: Archive, readers, rows) -> None:
    # The two that hold hundreds of English pages are the same crawl; one of them is enough.
    files = [file for file in sorted(SHARED.rglob("*")) if file.is_file() and file.stat().st_size < 2_000_000]
    with Ingest(archive, readers=readers) as ingest:
        for file in files:
            ingest_paths(archive, [file], ingest)
    accounted = {
        row["warc"].partition("#")[0]
        for row in rows("SELECT warc FROM captures UNION SELECT warc FROM problems")
    }
    assert accounted == {str(file) for file in files}
    assert verify(archive).failures == []
    assert rows("PRAGMA foreign_key_check") == []
