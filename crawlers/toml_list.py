"""A TOML list of texts changed item by item: comments, order and spacing of what stays are kept."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_VOID = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TRAILING = re.compile(r"[ \t]*#[^\r\n]*")
_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One item as written: what stands before it, itself, the way to its comma, the comment beside it."""

    before: str
    value: str
    gap: str = ""
    comma: bool = True
    beside: str = ""


def changed_list(
    written: str, old: Sequence[str], new: Sequence[str], spell: Callable[[str], str]
) -> str | None:
    """The list `written` (brackets included) that reads `old`, so that it reads `new`.

    `spell` gives a text's TOML form. None when it holds anything but texts on single lines.
    """
    split = _split(written)
    if split is None or len(split[0]) != len(old):
        return None
    items, tail = split
    made: list[_Item] = []
    carried = ""
    for tag, start, end, from_, to in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        ours, theirs = items[start:end], new[from_:to]
        if tag == "equal":
            theirs = ()
            made += [replace(ours[0], before=carried + ours[0].before), *ours[1:]]
            carried = ""
            continue
        for item, text in zip(ours, theirs, strict=False):
            made.append(replace(item, value=spell(text), before=carried + item.before))
            carried = ""
        for item in ours[len(theirs) :]:
            carried += _comments(item.before)
        for text in theirs[len(ours) :]:
            made.append(_Item(before=_indent(made or items), value=spell(text)))
    if carried:
        tail = "\n" + carried.strip("\n") + (tail if "\n" in tail else "\n")
    return _joined(made, items, tail)


def _joined(made: list[_Item], items: list[_Item], tail: str) -> str:
    if not made:
        return f"[{tail if '#' in tail else ''}]"
    if items and "\n" not in made[0].before:
        made[0] = replace(made[0], before=items[0].before)
    last_comma = items[-1].comma if items else False
    texts = []
    for place, item in enumerate(made):
        if place and not item.before and item in items[:1]:
            item = replace(item, before=" ")  # it was the first
        comma = item.comma if place == len(made) - 1 and item in items else True
        if place == len(made) - 1 and item not in items:
            comma = last_comma
        texts.append(f"{item.before}{item.value}{item.gap}{',' if comma else ''}{item.beside}")
    if made[-1].beside and "\n" not in tail:
        tail = "\n" + tail
    return f"[{''.join(texts)}{tail}]"


def _split(written: str) -> tuple[list[_Item], str] | None:
    items: list[_Item] = []
    position, end = 1, len(written) - 1
    while True:
        void = _VOID.match(written, position, end)
        start = void.end() if void else position
        value = _STRING.match(written, start, end)
        if value is None:
            return (items, written[position:end]) if start == end else None
        if written.startswith(('"""', "'''"), start):
            return None
        gap = _VOID.match(written, value.end(), end)
        after = gap.end() if gap else value.end()
        comma = written[after : after + 1] == "," and after < end
        stop = after + 1 if comma else value.end()
        beside = _TRAILING.match(written, stop, end)
        items.append(
            _Item(
                before=written[position:start],
                value=value.group(),
                gap=written[value.end() : after] if comma else "",
                comma=comma,
                beside=beside.group() if beside else "",
            )
        )
        position = beside.end() if beside else stop


def _comments(before: str) -> str:
    """The comment lines above a removed item, which stay: a person wrote them."""
    lines = before.replace("\r", "").split("\n")[1:-1]
    return "".join(f"\n{line}" for line in lines if _COMMENT_LINE.fullmatch(line))


def _indent(items: list[_Item]) -> str:
    """What stands before a new item: as before its neighbour."""
    if not items:
        return ""
    before = items[-1].before
    if "\n" in before:
        return "\n" + before.rpartition("\n")[2]
    return " " if len(items) == 1 or before.strip(" ") == "" else before
