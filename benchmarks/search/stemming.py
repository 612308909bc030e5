"""`python -m benchmarks.search.stemming [--held] [--misses]`: what our analyser and others take for one word.

For every list of pairs that is there, a table of recall (pairs that should match and do) and specificity
(pairs that should not and do not), by category and in all, in percent: ours, Lucene's ArabicAnalyzer,
Snowball's Arabic stemmer where `.venv-peers` is made, and folded words without any stemming. Misses are shown
of match-pairs and of the list that rules are made from; of the held list there are figures alone.
"""

import argparse
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.quality.material import ROOT
from benchmarks.quality.peers import PYTHON
from benchmarks.search import lucene_arabic
from benchmarks.search.word_pairs import HELD, Pair, pair_lists
from extractors.arabic import analyser, fold

Method = Callable[[str], Sequence[str]]  # text -> the terms that stand for it, in order
RUNNER = Path(__file__).with_name("snowball_runner.py")


def match(method: Method, a: str, b: str) -> bool:
    """Say whether a search for one finds the other: all terms of one in a row among those of the other."""
    first, second = method(a), method(b)
    return _within(first, second) or _within(second, first)


def _within(phrase: Sequence[str], terms: Sequence[str]) -> bool:
    length = len(phrase)
    starts = range(len(terms) - length + 1)
    return length > 0 and any(list(terms[at : at + length]) == list(phrase) for at in starts)


def ours(text: str) -> list[str]:
    """Give the stems of our analyser."""
    return [token.stem for token in analyser().tokens(text)]


def folded(text: str) -> list[str]:
    """Give our words as they are printed, folded and not stemmed."""
    return [fold(text[token.start : token.end]) for token in analyser().tokens(text)]


def snowball(texts: Iterable[str], python: Path = PYTHON) -> Method | None:
    """Give Snowball's stems of the words that Lucene sees, for these texts alone; None without Snowball."""
    if not python.exists():
        return None
    words = sorted({word for text in texts for word in _lower_words(text)})
    done = subprocess.run(
        [str(python), str(RUNNER)], input="\n".join(words), capture_output=True, encoding="utf-8"
    )
    if "ModuleNotFoundError" in done.stderr:  # an environment made before it was asked for
        return None
    done.check_returncode()
    stems = dict(zip(words, done.stdout.splitlines(), strict=True))
    return lambda text: [stems[word] for word in _lower_words(text)]


def _lower_words(text: str) -> list[str]:
    return [word.lower() for word in lucene_arabic.words(text)]


def share(pairs: Sequence[Pair], method: Method) -> float:
    """Give the share of the pairs, one at least, that the method judges as they are marked."""
    return sum(match(method, pair.a, pair.b) == pair.should_match for pair in pairs) / len(pairs)


def table(pairs: Sequence[Pair], methods: Mapping[str, Method]) -> str:
    """Give the figures of a list as text: a line a category, those that should match first, and sums."""
    lines = [("", "pairs", *methods)]
    for should_match, whole in ((True, "recall"), (False, "specificity")):
        judged = [pair for pair in pairs if pair.should_match is should_match]
        for category in sorted({pair.category for pair in judged}):
            lines.append(_line(category, [pair for pair in judged if pair.category == category], methods))
        if judged:
            lines.append(_line(whole, judged, methods))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines
    )


def _line(name: str, pairs: Sequence[Pair], methods: Mapping[str, Method]) -> tuple[str, ...]:
    return (name, str(len(pairs)), *(f"{100 * share(pairs, method):.1f}" for method in methods.values()))


def misses(pairs: Iterable[Pair], method: Method) -> list[str]:
    """Give the pairs that the method judges wrongly, a line each."""
    return [
        f"{pair.category}: {pair.a} {'should' if pair.should_match else 'should not'} find {pair.b}"
        for pair in pairs
        if match(method, pair.a, pair.b) != pair.should_match
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables of all lists that are there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.stemming", description=__doc__)
    parser.add_argument("--held", action="store_true", help="take the held list too")
    parser.add_argument("--misses", action="store_true", help="list what ours judges wrongly, never of it")
    chosen = parser.parse_args(arguments)
    lists = pair_lists(held=chosen.held)
    methods: dict[str, Method] = {"ours": ours, "Lucene": lucene_arabic.analyse}
    theirs = snowball(text for pairs in lists.values() for pair in pairs for text in (pair.a, pair.b))
    if theirs is None:
        print(f"without Snowball: `make quality` installs it for {PYTHON.relative_to(ROOT)}\n")
    else:
        methods["Snowball"] = theirs
    methods["no stemming"] = folded
    for name, pairs in lists.items():
        print(f"{name}: {len(pairs)} pairs\n{table(pairs, methods)}\n")
        if chosen.misses and name != HELD:
            print("\n".join([*misses(pairs, ours), ""]))


if __name__ == "__main__":
    main()
