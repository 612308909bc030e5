"""Memento, CDXJ and downloads, as they are asked for and answered; what was withdrawn is told with 410."""

import json
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest

from archive.warc import Record, walk
from tests.browse import hostile
from tests.browse.conftest import Served, serving
from tests.ports import free_port

REPORT = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"><meta property="article:published_time"
content="2026-11-20T10:00:00+03:00"></head><body><article><h1>{title}</h1><img src="/bridge.png" alt="الجسر">
<p>{body}</p><p>{body}</p></article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A report captured three times (record ids and moments in their order), and one that was withdrawn."""

    served: Served
    desk: Any
    site: Any
    url: str
    records: list[str]
    moments: list[str]
    other: str
    withdrawn: str
    withdrawn_record: str


@pytest.fixture(scope="module")
def held(new_desk: Callable[..., Any], new_site: Callable[[], Any]) -> Iterator[Held]:
    desk, site = new_desk(), new_site()
    port = free_port()
    desk.set(politeness={"delay": 0.0}, cite={"memento": f"http://127.0.0.1:{port}/memento/"})
    kind = type(site.pages["/robots.txt"])
    site.pages["/bridge.png"] = kind(hostile.PNG, 200, (("Content-Type", "image/png"),))
    path = "/report/%D8%AC%D8%B3%D8%B1//1?id=7&part=2"
    for title in ("إغلاق الطريق الساحلي", "إعادة فتح الطريق الساحلي", "فتح الطريق الساحلي"):
        url = site.put(path, REPORT.format(title=title, body=hostile.BODY))
        assert desk.warraq("capture", url).code == 0
        captured_by = int(time.time())
        while int(time.time()) == captured_by:  # addresses of mementos tell whole seconds
            time.sleep(0.02)
    other = site.put("/moved", "", 301, Location="/report/2")
    site.put("/report/2", REPORT.format(title="أعمال الجسر", body=hostile.BODY))
    desk.warraq("capture", other)
    withdrawn = site.put("/report/9", REPORT.format(title="خبر مسحوب", body=hostile.BODY))
    assert desk.warraq("capture", withdrawn).code == 0
    gone = desk.rows("SELECT record_id FROM captures WHERE url = ?", withdrawn)[0]["record_id"]
    assert desk.warraq("checkpoint").code == 0
    ran = desk.warraq("withdraw", gone, "--article", "--code", "safety", "--reason", "somebody is in danger")
    assert ran.code == 0, ran.err
    rows = desk.rows(
        "SELECT record_id, captured_at FROM captures WHERE url = ? AND kind = 'response'"
        " ORDER BY captured_at",
        site.url(path),
    )
    with serving(desk.archive, port) as port:
        yield Held(
            served=Served(archive=desk.archive, port=port, edited="", case=""),
            desk=desk,
            site=site,
            url=site.url(path),
            records=[row["record_id"] for row in rows],
            moments=["".join(filter(str.isdigit, row["captured_at"]))[:14] for row in rows],
            other=other,
            withdrawn=withdrawn,
            withdrawn_record=gone,
        )


def http_date(digits: str) -> str:
    from datetime import UTC, datetime

    return f"{datetime.strptime(digits, '%Y%m%d%H%M%S').replace(tzinfo=UTC):%a, %d %b %Y %H:%M:%S} GMT"


def test_the_timegate_leads_to_the_nearest_copy(held: Held) -> None:
    for asked, wanted in ((None, -1), ("Thu, 01 Jan 1998 00:00:00 GMT", 0), (http_date(held.moments[1]), 1)):
        headers = {} if asked is None else {"Accept_Datetime": asked}
        answer, _ = held.served.get(f"/timegate/{held.url}", **headers)
        assert answer.status == 302
        assert "accept-datetime" in (answer.getheader("vary") or "").lower()
        assert answer.getheader("location") == held.served.url(f"/memento/{held.moments[wanted]}/{held.url}")
        link = answer.getheader("link") or ""
        assert f'<{held.url}>; rel="original"' in link
        assert f'<{held.served.url("/timemap/link/")}{held.url}>; rel="timemap"' in link
    bad = held.served.get(f"/timegate/{held.url}", Accept_Datetime="yesterday", Accept_Language="en")
    assert bad[0].status == 400
    assert "Accept-Datetime" in bad[1]


def test_a_memento_says_of_when_it_is_and_what_is_beside_it(held: Held) -> None:
    path = f"/memento/{held.moments[1]}/{held.url}"
    answer, page = held.served.get(path, Accept_Language="en")
    assert answer.status == 200
    assert answer.getheader("memento-datetime") == http_date(held.moments[1])
    assert f'src="/replay/{held.records[1]}/page"' in page
    link = answer.getheader("link") or ""
    place = held.served.url("/memento/")
    for at, relation in ((0, "first prev memento"), (1, "memento"), (2, "next last memento")):
        date = http_date(held.moments[at])
        assert f'<{place}{held.moments[at]}/{held.url}>; rel="{relation}"; datetime="{date}"' in link
    inside, _ = held.served.get(f"/replay/{held.records[1]}/page")
    assert inside.getheader("memento-datetime") == http_date(held.moments[1])
    assert inside.getheader("link") == link


def test_another_moment_and_other_spellings_lead_to_the_memento(held: Held) -> None:
    wanted = held.served.url(f"/memento/{held.moments[0]}/{held.url}")
    bare = held.url.removeprefix("http://")
    for typed in (held.url, f"http:/{bare}", bare, held.url.replace("//1?", "/1?")):
        answer, _ = held.served.get(f"/memento/1998/{typed}")
        assert (answer.status, answer.getheader("location")) == (302, wanted), typed
    escaped = held.url.replace("%", "%25").replace(":", "%3A").replace("/", "%2F").replace("?", "%3F")
    answer, _ = held.served.get(f"/memento/1998/{escaped}")
    assert answer.getheader("location") == wanted


def test_a_parameter_of_the_address_counts(held: Held) -> None:
    answer, page = held.served.get(f"/timegate/{held.url.replace('id=7', 'id=8')}", Accept_Language="en")
    assert answer.status == 404
    assert "This archive holds no copy of this address" in page
    assert "id=8" in page


def test_the_timemap_lists_every_copy(held: Held) -> None:
    answer, body = held.served.get(f"/timemap/link/{held.url}")
    assert (answer.status, answer.getheader("content-type")) == (200, "application/link-format")
    lines = body.strip().split(",\n")
    assert lines[0] == f'<{held.url}>; rel="original"'
    assert lines[1] == f'<{held.served.url("/timegate/")}{held.url}>; rel="timegate"'
    assert 'rel="self"; type="application/link-format"' in lines[2]
    place = held.served.url("/memento/")
    assert lines[3:] == [
        f'<{place}{at}/{held.url}>; rel="{relation}"; datetime="{http_date(at)}"'
        for at, relation in zip(held.moments, ("first memento", "memento", "last memento"), strict=True)
    ]
    later = held.served.get(f"/timemap/link/{held.moments[1]}/{held.url}")[1]
    assert later.count(place) == 2


def test_a_citation_names_an_address_that_shows_its_page(held: Held) -> None:
    told = held.desk.warraq("cite", held.url, "--json").document
    named = told["citation"]["memento"]
    assert named == held.served.url(f"/memento/{held.moments[2]}/{held.url}")
    answer, page = held.served.get(named.removeprefix(held.served.url("")))
    assert answer.getheader("memento-datetime") == http_date(held.moments[2])
    assert told["article"]["capture"]["record_id"] in page


def test_a_redirect_says_where_it_led(held: Held) -> None:
    rows = held.desk.rows("SELECT record_id FROM captures WHERE url = ? AND status = 301", held.other)
    path = f"/replay/{rows[0]['record_id']}"
    told = json.loads(held.served.get(f"{path}.json")[1])
    assert (told["shown"], told["reason"], told["leads"]["url"]) == (
        None,
        "redirect",
        held.site.url("/report/2"),
    )
    page = held.served.get(path, Accept_Language="en")[1]
    assert "The server led elsewhere" in page
    assert "<iframe" not in page
    assert held.served.get(told["leads"]["memento"])[0].status in (200, 302)


def lines_of(held: Held, query: str) -> list[tuple[str, str, dict[str, str]]]:
    answer, body = held.served.get(f"/cdxj?{query}")
    assert answer.status == 200, body
    split = [line.split(" ", 2) for line in body.splitlines()]
    return [(key, time, json.loads(rest)) for key, time, rest in split]


def test_cdxj_says_where_records_are(held: Held) -> None:
    from urllib.parse import quote

    url = quote(held.url, safe="")
    found = lines_of(held, f"url={url}")
    assert [(time, told["record_id"]) for _, time, told in found] == list(
        zip(held.moments, held.records, strict=True)
    )
    told = found[0][2]
    warc = held.desk.archive.warcs / told["filename"]
    path = warc if warc.exists() else warc.with_name(warc.name + ".open")
    at = next(one for one in walk(path) if isinstance(one, Record) and one.offset == int(told["offset"]))
    assert (at.record_id, at.length) == (told["record_id"], int(told["length"]))
    assert [one[1] for one in lines_of(held, f"url={url}&from={held.moments[1]}&to={held.moments[1]}")] == [
        held.moments[1]
    ]
    assert [one[1] for one in lines_of(held, f"url={url}&sort=reverse&limit=1")] == [held.moments[2]]
    assert lines_of(held, f"url={url}&sort=closest&closest=1998&limit=1")[0][1] == held.moments[0]
    assert held.served.get(f"/cdxj?url={url}&limit=1")[0].getheader("warraq-more") == "true"
    assert held.served.get(f"/cdxj?url={url}&limit=3")[0].getheader("warraq-more") is None
    answer, body = held.served.get(f"/cdxj?url={url}&output=json")
    assert answer.getheader("content-type") == "text/x-ndjson; charset=utf-8"
    assert [json.loads(line)["timestamp"] for line in body.splitlines()] == held.moments


def test_cdxj_finds_what_lies_below_an_address_and_leaves_out_what_was_withdrawn(held: Held) -> None:
    below = lines_of(held, f"url={held.site.url('/report/')}&matchType=prefix")
    assert {told["url"] for _, _, told in below} == {held.url, held.site.url("/report/2")}
    assert below == lines_of(held, f"url={held.site.url('/report/')}*")
    assert lines_of(held, f"url={held.site.url('/rep')}&matchType=prefix") == below
    assert lines_of(held, f"url={held.site.url('/re/')}&matchType=prefix") == []
    host = {told["url"] for _, _, told in lines_of(held, f"url={held.site.host}&matchType=host")}
    assert {held.url, held.other, held.site.url("/bridge.png")} <= host
    assert held.withdrawn not in host
    assert lines_of(held, f"url={held.withdrawn}") == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "url=a&matchType=nearly",
        "url=http://a.example/&filter=status:200",
        "url=http://a.example/&limit=1000000",
        "url=http://a.example/&from=yesterday",
        "url=http://a.example/&sort=closest",
        "url=ftp://a.example/",
    ],
)
def test_cdxj_refuses_what_it_does_not_know(held: Held, query: str) -> None:
    assert held.served.get(f"/cdxj?{query}")[0].status == 400


def test_a_record_can_be_taken_along_without_the_operators_contact(held: Held, tmp_path: Any) -> None:
    answer, content = held.served.fetch(f"/capture/{held.records[0]}/record.warc.gz")
    assert answer.status == 200
    name = f"127-0-0-1-{held.site.port}-{held.moments[0]}-{held.records[0][:8]}.warc.gz"
    assert answer.getheader("content-disposition") == f'attachment; filename="{name}"'
    path = tmp_path / name
    path.write_bytes(content)
    records = [one for one in walk(path) if isinstance(one, Record)]
    assert [one.type for one in records] == ["warcinfo", "response", "metadata"]
    assert records[1].record_id == held.records[0]
    assert b"tests@example.org" not in b"".join(one.block for one in records)
    own = {one.record_id: one.record_digest for one in held.desk.records()}
    assert own[held.records[0]] == records[1].record_digest
    assert f"capture {held.records[0]}".encode() in records[0].block


def test_a_page_can_be_taken_along_with_its_images(held: Held) -> None:
    answer, content = held.served.fetch(f"/capture/{held.records[0]}/page.wacz")
    assert answer.status == 200
    assert (answer.getheader("content-disposition") or "").endswith('.wacz"')
    with zipfile.ZipFile(BytesIO(content)) as package:
        index = package.read("indexes/index.cdxj").decode()
        pages = package.read("pages/pages.jsonl").decode().splitlines()
    assert [json.loads(line.split(" ", 2)[2])["url"] for line in index.splitlines()] == [
        held.site.url("/bridge.png"),
        held.url,
    ]
    assert [json.loads(line).get("url") for line in pages] == [None, held.url]


def test_the_page_of_a_capture_offers_all_this(held: Held) -> None:
    page = held.served.get(f"/capture/{held.records[0]}")[1]
    for rest in ("record.warc.gz", "page.wacz"):
        assert f'href="/capture/{held.records[0]}/{rest}"' in page
    assert f'href="/replay/{held.records[0]}"' in page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_was_withdrawn_is_answered_with_when_and_why(held: Held, language: str) -> None:
    told = "لسلامة" if language == "ar" else "safety (withdrawal 1)"
    record = held.withdrawn_record
    for path in (
        f"/replay/{record}",
        f"/capture/{record}/record.warc.gz",
        f"/capture/{record}/page.wacz",
        f"/timegate/{held.withdrawn}",
        f"/timemap/link/{held.withdrawn}",
        f"/memento/2026/{held.withdrawn}",
    ):
        answer, page = held.served.get(path, Accept_Language=language)
        assert (answer.status, told in page) == (410, True), path
    assert held.served.get(f"/replay/{record}/page")[0].status == 410
    document = json.loads(held.served.get(f"/replay/{record}.json")[1])
    assert (document["kind"], set(document["why"])) == ("gone", {"ar", "en"})
    shown = held.served.get(f"/capture/{record}", Accept_Language=language)
    assert (shown[0].status, told in shown[1], "record.warc.gz" in shown[1]) == (200, True, False)


@pytest.mark.parametrize(
    "path",
    [
        "/timegate/ftp://a.example/",
        "/memento/9999999/http://a.example/",
        "/memento/20261340/http://a.example/",
    ],
)
def test_what_is_no_address_or_time_is_refused(held: Held, path: str) -> None:
    assert held.served.get(path)[0].status == 400
