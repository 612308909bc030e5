"""Every road that captures ends with a checkpoint over what it captured; what goes wrong with it is told."""

from typing import Any

import pytest

from archive.checkpoints import checkpoint_sizes
from archive.log import Log, own_kind
from archive.verify import verify


def signed(desk: Any) -> list[int]:
    """The sizes of the checkpoints; the last is over every leaf but those of checkpoints."""
    sizes = checkpoint_sizes(desk.archive)
    lines = [line for _, line in Log(desk.archive.log).read()]
    assert all(own_kind(line) for line in lines[sizes[-1] if sizes else 0 :])
    assert verify(desk.archive).ok
    return sizes


@pytest.fixture
def followed(desk: Any, site: Any) -> Any:
    """An archive that follows an outlet of two reports."""
    site.sitemap("/sitemap.xml", [site.put(f"/report/{n}", "<html></html>") for n in (1, 2)])
    desk.declare("small", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    desk.set(politeness={"delay": 0.0})
    return desk


def test_a_crawl_a_scrapy_crawl_and_a_single_page_are_signed(followed: Any, site: Any) -> None:
    run = followed.warraq("crawl", "--limit", "1")
    assert run.code == 0, run.err
    assert "leaves signed" in run.err
    assert len(signed(followed)) == 1
    assert followed.scrapy("crawl", "small").code == 0
    assert len(signed(followed)) == 2
    assert "leaves signed" in followed.warraq("capture", site.put("/report/3", "<html></html>")).err
    assert len(signed(followed)) == 3


def test_what_goes_wrong_with_signing_is_told_and_the_crawl_stands(followed: Any) -> None:
    followed.set(log={"publish": "nowhere/"})
    run = followed.warraq("crawl", "--json")
    assert run.code == 0
    assert "the checkpoint was not published" in run.err
    assert run.document["indexed"]["exchanges"] > 0
    (followed.archive.log / "key.pem").unlink()
    run = followed.warraq("crawl")
    assert run.code == 0
    assert "no checkpoint was made" in run.err
    assert "key.pem" in run.err
