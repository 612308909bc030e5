"""Where a report was filed and by which agency: the line that opens it, or the credit that closes it."""

import re
from collections.abc import Iterator
from itertools import islice

from extractors.agencies import AMBIGUOUS, agency_named
from extractors.arabic import fold
from extractors.article import Byline, Dateline
from extractors.byline_words import DESCRIPTION, STAFF
from extractors.calendars import MONTHS
from extractors.person_names import FIRST_NAMES
from extractors.places import is_place
from extractors.reporting_verbs import VERBS
from extractors.site_names import is_agency as is_agency_name
from extractors.site_names import name_like

_LETTER = re.compile(r"[^\W\d]")
_FIRST = 3  # lines among which the first of words is
_LONGEST = 110  # characters of an opening
_MOST_ENDS = 6  # marks that may end an opening
_LONGEST_ALONE = 50
_LONGEST_CREDIT = 80
_UNKNOWN_PLACE_WORDS = 3
_END = re.compile(r"\s*[-–—ـ]{1,3}(?=\s|$)|\s*:(?=\s|$)|\s*[/|](?=\s)|(?<=[)\]])(?=\s)|(?<=\s)[-–—]+(?=\S)")
_SPLIT = re.compile(r"\s*[()\[\]{}«»\"]\s*|\s+[-–—ـ]+\s*|\s*[-–—]+\s+|\s*[–—]\s*|\s*[/|:]\s*")
_DAY = re.compile(
    r"[،,]?\s*(?:\b(?:السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة)\s*[،,]?\s*)?(?:\bفي\s+)?"
    r"\b\d{1,2}\s*(?:[-/]\s*\d{1,2}|(?P<month>[^\W\d]+)(?:\s+(?:الأول|الثاني|أول|ثان|ثاني))?(?:\s*/\s*(?P<also>[^\W\d]+))?)"
    r"(?:\s*[-/،,]?\s*\d{4})?(?:\s*م\b)?"
)
# Names of persons that names of places begin with too.
_PLACES_BEGIN = frozenset(map(fold, ("سيدي", "مولاي", "أم", "أبو", "بن", "عبد", "شيخ")))
_TAILS = frozenset(
    map(
        fold,
        [
            "نيوز",
            "إنفو",
            "انفو",
            "برس",
            "نت",
            "أونلاين",
            "لايف",
            "بلس",
            "تايمز",
            "24",
            "news",
            "press",
            "info",
            "net",
            "online",
        ],
    )
)
_VERBS = frozenset(fold(verb) + end for verb in VERBS.split() for end in ("", "ت"))
_MONTHS = frozenset(word for name in MONTHS for word in name.split())
_TIGHT = re.compile(r"\b([^\W\d]+)[-–]([^\W\d]+)\b")
_PARTIES = re.compile(r"\s*[،,+&]\s*|\s+و\s*")
_SOURCE = re.compile(r"^\s*(?:المصدر|مصدر|نقلاً? عن|source)\s*[:/\-–—]?\s*", re.IGNORECASE)
_AGENCY_ALONE = re.compile(
    r"[-–—\s]*[(\[]\s*(وكال[ةه](?: [^\W\d]{2,15}){1,5})\s*[)\]][\s.]*"
)  # whatever its name
_CREDIT_MARKS = ' \t()[]{}-–—.*:/|"«»'
_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*$")
_AT_END = re.compile(r"[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]\s*[.\-–—]*\s*$")


def read_dateline(
    body: str, footer: tuple[str, ...], byline: Byline | None, own: frozenset[str] = frozenset()
) -> Dateline | None:
    """Give the dateline of a report, place and agency as printed; None where neither is.

    It opens the body (and stays part of it) or, for what it does not say, is the credit that closes it
    (`footer` are the lines that stood below the body), or what the byline says. `own` are the folded names of
    the outlet: no agency to itself.
    """
    first = next((line for line in islice(body.split("\n", _FIRST), _FIRST) if _LETTER.search(line)), "")
    place, agency = opening(first, own)
    if agency is None:
        agency = next(filter(None, (credit(line) for line in reversed(footer))), None) or _closing(body)
    if byline is not None:
        place = place or next(iter(byline.places), None)
        agency = agency or byline.agency
    return Dateline(place=place, agency=agency) if place or agency else None


def opening(text: str, own: frozenset[str] = frozenset()) -> tuple[str | None, str | None]:
    """Give place and agency of the dateline that opens a text, None for what it does not have.

    The opening ends in a dash, a colon, a bar or a bracket, and holds nothing but places, agencies, the
    outlet's names and a day. A place that we do not know counts before an agency in brackets.
    """
    head = _TIGHT.sub(lambda match: _loosened(match, own), text[:_LONGEST])
    best: tuple[str | None, str | None] = (None, None)
    if len(text) <= _LONGEST_ALONE and (whole := _read_head(head, own)) and None not in whole:
        return whole  # place and agency in a line of their own
    for number, match in zip(range(_MOST_ENDS), _END.finditer(head), strict=False):
        found = _read_head(head[: match.start()], own)
        if found is None and number == 0:
            continue  # a place that we do not know may be followed by an agency
        if found is None:
            break
        if found != (None, None):
            best = found
    return best


