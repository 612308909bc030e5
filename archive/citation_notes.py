"""citations.jsonl: what was cited, one JSON object a line. The index may be deleted, this file may not."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from archive.errors import ArchiveError
from archive.locks import locked
from archive.place import Archive


def note_citation(
    archive: Archive,
    typed: str,
    document: Mapping[str, Any],
    cited_at: datetime,
    beside: Mapping[str, Any] | None = None,
) -> None:
    """Append what was cited, with the keys of `beside`, to citations.jsonl, synced before this returns.

    Raises ArchiveError when the file cannot be written: a citation that leaves no trace is not issued.
    """
    quote = document["quote"] or {}
    article = document["article"]
    note = {
        "cited_at": cited_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "typed": typed,
        "match": document["match"],
        "article_id": article["article_id"],
        "record_id": article["capture"]["record_id"],
        "body_digest": article["body_digest"],
        "field": quote.get("field"),
        "start": quote.get("start"),
        "end": quote.get("end"),
        **(beside or {}),
    }
    line = json.dumps(note, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    try:
        with locked(archive.state / "citations.lock", wait=True), archive.citations.open("a+b") as file:
            if file.tell() and not _ends_with_newline(file.fileno(), file.tell()):
                line = b"\n" + line  # a torn line stays on its own
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ArchiveError(
            f"the citation cannot be noted in {archive.citations} ({error.strerror}), so it is not issued"
        ) from error


def _ends_with_newline(descriptor: int, size: int) -> bool:
    return os.pread(descriptor, 1, size - 1) == b"\n"
