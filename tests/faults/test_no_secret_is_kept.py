"""What only the operator may know is in no file of an archive, and in nothing that is handed on."""

import base64
import gzip
import os
import socket
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from archive import alarm_channels
from archive.untold import Untold
from newsroom import Newsroom
from tests.browse.conftest import serving
from tests.crawlers.conftest import desk as desk  # a fixture
from tests.crawlers.conftest import new_desk as new_desk  # a fixture
from tests.crawlers.conftest import new_site as new_site  # a fixture
from tests.crawlers.conftest import site as site  # a fixture
from tests.crawlers.proxy_servers import socks_proxy

USER, PASSWORD = "zaytuna-canary-1", "sirr-canary-2"
PLANTED = {
    "FAR_USER": USER,
    "FAR_PASSWORD": PASSWORD,
    "AWS_SECRET_ACCESS_KEY": "aws-canary-3",
    "WARRAQ_PASSWORD": "serve-canary-4",
    "http_proxy": "http://env-canary-5:env-canary-6@127.0.0.1:9",
    "https_proxy": "http://env-canary-5:env-canary-6@127.0.0.1:9",
    "RESTIC_PASSWORD": "restic-canary-7",
    "DESK_HOOK": "https://127.0.0.1:9/hook/canary-9",
    "DESK_PING": "https://127.0.0.1:9/ping/canary-12",
    "WARRAQ_SMTP_PASSWORD": "smtp-canary-13",
    "WARRAQ_DEBUG": "1",
}
MAIL = {
    "mail_to": "desk@example.org",
    "mail_from": "warraq@example.org",
    "smtp_host": "127.0.0.1",
    "smtp_port": 9,
    "smtp_user": "warraq",
}
CANARIES = tuple(f"canary-{number}" for number in range(1, 14))
CONTACT = "desk-contact@warraq-desk.example"
EXPORTS = (
    ("warc", "--requests", "requests.warc.gz"),
    ("warc", "out.warc.gz"),
    ("wacz", "out.wacz"),
    ("jsonl", "out.jsonl"),
    ("csv", "out.csv"),
    ("texts", "out-texts.csv"),
    ("digests", "out-digests.jsonl"),
    ("parquet", "out.parquet"),
    ("cdxj", "out.cdxj"),
)
SPIDER = """
from crawlers.spider import OutletSpider

class WithCookie(OutletSpider):
    def _request_for(self, due):
        request = super()._request_for(due)
        if due.role == "article":
            request.headers["{header}"] = "session=canary-8"
        return request
"""


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed in it."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                inner = packed.read(name)
                yield inner
                if inner.startswith(b"\x1f\x8b"):
                    yield gzip.decompress(inner)
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif path.suffix == ".parquet":
        yield str(pyarrow.parquet.read_table(path).to_pydict()).encode()


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [
        (path.name, canary)
        for path in folder.rglob("*")
        if path.is_file()
        for data in contents(path)
        for canary in CANARIES
        if canary.encode() in data
    ]


def test_no_secret_of_the_environment_gets_into_an_archive_or_out_of_it(desk: Any, tmp_path: Path) -> None:
    home, out = tmp_path / "home-canary-10", tmp_path / "out"
    home.mkdir()
    out.mkdir()
    settings = desk.archive.root / "warraq.toml"
    settings.write_text(settings.read_text("utf-8").replace("tests@example.org", CONTACT), encoding="utf-8")
    planted = PLANTED | {"HOME": str(home), "LOGNAME": "user-canary-11", "USER": "user-canary-11"}
    desk.set(alarms={"webhook": "$DESK_HOOK", "ping": "$DESK_PING", **MAIL})
    with Newsroom(outlets=("almithal",), faulty=False) as room:
        port = room.outlets["almithal"].port
        with socks_proxy(port, account=(USER, PASSWORD)) as proxy:
            declared = f'proxy = "socks5h://$FAR_USER:$FAR_PASSWORD@127.0.0.1:{proxy.port}"\n'
            path = desk.archive.outlets_dir / "almithal.toml"
            path.write_text(declared + room.declaration("almithal"), encoding="utf-8")
            with command_lines() as seen:
                run = desk.warraq("crawl", "--due", **planted)
            assert run.code == 0, run.err
            assert proxy.wanted
            assert "ping could not be told: " in run.err
            debug = desk.scrapy("crawl", "almithal", "-s", "LOG_LEVEL=DEBUG", **planted)
            assert "DEBUG" in debug.err
    assert any("crawl_process" in line for line in seen)
    said = [run.out, run.err, debug.out, debug.err, *seen]
    assert desk.rows("SELECT count(*) AS n FROM articles")[0]["n"] > 3
    quote = "لم تعلن أي جهة مسؤوليتها عن القصف"
    units = [f"--credential={name}:{home}/secret" for name in ("FAR_PASSWORD", "WARRAQ_SMTP_PASSWORD")]
    (home / "secret").write_text("canary-9")
    for command in (
        ("cite", quote, "--bundle", str(out / "bundle.zip")),
        *(("export", kind, *options, str(out / name)) for kind, *options, name in EXPORTS),
        ("coverage", "--picture", str(out / "coverage.svg")),
        ("coverage", "--json"),
        ("status", "--json"),
        ("backup", str(tmp_path / "copy"), "--with-keys"),
        ("verify",),
        ("log", "proof", desk.rows("SELECT record_id FROM captures LIMIT 1")[0]["record_id"]),
    ):
        done = desk.warraq(*command, **planted)
        assert done.code in (0, 6), done.err
        said += [done.out, done.err]
    said += pages_of(desk, planted)
    check_who(desk, out, [str(home), planted["USER"]])
    written = desk.warraq("schedule", "install", "--print", *units, **planted)
    assert "LoadCredential=FAR_PASSWORD:" in written.out
    said.append(written.out.replace(str(home), ""))  # where the file lies is no secret
    assert len(list(out.iterdir())) == len(EXPORTS) + 2
    assert found_in(desk.archive.root) == []
    assert found_in(tmp_path / "copy") == []
    assert found_in(out) == []
    assert [canary for text in said for canary in CANARIES if canary in text] == []


