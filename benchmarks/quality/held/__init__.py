"""Page designs kept apart: no reader is tuned on them, so their figures tell what unseen pages would give."""

from benchmarks.quality.held import (
    ahliya,
    aqeeq,
    baban,
    diaspora,
    fustat,
    jordanian,
    kuwaiti,
    satellite,
    tinmel,
    tunisian,
)

HELD = tuple(
    module.DESIGN
    for module in (
        satellite,
        jordanian,
        fustat,
        tinmel,
        baban,
        aqeeq,
        ahliya,
        diaspora,
        kuwaiti,
        tunisian,
    )
)
