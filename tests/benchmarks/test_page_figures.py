"""The benchmark of pages, on an index of a few articles: it measures what it says."""

from pathlib import Path

import pytest

from archive.rows import read_tuples
from archive.schema import connect
from benchmarks.pages.__main__ import main
from benchmarks.pages.addresses import kinds
from benchmarks.pages.index import ONE_IN, build

COUNT = 240


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    build(folder, COUNT)
    return folder


def test_the_index_holds_what_pages_show(folder: Path) -> None:
    db = connect(folder / "index.db", readonly=True)
    try:
        for sql, wanted in (
            ("SELECT count(*) FROM articles", COUNT),
            ("SELECT count(*) FROM articles WHERE version_count = 2", COUNT // ONE_IN),
            ("SELECT count(*) FROM versions", COUNT + COUNT // ONE_IN),
            ("SELECT count(*) > 0 FROM attributions", 1),
        ):
            assert next(iter(read_tuples(db, sql))) == (wanted,), sql
    finally:
        db.close()
    assert build(folder, COUNT).index.stat().st_mtime_ns == (folder / "index.db").stat().st_mtime_ns


def test_every_kind_of_page_has_addresses(folder: Path) -> None:
    found = {kind.name: kind.paths for kind in kinds(folder / "index.db")}
    assert {"front", "article", "history", "lineage", "sources", "coverage", "trend"} <= found.keys()
    assert all(paths and all(path.startswith("/") for path in paths) for paths in found.values())


def test_the_server_is_measured_beside_plain_datasette(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--articles", str(COUNT), "--keep", str(folder), "--runs", "2", "--only", "article"]
    assert main([*asked, "--no-browser"]) == 0
    line = next(one for one in capsys.readouterr().out.splitlines() if one.startswith("article"))
    first, median, p95, begun, cpu, size, *beside = line.split()[1:]
    assert all(float(one) >= 0 for one in (first, median, p95, begun, cpu))
    assert float(size) > 1
    assert float(beside[3]) > 1  # what Datasette's page weighs
