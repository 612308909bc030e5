"""Declarations as files: UTF-8 texts, and what to do about those that are something else."""

from pathlib import Path


class FileProblem(ValueError):
    """A file that cannot be read as a declaration; the message says what was found, wanted, what to do."""


def declaration_text(path: Path) -> str:
    """Give the text of a declaration, without a byte order mark; raises FileProblem."""
    if path.is_dir():
        raise FileProblem(
            "found a folder; wanted a file in UTF-8; write the declaration into a file of this name"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(
            f"cannot be read: {error.strerror}; wanted a file in UTF-8; write one there"
        ) from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        remedy = "wanted UTF-8; write it again with the editor's encoding set to UTF-8"
        raise FileProblem(f"line {line}: found {_encoding(data)}; {remedy}") from error


def _encoding(data: bytes) -> str:
    """What the bytes seem to be, in words."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text in UTF-16"
    try:
        letters = sum("\u0621" <= char <= "\u064a" for char in data.decode("windows-1256"))
    except UnicodeDecodeError:
        return "bytes that are no text in UTF-8"
    return "text that looks like windows-1256" if letters > 2 else "bytes that are no text in UTF-8"
