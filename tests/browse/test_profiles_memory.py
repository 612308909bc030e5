"""Statements that want all memory, or all time, of the machine: refused, while pages are answered."""

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browse.conftest import Served, serving
from tests.browse.test_profiles import ask
from tests.ports import free_port

MOST = 500 << 20  # bytes of memory that the server may take
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10000000) "
TWICE = "WITH RECURSIVE t(x) AS (SELECT 'aaaaaaaaaaaaaaaa' UNION ALL SELECT x || x FROM t LIMIT 27) "
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
LONG_NAMES = [f"1 AS {'x' * 1000}{number}" for number in range(40)]
BOMBS = {
    "zeroblob": "SELECT hex(zeroblob(400000000))",
    "randomblob": "SELECT randomblob(900000000)",
    "printf": "SELECT printf('%.*c', 500000000, 'x')",
    "printf below the limit of the heap": "SELECT printf('%.*c', 60000000, 'x')",
    "replace": "SELECT replace(hex(zeroblob(20000)), '0', hex(zeroblob(2000)))",
    "group_concat": NUMBERS + "SELECT group_concat(hex(zeroblob(1000))) FROM n",
    "json_group_array": NUMBERS + "SELECT json_group_array(hex(zeroblob(1000))) FROM n",
    "doubling": TWICE + "SELECT max(length(x)) FROM t",
    "quote": "SELECT quote(quote(zeroblob(30000000)))",
    "concat": f"SELECT concat({', '.join(['hex(zeroblob(10000000))'] * 4)})",
    "many columns": f"SELECT {', '.join(['zeroblob(10000000)'] * 200)}",
    "letters of four bytes": "SELECT '\U0001f600' || hex(zeroblob(20000000))",
    "rows with large texts": NUMBERS + "SELECT hex(zeroblob(50000)) FROM n",
    "rows with large blobs": NUMBERS + "SELECT zeroblob(1000000) FROM n",
    "rows that double": TWICE + "SELECT x FROM t",
    "controls": NUMBERS + "SELECT replace(hex(zeroblob(20000)), '0', char(1)) FROM n",
    "long names": f"{NUMBERS}SELECT {', '.join(LONG_NAMES)} FROM n",
    "stems": "SELECT arabic_stem(replace(hex(zeroblob(500000)), '0', ' سوق'))",
    "without an end": ENDLESS + "SELECT count(*) FROM n",
    "without an end, kept": ENDLESS.replace(" ALL", "") + "SELECT count(*) FROM n",
    "sorted": NUMBERS + "SELECT hex(zeroblob(5000)) || i AS x FROM n ORDER BY x DESC",
}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def most_memory(served: Served) -> int:
    """Bytes that the server had at most since it was started."""
    process = (served.archive.state / f"serve-{served.port}.pid").read_text()
    status = Path("/proc", process, "status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) << 10


@pytest.fixture(scope="module")
def bombed(served: Served) -> Iterator[Served]:
    """The archive on a server of its own, which is asked what it must not do."""
    port = free_port()
    with serving(served.archive, port):
        yield Served(archive=served.archive, port=port, edited=served.edited, case=served.case)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_little_memory(bombed: Served, name: str) -> None:
    for suffix in (".json", ".csv", ""):
        answer, body = ask(bombed.port, f"/index{suffix}?sql={quote(BOMBS[name])}")
        assert answer.status == 400 or (suffix == ".csv" and not body.strip()), (suffix, body[:200])
    assert most_memory(bombed) < MOST


def test_eight_bombs_at_once_leave_room_for_a_page(bombed: Served) -> None:
    told: dict[str, int] = {}

    def drop(name: str) -> None:
        told[name] = ask(bombed.port, f"/index.json?sql={quote(BOMBS[name])}")[0].status

    chosen = ("group_concat", "doubling", "many columns", "letters of four bytes", "rows with large texts")
    names = [*chosen, "without an end", "without an end, kept", "sorted"]
    threads = [threading.Thread(target=drop, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    pages = [
        bombed.get(path)[0].status for path in ("/", f"/article/{bombed.edited}", "/search?q=a", "/outlets")
    ]
    for thread in threads:
        thread.join()
    assert pages == [200] * 4
    assert told == dict.fromkeys(names, 400)
    assert most_memory(bombed) < MOST


def test_answers_that_are_as_large_as_they_may_be_fit_too(bombed: Served) -> None:
    """Each takes what one answer may: rendering eight of them must not add up."""
    sql = NUMBERS + "SELECT i, replace(hex(zeroblob(1200)), '0', char(1)) AS x FROM n"
    told: list[int] = []

    def take() -> None:
        answer, body = ask(bombed.port, f"/index.json?sql={quote(sql)}")
        told.append(answer.status)
        assert len(json.loads(body)["rows"]) == 1000

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [200] * 8
    assert most_memory(bombed) < MOST


def test_an_ordinary_statement_is_answered(bombed: Served) -> None:
    sql = "SELECT article_id, title FROM articles ORDER BY article_id"
    answer, body = ask(bombed.port, f"/index.json?sql={quote(sql)}&_shape=array")
    assert answer.status == 200
    assert bombed.edited in {row["article_id"] for row in json.loads(body)}
    for path in (
        "/index/versions.csv?_stream=1",
        "/index/versions.json?_size=max",
        "/index/articles?_facet=outlet",
    ):
        assert ask(bombed.port, path)[0].status == 200, path
