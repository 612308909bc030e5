"""The command line: what is loaded, what is printed, what a run ends with."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.console import current_archive
from archive.error_language import error_told
from archive.language import speaking
from archive.place import init_archive
from archive.schema import connect
from crawlers import cli
from crawlers.cli import COMMANDS, _messages, main


def warraq(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawlers.cli", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent.parent), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WARRAQ_ARCHIVE", raising=False)
    monkeypatch.delenv("WARRAQ_DEBUG", raising=False)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An archive with an index that holds nothing."""
    archive = init_archive(tmp_path / "archive")
    connect(archive.index).close()
    return archive.root


def test_help_names_every_command_and_loads_none(tmp_path: Path) -> None:
    code = (
        "import sys; from crawlers.cli import main; main(['--help']);"
        "heavy = {'scrapy', 'twisted', 'trafilatura', 'lxml', 'sqlite_utils', 'pysqlite3', 'cryptography'};"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                         cwd=Path(cli.__file__).parent.parent)  # fmt: skip
    for name in COMMANDS:
        assert f"\n  {name} " in run.stdout, name
    assert "HEAVY []" in run.stdout


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"demo", "crawl", "outlet"}))
def test_every_command_of_the_archive_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"warraq {name}" in capsys.readouterr().out


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("warraq ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["search"],
        ["search", "x", "--from", "yesterday"],
        ["search", "x", "--limit", "0"],
        ["--no"],
    ],
)
def test_a_wrong_command_line_is_a_usage_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Error" in printed.err


