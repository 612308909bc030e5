"""docs/api.md: every example is asked of the served archive, and gives what the document shows of it."""

import json
import re
import shlex
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from archive.browse.citation_files import KINDS
from tests.browse.conftest import Served
from tests.browse.test_openapi import described
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "api.md").read_text("utf-8")
ANYTHING = "…"
# Commands, and one block of JSON for each of them behind.
SHOWN = re.compile(r"```sh\n(.*?)```\n\n((?:```json\n.*?```\n\n?)+)", re.DOTALL)
EXAMPLES = [
    (command, json.loads(answer))
    for commands, answers in SHOWN.findall(DOCUMENT)
    for command, answer in zip(
        commands.strip().splitlines(), re.findall(r"```json\n(.*?)```", answers, re.DOTALL), strict=True
    )
]


def differences(shown: Any, told: Any, where: str = "answer") -> list[str]:
    """Where an answer is not what is shown of it: keys and list elements that are shown must be there."""
    if shown == ANYTHING:
        return [] if told is not None else [f"{where} is null"]
    if isinstance(shown, dict) and isinstance(told, dict):
        missing = [f"{where} has no {key}" for key in shown if key not in told]
        return missing + [
            one
            for key in shown
            if key in told
            for one in differences(shown[key], told[key], f"{where}.{key}")
        ]
    if isinstance(shown, list) and isinstance(told, list) and shown:
        return differences(shown[0], told[0], f"{where}[0]") if told else [f"{where} is empty"]
    return [] if shown == told else [f"{where} is {told!r}, shown is {shown!r}"]


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_gives_what_is_shown(served: Served, command: str, shown: Any) -> None:
    program, option, address = shlex.split(command)
    assert (program, option) == ("curl", "-s")
    record = json.loads(served.get(f"/article/{served.edited}.json")[1])["article"]["capture"]["record_id"]
    parts = urlsplit(address.replace("ARTICLE_ID", served.edited).replace("RECORD_ID", record))
    assert (parts.scheme, parts.netloc) == ("http", "127.0.0.1:8001")
    body = served.get(f"{parts.path}?{quote(parts.query, safe='=&')}")[1]
    assert differences(shown, json.loads(body)) == []


def test_there_are_examples_and_they_can_fail() -> None:
    assert len(EXAMPLES) > 5
    assert differences({"a": [{"b": ANYTHING}]}, {"a": [{"b": None}]}) == ["answer.a[0].b is null"]
    assert differences({"a": 1}, {"b": 1}) == ["answer has no a"]


def test_the_kinds_of_checks_and_refusals_are_those_of_the_description(served: Served) -> None:
    schemas = described(served)["components"]["schemas"]
    checks = schemas["verify"]["properties"]["checks"]["items"]["properties"]["what"]["enum"]
    table = DOCUMENT.partition("| `what` |")[2].partition("\n\n")[0]
    assert re.findall(r"`([a-z-]+)`", "".join(row.split("|")[1] for row in table.splitlines()[2:])) == checks
    kinds = [schemas[name]["properties"]["kind"]["const"] for name in ("bad_request", "unknown", "gone")]
    table = DOCUMENT.partition("| status |")[2].partition("\n\n")[0]
    assert [row.split("|")[2].strip(" `") for row in table.splitlines()[2:]] == kinds


def test_every_kind_of_citation_is_in_the_table() -> None:
    for kind, (_, media) in KINDS.items():
        row = next(line for line in DOCUMENT.splitlines() if line.startswith(f"| `/cite.{kind}`"))
        assert f"`/article/ARTICLE_ID.{kind}`" in row
        assert f"`{media.partition(';')[0]}`" in row
