"""What form a report has, by the marks of its page."""

import pytest

from extractors.document import parse
from extractors.genre import GENRES, genre_of
from extractors.jsonld import claims
from extractors.metadata import Metas

URL = "https://almithal.example/news/2026/05/20/bridge"


def genre(html: str = "<p>نص</p>", section: str | None = None, url: str = URL) -> str:
    tree = parse(html)
    assert tree is not None
    return genre_of(tree, Metas(tree), claims(tree), section, url)


def typed(*types: str) -> str:
    nodes = ",".join(f'{{"@type":"{name}","headline":"عنوان"}}' for name in types)
    return f'<script type="application/ld+json">[{nodes}]</script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (typed("NewsArticle"), "report"),
        (typed("ReportageNewsArticle"), "report"),
        (typed("LiveBlogPosting"), "live"),
        (typed("OpinionNewsArticle"), "opinion"),
        (typed("AnalysisNewsArticle"), "opinion"),
        (typed("ImageGallery"), "gallery"),
        (typed("VideoObject"), "video"),
        (typed("NewsArticle", "VideoObject"), "report"),
        ('<meta property="og:type" content="video.other">', "video"),
        ('<meta property="og:type" content="article">', "report"),
        ('<div itemscope itemtype="https://schema.org/LiveBlogPosting"><p>نص</p></div>', "live"),
        ('<body class="single category-x format-gallery"><p>نص</p></body>', "gallery"),
        ('<body class="opinion-page"><p>نص</p></body>', "opinion"),
        ("<div class='liveblog'>" + "<time>10:35</time>" * 3 + "</div>", "live"),
        ("<a class='liveblog-link' href='/x'>مباشر</a>", "report"),
        ("<h1>بالفيديو: افتتاح الجسر</h1>", "report"),
    ],
)
def test_the_page_s_types_and_classes_tell_its_genre(html: str, expected: str) -> None:
    assert genre(html) == expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("رأي", "opinion"),
        ("كتّاب وآراء", "opinion"),
        ("الرئيسية / مقالات", "opinion"),
        ("فيديو", "video"),
        ("صور", "gallery"),
        ("محليات", "report"),
        ("ثقافة وكتب", "report"),
        (None, "report"),
    ],
)
def test_the_section_tells_the_genre(section: str | None, expected: str) -> None:
    assert genre(section=section) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/opinion/2026/5/20/bridge", "opinion"),
        ("/%D8%B1%D8%A3%D9%8A/bridge", "opinion"),
        ("/video/2026/bridge", "video"),
        ("/liveblog/2026/5/20/bridge", "live"),
        ("/gallery/77/bridge", "gallery"),
        ("/news/video-of-the-bridge", "report"),
        ("/news/opinion", "report"),
    ],
)
def test_the_words_of_the_path_tell_the_genre(path: str, expected: str) -> None:
    assert genre(url=f"https://almithal.example{path}") == expected


def test_every_genre_told_is_a_known_one() -> None:
    assert {genre(typed(name)) for name in ("LiveBlogPosting", "ImageGallery", "VideoObject")} <= set(GENRES)
