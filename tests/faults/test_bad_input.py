"""What goes wrong is said in a line that helps, ends with the right code, and leaves nothing half-written."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from archive.place import init_archive

LIMIT = 600_000
# A crawl whose files may not grow beyond LIMIT bytes: the kernel refuses as it does when a disk is full.
FULL_DISK = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT}))
from crawlers.crawl_process import main
sys.exit(main(sys.argv[1:]))
"""
LOW_DISK = """
import shutil, sys
from collections import namedtuple
shutil.disk_usage = lambda path: namedtuple("usage", "total used free")(1 << 30, (1 << 30) - 1000, 1000)
from crawlers.crawl_process import main
sys.exit(main(sys.argv[1:]))
"""
# What a command may leave behind although it did nothing: locks and logs.
TRACES = (".lock", ".log")


def contents(root: Path) -> dict[str, bytes]:
    """Every file of an archive but locks and logs."""
    files = (path for path in root.rglob("*") if path.is_file() and path.suffix not in TRACES)
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def declared(desk: Any, site: Any, **keys: Any) -> None:
    site.sitemap("/sitemap.xml", [site.put("/report/1", "<html>report</html>")])
    desired = {"sitemaps": [site.url("/sitemap.xml")]} | keys
    desk.declare("paper", homepage=site.url(), domains=[site.host], **desired)


def only_line(text: str) -> str:
    """The one line that a command said."""
    (line,) = text.strip().splitlines()
    return line


def test_a_declaration_that_is_no_toml(desk: Any, site: Any) -> None:
    declared(desk, site)
    path = desk.archive.outlets_dir / "broken.toml"
    path.write_text('name = "x\n')
    before = contents(desk.archive.root)
    run = desk.warraq("crawl", "broken")
    assert run.code == 1
    assert only_line(run.err).startswith(f"warraq: {path}: line 1: name: ")
    assert run.out == ""
    assert contents(desk.archive.root) == before
    assert site.paths() == []


def test_a_declaration_with_mistakes_names_every_one_of_them(desk: Any) -> None:
    path = desk.archive.outlets_dir / "broken.toml"
    path.write_text('name = "x"\ncountry = "Syria"\narticle_url = "("\nhome = "https://x.example/"\n')
    run = desk.warraq("crawl", "broken")
    assert run.code == 1
    for key in ("country", "article_url", "home", "homepage", "timezone", "domains"):
        assert f"broken.toml: {key}" in run.err, key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[archive\n", "is not TOML"),
        (
            '[archive]\nid = "0123abcd"\n[politenes]\n',
            "unknown section [politenes]; known: archive, operator",
        ),
        ('[archive]\nid = "0123abcd"\n[limits]\ntimeout = "60"\n', "timeout in [limits] must be a number"),
        ('[archive]\nid = "0123abcd"\n[limits]\nmax_bytes = 0\n', "max_bytes in [limits] must be above 0"),
    ],
)
def test_settings_that_are_not_understood(desk: Any, site: Any, text: str, said: str) -> None:
    declared(desk, site)
    (desk.archive.root / "warraq.toml").write_text(text)
    before = contents(desk.archive.root)
    run = desk.warraq("crawl", "paper")
    assert run.code == 1
    assert str(desk.archive.root / "warraq.toml") in only_line(run.err)
    assert said in run.err
    assert contents(desk.archive.root) == before
    assert site.paths() == []


def test_an_outlet_that_is_not_there(desk: Any, site: Any) -> None:
    declared(desk, site)
    before = contents(desk.archive.root)
    run = desk.warraq("crawl", "paper", "papers")
    assert run.code == 1
    assert only_line(run.err) == (
        f"warraq: no outlet 'papers' in {desk.archive.outlets_dir} (paper); add it with `warraq outlet add`"
    )
    assert contents(desk.archive.root) == before
    assert site.paths() == []


def test_an_archive_without_outlets(desk: Any) -> None:
    run = desk.warraq("crawl")
    assert run.code == 1
    assert "holds no outlets; add one with `warraq outlet add URL`" in only_line(run.err)


