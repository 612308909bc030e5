"""Which reader reads what begins at a place of running text: the first whose pattern fits and finds it."""

import re
from collections.abc import Callable

from extractors import text_date_patterns as said
from extractors.day_patterns import NUMERIC
from extractors.text_month_readings import (
    read_dated,
    read_day_of_month,
    read_edge_of_month,
    read_hijri,
    read_monthly,
    read_numeric,
)
from extractors.text_scene import Said, Scene
from extractors.text_word_readings import read_ago, read_period, read_relative_day, read_weekly, read_yearly

_Reader = Callable[[Scene, re.Match[str]], tuple[Said, ...]]
_KINDS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (said.HIJRI, read_hijri),
    (said.DATED, read_dated),
    (said.DAY_OF_MONTH, read_day_of_month),
    (NUMERIC, read_numeric),
    (said.EDGE_OF_MONTH, read_edge_of_month),
    (said.MONTHLY, read_monthly),
    (said.AGO, read_ago),
    (said.RELATIVE_DAY, read_relative_day),
    (said.WEEKLY, read_weekly),
    (said.PERIOD, read_period),
    (said.YEARLY, read_yearly),
)
_OF_DIGITS = (said.HIJRI, said.DATED, said.DAY_OF_MONTH, NUMERIC)
_KINDS_OF_DIGITS = tuple(kind for kind in _KINDS if kind[0] in _OF_DIGITS)


def read_at(scene: Scene, start: int) -> tuple[Said, ...]:
    """Give what the first kind that fits says at a place of the text; nothing when none does."""
    text = scene.text
    for pattern, read in _KINDS_OF_DIGITS if text[start].isdigit() else _KINDS:
        match = pattern.match(text, start)
        entries = read(scene, match) if match is not None else ()
        if entries:
            return entries
    return ()
