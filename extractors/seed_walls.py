"""What stands in the place of a feed, sitemap or page of links that came and lists nothing."""

from extractors.charset import decode
from extractors.document import blocks, parse
from extractors.walls import refuse_wall

# The refusals that somebody means: for the rest a page in a feed's place may have any reason.
WALLS = frozenset(
    {
        *("bot-challenge", "access-denied", "geo-block", "consent-wall", "login-wall", "paywall"),
        *("maintenance-page", "server-error", "not-found-page"),
    }
)
LONGEST = 500_000  # bytes; walls are short


def wall_in_place(body: bytes, content_type: str | None) -> str | None:
    """The code of the wall (`extractors.refusals`) that a body is, None for anything else.

    `body` is free of content coding.
    """
    if len(body) > LONGEST:
        return None
    source = decode(body, content_type).text
    tree = parse(source)
    found = refuse_wall(source, tree, tuple(blocks(tree))) if tree is not None else None
    return found.code if found is not None and found.code in WALLS else None
