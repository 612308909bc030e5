"""What the parameters of `/cite` and `/cite.zip` ask for: words, an article, a place in a text."""

import re
from dataclasses import dataclass

from archive.browse.asking import BadRequest
from archive.browse.site import Asked
from archive.cite_place import DIGITS, Field, TextPlace

DECIMALS = 9  # of a number in an address: no text is so long
_ARTICLE = re.compile(r"[0-9a-f]{16}")
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGITS}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteAsked:
    """`quote` is what was typed; an article with a `place` means a passage, with a quote its words."""

    quote: str | None
    article_id: str | None
    version: int | None
    place: TextPlace | None


def cite_asked(asked: Asked) -> CiteAsked:
    """The parameters q, article, version, field, start, end and digest, read. Raises BadRequest."""
    article_id = _matching(asked, "article", _ARTICLE, "0123456789abcdef")
    version = _number(asked, "version", 1)
    start, end = _number(asked, "start", 0), _number(asked, "end", 1)
    field, digest = _field(asked), _matching(asked, "digest", _DIGEST, "0123456789abcdef")
    place = None
    if start is not None or end is not None:
        if article_id is None:
            raise BadRequest("article", "", "0123456789abcdef")
        if start is None or end is None or not start < end:
            raise BadRequest("end", asked.one("end") or "", "start=0&end=40")
        place = TextPlace(
            article_id=article_id, version=version, field=field, start=start, end=end, digest=digest
        )
    return CiteAsked(quote=asked.one("q"), article_id=article_id, version=version, place=place)


def _field(asked: Asked) -> Field:
    match asked.one("field") or "body":
        case "body":
            return "body"
        case "title":
            return "title"
        case other:
            raise BadRequest("field", other, "body, title")


def _number(asked: Asked, name: str, least: int) -> int | None:
    typed = asked.one(name)
    if typed is None:
        return None
    if not typed.isascii() or not typed.isdecimal() or len(typed) > DECIMALS or int(typed) < least:
        raise BadRequest(name, typed, str(least))
    return int(typed)


def _matching(asked: Asked, name: str, pattern: re.Pattern[str], example: str) -> str | None:
    typed = asked.one(name)
    if typed is not None and pattern.fullmatch(typed) is None:
        raise BadRequest(name, typed, example)
    return typed
