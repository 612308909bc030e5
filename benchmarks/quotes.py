"""`python -m benchmarks.quotes`: is a quote found that was typed, shortened or misremembered on its way?

Quotes are taken from an index of many articles: half from reports that stand in it whole and once, half from
articles mixed of sentences that others hold too. Each is changed in one way, looked up by `cite`, and found
when the report cited holds what was quoted. Beside them, texts that no article holds are looked up: words of
a report shuffled, halves of two reports joined, every third word replaced, and reports that were kept out.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles

from archive.cite import cite
from archive.matching_form import form_of
from archive.quotation import bare_quote, read_quotation
from archive.rows import read_rows
from archive.schema import SCHEMA, connect, sqlite3
from benchmarks.quality.material import Material, Story, load_material
from benchmarks.quote_changes import CHANGES, half_replaced, joined, shuffled
from benchmarks.search.build import fill, new_archive
from benchmarks.search.corpus import load_corpus
from extractors.arabic import analyser

SEED = 7
ARTICLES, QUOTES = 100_000, 500
WHOLE, KEPT_OUT, ONE_IN = 1000, 500, 4  # reports put in whole and kept out, together one in four at most
SHORTEST, LONGEST = 8, 40  # words of a quote before it is changed
MATCHES = ("verbatim", "normalised", "fuzzy", "none")
ABSENT = ("shuffled", "two halves", "a third replaced", "kept out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A quote as it is looked up, how it came about, and what the report prints of it, in stretches.

    `printed` is None where no report holds it.
    """

    kind: str
    typed: str
    printed: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What `cite` said, `right` when the report cited holds what was quoted, and seconds of CPU."""

    asked: Asked
    match: str
    right: bool
    wrongly_verbatim: bool
    shown: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Reports to put into the index whole, and reports that are kept out of it."""

    whole: tuple[Story, ...]
    kept_out: tuple[Story, ...]


def draw_reports(material: Material, whole: int = WHOLE, kept_out: int = KEPT_OUT) -> Drawn:
    """Draw them, fewer where there are few."""
    share = min(1.0, len(material.stories) / ONE_IN / (whole + kept_out))
    first, second = int(whole * share), int(kept_out * share)
    drawn = Random(SEED).sample(material.stories, first + second)
    return Drawn(whole=tuple(drawn[:first]), kept_out=tuple(drawn[first:]))


def build(folder: Path, drawn: Drawn, count: int) -> Path:
    """Give the index of `count` articles in the folder, made unless the same one stands there already."""
    archive, note = new_archive(folder), folder / "quotes.json"
    wanted = {"articles": count, "whole": len(drawn.whole), "seed": SEED, "schema": SCHEMA}
    wanted["analyser"] = analyser().version
    if not note.is_file() or json.loads(note.read_text()) != wanted:
        archive.index.unlink(missing_ok=True)
        corpus = load_corpus(without=[*drawn.whole, *drawn.kept_out])
        fill(archive, corpus.articles(count, targets=drawn.whole))
        note.write_text(json.dumps(wanted))
    return archive.index


def window(text: str, random: Random) -> str | None:
    """Some words of the text in a row, as printed, paragraph breaks included; None when it is too short."""
    paragraphs = text.split("\n")
    first = random.randrange(len(paragraphs))
    words = list(_words("\n".join(paragraphs[first : first + 2])))
    length = random.randint(SHORTEST, LONGEST)
    if len(words) < SHORTEST:
        return None
    start = random.choice((0, random.randrange(max(1, len(words) - length + 1))))
    chosen = "".join(words[start : start + length]).strip()
    return chosen if len(chosen.split()) >= SHORTEST else None


def _words(text: str) -> list[str]:
    """The words with the white space behind them."""
    return re.findall(r"\S+\s*", text)


def draw_quotes(db: sqlite3.Connection, whole: Sequence[Story], count: int, random: Random) -> list[Asked]:
    """Draw quotes, as many of each kind, in turn from a report that stands whole and from any article."""
    numbers = [row["doc_id"] for row in read_rows(db, "SELECT doc_id FROM versions ORDER BY doc_id")]
    asked: list[Asked] = []
    kinds = list(CHANGES)
    while len(asked) < count:
        kind = kinds[len(asked) % len(kinds)]
        if len(asked) // len(kinds) % 2:
            text = "\n".join(random.choice(whole).paragraphs)
        else:
            (row,) = read_rows(db, "SELECT body FROM versions WHERE doc_id = ?", (random.choice(numbers),))
            text = row["body"]
        printed = window(text, random)
        if printed is None:
            continue
        typed = CHANGES[kind](printed, random)
        if kind == "as printed" or typed != printed:
            asked.append(Asked(kind=kind, typed=typed, printed=_left_of(printed, kind, typed)))
    return asked


