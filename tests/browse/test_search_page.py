"""The page that searches: what it can be narrowed down to, what is chosen, pages either way, and slips."""

import json
import re
from contextlib import closing
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import pytest

from archive.browse import search_page
from archive.browse.rendering import render
from archive.browse.site import Asked, Site
from archive.schema import connect
from tests.browse.conftest import Served

QUERY = {"q": "السوق"}
TATWEEL = "ـ"


def told(served: Served, **parameters: Any) -> dict[str, Any]:
    """The data of the page for these parameters."""
    answer, body = served.get(f"/search.json?{urlencode(QUERY | parameters, doseq=True)}")
    assert answer.status == 200, body
    document: dict[str, Any] = json.loads(body)
    return document


def page_of(served: Served, **parameters: Any) -> str:
    """The page for these parameters, in English."""
    answer, page = served.get(f"/search?{urlencode(QUERY | parameters, doseq=True)}", Accept_Language="en")
    assert answer.status == 200
    return page


@pytest.fixture
def source(served: Served) -> str:
    """Whom most of the reports credit."""
    name: str = told(served)["choices"]["source"]["counts"][0][0]
    return name


def links(page: str) -> list[dict[str, list[str]]]:
    """The parameters of the links that lead to other searches."""
    return [parse_qs(unescape(one)) for one in re.findall(r'href="\?([^"#]*)', page)]


def ids(document: dict[str, Any]) -> list[str]:
    """The articles found, in their order."""
    return [hit["article_id"] for hit in document["answer"]["hits"]]


@pytest.mark.parametrize("name", ["outlet", "country", "section", "month", "source", "state"])
def test_a_value_that_is_chosen_gives_as_many_reports_as_stand_beside_it(served: Served, name: str) -> None:
    choice = told(served)["choices"][name]
    assert choice["exact"]
    assert choice["counts"]
    assert choice["chosen"] == []
    for value, count in choice["counts"]:
        chosen = told(served, **{name: value})
        assert (chosen["answer"]["matches"], chosen["answer"]["exact"]) == (count, True), value
        assert chosen["choices"][name]["chosen"] == [value]
        assert dict(chosen["choices"][name]["counts"])[value] == count
        assert chosen["parameters"][name] == [value]


def test_other_values_keep_their_numbers_beside_a_chosen_one_and_several_are_alternatives(
    served: Served,
) -> None:
    months = told(served)["choices"]["month"]["counts"]
    assert len(months) > 1, "the newsroom is to have reports of several months"
    (first, one), (second, other) = months[:2]
    assert told(served, month=first)["choices"]["month"]["counts"] == months
    both = told(served, month=[first, second])
    assert both["answer"]["matches"] == one + other
    assert set(both["choices"]["month"]["chosen"]) == {first, second}


def test_chosen_filters_stand_on_the_page_and_each_can_be_taken_back(served: Served, source: str) -> None:
    page = page_of(served, outlet="almithal", source=source, **{"from": "2020-01-01"})
    chips = page.partition('<ul class="chips"')[2].partition("</ul>")[0]
    assert "outlet: Al-Mithal" in chips
    assert f"source: {source}" in chips
    assert "from 1 January 2020" in chips
    kept = [set(one) - {"q", "sort"} for one in links(chips)]
    assert kept == [{"source", "from"}, {"outlet", "from"}, {"outlet", "source"}, set()]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    assert ("source", source) in hidden
    assert ("outlet", "almithal") in hidden


def test_a_link_of_a_facet_adds_its_value_and_takes_it_back(served: Served) -> None:
    section = told(served)["choices"]["section"]["counts"][0][0]
    facet = page_of(served).partition('id="facet-section"')[2].partition("</section>")[0]
    assert {tuple(one.get("section", ())) for one in links(facet)} >= {(section,)}
    chosen = page_of(served, section=section).partition('id="facet-section"')[2].partition("</section>")[0]
    assert 'aria-current="true"' in chosen
    assert () in {tuple(one.get("section", ())) for one in links(chosen)}


def test_a_source_is_found_in_any_spelling_and_shown_as_printed(served: Served, source: str) -> None:
    spelled = told(served, source=source[:2] + TATWEEL + source[2:])
    assert ids(spelled) == ids(told(served, source=source))
    assert spelled["choices"]["source"]["chosen"] == [source]
    assert spelled["unknown"] == []


