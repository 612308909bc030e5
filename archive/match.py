"""Expressions in FTS5's own language, built so that nothing a person typed is ever an operator in them.

The search table has four columns of words: `title` and `body` hold stems, `title_exact` and `body_exact` the
words as they stand, without the clitics written onto them.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from extractors.arabic import Analyser

Place = Literal["title", "body"]

STOP_WORDS = (
    "في من على إلى عن أن إن التي الذي الذين ما لا لم هذا هذه ذلك كان كانت قد مع أو ثم بعد قبل بين خلال منذ "
    "حتى كل هو هي كما لكن و يا the of and in a to for on is by with from"
)


def phrase_match(forms: tuple[str, ...]) -> str:
    """An FTS5 expression for these exact forms one after the other, in the title or the body."""
    return in_columns(quoted(forms), exact=True)


def both_match(one: str, other: str) -> str:
    """An FTS5 expression for rows that answer both of these."""
    return f"({one}) AND ({other})"


def any_match(words: Sequence[frozenset[str]]) -> str:
    """An FTS5 expression for rows that hold any of these words, in any of its exact forms."""
    return in_columns(any_of(sorted(frozenset[str]().union(*words))), exact=True)


def any_of(forms: Iterable[str]) -> str:
    """An FTS5 expression, without columns, for any of these forms."""
    return f"({' OR '.join(quoted((form,)) for form in forms)})"


def quoted(forms: tuple[str, ...]) -> str:
    """The forms as one FTS5 string, so that nothing in them is an operator."""
    return '"' + " ".join(form.replace('"', '""') for form in forms) + '"'


def in_columns(expression: str, *, exact: bool, place: Place | None = None) -> str:
    """The expression, looked for in the exact columns or in those of stems; in title and body, or one."""
    ending = "_exact" if exact else ""
    columns = " ".join(name + ending for name in ((place,) if place else ("title", "body")))
    return f"{{{columns}}} : {expression}"


@lru_cache(maxsize=8)
def stop_forms(analyser: Analyser) -> frozenset[str]:
    """The exact forms of the words too common to tell texts apart."""
    return frozenset(token.exact for token in analyser.tokens(STOP_WORDS))
