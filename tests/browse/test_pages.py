"""The pages as they are served: what they tell, in which language, and what no page lets in."""

import json
import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.arabic_texts import ARABIC
from archive.browse.pages import PAGES

TEMPLATES = Path(str(files("archive.browse"))) / "templates"
SAYS = re.compile(r'\bt\("((?:[^"\\]|\\.)*)"')
FOREIGN_SCRIPT = (
    r'<script(?! type="application/ld\+json">| src="/-/warraq/[0-9a-f]+/[a-z-]+\.js" defer></script>)'
)
LANGUAGES = ("ar", "en")
NAMES = (
    *("front", "search", "article", "history", "capture", "cite", "lineage", "outlets", "outlet"),
    *("sources", "source", "trend", "coverage", "status", "cases", "case", "replay", "verify"),
)


def paths(served) -> dict[str, str]:
    """One address of each page."""
    article = json.loads(served.get(f"/article/{served.edited}.json")[1])["article"]
    source = json.loads(served.get("/sources.json")[1])["sources"][0]["source"]
    return {
        "front": "/",
        "search": f"/search?q={quote('السوق')}",
        "article": f"/article/{served.edited}",
        "history": f"/article/{served.edited}/history",
        "capture": f"/capture/{article['capture']['record_id']}",
        "verify": f"/capture/{article['capture']['record_id']}/verify",
        "replay": f"/replay/{article['capture']['record_id']}",
        "cite": f"/cite?q={quote('لم تعلن اي جهة مسؤوليتها عن القصف')}",
        "lineage": f"/article/{served.edited}/lineage",
        "outlets": "/outlets",
        "outlet": "/outlet/almithal",
        "sources": "/sources",
        "source": f"/source?name={quote(source)}",
        "trend": f"/trend?q={quote('السوق')}&outlet=almithal",
        "coverage": "/coverage?outlet=almithal",
        "status": "/status",
        "cases": "/cases",
        "case": f"/case/{served.case}",
    }


def test_every_page_there_is_is_tried_here(served) -> None:
    tried = [path.partition("?")[0] for path in paths(served).values()]
    assert [page.template for page in PAGES if not any(re.fullmatch(page.path, path) for path in tried)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_pages_speak_the_language_asked_for(served, name: str, language: str) -> None:
    path = paths(served)[name]
    answer, page = served.get(path, Accept_Language=language)
    assert answer.status == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    told = "ورّاق" if language == "ar" else "Warraq"
    assert f'<a class="brand" href="/">{told}</a>' in page


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_its_data_as_json(served, name: str) -> None:
    path, _, query = paths(served)[name].partition("?")
    answer, body = served.get(
        f"{path.removesuffix('/')}/.json?{query}" if path == "/" else f"{path}.json?{query}"
    )
    assert answer.status == 200
    assert answer.getheader("content-type") == "application/json; charset=utf-8"
    assert isinstance(json.loads(body), dict)
    assert "\\u06" not in body


def test_every_text_of_a_template_has_its_arabic() -> None:
    texts = {text for path in TEMPLATES.glob("*.html") for text in SAYS.findall(path.read_text("utf-8"))}
    assert len(texts) > 50
    assert sorted(texts - set(ARABIC)) == []


def test_a_language_that_was_chosen_is_remembered(served) -> None:
    answer, page = served.get("/?lang=en", Accept_Language="ar")
    assert '<html lang="en"' in page
    cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
    assert '<html lang="en"' in served.get("/", Accept_Language="ar", Cookie=cookie)[1]


def test_without_a_word_on_language_pages_are_arabic(served) -> None:
    assert '<html lang="ar" dir="rtl">' in served.get("/")[1]


def test_no_page_loads_or_runs_what_is_not_ours(served) -> None:
    for path in paths(served).values():
        answer, page = served.get(path)
        policy = answer.getheader("content-security-policy") or ""
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.getheader("x-content-type-options") == "nosniff"
        assert not re.search(rf"{FOREIGN_SCRIPT}|<[^>]+ on[a-z]+=|<[^>]+ style=|javascript:", page)
        assert not re.search(r'(?:src|<link[^>]+href)="(?!/)', page)


def test_search_marks_the_word_with_its_clitics(served) -> None:
    page = served.get(f"/search?q={quote('سوق')}")[1]
    assert "<mark>السوق</mark>" in page
    facets = json.loads(served.get(f"/search.json?q={quote('سوق')}")[1])["answer"]["facets"]
    assert facets["outlets"][0][0] == "almithal"


def test_a_changed_report_shows_its_versions_and_what_changed(served) -> None:
    article = served.get(f"/article/{served.edited}")[1]
    assert f'href="/article/{served.edited}?version=1"' in article
    page = served.get(f"/article/{served.edited}/history", Accept_Language="en")[1]
    assert re.search(r"<del>\s*ستة\s*</del>\s*<ins>\s*ثمانية\s*</ins>", page)
    first = served.get(f"/article/{served.edited}?version=1")[1]
    assert "ستة أشخاص" in re.sub(r"<[^>]+>", "", first)


def test_a_quote_leads_to_its_record(served) -> None:
    told = json.loads(served.get(f"/cite.json?q={quote('لم تعلن اي جهة مسؤوليتها عن القصف')}")[1])
    assert told["found"]["match"] == "normalised"
    record = told["found"]["article"]["capture"]["record_id"]
    assert (
        f'href="/capture/{record}"' in served.get(f"/cite?q={quote('لم تعلن اي جهة مسؤوليتها عن القصف')}")[1]
    )
    noted = served.archive.citations
    assert not noted.exists() or "لم تعلن اي جهة" not in noted.read_text("utf-8")


def test_a_capture_shows_what_was_asked_and_answered_and_its_proof(served) -> None:
    page = served.get(paths(served)["capture"], Accept_Language="en")[1]
    assert "GET /" in page
    assert "200 OK" in page
    assert "of the capture log stands under the signed checkpoint" in page
    told = json.loads(served.get(f"{paths(served)['capture']}.json")[1])
    assert [one["type"] for one in told["records"]] == ["response", "request", "metadata"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/article/0123456789abcdef", 404),
        ("/article/0123456789abcdef/history", 404),
        ("/capture/00000000-0000-4000-8000-000000000000", 404),
        ("/search?q=a&from=yesterday", 400),
        ("/search?q=a&sort=luck", 400),
        ("/search?q=a&after=nonsense", 400),
    ],
)
def test_what_is_not_there_or_not_understood_is_said(served, path: str, status: int) -> None:
    answer, page = served.get(path, Accept_Language="en")
    assert answer.status == status
    assert ("Not found" if status == 404 else "This address is not understood") in page
    bare, _, query = path.partition("?")
    assert served.get(f"{bare}.json?{query}")[0].status == status


