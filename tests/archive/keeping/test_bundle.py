"""An evidence bundle, from a quote to a zip file that anybody checks: by its own script and by ours."""

import gzip
import hashlib
import io
import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import bundle_verifier
from archive.attest import attest
from archive.bundle import Bundled, pack, write_bundle
from archive.bundle_check import Libraries, check_bundle
from archive.bundle_verifier import Member, Openssl, check, read_zip, whole_zip
from archive.cite import cite
from archive.cited_texts import keep_text
from archive.errors import ArchiveError
from archive.keys import load_private
from archive.notes import sign_note
from archive.own_records import OwnRecord, keep_records
from archive.place import Archive
from archive.proofs import prove_inclusion
from archive.quote_bytes import with_bytes
from archive.records import warc_fields
from archive.schema import connect
from archive.show import ARTICLE_KEYS
from archive.signing import change_key
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked
from crawlers.cli import main
from tests.conftest import ROOT, needed

TITLE = "افتتاح الجسر القديم في المدينة"
QUOTE = "ترميم السوق القديم بعد توقف دام عامين"
CONTACT, OPERATOR = "zubayda@watch.example.org", "Operator Zubayda"
AGENT = f"Warraq/0.1.0 (+{CONTACT})"
SITE = "https://almithal.example"
Change = Callable[[dict[str, bytes]], None]


@dataclass
class Stocked:
    """An archive, and the authority that stamped its checkpoint."""

    archive: Archive
    roots: Path

    def bundle(
        self, path: Path, *quotes: str, change: Callable[[Any], None] | None = None, **options: Any
    ) -> Bundled:
        """Write a bundle of quotes; `change` may alter what citing gave."""
        with closing(connect(self.archive.index, readonly=True)) as db:
            passages = [with_bytes(self.archive, db, cite(db, quote)) for quote in quotes or (QUOTE,)]
            for passage in passages:
                if change is not None:
                    change(passage)
            return write_bundle(self.archive, db, path, passages, **options)


def with_contact(group: list[Any], new_record: Any) -> list[Any]:
    """The records of an exchange, its request with a User-Agent as crawls send it."""
    made = []
    for record in group:
        if record.type == "request":
            lines = [f"GET /x HTTP/1.1\r\nHost: almithal.example\r\nUser-Agent: {AGENT}\r\n"]
            lines += ["Accept-Language: ar\r\nX-Token: SECRET123\r\n\r\n"]
            fields = [
                (name, value)
                for name, value in record.headers
                if name in ("WARC-Target-URI", "WARC-Concurrent-To")
            ]
            date, kind = (dict(record.headers)[name] for name in ("WARC-Date", "Content-Type"))
            record = new_record(
                "request",
                "".join(lines).encode(),
                date=date,
                content_type=kind,
                fields=fields,
                record_id=record.record_id,
            )
        made.append(record)
    return made


@pytest.fixture
def groups(wire: Any, page: Any, new_record: Any) -> list[list[Any]]:
    """Three reports, a later capture of the first that was unchanged, a page that repeats the contact."""
    made = [wire.exchange(f"/2026/{n}/", page(f"{TITLE} {n}", n)) for n in (1, 2, 3)]
    first = made[0][0].record_id
    made.append(wire.exchange("/2026/1/", refers_to=first, at="2026-11-23T08:00:00.000001Z"))
    made.append(
        wire.exchange(
            "/2026/9/", page("صفحة تعيد العنوان", 9).replace(b"</h1>", f"</h1><p>{AGENT}</p>".encode())
        )
    )
    return [with_contact(group, new_record) for group in made]


@pytest.fixture
def stocked(
    archive: Archive,
    groups: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Callable[[Archive], Any],
    make_authority: Callable[..., Any],
    trust: Callable[..., None],
) -> Stocked:
    """An archive whose log has a stamped checkpoint over everything that it captured."""
    marker = archive.root / "warraq.toml"
    text = marker.read_text("utf-8").replace('contact = "test@example.org"', f'contact = "{CONTACT}"')
    marker.write_text(text.replace("[operator]\n", f'[operator]\nname = "{OPERATOR}"\n'), encoding="utf-8")
    write_warc(archive, warc_name(1), groups)
    ingest_all(archive)
    authority = make_authority()
    with authority.serving():
        trust(authority)
        assert attest(archive).stamps[0].state == "stamped"
    return Stocked(archive=archive, roots=authority.roots)


@pytest.fixture
def bundle(stocked: Stocked, tmp_path: Path) -> Path:
    """A bundle of one quote."""
    path = tmp_path / "bundle.zip"
    stocked.bundle(path)
    return path


