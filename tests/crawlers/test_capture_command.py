"""`warraq capture`: pages asked for by hand are evidence like those of any crawl, followed outlet or not."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.dump import dump
from archive.locks import locked
from archive.verify import verify
from archive.warc import Record, walk
from newsroom import Newsroom


@dataclass(frozen=True)
class Captured:
    """Pages of two outlets, one followed, captured together from a list; then one of them once more."""

    desk: Any
    followed: str
    stranger: str
    run: Any
    again: Any
    outcomes: dict[str, Any]


@pytest.fixture(scope="module")
def captured(new_desk: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Captured]:
    desk = new_desk()
    desk.set(politeness={"delay": 0.0})
    with Newsroom(outlets=("almithal", "waha"), faulty=False, slow=0.01) as room:
        (desk.archive.outlets_dir / "almithal.toml").write_text(room.declaration("almithal"), "utf-8")
        home, other = room.outlets["almithal"].homepage, room.outlets["waha"].homepage
        followed, stranger = (room.outlets[slug].article_urls[0] for slug in ("almithal", "waha"))
        listed = [
            f"{home}faults/redirect?n=1",
            f"{home}faults/redirect-loop?n=1",
            f"{home}faults/missing?n=1",
            f"{home}faults/drop?n=1",
            f"{home}faults/empty?n=1",
            f"{home}faults/no-length-cut?n=1",
            f"{home}faults/plain?n=5",
            f"{home}wp-admin/",
            "# a comment",
            "",
            f"{followed}#fragment",
            "ftp://elsewhere.example/",
        ]
        path = tmp_path_factory.mktemp("lists") / "list.txt"
        path.write_bytes("\ufeff".encode() + "\r\n".join(listed).encode() + b"\r\n")
        run = desk.warraq("capture", followed, stranger, "--file", str(path), "--json")
        again = desk.warraq("capture", stranger)
        assert other in stranger
        yield Captured(desk, followed, stranger, run, again, {one["url"]: one for one in run.document})


def outcome(captured: Captured, name: str) -> dict[str, Any]:
    (found,) = (one for url, one in captured.outcomes.items() if name in url)
    return dict(found)


def test_every_url_has_its_outcome_once_and_in_order(captured: Captured) -> None:
    urls = [one["url"] for one in captured.run.document]
    assert urls[:2] == [captured.followed, captured.stranger]
    assert len(urls) == len(set(urls)) == 11
    assert "5 of 11 pages captured" in captured.run.err


def test_the_exit_code_says_whether_all_some_or_none_was_captured(captured: Captured, desk: Any) -> None:
    assert captured.run.code == 3
    assert captured.again.code == 0, captured.again.err
    assert desk.warraq("capture", "mailto:someone").code == 1
    assert desk.warraq("capture").code == 2


@pytest.mark.parametrize(
    ("name", "state", "reason"),
    [
        ("redirect?", "captured", None),
        ("redirect-loop", "refused", "redirect-loop"),
        ("missing", "gone", "http-404"),
        ("drop", "failed", "disconnect"),
        ("empty", "captured", None),
        ("no-length-cut", "captured", "truncated-disconnect"),
        ("plain", "captured", None),
        ("wp-admin", "refused", "robots: disallowed"),
        ("ftp:", "refused", "not a web address: scheme 'ftp', not http or https"),
    ],
)
def test_what_became_of_each_page_is_said(captured: Captured, name: str, state: str, reason: str) -> None:
    found = outcome(captured, name)
    assert (found["state"], found["reason"]) == (state, reason)


def test_a_page_is_stored_with_the_outlet_that_owns_it_or_a_stand_in(captured: Captured) -> None:
    for url in (captured.followed, captured.stranger):
        found = captured.outcomes[url]
        exchange = found["exchanges"][-1]
        (row,) = captured.desk.rows("SELECT * FROM captures WHERE record_id = ?", exchange["record_id"])
        for key in ("warc", "offset", "length", "payload_digest", "status"):
            assert row[key] == exchange[key]
        assert row["outlet"] == found["outlet"] == exchange["warc"].partition("/")[0]
        assert (row["role"], row["reading"]) == ("page", "article")
    assert captured.outcomes[captured.followed]["outlet"] == "almithal"
    assert captured.outcomes[captured.stranger]["outlet"].startswith("127_0_0_1_")


def test_an_article_is_cited_in_both_languages_and_the_citation_noted(captured: Captured) -> None:
    notes = [json.loads(line) for line in captured.desk.archive.citations.read_text("utf-8").splitlines()]
    for url in (captured.followed, captured.stranger):
        found = captured.outcomes[url]
        assert url in found["citation"]["ar"]
        assert url in found["citation"]["en"]
        assert found["article_id"] in [note["article_id"] for note in notes if note["typed"] == url]
        cited = captured.desk.warraq("cite", url)
        assert found["citation"]["ar"] in cited.out
    assert captured.outcomes[captured.stranger]["citation"]["ar"] in captured.again.out
    assert "images and stylesheets:" in captured.again.out


def test_a_page_that_is_no_article_says_why(captured: Captured) -> None:
    found = outcome(captured, "empty")
    assert (found["reading"], found["citation"]) == ("no-body", None)
    assert "the answer is empty" in found["reading_detail"]


def test_a_redirect_is_followed_and_both_answers_are_kept(captured: Captured) -> None:
    found = outcome(captured, "redirect?")
    assert [exchange["status"] for exchange in found["exchanges"]] == [301, 200]
    assert found["address"].endswith("faults/plain?n=1")
    (row,) = captured.desk.rows(
        "SELECT via FROM captures WHERE record_id = ?", found["exchanges"][1]["record_id"]
    )
    assert row["via"] == found["url"]


def test_images_and_stylesheets_are_captured_beside_the_page(captured: Captured) -> None:
    for url in (captured.followed, captured.stranger):
        rows = captured.desk.rows(
            "SELECT DISTINCT url FROM captures WHERE via = ? AND role = 'requisite' AND status = 200", url
        )
        assert len(rows) == captured.outcomes[url]["requisites"]["captured"] > 0
    kinds = {
        row["content_type"].partition("/")[0]
        for row in captured.desk.rows("SELECT content_type FROM captures WHERE role = 'requisite'")
    }
    assert kinds == {"image", "text"}


def test_a_page_asked_for_is_found_shown_and_explained(captured: Captured) -> None:
    found = captured.outcomes[captured.stranger]
    shown = captured.desk.warraq("show", captured.stranger, "--json").document
    assert shown["article_id"] == found["article_id"]
    (word, *_rest) = shown["title"].split()
    hits = captured.desk.warraq("search", word, "--json").document
    assert found["article_id"] in [hit["article_id"] for hit in hits]
    fate = captured.desk.warraq("why", captured.stranger, "--json").document
    assert fate["state"] == "captured"
    whats = [step["what"] for step in fate["steps"]]
    assert {"asked for", "captured", "indexed", "article live"} <= set(whats)


def test_what_robots_txt_forbids_was_not_asked_for_and_is_explained(captured: Captured) -> None:
    (url,) = (url for url in captured.outcomes if "wp-admin" in url)
    assert [u for u, _fields in captured.desk.exchanges() if u == url] == []
    fate = captured.desk.warraq("why", url, "--json").document
    assert fate["state"] == "refused"
    assert any("Disallow: /wp-admin/" in step["detail"] for step in fate["steps"])


def test_a_rebuild_gives_the_same_index_and_all_verifies(captured: Captured) -> None:
    archive = captured.desk.archive
    before = list(dump(archive.index))
    assert captured.desk.warraq("rebuild").code == 0
    assert list(dump(archive.index)) == before
    assert verify(archive).failures == []


def page(site: Any, path: str, title: str = "خبر عاجل من السوق") -> str:
    text = "قالت البلدية إن أعمال ترميم السوق القديم بدأت صباح اليوم بعد توقف دام عامين. " * 8
    return str(site.put(path, f"<html lang=ar><title>{title}</title><h1>{title}</h1><p>{text}</p></html>"))


def test_a_list_comes_from_stdin(desk: Any, site: Any) -> None:
    urls = [page(site, f"/report/{number}/") for number in (1, 2)]
    desk.set(politeness={"delay": 0.0})
    for arguments in (["-"], ["--file", "-"]):
        ended = subprocess.run(
            [sys.executable, "-m", "crawlers.cli", "capture", "--json", *arguments],
            input="\n".join([*urls, urls[0]]).encode(),
            cwd=desk.archive.root,
            env={**os.environ, "WARRAQ_ALLOW_PRIVATE": "1"},
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        assert [one["url"] for one in json.loads(ended.stdout)] == urls


def test_an_outlet_can_be_named_and_must_exist(desk: Any, site: Any) -> None:
    desk.declare("mine", homepage="https://mine.example/", domains=["mine.example"])
    url = page(site, "/report/1/")
    (found,) = desk.warraq("capture", url, "--outlet", "mine", "--json").document
    assert found["outlet"] == "mine"
    assert desk.warraq("show", url, "--json").document["outlet"] == "mine"
    unknown = desk.warraq("capture", url, "--outlet", "nobody")
    assert (unknown.code, "no outlet 'nobody'" in unknown.err) == (1, True)


def test_a_page_that_the_outlets_pattern_would_refuse_is_read_all_the_same(desk: Any, site: Any) -> None:
    desk.declare("small", homepage=site.url(), domains=[site.host])
    (found,) = desk.warraq("capture", page(site, "/opinion/1/"), "--json").document
    assert (found["outlet"], found["reading"]) == ("small", "article")


def test_a_redirect_to_another_outlet_is_that_outlets_page(desk: Any, site: Any, new_site: Any) -> None:
    far = new_site()
    desk.declare("near", homepage=site.url(), domains=[site.host])
    desk.declare("far", homepage=far.url(), domains=[far.host])
    url = site.put("/short", "", 301, Location=page(far, "/report/1/"))
    (found,) = desk.warraq("capture", url, "--json").document
    assert (found["state"], found["outlet"]) == ("captured", "far")
    assert [exchange["warc"].partition("/")[0] for exchange in found["exchanges"]] == ["near", "far"]


def test_private_addresses_are_refused_and_no_contact_means_no_capture(
    desk: Any, new_desk: Any, trap: Any
) -> None:
    url = f"http://127.0.0.2:{trap.port}/"
    run = desk.warraq("capture", url, "--json", private=False)
    assert (run.code, run.document[0]["reason"]) == (1, "address-refused")
    assert "address-refused" in desk.warraq("why", url).out
    anonymous = new_desk(contact=None).warraq("capture", url, private=False)
    assert (anonymous.code, "no contact is given" in anonymous.err) == (1, True)
    assert not trap.connected()


def test_an_outlet_that_another_run_holds_is_told_with_the_exit_code_for_it(desk: Any, site: Any) -> None:
    desk.declare("held", homepage=site.url(), domains=[site.host])
    with locked(desk.archive.state / "held.crawl.lock", what="outlet held"):
        run = desk.warraq("capture", site.url(), "--json")
    assert run.code == 5
    assert "held" in run.document[0]["reason"]


def test_requests_to_a_host_keep_the_delay(desk: Any, site: Any) -> None:
    desk.set(politeness={"delay": 0.2})
    urls = [page(site, f"/report/{number}/") for number in range(4)]
    assert desk.warraq("capture", *urls, **desk.noting()).code == 0
    let_go = desk.let_go()
    assert len(let_go) == len(site.asked) > 4
    gaps = [later - earlier for earlier, later in pairwise(let_go)]
    assert min(gaps) >= 0.2 * 0.7 - 0.001, gaps


def test_a_capturing_process_that_is_killed_leaves_what_it_captured(desk: Any, site: Any) -> None:
    desk.set(politeness={"delay": 0.3})
    urls = [page(site, f"/report/{number}/") for number in range(30)]
    child = subprocess.Popen(
        [sys.executable, "-m", "crawlers.cli", "capture", *urls],
        cwd=desk.archive.root,
        env={**os.environ, "WARRAQ_ALLOW_PRIVATE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_for(desk, 4)
    site.pause = 3.0  # the others are not all captured before the kill has come, however slow it comes
    below = Path(f"/proc/{child.pid}/task/{child.pid}/children")
    if not below.exists():
        child.communicate(timeout=180)
        pytest.skip("this system does not list the children of a process")
    for pid in map(int, below.read_text().split()):
        if b"crawlers.capture_process" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
    _out, err = child.communicate(timeout=180)
    assert (child.returncode, b"capture.log may say why" in err) == (1, True)
    (count,) = desk.rows("SELECT count(*) AS n FROM captures WHERE role = 'page' AND reading = 'article'")
    assert 3 <= count["n"] < 30
    assert desk.warraq("capture", urls[-1]).code == 0
    assert verify(desk.archive).failures == []


def wait_for(desk: Any, pages: int) -> None:
    """Wait until so many pages are on the disk."""
    deadline = time.monotonic() + 180
    while on_disk(desk) < pages:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def on_disk(desk: Any) -> int:
    steps = (step for path in desk.warcs() for step in walk(path))
    return sum(
        isinstance(step, Record) and step.type == "response" and "/report/" in str(step.target_uri)
        for step in steps
    )


def test_ctrl_c_keeps_what_was_captured(desk: Any, site: Any) -> None:
    desk.set(politeness={"delay": 0.3})
    urls = [page(site, f"/report/{number}/") for number in range(60)]
    child = subprocess.Popen(
        [sys.executable, "-m", "crawlers.cli", "capture", *urls],
        cwd=desk.archive.root,
        env={**os.environ, "WARRAQ_ALLOW_PRIVATE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for(desk, 4)
    site.pause = 3.0  # as above
    os.killpg(child.pid, signal.SIGINT)
    _out, err = child.communicate(timeout=180)
    assert child.returncode == 130, err
    (count,) = desk.rows("SELECT count(*) AS n FROM captures WHERE role = 'page' AND reading = 'article'")
    assert 3 <= count["n"] < 60
    assert verify(desk.archive).failures == []
