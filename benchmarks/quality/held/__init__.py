"""Page designs kept apart: no reader is tuned on them, so their figures tell what unseen pages would give."""

from benchmarks.quality.held import accelerated, frames, magazine, mosaic, webforms

HELD = tuple(module.DESIGN for module in (accelerated, frames, mosaic, magazine, webforms))
