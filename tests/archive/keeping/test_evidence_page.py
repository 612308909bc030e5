"""The example of docs/evidence.md, run as it stands: a proof checked with Python and openssl alone."""

import re
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.attest import attest
from archive.checkpoints import TOKEN, stamp_path
from archive.ingest import Ingest
from archive.keys import make_keys
from archive.place import Archive
from archive.proofs import prove_inclusion
from archive.schema import connect
from archive.settings import parse_settings
from archive.stamps import request_of

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "evidence.md").read_text("utf-8")


def block(language: str, word: str) -> str:
    (found,) = (text for text in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if word in text)
    return found


@pytest.fixture
def handed_over(
    archive: Archive,
    wire: Any,
    page: Any,
    write_warc: Any,
    warc_name: Any,
    readers: Any,
    make_authority: Callable[..., Any],
    trust: Callable[..., None],
    tmp_path: Path,
) -> Path:
    """A folder with the files that the page names."""
    groups = [wire.exchange(f"/2026/{n}/", page(f"عنوان الخبر {n}", n)) for n in range(3)]
    write_warc(archive, warc_name(1), groups)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    authority = make_authority()
    with authority.serving():
        trust(authority)
        made = attest(archive).made
    assert made is not None
    folder = tmp_path / "handed over"
    folder.mkdir()
    with closing(connect(archive.index, readonly=True)) as db:
        row = db.execute("SELECT * FROM captures ORDER BY offset LIMIT 1 OFFSET 1").fetchone()
    (folder / "proof.txt").write_text(str(prove_inclusion(archive, row["record_id"])), encoding="utf-8")
    whole = (archive.warcs / row["warc"]).read_bytes()
    record = whole[row["offset"] : row["offset"] + row["length"]]
    (folder / "record.warc.gz").write_bytes(record)
    (folder / "key.pub").write_bytes((archive.log / "key.pub").read_bytes())
    token = stamp_path(archive, made.checkpoint.size, "first", TOKEN).read_bytes()
    (folder / "token.tsr").write_bytes(token)
    (folder / "roots.pem").write_bytes(authority.roots.read_bytes())
    (folder / "check.py").write_text(block("python", "def root"), encoding="utf-8")
    return folder


def check(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", block("sh", "openssl")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_example_checks_a_proof(handed_over: Path) -> None:
    code, said = check(handed_over)
    assert code == 0, said
    for line in (
        "the leaf is under the checkpoint: True",
        "the record is in the leaf: True",
        "Signature Verified Successfully",
        "Verification: OK",
        "Time stamp: ",
    ):
        assert line in said


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("proof.txt", "index 1", "index 0", "under the checkpoint: False"),
        ("proof.txt", "extra eyJ", "extra eyK", "under the checkpoint: False"),
        ("key.pub", None, None, "Signature Verification Failure"),
        ("token.tsr", None, None, "Verification: FAILED"),
    ],
)
def test_the_example_notices_what_was_changed(
    handed_over: Path, tmp_path: Path, make_authority: Any, name: str, old: str, new: str, said: str
) -> None:
    path = handed_over / name
    if name == "key.pub":
        make_keys(tmp_path / "other")
        path.write_bytes((tmp_path / "other" / "key.pub").read_bytes())
    elif name == "token.tsr":
        path.write_bytes(make_authority().answer(request_of(b"another note")))
    else:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, told = check(handed_over)
    assert said in told
    assert code != 0 or said.endswith("False")


def test_the_settings_of_the_page_are_understood() -> None:
    settings = parse_settings(f'[archive]\nid = "0123abcd"\n{block("toml", "authorities")}', "docs")
    assert [one.called for one in settings.timestamps.authorities] == ["tsa.example", "other"]
    assert settings.log.publish == "public/"