def contents(path: Path) -> dict[str, bytes]:
    """The files of a bundle as Python's own zipfile reads them."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def enclosed(path: Path, *words: str) -> tuple[int, str]:
    """Run the script that is in a bundle: in an empty environment, without a network if it can be."""
    needed("openssl", "openssl")
    command = ["env", "-i", sys.executable, "-I", "-S", str(path), *words]
    alone = shutil.which("unshare")
    if alone and subprocess.run([alone, "-n", "true"], capture_output=True, check=False).returncode == 0:
        command = [alone, "-n", *command]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_the_enclosed_script_checks_its_bundle_in_an_empty_environment_without_a_network(
    bundle: Path,
) -> None:
    code, said = enclosed(bundle)
    assert code == 0, said
    assert "النتيجة: السلامة ثابتة، وجذر الختم الزمني لم يُفحص\n" in said
    assert "Result: integrity ok, timestamp root unchecked\n" in said
    assert re.search(rf"الاقتباس في بايتات الصفحة [0-9-]+: {QUOTE}\n", said)
    assert said.index("كل ملف كما أصدره") < said.index("every file is as")


def test_the_script_checks_a_bundle_from_outside_of_it_too(bundle: Path, tmp_path: Path) -> None:
    script = tmp_path / "verify.py"
    script.write_bytes(contents(bundle)["verify.py"])
    assert enclosed(script, str(bundle)) == enclosed(bundle)
    for words in ((), ("--help",), (str(bundle), str(bundle))):
        code, said = enclosed(script, *words)
        assert code == 2
        assert "python3 FILE.zip" in said
    code, said = enclosed(script, str(tmp_path / "none.zip"))
    assert code == 2
    assert "تعذّر الفحص" in said


def test_with_roots_and_key_from_elsewhere_nothing_is_left_open(bundle: Path, stocked: Stocked) -> None:
    key = stocked.archive.log / "key.pub"
    code, said = enclosed(bundle, "--roots", str(stocked.roots), "--key", str(key), "--json")
    assert code == 0, said
    document = json.loads(said)
    assert document["verdict"]["en"] == "integrity ok, timestamp ok"
    assert document["unchecked"] == []
    assert document["checked"] == {
        "members": 15,
        "records": 2,
        "proofs": 1,
        "checkpoints": 1,
        "stamps": 1,
        "passages": 1,
    }
    assert check_bundle(bundle, roots=[str(stocked.roots)], key=key).document() == document


def test_roots_may_be_those_of_one_authority(bundle: Path, stocked: Stocked) -> None:
    assert check_bundle(bundle, roots=[f"first={stocked.roots}"]).verdict[1] == "integrity ok, timestamp ok"
    other = check_bundle(bundle, roots=[f"second={stocked.roots}"])
    assert other.verdict[1] == "integrity ok, timestamp root unchecked"


def test_roots_and_keys_of_others_are_told(
    bundle: Path, make_authority: Any, make_archive: Any, tmp_path: Path
) -> None:
    other = make_authority().roots
    strange = make_archive(tmp_path / "other").log / "key.pub"
    for backend in (Openssl(), Libraries()):
        report = check(str(bundle), roots={"": other.read_bytes()}, backend=backend)
        assert [one["what"] for one in report.failures] == ["stamp"]
        assert report.failures[0]["where"].endswith(".first.tsr")
        report = check(str(bundle), key=strange.read_text(), backend=backend)
        assert [one["what"] for one in report.failures] == ["key"]


def test_records_are_the_archives_own_members_and_other_tools_read_them(
    bundle: Path, stocked: Stocked, groups: Any
) -> None:
    files = contents(bundle)
    document = json.loads(files["bundle.json"])
    (capture,) = document["captures"]
    data = files["records.warc.gz"]
    warc = (stocked.archive.warcs / capture["warc"]).read_bytes()
    with closing(connect(stocked.archive.index, readonly=True)) as db:
        row = db.execute(
            "SELECT offset, length FROM captures WHERE record_id = ?", (capture["record_id"],)
        ).fetchone()
    assert data.startswith(warc[row["offset"] : row["offset"] + row["length"]])
    read = [one.rec_headers.get_header("WARC-Record-ID") for one in ArchiveIterator(io.BytesIO(data))]
    assert read == [f"<urn:uuid:{one['id']}>" for one in capture["records"]]
    leaf = json.loads(prove_inclusion(stocked.archive, capture["record_id"]).leaf)
    for kind, one in zip(("response", "metadata"), capture["records"], strict=True):
        assert leaf[kind] == {"id": one["id"], "sha256": one["sha256"]}
    assert capture["left_out"] == [
        {"id": leaf["request"]["id"], "type": "request", "why": "its User-Agent names the operator's contact"}
    ]


def test_nothing_in_a_bundle_names_the_operator_unless_requests_are_asked_for(
    stocked: Stocked, bundle: Path, tmp_path: Path
) -> None:
    def spread(path: Path) -> bytes:
        files = contents(path)
        packed = files.pop("records.warc.gz")
        return b"\n".join([path.read_bytes(), *files.values(), gzip.decompress(packed)])

    secrets = [CONTACT, OPERATOR, "SECRET123", str(stocked.archive.root), "PRIVATE KEY"]
    everything = spread(bundle)
    assert not [secret for secret in secrets if secret.encode() in everything]
    assert b"Warraq/0.1.0" in everything
    whole = tmp_path / "whole.zip"
    stocked.bundle(whole, requests=True)
    assert CONTACT.encode() in spread(whole)
    assert check_bundle(whole).checked["records"] == 3


def test_how_a_page_was_captured_is_summed_up_without_who_captured_it(
    stocked: Stocked,
    wire: Any,
    page: Any,
    new_record: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Any,
    tmp_path: Path,
) -> None:
    date = "2026-11-21T08:00:00.000001Z"
    about = (("software", "Warraq/0.1.0"), ("operator", OPERATOR), ("robots", "obey"))
    info = new_record(
        "warcinfo",
        warc_fields((*about, ("http-header-user-agent", AGENT))),
        date=date,
        content_type="application/warc-fields",
        record_id=wire.id(),
    )
    answer = "20261121080000\nalmithal.example.\t0\tIN\tA\t192.0.2.7\n"
    dns = new_record(
        "response",
        answer.encode(),
        date=date,
        content_type="text/dns",
        fields=[("WARC-Target-URI", "dns:almithal.example")],
        record_id=wire.id(),
    )
    group = with_contact(wire.exchange("/2026/61/", page("خبر الشهادة", 61)), new_record)
    lines = b"".join(group[2].block.chunks())
    lines += b"tlsVersion: 1.3\r\ntlsCipher: TLS_AES_256_GCM_SHA384\r\ntlsServerName: almithal.example\r\n"
    lines += b"tlsCertificateSha256: " + b"a" * 64 + b"\r\npeerPort: 443\r\nfetchTimeMs: 12\r\n"
    fields = [
        (name, value) for name, value in group[2].headers if name in ("WARC-Target-URI", "WARC-Concurrent-To")
    ]
    group[2] = new_record(
        "metadata",
        lines,
        date=date,
        content_type="application/warc-fields",
        fields=fields,
        record_id=wire.id(),
    )
    write_warc(stocked.archive, warc_name(2), [[info], [dns], group])
    ingest_all(stocked.archive)
    stocked.bundle(tmp_path / "b.zip", f"{SITE}/2026/61/")
    files = contents(tmp_path / "b.zip")
    facts = json.loads(files["provenance.json"])[group[0].record_id]
    assert facts["software"] == facts["user_agent"] == "Warraq/0.1.0"
    assert facts["request"] == {
        "line": "GET /x HTTP/1.1",
        "headers": [
            ["Host", "almithal.example"],
            ["User-Agent", "Warraq/0.1.0"],
            ["Accept-Language", "ar"],
            ["X-Token", None],
        ],
    }
    assert facts["dns"] == {"at": date, "addresses": ["192.0.2.7"]}
    assert facts["tls"] == {
        "version": "1.3",
        "cipher": "TLS_AES_256_GCM_SHA384",
        "server_name": "almithal.example",
        "certificates_sha256": ["a" * 64],
        "verified": True,
    }
    assert (facts["robots"], facts["robots_policy"], facts["server"]["port"]) == ("allowed", "obey", 443)
    sheet = files["index.html"].decode()
    assert "192.0.2.7" in sheet
    assert "TLS_AES_256_GCM_SHA384" in sheet
    assert OPERATOR not in sheet + files["provenance.json"].decode()


def test_a_contact_that_the_archive_had_earlier_is_kept_back_as_well(
    stocked: Stocked, tmp_path: Path
) -> None:
    marker = stocked.archive.root / "warraq.toml"
    marker.write_text(marker.read_text("utf-8").replace(CONTACT, "new@example.org"), encoding="utf-8")
    with pytest.raises(ArchiveError, match="repeats the operator's contact"):
        stocked.bundle(tmp_path / "b.zip", f"{SITE}/2026/9/")
    stocked.bundle(tmp_path / "b.zip", f"{SITE}/2026/9/", requests=True)


def test_a_revisit_brings_the_response_it_refers_to_with_a_proof_of_its_own(
    stocked: Stocked, groups: Any, tmp_path: Path
) -> None:
    revisit, response = groups[3][0].record_id, groups[0][0].record_id

    def later(passage: Any) -> None:
        passage["article"]["capture"]["record_id"] = revisit

    path = tmp_path / "b.zip"
    made = stocked.bundle(path, f"{SITE}/2026/1/", change=later)
    assert made.captures == 2
    document = json.loads(contents(path)["bundle.json"])
    assert [one["record_id"] for one in document["captures"]] == [revisit, response]
    report = check_bundle(path)
    assert (report.ok, report.checked["proofs"], report.checked["records"]) == (True, 2, 4)
    with closing(connect(stocked.archive.index)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM captures WHERE record_id = ?", (response,))
        db.commit()
    with pytest.raises(ArchiveError, match="a revisit cannot stand without the response"):
        stocked.bundle(tmp_path / "c.zip", f"{SITE}/2026/2/", change=later)


def test_a_withdrawn_record_is_not_bundled(
    stocked: Stocked, groups: Any, readers: Any, tmp_path: Path
) -> None:
    with closing(connect(stocked.archive.index, readonly=True)) as db:
        passage = cite(db, f"{SITE}/2026/2/")
    asked = Asked(record_ids=(groups[1][0].record_id,))
    withdraw(stocked.archive, asked, "by order", "court", readers=readers)
    with (
        closing(connect(stocked.archive.index, readonly=True)) as db,
        pytest.raises(ArchiveError, match="was withdrawn at"),
    ):
        write_bundle(stocked.archive, db, tmp_path / "b.zip", [passage])
    assert not (tmp_path / "b.zip").exists()
    stocked.bundle(tmp_path / "b.zip", f"{SITE}/2026/3/")
    assert check_bundle(tmp_path / "b.zip").ok


def test_several_passages_share_records_and_proofs(stocked: Stocked, tmp_path: Path) -> None:
    path = tmp_path / "case.zip"
    wanted = (QUOTE, f"{SITE}/2026/1/", f"{SITE}/2026/2/")
    made = stocked.bundle(
        path, *wanted, change=lambda one: one.update(note="<b>مهم</b>\nسطر"), title="ملف القضية"
    )
    files = contents(path)
    document = json.loads(files["bundle.json"])
    assert made.captures == len(document["captures"]) == 2
    assert document["title"] == "ملف القضية"
    assert [name for name in files if name.startswith("articles/")] == ["articles/1.json", "articles/2.json"]
    passages = [json.loads(files[name]) for name in document["passages"]]
    assert [one["article"] for one in passages] == ["articles/1.json", "articles/1.json", "articles/2.json"]
    assert [one["note"] for one in passages] == ["<b>مهم</b>\nسطر"] * 3
    assert "&lt;b&gt;مهم" in files["index.html"].decode()
    assert enclosed(path)[0] == 0


def test_a_capture_that_no_checkpoint_is_over_gets_one_first(
    stocked: Stocked, wire: Any, page: Any, write_warc: Any, warc_name: Any, ingest_all: Any, tmp_path: Path
) -> None:
    write_warc(stocked.archive, warc_name(2), [wire.exchange("/2026/50/", page("خبر متأخر", 50))])
    ingest_all(stocked.archive)
    made = stocked.bundle(tmp_path / "b.zip", f"{SITE}/2026/50/")
    assert made.attested is not None
    assert made.attested.stamps[0].state == "pending"
    assert len(made.unstamped) == 1
    report = check_bundle(tmp_path / "b.zip")
    assert report.verdict[1] == "integrity ok, no timestamp"


def test_an_imported_report_is_bundled_and_plainly_said_to_have_no_proof(
    stocked: Stocked, make_wire: Any, page: Any, write_warc: Any, tmp_path: Path, readers: Any
) -> None:
    from archive.imports import ingest_paths

    folder = tmp_path / "someone" / "secret-folder"
    group = make_wire(prefix=7).exchange("/2026/70/", page("خبر مستورد", 70))
    (folder / "a").mkdir(parents=True)
    holder = Archive(folder)
    write_warc(holder, "a/third.warc.gz", [group[:1]])
    ingest_paths(stocked.archive, [folder])
    made = stocked.bundle(tmp_path / "b.zip", f"{SITE}/2026/70/")
    assert [record for record, _ in made.unproven] == [group[0].record_id]
    files = contents(tmp_path / "b.zip")
    assert "secret-folder" not in b"".join(files.values()).decode("utf-8", "replace")
    assert "there is no leaf and no proof" in files["index.html"].decode()
    report = check_bundle(tmp_path / "b.zip")
    assert report.ok
    assert report.verdict[1] == "integrity ok, no timestamp"
    assert any(one.startswith("no proof (imported") for one in report.document()["unchecked"])


def test_keys_that_followed_one_another_are_checked(stocked: Stocked, tmp_path: Path) -> None:
    old = (stocked.archive.log / "key.pub").read_text()
    change_key(stocked.archive)
    change_key(stocked.archive)
    path = tmp_path / "b.zip"
    stocked.bundle(path)
    assert {"keys/0001.note", "keys/0002.note"} < contents(path).keys()
    for backend in (Openssl(), Libraries()):
        assert check(str(path), key=old, backend=backend).ok
    forge(
        path,
        tmp_path / "f.zip",
        stocked,
        lambda files: files.update({"keys/0001.note": files["keys/0002.note"]}),
    )
    assert failing(tmp_path / "f.zip") == [("key", "keys/0001.note")]


def test_pictures_that_the_archive_kept_of_a_page_come_along_when_asked_for(
    stocked: Stocked, groups: Any, tmp_path: Path
) -> None:
    picture = OwnRecord(
        type="resource",
        role="screenshot",
        url=f"{SITE}/2026/1/",
        content_type="image/png",
        block=b"\x89PNG",
        refers_to=groups[0][0].record_id,
    )
    keep_records(stocked.archive, "almithal", [picture])
    for pictures, kinds in ((False, ["response"]), (True, ["response", "resource"])):
        path = tmp_path / f"{pictures}.zip"
        stocked.bundle(path, pictures=pictures)
        document = json.loads(contents(path)["bundle.json"])
        assert [one["kind"] for one in document["captures"]] == kinds
        report = check_bundle(path)
        assert report.ok, report.failures
        assert report.checked["proofs"] == len(kinds)


def test_the_text_that_was_cited_comes_along_as_a_record_of_its_own(stocked: Stocked, tmp_path: Path) -> None:
    with closing(connect(stocked.archive.index, readonly=True)) as db:
        kept = keep_text(stocked.archive, db, cite(db, QUOTE)["article"])
    path = tmp_path / "b.zip"
    stocked.bundle(path, change=lambda one: one.update(conversion=kept))
    document = json.loads(contents(path)["bundle.json"])
    assert [one["kind"] for one in document["captures"]] == ["response", "conversion"]
    assert [one["type"] for one in document["captures"][1]["records"]] == ["conversion"]
    report = check_bundle(path, roots=[str(stocked.roots)])
    assert report.ok, report.failures
    assert report.verdict[1] == "integrity ok, timestamp ok"
    change = edited(
        "articles/1.json",
        ("body", "نص"),
        ("body_digest", "sha256:" + hashlib.sha256("نص".encode()).hexdigest()),
    )
    forge(path, tmp_path / "f.zip", stocked, change)
    assert failing(tmp_path / "f.zip") == [("passage", "articles/1.json")]


def test_bytes_of_the_page_that_hold_the_quote_are_read_by_the_script(
    stocked: Stocked,
    wire: Any,
    page: Any,
    new_record: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Any,
    tmp_path: Path,
) -> None:
    """A page sent in chunks, compressed, with tags and entities within the quote."""
    markup = page("خبر مقطّع", 60).replace(
        "السوق القديم بعد".encode(), "<b>السوق&nbsp;القد</b><i>يم</i> &#1576;عد".encode()
    )
    body = gzip.compress(markup)
    framed = (
        b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in (body[:700], body[700:])) + b"0\r\n\r\n"
    )
    head = b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
    head += b"Transfer-Encoding: chunked\r\n\r\n"
    group = wire.exchange("/2026/60/", b"")
    told = [
        ("WARC-Target-URI", f"{SITE}/2026/60/"),
        ("WARC-Payload-Digest", "sha256:" + hashlib.sha256(body).hexdigest()),
    ]
    group[0] = new_record(
        "response",
        head + framed,
        date=dict(group[0].headers)["WARC-Date"],
        content_type="application/http;msgtype=response",
        fields=told,
        record_id=group[0].record_id,
    )
    write_warc(stocked.archive, warc_name(2), [group])
    ingest_all(stocked.archive)
    quote = QUOTE + " بسبب نقص التمويل أعلنت بلدية المدينة صباح اليوم بدء أعمال رقم 60"
    path = tmp_path / "b.zip"
    with closing(connect(stocked.archive.index, readonly=True)) as db:
        passage = with_bytes(stocked.archive, db, cite(db, quote))
        assert passage["article"]["url"] == f"{SITE}/2026/60/"
        assert len(passage["quote"]["html"]["ranges"]) > 2
        write_bundle(stocked.archive, db, path, [passage])
    assert failing(path) == []
    spans = ", ".join(f"{one['start']}-{one['end']}" for one in passage["quote"]["html"]["ranges"])
    assert f"the quote stands at bytes {spans} of the page" in enclosed(path)[1]
    forge(path, tmp_path / "f.zip", stocked, edited("passages/1.json", ("quote.html.ranges.0.start", 5)))
    assert failing(tmp_path / "f.zip") == [("passage", "passages/1.json")]
    passage["quote"]["html"]["ranges"][0]["end"] -= 2
    with closing(connect(stocked.archive.index, readonly=True)) as db:
        write_bundle(stocked.archive, db, path, [passage], force=True)
    quote = json.loads(contents(path)["passages/1.json"])["quote"]
    assert (quote["html"], quote["html_reason"]) == (None, "reads-otherwise")
    assert "the quote stands in the text of the page" in enclosed(path)[1]


def test_documents_are_what_the_schemas_say(stocked: Stocked, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip(
        "jsonschema", reason="jsonschema (requirements-dev.txt) is not installed"
    )
    path = tmp_path / "b.zip"
    stocked.bundle(path, QUOTE, f"{SITE}/2026/2/")
    files = contents(path)
    kinds = {"manifest.json": "manifest", "bundle.json": "document", "provenance.json": "provenance"}
    seen = set()
    for name, content in files.items():
        kind = kinds.get(name) or {"articles": "article", "passages": "passage"}.get(name.split("/")[0])
        if kind is not None:
            schema = json.loads((ROOT / "archive" / "schemas" / f"bundle-{kind}.json").read_text("utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.Draft202012Validator(schema).validate(json.loads(content))
            seen.add(kind)
    assert seen == {
        path.stem.removeprefix("bundle-") for path in (ROOT / "archive" / "schemas").glob("bundle-*")
    }


def test_a_passage_is_a_web_annotation_of_what_the_text_says(bundle: Path) -> None:
    files = contents(bundle)
    passage, article = json.loads(files["passages/1.json"]), json.loads(files["articles/1.json"])
    assert set(ARTICLE_KEYS) <= article.keys()
    by_type = {one["type"]: one for one in passage["annotation"]["target"]["selector"]}
    place, quote = by_type["TextPositionSelector"], by_type["TextQuoteSelector"]
    body = article["body"]
    assert body[place["start"] : place["end"]] == quote["exact"] == QUOTE
    assert body.startswith(quote["prefix"], place["start"] - len(quote["prefix"]))
    assert body.startswith(quote["suffix"], place["end"])
    assert passage["annotation"]["target"]["state"]["sourceDate"] == article["capture"]["captured_at"]


def test_the_cover_sheet_needs_nothing_from_outside_and_runs_nothing(
    stocked: Stocked, bundle: Path, tmp_path: Path
) -> None:
    text = contents(bundle)["index.html"].decode()
    assert not re.search(r"<script|<link|<img|<iframe|src=|href=|url\(|@import", text)
    assert "default-src 'none'" in text
    assert '<html lang="ar" dir="rtl">' in text
    assert f"<mark>{QUOTE}</mark>" in text
    for needful in (
        "للتيسير وليس مستقلاً",
        "not independent",
        "not from this bundle",
        "Not that the outlet sent these bytes",
    ):
        assert needful in text
    hostile = "<script>alert(1)</script>\u202e\x1b[2J"

    def poison(passage: Any) -> None:
        passage["note"] = passage["article"]["title"] = passage["article"]["published_raw"] = hostile

    stocked.bundle(tmp_path / "h.zip", f"{SITE}/2026/2/", change=poison)
    text = contents(tmp_path / "h.zip")["index.html"].decode()
    assert "<script" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text


# --- Whatever is changed is noticed, by both, and where is told.


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def places_of_headers(data: bytes) -> set[int]:
    """Every byte of the zip that is not in the packed contents of a file."""
    places, at = set(range(len(data))), 0
    for one in read_zip(data):
        begin = at + 30 + len(one.name)
        places -= set(range(begin, begin + len(one.packed)))
        at = begin + len(one.packed)
    return places


@pytest.mark.parametrize("sample", [1500, pytest.param(None, marks=pytest.mark.soak)])
def test_no_flipped_byte_is_missed(bundle: Path, tmp_path: Path, sample: int | None) -> None:
    """Every byte of the headers and some of the rest, or all: a bit of each, chosen at random."""
    data, target, chance = bundle.read_bytes(), tmp_path / "flipped.zip", random.Random(3161)
    headers = places_of_headers(data)
    rest = sorted(set(range(len(data))) - headers)
    for place in sorted(headers) + (rest if sample is None else chance.sample(rest, sample)):
        target.write_bytes(flipped(data, place, chance.randrange(8)))
        report = check_bundle(target)
        assert not report.ok, place
        assert all(one["where"] and one["what"] in bundle_verifier.WHAT for one in report.failures), place
    target.write_bytes(data)
    assert check_bundle(target).ok


@pytest.mark.parametrize("turns", [40, pytest.param(1000, marks=pytest.mark.soak)])
def test_the_enclosed_script_and_verify_agree_on_any_change(bundle: Path, tmp_path: Path, turns: int) -> None:
    data, target, chance = bundle.read_bytes(), tmp_path / "changed.zip", random.Random(9162)
    for turn in range(turns):
        place = chance.randrange(len(data))
        what = ("flip", "cut", "grow", "drop", "swap")[turn % 5]
        changed = {
            "flip": flipped(data, place, turn % 8),
            "cut": data[:place],
            "grow": data[:place] + chance.randbytes(1 + turn % 9) + data[place:],
            "drop": data[:place] + data[place + 1 + turn % 9 :],
            "swap": data[place:] + data[:place],
        }[what]
        target.write_bytes(changed)
        ours = check_bundle(target).document()
        assert not ours["ok"], (what, place)
        assert check(str(target), backend=Openssl()).document() == ours
    target.write_bytes(data)
    assert check(str(target), backend=Openssl()).document() == check_bundle(target).document()


def forge(path: Path, target: Path, stocked: Stocked, change: Change) -> None:
    """Change the files of a bundle and make manifest, signature and zip anew, as the key's holder could."""
    files = {one.name: bundle_verifier.unpack(one) for one in read_zip(path.read_bytes())[:-2]}
    change(files)
    members = [pack(name, content) for name, content in files.items()]
    before = bundle_verifier.local_part(members)
    manifest = json.dumps(
        {
            "format": "warraq-bundle/1",
            "before": [len(before), hashlib.sha256(before).hexdigest()],
            "members": [[name, len(data), hashlib.sha256(data).hexdigest()] for name, data in files.items()],
        }
    ).encode()
    origin = json.loads(files["bundle.json"])["origin"]
    text = f"{origin}/bundle\nwarraq-bundle/1\n{hashlib.sha256(manifest).hexdigest()}\n"
    note = sign_note(text, origin, load_private(stocked.archive.log))
    target.write_bytes(whole_zip([*members, pack("manifest.json", manifest), pack("manifest.note", note)]))


