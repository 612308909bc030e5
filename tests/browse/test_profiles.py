"""What `warraq serve --public` answers, and what it keeps for who has the archive; by real servers."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest

from archive.browse.addresses import Kind
from archive.browse.door import COSTS, HELD
from tests.browse.conftest import Served, serving
from tests.browse.test_pages import paths
from tests.crawlers.conftest import Asked, Page
from tests.ports import free_port

CONTACT = "tests@example.org"  # of every desk
ARABIC = re.compile("[\u0621-\u064a]")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    """The answer to a request of any method, and its body as text."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        return answer, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


@pytest.fixture(scope="module")
def public(served: Served) -> Iterator[Served]:
    """The same archive, served to everybody, through a proxy on this machine that says who asks."""
    options = ("--public", "--behind-proxy", "127.0.0.1", "--host-name", "archive.example")
    with serving(served.archive, None, *options) as port:
        yield replace(served, port=port)


def test_case_files_are_not_there_for_everybody(public: Served, served: Served) -> None:
    for path in ("/cases", "/cases.json", f"/case/{served.case}", f"/case/{served.case}.json"):
        assert served.get(path)[0].status == 200
        assert public.get(path, X_Forwarded_For="192.0.2.1")[0].status == 404
    assert 'href="/cases"' in served.get("/")[1]
    assert 'href="/cases"' not in public.get("/")[1]


def test_all_other_pages_are_there_for_everybody(public: Served, served: Served) -> None:
    for name, path in paths(served).items():
        wanted = 404 if name in ("cases", "case", "status") else 200
        assert public.get(path, X_Forwarded_For="192.0.2.2")[0].status == wanted, name
    for path in ("/search.atom?q=a", "/cdxj?url=http://127.0.0.1/&matchType=host", "/openapi.json"):
        assert public.get(path, X_Forwarded_For="192.0.2.2")[0].status == 200, path


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/index.json?sql=select+1", 403),
        ("/index?sql=select+1", 403),
        ("/index.csv?sql=select+1", 403),
        ("/index.json?sql=select+*+from+pragma_database_list", 403),
        ("/index/articles.json?_where=1", 403),
        ("/index/articles.csv?_stream=on", 403),
        ("/index/articles?_trace=1", 403),
        ("/index.db", 404),
        ("/%69ndex.db", 404),
        ("/_internal", 404),
        ("/_memory", 404),
        *(
            (f"/-/{name}", 404)
            for name in ("versions", "plugins.json", "settings", "threads", "metadata.json")
        ),
        *(
            (f"/-/{name}", 404)
            for name in ("databases.json", "actor.json", "patterns", "logout", "allow-debug")
        ),
        ("/%2D/versions.json", 404),
        ("/-%2Fversions", 404),
        ("//evil.example/", 404),
        ("/index/articles?_sort=nothing", 400),
        ("/index/articles?_facet=nothing", 400),
    ],
)
def test_what_is_not_for_everybody_is_refused(public: Served, path: str, status: int) -> None:
    answer, body = ask(public.port, path, X_Forwarded_For="192.0.2.3")
    assert answer.status == status
    assert ARABIC.search(body)


def test_tables_are_shown_by_name_and_no_others(public: Served, served: Served) -> None:
    for table in ("articles", "versions", "outlets", "ledger"):
        assert public.get(f"/index/{table}.json", X_Forwarded_For="192.0.2.4")[0].status == 200, table
    for table in ("captures", "warcs", "crawls", "problems", "meta", "row_digests", "articles_fts_config"):
        assert served.get(f"/index/{table}.json")[0].status == 200, table
        for suffix in ("", ".json", ".csv"):
            answer, body = public.get(f"/index/{table}{suffix}", X_Forwarded_For="192.0.2.5")
            assert answer.status == 403, table
            assert "not shown to everybody" in body
    listed = json.loads(public.get("/index.json", X_Forwarded_For="192.0.2.4")[1])
    assert {"articles", "versions"} <= {table["name"] for table in listed["tables"]}
    assert not {"captures", "warcs", "meta"} & {table["name"] for table in listed["tables"]}
    queries = {query["name"] for query in listed["queries"]}
    for query in queries:
        assert public.get(f"/index/{query}.json", X_Forwarded_For="192.0.2.6")[0].status == 200, query


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_only_reading_is_answered(public: Served, served: Served, method: str) -> None:
    for port in (public.port, served.port):
        for path in ("/", "/index/articles", "/-/logout", "/nothing"):
            answer, body = ask(port, path, method)
            assert answer.status == 405
            assert answer.getheader("allow") == "GET, HEAD, OPTIONS"
            assert "only read" in body


