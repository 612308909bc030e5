"""From samples to figures: start and end go on both sides, targets are upper bounds, the table is aligned."""

import pytest

from benchmarks.blocking import extremes
from benchmarks.figures import Cost, Figure, cost, least, ratio, spread, table
from benchmarks.variants import Sample


def sample(cpu: float) -> Sample:
    return Sample(cpu=cpu, peak_memory=1, wall=1.0, pages=1000)


def test_start_and_end_are_taken_from_both_sides_before_dividing() -> None:
    ours = cost([sample(9.0), sample(30.0), sample(8.0)], [sample(3.0)])
    plain = cost([sample(5.0)], [sample(1.0), sample(2.0), sample(1.0)])
    assert (ours.net, plain.net) == (6.0, 4.0)
    assert ratio(ours, plain) == 1.5


def test_the_cheapest_runs_may_come_from_different_rounds() -> None:
    assert least([sample(9.0), sample(7.0)], [sample(2.0), sample(3.0)]) == Cost(gross=7.0, start=2.0)


def test_the_cost_of_a_page_is_in_milliseconds() -> None:
    assert Cost(gross=7.0, start=2.0).per_page(1000) == 5.0


def test_the_spread_pairs_the_samples_of_a_round() -> None:
    assert spread([sample(3.0), sample(5.0)], 1.0, [sample(2.0), sample(2.0)], 1.0) == (2.0, 4.0)


@pytest.mark.parametrize(
    ("value", "target", "met"), [(2.5, 2.5, True), (2.51, 2.5, False), (9.0, None, None)]
)
def test_a_target_is_met_up_to_its_value(value: float, target: float | None, met: bool | None) -> None:
    assert Figure(letter="A", name="n", value=value, unit="", target=target).met is met


def test_the_table_says_which_target_is_missed() -> None:
    head, rule, met, missed, other = table(
        [
            Figure(letter="A", name="first", value=2.0, unit="", target=2.5),
            Figure(letter="D", name="second", value=300, unit="MB", target=250, note="of 3"),
            Figure(letter="", name="  third", value=1, unit="ms/page"),
        ]
    ).splitlines()
    assert set(rule) == {"-"}
    assert head.index("target") + len("target") == met.index("≤ 2.50") + len("≤ 2.50")
    assert met.endswith("met")
    assert missed.split() == ["D", "second", "300.0", "MB", "≤", "250.0", "MB", "MISSED", "of", "3"]
    assert other.endswith("1.00 ms/page")


def test_the_999th_of_a_thousand_is_not_the_largest() -> None:
    assert extremes([float(n) for n in range(1001)]) == {"max": 1000.0, "p999": 999.0, "count": 1001}


def test_nothing_measured_gives_no_extremes() -> None:
    assert extremes([]) == {"max": 0.0, "p999": 0.0, "count": 0}
