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
VALUE = re.compile(r"{(\w+)(?::([^{}]*))?}")
SPEAKERS = ("tr", "say", "saying", "print_field", "progress", "watching")


def spoken() -> Iterator[str]:
    """Every literal handed to the functions that speak."""
    for path in (*(ROOT / "archive").rglob("*.py"), *(ROOT / "crawlers").rglob("*.py")):
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
    assert {name for name, _ in VALUE.findall(arabic)} == {name for name, _ in VALUE.findall(english)}
    assert all(forms.count("|") in (3, 4) for _, forms in VALUE.findall(arabic) if forms)
    words = re.sub(r"{\w+}|[\W\d_]", "", arabic)
    assert not words or re.search(r"[\u0621-\u064a]", words)


def run(language: str, *arguments: str) -> str:
    environment = {**os.environ, "WARRAQ_LANG": language}
    command = [sys.executable, "-m", "crawlers.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_help_speaks_the_readers_language() -> None:
    table = run("ar", "--help")
    assert "ابحث عن الأخبار" in table
    ours = ("الاستعمال: warraq", "أرشفة الأخبار العربية", "الخيارات:", "الأوامر:", "اعرض هذه الرسالة")
    assert [text for text in ours if text not in table] == []
    assert "الاستعمال: warraq outlet add" in run("ar", "outlet", "add", "--help")
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


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [
        (0, "0 نسخة", "0 versions"),
        (1, "نسخة واحدة", "1 version"),
        (2, "نسختان", "2 versions"),
        (3, "3 نسخ", "3 versions"),
        (10, "10 نسخ", "10 versions"),
        (11, "11 نسخة", "11 versions"),
        (99, "99 نسخة", "99 versions"),
        (100, "100 نسخة", "100 versions"),
        (103, "103 نسخ", "103 versions"),
    ],
)
def test_nouns_bend_with_their_number(number: int, arabic: str, english: str) -> None:
    from archive.counted import filled

    assert filled("{n:نسخة واحدة|نسختان|نسخ|نسخة}", {"n": number}) == arabic
    assert filled("{n:version|versions}", {"n": number}) == english


def test_a_whole_hundred_takes_the_genitive() -> None:
    from archive.counted import filled

    forms = "{days:يوم واحد|يومان|أيام|يوماً|يوم}"
    assert [filled(forms, {"days": days}) for days in (12, 100, 101)] == ["12 يوماً", "100 يوم", "101 يوم"]