def test_a_head_has_no_body_and_options_tell_what_may_be_asked(public: Served, served: Served) -> None:
    for port in (public.port, served.port):
        for path in ("/", "/index/articles"):
            answer, body = ask(port, path, "HEAD")
            assert (answer.status, body) == (200, "")
            answer, body = ask(port, path, "OPTIONS")
            assert (answer.status, body) == (204, "")
            assert answer.getheader("allow") == "GET, HEAD, OPTIONS"


def test_nobody_gets_a_websocket(public: Served, served: Served) -> None:
    for port in (public.port, served.port):
        answer, _ = ask(
            port,
            "/",
            Connection="Upgrade",
            Upgrade="websocket",
            Sec_WebSocket_Version="13",
            Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
        )
        assert answer.status == 200  # RFC 9110, 7.8: an upgrade may be passed over
        assert answer.getheader("upgrade") is None


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost", 200),
        ("[::1]:{port}", 200),
        ("archive.example", 200),
        ("ARCHIVE.example:{port}", 200),
        ("archive.example:443", 200),
        ("archive.example:8443", 400),
        ("127.0.0.1:1", 400),
        ("localhost:80", 400),
        ("other.archive.example", 400),
        ("archive.example.", 400),
        ("evil.example", 400),
        ("", 400),
    ],
)
def test_names_are_answered_with_the_ports_that_lead_here(public: Served, host: str, status: int) -> None:
    for path in ("/outlets", "/index/outlets", "/nothing/there"):
        answer, _ = ask(public.port, path, Host=host.format(port=public.port), X_Forwarded_For="192.0.2.7")
        assert answer.status == (404 if status == 200 and "nothing" in path else status), path


# What costs most, and is answered at once: also where answers are slow it is soon asked too often for.
DEAR = "/capture/00000000-0000-4000-8000-000000000000/record.warc.gz"
A_BUCKET = int(HELD / COSTS[Kind.HEAVY])  # times that somebody may ask for it who asked for nothing before


def refused(port: int, most: int, *clients: str) -> str | None:
    """What one of at most so many requests is refused with, the last client known to the proxy."""
    for _ in range(most):
        answer, body = ask(port, DEAR, X_Forwarded_For=", ".join(clients))
        if answer.status == 429:
            assert int(answer.getheader("retry-after") or 0) >= 1
            return body
        assert answer.status == 404
    return None


def test_who_asks_too_often_waits_and_others_do_not(public: Served) -> None:
    assert public.get("/index/outlets", X_Forwarded_For="203.0.113.9")[0].status == 200
    told = refused(public.port, 20 * A_BUCKET, "203.0.113.9")
    assert told is not None
    assert "asked too often" in told
    assert ARABIC.search(told)
    # The last address that the proxy itself saw counts, not one that its client made up before it.
    assert refused(public.port, A_BUCKET - 1, "198.51.100.1", "203.0.113.9")
    for _ in range(20):
        assert public.get("/index/outlets", X_Forwarded_For="203.0.113.10")[0].status == 200
    assert public.get("/-/static/app.css", X_Forwarded_For="203.0.113.9")[0].status == 200


def test_without_a_proxy_that_was_named_nobody_says_who_they_are(served: Served) -> None:
    with serving(served.archive, None, "--public") as port:
        assert ask(port, "/index/outlets.json", X_Forwarded_For="203.0.113.0")[0].status == 200
        told = [refused(port, 1, f"203.0.113.{n}") for n in range(1, 200)]
    assert any(told)


def test_versions_and_servers_are_not_named(public: Served, served: Served) -> None:
    from importlib.metadata import version

    for path in ("/", "/index", "/index/articles", "/nothing", "/index/warcs", "/index/articles.json"):
        answer, body = public.get(path, X_Forwarded_For="192.0.2.8")
        told = body + str(answer.getheaders())
        assert answer.getheader("server") is None
        assert not re.search(rf"uvicorn|{re.escape(version('datasette'))}", told)


