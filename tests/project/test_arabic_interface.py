"""Every text that commands say exists in Arabic, and commands say it."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc
from pathlib import Path

import click
import pytest

from archive.arabic_texts import ARABIC
from crawlers import frontier
from crawlers.cli import COMMANDS, warraq

ROOT = Path(__file__).resolve().parents[2]
SPEAKERS = ("tr", "say", "saying", "print_field")


def spoken() -> Iterator[str]:
    """Every literal handed to the functions that speak."""
    for path in (*(ROOT / "archive").glob("*.py"), *(ROOT / "crawlers").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS:
                if node.args and isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value
                assert not (node.args and isinstance(node.args[0], ast.JoinedStr)), (
                    f"{path}: {ast.unparse(node)}"
                )


def helps(command: click.Command) -> Iterator[str]:
    if command.help:
        yield cleandoc(command.help)
    yield from (option.help for option in command.params if isinstance(option, click.Option) and option.help)
    if isinstance(command, click.Group) and command is not warraq:
        for inner in command.commands.values():
            yield from helps(inner)


def all_texts() -> list[str]:
    commands = [getattr(import_module(entry.module), name) for name, entry in COMMANDS.items()]
    texts = [*spoken(), *helps(warraq), *(entry.help for entry in COMMANDS.values())]
    return sorted({*texts, *(text for command in commands for text in helps(command))})


def test_every_text_has_its_arabic() -> None:
    assert [text for text in all_texts() if text not in ARABIC] == []


def test_states_and_matches_have_their_arabic() -> None:
    states = {frontier.WAITING, frontier.CAPTURED, frontier.REVISIT, frontier.REFUSED, frontier.FAILED}
    assert {*states, frontier.GONE, "verbatim", "normalised", "none", "title", "body"} <= set(ARABIC)


@pytest.mark.parametrize("english", sorted(ARABIC))
def test_the_arabic_names_the_same_values_and_is_arabic(english: str) -> None:
    arabic = ARABIC[english]
    assert set(re.findall(r"{\w+}", arabic)) == set(re.findall(r"{\w+}", english))
    words = re.sub(r"{\w+}|[\W\d_]", "", arabic)
    assert not words or re.search(r"[\u0621-\u064a]", words)


def run(language: str, *arguments: str) -> str:
    environment = {**os.environ, "WARRAQ_LANG": language}
    command = [sys.executable, "-m", "crawlers.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_help_speaks_the_readers_language() -> None:
    assert "ابحث عن الأخبار" in run("ar", "--help")
    assert "أخبار هذا المنفذ فقط" in run("ar", "search", "--help")
    assert "Only reports of this outlet" in run("en", "search", "--help")


def test_the_locale_decides_when_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.language import tr

    monkeypatch.delenv("WARRAQ_LANG")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "ar_SY.UTF-8")
    assert tr("ok") == "سليم"
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert tr("ok") == "ok"
