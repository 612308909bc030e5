"""Page designs kept apart: no reader is tuned on them, so their figures tell what unseen pages would give."""

from benchmarks.quality.held import documentation, omani, sudanese

HELD = tuple(module.DESIGN for module in (omani, sudanese, documentation))
