"""The page designs that a reader may be tuned on, one module each."""

from benchmarks.quality.designs import (
    accelerated,
    agency,
    doubled,
    egyptian,
    endless,
    frames,
    gulf,
    hijri,
    joomla,
    magazine,
    maghrebi,
    moroccan,
    mosaic,
    nextjs,
    rdfa,
    relative,
    saudi,
    soup,
    tables,
    webforms,
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
        accelerated,
        frames,
        mosaic,
        magazine,
        webforms,
    )
)
