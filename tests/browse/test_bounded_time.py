"""A statement is bounded by a processor's time; the clock, which other work moves on, counts much later."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from archive.browse import bounded_database
from archive.browse.bounded_database import PATIENCE, bounded_time
from archive.schema import sqlite3

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT pass(?, ?) UNION ALL SELECT i + 1 FROM n LIMIT 5000) "
LONG = f"{NUMBERS}SELECT count(*) FROM n"
LIMIT = 2.0


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[[float, float], int]:
    """Runs a statement in which so much of a processor's time passes, and so much by the clock."""
    spent, clock = [100.0], [1000.0]
    told = SimpleNamespace(thread_time=lambda: spent[0], monotonic=lambda: clock[0])
    monkeypatch.setattr(bounded_database, "time", told)
    db = sqlite3.connect(":memory:")

    def passing(processor: float, wall: float) -> int:
        spent[0] += processor
        clock[0] += wall
        return 1

    db.create_function("pass", 2, passing)

    def run(processor: float, wall: float) -> int:
        with bounded_time(db, LIMIT):
            return int(db.execute(LONG, (processor, wall)).fetchone()[0])

    return run


def test_a_statement_beside_other_work_is_not_interrupted(ask: Callable[[float, float], int]) -> None:
    assert ask(LIMIT - 0.1, (LIMIT - 0.1) * PATIENCE) == 5000


@pytest.mark.parametrize(("processor", "wall"), [(LIMIT, LIMIT), (0.1, LIMIT * PATIENCE)])
def test_one_that_takes_too_much_is(
    ask: Callable[[float, float], int], processor: float, wall: float
) -> None:
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        ask(processor, wall)
    assert ask(0.1, 0.1) == 5000  # the next one has a time of its own
