"""Pieces of text that pages carry around a report, chosen per page; each design wraps them in its own way."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from html import escape

from benchmarks.quality import phrases
from benchmarks.quality.postings import Neighbour, Posting, person

_HEADING = 60  # characters: a shorter paragraph without a full stop is a heading between others
_LONG = 12  # words of a paragraph in which editors mark some
_MARKS = (
    ("<strong>", "</strong>"),
    ("<b>", "</b>"),
    ('<a href="/tag/7">', "</a>"),
    ('<a href="https://elsewhere.example/" target="_blank" rel="noopener">', "</a>"),
    ('<span style="color:#c00">', "</span>"),
    ("<em>", "</em>"),
)
Printer = Callable[[datetime], str]


def each(items: Iterable[str], before: str, after: str) -> str:
    """Give the items, each between two pieces of markup."""
    return "\n".join(f"{before}{item}{after}" for item in items)


def link(neighbour: Neighbour, more: str = "") -> str:
    """Give a link that prints a neighbour's headline."""
    return f'<a href="{neighbour.path}"{more}>{escape(neighbour.title)}</a>'


def menu(posting: Posting, count: int = 8) -> list[str]:
    """Give links of a menu."""
    words = (*phrases.MENU[:4], *phrases.SECTIONS, *phrases.MENU[4:])[:count]
    return [f'<a href="/{number}">{word}</a>' for number, word in enumerate(words, 1)]


def shares(posting: Posting) -> list[str]:
    """Give links that share."""
    return [
        f'<a href="#share" title="{word}">{word}</a>'
        for word in phrases.SHARES[: posting.random.randint(3, 8)]
    ]


def comments(posting: Posting, day: Printer, most: int = 4) -> list[tuple[str, str, str]]:
    """Give readers' comments: who, when (later than the report) and what."""
    start = posting.captured_at
    return [
        (
            posting.one((*phrases.NICKNAMES, person(posting.random))),
            day(start - timedelta(minutes=posting.random.randrange(1, 18))),
            posting.one(phrases.COMMENTS),
        )
        for _ in range(posting.random.randint(0, most))
    ]


def views(posting: Posting) -> str:
    """Give a counter of readers."""
    count = posting.random.randrange(12, 90_000)
    return posting.one(
        (f"عدد المشاهدات: {count}", f"{count} مشاهدة", f"قراءات: {count:,}", f"مرات القراءة ({count})")
    )


def fonts() -> str:
    """Give a widget that changes the size of letters."""
    return '<a href="#">ع+</a> <a href="#">ع-</a> <span>حجم الخط</span>'


def rights(posting: Posting) -> str:
    """Give a line of copyright: with the year of the capture, or two years."""
    year = posting.clock.year
    word = posting.one(phrases.RIGHTS)
    return posting.one(
        (
            f"{word} {escape(posting.outlet.name)} © {year}",
            f"© {year} {escape(posting.outlet.name)}. {word}",
            f"{word} © 2003 - {year}",
            f"Copyright © {year} {posting.outlet.name_en}. All rights reserved",
        )
    )


def read_also(posting: Posting, number: int = 0) -> str:
    """Give a line that sends the reader to another report, without its element."""
    neighbour = posting.neighbours[number % len(posting.neighbours)]
    return f"{posting.one(phrases.READ_ALSO)} {link(neighbour)}"


def sentence(posting: Posting, bank: tuple[str, ...]) -> str:
    """Give one of a bank's sentences, escaped."""
    return escape(posting.one(bank))


def with_pauses(
    posting: Posting, paragraphs: list[str], pause: Callable[[int], str], share: float
) -> list[str]:
    """Give the paragraphs with a pause after some of them (never before the first, nor after the last)."""
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        lines.append(paragraph)
        if number + 1 < len(paragraphs) and posting.maybe(share):
            lines.append(pause(number))
    return lines


def blocks(posting: Posting, texts: Sequence[str], before: str = "<p>", after: str = "</p>") -> list[str]:
    """Give the paragraphs as elements, marked up as editors do: bold words, links, headings, quotations."""
    heading = posting.one(("h3", "h2", "h4", ""))
    return [_block(posting, text, number, before, after, heading) for number, text in enumerate(texts)]


def _block(posting: Posting, text: str, number: int, before: str, after: str, heading: str) -> str:
    if number and len(text) < _HEADING and text[-1] not in ".؟!»،:":
        return (
            f"<{heading}>{escape(text)}</{heading}>"
            if heading
            else f"{before}<strong>{escape(text)}</strong>{after}"
        )
    if number and text[0] == "«" and text[-1] in "»." and posting.maybe(0.3):
        return f"<blockquote>{before}{escape(text)}{after}</blockquote>"
    return f"{before}{marked(posting, text)}{after}"


def marked(posting: Posting, text: str) -> str:
    """Give a text in which some words may be bold, linked or of another colour, or held together."""
    words = escape(text).split(" ")
    if len(words) < _LONG or posting.maybe(0.6):
        return " ".join(words)
    start = posting.random.randrange(len(words) - 4)
    end = start + posting.random.randint(1, 4)
    opened, closed = posting.random.choice(_MARKS)
    words[start], words[end - 1] = opened + words[start], words[end - 1] + closed
    joint = posting.one((" ", "&nbsp;", "\n"))
    return " ".join(words[:-2]) + joint + joint.join(words[-2:])