def failing(path: Path) -> list[tuple[str, str]]:
    """What fails and where, the same by both."""
    ours = check_bundle(path)
    theirs = check(str(path), backend=Openssl())
    assert ours.document() == theirs.document()
    return [(one["what"], one["where"]) for one in ours.failures]


def edited(name: str, *changes: tuple[str, Any]) -> Change:
    """Sets values in a JSON document: a path of keys with dots, and what goes there."""

    def run(files: dict[str, bytes]) -> None:
        document = json.loads(files[name])
        for path, value in changes:
            place: Any = document
            *steps, last = [int(key) if key.isdecimal() else key for key in path.split(".")]
            for step in steps:
                place = place[step]
            place[last] = value
        files[name] = json.dumps(document).encode()

    return run


PROOF, RECORD = "proofs/1.txt", "00000000-0000-0001-0000-000000000001"


def test_whoever_holds_the_key_cannot_change_what_is_under_the_checkpoint(
    bundle: Path, stocked: Stocked, tmp_path: Path
) -> None:
    files = contents(bundle)
    proof = files[PROOF].decode()
    digit = re.search(r"index (\d+)", proof)
    assert digit is not None
    token = next(name for name in files if name.endswith(".tsr"))
    note = token.replace(".first.tsr", ".note")

    def other_page(held: dict[str, bytes]) -> None:
        changed = held["records.warc.gz"]
        whole = gzip.decompress(changed)
        begin, rest = whole.split(b"WARC/1.1\r\nWARC-Type: metadata", 1)
        forged = begin.replace("عامين".encode(), "شهرين".encode())
        held["records.warc.gz"] = gzip.compress(forged) + gzip.compress(
            b"WARC/1.1\r\nWARC-Type: metadata" + rest
        )
        digest = hashlib.sha256(forged.removesuffix(b"\r\n\r\n")).hexdigest()
        edited("bundle.json", ("captures.0.records.0.sha256", digest))(held)

    cases: list[tuple[Change, tuple[str, str]]] = [
        (other_page, ("leaf", PROOF)),
        (edited("bundle.json", ("captures.0.records.0.sha256", "0" * 64)), ("record", RECORD)),
        (edited("bundle.json", ("captures.0.captured_at", "2026-11-20T08:00:00.000001Z")), ("leaf", PROOF)),
        (edited("bundle.json", ("captures.0.leaf_salt", "0" * 32)), ("leaf", PROOF)),
        (edited("bundle.json", ("captures.0.url", SITE)), ("record", RECORD)),
        (edited("bundle.json", ("checkpoints.0.stamps.0.at", "2026-01-01T00:00:00Z")), ("stamp", token)),
        (edited("bundle.json", ("checkpoints", [])), ("proof", PROOF)),
        (edited("articles/1.json", ("body", "نص آخر")), ("passage", "articles/1.json")),
        (
            edited("articles/1.json", ("capture.payload_digest", "sha256:" + "0" * 64)),
            ("passage", "articles/1.json"),
        ),
        (edited("passages/1.json", ("quote.exact", "قول آخر")), ("passage", "passages/1.json")),
        (
            edited("passages/1.json", ("annotation.target.selector.1.start", 1)),
            ("passage", "passages/1.json"),
        ),
        (lambda held: held.update({PROOF: proof.replace(digit[0], "index 3").encode()}), ("proof", PROOF)),
        (lambda held: held.update({PROOF: held[PROOF].replace(b"\n\n", b"\nAAAA\n\n", 1)}), ("proof", PROOF)),
        (lambda held: held.update({token: held[token][:-1]}), ("stamp", token)),
        (lambda held: held.update({token: held[token] + b"\0"}), ("stamp", token)),
        (
            lambda held: held.update({note: held[note].replace(b"\n\n", b"\nmore\n\n", 1)}),
            ("checkpoint", note),
        ),
    ]
    for number, (change, wanted) in enumerate(cases):
        forge(bundle, tmp_path / "forged.zip", stocked, change)
        assert wanted in failing(tmp_path / "forged.zip"), number