def opening_end(text: str, own: frozenset[str] = frozenset()) -> int:
    """Give where the dateline that opens a text ends, behind its mark; 0 when there is none.

    A bar ends one behind a place, whatever else stands between: a bar is no mark of running text.
    """
    end = 0
    for number, match in zip(range(_MOST_ENDS), _END.finditer(text[:_LONGEST]), strict=False):
        head = text[: match.start()]
        found = _read_head(head, own)
        if found is None and "|" in match[0] and is_place(fold(_SPLIT.split(head)[0].strip())):
            return match.end()
        if found is None and number:
            break
        if found is not None and found != (None, None):
            end = match.end()
    return end


def credit(line: str) -> str | None:
    """Give the agency that a closing line credits, as printed; None when the line is no credit."""
    if not 1 < len(line) <= _LONGEST_CREDIT:
        return None
    rest = _SOURCE.sub("", line).strip(_CREDIT_MARKS)
    if agency_named(rest):
        return rest
    if alone := _AGENCY_ALONE.fullmatch(line):
        return alone[1]
    parts = [part.strip(_CREDIT_MARKS) for part in re.split(r"\s*[،,+&/|]\s*|\s+[-–—]+\s+", rest)]
    if len(parts) > 1 and len(rest.split()) <= 2 * len(parts) + 2:
        return next((part for part in parts if agency_named(part)), None)
    return None


def _read_head(head: str, own: frozenset[str]) -> tuple[str | None, str | None] | None:
    """Give place and agency of a whole opening; None when it is none."""
    place = agency = None
    pieces = [text for piece in _SPLIT.split(_DAY.sub(_without_day, head)) if (text := piece.strip(" ،,"))]
    bracketed = _BRACKETED.search(head)
    if not pieces or len(pieces) > 5:
        return None
    filed = len(pieces) > 1 and (name_like(fold(pieces[1]), own) or agency_named(pieces[1]) is not None)
    for kind, text in _kinds(pieces, own):
        if kind == "place":
            place = place or text
        elif kind == "agency":
            agency = agency or text
        elif kind == "unknown" and place and bracketed is not None and text == bracketed[1].strip():
            # «غزة (…) -»: what stands there is an agency, whatever its name.
            if not _may_be_place(text):
                return None
            agency = text
        elif kind == "unknown":
            known = filed or (bracketed is not None and agency_named(bracketed[1]) is not None)
            if not known or place or text is not pieces[0] or not _may_be_place(text):
                return None
            place = text
    if agency and place is None and fold(agency) in AMBIGUOUS and bracketed is None:
        return None
    if place and agency is None and len(pieces) == 1 and not is_place(place, alone=True):
        return None
    return place, agency


def _kinds(pieces: list[str], own: frozenset[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(pieces):
        named = _is_own(fold(text), own) and not agency_named(text)
        if is_place(text) and not (named and _another(pieces, text)):
            yield "place", text
        elif _is_agency(text) or (named and is_agency_name(own)):
            yield "agency", text
        elif named and (number or len(pieces) > 1):
            continue
        elif not number or text != "خاص":
            yield "unknown", text


def _is_own(folded: str, own: frozenset[str]) -> bool:
    """Say whether a text is a name of the outlet, or one with or without a «نيوز» after it."""
    rest, _, tail = folded.rpartition(" ")
    if name_like(folded, own) or (rest and tail in _TAILS and name_like(rest, own)):
        return True
    return any(name.startswith(folded + " ") and name.removeprefix(folded + " ") in _TAILS for name in own)


def _another(pieces: list[str], own: str) -> bool:
    """Say whether another piece is a place: then the outlet's name, which is one too, is none here."""
    return any(is_place(text) for text in pieces if text is not own)


def _loosened(match: re.Match[str], own: frozenset[str]) -> str:
    """Give «دمشق-سانا» with a mark that parts the two."""
    filed = (is_place(match[1]) or is_place(match.string[: match.end(1)])) and (
        agency_named(match[2]) is not None or name_like(fold(match[2]), own)
    )
    return f"{match[1]}/{match[2]}" if filed else match.group()


def _without_day(match: re.Match[str]) -> str:
    """Give the day of an opening as nothing, what is none as it is."""
    month, also = match["month"], match["also"]
    if month is not None and fold(month) not in _MONTHS:
        return match.group()
    if also is None or fold(also) in _MONTHS:
        return " / "
    return "/" + match.string[match.start("also") : match.end()]


def _may_be_place(text: str) -> bool:
    """Say whether a name that we do not know can be a place: no office, no person, few words."""
    folded = fold(text)
    if len(text.split()) > _UNKNOWN_PLACE_WORDS or STAFF.match(folded) or DESCRIPTION.match(folded):
        return False
    first = folded.split()[0]
    return not (
        first in FIRST_NAMES - _PLACES_BEGIN or first in _VERBS or any(letter.isdigit() for letter in folded)
    )


def _is_agency(text: str) -> bool:
    if agency_named(text):
        return True
    parts = _PARTIES.split(text)
    return len(parts) > 1 and all(map(agency_named, parts))


def _closing(body: str) -> str | None:
    """Give the agency in brackets at the very end of a body, or alone on its last line."""
    last = body.rpartition("\n")[2]
    match = _AT_END.search(last[-_LONGEST_CREDIT:])
    if match and agency_named(match[1]):
        return match[1]
    if last != body and len(last) <= _LONGEST_CREDIT // 2:
        found = credit(last)
        return found if found and (fold(found) not in AMBIGUOUS or _SOURCE.match(last)) else None
    return None
