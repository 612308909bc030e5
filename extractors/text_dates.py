"""Dates said in a body, resolved against the day of publication, each with its span."""

from datetime import date

from extractors.article import TextDate
from extractors.folded import Folded
from extractors.text_date_patterns import BEGINNING
from extractors.text_readings import read_at
from extractors.text_scene import Said, Scene

_NEAR = 200  # characters in which a year that was told may still be the one that is meant


def find_dates(body: str, published: date | None) -> tuple[TextDate, ...]:
    """Give the dates said in the body, in order and apart from each other.

    `published` is the outlet's day of publication; without it what is relative has no value. A value is a day
    ("2019-03-17"), a week ("2019-W11"), a month ("2019-03") or a year ("2019"), as `precision` says. A week
    goes from Sunday to Saturday and is named as the ISO week that holds its Wednesday. A weekday is the last
    such day, that of publication included, unless words beside it speak of the future. A day or month without
    its year is the last one before publication, unless the future is spoken of; it has no value when that
    lies nine months back or when another year was told just before. A count («قبل عامين») is as precise as
    its unit. Hours and minutes are no dates; ranges give two entries.
    """
    folded = Folded(body)
    text = folded.text
    found: list[TextDate] = []
    position, year_end, year = 0, 0, None
    while (match := BEGINNING.search(text, position)) is not None:
        start = match.start("core")
        near = start - year_end < _NEAR and "\n" not in text[year_end:start]
        position = match.end()
        scene = Scene(folded=folded, published=published, year_near=year if near else None)
        for said in read_at(scene, start):
            position = max(position, said.end)
            found.append(_text_date(folded, said, published))
            if said.year is not None:
                year_end, year = said.end, said.year
    return tuple(found)


def _text_date(folded: Folded, said: Said, published: date | None) -> TextDate:
    start, end = folded.span(said.start, said.end)
    anchored = said.relative and said.value is not None and published is not None
    return TextDate(
        raw=folded.raw[start:end],
        value=said.value,
        precision=said.precision,
        anchor=published.isoformat() if anchored and published else None,
        start=start,
        end=end,
    )
