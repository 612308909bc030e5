"""Changes and events of an article's history in words."""

from collections.abc import Mapping
from typing import Any

from archive.grades import GRADES
from archive.language import Saying, joined, listed, saying

Document = Mapping[str, Any]  # a change, an event or a version of `archive.history.history`

KIND_NAMES: dict[str, Saying] = {
    "headline": saying("headline"),
    "subtitle": saying("subtitle"),
    "date": saying("date of publication"),
    "byline": saying("byline"),
    "rewrite": saying("rewritten from beginning to end"),
    "paragraph-added": saying("paragraph added"),
    "paragraph-lost": saying("paragraph lost"),
    "paragraph-moved": saying("paragraph moved"),
    "sentence-added": saying("sentence added"),
    "sentence-lost": saying("sentence lost"),
    "sentence-moved": saying("sentence moved"),
    "sentence-changed": saying("sentence changed"),
    "attribution-added": saying("source credited that was not before"),
    "attribution-dropped": saying("source no longer credited"),
    "number": saying("number"),
    "name": saying("name or place"),
    "term": saying("term"),
    "spelling": saying("spelling only"),
    "punctuation": saying("punctuation or spacing only"),
}
EVENT_NAMES: dict[str, Saying] = {
    "captured": saying("captured first"),
    "edited": saying("edited"),
    "reverted": saying("an earlier text came back"),
    "missing": saying("missing"),
    "removed": saying("removed"),
    "returned": saying("returned"),
    "barred": saying("not shown to us"),
    "silent": saying("no usable answer"),
}
STATE_NAMES: dict[str, Saying] = {
    "live": saying("live"),
    "changed": saying("changed"),
    "missing": saying("missing"),
    "removed": saying("removed"),
    "blocked": saying("blocked"),
    "unknown": saying("unknown"),
}
_SHOWN = 160  # characters of a text in a line; the JSON has the whole


def change_in_words(change: Document) -> Saying:
    """A change on one line: its kind, and what stood there before and after, shortened."""
    kind: Saying = KIND_NAMES[change["kind"]]
    before, after = _short(change["before"]), _short(change["after"])
    if change["kind"].endswith(("-added", "-lost", "-moved", "-dropped")):
        return saying("{kind}: “{text}”", kind=kind, text=after or before)
    if before is None:
        return saying("{kind}, added: “{after}”", kind=kind, after=after)
    if after is None:
        return saying("{kind}, gone: “{before}”", kind=kind, before=before)
    return saying("{kind}: “{before}” became “{after}”", kind=kind, before=before, after=after)


def event_in_words(event: Document) -> Saying:
    """What happened, on one line: with the version, what the answers were, and how many."""
    said: Saying = EVENT_NAMES[event["what"]]
    if event["version"] is not None:
        said = saying("{event}, version {version}", event=said, version=event["version"])
    if event["what"] in ("captured", "edited", "reverted", "returned"):
        return said
    grades = listed([GRADES[grade][1] for grade in event["grades"]])
    count = len(event["record_ids"])
    said = saying("{event}: {grades}", event=said, grades=grades)
    return saying("{event} ({count:capture|captures})", event=said, count=count) if count > 1 else said


def state_in_words(document: Document) -> Saying:
    """The state of an article with its reason, and how far a removal is established."""
    said: Saying = STATE_NAMES[document["state"]]
    if document["reason"] not in (None, "shown", "unchanged"):
        said = saying("{state}: {reason}", state=said, reason=GRADES[document["reason"]][1])
    removal = document["removal"]
    if document["state"] != "missing" or removal is None:
        return said
    needed = saying(
        "{checks:check|checks} so far; it counts as removed after {wanted:check|checks} over {days:day|days}",
        checks=removal["checks"],
        wanted=removal["checks_wanted"],
        days=removal["days_wanted"],
    )
    return joined((said, needed))


def _short(text: str | None) -> str | None:
    if text is None:
        return None
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