def test_whatever_is_typed_is_shown_and_does_nothing(served) -> None:
    for typed in (
        '"><script>alert(1)</script>',
        "' onmouseover=alert(1)",
        "javascript:alert(1)",
        "\u202egpj",
    ):
        for path in ("/search", "/cite"):
            answer, page = served.get(f"{path}?q={quote(typed)}")
            assert answer.status == 200
            assert not re.search(FOREIGN_SCRIPT, page)
            assert "onmouseover=alert(1)>" not in page


@pytest.mark.parametrize("path", ["/", "/index", "/-/versions.json", "/replay/x"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "[::1", "a@127.0.0.1"]
)
def test_who_asks_for_another_host_is_not_answered(served, host: str, path: str) -> None:
    answer, page = served.get(path, Host=host.format(port=served.port))
    assert answer.status == 400
    assert "not served here" in page


def test_the_names_of_this_machine_are_answered(served) -> None:
    for host in ("localhost", f"LOCALHOST:{served.port}", "127.0.0.1", f"[::1]:{served.port}", "[::1]"):
        assert served.get("/", Host=host)[0].status == 200, host


@pytest.mark.parametrize(
    "sql",
    [
        "select hex(zeroblob(400000000))",
        "select randomblob(900000000)",
        "select printf('%.*c', 600000000, 'x')",
    ],
)
def test_a_statement_that_builds_hundreds_of_megabytes_is_refused(served, sql: str) -> None:
    answer, body = served.get(f"/index.json?sql={quote(sql)}")
    assert answer.status == 400
    assert json.loads(body)["ok"] is False


@pytest.mark.parametrize(
    "path", ["/index", "/index/articles", "/-/versions", "/-/static/app.css", "/nothing/there"]
)
def test_datasettes_own_pages_cannot_be_framed_nor_guessed(served, path: str) -> None:
    answer, _ = served.get(path)
    assert "frame-ancestors 'none'" in (answer.getheader("content-security-policy") or "")
    assert answer.getheader("x-content-type-options") == "nosniff"
    assert answer.getheader("referrer-policy") == "no-referrer"
