"""For whom pages are served: what is shown, and to whom, follows from it."""

from enum import StrEnum


class Profile(StrEnum):
    """LOCAL: this machine's own reader. PUBLIC: everybody, read-only. PRIVATE: who knows the password."""

    LOCAL = "local"
    PUBLIC = "public"
    PRIVATE = "private"
