"""Words that take a side, for one archive: those that come with the project, and its own list terms.txt."""

from pathlib import Path

from archive.errors import ArchiveError
from extractors.charged_terms import TERMS, Terms, parse_terms, shipped_terms
from extractors.lexicon import WordListError


def terms_of(archive: Path) -> Terms:
    """The groups for an archive in this directory.

    Raises ArchiveError, naming file and line, when its list cannot be read.
    """
    path = archive / TERMS
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return shipped_terms()
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path} cannot be read as UTF-8 text: {error}") from error
    try:
        return parse_terms(text, str(path), onto=shipped_terms())
    except WordListError as error:
        raise ArchiveError(str(error)) from error
