"""Parameters that a reader gives, read; and what is said of one that is not understood."""

import re
from datetime import date

from archive.language import Saying
from archive.lookup import UnknownArticle

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadRequest(ValueError):
    """A parameter that is not understood: its name, what it was, and an example of what it may be."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}={value!r} is not understood: {wanted}")
        self.name, self.value, self.wanted = name, value, wanted


class Unheld(UnknownArticle):
    """The archive holds no answer of this address."""

    def __init__(self, url: str) -> None:
        super().__init__(f"no capture of {url} in this archive")
        self.url = url


class Gone(LookupError):
    """What was asked for was withdrawn; `told` says when and why."""

    def __init__(self, told: Saying) -> None:
        super().__init__(told.in_english())
        self.told = told


def read_day(name: str, typed: str | None) -> date | None:
    """The parameter of this name as a day; None without one. Raises BadRequest."""
    if typed and not DAY.fullmatch(typed):  # `fromisoformat` also knows 20240317 and weeks
        raise BadRequest(name, typed, "2024-03-17")
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise BadRequest(name, typed or "", "2024-03-17") from error
