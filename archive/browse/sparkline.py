"""A row of numbers as one small picture, drawn here so that no script is needed."""

from collections.abc import Sequence

WIDTH, HEIGHT = 120, 28  # units of the picture


def bars(counts: Sequence[int]) -> list[tuple[float, float, float, float]]:
    """Of each number its bar as x, y, width and height, from left to right; the highest fills HEIGHT."""
    most = max(counts, default=0) or 1
    step = WIDTH / max(1, len(counts))
    return [
        (
            round(at * step, 2),
            round(HEIGHT - HEIGHT * count / most, 2),
            round(step * 0.8, 2),
            round(HEIGHT * count / most, 2),
        )
        for at, count in enumerate(counts)
    ]
