"""How much memory SQLite may take in this process, and what is said of a statement that wants more."""

from archive.language import Saying, saying
from archive.schema import sqlite3

MOST_HEAP = 96 << 20  # bytes that SQLite may hold, caches and all: pages of 100,000 articles need less


class TooMuch(Exception):
    """A statement answers with more than one may.

    No error of SQLite's: of these Datasette makes an empty CSV file.
    """


def bound_memory(db: sqlite3.Connection) -> None:
    """Have SQLite refuse, in this process, what needs more than MOST_HEAP."""
    db.execute(f"PRAGMA hard_heap_limit = {MOST_HEAP}")


def too_much(most: int) -> TooMuch:
    """The error of an answer that takes more than so many bytes."""
    told = saying(
        "The answer is larger than {size} MB: ask for fewer rows or columns, or for parts of texts.",
        size=most >> 20,
    )
    return TooMuch(in_both(told))


def in_both(told: Saying) -> str:
    """The text in both languages, on one line."""
    return f"{told.in_english()} / {told.in_arabic()}"
