"""What `warraq export` writes, read again by readers that are not ours."""

import csv
import gzip
import hashlib
import io
import json
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet
from warcio.archiveiterator import ArchiveIterator

from archive.export_cdxj import surt
from archive.export_csv import COLUMNS, safe_cell
from archive.export_parquet import COLUMNS as PARQUET_COLUMNS
from archive.export_warc import holds
from archive.place import Archive
from archive.records import HTTP_REQUEST, HTTP_RESPONSE, WARC_FIELDS, Record, urn, warc_fields
from archive.schema import connect
from archive.show import ARTICLE_KEYS, show
from archive.wacz import extracted, member_names
from crawlers.cli import main

SITE = "https://almithal.example"
CONTACT, OPERATOR = "test@example.org", "Operator Zubayda"
FORMULA = '=HYPERLINK("https://almithal.example/","انقر")'
CHUNKED = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntest@\r\nb\r\nExample.org\r\n0\r\n\r\n"
FORMATS = ("jsonl", "csv", "parquet", "texts", "digests", "cdxj", "warc", "wacz")


@pytest.fixture
def groups(wire: Any, page: Any, new_record: Any) -> dict[str, list[Any]]:
    """Captures by name: two reports, a revisit, a picture, a failure, an answer that repeats the contact."""
    agent = f"Warraq/0.1 (+{CONTACT})"

    def made(path: str, body: bytes = b"", *, via: str | None = None, **options: Any) -> list[Any]:
        group = wire.exchange(path, body, **options)
        target = ("WARC-Target-URI", SITE + path)
        for n, record in enumerate(group):
            fields = [target, ("WARC-Concurrent-To", dict(record.headers).get("WARC-Concurrent-To"))]
            common = {"date": dict(record.headers)["WARC-Date"], "record_id": record.record_id}
            if record.type == "request":
                block = f"GET {path} HTTP/1.1\r\nUser-Agent: {agent}\r\n\r\n".encode()
                group[n] = new_record("request", block, content_type=HTTP_REQUEST, fields=fields, **common)
            elif record.type == "metadata" and via is not None:
                block = b"".join(record.block.chunks()).replace(
                    f"via: {SITE}/feed/".encode(), f"via: {via}".encode()
                )
                group[n] = new_record("metadata", block, content_type=WARC_FIELDS, fields=fields, **common)
        return group

    first = made("/2026/one/", page("افتتاح الجسر", 1, "2026-11-10"))
    second = made(
        "/2026/two/", page("&#61;HYPERLINK(&quot;https://almithal.example/&quot;,&quot;انقر&quot;)", 2)
    )
    echo = made("/2026/echo/", b"x")
    packed = gzip.compress(f"<p>{agent.upper()}</p>".encode(), mtime=0)
    echo[0] = new_record(
        "response",
        b"HTTP/1.1 403 X\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed,
        date=dict(echo[0].headers)["WARC-Date"],
        content_type=HTTP_RESPONSE,
        fields=[("WARC-Target-URI", f"{SITE}/2026/echo/")],
        record_id=echo[0].record_id,
    )
    info = new_record(
        "warcinfo",
        warc_fields((("operator", OPERATOR), ("http-header-user-agent", agent))),
        date="2026-11-21T07:00:00Z",
        content_type=WARC_FIELDS,
        record_id=wire.id(),
    )
    return {
        "info": [info],
        "first": first,
        "picture": made(
            "/p.png", b"\x89PNG", via=f"{SITE}/2026/two/", role="requisite", content_type="image/png"
        ),
        "second": second,
        "revisit": made("/2026/one/", refers_to=first[0].record_id, at="2026-11-22T08:00:00.000001Z"),
        "failure": made("/2026/lost/", answered=False, outcome="timeout"),
        "echo": echo,
    }


@pytest.fixture
def stocked(
    archive: Archive, groups: Any, write_warc: Any, warc_name: Any, ingest_all: Callable[[Archive], Any]
) -> Archive:
    """The archive with these captures in its index, in one closed and one open file."""
    marker = archive.root / "warraq.toml"
    text = marker.read_text("utf-8").replace("[operator]\n", f'[operator]\nname = "{OPERATOR}"\n')
    marker.write_text(text, encoding="utf-8")
    names = list(groups)
    write_warc(archive, warc_name(1), [groups[name] for name in names[:4]])
    write_warc(archive, warc_name(2), [groups[name] for name in names[4:]], close=False)
    ingest_all(archive)
    return archive


