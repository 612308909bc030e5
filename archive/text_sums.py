"""Sums over the words of texts in the search index, by which each text and the whole index can be checked.

Each word of a text counts with a number made of the word, the text's row id, the column and the place. Their
sum modulo 2**64 does not depend on the order in which they are added, so it can be taken text by text when
texts are written, and word by word over what the index holds.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from archive.row_digests import TEXTS, put_digest
from archive.tables import SEARCH_COLUMNS

if TYPE_CHECKING:
    from archive.schema import sqlite3

MODULUS = 1 << 64
PRIME = (1 << 31) - 1
LONGEST = 32768  # bytes of a word that FTS5 keeps
# What the tokenizer `ascii` takes for words: it lowers ASCII letters and keeps whatever is not ASCII.
WORD = re.compile(rb"[0-9a-z\x80-\xff]+")
# The same in SQL as in `sum_of_text`. Row ids have 46 bits at most, so nothing exceeds 63 bits.
PLACE = (
    "((doc * 92821 + (CASE col {columns} END) * 7919) % {prime}) * ((offset * 48271 + 1) % {prime}) % {prime}"
).format(
    columns=" ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(SEARCH_COLUMNS)),
    prime=PRIME,
)
BY_WORD = "SELECT term, sum({place}), count(*) FROM temp.search_words GROUP BY term"
BY_TEXT = "SELECT term, doc, sum({place}) FROM temp.search_words GROUP BY term, doc"
LOOK = (
    "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, articles_fts, instance)",
    "CREATE VIRTUAL TABLE temp.word_lookup USING fts5vocab(main, articles_fts, row)",
)
FOUND = "SELECT cnt FROM temp.word_lookup WHERE term = ?"


@dataclass(frozen=True, slots=True)
class TextSum:
    """What is kept of a text that is indexed: its sum, and its columns' counts of words as FTS5 has them."""

    sum: int
    sizes: bytes

    def __str__(self) -> str:
        """As `row_digests` holds it."""
        return f"{self.sum:016x}{self.sizes.hex()}"


def read_sum(text: str) -> TextSum:
    """What `str()` made. Raises ValueError for other text."""
    return TextSum(int(text[:16], 16), bytes.fromhex(text[16:]))


def sum_of_text(doc_id: int, columns: Sequence[str]) -> TextSum:
    """The sum of a text; `columns` as the index is given them, in the order of SEARCH_COLUMNS."""
    total, sizes = 0, b""
    for number, text in enumerate(columns):
        base = (doc_id * 92821 + number * 7919) % PRIME
        words = WORD.findall(text.encode().lower())
        sizes += _varint(len(words))
        for offset, word in enumerate(words):
            total += _number(word) * (base * ((offset * 48271 + 1) % PRIME) % PRIME)
    return TextSum(total % MODULUS, sizes)


def _varint(number: int) -> bytes:
    """A number below 2**56 as SQLite writes it: seven bits a byte, the highest first."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(number & 0x7F | 0x80)
    return bytes(reversed(parts))


def put_text_sum(db: "sqlite3.Connection", doc_id: int, columns: Sequence[str]) -> None:
    """Keep the sum of a text that goes into the search index."""
    put_digest(db, TEXTS, str(doc_id), str(sum_of_text(doc_id, columns)))


def sum_of_index(db: "sqlite3.Connection", lost: Callable[[str], None]) -> int:
    """The sum over all that the search index holds; `lost` is called with words that a search misses.

    The connection gets temporary tables to look at the index.
    """
    _look(db)
    total = 0
    for word, places, count in db.execute(BY_WORD.format(place=PLACE)):
        total = (total + _number(word.encode()) * places) % MODULUS
        found = db.execute(FOUND, (word,)).fetchone()
        if found is None or found[0] != count:
            lost(word)
    return total


def sums_in_index(db: "sqlite3.Connection") -> Iterator[tuple[int, int]]:
    """(row id, a part of its text's sum), each text many times."""
    _look(db)
    for word, doc, places in db.execute(BY_TEXT.format(place=PLACE)):
        yield doc, _number(word.encode()) * places % MODULUS


def _look(db: "sqlite3.Connection") -> None:
    if db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'search_words'").fetchone() is None:
        for statement in LOOK:
            db.execute(statement)


@lru_cache(maxsize=1 << 16)
def _number(word: bytes) -> int:
    return int.from_bytes(blake2b(word[:LONGEST], digest_size=8).digest())
