"""Errors in Arabic: recognised by their form, with their values; what has no form stays whole in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.arabic_errors import ERRORS
from archive.error_language import VALUE, error_told
from archive.language import speaking

ROOT = Path(__file__).resolve().parents[2]
# What whoever runs an archive for years meets: none of its errors may lack its Arabic.
MODULES = (
    "archive/alarm_channels.py",
    "archive/alarm_mail.py",
    "archive/alarm_settings.py",
    "archive/backup_check.py",
    "archive/backup_commands.py",
    "archive/backup_log.py",
    "archive/backup_target.py",
    "archive/backup_warcs.py",
    "archive/coverage.py",
    "archive/coverage_check.py",
    "archive/coverage_command.py",
    "archive/coverage_statement.py",
    "archive/index.py",
    "archive/locks.py",
    "archive/moved.py",
    "archive/operator_secrets.py",
    "archive/place.py",
    "archive/rehearsal.py",
    "archive/restore.py",
    "archive/room.py",
    "archive/rows.py",
    "archive/schema.py",
    "archive/settings.py",
    "archive/untold.py",
    "crawlers/browser.py",
    "crawlers/crawl.py",
    "crawlers/demo.py",
    "crawlers/doctor_command.py",
    "crawlers/fetch.py",
    "crawlers/manners.py",
    "crawlers/outlet_commands.py",
    "crawlers/outlet_files.py",
    "crawlers/schedule_commands.py",
)
OURS = re.compile(
    r"(?:Archive|Settings|Secret|Usage)Error|NoArchive|IndexUnusable|OutOfSpace|AlreadyRunning"
    r"|ContactMissing|BrowserMissing|Moved|Untold"
)


def arabic(message: str) -> str:
    with speaking(arabic=True):
        return error_told(message)


def raised(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each message that the module gives an error of ours, with marks for its values; the marks."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (
            isinstance(node, ast.Call)
            and node.args
            and OURS.fullmatch(ast.unparse(node.func).rpartition(".")[2])
        ):
            continue
        text = node.args[0]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value, []
        elif isinstance(text, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else None for one in text.values]
            marks = [f"v{number}v" for number, part in enumerate(parts) if part is None]
            left = iter(marks)
            yield "".join(str(part) if part is not None else next(left) for part in parts), marks


@pytest.mark.parametrize("module", MODULES)
def test_every_error_of_those_who_run_an_archive_has_its_arabic(module: str) -> None:
    for message, marks in raised(ROOT / module):
        told = arabic(message)
        if not re.sub(r"v\d+v|\W", "", message):
            continue  # nothing but values
        assert re.search(r"[\u0621-\u064a]", told), message
        assert [mark for mark in marks if mark not in told] == [], message


@pytest.mark.parametrize("english", sorted(ERRORS))
def test_the_arabic_of_an_error_names_the_same_values(english: str) -> None:
    assert set(VALUE.findall(ERRORS[english])) <= set(VALUE.findall(english))
    if not english.startswith("[Errno"):  # a number that says nothing to people
        assert set(VALUE.findall(ERRORS[english])) == set(VALUE.findall(english))


def test_a_value_that_is_such_a_text_is_put_into_arabic_as_well() -> None:
    told = arabic(
        "Invalid value for '--since': 'gestern' is no day: write year-month-day, such as 2026-11-22"
    )
    assert told == "قيمة غير صالحة في '--since': 'gestern' ليس يوماً: اكتب السنة-الشهر-اليوم، مثل 2026-11-22"
    told = arabic("/srv/units: Permission denied; choose another folder with --folder, or print with --print")
    assert "/srv/units: لا إذن بذلك؛" in told


def test_braces_in_a_value_are_only_text() -> None:
    assert arabic("/a{path}b{x} is a directory; give a file") == "/a{path}b{x} مجلد؛ سمِّ ملفاً"


def test_what_has_no_form_and_what_english_readers_get_stays_as_it_is() -> None:
    assert arabic("something else altogether") == "something else altogether"
    with speaking(arabic=False):
        assert error_told("none yet") == "none yet"