def test_a_source_that_nobody_credits_is_said_with_what_is_near_to_it(served: Served, source: str) -> None:
    slip = source[:-1]
    missing = told(served, source=slip)
    assert missing["answer"]["matches"] == 0
    (unknown,) = missing["unknown"]
    assert (unknown["kind"], unknown["value"]) == ("source", slip)
    assert source in unknown["near"]
    assert [one["without"] for one in missing["loosened"]] == [["source"]]
    page = page_of(served, source=slip)
    assert f"No report credits {slip}." in page
    assert [source] in [one.get("source") for one in links(page)]


def test_nothing_found_says_which_filter_alone_keeps_how_many_away(served: Served) -> None:
    empty = told(served, state="removed", outlet="almithal")
    assert empty["answer"]["matches"] == 0
    (loose,) = empty["loosened"]
    matches = told(served, outlet="almithal")["answer"]["matches"]
    assert loose == {"kind": "states", "matches": matches, "exact": True, "without": ["state"]}
    assert "without state" in page_of(served, state="removed", outlet="almithal")
    assert told(served, outlet="almithal")["loosened"] == []


@pytest.mark.parametrize(
    ("parameter", "wanted"),
    [
        ("outlet=almithol", "almithal"),
        ("country=سوريا", "SY"),
        ("state=gone", "removed"),
        ("month=2024-13", "2024-03"),
        ("month=march", "2024-03"),
        ("sort=worst", "oldest"),
        ("after=nonsense", "after"),
        ("before=nonsense", "before"),
    ],
)
def test_what_there_is_not_is_refused_with_what_may_be_meant(
    served: Served, parameter: str, wanted: str
) -> None:
    name, _, value = parameter.partition("=")
    for path in ("/search", "/search.atom") if name not in ("sort", "after", "before") else ("/search",):
        answer, body = served.get(f"{path}?{urlencode(QUERY)}&{name}={quote(value)}")
        assert answer.status == 400
        assert wanted in unescape(body)


@pytest.mark.parametrize("sort", ["rank", "date", "oldest", "recent"])
def test_pages_are_turned_either_way(served: Served, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_page, "PAGE", 3)
    site = Site(archive=served.archive, database="index")

    def turned(**cursor: str) -> dict[str, Any]:
        parameters = {name: [value] for name, value in {"q": "في", "sort": sort, **cursor}.items()}
        asked = Asked(path="/search", parameters=parameters)
        document = search_page.search_page(site, db, asked)
        page = render("search.html", document, asked, "en", str)
        assert ('rel="next"' in page) == (document["answer"]["cursor"] is not None)
        assert ('rel="prev"' in page) == (document["answer"]["previous"] is not None)
        return document

    with closing(connect(served.archive.index, readonly=True)) as db:
        forward = [turned()]
        while (cursor := forward[-1]["answer"]["cursor"]) is not None:
            forward.append(turned(after=cursor))
        back = [forward[-1]]
        while (cursor := back[-1]["answer"]["previous"]) is not None:
            back.append(turned(before=cursor))
    assert len(forward) > 2
    assert [ids(page) for page in back] == [ids(page) for page in reversed(forward)]


def test_the_oldest_come_first_when_asked_for_by_the_outlets_days(served: Served) -> None:
    hits = told(served, sort="oldest")["answer"]["hits"]
    days = [hit["published_date"] for hit in hits if hit["published_date"]]
    assert days == sorted(days)
    assert len(set(days)) > 1


def test_a_hit_says_that_its_report_was_changed_and_where_to_see_how(served: Served) -> None:
    edited = told(served, state="changed")["answer"]["hits"]
    assert served.edited in [hit["article_id"] for hit in edited]
    assert all((hit["state"], hit["version_count"] > 1) == ("changed", True) for hit in edited)
    assert f'href="/article/{served.edited}/history">2 versions' in page_of(served, state="changed")


def test_how_to_search_is_told_where_nothing_was_asked(served: Served) -> None:
    page = served.get("/search", Accept_Language="en")[1]
    assert '<details class="help" open>' in page
    examples = [parse_qs(unescape(one))["q"][0] for one in re.findall(r'href="/search\?(q=[^"]*)"', page)]
    assert "«رئيس البلدية»" in examples
    assert '<details class="help">' in page_of(served)
