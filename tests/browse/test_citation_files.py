"""Citations over HTTP, read by libraries that are not ours."""

import json
from urllib.parse import quote

import bibtexparser
import pytest
import rispy
from jsonschema import Draft202012Validator

from archive.browse.citation_files import KINDS
from tests.browse.conftest import QUOTE, Served
from tests.browse.test_openapi import described

MEDIA = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


def cited(served: Served, address: str, kind: str) -> str:
    """The file at an address of this kind."""
    bare, _, query = address.partition("?")
    answer, body = served.get(f"{bare}.{kind}?{query}")
    assert answer.status == 200
    assert answer.getheader("content-type") == MEDIA[kind]
    assert (answer.getheader("content-disposition") or "").endswith(f'.{kind}"')
    return body


def test_the_media_types_are_told_of_every_kind() -> None:
    assert {kind: media for kind, (_, media) in KINDS.items()} == MEDIA


@pytest.mark.parametrize("by", ["quote", "id"])
def test_what_the_page_cites_can_be_saved(served: Served, by: str) -> None:
    typed = QUOTE if by == "quote" else served.edited
    found = json.loads(served.get(f"/cite.json?q={quote(typed)}")[1])["found"]
    article, record = found["article"], found["article"]["capture"]["record_id"]
    address = f"/cite?q={quote(typed)}"
    (entry,) = bibtexparser.parse_string(cited(served, address, "bib")).entries
    assert entry.key == f"warraq-{record}"
    assert entry["title"].strip("{}") == article["title"]
    assert entry["date"] == article["published_date"]
    (item,) = rispy.loads(cited(served, address, "ris"))
    assert (item["type_of_reference"], item["title"]) == ("NEWS", article["title"])
    assert item["urls"] == [article["url"]]
    (csl,) = json.loads(cited(served, address, "csl.json"))
    assert csl == found["citation"]["csl"]
    description = described(served)
    schema = {"$ref": "#/components/schemas/csl_list", "components": description["components"]}
    Draft202012Validator(schema).validate([csl])


def test_an_older_text_is_cited_as_the_one_that_it_is(served: Served) -> None:
    articles = [
        json.loads(served.get(f"/article/{served.edited}.json?version={n}")[1])["article"] for n in (1, 2)
    ]
    for number, article in enumerate(articles, 1):
        (csl,) = json.loads(cited(served, f"/article/{served.edited}?version={number}", "csl.json"))
        assert csl["id"] == f"warraq-{article['capture']['record_id']}"
        assert article["body_digest"] in csl["note"]
    newest = cited(served, f"/article/{served.edited}", "ris")
    assert articles[1]["capture"]["record_id"] in newest
    assert articles[0]["capture"]["record_id"] not in newest


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/cite", "", 400),
        ("/cite", "q=" + quote("لا يقول هذا خبر في هذا الأرشيف"), 404),
        ("/cite", "q=0123456789abcdef", 404),
        ("/article/0123456789abcdef", "", 404),
        ("/article/{edited}", "version=99", 404),
    ],
)
def test_what_is_not_there_is_said_on_a_page(
    served: Served, kind: str, path: str, query: str, status: int
) -> None:
    answer, body = served.get(f"{path.format(edited=served.edited)}.{kind}?{query}", Accept_Language="en")
    assert answer.status == status
    assert answer.getheader("content-disposition") is None
    assert ("Not found" if status == 404 else "This address is not understood") in body


def test_looking_a_citation_up_notes_nothing(served: Served) -> None:
    before = served.archive.citations.read_bytes()
    for kind in KINDS:
        cited(served, f"/cite?q={served.edited}", kind)
    assert served.archive.citations.read_bytes() == before
