"""What a search says beside its hits: counts, pages, facets, suggestions, highlights."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from archive import search_dates, search_facets, search_ranking
from archive.search import Answer, find
from archive.search_cursors import BadCursor, Place, read_cursor, write_cursor
from archive.search_ranking import Sort
from archive.search_scope import Filters, read_query, scope_of

SORTS: tuple[Sort, ...] = ("rank", "date", "recent")


def pages(shelf, query: str, limit: int, **options) -> Iterator[Answer]:
    """Every page of an answer, one after the other."""
    after = None
    while True:
        answer = find(shelf.db, query, limit=limit, after=after, **options)
        yield answer
        after = answer.cursor
        if after is None:
            return


@pytest.fixture
def stocked(shelf):
    """Eleven articles that answer الجسر: two undated, two of two versions, of which one answers no longer."""
    for number in range(7):
        day = date(2026, 9, 1) + timedelta(days=9 * number)
        section = ("سياسة", "رياضة", "رياضه")[number % 3]
        shelf.version(
            f"dated{number}", "أخبار الجسر. " * (number % 3 + 1), published=day.isoformat(), section=section
        )
    for number in range(2):
        shelf.version(f"undated{number}", "أخبار الجسر القديم.", published=None)
    shelf.version("edited", "الجسر مغلق.", captured_at="2026-11-20T08:00:00.000000Z")
    shelf.version("edited", "الجسر مفتوح.", captured_at="2026-11-21T08:00:00.000000Z")
    shelf.version("dropped", "الجسر مغلق.", captured_at="2026-11-20T08:00:00.000000Z")
    shelf.version("dropped", "الطريق مغلق.", captured_at="2026-11-21T08:00:00.000000Z")
    return shelf


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_together_are_the_whole_answer_without_a_gap_or_a_repetition(stocked, sort, limit) -> None:
    whole = [hit.article_id for hit in find(stocked.db, "الجسر", sort=sort, limit=100).hits]
    paged = [hit.article_id for page in pages(stocked, "الجسر", limit, sort=sort) for hit in page.hits]
    assert paged == whole
    assert len(set(whole)) == len(whole) == 11


@pytest.mark.parametrize("sort", SORTS)
def test_pages_are_whole_where_the_bounds_are_reached(stocked, sort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_dates, "COUNTED", 2)
    whole = [hit.article_id for hit in find(stocked.db, "الجسر", sort=sort, limit=100).hits]
    paged = [hit.article_id for page in pages(stocked, "الجسر", 2, sort=sort) for hit in page.hits]
    assert paged == whole
    assert len(set(whole)) == len(whole) == 11


def test_the_order_of_dates_is_the_same_whether_few_or_many_matches_are_read(
    stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [hit.article_id for hit in find(stocked.db, "الجسر", sort="date").hits]
    monkeypatch.setattr(search_dates, "COUNTED", 1)
    assert [hit.article_id for hit in find(stocked.db, "الجسر", sort="date").hits] == few


@pytest.mark.parametrize("sort", SORTS)
def test_every_article_that_answers_is_counted_once(stocked, sort) -> None:
    answer = find(stocked.db, "الجسر", sort=sort, limit=2)
    assert (answer.matches, answer.exact, len(answer.hits)) == (11, True, 2)
    assert answer.ranked == (None if sort == "date" else 11)
    assert answer.milliseconds > 0


@pytest.mark.parametrize("sort", SORTS)
def test_a_bounded_count_is_never_more_than_there_are(stocked, sort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_ranking, "BOUND", 3)
    monkeypatch.setattr(search_ranking, "COUNTED", 6)
    monkeypatch.setattr(search_dates, "COUNTED", 3)
    answer = find(stocked.db, "الجسر", sort=sort)
    assert not answer.exact
    assert 0 < answer.matches <= 6
    assert answer.ranked == (None if sort == "date" else 3)


def test_matches_beyond_the_ranked_ones_are_counted_exactly_where_no_article_has_two_versions(
    shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        shelf.version(f"n{number}", "أخبار الجسر.")
    monkeypatch.setattr(search_ranking, "BOUND", 2)
    answer = find(shelf.db, "الجسر")
    assert (answer.matches, answer.exact, answer.ranked, len(answer.hits)) == (5, True, 2, 2)


def test_recent_puts_a_new_report_above_an_old_one_that_ranks_better(shelf) -> None:
    better = shelf.version("better", "الجسر الجسر الجسر.", title="الجسر", published="2025-11-20")
    newer = shelf.version("newer", "قالوا شيئا عن الجسر وعن أشياء أخرى كثيرة.", published="2026-11-20")
    assert [hit.article_id for hit in find(shelf.db, "الجسر").hits] == [better, newer]
    assert [hit.article_id for hit in find(shelf.db, "الجسر", sort="recent").hits] == [newer, better]


def test_age_counts_from_the_newest_match_and_a_half_life_halves(shelf, monkeypatch) -> None:
    monkeypatch.setattr(search_ranking, "HALF_LIFE", 10.0)
    for name, day in (("old", "2020-01-01"), ("new", "2020-01-11")):
        shelf.version(name, "أخبار الجسر.", published=day)
    new, old = find(shelf.db, "الجسر", sort="recent").hits
    assert new.score == find(shelf.db, "الجسر").hits[0].score
    assert old.score == pytest.approx(new.score / 2)


@pytest.mark.parametrize("cursor", ["", "x", "لا", "AAAA", "A" * 28, "\ud800", "a" * 5000])
def test_what_is_no_cursor_is_refused_in_words(stocked, cursor) -> None:
    with pytest.raises(BadCursor, match="no cursor of this search"):
        find(stocked.db, "الجسر", after=cursor)


def test_a_cursor_is_good_for_its_own_search_only(stocked) -> None:
    cursor = find(stocked.db, "الجسر", limit=2).cursor
    assert cursor is not None
    for other in ({"sort": "date"}, {"outlets": ("almithal",)}, {"from_": date(2026, 1, 1)}):
        with pytest.raises(BadCursor):
            find(stocked.db, "الجسر", limit=2, after=cursor, **other)
    with pytest.raises(BadCursor):
        find(stocked.db, "أخبار", after=cursor)
    assert find(stocked.db, "الجسر", limit=5, after=cursor).hits


def test_a_cursor_holds_its_place_exactly() -> None:
    place = Place(score=0.1 + 0.2, doc_id=(1 << 62) + 1)
    cursor = write_cursor(place, "asked")
    assert cursor.isascii()
    assert read_cursor(cursor, "asked") == place
    with pytest.raises(BadCursor):
        read_cursor(cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), "asked")


def test_facets_count_each_article_once_under_all_it_is_filed_under(stocked) -> None:
    facets = find(stocked.db, "الجسر", facets=True).facets
    assert facets is not None
    assert (facets.articles, facets.exact, facets.undated) == (11, True, 2)
    assert facets.outlets == (("almithal", 11),)
    assert facets.countries == (("SY", 11),)
    assert facets.months == (("2026-09", 4), ("2026-10", 3), ("2026-11", 2))
    assert facets.years == (("2026", 9),)
    # رياضة and رياضه are one section to a filter, and so to a count.
    assert [count for _, count in facets.sections] == [4, 3]
    assert facets.sections[1] == ("سياسة", 3)


def test_months_and_years_without_a_match_are_counted_as_none(shelf) -> None:
    for name, day in (("old", "2023-12-31"), ("new", "2025-02-01")):
        shelf.version(name, "أخبار الجسر.", published=day)
    facets = find(shelf.db, "الجسر", facets=True).facets
    assert facets is not None
    assert facets.years == (("2023", 1), ("2024", 0), ("2025", 1))
    assert [month for month, _ in facets.months][:3] == ["2023-12", "2024-01", "2024-02"]
    assert [count for _, count in facets.months] == [1, *[0] * 13, 1]


def test_months_are_those_of_publication_where_row_ids_hold_another_day(shelf) -> None:
    days = ("1948-05-14", "1969-12-31", "1970-01-01", "1970-01-31", "1970-02-01", "2000-02-29", "2000-12-31")
    for number, day in enumerate((*days, None, None)):
        shelf.version(f"n{number}", "أخبار الجسر.", published=day)
    shelf.version("n0", "أخبار الجسر القديم.", published=days[0], captured_at="2026-11-23T08:00:00.000000Z")
    facets = find(shelf.db, "الجسر", facets=True).facets
    assert facets is not None
    assert (facets.articles, facets.undated, facets.outlets) == (9, 2, (("almithal", 9),))
    counted = {month: count for month, count in facets.months if count}
    assert counted == {
        "1948-05": 1,
        "1969-12": 1,
        "1970-01": 2,
        "1970-02": 1,
        "2000-02": 1,
        "2000-12": 1,
    }


def test_without_snippets_hits_say_all_else(stocked) -> None:
    whole, bare = (find(stocked.db, "الجسر", snippets=snippets) for snippets in (True, False))
    assert all(hit.snippet and hit.spans for hit in whole.hits)
    assert bare.hits == tuple(replace(hit, snippet=None, highlights=(), spans=()) for hit in whole.hits)


def test_facets_say_when_they_count_the_newest_alone(stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_facets, "COUNTED", 3)
    answer = find(stocked.db, "الجسر", facets=True)
    assert answer.facets is not None
    assert (answer.facets.articles, answer.facets.exact) == (3, False)
    assert (answer.matches, answer.exact) == (11, True)


def test_filters_narrow_hits_counts_and_facets_alike(stocked) -> None:
    for options, wanted in (
        ({"sections": ("رياضة",)}, 4),
        ({"countries": ("sy",)}, 11),
        ({"countries": ("EG",)}, 0),
        ({"outlets": ("almithal", "other")}, 11),
        ({"outlets": ("other",)}, 0),
        ({"from_": date(2026, 10, 1)}, 5),
        ({"to": date(2026, 9, 30)}, 4),
    ):
        answer = find(stocked.db, "الجسر", facets=True, **options)
        assert answer.facets is not None
        assert (answer.matches, len(answer.hits), answer.facets.articles) == (wanted, wanted, wanted), options


def test_a_filter_that_is_typed_does_what_a_parameter_does(stocked) -> None:
    for typed, options in (
        ("outlet:almithal", {"outlets": ("almithal",)}),
        ("outlet:other", {"outlets": ("other",)}),
        ("قسم:رياضة", {"sections": ("رياضة",)}),
        ("من:2026-10-01", {"from_": date(2026, 10, 1)}),
        ("شهر:2026-09", {"from_": date(2026, 9, 1), "to": date(2026, 9, 30)}),
        ("من:2026-09-15 إلى:2026-10", {"from_": date(2026, 9, 15), "to": date(2026, 10, 31)}),
        ("من:2026-09-15 شهر:2026-09", {"from_": date(2026, 9, 15), "to": date(2026, 9, 30)}),
        ("شهر:2026-09 outlet:almithal", {"from_": date(2026, 9, 1), "to": date(2026, 9, 30)}),
        ("من:2026-12 إلى:2026-01", {"from_": date(2027, 1, 1)}),
    ):
        both = [find(stocked.db, "الجسر " + typed), find(stocked.db, "الجسر", **options)]
        first, second = ({hit.article_id for hit in answer.hits} for answer in both)
        assert first == second, typed
        assert both[0].matches == both[1].matches == len(first)


def test_a_typed_span_of_days_becomes_one_of_row_ids_and_others_do_not(stocked) -> None:
    for typed, tags in (
        ("الجسر شهر:2026-09", ["day·none"]),
        ("الجسر من:2026-09-29 outlet:almithal", ["outlet·almithal", "day·none"]),
        ("الجسر شهر:2026-09,2026-11", ["month·2026·09", "month·2026·11"]),
        ("شهر:2026-09", ["month·2026·09"]),
    ):
        scope = scope_of(read_query(stocked.db, typed, None), Filters())
        assert scope is not None
        assert re.findall('"([a-z]+·[^"]*)"', scope.match) == tags, typed
        assert scope.first_row > 0
    first, second = (
        {hit.article_id for hit in find(stocked.db, typed).hits}
        for typed in ("الجسر شهر:2026-09", "الجسر شهر:2026-11")
    )
    both = find(stocked.db, "الجسر شهر:2026-09,2026-11").hits
    assert {hit.article_id for hit in both} == first | second
    assert len(both) == 4 + 2


def test_days_before_1970_are_told_apart_though_they_share_row_ids(shelf) -> None:
    shelf.version("war", "أخبار الجسر.", published="1948-05-15")
    shelf.version("peace", "أخبار الجسر.", published="1969-01-02")
    shelf.version("undated", "أخبار الجسر.", published=None)
    for options, wanted in (
        ({"to": date(1948, 12, 31)}, 1),
        ({"from_": date(1948, 5, 16)}, 1),
        ({"from_": date(1948, 5, 15)}, 2),
        ({"from_": date(1949, 1, 1), "to": date(1968, 1, 1)}, 0),
    ):
        answer = find(shelf.db, "الجسر", facets=True, **options)
        assert answer.facets is not None
        assert (answer.matches, answer.facets.articles) == (wanted, wanted), options


def test_nothing_found_comes_with_what_may_have_been_meant(shelf) -> None:
    shelf.version("report", "افتتحت الحكومة مطار المدينة.")
    answer = find(shelf.db, "الحكومت")
    assert answer.matches == 0
    assert answer.suggestion is not None
    assert find(shelf.db, answer.suggestion).hits


def test_the_title_is_highlighted_and_every_match_of_the_body_is_told(shelf) -> None:
    body = "زلزال أول. " + "تحدث الناس عن الطقس طويلا. " * 30 + "وزلزال ثان."
    shelf.version("titled", body, title="زلزال يضرب الساحل")
    (hit,) = find(shelf.db, "زلزال").hits
    assert [hit.title[start:end] for start, end in hit.title_highlights] == ["زلزال"]
    assert [body[start:end] for start, end in hit.spans] == ["زلزال", "وزلزال"]


def test_a_query_for_nothing_is_answered_with_nothing(shelf) -> None:
    for typed in ("", "   ", '"', "-كلمة"):
        answer = find(shelf.db, typed, facets=True)
        assert (answer.hits, answer.matches, answer.cursor) == ((), 0, None)


@pytest.mark.parametrize("sort", ["rank", "recent"])
def test_a_query_for_very_many_words_is_answered_in_the_order_of_dates(stocked, sort) -> None:
    typed = " OR ".join(["الجسر", *(f"كلمة{number}" for number in range(search_ranking.PHRASES))])
    answer = find(stocked.db, typed, sort=sort)
    assert answer.ranked is None
    by_date = [hit.article_id for hit in find(stocked.db, typed, sort="date").hits]
    assert [hit.article_id for hit in answer.hits] == by_date
    paged = [hit.article_id for page in pages(stocked, typed, 3, sort=sort) for hit in page.hits]
    assert paged == by_date
