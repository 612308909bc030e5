"""Expressions in FTS5's own language, built so that nothing a person typed is ever an operator in them.

The search table has four columns: `title` and `body` hold stems, `title_exact` and `body_exact` the words as
they stand, without the clitics written onto them.
"""

from collections.abc import Sequence
from functools import cache

from extractors.arabic import tokens

STOP_WORDS = (
    "في من على إلى عن أن إن التي الذي ما لا لم هذا هذه ذلك كان قد مع أو ثم بعد قبل كل هو هي و يا "
    "the of and in a to"
)


def phrase_match(forms: tuple[str, ...]) -> str:
    """An FTS5 expression for these exact forms one after the other, in the title or the body."""
    return in_columns(quoted(forms), exact=True, title_only=False)


def all_match(words: Sequence[frozenset[str]]) -> str:
    """An FTS5 expression for rows that hold every one of these words, each in one of its exact forms."""
    return " AND ".join(any_match([forms]) for forms in words)


def any_match(words: Sequence[frozenset[str]]) -> str:
    """An FTS5 expression for rows that hold any of these words, in any of its exact forms."""
    forms = sorted(frozenset[str]().union(*words))
    return in_columns(f"({' OR '.join(quoted((form,)) for form in forms)})", exact=True, title_only=False)


def quoted(forms: tuple[str, ...]) -> str:
    """The forms as one FTS5 string, so that nothing in them is an operator."""
    return '"' + " ".join(form.replace('"', '""') for form in forms) + '"'


def in_columns(expression: str, *, exact: bool, title_only: bool) -> str:
    """The expression, looked for in the exact columns or in those of stems; in both fields or the title."""
    if exact:
        columns = "title_exact" if title_only else "title_exact body_exact"
    else:
        columns = "title" if title_only else "title body"
    return f"{{{columns}}} : {expression}"


@cache
def stop_forms() -> frozenset[str]:
    """The exact forms of the words too common to tell texts apart."""
    return frozenset(token.exact for token in tokens(STOP_WORDS))
