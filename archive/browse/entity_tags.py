"""Entity tags (RFC 9110, sections 8.8.3 and 13.1.2): a reader that holds an answer is not sent it again."""

import re
from hashlib import sha256

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def tag_of(content: bytes) -> str:
    """The entity tag of an answer with this content."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def is_held(tag: str, none_match: str | None) -> bool:
    """Whether the header If-None-Match names this tag, or any."""
    return none_match is not None and (none_match.strip() == "*" or tag in _TAG.findall(none_match))