@pytest.fixture
def export(stocked: Archive, tmp_path: Path) -> Callable[..., bytes]:
    """Runs an export and gives its bytes."""
    count = 0

    def run(kind: str, *options: str) -> bytes:
        nonlocal count
        count += 1
        target = tmp_path / f"out-{count}.{kind}"
        assert main(["-C", str(stocked.root), "export", kind, str(target), *options]) == 0
        assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))
        return target.read_bytes()

    return run


def records_of(data: bytes) -> list[tuple[str, str, dict[str, str], bytes]]:
    """Type, id, head and block of every record, by warcio."""
    return [
        (
            record.rec_type,
            record.rec_headers.get_header("WARC-Record-ID"),
            dict(record.rec_headers.headers),
            record.raw_stream.read(),
        )
        for record in ArchiveIterator(io.BytesIO(data), no_record_parse=True)
    ]


def ids(group: list[Any], *types: str) -> list[str]:
    return [urn(record.record_id) for record in group if record.type in types]


def lines_of(index: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    for line in index.decode().splitlines():
        key, time, document = line.split(" ", 2)
        yield key, time, json.loads(document)


def test_jsonl_has_each_article_as_show_has_it(stocked: Archive, export: Any) -> None:
    found = [json.loads(line) for line in export("jsonl").decode().splitlines()]
    assert [one["title"] for one in found] == ["افتتاح الجسر", FORMULA]
    with closing(connect(stocked.index, readonly=True)) as db:
        for one in found:
            assert one == {key: show(db, one["article_id"])[key] for key in ARTICLE_KEYS}


def test_csv_opens_in_excel_and_reckons_with_nothing(export: Any) -> None:
    data = export("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert data.split(b"\r\n")[0].decode("utf-8-sig") == ",".join(COLUMNS)
    assert [row["title"] for row in rows] == ["افتتاح الجسر", "'" + FORMULA]
    assert all(row["body"] and row["body_cut"] == "0" for row in rows)


@pytest.mark.parametrize(
    "begins", ["=1+1", "+963", "-1", "@SUM(A1)", " =1", "\t=1", "\r\n@x", "\u00a0=1", "＝1"]
)
def test_a_cell_that_is_a_formula_is_marked(begins: str) -> None:
    assert safe_cell(begins) == "'" + begins


def test_other_cells_stay() -> None:
    assert [safe_cell(value) for value in ("نص", "a=b", 7, None, "")] == ["نص", "a=b", "7", "", ""]


def test_a_long_body_is_cut_and_said_to_be(monkeypatch: pytest.MonkeyPatch, export: Any) -> None:
    monkeypatch.setattr("archive.export_csv.LONGEST", 50)
    rows = list(csv.DictReader(io.StringIO(export("csv").decode("utf-8-sig"), newline="")))
    assert [(len(row["body"].removeprefix("'")), row["body_cut"]) for row in rows] == [(50, "1")] * 2


def test_parquet_has_types_and_arabic_as_it_is(export: Any) -> None:
    table = parquet.read_table(io.BytesIO(export("parquet")))
    articles = [json.loads(line) for line in export("jsonl").decode().splitlines()]
    assert tuple(table.column_names) == PARQUET_COLUMNS
    types = {field.name: field.type for field in table.schema}
    assert types["published_date"] == pyarrow.date32()
    assert types["captured_at"] == pyarrow.timestamp("us", "UTC")
    assert types["authors"] == types["sources"] == pyarrow.list_(pyarrow.string())
    assert types["words"] == pyarrow.int32()
    for row, one in zip(table.to_pylist(), articles, strict=True):
        for column in ("article_id", "title", "body", "words", "authors", "published_at", "language"):
            assert row[column] == one[column]
        assert row["published_date"] == date.fromisoformat(one["published_date"])
        assert row["captured_at"] == datetime.fromisoformat(one["capture"]["captured_at"])
        assert row["record_id"] == one["capture"]["record_id"]


def test_without_pyarrow_it_says_what_to_install(
    stocked: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("archive.export_parquet.pyarrow", None)
    target = tmp_path / "x.parquet"
    assert main(["-C", str(stocked.root), "export", "parquet", str(target)]) == 1
    assert 'pip install "warraq[parquet]"' in capsys.readouterr().err
    assert not target.exists()


def test_texts_are_as_they_are(export: Any) -> None:
    data = export("texts")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    articles = [json.loads(line) for line in export("jsonl").decode().splitlines()]
    assert head == ["doc_id", "text"]
    assert rows == [
        [f"{one['article_id']}-v{one['version']}", f"{one['title']}\n\n{one['body']}"] for one in articles
    ]


def test_digests_hold_no_word_of_the_texts(export: Any) -> None:
    data = export("digests").decode()
    articles = [json.loads(line) for line in export("jsonl").decode().splitlines()]
    found = [json.loads(line) for line in data.splitlines()]
    assert [(one["url"], one["body_digest"]) for one in found] == [
        (one["url"], one["body_digest"]) for one in articles
    ]
    assert [one["payload_digest"] for one in found] == [one["capture"]["payload_digest"] for one in articles]
    words = {
        word
        for one in articles
        for word in f"{one['title']} {one['body']}".split()
        if any(map(str.isalpha, word))
    }
    assert not [word for word in words if word in data]


def test_cdxj_leads_to_every_record(stocked: Archive, groups: Any, export: Any) -> None:
    index = export("cdxj")
    assert index.splitlines() == sorted(index.splitlines())
    found = {}
    for key, time, document in lines_of(index):
        path = stocked.warcs / document["filename"]
        file = path if path.exists() else path.with_name(path.name + ".open")
        begin = int(document["offset"])
        member = file.read_bytes()[begin : begin + int(document["length"])]
        ((_, record_id, head, _),) = records_of(member)
        assert record_id == urn(document["record_id"])
        assert head["WARC-Target-URI"] == document["url"]
        assert head["WARC-Date"].translate({45: None, 58: None, 84: None})[:14] == time
        found[record_id] = (key, document["mime"], document["status"])
    assert found == {
        urn(groups["first"][0].record_id): ("example,almithal)/2026/one", "text/html", "200"),
        urn(groups["second"][0].record_id): ("example,almithal)/2026/two", "text/html", "200"),
        urn(groups["picture"][0].record_id): ("example,almithal)/p.png", "image/png", "200"),
        urn(groups["revisit"][0].record_id): ("example,almithal)/2026/one", "warc/revisit", "200"),
        urn(groups["echo"][0].record_id): ("example,almithal)/2026/echo", "text/html", "403"),
    }


def test_warc_has_the_members_byte_for_byte(groups: Any, member: Any, export: Any) -> None:
    data = export("warc", "--requests")
    wanted = b"".join(
        member(record)
        for name, group in groups.items()
        if name not in ("info", "failure")
        for record in group
    )
    failure = member(groups["failure"][-1])
    assert data.endswith(
        b"".join(member(r) for name in ("first", "picture", "second", "revisit") for r in groups[name])
        + failure
        + b"".join(member(r) for r in groups["echo"])
    )
    own = data[: len(data) - len(wanted) - len(failure)]
    ((kind, _, head, block),) = records_of(own)
    assert kind == "warcinfo"
    assert head["WARC-Filename"] == "out-1.warc"
    assert b"selection: everything" in block


def test_without_requests_they_and_what_repeats_the_contact_are_left_out(
    groups: Any, export: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    _, *records = records_of(export("warc"))
    assert [record_id for _, record_id, _, _ in records] == [
        *(
            one
            for name in ("first", "picture", "second", "revisit")
            for one in ids(groups[name], "response", "revisit", "metadata")
        ),
        urn(groups["failure"][-1].record_id),
    ]
    assert "1 capture left out" in capsys.readouterr().err


def test_a_query_takes_reports_with_what_their_pages_need(groups: Any, export: Any) -> None:
    _, *records = records_of(export("warc", "--query", "title:انقر"))
    assert [record_id for kind, record_id, _, _ in records if kind == "response"] == [
        urn(groups["picture"][0].record_id),
        urn(groups["second"][0].record_id),
    ]


def test_a_revisit_brings_the_response_that_it_refers_to(stocked: Archive, groups: Any, export: Any) -> None:
    with closing(connect(stocked.index)) as db:  # as if the page had another address then
        db.execute(
            "UPDATE captures SET article_id = NULL WHERE record_id = ?", (groups["first"][0].record_id,)
        )
    _, *records = records_of(export("warc", "--to", "2026-11-10"))
    assert [record_id for kind, record_id, _, _ in records if kind != "metadata"] == [
        urn(groups["first"][0].record_id),
        urn(groups["revisit"][0].record_id),
    ]


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (("--from", "2026-11-11"), [FORMULA]),
        (("--to", "2026-11-10"), ["افتتاح الجسر"]),
        (("--query", "جسر"), ["افتتاح الجسر"]),
        (("--query", "جسر", "--from", "2026-11-11"), []),
        (("--outlet", "almithal"), ["افتتاح الجسر", FORMULA]),
    ],
)
def test_articles_are_selected(options: tuple[str, ...], titles: list[str], export: Any) -> None:
    assert [json.loads(line)["title"] for line in export("jsonl", *options).decode().splitlines()] == titles


def test_as_of_a_checkpoint_later_captures_are_not_there(
    stocked: Archive,
    wire: Any,
    page: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Callable[[Archive], Any],
    export: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = export("cdxj")
    capsys.readouterr()
    assert main(["-C", str(stocked.root), "checkpoint", "--json"]) == 0
    size = json.loads(capsys.readouterr().out)["checkpoint"]["size"]
    write_warc(stocked, warc_name(3), [wire.exchange("/2026/late/", page("خبر لاحق", 4))])
    ingest_all(stocked)
    assert export("cdxj") != before
    assert export("cdxj", "--as-of", f"{size}") == before
    info, *records = records_of(export("warc", "--as-of", f"{size}"))
    assert f"as of the checkpoint over {size} leaves".encode() in info[3]
    assert len(records) == len(records_of(export("warc"))) - 3  # a warcinfo, a response, its metadata
    target = stocked.root / "none"
    assert main(["-C", str(stocked.root), "export", "cdxj", str(target), "--as-of", f"{size + 1}"]) == 1
    assert not target.exists()


def test_as_of_a_checkpoint_articles_read_as_they_did(
    stocked: Archive,
    wire: Any,
    page: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Callable[[Archive], Any],
    export: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kinds = ("jsonl", "csv", "parquet", "texts", "digests")
    before = {kind: read_by_words(export(kind)) for kind in kinds}
    capsys.readouterr()
    assert main(["-C", str(stocked.root), "checkpoint", "--json"]) == 0
    size = json.loads(capsys.readouterr().out)["checkpoint"]["size"]
    edited = wire.exchange("/2026/one/", page("افتتاح الجسر الثاني", 7), at="2026-11-23T08:00:00.000001Z")
    write_warc(stocked, warc_name(3), [edited, wire.exchange("/2026/late/", page("خبر لاحق", 4))])
    ingest_all(stocked)
    for kind in kinds:
        assert "الثاني".encode() in unpacked(export(kind)) or kind == "digests"
        assert read_by_words(export(kind)) != before[kind]
        assert read_by_words(export(kind, "--as-of", f"{size}")) == before[kind], kind
    target = stocked.root / "none"
    assert main(["-C", str(stocked.root), "export", "jsonl", str(target), "--as-of", f"{size + 1}"]) == 1
    assert not target.exists()


def read_by_words(data: bytes) -> Any:
    """An export of articles as it reads, without what is told of the article as it is today."""
    if data.startswith(b"PAR1"):
        return [{**row, "state": None} for row in parquet.read_table(io.BytesIO(data)).to_pylist()]
    if data.startswith(b"{"):
        today = {"state": None, "version_count": None}
        return [json.loads(line) | today for line in data.decode().splitlines()]
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [{**row, "state": None} for row in rows]


@pytest.mark.parametrize("options", [("--outlet", "almitha"), ("--query", "…")])
def test_a_slip_is_no_empty_export(stocked: Archive, tmp_path: Path, options: tuple[str, ...]) -> None:
    target = tmp_path / "out"
    for kind in FORMATS:
        assert main(["-C", str(stocked.root), "export", kind, str(target), *options]) == 1
        assert not target.exists()


def test_wacz_is_what_the_specification_says(
    stocked: Archive, groups: Any, export: Any, tmp_path: Path
) -> None:
    data = export("wacz")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {one.compress_type for one in package.infolist()} == {zipfile.ZIP_STORED}
        files = {name: package.read(name) for name in package.namelist()}
    digest = json.loads(files.pop("datapackage-digest.json"))
    document = files.pop("datapackage.json")
    assert digest == {
        "path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(document).hexdigest()}"
    }  # fmt: skip
    told = json.loads(document)
    assert (told["profile"], told["wacz_version"]) == ("data-package", "1.1.1")
    assert {one["path"]: (one["hash"], one["bytes"], one["name"]) for one in told["resources"]} == {
        path: (f"sha256:{hashlib.sha256(content).hexdigest()}", len(content), path.rpartition("/")[2])
        for path, content in files.items()
    }
    warc = files["archive/data.warc.gz"]
    index = files["indexes/index.cdxj"]
    assert index.splitlines() == sorted(index.splitlines())
    found = []
    for _, _, line in lines_of(index):
        begin = int(line["offset"])
        ((_, record_id, head, _),) = records_of(warc[begin : begin + int(line["length"])])
        assert (record_id, head["WARC-Target-URI"]) == (urn(line["record_id"]), line["url"])
        assert line["filename"] == "data.warc.gz"
        found.append(record_id)
    names = ("first", "second", "picture", "revisit")
    assert sorted(found) == sorted(urn(groups[name][0].record_id) for name in names)
    first, *pages = [json.loads(line) for line in files["pages/pages.jsonl"].decode().splitlines()]
    assert first["format"] == "json-pages-1.0"
    assert {(one["url"], one["title"]) for one in pages} == {
        (f"{SITE}/2026/one/", "افتتاح الجسر"), (f"{SITE}/2026/two/", FORMULA)
    }  # fmt: skip
    path = tmp_path / "again.wacz"
    path.write_bytes(data)
    (name,) = member_names(path)
    with extracted(path, name, tmp_path) as copy:
        assert copy.read_bytes() == warc


def unpacked(data: bytes) -> bytes:
    """All that is readable in an export: zips, columns, records and content codings undone."""
    if data.startswith(b"PAR1"):
        return data + repr(parquet.read_table(io.BytesIO(data)).to_pylist()).encode()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return b"".join(unpacked(package.read(name)) for name in package.namelist())
    if not data.startswith(b"\x1f\x8b"):
        return data
    plain = [repr(head).encode() + block for _, _, head, block in records_of(data)]
    inner = [block.partition(b"\r\n\r\n")[2] for _, _, _, block in records_of(data)]
    return b"".join([*plain, *(gzip.decompress(one) for one in inner if one.startswith(b"\x1f\x8b"))])


def key_lines(archive: Archive) -> list[str]:
    """The base64 lines of the private key."""
    lines = (archive.log / "key.pem").read_text("utf-8").splitlines()
    found = [line for line in lines if line and not line.startswith("-----")]
    assert found
    return found


@pytest.mark.parametrize("kind", FORMATS)
def test_no_export_gives_the_operator_away(kind: str, stocked: Archive, export: Any) -> None:
    data = unpacked(export(kind)).lower()
    secrets = [CONTACT, OPERATOR, str(stocked.root), *key_lines(stocked)]
    assert [secret for secret in secrets if secret.lower().encode() in data] == []


def test_requests_hold_the_contact_when_they_are_asked_for(export: Any) -> None:
    data = unpacked(export("wacz", "--requests")).lower()
    assert data.count(CONTACT.encode()) == 6  # five requests, one answer
    assert OPERATOR.lower().encode() not in data


def test_the_folders_of_imported_files_are_not_told(
    stocked: Archive, wire: Any, page: Any, member: Any, export: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "private folder"
    folder.mkdir()
    records = wire.exchange("/2026/three/", page("خبر مستورد", 3))
    (folder / "foreign.warc.gz").write_bytes(b"".join(map(member, records)))
    assert main(["-C", str(stocked.root), "ingest", str(folder)]) == 0
    for kind in FORMATS:
        data = unpacked(export(kind))
        assert b"three" in data or kind == "texts", kind
        assert b"private folder" not in data, kind
    assert member(records[0]) in export("warc")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_that_is_there_stays_without_force(kind: str, stocked: Archive, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_bytes(b"mine")
    command = ["-C", str(stocked.root), "export", kind, str(target)]
    assert main(command) == 1
    assert target.read_bytes() == b"mine"
    assert main([*command, "--force"]) == 0
    assert target.read_bytes() != b"mine"


@pytest.mark.parametrize("kind", ["warc", "wacz"])
def test_a_damaged_record_leaves_no_file(kind: str, stocked: Archive, warc_name: Any, tmp_path: Path) -> None:
    path = stocked.warcs / warc_name(1)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["-C", str(stocked.root), "export", kind, str(folder / "x")]) == 1
    assert list(folder.iterdir()) == []


def test_nothing_is_written_among_the_archives_own_files(stocked: Archive, warc_name: Any) -> None:
    for folder in (stocked.warcs / "almithal" / "2026", stocked.log):
        target = folder / "x.warc.gz"
        assert main(["-C", str(stocked.root), "export", "warc", str(target)]) == 1
        assert not target.exists()


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "texts", "digests", "cdxj"])
def test_stdout_gets_what_a_file_gets(
    kind: str, stocked: Archive, export: Any, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    wanted = export(kind)
    capfdbinary.readouterr()
    assert main(["-C", str(stocked.root), "export", kind, "-"]) == 0
    assert capfdbinary.readouterr().out == wanted


@pytest.mark.parametrize("kind", ["warc", "wacz", "parquet"])
def test_a_pipe_gets_the_whole_file(kind: str, stocked: Archive, export: Any) -> None:
    command = [sys.executable, "-m", "crawlers.cli", "-C", str(stocked.root), "export", kind, "-"]
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    if kind == "wacz":
        with zipfile.ZipFile(io.BytesIO(piped)) as package:
            assert package.testzip() is None
            piped = package.read("archive/data.warc.gz")
    if kind == "parquet":
        assert piped == export("parquet")
        return
    assert records_of(piped)[1:] == records_of(export("warc"))[1:]


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (b"", False),
        (b"20261121080000\nalmithal.example.\t0\tIN\tA\t192.0.2.1\n", False),
        (b"HTTP/1.1 200 X\r\nContent-Encoding: gzip, br\r\n\r\n\x1f\x8b\xff", False),
        (
            CHUNKED,
            True,
        ),
        (b"not HTTP, TEST@example.org", True),
    ],
)
def test_the_contact_is_found_in_whatever_an_answer_is(block: bytes, found: bool) -> None:
    record = Record(
        type="response", headers=(("WARC-Type", "response"),), block=block, block_length=len(block),
        block_digest="", record_digest="", offset=0, length=0,
    )  # fmt: skip
    assert holds(record, CONTACT) is found


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Almithal.example/A/?b=2&a=1", "example,almithal)/a?a=1&b=2"),
        ("http://almithal.example", "example,almithal)/"),
        ("https://almithal.example:8443/x", "example,almithal:8443)/x"),
        ("https://almithal.example/a//b/", "example,almithal)/a/b"),
        ("https://almithal.example/?p=7&q", "example,almithal)/?p=7&q"),
        ("http://almithal.example:80/x", "example,almithal)/x"),
        ("https://almithal.example/%D8%A7?", "example,almithal)/%d8%a7"),
        ("dns:almithal.example", "dns:almithal.example"),
        ("https://[::1/x y", "https://[::1/x%20y"),
    ],
)
def test_keys_are_those_that_players_look_up(url: str, key: str) -> None:
    assert surt(url) == key


def test_the_commands_of_the_page_run(
    stocked: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "export.md").read_text("utf-8")
    lines = page.partition("```sh\n")[2].partition("```")[0].splitlines()
    monkeypatch.chdir(tmp_path)
    for line in lines:
        words = shlex.split(line.partition(" > ")[0])
        assert main(["-C", str(stocked.root), *words[1:]]) == 0, line
        assert words[3] == "-" or Path(words[3]).stat().st_size
    assert {words.split()[2] for words in lines} == set(FORMATS)
    assert all(f"{column}," in page or f" {column}." in page or f"{column} (" in page for column in COLUMNS)
