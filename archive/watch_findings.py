"""What is told of a watch: its finding as a document, and the one word for it.

`state` is one of: unchanged, changed-elsewhere, passage-changed, passage-gone, changed (of an article that is
watched as a whole), unreadable, missing, removed, returned, blocked, redirected, withdrawn, not-in-index.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from archive.disappearance import Event
from archive.grades import GRADES
from archive.history import change_document
from archive.passages import CHANGED, ELSEWHERE, GONE, SAME, Fate
from archive.rows import Row
from archive.watches import Watch

UNREADABLE, UNKNOWN = "unreadable", "unknown"  # of a text, beside those of a passage
# Of presence, beside those of a history.
SILENT, NOT_INDEXED, REDIRECTED, WITHDRAWN = "silent", "not-in-index", "redirected", "withdrawn"

Finding = dict[str, Any]


def nothing_of(watch: Watch) -> Finding:
    """The finding of a watch whose cited capture cannot be read in the index."""
    return {
        "watch": watch.id,
        "state": NOT_INDEXED,
        "at": None,
        "added_at": watch.added_at,
        "typed": watch.typed,
        "match": watch.match,
        "quote": watch.exact,
        "note": watch.note,
        "case": watch.case,
        "article_id": watch.article_id,
        "url": watch.url,
        "outlet": watch.outlet,
        "title": watch.title,
        "record_id": watch.record_id,
        "captured_at": watch.captured_at,
        "text": UNKNOWN,
        "presence": NOT_INDEXED,
        "reason": None,
        "detail": None,
        "before": None,
        "after": None,
        "changes": [],
        "other_changes": 0,
        "version": None,
        "text_record": None,
        "other_reader": False,
        "removal": None,
        "target": None,
        "captures": [],
        "seen_at": None,
        "events": [],
    }


def withdrawn_of(watch: Watch, at: str, reason: str) -> Finding:
    """The finding of a watch whose cited capture was withdrawn: when and why, and none of its words."""
    silenced = dict.fromkeys(("typed", "quote", "note", "url", "title"))
    event = Event(at=at, what=WITHDRAWN, record_ids=(watch.record_id,))
    return {
        **nothing_of(watch),
        **silenced,
        "state": WITHDRAWN,
        "at": at,
        "presence": WITHDRAWN,
        "detail": reason,
        "events": [event_of(event, WITHDRAWN)],
    }


def difference_of(fate: Fate) -> Finding:
    changes = [change_document(change) for change in fate.changes]
    return {"before": fate.before, "after": fate.after, "changes": changes, "other_changes": fate.others}


def text_state_of(text: str, watch: Watch) -> str:
    if text == CHANGED and watch.field is None:
        return "changed"
    return {ELSEWHERE: "changed-elsewhere", CHANGED: "passage-changed", GONE: "passage-gone"}.get(text, text)


def state_of(watch: Watch, text: str, standing: str, events: Sequence[Mapping[str, Any]]) -> str:
    """The one word: what is not there any more comes before a changed passage, that before all else."""
    if standing in ("missing", "removed"):
        return standing
    if text in (CHANGED, GONE, UNREADABLE):
        return text_state_of(text, watch)
    if standing in ("blocked", REDIRECTED):
        return standing
    absent = [event["what"] for event in events if event["what"] in ("missing", "removed", "returned")]
    if absent and absent[-1] == "returned":
        return "returned"
    return "unchanged" if text == SAME else text_state_of(text, watch)


def event_of(event: Event, what: str) -> Finding:
    return {
        "at": event.at,
        "what": what,
        "record_ids": list(event.record_ids),
        "grades": list(event.grades),
        "version": None,
        "before": None,
        "after": None,
        "changes": [],
        "other_changes": 0,
    }


def capture_of(row: Row, grade: str) -> Finding:
    keys = ("record_id", "captured_at", "status", "url", "warc", "offset")
    return {
        **{key: row[key] for key in keys},
        "grade": grade,
        "detail": GRADES[grade][1].in_english(),
    }