def check_who(desk: Any, out: Path, operators: list[str]) -> None:
    """The contact is for newsrooms alone; machine, user, folders and addresses are for nobody."""
    nobodys = [*operators, str(desk.archive.root)]
    if len(socket.gethostname()) > 5:  # a shorter one may be a word of a report
        nobodys.append(socket.gethostname())
    warcs = [data for path in desk.archive.warcs.rglob("*.warc.gz*") for data in contents(path)]
    assert any(CONTACT.encode() in data for data in warcs)
    assert [name for name in nobodys for data in warcs if name.encode() in data] == []
    handed = [path for path in out.iterdir() if "requests" not in path.name]
    for name in (*nobodys, CONTACT):
        assert [path.name for path in handed for data in contents(path) if name.encode() in data] == [], name


def test_a_channel_that_fails_repeats_nothing_of_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    document = {"begun": [], "over": []}
    for address in (
        "https://127.0.0.1:1/hook/canary-9",
        "https://user:canary-9@127.0.0.1:1/",
        "https://canary-9.invalid/",
        "https://127.0.0.1:port/canary-9",
        "http://canary-9.example/",
        "canary-9",
    ):
        monkeypatch.setenv("DESK_HOOK", address)
        with pytest.raises(Untold) as caught:
            alarm_channels.post("$DESK_HOOK", document)
        assert "canary-9" not in str(caught.value), address


def test_a_setting_that_is_refused_is_not_repeated(desk: Any) -> None:
    """Keys that others have for cookies and passwords are unknown here: an error names the key alone."""
    for key in ("cookie", "authorization", "password"):
        desk.declare("small", **{"homepage": "https://small.example/", key: "canary-9"})
        run = desk.warraq("crawl", "small")
        assert run.code != 0
        assert key in run.err
        assert "canary-9" not in run.out + run.err
    small = "https://small.example/"
    desk.declare("small", homepage=small, domains=["small.example"], feeds=[f"{small}feed/"])
    for line in ('webhook = "http://hooks.example/canary-9"', 'smtp_password = "canary-9"'):
        settings = desk.archive.root / "warraq.toml"
        before = settings.read_text("utf-8")
        settings.write_text(f"{before}\n[alarms]\n{line}\n", encoding="utf-8")
        run = desk.warraq("crawl")
        assert run.code != 0
        assert "[alarms]" in run.err
        assert "canary-9" not in run.out + run.err
        settings.write_text(before, encoding="utf-8")


@contextmanager
def command_lines() -> Iterator[set[str]]:
    """The command lines of processes that begin meanwhile: everybody on the machine may read them."""
    seen: set[str] = set()
    before = set(Path("/proc").glob("[0-9]*"))
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            for process in set(Path("/proc").glob("[0-9]*")) - before:
                with suppress(OSError):
                    line = (process / "cmdline").read_bytes()
                    seen.add(line.replace(b"\0", b" ").decode("utf-8", "replace"))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def pages_of(desk: Any, planted: dict[str, str]) -> list[str]:
    """The pages that tell of the archive itself, as `warraq serve --private` shows them."""
    password = planted["WARRAQ_PASSWORD"]
    basic = base64.b64encode(f"desk:{password}".encode()).decode()
    forwarded = {"Authorization": f"Basic {basic}", "X-Forwarded-Proto": "https"}
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    told = []
    with pytest.MonkeyPatch.context() as patch:
        for name, value in planted.items():
            patch.setenv(name, value)
        with serving(desk.archive, None, "--private", "--behind-proxy", "127.0.0.1") as port:
            for path in ("/", "/status", "/status.json", "/metrics", "/coverage", "/outlet/almithal"):
                asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=forwarded)
                with directly.open(asked, timeout=60) as answer:
                    told.append(answer.read().decode())
    assert sum("almithal" in text for text in told) >= 3
    return told


@pytest.mark.parametrize("header", ["Cookie", "authorization", "Proxy-Authorization"])
def test_a_request_with_a_cookie_or_a_password_is_not_sent(
    desk: Any, site: Any, tmp_path: Path, header: str
) -> None:
    (tmp_path / "secret_spider.py").write_text(SPIDER.format(header=header), encoding="utf-8")
    site.sitemap("/sitemap.xml", [site.put("/report/1", "<html></html>")])
    desk.declare(
        "small",
        homepage=site.url(),
        domains=[site.host],
        sitemaps=[site.url("/sitemap.xml")],
        spider="secret_spider:WithCookie",
    )
    run = desk.warraq(
        "crawl", "small", PYTHONPATH=os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    )
    assert "/sitemap.xml" in site.paths(), run.err
    assert "/report/1" not in site.paths()
    assert desk.ledger("small")[site.url("/report/1")]["reason"].startswith("secret-header")
    assert found_in(desk.archive.root) == []
    why = desk.warraq("why", site.url("/report/1"))
    assert "it was not sent" in why.out
