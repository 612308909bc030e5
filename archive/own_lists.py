"""Word lists that users write for one archive, beside those of the project: text files in its folder."""

from pathlib import Path

from archive.errors import ArchiveError


def own_list(archive: Path, name: str) -> str | None:
    """The text of the archive's own list of this name; None when it has none.

    Raises ArchiveError when the file cannot be read as UTF-8.
    """
    path = archive / name
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path} cannot be read as UTF-8 text: {error}") from error
