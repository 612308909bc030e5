"""Found by Python at its start: lets a process live so many seconds ahead of this machine ($QUARTER_AHEAD).

Only the clock on the wall is shifted; what is counted (monotonic, since boot) runs as it does.
"""

import datetime
import os
import time
from typing import Any

_AHEAD = float(os.environ.get("QUARTER_AHEAD", "0"))


class _Kind(type(datetime.datetime)):  # type: ignore[misc]
    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, _REAL)


_REAL = datetime.datetime
_time, _time_ns = time.time, time.time_ns


class _Shifted(_REAL, metaclass=_Kind):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return _REAL.fromtimestamp(_time() + _AHEAD, tz)


if _AHEAD:
    time.time = lambda: _time() + _AHEAD
    time.time_ns = lambda: _time_ns() + int(_AHEAD * 1e9)
    datetime.datetime = _Shifted  # type: ignore[misc]
