"""docs/sql.md matches what is there, and its examples run."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.browse.metadata import HIDDEN
from archive.browse.queries import QUERIES
from archive.browse.table_texts import TABLES
from archive.browse.written_day import register_day
from archive.schema import connect, sqlite3
from archive.sql_functions import register
from tests.conftest import ROOT
from tests.project.test_documents import blocks

TEXT = (ROOT / "docs" / "sql.md").read_text("utf-8")
LINES = [line for block in blocks(TEXT, "sh") for line in block.splitlines()]


def table(heading: str) -> dict[str, list[str]]:
    """The rows of the tables below a heading, by the code in their first cell."""
    part = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = (line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `"))
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in rows}


def test_every_table_is_there_and_no_other() -> None:
    assert set(table("What Datasette shows")) == set(TABLES)
    assert all(f"`{name}`" in TEXT for name in HIDDEN)


def test_every_query_is_there_with_its_parameters() -> None:
    told = {
        path.removeprefix("/index/"): re.findall(r"`(\w+)`", row[1]) for path, row in table("Queries").items()
    }
    assert told == {query.name: [name for name, _ in query.parameters] for query in QUERIES}


def test_every_function_is_there() -> None:
    known: set[str] = set()

    class Noting(sqlite3.Connection):  # type: ignore[misc]
        def create_function(self, name: str, *rest: Any, **more: Any) -> None:
            known.add(name)

    db = sqlite3.connect(":memory:", factory=Noting)
    register(db)
    register_day(db)
    db.close()
    assert {name.partition("(")[0] for name in table("Functions")} == known


@pytest.mark.parametrize("statement", blocks(TEXT, "sql"))
def test_every_statement_gives_rows(served: Any, statement: str) -> None:
    db = connect(served.archive.index, readonly=True)
    register(db)
    rows = db.execute(statement).fetchall()
    db.close()
    assert rows
    if "AS same" in statement:
        assert tuple(rows[0]) == (1, "امه 12")
    if "AS passage" in statement:
        assert all("<mark>" in row["passage"] for row in rows)


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("curl")])
def test_every_address_gives_data(served: Any, line: str) -> None:
    (url,) = [word for word in shlex.split(line) if word.startswith("http")]
    address = urlsplit(url)
    answer, body = served.get(f"{address.path}?{address.query}")
    assert answer.status == 200
    if address.path.endswith(".json"):
        told = json.loads(body)
        assert told if isinstance(told, list) else told["facet_results"]["published_date"]["results"]
    else:
        assert answer.getheader("content-type").startswith("text/plain")
        assert len(body.splitlines()) > 1


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("sqlite-utils")])
def test_every_command_of_sqlite_utils_answers(served: Any, line: str) -> None:
    words = [str(served.archive.index) if word == "index.db" else word for word in shlex.split(line)]
    done = subprocess.run(
        [sys.executable, "-m", "sqlite_utils", *words[1:]],
        cwd=served.archive.root,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() not in ("", "[]", '[{"count(*)": 0}]')


def test_both_programs_are_told_of_our_plugins() -> None:
    import tomllib

    points = tomllib.loads(Path(ROOT, "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert points["datasette"] == {"warraq": "archive.browse.plugin"}
    assert points["sqlite_utils"] == {"warraq": "archive.sqlite_utils_plugin"}
