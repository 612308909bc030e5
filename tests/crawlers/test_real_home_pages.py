"""Home pages saved from real newsrooms and nothing else of them: reports are told from the rest."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.fetched import Fetched, FetchError
from crawlers.links import page_links, parse_html
from crawlers.outlet_add import draft_outlet
from extractors.outlets import parse_outlet
from extractors.urls import decoded

# Programmes, topics and pages about the newsroom that are numbered like its reports (looked at one by one).
PROGRAMMES = """
54706728 42414864 52067221 37728883 57895092 49522519 49283069 37731351 37731352 37731353 51719894 49481690
"""
NUMBERED = re.compile(r"/arabic/(?:live/|[a-z-]+-)?(\d{8})$")


def is_bbc_report(url: str) -> bool:
    match = NUMBERED.search(url)
    return match is not None and match[1] not in PROGRAMMES.split()


def is_elbilad_report(url: str) -> bool:
    return re.search(r"/[a-z-]+/[^/]+-\d{3,}$", decoded(url)) is not None and "/page/" not in url


@pytest.mark.parametrize(
    ("file", "home", "is_report", "least"),
    [
        ("bbc-arabic-home.html", "https://www.bbc.com/arabic", is_bbc_report, 70),
        ("elbilad-home.html", "https://www.elbilad.net/", is_elbilad_report, 40),
        ("elbilad-home-mojibake.html", "https://www.elbilad.net/", is_elbilad_report, 40),
    ],
)
def test_a_saved_home_page_alone_tells_reports_from_the_rest(
    shared_data: Path, file: str, home: str, is_report: Callable[[str], bool], least: int
) -> None:
    body = (shared_data / "pages" / "not-articles" / file).read_bytes()

    def fetch(url: str) -> Fetched:
        if url.rstrip("/") == home.rstrip("/"):
            return Fetched(url=home, status=200, content_type="text/html", body=body)
        raise FetchError("not saved")

    draft = draft_outlet(home, fetch)
    outlet = parse_outlet(draft.to_toml(), draft.slug, "draft")
    page = parse_html(body, home, "text/html")
    assert page is not None
    own = [link.url for link in page_links(page) if outlet.owns(link.url)]
    reports = {url for url in own if is_report(url)}
    taken = {url for url in own if outlet.is_article_url(url)}
    assert len(reports) >= least
    assert len(taken & reports) >= 0.99 * len(reports), sorted(reports - taken)
    assert len(taken & reports) >= 0.99 * len(taken), sorted(taken - reports)


def test_a_section_alone_is_taken_for_the_home_page_when_the_root_is_not_to_be_had(shared_data: Path) -> None:
    body = (shared_data / "pages" / "not-articles" / "bbc-arabic-topic.html").read_bytes()
    topic = "https://www.bbc.com/arabic/topics/cqywj97d487t"

    def fetch(url: str) -> Fetched:
        if url == topic:
            return Fetched(url=url, status=200, content_type="text/html", body=body)
        raise FetchError("not saved")

    draft = draft_outlet(topic, fetch)
    assert draft.homepage == topic
    outlet = parse_outlet(draft.to_toml(), draft.slug, "draft")
    assert outlet.is_article_url("https://www.bbc.com/arabic/articles/c517n8dy71po")
    assert not outlet.is_article_url("https://www.bbc.com/arabic/topics/cv2xyrnr8dnt")
