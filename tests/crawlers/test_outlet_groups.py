"""Reports and others are parted by the forms of their addresses, by feeds and by pages read."""

from collections.abc import Iterable

from crawlers.links import parse_html
from crawlers.outlet_groups import MOST_SAMPLES, TEXTS, form_of, judge_urls
from crawlers.outlet_links import LinkTable

ROOT = "https://almithal.example"
LONG = "خبر طويل من بلدة بعيدة"


def table(*links: tuple[str, str], menu: Iterable[tuple[str, str]] = ()) -> LinkTable:
    anchors = "".join(f'<a href="{path}">{text}</a>' for path, text in links)
    menus = "".join(f'<a href="{path}">{text}</a>' for path, text in menu)
    page = parse_html(f"<nav>{menus}</nav><main>{anchors}</main>".encode(), f"{ROOT}/", None)
    assert page is not None
    made = LinkTable(lambda url: url.startswith(ROOT))
    made.add(page)
    return made


def nothing(_url: str) -> None:
    return None


def paths(urls: Iterable[str]) -> set[str]:
    return {url.removeprefix(ROOT) for url in urls}


def test_addresses_that_differ_in_words_and_numbers_alone_are_of_one_form() -> None:
    assert form_of(f"{ROOT}/news/1") == form_of(f"{ROOT}/news/48213")
    assert form_of(f"{ROOT}/news/a-b-c") == form_of(f"{ROOT}/news/خبر-من-حلب")
    assert form_of(f"{ROOT}/news/1") != form_of(f"{ROOT}/author/1")
    assert form_of(f"{ROOT}/details.php?id=1") != form_of(f"{ROOT}/category.php?id=1")
    assert form_of(f"{ROOT}/2025/12/a-b-c.html") == form_of(f"{ROOT}/2026/03/a-b-d.html")


def test_what_a_feed_lists_is_a_report_and_so_is_what_looks_like_it() -> None:
    judged = judge_urls([f"{ROOT}/news/1"], [], [], table(("/news/2", LONG), ("/tag/9", LONG)), nothing)
    assert paths(judged.reports) == {"/news/1", "/news/2"}
    assert paths(judged.others) == {"/tag/9"}


def test_a_form_that_no_feed_lists_is_judged_by_its_pages() -> None:
    asked = []

    def judge(url: str) -> bool:
        asked.append(url)
        return "/report/" in url

    links = [(f"/report/{n}", LONG) for n in range(5)] + [(f"/gallery/{n}", LONG) for n in range(5)]
    judged = judge_urls([], [], [], table(*links), judge)
    assert paths(judged.reports) == {f"/report/{n}" for n in range(5)}
    assert paths(judged.others) == {f"/gallery/{n}" for n in range(5)}
    assert len(asked) == 4


def test_where_nothing_can_be_fetched_the_texts_of_links_decide() -> None:
    links = [(f"/report/{n}", LONG) for n in range(5)]
    links += [(f"/video/{n}", LONG) for n in range(5)]
    links += [(f"/city/{n}", "حلب") for n in range(5)]
    judged = judge_urls([], [], [], table(*links), nothing)
    assert paths(judged.reports) == {f"/report/{n}" for n in range(5)}
    assert judged.by == ((TEXTS, 1),)


def test_a_page_of_the_menu_is_no_report_although_its_address_looks_so() -> None:
    links = [(f"/ar/news-{n}00000", LONG) for n in range(1, 9)]
    menu = [("/ar/about-900000", "من نحن")]
    judged = judge_urls([], [], [], table(*links, menu=menu), nothing)
    assert paths(judged.others) == {"/ar/about-900000"}
    assert len(judged.reports) == 8


def test_twins_are_neither_learnt_from_nor_taken_for_reports() -> None:
    links = [("/news/1", LONG), ("/news/1/amp", LONG), ("/print/1", LONG), ("/news/1?print=1", LONG)]
    judged = judge_urls([f"{ROOT}/news/1"], [], [], table(*links), nothing)
    assert paths(judged.reports) == {"/news/1"}
    assert paths(judged.others) == {"/news/1/amp", "/print/1", "/news/1?print=1"}


def test_samples_are_few_however_many_forms_there_are() -> None:
    asked = []

    def judge(url: str) -> bool:
        asked.append(url)
        return True

    links = [(f"/kind{n}/{m}", LONG) for n in range(60) for m in range(2)]
    judge_urls([], [], [], table(*links), judge)
    assert len(asked) <= MOST_SAMPLES + 1
