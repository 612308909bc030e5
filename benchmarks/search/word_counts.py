"""Makes `extractors/wordlists/word_counts.tsv.gz` from wordfreq's Arabic list. Run it by hand, seldom:

    python3 -m venv .venv-wordfreq && .venv-wordfreq/bin/pip install wordfreq==3.1.1
    .venv-wordfreq/bin/python -m benchmarks.search.word_counts

wordfreq is needed here alone. Every new table gives the analyser a new version, so archives are indexed anew.
Licence and sources: `extractors/wordlists/LICENCE.md`.
"""

import gzip
import re
import sys
import unicodedata
from pathlib import Path

from extractors.word_counts import as_text

FILE = Path(__file__).parents[2] / "extractors" / "wordlists" / "word_counts.tsv.gz"
WORDS = 1_000_000_000  # counts are per so many words of running text
RAREST = 150  # per WORDS: about 160,000 forms; below it misprints outnumber words
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f]")
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")
_HELD = re.compile("(.)\\1\\1")  # cries of the web: هههههه, الللله


def counts_of(bins: list[list[str]]) -> dict[str, int]:
    """Give the count of every Arabic form in wordfreq's bins; bin n holds words of frequency 10^(-n/100)."""
    counts: dict[str, int] = {}
    for number, words in enumerate(bins):
        count = round(10 ** (-number / 100) * WORDS)
        for printed in words:
            word = _MARKS.sub("", unicodedata.normalize("NFKC", printed))
            if _ARABIC_WORD.fullmatch(word) and not _HELD.search(word):
                counts[word] = counts.get(word, 0) + count
    return {word: count for word, count in counts.items() if count >= RAREST}


def main() -> None:
    """Write the file: a count, a tab and the words that have it a line."""
    from wordfreq import get_frequency_list

    counts = counts_of(get_frequency_list("ar", "large"))
    text = as_text(counts)
    with FILE.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())
    sys.stdout.write(f"{len(counts):,} words, {FILE.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
