"""What was already told of each watch, in state/watches.json: losing it means that it is told once more.

`warraq watch check` and the reports of crawls remember apart, so that neither keeps the other silent.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from archive.locks import locked
from archive.place import Archive
from archive.replaced import replace_text
from archive.watch_findings import SILENT, UNKNOWN, Finding

Listener = Literal["check", "crawl"]
Standing = dict[str, Any]  # text, version, presence

_UNTOUCHED: Standing = {"text": "same", "version": None, "presence": "shown"}


def mark_new(archive: Archive, listener: Listener, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each with `new`: whether it differs from what this listener was told last.

    A watch that nothing was told of is new unless nothing happened to it.
    """
    told = _read(archive).get(listener, {})
    return [{**one, "new": _is_new(one, told.get(one["watch"], _UNTOUCHED))} for one in findings]


def remember(archive: Archive, listener: Listener, findings: Iterable[Finding]) -> None:
    """Keep what was told. Raises OSError when it cannot be kept."""
    with locked(archive.state / "watches.lock", wait=True):
        memory = _read(archive)
        told = memory.setdefault(listener, {})
        for one in findings:
            told[one["watch"]] = _standing(one, told.get(one["watch"], _UNTOUCHED))
        replace_text(archive.state / "watches.json", json.dumps(memory))


def _standing(finding: Finding, before: Mapping[str, Any]) -> Standing:
    """What is compared: an answer that says nothing leaves what was known."""
    unknown = finding["text"] == UNKNOWN
    text = before.get("text") if unknown else finding["text"]
    version = before.get("version") if unknown else _version(finding)
    presence = before.get("presence") if finding["presence"] == SILENT else finding["presence"]
    return {"text": text, "version": version, "presence": presence}


def _version(finding: Finding) -> str | None:
    """The record whose text was told of, None for the text that was cited."""
    return None if finding["text"] == "same" else finding["text_record"]


def _is_new(finding: Finding, before: Mapping[str, Any]) -> bool:
    return _standing(finding, before) != {key: before.get(key) for key in _UNTOUCHED}


def _read(archive: Archive) -> dict[str, dict[str, Standing]]:
    try:
        memory = json.loads((archive.state / "watches.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(memory, dict):
        return {}
    return {
        listener: {name: one for name, one in told.items() if isinstance(one, dict)}
        for listener, told in memory.items()
        if isinstance(told, dict)
    }