def test_a_stamp_is_held_against_roots_at_its_own_time(
    stocked: Stocked, make_authority: Any, bundle: Path, tmp_path: Path
) -> None:
    """Tokens of RSA and EC; one from an authority whose certificate had expired; one of another note."""
    from archive.stamps import request_of

    name = next(one for one in contents(bundle) if one.endswith(".tsr"))
    note = contents(bundle)[name.replace(".first.tsr", ".note")]

    def stamped(authority: Any, text: bytes) -> Change:
        request = request_of(text)
        token = authority.answer(request)
        at = bundle_verifier.read_stamp(token, request, text, "x").at

        def run(files: dict[str, bytes]) -> None:
            files.update({name: token, name.replace(".tsr", ".tsq"): request})
            edited("bundle.json", ("checkpoints.0.stamps.0.at", at))(files)

        return run

    target = tmp_path / "f.zip"
    for kind in ("ec", "rsa"):
        good, expired = make_authority(kind), make_authority(kind, lasts=bundle_days(-2))
        forge(bundle, target, stocked, stamped(good, note))
        assert both(target, good.roots) == []
        assert both(target, expired.roots) == ["stamp"]
        forge(bundle, target, stocked, stamped(expired, note))
        assert both(target, expired.roots) == ["stamp"]
        forge(bundle, target, stocked, stamped(good, b"another note"))
        assert both(target, good.roots) == ["stamp"]