@pytest.mark.parametrize(
    "arguments", [["search", "x"], ["show", "x"], ["cite", "x"], ["why", "x"], ["verify"], ["rebuild"]]
)
def test_without_an_archive_the_message_says_how_to_make_one(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "warraq init" in printed.err


@pytest.mark.parametrize("arguments", [["search", "x"], ["show", "x"], ["cite", "x"]])
def test_without_an_index_the_message_says_what_to_run(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    init_archive(tmp_path / "archive")
    assert main(["-C", str(tmp_path / "archive"), *arguments]) == 1
    assert "warraq rebuild" in capsys.readouterr().err


def test_an_index_that_is_no_database_is_named(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty / "index.db").write_bytes(b"no database" * 1000)
    assert main(["-C", str(empty), "search", "x"]) == 1
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "warraq rebuild" in printed


@pytest.mark.parametrize("command", ["show", "cite"])
@pytest.mark.parametrize("unknown", ["0123456789abcdef", "https://x.example/"])
def test_an_unknown_id_or_url_ends_with_one_line_and_1(
    command: str, unknown: str, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(empty), command, unknown]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert unknown in printed.err


def test_nothing_found_is_no_error(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(empty), "search", "كلمة", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["-C", str(empty), "cite", "كلمة أخرى", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["match"] == "none"
    assert main(["-C", str(empty), "cite", "كلمة أخرى", "--style", "ris"]) == 0
    assert capsys.readouterr().out == ""
    assert not (empty / "citations.jsonl").exists()


def test_a_fate_is_told_in_text_and_in_json(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(empty), "why", "https://x.example/a", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "unknown"
    assert main(["-C", str(empty), "why", "https://x.example/a\n\x1b[2J"]) == 0
    assert capsys.readouterr().out.count("\n") == 3


def test_json_is_utf_8_whatever_the_locale(empty: Path) -> None:
    run = warraq("-C", str(empty), "why", "كلمة", "--json", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert '"url": "كلمة"' in run.stdout


def test_half_a_surrogate_pair_still_gives_a_json_document(empty: Path) -> None:
    run = warraq("-C", str(empty), "why", "\udcff", "--json")
    assert json.loads(run.stdout)["url"] == "\udcff"


def test_the_archive_is_found_by_option_by_environment_and_upwards(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["-C", str(empty), "search", "x"]) == 0
    monkeypatch.setenv("WARRAQ_ARCHIVE", str(empty))
    assert current_archive().root == empty
    monkeypatch.setenv("WARRAQ_ARCHIVE", str(tmp_path / "nowhere"))
    assert main(["search", "x"]) == 1
    assert main(["-C", str(empty), "search", "x"]) == 0
    monkeypatch.delenv("WARRAQ_ARCHIVE")
    monkeypatch.chdir(empty / "warcs")
    assert main(["search", "x"]) == 0


def test_init_makes_an_archive_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "new", "--contact", "desk@almithal.example"]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{tmp_path / 'new'}\n"
    assert (tmp_path / "new" / "warraq.toml").is_file()
    assert main(["init", "new"]) == 1
    assert "archive already" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["status", "--check"],
        ["status", "--json"],
        ["coverage"],
        ["coverage", "--json"],
        ["search", "كلمة"],
        ["cite", "كلمة"],
        ["verify"],
        ["why", "https://almithal.example/"],
    ],
    ids=" ".join,
)
def test_a_new_archive_answers_before_its_first_crawl(command: list[str], tmp_path: Path) -> None:
    assert main(["init", "new"]) == 0
    assert main(["-C", str(tmp_path / "new"), *command]) == 0


def test_a_file_that_is_no_evidence_is_not_called_a_broken_bundle(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(empty / "warraq.toml")]) == 1
    assert "is no evidence bundle, WACZ or statement" in capsys.readouterr().err


def test_a_broken_declaration_is_named_with_its_remedy(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty / "outlets" / "broken.toml").write_text("name = ", encoding="utf-8")
    assert main(["-C", str(empty), "outlet", "check", "broken"]) == 1
    assert "broken.toml" in capsys.readouterr().err


def test_an_unforeseen_error_is_one_line_unless_debugging(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], empty: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("archive.why.why", fail)
    assert main(["-C", str(empty), "why", "x"]) == 1
    printed = capsys.readouterr().err
    assert printed == "warraq: unexpected RuntimeError: two\\x0alines (WARRAQ_DEBUG=1 shows where)\n"
    monkeypatch.setenv("WARRAQ_DEBUG", "1")
    assert main(["-C", str(empty), "why", "x"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.fixture
def _signals() -> Iterator[None]:
    """The end of a command leaves signals ignored: in the tests' own process, all that follow would be."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals")
@pytest.mark.parametrize(
    ("code", "english", "arabic"),
    [
        (errno.EACCES, "run the command as the user to whom it belongs", "باسم المستخدم الذي يملكه"),
        (errno.EROFS, "the disk takes no writing", "القرص لا يقبل الكتابة"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_to_do(code: int, english: str, arabic: str) -> None:
    (told,) = _messages(OSError(code, os.strerror(code), "/srv/news/state/index.lock"))
    assert told.startswith(f"/srv/news/state/index.lock: {os.strerror(code)}; ")
    assert english in told
    with speaking(arabic=True):
        assert arabic in error_told(told)


def test_ctrl_c_ends_with_one_line_and_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], empty: Path
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.why.why", stop)
    assert main(["-C", str(empty), "why", "x"]) == 130
    assert capsys.readouterr().err == "warraq: stopped\n"


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    command = [sys.executable, "-m", "crawlers.cli", "--help"]
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False,
                         cwd=Path(cli.__file__).parent.parent)  # fmt: skip
    os.close(writer)
    assert (run.returncode, run.stderr) == (141, "")


@pytest.mark.parametrize(("code", "ends_with"), [(3, 3), (0, 0), (None, 0)])
def test_a_command_that_leaves_by_itself_keeps_its_code(
    monkeypatch: pytest.MonkeyPatch, empty: Path, code: int | None, ends_with: int
) -> None:
    def leave(*_: object, **__: object) -> None:
        sys.exit(code)

    monkeypatch.setattr("archive.why.why", leave)
    assert main(["-C", str(empty), "why", "x"]) == ends_with


def test_another_runs_lock_ends_with_5(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], empty: Path
) -> None:
    from archive.errors import AlreadyRunning

    def held(*_: object, **__: object) -> None:
        raise AlreadyRunning("another run holds the index")

    monkeypatch.setattr("archive.why.why", held)
    assert main(["-C", str(empty), "why", "x"]) == 5
    assert capsys.readouterr().err == "warraq: another run holds the index\n"
