"""What form a report has: news, opinion, a live page, a gallery, a video."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.jsonld import Claims
from extractors.metadata import Metas

GENRES = ("report", "opinion", "live", "gallery", "video")

# An analysis draws its author's own conclusions (schema.org): it counts as opinion.
_TYPES = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "opinion",
    "ImageGallery": "gallery",
    "MediaGallery": "gallery",
}
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_WORDS = {
    "opinion": """
        رأي|الرأي|آراء|الآراء|مقالات|مقالات الرأي|مقالات رأي|مقالة رأي|مقال رأي|كتاب|الكتاب|كتاب وآراء
        كتاب ومقالات|آراء وكتاب|أقلام|أعمدة|زوايا|وجهات نظر|وجهة نظر|مدونات|رأي وتحليل|افتتاحية
        الافتتاحية|تحليلات|تحليل|قضايا وآراء|آراء ومقالات|كتاب الرأي|كتاب اليوم|opinion|opinions|op-ed
        oped|columns|columnists|editorial|editorials|views|blogs|analysis|tribune|chroniques
    """,
    "live": """
        مباشر|تغطية مباشرة|تغطية حية|بث مباشر|لحظة بلحظة|live|liveblog|live-blog|live-updates|livestory
    """,
    "gallery": """
        صور|ألبوم|ألبومات|ألبوم الصور|معرض الصور|معرض صور|صور اليوم|قصة مصورة|قصص مصورة|عدسة|بالصور
        جاليري|غاليري|photos|photo|gallery|galleries|album|albums|pictures|in-pictures|photogallery
        photo-gallery|diaporama
    """,
    "video": """
        فيديو|فيديوهات|الفيديو|مرئيات|مقاطع فيديو|فيديوغراف|فيديو غراف|تلفزيون|بالفيديو|شاهد|video
        videos|watch|videogallery|video-gallery|webtv
    """,
}
_GENRE_OF = {
    fold(word): genre
    for genre, words in _WORDS.items()
    for line in words.strip().splitlines()
    for word in line.strip().split("|")
}
_SPLIT = re.compile(r"\s*[/|,،>»-]\s*")
_MARKS = re.compile(
    r"(?:^|[\s_-])(?:(?P<live>live-?blog|liveblogposting)|(?P<opinion>opinions?|op-?ed|columnist)"
    r"|(?P<gallery>photo-?gallery|image-?gallery|format-gallery)|(?P<video>format-video|single-video))(?=$|[\s_-])"
)
_MOST_TYPES = 20
_LIVE_TIMES = etree.XPath("//*[contains(@class,'liveblog') or contains(@class,'live-blog')]//time")
_ENTRIES = 3  # of a live page, at least


def genre_of(tree: HtmlElement, metas: Metas, claims: Claims, section: str | None, url: str) -> str:
    """Give the form that the page's own marks say it has; "report" where none does.

    Asked in turn: the types of its JSON-LD and microdata, og:type, the section's name, the words of the
    address's path, the classes of <body>, <main> and <article>.
    """
    return next(filter(None, _told(tree, metas, claims, section, url)), "report")


def _told(
    tree: HtmlElement, metas: Metas, claims: Claims, section: str | None, url: str
) -> Iterator[str | None]:
    types = claims.types | _itemtypes(tree)
    yield next((genre for name, genre in _TYPES.items() if name in types), None)
    if "VideoObject" in types and not any(_ARTICLE.search(name) for name in types):
        yield "video"
    kind = (metas.first("og:type") or "").lower()
    yield "video" if kind.startswith("video") else None
    yield _of_words(_SPLIT.split(section)) if section else None
    yield _of_words(segment for segment in unquote(urlsplit(url).path).split("/")[:-1])
    yield _of_marks(tree)


def _itemtypes(tree: HtmlElement) -> frozenset[str]:
    """Give the types that microdata names of the page's articles."""
    kinds = (element.get("itemtype") for element in tree.iter("article", "main", "body", "div"))
    found = islice(filter(None, kinds), _MOST_TYPES)
    return frozenset(kind.rpartition("/")[2] for kind in found if "Video" not in kind)


def _of_words(words: Iterator[str] | list[str]) -> str | None:
    return next((genre for word in words if (genre := _GENRE_OF.get(fold(word).strip()))), None)


def _of_marks(tree: HtmlElement) -> str | None:
    for element in tree.iter("body", "main", "article"):
        match = _MARKS.search((element.get("class") or "").lower())
        if match:
            return match.lastgroup
    if sum(1 for _ in tree.iter("time")) < _ENTRIES:
        return None
    entries = _LIVE_TIMES(tree)
    return "live" if len(entries) >= _ENTRIES else None
