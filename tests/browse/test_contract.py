"""What programs of others rely on: keys of `--json` and exit codes, in an archive that was crawled."""

import json
import shutil
from typing import Any

import pytest

from crawlers.cli import main
from tests.browse.conftest import Served

SHOWN = (
    "article_id outlet url title subtitle authors published_at published_date published_precision"
    " published_raw published_source modified_at dateline section tags language body body_digest words"
    " version version_count attributions dates images capture"
)
# For each command, and for what lies within its document: the keys that are never renamed.
KEYS = {
    ("search",): "article_id outlet url title published_at snippet score record_id",
    ("show",): SHOWN,
    ("show", "capture"): "record_id captured_at status warc offset length payload_digest",
    ("show", "dateline"): "place agency",
    ("show", "attributions"): "source source_kind printed cue medium hedge claim start end",
    ("show", "dates"): "raw value precision anchor start end",
    ("show", "images"): "url caption credit",
    ("history",): "article_id url state versions captures",
    ("history", "versions"): "version captured_at title body_digest changes",
    ("history", "captures"): "record_id captured_at kind status",
    ("cite",): "match quote article captures citation",
    ("cite", "article"): SHOWN,
    ("cite", "quote"): "exact prefix suffix start end",
    ("cite", "citation"): "ar en csl",
    ("verify",): "ok checked failures",
    ("verify", "checked"): "warcs records rows leaves checkpoints",
    ("why",): "url state steps",
    ("why", "steps"): "at what detail",
    ("status",): "outlets disk_free_bytes last_checkpoint_at",
    ("status", "outlets"): "slug last_crawl_at next_due_at new_24h typical_24h alarms",
    ("coverage",): "days totals looks gaps",
}


@pytest.fixture(scope="module")
def root(served: Served, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the archive that is served: what is cited here is noted there and nowhere else."""
    copy = tmp_path_factory.mktemp("contract") / "archive"
    shutil.copytree(served.archive.root, copy, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
    return str(copy)


def document(root: str, capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    assert main(["-C", root, *command, "--json"]) == 0
    printed = capsys.readouterr().out
    assert "\\u0" not in printed, "letters are not escaped"
    return json.loads(printed)


def dictionaries(found: Any) -> list[dict[str, Any]]:
    """What is a dictionary, or those in a list; nothing where nothing was printed."""
    return found if isinstance(found, list) else [found] if found is not None else []


def test_documents_have_the_keys_that_programs_rely_on(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    (hit, *_) = found = document(root, capsys, "search", "القصف")
    shown = document(root, capsys, "show", hit["article_id"])
    documents = {
        "search": found,
        "show": shown,
        "history": document(root, capsys, "history", hit["url"]),
        "cite": document(root, capsys, "cite", shown["body"][:60]),
        "verify": document(root, capsys, "verify"),
        "why": document(root, capsys, "why", hit["url"]),
        "status": document(root, capsys, "status"),
        "coverage": document(root, capsys, "coverage"),
    }
    for (command, *within), keys in KEYS.items():
        told = documents[command]
        for name in within:
            told = told[name]
        for one in dictionaries(told):
            assert set(keys.split()) - one.keys() == set(), (command, *within)


def test_what_is_not_found_and_what_is_not_known_end_with_their_codes(root: str) -> None:
    nothing = "هذه جملة لم يقلها أحد في أي منفذ قط"
    unknown = "0" * 16
    for code, *command in (
        (0, "search", "كلمةلاوجودلها"),
        (0, "cite", nothing),
        (1, "show", unknown),
        (1, "history", unknown),
        (1, "crawl", "nobody"),
        (1, "status", "nobody"),
        (2, "search"),
        (2, "crawl", "--since", "yesterday"),
    ):
        assert main(["-C", root, *map(str, command)]) == code, command
