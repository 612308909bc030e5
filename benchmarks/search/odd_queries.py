"""Queries that no person would type, made by rule, and reports that some of them find."""

import random
from collections.abc import Callable, Iterator

from archive.query_fields import FIELD_NAMES
from archive.schema import sqlite3
from archive.tables import SEARCH_TABLE
from archive.tags import tags_of
from extractors.arabic import analyser

REPORTS = 2000
_WORDS = """
الحكومة وزير الخارجية اقتصاد بغداد دمشق رئيس الوزراء مجلس الأمن قال أعلن حرب سلام النفط أسعار مدرسة في من
على الدولة تنظيم داعش بي سي كورونا انتخابات مباراة القاهرة مصر السعودية يوم أمس سوق كتاب كتب شارع مطار
"""
WORDS = tuple(_WORDS.split())
SYNONYMS = "داعش = تنظيم الدولة = ISIS\nبي بي سي = BBC\nكورونا = كوفيد-19 = covid-19"
OUTLETS = {"المثال": "almithal", "جريدة الغد": "alghad"}
INSERT = (
    "INSERT INTO articles_fts(rowid, title, body, title_exact, body_exact, tags)"
    " VALUES (:row, :title, :body, :title_exact, :body_exact, :tags)"
)
OPERATORS = (
    *(
        "OR",
        "|",
        "AND",
        "NOT",
        "&&",
        "-",
        "−",
        "بدون:",
        "(",
        ")",
        "~5",
        "~",
        "*",
        "^",
        "+",
        ":",
        "NEAR(",
        "{",
    ),
    *(
        "}",
        "[",
        "]",
        "\\",
        "/",
        ",",
        ";",
        ".",
        "..",
        "'",
        '"',
        "«",
        "»",
        "‹",
        "›",
        "“",
        "”",
        "„",
        "‘",
        "’",
        "`",
    ),
)
VALUES = (
    *(
        "2015",
        "2015-07",
        "21/7/2015",
        "٢٠١٥",
        "2015-99-99",
        "0000",
        "9999-12-31",
        "تموز 2015",
        "x..y",
        "2010..2015",
    ),
    *("almithal", "المثال", "a,b", "SY", "مصر", "ZZ", "-", "", "*", '"', "(", "31/2/2015", "1-1-1", "١٩٩٩-١"),
)
SCRIPTS = (
    *((0x20, 0x7F), (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    *((0xA0, 0x24F), (0x370, 0x5FF), (0x900, 0xD7F), (0xE00, 0xEFF), (0x1000, 0x139F), (0x1E00, 0x206F)),
    *((0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x1F300, 0x1FAFF), (0x10A00, 0x10FFF)),
)
ODD = (
    *(
        "\x00",
        "\n",
        "\r\n",
        "\t",
        "\x0b",
        "\x1f",
        "\x7f",
        "\x85",
        "\u2028",
        "\ud800",
        "\udfff",
        "\ufffd",
        "\ufeff",
    ),
    *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202e", "\u2066", "\u2069", "\u0640", "\u064b"),
    *("\u0651", "\u0670", "\U0010ffff", "\xa0", "\u3000", "\ue000", "·"),
)
LONGEST = 10_000  # characters, as long as a query is read


def queries(count: int, seed: int) -> Iterator[str]:
    """So many queries of every kind, the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        yield dice.choice(KINDS)(dice)


def _typed(dice: random.Random) -> str:
    """Words, operators, fields and quotation marks in any order."""
    pieces: list[Callable[[random.Random], str]] = [_word, _word, _word, _operator, _field, _quotation]
    text = ""
    for _ in range(dice.choice((1, 2, 2, 3, 4, 12))):
        text += dice.choice(pieces)(dice) + dice.choice(("", " ", " "))
    return text


def _word(dice: random.Random) -> str:
    return (
        dice.choice(("", "", "", "-", "و", "ال", "بال"))
        + dice.choice(WORDS)
        + dice.choice(("", "", "", "*", "؟"))
    )


def _operator(dice: random.Random) -> str:
    return dice.choice(OPERATORS)


def _field(dice: random.Random) -> str:
    name = dice.choice(_FIELDS)
    return dice.choice(("", "-")) + name + dice.choice((":", " :", ": ")) + dice.choice(VALUES)


def _quotation(dice: random.Random) -> str:
    inside = " ".join(dice.choice(WORDS) for _ in range(dice.randint(0, 5)))
    opening, closing = dice.choice(('""', "«»", "“”", "„“", "‹›", "''", "‘’", "”“", "»«"))
    return (
        opening
        + inside
        + dice.choice((closing, closing, ""))
        + dice.choice(("", "~3", "~999", "~0", "*", "~٥*"))
    )


def _of_all_scripts(dice: random.Random) -> str:
    """Characters of any script, digits, marks that are never seen, halves of pairs."""
    low, high = dice.choice(SCRIPTS)
    pick: tuple[Callable[[], str], ...] = (
        lambda: chr(dice.randint(low, high)),
        lambda: chr(dice.choice((dice.randint(0, 0x10FFFF), dice.randint(0xD800, 0xDFFF)))),
        lambda: dice.choice(ODD),
        lambda: dice.choice(" 0123456789٠١٢٣٤٥٦٧٨٩۰۱۲"),
        lambda: dice.choice(OPERATORS),
        lambda: dice.choice(WORDS),
    )
    weights = [dice.random() for _ in pick]
    return "".join(one() for one in dice.choices(pick, weights, k=dice.randint(0, 60)))


def _repeated(dice: random.Random) -> str:
    """A piece over and over, at times as long as a query may be and longer."""
    piece = "".join(
        dice.choice((_word, _operator, _field, _quotation))(dice) for _ in range(dice.randint(1, 3))
    )
    piece += dice.choice(("", " ", dice.choice(ODD)))
    length = dice.choice((50, 500, LONGEST + 50)) if dice.random() < 0.2 else 80
    return (piece * (length // max(1, len(piece)) + 1))[:length]


def _nested(dice: random.Random) -> str:
    """Parentheses, balanced or not, many deep."""
    depth = dice.choice((1, 3, 7, 20, 200))
    opening = dice.choice(("(", "((", "(-(", "title:(", "بدون:(", "x OR ("))
    return opening * depth + _typed(dice) + ")" * dice.choice((0, depth, depth + 3)) + _word(dice)


def _broken(dice: random.Random) -> str:
    """A query that was sensible before characters were dropped, doubled and put in."""
    letters = list(_typed(dice))
    for _ in range(dice.randint(1, 6)):
        place = dice.randint(0, len(letters))
        letters[place : place + dice.randint(0, 2)] = [dice.choice((*ODD, *OPERATORS, "\x00", "\n"))]
    return "".join(letters)


def _language_of_sqlite(dice: random.Random) -> str:
    """What FTS5 and SQL themselves would read as something else than words."""
    pieces = (
        "NEAR(a b, 5)",
        "title : x",
        "{title body} : x",
        "- {tags} : x",
        "^x",
        '"a" + "b"',
        "x AND",
        "NOT",
    )
    more = (
        "'; DROP TABLE articles_fts; --",
        "rank",
        "rowid:1",
        "tags:outlet",
        "outlet·almithal",
        "%s",
        "?",
        ":a",
    )
    return " ".join(dice.choice((*pieces, *more)) for _ in range(dice.randint(1, 5)))


_FIELDS = (*sorted(FIELD_NAMES), "إلى", "العنوان", "foo", "http", "tags", "عن")
KINDS = (
    _typed,
    _typed,
    _typed,
    _of_all_scripts,
    _of_all_scripts,
    _repeated,
    _nested,
    _broken,
    _language_of_sqlite,
)


def small_index(reports: int = REPORTS, seed: int = 1) -> sqlite3.Connection:
    """An index in memory of so many generated reports."""
    dice = random.Random(seed)
    forms_of = analyser().forms_of
    db = sqlite3.connect(":memory:")
    db.execute(SEARCH_TABLE)
    for number in range(1, reports + 1):
        title, title_exact = forms_of(" ".join(dice.choices(WORDS, k=6)))
        body, body_exact = forms_of(" ".join(dice.choices(WORDS, k=80)))
        filed = tags_of(
            outlet=dice.choice(tuple(OUTLETS.values())),
            country=dice.choice(("SY", "EG")),
            section=dice.choice(("سياسة", None)),
            published_date=f"20{dice.randint(10, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        )
        row = {"row": number, "title": title, "body": body, "tags": " ".join(filed)}
        db.execute(INSERT, row | {"title_exact": title_exact, "body_exact": body_exact})
    return db
