"""`python -m benchmarks.byte_ranges`: how many sentences lead back to the bytes of their page, and how fast.

Reports are printed in every design of `benchmarks.quality` and read; of each page random sentences, the title
and the whole text are looked for. What is found must read back as what was looked for: decoded, its entities
read, and folded.
"""

import argparse
import html
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.quality.material import load_material
from benchmarks.quality.running import ALL, sheets
from extractors.arabic import fold, tidy
from extractors.article import Article, Page
from extractors.byte_ranges import Located, locate
from extractors.outlets import Outlet
from extractors.reader import read_article
from extractors.text_nodes import PageText

FLOOR = 0.99
SENTENCE = re.compile(r"[^.؟!\n]{25,}[.؟!]?")
EACH = 4  # sentences of a page
Span = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """What was looked for, what was found where, what was not, and how long it took (seconds, in order)."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    where: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 below FLOOR, or when bytes do not read back."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.byte_ranges", description=__doc__)
    parser.add_argument("--count", type=int, default=24, help="reports of each design")
    count = parser.parse_args(arguments).count
    material, tally, pages = load_material(), Tally(), 0
    print(f"material: {material.origin}")
    for design in ALL.values():
        for sheet in sheets(design, material, range(count), 0):
            if sheet.kind == "report":
                pages += look_for(sheet.page, design.outlet, tally, random.Random(sheet.number))
    print(f"pages: {pages}, {len(ALL)} designs")
    for what, tried in tally.tried.items():
        print(f"{what}: {tally.found[what]} of {tried} ({tally.found[what] / tried:.2%})")
    print("found in: " + ", ".join(f"{where} {number}" for where, number in tally.where.most_common()))
    times = sorted(tally.seconds)
    print(f"median {times[len(times) // 2] * 1000:.1f} ms, slowest {times[-1] * 1000:.0f} ms")
    for line in (*tally.wrong, *tally.missed[:10]):
        print(line)
    share = tally.found["sentences"] / tally.tried["sentences"]
    return 1 if tally.wrong or share < FLOOR else 0


def look_for(page: Page, outlet: Outlet, tally: Tally, rng: random.Random) -> int:
    """Read a page and look for what was read of it; 1, or 0 when the page was read as no report."""
    article = read_article(page, outlet)
    if not isinstance(article, Article):
        return 0
    for what, text, span in _wanted(article, rng):
        begin = time.perf_counter()
        text_of_page = PageText(page.body, page.content_type)
        located = locate(text_of_page, text, [span], heading=what == "titles")
        tally.seconds.append(time.perf_counter() - begin)
        tally.tried[what] += 1
        if located is None:
            tally.missed.append(f"missed in {page.url}: {text[slice(*span)][:80]}")
            continue
        tally.found[what] += 1
        tally.where[located.where] += 1
        if located.where == "text" and _shown(_read_back(page, article, located)) != _shown(
            text[slice(*span)]
        ):
            tally.wrong.append(f"wrong in {page.url}: {text[slice(*span)][:80]}")
    return 1


def _wanted(article: Article, rng: random.Random) -> Iterator[tuple[str, str, Span]]:
    spans = [match.span() for match in SENTENCE.finditer(article.body)]
    yield from (("sentences", article.body, span) for span in rng.sample(spans, min(EACH, len(spans))))
    yield "titles", article.title, (0, len(article.title))
    yield "whole texts", article.body, (0, len(article.body))


def _read_back(page: Page, article: Article, located: Located) -> str:
    pieces = (page.body[one.start : one.end].decode(article.charset or "utf-8") for one in located.ranges)
    return html.unescape(html.unescape(" ".join(pieces)))


def _shown(text: str) -> str:
    return re.sub(r"\s", "", fold(tidy(text)))


if __name__ == "__main__":
    sys.exit(main())