def _left_of(printed: str, kind: str, typed: str) -> tuple[str, ...]:
    """What is left of a passage when words are left out and said to be."""
    if kind == "ellipsis":
        return tuple(part.typed for part in read_quotation(typed).parts)
    return (typed if kind == "half" else printed,)


def draw_absent(kept_out: Sequence[Story], whole: Sequence[Story], count: int, random: Random) -> list[Asked]:
    """Draw texts that no article holds, as many of each kind."""
    asked: list[Asked] = []
    while len(asked) < count:
        kind = ABSENT[len(asked) % len(ABSENT)]
        stories = kept_out if kind == "kept out" else whole
        drawn = [window("\n".join(random.choice(stories).paragraphs), random) for _ in range(2)]
        one, other = drawn
        if one is None or other is None:
            continue
        typed = {
            "shuffled": shuffled(one, random),
            "two halves": joined((one, other)),
            "a third replaced": half_replaced(one, random),
            "kept out": one,
        }[kind]
        asked.append(Asked(kind=kind, typed=typed, printed=None))
    return asked


def look_up(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Look the quote up and judge the answer."""
    began = time.process_time()
    document = cite(db, asked.typed)
    seconds = time.process_time() - began
    article, quote = document["article"], document["quote"]
    held = f"{article['title']}\n{article['body']}" if article else ""
    printed = asked.printed or ()
    return Answer(
        asked=asked,
        match=document["match"],
        right=bool(printed and article) and all(form_of(one) in form_of(held) for one in printed),
        wrongly_verbatim=document["match"] == "verbatim" and bare_quote(asked.typed) not in held,
        shown=quote["exact"] if quote else "",
        seconds=seconds,
    )


def summary(answers: Sequence[Answer]) -> str:
    """The figures as text."""
    held = [one for one in answers if one.asked.printed is not None]
    absent = [one for one in answers if one.asked.printed is None]
    lines = [("quotes", f"{len(held):,}"), ("found", _share(held))]
    for kind in CHANGES:
        some = [one for one in held if one.asked.kind == kind]
        told = ", ".join(f"{name} {sum(one.match == name for one in some)}" for name in MATCHES)
        lines.append((f"  {kind}", f"{_share(some)}: {told}"))
    lines.append(("called verbatim and not", str(sum(one.wrongly_verbatim for one in answers))))
    for kind in ABSENT:
        some = [one for one in absent if one.asked.kind == kind]
        lines.append(
            (f"held by none, {kind}", f"{sum(one.match != 'none' for one in some)} of {len(some)} found")
        )
    lines += [(f"CPU, {name}", _cost(some)) for name, some in (("held", held), ("held by none", absent))]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in lines)


def _cost(some: Sequence[Answer]) -> str:
    cost = sorted(1000 * one.seconds for one in some)
    if len(cost) < 2:
        return "-"
    return f"median {median(cost):.1f} ms, p95 {quantiles(cost, n=20)[-1]:.1f} ms, most {cost[-1]:.0f} ms"


def _share(some: Sequence[Answer]) -> str:
    right = sum(one.right for one in some)
    return f"{right} of {len(some)} ({100 * right / len(some):.1f} %)" if some else "-"


def measure(folder: Path, count: int, quotes: int, seed: int = SEED) -> list[Answer]:
    """Look up as many quotes, and as many texts that none holds, in an index of `count` articles."""
    drawn = draw_reports(load_material())
    index = build(folder, drawn, count)
    random = Random(seed)
    with closing(connect(index, readonly=True)) as db:
        db.execute("BEGIN")
        asked = draw_quotes(db, drawn.whole, quotes, random)
        asked += draw_absent(drawn.kept_out, drawn.whole, quotes, random)
        look_up(db, asked[0])  # the first one makes the analyser
        return [look_up(db, one) for one in asked]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotes", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many to search in")
    parser.add_argument("--quotes", type=int, default=QUOTES, help="how many to look up")
    parser.add_argument("--seed", type=int, default=SEED, help="draw other quotes")
    parser.add_argument("--keep", type=Path, help="a folder for the index, used again the next time")
    parser.add_argument("--misses", action="store_true", help="list what is not found, or found and not held")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="warraq-quotes-") as folder:
        answers = measure(chosen.keep or Path(folder), chosen.articles, chosen.quotes, chosen.seed)
    print(f"{load_material().origin}, among {chosen.articles:,} articles")
    print(summary(answers))
    if chosen.misses:
        for one in answers:
            if (
                (not one.right and one.asked.printed)
                or (one.asked.printed is None and one.match != "none")
                or one.wrongly_verbatim
            ):
                print(f"\n{one.asked.kind}: {one.match}\n< {one.asked.typed}\n> {one.shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
