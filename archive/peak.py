"""The most memory this program has held."""

from pathlib import Path


def peak_memory() -> int | None:
    """The most memory this program has held, bytes; None where /proc does not tell.

    The resource module's figure survives exec: a child of a large process begins with its parent's peak.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), None)
    return int(line.split()[1]) << 10 if line else None