def test_an_archive_that_is_not_there(desk: Any, tmp_path: Path) -> None:
    run = desk.warraq("-C", str(tmp_path / "nowhere"), "crawl")
    assert run.code == 1
    assert only_line(run.err) == (
        f"warraq: {tmp_path / 'nowhere'} is no archive (it has no warraq.toml);"
        f" make one with `warraq init {tmp_path / 'nowhere'}`"
    )
    assert not (tmp_path / "nowhere").exists()
    run = desk.run(
        "-c", f"import os, sys; os.chdir({str(tmp_path)!r}); from crawlers.cli import main; main(['crawl'])"
    )
    assert f"no archive in {tmp_path} or above it; make one with `warraq init`" in run.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("noise.warc.gz", random.Random(1).randbytes(5000)),
        ("page.warc", b"<html><body>no WARC</body></html>"),
        ("empty.warc.gz", b""),
        ("missing.warc.gz", None),
    ],
)
def test_a_file_that_is_no_warc(desk: Any, tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    run = desk.warraq("ingest", str(path))
    assert run.code == 1
    assert str(path) in run.err
    assert "Traceback" not in run.err
    assert "unexpected" not in run.err
    imports = desk.archive.imports
    assert not imports.exists() or imports.read_text() == ""
    if desk.archive.index.exists():
        assert desk.rows("SELECT name FROM warcs") == []


def heavy(desk: Any, site: Any) -> list[str]:
    """An outlet whose reports come to twice what a full disk holds."""
    noise = random.Random(7)
    urls = []
    for number in range(40):
        text = noise.randbytes(30_000).hex()
        urls.append(site.put(f"/report/{number}", f"<html><body><p>{text}</p></body></html>"))
    declared(desk, site)
    site.sitemap("/sitemap.xml", urls)
    return urls


def test_a_full_disk_stops_the_crawl_and_the_next_one_goes_on(desk: Any, site: Any) -> None:
    urls = heavy(desk, site)
    run = desk.run("-c", FULL_DISK, str(desk.archive.root), "paper")
    assert run.code == 3, run.err
    assert run.document["reason"] == "capture-failed"
    asked = [path for path in site.paths() if path.startswith("/report/")]
    assert 0 < len(asked) < len(urls), "it stopped when it could not write"
    assert "File too large" in run.document["error"]
    (warc,) = desk.warcs()
    assert warc.stat().st_size <= LIMIT
    kept = {record.target_uri for record in desk.records() if record.type == "response"}
    captured = {url for url, row in desk.frontier("paper").items() if row["state"] == "captured"}
    assert captured <= kept, "nothing counts as captured that is not on the disk"
    again = desk.warraq("crawl", "paper")
    assert again.code == 0, again.err
    rows = desk.frontier("paper")
    assert {rows[url]["state"] for url in urls} == {"captured"}
    verified = desk.warraq("verify", "--json")
    assert verified.code == 0, verified.out
    assert json.loads(verified.out)["ok"]


def test_a_disk_that_is_nearly_full_is_not_filled(desk: Any, site: Any) -> None:
    declared(desk, site)
    run = desk.run("-c", LOW_DISK, str(desk.archive.root), "paper")
    assert run.code == 3
    assert run.document["reason"] == "disk-low"
    assert desk.crawl("paper").code == 0
    assert desk.frontier("paper")[site.url("/report/1")]["state"] == "captured"


def test_a_stop_file_ends_a_crawl(desk: Any, site: Any) -> None:
    declared(desk, site)
    (desk.archive.root / "STOP").touch()
    run = desk.crawl("paper")
    assert run.code == 3
    assert run.document["reason"] == "stopped-by-file"
    (desk.archive.root / "STOP").unlink()
    assert desk.crawl("paper").code == 0
    assert desk.frontier("paper")[site.url("/report/1")]["state"] == "captured"


def test_a_second_crawl_of_an_outlet_ends_at_once(desk: Any, site: Any) -> None:
    desk.set(limits={"timeout": 600.0})  # it is held as long as the others take
    declared(desk, site)
    let_go, robots = threading.Event(), site.pages["/robots.txt"]

    def held(_asked: object) -> Any:
        let_go.wait(600)
        return robots

    site.pages["/robots.txt"] = held
    command = [sys.executable, "-m", "crawlers.crawl_process", str(desk.archive.root), "paper"]
    environment = {**os.environ, "WARRAQ_ALLOW_PRIVATE": "1"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as first:
        deadline = time.monotonic() + 180
        while not site.paths():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        for run in (desk.warraq("crawl", "paper"), desk.crawl("paper")):
            assert first.poll() is None, "the first crawl still runs"
            assert run.code == 5
            said = run.err + run.out
            assert "another run holds outlet paper: wait for it to end, or end it, and try again" in said
        assert site.paths() == ["/robots.txt"], "the second one asked nothing"
        let_go.set()
    assert first.returncode == 0
    assert desk.frontier("paper")[site.url("/report/1")]["state"] == "captured"


ODD_SEEDS = {  # path, what is served there, what is said of it
    "/feed": ("<!DOCTYPE html><html><body>closed for repairs</body></html>", "not-a-feed"),
    "/empty.xml": ("", "not-a-sitemap"),
    "/void.xml": ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "empty-sitemap"),
    "/page.xml": ("<html><body>nothing</body></html>", "not-a-sitemap"),
    "/entity.xml": (
        '<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
        "dtd-in-sitemap",
    ),
}


@pytest.fixture(scope="module")
def odd(new_desk: Any, new_site: Any) -> Any:
    """Two crawls of an outlet with a good sitemap and seeds that are none, beside one that is not there."""
    desk, site = new_desk(), new_site()
    for path, (body, _code) in ODD_SEEDS.items():
        site.put(path, body, Content_Type="application/xml")
    sitemaps = [site.url(path) for path in ("/sitemap.xml", *ODD_SEEDS) if path != "/feed"]
    declared(desk, site, sitemaps=sitemaps, feeds=[site.url("/feed")])
    desk.declare("absent", homepage="http://127.0.0.1:9/", domains=["127.0.0.1:9"])
    return desk, site, desk.warraq("crawl"), desk.warraq("crawl", "paper", "--json")


@pytest.mark.parametrize("path", ODD_SEEDS)
def test_a_feed_or_sitemap_that_is_none(odd: Any, path: str) -> None:
    desk, site, first, second = odd
    seed, code = site.url(path), ODD_SEEDS[path][1]
    for run in (first, second):
        assert f"paper: {seed}: {code}" in run.err
    said = [
        text for event in desk.events("discovered") if event["seed"] == seed for text in event["problems"]
    ]
    assert [text.partition(":")[0] for text in said] == [code, code], "each crawl has it on record"


def test_a_seed_that_is_none_keeps_no_other_from_being_read(odd: Any) -> None:
    desk, site, _first, second = odd
    assert second.code == 0
    assert desk.ledger("paper")[site.url("/report/1")]["state"] == "captured"


def test_an_outlet_that_cannot_be_reached_keeps_no_other_from_being_crawled(odd: Any) -> None:
    _desk, _site, first, _second = odd
    assert first.code == 3, "some outlets failed"
    assert "absent: none of its feeds, sitemaps and pages could be read (log: " in first.err
    assert "paper: 9 requests; ledger: captured 1" in first.err


def test_no_contact_for_a_newsroom_on_the_internet(new_desk: Any, site: Any) -> None:
    desk = new_desk(contact=None)
    desk.declare("paper", homepage="https://almithal.example/", domains=["almithal.example", site.host])
    for private in (True, False):
        run = desk.warraq("crawl", "paper", private=private)
        assert run.code == 1
        assert f"no contact is given in {desk.archive.root / 'warraq.toml'}" in run.err
        assert 'write [operator] contact = "an e-mail address or URL"' in run.err
    assert desk.warcs() == []
    assert site.paths() == []


def test_a_frontier_that_is_damaged(desk: Any, site: Any) -> None:
    declared(desk, site)
    path = desk.archive.state / "paper.frontier.db"
    path.write_bytes(b"no database " * 1000)
    run = desk.warraq("crawl", "paper")
    assert run.code == 1
    assert f"{path} cannot be used" in run.err
    assert "move it away: URLs are then discovered again" in run.err
    assert site.paths() == []
    assert path.read_bytes() == b"no database " * 1000
    path.rename(path.with_suffix(".damaged"))
    assert desk.crawl("paper").code == 0


def test_an_index_that_is_damaged(desk: Any, site: Any) -> None:
    declared(desk, site)
    desk.archive.index.write_bytes(b"no database " * 1000)
    run = desk.warraq("crawl", "paper")
    assert run.code == 1
    assert f"{desk.archive.index} cannot be used" in only_line(run.err)
    assert "make it anew with `warraq rebuild`" in run.err
    assert site.paths() == [], "nothing is fetched that could not be indexed"
    assert desk.warraq("rebuild").code == 0
    assert desk.warraq("crawl", "paper").code == 0
    assert desk.ledger("paper")[site.url("/report/1")]["state"] == "captured"


def test_init_in_an_archive(tmp_path: Path) -> None:
    archive = init_archive(tmp_path / "archive")
    before = contents(archive.root)
    run = subprocess.run(
        [sys.executable, "-m", "crawlers.cli", "init", str(archive.root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert run.returncode == 1
    assert "is an archive already" in run.stderr
    assert contents(archive.root) == before
