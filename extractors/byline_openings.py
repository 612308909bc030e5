"""Who signed a report in the line that opens its text: «المثال - سامر العلي - افتتحت البلدية …»."""

import re
from itertools import islice

from extractors.arabic import fold
from extractors.article import Byline
from extractors.byline_parts import joined_names
from extractors.byline_text import parse_byline
from extractors.name_shapes import looks_like_person, may_be_name
from extractors.places import is_place
from extractors.site_names import name_like

_LONGEST = 110  # characters of an opening
_MOST_MARKS = 4  # that may part or end an opening
_MARK = re.compile(r"\s+[-–—ـ]{1,2}\s+|\s*[:/|]\s+|\s*[-–—ـ]\s+")
_WROTE = re.compile(r"(?:كتبت?|تقرير|تحقيق|إعداد|بقلم|من)\s+")  # «المثال - كتب سامر العلي - …»
_OWN_WORK = frozenset(map(fold, ("خاص", "حصري")))
_EDGES = " \t«»\"'()[]"


def opening_byline(text: str, own: frozenset[str]) -> Byline | None:
    """Give the byline that opens a text: names beside the outlet (or a place), in either order, and a mark
    after the last of them. None when it opens otherwise; `own` are the folded names of the outlet.
    """
    head = text[:_LONGEST]
    start = 0
    homely = filed = False
    names: list[str] = []
    marks: list[str] = []
    end = 0
    for match in islice(_MARK.finditer(head), _MOST_MARKS):
        piece = head[start : match.start()].strip(_EDGES)
        start = match.end()
        if not piece:
            break
        if name_like(fold(piece), own):
            homely = True
        elif is_place(piece):
            filed = True
        elif fold(piece) in _OWN_WORK:
            pass
        elif names or not (names := _persons(piece)):
            break
        end = match.start()
        marks.append(match.group().strip())
    if not names or len(head) == start:
        return None
    if not homely and not (filed and marks[-1] != ":" and all(map(may_be_name, names))):
        return None  # «دمشق - سامر العلي: …» may quote him
    byline = parse_byline(head[:end], own)
    return byline if list(byline.persons) == names else None


def _persons(piece: str) -> list[str]:
    """Give the names that a piece joins when it is nothing else."""
    names = joined_names(_WROTE.sub("", piece, count=1))
    return names if all(may_be_name(name) or looks_like_person(name) for name in names) else []
