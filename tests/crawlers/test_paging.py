"""Which link of a page of headlines leads to the next page."""

import pytest

from crawlers.links import parse_html
from crawlers.paging import alike, next_page

LISTING = "https://almithal.example/local/"


def after(body: str, number: int = 1, url: str = LISTING) -> str | None:
    page = parse_html(f'<html lang="ar"><body>{body}</body></html>'.encode(), url, None)
    assert page is not None
    return next_page(page, number, LISTING)


def link(href: str, text: str, **attributes: str) -> str:
    named = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<a href="{href}"{named}>{text}</a>'


@pytest.mark.parametrize(
    ("body", "number", "onward"),
    [
        (link("page/2/", "2"), 1, "/local/page/2/"),
        (link("/local/2", "١") + link("/local/3", "٢") + link("/local/4", "٣"), 2, "/local/4"),
        (link("?page=0", "1") + link("?page=1", "2") + link("?page=39", "الأخيرة »"), 1, "/local/?page=1"),
        (link("?p=2", "التالي"), 1, "/local/?p=2"),
        (link("?p=2", "التالى ›"), 1, "/local/?p=2"),
        (link("?p=2", "الصفحة التالية"), 1, "/local/?p=2"),
        (link("?p=2", "صفحة 2"), 1, "/local/?p=2"),
        (link("/x?older=7", "رسائل أقدم"), 1, "/x?older=7"),
        (link("?p=2", "Next"), 1, "/local/?p=2"),
        (link("?p=2", "Suivant »"), 1, "/local/?p=2"),
        (link("?p=7", "", rel="next"), 1, "/local/?p=7"),
        ('<link rel="next" href="?p=7">', 1, "/local/?p=7"),
        (link("?p=2", "عرض المزيد"), 1, "/local/?p=2"),
        (link("/politics/", "المزيد"), 1, None),  # another section, not the rest of this one
        (link("/politics/2", "2"), 1, None),
        (
            '<button class="btn load-more" data-url="/ajax/local?offset=8">المزيد</button>',
            1,
            "/ajax/local?offset=8",
        ),
        ('<div id="infinite" data-next="/local/2"></div>', 1, "/local/2"),
        ('<span data-href="/share">مشاركة</span>', 1, None),
        (link("#", "التالي"), 1, None),
        (link("javascript:next()", "التالي"), 1, None),
        (link("/local/", "1"), 1, None),
        ("<p>لا شيء</p>", 1, None),
        # The surest sign first.
        (link("?p=9", "9") + link("?p=3", "التالي") + link("?p=2", "2"), 1, "/local/?p=3"),
    ],
)
def test_the_next_page_is_told_by_relation_words_elements_or_number(
    body: str, number: int, onward: str | None
) -> None:
    assert after(body, number) == (f"https://almithal.example{onward}" if onward else None)


def test_a_link_to_the_page_itself_is_no_next_page() -> None:
    assert after(link("?p=2", "التالي"), 2, f"{LISTING}?p=2") is None


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("/local/", True),
        ("/local/page/3/", True),
        ("/local/3", True),
        ("/local?page=3", True),
        ("/local/more/3", True),
        ("/locals/3", False),
        ("/politics/3", False),
        ("/3", False),
    ],
)
def test_a_page_of_a_listing_has_its_path_but_for_a_number(path: str, same: bool) -> None:
    assert alike(f"https://almithal.example{path}", LISTING) is same
    assert not alike(f"https://elsewhere.example{path}", LISTING)
