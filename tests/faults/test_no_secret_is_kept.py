"""What only the operator may know is in no file of an archive, and in nothing that is handed on."""

import gzip
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom import Newsroom
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
}
CANARIES = ("canary-1", "canary-2", "canary-3", "canary-4", "canary-5", "canary-6", "canary-7", "canary-8")
EXPORTS = (
    ("warc", "--requests", "out.warc.gz"),
    ("wacz", "out.wacz"),
    ("jsonl", "out.jsonl"),
    ("csv", "out.csv"),
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
    with Newsroom(outlets=("almithal",), faulty=False) as room:
        port = room.outlets["almithal"].port
        with socks_proxy(port, account=(USER, PASSWORD)) as proxy:
            declared = f'proxy = "socks5h://$FAR_USER:$FAR_PASSWORD@127.0.0.1:{proxy.port}"\n'
            path = desk.archive.outlets_dir / "almithal.toml"
            path.write_text(declared + room.declaration("almithal"), encoding="utf-8")
            run = desk.warraq("crawl", "almithal", **PLANTED)
            assert run.code == 0, run.err
            assert proxy.wanted
    said = [run.out, run.err]
    assert desk.rows("SELECT count(*) AS n FROM articles")[0]["n"] > 3
    quote = "لم تعلن أي جهة مسؤوليتها عن القصف"
    out = tmp_path / "out"
    out.mkdir()
    for command in (
        ("cite", quote, "--bundle", str(out / "bundle.zip")),
        *(("export", kind, *options, str(out / name)) for kind, *options, name in EXPORTS),
        ("verify",),
    ):
        done = desk.warraq(*command, **PLANTED)
        assert done.code == 0, done.err
        said += [done.out, done.err]
    assert len(list(out.iterdir())) == len(EXPORTS) + 1
    assert found_in(desk.archive.root) == []
    assert found_in(out) == []
    assert not any(canary in text for text in said for canary in CANARIES)


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
