"""What became of a watch, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.change_texts import change_in_words, state_in_words
from archive.language import Saying, saying

Document = Mapping[str, Any]  # a finding of `archive.guard`, or one of its events

STATE_NAMES: dict[str, Saying] = {
    "unchanged": saying("as it was cited"),
    "changed-elsewhere": saying("the passage stands, the article changed elsewhere"),
    "passage-changed": saying("the passage changed"),
    "passage-gone": saying("the passage is gone"),
    "changed": saying("the article changed"),
    "restored": saying("the text is again as it was cited"),
    "unreadable": saying("another reader does not find the passage in the cited capture"),
    "missing": saying("the article is missing"),
    "removed": saying("the article was removed"),
    "returned": saying("the article is back"),
    "blocked": saying("the article is not shown to us"),
    "redirected": saying("the article's address leads elsewhere"),
    "withdrawn": saying("the cited capture was withdrawn"),
    "not-in-index": saying("the index does not hold the cited capture as a report"),
}
_STANDING = frozenset({"missing", "removed", "blocked"})
_MOST = 12  # changes that are listed; the JSON has all


def name_of(document: Document) -> Saying:
    """The state of a finding, or what happened in an event, in words."""
    return STATE_NAMES[document.get("what") or document["state"]]


def told_of(document: Document) -> Iterator[Saying]:
    """The lines behind the state: what stood there and what stands there now, and each change."""
    if document["before"] is not None:
        yield saying("cited: “{text}”", text=_short(document["before"]))
    if document["after"] is not None:
        yield saying("now: “{text}”", text=_short(document["after"]))
    for change in document["changes"][:_MOST]:
        yield change_in_words(change)
    rest = len(document["changes"]) - _MOST
    if rest > 0:
        yield saying("{count} more that are not listed", count=rest)
    if document["other_changes"]:
        yield saying("{count:other change|other changes} in the article", count=document["other_changes"])


def standing_of(finding: Document) -> Iterator[Saying]:
    """What is to be said of the article of a finding, beside its text."""
    if finding["presence"] in _STANDING:
        shown = {"state": finding["presence"], "reason": finding["reason"], "removal": finding["removal"]}
        yield state_in_words(shown)
    if finding["state"] == "withdrawn":
        yield saying("at {at}, since: {reason}", at=finding["at"], reason=finding["detail"])
    if finding["target"] is not None:
        yield saying("its address leads to {url}", url=finding["target"])
    if finding["other_reader"] and finding["text"] != "same":
        yield saying("read by another reader than the cited text: some of this may be the reader's")


def _short(text: str, most: int = 400) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
