"""Addresses of a passage here: of the report's page, scrolled to it, and of its citation, which stays.

The page of a report shows controls of direction as text, in six letters each; the words of a link are those
that are shown.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from archive.browse.shown_text import shown
from archive.cite_place import text_digest
from archive.quotation import bare_quote
from archive.text_fragment import Passage, text_link

QUOTED = 300  # code points of a passage that its address also holds, to be looked for when its text is gone
FEW = 60  # code points of a passage whose words may stand in what surrounds a report on its page


def place_parameters(article: Mapping[str, Any], quote: Mapping[str, Any]) -> dict[str, str]:
    """The parameters of `/cite` that name this passage of this text; see `archive.cite_place.TextPlace`."""
    text = article[quote["field"]] or ""
    told = {
        "article": article["article_id"],
        "version": str(article["version"]),
        "field": "" if quote["field"] == "body" else quote["field"],
        "start": str(quote["start"]),
        "end": str(quote["end"]),
        "digest": text_digest(text),
        "q": quote["exact"] if len(quote["exact"]) <= QUOTED and bare_quote(quote["exact"]) else "",
    }
    return {name: value for name, value in told.items() if value}


def whole_parameters(article: Mapping[str, Any]) -> dict[str, str]:
    """The parameters of `/cite` that name this version as a whole."""
    return {"article": article["article_id"], "version": str(article["version"])}


def cite_path(article: Mapping[str, Any], quote: Mapping[str, Any] | None) -> str:
    """The path of the citation of this passage, which leads to this text as long as the archive has it.

    Without a passage, of the version as a whole.
    """
    named = whole_parameters(article) if quote is None else place_parameters(article, quote)
    return f"/cite?{urlencode(named)}"


def page_path(article: Mapping[str, Any], quote: Mapping[str, Any] | None) -> str:
    """The path of the report's page in this version, scrolled to the passage.

    Browsers that know text fragments mark the passage, others scroll to its paragraph.
    """
    path = f"/article/{article['article_id']}?version={article['version']}"
    if quote is None:
        return path
    text = article[quote["field"]] or ""
    begins = 0 if quote["field"] == "title" else _line_start(text, quote["start"])
    anchor = f"{path}#{quote['field']}-{begins}"
    body = [] if quote["field"] == "title" else [article["title"] or ""]
    sections = [*_chrome(quote), *map(shown, [*body, text])]
    passages = [
        Passage(
            section=len(sections) - 1, start=_shown_at(text, part["start"]), end=_shown_at(text, part["end"])
        )
        for part in quote.get("parts") or [quote]
    ]
    return text_link(anchor, sections, passages) or anchor


def _chrome(quote: Mapping[str, Any]) -> list[str]:
    """What stands round a report may hold the words of a short passage: then words beside it are needed."""
    return [shown(quote["exact"])] if len(quote["exact"]) <= FEW else []


def _shown_at(text: str, at: int) -> int:
    """Where in the text as it is shown the code point of this number stands."""
    return len(shown(text[:at]))


def _line_start(text: str, at: int) -> int:
    """Where the paragraph begins that the code point of this number is in."""
    return text.rfind("\n", 0, at) + 1
