"""Words that take a side, for one archive: those that come with the project, and its own list terms.txt."""

from pathlib import Path

from archive.errors import ArchiveError
from archive.own_lists import own_list
from extractors.charged_terms import TERMS, Terms, parse_terms, shipped_terms
from extractors.lexicon import WordListError


def terms_of(archive: Path) -> Terms:
    """The groups for an archive in this directory.

    Raises ArchiveError, naming file and line, when its list cannot be read.
    """
    text = own_list(archive, TERMS)
    if text is None:
        return shipped_terms()
    try:
        return parse_terms(text, str(archive / TERMS), onto=shipped_terms())
    except WordListError as error:
        raise ArchiveError(str(error)) from error
