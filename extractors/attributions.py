"""Whom a report credits: attributions found in the body by rules and lexicons, with exact offsets."""

from extractors.article import Attribution

KINDS = (
    *("agency", "outlet", "official body", "armed force", "organisation", "person", "social account"),
    *("witness", "anonymous"),
)


def find_attributions(body: str, own: tuple[str, ...] = ()) -> tuple[Attribution, ...]:
    """Give every attribution of the body, in order. `own` are the outlet's names: its voice is no source."""
    return ()
