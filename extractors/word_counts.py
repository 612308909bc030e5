"""How often words are printed: the table that comes with the project, and tables made from texts.

A count says how often a word occurs among a billion words of running text; words are spelled as printed, with
hamza and ة, without vowel signs. Sources and licence of the table: `wordlists/LICENCE.md`.
"""

import gzip
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from extractors.printed_words import arabic_letters

FILE = Path(__file__).parent / "wordlists" / "word_counts.tsv.gz"
BILLION = 1_000_000_000  # words of running text, to which counts are scaled
LEAST = 3  # a word that an archive prints less often may be a misprint


def read_shipped() -> tuple[dict[str, int], str]:
    """Read the table that comes with the project, 157,000 forms, and its digest."""
    text = gzip.decompress(FILE.read_bytes())
    counts: dict[str, int] = {}
    for line in text.decode("utf-8").splitlines():
        count, _, words = line.partition("\t")
        times = int(count)
        for word in words.split(" "):
            counts[word] = times
    return counts, hashlib.sha256(text).hexdigest()


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Count the Arabic words of texts, as printed but for vowel signs and the like."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(arabic_letters(text))
    return counts


def merge(counts: Mapping[str, int], own: Mapping[str, int]) -> dict[str, int]:
    """Give counts with those of an archive's own words added, which are scaled to a billion words.

    Left out: words that neither `counts` has nor the archive prints LEAST times.
    """
    merged = dict(counts)
    scale = BILLION / max(1, sum(own.values()))
    for word, count in own.items():
        if word in merged or count >= LEAST:
            merged[word] = merged.get(word, 0) + max(1, round(count * scale))
    return merged


def digest(counts: Mapping[str, int]) -> str:
    """Give a digest of words and counts in hexadecimal digits; their order does not count."""
    return hashlib.sha256(as_text(counts).encode()).hexdigest()


def as_text(counts: Mapping[str, int]) -> str:
    """Give counts as the shipped table has them: a count, a tab and all words that have it a line, in order.

    There are a few hundred counts, so that this is read in half the time of a word a line.
    """
    words: dict[int, list[str]] = {}
    for word in sorted(counts):
        words.setdefault(counts[word], []).append(word)
    return "".join(f"{count}\t{' '.join(words[count])}\n" for count in sorted(words))
