"""The description at /openapi.json: every page and parameter is in it, and what is answered is as it says."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from archive.browse.api_routes import api_routes
from archive.browse.asking import BadRequest, Gone
from archive.browse.history_page import VIEWS
from archive.browse.openapi import json_path, openapi, operation_of
from archive.browse.pages import PAGES, Page
from archive.browse.profile import Profile
from archive.browse.replay_routes import replay_routes
from archive.browse.routes import problem_of
from archive.browse.search_page import SORTS
from archive.browse.site import Asked, Site
from archive.browse.trend_page import BY
from archive.change_texts import EVENT_NAMES, STATE_NAMES
from archive.changes import KINDS
from archive.lookup import UnknownArticle
from archive.place import Archive
from archive.schema import connect, sqlite3
from archive.tables import STATES
from tests.browse.conftest import Served
from tests.browse.test_pages import NAMES, paths

SAMPLES = {
    "article": "0" * 16,
    "case": "0" * 8,
    "outlet": "nobody",
    "record": "00000000-0000-4000-8000-000000000000",
    "time": "20260317203500",
    "url": "https://nobody.example/",
}
UNREAD_BY_PAGES = {"lang"}  # every page has it, none reads it


def described(served: Served) -> dict[str, Any]:
    """The description as it is served."""
    answer, body = served.get("/openapi.json")
    assert answer.status == 200
    assert answer.getheader("content-type") == "application/json; charset=utf-8"
    document: dict[str, Any] = json.loads(body)
    return document


def as_json(path: str) -> str:
    """The address of a page's data."""
    bare, _, query = path.partition("?")
    return f"{bare}.json?{query}"


def template_of(document: Mapping[str, Any], path: str) -> str:
    """The path of the description that an address is of; of several, the one that names most of it."""
    bare = path.partition("?")[0]
    fits = [one for one in document["paths"] if re.fullmatch(re.sub(r"{[a-z]+}", "[^/]+", one), bare)]
    return max(fits, key=lambda one: len(re.sub(r"{[a-z]+}", "", one)))


def faults(document: Mapping[str, Any], path: str, status: int, body: str) -> list[str]:
    """What the description does not say of this answer."""
    responses = document["paths"][template_of(document, path)]["get"]["responses"]
    (content,) = responses[str(status)]["content"].values()
    schema = {**content["schema"], "components": document["components"]}
    told = json.loads(body)
    errors = Draft202012Validator(schema).iter_errors(told)
    return [f"{path} {error.json_path}: {error.message[:200]}" for error in errors]


