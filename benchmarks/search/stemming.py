"""`python -m benchmarks.search.stemming [--held] [--misses]`: what our analyser and others take for one word.

For every list of pairs that is there, a table of recall (pairs that should match and do) and specificity
(pairs that should not and do not), by category and in all, in percent: our analyser, our search with the
synonyms that come with it, Lucene's ArabicAnalyzer, Snowball's Arabic stemmer where `.venv-peers` is made,
and folded words without any stemming. Misses are the analyser's, of match-pairs and of the list that rules
are made from; of the held list there are figures alone.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.quality.material import ROOT
from benchmarks.quality.peers import PYTHON
from benchmarks.search import lucene_arabic
from benchmarks.search.judging import Judge, by_terms, folded, our_search, ours, snowball
from benchmarks.search.word_pairs import HELD, Pair, pair_lists


def share(pairs: Sequence[Pair], judge: Judge) -> float:
    """Give the share of the pairs, one at least, that the judge judges as they are marked."""
    return sum(judge(pair.a, pair.b) == pair.should_match for pair in pairs) / len(pairs)


def table(pairs: Sequence[Pair], judges: Mapping[str, Judge]) -> str:
    """Give the figures of a list as text: a line a category, those that should match first, and sums."""
    lines = [("", "pairs", *judges)]
    for should_match, whole in ((True, "recall"), (False, "specificity")):
        sort = [pair for pair in pairs if pair.should_match is should_match]
        for category in sorted({pair.category for pair in sort}):
            lines.append(_line(category, [pair for pair in sort if pair.category == category], judges))
        if sort:
            lines.append(_line(whole, sort, judges))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines
    )


def _line(name: str, pairs: Sequence[Pair], judges: Mapping[str, Judge]) -> tuple[str, ...]:
    return (name, str(len(pairs)), *(f"{100 * share(pairs, judge):.1f}" for judge in judges.values()))


def misses(pairs: Iterable[Pair], judge: Judge) -> list[str]:
    """Give the pairs that the judge judges wrongly, a line each."""
    return [
        f"{pair.category}: {pair.a} {'should' if pair.should_match else 'should not'} find {pair.b}"
        for pair in pairs
        if judge(pair.a, pair.b) != pair.should_match
    ]


def judges_of(pairs: Sequence[Pair]) -> Mapping[str, Judge]:
    """Give all judges that there are, by the heads of their columns."""
    judges = {
        "ours": ours,
        "our search": our_search(pair.b for pair in pairs),
        "Lucene": by_terms(lucene_arabic.analyse),
    }
    theirs = snowball(text for pair in pairs for text in (pair.a, pair.b))
    if theirs is not None:
        judges["Snowball"] = by_terms(theirs)
    return {**judges, "no stemming": by_terms(folded)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables of all lists that are there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.stemming", description=__doc__)
    parser.add_argument("--held", action="store_true", help="take the held list too")
    parser.add_argument("--misses", action="store_true", help="list what ours judges wrongly, never of it")
    chosen = parser.parse_args(arguments)
    lists = pair_lists(held=chosen.held)
    judges = judges_of([pair for pairs in lists.values() for pair in pairs])
    if "Snowball" not in judges:
        print(f"without Snowball: `make quality` installs it for {PYTHON.relative_to(ROOT)}\n")
    for name, pairs in lists.items():
        print(f"{name}: {len(pairs)} pairs\n{table(pairs, judges)}\n")
        if chosen.misses and name != HELD:
            print("\n".join([*misses(pairs, ours), ""]))


if __name__ == "__main__":
    main()
