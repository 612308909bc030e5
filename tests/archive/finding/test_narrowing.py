"""A search narrowed by the state of articles and by whom texts credit, and what both are counted to be."""

import json
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import search_facets, search_narrowing
from archive.search import find
from archive.search_choices import choices_of, loosened
from archive.search_scope import Filters
from archive.search_unknown import unknown_filters
from archive.source_names import names_near, spellings_of
from extractors.arabic import fold

STATES = {"a": "live", "b": "live", "c": "changed", "d": "removed", "e": "blocked"}
CREDITS = {
    "a": ["رويترز", "رويترز", "وزير الداخلية"],
    "b": ["المرصد السوري لحقوق الإنسان", "المرصد السوري لحقوق الانسان"],
    "c": ["المرصد السوري لحقوق الانسان"],
    "d": ["شهود عيان"],
    "e": [],
}
SORTS = ("rank", "date", "oldest", "recent")
SPELLED = "المرصد السوري لحقوق الانسان"


@pytest.fixture
def stocked(shelf):
    """Five reports on الجسر in several states that credit sources, one of them in its older text too."""
    shelf.version("c", "الجسر قديم.", published="2026-12-01", captured_at="2026-11-01T00:00:00.000000Z")
    shelf.credit("c", "رويترز")
    for number, slug in enumerate(STATES):
        shelf.version(slug, "أخبار الجسر.", published=f"2026-1{number % 3}-0{number + 1}", section="محليات")
        for name in CREDITS[slug]:
            shelf.credit(slug, name, "witness" if name.startswith("شهود") else "organisation")
    for slug, state in STATES.items():
        shelf.db.execute("UPDATE articles SET state = ? WHERE url LIKE ?", (state, f"%/{slug}/"))
    return shelf


def slugs(answer) -> set[str]:
    return {hit.url.rstrip("/").rpartition("/")[2] for hit in answer.hits}


WAYS = list(product([0, 5_000], [0, 50_000]))


