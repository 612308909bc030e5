"""Page designs kept apart: no reader is tuned on them, so their figures tell what unseen pages would give."""

from benchmarks.quality.held import algerian, documentation, emirati, omani, radio, sudanese

HELD = tuple(module.DESIGN for module in (emirati, algerian, omani, sudanese, documentation, radio))
