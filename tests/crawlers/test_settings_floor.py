"""The settings floor: what every crawl runs with, whatever an archive or an outlet asks for."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from archive.room import disk_reserve

# What a crawl's settings are once Scrapy has put them together.
EFFECTIVE = """
import json, sys
from pathlib import Path
from scrapy.crawler import Crawler
from archive.place import Archive
from crawlers.crawl_process import settings_for
from crawlers.spiderloader import spider_class
from scrapy.utils.reactor import install_reactor
install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
archive = Archive(Path(sys.argv[1]))
crawler = Crawler(spider_class(archive, archive.outlet("plain")), settings_for(archive, "plain"))
crawler._apply_settings()
print(json.dumps(crawler.settings.copy_to_dict(), default=str))
"""
FLOOR = {
    "DOWNLOAD_MAXSIZE": 16 << 20,
    "DOWNLOAD_TIMEOUT": 60.0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "RETRY_ENABLED": False,
    "DEPTH_LIMIT": 3,
    "MEMUSAGE_ENABLED": True,
    "MEMUSAGE_LIMIT_MB": 1024,
    "AUTOTHROTTLE_ENABLED": True,
    "DOWNLOAD_DELAY": 1.0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
    "TWISTED_DNS_RESOLVER": "crawlers.resolver.PublicResolver",
    "HTTPCACHE_ENABLED": False,
    "COMPRESSION_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "JOBDIR": None,
    "FEEDS": {},
    "WARRAQ_ALLOW_PRIVATE": False,
}


def effective(desk: Any, **keys: object) -> dict[str, Any]:
    desk.declare("plain", homepage="https://almithal.example/", domains=["almithal.example"], **keys)
    run = desk.run("-c", EFFECTIVE, str(desk.archive.root), private=False)
    assert run.code == 0, run.err
    settings: dict[str, Any] = run.document
    return settings


@pytest.fixture(scope="module")
def settings(new_desk: Callable[..., Any]) -> dict[str, Any]:
    return effective(new_desk(), delay=1.0)


@pytest.mark.parametrize(("name", "value"), FLOOR.items())
def test_a_crawl_runs_with_this_setting(settings: dict[str, Any], name: str, value: object) -> None:
    assert settings[name] == value


@pytest.mark.parametrize("scheme", ["file", "ftp", "s3", "data"])
def test_no_handler_reads_anything_but_http(settings: dict[str, Any], scheme: str) -> None:
    assert settings["DOWNLOAD_HANDLERS"][scheme] is None
    assert {name for name, handler in settings["DOWNLOAD_HANDLERS"].items() if handler} == {"http", "https"}


def test_every_request_passes_the_address_guard_and_robots_txt(settings: dict[str, Any]) -> None:
    used = settings["DOWNLOADER_MIDDLEWARES"]
    guard, robots = "crawlers.address_guard.AddressMiddleware", "crawlers.robots.RobotsMiddleware"
    assert used[guard] < used[robots]


def test_requests_ask_for_arabic_and_for_codings_that_warc_tools_read(settings: dict[str, Any]) -> None:
    headers = settings["DEFAULT_REQUEST_HEADERS"]
    assert headers["Accept-Language"].startswith("ar")
    assert headers["Accept-Encoding"] == "gzip, deflate"


def test_the_user_agent_says_who_crawls_and_whom_to_ask(settings: dict[str, Any]) -> None:
    assert settings["USER_AGENT"].startswith("Warraq/")
    assert settings["USER_AGENT"].endswith("(+tests@example.org)")


def test_an_outlet_may_opt_out_of_checking_certificates_and_nothing_else(desk: Any) -> None:
    settings = effective(desk, verify_tls=False, delay=0.0)
    changed = {name for name, value in FLOOR.items() if settings[name] != value}
    assert changed == {"DOWNLOAD_VERIFY_CERTIFICATES", "DOWNLOAD_DELAY", "AUTOTHROTTLE_ENABLED"}
    assert settings["DOWNLOAD_DELAY"] > 0


def test_an_operator_sets_limits_and_politeness(desk: Any) -> None:
    desk.set(limits={"max_bytes": 1000, "timeout": 5.0}, politeness={"delay": 3.0, "concurrency": 1})
    desk.declare("other", homepage="https://other.example/", domains=["other.example"])
    text = (desk.archive.outlets_dir / "other.toml").read_text().replace("delay = 0.0\n", "")
    (desk.archive.outlets_dir / "plain.toml").write_text(text)
    run = desk.run("-c", EFFECTIVE, str(desk.archive.root), private=False)
    names = ("DOWNLOAD_MAXSIZE", "DOWNLOAD_TIMEOUT", "DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN")
    assert [run.document[name] for name in names] == [1000, 5.0, 3.0, 1]


@pytest.mark.parametrize(
    ("total", "max_bytes", "reserve"),
    [(100 << 30, 16 << 20, 128 << 20), (1 << 30, 16 << 20, 64 << 20), (1 << 40, 1 << 30, 4 << 30)],
)
def test_room_is_kept_on_the_disk(total: int, max_bytes: int, reserve: int) -> None:
    assert disk_reserve(total, max_bytes) == reserve


# What the settings mean on the wire.


def test_a_cookie_is_never_sent_back(faulted: Any) -> None:
    assert faulted.targets.count("/faults/odd-headers?n=1") == 1, "it set one"
    for request in faulted.headers:
        assert b"cookie:" not in request.lower()
    sent = b"".join(record.block for record in faulted.desk.records() if record.type == "request")
    assert b"SECRET123" not in sent


def test_every_request_names_the_contact_and_asks_for_arabic(faulted: Any) -> None:
    for request in faulted.headers:
        assert b"(+tests@example.org)" in request
        assert b"Accept-Language: ar" in request
        assert b"Accept-Encoding: gzip, deflate\r\n" in request
        assert b"referer:" not in request.lower()


def test_a_body_over_the_limit_is_refused_and_recorded_as_cut(faulted: Any) -> None:
    url = faulted.urls["big"]
    row = faulted.desk.ledger("faults")[url]
    assert (row["state"], row["reason"]) == ("refused", "too-large")
    (capture,) = faulted.desk.rows("SELECT outcome, truncated, length FROM captures WHERE url = ?", url)
    assert (capture["outcome"], capture["truncated"]) == ("too-large", "length")
    assert capture["length"] < 17 << 20


def test_the_opt_out_of_checking_certificates_is_on_record(desk: Any) -> None:
    from newsroom import Newsroom

    with Newsroom(outlets=("mirsad",), faulty=False) as room:
        text = room.declaration("mirsad")
        path = desk.archive.outlets_dir / "mirsad.toml"
        path.write_text(text.replace("verify_tls = false\n", ""), encoding="utf-8")
        refused = desk.crawl("mirsad", "--limit", "1")
        assert refused.code == 3
        home = room.outlets["mirsad"].homepage
        assert {fields["outcome"] for _url, fields in desk.exchanges()} == {"tls"}
        assert [exchange.target for exchange in room.exchanges()] == [], "no request was sent"
        path.write_text(text, encoding="utf-8")
        assert desk.crawl("mirsad", "--limit", "1").code == 0
    taken = [fields for url, fields in desk.exchanges() if url == home and fields["outcome"] == "ok"]
    assert taken
    assert {fields["tlsVerified"] for fields in taken} == {"no"}


def test_the_log_names_neither_machine_nor_user(faulted: Any) -> None:
    import getpass
    import platform

    log = (faulted.desk.archive.state / "faults.log").read_text()
    for name in (platform.node(), f"/home/{getpass.getuser()}", platform.release()):
        assert name not in log


def test_no_hidden_console_listens(settings: dict[str, Any]) -> None:
    asked = settings["EXTENSIONS_BASE"] | settings["EXTENSIONS"]
    used = [path for path, order in asked.items() if order is not None]
    assert "crawlers.memory.OwnMemory" in used
    assert [path for path in used if "Telnet" in path or "Remote" in path] == []
    assert settings["REMOTE_CONTROL_ENABLED"] is False
    assert json.dumps(settings["ITEM_PIPELINES"]) == "{}", "the parent indexes"
