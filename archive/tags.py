"""Tags of the search index: what a report is filed under, as tokens that no word of a text can be.

The column `tags` of `articles_fts` holds, for each version, its outlet, country and section, and the day,
month and year it is dated, so that a filter is one more term of the same expression instead of a join. An
undated version has no day, month or year and is found by no filter on dates; it is tagged as undated, so that
a search through a span of row ids can leave it out.
"""

import re
from typing import Literal

from extractors.arabic import fold

Kind = Literal["outlet", "country", "section", "day", "month", "year"]

# FTS5's ascii tokenizer splits at ASCII marks and lowers ASCII letters only: beyond ASCII all is one token.
JOINT = "·"
UNDATED = f"day{JOINT}none"
_NO_TOKEN = re.compile(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")


def tag(kind: Kind, value: str) -> str:
    """The token under which a report with this outlet slug, country code, section, or ISO day is filed.

    `day` takes 2015-07-21, `month` 2015-07, `year` 2015. A section is folded, so that its spelling does not
    count.
    """
    name = fold(value) if kind == "section" else value.lower()
    return f"{kind}{JOINT}{_NO_TOKEN.sub(JOINT, name).strip(JOINT)}"


def tags_of(
    *, outlet: str, country: str | None, section: str | None, published_date: str | None
) -> tuple[str, ...]:
    """The tags of one version; `published_date` is its day as 2015-07-21, or None."""
    found = [tag("outlet", outlet)]
    if country:
        found.append(tag("country", country))
    if section:
        found.append(tag("section", section))
    if published_date:
        found += [
            tag("day", published_date),
            tag("month", published_date[:7]),
            tag("year", published_date[:4]),
        ]
    else:
        found.append(UNDATED)
    return tuple(found)
