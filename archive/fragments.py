"""Records that a loss of power left of a group: some members whole, zeros where others were to be.

A disk may write the end of what was appended before its beginning. What is left at the end of a file that is
still written is then no damage to a capture that was acknowledged, and is dealt with like any torn tail.
"""

import os
from collections.abc import Iterable, Iterator

from archive.records import Damage, Record

SECTOR = 512
LEAST = 8  # zeros up to a sector's end: fewer are met in pictures
STEP = 1 << 20
BESIDE = frozenset({"request", "metadata"})


def set_fragments_aside(fd: int, steps: Iterable[Record | Damage]) -> Iterator[Record | Damage]:
    """The steps of a file that is still written; a hole and what is left of its group, at the end, are a
    torn tail."""
    held: list[Record | Damage] = []
    for step in steps:
        if _is_hole(fd, step) or (held and _is_fragment(step)):
            held.append(step)
            continue
        yield from held
        held = []
        yield step
    if held:
        begin, end = held[0].offset, held[-1].offset + held[-1].length
        yield Damage(offset=begin, length=end - begin, code="torn-tail", detail="zeros within a group")


def _is_fragment(step: Record | Damage) -> bool:
    """Whether it may belong to the group with the hole: then its answer is missing, which stands first."""
    if isinstance(step, Damage):
        return step.code == "torn-tail"
    return step.type in BESIDE and step.header("WARC-Concurrent-To") is not None


def _is_hole(fd: int, step: Record | Damage) -> bool:
    if not isinstance(step, Damage) or step.code != "damaged-member":
        return False
    at, end = step.offset, step.offset + step.length
    while at < end and (data := os.pread(fd, min(STEP - at % SECTOR, end - at), at)):
        whole = (at + len(data)) // SECTOR * SECTOR - at  # sectors that end within the damage
        sector = SECTOR - at % SECTOR
        while sector <= whole:
            begin = max(0, sector - SECTOR)
            if sector - begin >= LEAST and not data[begin:sector].strip(b"\0"):
                return True
            sector += SECTOR
        at += len(data)
    return False
