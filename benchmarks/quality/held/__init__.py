"""Page designs kept apart: no reader is tuned on them, so their figures tell what unseen pages would give."""

from benchmarks.quality.held import (
    adobe,
    blogger,
    broadcaster,
    cairene,
    channel,
    hydrated,
    iraqi,
    mauritanian,
    ministry,
    official,
    palestinian,
    tagdiv,
    yemeni,
)

HELD = tuple(
    module.DESIGN
    for module in (
        adobe,
        tagdiv,
        iraqi,
        hydrated,
        blogger,
        yemeni,
        palestinian,
        cairene,
        mauritanian,
        broadcaster,
        ministry,
        channel,
        official,
    )
)
