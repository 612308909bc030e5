"""The served pages asked whatever their description allows, and what it does not, by schemathesis."""

import json
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.schema import connect
from tests.browse.conftest import Served
from tests.browse.test_openapi import described
from tests.conftest import ROOT

PROGRAM = ROOT / ".venv-fuzz" / "bin" / "schemathesis"
SECONDS = 420  # that it goes on asking
# What a description cannot say: which cursors, versions and places there are, which digits are a time.
UNSAID = (
    *("/search.json", "/search.atom", "/cdxj", "/timegate/", "/timemap/", "/memento/", "/history.json"),
    *("/cite.json", "/cite.bib", "/cite.ris", "/cite.csl.json", "/cite.zip"),
)
CONFIGURATION = "\n".join(
    f'[[operations]]\ninclude-path-regex = "{path}"\nchecks.positive_data_acceptance.enabled = false\n'
    for path in UNSAID
)


def with_names(document: dict[str, Any], names: Mapping[str, list[str]]) -> dict[str, Any]:
    """The description, the parts of whose paths are from these lists: others are hardly ever held."""
    for item in document["paths"].values():
        for parameter in item["get"]["parameters"]:
            if parameter["in"] == "path" and parameter["name"] in names:
                parameter["schema"] = {"type": "string", "enum": names[parameter["name"]]}
    return document


def held(served: Served) -> dict[str, list[str]]:
    """Names that are in the archive, and one of each kind that is not."""
    with closing(connect(served.archive.index, readonly=True)) as db:
        found = {
            "article": "SELECT article_id FROM articles ORDER BY 1 LIMIT 4",
            "record": "SELECT min(record_id) FROM captures GROUP BY kind, status, reading",
            "url": "SELECT min(url) FROM captures GROUP BY kind, status",
            "outlet": "SELECT slug FROM outlets",
        }
        names = {part: [str(row[0]) for row in db.execute(statement)] for part, statement in found.items()}
    names["article"] += [served.edited, "0123456789abcdef"]
    names["record"].append("00000000-0000-4000-8000-000000000000")
    names["url"].append("https://nobody.example/")
    names["outlet"].append("nobody")
    return {**names, "case": [served.case, "00000000"]}


@pytest.mark.soak
def test_every_answer_is_as_described(served: Served, tmp_path: Path) -> None:
    if not PROGRAM.exists():
        pytest.skip("schemathesis is not installed: `make soak` installs it")
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION, "utf-8")
    description = with_names(described(served), held(served))
    (tmp_path / "openapi.json").write_text(json.dumps(description), "utf-8")
    command = [PROGRAM, "--config-file", "schemathesis.toml", "run", "openapi.json", "--url", served.url("")]
    command += ["--max-time", str(SECONDS), "--max-examples", "200", "--seed", "7", "--continue-on-failure"]
    command += ["--warnings", "off", "--no-color"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2000:]
    assert "No issues found" in done.stdout
