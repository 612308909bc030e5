"""Where a report was filed and by which agency: the line that opens it, or the credit that closes it."""

from extractors.article import Byline, Dateline


def read_dateline(body: str, footer: tuple[str, ...], byline: Byline | None) -> Dateline | None:
    """Give the dateline of a body; `footer` are the credits that stood below it and are no part of it."""
    return None