def undescribed(
    document: Mapping[str, Any], schema: Mapping[str, Any], told: Any, where: str
) -> Iterator[str]:
    """Keys of an answer that its schema does not name."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from undescribed(document, document["components"]["schemas"][name], told, where)
    for part in schema.get("allOf", ()):
        known = [key for one in schema["allOf"] for key in properties(document, one)]
        inner = {key: told[key] for key in properties(document, part) if key in told}
        yield from undescribed(document, part, inner, where)
        yield from (f"{where}.{key}" for key in told if key not in known)
    for part in schema.get("anyOf", ()):
        if told is not None and part.get("type") != "null":
            yield from undescribed(document, part, told, where)
    if isinstance(told, dict) and ("properties" in schema or "additionalProperties" in schema):
        for key, value in told.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            if inner is None:
                yield f"{where}.{key}"
            else:
                yield from undescribed(document, inner, value, f"{where}.{key}")
    if isinstance(told, list) and isinstance(schema.get("items"), dict):
        for value in told:
            yield from undescribed(document, schema["items"], value, f"{where}[]")


def properties(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys that a schema of an object names."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    found: Mapping[str, Any] = schema["properties"]
    return found


def test_the_description_is_one_of_openapi_and_every_reference_leads_somewhere(served: Served) -> None:
    document = described(served)
    assert document["openapi"] == "3.1.0"
    names = document["components"]["schemas"]
    assert len(names) > 40
    for schema in names.values():
        Draft202012Validator.check_schema(schema)
    wanted = set(re.findall(r'"#/components/schemas/([a-z_]+)"', json.dumps(document)))
    assert wanted - set(names) == set()
    assert set(names) - wanted == set(), "no address gives these"
    for path, item in document["paths"].items():
        told = [one["name"] for one in item["get"]["parameters"] if one["in"] == "path"]
        assert told == re.findall(r"{([a-z]+)}", path)


def test_what_can_be_chosen_from_is_what_is_told(served: Served) -> None:
    document = described(served)
    schemas = document["components"]["schemas"]
    assert tuple(schemas["search"]["properties"]["asked"]["properties"]["sort"]["enum"]) == SORTS
    assert tuple(schemas["trend"]["properties"]["asked"]["properties"]["by"]["enum"]) == BY
    assert tuple(schemas["history"]["properties"]["view"]["enum"]) == VIEWS
    assert tuple(schemas["change"]["properties"]["kind"]["enum"]) == KINDS
    assert tuple(schemas["state"]["enum"]) == STATES
    assert schemas["course_state"]["enum"] == list(STATE_NAMES)
    assert schemas["event_name"]["enum"] == list(EVENT_NAMES)


def test_every_page_is_described(served: Served) -> None:
    document = described(served)
    assert [page.path for page in PAGES if json_path(page) not in document["paths"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_page_tells_what_its_description_says(served: Served, name: str) -> None:
    path = as_json(paths(served)[name])
    answer, body = served.get(path)
    assert answer.status == 200
    document = described(served)
    assert faults(document, path, 200, body) == []
    responses = document["paths"][template_of(document, path)]["get"]["responses"]
    (content,) = responses["200"]["content"].values()
    assert set(undescribed(document, content["schema"], json.loads(body), name)) == set()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/article/0123456789abcdef.json", 404),
        ("/article/0123456789abcdef/history.json", 404),
        ("/article/0123456789abcdef/lineage.json", 404),
        ("/capture/00000000-0000-4000-8000-000000000000.json", 404),
        ("/replay/00000000-0000-4000-8000-000000000000.json", 404),
        ("/outlet/nobody.json", 404),
        ("/case/00000000.json", 404),
        ("/case/0.5.json", 404),
        ("/article/null.json", 404),
        ("/article/null/history.json", 404),
        ("/capture/x/verify.json", 404),
        ("/outlet/NOBODY.json", 404),
        ("/coverage.json?to=20260317", 400),
        ("/search.json?from=2026-W12-2&q=a", 400),
        ("/source.json?name=nobody", 404),
        ("/source.json", 400),
        ("/search.json?q=a&from=yesterday", 400),
        ("/trend.json?q=a&by=century", 400),
        ("/coverage.json?to=tomorrow", 400),
        ("/coverage.json?outlet=nobody", 404),
        ("/cite.json?q=https://nobody.example/", 404),
        ("/search.json", 200),
        ("/trend.json", 200),
        ("/cite.json", 200),
    ],
)
def test_refusals_and_what_is_not_asked_are_described_too(served: Served, path: str, status: int) -> None:
    answer, body = served.get(path)
    assert answer.status == status
    assert faults(described(served), path, status, body) == []


@pytest.mark.parametrize(
    "path", ["/memento/%C2%84/http%3A%2F%2Fnobody.example%2F", "/timemap/json/x", "/timegate/"]
)
def test_an_address_for_tools_that_names_nothing_is_not_taken_for_a_table(served: Served, path: str) -> None:
    answer, page = served.get(path, Accept_Language="en")
    assert answer.status == 404
    assert "Not found" in page


def test_every_article_and_capture_is_as_described(served: Served) -> None:
    document = described(served)
    with closing(connect(served.archive.index, readonly=True)) as db:
        articles = [row[0] for row in db.execute("SELECT article_id FROM articles ORDER BY article_id")]
        kinds = "SELECT min(record_id) FROM captures GROUP BY kind, status, reading"
        captures = [row[0] for row in db.execute(kinds)]
    tried = [
        *(f"/article/{one}.json" for one in articles),
        *(f"/article/{one}/history.json" for one in articles[:5]),
        *(f"/cite.json?q={one}" for one in articles[:5]),
        *(f"/capture/{one}.json" for one in captures),
        *(f"/replay/{one}.json" for one in captures),
    ]
    wrong = []
    for path in tried:
        answer, body = served.get(path)
        wrong += faults(document, path, answer.status, body)
    assert wrong == []


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Asked):
    """What is asked, and by which names a page looks for parameters."""

    looked_for: set[str] = field(default_factory=set)

    def all(self, name: str) -> tuple[str, ...]:
        self.looked_for.add(name)
        return Asked.all(self, name)


def asked_of(page: Page, path: str, parameters: Mapping[str, list[str]]) -> Recorded:
    """A request for a page with these parameters."""
    match = re.fullmatch(page.path, path)
    assert match is not None
    return Recorded(path=path, parts=match.groupdict(), parameters=parameters)


def examples(page: Page) -> Iterator[dict[str, list[str]]]:
    """Parameters to ask a page with: none, and those of the description, each alone and all at once."""
    known = {one.name: [one.example] for one in operation_of(page).takes if one.example is not None}
    yield {}
    yield known
    needed = {one.name: [one.example] for one in operation_of(page).takes if one.name in ("q", "name")}
    for name, values in known.items():
        yield {**needed, name: values}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.template)
def test_no_page_looks_for_a_parameter_that_is_not_described(served: Served, page: Page) -> None:
    path = next(
        bare for one in paths(served).values() if re.fullmatch(page.path, bare := one.partition("?")[0])
    )
    site = Site(archive=Archive(served.archive.root), database="index")
    looked_for: set[str] = set()
    with closing(connect(served.archive.index, readonly=True)) as db:
        for parameters in examples(page):
            asked = asked_of(page, path, parameters)
            with suppress(ValueError, LookupError):  # not understood, or not there
                page.tell(site, db, asked)
            looked_for |= asked.looked_for
    assert looked_for - UNREAD_BY_PAGES == {one.name for one in operation_of(page).takes}


def test_the_description_does_not_hang_on_the_archive(served: Served) -> None:
    assert openapi(Site(archive=served.archive, database="index")) == described(served)


ASKED_WITH = [page for page in PAGES if operation_of(page).takes]
ODD = ("", "0", "-1", "9999-12-31", "0001-01-01")


def test_the_description_is_of_the_profile(served: Served) -> None:
    for profile, cases, password in (
        (Profile.LOCAL, True, False),
        (Profile.PUBLIC, False, False),
        (Profile.PRIVATE, True, True),
    ):
        document = openapi(Site(archive=served.archive, database="index", profile=profile))
        assert ("/cases.json" in document["paths"]) == cases
        assert ("security" in document) == password
    private = [json_path(page) for page in PAGES if not page.public]
    assert "/case/{case}.json" in private


def test_every_address_of_ours_is_described_or_is_part_of_a_page(served: Served) -> None:
    site = Site(archive=served.archive, database="index")
    document = openapi(site)
    samples = [re.sub(r"{([a-z]+)}", lambda part: SAMPLES[part[1]], path) for path in document["paths"]]
    patterns = [pattern for pattern, _ in (*api_routes(site), *replay_routes(site))]
    unknown = [one for one in patterns if not any(re.fullmatch(one, sample) for sample in samples)]
    assert [one.rpartition("/")[2] for one in unknown] == ["page$", "part$"]


def odd_parameters(page: Page) -> SearchStrategy[dict[str, list[str]]]:
    """Some of a page's parameters, with values that are known, nearly so, or anything."""
    takes = operation_of(page).takes
    known = [one.example for one in takes if one.example is not None]
    known += [str(value) for one in takes for value in one.schema.get("enum", ())]
    values = st.sampled_from([*ODD, *known]) | st.text(max_size=20)
    names = st.sampled_from([one.name for one in takes])
    return st.dictionaries(names, st.lists(values, min_size=1, max_size=2), max_size=4)


@pytest.mark.parametrize("page", ASKED_WITH, ids=lambda page: page.template)
def test_whatever_is_asked_is_answered_as_described_or_refused(served: Served, page: Page) -> None:
    path = next(
        bare for one in paths(served).values() if re.fullmatch(page.path, bare := one.partition("?")[0])
    )
    site = Site(archive=Archive(served.archive.root), database="index")
    document = described(served)
    reference = f"#/components/schemas/{operation_of(page).answer}"
    validator = Draft202012Validator({"$ref": reference, "components": document["components"]})

    def status_of(db: sqlite3.Connection, parameters: dict[str, list[str]]) -> int:
        try:
            told = page.tell(site, db, asked_of(page, path, parameters))
        except (UnknownArticle, BadRequest, Gone) as error:
            return problem_of(error)[0]
        validator.validate(json.loads(json.dumps(told)))
        return 200

    with closing(connect(served.archive.index, readonly=True)) as db:

        @seed(7)
        @settings(max_examples=12, deadline=None, database=None)
        @given(odd_parameters(page))
        def ask(parameters: dict[str, list[str]]) -> None:
            assert status_of(db, parameters) in {200, *operation_of(page).statuses}

        ask()