def bundle_days(count: int) -> Any:
    from datetime import timedelta

    return timedelta(days=count)


def both(path: Path, roots: Path) -> list[str]:
    """What fails with these roots, the same by both."""
    reports = [
        check(str(path), roots={"": roots.read_bytes()}, backend=one) for one in (Openssl(), Libraries())
    ]
    found = [[failure["what"] for failure in report.failures] for report in reports]
    assert found[0] == found[1]
    return found[0]


def bomb(name: str, size: int) -> Member:
    """A member that unpacks to far more than its packed bytes."""
    one = pack(name, b"\0" * (1 << 20))
    return one._replace(size=size)


@pytest.mark.parametrize(
    "members",
    [
        [bomb("a", 1 << 20)],
        [bomb("a", 1 << 31)],
        [bomb(f"a{n}", 50 << 20) for n in range(9)],
        [pack("../evil", b"x")],
        [pack("a/../../evil", b"x")],
        [pack("C:evil", b"x")],
        [pack("a", b"x"), pack("A", b"y")],
        [pack("a", b"x")._replace(method=12)],
        [pack("manifest.json", b"[" * 100_000), pack("manifest.note", b"x")],
        [pack("manifest.json", b'{"format": "warraq-bundle/1", "members": 1' + b"0" * 5000 + b"}")],
        [pack("manifest.json", b"null")],
    ],
)
def test_hostile_files_are_refused_without_harm(members: list[Member], tmp_path: Path) -> None:
    path = tmp_path / "hostile.zip"
    path.write_bytes(whole_zip(members))
    assert failing(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + b"\0" * 18, b"PK\5\6" + b"\xff" * 18, b"x" * 100])
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "none.zip"
    path.write_bytes(data)
    assert [what for what, _ in failing(path)] == ["zip"]


