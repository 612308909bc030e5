"""What commands say of outlets whose files cannot be used."""

from archive.console import say
from archive.declared import Declared
from archive.error_language import error_told


def tell_left_out(found: Declared) -> None:
    """Say on stderr which outlets are left out, and why; the others go on. Of files that are gone an alarm
    tells."""
    for one in found.broken if found.outlets else found.left_out:
        for problem in one.problems:
            say("{slug}: left out: {problem}", slug=one.slug, problem=error_told(problem))
