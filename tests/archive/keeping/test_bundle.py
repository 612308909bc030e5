"""An evidence bundle, from a quote to a zip file that anybody checks."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.attest import attest
from archive.bundle import write_bundle
from archive.bundle_check import check_bundle
from archive.cite import cite
from archive.place import Archive
from archive.schema import connect
from tests.conftest import needed

TITLE = "افتتاح الجسر القديم في المدينة"
QUOTE = "ترميم السوق القديم بعد توقف دام عامين"


@pytest.fixture
def stocked(
    archive: Archive,
    wire: Any,
    page: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Callable[[Archive], Any],
    make_authority: Callable[..., Any],
    trust: Callable[..., None],
) -> Archive:
    """An archive with reports in a closed file and a stamped checkpoint over it."""
    groups = [wire.exchange(f"/2026/{n}/", page(f"{TITLE} {n}", n)) for n in range(1, 4)]
    write_warc(archive, warc_name(1), groups)
    ingest_all(archive)
    authority = make_authority()
    with authority.serving():
        trust(authority)
        assert attest(archive).stamps[0].state == "stamped"
    return archive


@pytest.fixture
def bundle(stocked: Archive, tmp_path: Path) -> Path:
    """A bundle of one quote."""
    path = tmp_path / "bundle.zip"
    with closing(connect(stocked.index, readonly=True)) as db:
        write_bundle(stocked, db, path, [cite(db, QUOTE)])
    return path


def run_enclosed(path: Path, *words: str) -> tuple[int, str]:
    """Run the script in a bundle in an empty environment."""
    needed("openssl", "openssl")
    done = subprocess.run(
        ["env", "-i", "/usr/bin/python3", "-I", "-S", str(path), *words],
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_a_bundle_is_checked_by_its_own_script_in_an_empty_environment(bundle: Path) -> None:
    code, said = run_enclosed(bundle)
    print(said)
    assert code == 0, said
    print(bundle.stat().st_size, check_bundle(bundle).document())
    with zipfile.ZipFile(bundle) as z:
        for i in z.infolist():
            print(i.filename, i.file_size, i.compress_size)
    import shutil

    shutil.copy(bundle, "/tmp/b.zip")