def test_a_record_that_unpacks_without_end_is_refused(bundle: Path, stocked: Stocked, tmp_path: Path) -> None:
    heavy = gzip.compress(b"WARC/1.1\r\nContent-Length: 1\r\n\r\n" + b"\0" * (65 << 20))
    forge(bundle, tmp_path / "b.zip", stocked, lambda files: files.update({"records.warc.gz": heavy}))
    assert [what for what, _ in failing(tmp_path / "b.zip")] == ["record"]


# --- The script, the commands.


def test_the_script_is_python_of_3_8_and_needs_the_standard_library_alone() -> None:
    import ast

    tree = ast.parse(Path(bundle_verifier.__file__).read_text("utf-8"), feature_version=(3, 8))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
        )
    }
    assert names <= sys.stdlib_module_names
    later = {
        "removeprefix",
        "removesuffix",
        "pairwise",
        "file_digest",
        "bit_count",
        "TaskGroup",
        "StrEnum",
        "UTC",
    }
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & later


def test_the_script_that_is_enclosed_is_the_one_that_is_shipped(bundle: Path) -> None:
    """It lacks what says what it does, not what it does."""
    import ast

    def bare(source: bytes) -> str:
        tree = ast.parse(source, feature_version=(3, 8))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                node.returns = None
            elif isinstance(node, ast.arg):
                node.annotation = None
            if (
                isinstance(node, ast.FunctionDef | ast.ClassDef)
                and ast.get_docstring(node, clean=False) is not None
            ):
                node.body = node.body[1:]
        return ast.unparse(tree)

    script = contents(bundle)["verify.py"]
    assert bare(script) == bare(Path(bundle_verifier.__file__).read_bytes())
    assert b"    #" not in script


