"""What keeps a crawl from an outlet before a byte is asked for: its name, its certificate, its silence."""

import socket
from typing import Any

from newsroom import Newsroom
from newsroom.tls import CERTIFICATE

# A crawl in a world of two names: one leads to this machine, any other is nobody's.
NAMES = """
import socket, sys
def look_up(name):
    if name == "other.test" or name.replace(".", "").isdigit():
        return "127.0.0.1" if name == "other.test" else name
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
socket.gethostbyname = look_up
"""
CRAWL = NAMES + "from crawlers.crawl_process import main\nsys.exit(main(sys.argv[1:]))"
HASTY = """
import sys
import crawlers.capture.wire
crawlers.capture.wire.HANDSHAKE_SECONDS = 0.5
from crawlers.crawl_process import main
sys.exit(main(sys.argv[1:]))
"""


def outcomes(desk: Any, slug: str) -> set[str]:
    """How the exchanges of an outlet ended."""
    return {fields["outcome"] for _url, fields in desk.exchanges() if fields["outlet"] == slug}


def test_a_name_that_does_not_resolve_is_told_as_that_and_ends_its_outlet_alone(desk: Any, site: Any) -> None:
    home = "http://nowhere.test/"
    desk.declare("nowhere", homepage=home, domains=["nowhere.test"], feeds=[f"{home}feed"])
    report = site.put("/report/1", "<html>report</html>")
    desk.declare(
        "paper", homepage=site.url(), domains=[site.host], sitemaps=[site.sitemap("/sitemap.xml", [report])]
    )
    lost = desk.run("-c", CRAWL, str(desk.archive.root), "nowhere")
    assert lost.code == 3, lost.out
    assert outcomes(desk, "nowhere") == {"dns"}
    assert desk.run("-c", CRAWL, str(desk.archive.root), "paper").code == 0
    assert desk.frontier("paper")[report]["state"] == "captured"


def test_a_certificate_of_another_name_ends_the_exchange_before_the_request(desk: Any) -> None:
    """The certificate is trusted and holds for 127.0.0.1: under that address it is taken."""
    trusted = {"SSL_CERT_FILE": str(CERTIFICATE)}
    with Newsroom(outlets=("mirsad",), faulty=False) as room:
        home = room.outlets["mirsad"].homepage
        port = home.rstrip("/").rpartition(":")[2]
        desk.declare("right", homepage=home, domains=[f"127.0.0.1:{port}"])
        desk.run("-c", CRAWL, str(desk.archive.root), "right", "--limit", "1", **trusted)
        assert "ok" in outcomes(desk, "right")
        asked = len(room.exchanges())
        desk.declare("wrong", homepage=f"https://other.test:{port}/", domains=[f"other.test:{port}"])
        run = desk.run("-c", CRAWL, str(desk.archive.root), "wrong", "--limit", "1", **trusted)
        assert run.code == 3, run.out
        assert outcomes(desk, "wrong") == {"tls"}
        assert len(room.exchanges()) == asked, "no request was sent"


def test_a_handshake_that_does_not_finish_has_a_limit_of_its_own(desk: Any) -> None:
    """Connected to, and silent. The limit of a request is the usual minute; both run in one reactor, which
    keeps their order however late it is."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(16)  # nobody accepts: the kernel does
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        desk.declare("silent", homepage=f"https://{host}/", domains=[host])
        run = desk.run("-c", HASTY, str(desk.archive.root), "silent")
    assert run.code == 3, run.out
    said = [(fields["outcome"], fields.get("note")) for _url, fields in desk.exchanges()]
    assert set(said) == {("disconnect", "tls-handshake-not-finished")}
