"""Which of an outlet's URLs are reports: they are grouped by their form, and each group is judged as a whole.

What feeds and news sitemaps list are reports; groups that none of them names are judged by pages fetched from
them, or, where nothing can be fetched, by what links to them say.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.language import saying
from crawlers.article_pattern import Shape, shape_of, words_of
from crawlers.outlet_links import HEADLINE_WORDS, Linked, LinkTable

NEVER_ARTICLES = re.compile(
    r"/(?:tags?|labels?|topics?|taxonomy|categor(?:y|ies)|authors?|writers?|users?|search|about(?:-us)?"
    r"|contact(?:-us)?|privacy(?:-policy)?|terms|login|register|wp-(?!content)[^/]*|feeds?|rss|archives?|page)"
    r"(?:/|$|\.|\?)|[?&](?:page|paged|s|q|cat_id|tag|label)=[^&]*$",
    re.IGNORECASE,
)
MEDIA = re.compile(
    r"/(?:videos?|galler(?:y|ies)|photos?|albums?|caricatures?|cartoons?|podcasts?|pdf|live-?tv|(?:\w+_|live)?radio"
    r"|فيديو|صور|معرض-الصور|كاريكاتير|بودكاست)(?:/|$|\?)",
    re.IGNORECASE,
)
TWIN = re.compile(
    r"/(?:amp|print|printpdf|mobile)(?:/|$|\?)|\.amp\.html$|[?&](?:amp|print|tmpl|outputtype|m)(?:=|&|$)"
    r"|[?&]output(?:type)?=|[?&]view=print",
    re.IGNORECASE,
)
SAMPLES = 2  # pages of a group
MOST_SAMPLES = 24
MOSTLY = 0.7  # of a group have a headline: one without is a stray

LISTED, NAMED, READ, TEXTS = "feeds and sitemaps", "their names", "pages read", "their links' texts"
# What told whether a group of addresses is reports, as findings say it.
WHYS = {
    LISTED: saying("feeds and sitemaps"),
    NAMED: saying("their names"),
    READ: saying("pages read"),
    TEXTS: saying("their links' texts"),
}

Judge = Callable[[str], bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """URLs that are reports, URLs that are surely none, and what told it (`by`: a key of WHYS and how many
    groups it told)."""

    reports: tuple[str, ...]
    others: tuple[str, ...]
    by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What the URLs of a group have in common: their shape, the folder they lie in, the look of each part."""

    shape: Shape
    folder: str
    looks: tuple[str, ...]


def judge_urls(
    listed: Iterable[str], mapped: Iterable[str], never: Iterable[str], table: LinkTable, judge: Judge
) -> Judged:
    """The own URLs of feeds, sitemaps and pages, parted into reports and others.

    `listed` are the URLs of feeds and news sitemaps, `mapped` those of sitemaps that may list anything,
    `never` those known to be none; `judge` fetches a page and says whether it is a report, None when it
    cannot be had.
    """
    surely, mapped, wrong = set(listed), tuple(mapped), set(never)
    groups: dict[Form, list[str]] = {}
    linked = {url: Linked(url=url, text="", in_menu=False) for url in (*surely, *mapped)}
    linked |= {one.url: one for one in table.all()}
    for url in linked:
        if not TWIN.search(readable(url)):
            groups.setdefault(form_of(url), []).append(url)
    forms = {form_of(url) for url in surely}
    reports: list[str] = []
    others: list[str] = [url for url in linked if TWIN.search(readable(url))]
    by: dict[str, int] = {}
    asked = 0
    # Large groups first: samples are few.
    for form, urls in sorted(groups.items(), key=lambda item: -len(item[1])):
        verdict, why = _told(form, urls, linked, forms, wrong)
        if verdict is None and asked < MOST_SAMPLES:
            samples = _samples(urls, linked)
            answers = [answer for url in samples if (answer := judge(url)) is not None]
            asked += len(samples)
            verdict, why = (any(answers), READ) if answers else (None, "")
        if verdict is None:
            verdict, why = _by_texts(urls, linked), TEXTS
        by[why] = by.get(why, 0) + verdict
        strays = set(urls) & wrong | (_strays(urls, linked) - surely)
        reports += [url for url in urls if verdict and url not in strays]
        others += [url for url in urls if not verdict or url in strays]
    told = tuple((why, count) for why, count in by.items() if count)
    return Judged(reports=tuple(reports), others=tuple(others), by=told)


def form_of(url: str) -> Form:
    """The form of a URL: two of one form differ in numbers and words only."""
    segments = words_of(url)
    folder = segments[0] if len(segments) > 1 and not segments[0].isdigit() else ""
    return Form(shape_of(url), folder, tuple(_look(segment) for segment in segments[bool(folder) :]))


def _look(segment: str) -> str:
    if segment.isdigit():
        return "9"
    if re.fullmatch(r".*[-_]\d{3,}|\d{3,}[-_].*", segment):
        return "words-9"
    return "words" if re.search(r"[-_\s].*[-_\s]", segment) else "word"


def readable(url: str) -> str:
    """Path and parameters of a URL, with Arabic as letters."""
    from extractors.urls import decoded

    parts = urlsplit(decoded(url))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _told(
    form: Form, urls: list[str], linked: dict[str, Linked], forms: set[Form], wrong: set[str]
) -> tuple[bool | None, str]:
    """What needs no page to be fetched: a group that a feed lists, one that is called a tag or a search."""
    if form in forms:
        return True, LISTED
    if all(url in wrong or NEVER_ARTICLES.search(readable(url)) for url in urls):
        return False, NAMED
    numbered = "9" in form.looks or "words-9" in form.looks or "words" in form.looks
    if not numbered and not any(linked[url].is_headline for url in urls):
        return False, TEXTS
    return None, ""


def _by_texts(urls: list[str], linked: dict[str, Linked]) -> bool:
    headlines = [url for url in urls if linked[url].is_headline]
    media = sum(bool(MEDIA.search(readable(url))) for url in urls)
    return len(headlines) * 2 >= len(urls) and media * 2 < len(urls)


def _strays(urls: list[str], linked: dict[str, Linked]) -> set[str]:
    """Pages that only look like the reports of their group: named in a word or two, by menus above all."""
    spoken = sum(linked[url].is_headline for url in urls) >= MOSTLY * len(urls)
    least = dict.fromkeys(urls, 3 if spoken else 0)
    least |= {url: HEADLINE_WORDS for url in urls if linked[url].in_menu}
    short = {url for url in urls if linked[url].pages and len(linked[url].text.split()) < least[url]}
    return short | {url for url in urls if linked[url].in_footer}


def _samples(urls: list[str], linked: dict[str, Linked]) -> list[str]:
    """The most telling URLs of a group: first and last of those with the longest texts, outside menus."""
    ranked = sorted(urls, key=lambda url: (linked[url].in_menu, -len(linked[url].text.split()), url))
    return list(dict.fromkeys((ranked[0], ranked[len(ranked) // 2])))[:SAMPLES]
