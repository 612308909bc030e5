"""Links to a passage of a page: which words they hold, and that Chromium finds the passage by them."""

import random
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import pytest

from archive.cite import cite
from archive.text_fragment import Passage, text_link
from tests.conftest import needed

URL = "https://almithal.example/2026/11/bridge/"
TITLE = "افتتاح الجسر القديم"
BODY = (
    "قال رئيس البلدية: «إنّ أعمال الترميم ستنتهي - قريباً، بنسبة 3.5 & 4%»، وأضاف أن الكلفة بلغت ثلاثة ملايين."
    "\n\nوحضر الاجتماع عدد من المهندسين. قال رئيس البلدية شكراً للجميع."
)
VOCABULARY = (
    "أعلنت بلدية المدينة صباح اليوم بدء أعمال ترميم السوق القديم بعد توقّف دامَ عامين بسبب نقص التمويل إنّ"
    " المسؤولين 3.5 «الجسر» (الخامس)، واحد-اثنان النهر؛ قال: مؤكداً"
)
WORDS = VOCABULARY.split()


def link(*passages: str, last: bool = False) -> str:
    """What the link to these passages of the body says, percent-encoding undone."""
    places = [(BODY.rindex if last else BODY.index)(one) for one in passages]
    made = text_link(
        URL,
        [TITLE, BODY],
        [
            Passage(section=1, start=start, end=start + len(one))
            for start, one in zip(places, passages, strict=True)
        ],
    )
    assert made is not None
    assert made.startswith(URL + "#:~:text=")
    return unquote(made.removeprefix(URL + "#:~:"))


def test_a_short_passage_stands_in_the_link_as_it_is() -> None:
    assert link("أعمال الترميم ستنتهي") == "text=أعمال الترميم ستنتهي"


def test_what_parts_a_link_is_encoded() -> None:
    passage = "ستنتهي - قريباً، بنسبة 3.5 & 4%"
    made = text_link(
        URL, [BODY], [Passage(section=0, start=BODY.index(passage), end=BODY.index(passage) + len(passage))]
    )
    assert made is not None
    told = made.partition("text=")[2]
    assert not set(told) & set("-,& ")
    assert unquote(told) == passage.removesuffix("%")


def test_a_word_that_is_cut_is_taken_whole() -> None:
    assert link("لترميم ستن") == "text=الترميم ستنتهي"
    assert link("نسبة 3") == "text=بنسبة 3.5"


def test_a_long_passage_is_named_by_its_ends() -> None:
    assert link(BODY[BODY.index("إنّ") : BODY.index(" ملايين")]) == (
        "text=إنّ أعمال الترميم ستنتهي,أن الكلفة بلغت ثلاثة"
    )


def test_a_passage_over_the_end_of_a_paragraph_is_named_by_its_ends() -> None:
    assert link("ملايين.\n\nوحضر الاجتماع") == "text=ملايين,وحضر الاجتماع"


def test_words_that_stand_earlier_too_are_told_apart() -> None:
    assert link("رئيس البلدية", last=True) == "text=رئيس البلدية,-شكراً للجميع"
    made = text_link(URL, [TITLE, f"في الجسر القديم. {BODY}"], [Passage(section=1, start=3, end=8)])
    assert unquote(made or "").endswith("text=الجسر,-القديم. قال")


def test_each_part_of_a_quote_has_a_directive() -> None:
    assert link("أعمال الترميم", "عدد من المهندسين") == "text=أعمال الترميم&text=عدد من المهندسين"


def test_where_no_word_is_no_link_is_made() -> None:
    assert text_link(URL, ["«…» —"], [Passage(section=0, start=0, end=5)]) is None


def test_a_citation_of_a_quote_leads_to_the_passage(shelf: Any) -> None:
    shelf.version("bridge", BODY)
    citation = cite(shelf.db, "وحضر الاجتماع عدد")["citation"]
    assert unquote(citation["fragment"]).endswith("#:~:text=وحضر الاجتماع عدد")
    assert cite(shelf.db, shelf.version("rain", "هطلت أمطار."))["citation"]["fragment"] is None


def test_a_quote_with_an_ellipsis_leads_to_each_of_its_parts(shelf: Any) -> None:
    shelf.version("bridge", BODY)
    citation = cite(shelf.db, "إن أعمال الترميم ستنتهي … وحضر الاجتماع عدد من المهندسين")["citation"]
    assert unquote(citation["fragment"]).endswith(
        "#:~:text=إنّ أعمال الترميم ستنتهي&text=وحضر الاجتماع عدد من المهندسين"
    )


# Real Chromium, on a page whose paragraphs are screens apart.

SCREEN = '<div style="height: 2000px"></div>'
PLACE = """([paragraph, start, end]) => {
    const text = document.querySelectorAll('p')[paragraph].firstChild, range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    const box = range.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && scrollY > 0;
}"""


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    """Paragraphs of few words in ever other orders; the seed is fixed."""
    turn = random.Random(5)
    return [" ".join(turn.choice(WORDS) for _ in range(turn.randint(4, 40))) + "." for _ in range(16)]


@pytest.fixture
def served(paragraphs: list[str]) -> Iterator[str]:
    """The address of a page with these paragraphs, on loopback."""
    body = SCREEN.join(f"<p>{one}</p>" for one in paragraphs)
    head = f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><h1>{TITLE}</h1>'
    page = f"{head}{SCREEN}{body}{SCREEN}".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            try:
                self.wfile.write(page)
            except OSError:  # the browser has gone on
                return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/report"
    server.shutdown()
    server.server_close()


def test_chromium_scrolls_to_the_passage(served: str, paragraphs: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    chromium = needed("chromium", "chromium")
    turn, body = random.Random(7), "\n\n".join(paragraphs)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page()
        for _ in range(40):
            number = turn.randrange(len(paragraphs))
            begin = sum(len(one) + 2 for one in paragraphs[:number])
            words = [word.span() for word in re.finditer(r"\S+", paragraphs[number])]
            first = turn.randrange(len(words))
            start, end = (
                words[first][0],
                words[min(first + turn.choice([0, 1, 2, 5, 12, 20]), len(words) - 1)][1],
            )
            over = turn.random() < 0.2 and number + 1 < len(paragraphs)  # into the next paragraph
            stop = begin + len(paragraphs[number]) + 2 + 9 if over else begin + end
            made = text_link(served, [TITLE, body], [Passage(section=1, start=begin + start, end=stop)])
            assert made is not None
            page.goto("about:blank")
            page.goto(made)
            page.wait_for_function(PLACE, arg=[number, start, end], timeout=60_000)
        browser.close()


@pytest.mark.parametrize("printed", ["إِنَّ أَعْمَالَ التَّرْمِيمِ", "ان اعمال الترميم", "إنّ أعمـــال الترميم"])
def test_chromium_finds_what_is_spelled_otherwise(printed: str, served: str) -> None:
    """A page that has other vowel signs, hamza seats or tatweel by now."""
    from playwright.sync_api import sync_playwright

    chromium = needed("chromium", "chromium")
    made = text_link(served, ["إنّ أعمال الترميم"], [Passage(section=0, start=0, end=17)])
    assert made is not None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page()
        page.route(
            "**/report*",
            lambda route: route.fulfill(
                content_type="text/html; charset=utf-8",
                body=f"<h1>{TITLE}</h1>{SCREEN}<p>{printed}</p>{SCREEN}",
            ),
        )
        page.goto(made)
        page.wait_for_function(PLACE, arg=[0, 0, len(printed)], timeout=60_000)
        browser.close()
