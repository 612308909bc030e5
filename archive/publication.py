"""The newest checkpoint handed to others: once they hold it, the log cannot be rolled back unnoticed.

`publish` in warraq.toml is a folder when it ends in a slash or is one, for instance of a git repository; else
it is a command, run without a shell in the archive's directory with the checkpoint's path as last argument.
"""

import shlex
import subprocess
from pathlib import Path

from archive.place import Archive
from archive.replaced import replace_bytes

SECONDS = 60


def publish(archive: Archive, checkpoint: Path) -> str | None:
    """Hand over a checkpoint unless that was done before; what went wrong, or None."""
    wanted = archive.settings.log.publish
    if wanted is None:
        return None
    done = archive.state / "published"
    mark = f"{checkpoint.name} {wanted}\n"
    folder = archive.root / wanted
    if wanted.endswith("/") or _is_folder(folder):
        problem = _copy(checkpoint, folder)
    elif done.exists() and done.read_text(encoding="utf-8") == mark:
        return None
    else:
        problem = _run(archive, wanted, checkpoint)
    if problem is None:
        done.write_text(mark, encoding="utf-8")
    return problem


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a command that is too long for a name
        return False


def _copy(checkpoint: Path, folder: Path) -> str | None:
    target = folder / checkpoint.name
    try:
        if target.exists():
            return None
        replace_bytes(target, checkpoint.read_bytes())
    except OSError as error:
        return f"{folder}: {error.strerror or error}"
    return None


def _run(archive: Archive, wanted: str, checkpoint: Path) -> str | None:
    try:
        done = subprocess.run(
            [*shlex.split(wanted), str(checkpoint)],
            cwd=archive.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{wanted}: it ran longer than {SECONDS} seconds"
    except (OSError, ValueError) as error:
        return f"{wanted}: {error}"
    if done.returncode == 0:
        return None
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return f"{wanted}: it ended with exit code {done.returncode}" + (f" ({said[-1]})" if said else "")