@pytest.fixture(scope="module")
def mixed(
    new_desk: Callable[..., Any], new_site: Callable[[], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, dict[str, str]]]:
    """An archive with a page that repeats the User-Agent and a file imported from a folder; record ids."""
    desk, other, site = new_desk(), new_desk(), new_site()

    def repeat(asked: Asked) -> Page:
        agent = next(value for name, value in asked.headers.items() if name.lower() == "user-agent")
        return Page(f"<title>x</title><p>You are {agent}</p>".encode())

    site.pages["/you"] = repeat
    plain = site.put("/plain", "<title>plain</title><p>nothing</p>")
    for one in (desk, other):
        one.set(politeness={"delay": 0.0})
    ran = desk.warraq("capture", site.url("/you"), plain)
    assert ran.code == 0, ran.err
    site.put("/elsewhere", "<title>elsewhere</title><p>nothing</p>")
    assert other.warraq("capture", site.url("/elsewhere")).code == 0
    (file,) = other.warcs()
    place = tmp_path_factory.mktemp("operators-own-folder") / "taken.warc.gz"
    place.write_bytes(file.read_bytes())
    ran = desk.warraq("ingest", str(place))
    assert ran.code == 0, ran.err
    found = {
        row["url"].rpartition("/")[2]: row["record_id"]
        for row in desk.rows("SELECT url, record_id FROM captures WHERE status = 200")
    }
    with serving(desk.archive, None, "--public") as port:
        yield Served(archive=desk.archive, port=port, edited="", case=""), found


def test_the_contact_and_the_requests_that_hold_it_are_not_shown(mixed: Any) -> None:
    served, records = mixed
    for name in ("you", "plain"):
        record = records[name]
        for path in (f"/capture/{record}", f"/replay/{record}", f"/replay/{record}/page"):
            assert CONTACT not in served.get(path)[1]
        told = json.loads(served.get(f"/capture/{record}.json")[1])
        assert CONTACT not in json.dumps(told)
        assert told["request"] is None
        assert "request" not in {one["type"] for one in told["records"]}
        assert (told["answer"] is None) == (name == "you")
    assert served.get(f"/replay/{records['you']}/page")[0].status == 404
    assert served.get(f"/replay/{records['plain']}/page")[0].status == 200
    assert served.get(f"/capture/{records['you']}/record.warc.gz")[0].status == 409
    with serving(served.archive) as port:
        local = replace(served, port=port)
        assert CONTACT in local.get(f"/capture/{records['you']}.json")[1]
        assert CONTACT in local.get(f"/replay/{records['you']}/page")[1]


def test_no_path_of_the_operators_machine_is_shown(mixed: Any) -> None:
    served, records = mixed
    assert {"you", "plain", "elsewhere"} <= set(records)
    said = []
    for record in records.values():
        for path in (
            f"/capture/{record}",
            f"/capture/{record}.json",
            f"/replay/{record}.json",
            f"/capture/{record}/verify.json",
        ):
            said.append(served.get(path)[1])
        said.append(str(served.fetch(f"/capture/{record}/page.wacz")[0].getheaders()))
    said += [
        served.get(path)[1] for path in ("/", "/index", "/index.json", "/coverage.json", "/outlets.json")
    ]
    said += [served.get(f"/cdxj?url={served.url('/')}&matchType=domain")[1]]
    assert any("taken.warc.gz" in one for one in said)
    for one in said:
        assert "operators-own-folder" not in one
        assert str(served.archive.root) not in one


def test_what_cannot_be_read_is_said_without_its_path(mixed: Any) -> None:
    served, records = mixed
    paths_of = [path for path in served.archive.warcs.rglob("*") if path.is_file()]
    moved = [(path, path.with_suffix(".away")) for path in paths_of]
    for path, away in moved:
        path.rename(away)
    try:
        answer, body = served.get(f"/capture/{records['plain']}.json")
        other, told = served.get(f"/capture/{records['plain']}/record.warc.gz")
        checked, checks = served.get(f"/capture/{records['plain']}/verify.json")
    finally:
        for path, away in moved:
            away.rename(path)
    assert answer.status == 200
    assert json.loads(body)["records_reason"]
    assert other.status == 409
    assert checked.status == 200
    assert str(served.archive.root) not in body + told + checks


def test_of_failures_everybody_is_told_nothing(served: Served) -> None:
    port = free_port()
    with serving(served.archive, port, "--public"):
        answer, body = ask(port, "/index/articles.json?_sort=nothing")
        log = (served.archive.state / f"serve-{port}.log").read_text("utf-8")
    assert answer.status == 400
    assert "nothing" not in body
    assert "locals" not in log
