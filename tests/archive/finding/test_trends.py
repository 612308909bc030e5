"""A query over time, over an index filled by hand."""

from datetime import date

import pytest

from archive.trends import Share, published_monthly, trend

OTHER = {
    "slug": "other",
    "name": "الآخر",
    "name_en": "Other",
    "country": "EG",
    "language": "ar",
    "timezone": "Africa/Cairo",
    "homepage": "https://other.example/",
}


def share(name: str, matches: int, total: int) -> Share:
    return Share(name=name, matches=matches, total=total, share=matches / total if total else None)


@pytest.fixture
def stocked(shelf):
    shelf.insert("outlets", **OTHER)
    for number, (day, outlet, text) in enumerate(
        [
            ("2025-11-01", "almithal", "أخبار الجسر."),
            ("2025-11-02", "almithal", "أخبار الطريق."),
            ("2025-11-30", "other", "أخبار الطريق."),
            ("2026-02-10", "other", "أخبار الجسر."),
            ("2026-02-11", "almithal", "أخبار الطريق."),
            (None, "almithal", "أخبار الجسر."),
        ]
    ):
        shelf.version(f"n{number}", text, published=day, outlet=outlet)
    return shelf


def test_shares_are_of_all_reports_of_a_month_and_gaps_are_none(stocked) -> None:
    found = trend(stocked.db, "الجسر")
    assert found.periods == (
        share("2025-11", 1, 3),
        share("2025-12", 0, 0),
        share("2026-01", 0, 0),
        share("2026-02", 1, 2),
    )
    assert found.periods[1].share is None


def test_years_are_counted_as_months_are(stocked) -> None:
    assert trend(stocked.db, "الجسر", by="year").periods == (share("2025", 1, 3), share("2026", 1, 2))


def test_outlets_stand_by_their_share_of_all_the_time(stocked) -> None:
    assert trend(stocked.db, "الجسر").outlets == (share("other", 1, 2), share("almithal", 1, 3))
    assert trend(stocked.db, "الجسر").series == ()


def test_an_outlet_that_is_asked_for_has_its_periods_and_narrows_the_whole(stocked) -> None:
    found = trend(stocked.db, "الجسر", by="year", outlets=("almithal",))
    assert found.periods == (share("2025", 1, 2),)
    (series,) = found.series
    assert (series.whole, series.periods) == (share("almithal", 1, 2), (share("2025", 1, 2),))


def test_several_outlets_are_set_beside_each_other_over_the_same_periods(stocked) -> None:
    found = trend(stocked.db, "الجسر", by="year", outlets=("other", "almithal"))
    assert [series.whole.name for series in found.series] == ["other", "almithal"]
    assert [[one.matches for one in series.periods] for series in found.series] == [[0, 1], [1, 0]]


@pytest.mark.parametrize(
    ("typed", "options"),
    [("الجسر", {"country": "EG"}), ("الجسر بلد:مصر", {}), ("الجسر outlet:other", {})],
)
def test_what_narrows_the_matches_narrows_what_they_are_a_share_of(stocked, typed, options) -> None:
    assert trend(stocked.db, typed, by="year", **options).periods == (share("2026", 1, 1),)


def test_days_that_are_asked_for_are_the_periods(stocked) -> None:
    found = trend(stocked.db, "الجسر", by="month", from_=date(2025, 11, 2), to=date(2026, 3, 1))
    assert found.periods[0] == share("2025-11", 0, 2)
    assert found.periods[-1] == share("2026-03", 0, 0)
    assert found.periods[3] == share("2026-02", 1, 2)


def test_an_article_of_several_versions_counts_once(stocked) -> None:
    stocked.version(
        "n0", "أخبار الجسر الجديد.", published="2025-11-01", captured_at="2026-11-23T08:00:00.000000Z"
    )
    assert trend(stocked.db, "الجسر").periods[0] == share("2025-11", 1, 3)


def test_a_query_that_nothing_answers_has_no_periods(stocked) -> None:
    for typed in ("زلزال", "", '"'):
        found = trend(stocked.db, typed, outlets=("almithal",))
        assert (found.periods, found.outlets, found.series) == ((), (), ())


def test_outlets_that_are_compared_have_their_periods_and_narrow_nothing(stocked) -> None:
    whole = trend(stocked.db, "الجسر", by="year")
    found = trend(stocked.db, "الجسر", by="year", compared=("almithal",))
    assert (found.periods, found.outlets) == (whole.periods, whole.outlets)
    assert [series.whole.name for series in found.series] == ["almithal"]
    assert len(found.series[0].periods) == len(whole.periods)


@pytest.mark.parametrize("by", ["month", "year"])
@pytest.mark.parametrize("country", [None, "EG"])
def test_counts_of_months_that_are_kept_give_the_same(stocked, by, country) -> None:
    asked = []

    def monthly():
        asked.append(None)
        return published_monthly(stocked.db)

    for days in ({}, {"from_": date(2025, 11, 2)}, {"to": date(2026, 2, 10)}):
        wanted = {"by": by, "country": country, **days}
        assert trend(stocked.db, "الجسر", **wanted, monthly=monthly) == trend(stocked.db, "الجسر", **wanted)
    assert len(asked) == 1  # days cut months, so that counts of whole months are of no use
