"""citations.jsonl survives crashes in the middle of a line, full disks and whoever deletes the index."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.citation_notes import Line, append_note, append_notes, new_ids, read_lines, read_notes
from archive.errors import ArchiveError
from archive.place import Archive, init_archive

NOTES = [{"kind": "case", "case": "حماة", "n": n} for n in range(3)]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "archive")


def test_notes_are_read_in_the_order_of_writing(archive: Archive) -> None:
    assert list(read_notes(archive)) == []
    append_note(archive, NOTES[0])
    append_notes(archive, NOTES[1:])
    assert list(read_notes(archive)) == NOTES
    assert "حماة" in archive.citations.read_text("utf-8")


def test_a_crash_at_any_byte_of_a_line_loses_no_other_line(archive: Archive) -> None:
    append_notes(archive, NOTES)
    whole = archive.citations.read_bytes()
    begin = whole[:-1].rindex(b"\n") + 1
    for end in range(begin, len(whole)):
        archive.citations.write_bytes(whole[:end])
        damaged: list[Line] = []
        append_note(archive, {"later": end})
        notes = list(read_notes(archive, damaged.append))
        torn = whole[begin:end]
        if torn and end < len(whole) - 1:
            assert [line.raw for line in damaged] == [torn]
            assert notes == [*NOTES[:2], {"later": end}]
        else:  # nothing of the line was written, or all of it but its end
            assert damaged == []
            assert notes == [*NOTES[:2], *(NOTES[2:] if torn else []), {"later": end}]


@pytest.mark.parametrize("damage", [b"\x00" * 60, b"[1, 2]", b'{"typed": "\xff"}', b"[" * 100_000])
def test_a_damaged_line_is_told_and_kept(archive: Archive, damage: bytes) -> None:
    append_note(archive, NOTES[0])
    with archive.citations.open("ab") as file:
        file.write(damage + b"\n")
    append_note(archive, NOTES[1])
    told: list[Line] = []
    assert list(read_notes(archive, told.append)) == NOTES[:2]
    assert [(line.number, line.raw) for line in told] == [(2, damage)]
    assert damage in archive.citations.read_bytes()
    assert [line.number for line in read_lines(archive)] == [1, 2, 3]


def test_a_note_that_does_not_fit_on_the_disk_leaves_the_file_as_it_was(archive: Archive) -> None:
    append_note(archive, NOTES[0])
    before = archive.citations.read_bytes()
    script = (
        "import sys, signal\n"
        "from pathlib import Path\n"
        "from archive.citation_notes import append_note\n"
        "from archive.place import Archive\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "append_note(Archive(Path(sys.argv[1])), {'typed': 'x' * 1000})\n"
    )
    limit = len(before) + 100
    done = subprocess.run(
        [sys.executable, "-c", script, str(archive.root)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "ArchiveError: nothing could be noted" in done.stderr
    assert archive.citations.read_bytes() == before


def test_a_process_killed_while_it_notes_leaves_whole_lines_and_at_most_one_torn(archive: Archive) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from archive.citation_notes import append_note\n"
        "from archive.place import Archive\n"
        "for n in range(100_000):\n"
        "    append_note(Archive(Path(sys.argv[1])), {'n': n, 'typed': 'كلمة ' * 400})\n"
        "    print(n, flush=True)\n"
    )
    command = [sys.executable, "-c", script, str(archive.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(20):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        acknowledged = 20 + len(process.stdout.read().splitlines())
    append_note(archive, {"n": "after"})
    damaged: list[Line] = []
    notes = [note["n"] for note in read_notes(archive, damaged.append)]
    assert len(damaged) <= 1
    assert notes[-1] == "after"
    assert notes[:-1] == list(range(len(notes) - 1))
    assert len(notes) - 1 >= acknowledged


def test_a_file_that_cannot_be_read_is_an_error(archive: Archive) -> None:
    archive.citations.mkdir()
    with pytest.raises(ArchiveError, match=r"citations\.jsonl"):
        list(read_notes(archive))
    with pytest.raises(ArchiveError, match="nothing could be noted"):
        append_note(archive, NOTES[0])


def test_a_lone_surrogate_is_noted_as_an_escape(archive: Archive) -> None:
    append_note(archive, {"typed": "\ud800"})
    assert json.loads(archive.citations.read_bytes()) == {"typed": "\ud800"}


def test_ids_are_new() -> None:
    notes: list[dict[str, str]] = []
    for key in ("watch_id", "case_id", "item_id") * 100:
        notes += [{key: name} for name in new_ids(notes, 2)]
    assert len({value for note in notes for value in note.values()}) == 600