def test_a_script_without_openssl_says_that_it_cannot_check(bundle: Path) -> None:
    done = subprocess.run(
        ["env", "-i", "PATH=/nowhere", sys.executable, "-I", str(bundle)], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert "تعذّر الفحص" in done.stderr.decode()
    assert "openssl is not installed" in done.stderr.decode()


def test_cite_writes_a_bundle_and_verify_checks_it(
    stocked: Stocked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.zip"
    words = ["-C", str(stocked.archive.root), "cite", QUOTE, "--bundle", str(path)]
    assert main([*words, "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)["bundle"]
    assert document["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document["bytes"] == path.stat().st_size
    assert document["sha256"] in said.err
    assert main(words) == 1
    assert "--force" in capsys.readouterr().err
    assert main([*words, "--force"]) == 0
    capsys.readouterr()
    key = stocked.archive.log / "key.pub"
    assert main(["verify", str(path), "--roots", str(stocked.roots), "--key", str(key)]) == 0
    assert "verdict: integrity ok, timestamp ok" in capsys.readouterr().out
    path.write_bytes(flipped(path.read_bytes(), 1000, 3))
    assert main(["verify", str(path), "--json"]) == 4
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert report["failures"][0]["where"]
    assert main(["verify", "--key", str(key)]) == 2


def test_a_quote_that_no_report_holds_makes_no_bundle(
    stocked: Stocked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.zip"
    assert (
        main(["-C", str(stocked.archive.root), "cite", "قول لم يقله أحد في أي خبر", "--bundle", str(path)])
        == 0
    )
    assert "No report" in capsys.readouterr().err
    assert not path.exists()
    with (
        closing(connect(stocked.archive.index, readonly=True)) as db,
        pytest.raises(ArchiveError, match="no passage"),
    ):
        write_bundle(stocked.archive, db, path, [])
    assert not path.exists()


def test_a_bundle_is_not_written_when_the_key_is_not_there_to_sign(stocked: Stocked, tmp_path: Path) -> None:
    (stocked.archive.log / "key.pem").unlink()
    with pytest.raises(ArchiveError, match=r"key\.pem"):
        stocked.bundle(tmp_path / "b.zip")
    assert not list(tmp_path.glob("*.zip")) + list(tmp_path.glob(".*.part"))