@pytest.fixture(params=WAYS, ids=[f"few{few}-listed{listed}" for few, listed in WAYS])
def every_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filters that are looked up, and those that are listed, whole or all else."""
    monkeypatch.setattr(search_narrowing, "FEW", request.param[0])
    monkeypatch.setattr(search_narrowing, "LISTED", request.param[1])


@pytest.mark.usefixtures("every_way")
def test_states_and_sources_narrow_hits_counts_and_facets_alike(stocked) -> None:
    for options, wanted in (
        ({"states": ("live",)}, "ab"),
        ({"states": ("removed", "blocked")}, "de"),
        ({"states": ("unknown",)}, ""),
        ({"sources": ("رويترز",)}, "ac"),
        ({"sources": ("رُويترز",)}, "ac"),
        ({"sources": (SPELLED,)}, "bc"),
        ({"sources": ("رويترز", SPELLED)}, "abc"),
        ({"sources": ("لا أحد",)}, ""),
        ({"sources": ("رويترز",), "states": ("live",)}, "a"),
        ({"sources": ("رويترز",), "months": ("2026-10",)}, "a"),
        ({"months": ("2026-10", "2026-11")}, "abde"),
        ({"months": ("2026-09",)}, ""),
        ({"countries": ("sy", "EG"), "sections": ("محليات", "رياضة")}, "abcde"),
    ):
        for sort in SORTS:
            answer = find(stocked.db, "الجسر", sort=sort, facets=True, **options)
            assert slugs(answer) == set(wanted), (sort, options)
            assert answer.facets is not None
            assert (answer.matches, answer.facets.articles) == (len(wanted), len(wanted)), (sort, options)


def test_an_article_is_found_by_the_newest_text_that_credits_the_source(stocked) -> None:
    hits = find(stocked.db, "الجسر", sources=["رويترز"]).hits
    assert sorted((hit.version, hit.version_count) for hit in hits) == [(1, 1), (1, 2)]


def test_sources_and_states_are_counted_once_an_article_and_under_one_spelling(stocked) -> None:
    facets = find(stocked.db, "الجسر", facets=True).facets
    assert facets is not None
    assert facets.states == (("live", 2), ("blocked", 1), ("changed", 1), ("removed", 1))
    assert facets.sources == ((SPELLED, 2), ("رويترز", 1), ("وزير الداخلية", 1))
    assert facets.looked_into == 5


def test_of_very_many_the_newest_are_looked_into(stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_facets, "LOOKED_INTO", 1)
    facets = find(stocked.db, "الجسر", facets=True).facets
    assert facets is not None
    assert (facets.articles, facets.looked_into, facets.states) == (5, 1, (("changed", 1),))
    assert facets.sources == ((SPELLED, 1),)


def test_pages_can_be_read_backwards_in_every_order(stocked) -> None:
    for sort in SORTS:
        forward = [find(stocked.db, "الجسر", sort=sort, limit=2, states=STATES.values())]
        while (cursor := forward[-1].cursor) is not None:
            forward.append(
                find(stocked.db, "الجسر", sort=sort, limit=2, after=cursor, states=STATES.values())
            )
        back = [forward[-1]]
        while (cursor := back[-1].previous) is not None:
            back.append(find(stocked.db, "الجسر", sort=sort, limit=2, before=cursor, states=STATES.values()))
        assert [len(page.hits) for page in forward] == [2, 2, 1]
        assert [page.hits for page in back] == [page.hits for page in reversed(forward)], sort


def test_a_choice_is_counted_without_the_others_of_its_kind(stocked) -> None:
    filters = Filters(states=("live",), sources=("رويترز",))
    answer = find(stocked.db, "الجسر", states=["live"], sources=["رويترز"], facets=True)
    assert answer.facets is not None
    choices = choices_of(stocked.db, "الجسر", filters, answer.facets)
    assert choices["states"].counts == (("changed", 1), ("live", 1))
    assert choices["states"].chosen == ("live",)
    assert choices["sources"].counts == (
        (SPELLED.replace("الانسان", "الإنسان"), 1),
        ("رويترز", 1),
        ("وزير الداخلية", 1),
    )
    assert choices["outlets"].counts == (("almithal", 1),)
    assert [choice.exact for choice in choices.values()] == [True] * 6


def test_a_chosen_value_that_was_not_counted_stands_last(stocked) -> None:
    answer = find(stocked.db, "الجسر", states=["unknown"], facets=True)
    assert answer.facets is not None
    choice = choices_of(stocked.db, "الجسر", Filters(states=("unknown",)), answer.facets)["states"]
    assert choice.counts[-1] == ("unknown", 0)
    assert choice.chosen == ("unknown",)


def test_what_is_found_with_one_filter_less_is_told_the_most_first(stocked) -> None:
    filters = Filters(states=("removed",), sources=("رويترز",), months=("2026-10",))
    assert [(one.kind, one.matches, one.exact) for one in loosened(stocked.db, "الجسر", filters)] == [
        ("states", 1, True),
        ("sources", 1, True),
    ]


def test_filters_that_there_are_not_are_told_with_what_is_near(stocked) -> None:
    filters = Filters(
        outlets=("almithel", "almithal", "followed"),
        countries=("SY", "eg", "سوريا"),
        states=("gone", "live"),
        sources=("رويتر", "رويترز"),
    )
    found = unknown_filters(stocked.db, filters, ["followed"])
    assert [(one.kind, one.value) for one in found] == [
        ("outlet", "almithel"),
        ("country", "سوريا"),
        ("state", "gone"),
        ("source", "رويتر"),
    ]
    assert found[0].near == ("almithal",)
    assert found[1].near == ("SY",)
    assert found[3].near == ("رويترز",)


def test_a_name_of_a_source_is_told_from_longer_and_shorter_ones(shelf) -> None:
    shelf.version("a", "نص.")
    for name in ("رويتر", "رويترز", "رويترز العربية", "رويترزَ", "«رويترز»", "مسئول", "مسؤول", "a\U0010ffffb"):
        shelf.credit("a", name)
    assert set(spellings_of(shelf.db, "رويترز")) == {
        name for name in ("رويترز", "رويترزَ", "«رويترز»") if fold(name) == fold("رويترز")
    }
    assert set(spellings_of(shelf.db, "مسؤول")) == {"مسئول", "مسؤول"}
    assert spellings_of(shelf.db, "") == spellings_of(shelf.db, "رويترز العرب") == ()
    assert names_near(shelf.db, "رويترس")[0] in ("رويتر", "رويترز", "رويترزَ")


LETTERS = 'اأإآبةهىيوؤئءـَ «»"ل٣3…ﷺA\u0301\ud7ff\U0010ffff'


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    names=st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=12),
    wanted=st.text(LETTERS, max_size=5),
)
def test_leaping_through_the_names_finds_what_reading_them_all_finds(shelf, names, wanted) -> None:
    shelf.db.execute("DELETE FROM attributions")
    shelf.db.execute("PRAGMA foreign_keys = OFF")
    shelf.db.execute(
        "INSERT INTO attributions (version_key, seq, source) SELECT 'v', key, value FROM json_each(?)",
        (json.dumps(names),),
    )
    for asked in (wanted, names[0]):
        alike = {name for name in names if fold(name) == fold(asked)} if fold(asked) else set()
        assert set(spellings_of(shelf.db, asked)) == alike
