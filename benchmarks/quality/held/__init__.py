"""Page designs kept apart: no reader is tuned on them, so their figures tell what unseen pages would give."""

from benchmarks.quality.printing import Design

HELD: tuple[Design, ...] = ()
