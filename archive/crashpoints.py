"""Named points at which a test can have the process killed, as a power cut or kill -9 would."""

import os
import signal
from collections import Counter

VARIABLE = "WARRAQ_CRASH_AT"
_passed: Counter[str] = Counter()


def reach(name: str) -> None:
    """Do nothing, unless $WARRAQ_CRASH_AT names this point (or "NAME:N", the Nth time): then die."""
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    point, _, count = wanted.partition(":")
    if point != name:
        return
    _passed[name] += 1
    if _passed[name] >= int(count or 1):
        os.kill(os.getpid(), signal.SIGKILL)
