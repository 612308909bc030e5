"""What is asked of the classes and ids of elements: the same few on every page of an outlet."""

import re
from collections.abc import Callable

_MOST = 4096  # answers kept of one pattern
_LONGEST = 200  # characters of class and id


class _Answers(dict[str, bool]):
    """Whether the pattern is found in a class, found out once."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__()
        self._pattern = pattern

    def __missing__(self, names: str) -> bool:
        found = self._pattern.search(names) is not None
        if len(names) <= _LONGEST:
            if len(self) >= _MOST:  # ids may differ on every page
                self.clear()
            self[names] = found
        return found


def found_in(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[str], bool]:
    """Give what says whether a pattern is found in class and id; it remembers its answers."""
    return _Answers(re.compile(pattern, flags)).__getitem__
