"""The pattern learnt from known articles matches them, articles never seen, and nothing that is none."""

import re

import pytest

from crawlers.article_pattern import learn_pattern
from extractors.urls import normalise

ROOT = "https://almithal.example"


def addresses(*paths: str) -> list[str]:
    return [normalise(ROOT + path) for path in paths]


def matches(pattern_regex: str, not_article: tuple[str, ...], path: str) -> bool:
    url = normalise(ROOT + path)
    return bool(re.search(pattern_regex, url)) and not any(re.search(one, url) for one in not_article)


@pytest.mark.parametrize(
    ("known", "unseen", "others"),
    [
        (  # WordPress, day and name
            ["/2026/11/khabar-awwal/", "/2026/11/خبر-ثان/", "/2026/10/x/", "/2025/01/thalith/"],
            ["/2024/02/آخر/"],
            ["/category/siyasa/", "/2026/11/", "/", "/about/"],
        ),
        (  # a number in the query
            ["/news.php?id=107", "/news.php?id=114", "/news.php?id=99"],
            ["/news.php?id=100000"],
            ["/news.php?cat=3", "/section.php?id=3", "/"],
        ),
        (  # WordPress without permalinks
            ["/?p=12", "/?p=13", "/?p=14"],
            ["/?p=1"],
            ["/?cat=12", "/", "/?page_id=2"],
        ),
        (  # number first
            ["/reports/12-harvest-of-olives", "/reports/13-rain", "/reports/110-water"],
            ["/reports/9-new-one"],
            ["/reports/harvest", "/reports/", "/sections/12-x"],
        ),
        (  # number last and an extension
            ["/akhbar/olive-oil-12.html", "/akhbar/rain-13.html", "/akhbar/sea-14.html"],
            ["/akhbar/never-seen-999.html"],
            ["/akhbar/index.html", "/akhbar/olive-oil-12", "/about-us-1.php"],
        ),
        (  # sections before a number
            ["/siyasa/1001", "/riyada/1002", "/iqtisad/1003", "/siyasa/1004"],
            ["/thaqafa/5"],
            ["/siyasa/", "/riyada/page", "/tag/x"],
        ),
        (  # a story number with letters before it
            ["/news/story1234", "/news/story1235", "/news/story12"],
            ["/news/story7"],
            ["/news/archive", "/news/"],
        ),
        (  # ids of four digits are no years
            ["/article/1217", "/article/1234", "/article/2026"],
            ["/article/55555"],
            ["/article/", "/author/1217"],
        ),
    ],
)
def test_a_pattern_generalises_and_keeps_what_is_no_article_out(
    known: list[str], unseen: list[str], others: list[str]
) -> None:
    pattern = learn_pattern(addresses(*known), addresses(*others))
    assert pattern is not None
    assert all(matches(pattern.regex, pattern.not_article, path) for path in (*known, *unseen))
    assert not any(matches(pattern.regex, pattern.not_article, path) for path in others)
    assert (pattern.recall, pattern.precision) == (1.0, 1.0)


def test_slugs_at_the_root_are_told_from_pages_by_their_hyphens() -> None:
    known = addresses("/khabar-min-dimashq/", "/الأمطار-تعود-إلى-حلب/", "/kitab-jadid-fi-halab/")
    pattern = learn_pattern(known, addresses("/about/", "/contact/", "/اتصل/"))
    assert pattern is not None
    assert pattern.not_article == ()
    assert matches(pattern.regex, (), "/خبر-آخر/")
    assert not matches(pattern.regex, (), "/privacy/")


def test_numbers_with_and_without_words_are_told_from_sections() -> None:
    known = addresses("/arabic/world-61825481", "/arabic/61801051", "/arabic/sports-61812487", "/arabic/5")
    pattern = learn_pattern(known, addresses("/arabic/business", "/arabic/middle-east"))
    assert pattern is not None
    assert (pattern.recall, pattern.mistaken, pattern.not_article) == (1.0, 0, ())
    assert matches(pattern.regex, (), "/arabic/trending-61815007")


def test_a_stray_among_many_articles_does_not_open_the_pattern_to_every_page() -> None:
    known = addresses(*(f"/khabar-{number}-min-halab/" for number in range(40)), "/sahifa/")
    pattern = learn_pattern(known, addresses("/about/", "/contact/"))
    assert pattern is not None
    assert (pattern.found, pattern.mistaken, pattern.not_article) == (40, 0, ())


def test_pages_that_look_like_articles_are_excluded_by_name() -> None:
    known = addresses("/khabar/", "/harb/", "/salam/")
    pattern = learn_pattern(known, addresses("/about/", "/tag/x/"))
    assert pattern is not None
    assert pattern.mistaken == 0
    assert not matches(pattern.regex, pattern.not_article, "/about/")
    assert matches(pattern.regex, pattern.not_article, "/jadid/")


def test_folders_without_articles_are_excluded_whole() -> None:
    known = addresses("/siyasa/khabar/", "/riyada/hadaf/", "/iqtisad/souq/")
    pattern = learn_pattern(known, addresses("/tag/khabar/", "/author/ahmad/"))
    assert pattern is not None
    assert not matches(pattern.regex, pattern.not_article, "/tag/never-seen/")
    assert matches(pattern.regex, pattern.not_article, "/thaqafa/fann/")


def test_a_section_that_all_known_articles_share_is_freed_by_headlines_elsewhere() -> None:
    known = addresses("/siyasa/khabar-1", "/siyasa/khabar-2", "/siyasa/khabar-3")
    likely = addresses("/riyada/hadaf-4", "/riyada/hadaf-5", "/fann/film-6")
    others = addresses("/siyasa/", "/riyada/")
    narrow, wide = learn_pattern(known, others), learn_pattern(known, others, likely)
    assert narrow is not None
    assert wide is not None
    assert not matches(narrow.regex, (), "/riyada/hadaf-4")
    assert matches(wide.regex, (), "/riyada/hadaf-4")


def test_several_shapes_become_alternatives_and_strays_are_left_out() -> None:
    known = addresses(
        *(f"/news/{n}" for n in range(50)), *(f"/opinion/a/{n}" for n in range(50)), "/odd/one/out/x"
    )
    pattern = learn_pattern(known, addresses("/odd/"))
    assert pattern is not None
    assert matches(pattern.regex, (), "/news/999")
    assert matches(pattern.regex, (), "/opinion/a/999")
    assert not matches(pattern.regex, (), "/odd/one/out/x")
    assert (pattern.known, pattern.found) == (101, 100)
    assert pattern.recall < 1


def test_what_cannot_be_told_apart_is_reported_not_hidden() -> None:
    known = addresses("/x/aa", "/x/bb", "/x/cc")
    pattern = learn_pattern(known, addresses("/x/dd"))
    assert pattern is not None
    assert pattern.mistaken == 1
    assert pattern.precision == 0.75


def test_nothing_known_gives_no_pattern() -> None:
    assert learn_pattern([], addresses("/a")) is None


def test_query_and_fragment_marks_in_paths_are_taken_literally() -> None:
    known = addresses("/a+b/(1)/7.html", "/a+b/(1)/8.html")
    pattern = learn_pattern(known, [])
    assert pattern is not None
    assert matches(pattern.regex, (), "/a+b/(1)/9.html")
    assert not matches(pattern.regex, (), "/aab/(1)/9.html")
