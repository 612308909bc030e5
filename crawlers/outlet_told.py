"""One thing that a look at an outlet told."""

from dataclasses import dataclass

from archive.language import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value and what told it."""

    value: str
    why: Saying
