"""The documents match the code, in both directions, and the README's commands run."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from archive.schema import TABLES
from crawlers import frontier
from crawlers.cli import COMMANDS, warraq
from extractors.outlets import parse_outlet
from newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "README.ar.md", *sorted((ROOT / "docs").glob("*.md"))]
BIN = Path(sys.executable).parent


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def shown_commands(text: str) -> Iterator[list[str]]:
    """Every `warraq …` of a document: lines of sh blocks, and code spans that begin with it."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    lines += re.findall(r"`(warraq [^`]+)`", text)
    for line in lines:
        if line.startswith("warraq "):
            yield shlex.split(line, comments=True)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_option_in_the_documents_exists(path: Path) -> None:
    for words in shown_commands(path.read_text("utf-8")):
        context = click.Context(warraq)
        command: click.Command | None = warraq
        for word in words[1:]:
            if not isinstance(command, click.Group) or word.startswith("-"):
                break
            command = command.get_command(context, word)
            assert command is not None, words
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known | {"-C"}, words


def test_every_command_is_in_the_readme() -> None:
    for name in COMMANDS:
        assert f"`warraq {name}" in README, name


def test_exit_codes_of_the_readme_are_those_of_the_command_line() -> None:
    documented = import_module("crawlers.cli").__doc__ or ""
    for code in (
        "0 ok",
        "1 error",
        "2 usage",
        "3 some outlets failed",
        "4 verification failed",
        "5 another run",
    ):
        assert code in " ".join(README.split())
        assert code in " ".join(documented.split())


def test_every_table_of_the_index_is_in_the_glossary() -> None:
    spoken = {"meta", "dates", "images", "links", "warcs"}  # words of everyday, not of the field
    for table in set(TABLES) - spoken:
        assert f"`{table}`" in GLOSSARY, table


def test_every_name_in_code_of_the_glossary_exists() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for package in ("crawlers", "archive", "extractors")
        for path in (ROOT / package).rglob("*.py")
    )
    for name in re.findall(r"`([A-Za-z_]+)`", GLOSSARY):
        assert re.search(rf"\b{re.escape(name)}\b", code), name


def test_every_state_of_the_ledger_is_in_the_glossary_and_back() -> None:
    section = GLOSSARY.split("## States of the ledger")[1].split("##")[0]
    told = set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))
    assert told == {
        frontier.WAITING,
        frontier.CAPTURED,
        frontier.REVISIT,
        frontier.REFUSED,
        frontier.FAILED,
        frontier.GONE,
    }


def test_the_declaration_in_the_documents_is_understood() -> None:
    (text,) = blocks((ROOT / "docs" / "adding-an-outlet.md").read_text("utf-8"), "toml")
    assert parse_outlet(text, "almithal", "docs").slug == "almithal"


def test_the_readmes_commands_run_from_init_to_why(tmp_path: Path) -> None:
    """The blocks after `make demo`, as they stand, with the newsroom in place of the invented address."""
    lines = [line for block in blocks(README, "sh") for line in block.splitlines()]
    begin = next(n for n, line in enumerate(lines) if line.startswith("warraq init"))
    end = next(n for n, line in enumerate(lines) if line.startswith("scrapy crawl"))
    with Newsroom(faulty=False) as room:
        site = room.outlets["almithal"]
        script = "\n".join(lines[begin : end + 1])
        script = script.replace(
            "warraq outlet add https://almithal.example/",
            f"warraq outlet add {site.homepage} --slug almithal --country SY",
        ).replace("https://almithal.example/", site.homepage)
        # The README's archive would wait a second between requests.
        script = script.replace(
            "warraq crawl\n", "printf '[politeness]\\ndelay = 0.0\\n' >> warraq.toml\nwarraq crawl\n"
        )
        environment = {
            **os.environ,
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "WARRAQ_ALLOW_PRIVATE": "1",
            "PYTHONIOENCODING": "utf-8",
        }
        done = subprocess.run(
            ["bash", "-euxo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "match: normalised" in done.stdout
    assert "state: captured" in done.stdout
    assert (tmp_path / "my-archive" / "reports.jsonl").exists()


def rows_of(heading: str) -> dict[str, list[str]]:
    """The rows of the table under a heading of docs/reading.md, by the code in the first cell."""
    part = (
        (ROOT / "docs" / "reading.md")
        .read_text("utf-8")
        .partition(f"## {heading}\n")[2]
        .partition("\n## ")[0]
    )
    rows = (re.findall(r"(?<=\|)[^|]+(?=\|)", line) for line in part.splitlines() if line.startswith("| `"))
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in rows}


def test_every_refusal_of_the_reader_is_explained() -> None:
    from extractors import refusals

    listed = re.findall(r"^([a-z-]+) {2,}(.+)$", refusals.__doc__ or "", re.MULTILINE)
    assert {code: [why] for code, why in listed} == rows_of("Why a page is no article")


def test_every_doubt_of_the_reader_is_explained_and_weighed() -> None:
    from extractors.doubts import WEIGHTS

    found = {code: float(cells[-1]) for code, cells in rows_of("What lowers the confidence").items()}
    assert found == dict(WEIGHTS)
    raised = {
        code
        for path in (ROOT / "extractors").glob("*.py")
        for code in re.findall(r'Problem\(\s*code="([a-z-]+)"', path.read_text("utf-8"))
    }
    assert raised == set(WEIGHTS)
