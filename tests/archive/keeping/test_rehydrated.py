"""A corpus made again from its digests, in an archive that captured the same pages, or not quite."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.place import Archive
from crawlers.cli import main


@pytest.fixture
def release(
    archive: Archive, wire: Any, page: Any, write_warc: Any, warc_name: Any, ingest_all: Any, tmp_path: Path
) -> Path:
    """The digests of five reports."""
    names = {"same": 1, "framed": 2, "renamed": 3, "edited": 4, "gone": 5}
    groups = [wire.exchange(f"/2026/{name}/", page(f"خبر {name}", seed)) for name, seed in names.items()]
    write_warc(archive, warc_name(1), groups)
    ingest_all(archive)
    path = tmp_path / "release.jsonl"
    assert main(["-C", str(archive.root), "export", "digests", str(path)]) == 0
    return path


@pytest.fixture
def other(
    make_archive: Any,
    make_wire: Any,
    page: Any,
    write_warc: Any,
    warc_name: Any,
    ingest_all: Callable[[Archive], Any],
    tmp_path: Path,
) -> Archive:
    """Another archive that captured them later."""
    made: Archive = make_archive(tmp_path / "other")
    wire = make_wire(prefix=2)
    at = "2026-12-01T08:00:00.000001Z"
    framed = page("خبر framed", 2).replace(b"<body>", b"<body><nav>x</nav>")
    bodies = {
        "same": page("خبر same", 1),
        "framed": framed,
        "renamed": page("خبر له عنوان آخر", 3),
        "edited": page("خبر edited", 44),
    }
    groups = [wire.exchange(f"/2026/{name}/", body, at=at) for name, body in bodies.items()]
    write_warc(made, warc_name(1), groups)
    ingest_all(made)
    return made


def rehydrated(archive: Archive, release: Path) -> list[dict[str, Any]]:
    target = release.with_name("corpus.jsonl")
    command = ["-C", str(archive.root), "export", "rehydrated", str(target), "--digests", str(release)]
    assert main([*command, "--force"]) == 0
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_each_version_is_matched_as_far_as_it_agrees(
    release: Path, other: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rehydrated(other, release)
    assert {row["url"].rstrip("/").rpartition("/")[2]: row["match"] for row in rows} == {
        "same": "text",
        "framed": "text",
        "renamed": "body",
        "edited": "other",
        "gone": "missing",
    }
    told = [json.loads(line) for line in release.read_text("utf-8").splitlines()]
    for row, one in zip(rows, told, strict=True):
        assert {key: row[key] for key in one} == one
        assert (row["body"] is not None) == (row["match"] in ("text", "body"))
    assert capsys.readouterr().err.splitlines()[-5:] == [
        "text: 2 versions",
        "body: 1 version",
        "page: 0 versions",
        "other: 1 version",
        "missing: 1 version",
    ]


def test_an_archive_makes_its_own_corpus_again(release: Path, archive: Archive) -> None:
    rows = rehydrated(archive, release)
    assert {row["match"] for row in rows} == {"text"}
    assert all(row["held"]["record_id"] == row["record_id"] for row in rows)
    assert all(row["body"].startswith("ترميم") or "بلدية" in row["body"] for row in rows)


def test_a_page_that_was_read_otherwise_is_told_apart(release: Path, archive: Archive) -> None:
    """As by another version of the reader: digests of texts differ, those of pages do not."""
    lines = [json.loads(line) for line in release.read_text("utf-8").splitlines()]
    for line in lines:
        line |= {"text_digest": "sha256:" + "0" * 64, "body_digest": "sha256:" + "0" * 64}
    release.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert {row["match"] for row in rehydrated(archive, release)} == {"page"}


@pytest.mark.parametrize("line", ["[]", '{"url": "https://almithal.example/"}', "", "no JSON", '{"url": 7}'])
def test_a_line_that_is_none_is_named(
    line: str, release: Path, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    release.write_text(release.read_text("utf-8") + line + "\n", "utf-8")
    target = release.with_name("none")
    command = ["-C", str(archive.root), "export", "rehydrated", str(target), "--digests", str(release)]
    assert main(command) == 1
    assert str(release) in capsys.readouterr().err
    assert not target.exists()
