"""The signature of a WACZ, and WACZ files held against themselves."""

import base64
import hashlib
import json
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from archive.errors import ArchiveError
from archive.place import Archive
from archive.wacz_check import DIGEST, PACKAGE, check_wacz, is_wacz
from archive.wacz_commands import check_and_print_wacz
from archive.wacz_signature import FIELDS, PRIVATE, PUBLIC, fingerprint_in
from crawlers.cli import main
from tests.conftest import needed

Members = dict[str, bytes]


@pytest.fixture
def exported(
    archive: Archive,
    wire: Any,
    page: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Callable[[Archive], Any],
    tmp_path: Path,
) -> Path:
    """A signed WACZ of two reports."""
    groups = [
        wire.exchange("/2026/one/", page("افتتاح الجسر", 1)),
        wire.exchange("/2026/two/", page("خبر", 2)),
    ]
    write_warc(archive, warc_name(1), groups)
    ingest_all(archive)
    path = tmp_path / "signed.wacz"
    assert main(["-C", str(archive.root), "export", "wacz", str(path), "--sign"]) == 0
    return path


def members(path: Path) -> Members:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def rewritten(path: Path, files: Members) -> Path:
    """The members as a zip of their own."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    target = path.with_name("rewritten.wacz")
    target.write_bytes(buffer.getvalue())
    return target


def signed_data(path: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(members(path)[DIGEST])["signedData"]
    return found


def whats(path: Path) -> set[tuple[str, str]]:
    report = check_wacz(path)
    assert report.ok == (not report.failures)
    return {(failure["what"], failure["where"]) for failure in report.failures}


def test_a_signed_wacz_holds_and_names_its_key(archive: Archive, exported: Path) -> None:
    report = check_wacz(exported, fingerprint_in(archive.log / PUBLIC))
    assert (report.ok, report.failures, report.unchecked, report.members) == (True, [], [], 3)
    assert report.signed is not None
    assert report.signed.key == fingerprint_in(archive.log / PUBLIC)
    assert is_wacz(exported)


def test_the_signature_is_what_the_specification_and_its_readers_want(exported: Path) -> None:
    """As a browser checks it: P-384, SHA-256, r and s of 48 bytes, over the text of the hash."""
    files, data = members(exported), signed_data(exported)
    assert set(data) == FIELDS
    assert data["hash"] == "sha256:" + hashlib.sha256(files[PACKAGE]).hexdigest()
    assert data["created"] == json.loads(files[PACKAGE])["created"]
    key = serialization.load_der_public_key(base64.b64decode(data["publicKey"]))
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP384R1)
    raw = base64.b64decode(data["signature"])
    assert len(raw) == 96
    r, s = int.from_bytes(raw[:48], "big"), int.from_bytes(raw[48:], "big")
    key.verify(encode_dss_signature(r, s), data["hash"].encode(), ec.ECDSA(hashes.SHA256()))


def test_openssl_finds_the_same_fingerprint(archive: Archive, exported: Path) -> None:
    command = [needed("openssl", "openssl"), "pkey", "-pubin", "-in", archive.log / PUBLIC, "-outform", "DER"]
    der = subprocess.run(command, check=True, capture_output=True).stdout
    assert fingerprint_in(archive.log / PUBLIC) == "sha256:" + hashlib.sha256(der).hexdigest()


def test_the_key_is_made_once_and_readable_by_its_owner_alone(archive: Archive, exported: Path) -> None:
    path = archive.log / PRIVATE
    before = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    again = exported.with_name("again.wacz")
    assert main(["-C", str(archive.root), "export", "wacz", str(again), "--sign"]) == 0
    assert path.read_bytes() == before
    assert signed_data(again)["publicKey"] == signed_data(exported)["publicKey"]
    lines = [line for line in before.splitlines() if not line.startswith(b"-----")]
    assert not any(line in content for line in lines for content in members(again).values())


def test_a_key_that_is_none_is_named(archive: Archive, exported: Path) -> None:
    (archive.log / PRIVATE).write_bytes((archive.log / "key.pem").read_bytes())
    target = exported.with_name("none.wacz")
    assert main(["-C", str(archive.root), "export", "wacz", str(target), "--sign"]) == 1
    assert not target.exists()
    with pytest.raises(ArchiveError, match="no ECDSA key"):
        fingerprint_in(archive.log / "key.pub")


def test_without_a_signature_it_holds_and_says_that_it_has_none(archive: Archive, exported: Path) -> None:
    plain = exported.with_name("plain.wacz")
    assert main(["-C", str(archive.root), "export", "wacz", str(plain)]) == 0
    report = check_wacz(plain)
    assert (report.ok, report.signed) == (True, None)
    assert not check_wacz(plain, fingerprint_in(archive.log / PUBLIC)).ok


def test_every_changed_byte_of_every_member_is_found(exported: Path) -> None:
    files = members(exported)
    for name, content in files.items():
        for place in range(0, len(content), max(1, len(content) // 40)):
            changed = bytearray(content)
            changed[place] ^= 0x01
            assert whats(rewritten(exported, files | {name: bytes(changed)})) or benign(
                files[name], bytes(changed)
            ), (name, place)


def benign(before: bytes, after: bytes) -> bool:
    """Whether a change is of white space round JSON or of what no signature covers."""
    try:
        one, other = json.loads(before), json.loads(after)
    except ValueError:
        return False
    told = {"software", "version"}  # not under the signature, see docs/export.md
    if isinstance(one, dict) and "signedData" in one and "signedData" in other:
        for document in (one, other):
            document["signedData"] = {k: v for k, v in document["signedData"].items() if k not in told}
    return bool(one == other)


def test_members_added_dropped_and_doubled_are_found(exported: Path) -> None:
    files = members(exported)
    assert whats(rewritten(exported, files | {"extra.txt": b"x"})) == {("unlisted-member", "extra.txt")}
    without = {name: content for name, content in files.items() if name != "pages/pages.jsonl"}
    assert whats(rewritten(exported, without)) == {("missing-member", "pages/pages.jsonl")}
    assert whats(rewritten(exported, {k: v for k, v in files.items() if k != PACKAGE})) == {
        ("missing-member", PACKAGE)
    }
    doubled = rewritten(exported, files)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(doubled, "a") as package:
        package.writestr("pages/pages.jsonl", b"other")
    assert ("second-member", "pages/pages.jsonl") in whats(doubled)


def test_a_whole_new_package_has_not_the_signature(exported: Path) -> None:
    """All digests right, as a forger writes them: the old signature is of another datapackage.json."""
    files = members(exported)
    pages = files["pages/pages.jsonl"].replace("الجسر".encode(), "السدود".encode())
    package = json.loads(files[PACKAGE])
    for entry in package["resources"]:
        if entry["path"] == "pages/pages.jsonl":
            entry |= {"hash": "sha256:" + hashlib.sha256(pages).hexdigest(), "bytes": len(pages)}
    document = json.dumps(package).encode()
    digest = json.loads(files[DIGEST]) | {"hash": "sha256:" + hashlib.sha256(document).hexdigest()}
    forged = files | {"pages/pages.jsonl": pages, PACKAGE: document, DIGEST: json.dumps(digest).encode()}
    assert whats(rewritten(exported, forged)) == {("bad-signature", DIGEST)}
    digest["signedData"]["hash"] = digest["hash"]
    forged[DIGEST] = json.dumps(digest).encode()
    assert whats(rewritten(exported, forged)) == {("bad-signature", DIGEST)}


@pytest.mark.parametrize(
    "change",
    [
        {"extra": "x"},
        {"signature": "!"},
        {"signature": base64.b64encode(b"\0" * 96).decode()},
        {"publicKey": base64.b64encode(b"no key").decode()},
        {"hash": 7},
        {"version": None},
    ],
)
def test_a_signature_of_another_form_does_not_hold(exported: Path, change: dict[str, Any]) -> None:
    files = members(exported)
    digest = json.loads(files[DIGEST])
    digest["signedData"] |= change
    assert whats(rewritten(exported, files | {DIGEST: json.dumps(digest).encode()})) == {
        ("bad-signature", DIGEST)
    }


def test_a_domains_signature_is_not_called_checked(exported: Path) -> None:
    files = members(exported)
    digest = json.loads(files[DIGEST])
    digest["signedData"] |= {"domain": "almithal.example", "domainCert": "…"}
    report = check_wacz(rewritten(exported, files | {DIGEST: json.dumps(digest).encode()}))
    assert report.signed is None
    assert "authsign" in report.unchecked[0]


def test_a_member_that_unpacks_to_too_much_ends_the_check(exported: Path) -> None:
    files = members(exported)
    path = exported.with_name("bomb.wacz")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content if name != "archive/data.warc.gz" else b"\0" * (300 << 20))
    assert ("changed-member", "archive/data.warc.gz") in whats(path)


def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    path.write_bytes(b"no zip")
    assert whats(path) == {("unreadable", "x.wacz")}
    with pytest.raises(ArchiveError, match="cannot be read"):
        check_wacz(tmp_path / "none.wacz")


def test_the_report_is_printed(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_and_print_wacz(exported, None, as_json=False)
    printed = capsys.readouterr().out
    assert printed.endswith("ok\n")
    assert "key: sha256:" in printed
    assert check_and_print_wacz(exported, None, as_json=True)
    document = json.loads(capsys.readouterr().out)
    assert (document["ok"], document["signed"]["own_key"]) == (True, False)


def test_verify_takes_a_wacz(
    archive: Archive, exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = str(archive.log / PUBLIC)
    assert main(["-C", str(archive.root), "verify", str(exported), "--key", public]) == 0
    assert "(the key of this archive)" in capsys.readouterr().out
    files = members(exported)
    changed = rewritten(exported, files | {"pages/pages.jsonl": files["pages/pages.jsonl"] + b" "})
    assert main(["verify", str(changed)]) == 4
    assert "pages/pages.jsonl" in capsys.readouterr().out
    other = tmp_path / "other.pub"
    key = ec.generate_private_key(ec.SECP384R1()).public_key()
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    other.write_bytes(key.public_bytes(serialization.Encoding.PEM, spki))
    assert main(["verify", str(exported), "--key", str(other)]) == 4
    assert main(["verify", str(exported), "--roots", str(other)]) == 2
