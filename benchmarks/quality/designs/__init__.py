"""The page designs that a reader may be tuned on, one module each."""

from benchmarks.quality.designs import (
    agency,
    doubled,
    egyptian,
    endless,
    gulf,
    hijri,
    joomla,
    maghrebi,
    moroccan,
    nextjs,
    rdfa,
    relative,
    saudi,
    soup,
    tables,
    wordpress,
)

DESIGNS = tuple(
    module.DESIGN
    for module in (
        wordpress,
        tables,
        soup,
        maghrebi,
        egyptian,
        doubled,
        saudi,
        hijri,
        rdfa,
        joomla,
        nextjs,
        agency,
        gulf,
        relative,
        moroccan,
        endless,
    )
)
